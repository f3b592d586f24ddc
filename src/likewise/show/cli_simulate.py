"""The command `likewise simulate`: scenarios in a platform in a box."""

import json
from pathlib import Path
from typing import Annotated

import typer

from likewise.show.catalogue import text
from likewise.show.cli import LANG, Json, Language, Memory, Overwrite, Quiet, Ranking, app, language


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"simulate.{key}", **values)


Scenarios = Annotated[
    list[str] | None,
    typer.Option("--scenario", metavar="NAME|FILE", help=_t("opt_scenario", ending=".toml"), show_default=False),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help=_t("opt_set", example="risk.action=limit"), show_default=False),
]
Sweeps = Annotated[
    list[str] | None,
    typer.Option(
        "--sweep",
        metavar="NAME=VALUES",
        help=_t("opt_sweep", example="risk.strength=0..1:5", listed="risk.action=discount,limit"),
        show_default=False,
    ),
]
BreakEven = Annotated[bool, typer.Option("--break-even/--no-break-even", help=_t("opt_break_even"))]
Seeds = Annotated[int, typer.Option("--seeds", help=_t("opt_seeds"))]
FirstSeed = Annotated[int, typer.Option("--seed", min=0, help=_t("opt_first_seed"))]
Accounts = Annotated[
    int | None, typer.Option("--accounts", help=_t("opt_accounts", long="--set run.accounts=…"), show_default=False)
]
Days = Annotated[int | None, typer.Option("--days", help=_t("opt_days", long="--set run.days=…"), show_default=False)]
Like = Annotated[list[str] | None, typer.Option("--like", metavar="DATA", help=_t("opt_like"), show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", help=_t("opt_out"), show_default=False)]
Listing = Annotated[bool, typer.Option("--list", help=_t("opt_list"))]


@app.command(help=_t("help"))
def simulate(
    scenario: Scenarios = None,
    feed: Ranking = None,
    set_: Settings = None,
    sweep: Sweeps = None,
    break_even: BreakEven = True,
    seeds: Seeds = 6,
    seed: FirstSeed = 0,
    accounts: Accounts = None,
    days: Days = None,
    like: Like = None,
    out: Out = None,
    overwrite: Overwrite = False,
    listing: Listing = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run the box; the help text is in the catalogue."""
    from likewise.show.progress import runs  # noqa: PLC0415  (the box loads slowly, --help must not)
    from likewise.show.simulation import DEFAULT_SCENARIO  # noqa: PLC0415
    from likewise.show.simulation import simulate as make  # noqa: PLC0415
    from likewise.show.simulation_list import as_dict, show  # noqa: PLC0415

    spoken = language(lang)
    if listing:
        typer.echo(json.dumps(as_dict(), ensure_ascii=False, indent=1)) if as_json else show(spoken)
        return
    short = {"run.accounts": accounts, "run.days": days}
    with runs(LANG, quiet or as_json) as told:
        made = make(
            scenario or DEFAULT_SCENARIO,
            out,
            feed=feed,
            given=[*(f"{name}={value}" for name, value in short.items() if value is not None), *(set_ or [])],
            sweeps=sweep or [],
            break_even=break_even,
            seeds=seeds,
            seed=seed,
            like=like,
            memory=memory,
            lang=spoken,
            overwrite=overwrite,
            told=told,
        )
    if as_json:
        typer.echo(json.dumps(made.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        typer.echo(made.in_words(spoken))
        if made.html is not None:
            typer.echo("\n" + _t("written", path=str(made.html)))
