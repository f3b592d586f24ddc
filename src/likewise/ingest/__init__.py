"""From what people bring to the canonical tables: what a table's rows are and what its columns mean.

`match` decides by names and by values; `sources` opens the files and reads the rows.
"""
