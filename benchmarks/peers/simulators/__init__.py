"""Another simulator beside `likewise simulate`: as many agents and steps, the same machine.

`python -m benchmarks.peers.simulators --users 1000,3000 --creators 0.05 --sampled` runs T-RECS (Lucherini, Sun,
Winecoff and Narayanan, 2021; MIT), each size in a process of its own, in an environment the benchmark makes from
requirements.txt; none of its code is kept here. What a step is differs: in T-RECS every account is shown a list and
takes one item of it; nothing is liked, commented on, followed, bought or judged.
"""
