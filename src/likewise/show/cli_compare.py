"""The command `likewise compare`: candidates side by side in real reach, real engagement and cost."""

import json
from pathlib import Path
from typing import Annotated

import typer

from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.show.catalogue import text
from likewise.show.cli import LANG, Data, Json, Language, Memory, Overwrite, Quiet, app, language
from likewise.show.cli_reading import reads_data


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"compare.{key}", **values)


@app.command(help=_t("help"))
@reads_data(LANG)
def compare(
    data: Data,
    how: HowRead,
    accounts: Annotated[str, typer.Option("--accounts", metavar="A,B,…", help=_t("opt_accounts"), show_default=False)],
    price: Annotated[
        str | None, typer.Option("--price", metavar="A=5000,B=…", help=_t("opt_price"), show_default=False)
    ] = None,
    currency: Annotated[str | None, typer.Option("--currency", help=_t("opt_currency"), show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_t("opt_out"), show_default=False)] = None,
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Compare accounts; the help text is in the catalogue."""
    from likewise.show import compare_table  # noqa: PLC0415  (the analysis loads slowly, --help must not)
    from likewise.show.compare import compare as make  # noqa: PLC0415
    from likewise.show.compare import place_of  # noqa: PLC0415
    from likewise.show.progress import steps  # noqa: PLC0415
    from likewise.sources import read_paths  # noqa: PLC0415

    spoken, asked, prices = language(lang), _named(accounts), prices_of(price)
    if out is not None:
        place_of(out, read_paths(data), overwrite)
    with steps(LANG, quiet or as_json) as say:
        made = make(
            data[0] if len(data) == 1 else data,
            asked,
            price=prices,
            currency=currency,
            **how,
            memory=memory,
            lang=spoken,
            say=say,
        )
    if out is not None:
        made.write(out, overwrite=overwrite)
    if as_json:
        typer.echo(json.dumps(made.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        compare_table.show(made, spoken)
        if out is not None:
            typer.echo(_t("written", path=str(out)))


def prices_of(given: str | None) -> dict[str, float]:
    """Turn `a=5000,b=3000` into a price an account; InputError for any other form."""
    prices = {}
    for one in _named(given or ""):
        account, equals, cost = one.rpartition("=")
        try:
            prices[account] = float(cost) if equals and account else float("nan")
        except ValueError:
            prices[account] = float("nan")
        if prices[account] != prices[account]:
            raise InputError(_t("unread_price", given=one))
    return prices


def _named(given: str) -> list[str]:
    return [one.strip() for one in given.split(",") if one.strip()]
