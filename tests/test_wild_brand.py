"""A brand's shortlist: bloggers, posts and comments in one folder, read whole (tests/wild/brand)."""

import csv
from pathlib import Path

import pytest

from likewise.show.face import tables_alone
from wild_reading import WILD, Found, right_or_refused, utc

BRAND = WILD / "brand"


def lines(name: str) -> list[dict[str, str]]:
    with (BRAND / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def whole(found: Found) -> None:
    """Assert that every row of the three files is read as what it is."""
    comments = [
        (row["commenter"], row["post_id"], "comment", row["comment"], utc(row["commented_at"]))
        for row in lines("comments.csv")
    ]
    assert found.acts("actor", "post", "kind", "text", "time") == sorted(comments, key=lambda row: list(map(str, row)))
    numbers = ("views", "likes", "comments", "saves")
    posts = [
        (row["post_id"], row["blogger"], utc(row["published"]), *(int(row[name]) for name in numbers))
        for row in lines("posts.csv")
    ]
    assert found.of_posts("post", "author", "time", *numbers) == sorted(posts, key=lambda row: list(map(str, row)))
    accounts = sorted((row["blogger"], int(row["followers"])) for row in lines("bloggers.csv"))
    assert sorted(found.of_accounts("account", "followers")) == accounts
    assert found.rejected == []


def test_the_folder_is_read_or_refused_with_one_command_that_works() -> None:
    right_or_refused(BRAND, whole, cause="blogger|commenter|comment")


@pytest.mark.parametrize(
    ("name", "table"), [("comments.csv", "events"), ("posts.csv", "posts"), ("bloggers.csv", "accounts")]
)
def test_each_file_alone_is_read_as_what_it_is(name: str, table: str) -> None:
    def only_this_table(found: Found) -> None:
        rows = {one: len(getattr(found, one)) for one in ("events", "posts", "accounts", "rejected")}
        assert rows == {"events": 0, "posts": 0, "accounts": 0, "rejected": 0, table: len(lines(name))}
        assert {event["kind"] for event in found.events} <= {"comment"}

    right_or_refused(BRAND / name, only_this_table, cause="blogger|commenter|comment")


def test_names_of_files_may_be_others(tmp_path: Path) -> None:
    for name, other in (("bloggers.csv", "shortlist.csv"), ("posts.csv", "export-1.csv"), ("comments.csv", "q3.csv")):
        (tmp_path / other).write_bytes((BRAND / name).read_bytes())
    right_or_refused(tmp_path, whole, cause="blogger|commenter|comment")


SEVEN = {"lina_beauty", "momo_daily", "glow.by.kim", "sara_styles", "nina.ootd", "julie_xo", "bella.life"}


def test_the_likeliest_group_is_the_seven_who_comment_on_each_other() -> None:
    result = tables_alone(BRAND)
    first = result.groups.to_pandas().sort_values("probability", ascending=False).iloc[0]
    members = result.members.to_pandas()
    assert set(members[members["group"] == first["group"]]["account"]) == SEVEN
    # Half-way to sure: seven close friends would look much the same.
    assert first["probability"] > 0.25
    accounts = result.accounts.to_pandas().set_index("account")["probability"]
    assert accounts[~accounts.index.isin(SEVEN)].max() < 0.05
