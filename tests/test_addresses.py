"""Addresses of servers and buckets: shown without their secrets, and what can't be meant is said in one sentence."""

import pytest

from likewise.addresses import without_secrets
from likewise.errors import InputError
from likewise.sources.remote import remote_place
from test_cli import refused


def test_an_address_is_shown_without_its_secrets() -> None:
    shown = {
        "postgres:postgresql://me:pw@host:5433/db#s.likes": "postgres:postgresql://me@host:5433/db#s.likes",
        "postgresql://me:pw@host/db?password=pw2": "postgres:postgresql://me@host/db",
        "postgres://me:pw@host/db": "postgres:postgres://me@host/db",
        "clickhouse:https://me:pw@host:8443/db": "clickhouse:https://me@host:8443/db",
        "s3://key:pw@bucket/some/likes.parquet?region=eu": "s3://bucket/some/likes.parquet",
    }
    for given, wanted in shown.items():
        remote = remote_place(given)
        assert remote is not None
        assert remote.shown == wanted
        assert "pw" not in repr(remote) + remote.hidden(f"it said {given}")
    assert remote_place("postgres:postgresql://h/db#s.t") != remote_place("postgres:postgresql://h/db#s.u")
    assert remote_place("events.csv") is None and remote_place("s3a://bucket/events") is None


@pytest.mark.parametrize("given", ["postgres:likes", "postgres:mysql://u:s3cret@h/d", "clickhouse:likes", "s3://"])
def test_what_is_no_address_is_said_without_repeating_it(given: str) -> None:
    with pytest.raises(InputError) as caught:
        remote_place(given)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        "clickhouse:http://me:s3cret@127.0.0.1:1/db",
        "s3://key:s3cret@bucket/likes.csv?endpoint_override=127.0.0.1:1&scheme=http&region=eu",
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(given: str) -> None:
    said = refused("check", given)
    assert "can't be reached" in said and "s3cret" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("delta:s3://key:s3cret@bucket/events?region=eu", "delta:s3://bucket/events"),
        ("iceberg:s3a://key:s3cret@bucket/events", "iceberg:s3a://bucket/events"),
        ("delta:/some/path", "delta:/some/path"),
        ("hdfs://me:s3cret@host/events", "hdfs://me@host/events"),
        ("delta:s3://key:s3cret@[bucket", "delta:s3://"),
        ("table:catalog.likes.events", "table:catalog.likes.events"),
    ],
)
def test_a_table_of_a_lake_is_shown_without_its_secrets(given: str, shown: str) -> None:
    assert without_secrets(given) == shown
