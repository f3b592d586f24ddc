"""Plant groups among the accounts of a background, and write it with its truth, as benchmarks.detection reads it.

About 8 % of accounts become members, drawn evenly from those active enough. How groups behave is as in
benchmarks.elsewhere (prompt, slow, partial, last_ten, credit), from the first day to the last; the large kinds are
scaled to the number of accounts, with at least 30 members. A member brings 6 to 16 posts, at moments drawn from the
times at which the background's accounts were active: its own where it has some, and invented ones. Lockstep groups
share existing posts of others, 10 to 40 that they were told of some hours after these appeared, within minutes.
Real likes stay as they are, and are honest: one that a member gave anyway isn't counted as traded.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.elsewhere.circles import Acts, Circles, sizes_between
from benchmarks.elsewhere.people import HOUR, Floats, Ints, People, Posts, Visits
from benchmarks.elsewhere.planted import LARGE, LARGEST, SMALLEST, traded_likes
from benchmarks.injected.backgrounds import Background, day_post

GROUPED = 0.08
"""Share of accounts in planted groups."""
SCALE = 30_000
"""Accounts of the worlds that the sizes of large groups were made for."""
LEAST_LARGE = 30
BROUGHT = (6, 16)
"""Posts that a member brings to its group."""
NIGHT_H = 6
"""Hours of the night in benchmarks.elsewhere, from one to seven."""
IN_STEP = (5, 20)
"""Members of a lockstep group."""
SHARED = (10, 40)
"""Posts that a lockstep group shares."""


@dataclass(frozen=True)
class Planted:
    """Traded likes and invented posts, as tables like the background's, and who is in which group."""

    likes: pd.DataFrame
    posts: pd.DataFrame
    members: pd.DataFrame


def plant(background: Background, seed: int) -> Planted:
    """Draw groups and what they do; the same seed plants the same."""
    rng = np.random.default_rng([seed, 777])
    world = _World(background)
    likes, posts, members = [], [], []
    first = 1
    chosen = _candidates(rng, world)
    for kind, sizes in _sizes(rng, world).items():
        mine, chosen = chosen[: sizes.sum()], chosen[sizes.sum() :]
        if kind == "lockstep":
            likes.append(_in_step(rng, world, mine, sizes))
        else:
            brought = _brought(rng, world, mine)
            likes.append(_traded(rng, world, kind, mine, sizes, brought))
            posts.append(brought)
        groups = np.repeat([f"g{number:05d}" for number in range(first, first + len(sizes))], sizes)
        members.append(pd.DataFrame({"account": world.names[mine], "kind": kind, "group": groups}))
        first += len(sizes)
    traded = pd.concat(likes).sort_values("time", kind="stable").drop_duplicates(["actor", "post"])
    traded = traded[traded["time"] < world.end]
    real = pd.MultiIndex.from_frame(background.likes[["actor", "post"]])
    traded = traded[~pd.MultiIndex.from_frame(traded[["actor", "post"]]).isin(real)]
    new = pd.concat(posts)
    return Planted(traded, new[~new["post"].isin(background.posts["post"])], pd.concat(members))


def write(background: Background, folder: Path, planted: Planted | None = None) -> None:
    """Write events, posts and truth into `folder`; the background alone where nothing is planted."""
    likes, posts = background.likes, background.posts
    truth = pd.DataFrame({"account": background.accounts, "role": background.name})
    if planted is not None:
        likes = pd.concat([likes, planted.likes]).sort_values("time", kind="stable")
        posts = pd.concat([posts, planted.posts[list(posts.columns)]]).sort_values("post")
        truth = truth.merge(planted.members, on="account", how="left")
        (folder / "truth").mkdir(parents=True)
        truth.to_parquet(folder / "truth" / "accounts.parquet", index=False)
        told = planted.likes[["actor", "post"]].assign(kind="like")
        told.to_parquet(folder / "truth" / "events.parquet", index=False)
        groups = planted.members.groupby(["group", "kind"]).size().rename("size").reset_index()
        groups.to_parquet(folder / "truth" / "groups.parquet", index=False)
    folder.mkdir(parents=True, exist_ok=True)
    events = likes[["actor", "author", "post", "time"]].assign(kind="like")
    events.to_parquet(folder / "events.parquet", index=False)
    posts.to_parquet(folder / "posts.parquet", index=False)


class _World:
    """The background in numbers: accounts are places in `names`, times are seconds since its first midnight."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self.names = np.array(background.accounts, object)
        self.start = background.active["time"].min().floor("D")
        self.end = background.active["time"].max()
        self.span = self.seconds(pd.Series([self.end]))[0]
        self.times = self.seconds(background.active["time"])
        place = pd.Index(self.names).get_indexer(background.active["account"])
        self.acts = pd.Series(self.times[place >= 0], index=place[place >= 0])

    def seconds(self, time: "pd.Series[pd.Timestamp]") -> Floats:
        return np.asarray((time - self.start).dt.total_seconds(), float)

    def moments(self, seconds: Floats) -> "pd.Series[pd.Timestamp]":
        return self.start + pd.Series(pd.to_timedelta(seconds, unit="s")).dt.floor("s")

    @property
    def east(self) -> float:
        """Hours to add so that the quietest hours of this data fall into the night."""
        hourly = np.bincount((self.times // HOUR % 24).astype(int), minlength=24)
        quiet = [np.roll(hourly, -hour)[:NIGHT_H].sum() for hour in range(24)]
        return float((1 - int(np.argmin(quiet))) % 24)


def _candidates(rng: np.random.Generator, world: _World) -> Ints:
    """Accounts that are active enough, in random order."""
    number = np.bincount(world.acts.index, minlength=len(world.names))
    return np.asarray(rng.permutation(np.flatnonzero(number >= world.background.least)))


def _sizes(rng: np.random.Generator, world: _World) -> dict[str, Ints]:
    """Sizes of the groups of each kind: one group of each large kind, the others share what is left evenly."""
    total = round(GROUPED * len(world.names))
    large = {kind: max(LEAST_LARGE, round(size * len(world.names) / SCALE)) for kind, size in LARGE.items()}
    kinds = ["prompt", "slow", "partial"] if world.background.daily else ["prompt", "slow", "partial", "lockstep"]
    fair = (total - sum(large.values())) // len(kinds)
    # At least two groups of each kind: in a small background, one large group would give a fifth of all likes.
    small = {kind: (SMALLEST, min(LARGEST, fair // 2)) for kind in kinds}
    if "lockstep" in small:
        small["lockstep"] = IN_STEP
    return {kind: np.array([size]) for kind, size in large.items()} | {
        kind: sizes_between(rng, fair, *bounds) for kind, bounds in small.items()
    }


def _brought(rng: np.random.Generator, world: _World, members: Ints) -> pd.DataFrame:
    """The posts that members bring: member (its place among them), post, author, time, by member and time."""
    wanted = rng.integers(BROUGHT[0], BROUGHT[1] + 1, len(members))
    member = np.repeat(np.arange(len(members)), wanted)
    drawn = rng.choice(world.times, len(member)) + rng.uniform(-HOUR / 6, HOUR / 6, len(member))
    made = pd.DataFrame({"member": member, "time": world.moments(np.clip(drawn, 0, world.span - 1))})
    made["author"] = world.names[members[member]]
    if world.background.daily:
        made["post"] = day_post(made["author"], made["time"])
        made = made.drop_duplicates("post")
    else:
        made["post"] = [f"url{number}" for number in 10**7 + rng.choice(10**7, len(made), replace=False)]
        own = world.background.posts.merge(
            pd.DataFrame({"author": world.names[members], "member": range(len(members))})
        )
        # A member's own posts go first, in random order; invented ones fill up what is missing.
        both = pd.concat([own.sample(frac=1, random_state=int(rng.integers(2**31))), made])
        made = both[both.groupby("member").cumcount() < wanted[both["member"]]]
    return made.sort_values(["member", "time"], kind="stable").reset_index(drop=True)


def _traded(
    rng: np.random.Generator, world: _World, kind: str, members: Ints, sizes: Ints, brought: pd.DataFrame
) -> pd.DataFrame:
    """The likes that groups of this kind give for each other's posts."""
    time = world.seconds(brought["time"])
    count = np.bincount(brought["member"], minlength=len(members))
    none = np.zeros(len(time), int)
    author = brought["member"].to_numpy()
    posts = Posts(author, time, none, none.astype(float), none, none.astype(float), np.cumsum(count) - count, count)
    circles = _circles(kind, sizes, world.span)
    acts = traded_likes(rng, _people(len(members), world.east), circles, posts, _visits(world, members, author, time))
    return _likes(world, members, brought, acts)


def _likes(world: _World, members: Ints, brought: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    acts = acts.where(acts.time < world.span)
    liked = brought.iloc[acts.post]
    return pd.DataFrame(
        {
            "actor": world.names[members[acts.actor]],
            "author": liked["author"].to_numpy(),
            "post": liked["post"].to_numpy(),
            "time": world.moments(acts.time),
        }
    )


def _visits(world: _World, members: Ints, author: Ints, published: Floats) -> Visits:
    """Members are there when they really were, and when they publish."""
    real = world.acts[world.acts.index.isin(members)]
    place = pd.Index(members).get_indexer(real.index)
    keys = np.concatenate([place * world.span + real.to_numpy(), author * world.span + published])
    return Visits(np.sort(keys), world.span)


def _circles(kind: str, sizes: Ints, span: float) -> Circles:
    """Groups of members 0, 1, … in order, from the first day to the last; they only like."""
    never, total = np.zeros(len(sizes)), int(sizes.sum())
    return Circles(
        kind,
        planted=True,
        first=1,
        member=np.arange(total),
        start=np.cumsum(sizes) - sizes,
        size=sizes,
        chat=never,
        template=never,
        unwatched=never,
        follow=never,
        joined=np.zeros(total),
        left=np.full(total, span),
        head=np.full(len(sizes), -1),
    )


def _people(count: int, east: float) -> People:
    """Members, of whom nothing but their clock matters here."""
    same = np.zeros(count)
    return People(
        interests=np.zeros((count, 3), int),
        chinese=same.astype(bool),
        activity=same,
        popularity=same,
        posting=same,
        east=np.full(count, east),
        visits=same,
        created=same,
        chatty=same,
        hollow_words=same,
        unwatched=same,
    )


def _in_step(rng: np.random.Generator, world: _World, members: Ints, sizes: Ints) -> pd.DataFrame:
    """Groups that share the same posts of others within minutes (1 to 10, by group), each member most of them."""
    parts = []
    for mine in np.split(members, np.cumsum(sizes)[:-1]):
        posts = world.background.posts[~world.background.posts["author"].isin(world.names[mine])]
        shared = posts.iloc[rng.choice(len(posts), rng.integers(SHARED[0], SHARED[1] + 1), replace=False)]
        told = world.seconds(shared["time"]) + 3 * HOUR * rng.lognormal(0, 1, len(shared))
        willing, pace = rng.uniform(0.8, 1, len(mine)), rng.uniform(60, 600)
        who, what = np.nonzero(rng.random((len(mine), len(shared))) < willing[:, None])
        times = told[what] + rng.uniform(0, pace, len(what))
        acts = Acts(who, what, times, np.zeros(len(what), int))
        parts.append(_likes(world, mine, shared, acts))
    return pd.concat(parts)
