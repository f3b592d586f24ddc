"""Tables as people bring them, drawn from archetypes, are read right or refused in words that help."""

from benchmarks.shapes.run import read_some
from benchmarks.shapes.summary import counts, failure

SEED = 20261129
"""Another seed than the benchmark's."""

TABLES = 120


def test_drawn_tables_are_read_right_or_refused_with_advice_that_works() -> None:
    entries = read_some(SEED, range(TABLES))
    wrong = [one for one in entries if {one.judged.verdict, one.judged.advised} & {"wrong", "crashed"}]
    assert not wrong, "\n".join(line for one in wrong for line in failure(one, SEED))
    readable = [one for one in entries if one.expected == "read"]
    assert len(readable) > TABLES / 2
    assert counts(readable)["right"] >= 0.9 * len(readable), counts(readable)
