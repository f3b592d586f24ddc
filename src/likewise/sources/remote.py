"""Data that lies on a server: which one is meant, and how it is called where secrets may not be seen.

A database is said as `postgres:postgresql://user@host/db` or `clickhouse:https://user@host/db`, with `#schema.table`
for one table alone; a file in a bucket as `s3://bucket/key`. Passwords come from the address, or better from where the
server's own client looks for them; they stand in no message and in no result.
"""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from likewise.errors import InputError

Server = Literal["postgres", "clickhouse", "s3"]

_PREFIXES: dict[str, tuple[Server, tuple[str, ...], str]] = {
    "postgres:": ("postgres", ("postgresql", "postgres"), "postgres:postgresql://user@host/database"),
    "clickhouse:": ("clickhouse", ("http", "https"), "clickhouse:https://user@host/database"),
    "s3:": ("s3", ("s3",), "s3://bucket/key"),
}
_BARE = ("postgres://", "postgresql://", "s3://")
_BUCKETS = ("s3", "s3a", "s3n")
"""Schemes in whose addresses the user's name is a key."""

HIDDEN = "***"


@dataclass(frozen=True)
class Remote:
    """A place on a server: `url` with all that it takes to get there, `shown` without secrets, one `table` or all."""

    server: Server
    url: str = field(repr=False)
    shown: str
    table: str | None = None

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
        given = [self.parts.password, *(value for name, value in self.query.items() if "pass" in name.lower())]
        if self.server == "s3":
            given.append(self.parts.username)
        line = one_line(said)
        for secret in (form for one in given if one for form in (one, unquote(one))):
            line = line.replace(secret, HIDDEN)
        return line[:SHOWN_CHARACTERS]


SHOWN_CHARACTERS = 300
"""How much of a client's message is passed on."""


_DRAWN = re.compile(r"\x1b\[[0-9;]*m|[^\w\s\x21-\x7e，。、：；（）“”]")
"""Colours and arrows that clients draw into their messages."""


def one_line(said: object) -> str:
    """What a client says, on one line and without colours."""
    return " ".join(_DRAWN.sub("", str(said)).split())


def without_secrets(said: str) -> str:
    """A place's name as the user gave it, without what its address holds of secrets."""
    prefix, slashes, rest = said.partition("://")
    if not slashes:
        return said
    form, colon, scheme = prefix.rpartition(":")
    try:
        return f"{form}{colon}{_shown(urlsplit(f'{scheme}://{rest}'))}"
    except ValueError:
        return f"{prefix}://"


def not_read(said: str) -> InputError:
    """The error for an address of a kind that nothing here reads; its secrets aren't repeated."""
    return InputError.of("places.not_read", shown=without_secrets(said), scheme=said.partition("://")[0])


def remote_place(said: str) -> Remote | None:
    """What a place's name means; None when it is no place on a server.

    Raises InputError, which doesn't repeat the address, when it begins as one and can't be meant.
    """
    prefix = next((one for one in _PREFIXES if said.startswith(one)), None)
    bare = said.startswith(_BARE)
    if prefix is None and not bare:
        return None
    if said.startswith("postgresql://"):
        prefix = "postgres:"
    assert prefix is not None
    server, schemes, example = _PREFIXES[prefix]
    url = said if bare else said.removeprefix(prefix)
    try:
        parts = urlsplit(url)
        named = parts.hostname or (server == "postgres" and parts.scheme in schemes)
        if parts.scheme not in schemes or not named or (parts.port or 0) < 0:
            raise ValueError
    except ValueError as error:
        raise InputError.of("places.no_address", prefix=prefix, example=example) from error
    plain, _, table = url.partition("#")
    return Remote(server, plain, f"{'' if server == 's3' else prefix}{_shown(parts)}", unquote(table) or None)


def _shown(parts: SplitResult) -> str:
    """The address with the user's name and the table's, but without the password and what stands behind `?`."""
    user, at, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0] + at if parts.scheme not in _BUCKETS else ""
    return parts._replace(netloc=name + host, query="").geturl()
