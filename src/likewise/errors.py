"""What can go wrong, as one family; the ground floor of every room.

A message says what was wrong, where (file, line, column), and what to do about it.
The command line turns any of these into one sentence and exit code 2.
"""


class LikewiseError(Exception):
    """Anything that likewise can explain to the person who ran it."""


class InputError(LikewiseError):
    """The data can't be read as it is: missing, empty, damaged, or not a table."""


class MappingError(LikewiseError):
    """The columns can't be matched to the canonical ones, or a mapping names a column that isn't there."""


class OutputError(LikewiseError):
    """The result can't be written: the folder holds other files, or the disk is full."""


class EngineError(LikewiseError):
    """The engine could not do the work: out of memory, out of disk, or not installed."""


def first_line(error: Exception) -> str:
    """The first line of what another's error says, short enough to stand in a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
