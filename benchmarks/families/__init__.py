"""Families of worlds: generators that share no mechanism, and one judge for all of them.

A family is a generator written from a description of people. What was learnt on one family is judged on another, so
that no weight rests on the habits of one simulator. `registry` lists the families, `judge` holds a report against
the truth of a world, `python -m benchmarks.families` does both and prints the figures.
"""
