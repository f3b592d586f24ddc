"""Writes the table of parameters into docs/simulate.md: `.venv/bin/python docs/parameters.py`.

The table is made from `likewise.answers.simulate.parameters`; a test holds the page against it.
"""

from pathlib import Path

from likewise.answers.simulate import every_parameter
from likewise.answers.simulate.parameters import Value

PAGE = Path(__file__).with_name("simulate.md")
BEGIN, END = "<!-- parameters -->\n", "<!-- end of parameters -->"


def table() -> str:
    """The parameters as Markdown, part by part."""
    lines: list[str] = []
    part = ""
    for one in every_parameter():
        if one.name.partition(".")[0] != part:
            part = one.name.partition(".")[0]
            lines += ["", f"**{part}**", "", "| parameter | default | unit | source |", "|---|---|---|---|"]
        lines.append(f"| `{one.name}` | {_shown(one.default)} | {one.unit} | {one.source} |")
    return "\n".join(lines[1:]) + "\n"


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def written(page: str) -> str:
    """The page with its table made anew."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{table()}{END}{tail}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
