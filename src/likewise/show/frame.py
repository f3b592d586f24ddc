"""A result table in the reader's hands: Arrow underneath, pandas or Polars on request."""

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from likewise.errors import LikewiseError

if TYPE_CHECKING:
    import pandas
    import polars


class Frame:
    """An Arrow table that turns into what the reader works with; anything that speaks Arrow can take it as it is."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    @classmethod
    def of(cls, rows: "list[dict[str, Any]]") -> "Frame":
        """The frame of rows that all have the same keys."""
        return cls(pa.Table.from_pylist(rows))

    def to_arrow(self) -> pa.Table:
        """The table itself."""
        return self._table

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas data frame."""
        return self._table.to_pandas()

    def to_polars(self) -> "polars.DataFrame":
        """A Polars data frame; raises LikewiseError when Polars isn't installed."""
        try:
            import polars  # noqa: PLC0415  (optional)
        except ModuleNotFoundError as error:
            raise LikewiseError.of("results.needs_polars") from error
        frame = polars.from_arrow(self._table)
        assert isinstance(frame, polars.DataFrame)
        return frame

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(self._table.column_names)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"Frame({len(self)} rows: {', '.join(self.columns)})"
