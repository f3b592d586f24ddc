"""The families of DuckDB types that a column can come as, and which role can be read from which."""

from typing import Literal

from likewise.errors import InputError
from likewise.tables import Column, Role

Family = Literal["text", "integer", "number", "naive", "zoned", "nothing", "other"]

_INTEGERS = frozenset(
    "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT BIGNUM VARINT".split()
)
_NAIVE = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
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
    bare = upper.partition("(")[0]
    if upper.endswith("[]") or upper.endswith("]"):
        return "other"
    if bare in ("VARCHAR", "ENUM", "JSON", "UUID"):
        return "text"
    if bare in _INTEGERS or (bare == "DECIMAL" and upper.endswith(",0)")):
        return "integer"
    if bare in ("FLOAT", "DOUBLE", "DECIMAL"):
        return "number"
    if bare in _NAIVE:
        return "naive"
    if "WITH TIME ZONE" in upper and bare.startswith("TIMESTAMP"):
        return "zoned"
    return "nothing" if bare.strip('"') == "NULL" else "other"


def check_type(column: Column, source: str, sql_type: str, shown: str) -> Family:
    """The family of a matched column; InputError when its role can't be read from it."""
    found = family(sql_type)
    if found in _READABLE[column.role]:
        return found
    what = f"{shown}: column `{source}` is of type {sql_type}, but {column.name} must be {_WANTED[column.role]}"
    if column.role == "id" and found == "number":
        raise InputError(f"{what}. Decimal numbers lose the digits of long ids; export the column as text or integer")
    raise InputError(f"{what}. Change the column, or name another one with --map {column.name}=…")
