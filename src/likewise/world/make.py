"""The face of the world: a whole world in memory, or in a folder, with its truth beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from likewise.destination import WORLD, folder_for, published
from likewise.secrets import keeps_secrets
from likewise.world import assemble
from likewise.world.assemble import Ids
from likewise.world.effects import Effects
from likewise.world.lived import Lived, lived_unmoved
from likewise.world.ragged import Bools, Part
from likewise.world.recipe import Recipe
from likewise.world.record import KINDS, Record
from likewise.world.stage import Setting, Stage, set_stage
from likewise.world.words import PostWords, account_names, draw_post_words, post_texts

if TYPE_CHECKING:
    from likewise.answers.simulate.parameters import Parameters


@dataclass(frozen=True)
class World:
    """A simulated data set (`events`, `posts`, `accounts`) and what is true in it.

    `effects` is what the groups did to each account, known where the audience reacts (`mechanism`).
    """

    events: pa.Table
    posts: pa.Table
    accounts: pa.Table
    truth_accounts: pa.Table
    truth_events: pa.Table
    truth_groups: pa.Table
    effects: Effects | None = None


@dataclass(frozen=True)
class Summary:
    """What was written, in numbers."""

    folder: Path
    accounts: int
    posts: int
    events: int
    likes: int
    likes_traded: int
    groups: int
    effects: Effects | None = None


@dataclass(frozen=True)
class _Finished:
    """A world that is still numbers where it is large, and tables where it is small."""

    record: Record
    ids: Ids
    traded: Bools
    posts: pa.Table
    accounts: pa.Table
    truth_accounts: pa.Table
    truth_events: pa.Table
    truth_groups: pa.Table
    effects: Effects | None

    def likes(self, traded: bool) -> int:
        """How many likes there are in the log, or how many traded ones."""
        like = self.record.kind == KINDS.index("like")
        return int((like & self.traded).sum() if traded else like.sum())


def generate(
    accounts: int = 30_000,
    likes: int = 1_200_000,
    seed: int = 0,
    days: int = 60,
    grouped: float = 0.08,
    views: bool = False,
    comments: bool = True,
    follows: bool = True,
    kinds: Sequence[str] | None = None,
    recipe: Recipe | None = None,
    mechanism: Parameters | None = None,
    timed: bool = False,
) -> World:
    """A simulated world in memory.

    `likes` is met within a few per cent unless groups alone give more than three quarters of it. `grouped` is
    the share of accounts in planted groups of `kinds` (all of them when None; see `recipe.PLANTED`). A kind
    whose part of the accounts is too small for its smallest group (40 members for the lists) is left out.

    `mechanism` makes the platform in a box the audience: feed, readers and risk control react to what groups do, and
    `effects` says what that did to each account. `likes` is then met within five per cent, less what members leave
    ungiven (who are banned, or quit). `timed` lets the groups trade from the mechanism's `groups.start_day` to its
    `groups.stop_day`, instead of each in its own time. Without a mechanism the audience reacts to nothing.
    Raises InputError for a world that can't be made.
    """
    kinds = _kinds(mechanism) if kinds is None else kinds
    setting = Setting.of(accounts, likes, seed, days, grouped, views, comments, follows, kinds, recipe)
    done = _finish(setting, mechanism, timed)
    events = pa.concat_tables(list(assemble.event_chunks(done.record, done.ids)))
    return World(
        events, done.posts, done.accounts, done.truth_accounts, done.truth_events, done.truth_groups, done.effects
    )


@keeps_secrets
def write(
    folder: str | Path,
    accounts: int = 30_000,
    likes: int = 1_200_000,
    seed: int = 0,
    days: int = 60,
    grouped: float = 0.08,
    views: bool = False,
    comments: bool = True,
    follows: bool = True,
    kinds: Sequence[str] | None = None,
    recipe: Recipe | None = None,
    mechanism: Parameters | None = None,
    timed: bool = False,
    *,
    read: Iterable[Path] = (),
    overwrite: bool = False,
) -> Summary:
    """The same world as `generate`, as Parquet: the data into `folder`, the truth into `folder/truth`.

    The folder appears whole or not at all; an earlier world in it is replaced. `read` are the files that the mechanism
    is from: nothing is written over them. With `overwrite`, files of the same names are replaced that likewise did not
    write, and all others kept.
    Raises InputError for a world that can't be made, OutputError where the folder holds anything else.
    """
    kinds = _kinds(mechanism) if kinds is None else kinds
    setting = Setting.of(accounts, likes, seed, days, grouped, views, comments, follows, kinds, recipe)
    place = folder_for(Path(folder).absolute(), WORLD, read=read, overwrite=overwrite)
    done = _finish(setting, mechanism, timed)
    with published(place) as draft:
        _fill(draft, done)
    return Summary(
        place.shown,
        accounts,
        len(done.posts),
        len(done.record),
        done.likes(False),
        done.likes(True),
        len(done.truth_groups),
        done.effects,
    )


def _finish(setting: Setting, mechanism: Parameters | None, timed: bool) -> _Finished:
    stage = set_stage(setting)
    wording = setting.stream(Part.POST_TEXT)
    worded = draw_post_words(stage.posts, stage.people, setting.recipe, wording)
    naming = setting.stream(Part.NAMES)
    ids = Ids(
        assemble.opaque_ids("u", len(stage.people), naming),
        assemble.opaque_ids("p", len(stage.posts), naming),
    )
    lived = _live(stage, mechanism, timed, worded, ids)
    traded: Bools = lived.record.group >= stage.first_pod
    texts = post_texts(stage.posts, worded, wording)
    return _Finished(
        lived.record,
        ids,
        traded,
        posts=_posts(stage, lived, texts, ids),
        accounts=assemble.account_table(stage.people, account_names(stage.people, naming), lived.follows, ids, naming),
        truth_accounts=assemble.truth_accounts(stage.honest, lived.pods, len(stage.people), ids),
        truth_events=assemble.truth_events(lived.record, traded, lived.pods, ids, stage.first_pod),
        truth_groups=assemble.truth_groups(lived.pods),
        effects=lived.effects,
    )


def _kinds(mechanism: Parameters | None) -> Sequence[str] | None:
    """Sellers of likes alone, where the mechanism's groups buy and don't trade; else every kind."""
    bought = mechanism is not None and mechanism.groups.bought > 0 and mechanism.groups.compliance == 0
    return ("farm",) if bought else None


def _live(stage: Stage, mechanism: Parameters | None, timed: bool, worded: PostWords, ids: Ids) -> Lived:
    if mechanism is None:
        return lived_unmoved(stage, worded)
    # The platform is compiled when it is loaded: a world without one doesn't wait for that.
    from likewise.world.boxed import lived_on_platform  # noqa: PLC0415

    return lived_on_platform(stage, mechanism, timed, worded, ids)


def _posts(stage: Stage, lived: Lived, texts: pa.Array, ids: Ids) -> pa.Table:
    counting = stage.setting.stream(Part.POST_COUNTS)
    table = assemble.post_table(stage.posts, texts, lived.record, lived.seen, ids, counting)
    shown = pc.is_in(table["post"], ids.post.filter(pa.array(lived.appeared)))
    return table if lived.appeared.all() else table.filter(shown)


def _fill(draft: Path, done: _Finished) -> None:
    (draft / "truth").mkdir()
    chunks = assemble.event_chunks(done.record, done.ids)
    first = next(chunks)
    with pq.ParquetWriter(draft / "events.parquet", first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for chunk in chunks:
            writer.write_table(chunk)
    pq.write_table(done.posts, draft / "posts.parquet", compression="zstd")
    pq.write_table(done.accounts, draft / "accounts.parquet", compression="zstd")
    pq.write_table(done.truth_accounts, draft / "truth" / "accounts.parquet")
    pq.write_table(done.truth_events, draft / "truth" / "events.parquet", compression="zstd")
    pq.write_table(done.truth_groups, draft / "truth" / "groups.parquet")
    if done.effects is not None:
        pq.write_table(done.effects.table, draft / "truth" / "effects.parquet", compression="zstd")
        told = json.dumps(done.effects.to_dict(), indent=1)
        (draft / "truth" / "effects.json").write_text(told + "\n", encoding="utf-8")
