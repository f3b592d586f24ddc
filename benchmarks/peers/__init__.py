"""Other detectors beside likewise: the same worlds, the same machine, one table.

`python -m benchmarks.peers --seed 1` runs them all. A peer is a module in `methods` with one face,
`score(folder, work)`: a world's folder goes in, a number an account comes out (higher is more suspicious). Each runs
in a process of its own, in an environment the benchmark makes from requirements.txt; none of their code is kept here.
"""
