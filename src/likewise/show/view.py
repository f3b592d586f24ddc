"""What the report page is made of: the run's own account, its totals, and trimmed tables.

Stands between the answers and the page; whoever builds it decides what is strongest and cuts the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa


def no_rows() -> pa.Table:
    """A table of nothing, for what a run didn't compute."""
    return pa.table({})


@dataclass(frozen=True)
class Totals:
    """Counts over the whole data, not over what the page shows.

    `favours` are likes, or comments or reposts where nobody's like is known; `favours_traded` is a sum of
    probabilities.
    """

    accounts: int
    posts: int
    favours: int
    favours_traded: float
    accounts_flagged: int
    groups_flagged: int
    pairs_flagged: int


@dataclass(frozen=True)
class ReportView:
    """Everything the page shows, strongest rows first; ids are as the user gave them.

    Times are timestamp[us, UTC]; a column that is missing or null shows as unknown.

    - `run`: run.json, parsed; its `findings` and `assumptions` are lists of {"key": ..., and the values that
      the sentence `finding.<key>` or `assumption.<key>` of the catalogue names}.
    - `groups`: as groups.parquet, at most 40 rows; `members`: of these groups, at most 60 each.
    - `accounts`, `posts`, `pairs`: as their files, at most 250 rows. `pairs` may also carry a fact's value.
    - `rejected`: reason, table, count, file, line, detail; one row a reason and table, with one example.
    - `account_histogram`: how many of *all* accounts have a probability in each of ten equal steps from
      0 to 1; empty leaves the picture out unless `accounts` holds every account.
    - `claims`: claims.json, parsed: id, verdict (supported, contradicted, not_enough_data), effect, low, high
      (relative changes, 95 %), n, sample (what n counts), method, p_adjusted, reason, needed, text_en, text_zh.
    - `questions`: what a creator is asked about spans of days, as in run.json: text_en, text_zh.
    - `effects`, `levers`: as their files; `health`: of the accounts shown.
    - `campaigns`: as campaigns.parquet, at most 10 rows a group, and `posts`, how many there are of it.
    - `ties`: group, a, b, weight: how many traded likes went between two members that a group's drawing shows
      (in lockstep: on how many posts both acted).
    - `cloud`: post, author, views, likes, likes_real, completion, mismatch, marked: a sample of the posts that
      have views, for the chart of likes against views.
    """

    run: Mapping[str, Any]
    totals: Totals
    groups: pa.Table
    members: pa.Table
    accounts: pa.Table
    posts: pa.Table
    pairs: pa.Table
    rejected: pa.Table
    account_histogram: tuple[int, ...] = ()
    claims: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Mapping[str, Any]] = ()
    effects: pa.Table = field(default_factory=no_rows)
    health: pa.Table = field(default_factory=no_rows)
    levers: pa.Table = field(default_factory=no_rows)
    campaigns: pa.Table = field(default_factory=no_rows)
    ties: pa.Table = field(default_factory=no_rows)
    cloud: pa.Table = field(default_factory=no_rows)
