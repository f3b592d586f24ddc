"""What may be said of an address, and what in it is secret; part of the base layer.

An address is taken apart here before anything is said of it: `postgresql://user:password@host/db`, `s3://key:secret@b`,
`Driver=…;Uid=…;Pwd=…;`, `host=… password=…`, of any scheme, in any case, with blanks, with signs that it should not
hold, and broken ones too. In doubt, what stands before the last `@` and behind `?` and `;` counts as secret.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from os import PathLike, fspath
from urllib.parse import quote, quote_plus, unquote, unquote_plus

HIDDEN = "***"
"""What stands for a secret."""

_SCHEME = re.compile(r"(?<![\w+.-])(?P<scheme>[A-Za-z][\w+.-]+)\s*[:：]\s*[/\\／]{1,3}")
_PREFIX = re.compile(
    r"(?:^|[^\w+.:：-])(?:postgres|clickhouse|s3|delta|iceberg|parquet|table|duckdb|bluesky|jdbc|odbc)\s*:\s*$",
    re.IGNORECASE,
)
"""What stands before a scheme, as a prefix; any other word with a colon may be a user's name."""
_ADDRESS = re.compile(r"""[\s"'<]*(?:[A-Za-z][\w+.-]+\s*[:：]\s*)+[/\\／]""")

_SECRET_NAMES = (
    r"pass(?:word|wd|phrase|code)?|pwd|secret|token|signature|\bsig|\bsas|credentials?|auth(?!or(?!iz))|bearer|"
    r"(?:api|access|account|shared|private|secret|encryption|signing|storage)[-_\s]?key(?:[-_\s]?id)?|"
    r"密码|口令|密钥|パスワード|kennwort|passwort|contrase(?:ñ|n)a|senha|пароль|mot[-_ ]de[-_ ]passe"
)
_NAMED_SECRET = re.compile(rf"(?:{_SECRET_NAMES})[\w.-]*[\"'\s]*(?:[=＝]|[\"']\s*:)\s*", re.IGNORECASE)
"""A name by which a secret is given, up to where the secret begins."""

_SETTING = re.compile(r"(?:^|[;\s,])\s*([^\W\d][\w ]*?)\s*=\s*(\{(?:[^}]|\}\})*\}?|'(?:[^'\\]|\\.)*'?|[^;\s]*)")
_OF_CONNECTIONS = frozenset(
    ("driver", "server", "host", "hostaddr", "source", "dsn", "dbname", "database", "catalog", "uid")
)
"""Settings, by their last word, that only connection strings have."""
_SAID_SETTINGS = frozenset(
    ("driver", "server", "host", "hostaddr", "data source", "dsn", "dbname", "database", "initial catalog", "port")
) | frozenset(("user", "uid", "user id", "username", "sslmode", "encrypt", "trusted_connection", "protocol"))
"""Settings of a connection string that are no secret."""

_NAMES_A_USER = frozenset(
    ("postgres", "postgresql", "mysql", "mariadb", "hdfs", "webhdfs", "abfs", "abfss", "wasb", "wasbs", "ssh", "sftp")
)
"""Schemes in which what stands before `@` is a name, or a container's, and no key."""
_OF_LAKES = frozenset(("s3", "s3a", "s3n", "gs", "file", "oss", "cosn", "obs", "tos", "dbfs")) | {"hdfs", "webhdfs"}
"""Schemes whose paths may hold an `@`."""
_OF_SERVERS = (_NAMES_A_USER | _OF_LAKES | {"http", "https", "ftp", "clickhouse", "mssql", "redis"}) - {"file"}
"""Schemes that begin an address wherever they stand, also with one slash."""
_OF_DATABASES = re.compile(r"(?:^|[^\w+.-])(?:postgres|clickhouse)\s*:\s*$", re.IGNORECASE)
"""The prefixes after which an address is one of a database, with a user's name, and a table behind `#`."""
_PLAIN_NAME = re.compile(r"[\w.-]+")
_TABLE = re.compile(r"#[^\s=@?;&#:/]*$")

_SAID_PARAMETERS = frozenset(
    ("region", "scheme", "endpoint_override", "sslmode", "connect_timeout", "application_name", "host", "port")
) | frozenset(("dbname", "user", "charset"))
"""Parameters behind `?` that clients speak of and that are no secret."""

_SWITCHES = frozenset(("true", "false", "yes", "no", "on", "off", "none", "null"))
"""What stands behind a parameter that is no secret, whatever its name."""

_SHORTEST = 4
"""Characters: what is shorter is hidden only where it stands alone, as hiding it would tear words apart."""


def is_address(said: str) -> bool:
    """Whether a text begins as an address: also one that lost a slash, as a path does.

    Examples
    --------
    >>> is_address("S3A://bucket/out"), is_address("s3:/bucket/out"), is_address("out/folder"), is_address("C:/out")
    (True, True, False, False)
    """
    return _ADDRESS.match(said) is not None


def without_secrets(said: str) -> str:
    """Return a text, an address or one that quotes an address, without what is secret in it.

    Examples
    --------
    >>> without_secrets("postgresql://me:pa/ss@host/db?password=x")
    'postgresql://me@host/db'
    >>> without_secrets("Driver={PostgreSQL};Server=host;Uid=me;Pwd={p;w};")
    'Driver={PostgreSQL};Server=host;Uid=me;***'
    >>> without_secrets("some folder/events.csv")
    'some folder/events.csv'
    """
    found = _scheme(said)
    if found is None:
        return _without_asking(said)
    before = _without_names(said[: found.start()])
    if before.endswith(HIDDEN):
        return before
    scheme, rest = found["scheme"].lower(), said[found.end() :]
    if _torn(rest):
        return f"{before}{found[0]}{HIDDEN}"
    of_database = _OF_DATABASES.search(said[: found.start()]) is not None
    user, rest = _parted(scheme, rest)
    names_one = of_database or scheme in _NAMES_A_USER
    shown = f"{user}@" if names_one and _PLAIN_NAME.fullmatch(user) else ""
    kept = _without_parameters(rest, of_database or scheme in {"postgres", "postgresql"})
    if kept.count("[") != kept.count("]"):
        # Broken: no client could say where its host ends.
        return f"{before}{found[0]}"
    return f"{before}{found[0]}{shown}{without_secrets(kept) if _scheme(kept) else _without_names(kept)}"


def secrets_in(said: str) -> frozenset[str]:
    """Return the parts of an address that nobody may see, each as it is written and as it is meant."""
    return frozenset(form for one in _secrets(said) for form in _forms(one))


def secrets_of(given: object) -> frozenset[str]:
    """Return the secrets of all texts and paths in a value: one, several, or those of a mapping."""
    if isinstance(given, str):
        return secrets_in(given)
    if isinstance(given, PathLike):
        path = fspath(given)
        return secrets_in(path) if isinstance(path, str) else frozenset()
    if isinstance(given, Mapping):
        given = [*given.values()]
    if isinstance(given, list | tuple | set | frozenset):
        return frozenset[str]().union(*map(secrets_of, given))
    return frozenset()


def hidden(said: str, secrets: Iterable[str]) -> str:
    """Return a text with each of the secrets hidden, whatever case it is written in.

    Examples
    --------
    >>> hidden("no role for S3CRET in apartments", ["s3cret", "a"])
    'no role for *** in apartments'
    """
    pattern = _any_of(frozenset(secrets))
    return said if pattern is None else pattern.sub(HIDDEN, said)


@lru_cache(maxsize=16)
def _any_of(secrets: frozenset[str]) -> re.Pattern[str] | None:
    """What finds any of the secrets, the longest first."""
    words = [
        re.escape(one) if len(one) >= _SHORTEST else rf"(?<!\w){re.escape(one)}(?!\w)"
        for one in sorted(secrets, key=lambda one: (-len(one), one))
    ]
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def _scheme(said: str) -> re.Match[str] | None:
    """Where an address's scheme is; None where what looks like one may be a part of `user:password@`."""
    found = _SCHEME.search(said)
    if found is None:
        return None
    prefix = _PREFIX.search(said[: found.start()])
    before = said[: prefix.start() if prefix else found.start()]
    # With one slash, as paths have them, an address stands alone.
    known = found["scheme"].lower() in _OF_SERVERS
    inside = before.strip(_AROUND) != "" and not known and not found[0].endswith(("//", "\\\\", "／／"))
    torn = re.search(r"[:：](?:\S|$)", before) is not None
    return None if inside or (torn and "@" in said.replace("＠", "@")) else found


_AROUND = " \t\r\n\"'<("
"""What may stand before an address without belonging to anything."""


def _torn(rest: str) -> bool:
    """Whether an `@` follows what may end a host: nobody can tell which of it is a password."""
    plain = unquote(rest).replace("＠", "@")
    end = re.search("[?;#？；＃]", plain)
    return end is not None and "@" in plain[end.end() :]


def _parted(scheme: str, rest: str) -> tuple[str, str]:
    """The user's name, and what follows who asks: of `me:pw@host/db`, `me` and `host/db`."""
    rest = rest.replace("＠", "@")
    end = _asked_by(scheme, rest)
    if end < 0:
        plain = unquote(rest)
        end = _asked_by(scheme, plain)
        if end < 0 or "@" in rest:
            return "", rest
        rest = plain
    return re.split("[:：]", rest[:end])[0], rest[end + 1 :]


def _asked_by(scheme: str, rest: str) -> int:
    """Where who asks ends: the last `@` that may end it; -1 where nobody is named."""
    first = rest.find("@")
    if first < 0:
        return -1
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    if not re.search("[:：]", rest[:first]) and (scheme in _OF_LAKES | _NAMES_A_USER or "@" in authority):
        return authority.rfind("@")
    return rest.rfind("@")


def _without_parameters(rest: str, with_table: bool) -> str:
    """A host and path without what follows `?`, `;` and `#`; with a table's name behind `#` where there may be one."""
    kept = re.split("[?;#？；＃]", rest, maxsplit=1)[0]
    table = _TABLE.search(rest) if with_table else None
    # Behind a password that is given by its name, it may be a part of that.
    return kept + (table[0] if table and not names_a_secret(rest[: table.start()]) else "")


def _without_names(said: str) -> str:
    """A text up to where a secret is given by its name, or by another name than a connection's settings have."""
    cut = _first_secret(said)
    if cut is not None:
        return said[:cut] + HIDDEN
    plain = unquote(said)
    cut = None if plain == said else _first_secret(plain)
    return said if cut is None else plain[:cut] + HIDDEN


def names_a_secret(said: str) -> bool:
    """Whether a text gives a secret by its name, as `password=` does."""
    return _first_secret(said) is not None


def _first_secret(said: str) -> int | None:
    named = _NAMED_SECRET.search(said)
    places = [named.end()] if named else []
    settings = [(one.start(1), _name(one[1])) for one in _SETTING.finditer(said)]
    if len(settings) > 1 and any(name.split()[-1] in _OF_CONNECTIONS for _, name in settings):
        places += [at for at, name in settings if name not in _SAID_SETTINGS]
    return min(places, default=None)


def _name(setting: str) -> str:
    """A setting's name as every client knows it."""
    return " ".join(setting.lower().split())


def _without_asking(said: str) -> str:
    """A text without who asks, where it may be an address without a scheme: `me:pw@host`, `me/pw@//host`."""
    end, named = _unschemed(said), _without_names(said)
    if end is None:
        return named
    # Where a secret has a name too, nobody can tell which part is what.
    return HIDDEN + said[end:] if named == said else HIDDEN


def _unschemed(said: str) -> int | None:
    end = said.replace("＠", "@").rfind("@")
    if end <= 0 or not (re.search(r"\S[:：].*\S", said[:end], re.DOTALL) or said[end + 1 :].startswith("//")):
        return None
    return end


def _secrets(said: str) -> Iterator[str]:
    """What is secret, as it is written."""
    found = _scheme(said)
    yield from _of_names(said)
    if found is None:
        end = _unschemed(said)
        if end is not None:
            yield from _of_user(said[:end], whole=True)
        return
    scheme, rest = found["scheme"].lower(), said[found.end() :].replace("＠", "@")
    of_database = _OF_DATABASES.search(said[: found.start()]) is not None
    for text in {rest, unquote(rest)}:
        if _torn(text):
            yield text
            yield from re.split("[:：]", text, maxsplit=1)[1:]
        end = _asked_by(scheme, text)
        if end >= 0:
            yield from _of_user(text[:end], whole=not (of_database or scheme in _NAMES_A_USER))
        after = text[end + 1 :]
        yield from _of_names(after)
        for one in re.split("[?;#&？；＃]", after)[1:]:
            name, equals, value = one.partition("=")
            if name.strip().lower() not in _SAID_PARAMETERS and value.lower() not in _SWITCHES:
                yield value if equals else one
        if (second := _scheme(after)) is not None:
            yield from _secrets(after[second.start() :])


def _of_user(asking: str, whole: bool) -> Iterator[str]:
    """What is secret of `name:password`: the password, and where the name may be a key, that too."""
    name, *passwords = re.split("[:：]", asking, maxsplit=1)
    yield from passwords
    if whole or not _PLAIN_NAME.fullmatch(name):
        yield name
        yield asking


def _of_names(said: str) -> Iterator[str]:
    """The secrets that are given by names, each alone and with all that follows it."""
    for text in {said, unquote(said)}:
        for one in _NAMED_SECRET.finditer(text):
            value = text[one.end() :]
            yield value
            yield re.split(r"[;&\s]", value)[0]
            yield re.split(r"\}\s*(?:;|$)|'\s|\"\s|'$|\"$", value.lstrip("{'\""))[0]
        if (first := _first_secret(text)) is not None:
            unsaid = (one for one in _SETTING.finditer(text, first) if _name(one[1]) not in _SAID_SETTINGS)
            yield from (value for one in unsaid for value in (one[2], one[2].strip("{}'")))


def _forms(secret: str) -> Iterator[str]:
    """The ways in which clients write a secret: as it is, decoded, encoded, escaped, and in parts."""
    meant = unquote(secret)
    plain = re.sub(r"[\t\r\n]", "", secret)
    for one in {secret, meant, unquote_plus(secret), plain, unquote(plain), secret.strip(), meant.strip()}:
        yield from filter(None, (one, quote(one), quote(one, safe=""), quote_plus(one), repr(one)[1:-1]))
        for signs in (r"[/?#@:;&=%\s\\\[\]{}'\",]+", r"\W+", r"[^A-Za-z0-9]+"):
            yield from (part for part in re.split(signs, one) if len(part) >= _SHORTEST)
