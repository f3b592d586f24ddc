"""The command `likewise effect`: what joining and leaving did, in sentences, a table, and what would break it."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from likewise.errors import OutputError
from likewise.ingest.options import HowRead
from likewise.show.catalogue import text
from likewise.show.cli import (
    LANG,
    DataOrResult,
    GroupDates,
    Json,
    Language,
    Memory,
    Overwrite,
    Quiet,
    Seed,
    Threads,
    app,
    language,
    refuse_simulations,
)
from likewise.show.cli_reading import reads_data


@app.command(help=text(LANG, "effect.help"))
@reads_data(LANG)
def effect(
    data: DataOrResult,
    how: HowRead,
    out: Annotated[Path | None, typer.Option("--out", help=text(LANG, "effect.opt_out"), show_default=False)] = None,
    overwrite: Overwrite = False,
    group_dates: GroupDates = None,
    memory: Memory = None,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Print the causal answer alone; the help text is in the catalogue."""
    from likewise.show import listing  # noqa: PLC0415  (the analysis loads slowly, --help must not)
    from likewise.show.effect import effect as make  # noqa: PLC0415
    from likewise.show.progress import steps  # noqa: PLC0415
    from likewise.tables import OUTPUTS  # noqa: PLC0415

    if out is not None and out.suffix not in listing.WRITERS:
        raise OutputError(text(LANG, "cli.bad_file", path=str(out)))
    spoken = language(lang)
    refuse_simulations(data)
    place = None if out is None else listing.place_of(out, OUTPUTS["effects"].names, data, overwrite)
    with steps(LANG, quiet or as_json) as say:
        made = make(
            data[0] if len(data) == 1 else data,
            group_dates=group_dates or (),
            **how,
            memory=memory,
            threads=threads,
            seed=seed,
            lang=spoken,
            say=say,
        )
    if place is not None:
        listing.write(made.table, place)
    if as_json:
        typer.echo(json.dumps(made.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        typer.echo(made.in_words(spoken, Console().width))
        if out is not None:
            typer.echo(text(LANG, "cli.table_written", rows=made.table.num_rows, path=str(out)))
