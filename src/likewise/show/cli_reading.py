"""The options of every command that reads data: how it is read where it doesn't say so itself."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, cast

import typer

from likewise.errors import MappingError
from likewise.ingest.options import DateOrder, Decimal, HowRead
from likewise.show.catalogue import text
from likewise.show.numerals import Lang

Many = list[str] | None


def options_of(lang: Lang) -> dict[str, tuple[Any, Any]]:
    """Return each option's annotation and default, by the name of its parameter."""

    def said(key: str) -> str:
        return text(lang, f"cli.{key}")

    return {
        "map_": (Annotated[Many, typer.Option("--map", help=said("opt_map"), show_default=False)], None),
        "read_as": (
            Annotated[Many, typer.Option("--as", metavar="TABLE", help=said("opt_read_as"), show_default=False)],
            None,
        ),
        "tz": (Annotated[str | None, typer.Option("--tz", help=said("opt_tz"), show_default=False)], None),
        "keep_id": (Annotated[Many, typer.Option("--keep-id", help=said("opt_keep_id"), show_default=False)], None),
        "decimal": (
            Annotated[
                Decimal | None,
                typer.Option("--decimal", help=said("opt_decimal"), show_default=False),
            ],
            None,
        ),
        "dates": (
            Annotated[
                DateOrder | None,
                typer.Option("--dates", help=said("opt_dates"), show_default=False),
            ],
            None,
        ),
        "encoding": (
            Annotated[
                str | None,
                typer.Option("--encoding", metavar="NAME", help=said("opt_encoding"), show_default=False),
            ],
            None,
        ),
        "taken": (
            Annotated[str | None, typer.Option("--taken", metavar="TIME", help=said("opt_taken"), show_default=False)],
            None,
        ),
        "partial": (Annotated[bool, typer.Option("--partial", help=said("opt_partial"))], False),
        "me": (
            Annotated[str | None, typer.Option("--me", metavar="ACCOUNT", help=said("opt_me"), show_default=False)],
            None,
        ),
    }


def how_read(given: Mapping[str, Any], lang: Lang) -> HowRead:
    """Return what the options' values say; MappingError for a `--map` or an `--as` of another form."""
    return HowRead(
        mapping=_pairs(given.get("map_") or [], "bad_map", lang),
        timezone=given.get("tz"),
        read_as=_read_as(given.get("read_as") or [], lang),
        keep_ids=tuple(given.get("keep_id") or ()),
        decimal=cast(Decimal | None, given.get("decimal")),
        dates=cast(DateOrder | None, given.get("dates")),
        encoding=given.get("encoding"),
        taken=given.get("taken"),
        partial=bool(given.get("partial")),
        me=given.get("me"),
    )


def _pairs(given: Sequence[str], fault: str, lang: Lang) -> dict[str, str]:
    """Turn `name=value` options into a mapping; MappingError for any other form."""
    pairs = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            raise MappingError(text(lang, f"cli.{fault}", given=one))
        pairs[name] = value
    return pairs


def _read_as(given: Sequence[str], lang: Lang) -> str | dict[str, str] | None:
    """Turn `--as posts`, or `--as notes.csv=posts` for one file, into what tables are read as."""
    named = [one for one in given if "=" in one]
    for_all = [one for one in given if "=" not in one]
    if len(for_all) > 1:
        raise MappingError(text(lang, "cli.as_twice", first=for_all[0], second=for_all[1]))
    if not named:
        return for_all[0] if for_all else None
    files = {}
    for one in named:
        name, _, word = one.rpartition("=")
        files[name] = word
    return files | ({"*": for_all[0]} if for_all else {})


def reads_data(lang: Lang, *, without: Sequence[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that say how data are read; the command gets them together as `how`.

    Parameters
    ----------
    lang
        The language of help texts and errors.
    without
        Names of parameters that the command doesn't take, because an option of its own has the same name.
    """
    options = {name: one for name, one in options_of(lang).items() if name not in without}

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in options.items()
        ]
        kept = [
            one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for name, one in own.parameters.items() if name != "how"
        ]

        def run(**given: Any) -> None:
            how = how_read({name: given.pop(name, None) for name in options}, lang)
            command(**given, how=how)

        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__signature__ = inspect.Signature([*kept, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in [*kept, *added]}
        return run

    return wrap
