"""In which encoding a text is that is no UTF-8: as the user says, or guessed from a piece of it.

Letters with accents stand alone among plain ones, which tells Western Europe's encodings. Of the others that one is
taken in which most words of the header are known; where none is, charset-normalizer tells by which decoding looks like
a language.
"""

import codecs
import re

from likewise.errors import InputError
from likewise.ingest.match.names import tags_of, words_of

GUESSED = (
    *("gb18030", "big5", "cp949", "cp932", "euc_jp", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874"),
    "cp1250",
)
"""Encodings that are guessed where a text isn't in Western Europe's."""

_OF_PAIRS = frozenset({"gb18030", "big5", "cp949", "cp932", "euc_jp"})
"""Those of them in which a letter beyond ASCII takes two bytes."""

_ALWAYS_EVEN = 8
"""So many different words beyond ASCII, all of an even number of bytes, are in one of these: others have odd ones."""

LITTLE = 60
"""Bytes beyond ASCII below which no language can be told by its letters: the commonest encoding that fits is taken."""

MOST_ALONE = 0.8
"""Share of single bytes beyond ASCII from which a text is in a Western alphabet."""

SOME_TURKISH = 0.1
"""Share of letters that only Turkish has, among those with accents, from which a text is Turkish."""

_ACCENTS = 0xC0
_PAIRS = re.compile(rb"(?<=[A-Za-z])([\xc0-\xff])([\xc0-\xff])(?=[A-Za-z])")
"""Two letters with accents within a word, as in `ação`."""

_ONLY_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")
_TURKISH = _ONLY_TURKISH | frozenset("ÇÖÜçöüâîûÂÎÛ".encode("cp1254"))
_PIECE = 1 << 16


def encoding_named(encoding: str) -> str:
    """Return the usual name of an encoding of texts.

    Parameters
    ----------
    encoding
        A name as Python knows it, such as `big5` or `latin-1`.

    Raises
    ------
    InputError
        Where there is no such encoding.

    Examples
    --------
    >>> encoding_named("Windows-1252")
    'cp1252'
    """
    try:
        name = codecs.lookup(encoding).name
        "a".encode(name)
        codecs.getincrementaldecoder(name)(errors="replace").decode(b"a")
    except (LookupError, ValueError, TypeError) as error:
        raise InputError.of("reading.no_such_encoding", given=encoding) from error
    return name


def guessed(raw: bytes) -> str | None:
    """Return the encoding that a piece of text which is no UTF-8 is most likely in; None where nothing fits.

    Parameters
    ----------
    raw
        A piece of a file, some kilobytes, cut anywhere.

    Examples
    --------
    >>> guessed("用户,时间\\n陈小明,今天".encode("gb18030")), guessed("usuário,data\\nJoão,hoje".encode("latin-1"))
    ('gb18030', 'cp1252')
    >>> guessed("用戶,時間\\n陳小明,今天天氣".encode("big5"))
    'big5'
    """
    runs = re.findall(rb"[\x80-\xff]+", _PAIRS.sub(b"\\1 \\2", raw))
    alone = [run[0] for run in runs if len(run) == 1]
    accents = [byte for byte in alone if byte >= _ACCENTS]
    if len(alone) >= MOST_ALONE * len(runs) and len(accents) >= MOST_ALONE * len(alone):
        turkish = sum(byte in _ONLY_TURKISH for byte in accents) >= SOME_TURKISH * len(accents)
        return "cp1254" if turkish and _TURKISH.issuperset(accents) else "cp1252"
    piece = _whole_lines(raw)
    known = {encoding: _known_words(piece, encoding) for encoding in GUESSED}
    if any(known.values()):
        return max(known, key=lambda encoding: known[encoding])
    in_pairs = all(len(run) % 2 == 0 for run in runs)
    if in_pairs and sum(map(len, runs)) < LITTLE and _decodes(piece, "gb18030"):
        return "gb18030"
    from charset_normalizer import from_bytes  # noqa: PLC0415  (hardly any file needs it)

    paired = in_pairs and len(set(runs)) >= _ALWAYS_EVEN
    likely = [one for one in GUESSED if one in _OF_PAIRS] if paired else list(GUESSED)
    best = from_bytes(piece, cp_isolation=likely).best()
    return best.encoding if best else None


def _known_words(piece: bytes, encoding: str) -> int:
    """How many words of the header are known as words of column names, where it is decoded so."""
    try:
        header = piece.partition(b"\n")[0].decode(encoding)
    except UnicodeDecodeError:
        return 0
    words = (word for name in re.split("[,;\t|]", header) for word in words_of(name.strip(' "\r')))
    return sum(not word.isascii() and bool(tags_of(word)) for word in words)


def _decodes(piece: bytes, encoding: str) -> bool:
    try:
        piece.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _whole_lines(raw: bytes) -> bytes:
    """The first lines of a piece: where it is cut, no character is."""
    return raw if len(raw) <= _PIECE else raw[: raw.rfind(b"\n", 0, _PIECE) + 1] or raw[:_PIECE]
