"""Data frames of any library as Arrow.

pyarrow, pandas and polars frames, lazy ones too, Arrow streams and datasets, DuckDB relations, and whatever else gives
its rows as an Arrow stream. Libraries are told by their module's name, so that none is loaded to ask.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from likewise.errors import InputError, first_line

ArrowRows = Any
"""A pyarrow Table (in memory), Dataset (scanned where it lies) or RecordBatchReader (read once)."""

_PANDAS_INDEX = re.compile(r"^__index_level_\d+__$")
"""The name that a pandas index without a name gets in Arrow; it is no column of the user's."""


@dataclass(frozen=True)
class Frame:
    """Rows that can be had as Arrow.

    Parameters
    ----------
    open
        Gives the rows; called once. Raises InputError when they can't be had.
    form
        What kind of data it is, as `check` tells it.
    """

    open: Callable[[], ArrowRows]
    form: str = "frame"


def is_frame(item: object) -> bool:
    """Whether an object is a frame as a whole, though it may also look like a list or a dict."""
    return hasattr(item, "__arrow_c_stream__") or hasattr(item, "__arrow_c_array__")


def frame_of(item: Any, shown: str) -> Frame:
    """Return a frame of any library as one that can be opened.

    Parameters
    ----------
    item
        What the user gave.
    shown
        What it is called in messages.

    Raises
    ------
    InputError
        When it is no frame.
    """
    rows = _rows(item)
    if rows is None:
        raise InputError.of("lakes.no_data", shown=shown, kind=type(item).__name__)
    return Frame(lambda: _converted(rows, shown))


def _rows(item: Any) -> Callable[[], ArrowRows] | None:
    """How the rows of an object are had; None when it has none."""
    library = type(item).__module__.partition(".")[0]
    streams = hasattr(item, "__arrow_c_stream__")
    ways: list[tuple[bool, Callable[[], ArrowRows]]] = [
        (isinstance(item, pa.Table), lambda: _without_index(item)),
        (_is(item, "Dataset"), lambda: item.scanner().to_reader() if _comes_once(item) else item),
        (library in ("pandas", "polars") and streams, lambda: _without_index(pa.table(item))),
        (library == "polars" and hasattr(item, "collect_schema"), lambda: pa.table(item.collect(engine="streaming"))),
        (hasattr(item, "__arrow_c_array__"), lambda: pa.Table.from_batches([pa.record_batch(item)])),
        (streams, lambda: pa.RecordBatchReader.from_stream(item)),
    ]
    return next((way for applies, way in ways if applies), None)


def _is(item: Any, name: str) -> bool:
    """Whether an object is one of `pyarrow.dataset`, which is loaded when there are such objects."""
    module = sys.modules.get("pyarrow.dataset")
    return module is not None and isinstance(item, getattr(module, name))


def _comes_once(dataset: Any) -> bool:
    """Whether a dataset, or a part of it, may be made of a stream: those of batches in memory don't say."""
    return _is(dataset, "InMemoryDataset") or any(map(_comes_once, getattr(dataset, "children", ())))


def _without_index(table: Any) -> Any:
    named = [name for name in table.column_names if not _PANDAS_INDEX.match(name)]
    return table if len(named) == table.num_columns else table.select(named)


def _converted(rows: Callable[[], ArrowRows], shown: str) -> ArrowRows:
    try:
        return rows()
    except (pa.ArrowException, TypeError, ValueError) as error:
        said = " ".join(str(part) for part in error.args)
        raise InputError.of("lakes.not_arrow", shown=shown, said=said) from error
    except Exception as error:
        # A lazy frame runs the user's own query here, which can fail in any way.
        raise InputError.of("lakes.not_computed", shown=shown, said=first_line(error)) from error
