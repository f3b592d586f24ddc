"""The command `likewise policy`: what a rule would do to the accounts in data or in a finished report."""

import json
from pathlib import Path
from typing import Annotated

import typer

from likewise.ingest.options import HowRead
from likewise.show.catalogue import text
from likewise.show.cli import (
    LANG,
    DataOrResult,
    Json,
    Language,
    Memory,
    Overwrite,
    Quiet,
    app,
    language,
)
from likewise.show.cli_reading import reads_data


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"policy.{key}", **values)


@app.command(help=_t("help"))
@reads_data(LANG)
def policy(
    data: DataOrResult,
    how: HowRead,
    rule: Annotated[Path, typer.Option("--rule", help=_t("opt_rule"), show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", help=_t("opt_out"), show_default=False)] = None,
    overwrite: Overwrite = False,
    labeler: Annotated[str | None, typer.Option("--labeler", help=_t("opt_labeler"), show_default=False)] = None,
    at: Annotated[str | None, typer.Option("--at", help=_t("opt_at"), show_default=False)] = None,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say what a rule would do; the help text is in the catalogue."""
    from likewise.show.face import policy as make  # noqa: PLC0415  (the analysis loads slowly, --help must not)
    from likewise.show.progress import steps  # noqa: PLC0415

    with steps(LANG, quiet or as_json) as say:
        made = make(
            data[0] if len(data) == 1 else data,
            rule,
            out,
            **how,
            memory=memory,
            lang=language(lang),
            labeler=labeler,
            at=at,
            overwrite=overwrite,
            say=say,
        )
    if as_json:
        typer.echo(json.dumps(made.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        typer.echo(made.in_words(LANG))
        if out is not None:
            rows = len(made.queue)
            written = _t("written", rows=rows, path=str(out / "queue.csv")) if rows else ""
            typer.echo("\n" + (written or _t("written_none", path=str(out / "policy.json"))))
