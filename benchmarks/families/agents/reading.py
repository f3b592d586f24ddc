"""One tick: everybody who is online reads the feed, newest first, and what is recommended."""

import numpy as np

from benchmarks.families.agents.arrays import joined, ranks, sigmoid
from benchmarks.families.agents.world import TICK, TOPICS, World
from benchmarks.families.numbers import DAY, HOUR, Flags, Floats, Ints, Objects

Inbox = dict[int, list[tuple[Objects, ...]]]
"""By tick: sessions, posts, affinities."""
BASE = -3.05
"""Log odds of a like where nothing speaks for it."""
STRANGER = -0.9
SAVE, REPOST = 1, 2


def read(world: World, tick: int, online: Ints, inbox: Inbox, seen: Flags, met: list[tuple[Objects, ...]]) -> None:
    """Let the sessions `online` read; likes, comments, saves and new follows are added to the world."""
    random = world.random
    session, post, affinity, place = _feed(world, inbox.pop(tick, []))
    low, high = np.searchsorted(world.published, [tick * TICK - 3 * DAY, tick * TICK])
    if high > low + 50:
        more, shown = _recommended(world, tick, online, int(low), int(high))
        session, post = np.r_[session, more], np.r_[post, shown]
        affinity = np.r_[affinity, np.full(len(more), STRANGER, np.float32)]
        place = np.r_[place, random.uniform(0, 18, len(more))]
    actor = world.session_of[session]
    note = _note(actor, post)
    new = ~seen[note]
    actor, post, affinity, place = actor[new], post[new], affinity[new], place[new]
    session, note = session[new], note[new]
    count = len(actor)
    np.add.at(world.shown, post, 1)
    quality = world.quality[post]
    match = world.into[actor, world.topic[post]]
    odds = BASE + world.liking[actor] + affinity + world.taste[actor] * quality + 0.7 * match
    like = random.random(count) < sigmoid(odds)
    would_open = sigmoid(-1.9 + 0.35 * quality + 0.3 * affinity + 0.3 * match)
    opened = random.random(count) < np.where(like, 1 - world.unopened, would_open)
    seen[note[like | opened]] = True
    time = world.session_at[session] + world.pace[session] * (place + random.uniform(0.2, 0.9, count))
    dwell = _open(world, actor, post, time, like, opened)
    liked_at = time + np.minimum(dwell, 90) * random.uniform(0.3, 1, count) + 1
    liked = np.flatnonzero(like)
    np.add.at(world.liked, post[liked], 1)
    nobody, no_rule = np.full(len(liked), 0), np.zeros(len(liked), bool)
    world.acts.append((actor[liked], post[liked], liked_at[liked], nobody, no_rule))
    _respond(world, actor, post, affinity, liked_at, like, opened, met)


def _feed(world: World, mail: list[tuple[Objects, ...]]) -> list[Objects]:
    """What followed accounts posted, newest first, as far as the session goes."""
    none = (np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32))
    session, post, affinity = joined(mail or [none])
    order = np.argsort(session * len(world.author) + (len(world.author) - post))
    session, post, affinity = session[order], post[order], affinity[order]
    place = ranks(session)
    read_so_far = place < world.budget[session]
    return [session[read_so_far], post[read_so_far], affinity[read_so_far], place[read_so_far] * 1.4]


def _recommended(world: World, tick: int, online: Ints, low: int, high: int) -> tuple[Ints, Ints]:
    """By interest, by how it was received so far, fresh first."""
    random = world.random
    age = (tick * TICK - world.published[low:high]) / HOUR
    liked, shown = world.liked[low:high], world.shown[low:high]
    weight = ((liked + 1.6) / (shown + 22)) ** 1.5 * np.exp(-age / 11) * (liked + 3) ** 0.45
    session = np.repeat(online, world.recommended[online])
    actor = world.session_of[session]
    count = len(session)
    topic = world.draw_topic(actor)
    order = np.argsort(world.topic[low:high], kind="stable")
    summed = np.r_[0, np.cumsum(weight[order])]
    start = np.searchsorted(world.topic[low:high][order], np.arange(TOPICS + 1))
    hottest = np.cumsum(weight**1.25)
    first, last = summed[start[topic]], summed[start[topic + 1]]
    draws = random.random(count)
    place = np.searchsorted(summed, first + draws * (last - first), "right") - 1
    own = order[place.clip(0, high - low - 1)]
    hot = np.searchsorted(hottest, draws * hottest[-1]).clip(0, high - low - 1)
    post = low + np.where((random.random(count) < 0.72) & (last > first), own, hot)
    other = world.author[post] != actor
    return session[other], post[other]


def _note(actor: Ints, post: Ints) -> Ints:
    """A place in the table of what was read."""
    mixed = actor.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + post.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    return np.asarray((mixed >> np.uint64(37)).astype(np.int64))


def _open(world: World, actor: Ints, post: Ints, time: Floats, like: Flags, opened: Flags) -> Floats:
    """How long each looked, s; 0 for who didn't open the post."""
    random = world.random
    looked = np.flatnonzero(opened)
    count = len(looked)
    completion = np.where(like[looked], random.beta(2.4, 1.6, count), random.beta(0.9, 2, count))
    completion = (completion + 0.07 * world.quality[post][looked]).clip(0.01, 1)
    np.add.at(world.opened, post[looked], 1)
    np.add.at(world.completed, post[looked], completion)
    dwell = np.zeros(len(actor))
    dwell[looked] = completion * world.duration[post[looked]]
    if world.views:
        world.views_seen.append((actor[looked], post[looked], time[looked], completion.astype(np.float32)))
    return dwell


def _respond(
    world: World,
    actor: Ints,
    post: Ints,
    affinity: Floats,
    liked_at: Floats,
    like: Flags,
    opened: Flags,
    met: list[tuple[Objects, ...]],
) -> None:
    """Comments, saves, reposts, and follows of strangers."""
    random, count, quality = world.random, len(actor), world.quality[post]
    chance = sigmoid(world.talk[actor] + 0.45 * affinity + 0.25 * quality) * np.where(like, 1, 0.06)
    said = np.flatnonzero(opened & (random.random(count) < chance))
    when = liked_at[said] + random.uniform(6, 80, len(said))
    generic = random.random(len(said)) < world.generic[actor[said]]
    nobody, no_rule = np.full(len(said), 0), np.zeros(len(said), bool)
    world.comments.append((actor[said], post[said], when, generic, nobody, no_rule))
    liked = np.flatnonzero(like)
    keen = np.exp(0.3 * quality[liked])
    for kind, share in ((SAVE, 0.07), (REPOST, 0.025)):
        done = liked[random.random(len(liked)) < share * keen]
        when = liked_at[done] + random.uniform(2, 60, len(done))
        world.small_acts.append((actor[done], post[done], when, np.full(len(done), kind)))
    new = liked[(affinity[liked] < -0.85) & (random.random(len(liked)) < 0.035 * keen)]
    met.append((actor[new], world.author[post[new]], liked_at[new] + 5))
