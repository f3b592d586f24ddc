"""Candidates side by side on the terminal: a row a measure, a column an account, the interval below each number."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from likewise.answers.compare import KINDS, LEAST_POSTS, MEASURES, Candidate, Rate
from likewise.show.catalogue import has, text, word
from likewise.show.compare import Comparison
from likewise.show.numerals import NOTHING, Lang, amount, percent
from likewise.show.terminal import plain

NAME_WIDTH = 26
ACCOUNT_WIDTH = 16
"""Columns of a terminal for a measure's name and for an account; three accounts stand side by side in eighty."""

SHARES = frozenset({"real_share"})


def show(made: Comparison, lang: Lang) -> None:
    """Print the comparison, as many accounts beside each other as the terminal is wide."""
    console = Console()
    beside = max(1, (console.width - NAME_WIDTH) // (ACCOUNT_WIDTH + 2))
    enough = [one for one in made.comparing.candidates if one.enough]
    # Real numbers and published ones don't stand in one row.
    for alike in ([one for one in enough if one.by_person is known] for known in (True, False)):
        for at in range(0, len(alike), beside):
            console.print(_table(alike[at : at + beside], made, lang))
    if len(enough) > 1 and made.comparing.overlap:
        _show_overlap(console, made, lang)
    for line in notes(made, lang):
        console.print(Text(line))


def notes(made: Comparison, lang: Lang) -> list[str]:
    """What must be known to read the numbers: too few posts, counts or people unknown, what the intervals mean."""
    said = []
    for one in made.comparing.candidates:
        if not one.enough:
            said.append(text(lang, "compare.few_posts", account=plain(one.account), posts=one.posts, least=LEAST_POSTS))
        elif not one.by_person:
            said.append(text(lang, "compare.not_by_person", account=plain(one.account)))
    said += _unknown(made, lang)
    if any(one.price for one in made.comparing.candidates):
        said.append(text(lang, "compare.price_is_a_post"))
    real = any(one.by_person for one in made.comparing.candidates)
    return [*said, text(lang, "compare.reads" if real else "compare.reads_published")]


def _unknown(made: Comparison, lang: Lang) -> list[str]:
    """Which kinds of engagement aren't known of every account, and so are counted for none."""
    counted, enough = made.comparing.kinds, any(one.enough for one in made.comparing.candidates)
    if not enough or len(counted) == len(KINDS):
        return []
    kinds, others = (
        text(lang, "list.comma").join(word(lang, "answer_page.outcome", name) for name in some)
        for some in (counted, [name for name in KINDS if name not in counted])
    )
    return [text(lang, "compare.engagement_of" if counted else "compare.no_engagement", kinds=kinds, others=others)]


def cell(name: str, rate: Rate | None, lang: Lang) -> str:
    """One measure of one account: the number, and its interval on a line of its own."""
    if rate is None:
        return NOTHING
    if rate.value is None:
        return text(lang, "compare.none_at_all")
    write = percent if name in SHARES else amount
    if rate.low is None and rate.high is None:
        return write(rate.value, lang)
    upper = text(lang, "compare.no_bound") if rate.high is None else write(rate.high, lang)
    return f"{write(rate.value, lang)}\n{write(rate.low, lang)} – {upper}"


def _table(some: Sequence[Candidate], made: Comparison, lang: Lang) -> Table:
    real = all(one.by_person for one in some)
    drawn = Table(box=None, header_style="bold", pad_edge=False, show_lines=False)
    drawn.add_column("", width=NAME_WIDTH, overflow="fold")
    for one in some:
        drawn.add_column(Text(plain(one.account)), justify="right", min_width=ACCOUNT_WIDTH, overflow="fold")
    drawn.add_row(text(lang, "compare.measure.posts"), *(f"{one.posts:,}" for one in some))
    if any(one.price for one in some):
        drawn.add_row(_named("price", made, lang, real=real), *(amount(one.price, lang) for one in some))
    for name in MEASURES:
        if any(name in one.measures for one in some):
            cells = (Text(cell(name, one.measures.get(name), lang)) for one in some)
            drawn.add_row(_named(name, made, lang, real=real), *cells)
    return drawn


def _named(name: str, made: Comparison, lang: Lang, *, real: bool) -> Text:
    """The measure's name, with the currency where it is money; nothing published is called real."""
    published = f"compare.published.{name}"
    label = text(lang, published if not real and has(published) else f"compare.measure.{name}")
    money = name == "price" or name.startswith("cost_")
    return Text(f"{label} ({plain(made.currency)})" if money and made.currency else label)


def _show_overlap(console: Console, made: Comparison, lang: Lang) -> None:
    console.print(Text(text(lang, "compare.overlap")), style="bold")
    for (one, other), rate in made.comparing.overlap.items():
        share = {name: percent(getattr(rate, name), lang) for name in ("value", "low", "high")}
        console.print(Text(text(lang, "compare.overlap_of", one=plain(one), other=plain(other), **share)))
    if made.comparing.together is not None:
        console.print(Text(text(lang, "compare.together", people=made.comparing.together.value)))
