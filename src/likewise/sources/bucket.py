"""Files in a bucket (S3, and what speaks like it), brought into the scratch folder and read as a folder there would be.

Credentials are those that the AWS tools use (environment, profile, machine); `?endpoint_override=host:port&scheme=http`
and `?region=` stand in the address as pyarrow has them, and AWS_ENDPOINT_URL in the environment says the same for all.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Self
from urllib.parse import unquote, urlsplit

from pyarrow import fs

from likewise.engine import LakePlace, explained
from likewise.errors import InputError, reason
from likewise.ingest.lakes import HUDI, lake_roots
from likewise.sources.locate import Located, Place, locate
from likewise.sources.remote import Remote
from likewise.sources.unpack import CHUNK
from likewise.text import Sentence

CONNECT_SECONDS, ATTEMPTS = 10, 3
"""How long a server may take to answer, and how often it is asked."""

_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")


@dataclass(frozen=True)
class Access:
    """What it takes to get at a bucket; what is None is left to where the AWS tools look for it."""

    key: str | None = field(repr=False)
    secret: str | None = field(repr=False)
    endpoint: str | None
    region: str | None

    @classmethod
    def of(cls, remote: Remote) -> Self:
        """What an address says, or else the environment."""
        parts, query = remote.parts, remote.query
        host, scheme = query.get("endpoint_override"), query.get("scheme", "https")
        endpoint = next((os.environ[name] for name in _ENDPOINTS if os.environ.get(name)), None)
        if host:
            endpoint = host if "://" in host else f"{scheme}://{host}"
        key, secret = (unquote(one) if one else None for one in (parts.username, parts.password))
        return cls(key, secret, endpoint, query.get("region"))

    def filesystem(self) -> fs.S3FileSystem:
        """The bucket's files as pyarrow has them."""
        where = urlsplit(self.endpoint) if self.endpoint else None
        at = {"endpoint_override": where.netloc, "scheme": where.scheme} if where else {}
        return fs.S3FileSystem(
            **at,
            **({"region": self.region} if self.region else {}),
            access_key=self.key,
            secret_key=self.secret,
            connect_timeout=CONNECT_SECONDS,
            retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
        )

    def of_deltalake(self) -> dict[str, str]:
        """The same as deltalake calls it."""
        plain = "true" if (self.endpoint or "").startswith("http://") else None
        named = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ALLOW_HTTP")
        return _given(named, (self.key, self.secret, self.endpoint, self.region, plain))

    def of_pyiceberg(self) -> dict[str, str]:
        """The same as pyiceberg calls it."""
        named = ("s3.access-key-id", "s3.secret-access-key", "s3.endpoint", "s3.region")
        return _given(named, (self.key, self.secret, self.endpoint, self.region))


def _given(names: Sequence[str], values: Sequence[str | None]) -> dict[str, str]:
    return {name: value for name, value in zip(names, values, strict=True) if value}


def brought(places: Sequence[Place], scratch: Path) -> Located:
    """The places with those in buckets brought into the scratch folder: files by name, tables of a lake as such.

    Raises InputError when a bucket can't be reached or refuses, or holds nothing there.
    """
    found: list[Place] = []
    ignored: list[str] = []
    for number, place in enumerate(places):
        if place.remote is None or place.remote.server != "s3" or place.lake is not None:
            found.append(place)
            continue
        here = _of_bucket(place, place.remote, scratch / f"bucket-{number}")
        found += here.places
        ignored += here.ignored
    return Located(tuple(found), tuple(ignored))


def _of_bucket(place: Place, remote: Remote, folder: Path) -> Located:
    key = ((remote.parts.hostname or "") + remote.parts.path).rstrip("/")
    with _reachable(remote):
        server = Access.of(remote).filesystem()
        files = _files(server, key)
    if not files:
        raise InputError.of("lakes.bucket_empty", shown=remote.shown)
    if [one.path for one in files] == [key]:
        path = _fetched(server, remote, files, folder, str(PurePosixPath(key).parent))[key]
        return Located((replace(place, remote=None, path=path),), ())
    roots = lake_roots(one.path for one in files)
    tables = [_table_of_lake(place, remote, root, form, key) for root, form in roots.items()]
    if key in roots:
        return Located((tables[0],), ())
    plain = [one for one in files if not any(one.path.startswith(f"{root}/") for root in roots) and _counts(one, key)]
    found = _as_folder(place, remote, server, plain, folder, key) if plain or not tables else Located((), ())
    return replace(found, places=(*tables, *found.places))


def _table_of_lake(place: Place, remote: Remote, root: str, form: str, key: str) -> Place:
    """A table of a lake in a bucket, which the library of its format reads."""
    if form == HUDI:
        raise InputError.of("lakes.hudi", shown=f"s3://{root}")
    url = remote.parts._replace(path=root.removeprefix(remote.parts.hostname or "")).geturl()
    if root == key:
        return replace(place, remote=None, lake=LakePlace(form, url))
    (named,) = locate(f"{form}:{url}").places
    return named


def _counts(file: fs.FileInfo, key: str) -> bool:
    """Whether a file is one of those that a folder is read by: neither it nor a folder on the way to it is hidden."""
    return not any(part.startswith(("_", ".")) for part in PurePosixPath(file.path.removeprefix(f"{key}/")).parts)


def _as_folder(
    place: Place, remote: Remote, server: fs.S3FileSystem, files: Sequence[fs.FileInfo], folder: Path, key: str
) -> Located:
    """The files as a folder of this machine would be read, under their names in the bucket."""
    top = folder / PurePosixPath(key).name
    _fetched(server, remote, files, top, key)
    top.mkdir(parents=True, exist_ok=True)
    shown = f"s3://{key}"
    try:
        found = locate(top)
    except InputError as error:
        raise _renamed(error, str(top), shown) from None
    places = [
        replace(
            one,
            shown=one.shown.replace(str(top), shown, 1),
            hint=one.hint or place.hint,
            kind=one.kind or place.kind,
            maybe=one.maybe and len(found.places) > 1,
        )
        for one in found.places
    ]
    return Located(tuple(places), tuple(one.replace(str(top), shown, 1) for one in found.ignored))


def _renamed(error: InputError, old: str, new: str) -> InputError:
    """The error with one name for another, in each language."""
    renamed = InputError(str(error).replace(old, new))
    if error.sentence is not None:
        renamed.sentence = _with_name(error.sentence, old, new)
    return renamed


def _with_name(sentence: Sentence, old: str, new: str) -> Sentence:
    """A sentence with one name for another in each of its values."""

    def named(value: object) -> object:
        if isinstance(value, tuple | list):
            return [named(one) for one in value]
        if isinstance(value, Sentence):
            return _with_name(value, old, new)
        return str(value).replace(old, new) if isinstance(value, str | Path) else value

    return Sentence(sentence.key, {name: named(value) for name, value in sentence.values.items()})


def _files(server: fs.S3FileSystem, key: str) -> list[fs.FileInfo]:
    """The file itself, or those under it in order."""
    own = server.get_file_info(key)
    if own.type == fs.FileType.File:
        return [own]
    found = server.get_file_info(fs.FileSelector(key, recursive=True, allow_not_found=True))
    return sorted((one for one in found if one.type == fs.FileType.File), key=lambda one: str(one.path))


def _fetched(
    server: fs.S3FileSystem, remote: Remote, files: Sequence[fs.FileInfo], folder: Path, key: str
) -> Mapping[str, Path]:
    """Bring files into a folder, under the path that they have below a key; where each is now."""
    to = {one.path: folder / one.path.removeprefix(f"{key}/") for one in files}
    for one in files:
        target = to[one.path]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            out = target.open("xb")
        except OSError as error:
            raise InputError.of("lakes.bucket_names", shown=f"s3://{one.path}", said=reason(error)) from error
        with out, _reachable(remote), explained(), server.open_input_stream(one.path) as stream:
            shutil.copyfileobj(stream, out, CHUNK)
        if one.mtime_ns:
            os.utime(target, ns=(one.mtime_ns, one.mtime_ns))
    return to


@contextmanager
def _reachable(remote: Remote) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise InputError.of("lakes.bucket_refused", shown=remote.shown, said=remote.hidden(error)) from None
