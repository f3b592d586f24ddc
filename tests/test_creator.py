"""Creator mode: what posts alone say of a group, on creators whose truth is known."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likewise
from likewise.answers.claims.face import CLAIMS, Finding, Verdict
from likewise.answers.creator import Span, creator_effects, creator_findings, group_questions
from likewise.answers.creator.regression import Fit
from likewise.answers.estimate import FARTHEST
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import InputError
from likewise.show.catalogue import LANGUAGES, has
from likewise.show.creator_words import finding_in_words, questions_in_words
from likewise.show.group_dates import require_known, spans
from likewise.sources import encode, read
from likewise.tables import OUTPUTS

DAY_US = 86_400_000_000
FIRST = 1_767_225_600_000_000
"""1 January 2026."""

VERDICTS: tuple[Verdict, ...] = ("supported", "contradicted", "not_enough_data")

look = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb(threads=1) as opened:
        yield opened


def posts(
    seed: int = 1,
    *,
    n: int = 150,
    author: str | None = "me",
    likes: float = 0.0,
    later: float = 0.0,
    boost: float = 0.0,
) -> pa.Table:
    """A post a day; likes rise by `likes` times and log views by `boost` in days 60..99, by `later` from day 60 on."""
    rng = np.random.default_rng(seed)
    day = np.arange(n)
    inside = (day >= 60) & (day < 100)
    moved = later * (day >= 60) + boost * inside
    views = rng.poisson(np.exp(7 + rng.normal(0, 0.3, n) + moved)).astype(float)
    loved = rng.binomial(views.astype(int), 0.05)
    traded = rng.poisson(likes * 50 * inside + 1e-9)
    named = {
        "post": [f"p{seed}-{number}" for number in day],
        "author": [author] * n,
        "time": pa.array(FIRST + day * DAY_US + DAY_US // 3, pa.timestamp("us", tz="UTC")),
        "format": rng.choice(["video", "note"], n).tolist(),
        "views": (views + traded).astype(int),
        "completion_rate": rng.uniform(0.2, 0.4, n),
        "likes": loved + traded,
        "comments": rng.binomial(views.astype(int), 0.01),
        "saves": rng.binomial(views.astype(int), 0.02),
    }
    return pa.table(named).drop_columns([] if author else ["author"])


DATES = (Span(FIRST + 60 * DAY_US, FIRST + 100 * DAY_US),)


def found(engine: DuckDBEngine, table: pa.Table, dates: Sequence[Span] = DATES) -> dict[str, Finding]:
    laid(engine, table)
    return {finding.claim: finding for finding in creator_findings(engine, dates)}


def laid(engine: DuckDBEngine, table: pa.Table) -> None:
    read(engine, {"posts": table})
    encode(engine)


def test_traded_likes_alone_show_as_hollow(engine: DuckDBEngine) -> None:
    told = found(engine, posts(likes=1.0))
    assert told["bubble"].p_for < 0.025
    estimate, lift = told["bubble"].estimate, told["lift"]
    assert estimate is not None
    assert estimate.low < -0.45 < estimate.high
    assert lift.estimate is not None
    assert lift.estimate.low < 0 < lift.estimate.high
    assert float(lift.values["raw_low"] or 0) > 0
    assert lift.p_against > 0.025


def test_a_group_that_brings_views_contradicts_that_it_brings_none(engine: DuckDBEngine) -> None:
    lift = found(engine, posts(likes=1.0, boost=0.9))["lift"]
    assert lift.p_against < 0.025
    assert lift.p_for > 0.5


def test_an_account_that_is_shown_less_from_then_on_supports_enforcement(engine: DuckDBEngine) -> None:
    told = found(engine, posts(likes=1.0, later=-0.9))
    assert told["enforcement"].p_for < 0.025
    assert told["cliff"].p_for < 0.025
    assert told["trust"].p_for > 0.025


def test_dates_in_which_nothing_happened_say_nothing() -> None:
    wrong = covered = 0
    with open_duckdb(threads=1) as engine:
        for seed in range(12):
            told = found(engine, posts(seed))
            wrong += sum(one.p_for < 0.005 for one in told.values())
            covered += sum(one.estimate.low < 0 < one.estimate.high for one in told.values() if one.estimate)
    assert wrong == 0
    assert covered >= 12 * 5 * 0.85


def test_all_nine_claims_are_told_of_in_their_order(engine: DuckDBEngine) -> None:
    laid(engine, posts())
    for dates in ((), DATES):
        assert tuple(one.claim for one in creator_findings(engine, dates)) == CLAIMS


def test_without_dates_only_the_mismatch_can_be_tested(engine: DuckDBEngine) -> None:
    told = found(engine, posts(), ())
    assert {claim for claim, one in told.items() if one.reason == "creator_needs_group_dates"} == {
        "bubble",
        "lift",
        "cliff",
        "trust",
        "enforcement",
    }
    assert all(one.estimate is None for one in told.values())


@pytest.mark.parametrize("column", ["views", "completion_rate", "likes", "comments", "saves", "format", "author"])
def test_a_missing_column_weakens_and_never_breaks(engine: DuckDBEngine, column: str) -> None:
    told = found(engine, posts(likes=1.0).drop_columns([column]))
    assert len(told) == len(CLAIMS)
    for finding in told.values():
        assert (finding.estimate is None) == (finding.reason is not None)
    if column == "views":
        assert told["lift"].reason == "creator_needs_columns"
        assert told["lift"].lacks == ("posts.views",)


def test_views_of_posts_whose_likes_are_unknown_are_no_organic_views(engine: DuckDBEngine) -> None:
    table = posts(likes=20.0)
    at = table.column_names.index("likes")
    unknown = np.arange(150) % 2 == 0
    laid(engine, table.set_column(at, "likes", pa.array(table["likes"].to_numpy(), mask=unknown)))
    half = {finding.claim: finding for finding in creator_findings(engine, DATES)}["lift"].estimate
    assert half == found(engine, table.filter(pa.array(~unknown)))["lift"].estimate
    assert half is not None
    none = found(engine, table.drop_columns(["likes"]))
    assert none["lift"].lacks == ("posts.likes",)
    assert none["enforcement"].estimate is None
    assert "likes" in finding_in_words(none["lift"], "not_enough_data", "en")
    assert all(row["outcome"] != "views" or row["part"] == "raw" for row in creator_effects(engine, DATES).to_pylist())


@pytest.mark.parametrize("early", [0, 1])
def test_no_change_is_told_from_nothing_to_count(engine: DuckDBEngine, early: int) -> None:
    table = posts(likes=1.0)
    comments = np.where(np.arange(150) < 60, 0, table["comments"].to_numpy())
    comments[30] = early
    table = table.set_column(table.column_names.index("comments"), "comments", pa.array(comments)).drop_columns("saves")
    told = found(engine, table)
    for row in creator_effects(engine, DATES).to_pylist():
        assert abs(np.log1p(row["change"])) <= FARTHEST
        assert early or row["outcome"] not in {"comments", "depth", "response"}
    if not early:
        assert told["bubble"].reason == told["trust"].reason == "creator_nothing_to_tell_by"


def test_how_many_posts_would_do_is_said_in_two_digits(engine: DuckDBEngine) -> None:
    for finding in found(engine, posts()).values():
        if finding.estimate and finding.needed:
            assert finding.needed == finding.n or int(str(finding.needed)[2:] or 0) == 0


def test_too_few_posts_on_a_side_says_how_many_are_needed(engine: DuckDBEngine) -> None:
    told = found(engine, posts(n=106))
    assert told["cliff"].reason == "creator_needs_posts"
    assert told["cliff"].needed is not None
    assert told["lift"].estimate is not None


def test_dates_without_posts_are_said(engine: DuckDBEngine) -> None:
    told = found(engine, posts(), (Span(FIRST + 900 * DAY_US, FIRST + 990 * DAY_US),))
    assert told["lift"].reason == "creator_no_posts_in_dates"


def test_a_group_that_came_with_another_format_cant_be_told_apart(engine: DuckDBEngine) -> None:
    table = posts(likes=1.0, n=100)
    formats = pa.array(["note"] * 60 + ["video"] * 40)
    told = found(engine, table.set_column(table.column_names.index("format"), "format", formats))
    assert told["lift"].estimate is None


@look
@given(seed=st.integers(0, 1000))
def test_order_and_names_change_nothing(seed: int) -> None:
    table = posts(likes=0.5)
    shuffled = table.take(np.random.default_rng(seed).permutation(table.num_rows))
    renamed = shuffled.set_column(1, "author", pa.array([f"x{seed}"] * table.num_rows))
    with open_duckdb(threads=1) as engine:
        assert found(engine, table) == found(engine, renamed)


def test_another_account_changes_nothing_for_dates_of_one(engine: DuckDBEngine) -> None:
    mine = tuple(replace(span, account="me") for span in DATES)
    both = pa.concat_tables([posts(likes=1.0), posts(7, author="other", later=-1.0)])
    assert found(engine, posts(likes=1.0), mine)["lift"] == found(engine, both, mine)["lift"]


def test_several_accounts_are_told_together_and_more_surely(engine: DuckDBEngine) -> None:
    tables = [posts(seed, author=f"a{seed}", likes=1.0) for seed in (1, 2, 3)]
    one, three = (found(engine, pa.concat_tables(some))["bubble"].estimate for some in (tables[:1], tables))
    assert one is not None
    assert three is not None
    assert three.n == 3 * one.n
    assert three.high - three.low < one.high - one.low


def test_posts_after_mismatched_ones_are_held_against_the_others(engine: DuckDBEngine) -> None:
    rng = np.random.default_rng(3)
    table = posts(n=200)
    hollow = rng.random(200) < 0.08
    follows = np.any([np.r_[np.zeros(k, bool), hollow[:-k]] for k in (1, 2, 3)], axis=0)
    views = np.where(follows, 0.35, 1.0) * table["views"].to_numpy()
    columns = {
        "views": views.astype(int),
        "likes": np.where(hollow, 0.5 * views + 50, 0.05 * views).astype(int),
        "completion_rate": np.where(hollow, 0.02, 0.3),
    }
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, pa.array(values))
    finding = found(engine, table, ())["mismatch"]
    assert finding.p_for < 0.025
    assert finding.estimate is not None
    assert finding.estimate.low < -0.65 < finding.estimate.high
    assert finding.values["mismatched"] == hollow.sum()


def test_a_hollow_span_is_asked_about_and_a_flat_history_is_not(engine: DuckDBEngine) -> None:
    laid(engine, posts(likes=1.0))
    (question,) = group_questions(engine)
    assert question.account == "me"
    assert FIRST + 50 * DAY_US < question.start < FIRST + 70 * DAY_US
    assert FIRST + 90 * DAY_US < question.end < FIRST + 110 * DAY_US
    assert 1.5 < question.times < 3
    laid(engine, posts())
    assert not group_questions(engine)


def test_effects_follow_their_schema_and_the_course_of_the_account(engine: DuckDBEngine) -> None:
    laid(engine, posts(likes=1.0))
    table = creator_effects(engine, DATES)
    assert table.schema == OUTPUTS["effects"]
    rows = table.to_pylist()
    joined = {(row["outcome"], row["part"]): row for row in rows if row["event"] == "join" and row["what"] == "effect"}
    assert joined["likes", "raw"]["low"] > 0.3
    assert joined["views", "organic"]["low"] < 0 < joined["views", "organic"]["high"]
    steps = [row for row in rows if row["outcome"] == "likes" and row["what"] == "step"]
    assert [row["period"] for row in steps] == sorted(row["period"] for row in steps)
    assert all((row["days"] < 0) == (row["period"] < 0) for row in steps)
    assert creator_effects(engine, ()).num_rows == 0


def test_singles_give_the_errors_of_welch() -> None:
    rng = np.random.default_rng(0)
    y, x = rng.normal(size=17), np.r_[np.zeros(10), np.ones(7)]
    design = np.column_stack([np.ones(17), x])
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    fit = Fit(coefficients, design, y - design @ coefficients, np.arange(17))
    value, error, df = fit.contrast(np.array([0.0, 1.0]))
    parts = y[:10].var(ddof=1) / 10, y[10:].var(ddof=1) / 7
    assert value == pytest.approx(y[10:].mean() - y[:10].mean())
    assert error == pytest.approx(np.sqrt(sum(parts)))
    equal = (1 / 10 + 1 / 7) ** 2 / ((1 / 10) ** 2 / 9 + (1 / 7) ** 2 / 6)
    assert df == pytest.approx(equal)


def test_a_report_on_posts_alone_is_made(tmp_path: Path) -> None:
    for author in ("me", None):
        pyarrow.csv.write_csv(posts(author=author), tmp_path / "posts.csv")
        made = likewise.report(tmp_path / "posts.csv", tmp_path / f"report-{author}")
        assert len(made.posts) == 150
        page = made.html.read_text(encoding="utf-8")
        assert 'id="found"' in page
        assert 'class="figures"' not in page


def test_dates_are_whole_days_of_the_zone_both_included() -> None:
    (span,) = spans(["2026-03-01..2026-04-15"], "Asia/Shanghai")
    assert span.start == _us(2026, 2, 28, 16)
    assert span.end == _us(2026, 4, 15, 16)
    assert spans(["2026-03-01..2026-03-02, me=2026-05-01"])[1].account == "me"
    assert spans(["2026-03-01..2026-03-02", "2026-05-01..2026-05-02"]) == spans(
        ["2026-03-01..2026-03-02,2026-05-01..2026-05-02"]
    )


@pytest.mark.parametrize(
    ("given_dates", "said"),
    [
        ("last month", "last month"),
        ("2026-02-30..2026-03-01", "2026-02-30"),
        ("2026-04-15..2026-03-01", "begins"),
        ("2026-03-01..2026-04-15,2026-04-15..2026-05-01", "2026-04-15"),
    ],
)
def test_dates_that_cant_be_meant_are_said_in_one_sentence(given_dates: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        spans([given_dates])
    assert "\n" not in str(raised.value)
    with pytest.raises(InputError, match="日"):
        spans([given_dates], lang="zh")


def test_dates_of_an_account_that_isnt_there_are_said(engine: DuckDBEngine) -> None:
    laid(engine, posts())
    require_known(engine, spans(["2026-03-01", "me=2026-05-01"]))
    with pytest.raises(InputError, match="mee"):
        require_known(engine, spans(["mee=2026-03-01..2026-04-15"]))


def test_every_finding_has_its_words(engine: DuckDBEngine) -> None:
    cases = [(posts(likes=1.0), DATES), (posts(), ()), (posts(n=30), DATES), (posts().drop_columns(["views"]), DATES)]
    for table, dates in cases:
        for finding in found(engine, table, dates).values():
            assert has(f"answer.method.{finding.method}")
            for verdict in VERDICTS:
                assert all(finding_in_words(finding, verdict, lang) for lang in LANGUAGES)


def test_a_question_names_its_days_and_accuses_nobody(engine: DuckDBEngine) -> None:
    laid(engine, posts(likes=1.0))
    (said,) = questions_in_words(group_questions(engine), "en")
    assert said.startswith("For the account me: Did you use a group between")
    assert "Mar 2026" in said
    assert "2026年3月" in questions_in_words(group_questions(engine), "zh")[0]


def _us(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp() * 1e6)  # type: ignore[arg-type, misc]
