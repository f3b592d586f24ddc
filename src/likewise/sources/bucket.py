"""Files in a bucket (S3, and what speaks like it), brought into the scratch folder one by one.

Credentials are those that the AWS tools use (environment, profile, machine); `?endpoint_override=host:port&scheme=http`
and `?region=` stand in the address as pyarrow has them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pyarrow import fs

from likewise.engine import explained
from likewise.errors import InputError
from likewise.sources.remote import Remote
from likewise.sources.unpack import CHUNK

CONNECT_SECONDS, ATTEMPTS = 10, 3
"""How long a server may take to answer, and how often it is asked."""

_OPTIONS = ("endpoint_override", "scheme", "region", "allow_bucket_creation")


def fetched(remote: Remote, to: Path) -> Iterator[tuple[str, Path]]:
    """Each file at an address or under it: how it is shown, and where it was brought to; InputError without any."""
    key = (remote.parts.hostname or "") + remote.parts.path
    to.mkdir()
    try:
        server = fs.S3FileSystem(
            **{name: value for name, value in remote.query.items() if name in _OPTIONS},
            access_key=remote.parts.username,
            secret_key=remote.parts.password,
            connect_timeout=CONNECT_SECONDS,
            retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
        )
        for i, path in enumerate(_files(server, key.rstrip("/"), remote)):
            shown = remote.shown if path == key else f"s3://{path}"
            target = to / f"{i}-{PurePosixPath(path).name}"
            with explained(), server.open_input_stream(path) as stream, target.open("wb") as out:
                shutil.copyfileobj(stream, out, CHUNK)
            yield shown, target
    except (OSError, ValueError) as error:
        raise InputError(
            f"{remote.shown}: the bucket can't be reached or refuses; check its name, the region and your credentials "
            f"({remote.hidden(error)})"
        ) from None


def _files(server: fs.S3FileSystem, key: str, remote: Remote) -> list[str]:
    """The file itself, or those under it in order."""
    if server.get_file_info(key).type == fs.FileType.File:
        return [key]
    found = server.get_file_info(fs.FileSelector(key, recursive=True, allow_not_found=True))
    files = sorted(str(one.path) for one in found if one.type == fs.FileType.File and not one.base_name.startswith("_"))
    if not files:
        raise InputError(f"{remote.shown}: there is no such file or folder in the bucket")
    return files
