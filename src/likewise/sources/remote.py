"""Data that lies on a server: which one is meant, and how it is called where secrets may not be seen.

A database is said as `postgres:postgresql://user@host/db` or `clickhouse:https://user@host/db`, with `#schema.table`
for one table alone; a file in a bucket as `s3://bucket/key`. Passwords come from the address, or better from where the
server's own client looks for them; they stand in no message and in no result.
"""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from likewise.addresses import HIDDEN, hidden, names_a_secret, secrets_in, without_secrets
from likewise.errors import InputError

Server = Literal["postgres", "clickhouse", "s3"]

_PREFIXES: dict[str, tuple[Server, tuple[str, ...], str]] = {
    "postgres:": ("postgres", ("postgresql", "postgres"), "postgres:postgresql://user@host/database"),
    "clickhouse:": ("clickhouse", ("http", "https"), "clickhouse:https://user@host/database"),
    "s3:": ("s3", ("s3",), "s3://bucket/key"),
}
_BARE = ("postgres://", "postgresql://", "s3://")


@dataclass(frozen=True)
class Remote:
    """A place on a server: `url` with all that it takes to get there, `shown` without secrets, one `table` or all.

    `said` is the whole of what the user wrote.
    """

    server: Server
    url: str = field(repr=False)
    shown: str
    table: str | None = None
    said: str = field(default="", repr=False)

    @property
    def parts(self) -> SplitResult:
        """The address taken apart."""
        return urlsplit(self.url)

    @property
    def query(self) -> dict[str, str]:
        """What stands behind the question mark."""
        return dict(parse_qsl(self.parts.query))

    def hidden(self, said: object) -> str:
        """What a client says, on one line and without the secrets of the address."""
        return client_said(self.said, said)


SHOWN_CHARACTERS = 300
"""How much of a client's message is passed on."""


_DRAWN = re.compile(r"\x1b\[[0-9;]*m|[^\w\s\x21-\x7e，。、：；（）“”]")
"""Colours and arrows that clients draw into their messages."""


def one_line(said: object) -> str:
    """What a client says, on one line and without colours."""
    return " ".join(_DRAWN.sub("", str(said)).split())


def client_said(address: str, said: object) -> str:
    """What a client says, on one line and without the secrets of the address that it was given."""
    line = one_line(hidden(str(said), secrets_in(address)))
    return without_secrets(line)[:SHOWN_CHARACTERS]


def not_read(said: str) -> InputError:
    """The error for an address of a kind that nothing here reads; its secrets aren't repeated."""
    shown = without_secrets(said.strip())
    scheme = _SCHEME.match(shown)
    if scheme is None:
        return InputError.of("places.unknown_address", shown=shown)
    return InputError.of("places.not_read", shown=shown, scheme=scheme[1])


_SCHEME = re.compile(r"([A-Za-z][\w+.:-]*)://")


def remote_place(said: str) -> Remote | None:
    """What a place's name means; None when it is no place on a server.

    Raises InputError, which doesn't repeat the address, when it begins as one and can't be meant.
    """
    given = _plainly(said)
    prefix = next((one for one in _PREFIXES if given.startswith(one)), None)
    bare = given.startswith(_BARE)
    if prefix is None and not bare:
        return None
    if given.startswith("postgresql://"):
        prefix = "postgres:"
    assert prefix is not None
    server, schemes, example = _PREFIXES[prefix]
    url = given if bare else given.removeprefix(prefix)
    parts = _parts(url)
    named = parts is not None and (parts.hostname or (server == "postgres" and parts.scheme in schemes))
    if parts is None or parts.scheme not in schemes or not named:
        raise InputError.of("places.no_address", prefix=prefix, example=example)
    torn = "@" in parts.path + parts.query + parts.fragment and ":" in parts.netloc
    # Behind a password that is given by its name, `#` may be a part of it.
    torn = torn or (bool(parts.fragment) and names_a_secret(url.partition("#")[0]))
    if torn or without_secrets(url).endswith(HIDDEN):
        raise InputError.of("places.unescaped_address", prefix=prefix)
    plain, _, table = url.partition("#")
    shown = without_secrets(url if server == "s3" else f"{prefix}{url}")
    return Remote(server, plain, shown, unquote(table) or None, said)


_BEGINNING = re.compile(
    r"(?:(?P<prefix>postgres|clickhouse|s3)\s*:(?!//)\s*)?(?:(?P<scheme>[a-z][a-z0-9+]*)://)?", re.IGNORECASE
)


def _plainly(said: str) -> str:
    """An address without blanks around it, its prefix and scheme in small letters."""
    given = said.strip()
    found = _BEGINNING.match(given)
    if found is None or not found[0]:
        return given
    prefix = f"{found['prefix'].lower()}:" if found["prefix"] else ""
    scheme = f"{found['scheme'].lower()}://" if found["scheme"] else ""
    return prefix + scheme + given[found.end() :]


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None for what is none. What Python says of it would quote it."""
    try:
        parts = urlsplit(url)
        return parts if (parts.port or 0) >= 0 else None
    except ValueError:
        return None
