"""The report from 1 to 100 million likes, on each engine, beside the floor; and what that says of 10 billion.

`worlds` makes the data, `measure` runs one size, `growth` says how each step grows, `project` carries that on.
"""
