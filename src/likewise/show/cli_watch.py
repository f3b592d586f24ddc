"""The command `likewise watch`: a live stream, the last days of it, and a report on them again and again."""

from typing import Annotated

import typer

from likewise.errors import InputError
from likewise.show.catalogue import text
from likewise.show.cli import LANG, Language, Memory, OutFolder, Overwrite, Quiet, app, language
from likewise.sources.live.wire import SERVER

STREAM = "bluesky:"
MINUTE_S = 60


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"watch.{key}", **values)


@app.command(help=_t("help"))
def watch(
    stream: Annotated[str, typer.Argument(metavar=STREAM, help=_t("opt_stream", stream=STREAM), show_default=False)],
    out: OutFolder,
    days: Annotated[float, typer.Option("--days", min=0.01, help=_t("opt_days"))] = 7,
    every: Annotated[float, typer.Option("--every", metavar="MINUTES", min=0.01, help=_t("opt_every"))] = 60,
    url: Annotated[str, typer.Option("--url", help=_t("opt_url"))] = SERVER,
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
) -> None:
    """Follow a stream; the help text is in the catalogue."""
    from likewise.show.watch import Watch  # noqa: PLC0415  (an extra, and slow to load)
    from likewise.show.watch import watch as follow  # noqa: PLC0415
    from likewise.sources.live.window import LATE  # noqa: PLC0415

    if stream != STREAM:
        raise InputError(_t("no_stream", given=stream, stream=STREAM))

    def say(key: str, **values: float | str | None) -> None:
        # The window keeps this reason as it is; a server's own is in the server's language.
        if values.get("why") == LATE:
            values["why"] = _t("late")
        if not quiet:
            typer.echo(_t(key, **values), err=True)

    held = follow(Watch(url, out, days, every * MINUTE_S, memory, language(lang), overwrite), say)
    if not quiet:
        typer.echo(_t("ended", events=held, path=str(out)))
