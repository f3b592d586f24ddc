"""The report page: one HTML file that holds everything and asks nothing of the network.

The end of the way through the house: a `ReportView` goes in, a page in English and Chinese comes out.
"""

import base64
import hashlib
import math
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from likewise.show import method, sections
from likewise.show.catalogue import FORMATS, LANGUAGES, speaking_of, text, word
from likewise.show.charts import library, packed
from likewise.show.drawing import Drawing, drawings
from likewise.show.headline import headline, judges_groups, knows_whom, share
from likewise.show.numerals import NOTHING, Lang
from likewise.show.page_answer import answer
from likewise.show.page_effect import effect
from likewise.show.page_health import healths, legend
from likewise.show.page_levers import levers
from likewise.show.page_posts import posts_charts
from likewise.show.rows import rows
from likewise.show.unread import judged_by, unread
from likewise.show.view import ReportView

HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}

BINS = 10
"""Steps of the histogram of account probabilities."""

MEMBERS_LISTED = 20
"""Members that a group's table lists; its drawing shows more, and members.parquet has all."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of characters: not allowed in HTML, yet possible in an id or a comment."""


def render(view: ReportView, lang: Lang) -> str:
    """Return the whole page as HTML.

    `view` holds the trimmed tables; `lang` is "en" or "zh", the language that the page opens in. The page holds
    the other one too, packed, and a switch. Nothing of the user's data is trusted: every value is escaped, and
    the page's policy runs no script but its own and the charting library's.
    """
    drawn = drawings(view, sections.MEMBER_COLUMNS)
    other = next(one for one in LANGUAGES if one != lang)
    with speaking_of(view.run):
        return _page(view, lang, drawn, other=packed(_page(view, other, drawn, alone=True)))


def _page(view: ReportView, lang: Lang, drawn: Mapping[str, Drawing], **frame: Any) -> str:
    """Render what stands in a page in one language, within the frame that is asked for."""
    found = answer(view, lang)
    template = environment(lang).get_template("report.html.j2")
    return template.render(
        view=view,
        run=view.run,
        totals=view.totals,
        more_style=Markup(asset("answer.css")),
        answer=found.headline,
        claims=found,
        whose=str((view.run.get("whose") or {}).get(f"text_{lang}") or ""),
        asks_you=(view.run.get("whose") or {}).get("own", True),
        questions=[str(asked.get(f"text_{lang}") or "") for asked in view.questions],
        headline=headline(view, lang),
        knows_whom=knows_whom(view),
        judged=judges_groups(view),
        share=share,
        histogram=_histogram(view),
        effect=effect(view, lang),
        groups=sections.groups(view, lang),
        drawings=drawn,
        members_listed=MEMBERS_LISTED,
        pairs=sections.pairs(view, lang),
        accounts=sections.accounts(view, lang),
        healths=healths(view, lang),
        health_legend=legend(view, lang),
        posts=sections.posts(view, lang),
        posts_charts=posts_charts(view, lang),
        unread=unread(view, lang),
        judged_by=judged_by(view, lang),
        levers=levers(view, lang),
        rejected=sections.rejected(view, lang),
        left_out=[one[f"why_{lang}"] for one in view.run.get("left_out", ())],
        emptied=sections.emptied(view, lang),
        stages=method.stages(view, lang),
        gaps=method.gaps(view, lang),
        missing=method.missing(view),
        cannot=method.cannot(view, lang),
        files=method.files(view, lang),
        assumptions=method.assumptions(view, lang),
        row_counts=method.row_counts(view, lang),
        library=library,
        switch=_switch(lang),
        **frame,
    )


def _switch(lang: Lang) -> dict[str, str]:
    """The other language: its tag and its name, in its own words."""
    other = next(one for one in LANGUAGES if one != lang)
    return {"tag": HTML_LANGUAGE[other], "name": text(other, "page.language")}


def _histogram(view: ReportView) -> tuple[int, ...]:
    """Return how many accounts fall in each step of probability; empty unless known of all."""
    if view.account_histogram or view.accounts.num_rows != view.totals.accounts:
        return view.account_histogram
    counts = [0] * BINS
    for row in rows(view.accounts, ("probability",)):
        if row["probability"] is not None:
            counts[min(max(int(row["probability"] * BINS), 0), BINS - 1)] += 1
    return tuple(counts) if any(counts) else ()


@cache
def environment(lang: Lang) -> Environment:
    """Return the templates' environment, with the catalogue and number formats of one language.

    A page is a whole document in one language, unless it says otherwise: `alone` leaves out all around what changes
    with the language, `other` is the page in the other language, packed, `charting` the library of its charts.
    """
    found = Environment(
        loader=PackageLoader("likewise.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update({name: partial(_write, write, lang) for name, write in FORMATS.items()})
    found.filters["log1p"] = math.log1p
    script = asset("report.js")
    found.globals.update(
        t=partial(text, lang),
        word=partial(word, lang),
        lang=HTML_LANGUAGE[lang],
        style=Markup(asset("report.css")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        alone=False,
        other=None,
        charting=None,
        switch=None,
    )
    return found


def asset(name: str) -> str:
    """Return the text of a file that lies beside the templates."""
    return (files("likewise.show") / "templates" / name).read_text(encoding="utf-8")


def _write(write: Callable[[Any, Lang], str], lang: Lang, value: Any) -> str:
    """Turn a number's format into a filter: the template gives the value last."""
    return write(value, lang)


def _printable(value: Any) -> Any:
    """Show what is unknown as unknown, and replace what HTML can't hold by a visible mark."""
    if value is None:
        return NOTHING
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return UNPRINTABLE.sub("\ufffd", value)
    return value
