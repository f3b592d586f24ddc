"""When people look, and when and what they post."""

import numpy as np

from benchmarks.families.numbers import DAY, HOUR, Floats, Ints
from benchmarks.families.town.world import AT_HOME, DAILY_TOPIC, FESTIVAL_TOPIC, PUPIL, Town

HOURS = {
    # Hours of the day and their shares: pupils, workers, people at home.
    0: ((7.1, 12.4, 16.8, 20.5, 22.6), (0.08, 0.12, 0.25, 0.35, 0.2)),
    1: ((7.6, 12.3, 18.4, 21.2, 23.1), (0.15, 0.2, 0.2, 0.3, 0.15)),
    2: ((9.0, 11.5, 15.0, 18.5, 20.8), (0.2, 0.2, 0.25, 0.2, 0.15)),
}
SHIFT_WORKERS = 0.1
"""Share of workers whose hours lie anywhere in the day."""


def draw_sessions(town: Town) -> None:
    """Draw everybody's sessions."""
    random, days = town.random, town.days
    number = random.poisson(town.active * days)
    person = np.repeat(np.arange(town.accounts), number)
    shift = (random.random(town.accounts) < SHIFT_WORKERS) * random.uniform(0, 24, town.accounts)
    hour = _hours(town, person)
    hour = (hour + shift[person] * (town.life[person] != AT_HOME)) % 24
    day = random.integers(0, days, len(person))
    # At weekends and on holidays mornings begin later.
    hour = np.where((day % 7 > 4) & (hour < 10), hour + random.uniform(0.5, 2.5, len(person)), hour)
    time = day * DAY + hour * HOUR
    here = time > town.arrives[person]
    person, time = person[here], time[here]
    order = np.lexsort((time, person))
    town.session_of, town.session_at = person[order], time[order]
    town.first_session = np.searchsorted(town.session_of, np.arange(town.accounts + 1))
    town.session_key = town.session_of * (town.end + DAY) + town.session_at


def _hours(town: Town, person: Ints) -> Floats:
    random = town.random
    hour = np.zeros(len(person))
    own = random.normal(0, 0.8, town.accounts)
    for life, (hours, shares) in HOURS.items():
        mine = town.life[person] == life
        spread = 0.6 if life == PUPIL else 1.0
        count = int(mine.sum())
        hour[mine] = random.choice(hours, count, p=shares) + random.normal(0, spread, count)
    return np.asarray((hour + own[person]).clip(0, 23.99))


def draw_posts(town: Town) -> None:
    """People post while they look; more at weekends, and on festivals."""
    random = town.random
    sessions = np.diff(town.first_session)
    number = random.poisson(town.rate * town.days) * (sessions > 0)
    author = np.repeat(np.arange(town.accounts), number)
    place = town.first_session[author] + (random.random(len(author)) * sessions[author]).astype(int)
    time = town.session_at[place] + random.uniform(30, 900, len(author))
    kept = ((time // DAY) % 7 > 4) | (random.random(len(author)) < 1 / town.weekend)
    author, time = author[kept], time[kept]
    daily = random.random(len(author)) < 0.4
    topic = np.where(daily, DAILY_TOPIC, town.hobby[author])
    for day, share in town.festivals:
        people = np.flatnonzero(random.random(town.accounts) < share * np.minimum(2, town.active))
        when = day * DAY + random.triangular(9, 17, 23.5, len(people)) * HOUR
        author, time = np.r_[author, people], np.r_[time, when]
        topic = np.r_[topic, np.full(len(people), FESTIVAL_TOPIC)]
    author = np.concatenate([author, *(extra[0] for extra in town.extra_posts)])
    time = np.concatenate([time, *(extra[1] for extra in town.extra_posts)])
    topic = np.concatenate([topic, *(extra[2] for extra in town.extra_posts)])
    inside = (time < town.end - 60) & (time > town.arrives[author])
    author, time, topic = author[inside], time[inside], topic[inside]
    order = np.argsort(time, kind="stable")
    town.author, town.published, town.post_topic = author[order], time[order], topic[order]
    skill = random.normal(0, 0.5, town.accounts) + 0.5 * town.shop
    town.quality = skill[town.author] + random.normal(0, 0.8, len(order))
    town.in_order = np.argsort(town.author, kind="stable")
    town.first = np.searchsorted(town.author[town.in_order], np.arange(town.accounts + 1))
