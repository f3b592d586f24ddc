"""The command `likewise export`: the events in the columns of other tools, so that their answers can be compared."""

import json
from pathlib import Path
from typing import Annotated

import typer

from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.show.catalogue import text
from likewise.show.cli import LANG, Data, Json, Language, Memory, Overwrite, Quiet, app, language
from likewise.show.cli_reading import reads_data
from likewise.text import COMMA


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"export.{key}", **values)


@app.command(help=_t("help"))
@reads_data(LANG, without=["read_as"])
def export(
    data: Data,
    how: HowRead,
    as_: Annotated[str, typer.Option("--as", metavar="coortweet|toolkit", help=_t("opt_as"), show_default=False)],
    out: Annotated[Path, typer.Option("--out", help=_t("opt_out"), show_default=False)],
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write events for another tool; the help text is in the catalogue."""
    from likewise.show.export import FORMS, write_export  # noqa: PLC0415  (it loads slowly, --help must not)

    language(lang)
    if as_ not in FORMS:
        raise InputError(_t("bad_form", given=as_, known=COMMA[LANG].join(FORMS)))
    made = write_export(data, as_, out, memory=memory, overwrite=overwrite, **how)
    if as_json:
        said = {"as": as_, "rows": made.rows, "left_out": dict(made.left_out), "path": str(out)}
        typer.echo(json.dumps(said, ensure_ascii=False))
    elif not quiet:
        typer.echo(_t(f"written_{as_}", rows=made.rows, path=str(out)))
        if made.left_out:
            kinds = COMMA[LANG].join(f"{kind} {count}" for kind, count in made.left_out.items())
            typer.echo(_t("left_out", kinds=kinds))
