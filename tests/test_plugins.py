"""Sources of other packages: a small real package beside likewise is found by its entry point, or told to be broken."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from test_sources_support import written

GOOD = """
from likewise.sources.known import Known, Part, Signature

CLAPS = Known(
    name="applause-claps",
    title="Applause claps",
    signatures=(Signature(("clapper", "speech", "clapped")),),
    fields={"who": ("clapper",), "what": ("speech",), "clapped_at": ("clapped",)},
    parts=(
        Part(
            "events",
            columns={"actor": "who", "post": "what", "kind": "kind", "time": "clapped_at"},
            select="claps",
            says=("only_links",),
        ),
    ),
)
SOURCES = [CLAPS]
"""
STATEMENT = """
-- A row is a clap, which is a like.
select file, line, problem, excerpt, upper(who) as actor, what as post, 'like' as kind, clapped_at as time from given
"""
CLAPS = "clapper,speech,clapped\nann,s1,2024-01-01 12:00:00\nbob,s1,2024-01-02 12:00:00\n"
CHECKED = """
import json, sys
from likewise.sources import check
from likewise.engine import open_duckdb
from likewise.errors import LikewiseError
with open_duckdb(threads=1) as engine:
    try:
        found = check(engine, sys.argv[1])
    except LikewiseError as error:
        print(json.dumps({"error": str(error), "zh": error.in_words("zh")}))
        raise SystemExit
    actors = engine.arrow("select actor from source_event order by line").column(0).to_pylist()
print(json.dumps({**found.to_dict(), "actors": actors}))
"""


@dataclass(frozen=True)
class Site:
    """A folder of installed packages that the tests made."""

    folder: Path

    def install(self, package: str, entry: str, **modules: str) -> None:
        """Lay a package there as an installer would: its modules, and what it says of itself."""
        for name, text in modules.items():
            written(self.folder, f"{name.replace('__', '/')}.py", text)
        info = f"{package.replace('-', '_')}-1.0.dist-info"
        written(self.folder, f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        written(self.folder, f"{info}/entry_points.txt", f"[likewise.sources]\n{entry}\n")

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run Python with these packages installed beside likewise."""
        code = f"import sys; sys.path.append({str(self.folder)!r}); sys.argv[0] = 'x'; exec(sys.argv.pop(1))"
        return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)

    def check(self, content: str = CLAPS) -> dict[str, Any]:
        """What `check` says of a file with this content."""
        done = self.run(CHECKED, str(written(self.folder, "data/export.csv", content)))
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def said_of(found: dict[str, Any], key: str) -> list[str]:
    return [one["text"] for one in found["assumptions"] if one["key"] == key]


def test_a_packages_source_is_read_with_its_own_statement(site: Site) -> None:
    site.install("likewise-applause", "claps = applause.claps:CLAPS", applause____init__="", applause__claps=GOOD)
    written(site.folder, "applause/claps.sql", STATEMENT)
    found = site.check()
    assert found["files"][0]["source"] == "applause-claps"
    assert found["actors"] == ["ANN", "BOB"]
    assert not [one for one in found["assumptions"] if one["key"].startswith("plugin")]


def test_a_package_of_one_module_may_give_several_sources(site: Site) -> None:
    site.install("likewise-applause", "all = applause:SOURCES", applause=GOOD)
    written(site.folder, "claps.sql", STATEMENT)
    assert site.check()["actors"] == ["ANN", "BOB"]


def test_a_packages_source_is_called_by_its_title_on_the_command_line(site: Site) -> None:
    site.install("likewise-applause", "all = applause:SOURCES", applause=GOOD)
    written(site.folder, "claps.sql", STATEMENT)
    data = written(site.folder, "data/export.csv", CLAPS)
    done = site.run("from likewise.show.cli import main; main()", "check", str(data))
    assert done.returncode == 0, done.stderr
    assert "Applause claps" in done.stdout


BROKEN = {
    "import": ("SOURCES", "import nothing_of_this_name\n", "plugin_unloadable"),
    "exit": ("SOURCES", "raise SystemExit(3)\n", "plugin_unloadable"),
    "syntax": ("SOURCES", "SOURCES = (\n", "plugin_unloadable"),
    "attribute": ("MISSING", GOOD, "plugin_unloadable"),
    "entry": ("not a name at all", GOOD, "plugin_unloadable"),
    "type": ("SOURCES", "SOURCES = ['claps']\n", "plugin_no_source"),
    "statement": ("SOURCES", GOOD.replace('"claps"', '"nowhere"'), "plugin_faulty"),
    "table": ("SOURCES", GOOD.replace('"events"', '"claps"'), "plugin_faulty"),
    "column": ("SOURCES", GOOD.replace('"actor": "who"', '"liker": "who"'), "plugin_faulty"),
    "words": ("SOURCES", GOOD.replace("only_links", "no such words"), "plugin_faulty"),
    "every": ("SOURCES", GOOD.replace('("clapper", "speech", "clapped")', "()"), "plugin_faulty"),
    "name": ("SOURCES", GOOD.replace("applause-claps", "bilibili-videos"), "plugin_name_taken"),
    "shape": ("SOURCES", GOOD.replace("parts=(", "parts=5, made=("), "plugin_faulty"),
}


def test_broken_packages_are_named_and_cost_no_run(site: Site) -> None:
    written(site.folder, "claps.sql", STATEMENT)
    for what, (name, module, _) in BROKEN.items():
        site.install(f"likewise-{what}", f"all = broken_{what}:{name}", **{f"broken_{what}": module})
    site.install("likewise-whole", "all = whole:SOURCES", whole=GOOD)
    found = site.check("actor,author,post,time\nann,bob,p1,2024-01-01\n")
    assert found["actors"] == ["ann"]
    for what, (_, _, key) in BROKEN.items():
        assert [said for said in said_of(found, key) if f"likewise-{what} " in said], what
    assert len([one for one in found["assumptions"] if one["key"].startswith("plugin")]) == len(BROKEN)


def test_the_first_of_two_packages_with_one_name_counts(site: Site) -> None:
    site.install("likewise-applause", "all = applause:SOURCES", applause=GOOD)
    site.install("likewise-ovation", "all = ovation:SOURCES", ovation=GOOD.replace("Applause claps", "Ovations"))
    written(site.folder, "claps.sql", STATEMENT)
    found = site.check()
    assert found["actors"] == ["ANN", "BOB"]
    (said,) = said_of(found, "plugin_name_taken")
    assert "likewise-ovation" in said and "likewise-applause" in said


def test_a_file_that_a_broken_package_would_know_is_told_with_the_package(site: Site) -> None:
    site.install("likewise-applause", "all = applause:SOURCES", applause="import nothing_of_this_name\n")
    found = site.check("a,b\n1,2\n")
    assert "likewise-applause" in found["error"] and "likewise-applause" in found["zh"]


def test_a_statement_that_the_engine_refuses_is_the_packages(site: Site) -> None:
    site.install("likewise-applause", "all = applause:SOURCES", applause=GOOD)
    written(site.folder, "claps.sql", STATEMENT.replace("upper(who)", "nothing_of_this_name"))
    found = site.check()
    assert "likewise-applause" in found["error"] and "Applause claps" in found["error"]


def test_packages_are_not_looked_for_until_data_is_read(site: Site) -> None:
    marker = site.folder / "loaded"
    site.install("likewise-applause", "all = applause:SOURCES", applause=f"open({str(marker)!r}, 'w').close()\n{GOOD}")
    written(site.folder, "claps.sql", STATEMENT)
    done = site.run("from likewise.show.cli import main; main()", "--help")
    assert done.returncode == 0 and not marker.exists()
    site.check()
    assert marker.exists()
