"""From a name to what is explained: finds an account, a pair or a group in a result's files.

Reads only the rows that a name needs: a result may hold millions of pairs.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from likewise.errors import InputError
from likewise.pipeline import intact, read_run
from likewise.show.catalogue import text
from likewise.show.explained import LIKELY, Explained, ExplainedAccount, ExplainedGroup, ExplainedPair, Membership
from likewise.show.numerals import Lang
from likewise.show.rows import Row, rows
from likewise.show.terminal import plain
from likewise.show.weighed import Weighed, weighed
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, PAIR_FACTS

ReadAs = Literal["account", "group"]

NOTABLE = 3
"""How many pairs are named for an account that no group claims."""


class UnexplainedError(InputError):
    """What was asked for isn't there; says so in either language."""

    def __init__(self, key: str, close: Iterable[str] = (), **values: str) -> None:
        self._key = key
        self._close = tuple(close)
        self._values = values
        super().__init__(self.in_words("en"))

    def in_words(self, lang: Lang) -> str:
        """The sentence, with names that differ only in letter case or spaces."""
        said = text(lang, f"explain.{self._key}", **{key: plain(value) for key, value in self._values.items()})
        if not self._close:
            return said
        close = text(lang, "list.comma").join(map(plain, self._close))
        return text(lang, "explain.meant", error=said, close=close)


def explain(folder: Path, name: str, other: str | None, read_as: ReadAs | None) -> Explained:
    """What the result in `folder` says of a name, or of two accounts as a pair.

    A name that is an account and a group is read as the account unless `read_as` says otherwise. Raises
    UnexplainedError when there is nothing of that name.
    """
    found = _Folder(folder)
    if other is not None:
        return _pair(found, name, other, read_as)
    accounts = [] if read_as == "group" else found.rows("accounts", account=name)
    groups = [] if read_as == "account" and accounts else found.rows("groups", group=name)
    if accounts:
        return _account(found, accounts[0], note=bool(groups))
    if groups and read_as != "account":
        return _group(found, groups[0])
    raise _unknown(found, name, read_as)


class _Folder:
    """The files of a result, read a few rows at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = read_run(folder)
        self.missing = tuple(self.run.get("missing") or ())

    def rows(self, table: str, **equal: str) -> list[Row]:
        """The rows in which every named column has this value."""
        wanted = [(column, "==", value) for column, value in equal.items()]
        with intact(self.folder / f"{table}.parquet") as file:
            return _all(pq.read_table(file, filters=wanted))

    def members(self, **equal: str) -> list[Row]:
        """Rows of members, likeliest first."""
        return sorted(self.rows("members", **equal), key=lambda row: (-row["probability"], row["group"]))

    def close(self, table: str, column: str, name: str) -> list[str]:
        """Names that differ from this one in letter case, in spaces around it or in a leading @ alone."""
        with intact(self.folder / f"{table}.parquet") as file:
            names = pq.read_table(file, columns=[column])[column]
        bare = pc.utf8_lower(pc.utf8_ltrim(pc.utf8_trim_whitespace(names), "@"))
        alike: pa.ChunkedArray = names.filter(pc.equal(bare, name.strip().lstrip("@").lower()))
        return sorted(map(str, alike.to_pylist()))[:NOTABLE]


def _all(table: pa.Table) -> list[Row]:
    return rows(table, table.column_names)


def _group(found: _Folder, row: Row) -> ExplainedGroup:
    return ExplainedGroup(False, found.run, row, _of_group(row, found), tuple(found.members(group=row["group"])))


def _of_group(row: Row, found: _Folder) -> Weighed | None:
    subject: Literal["lockstep", "group"] = "lockstep" if row["kind"] == "lockstep" else "group"
    return weighed(row, GROUP_FACTS, subject, found.missing, row)


def _account(found: _Folder, row: Row, *, note: bool) -> ExplainedAccount:
    memberships = tuple(_membership(found, member) for member in found.members(account=row["account"]))
    claimed = any(one.member["probability"] >= LIKELY for one in memberships)
    pairs = [] if claimed else _pairs_of(found, row["account"])
    notable = tuple((pair, _of_pair(pair, found)) for pair in pairs[:NOTABLE])
    return ExplainedAccount(note, found.run, row, memberships, notable, len(pairs))


def _membership(found: _Folder, member: Row) -> Membership:
    group = found.rows("groups", group=member["group"])[0]
    # What is weighed of a member is whether it shares the group's way: the values to tell are the group's.
    belonging = weighed(member, MEMBER_FACTS, "member", found.missing, group)
    return Membership(ExplainedGroup(False, found.run, group, _of_group(group, found), ()), member, belonging)


def _pair(found: _Folder, a: str, b: str, read_as: ReadAs | None) -> ExplainedPair:
    if read_as is not None:
        raise UnexplainedError("pair_as")
    for name in (a, b):
        if not found.rows("accounts", account=name):
            if found.rows("groups", group=name):
                raise UnexplainedError("pair_of_group", name=name)
            raise _unknown(found, name, "account")
    if a == b:
        raise UnexplainedError("pair_of_one", name=a)
    pairs = found.rows("pairs", a=a, b=b) or [_turned(row) for row in found.rows("pairs", a=b, b=a)]
    pair = pairs[0] if pairs else None
    there = {row["group"]: row["probability"] for row in found.members(account=a)}
    back = {row["group"]: row["probability"] for row in found.members(account=b)}
    shared = tuple((group, there[group], back[group]) for group in there if group in back)
    tied = "events.author" not in found.missing
    return ExplainedPair(False, found.run, a, b, pair, _of_pair(pair, found) if pair else None, shared, tied)


def _of_pair(row: Row, found: _Folder) -> Weighed | None:
    return weighed(row, PAIR_FACTS, "pair", found.missing, {})


def _pairs_of(found: _Folder, account: str) -> list[Row]:
    """The account's pairs as seen from it, most notable first."""
    pairs = [*found.rows("pairs", a=account), *(_turned(row) for row in found.rows("pairs", b=account))]
    return sorted(pairs, key=lambda row: (-row["bits"], row["b"]))


def _turned(row: Row) -> Row:
    """A pair seen from its other side."""
    return {**row, "a": row["b"], "b": row["a"], "a_to_b": row["b_to_a"], "b_to_a": row["a_to_b"]}


def _unknown(found: _Folder, name: str, read_as: ReadAs | None) -> UnexplainedError:
    close = [] if read_as == "group" else found.close("accounts", "account", name)
    close += [] if read_as == "account" else found.close("groups", "group", name)
    return UnexplainedError(f"unknown_{read_as or 'name'}", close, name=name)
