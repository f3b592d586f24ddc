"""Festivals: days on which the town posts about one thing and looks at who else did."""

import numpy as np

from benchmarks.families.acts import Habit, in_run
from benchmarks.families.numbers import DAY, HOUR
from benchmarks.families.town.world import FESTIVAL_TOPIC, Town
from benchmarks.families.truth import HONEST


def set_season(town: Town) -> None:
    """Draw festivals and who takes part in each."""
    random = town.random
    number = int(random.choice([0, 1, 1, 2]))
    for day in random.choice(np.arange(2, town.days - 2), number, replace=False):
        town.festivals.append((int(day), random.uniform(0.01, 0.05)))


def celebrate(town: Town) -> None:
    """Who posted on the day looks through what others posted, that evening or the day after."""
    random = town.random
    for day, _ in town.festivals:
        on_day = (town.post_topic == FESTIVAL_TOPIC) & (np.abs(town.published / DAY - day - 0.5) < 0.6)
        shown = np.flatnonzero(on_day)[::-1]
        people = np.unique(town.author[shown])
        if len(people) < 5:
            continue
        habit = Habit(
            random.uniform(0, 0.4), random.uniform(0, 0.7), random.uniform(0.01, 0.15), random.uniform(0.3, 0.9)
        )
        number = town.circle("festival", HONEST, people, habit)
        keen, depth = (
            random.beta(1.5, 2, len(people)),
            random.lognormal(np.log(random.uniform(15, 80)), 0.7, len(people)),
        )
        visit = day * DAY + random.uniform(19, 30, len(people)) * HOUR
        row, post = np.repeat(np.arange(len(people)), len(shown)), np.tile(shown, len(people))
        there = town.published[post] < visit[row]
        row, post = row[there], post[there]
        chance = keen[row] * np.exp(0.5 * town.quality[post] - 0.2)
        liked = (random.random(len(row)) < chance) & (in_run(row) < depth[row])
        row, post = row[liked], post[liked]
        time = visit[row] + in_run(row) * random.uniform(3, 20, len(people))[row]
        town.act(number, people[row], post, time)
