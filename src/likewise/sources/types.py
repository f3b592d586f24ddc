"""The families of DuckDB types that a column can come as, and which role can be read from which."""

from typing import Literal

from likewise.errors import InputError
from likewise.tables import Column, Role
from likewise.text import Sentence

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
    wanted = Sentence(f"reading.wanted_{column.role}")
    said = {"shown": shown, "source": source, "type": sql_type, "name": column.name, "wanted": wanted}
    fault = Sentence("reading.column_type", said)
    if column.role == "id" and found == "number":
        raise InputError.of("reading.decimal_id", fault=fault)
    raise InputError.of("reading.other_column", fault=fault, name=column.name)
