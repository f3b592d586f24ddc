"""Tables as people bring them, drawn from archetypes, are read right or refused in words that help."""

from collections.abc import Sequence

import pytest
from benchmarks.shapes.run import Entry, read_some
from benchmarks.shapes.summary import counts, failure

pytestmark = pytest.mark.xdist_group("shapes")

SEED = 20261129
"""Another seed than the benchmark's."""

TABLES = 120


@pytest.fixture(scope="module")
def entries() -> Sequence[Entry]:
    return read_some(SEED, range(TABLES))


def test_no_table_is_read_wrongly_in_silence(entries: Sequence[Entry]) -> None:
    wrong = [one for one in entries if one.judged.verdict in {"wrong", "crashed"}]
    assert not wrong, "\n".join(line for one in wrong for line in failure(one, SEED))


def test_following_advice_word_by_word_never_ends_in_a_wrong_reading(entries: Sequence[Entry]) -> None:
    misled = [one for one in entries if one.judged.advised in {"wrong", "crashed"}]
    assert not misled, "\n".join(line for one in misled for line in failure(one, SEED))


def test_nine_tables_in_ten_are_read_right_without_a_mapping(entries: Sequence[Entry]) -> None:
    figures = counts([one for one in entries if one.expected == "read"])
    assert figures["right"] >= 0.9 * sum(one.expected == "read" for one in entries), figures
