"""A trial from the command line: planned, kept honest, read by its plan, refused where plan and data don't match."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import likewise
from likewise.errors import InputError, OutputError
from likewise.show.trial_plan import write_plan
from likewise.show.trial_words import in_words, write_trial
from likewise.text import Lang
from likewise.trial import Asked, Left, Plan, Trial, plan_leave, plan_posts, read_plan, read_trial, spread_by_period
from refusals import assert_chinese, said_of

COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]
START = date(2026, 12, 7)
MEMBERS = [f"m{number:02d}" for number in range(24)]
EARLY, LATE = MEMBERS[3], MEMBERS[5]


def run(*words: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "160"}
    return subprocess.run(
        [*COMMAND, *map(str, words), "--lang", lang], capture_output=True, text=True, check=False, env=environment
    )


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def post_rows(plan: Plan, effect: float, days: range = range(-28, 70, 3)) -> list[dict[str, Any]]:
    """Posts of every member; from the day on which it leaves they have `effect` more."""
    rng = np.random.default_rng(18)
    leave_on = {one.account: one.leave_on for one in plan.design.order}  # type: ignore[union-attr]
    rows: list[dict[str, Any]] = []
    for account in sorted(leave_on):
        level = rng.uniform(40, 200)
        for day in days:
            on = START + timedelta(days=day)
            mean = level * rng.lognormal(0, 0.2) * (1 + effect * (on >= leave_on[account]))
            rows.append(
                {"post": f"{account}-{day}", "author": account, "time": f"{on}T09:00:00Z", "likes": round(mean)}
            )
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of leaving, and posts in which leaving brought 40 % more."""
    made = tmp_path_factory.mktemp("trial")
    plan = plan_leave(MEMBERS, start=START, seed=7)
    write_plan(plan, made / "plan", "en")
    write_rows(made / "posts.csv", post_rows(plan, 0.4))
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Trial:
    return read_trial(folder / "posts.csv", folder / "plan")


# ---- planned from the command line


def test_a_plan_says_its_power_first_and_is_read_back_whole(tmp_path: Path) -> None:
    members = write_rows(tmp_path / "members.csv", [{"account": one, "baseline": n} for n, one in enumerate(MEMBERS)])
    asked = ("trial", "plan", "leave", "--members", members, "--start", "2026-12-07", "--seed", "7")
    done = run(*asked, "--out", tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The smallest change that this trial sees")
    assert "assumed variation" in done.stdout
    page = (tmp_path / "plan" / "plan.md").read_text(encoding="utf-8")
    assert page.index("What it can show") < page.index("What is done") < page.index("How it will be read")
    plan, _ = read_plan(tmp_path / "plan")
    assert plan == plan_leave({one: float(n) for n, one in enumerate(MEMBERS)}, start=START, seed=7)
    # The same plan again, in Chinese, is no other plan; one from another seed is.
    again = run(*asked, "--out", tmp_path / "plan", lang="zh")
    assert again.returncode == 0 and again.stdout.startswith("本试验")
    assert "# 退群试验" in (tmp_path / "plan" / "plan.md").read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="another plan already"):
        write_plan(plan_leave(MEMBERS, start=START, seed=8), tmp_path / "plan", "en")
    assert read_plan(tmp_path / "plan")[0] == plan


def test_a_lever_is_planned_and_read_from_a_creators_export(tmp_path: Path) -> None:
    done = run(
        *("trial", "plan", "post", "--lever", "question", "--posts", "40", "--seed", "7", "--outcome", "comments"),
        *("--start", "2026-12-07", "--tz", "Asia/Shanghai", "--out", tmp_path / "plan", "--json"),
    )
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert held == json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert {"estimand_zh", "analysis_en", "power_zh", "alpha", "seed", "version", "sha256"} <= held.keys()
    export = write_rows(tmp_path / "export.csv", question_rows(tmp_path / "plan" / "order.csv"))
    read = run("trial", "read", export, "--plan", tmp_path / "plan", "--out", tmp_path / "out", "--tz", "Asia/Shanghai")
    assert read.returncode == 0, read.stderr
    assert read.stdout.startswith("Posts on (asking readers a real question) have ")
    said = json.loads((tmp_path / "out" / "trial.json").read_text(encoding="utf-8"))
    assert said["low"] <= 0.6 <= said["high"] and said["direction"] == "up"
    assert said["counted"]["posts"] == 39 and said["followed"]["off_asked"] == 1
    assert "missing_posts" in {one["key"] for one in said["cautions"]}


def question_rows(order: Path) -> list[dict[str, Any]]:
    """A creator's posts: five before the trial, then 39 of the 40; one that is off asks something all the same."""
    rng = np.random.default_rng(4)
    with order.open(encoding="utf-8-sig", newline="") as file:
        on = [row["lever"] == "on" for row in csv.DictReader(file)]
    odd = on.index(False)
    rows = []
    for place in range(-5, 39):
        asks = place >= 0 and (on[place] or place == odd)
        time = datetime(2026, 12, 7, 1, tzinfo=UTC) + timedelta(days=place)
        comments = round(40 * rng.lognormal(0, 0.3) * (1.6 if place >= 0 and on[place] else 1.0))
        title = f"day {place}" + (", what do you think?" if asks else "")
        rows.append({"title": title, "published": f"{time:%Y-%m-%d} 09:00:00", "likes": 90, "comments": comments})
    return rows


# ---- read by the plan


def test_the_effect_of_leaving_is_found_and_written(folder: Path, found: Trial, tmp_path: Path) -> None:
    assert found.estimate.p < 0.01
    assert found.high is not None and found.low < 0.4 < found.high
    assert (found.counted.accounts, found.counted.cells, found.counted.planned_cells) == (24, 120, 120)
    said = json.loads(write_trial(found, tmp_path / "out").read_text(encoding="utf-8"))
    assert said["change"] == pytest.approx(found.change) and said["text_zh"] == in_words(found, "zh")
    assert said["plan_sha256"] == json.loads((folder / "plan" / "plan.json").read_text(encoding="utf-8"))["sha256"]


def test_the_finding_comes_first_then_what_to_do_then_the_evidence(found: Trial) -> None:
    first, second, _, evidence, *_ = in_words(found, "en").splitlines()
    assert first.startswith("Leaving the group raised likes a post by ")
    assert second.startswith("What to do: leave.")
    assert evidence.startswith("Evidence: p = 0.0")


def test_the_same_data_and_plan_give_the_same_answer(folder: Path, found: Trial) -> None:
    assert read_trial(folder / "posts.csv", folder / "plan") == found


def test_the_order_of_rows_and_an_unrelated_post_change_nothing(folder: Path, found: Trial, tmp_path: Path) -> None:
    plan, _ = read_plan(folder / "plan")
    stranger = {"post": "s", "author": "stranger", "time": "2026-12-20T09:00:00Z", "likes": 5}
    mixed = write_rows(tmp_path / "mixed.csv", [stranger, *reversed(post_rows(plan, 0.4))])
    again = read_trial(mixed, folder / "plan")
    assert (again.estimate, again.counted) == (found.estimate, found.counted)


def test_a_log_of_likes_shows_who_left_early_or_late(folder: Path, tmp_path: Path) -> None:
    plan, _ = read_plan(folder / "plan")
    posts = post_rows(plan, 0.0)
    write_rows(tmp_path / "data" / "posts.csv", posts)
    write_rows(tmp_path / "data" / "events.csv", like_rows(plan, posts))
    left = read_trial(tmp_path / "data", folder / "plan").followed
    assert left == Left(True, (EARLY,), (LATE,), 0)


def like_rows(plan: Plan, posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every member likes every other's posts until it leaves: one stops long before, one goes on."""
    leave_on = {one.account: str(one.leave_on) for one in plan.design.order}  # type: ignore[union-attr]
    until = leave_on | {EARLY: "2026-11-25", LATE: "2027-12-31"}
    return [
        {
            "actor": actor,
            "post": post["post"],
            "kind": "like",
            "time": post["time"].replace("09:00", f"10:{minute:02d}"),
        }
        for post in posts
        for minute, actor in enumerate(MEMBERS)
        if actor != post["author"] and post["time"] < until[actor]
    ]


def test_data_taken_before_the_end_are_told(folder: Path, tmp_path: Path) -> None:
    plan, _ = read_plan(folder / "plan")
    rows = [row for row in post_rows(plan, 0.4) if row["time"] < "2027-02-04"]
    early = read_trial(write_rows(tmp_path / "posts.csv", rows), folder / "plan", draws=199)
    assert "read before it is over" in in_words(early, "en") and "提前读取" in in_words(early, "zh")


def test_totals_alone_cannot_show_who_left(found: Trial) -> None:
    assert found.followed == Left(False, (), (), 24)
    assert "can't be seen" in in_words(found, "en") and "看不出来" in in_words(found, "zh")


def test_posts_without_words_cannot_show_who_asked(tmp_path: Path) -> None:
    write_plan(plan_posts(lever="question", posts=8, start=START, seed=1, accounts=["ann"]), tmp_path / "plan", "en")
    rows = [
        {"post": f"p{day}", "author": "ann", "time": f"2026-12-{10 + day}T09:00:00Z", "likes": 20 + day}
        for day in range(8)
    ]
    read = read_trial(write_rows(tmp_path / "posts.csv", rows), tmp_path / "plan", draws=199)
    assert read.followed is None and not isinstance(read.followed, Asked)
    assert "can't be seen" in in_words(read, "en")


def test_earlier_data_say_how_much_outcomes_vary(folder: Path) -> None:
    plan, _ = read_plan(folder / "plan")
    spread = spread_by_period(folder / "posts.csv", MEMBERS)
    assert spread.known_by == "measured" and spread.filled == 1
    # Some five posts a period, each varying by 0.2; the planted change is in the data too.
    assert 0.08 < spread.value < 0.2 < plan.spread.value


def test_trial_is_a_part_of_the_python_face() -> None:
    assert likewise.trial.plan_leave is plan_leave


# ---- refused


def changed_copy(folder: Path, tmp_path: Path, name: str, old: str, new: str) -> Path:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (folder / "plan").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    text = (copy / name).read_bytes().decode()
    assert old in text
    (copy / name).write_bytes(text.replace(old, new, 1).encode())
    return copy


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("order.csv", "m01,", "m99,"), ("plan.json", '"outcome": "likes"', '"outcome": "views"')],
)
def test_a_plan_that_was_edited_is_refused(folder: Path, tmp_path: Path, name: str, old: str, new: str) -> None:
    with pytest.raises(InputError, match="is not what was planned"):
        read_trial(folder / "posts.csv", changed_copy(folder, tmp_path, name, old, new))


def test_other_line_ends_are_no_edit(folder: Path, tmp_path: Path) -> None:
    copy = changed_copy(folder, tmp_path, "order.csv", "\r\n", "\r\n")
    (copy / "order.csv").write_bytes((copy / "order.csv").read_bytes().replace(b"\r\n", b"\n"))
    assert read_plan(copy)[0] == read_plan(folder / "plan")[0]


def test_ids_that_look_like_formulas_or_numbers_stay_as_they_are(tmp_path: Path) -> None:
    ids = ["=1+1", "'quoted", "@at", "-5", "12345678901234567890", 'say "hi", all', "小明"]
    plan = plan_leave(ids, start=START, seed=1)
    write_plan(plan, tmp_path / "plan", "zh")
    assert read_plan(tmp_path / "plan")[0] == plan
    assert "\n=" not in (tmp_path / "plan" / "order.csv").read_text(encoding="utf-8-sig")


def test_nothing_of_anybodys_is_written_over(folder: Path, found: Trial, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    plan, _ = read_plan(folder / "plan")
    with pytest.raises(OutputError, match="holds other files"):
        write_plan(plan, tmp_path, "en")
    with pytest.raises(OutputError, match="holds other files"):
        write_trial(found, tmp_path)


SPREAD_TWICE = ("--variation", "0.4", "--history", "posts.csv")
REFUSED = {
    "nobody": (("read", "strangers.csv", "--plan", "plan"), "nobody of the plan"),
    "no authors": (("read", "nameless.csv", "--plan", "plan"), "don't say whose posts"),
    "no times": (("read", "timeless.csv", "--plan", "plan"), "when the"),
    "no outcome": (("read", "posts.csv", "--plan", "viewed"), "measures views a post"),
    "too early": (("read", "early.csv", "--plan", "plan"), "read once, when it is over"),
    "few posts": (("read", "posts.csv", "--plan", "posting"), "of the 40 posts"),
    "edited": (("read", "posts.csv", "--plan", "edited"), "is not what was planned"),
    "no plan": (("read", "posts.csv", "--plan", "nowhere"), "is not there"),
    "damaged": (("read", "posts.csv", "--plan", "damaged"), "can't be read as a plan"),
    "no list": (("plan", "leave", "--members", "absent.csv", "--seed", "1", "--out", "new"), "can't be read"),
    "few": (("plan", "leave", "--members", "few.csv", "--seed", "1", "--out", "new"), "at least 6"),
    "lever": (("plan", "post", "--lever", "pod", "--posts", "40", "--seed", "1", "--out", "new"), "choose from"),
    "both": (
        ("plan", "post", "--lever", "opening", "--posts", "40", "--seed", "1", "--out", "new", *SPREAD_TWICE),
        "give one of them",
    ),
    "short history": (
        ("plan", "leave", "--members", "members.csv", "--seed", "1", "--out", "new", "--history", "short.csv"),
        "fewer than",
    ),
}


@pytest.fixture(scope="module")
def refusals(folder: Path) -> Mapping[Lang, Mapping[str, tuple[int, str]]]:
    """The exit code and what was said in each language, for each command line that is refused."""
    plan, _ = read_plan(folder / "plan")
    rows = post_rows(plan, 0.0)
    write_rows(folder / "strangers.csv", [{**row, "author": "x" + row["author"]} for row in rows])
    write_rows(folder / "nameless.csv", [{name: row[name] for name in ("post", "time", "likes")} for row in rows])
    write_rows(folder / "timeless.csv", [{name: row[name] for name in ("post", "author", "likes")} for row in rows])
    write_rows(folder / "early.csv", [row for row in rows if row["time"] < "2027-01-10"])
    write_rows(folder / "short.csv", [row for row in rows if row["time"] < "2026-11-11"][:20])
    write_rows(folder / "members.csv", [{"account": one} for one in MEMBERS])
    write_rows(folder / "few.csv", [{"account": one} for one in MEMBERS[:3]])
    write_plan(plan_leave(MEMBERS, start=START, seed=7, outcome="views"), folder / "viewed", "en")
    late = plan_posts(lever="opening", posts=40, start=date(2027, 2, 10), seed=1, accounts=MEMBERS[:1])
    write_plan(late, folder / "posting", "en")
    write_plan(plan, folder / "edited", "en")
    order = folder / "edited" / "order.csv"
    order.write_bytes(order.read_bytes().replace(b"m01,", b"m99,"))
    (folder / "damaged").mkdir()
    (folder / "damaged" / "plan.json").write_text("{")
    (folder / "damaged" / "order.csv").write_text("account\n")
    asked = {case: ("trial", *words) for case, (words, _) in REFUSED.items()}
    return {"en": said_of(asked, folder, "en"), "zh": said_of(asked, folder, "zh")}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_what_to_do_in_both_languages(
    refusals: Mapping[Lang, Mapping[str, tuple[int, str]]], case: str
) -> None:
    code, said = refusals["en"][case]
    assert code == 2 and REFUSED[case][1] in said and "Traceback" not in said, said
    code, said = refusals["zh"][case]
    assert code == 2, said
    assert_chinese(said)
