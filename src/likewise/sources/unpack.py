"""From a compressed file to the bytes inside, in bounded memory.

Every byte is unpacked and checked before anything is read from it, so a file that was cut off
is an error and never half a table (DuckDB reads the first half of a cut .zst without a word).
"""

import errno
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

import pyarrow as pa

from likewise.errors import EngineError, InputError, first_line, reason

Compression = Literal["gzip", "zstd"]

CHUNK = 1 << 20
"""Bytes read at a time."""

_MAGIC: dict[bytes, Compression] = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


def compression_of(path: Path) -> Compression | None:
    """The compression that the file's first bytes show."""
    with path.open("rb") as stream:
        start = stream.read(4)
    return next((name for magic, name in _MAGIC.items() if start.startswith(magic)), None)


@contextmanager
def opened(path: Path, compression: Compression | None, shown: str) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked as they are read; InputError when the stream is cut off or damaged."""
    try:
        with _stream(path, compression) as stream:
            yield stream
    except (EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise EngineError.of("reading.disk_full", shown=shown) from error
        if compression is None:
            why = reason(error) if isinstance(error, OSError) else first_line(error)
            raise InputError.of("reading.unreadable", shown=shown, reason=why) from error
        raise InputError.of("reading.compressed_cut", shown=shown, compression=compression, said=error) from error


def _stream(path: Path, compression: Compression | None) -> IO[bytes]:
    if compression == "gzip":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if compression == "zstd":
        return cast(IO[bytes], pa.CompressedInputStream(str(path), "zstd"))
    return path.open("rb")


def unpacked(path: Path, compression: Compression | None, shown: str, to: Path) -> Path:
    """The file's bytes as a plain file: the path itself, or `to` written anew."""
    if compression is None:
        return path
    with opened(path, compression, shown) as stream, to.open("wb") as out:
        while chunk := stream.read(CHUNK):
            out.write(chunk)
    return to
