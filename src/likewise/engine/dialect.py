"""From the one SQL text, DuckDB's, to Spark's: sqlglot translates, and here is what it leaves to be said.

Each rule names the difference that it bridges. What can't be bridged is written in both dialects' common part.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

DUCKDB, SPARK = "duckdb", "spark"

# Spark has neither unsigned integers nor integers of 16 bytes.
_TYPES: Mapping[exp.DType, str] = {
    exp.DType.UTINYINT: "smallint",
    exp.DType.USMALLINT: "int",
    exp.DType.UINT: "bigint",
    exp.DType.UBIGINT: "decimal(20, 0)",
    exp.DType.INT128: "decimal(38, 0)",
}
_DECIMAL = re.compile(r"^(?=.*[.eE])[0-9.eE+-]+$")
# How DuckDB calls Spark's types, where sqlglot doesn't say or the letters differ.
_CALLED = {"timestamp": "TIMESTAMP WITH TIME ZONE", "timestamp_ntz": "TIMESTAMP", "void": "NULL", "string": "VARCHAR"}


@dataclass(frozen=True)
class Steps:
    """A statement in Spark's dialect, and what is to be made before it: each a name and a select.

    Spark computes a common table expression anew wherever a statement reads it; what is read more than once becomes a
    table of its own, for as long as the statement runs.
    """

    before: tuple[tuple[str, exp.Expression], ...]
    last: exp.Expression


def whole(sql: str) -> exp.Expression:
    """A statement of DuckDB's in one piece; names are still its own."""
    return _translated(sql).copy()


def steps(sql: str) -> Steps:
    """Take a statement of DuckDB's apart into what Spark runs; names are still those of the statement."""
    tree = whole(sql)
    own = tree.args.get("with_")
    if own is None:
        return Steps((), tree)
    read = Counter(table.name for table in tree.find_all(exp.Table) if not table.db)
    before: list[tuple[str, exp.Expression]] = []
    kept: list[exp.CTE] = []
    for cte in own.expressions:
        if read[cte.alias] > 1:
            before.append((cte.alias, _with(cte.this, kept)))
        else:
            kept.append(cte)
    tree.set("with_", None)
    return Steps(tuple(before), _with(tree, kept))


def _with(select: exp.Expression, ctes: Sequence[exp.CTE]) -> exp.Expression:
    """A select with those of the expressions that it reads, itself or through another."""
    needed = {table.name for table in select.find_all(exp.Table)}
    chosen: list[exp.CTE] = []
    for cte in reversed(ctes):
        if cte.alias in needed:
            needed |= {table.name for table in cte.find_all(exp.Table)}
            chosen.insert(0, cte.copy())
    made = select.copy()
    if chosen:
        made.set("with_", exp.With(expressions=chosen))
    return made


def text_of(statement: exp.Expression, name_of: Callable[[str], str | None]) -> str:
    """Spark's text of a statement; `name_of` says what a table of a name is called there, None for as it is."""
    made = statement.copy()
    own = {cte.alias for cte in made.find_all(exp.CTE)}
    for table in made.find_all(exp.Table):
        known = name_of(table.name) if not table.db and table.name not in own else None
        if known is not None:
            _rename(table, known)
    return str(made.sql(dialect=SPARK, unsupported_level=ErrorLevel.RAISE))


def _rename(table: exp.Table, known: str) -> None:
    """Give a table its name on Spark; columns go on calling it by the old one."""
    if not table.alias and not isinstance(table.parent, exp.Insert):
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name, quoted=True)))
    named = exp.to_table(known, dialect=SPARK)
    for part in ("catalog", "db", "this"):
        table.set(part, named.args.get(part))


@lru_cache(maxsize=512)
def _translated(sql: str) -> exp.Expression:
    return sqlglot.parse_one(sql, read=DUCKDB).transform(_bridged)


def _bridged(node: exp.Expression) -> exp.Expression:
    bridge = _BRIDGES.get(type(node))
    return bridge(node) if bridge else node


def _literal(node: exp.Expression) -> exp.Expression:
    """DuckDB's decimals become doubles as soon as they meet one; Spark's stay decimals, and lose digits."""
    if not node.is_string and _DECIMAL.match(str(node.this)):
        return exp.Literal.number(f"{node.this}D")
    return node


def _division(node: exp.Expression) -> exp.Expression:
    """Division by zero is an error on Spark, and no number on DuckDB."""
    below = node.expression
    if not below.is_number or float(below.name) == 0:
        node.set("expression", exp.func("nullif", exp.paren(below), exp.Literal.number(0)))
    return node


def _select(node: exp.Expression) -> exp.Expression:
    node.set("expressions", [one for each in node.expressions for one in _replaced(each)])
    return node


def _replaced(each: exp.Expression) -> list[exp.Expression]:
    """Spark's star leaves columns out and replaces none: what replaces them comes after it."""
    star = each.find(exp.Star) if isinstance(each, exp.Star | exp.Column) else None
    if star is None or not star.args.get("replace"):
        return [each]
    others = star.args["replace"]
    star.set("replace", None)
    star.set("except_", [*(star.args.get("except_") or []), *(exp.to_identifier(one.alias) for one in others)])
    return [each, *others]


def _percentile(node: exp.Expression) -> exp.Expression:
    """What both call by one name takes its share as an argument on DuckDB alone."""
    return _call("percentile", node.this, node.expression) if node.expression else node


def _expression(node: exp.Expression) -> exp.Expression:
    """Whether a common table expression is kept is for `steps` to say."""
    node.set("materialized", None)
    return node


def _window(node: exp.Expression) -> exp.Expression:
    """A number of its own for each row, in no order: Spark would take all rows through one task to count them."""
    bare = not any(node.args.get(said) for said in ("order", "partition_by", "alias"))
    if isinstance(node.this, exp.RowNumber) and bare:
        return _call("monotonically_increasing_id")
    return node


def _type(node: exp.Expression) -> exp.Expression:
    return exp.DataType.build(_TYPES[node.this], dialect=SPARK) if node.this in _TYPES else node


def _infinite(node: exp.Expression) -> exp.Expression:
    return exp.EQ(
        this=exp.Abs(this=node.this.transform(_bridged)), expression=_call("double", exp.Literal.string("infinity"))
    )


def _function(node: exp.Expression) -> exp.Expression:
    """Functions that sqlglot hands on as they are; what they are called with is bridged before the node is replaced."""
    write = _FUNCTIONS.get(str(node.this).upper())
    return write(*(one.transform(_bridged) for one in node.expressions)) if write else node


def _call(name: str, *given: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=list(given))


_FUNCTIONS: Mapping[str, Callable[..., exp.Expression]] = {
    "STRLEN": lambda text: _call("octet_length", text),
    "EPOCH_US": lambda time: _call("unix_micros", exp.cast(time, exp.DType.TIMESTAMPTZ)),
    "TIMEZONE": lambda zone, time: _call("to_utc_timestamp", time, zone),
}
_BRIDGES: Mapping[type[exp.Expression], Callable[[exp.Expression], exp.Expression]] = {
    exp.Literal: _literal,
    exp.Div: _division,
    exp.Select: _select,
    exp.PercentileCont: _percentile,
    exp.CTE: _expression,
    exp.Window: _window,
    exp.DataType: _type,
    exp.IsInf: _infinite,
    exp.Anonymous: _function,
}


def duckdb_type(simple: str) -> str:
    """DuckDB's name of a type that Spark calls `simple`."""
    return _CALLED.get(simple) or str(exp.DataType.build(simple, dialect=SPARK).sql(dialect=DUCKDB))
