"""The feed: close people first, fresh posts first; what they liked; and what the town likes."""

import numpy as np

from benchmarks.families.acts import acts, in_run, ragged
from benchmarks.families.numbers import DAY, HOUR, Floats, Ints
from benchmarks.families.town.ties import follows
from benchmarks.families.town.world import DAILY_TOPIC, Town

LENGTH = 14
"""Posts that a session of usual length shows."""
TRIES = 3
"""What a session didn't get to may come up in the next ones."""
PASSED_ON = 0.12
"""Share of likes that are shown to somebody who follows the liker."""
TOWN_PAGE = 2.0
"""Posts of the town's page that a session shows, on average."""
STRANGER = -1.2


def read(town: Town) -> None:
    """Let everybody look through what there is."""
    town.follows.append(follows(town))
    actor, post, time = _feed(town)
    _pass_on(town, actor, post, time)
    _town_page(town)


def _feed(town: Town) -> tuple[Ints, Ints, Floats]:
    """Posts of followed people, best first, as far as the session goes. Returns what was liked."""
    random = town.random
    order = np.argsort(town.tie_to, kind="stable")
    first = np.searchsorted(town.tie_to[order], np.arange(town.accounts + 1))
    place, post = ragged(first[town.author], first[town.author + 1] - first[town.author])
    tie = order[place]
    known = town.tie_since[tie] < town.published[post]
    tie, post = tie[known], post[known]
    reader = town.tie_from[tie]
    when, session = town.next_session(reader, town.published[post])
    comes = np.isfinite(when)
    tie, post, session = tie[comes], post[comes], session[comes]
    length = (random.lognormal(np.log(LENGTH), 0.6, len(town.session_of))).astype(int) + 1
    pace = random.lognormal(np.log(8), 0.5, len(town.session_of))
    liked: list[tuple[Ints, Ints, Floats]] = []
    for attempt in range(TRIES):
        age = (town.session_at[session] - town.published[post]) / HOUR
        score = town.close[tie] - age / town.memory_h + random.gumbel(0, 0.5, len(tie))
        order = np.lexsort((-score, session))
        tie, post, session = tie[order], post[order], session[order]
        place = in_run(session)
        shown = place < length[session] // (attempt + 1)
        time = town.session_at[session] + pace[session] * (place + random.uniform(0.2, 0.9, len(place)))
        liked.append(_judge(town, town.tie_from[tie[shown]], post[shown], time[shown], town.close[tie[shown]]))
        later = np.minimum(session + 1, len(town.session_of) - 1)
        again = ~shown & (town.session_of[later] == town.session_of[session])
        tie, post, session = tie[again], post[again], later[again]
    actor, post, time = (np.concatenate(column) for column in zip(*liked, strict=True))
    return actor, post, time


def _judge(town: Town, reader: Ints, post: Ints, time: Floats, close: Floats | float) -> tuple[Ints, Ints, Floats]:
    """Like it, look at it, or scroll past it. Returns what was liked."""
    random = town.random
    match = (town.post_topic[post] == town.hobby[reader]) + 0.3 * (town.post_topic[post] == DAILY_TOPIC)
    odds = town.eagerness + town.liking[reader] + 0.8 * close + town.taste[reader] * town.quality[post] + 0.6 * match
    liked = random.random(len(reader)) < 1 / (1 + np.exp(-odds))
    looked = ~liked & (random.random(len(reader)) < 0.15 + 0.2 * (match > 0))
    town.done.append(acts(reader[liked], post[liked], time[liked]))
    town.looks.append(acts(reader[looked], post[looked], time[looked]))
    return reader[liked], post[liked], time[liked]


def _pass_on(town: Town, actor: Ints, post: Ints, time: Floats) -> None:
    """Some of what people like is shown to who follows them."""
    random = town.random
    order = np.argsort(town.tie_to, kind="stable")
    first = np.searchsorted(town.tie_to[order], np.arange(town.accounts + 1))
    number = first[actor + 1] - first[actor]
    kept = (random.random(len(actor)) < PASSED_ON) & (number > 0)
    actor, post, time, number = actor[kept], post[kept], time[kept], number[kept]
    reader = town.tie_from[order[first[actor] + (random.random(len(actor)) * number).astype(int)]]
    when = town.next_session(reader, time)[0]
    comes = np.isfinite(when)
    when = when[comes] + random.uniform(10, 300, int(comes.sum()))
    _judge(town, reader[comes], post[comes], when, STRANGER + 0.4)


def _town_page(town: Town) -> None:
    """What the town liked in the last two days, fresh or not."""
    random = town.random
    likes = np.bincount(np.concatenate([one.post for one in town.done]), minlength=len(town.author))
    summed = np.r_[0, np.cumsum((1 + likes) ** 0.8)]
    session = np.repeat(np.arange(len(town.session_of)), random.poisson(TOWN_PAGE, len(town.session_of)))
    at = town.session_at[session]
    low, high = (np.searchsorted(town.published, moment) for moment in (at - 2 * DAY, at))
    some = high > low
    low, high, session = low[some], high[some], session[some]
    draw = summed[low] + random.random(len(low)) * (summed[high] - summed[low])
    post = (np.searchsorted(summed, draw, "right") - 1).clip(0, len(town.author) - 1)
    time = town.session_at[session] + random.uniform(5, 400, len(session))
    _judge(town, town.session_of[session], post, time, STRANGER)
