"""Iceberg tables by pyiceberg, on the engine of this machine: by path, or by name in a catalog."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pyarrow import fs

from likewise.errors import InputError
from likewise.ingest.frames import ArrowRows, Frame
from likewise.ingest.lakes import ICEBERG, newest_metadata

_METADATA_END = ".metadata.json"
_SECRET = re.compile(r"secret|password|token|credential|key", re.IGNORECASE)
_PASSWORD = re.compile(r"://[^/@:]*:([^@]+)@")
_SHORTEST_SECRET = 4
"""Characters: a setting that is shorter is no secret, and hiding it would tear words apart."""


def iceberg_frame(
    where: str,
    shown: str,
    properties: Mapping[str, str],
    hidden: Callable[[object], str],
    files: Callable[[], tuple[fs.FileSystem, str]],
) -> Frame:
    """Return an Iceberg table by its folder, or by its metadata file; nothing is read before it is opened.

    Parameters
    ----------
    where
        The table's folder or metadata file, as pyiceberg calls it.
    shown
        What it is called in messages.
    properties
        What it takes to get there, as pyiceberg calls it.
    hidden
        Takes secrets out of what the library says.
    files
        Gives the file system that the folder is on, and its path there.
    """

    def opened() -> ArrowRows:
        table_module = _library(shown, "pyiceberg.table")
        with _explained(shown, hidden):
            location = where if where.endswith(_METADATA_END) else f"{where}/metadata/{_newest(shown, *files())}"
            return _rows(table_module.StaticTable.from_metadata(location, dict(properties)))

    return Frame(opened, ICEBERG)


def catalog_frame(name: str, shown: str) -> Frame:
    """Return a table of a catalog that pyiceberg is set up for.

    Parameters
    ----------
    name
        `catalog.namespace.table`, or `namespace.table` in the default catalog.
    shown
        What it is called in messages.
    """

    *catalog, _, _ = parts = name.split(".") if "." in name else ("", "", "")
    if not parts[-1]:
        raise InputError.of("lakes.iceberg_name", shown=shown)

    def opened() -> ArrowRows:
        module = _library(shown, "pyiceberg.catalog")
        config = _library(shown, "pyiceberg.utils.config").Config()
        called = catalog[0] if catalog else config.get_default_catalog_name()
        settings = config.get_catalog_config(called) or {}
        with _explained(shown, lambda said: _without(said, settings), unset=not settings):
            return _rows(module.load_catalog(called, **settings).load_table(tuple(parts[bool(catalog) :])))

    return Frame(opened, ICEBERG)


def _rows(table: Any) -> ArrowRows:
    return table.scan().to_arrow_batch_reader()


def _newest(shown: str, filesystem: fs.FileSystem, path: str) -> str:
    """The name of the newest metadata file in a table's folder."""
    found = filesystem.get_file_info(fs.FileSelector(f"{path}/metadata", allow_not_found=True))
    newest = newest_metadata(one.base_name for one in found)
    if not newest:
        raise InputError.of("lakes.iceberg_not_there", shown=shown)
    if len(newest) > 1:
        raise InputError.of("lakes.iceberg_undecided", shown=shown, files=newest)
    return newest[0]


def _library(shown: str, module: str) -> Any:
    from importlib import import_module  # noqa: PLC0415  (only for an extra)

    try:
        return import_module(module)
    except ImportError as error:
        raise InputError.of("lakes.iceberg_missing", shown=shown) from error


@contextmanager
def _explained(shown: str, hidden: Callable[[object], str], unset: bool = False) -> Iterator[None]:
    """What pyiceberg raises becomes a sentence; it raises errors of many libraries."""
    from pyiceberg.exceptions import NoSuchNamespaceError, NoSuchTableError  # noqa: PLC0415  (an extra)

    try:
        yield
    except InputError:
        raise
    except (NoSuchTableError, NoSuchNamespaceError):
        raise InputError.of("lakes.iceberg_no_such", shown=shown) from None
    except Exception as error:
        key = "lakes.iceberg_unset" if unset else "lakes.iceberg_refused"
        raise InputError.of(key, shown=shown, said=hidden(error)) from None


def _without(said: object, settings: Mapping[str, Any]) -> str:
    """What a library says, without the secrets of a catalog's settings."""
    line = " ".join(str(said).split())
    held = [str(value) for name, value in settings.items() if _SECRET.search(name)]
    held += [found for value in settings.values() for found in _PASSWORD.findall(str(value))]
    for secret in sorted(held, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            line = line.replace(secret, "***")
    return line[:300]
