"""Tables of a lake that lie in a folder: which format it is, told by what lies beside the data files.

In such a folder not every Parquet file counts: what was changed or deleted is still there until it is cleaned up. So it
is never read file by file.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

DELTA, ICEBERG, HUDI = "delta", "iceberg", "hudi"

_DELTA_LOG, _HUDI_FOLDER = "_delta_log", ".hoodie"
_METADATA, _METADATA_END = "metadata", ".metadata.json"


def lake_form(folder: Path) -> str | None:
    """Return which format of table a folder holds as a whole (delta, iceberg or hudi), or None for none."""
    if (folder / _DELTA_LOG).is_dir():
        return DELTA
    if any((folder / _METADATA).glob(f"*{_METADATA_END}")):
        return ICEBERG
    return HUDI if (folder / _HUDI_FOLDER).is_dir() else None


def lake_roots(keys: Iterable[str]) -> dict[str, str]:
    """Return the folders among the files of a bucket that hold a table as a whole, each with its format.

    Parameters
    ----------
    keys
        Paths of files, with slashes.

    Examples
    --------
    >>> lake_roots(["b/likes/_delta_log/00.json", "b/likes/part-0.parquet", "b/posts.csv"])
    {'b/likes': 'delta'}
    """
    found: dict[str, str] = {}
    for key in keys:
        path = PurePosixPath(key)
        for at, part in enumerate(path.parts[:-1]):
            form = _form_of(part, path.name)
            if form is not None:
                found.setdefault("/".join(path.parts[:at]), form)
    return found


def _form_of(part: str, name: str) -> str | None:
    """The format that a folder's name tells, beside a file in it."""
    if part == _METADATA:
        return ICEBERG if name.endswith(_METADATA_END) else None
    return {_DELTA_LOG: DELTA, _HUDI_FOLDER: HUDI}.get(part)


def newest_metadata(names: Iterable[str]) -> list[str]:
    """Return the files of an Iceberg table's metadata folder that are its newest: more than one where it isn't clear.

    Examples
    --------
    >>> newest_metadata(["v1.metadata.json", "v10.metadata.json", "v9.metadata.json"])
    ['v10.metadata.json']
    >>> newest_metadata(["00001-a1.metadata.json", "00002-b2.metadata.json", "snap-1.avro"])
    ['00002-b2.metadata.json']
    """
    numbered = {name: _version(name) for name in names if name.endswith(_METADATA_END)}
    last = max(numbered.values(), default=0)
    return sorted(name for name, number in numbered.items() if number == last)


def _version(name: str) -> int:
    digits = name.removesuffix(_METADATA_END).partition("-")[0].removeprefix("v")
    return int(digits) if digits.isdecimal() else -1
