"""The fuzzer of shapes: tables as people bring them, whose truth is known, and how `likewise` reads them.

`python -m benchmarks.shapes` draws tables from archetypes (kinds of files that people have), writes them with names,
numbers, times and containers as real tools use them, reads each with `likewise.read` as a user would, and compares with
the truth. Nothing here imports or copies the reader's lists of names.
"""
