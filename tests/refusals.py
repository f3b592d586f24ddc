"""What the command line says to words that it refuses, and whether it is Chinese throughout."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import likewise
from likewise.text import Lang

CHINESE = re.compile("[\u4e00-\u9fff]")

COLUMNS = "actor author post time account likes comments reposts saves views follows member link events posts accounts"
PROGRAMS = "likewise DuckDB PySpark Spark Java Debian Polars ClickHouse PostgreSQL SQLite HTTP SQL DID duckdb spark"
PACKAGES = "clickhouse-connect deltalake pyiceberg adbc-driver-postgresql pyarrow pandas polars"
FORMATS = (
    "CSV JSON Parquet Arrow Feather Avro ORC TOML HTML XML PNG JPEG GIF PDF bzip2 xz 7z RAR ZIP Excel UTF-8 GB18030 "
    "Hudi Delta Iceberg"
)
WORDS = (
    "NUL comma point day-first month-first year-first gb18030 big5 cp949 cp932 cp1252 cp1254 schema lines en zh true "
    "false name action probability like"
)
TERMS = re.compile(
    r"""
    `[^`]*` | --[a-z][a-z-]* | \w+://[\w.:/@]* | pip\ install\ '[^']*' | apt-get\ install\ [\w-]+ | likewise\ [a-z]+
    | \[\[?\w+\]\]? | (?:metadata/\*|\w+)?(?:\.metadata)?\.(?:toml|parquet|csv|json|gz|zst|yaml)
    | \#(?:schema\.)?table | table:\w+(?:\.\w+)*
    | did:(?:plc|web):… | postgres: | risk\.\w+=\w+ | groups\.\w+= | =a,b,c | actor=user_id
    | user\.id | \{'events':[^}]*\} | 2025-03-31T12:00:00Z | docs/policy\.md | JAVA_HOME | PYICEBERG_CATALOG__NAME__URI
    | _delta_log | Asia/Shanghai | America/New_York | \bUTC\b
    | (?<![\w-])(?:"""
    + "|".join(re.escape(one) for one in f"{COLUMNS} {PROGRAMS} {PACKAGES} {FORMATS} {WORDS}".split())
    + r""")(?![\w-])
    """,
    re.VERBOSE,
)
"""What stands in a Chinese sentence as it is: options, columns, formats, engines, and what a person is to type."""

# Every command line that is refused, in one process: the language is chosen once, when the command line is loaded.
DRIVER = """
import contextlib, io, json, sys
sys.argv = ["likewise", "--lang", sys.argv[1]]
from likewise.show.cli import main
answers = []
for words in json.load(sys.stdin):
    said, code = io.StringIO(), 0
    sys.argv = ["likewise", *words]
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    answers.append([code, said.getvalue()])
print(json.dumps(answers))
"""


def said_of(refused: Mapping[str, Sequence[str]], folder: Path, lang: Lang = "zh") -> Mapping[str, tuple[int, str]]:
    """Return the exit code and what was said, for each command line; `folder` is where they are run."""
    source = Path(likewise.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, lang],
        input=json.dumps([list(words) for words in refused.values()]),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(refused, map(tuple, json.loads(done.stdout)), strict=True))


def assert_chinese(said: str) -> None:
    """Fail when an error holds a run of English words that isn't quoted or to be typed."""
    assert said.startswith("错误：") and CHINESE.search(said.removeprefix("错误：")), said
    # What an engine or a library says itself stands in brackets; what a person is to type is no sentence.
    bare = TERMS.sub(";", re.sub("（[^）]*）", "", said))
    assert not re.search(r"[A-Za-z']+(?: [A-Za-z']+){2,}", bare), said
