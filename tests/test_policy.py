"""What a policy promises: it acts on nobody, says whom it would hurt, and every proposal can be judged by a person."""

import csv
import io
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

import likewise
from likewise import Rule, world
from likewise.answers.policy import ACTIONS, hurt
from likewise.answers.policy.hurt import MOST, count
from likewise.show.catalogue import LANGUAGES
from likewise.show.face import tables_alone
from likewise.show.numerals import Lang
from likewise.show.policy_files import safe_cell
from likewise.tables import POLICY_OUTPUTS

EXAMPLE = Path(__file__).parents[1] / "examples" / "rule.toml"
DISCOUNT = Rule("discount", "discount", 0.5)
REVIEW = Rule("review", "review", 0.9)
LIMIT = Rule("limit", "limit", 0.97, kind="mutual", group_probability=0.9)
LADDER = (DISCOUNT, REVIEW, LIMIT)
DECISION = ("decision", "decided_by", "decided_at", "note", "appeal")
FILES = ["actions.parquet", "labels.json", "policy.json", "queue.csv", "queue.parquet"]
COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]
ID_COLUMNS = {"events": ("actor", "author"), "posts": ("author",), "accounts": ("account",)}

Frames = dict[str, pa.Table]
Row = dict[str, Any]

look = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "160"}
    return subprocess.run(
        [*COMMAND, "policy", *map(str, words)], capture_output=True, text=True, check=False, env=environment
    )


def rows(table: likewise.Frame) -> list[Row]:
    found: list[Row] = table.to_arrow().to_pylist()
    return found


@pytest.fixture(scope="module")
def ladder(small_report: likewise.Result) -> likewise.Policy:
    return small_report.policy(LADDER)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    folder = tmp_path_factory.mktemp("policy") / "world"
    world.write(folder, accounts=900, likes=25_000, seed=5, grouped=0.15)
    return {name: pq.read_table(folder / f"{name}.parquet") for name in ID_COLUMNS}


def alike(one: Row, other: Row) -> bool:
    """Whether two rows say the same, but for the last digits of sums that threads add up in any order."""
    return one.keys() == other.keys() and all(
        value == (pytest.approx(other[key]) if isinstance(value, float) else other[key]) for key, value in one.items()
    )


def renamed(frames: Frames, name: Callable[[str], str]) -> Frames:
    changed = {}
    for table_name, columns in ID_COLUMNS.items():
        table = frames[table_name]
        for column in columns:
            new = pa.array([None if one is None else name(one) for one in table[column].to_pylist()], pa.string())
            table = table.set_column(table.schema.get_field_index(column), column, new)
        changed[table_name] = table
    return changed


def test_every_reached_account_satisfies_the_rule_that_reaches_it(ladder: likewise.Policy) -> None:
    by_name = {rule.name: rule for rule in LADDER}
    found = rows(ladder.actions)
    assert len(found) > 50
    assert len({row["account"] for row in found}) == len(found)
    for row in found:
        rule = by_name[row["rule"]]
        assert row["action"] == rule.action
        assert row["probability"] >= rule.probability and row["group_probability"] >= rule.group_probability
        assert rule.kind in ("any", row["kind"])


def test_the_strictest_action_wins_and_the_discount_goes_on_beneath_it(
    small_report: likewise.Result, ladder: likewise.Policy
) -> None:
    reached = {rule.name: {row["account"] for row in rows(small_report.policy([rule]).actions)} for rule in LADDER}
    said = {row["account"]: row for row in rows(ladder.actions)}
    assert said.keys() == set.union(*reached.values())
    for account, row in said.items():
        strictest = max(
            (rule for rule in LADDER if account in reached[rule.name]), key=lambda rule: ACTIONS.index(rule.action)
        )
        assert row["action"] == strictest.action
        assert row["discounted"] == (account in reached["discount"])
    assert {row["action"] for row in said.values()} == set(ACTIONS)


def test_only_what_touches_an_account_waits_for_a_person_and_nothing_is_decided(ladder: likewise.Policy) -> None:
    waiting, actions = rows(ladder.queue), rows(ladder.actions)
    assert {row["account"] for row in waiting} == {row["account"] for row in actions if row["action"] != "discount"}
    assert {row["proposed"] for row in waiting} == {"review", "limit"}
    assert all(row[column] is None for row in waiting for column in DECISION)


def test_each_proposal_carries_its_evidence_with_the_honest_reading(
    small_report: likewise.Result, ladder: likewise.Policy
) -> None:
    groups = {row["group"]: row for row in rows(small_report.groups)}
    members = {(row["account"], row["group"]): row for row in rows(small_report.members)}
    for row in rows(ladder.actions):
        said = json.loads(row["evidence_json"])
        # Who acts in lockstep belongs to the group by that alone: nothing else is weighed.
        facts = [fact for part in said.values() if part for fact in part["facts"]]
        group, member = groups[row["group"]], members[row["account"], row["group"]]
        assert (said["membership"] is None) == (group["kind"] == "lockstep")
        parts = ((said["group"], group["bits"]), (said["membership"], member["bits"]))
        for part, bits in ((part, bits) for part, bits in parts if part):
            assert part["bits"] == bits
            assert part["prior_bits"] + sum(fact["bits"] for fact in part["facts"]) == pytest.approx(bits)
        lines = row["evidence"].splitlines()
        assert 4 <= len(lines) <= 10
        assert len(row["honest_reading"].splitlines()) >= 2
        if any(fact["bits"] <= -0.25 for fact in said["group"]["facts"]):
            assert "−" in row["evidence"], "what speaks against is told too"
        assert max(facts, key=lambda fact: abs(fact["bits"]))["bits"] > 0


def test_evidence_is_in_the_language_asked_for(small_report: likewise.Result) -> None:
    for lang in LANGUAGES:
        row = rows(small_report.policy([REVIEW], lang=lang).queue)[0]
        for column in ("evidence", "honest_reading"):
            assert bool(re.search("[\u4e00-\u9fff]", row[column])) == (lang == "zh")


@look
@given(low=st.floats(0, 1), high=st.floats(0, 1), action=st.sampled_from(ACTIONS))
def test_raising_a_threshold_never_reaches_more(
    small_report: likewise.Result, low: float, high: float, action: Any
) -> None:
    low, high = sorted((low, high))
    lower, higher = (small_report.policy([DISCOUNT, Rule("it", action, least)]).applied.all for least in (low, high))
    assert higher.hurt.accounts <= lower.hurt.accounts
    assert higher.hurt.expected <= lower.hurt.expected + 1e-9
    assert higher.likes.likes <= lower.likes.likes


def test_the_table_of_thresholds_says_what_such_a_rule_would_do(small_report: likewise.Result) -> None:
    tradeoff = small_report.policy([REVIEW]).applied.tradeoff
    for kind in ("any", "mutual", "exchange", "lockstep"):
        held = [one for one in tradeoff if one.kind == kind]
        assert [one.probability for one in held] == sorted(one.probability for one in held)
        assert all(b.hurt.accounts <= a.hurt.accounts for a, b in pairwise(held))
    at = next(one for one in tradeoff if one.kind == "any" and one.probability == REVIEW.probability)
    alone = small_report.policy([REVIEW]).applied.all
    assert (at.hurt, at.likes) == (alone.hurt, alone.likes)


def test_harm_is_the_sum_of_what_each_account_leaves_open(ladder: likewise.Policy) -> None:
    held = rows(ladder.actions)
    applied = ladder.applied
    assert applied.all.hurt.accounts == len(held)
    assert applied.all.hurt.expected == pytest.approx(sum(1 - row["probability"] for row in held))
    for one in applied.outcomes:
        mine = [row for row in held if row["action"] == one.action and one.kind in ("any", row["kind"])]
        assert one.hurt.expected == pytest.approx(sum(1 - row["probability"] for row in mine))
        assert one.likes.likes == sum(row["likes"] for row in mine)
        assert one.hurt.by_group.high <= one.hurt.accounts
    whole = applied.all.likes
    assert whole.traded + whole.honest == pytest.approx(whole.likes)
    assert 0 < applied.discounted.traded <= applied.traded


def test_independent_errors_follow_the_binomial_where_all_are_alike() -> None:
    for size, chance in ((1, 0.3), (7, 0.5), (1000, 0.02), (5000, 0.4)):
        np.testing.assert_allclose(
            count(np.full(size, chance)), stats.binom.pmf(np.arange(size + 1), size, chance), atol=1e-12
        )
    assert count(np.zeros(0)).tolist() == [1.0]


def test_a_group_that_may_be_none_widens_what_may_happen() -> None:
    alone = hurt(["g"] * 40, np.full(40, 0.9), np.full(40, 0.9))
    assert (alone.independent.low, alone.independent.high) == (1, 8)
    assert (alone.by_group.low, alone.by_group.high) == (0, 40)
    assert alone.by_platform == alone.by_group  # no more than are reached
    assert alone.worst and alone.worst.accounts == 40
    assert alone.worst.chance == pytest.approx(0.1)
    sure = hurt(["g"] * 40, np.full(40, 0.9), np.ones(40))
    assert sure.by_group == sure.independent
    assert sure.by_platform.low == 0
    assert sure.by_platform.high == min(40, math.ceil(MOST * sure.by_group.high))
    nobody = hurt([], np.zeros(0), np.zeros(0))
    assert (nobody.accounts, nobody.expected, nobody.by_group.high, nobody.worst) == (0, 0, 0, None)


def test_no_more_honest_accounts_are_hurt_than_was_said(small_report: likewise.Result, small_world: Path) -> None:
    truth = pq.read_table(small_world / "truth" / "accounts.parquet").to_pylist()
    planted = {row["account"] for row in truth if row["role"] == "planted"}
    for least in (0.5, 0.8, 0.95):
        made = small_report.policy([Rule("it", "review", least)])
        honest = sum(row["account"] not in planted for row in rows(made.queue))
        assert honest <= made.applied.all.hurt.by_group.high


def test_renaming_accounts_changes_nothing_but_the_names(frames: Frames) -> None:
    def name(one: str) -> str:
        return f"z{one[::-1]}"

    made, other = (likewise.policy(held, LADDER) for held in (frames, renamed(frames, name)))

    theirs = {row["account"]: row for row in rows(other.actions)}
    assert len(theirs) == len(made.actions) > 5
    for row in rows(made.actions):
        assert alike({**row, "account": name(row["account"])}, theirs[name(row["account"])])
    assert made.in_words() == other.in_words()


def test_files_are_whole_and_agree(small_report: likewise.Result, tmp_path: Path) -> None:
    made = small_report.policy(EXAMPLE, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    for name, schema in POLICY_OUTPUTS.items():
        held = pq.read_table(tmp_path / "out" / f"{name}.parquet")
        assert held.schema.remove_metadata() == schema
        assert held.equals(getattr(made, name).to_arrow())
    summary = json.loads((tmp_path / "out" / "policy.json").read_text(encoding="utf-8"))
    assert summary.items() >= json.loads(json.dumps(made.to_dict())).items()
    assert summary["waiting"] == len(made.queue)
    assert {caution["key"] for caution in summary["cautions"]} >= {"discount_first", "calibration", "person"}
    small_report.policy(EXAMPLE, tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_written_queue_is_never_overwritten(small_report: likewise.Result, tmp_path: Path) -> None:
    out = tmp_path / "out"
    small_report.policy([REVIEW], out)
    small_report.policy(LADDER, out)
    before = (out / "queue.csv").read_text(encoding="utf-8-sig")
    decided = before.replace("\r\n", "\n", 1).replace(",,,,,", ",dismissed,me,,,", 1)
    (out / "queue.csv").write_text(decided, encoding="utf-8")
    with pytest.raises(likewise.OutputError, match="decision"):
        small_report.policy([REVIEW], out)
    assert (out / "queue.csv").read_text(encoding="utf-8") == decided
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(likewise.OutputError, match=r"thesis\.txt"):
        small_report.policy([REVIEW], tmp_path / "mine")


HOSTILE = (
    "=HYPERLINK(1)",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    " =1",
    "＝1",
    "'quoted",
    "1234567890123456789",
    "1-2",
    "1e5",
)


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_is_neither_formula_nor_number_and_can_be_had_back(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@given(cell=st.text())
def test_taking_the_apostrophe_off_gives_every_text_back(cell: str) -> None:
    safe = safe_cell(cell)
    assert safe.removeprefix("'") == cell
    assert not re.match(r"\s*[=+\-@]", safe)


def test_ids_are_safe_in_csv_and_as_given_in_parquet(frames: Frames, tmp_path: Path) -> None:
    likewise.policy(renamed(frames, lambda one: f'=cmd|"{one}",'), LADDER, tmp_path / "out")
    text = (tmp_path / "out" / "queue.csv").read_text(encoding="utf-8-sig")
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    held = pq.read_table(tmp_path / "out" / "queue.parquet").to_pylist()
    assert len(cells) == len(held) > 5
    for cell, row in zip(cells, held, strict=True):
        assert row["account"].startswith("=cmd")
        assert cell["account"] == f"'{row['account']}"
        assert cell["evidence"] == row["evidence"]
        assert float(cell["probability"]) == row["probability"]
        assert not any(cell[column] for column in DECISION)


def test_labels_are_unsigned_proposals_in_the_form_of_the_protocol(frames: Frames) -> None:
    named = renamed(frames, lambda one: f"did:plc:{one}" if one < "uq" else one)
    made = likewise.policy(named, LADDER, labeler="did:web:labels.example", at="2025-06-01T12:00:00+08:00")
    file = made.label_file()
    proposed = {row["account"]: row["proposed"] for row in rows(made.queue)}
    assert (file["status"], file["signed"]) == ("proposed", False)
    assert len(file["labels"]) + file["accounts_without_label"] == len(proposed)
    assert file["labels"] and file["accounts_without_label"]
    for label in file["labels"]:
        assert set(label) == {"ver", "src", "uri", "val", "cts"}
        assert (label["ver"], label["src"]) == (1, "did:web:labels.example")
        assert re.fullmatch("[a-z]+(-[a-z]+)*", label["val"]) and label["val"].endswith(proposed[label["uri"]])
        assert label["cts"] == "2025-06-01T04:00:00.000Z"


def test_labels_take_the_time_of_the_last_like_in_a_group(frames: Frames) -> None:
    result = tables_alone(renamed(frames, lambda one: f"at://did:plc:{one}"))
    made = result.policy([REVIEW], labeler="did:plc:abc")
    last: datetime = pc.max(result.groups.to_arrow()["last_seen"]).as_py()
    assert made.labels and made.labels.labels
    for label in made.labels.labels:
        assert str(label["uri"]).startswith("did:plc:"), "an account's label names its DID"
        assert abs(datetime.fromisoformat(str(label["cts"])) - last.astimezone(UTC)).total_seconds() < 0.001


def test_without_a_labeler_there_is_no_label_and_it_is_said(ladder: likewise.Policy) -> None:
    file = ladder.label_file()
    assert (file["labels"], file["without"]) == ([], "no_labeler")
    assert "--labeler" in ladder.in_words("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_recommend_discounting_and_leave_the_decision_to_a_person(ladder: likewise.Policy, lang: Lang) -> None:
    said = ladder.in_words(lang)
    assert ("Discount before you punish" if lang == "en" else "先折扣，后惩罚") in said
    assert ("a person decides" if lang == "en" else "由人") in said
    assert ("simulated worlds" if lang == "en" else "模拟世界") in said


def test_a_rule_that_limits_too_early_is_cautioned(small_report: likewise.Result) -> None:
    keys = {one["key"] for one in small_report.policy([Rule("harsh", "limit", 0.6)]).to_dict()["cautions"]}
    assert keys >= {"unclear", "no_discount"}
    assert not keys & {one["key"] for one in small_report.policy(LADDER).to_dict()["cautions"]} & {"unclear"}


def test_rules_that_reach_nobody_do_nothing(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("actor,author,post,time\na,b,p,2025-01-01\n")
    made = likewise.policy(tmp_path / "events.csv", LADDER, tmp_path / "out", labeler="did:plc:abc")
    assert (len(made.actions), len(made.queue), made.applied.all.hurt.expected) == (0, 0, 0)
    assert "nothing would be done" in made.in_words("en")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES


def test_the_command_takes_data_or_a_report_and_says_the_same(
    small_world: Path, small_report: likewise.Result, tmp_path: Path
) -> None:
    made = small_report.policy(EXAMPLE)
    for data, name in ((small_world, "data"), (small_report.folder, "report")):
        done = run(data, "--rule", EXAMPLE, "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert made.in_words("en") in done.stdout
        assert str(tmp_path / name / "queue.csv") in done.stdout
    one, other = (pq.read_table(tmp_path / name / "queue.parquet").to_pylist() for name in ("data", "report"))
    assert len(one) == len(other) > 10
    assert all(alike(*pair) for pair in zip(one, other, strict=True))
    quiet = run(small_report.folder, "--rule", EXAMPLE, "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    said = run(small_report.folder, "--rule", EXAMPLE, "--json").stdout
    assert json.loads(said) == json.loads(json.dumps(made.to_dict()))
    assert made.in_words("zh") in run(small_report.folder, "--rule", EXAMPLE, "--lang", "zh").stdout
