"""Arrow tables as rows for a template: what is unknown is None, never NaN, infinite or absent."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rows(table: pa.Table, columns: Sequence[str]) -> list[Row]:
    """Return the table's rows with exactly these columns; one that isn't there is None in every row."""
    held = set(table.column_names)
    lists = [_values(table[name]) if name in held else [None] * table.num_rows for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)] if columns else []


def weights(table: pa.Table) -> tuple[str, ...]:
    """Return the facts that a table has weights for, in its own order: its columns `bits_<fact>`."""
    return tuple(name.removeprefix("bits_") for name in table.column_names if name.startswith("bits_"))


def _values(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_timestamp(column.type):
        micros = pc.cast(pc.cast(column, pa.timestamp("us", column.type.tz), safe=False), pa.int64())
        return [_moment(micro) for micro in micros.to_pylist()]
    values: list[Any] = column.to_pylist()
    if pa.types.is_floating(column.type):
        return [value if value is not None and math.isfinite(value) else None for value in values]
    return values


def _moment(micros: int | None) -> datetime | None:
    """Return the time, or None for one outside of the years that a calendar knows."""
    try:
        return None if micros is None else EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return None
