"""From any text file to UTF-8 lines that the engine can read where they lie.

A file that is UTF-8 with line ends of one kind is left alone; any other (Big5, UTF-16, mixed
line ends, damaged characters) is streamed once into a scratch file, in bounded memory.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from likewise.errors import InputError
from likewise.ingest.readers.encodings import guessed
from likewise.ingest.readers.line_ends import LineEnds
from likewise.ingest.readers.utf8 import Utf8Check
from likewise.sources.unpack import CHUNK, opened

MAX_DAMAGED_SHARE = 0.01
"""Share of unreadable characters, among all in a piece of text, up to which it still counts as UTF-8."""

HEAD_BYTES = 1 << 18
"""How much of a file is looked at to find its form, delimiter and header, bytes."""

DAMAGED = "\ufffd"
"""What stands for bytes that are no characters."""


@dataclass(frozen=True)
class PlainText:
    """A UTF-8 file: where it lies, how many lines it has, and whether there are quotation marks.

    `encoding` is what the original was written in; `damaged` says that DAMAGED stands for
    bytes which were no characters, `returns` that a carriage return stands before each line feed.
    """

    path: Path
    lines: int
    quotes: bool
    encoding: str
    damaged: bool
    returns: bool = False


def plain_text(path: Path, shown: str, to: Path, encoding: str | None = None) -> PlainText:
    """Make the file readable as UTF-8 lines; `to` is written only when it isn't so already.

    `encoding` is what texts that are no UTF-8 are in, as the user says.

    Raises InputError when no encoding fits.
    """
    survey = _survey(path, shown)
    if survey.is_plain:
        return PlainText(path, survey.lines, survey.quotes, "utf-8", damaged=False, returns=survey.returns)
    read_as = _encoding(survey, shown, encoding)
    damaged = _rewrite(path, shown, read_as, to)
    survey = _survey(to, shown)
    return PlainText(to, survey.lines, survey.quotes, read_as, damaged)


def head_of(text: PlainText) -> str:
    """The file's first lines, HEAD_BYTES at most; a last line that is cut is left out, unless it is alone."""
    with text.path.open("rb") as stream:
        raw = stream.read(HEAD_BYTES)
    head = raw.decode("utf-8", errors="ignore").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return head if len(raw) < HEAD_BYTES else head[: head.rfind("\n") + 1] or head


@dataclass(frozen=True)
class _Survey:
    """What one look at every byte tells: `first` is the file's start, `broke` the piece that is no UTF-8."""

    lines: int
    quotes: bool
    returns: bool
    is_plain: bool
    seen_utf8: bool
    first: bytes
    broke: bytes | None


def _survey(path: Path, shown: str) -> _Survey:
    check, ends = Utf8Check(), LineEnds()
    quotes, first = False, b""
    with opened(path, None, shown) as stream:
        while chunk := stream.read(CHUNK):
            first = first or chunk
            ends.feed(chunk)
            quotes = quotes or b'"' in chunk
            check.feed(chunk, final=False)
    check.feed(b"", final=True)
    is_plain = check.broke is None and ends.one_kind
    return _Survey(ends.lines, quotes, ends.returns > 0, is_plain, check.seen, first, check.broke)


def _encoding(survey: _Survey, shown: str, given: str | None) -> str:
    if survey.first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if survey.broke is None:
        return "utf-8"
    text = survey.broke.decode("utf-8", errors="replace")
    damaged, beyond = text.count(DAMAGED), sum(not character.isascii() for character in text)
    if damaged <= MAX_DAMAGED_SHARE * beyond or (given is None and survey.seen_utf8):
        return "utf-8"
    if (found := given or guessed(survey.broke)) is not None:
        return found
    try:
        codecs.getincrementaldecoder("gb18030")().decode(survey.broke)
    except UnicodeDecodeError as error:
        if damaged <= MAX_DAMAGED_SHARE * len(text):
            return "utf-8"
        byte = f"{survey.broke[error.start]:#04x}"
        raise InputError.of("reading.no_encoding", shown=shown, byte=byte) from error
    return "gb18030"


def _rewrite(path: Path, shown: str, encoding: str, to: Path) -> bool:
    """Stream the file into `to` as UTF-8 with plain line ends; True when some bytes were no characters."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    damaged, held = False, ""
    with opened(path, None, shown) as stream, to.open("w", encoding="utf-8", newline="") as out:
        while True:
            chunk = stream.read(CHUNK)
            text = held + decoder.decode(chunk, final=not chunk)
            held = "\r" if chunk and text.endswith("\r") else ""
            text = text[: len(text) - len(held)]
            damaged = damaged or DAMAGED in text
            out.write(text.replace("\r\n", "\n").replace("\r", "\n"))
            if not chunk:
                return damaged
