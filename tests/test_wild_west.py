"""Shapes of Western and open-network data, each with its right values (tests/wild/west)."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from wild_reading import (
    WILD,
    Found,
    Right,
    attempt,
    checked,
    proposals,
    read,
    refusal,
    report,
    right_or_refused,
    told,
    utc,
)

WEST = WILD / "west"
W01 = WEST / "w01_like_log_as_accounts"
TEN = utc("2031-04-01 10:00")


def minutes(count: int) -> datetime:
    """A moment so many minutes after ten."""
    return TEN + timedelta(minutes=count)


# w01: which table a file is


EXPORT = [
    ("ana", "p1", "like", minutes(0)),
    ("ana", "p2", "like", minutes(2)),
    ("ben", "p1", "like", minutes(1)),
    ("cleo", "p2", "like", minutes(3)),
]


def test_a_person_a_post_and_a_time_are_a_like_log() -> None:
    found = read(W01 / "export.csv")
    assert found.acts("actor", "post", "kind", "time") == EXPORT
    assert (found.accounts, found.posts, found.rejected) == ([], [], [])


def test_what_is_mapped_to_events_makes_a_file_events() -> None:
    mapping = {"events.actor": "user_id", "events.post": "post_id", "events.time": "created_at"}
    found = read(W01 / "export.csv", mapping=mapping)
    assert found.acts("actor", "post", "kind", "time") == EXPORT
    assert found.accounts == []


def test_a_newcomer_with_the_commonest_like_log_gets_a_report(tmp_path: Path) -> None:
    said = told("report", W01 / "export.csv", "--out", tmp_path / "out")
    assert str(tmp_path / "out" / "report.html") in said
    result = report(W01 / "export.csv", tmp_path / "again")
    assert {(row["post"], row["likes_raw"]) for row in result.posts.to_arrow().to_pylist()} == {("p1", 2), ("p2", 2)}


def test_a_servers_table_of_favourites_is_a_like_log() -> None:
    found = read(W01 / "favourites.csv")
    expected = [("71", "501", "like"), ("71", "502", "like"), ("72", "501", "like")]
    assert found.acts() == expected
    assert (found.accounts, found.rejected) == ([], [])


def test_a_kind_column_that_says_like_makes_a_file_a_like_log() -> None:
    found = read(W01 / "march.csv")
    assert found.acts() == [("ana", "t1", "like"), ("ben", "t1", "like")]
    assert found.accounts == []


def test_a_comment_with_an_id_a_person_a_post_and_a_text_is_a_comment() -> None:
    found = read(W01 / "comments.ndjson")
    assert found.acts("actor", "post", "kind", "text") == [
        ("ana", "p1", "comment", "fine"),
        ("ana", "p2", "comment", "good"),
        ("ben", "p1", "comment", "ha"),
    ]
    assert (found.accounts, found.posts, found.rejected) == ([], [], [])


def test_every_table_of_an_apps_database_is_read_as_what_it_is() -> None:
    found = read(W01 / "app.sqlite")
    assert found.acts() == [("1", "11", "like"), ("1", "12", "comment"), ("1", "12", "like"), ("2", "11", "like")]
    assert found.of_posts("post", "author", "text") == [("11", "3", "soup"), ("12", "2", "bread")]
    assert found.of_accounts("account", "name") == [("1", "ana"), ("2", "ben"), ("3", "cleo")]
    assert found.rejected == []


# w02: comments that look like posts


def three_comments(found: Found) -> None:
    assert found.acts("actor", "post", "kind", "text") == [
        ("ana", "AbC", "comment", "first"),
        ("ana", "XyZ", "comment", "third"),
        ("ben", "AbC", "comment", "reply"),
    ]
    assert found.posts == []


@pytest.mark.parametrize("place", ["comments.csv", "."])
def test_comments_with_likes_and_a_text_are_no_posts(place: str) -> None:
    right_or_refused(WEST / "w02" / place, three_comments, cause=r"--as|\b(?:as|are|of) comments\b")


# w03: posts of many channels


def test_a_channel_is_the_author_of_its_posts() -> None:
    found = read(WEST / "w03_many_channels.csv")
    assert len(found.posts) == 90
    assert len({post["author"] for post in found.posts}) == 75
    first = next(post for post in found.posts if post["post"] == "vid001")
    assert (first["author"], first["views"], first["likes"], first["comments"]) == ("Channel 01", 1381, 24, 2)


def test_posts_of_many_channels_are_nobodys_own(tmp_path: Path) -> None:
    said = told("report", WEST / "w03_many_channels.csv", "--out", tmp_path / "out")
    assert "Did you use a group" not in said
    assert "Did you use a group" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not report(WEST / "w03_many_channels.csv", tmp_path / "again").run["questions"]


# w04: signs for nobody


def four_likes(found: Found) -> None:
    assert found.acts() == [
        ("ana", "p1", "like"),
        ("ben", "p2", "like"),
        ("cleo", "p3", "like"),
        ("dora", "p3", "like"),
    ]
    assert {event["author"] for event in found.events if event["actor"] == "cleo"} <= {None, "ben"}
    aside = {row["line"] for row in found.rejected}
    assert aside == {4, 5, 8, 9, 10, 11, 12}
    assert all(re.search("actor|nobody", row["reason"]) for row in found.rejected), found.rejected


def test_signs_for_nobody_are_no_people() -> None:
    # Seven of eleven rows name nobody, so that reading may stop there until it is told to go on.
    right_or_refused(WEST / "w04_na_ids.csv", four_likes, cause="--partial")
    four_likes(read(WEST / "w04_na_ids.csv", partial=True))


def test_a_missing_author_is_looked_up(tmp_path: Path) -> None:
    result = report(WEST / "w04_na_ids.csv", tmp_path / "out", partial=True)
    posts = {row["post"]: (row["author"], row["likes_raw"]) for row in result.posts.to_arrow().to_pylist()}
    assert posts == {"p1": ("ben", 1), "p2": ("ana", 1), "p3": ("ben", 2)}
    accounts = {row["account"] for row in result.accounts.to_arrow().to_pylist()}
    assert accounts == {"ana", "ben", "cleo", "dora"}


def test_a_known_sources_na_is_no_post() -> None:
    found = read(WEST / "w04_na_toolkit.csv")
    assert found.acts() == [("ben", "m1", "comment"), ("dora", "m1", "repost"), ("emil", "m1", "repost")]
    # A reply is a post as well, which others may answer.
    assert found.of_posts("post", "author") == [("m1", "ana"), ("m2", "ben"), ("m3", "cleo"), ("m6", "ben")]
    assert [event["text"] for event in found.events if event["kind"] == "comment"] == ["well said"]
    assert checked(WEST / "w04_na_toolkit.csv")["rows"]["events"]["used"] == 3


# w05: what was never read


def test_a_scrapers_counts_and_addresses_are_read() -> None:
    found = read(WEST / "w05_unread_is_zero.csv")
    counts = ("author", "likes", "comments", "reposts", "saves", "views")
    assert found.of_posts(*counts) == [
        ("ana", 2510, 25, 236, 1765, 116800),
        ("ben", 390, 6, 21, 92, 18000),
        ("cleo", 12, 2, 1, 3, 900),
    ]
    numbers = {"ana": "7000000000000000001", "ben": "7000000000000000002", "cleo": "7000000000000000003"}
    assert all(numbers[post["author"]] in post["post"] for post in found.posts)
    assert sorted(post["time"] for post in found.posts) == [TEN, utc("2031-04-02 10:00"), utc("2031-04-03 10:00")]


# w06: one bad cell


def test_a_duration_in_iso_8601_is_read() -> None:
    found = read(WEST / "w06_one_cell_costs_the_row.csv")
    expected = [("v1", 48.0, 41364, 69, 63), ("v2", 3723.0, 6298, 47, 35), ("v3", None, 500, 9, 1)]
    assert found.of_posts("post", "duration_s", "views", "likes", "comments") == expected
    assert found.rejected == []


def test_likes_that_are_hidden_are_missing() -> None:
    found = read(WEST / "w06_hidden_likes.json")
    assert found.of_posts("text", "author", "likes", "comments") == [
        ("one", "ana", 2569, 504),
        ("two", "ana", None, 40),
    ]
    assert ["AAA" in post["post"] or "BBB" in post["post"] for post in found.posts] == [True, True]
    assert found.rejected == []


# w07: empty twins


def test_an_empty_column_gives_way_to_its_full_twin() -> None:
    found = read(WEST / "w07_empty_twin_column.csv")
    expected = [("1", "soup day", 120, 26), ("2", "bread day", 200, 217)]
    assert found.of_posts("post", "text", "likes", "comments") == expected
    mapped = read(WEST / "w07_empty_twin_column.csv", mapping={"text": "caption"})
    assert mapped.of_posts("post", "text", "likes", "comments") == expected


# w08: a folder


def test_every_table_of_a_folder_is_read() -> None:
    found = read(WEST / "w08_folder")
    assert found.acts() == [("ana", "p1", "like"), ("ana", "p2", "like"), ("ben", "p1", "like")]
    assert found.of_posts("post", "author") == [("p1", "cleo"), ("p2", "ben")]


def test_a_report_on_a_folder_knows_its_likes(tmp_path: Path) -> None:
    result = report(WEST / "w08_folder", tmp_path / "out")
    rows = result.posts.to_arrow().to_pylist()
    assert {(row["post"], row["author"], row["likes_raw"]) for row in rows} == {("p1", "cleo", 2), ("p2", "ben", 1)}


# w09: votes with a sign


def one_vote_stands(found: Found) -> None:
    likes = [(event["actor"], event["post"]) for event in found.events if event["kind"] == "like"]
    # ana's vote was withdrawn an hour later: it may stand or not, the others were never likes.
    assert ("ben", "ana/bread") in likes
    assert set(likes) <= {("ben", "ana/bread"), ("ana", "ben/soup")} and len(likes) == len(set(likes))


def test_votes_against_and_withdrawn_are_no_likes() -> None:
    one_vote_stands(read(WEST / "w09_signed_votes.csv"))


def test_votes_that_do_not_count_are_set_aside() -> None:
    found = attempt(WEST / "w09_signed_votes.csv")
    if isinstance(found, Found):
        aside = {row["line"] for row in found.rejected}
        assert {4, 5} <= aside and 3 not in aside


# w10: retweets


def test_a_retweet_is_an_act_on_the_original() -> None:
    found = read(WEST / "w10_retweets.csv")
    assert found.acts("actor", "post", "kind", "author", "time") == [
        ("ana", "8001", "repost", "cleo", TEN),
        ("ben", "8001", "repost", "cleo", TEN + timedelta(seconds=5)),
        ("cleo", "8002", "repost", "ana", utc("2031-04-02 10:00")),
    ]
    assert {post["post"] for post in found.posts} <= {"8001", "8002"}


def test_a_retweets_counts_are_not_its_own() -> None:
    found = read(WEST / "w10_tweets_v2.csv")
    counted = [post for post in found.posts if post["likes"] is not None or post["reposts"] is not None]
    assert [(one["post"], one["author"], one["likes"], one["comments"], one["reposts"]) for one in counted] == [
        ("9102", "ana", 7, 2, 1)
    ]
    # The file doesn't say which post was repeated: its words stand for it.
    assert found.acts("actor", "post", "kind", "author") == [("ana", "RT @cleo: soup", "repost", "cleo")]
    assert found.rejected == []


# w11: numbers as a country writes them


def dots_are_thousands(found: Found) -> None:
    assert found.of_posts("post", "views", "likes") == [
        ("p1", 12500, 1200),
        ("p2", 23456, 3456),
        ("p3", 12345, 1045),
        ("p4", 987, 54),
    ]


def test_a_whole_column_tells_what_its_dots_and_commas_are() -> None:
    path = WEST / "w11_local_numbers.csv"
    right_or_refused(path, dots_are_thousands, cause="12[,.]5|23[.]456|--decimal")
    if (error := refusal(path)) is not None:
        assert {way.others.get("decimal") for way in proposals(str(error))} == {"comma", "point"}


def test_a_user_says_what_the_comma_is() -> None:
    dots_are_thousands(read(WEST / "w11_local_numbers.csv", decimal="comma"))


# w12, w13: lists of Meta's


def test_a_posts_address_is_told_from_a_link_in_it() -> None:
    found = read(WEST / "w12_crowdtangle.csv")
    assert found.of_posts("post", "time", "likes", "comments", "reposts", "text") == [
        ("https://www.facebook.com/1/posts/11", utc("2031-07-05 21:02:45"), 270729, 24506, 4259, "soup"),
        ("https://www.facebook.com/2/posts/22", utc("2031-07-05 13:29:43"), 1756, 210, 138, "bread"),
    ]
    authors = [author for (author,) in found.of_posts("author")]
    assert authors in (["100000000000001", "100000000000002"], ["Page One", "Page Two"])


def test_a_pages_reactions_are_its_likes() -> None:
    found = read(WEST / "w13_facebook_page.csv")
    expected = [("900000000000001", 51, 10, 5, 1520), ("900000000000002", 250, 41, 10, 8011)]
    assert found.of_posts("post", "likes", "comments", "reposts", "views") == expected
    assert {post["author"] for post in found.posts} in ({"700000000000001"}, {"Example Bakery"})


# w14: lists inside objects


def three_stars(found: Found) -> None:
    assert found.acts("actor", "kind", "time") == [
        ("ana", "like", utc("2031-03-01 10:00")),
        ("ben", "like", utc("2031-03-01 10:00:09")),
        ("cleo", "like", utc("2031-03-02 10:00")),
    ]
    assert len({event["post"] for event in found.events}) == 1


def two_likes_of_aaa(found: Found) -> None:
    post = "at://did:plc:aaa/app.bsky.feed.post/3k1"
    assert found.acts() == [("did:plc:bbb", post, "like"), ("did:plc:ccc", post, "like")]
    assert {event["author"] for event in found.events} <= {None, "did:plc:aaa"}


def one_answer_and_one_boost(found: Found) -> None:
    users = "https://m.example/users"
    assert found.acts() == [
        (f"{users}/ana", f"{users}/ben/statuses/7", "comment"),
        (f"{users}/ana", f"{users}/ben/statuses/8", "repost"),
    ]
    assert ["yes" in (event["text"] or "") for event in found.events if event["kind"] == "comment"] == [True]


def two_tweets(found: Found) -> None:
    assert found.of_posts("post", "likes", "reposts", "text") == [("9001", 4, 1, "soup"), ("9002", 0, 0, "bread")]
    assert {event["kind"] for event in found.events} <= {"comment"}


@pytest.mark.parametrize(
    ("name", "right", "cause"),
    [
        ("example-repo.json", three_stars, "page|list|array"),
        ("getLikes.json", two_likes_of_aaa, "`?likes`?"),
        ("outbox.json", one_answer_and_one_boost, "orderedItems"),
        ("tweets.js", two_tweets, "tweet"),
    ],
)
def test_a_list_inside_an_envelope_is_opened(name: str, right: Right, cause: str) -> None:
    right_or_refused(WEST / "w14_api_envelopes" / name, right, cause)


# w15, w16


def test_a_flat_table_of_stars_is_three_likes() -> None:
    found = read(WEST / "w15_stars_flat.csv")
    assert found.acts() == [("ana", "o/r", "like"), ("ben", "o/r", "like"), ("cleo", "o/q", "like")]
    assert found.rejected == []


def test_a_share_on_another_day_is_no_double() -> None:
    said = checked(WEST / "w16_repeated_shares.csv")
    reasons = {reject["reason"]: reject["rows"] for reject in said["rejects"]}
    assert reasons.get("said already", 0) == 1
    assert said["rows"]["events"]["used"] + sum(reasons.values()) == 5
    again = [reject["text"] for reject in said["rejects"] if reject["reason"] != "said already"]
    assert all("another time; the first counts" in text for text in again)
