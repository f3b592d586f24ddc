"""Delta tables by the library of that name, on the engine of this machine."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from likewise.errors import InputError
from likewise.ingest.frames import ArrowRows, Frame
from likewise.ingest.lakes import DELTA

RETRIES: Mapping[str, str] = {"max_retries": "3", "retry_timeout": "30s", "connect_timeout": "10s"}
"""How long a server is asked before it counts as not there; the library's own limit is three minutes."""


def delta_frame(where: str, shown: str, options: Mapping[str, str], hidden: Callable[[object], str]) -> Frame:
    """Return a Delta table as it stands now; nothing is read before it is opened.

    Parameters
    ----------
    where
        Its folder, or an address that the library knows (`s3://…`, `gs://…`, `abfss://…`).
    shown
        What it is called in messages.
    options
        What it takes to get there, as the library calls it.
    hidden
        Takes secrets out of what the library says.
    """
    return Frame(lambda: _opened(where, shown, options, hidden), DELTA)


def _opened(where: str, shown: str, options: Mapping[str, str], hidden: Callable[[object], str]) -> ArrowRows:
    try:
        from deltalake import DeltaTable  # noqa: PLC0415  (an extra)
        from deltalake.exceptions import DeltaError, DeltaProtocolError, TableNotFoundError  # noqa: PLC0415
    except ImportError as error:
        raise InputError.of("lakes.delta_missing", shown=shown) from error
    away = "://" in where
    if not away and Path(where).is_file():
        raise InputError.of("lakes.delta_is_file", shown=shown, prefix=f"{DELTA}:")
    try:
        return _rows(DeltaTable(where, storage_options={**options, **RETRIES} if away else None), away)
    except TableNotFoundError:
        raise InputError.of("lakes.delta_not_there", shown=shown) from None
    except DeltaProtocolError as error:
        raise InputError.of("lakes.delta_too_new", shown=shown, said=hidden(error)) from None
    except (DeltaError, pa.ArrowException, OSError, ValueError) as error:
        key = "lakes.delta_away" if away else "lakes.delta_damaged"
        raise InputError.of(key, shown=shown, said=hidden(error)) from None


def _rows(table: Any, away: bool) -> ArrowRows:
    """The rows of a table: scanned where they lie, or where that can't be, as a stream.

    A dataset knows nothing of deleted rows and renamed columns; and what lies elsewhere is brought over once.
    """
    mapped = table.metadata().configuration.get("delta.columnMapping.mode", "none") != "none"
    marked = "deletionVectors" in (table.protocol().reader_features or ())
    if away or mapped or marked:
        return pa.RecordBatchReader.from_stream(table.scan())
    return table.to_pyarrow_dataset()
