"""Files and tables in a bucket: a real server on this machine's loopback, which checks keys and signatures."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import boto3
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from lake_files import FIRST, WANTED, catalog, delta, iceberg, log
from likewise.errors import InputError
from test_cli import run
from test_databases import free_port
from test_sources_support import HEADER, LIKE, events, reading

REGION = "us-east-1"
START_SECONDS = 60
WRONG = "s3cret/wrong+key"
COLUMNS = "actor, author, post, kind, time"

pytestmark = pytest.mark.xdist_group("bucket")


@dataclass(frozen=True)
class Bucket:
    """A bucket of a server that is gone after the tests, and a key that may read it."""

    port: int
    key: str
    secret: str
    name: str = "lake"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self, path: str, key: str | None = None, secret: str | None = None, name: str | None = None) -> str:
        """Where something is, with the keys in the address."""
        who = f"{quote(key or self.key, safe='')}:{quote(secret or self.secret, safe='')}"
        where = f"endpoint_override=127.0.0.1:{self.port}&scheme=http&region={REGION}"
        return f"s3://{who}@{name or self.name}/{path}?{where}"

    def put(self, path: str, content: bytes | pa.Table) -> None:
        files = fs.S3FileSystem(
            access_key=self.key, secret_key=self.secret, endpoint_override=self.endpoint, region=REGION
        )
        with files.open_output_stream(f"{self.name}/{path}") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                pq.write_table(content, out)

    def environment(self) -> dict[str, str]:
        """What the AWS tools find the bucket by."""
        return {
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
        }

    def of_deltalake(self) -> dict[str, str]:
        return {**self.environment(), "AWS_ALLOW_HTTP": "true"}


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/moto-api/data.json")
        yield made(port)
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def wait(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def made(port: int) -> Bucket:
    """A bucket, a user with a key, and from now on a server that checks keys."""
    url = f"http://127.0.0.1:{port}"
    admin = {"aws_access_key_id": "admin", "aws_secret_access_key": "admin"}
    boto3.client("s3", endpoint_url=url, region_name=REGION, **admin).create_bucket(Bucket="lake")
    iam = boto3.client("iam", endpoint_url=url, region_name=REGION, **admin)
    iam.create_user(UserName="reader")
    rule = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [rule]})
    iam.put_user_policy(UserName="reader", PolicyName="all", PolicyDocument=document)
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    headers = {"Content-Type": "text/plain"}
    checked = urllib.request.Request(f"{url}/moto-api/reset-auth", data=b"0", headers=headers, method="POST")
    urllib.request.urlopen(checked, timeout=5).close()
    return Bucket(port, key["AccessKeyId"], key["SecretAccessKey"])


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keys of this machine's own."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def held(data: object) -> list[Any]:
    return sorted(events(data, COLUMNS))


@pytest.fixture(scope="module")
def wanted() -> list[Any]:
    return held({"events": WANTED})


@pytest.mark.usefixtures("quiet")
def test_a_file_is_read_by_the_keys_in_its_address(bucket: Bucket, wanted: list[Any]) -> None:
    bucket.put("one/events.parquet", WANTED)
    assert held(bucket.address("one/events.parquet")) == wanted


def test_a_file_is_read_by_the_keys_of_the_environment(
    bucket: Bucket, wanted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put("env/events.parquet", WANTED)
    for name, value in bucket.environment().items():
        monkeypatch.setenv(name, value)
    assert held("s3://lake/env/events.parquet") == wanted


@pytest.mark.usefixtures("quiet")
def test_a_folder_of_a_bucket_is_read_as_a_folder_is(bucket: Bucket, tmp_path: Path, wanted: list[Any]) -> None:
    posts = pa.table({"post": ["p1"], "author": ["bob"], "likes": [3], "text": ["hello"]})
    for path, table in {
        "whole/events/a/part-0.parquet": WANTED.slice(0, 2),
        "whole/events/b/part-1.parquet": WANTED.slice(2),
        "whole/events/_temporary/part-2.parquet": FIRST,
        "whole/posts.parquet": posts,
    }.items():
        bucket.put(path, table)
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, tmp_path / path)
    bucket.put("whole/events/_SUCCESS", b"")
    assert held(bucket.address("whole/events")) == wanted
    told = {}
    for name, data in {"bucket": bucket.address("whole"), "folder": tmp_path / "whole"}.items():
        with reading(data) as (_, found):
            told[name] = sorted((Path(file.path).name, file.table, file.rows) for file in found.files)
            if name == "bucket":
                assert all(file.path.startswith("s3://lake/whole/") for file in found.files)
    assert told["bucket"] == told["folder"]


@pytest.mark.usefixtures("quiet")
def test_files_of_every_kind_are_read_from_a_bucket(bucket: Bucket) -> None:
    bucket.put("csv/events.csv", (HEADER + LIKE).encode())
    assert events(bucket.address("csv/events.csv"), "actor") == ["ann"]
    assert events(bucket.address("csv"), "actor") == ["ann"]


@pytest.mark.usefixtures("quiet")
def test_a_delta_table_in_a_bucket_is_read_as_it_stands_now(bucket: Bucket, wanted: list[Any]) -> None:
    delta("s3://lake/delta/events", bucket.of_deltalake())
    assert held(f"delta:{bucket.address('delta/events')}") == wanted
    assert held(bucket.address("delta/events")) == wanted
    bucket.put("delta/more_events.parquet", log(("fay", "p9", 3)))
    assert sorted(events(bucket.address("delta"), "actor")) == ["dee", "eve", "fay", "李雷"]


@pytest.mark.usefixtures("quiet")
def test_an_iceberg_table_in_a_bucket_is_read_as_it_stands_now(
    bucket: Bucket, wanted: list[Any], tmp_path: Path
) -> None:
    access = {"s3.endpoint": bucket.endpoint, "s3.region": REGION}
    keys = {"s3.access-key-id": bucket.key, "s3.secret-access-key": bucket.secret}
    table = iceberg(catalog(tmp_path, "s3://lake/warehouse", **access, **keys))
    folder = table.location().removeprefix("s3://lake/")
    assert held(f"iceberg:{bucket.address(folder)}") == wanted
    assert held(bucket.address(folder)) == wanted


def told(given: str) -> str:
    """What is said of an address that can't be read, in both languages: one sentence each, without a key."""
    with pytest.raises(InputError) as caught:
        events(given)
    said = f"{caught.value} {caught.value.in_words('zh')}"
    assert "s3cret" not in said and "AKIA" not in said and "\n" not in said and "\x1b" not in said
    return str(caught.value)


@pytest.mark.usefixtures("quiet")
def test_what_fails_is_one_sentence_without_the_keys(bucket: Bucket) -> None:
    bucket.put("fail/events.parquet", WANTED)
    for form in ("", "delta:", "iceberg:"):
        refusal = "credentials"
        assert refusal in told(form + bucket.address("fail/events.parquet", secret=WRONG))
        assert refusal in told(form + bucket.address("fail/events.parquet", key="AKIAWRONG", secret=WRONG))
        there = told(form + bucket.address("events", name="no-such-bucket"))
        assert "no such" in there or refusal in there or "there is no" in there
        assert "there is no" in told(form + bucket.address("nothing/here"))
        away = bucket.address("fail", secret=WRONG).replace(f":{bucket.port}", ":1")
        assert "can't be reached" in told(form + away)


@pytest.mark.usefixtures("quiet")
def test_no_result_holds_the_keys(bucket: Bucket, tmp_path: Path) -> None:
    delta("s3://lake/report/events", bucket.of_deltalake())
    for number, given in enumerate((bucket.address("report/events"), f"delta:{bucket.address('report/events')}")):
        done = run("report", given, "--out", tmp_path / f"out-{number}")
        assert done.returncode == 0, done.stderr
        assert bucket.secret not in done.stdout + done.stderr
        for path in (tmp_path / f"out-{number}").rglob("*"):
            if path.is_file():
                assert bucket.secret.encode() not in path.read_bytes(), path


@pytest.mark.usefixtures("quiet")
def test_a_hudi_table_in_a_bucket_is_refused(bucket: Bucket) -> None:
    bucket.put("hudi/events/.hoodie/hoodie.properties", b"x=1")
    bucket.put("hudi/events/part-0.parquet", FIRST)
    assert "Hudi" in told(bucket.address("hudi/events"))
    assert "Hudi" in told(bucket.address("hudi"))
