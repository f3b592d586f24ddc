"""What a period left behind, whoever the audience was: the log, who follows whom, how posts were looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likewise.world.assemble import Seen, seen_by_all
from likewise.world.effects import Effects
from likewise.world.following import Follows
from likewise.world.groups import Groups
from likewise.world.life import live, unlogged_views
from likewise.world.logbook import write_log
from likewise.world.ragged import Bools
from likewise.world.record import Record
from likewise.world.stage import Stage
from likewise.world.words import PostWords


@dataclass(frozen=True)
class Lived:
    """`pods` are the groups that traded, with the time each member really did; `appeared` the posts shown to anyone."""

    pods: Groups
    record: Record
    follows: Follows
    seen: Seen
    appeared: Bools
    effects: Effects | None


def lived_unmoved(stage: Stage, worded: PostWords) -> Lived:
    """The period before an audience that reacts to nothing: whatever a group does, the others like what they like."""
    life = live(stage)
    record = write_log(stage, life, worded)
    nothing = np.zeros(len(stage.posts))
    unlogged, whole = (nothing, nothing) if stage.setting.views else unlogged_views(stage, life)
    seen = seen_by_all(stage.posts, record, unlogged, whole)
    return Lived(stage.pods, record, life.follows, seen, np.ones(len(stage.posts), dtype=np.bool_), None)
