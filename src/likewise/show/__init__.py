"""Show: result tables in the reader's hands, the command line, and the report page.

The last room of the house; reads what `pipeline` wrote and adds no finding of its own.
"""
