"""What an explanation promises: facts in bits that add up, strongest first, each with its honest reading."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import likewise
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.face import tables_alone
from likewise.show.numerals import Lang
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, PAIR_FACTS

Row = dict[str, Any]

FAKE_STARS = Path(__file__).parents[1] / "data" / "fake_stars.parquet"
"""Suspected fake GitHub stars: accounts that star the same projects in the same minutes."""


def rows(result: likewise.Result, table: str) -> list[Row]:
    found: list[Row] = getattr(result, table).to_arrow().to_pylist()
    return found


def strongest_member(result: likewise.Result) -> Row:
    """The likeliest member of a group that isn't in lockstep."""
    return max((row for row in rows(result, "members") if row["bits"] is not None), key=lambda row: row["probability"])


def ungrouped(result: likewise.Result, *, paired: bool) -> str:
    """An account in no group, with or without a pair."""
    grouped = {row["account"] for row in rows(result, "members")}
    with_pair = {row[side] for row in rows(result, "pairs") for side in ("a", "b")}
    return min(
        str(row["account"])
        for row in rows(result, "accounts")
        if row["account"] not in grouped and (row["account"] in with_pair) is paired
    )


def sums(result: likewise.Result) -> Iterator[tuple[Row, float, tuple[str, ...]]]:
    """Sums of every level, with the probability that the tables give and the facts that there may be."""
    groups = {row["group"]: row for row in rows(result, "groups")}
    for name, group in groups.items():
        yield result.explain(name).to_dict(), group["probability"], GROUP_FACTS
    for row in sorted(rows(result, "pairs"), key=lambda row: -row["bits"])[::100]:
        yield result.explain(row["a"], row["b"]).to_dict(), row["probability"], PAIR_FACTS
    for member in rows(result, "members")[::40]:
        for one in result.explain(member["account"]).to_dict()["groups"]:
            yield one, one["probability"], GROUP_FACTS
            if one["belonging"]:
                own = one["membership"] / groups[one["group"]]["probability"]
                yield one["belonging"], own, MEMBER_FACTS


def test_bits_add_up_to_the_probability_of_the_tables(small_report: likewise.Result) -> None:
    seen = set()
    for said, probability, facts in sums(small_report):
        seen.add(facts)
        total = said["prior_bits"] + sum(fact["bits"] for fact in said["evidence"])
        assert total == pytest.approx(said["bits"], abs=1e-6)
        assert 1 / (1 + 2 ** -said["bits"]) == pytest.approx(probability, abs=1e-6)
        assert sorted([*(fact["fact"] for fact in said["evidence"]), *said["no_evidence"]]) == sorted(facts)
    assert seen == {GROUP_FACTS, PAIR_FACTS, MEMBER_FACTS}


def test_the_strongest_fact_comes_first_and_each_has_its_honest_reading(small_report: likewise.Result) -> None:
    for said, _, _ in sums(small_report):
        for before, after in pairwise(said["evidence"]):
            assert abs(before["bits"]) >= abs(after["bits"])
        for fact in said["evidence"]:
            assert fact["sentence"] and fact["honest_reading"] and fact["sentence"] != fact["honest_reading"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_give_the_facts_in_the_order_of_the_dict(small_report: likewise.Result, lang: Lang) -> None:
    member = strongest_member(small_report)
    explained = small_report.explain(member["account"])
    said = explained.in_words(lang)
    group = next(one for one in explained.to_dict(lang)["groups"] if one["group"] == member["group"])
    for part in (group, group["belonging"]):
        shown = [fact for fact in part["evidence"] if abs(fact["bits"]) >= 0.05]
        places = [said.index(text(lang, "list.fact", **_named(fact))) for fact in shown]
        assert places and places == sorted(places)
        assert all(fact["honest_reading"] in said for fact in shown)
    assert bool(re.search("[\u4e00-\u9fff]", _without_names(said, explained.to_dict(lang)))) == (lang == "zh")


def _named(fact: Row) -> dict[str, str]:
    return {"name": fact["name"], "sentence": fact["sentence"]}


def _without_names(said: str, about: Row) -> str:
    return said.replace(about["name"] or "\0", "")


def test_a_sum_near_even_odds_is_said_to_tell_nothing_and_what_would_help(small_report: likewise.Result) -> None:
    unclear = re.compile(r"between 1 to 4 and 4 to 1")
    seen = set()
    for row in rows(small_report, "pairs"):
        near = abs(row["bits"]) <= 2.0
        if near in seen:
            continue
        seen.add(near)
        explained = small_report.explain(row["a"], row["b"])
        assert explained.to_dict()["unclear"] is near
        assert bool(unclear.search(explained.in_words())) is near
        assert ("would help" in explained.in_words()) is near
    assert seen == {True, False}


def test_what_would_help_is_what_the_data_lacks(tmp_path: Path, small_report: likewise.Result) -> None:
    near = next(row for row in rows(small_report, "pairs") if abs(row["bits"]) <= 2.0)
    lacking = altered(small_report, tmp_path / "lacking", missing=["events.kind=follow", "accounts.category"])
    said = lacking.explain(near["a"], near["b"]).in_words()
    assert "this data lacks: follows (events.kind=follow)." in said
    assert "category" not in said
    whole = altered(small_report, tmp_path / "whole", missing=[])
    assert "lacks no kind" in whole.explain(near["a"], near["b"]).in_words()


def altered(
    result: likewise.Result, folder: Path, *, missing: list[str] | None = None, account: str | None = None
) -> likewise.Result:
    """A copy of a result in which the run says that other data is missing, or an account has another name."""
    shutil.copytree(result.folder, folder)
    if missing is not None:
        (folder / "run.json").write_text(json.dumps({**result.run, "missing": missing}), encoding="utf-8")
    if account is not None:
        table = result.accounts.to_arrow()
        ids = pa.array([account, *table["account"].to_pylist()[1:]])
        pq.write_table(table.set_column(0, "account", ids), folder / "accounts.parquet")
    return likewise.Result(folder)


def test_a_pair_reads_from_either_side(small_report: likewise.Result) -> None:
    row = max(rows(small_report, "pairs"), key=lambda row: abs(row["a_to_b"] - row["b_to_a"]))
    there = small_report.explain(row["a"], row["b"]).to_dict()
    back = small_report.explain(row["b"], row["a"]).to_dict()
    assert (there["a_to_b"], there["b_to_a"]) == (row["a_to_b"], row["b_to_a"])
    assert (back["a_to_b"], back["b_to_a"]) == (row["b_to_a"], row["a_to_b"])
    assert there["evidence"] == back["evidence"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_accounts_that_were_not_looked_at_are_said_to_be_none(small_report: likewise.Result, lang: Lang) -> None:
    alone, member = ungrouped(small_report, paired=False), strongest_member(small_report)["account"]
    explained = small_report.explain(alone, member)
    assert text(lang, "explain.no_pair", a=alone, b=member) in explained.in_words(lang)
    assert text(lang, "explain.no_pair_why") in explained.in_words(lang)
    assert explained.to_dict(lang)["looked_at"] is False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_account_in_no_group_is_told_so_with_its_most_notable_pairs(
    small_report: likewise.Result, lang: Lang
) -> None:
    name = ungrouped(small_report, paired=True)
    explained = small_report.explain(name)
    own = [row for row in rows(small_report, "pairs") if name in (row["a"], row["b"])]
    said = explained.to_dict(lang)
    assert text(lang, "explain.no_group") in explained.in_words(lang)
    assert said["groups"] == [] and said["pairs_looked_at"] == len(own)
    assert [pair["bits"] for pair in said["pairs"]] == sorted((row["bits"] for row in own), reverse=True)[:3]
    assert all(pair["other"] in explained.in_words(lang) for pair in said["pairs"])
    lonely = small_report.explain(ungrouped(small_report, paired=False))
    assert text(lang, "explain.no_pairs") in lonely.in_words(lang)


def test_a_lockstep_member_is_told_that_acting_together_is_all_there_is() -> None:
    result = tables_alone(FAKE_STARS)
    kinds = {row["group"]: row["kind"] for row in rows(result, "groups")}
    member = max(rows(result, "members"), key=lambda row: row["probability"])
    assert kinds[member["group"]] == "lockstep"
    explained = result.explain(member["account"])
    assert "acting together is all there is" in explained.in_words()
    own = next(one for one in explained.to_dict()["groups"] if one["group"] == member["group"])
    assert own["belonging"] is None and "would be acting in concert" in own["verdict"]


def test_a_name_that_is_account_and_group_is_read_as_the_account_and_said_to_be(
    small_report: likewise.Result, tmp_path: Path
) -> None:
    both = altered(small_report, tmp_path / "both", account="g1")
    account, group = both.explain("g1"), both.explain("g1", read_as="group")
    assert account.to_dict()["explains"] == "account" and "is an account and a group" in account.in_words()
    assert group.to_dict()["explains"] == "group" and "is an account and a group" not in group.in_words()
    assert both.explain("g2").to_dict()["explains"] == "group"


def test_names_that_are_not_there_are_refused_with_a_remedy(small_report: likewise.Result) -> None:
    member = strongest_member(small_report)["account"]
    for words, remedy in {
        ("nobody-at-all",): "`likewise accounts`",
        ("G1",): "Did you mean g1?",
        (f"@{member.upper()}",): f"Did you mean {member}?",
        (member, "nobody-at-all"): "no account nobody-at-all",
        (member, "g1"): "g1 is a group",
        (member, member): "named twice",
        ("bell\x07",): "bell\ufffd",
    }.items():
        with pytest.raises(likewise.InputError, match=re.escape(remedy)):
            small_report.explain(*words)
    with pytest.raises(likewise.LikewiseError, match="no language"):
        small_report.explain("g1").in_words("fr")  # type: ignore[arg-type]


def test_a_result_of_an_earlier_version_is_explained_as_far_as_it_goes(
    small_report: likewise.Result, tmp_path: Path
) -> None:
    member = strongest_member(small_report)
    shutil.copytree(small_report.folder, tmp_path / "old")
    old = small_report.members.to_arrow().select(["account", "group", "probability", "joined", "given", "received"])
    pq.write_table(old, tmp_path / "old" / "members.parquet")
    said = likewise.Result(tmp_path / "old").explain(member["account"])
    assert text("en", "explain.no_belonging") in said.in_words()
    assert said.to_dict()["groups"][0]["belonging"] is None
