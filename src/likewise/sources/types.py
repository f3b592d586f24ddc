"""The families of DuckDB types that a column can come as, and which role can be read from which."""

from typing import Literal

from likewise.errors import InputError
from likewise.tables import Column, Role

Family = Literal["text", "integer", "number", "naive", "zoned", "nothing", "other"]

_FAMILIES: dict[str, Family] = {
    **dict.fromkeys(("VARCHAR", "ENUM", "JSON", "UUID"), "text"),
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "BIGNUM", "VARINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "number"),
    **dict.fromkeys(("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "naive"),
    **dict.fromkeys(("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMPTZ_NS"), "zoned"),
    **dict.fromkeys(("TIMESTAMP_NS WITH TIME ZONE",), "zoned"),
    **dict.fromkeys(("NULL", '"NULL"'), "nothing"),
}
_READABLE: dict[Role, frozenset[Family]] = {
    "id": frozenset({"text", "integer", "nothing"}),
    "kind": frozenset({"text", "nothing"}),
    "time": frozenset({"text", "integer", "number", "naive", "zoned", "nothing"}),
    "text": frozenset({"text", "integer", "number", "naive", "zoned", "nothing", "other"}),
    "label": frozenset({"text", "integer", "number", "naive", "zoned", "nothing", "other"}),
    "seconds": frozenset({"text", "integer", "number", "nothing"}),
    "share": frozenset({"text", "integer", "number", "nothing"}),
    "count": frozenset({"text", "integer", "number", "nothing"}),
}
_WANTED: dict[Role, str] = {
    "id": "an id: a text or a whole number",
    "kind": "a kind: a word such as like",
    "time": "a time: a timestamp, a text or a number of seconds",
    "text": "a text",
    "label": "a text",
    "seconds": "a number of seconds",
    "share": "a share between 0 and 1",
    "count": "a count",
}


def family(sql_type: str) -> Family:
    """The family of a DuckDB type as `describe` writes it."""
    upper = sql_type.upper()
    if upper.endswith("]"):
        return "other"
    if upper.startswith("DECIMAL(") and upper.endswith(",0)"):
        return "integer"
    return _FAMILIES.get(upper.partition("(")[0], "other")


def check_type(column: Column, source: str, sql_type: str, shown: str) -> Family:
    """The family of a matched column; InputError when its role can't be read from it."""
    found = family(sql_type)
    if found in _READABLE[column.role]:
        return found
    what = f"{shown}: column `{source}` is of type {sql_type}, but {column.name} must be {_WANTED[column.role]}"
    if column.role == "id" and found == "number":
        raise InputError(f"{what}. Decimal numbers lose the digits of long ids; export the column as text or integer")
    raise InputError(f"{what}. Change the column, or name another one with --map {column.name}=…")
