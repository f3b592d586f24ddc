"""Writes what each known source becomes into docs/sources.md: `.venv/bin/python docs/sources.py`.

All of it is made from the declarations in `likewise.sources.known`; a test holds the page against them.
"""

from collections.abc import Iterable
from pathlib import Path

from likewise.sources.gaps import GAPS
from likewise.sources.known import EVERY, KNOWN, Known, Part, Signature
from likewise.sources.reasons import ASSUMPTIONS, REASONS
from likewise.sources.translate import also_read

PAGE = Path(__file__).with_name("sources.md")
BEGIN, END = "<!-- sources -->\n", "<!-- end of sources -->"

DATES = {"day-first": "31/12/2026", "month-first": "12/31/2026", "year-first": "26/12/31"}
SHARES = {
    "ratio": "a ratio, 0 to 1",
    "percent": "percent",
    "signed": "percent; a number without its sign is a ratio, as a spreadsheet makes it",
    "sign": "percent, where it has the sign",
}


def listing() -> str:
    """All sources as Markdown: an overview, then one after the other."""
    return "\n".join([*_overview(), *(line for source in KNOWN for line in _told(source))]) + "\n"


def _overview() -> list[str]:
    rows = [
        f"| {source.title} | {_tables(source)} | {'; '.join(GAPS[key][1] for key in source.cannot) or '–'} |"
        for source in KNOWN
    ]
    return ["| source | gives | can't show |", "|---|---|---|", *rows]


def _tables(source: Known) -> str:
    return ", ".join(dict.fromkeys(f"{part.table} ({part.kind})" if part.kind else part.table for part in source.parts))


def _told(source: Known) -> list[str]:
    """One source: how it is recognised, what holds for all of it, and what its columns become."""
    recognised = "; or ".join(_carried(signature) for signature in source.signatures)
    said = [f"Recognised by {recognised}."]
    said += [f"Can't be seen: {GAPS[key][1]}." for key in source.cannot]
    said += [f"Assumed: {ASSUMPTIONS[key]}." for key in source.says]
    said += [f"Assumed: {ASSUMPTIONS[key]}." for part in source.parts for key in part.says]
    said += [f"Assumed: {ASSUMPTIONS['dotted_numbers']}."] * any(one.dotted for one in source.signatures)
    said += [f"Times that name no zone are read as {source.zone}."] if source.zone else []
    said += [f"Dates with slashes are written {DATES[source.dates]}."] if source.dates else []
    said += ["Numbers of times are seconds or milliseconds, each by its size."] if source.mixes else []
    said += [f"Gives {part.most} rows at most: a file with as many may be cut." for part in source.parts if part.most]
    said += ["Of several files the row that was taken last counts."] if any(part.fresh for part in source.parts) else []
    said += [f"Described at <{source.page}>."] if source.page else []
    parts = [line for part in source.parts for line in _part(source, part)]
    read = {field for part in source.parts for field in (*_origins(source, part), *also_read(source, part))}
    unread = [names for field, names in source.fields.items() if field not in read]
    unused = ["", f"Known, and not used: {', '.join(map(_spelled, unread))}."] if unread else []
    return ["", f"## {source.title}", "", f"`{source.name}`", "", *(f"- {line}" for line in said), *parts, *unused]


def _carried(signature: Signature) -> str:
    lacks = f", without {_spelled(signature.lacks, ' or ')}" if signature.lacks else ""
    lacks += ", without a column that says which post or account a row is of" if signature.of_days else ""
    return _spelled(signature.has, ", ") + lacks


def _part(source: Known, part: Part) -> list[str]:
    """One table that comes out: source column by source column."""
    when = "" if part.when == EVERY else f", from files with {_carried(part.when)}"
    kind = f", every one a {part.kind}" if part.kind else ""
    rows = [
        f"| {_spelled(source.fields[field])} | {', '.join(_becomes(part, name) for name in names)} |"
        for field, names in _origins(source, part).items()
    ]
    read, origins = also_read(source, part), _origins(source, part)
    helping = [names for field, names in source.fields.items() if field in read and field not in origins]
    notes = [f"Also read, to join rows or to set them aside: {', '.join(map(_spelled, helping))}."] if helping else []
    notes += [f"Set aside: {'; '.join(REASONS[reason] for reason in part.aside)}."] if part.aside else []
    notes = [line for note in notes for line in ("", note)]
    return ["", f"**{part.table}**{kind}{when}", "", "| column | becomes |", "|---|---|", *rows, *notes]


def _origins(source: Known, part: Part) -> dict[str, list[str]]:
    """The fields that become something in a part, in the order of the source, each with what it becomes."""
    origins = source.origins(part)
    became = {field: [name for name, fields in origins.items() if field in fields] for field in source.fields}
    return {field: names for field, names in became.items() if names}


def _becomes(part: Part, name: str) -> str:
    style = part.shares.get(name)
    return f"{name} ({SHARES[style]})" if style else name


def _spelled(names: Iterable[str], between: str = " / ") -> str:
    return between.join(f"`{name}`" for name in names)


def written(page: str) -> str:
    """The page with its listing made anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{listing()}{END}{tail}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
