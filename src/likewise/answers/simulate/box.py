"""The box: day by day, span by span, what people, groups, the feed and risk control do to each other.

The parts stand in modules of their own; this one calls them in order and keeps what happened. Two runs of the same
seed share their people, posts and every chance event that both have, so that they differ by what is different
in their parameters alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate.acts import FINISHED, VIEWED
from likewise.answers.simulate.compiled import key_in, key_of, units
from likewise.answers.simulate.creators import Posts, draw_posts, effort
from likewise.answers.simulate.feed import Entries, Pools, open_span, read_followed, serve
from likewise.answers.simulate.groups import Trade, draw_trades, trading_at
from likewise.answers.simulate.parameters import WAVES_A_DAY, Parameters
from likewise.answers.simulate.people import KINDS, People, draw_people
from likewise.answers.simulate.readers import taste_of
from likewise.answers.simulate.risk import Control
from likewise.answers.simulate.state import ACT, BOARD, DAY_COUNTS, PROMPT, Board, Log, crowd_of
from likewise.answers.simulate.trading import Hollow, arrive, once_a_pair
from likewise.errors import InputError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STANDING = ("followers", "hollow", "punished", "accounts", "posts")
"""What is known of accounts at the end of a day, beside `DAY_COUNTS`."""

DAILY = (*DAY_COUNTS, *STANDING)


@dataclass(frozen=True)
class Events:
    """Everything that was done on a post, in order of time; `wave` counts from the start of the warm-up."""

    actor: NDArray[np.int32]
    post: NDArray[np.int32]
    bits: NDArray[np.uint16]
    completion: NDArray[np.float32]
    wave: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.actor)


@dataclass(frozen=True)
class Course:
    """What happened in one run; `mismatched` marks posts whose likes surged without completion, acted on
    or not.

    `daily` is (days, kinds, DAILY): sums over accounts of a kind; `quality` is (days, 4): views wanted, views given
    by the feed, their completion summed, mood summed. `counts` is (posts, POST_COUNTS). `events` and `accounts`
    ((days, accounts, DAILY without the last two)) are there when they were asked for.
    """

    given: Parameters
    seed: int
    people: People
    posts: Posts
    counts: NDArray[np.int32]
    daily: Floats
    quality: Floats
    views_given: Ints
    days_punished: NDArray[np.int32]
    mismatched: NDArray[np.bool_]
    events: Events | None
    accounts: NDArray[np.int32] | None

    def of(self, kind: str, what: str) -> Floats:
        """One daily sum of one kind of account."""
        series: Floats = self.daily[:, KINDS.index(kind), DAILY.index(what)]
        return series

    @property
    def post_day(self) -> Floats:
        """The day of each post, counted from day 0; negative in the warm-up."""
        return self.posts.day(self.given.run.warmup_days)


@dataclass(frozen=True)
class Cast:
    """Who and what a run begins with: drawn from parameters, or given from outside.

    `present` is (waves, accounts): who is there in each span; where it is None, `readers.online` decides.
    """

    people: People
    posts: Posts
    trade: Trade
    present: NDArray[np.bool_] | None = None


def draw_cast(given: Parameters, seed: int) -> Cast:
    """People, posts and agreements of one seed."""
    people = draw_people(given, seed)
    posts = draw_posts(given, people, seed)
    return Cast(people, posts, draw_trades(given, people, posts, seed))


Detector = Callable[[Events, Cast], Floats]
"""From what happened so far to the probability of each account to trade."""


class Box:
    """One run in the making; `live` carries it out."""

    def __init__(
        self,
        given: Parameters,
        seed: int,
        cast: Cast | None = None,
        detector: Detector | None = None,
        log: bool = False,
        by_account: bool | Ints = False,
        looks: float = 1.0,
    ) -> None:
        """`by_account` may name accounts to keep; `looks` is the share of views without any act that the log keeps."""
        self.given, self.seed = given, seed
        self.cast = cast or draw_cast(given, seed)
        people, posts = self.cast.people, self.cast.posts
        n = len(people)
        self.acts = once_a_pair(self.cast.trade.acts, posts.author)
        self.taste = taste_of(given)
        self.crowd = crowd_of(given, people)
        self.board = self._board()
        self.entries = Entries(given, self.crowd, seed)
        self.pools = Pools.empty(given, n, len(posts))
        self.hollow = Hollow(given, n, seed)
        self.log = log or given.risk.detector == "likewise"
        self.looks = looks
        self.control = Control(given, people, len(posts), seed, self._asked(detector))
        self.left = np.zeros(n, dtype=np.int32)  # views each reader still wants in this span
        self.quit = np.full(n, np.inf)  # day on which a member left by itself
        self.events: list[Events] = []
        self.prompt: list[Ints] = []
        days = given.run.days
        self.daily = np.zeros((days, len(KINDS), len(DAILY)))
        self.quality = np.zeros((days, 4))
        self.watched = by_account if isinstance(by_account, np.ndarray) else np.arange(n if by_account else 0)
        kept = (days, len(self.watched), len(DAILY) - 2)
        self.accounts = np.zeros(kept, dtype=np.int32) if by_account is not False else None
        self.usual_pleasure = 0.0
        self._today = np.zeros(4)

    def _asked(self, detector: Detector | None) -> Callable[[int], Floats] | None:
        """The detector as risk control asks it: with all that happened before a day."""
        if detector is None:
            if self.given.risk.detector == "likewise" and self.given.risk.active:
                raise InputError.of("simulation.needs_detector")
            return None
        days = self.given.run.warmup_days

        def ask(day: int) -> Floats:
            parts = [one for one in self.events if len(one) and one.wave[0] < (day + days) * WAVES_A_DAY]
            return detector(_joined(parts), self.cast) if parts else np.zeros(len(self.cast.people))

        return ask

    def _board(self) -> Board:
        people, posts = self.cast.people, self.cast.posts
        author = posts.author
        trading = trading_at(people, author, posts.day(self.given.run.warmup_days))
        shift = effort(self.given, trading, self.cast.trade.owed_per_post[author])
        board = np.zeros(len(posts), dtype=BOARD)
        board["author"], board["wave"], board["topic"] = author, posts.wave, posts.topic
        board["pull"] = np.exp(self.given.readers.quality_gain * (posts.quality + shift))
        board["ease"] = np.exp(people.length[author])
        board["herd"] = 1.0
        return board

    def live(self) -> Course:
        """Let all days pass."""
        run = self.given.run
        for day in range(-run.warmup_days, run.days):
            self._dawn(day)
            for span in range(WAVES_A_DAY):
                self._span((day + run.warmup_days) * WAVES_A_DAY + span)
            self._dusk(day)
        return Course(
            self.given,
            self.seed,
            self.cast.people,
            self.cast.posts,
            self.board["counts"].copy(),
            self.daily,
            self.quality,
            self.crowd["given"].copy(),
            self.control.days_hurt,
            self.control.mismatched,
            _joined(self.events) if self.log else None,
            self.accounts,
        )

    def _dawn(self, day: int) -> None:
        """Who is under an action, who trades."""
        people, crowd, groups = self.cast.people, self.crowd, self.given.groups
        crowd["today"][:], crowd["looked"][:], crowd["pleased"][:] = 0, 0, 0
        self._today[:] = 0
        prompt = np.concatenate(self.prompt) if self.prompt else np.zeros(0, dtype=np.int64)
        self.prompt = []
        stops = np.minimum(people.leaves, self.quit)
        traded = groups.active and not groups.instead
        # Who knows everything knows who has stopped; others see traces for a while.
        traces = 0 if self.given.risk.detector == "perfect" else self.given.risk.lockstep_days
        recent = (people.joins <= day) & (day < stops + traces) & traded
        self.control.day(day, np.where(recent, people.joins, np.inf), prompt)
        punished = self.control.punished(day)
        tired = punished & (units(key_of(self.seed, 50), np.arange(len(people)), day) < groups.leave)
        self.quit = np.where(tired & np.isinf(self.quit), day, self.quit)
        crowd["trading"][:] = traded & (people.joins < day + 1) & (day < np.minimum(people.leaves, self.quit))
        crowd["uncounted"][:] = punished
        crowd["gone"][:] = self.control.banned
        self.factor, self.cap = self.control.reach(day)

    def _span(self, wave: int) -> None:
        """Four hours: new posts, agreed acts, then everyone present reads; then pools are judged."""
        given, crowd, board, entries = self.given, self.crowd, self.board, self.entries
        posts = self.cast.posts
        new = np.arange(posts.begin[wave], posts.begin[wave + 1])
        new = new[~crowd["gone"][board["author"][new]]]
        crowd["latest"][board["author"][new]] = new
        self.pools.enter(board, new, wave, crowd["fans"], self.hollow.count)
        wanted = open_span(
            crowd, self.left, entries.reader, entries.begin, entries.present, entries.here, key_of(self.seed, 10), wave,
            given.readers.online, self._there(wave),
        )  # fmt: skip
        acts = slice(self.acts.begin[wave], self.acts.begin[wave + 1])
        log = self._room(wanted + acts.stop - acts.start)
        self._agreed(acts, wave, log)
        key, when = key_of(self.seed, 11), key_in(key_of(self.seed, 12), wave)
        views = read_followed(
            crowd, self.left, board, self.taste, log, key, key_in(when, 0, 1), wave, given.readers.following_share
        )
        live, need = self.pools.wanted(board, when, self.factor, self.cap, crowd["gone"])
        shown = np.zeros(len(live), dtype=np.int64)
        views += serve(
            crowd, self.left, board, self.taste, log, key, key_in(when, 0, 2), wave, live, need, shown, entries.present,
            entries.here, given.feed.targeting,
        )  # fmt: skip
        self.pools.shown[live] += shown
        due = self.pools.due(live, need - shown, wave, board)
        self.pools.judge(board, due, wave, self.control.penalty(board, self.pools, due))
        self._today[:2] += wanted, views
        self._keep(log, wave)

    def _there(self, wave: int) -> NDArray[np.bool_]:
        """Who is there in a span, where the cast says so; empty where chance does."""
        present = self.cast.present
        return np.zeros(0, dtype=np.bool_) if present is None else present[wave]

    def _agreed(self, acts: slice, wave: int, log: Log) -> None:
        """What groups have agreed on takes place."""
        actor, post = self.acts.actor[acts], self.acts.post[acts]
        followed = np.zeros(len(actor), dtype=np.bool_)
        arrive(self.crowd, self.board, log, actor, post, self.acts.bits[acts], wave, self.taste.herding, followed)
        if followed.any():
            self.hollow.win(self.crowd, actor[followed], self.board["author"][post[followed]])

    def _room(self, most: int) -> Log:
        rows = most if self.log else 0
        prompt = most if self.given.risk.active and self.given.risk.lockstep_rule else 0
        return Log(np.empty(rows, dtype=ACT), np.empty(prompt, dtype=PROMPT), np.zeros(2, dtype=np.int64))

    def _keep(self, log: Log, wave: int) -> None:
        rows, prompt = int(log.used[0]), int(log.used[1])
        if prompt:
            n = len(self.cast.people)
            self.prompt.append(log.prompt["actor"][:prompt].astype(np.int64) * n + log.prompt["author"][:prompt])
        if self.log:
            acts = log.acts[:rows]
            if self.looks < 1:
                idle = (acts["bits"] & ~np.uint16(VIEWED | FINISHED)) == 0
                idle[idle] = units(key_of(self.seed, 13), acts["actor"][idle], acts["post"][idle]) >= self.looks
                acts, rows = acts[~idle], int((~idle).sum())
            kept = {name: acts[name].copy() for name in ACT.names or ()}
            self.events.append(Events(wave=np.full(rows, wave, dtype=np.int32), **kept))

    def _dusk(self, day: int) -> None:
        """The day's sums; moods move; what is known of authors fades."""
        crowd, tiring = self.crowd, self.given.readers.tiring
        self.hollow.day(crowd, day)
        pleasure = float(crowd["pleased"].sum()) / max(int(crowd["looked"].sum()), 1)
        if day <= 0:
            self.usual_pleasure = pleasure if not self.usual_pleasure else 0.8 * self.usual_pleasure + 0.2 * pleasure
        looked = np.flatnonzero(crowd["looked"])
        felt = crowd["pleased"][looked] / crowd["looked"][looked] / max(self.usual_pleasure, 1e-9)
        # Who has seen little is judged by what is usual for the most part.
        felt = 1 + (felt - 1) * crowd["looked"][looked] / (crowd["looked"][looked] + 10.0)
        crowd["mood"][looked] += tiring * (np.clip(felt, 0.3, 1.7) - crowd["mood"][looked])
        self.pools.fade()
        if day >= 0:
            self._note_day(day, float(crowd["pleased"].sum()))

    def _note_day(self, day: int, pleased: float) -> None:
        people, crowd, board = self.cast.people, self.crowd, self.board
        kinds = len(KINDS)
        made = self.cast.posts.begin
        first = (day + self.given.run.warmup_days) * WAVES_A_DAY
        authors = board["author"][made[first] : made[first + WAVES_A_DAY]]
        posted = np.bincount(authors[~crowd["gone"][authors]], minlength=len(people))
        standing = (crowd["fans"] + self.hollow.count, self.hollow.count, self.control.punished(day))
        columns = [crowd["today"][:, i] for i in range(len(DAY_COUNTS))]
        columns += [*standing, np.ones(len(people)), posted]
        for i, column in enumerate(columns):
            self.daily[day, :, i] = np.bincount(people.kind, weights=column, minlength=kinds)
        self.quality[day] = self._today[0], self._today[1], pleased, float(crowd["mood"].sum())
        if self.accounts is not None:
            for i, column in enumerate(columns[: self.accounts.shape[2]]):
                self.accounts[day, :, i] = column[self.watched]


def _joined(parts: list[Events]) -> Events:
    """All spans' events as one."""
    names = Events.__dataclass_fields__
    return Events(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def simulate(
    given: Parameters,
    seed: int,
    detector: Detector | None = None,
    log: bool = False,
    by_account: bool = False,
) -> Course:
    """One run of the box; the same parameters and seed give the same course, to the last view."""
    return Box(given, seed, detector=detector, log=log, by_account=by_account).live()


__all__ = ["DAILY", "Box", "Cast", "Course", "Events", "draw_cast", "simulate"]
