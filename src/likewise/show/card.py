"""One account's card: what it shows, what of that is real, and the evidence in words, strongest first."""

from dataclasses import dataclass
from typing import Any

from likewise.show.catalogue import speaking_of, text
from likewise.show.explained import ExplainedAccount
from likewise.show.face import Result
from likewise.show.numerals import Lang
from likewise.show.rows import Row
from likewise.show.terminal import plain


@dataclass(frozen=True)
class Card:
    """An account's numbers, and beneath them its explanation."""

    explained: ExplainedAccount

    def to_dict(self, lang: Lang) -> dict[str, Any]:
        """The card for JSON: the account's row, and the explanation."""
        return self.explained.to_dict(lang)

    def in_words(self, lang: Lang) -> str:
        """The card as text for a terminal."""
        with speaking_of(self.explained.run):
            return "\n".join(self._lines(lang))

    def _lines(self, lang: Lang) -> list[str]:
        one = self.explained.account
        lines = [plain(one["account"]) + (f" ({plain(one['name'])})" if one["name"] else "")]
        told = one["probability"] is not None
        key = "cli.card_probability" if told else "cli.card_untold"
        lines.append(text(lang, key, **({"probability": one["probability"]} if told else {})))
        if one["likes_raw"] != 0 or self.explained.run.get("favour", "like") == "like":
            lines += _likes(one, lang)
        if one["health"] is not None:
            lines.append(text(lang, "cli.card_health", health=one["health"]))
        return [*lines, *(self.explained.body(lang) if told else []), "", text(lang, "cli.card_appeal")]


def _likes(one: Row, lang: Lang) -> list[str]:
    """What it received, as far as the data tell, and of how many of its posts they don't."""
    said = [_received(one, lang)]
    without = one.get("posts_without_likes")
    if without and one["likes_raw"] is not None:
        said.append(text(lang, "cli.card_likes_partly", posts=without))
    return said


def _received(one: Row, lang: Lang) -> str:
    if one["likes_raw"] is None:
        return text(lang, "cli.card_likes_unknown")
    if one["real_share"] is None and one["likes_raw"]:
        return text(lang, "effect.card_likes", raw=one["likes_raw"])
    if one["real_share"] is None:
        return text(lang, "cli.card_no_likes")
    low, high = one["real_share_low"], one["real_share_high"]
    return text(
        lang,
        "cli.card_likes",
        raw=one["likes_raw"],
        real=one["likes_real"],
        share=one["real_share"],
        low=low,
        high=high,
    )


def card_of(result: Result, name: str) -> Card:
    """The card of the account with this id; UnexplainedError when there is none."""
    explained = result.explain(name, read_as="account")
    assert isinstance(explained, ExplainedAccount)
    return Card(explained)
