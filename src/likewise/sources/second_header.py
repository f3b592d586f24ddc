"""Several tables under each other in one sheet or text file: told by the header of the second among the rows."""

from collections.abc import Mapping

from likewise.engine import Engine
from likewise.engine.face import literal
from likewise.errors import InputError
from likewise.sources.types import Family

_SAME = 2
"""So many cells of a row say what their columns are called where the row is a header."""


def refuse_second_header(engine: Engine, raw: str, matches: Mapping[str, str], families: Mapping[str, Family]) -> None:
    """Raise InputError where a row names its columns, but not all of them as the header does.

    Such a row is the header of another table, whose rows would be read as more of the first. A header that is written
    again, as where files were put one behind the other, does no harm.

    Parameters
    ----------
    engine
        Where the rows stand.
    raw
        Their relation, with `raw_<canonical>` for each matched column.
    matches, families
        The source column, and the family of the type, of each canonical one.
    """
    texts = ((name, column) for name, column in matches.items() if families.get(name) == "text")
    cells = {column: f"trim(cast(raw_{name} as varchar))" for name, column in texts}
    if len(cells) <= _SAME:
        return
    same = " + ".join(
        f"case when lower({cell}) = {literal(column.lower())} then 1 else 0 end" for column, cell in cells.items()
    )
    filled = " + ".join(f"case when length({cell}) > 0 then 1 else 0 end" for cell in cells.values())
    found = engine.arrow(
        f"select file, min(line) as line from (select file, line, {same} as same, {filled} as filled from {raw}) "
        f"where same >= {_SAME} and same < filled group by file limit 1"
    ).to_pylist()
    if found:
        raise InputError.of("reading.second_header", file=found[0]["file"], line=found[0]["line"])
