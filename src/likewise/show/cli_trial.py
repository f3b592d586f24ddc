"""The commands `likewise trial plan` and `likewise trial read`: an experiment of one's own, planned and then read."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.show.catalogue import text
from likewise.show.cli import LANG, Data, Json, Language, Memory, Overwrite, Quiet, app, language, refuse_results
from likewise.show.cli_reading import reads_data

if TYPE_CHECKING:
    from likewise.destination import Destination
    from likewise.trial import Plan, Spread


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"trial.{key}", **values)


# What `likewise.trial` knows; it is named here because that package loads slowly, and --help must not.
_OUTCOMES = "likes, comments, saves, reposts, views"
_LEVERS = "question, answers, collaboration, opening"

trial = typer.Typer(help=_t("help"), no_args_is_help=True)
plan = typer.Typer(help=_t("help_plan"), no_args_is_help=True)
trial.add_typer(plan, name="plan")
app.add_typer(trial, name="trial")

Start = Annotated[str | None, typer.Option("--start", metavar="DAY", help=_t("opt_start"), show_default=False)]
OrderSeed = Annotated[int, typer.Option("--seed", min=0, help=_t("opt_seed"), show_default=False)]
Measured = Annotated[str, typer.Option("--outcome", help=_t("opt_outcome", known=_OUTCOMES))]
Variation = Annotated[float | None, typer.Option("--variation", help=_t("opt_variation"), show_default=False)]
History = Annotated[
    list[str] | None, typer.Option("--history", metavar="DATA", help=_t("opt_history"), show_default=False)
]
OutPlan = Annotated[Path, typer.Option("--out", help=_t("opt_out_plan"), show_default=False)]


@plan.command(help=_t("help_leave"))
@reads_data(LANG)
def leave(
    how: HowRead,
    members: Annotated[Path, typer.Option("--members", help=_t("opt_members"), show_default=False)],
    out: OutPlan,
    seed: OrderSeed,
    steps: Annotated[int, typer.Option("--steps", help=_t("opt_steps"))] = 4,
    step_days: Annotated[int, typer.Option("--step-days", help=_t("opt_step_days"))] = 14,
    start: Start = None,
    outcome: Measured = "likes",
    variation: Variation = None,
    history: History = None,
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Plan in which order members leave; the help text is in the catalogue."""
    from likewise.show.trial_plan import plan_place  # noqa: PLC0415  (the analysis loads slowly, --help must not)
    from likewise.sources import read_paths  # noqa: PLC0415
    from likewise.trial import plan_leave, read_members, spread_by_period  # noqa: PLC0415

    language(lang)
    _one_spread(variation, history)
    place = plan_place(out, read_paths(members, history), overwrite)
    listed = {one.account: one.baseline for one in read_members(members)}
    spread: float | Spread | None = variation
    if history:
        spread = spread_by_period(history, list(listed), outcome=outcome, step_days=step_days, memory=memory, **how)
    made = plan_leave(
        listed,
        start=start or _monday(),
        seed=seed,
        steps=steps,
        step_days=step_days,
        outcome=outcome,
        timezone=how.get("timezone") or "UTC",
        spread=spread,
    )
    _planned(made, place, start, quiet, as_json)


@plan.command(help=_t("help_post"))
@reads_data(LANG)
def post(
    how: HowRead,
    lever: Annotated[str, typer.Option("--lever", help=_t("opt_lever", known=_LEVERS), show_default=False)],
    posts: Annotated[int, typer.Option("--posts", help=_t("opt_posts"), show_default=False)],
    out: OutPlan,
    seed: OrderSeed,
    accounts: Annotated[
        str | None, typer.Option("--accounts", metavar="A,B,…", help=_t("opt_accounts"), show_default=False)
    ] = None,
    block: Annotated[int, typer.Option("--block", help=_t("opt_block"))] = 4,
    start: Start = None,
    outcome: Measured = "likes",
    variation: Variation = None,
    history: History = None,
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Plan which posts have a habit; the help text is in the catalogue."""
    from likewise.show.trial_plan import plan_place  # noqa: PLC0415
    from likewise.sources import read_paths  # noqa: PLC0415
    from likewise.trial import ME, plan_posts, spread_by_post  # noqa: PLC0415

    language(lang)
    _one_spread(variation, history)
    place = plan_place(out, read_paths(history), overwrite)
    named = [one.strip() for one in (accounts or ME).split(",") if one.strip()]
    spread: float | Spread | None = variation
    if history:
        spread = spread_by_post(history, named, outcome=outcome, block=block, memory=memory, **how)
    made = plan_posts(
        lever=lever,
        posts=posts,
        start=start or _monday(),
        seed=seed,
        accounts=named,
        block=block,
        outcome=outcome,
        timezone=how.get("timezone") or "UTC",
        spread=spread,
    )
    _planned(made, place, start, quiet, as_json)


@trial.command(help=_t("help_read"))
@reads_data(LANG)
def read(
    data: Data,
    how: HowRead,
    plan: Annotated[Path, typer.Option("--plan", help=_t("opt_plan"), show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", help=_t("opt_out_read"), show_default=False)] = None,
    overwrite: Overwrite = False,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Read a trial; the help text is in the catalogue."""
    from likewise.show.trial_words import in_words, trial_dict, trial_place, write_trial  # noqa: PLC0415
    from likewise.sources import read_paths  # noqa: PLC0415
    from likewise.trial import read_trial  # noqa: PLC0415

    spoken = language(lang)
    refuse_results(data)
    place = None if out is None else trial_place(out, read_paths(data, plan), overwrite)
    found = read_trial(data[0] if len(data) == 1 else data, plan, memory=memory, **how)
    written = None if place is None else write_trial(found, place)
    if as_json:
        typer.echo(json.dumps(trial_dict(found), ensure_ascii=False, indent=1))
    elif not quiet:
        typer.echo(in_words(found, spoken))
        if written is not None:
            typer.echo("\n" + _t("written", path=str(written)))


def _one_spread(variation: float | None, history: list[str] | None) -> None:
    """Raise InputError when the variation is both given and to be measured."""
    if variation is not None and history:
        raise InputError.of("trial.both_spreads")


def _monday() -> date:
    """The Monday after next: time to tell everybody who takes part."""
    today = date.today()
    return today + timedelta(days=14 - today.weekday())


def _planned(made: "Plan", place: "Destination", start: str | None, quiet: bool, as_json: bool) -> None:
    """Write a plan and say what it can show."""
    from likewise.show.trial_plan import as_moment, power_lines, write_plan  # noqa: PLC0415

    held = write_plan(made, place, LANG)
    if as_json:
        typer.echo(json.dumps(held, ensure_ascii=False, indent=1))
    elif not quiet:
        for line in power_lines(made, LANG):
            typer.echo(line)
        if start is None:
            typer.echo(text(LANG, "trial.start_assumed", start=as_moment(made.design.start)))
        typer.echo(_t("planned", path=str(place.shown)))
