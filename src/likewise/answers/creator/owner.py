"""Whose posts the data hold, and how that is known: only of one creator's posts is anybody asked about a group.

The first question of creator mode. Posts are one creator's when they come out of an export of nothing but one's own
posts, when their authors are one account, or when the user says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from likewise.answers.creator.series import Span
from likewise.engine import Engine, sql_text
from likewise.errors import InputError

KnownBy = Literal["export", "author", "me", "dates", "several", "nobody"]

ONES_OWN: frozenset[KnownBy] = frozenset({"export", "me", "dates"})
"""What says that posts are the user's own; that all posts are of one author doesn't."""

NAMED = 3
"""Authors that an error names."""


@dataclass(frozen=True)
class Owner:
    """Whose posts these are.

    `accounts` are those whose posts are asked about, None standing for posts that name no author; none where posts are
    of several, or it isn't known. `known_by` says how that is known: an `export` of one's own posts, the one `author`,
    the user with --`me` or with group `dates`; or else that they are of `several`, or that `nobody` says it. `authors`
    is how many accounts the posts are of, `posts` how many posts there are.
    """

    known_by: KnownBy
    accounts: tuple[str | None, ...] = ()
    authors: int = 0
    posts: int = 0

    @property
    def own(self) -> bool:
        """Whether the posts asked about are known to be the user's own."""
        return self.known_by in ONES_OWN

    def holds(self, account: str | None) -> bool:
        """Whether posts of this account (or posts without one) are one creator's at all."""
        return account is not None or None in self.accounts

    def asked(self, account: str | None) -> bool:
        """Whether this account's posts are asked about."""
        return account in self.accounts

    def dated(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans, with whose they are where they don't say it."""
        if None in self.accounts:
            return tuple(spans)
        return tuple(
            replace(span, account=span.account or account)
            for span in spans
            for account in ((span.account,) if span.account else self.accounts)
        )


@dataclass(frozen=True)
class _Posts:
    """Of some posts: how many, how many of them name no author, and the authors first and last by name."""

    posts: int = 0
    nameless: int = 0
    first: str | None = None
    last: str | None = None

    @property
    def one(self) -> bool:
        """Whether no more than one author is named."""
        return self.first == self.last


def find_owner(
    engine: Engine, exports: Collection[str] = (), me: str | None = None, spans: Sequence[Span] = ()
) -> Owner:
    """Tell whose the posts in `post` are.

    `exports` are the files that hold nothing but one's own posts, `me` the id of the account that the user names,
    `spans` the dates in which the user says to have used a group. Raises InputError when none of the posts is `me`'s,
    and when dates are given without saying which of several accounts they are of.
    """
    table = engine.arrow(sql_text("likewise.answers.creator", "owner.sql"), exports=tuple(exports) or ("",))
    rows = {bool(row.pop("own")): row for row in table.to_pylist()}
    authors = max((int(row.pop("authors")) for row in rows.values()), default=0)
    own, others = (_Posts(**rows.get(side, {})) for side in (True, False))
    found = replace(_found(own, others, authors), authors=authors, posts=own.posts + others.posts)
    named = tuple(sorted({span.account for span in spans if span.account is not None}))
    if named and all(span.account is not None for span in spans):
        return replace(found, known_by="dates", accounts=named)
    if me is not None:
        _require_posts(engine, me)
        return replace(found, known_by="me", accounts=(me,))
    if spans and found.known_by == "nobody":
        return replace(found, known_by="dates", accounts=(None,))
    if spans and found.known_by == "several":
        raise InputError.of("whose.dates_of_several", authors=f"{authors:,}", example=own.first or others.first)
    return found


def _found(own: _Posts, others: _Posts, authors: int) -> Owner:
    """What the data say by themselves."""
    if own.posts and own.one and not (own.nameless and others.nameless):
        return Owner("export", (*((own.first,) if own.first is not None else ()), *((None,) if own.nameless else ())))
    if not authors:
        return Owner("nobody")
    return Owner("author", (own.first or others.first,)) if authors == 1 else Owner("several")


def _require_posts(engine: Engine, me: str) -> None:
    with_posts = "select account.id from post join account on account.code = post.author"
    if engine.value(f"{with_posts} where account.id = $me limit 1", me=me) is None:
        busiest = f"select id from ({with_posts}) as item group by id order by count(*) desc, id limit {NAMED}"
        found = tuple(engine.arrow(busiest)["id"].to_pylist())
        raise InputError.of("whose.no_posts" if found else "whose.no_authors", me=me, authors=found)
