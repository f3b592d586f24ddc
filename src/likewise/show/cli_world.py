"""The command `likewise world`: a simulated data set with its truth, its audience the platform in a box."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from likewise.errors import InputError
from likewise.show.catalogue import text
from likewise.show.cli import LANG, Json, Language, OutFolder, Overwrite, Quiet, Ranking, Seed, app, language

if TYPE_CHECKING:
    from likewise.answers.simulate import Parameters
    from likewise.world import Effects

_SIZED = {"run.accounts": "--accounts", "run.days": "--days", "run.warmup_days": "--days"}
_DATES = frozenset({"groups.start_day", "groups.stop_day", "groups.join_spread"})


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"world.{key}", **values)


Scenarios = Annotated[
    list[str] | None,
    typer.Option(
        "--scenario",
        metavar="NAME|FILE",
        help=_t("opt_scenario", command="likewise simulate", ending=".toml"),
        show_default=False,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help=_t("opt_set", example="risk.action=limit"), show_default=False),
]


@app.command(help=_t("help"))
def world(
    out: OutFolder,
    accounts: Annotated[int, typer.Option(min=1, help=_t("opt_accounts"))] = 30_000,
    likes: Annotated[int, typer.Option(min=0, help=_t("opt_likes"))] = 1_200_000,
    days: Annotated[int, typer.Option(min=1, help=_t("opt_days"))] = 60,
    grouped: Annotated[float, typer.Option(min=0, max=1, help=_t("opt_grouped"))] = 0.08,
    views: Annotated[bool, typer.Option("--views", help=_t("opt_views"))] = False,
    scenario: Scenarios = None,
    feed: Ranking = None,
    set_: Settings = None,
    overwrite: Overwrite = False,
    seed: Seed = 0,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write a simulated world; the help text is in the catalogue."""
    from likewise.world import write  # noqa: PLC0415  (it loads slowly, --help must not)

    language(lang)
    given, timed = _mechanism(scenario or [], feed, set_ or [])
    made = write(
        out,
        accounts,
        likes,
        seed=seed,
        days=days,
        grouped=grouped,
        views=views,
        mechanism=given,
        timed=timed,
        read=[Path(one) for one in (*(scenario or []), feed) if one is not None],
        overwrite=overwrite,
    )
    told = {"accounts": made.accounts, "posts": made.posts, "likes": made.likes, "groups": made.groups}
    if as_json:
        typer.echo(json.dumps({**told, "traded": made.likes_traded, "path": str(out)}, ensure_ascii=False))
    elif not quiet:
        typer.echo(_t("written", **told, traded=made.likes_traded, path=str(out)))
        if made.effects is not None and made.likes_traded:
            typer.echo(_effect(made.effects))


def _mechanism(scenarios: list[str], feed: str | None, given: list[str]) -> tuple[Parameters, bool]:
    """The parameters asked for, and whether they say when groups trade; InputError for one that a world has itself."""
    from likewise.answers.simulate import load_feed, load_scenario, mixed_parameters  # noqa: PLC0415

    mixed = [load_scenario(name) for name in scenarios] + ([load_feed(feed)] if feed else [])
    named = [word.partition("=")[0].strip() for word in given]
    for name in named:
        if name in _SIZED:
            raise InputError(_t("sized", given=name, option=_SIZED[name]))
    parameters = mixed_parameters(mixed, given)
    return parameters, not _DATES.isdisjoint([*named, *(name for one in mixed for name in one.values)])


def _effect(effects: Effects) -> str:
    """What trading did to its members' likes, in one sentence."""
    likes = {
        (one.part, one.when): one.relative for one in effects.mean if (one.outcome, one.of) == ("likes", "members")
    }
    during = {"raw": likes.get(("raw", "during")), "organic": likes.get(("organic", "during"))}
    after = likes.get(("raw", "after"))
    return _t("effect_during", **during) if after is None else _t("effect", **during, after=after)
