"""Where results go: never over what was read, and never over files that likewise did not write; part of the base layer.

Every command, and every function of the Python API, that writes what a person names with `--out` gets its place from
`folder_for` or `file_for`. What writes (`published`, `published_file`) takes the `Destination` that they return, and
not a path, so that nothing is written to a place that was not checked. A place is checked again just before it is
written, as a run can take hours.

How likewise knows its own results again: a folder by its names and by the file that says what the run was (`Kind`), a
file by its columns. A file that lies in a folder beside the result is kept, whatever its name.
"""

from likewise.destination.kinds import PLAN, POLICY, REPORT, RESULTS, SIMULATION, TRIAL, WORLD, Kind, is_result
from likewise.destination.overlap import overlap
from likewise.destination.place import Destination, file_for, folder_for, require_apart, require_free
from likewise.destination.publish import published, published_file

__all__ = [
    "PLAN",
    "POLICY",
    "REPORT",
    "RESULTS",
    "SIMULATION",
    "TRIAL",
    "WORLD",
    "Destination",
    "Kind",
    "file_for",
    "folder_for",
    "is_result",
    "overlap",
    "published",
    "published_file",
    "require_apart",
    "require_free",
]
