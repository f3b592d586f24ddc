"""Reads the file of those who take part: a CSV with a column of account ids and, if there is one, a baseline."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from likewise.errors import InputError, reason

ACCOUNT_NAMES = ("account", "member", "user", "user_id", "id", "账号", "成员", "用户")
BASELINE_NAMES = ("baseline", "mean_likes", "likes", "基线", "平均点赞")

_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Member:
    """One who takes part, and its level before the trial where that is known (mean organic likes a post, say)."""

    account: str
    baseline: float | None = None


def read_members(path: Path) -> tuple[Member, ...]:
    """Read the members of a trial.

    Parameters
    ----------
    path
        A CSV file, UTF-8 or GB18030, with a header. Ids are in the column `account`, `member`, `user`, `user_id`, `id`,
        账号, 成员 or 用户, or in the only column; the baseline, where there is one, in `baseline`, `mean_likes`,
        `likes`, 基线 or 平均点赞.

    Returns
    -------
    tuple[Member, ...]

    Raises
    ------
    InputError
        When the file can't be read, has no such column, an id stands twice, or a baseline is no number.
    """
    header, *rows = _rows(path)
    account = _column(header, ACCOUNT_NAMES)
    if account is None and len(header) == 1:
        account = 0
    if account is None:
        raise InputError.of("trial.no_account_column", path=path, columns=tuple(header), known=ACCOUNT_NAMES)
    baseline = _column(header, BASELINE_NAMES)
    found: dict[str, Member] = {}
    for line, row in enumerate(rows, start=2):
        name = row[account].strip() if account < len(row) else ""
        if not name:
            continue
        if name in found:
            raise InputError.of("trial.twice", account=name)
        cell = row[baseline].strip() if baseline is not None and baseline < len(row) else ""
        found[name] = Member(name, _number(cell, path, line))
    return tuple(found.values())


def _rows(path: Path) -> list[list[str]]:
    try:
        written = path.read_bytes()
    except OSError as error:
        raise InputError.of("trial.unreadable", path=path, reason=reason(error)) from error
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = written.decode("gb18030", errors="replace")
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(_DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    if not rows:
        raise InputError.of("trial.no_members", path=path)
    return rows


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    written = [name.strip().lower() for name in header]
    return next((written.index(name) for name in names if name in written), None)


def _number(cell: str, path: Path, line: int) -> float | None:
    if not cell:
        return None
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise InputError.of("trial.no_number", path=path, line=line, given=cell)
    return found
