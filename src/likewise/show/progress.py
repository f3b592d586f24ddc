"""Progress on long work: which step runs, of how many, and for how long; on the terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from likewise.pipeline import STEPS
from likewise.show.catalogue import text, word
from likewise.show.numerals import Lang


@contextmanager
def steps(lang: Lang, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step's name as it begins; nothing is shown when `quiet`."""
    with _bar(quiet) as bar:
        task = bar.add_task("", total=len(STEPS))

        def say(step: str) -> None:
            done = STEPS.index(step)
            bar.update(task, completed=done, description=word(lang, "stage", step))

        yield say


@contextmanager
def runs(lang: Lang, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that is told how many runs of a simulation's stage are done; nothing is shown when `quiet`."""
    with _bar(quiet) as bar:
        task = bar.add_task("", total=None)

        def told(stage: str, done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, description=text(lang, f"simulate.step.{stage}"))

        yield told


def _bar(quiet: bool) -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
