"""What a cell says: which texts stand for nobody, and how numbers, times and votes are written around the world.

Each module declares one list with its sources, and makes the SQL that reads by it on either engine. Nothing here
reads a file: `sources` asks for the SQL and carries it out.
"""
