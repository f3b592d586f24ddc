"""Dates whose year has two digits: read where the column tells which place it has, asked for where it doesn't."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from likewise.errors import InputError
from test_unknown_kinds import write
from wild_reading import command, read

STYLES = {
    "day": "%d{0}%m{0}%y",
    "month": "%m{0}%d{0}%y",
    "year": "%y{0}%m{0}%d",
}
CLOCKS = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %I:%M %p")


def moments(rng: Random, count: int = 60) -> list[datetime]:
    start = datetime(rng.randint(2009, 2030), rng.randint(1, 12), 1, tzinfo=UTC)
    return [start + timedelta(minutes=rng.randrange(200 * 1440)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("first", "sign"), [(first, sign) for first in STYLES for sign in "./-" if first + sign != "month."]
)
def test_a_year_of_two_digits_is_where_numbers_repeat(tmp_path: Path, first: str, sign: str, seed: int) -> None:
    rng = Random(f"{first} {sign} {seed}")
    written = STYLES[first].format(sign) + rng.choice(CLOCKS)
    times = [moment.strftime(written) for moment in moments(rng)]
    columns = {"user": [f"u{n % 7}" for n in range(60)], "post": [f"p{n}" for n in range(60)], "liked_at": times}
    found = read(write(tmp_path / "likes.csv", columns), timezone="UTC")
    said = [datetime.strptime(text, written).replace(tzinfo=UTC) for text in times]
    assert sorted(found.acts("time")) == sorted((one,) for one in said)


def test_dates_that_fit_any_order_are_asked_for(tmp_path: Path) -> None:
    columns = {
        "user": ["ann", "bob", "cid"] * 3,
        "post": [f"p{n}" for n in range(9)],
        "liked_at": ["01/02/03", "02/03/01", "03/01/02"] * 3,
    }
    path = write(tmp_path / "likes.csv", columns)
    refused = command("check", path)
    assert refused.returncode == 2 and "--dates year-first" in refused.stderr
    days = {
        order: min(read(path, timezone="UTC", dates=order).acts("time"))[0].date().isoformat()
        for order in ("day-first", "month-first", "year-first")
    }
    assert days == {"day-first": "2001-03-02", "month-first": "2001-02-03", "year-first": "2001-02-03"}


def test_one_date_is_not_enough_to_tell(tmp_path: Path) -> None:
    path = write(tmp_path / "likes.csv", {"user": ["ann"], "post": ["p1"], "liked_at": ["24-04-05 10:00"]})
    refused = command("check", path)
    assert refused.returncode == 2 and "`24-04-05 10:00` has the day, the month or the year first" in refused.stderr


@pytest.mark.parametrize("form", ["{day:02}/{month:02}/2031", "{month:02}/{day:02}/2031"])
@pytest.mark.parametrize("likes", [True, False])
def test_dates_that_a_spreadsheet_has_turned_are_refused(tmp_path: Path, form: str, likes: bool) -> None:
    days = [(1 + n % 28, 2 + n % 5) for n in range(56)]
    # A spreadsheet of the other country turns what it can read, and leaves the others as texts.
    spoilt = [f"2031-{day:02}-{month:02}" if day <= 12 else form.format(day=day, month=month) for day, month in days]
    columns = {"post_id": [f"p{n % 9}" if likes else f"p{n}" for n in range(56)]}
    columns |= {"user_id": [f"u{n % 13}" for n in range(56)], "liked_at" if likes else "published": spoilt}
    columns |= {} if likes else {"views": [str(100 + n) for n in range(56)], "likes": [str(n) for n in range(56)]}
    with pytest.raises(InputError, match="spreadsheet"):
        read(write(tmp_path / "export.csv", columns), timezone="UTC")
    whole = columns | {
        name: [f"2031-{month:02}-{day:02}" for day, month in days]
        for name in ("liked_at", "published")
        if name in columns
    }
    assert read(write(tmp_path / "whole.csv", whole), timezone="UTC")
