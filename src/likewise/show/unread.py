"""Which counts of posts nothing in the data tells, in words: they are left empty, and nothing rests on them.

Stands on run.json, which says of how many posts each count is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from likewise.show.catalogue import text, word
from likewise.show.numerals import Lang
from likewise.show.view import ReportView

DEEP = ("comments", "saves", "reposts")
"""What depth is made of, where all of it is known."""


def unread(view: ReportView, lang: Lang) -> tuple[str, ...]:
    """Return what must be said of counts that aren't known: of no post, of some, and what is judged without them."""
    told: Mapping[str, Any] = view.run.get("counts") or {}
    said = (*_sentences(told, lang), judged_by(view, lang)) if told.get("posts") else ()
    return tuple(filter(None, said))


def _sentences(told: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    posts, known = int(told["posts"]), dict(told["known"])
    nowhere = [name for name, of in known.items() if not of]
    partly = {name: of for name, of in known.items() if 0 < of < posts}
    if nowhere:
        yield text(lang, "unread.nowhere", kinds=_listed(nowhere, lang))
    if partly:
        shown = [
            text(lang, "unread.part", kind=_name(name, lang), known=of, posts=posts) for name, of in partly.items()
        ]
        yield text(lang, "unread.partly", kinds=text(lang, "list.comma").join(shown))


def judged_by(view: ReportView, lang: Lang) -> str:
    """Return by which counts alone depth is judged; nothing where all three are known, or none."""
    deep = list((view.run.get("counts") or {}).get("deep") or ())
    return text(lang, "unread.deep", kinds=_listed(deep, lang)) if 0 < len(deep) < len(DEEP) else ""


def _listed(names: list[str], lang: Lang) -> str:
    return text(lang, "list.comma").join(_name(name, lang) for name in names)


def _name(kind: str, lang: Lang) -> str:
    return word(lang, "answer_page.outcome", kind)
