"""What an act is on and which way it goes: votes with a sign, retweets and shares, links inside posts."""

import json
from pathlib import Path
from typing import Any

import pytest

from wild_reading import Found, check_report, read, right_or_refused
from wild_tables import NAMES, Columns, acts, clocked, write

# Votes with a sign

VOTES = acts(24, seed=31)
WAYS = ["for"] * 16 + ["against"] * 5 + ["withdrawn"] * 3
"""Which way each vote goes; nobody votes twice on one thing."""

SIGNS: list[tuple[str, dict[str, Any]]] = [
    ("weight", {"for": 10000, "against": -10000, "withdrawn": 0}),
    ("weight", {"for": 100, "against": -30, "withdrawn": 0}),
    ("vote", {"for": 1, "against": -1, "withdrawn": 0}),
    ("direction", {"for": "up", "against": "down", "withdrawn": "none"}),
    ("value", {"for": "+1", "against": "-1", "withdrawn": "0"}),
    ("vote_type", {"for": "upvote", "against": "downvote", "withdrawn": "unvote"}),
    ("reaction", {"for": "like", "against": "dislike", "withdrawn": "unlike"}),
    ("score", {"for": 1, "against": -1, "withdrawn": 0}),
]


@pytest.mark.parametrize(("column", "signs"), SIGNS)
@pytest.mark.parametrize("names", [("voter", "post_id", "timestamp"), ("user_id", "item_id", "created_at")])
def test_a_vote_against_is_never_a_like(
    tmp_path: Path, column: str, signs: dict[str, Any], names: tuple[str, str, str]
) -> None:
    order = list(range(0, 24, 2)) + list(range(1, 24, 2))
    ways = [WAYS[n] for n in order]
    person, thing, time = names
    columns: Columns = {
        person: [act.person for act in VOTES],
        thing: [act.thing for act in VOTES],
        column: [signs[way] for way in ways],
        time: clocked(VOTES),
    }

    def only_votes_for(found: Found) -> None:
        likes = sorted((event["actor"], event["post"]) for event in found.events if event["kind"] == "like")
        assert likes == sorted((act.person, act.thing) for act, way in zip(VOTES, ways, strict=True) if way == "for")

    right_or_refused(write(tmp_path / "votes.csv", columns), only_votes_for, cause=column)


def test_a_column_of_plain_weights_leaves_likes_alone(tmp_path: Path) -> None:
    columns: Columns = {
        "user_id": [act.person for act in VOTES],
        "post_id": [act.thing for act in VOTES],
        "weight": [1] * 24,
        "created_at": clocked(VOTES),
    }
    assert len(read(write(tmp_path / "likes.csv", columns)).events) == 24


# Retweets and shares

SHARED = [
    ("tweet_id", "user_id", "tweet_created_at", "retweeted_status_id", "retweeted_user_id"),
    ("id", "author_id", "created_at", "retweeted_tweet_id", "retweeted_author_id"),
    ("id", "account_id", "created_at", "reblog_of_id", "reblog_of_account_id"),
    ("微博id", "用户id", "发布时间", "原微博id", "原作者id"),
]
"""Names of a row's own id, who posted it, when, and the original's id and author."""

SHARES = acts(20, seed=33, people="long numbers", things="snowflakes")


def shares(names: tuple[str, ...], **extra: list[Any]) -> Columns:
    own, person, time, original, author = names
    return {
        own: [str(1_900_000_000_000_000_000 + n) for n in range(20)],
        person: [act.person for act in SHARES],
        time: clocked(SHARES, "zulu"),
        original: [act.thing for act in SHARES],
        author: [f"9{act.thing[-6:]}" for act in SHARES],
        **extra,
    }


@pytest.mark.parametrize("names", SHARED)
def test_a_shared_post_is_an_act_on_the_original(tmp_path: Path, names: tuple[str, ...]) -> None:
    def reposts(found: Found) -> None:
        expected = [(act.person, act.thing, "repost", f"9{act.thing[-6:]}", act.time) for act in SHARES]
        assert sorted(found.acts("actor", "post", "kind", "author", "time")) == sorted(expected)

    right_or_refused(write(tmp_path / "shares.csv", shares(names)), reposts, cause=names[3])


@pytest.mark.parametrize("names", SHARED[:3])
def test_a_share_has_no_counts_of_its_own(tmp_path: Path, names: tuple[str, ...]) -> None:
    columns = {**shares(names), "retweet_count": [900 + n for n in range(20)], "like_count": list(range(20))}
    own = [row if n < 12 else None for n, row in enumerate(columns[names[3]])]
    author = [row if n < 12 else None for n, row in enumerate(columns[names[4]])]
    columns |= {names[3]: own, names[4]: author}

    def eight_posts(found: Found) -> None:
        counted = {post["post"]: (post["reposts"], post["likes"]) for post in found.posts if post["likes"] is not None}
        expected = {columns[names[0]][n]: (900 + n, n) for n in range(12, 20)}
        assert counted == expected
        assert len([event for event in found.events if event["kind"] == "repost"]) == 12

    right_or_refused(write(tmp_path / "timeline.csv", columns), eight_posts, cause=names[3])


NESTED = [
    (
        "retweeted_status",
        lambda n: {
            "id_str": str(8000 + n),
            "created_at": f"Thu May 01 10:0{n}:00 +0000 2031",
            "full_text": "soup",
            "user": {"id_str": "77", "screen_name": "cleo"},
            "favorite_count": 40,
            "retweet_count": 9,
            "retweeted_status": {
                "id_str": "501",
                "full_text": "bread",
                "created_at": "Wed Apr 30 10:00:00 +0000 2031",
                "user": {"id_str": "78", "screen_name": "ana"},
                "favorite_count": 900,
                "retweet_count": 700,
            },
        },
    ),
    (
        "reblog",
        lambda n: {
            "id": str(8000 + n),
            "created_at": f"2031-05-01T10:0{n}:00.000Z",
            "content": "",
            "account": {"id": "77", "acct": "cleo"},
            "favourites_count": 0,
            "reblogs_count": 0,
            "reblog": {
                "id": "501",
                "created_at": "2031-04-30T10:00:00.000Z",
                "content": "<p>bread</p>",
                "account": {"id": "78", "acct": "ana"},
                "favourites_count": 900,
                "reblogs_count": 700,
            },
        },
    ),
]


@pytest.mark.parametrize(("field", "status"), NESTED)
def test_a_share_with_the_original_inside_is_an_act_on_it(tmp_path: Path, field: str, status: Any) -> None:
    path = tmp_path / "timeline.json"
    path.write_text(json.dumps([status(n) for n in range(4)]), encoding="utf-8")

    def four_reposts(found: Found) -> None:
        assert {event["kind"] for event in found.events} == {"repost"}
        assert {event["post"] for event in found.events} == {"501"}
        assert {event["actor"] for event in found.events} in ({"77"}, {"cleo"})
        assert not [post for post in found.posts if post["post"] != "501" and post["likes"]]

    right_or_refused(path, four_reposts, cause=field)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_a_share_of_the_same_thing_on_another_day_is_no_double_without_a_word(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    moments = ["2031-05-01 10:00:00", "2031-05-02 10:00:00", "2031-05-02 10:00:00", "2031-05-03 10:00:00"]
    rows = {
        "object_id": ["https://x.example/a"] * 4,
        "account_id": ["ana", "ana", "ana", "ben"],
        "content_id": ["c1", "c2", "c2", "c3"],
        "timestamp_share": moments,
    }
    columns: Columns = {name: [cells[n] for n in order] for name, cells in rows.items()}
    reasons = {one.reason: one.rows for one in check_report(write(tmp_path / "shares.csv", columns)).rejects}
    # The two rows of content c2 are one share; what is set aside beside them needs a reason of its own.
    assert reasons.get("said already") == 1
    assert sum(reasons.values()) in {1, 2}


# A link beside the post's own address

LINKS = [
    ("url", "link"),
    ("URL", "Final Link"),
    ("permalink", "external_url"),
    ("post_url", "expanded_links"),
    ("postUrl", "sharedLink"),
    ("作品链接", "外链"),
]
"""Names of a post's own address and of a link in it."""


@pytest.mark.parametrize(("own", "link"), LINKS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_link_in_a_post_is_not_its_address(tmp_path: Path, own: str, link: str, turned: bool) -> None:
    addresses = [f"https://www.social.example/{NAMES[n % 4]}/posts/{1000 + 37 * n}" for n in range(12)]
    links = [f"https://news.example/story-{n % 3}" if n % 4 else None for n in range(12)]
    pair: Columns = {link: links, own: addresses} if turned else {own: addresses, link: links}
    columns: Columns = {
        "author": [NAMES[n % 4] for n in range(12)],
        "time": clocked(acts(12, seed=35)),
        **pair,
        "likes": list(range(12)),
    }

    def twelve_posts(found: Found) -> None:
        assert found.of_posts("post", "likes") == sorted(zip(addresses, range(12), strict=True), key=lambda row: row[0])

    right_or_refused(write(tmp_path / "posts.csv", columns), twelve_posts, cause=own)
