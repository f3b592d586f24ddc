"""The command line as a person meets it: commands, files, and one clear sentence for whatever goes wrong."""

import csv
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import likewise
from likewise.show.numerals import Lang

COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]
HEADER = "actor,author,post,kind,time\n"


def run(*words: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "160"}
    extra = [] if lang == "en" else ["--lang", lang]
    return subprocess.run(
        [*COMMAND, *map(str, words), *extra], capture_output=True, text=True, check=False, env=environment
    )


def refused(*words: str | Path) -> str:
    """What the command says when it refuses: one sentence, exit code 2, no traceback."""
    done = run(*words)
    assert done.returncode == 2, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")
    return done.stderr


def few_rows(count: int = 30) -> str:
    return HEADER + "".join(
        f"a{i % 7},b{i % 5},p{i % 5},like,2025-01-{1 + i % 28:02d}T10:00:00\n" for i in range(count)
    )


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(few_rows())
    return path


def test_report_names_the_page_and_writes_it(events: Path, tmp_path: Path) -> None:
    done = run("report", events, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "out" / "report.html") in done.stdout
    assert (tmp_path / "out" / "report.html").stat().st_size > 1000


def test_quiet_says_nothing(events: Path, tmp_path: Path) -> None:
    done = run("report", events, "--out", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_json_prints_the_run(events: Path, tmp_path: Path) -> None:
    said = json.loads(run("report", events, "--out", tmp_path / "out", "--json").stdout)
    assert said["rows"]["events"]["read"] == 30


def test_the_page_is_chinese_on_request(events: Path, tmp_path: Path) -> None:
    done = run("report", events, "--out", tmp_path / "out", lang="zh")
    assert "报告已写入" in done.stdout
    assert 'lang="zh' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ["groups", "accounts", "posts"])
def test_one_table_is_printed_or_written(small_report: likewise.Result, tmp_path: Path, table: str) -> None:
    printed = run(table, small_report.folder, "--limit", "3")
    assert printed.returncode == 0, printed.stderr
    rows = len(getattr(small_report, table))
    assert f"3 of {rows:,} rows" in printed.stdout
    for ending in (".parquet", ".csv", ".json"):
        path = tmp_path / f"{table}{ending}"
        assert run(table, small_report.folder, "--out", path).returncode == 0
    assert pq.read_table(tmp_path / f"{table}.parquet").num_rows == rows
    assert len(json.loads((tmp_path / f"{table}.json").read_text(encoding="utf-8"))) == rows
    with (tmp_path / f"{table}.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in csv.reader(file)) == rows + 1


def test_an_account_card_gives_its_evidence_in_words(small_report: likewise.Result) -> None:
    members = small_report.members.to_pandas()
    likeliest = members.sort_values("probability").iloc[-1]["account"]
    card = run("account", small_report.folder, likeliest)
    assert card.returncode == 0, card.stderr
    assert card.stdout.startswith(likeliest)
    assert "a person decides" in card.stdout
    said = json.loads(run("account", small_report.folder, likeliest, "--json").stdout)
    assert said["groups"][0]["evidence"][0]["honest_reading"]
    assert said["likes_raw"] is not None
    explained = run("explain", small_report.folder, likeliest).stdout.splitlines()
    assert explained[1:] == card.stdout.splitlines()[-len(explained) + 1 :]


def test_an_unknown_account_is_named(small_report: likewise.Result) -> None:
    assert "nobody-at-all" in refused("account", small_report.folder, "nobody-at-all")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_explain_prints_what_python_says(small_report: likewise.Result, lang: Lang) -> None:
    pair = small_report.pairs.to_arrow().slice(0, 1).to_pylist()[0]
    for words in (["g1"], [pair["a"]], [pair["a"], pair["b"]]):
        explained = small_report.explain(*words)
        printed = run("explain", small_report.folder, *words, lang=lang)
        assert printed.returncode == 0, printed.stderr
        assert printed.stdout.rstrip("\n") == explained.in_words(lang)
        said = json.loads(run("explain", small_report.folder, *words, "--json", lang=lang).stdout)
        assert said == explained.to_dict(lang)


def test_explain_refuses_what_is_not_there(small_report: likewise.Result, tmp_path: Path) -> None:
    result = small_report.folder
    assert "no account and no group nobody" in refused("explain", result, "nobody")
    assert "no group nobody" in refused("explain", result, "nobody", "--as", "group")
    assert "Did you mean g1?" in refused("explain", result, "G1")
    assert "no account nobody" in refused("explain", result, "nobody", "no-one")
    assert "--as dog" in refused("explain", result, "g1", "--as", "dog")
    assert "absent" in refused("explain", tmp_path / "absent", "g1")
    chinese = run("explain", result, "nobody", lang="zh")
    assert chinese.returncode == 2
    assert "没有名为 nobody 的账号或群组" in chinese.stderr


def test_explain_takes_data_as_well_as_a_result(events: Path) -> None:
    done = run("explain", events, "a1", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "It is in no group that was found." in done.stdout


def test_check_says_what_is_read_as_what(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("liker;owner;item;created_at\nu1;u2;p1;2025-01-01 10:00\nu3;u2;p1;nonsense\n")
    done = run("check", path)
    assert done.returncode == 0, done.stderr
    assert "liker" in done.stdout
    assert "→ actor" in done.stdout
    assert "1 set aside" in done.stdout
    assert "nonsense" in done.stdout
    assert json.loads(run("check", path, "--json").stdout)["rows"]["events"]["rejected"] == 1


def test_what_was_assumed_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(HEADER.replace("\n", ",completion%\n") + "a,b,p,view,1735700000,37\na,b,q,view,1735700500,80\n" * 3)
    assert "percent" in run("check", path).stdout
    assert "1970" in run("check", path).stdout
    assert run("report", path, "--out", tmp_path / "out").returncode == 0
    said = json.loads((tmp_path / "out" / "run.json").read_text())["assumptions"]
    assert {"percent", "time_epoch"} <= {one["key"] for one in said}
    assert "percent" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_rows_set_aside_are_said_at_once_and_doubles_alike_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(few_rows(30) + few_rows(30).removeprefix(HEADER))
    done = run("report", path, "--out", tmp_path / "out")
    assert "30 of 60 rows were set aside" in done.stdout
    assert "30 set aside" in run("check", path).stdout


def test_data_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(HEADER + "a,b,p,like,never\n" * 20)
    assert "20 of 20 rows can't be used" in refused("report", tmp_path / "events.csv", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_stop_is_like_ctrl_c(small_world: Path, tmp_path: Path, ending: signal.Signals) -> None:
    (tmp_path / "results").mkdir()
    process = subprocess.Popen(
        [*COMMAND, "report", str(small_world), "--out", str(tmp_path / "results" / "out"), "--scratch", str(tmp_path)],
        stderr=subprocess.DEVNULL,
    )
    # Once there is scratch the command is at work, however slow the machine.
    until = time.monotonic() + 120
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(ending)
    assert process.wait(timeout=60) == 130
    assert [path.name for path in tmp_path.rglob("*")] == ["results"]


def test_a_shared_place_for_scratch_is_refused_without_spark(events: Path, tmp_path: Path) -> None:
    for words in (("report", events, "--out", tmp_path / "out"), ("groups", events)):
        said = refused(*words, "--scratch", "s3a://bucket/tmp")
        assert "--scratch s3a://bucket/tmp is no folder of this machine" in said
        assert "--engine spark" in said
    assert not (tmp_path / "out").exists()


def test_map_overrides_the_names(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x1,x2,x3,x4\na,b,p,2025-01-01\n")
    maps = [word for one in ("actor=x1", "author=x2", "post=x3", "time=x4") for word in ("--map", one)]
    assert run("report", path, *maps, "--out", tmp_path / "out").returncode == 0
    assert "canonical=source" in refused("report", path, "--map", "actor", "--out", tmp_path / "out2")


def test_world_is_written_and_can_be_reported_on(tmp_path: Path) -> None:
    done = run("world", "--out", tmp_path / "w", "--accounts", "400", "--likes", "8000", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "w" / "truth" / "accounts.parquet").exists()
    assert run("report", tmp_path / "w", "--out", tmp_path / "out").returncode == 0


def test_help_is_there_in_both_languages() -> None:
    for lang, word in (("en", "main job"), ("zh", "主要工作")):
        done = subprocess.run(
            [*COMMAND, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LANG": f"{lang}_XX.UTF-8"},
        )
        assert word in done.stdout


def damaged(tmp_path: Path) -> dict[str, Path]:
    """One file of each kind that can't be read."""
    table = pa.table({"actor": ["a"] * 2000, "author": ["b"] * 2000, "post": ["p"] * 2000, "time": range(2000)})
    pq.write_table(table, tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    packed = gzip.compress(few_rows(5000).encode())
    contents = {
        "empty.csv": b"",
        "garbage.bin": bytes(range(256)) * 40,
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "cut.parquet": whole[: len(whole) // 2],
        "cut.csv.gz": packed[: len(packed) // 2],
        "wrong.csv": b"height,weight\n1,2\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return {
        **{name: tmp_path / name for name in contents},
        "folder": tmp_path / "folder",
        "absent": tmp_path / "absent.csv",
    }


@pytest.mark.parametrize(
    "name",
    ["absent", "empty.csv", "folder", "wrong.csv", "garbage.bin", "picture.csv", "cut.parquet", "cut.csv.gz"],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = damaged(tmp_path)[name]
    out = tmp_path / "result" / "out"
    assert path.name in refused("report", path, "--out", out)
    assert not out.exists()
    assert not out.parent.exists() or not list(out.parent.iterdir())


def test_odd_rows_are_set_aside_and_the_rest_is_used(tmp_path: Path) -> None:
    rows = [
        "a,b,p,like,2025-01-01",
        "a,b,p,like,2025-01-01",
        "a,b,p,like,50000-01-01",
        f"{'x' * 10_000},b,p,like,2025-01-01",
        "nul\0nul,b,p,like,2025-01-01",
        "🎈🎈,b,p,like,2025-01-01",
        "a,b,p,dance,2025-01-01",
        ",b,p,like,2025-01-01",
    ]
    (tmp_path / "events.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    done = run("report", tmp_path / "events.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rejected = pq.read_table(tmp_path / "out" / "rejected.parquet").to_pandas()
    assert sorted(rejected["line"]) == [3, 4, 5, 6, 8, 9]
    assert rejected["reason"].nunique() == 6
    accounts = pq.read_table(tmp_path / "out" / "accounts.parquet")["account"].to_pylist()
    assert "🎈🎈" in accounts


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "a,b,p,like,2025-01-01\n",
        HEADER + "a,b,p,like,2025-01-01\n" * 400,
        HEADER + "a,a,p,like,2025-01-01\n",
    ],
    ids=["one row", "all the same", "one account"],
)
def test_hardly_any_data_gives_a_plain_report(tmp_path: Path, content: str) -> None:
    (tmp_path / "events.csv").write_text(content)
    done = run("report", tmp_path / "events.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "out" / "groups.parquet").num_rows == 0


def test_a_folder_with_other_files_is_left_alone(events: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    assert "thesis.txt" in refused("report", events, "--out", tmp_path / "out")
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_an_earlier_result_is_replaced_whole(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("report", events, "--out", out)
    before = (out / "run.json").read_text()
    events.write_text(few_rows(29))
    assert run("report", events, "--out", out).returncode == 0
    assert (out / "run.json").read_text() != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "out"]


def test_an_earlier_result_survives_a_failed_run(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("report", events, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    refused("report", tmp_path / "absent.csv", "--out", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_finished_report_is_no_data_for_another(small_report: likewise.Result, tmp_path: Path) -> None:
    assert "report" in refused("report", small_report.folder, "--out", tmp_path / "out")


def test_ctrl_c_leaves_nothing_behind(small_world: Path, tmp_path: Path) -> None:
    target = tmp_path / "results"
    target.mkdir()
    process = subprocess.Popen(
        [*COMMAND, "report", str(small_world), "--out", str(target / "out"), "--scratch", str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "Interrupted" in said
    assert list(target.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


def test_a_disk_that_takes_no_more_is_said(small_world: Path, tmp_path: Path) -> None:
    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [*COMMAND, "report", str(small_world), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files_only,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "disk" in done.stderr
    assert not (tmp_path / "out").exists()


def test_bad_options_are_refused(events: Path, tmp_path: Path) -> None:
    assert "no engine" in refused("report", events, "--engine", "abacus", "--out", tmp_path / "o")
    assert "--memory" in refused("report", events, "--memory", "plenty", "--out", tmp_path / "o")
    assert "xx" in refused("report", events, "--lang", "xx", "--out", tmp_path / "o")
    assert ".csv" in refused("groups", events, "--out", tmp_path / "groups.xls")


def test_markup_in_the_data_shows_as_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    rows = "".join(f'"{evil}{i}",b,p{i},like,2025-01-01\n"{evil}{i}",b,q{i},like,2025-01-02\n' for i in range(5))
    (tmp_path / "events.csv").write_text(HEADER + rows)
    assert run("report", tmp_path / "events.csv", "--out", tmp_path / "out").returncode == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
