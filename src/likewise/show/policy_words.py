"""What rules would do, in words for a terminal: whom, how many of them honest, and what to do first."""

from collections.abc import Iterator
from typing import Any

from likewise.answers.policy import Applied, Hurt, Labelled, Outcome, Threshold
from likewise.answers.policy.rule import ANY
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import NARROW, Lang, count
from likewise.show.terminal import plain
from likewise.show.weighed import TELLS_APART_BITS

TELLS_APART = 1 / (1 + 2**-TELLS_APART_BITS)
"""Below this probability (odds of 4 to 1) an account can't be told apart from a friend of some members."""


def in_words(applied: Applied, waiting: int, labels: Labelled | None, unlabelled: str | None, lang: Lang) -> str:
    """The outcome as text, what matters most first."""
    reached = {"accounts": applied.all.hurt.accounts, "all": applied.accounts}
    lines = [text(lang, "policy.reached" if reached["accounts"] else "policy.nobody", **reached)]
    for one in applied.outcomes:
        lines += _outcome(one, lang)
    if applied.outcomes:
        lines += ["", *_whole(applied, waiting, lang)]
    lines += ["", text(lang, "policy.tradeoff"), text(lang, "policy.tradeoff_reads")]
    lines += ["  " + _threshold(one, applied, lang) for one in applied.tradeoff if one.kind == ANY]
    lines += ["", *(caution[f"text_{lang}"] for caution in cautions(applied))]
    if waiting:
        lines += ["", _labels(labels, unlabelled, lang)]
    return "\n".join(lines)


def cautions(applied: Applied) -> list[dict[str, Any]]:
    """What must be said with every outcome, as a key and in both languages."""
    return [
        {"key": key, **{f"text_{lang}": text(lang, f"policy.caution.{key}", **values) for lang in LANGUAGES}}
        for key, values in _cautions(applied)
    ]


def _cautions(applied: Applied) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "discount_first", {}
    actions = {rule.action for rule in applied.rules}
    if "limit" in actions and "discount" not in actions:
        yield "no_discount", {}
    for rule in applied.rules:
        if rule.action == "limit" and rule.probability < TELLS_APART:
            yield "unclear", {"rule": plain(rule.name), "probability": rule.probability}
    yield "calibration", {}
    yield "person", {}


def _outcome(one: Outcome, lang: Lang) -> list[str]:
    """One action, in all kinds of group or (a line beneath it) in one."""
    if one.kind == ANY:
        heading = text(lang, f"policy.action.{one.action}", accounts=one.hurt.accounts, groups=one.hurt.groups)
        return ["", heading, "  " + _harm(one.hurt, lang)]
    kind = text(lang, f"kind.{one.kind}")
    honest = expected(one.hurt.expected)
    told = {"accounts": one.hurt.accounts, "groups": one.hurt.groups}
    return ["  " + text(lang, "policy.of_kind", kind=kind, honest=honest, **told)]


def _harm(harm: Hurt, lang: Lang) -> str:
    return text(
        lang,
        "policy.harm",
        honest=expected(harm.expected),
        low=harm.independent.low,
        high=harm.independent.high,
        group_low=harm.by_group.low,
        group_high=harm.by_group.high,
        platform_low=harm.by_platform.low,
        platform_high=harm.by_platform.high,
    )


def _whole(applied: Applied, waiting: int, lang: Lang) -> Iterator[str]:
    """What all rules do together: likes taken out, people to look at, and the group that could go most wrong."""
    likes = applied.discounted
    if likes.likes:
        share = likes.traded / applied.traded if applied.traded else None
        yield text(lang, "policy.discounted", likes=likes.likes, honest=expected(likes.honest), share=share)
    if waiting:
        yield text(lang, "policy.waiting", waiting=waiting)
    if (worst := applied.all.hurt.worst) is not None:
        group = plain(worst.group)
        yield text(lang, "policy.worst", group=group, accounts=worst.accounts, chance=worst.chance)


def _threshold(one: Threshold, applied: Applied, lang: Lang) -> str:
    harm, likes = one.hurt, one.likes
    return text(
        lang,
        "policy.threshold",
        probability=f"{one.probability:.2f}",
        accounts=harm.accounts,
        honest=expected(harm.expected),
        low=harm.by_platform.low,
        high=harm.by_platform.high,
        likes=likes.likes,
        likes_honest=expected(likes.honest),
        share=likes.traded / applied.traded if applied.traded else None,
    )


def _labels(labels: Labelled | None, unlabelled: str | None, lang: Lang) -> str:
    if labels is None:
        return text(lang, f"policy.label.{unlabelled}", option="--labeler did:…", at="--at")
    return text(lang, "policy.label.made", labels=len(labels.labels), others=labels.others, did="did:…", uri="at://…")


def expected(number: float) -> str:
    """An expected count: with one decimal where it is small, and never rounded to nothing."""
    if 0 < number < 0.05:
        return f"<{NARROW}0.1"
    return f"{number:.1f}" if number < 99.95 else count(number, "en")
