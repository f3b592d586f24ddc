"""Addresses and their secrets: in nothing that is said, raised or kept is there a password, key or token.

5,000 addresses are drawn: of every scheme, case and spelling, with every sign in the password, and broken ones.
"""

import contextlib
import io
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import likewise
from likewise.addresses import hidden, is_address, secrets_in, without_secrets
from likewise.destination import REPORT, file_for, folder_for
from likewise.engine import lake_place
from likewise.engine.session import usable
from likewise.errors import InputError, LikewiseError
from likewise.secrets import secrets_kept
from likewise.show import cli
from likewise.sources.live.wire import server_of, wire_of
from likewise.sources.locate import locate
from likewise.sources.remote import remote_place
from likewise.sources.state import resume

MARK = "Zq7xV"
"""In every secret, however it is torn apart, and in nothing else."""

SIGNS = "/?#@:;&=%+ \t'\"{}[]\\,.$!*()<>|^`~-_"
SCHEMES = (
    *("postgresql", "postgres", "mysql", "mariadb", "mssql+pyodbc", "oracle", "mongodb+srv", "redis", "snowflake"),
    *("clickhouse", "http", "https", "ftp", "sftp", "ws", "wss", "s3", "s3a", "s3n", "gs", "abfss", "wasbs", "hdfs"),
    *("sc", "spark", "jdbc:postgresql", "jdbc:sqlserver", "duckdb", "amqp", "nats", "kafka", "custom-thing"),
)
PREFIXES = (
    "",
    "",
    "",
    "postgres:",
    "clickhouse:",
    "s3:",
    "delta:",
    "iceberg:",
    "parquet:",
    "duckdb:",
    "bluesky:",
    "x:",
)
NAMES = (
    *("password", "PWD", "Pass", "passwd", "sslpassword", "token", "access_token", "motherduck_token", "secret"),
    *("api_key", "apikey", "AccountKey", "SharedAccessSignature", "X-Amz-Signature", "client_secret", "密码", "k"),
)


@st.composite
def secrets(draw: st.DrawFn) -> str:
    """A password with signs in it; its marks stand where no sign tears them apart."""
    around = st.text(st.sampled_from(SIGNS + "ab1é密"), max_size=4)
    parts = [draw(around), MARK, draw(around), MARK, draw(around)]
    word = "".join(parts).strip()
    return draw(st.sampled_from([word, quote(word, safe=""), quote(word), f"{MARK}{draw(st.integers(0, 99))}"]))


def cased(draw: st.DrawFn, word: str) -> str:
    return draw(st.sampled_from([word, word, word.upper(), word.title()]))


@st.composite
def urls(draw: st.DrawFn) -> str:
    """An address with `user:password@`, or with what is secret alone before the `@`, or behind `?`, `;` and `#`."""
    secret, host = (
        draw(secrets()),
        draw(st.sampled_from(["host", "127.0.0.1:1", "[::1]:5", "bucket", "h.example.org", ""])),
    )
    slashes = draw(st.sampled_from(["://", "://", "://", ":/", " ://", ":///", "：//"]))
    path = draw(st.sampled_from(["", "/db", "/a/b.csv", "/events/*.parquet", "/子/表"]))
    name = draw(st.sampled_from(NAMES))
    user = draw(st.sampled_from(["me", "", "a.b", "me%40x"]))
    form = draw(st.sampled_from(["asked", "asked", "asked", "asked", "query", "more", "semicolon"]))
    body = {
        "asked": f"{user}:{secret}@{host}{path}",
        "query": f"{host}{path}?{name}={quote(secret, safe='')}",
        "more": f"{host}{path}?region=eu&{name}={quote(secret, safe='')}&x=1",
        "semicolon": f"{host}{path};user=me;{name}={secret}",
    }[form]
    table = draw(st.sampled_from(["", "", "#schema.table"])) if form == "asked" else ""
    return f"{draw(st.sampled_from(PREFIXES))}{cased(draw, draw(st.sampled_from(SCHEMES)))}{slashes}{body}{table}"


@st.composite
def settings_texts(draw: st.DrawFn) -> str:
    """A connection string, as ODBC and libpq have them."""
    secret = draw(secrets())
    name = cased(draw, draw(st.sampled_from(["Pwd", "password", "Password", "Kennwort", "AccessToken"])))
    odbc = f"Driver={{Some Driver}};Server=host,1433;Uid=me;{name}={{{secret}}};Encrypt=yes"
    libpq = f"host=h user=me {name}='{secret}' dbname=d"
    return draw(st.sampled_from(["", "postgres:", "odbc:", "mssql:"])) + draw(st.sampled_from([odbc, libpq]))


@st.composite
def schemeless(draw: st.DrawFn) -> str:
    secret = draw(secrets())
    return draw(
        st.sampled_from([f"me:{secret}@host/db", f"//me:{secret}@host", f"postgres:me:{secret}@h", f"me/{MARK}@//h"])
    )


addresses = st.one_of(urls(), urls(), urls(), settings_texts(), schemeless()).flatmap(
    lambda said: st.sampled_from([said, f" {said}", f"{said} \n"])
)

drawn = settings(max_examples=1200, derandomize=True, suppress_health_check=list(HealthCheck))


def raised_by(act: Callable[[], object]) -> str:
    """All that is said of what an act raises, in both languages, with its traceback and what came before."""
    try:
        return repr(act())
    except Exception as error:
        said = "".join(traceback.format_exception(error)) + repr(error)
        # The lines of this file stand in a traceback, and hold no values.
        return said + (error.in_words("zh") + error.in_words("en") if isinstance(error, LikewiseError) else "")


def assert_kept(said: str, address: str) -> None:
    assert MARK.lower() not in said.lower(), (address, said)


@drawn
@given(addresses)
@example("postgresql://me:12/Zq7xV@host/db")
@example("postgresql://me%3AZq7xV%40host/db")
def test_an_address_is_never_shown_with_its_secrets(address: str) -> None:
    assert_kept(without_secrets(address), address)
    assert_kept(without_secrets(f"could not connect to {address}: refused"), address)
    assert_kept(hidden(f"it said {address} and {quote(address)}", secrets_in(address)), address)


@drawn
@given(addresses)
def test_no_place_says_a_secret(address: str) -> None:
    """The functions that look at names, each by itself; nothing is read or reached."""
    assert_kept(raised_by(lambda: locate(address)), address)
    assert_kept(raised_by(lambda: remote_place(address)), address)
    assert_kept(raised_by(lambda: [place and (place, place.said) for place in [lake_place(address)]]), address)
    remote = None
    with contextlib.suppress(InputError):
        remote = remote_place(address)
    if remote is not None:
        parts = remote.parts
        assert_kept(remote.hidden(f"{address} {remote.url} {parts.username}:{parts.password} {remote.query}"), address)


@drawn
@given(addresses)
def test_no_place_that_is_written_to_says_a_secret(address: str) -> None:
    """What is named with --out, --state, --url and the like, in the wrong place too."""
    assert_kept(raised_by(lambda: wire_of(address)), address)
    if is_address(address):
        assert_kept(raised_by(lambda: folder_for(address, REPORT)), address)
        assert_kept(raised_by(lambda: file_for(address, is_ours=lambda _: False)), address)
        assert_kept(raised_by(lambda: resume(address, None, {}, "UTC")), address)
    with contextlib.suppress(ValueError):
        assert_kept(server_of(address), address)


class DriverError(Exception):
    """An error of a library's that keeps what it was told."""


def connect(address: str) -> None:
    """What drivers do: say the address, and parts of it, in errors that come from one another."""
    try:
        try:
            urlsplit(address).port  # noqa: B018  (it raises)
            raise OSError(2, "no such host", address)
        except (OSError, ValueError) as error:
            raise DriverError(f"connection to {address!r} failed", {"dsn": address}) from error
    except DriverError as error:
        error.add_note(f"while connecting to {address}")
        raise InputError.of("places.cant_look", name=address, reason=str(error)) from error


@drawn
@given(addresses)
def test_no_error_of_a_library_says_a_secret(address: str) -> None:
    def act() -> None:
        with secrets_kept([{"data": address}]):
            connect(address)

    assert_kept(raised_by(act), address)


def main(*words: str) -> str:
    """All that the command line prints."""
    said = io.StringIO()
    before, sys.argv = sys.argv, ["likewise", *words]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
            cli.main()
    except Exception as error:
        said.write("".join(traceback.format_exception(error)))
    finally:
        sys.argv = before
    return said.getvalue()


WRONG_PLACES = (
    lambda address, rule: ("policy", rule, "--rule", address),
    lambda address, _: ("report", "absent.csv", "--out", address),
    lambda address, _: ("report", "absent.csv", "--out", "out", "--tables", address, "--engine", address),
    lambda address, _: ("simulate", "--scenario", address),
    lambda address, _: ("trial", "read", "absent.csv", "--plan", address),
    lambda address, _: ("watch", "bluesky:", "--out", "out", "--url", address),
    lambda address, _: ("world", "--out", address, "--accounts", "0"),
    lambda address, _: ("groups", "absent.csv", "--limit", address),
    lambda address, _: (address,),
    lambda address, _: ("account", address, address, address),
)


@settings(drawn, max_examples=200)
@given(address=addresses, words=st.sampled_from(WRONG_PLACES))
def test_the_command_line_says_no_secret(
    address: str, words: Callable[[str, str], tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    if "\0" in address:
        return
    rule = str(Path(__file__).parent)
    with contextlib.chdir(tmp_path_factory.getbasetemp()):
        assert_kept(main(*words(address, rule)), address)


@pytest.mark.parametrize(
    "address",
    [
        "postgres:postgresql://me:Zq7xV@127.0.0.1:1/db",
        "postgresql://127.0.0.1:1/db?password=Zq7xV&nonsense=Zq7xV",
        "POSTGRESQL://me:Zq%g7xV@127.0.0.1:1/db?connect_timeout=Zq7xV",
        "clickhouse:http://me:Zq7xV@127.0.0.1:1/db",
        "delta:s3://key:Zq7xV@bucket:1/events",
        "iceberg:http://me:Zq7xV@127.0.0.1:1/events",
        "mysql://me:Zq7xV@127.0.0.1:1/db",
        "Driver={PostgreSQL};Server=127.0.0.1;Uid=me;Pwd=Zq7xV;",
    ],
)
def test_a_driver_that_fails_says_no_secret(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert_kept(raised_by(lambda: likewise.read(address)), address)


def test_what_cannot_be_cleared_of_a_secret_is_not_said() -> None:
    class StubbornError(Exception):
        def __str__(self) -> str:
            return f"no role for {MARK}"

    def act() -> None:
        with secrets_kept(f"postgresql://me:{MARK}@host"):
            raise ValueError("at first") from StubbornError()

    assert_kept(raised_by(act), "")

    def worse() -> None:
        with secrets_kept(f"postgresql://me:{MARK}@host"):
            raise StubbornError

    assert "StubbornError" in raised_by(worse) and MARK not in raised_by(worse)


def test_spark_says_no_secret() -> None:
    def act() -> None:
        address = f"sc://host:443/;token={MARK};use_ssl=true"
        with secrets_kept(address), usable("engine.spark_unusable", address=address):
            raise RuntimeError(f"no server at {address}")

    assert_kept(raised_by(act), "")


@pytest.mark.parametrize(
    "said",
    [
        *(
            "events.csv",
            "/data/day=2026-01-01/likes.parquet",
            "点赞 记录.xlsx",
            "s3://b/a@b/c.csv",
        ),
        *("table:catalog.likes", "delta:/some/path", "postgresql://me@host:5432/db", "author=user_id", "key=5/x.csv"),
    ],
)
def test_what_holds_no_secret_is_shown_as_it_is(said: str) -> None:
    assert without_secrets(said) == said
    assert not secrets_in(said)


def test_an_address_is_read_whatever_its_case_and_blanks() -> None:
    remote = remote_place("  Postgres: POSTGRESQL://Me:Pw@Host/Db#Likes ")
    assert remote is not None
    assert (remote.server, remote.parts.username, remote.parts.password, remote.table) == (
        "postgres",
        "Me",
        "Pw",
        "Likes",
    )
    assert remote.shown == "postgres:postgresql://Me@Host/Db#Likes"
    place = lake_place(" S3A://bucket/Events ")
    assert place is not None and place.where == "s3a://bucket/Events"
