"""Runs the command line so that what Typer says is in the reader's language: its errors, and the words of its help.

Typer speaks English alone. What it says is looked up in `text/errors/usage.toml` by its English text.
"""

import re
import sys
from collections.abc import Iterator
from string import Formatter
from typing import Any

import typer

from likewise.errors import LikewiseError
from likewise.show.catalogue import text
from likewise.show.numerals import Lang
from likewise.text import Sentence, sentences

USAGE = "usage."
"""How the keys of Typer's sentences begin."""

_TYPER_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""What all of Typer's errors are; where the class itself stands differs between its versions."""

_HELP_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "help_arguments",
    "OPTIONS_PANEL_TITLE": "help_options",
    "COMMANDS_PANEL_TITLE": "help_commands",
    "REQUIRED_LONG_STRING": "help_required",
    "DEFAULT_STRING": "help_default",
}
"""Typer's names for the words of its help, and the keys of ours."""


def run(app: typer.Typer, lang: Lang) -> None:
    """Run the command that the command line names.

    Parameters
    ----------
    app
        The commands.
    lang
        The language of what Typer says.

    Raises
    ------
    LikewiseError
        When the command line can't be meant: an unknown command or option, a value that is missing or impossible.
    SystemExit
        When the command ends with an exit code other than 0.
    """
    command = typer.main.get_command(app)
    if lang != "en" and ("--help" in sys.argv or len(sys.argv) == 1):
        _say_help(command, lang)
    try:
        code = command(standalone_mode=False)
    except _TYPER_ERROR as error:
        raise _said(error, lang) from error
    except typer.Abort:
        raise SystemExit(1) from None
    if code:
        raise SystemExit(code)


def retold(said: str, lang: Lang) -> str:
    """Return a sentence of Typer's in another language; the sentence itself where it isn't known.

    Examples
    --------
    >>> retold("Invalid value for '--limit': Input should be greater than or equal to 0", "zh")
    '--limit 的值不对：不能小于 0'
    >>> retold("Something new.", "zh")
    'Something new.'
    """
    for key, of in sentences().items():
        if key.startswith(USAGE) and (found := re.fullmatch(_pattern(of["en"]), said, re.DOTALL)):
            return of[lang].format(**{name: retold(value, lang) for name, value in found.groupdict().items()})
    return said


def _pattern(sentence: str) -> str:
    """A sentence of the catalogue as a pattern, with a group for each placeholder."""
    parts = Formatter().parse(sentence)
    return "".join(re.escape(before) + (f"(?P<{name}>.+)" if name else "") for before, name, _, _ in parts)


def _said(error: Exception, lang: Lang) -> BaseException:
    """What to raise for an error of Typer's: one sentence, and where the help is."""
    message: str = error.format_message()  # type: ignore[attr-defined]
    if type(error).__name__ == "NoArgsIsHelpError":
        # The help is shown by now, where it is drawn; else it is the message.
        if message:
            typer.echo(message, err=True)
        return SystemExit(2)
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is None:
        return LikewiseError(retold(message, lang))
    command = f"{context.command_path} {context.help_option_names[0]}"
    help_is_at = Sentence("usage.help", {"command": command})
    return LikewiseError(f"{retold(message, lang)}\n{help_is_at.in_words(lang)}")


def _say_help(command: Any, lang: Lang) -> None:
    """Have Typer draw the help of a command, and of those below it, with words in this language."""
    from typer import rich_utils  # noqa: PLC0415  (it loads slowly, and only help needs it)

    for name, key in _HELP_WORDS.items():
        # The placeholder is Typer's to fill.
        setattr(rich_utils, name, text(lang, f"cli.{key}", default="{}"))
    for one in _below(command):
        one.get_help_option(typer.Context(one)).help = text(lang, "cli.help_help")


def _below(command: Any) -> Iterator[Any]:
    """A command and all that are below it."""
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _below(one)
