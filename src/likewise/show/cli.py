"""The command line: `likewise report`, its tables one at a time, `explain` and `check`; others in `cli_*`.

Whatever goes wrong with the data or the machine becomes one sentence and exit code 2.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer

from likewise.errors import InputError, LikewiseError, OutputError
from likewise.ingest.options import HowRead
from likewise.secrets import secrets_kept
from likewise.show.catalogue import speaking_of, text
from likewise.show.cli_reading import reads_data
from likewise.show.numerals import Lang
from likewise.show.usage import run


def _spoken() -> Lang:
    """The language of help texts and messages: --lang, else the environment's, else English."""
    words = sys.argv
    if ("--lang" in words[:-1] and words[words.index("--lang") + 1] == "zh") or "--lang=zh" in words:
        return "zh"
    if any(word.startswith("--lang") for word in words):
        return "en"
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


LANG = _spoken()

INTERRUPTED = 130


def _t(key: str, **values: float | str | None) -> str:
    return text(LANG, f"cli.{key}", **values)


app = typer.Typer(help=_t("help"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Data = Annotated[list[str], typer.Argument(metavar="DATA...", help=_t("opt_data"), show_default=False)]
DataOrResult = Annotated[list[str], typer.Argument(metavar="DATA...", help=_t("opt_result"), show_default=False)]
OutFolder = Annotated[Path, typer.Option("--out", help=_t("opt_out_folder"), show_default=False)]
OutFile = Annotated[Path | None, typer.Option("--out", help=_t("opt_out_file"), show_default=False)]
Overwrite = Annotated[bool, typer.Option("--overwrite", help=_t("opt_overwrite"))]
EngineName = Annotated[str, typer.Option("--engine", help=_t("opt_engine"))]
Memory = Annotated[str | None, typer.Option("--memory", help=_t("opt_memory"), show_default="4GB")]
Threads = Annotated[int | None, typer.Option("--threads", min=1, help=_t("opt_threads"), show_default=False)]
# Texts, not paths: a path would make s3a:/bucket of s3a://bucket.
Scratch = Annotated[str | None, typer.Option("--scratch", metavar="PLACE", help=_t("opt_scratch"), show_default=False)]
SparkMaster = Annotated[
    str | None, typer.Option("--spark-master", metavar="URL", help=_t("opt_spark_master"), show_default=False)
]
LakeTables = Annotated[str | None, typer.Option("--tables", metavar="PLACE", help=_t("opt_tables"), show_default=False)]
Seed = Annotated[int, typer.Option("--seed", help=_t("opt_seed"))]
Language = Annotated[str | None, typer.Option("--lang", help=_t("opt_lang"), show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=_t("opt_quiet"))]
Json = Annotated[bool, typer.Option("--json", help=_t("opt_json"))]
GroupDates = Annotated[
    list[str] | None, typer.Option("--group-dates", help=text(LANG, "creator.opt_dates"), show_default=False)
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help=_t("opt_since"), show_default=False)]
State = Annotated[str | None, typer.Option("--state", metavar="PATH", help=_t("opt_state"), show_default=False)]
Limit = Annotated[int, typer.Option("--limit", min=0, help=_t("opt_limit"))]
Ranking = Annotated[
    str | None, typer.Option("--feed", metavar="NAME|FILE", help=_t("opt_feed", ending=".toml"), show_default=False)
]


def language(given: str | None) -> Lang:
    """The language asked for; LikewiseError when there is no such."""
    if given not in {None, "en", "zh"}:
        raise LikewiseError(_t("bad_lang", given=str(given)))
    return LANG


@app.command(help=_t("help_report"))
@reads_data(LANG)
def report(
    data: Data,
    out: OutFolder,
    how: HowRead,
    since: Since = None,
    state: State = None,
    group_dates: GroupDates = None,
    engine: EngineName = "duckdb",
    memory: Memory = None,
    threads: Threads = None,
    scratch: Scratch = None,
    spark_master: SparkMaster = None,
    tables: LakeTables = None,
    seed: Seed = 0,
    lang: Language = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run the main job; the help text is in the catalogue."""
    from likewise.show.effect_words import answer_lines  # noqa: PLC0415  (the analysis loads slowly, --help must not)
    from likewise.show.face import report as make  # noqa: PLC0415
    from likewise.show.progress import steps  # noqa: PLC0415
    from likewise.show.reading_words import reading_lines  # noqa: PLC0415

    refuse_results(data)
    with steps(LANG, quiet or as_json) as say:
        made = make(
            data,
            out,
            **how,
            engine=engine,
            memory=memory,
            threads=threads,
            scratch=scratch,
            spark=spark_master,
            tables=tables,
            seed=seed,
            lang=language(lang),
            group_dates=group_dates or (),
            since=since,
            state=state,
            overwrite=overwrite,
            say=say,
        )
    if as_json:
        typer.echo(json.dumps(made.run, ensure_ascii=False, indent=1))
    elif not quiet:
        for line in answer_lines(made.claims, made.run["questions"], LANG, made.run["whose"]):
            typer.echo(line)
        for one in made.run["left_out"]:
            typer.echo(_t("left_out", why=one[f"why_{LANG}"]))
        aside = [finding for finding in made.run["findings"] if finding["key"] == "set_aside"]
        if aside:
            typer.echo(_t("set_aside", rows=aside[0]["rows"], all=aside[0]["all"]))
        for line in reading_lines(made.run, LANG):
            typer.echo(line)
        typer.echo(_t("report_written", path=str(made.html)))


def refuse_results(data: list[str]) -> None:
    """Say so when a finished report is named where data is asked for."""
    from likewise.pipeline import holds_result  # noqa: PLC0415

    for path in data:
        if holds_result(Path(path)):
            raise InputError(_t("result_not_data", path=path))
    refuse_simulations(data)


def refuse_simulations(data: list[str]) -> None:
    """Say so when a simulation is named where data or a report is asked for."""
    from likewise.pipeline import holds_simulation  # noqa: PLC0415

    for path in data:
        if holds_simulation(Path(path)):
            raise InputError(text(LANG, "simulate.not_data", path=path, page=str(Path(path) / "report.html")))


def _table_command(name: str) -> Callable[..., None]:
    @reads_data(LANG)
    def command(
        data: DataOrResult,
        how: HowRead,
        out: OutFile = None,
        overwrite: Overwrite = False,
        limit: Limit = 20,
        engine: EngineName = "duckdb",
        memory: Memory = None,
        threads: Threads = None,
        scratch: Scratch = None,
        spark_master: SparkMaster = None,
        lang: Language = None,
        quiet: Quiet = False,
        as_json: Json = False,
    ) -> None:
        from likewise.show import listing  # noqa: PLC0415
        from likewise.show.progress import steps  # noqa: PLC0415
        from likewise.tables import OUTPUTS  # noqa: PLC0415

        if out is not None and out.suffix not in listing.WRITERS:
            raise OutputError(_t("bad_file", path=str(out)))
        language(lang)
        refuse_simulations(data)
        place = None if out is None else listing.place_of(out, OUTPUTS[name].names, data, overwrite)
        with steps(LANG, quiet or as_json) as say:
            made = listing.result_of(
                data,
                **how,
                engine=engine,
                memory=memory,
                threads=threads,
                scratch=scratch,
                spark=spark_master,
                say=say,
            )
        rows = listing.sorted_table(made, name)
        if place is not None:
            listing.write(rows, place)
            if not quiet:
                typer.echo(_t("table_written", rows=rows.num_rows, path=str(out)))
        elif as_json:
            typer.echo(listing.as_json(rows))
        else:
            with speaking_of(made.run):
                listing.show(rows, name, limit, LANG)

    return command


for _name in ("groups", "accounts", "posts"):
    app.command(_name, help=_t(f"help_{_name}"))(_table_command(_name))


@app.command(help=_t("help_account"))
@reads_data(LANG)
def account(
    data: DataOrResult,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_t("opt_name"), show_default=False)],
    how: HowRead,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Print one account's card; the help text is in the catalogue."""
    from likewise.show import card, listing  # noqa: PLC0415
    from likewise.show.progress import steps  # noqa: PLC0415

    language(lang)
    refuse_simulations(data)
    with steps(LANG, quiet or as_json) as say:
        made = listing.result_of(data, memory=memory, say=say, **how)
    found = card.card_of(made, name)
    typer.echo(json.dumps(found.to_dict(LANG), ensure_ascii=False, indent=1) if as_json else found.in_words(LANG))


@app.command(help=_t("help_explain"))
@reads_data(LANG, without=["read_as"])
def explain(
    data: Annotated[str, typer.Argument(metavar="DATA", help=_t("opt_one_result"), show_default=False)],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_t("opt_explained"), show_default=False)],
    how: HowRead,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help=_t("opt_other"), show_default=False)] = None,
    as_: Annotated[str | None, typer.Option("--as", help=_t("opt_as"), show_default=False)] = None,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Explain an account, a pair or a group; the help text is in the catalogue."""
    from likewise.show import listing  # noqa: PLC0415
    from likewise.show.progress import steps  # noqa: PLC0415

    language(lang)
    read_as = _read_as(as_)
    refuse_simulations([data])
    with steps(LANG, quiet or as_json) as say:
        made = listing.result_of([data], memory=memory, say=say, **how)
    found = made.explain(name, other, read_as=read_as)
    typer.echo(json.dumps(found.to_dict(LANG), ensure_ascii=False, indent=1) if as_json else found.in_words(LANG))


READ_AS: Mapping[str | None, Literal["account", "group"] | None] = {None: None, "account": "account", "group": "group"}
"""What a name can be read as."""


def _read_as(given: str | None) -> Literal["account", "group"] | None:
    """What a name is to be read as; LikewiseError when there is no such."""
    if given not in READ_AS:
        raise LikewiseError(_t("bad_as", given=str(given)))
    return READ_AS[given]


@app.command(help=_t("help_check"))
@reads_data(LANG)
def check(
    data: Data,
    how: HowRead,
    memory: Memory = None,
    lang: Language = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say what would be read as what; the help text is in the catalogue."""
    from rich.console import Console  # noqa: PLC0415  (--help needs none of these)

    from likewise.engine import open_duckdb  # noqa: PLC0415
    from likewise.show.checked import in_words  # noqa: PLC0415
    from likewise.sources import check as check_data  # noqa: PLC0415

    language(lang)
    refuse_results(data)
    with open_duckdb(memory) as engine:
        checked = check_data(engine, data, **how)
    if as_json:
        typer.echo(json.dumps(checked.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        console = Console()
        typer.echo(in_words(checked, LANG, console.width if console.is_terminal else None))


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"likewise {version('likewise')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=_t("opt_version"))] = False,
) -> None:
    """Options before any command."""


def main() -> None:
    """Run the command line: exit code 0, 2 for what the data or the machine doesn't allow, 130 for Ctrl-C."""
    # They add their commands to `app`.
    from likewise.show import (  # noqa: PLC0415
        cli_compare,  # noqa: F401
        cli_effect,  # noqa: F401
        cli_export,  # noqa: F401
        cli_policy,  # noqa: F401
        cli_simulate,  # noqa: F401
        cli_trial,  # noqa: F401
        cli_watch,  # noqa: F401
        cli_world,  # noqa: F401
    )

    # What `timeout`, a service manager or a closed terminal sends ends a run as cleanly as Ctrl-C.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        # Addresses may stand anywhere on a command line, in the wrong place too.
        with secrets_kept(sys.argv[1:]):
            run(app, LANG)
    except LikewiseError as error:
        typer.echo(_t("error") + error.in_words(LANG), err=True)
        raise SystemExit(2) from None
    except SystemExit as stop:
        # Typer turns Ctrl-C into this exit code and says nothing.
        if stop.code == INTERRUPTED:
            typer.echo(_t("interrupted"), err=True)
        raise
