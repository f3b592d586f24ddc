"""Proposals as ATProto labels: what a labeler on Bluesky could publish once a person has agreed.

The schema is com.atproto.label.defs#label (https://atproto.com/specs/label and, in the repository
bluesky-social/atproto, lexicons/com/atproto/label/defs.json; version 1, as of 2026-11): `ver`, `src` (the labeler's
DID), `uri` (the `did:` of an account, the `at://` URI of a record), `val` (lower-case letters and dashes, at most 128
bytes), `cts` (time of creation); `neg`, `exp`, `cid` and `sig` are left out: nothing is withdrawn, nothing expires, and
nothing is signed here, so no service takes these for labels that somebody stands for.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from likewise.answers.policy.rule import Action
from likewise.errors import InputError

VERSION = 1

VALUES: Mapping[Action, str] = {"review": "engagement-exchange-review", "limit": "engagement-exchange-limit"}
"""The label's value for each action that a person decides on. A discount needs no label: it touches no account."""

# https://atproto.com/specs/did and https://atproto.com/specs/at-uri-scheme; longer ones are refused there too.
LONGEST_DID = 2048
_DID = r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]"
_IS_DID = re.compile(_DID)
# A handle may pass to somebody else, and a label would go with it: only DIDs are taken as the authority.
_AT_URI = re.compile(rf"at://({_DID})(/[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~:-]+)?)?")


@dataclass(frozen=True)
class Labelled:
    """Unsigned label objects, and how many accounts got none because their id is no DID and no AT URI."""

    labels: tuple[Mapping[str, str | int], ...]
    others: int


def check_labeler(did: str) -> str:
    """The DID that labels come from; InputError when it is none."""
    if not is_did(did):
        raise InputError.of("policy.no_did", given=did)
    return did


def is_did(name: str) -> bool:
    """Whether a name is a DID as ATProto writes them."""
    return len(name) <= LONGEST_DID and _IS_DID.fullmatch(name) is not None


def subject(account: str) -> str | None:
    """The `uri` of a label on this account; None when its id names no account or record of ATProto."""
    if is_did(account):
        return account
    found = _AT_URI.fullmatch(account)
    if found is None or not is_did(found[1]):
        return None
    return account if found[2] else found[1]


def labels_of(proposals: Iterable[tuple[str, Action]], labeler: str, at: datetime) -> Labelled:
    """One label for each account and the action proposed for it; InputError when `labeler` is no DID."""
    check_labeler(labeler)
    made: list[Mapping[str, str | int]] = []
    others = 0
    for account, action in proposals:
        uri = subject(account)
        if uri is None:
            others += 1
            continue
        made.append({"ver": VERSION, "src": labeler, "uri": uri, "val": VALUES[action], "cts": _written(at)})
    return Labelled(tuple(made), others)


def label_time(given: str | datetime | None) -> datetime | None:
    """A time as ISO 8601 has it, UTC where it names no zone; InputError when it is none."""
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else given
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError.of("policy.no_time", given=given) from error


def _written(moment: datetime) -> str:
    """A time as ATProto writes it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
