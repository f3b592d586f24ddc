"""What an act on a post holds, as bits of one number: for the loops, the log, and those who read or plan it.

Part of the platform in a box; its ground floor.
"""

VIEWED, LIKED, COMMENTED, SAVED, SHARED, FOLLOWED, FINISHED, TRADED, TEMPLATE = (1 << bit for bit in range(9))
