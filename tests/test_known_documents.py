"""Sources in JSON whose rows lie in envelopes, and tables of their kind that are flat."""

import json
import zipfile
from pathlib import Path
from typing import Any

from likewise.engine import open_duckdb
from likewise.sources import check
from test_sources_support import NOON, events, reading, rejected, rows, written

SECOND = 1_000_000


def document(folder: Path, data: object, name: str = "data.json") -> Path:
    return written(folder, name, json.dumps(data, ensure_ascii=False))


def posts(data: object, columns: str) -> list[Any]:
    with reading(data) as (engine, _):
        return rows(engine, columns, "source_post")


def sources(data: object) -> set[str | None]:
    with reading(data) as (_, found):
        return {file.source for file in found.files}


# Bluesky


def likes(post: str) -> dict[str, object]:
    people = [
        {
            "actor": {"did": did, "handle": "h"},
            "createdAt": f"2024-01-01T12:00:0{i}Z",
            "indexedAt": "2024-01-01T12:01:00Z",
        }
        for i, did in enumerate(("did:plc:b", "did:plc:c"))
    ]
    return {"uri": post, "cid": "x", "cursor": "y", "likes": people}


def test_who_liked_a_post_on_bluesky_is_read_from_its_answer(tmp_path: Path) -> None:
    post, other = ("at://did:plc:a/app.bsky.feed.post/1", "at://did:plc:z/app.bsky.feed.post/2")
    wanted = [
        ("did:plc:b", "did:plc:a", post, "like", NOON),
        ("did:plc:c", "did:plc:a", post, "like", NOON + SECOND),
    ]
    assert events(document(tmp_path, likes(post))) == wanted
    both = written(tmp_path, "both.jsonl", f"{json.dumps(likes(post))}\n{json.dumps(likes(other))}\n")
    assert {(actor, author) for actor, author, *_ in events(both)} == {
        ("did:plc:b", "did:plc:a"),
        ("did:plc:c", "did:plc:a"),
        ("did:plc:b", "did:plc:z"),
        ("did:plc:c", "did:plc:z"),
    }


def test_a_feed_on_bluesky_holds_posts_and_reposts(tmp_path: Path) -> None:
    def post(number: int, author: str) -> dict[str, Any]:
        record = {"text": f"t{number}", "createdAt": "2024-01-01T12:00:00Z"}
        uri = f"at://{author}/app.bsky.feed.post/{number}"
        return {
            "uri": uri,
            "cid": "c",
            "author": {"did": author},
            "record": record,
            "likeCount": number,
            "indexedAt": "x",
        }

    reason = {"by": {"did": "did:plc:a"}, "indexedAt": "2024-01-01T12:00:05Z"}
    feed: list[dict[str, Any]] = [{"post": post(1, "did:plc:a")}, {"post": post(2, "did:plc:b"), "reason": reason}]
    wanted = [(f"at://did:plc:{who}/app.bsky.feed.post/{i}", f"did:plc:{who}", i) for i, who in ((1, "a"), (2, "b"))]
    path = document(tmp_path, {"feed": feed, "cursor": "x"})
    assert posts(path, "post, author, likes") == wanted
    assert events(path) == [("did:plc:a", "did:plc:b", wanted[1][0], "repost", NOON + 5 * SECOND)]
    assert posts(document(tmp_path, {"posts": [one["post"] for one in feed]}), "post, author, likes") == wanted
    assert sources(written(tmp_path, "flat.csv", "user,post,time\nann,p1,2024-01-01\n")) == {None}


# ActivityPub

ME, BEN = "https://m.example/users/ana", "https://m.example/users/ben"


def activity(number: int, sort: str, thing: object) -> dict[str, object]:
    return {
        "id": f"{ME}/statuses/{number}/activity",
        "type": sort,
        "actor": ME,
        "published": f"2024-01-01T12:00:0{number}Z",
        "object": thing,
    }


def note(number: int, **more: object) -> dict[str, object]:
    return {
        "id": f"{ME}/statuses/{number}",
        "type": "Note",
        "published": f"2024-01-01T12:00:0{number}Z",
        "content": "<p>yes &amp; no</p>",
        **more,
    }


def outbox(*activities: dict[str, object]) -> dict[str, object]:
    return {"@context": "x", "id": "outbox.json", "type": "OrderedCollection", "orderedItems": list(activities)}


def test_an_outbox_holds_notes_answers_boosts_likes_and_follows(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        outbox(
            activity(1, "Create", note(1, inReplyTo=f"{BEN}/statuses/7")),
            activity(2, "Announce", f"{BEN}/statuses/8"),
            activity(3, "Like", "https://other.example/notes/9"),
            activity(4, "Follow", BEN),
            activity(5, "Create", note(5, inReplyTo=None)),
        ),
    )
    assert events(path, "actor, author, post, kind, time, text") == [
        (ME, BEN, f"{BEN}/statuses/7", "comment", NOON + SECOND, "yes & no"),
        (ME, BEN, f"{BEN}/statuses/8", "repost", NOON + 2 * SECOND, None),
        (ME, None, "https://other.example/notes/9", "like", NOON + 3 * SECOND, None),
        (ME, BEN, None, "follow", NOON + 4 * SECOND, None),
    ]
    assert posts(path, "post, author, time, text") == [
        (f"{ME}/statuses/{i}", ME, NOON + i * SECOND, "yes & no") for i in (1, 5)
    ]
    assert sources(path) == {"activitypub"}


def test_an_outbox_of_nothing_but_likes_is_read(tmp_path: Path) -> None:
    assert events(document(tmp_path, outbox(activity(1, "Like", f"{BEN}/statuses/8"))), "author, kind") == [
        (BEN, "like")
    ]


def test_what_an_outbox_takes_back_does_not_count(tmp_path: Path) -> None:
    like = activity(1, "Like", f"{BEN}/statuses/8")
    path = document(tmp_path, outbox(like, activity(2, "Undo", like), activity(3, "Delete", f"{ME}/statuses/1")))
    assert events(path) == []
    assert rejected(path) == [(1, "taken back"), (2, "taken back"), (3, "no act")]


# X's archive


def script(name: str, *objects: dict[str, object]) -> str:
    return f"window.YTD.{name}.part0 = {json.dumps(objects, indent=1)}"


TWEETS = script(
    "tweets",
    {
        "tweet": {
            "id_str": "9001",
            "created_at": "Mon Jan 01 12:00:00 +0000 2024",
            "full_text": "soup",
            "favorite_count": "4",
            "retweet_count": "1",
            "in_reply_to_status_id_str": "8001",
            "in_reply_to_user_id_str": "77",
        }
    },
    {
        "tweet": {
            "id_str": "9002",
            "created_at": "Mon Jan 01 12:00:01 +0000 2024",
            "full_text": "RT @ben: bread",
            "favorite_count": "0",
            "retweet_count": "99",
        }
    },
)
ACCOUNT = script(
    "account", {"account": {"accountId": "42", "username": "ana", "createdAt": "2010-01-01T00:00:00.000Z"}}
)


def test_an_archives_posts_have_their_numbers_and_no_author_by_themselves(tmp_path: Path) -> None:
    path = written(tmp_path, "tweets.js", TWEETS)
    assert posts(path, "post, author, time, likes, reposts") == [("9001", None, NOON, 4, 1)]
    assert rejected(path) == [(2, "repeats another post")]
    assert events(path) == []


def test_whose_an_archive_is_stands_in_a_file_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data/tweets.js", TWEETS)
        archive.writestr("data/account.js", ACCOUNT)
    assert posts(path, "post, author") == [("9001", "42")]
    assert events(path) == [("42", "77", "8001", "comment", NOON)]
    with reading(path) as (engine, _):
        assert rows(engine, "account, name", "source_account") == [("42", "ana")]


# Tweets


def test_a_retweet_is_an_act_on_the_original_and_no_post(tmp_path: Path) -> None:
    header = "tweet_id,tweet_created_at,tweet_text,user_id,retweeted_status_id,retweeted_user_id\n"
    lines = (
        "9001,Mon Jan 01 12:00:00 +0000 2024,RT @cleo: soup,ana,8001,cleo\n"
        "9002,Mon Jan 01 12:00:05 +0000 2024,mine,ben,,\n"
    )
    path = written(tmp_path, "tweets.csv", header + lines)
    assert events(path) == [("ana", "cleo", "8001", "repost", NOON)]
    assert posts(path, "post, author, likes") == [("9002", "ben", None)]


def test_tweets_as_the_api_gives_them_are_read(tmp_path: Path) -> None:
    tweet = {"id_str": "1", "created_at": "Mon Jan 01 12:00:00 +0000 2024", "retweet_count": 9, "favorite_count": 0}
    original = {"id_str": "8", "user": {"id_str": "u8"}}
    path = written(
        tmp_path,
        "tweets.jsonl",
        "\n".join(
            json.dumps(one)
            for one in (
                {**tweet, "full_text": "RT @x: y", "user": {"id_str": "u1"}, "retweeted_status": original},
                {**tweet, "id_str": "2", "full_text": "hi", "user": {"id_str": "u2"}, "favorite_count": 5},
            )
        ),
    )
    assert events(path) == [("u1", "u8", "8", "repost", NOON)]
    assert posts(path, "post, author, likes, reposts") == [("2", "u2", 5, 9)]


def test_version_two_says_in_references_what_a_tweet_repeats_and_answers(tmp_path: Path) -> None:
    def tweet(number: int, *references: tuple[str, str]) -> dict[str, object]:
        return {
            "id": str(number),
            "author_id": f"u{number}",
            "created_at": "2024-01-01T12:00:00.000Z",
            "text": "words",
            "public_metrics": {"like_count": number, "retweet_count": 7},
            "referenced_tweets": [{"type": sort, "id": other} for sort, other in references],
        }

    tweets = [tweet(1, ("retweeted", "91")), tweet(2, ("replied_to", "92")), tweet(3)]
    path = document(tmp_path, {"data": tweets, "includes": {"users": [{"id": "u1", "username": "ana"}]}, "meta": {}})
    assert events(path, "actor, post, kind") == [("u1", "91", "repost"), ("u2", "92", "comment")]
    assert posts(path, "post, likes, reposts") == [("2", 2, 7), ("3", 3, 7)]


def test_a_retweet_without_its_original_gives_nobody_its_numbers(tmp_path: Path) -> None:
    header = "id,author_id,created_at,text,retweet_count,reply_count,like_count\n"
    lines = "1,ana,2024-01-01T12:00:00.000Z,RT @cleo: soup,924,0,0\n2,ana,2024-01-01T12:00:00.000Z,mine,1,2,7\n"
    path = written(tmp_path, "tweets.csv", header + lines)
    assert posts(path, "post, likes, comments, reposts") == [("2", 7, 2, 1)]
    assert events(path, "actor, post, kind, author") == [("ana", "RT @cleo: soup", "repost", "cleo")]
    assert rejected(path) == []


def test_an_account_that_is_a_number_is_never_that_of_a_name(tmp_path: Path) -> None:
    header = "id,author_id,created_at,text,retweet_count,reply_count,like_count\n"
    lines = [f"{n},7{n},2024-01-01T12:00:0{n}.000Z,RT @cleo: soup,924,0,0\n" for n in (7, 8)]
    path = written(tmp_path, "tweets.csv", header + "".join(lines))
    assert events(path, "actor, post, author") == [("77", "RT @cleo: soup", None), ("78", "RT @cleo: soup", None)]


# Reddit, YouTube, Bilibili, Instagram


def listing(*things: tuple[str, dict[str, object]]) -> dict[str, object]:
    return {"kind": "Listing", "data": {"after": None, "children": [{"kind": k, "data": d} for k, d in things]}}


def test_a_reddit_thread_is_a_post_and_comments_at_any_depth(tmp_path: Path) -> None:
    def said(number: int, replies: object = "") -> tuple[str, dict[str, object]]:
        return "t1", {
            "id": f"c{number}",
            "author": f"u{number}",
            "body": "b",
            "created_utc": NOON / SECOND,
            "link_id": "t3_x",
            "parent_id": "t3_x",
            "replies": replies,
        }

    post = {"id": "x", "name": "t3_x", "author": "op", "title": "T", "created_utc": NOON / SECOND, "score": -3}
    more = ("more", {"count": 3, "children": ["q"], "parent_id": "t3_x", "depth": 0, "id": "q", "name": "t1_q"})
    path = document(
        tmp_path, [listing(("t3", {**post, "num_comments": 4})), listing(said(1, listing(said(2), said(3))), more)]
    )
    assert sorted(events(path)) == [(f"u{i}", None, "t3_x", "comment", NOON) for i in (1, 2, 3)]
    assert posts(path, "post, author, likes, comments") == [("t3_x", "op", None, 4)]
    assert rejected(path, "reason") == ["no act"]


def test_youtubes_threads_and_the_replies_in_them_are_comments_on_the_video(tmp_path: Path) -> None:
    def comment(number: int, **more: object) -> dict[str, object]:
        snippet = {
            "authorDisplayName": "A",
            "authorChannelId": {"value": f"UC{number}"},
            "textOriginal": "hi",
            "publishedAt": "2024-01-01T12:00:00Z",
            "channelId": "UC_owner",
            "likeCount": 1,
            **more,
        }
        return {"kind": "youtube#comment", "etag": "e", "id": f"c{number}", "snippet": snippet}

    def thread(number: int, *replies: dict[str, object]) -> dict[str, object]:
        snippet = {"channelId": "UC_owner", "videoId": "v", "topLevelComment": comment(number, videoId="v")}
        inner = {"replies": {"comments": list(replies)}} if replies else {}
        return {"kind": "youtube#commentThread", "etag": "e", "id": f"c{number}", "snippet": snippet, **inner}

    data = {"kind": "list", "etag": "e", "pageInfo": {"totalResults": 2}, "items": [thread(1, comment(2)), thread(3)]}
    assert sorted(events(document(tmp_path, data))) == [(f"UC{i}", "UC_owner", "v", "comment", NOON) for i in (1, 2, 3)]


def test_replies_to_comments_on_bilibili_are_comments_on_the_video(tmp_path: Path) -> None:
    def reply(number: int, *inner: dict[str, object]) -> dict[str, object]:
        return {
            "rpid": number,
            "oid": 77,
            "mid": number,
            "ctime": NOON // SECOND,
            "member": {"mid": str(number), "uname": "x"},
            "content": {"message": f"m{number}"},
            "replies": list(inner) or None,
        }

    data = {"code": 0, "message": "0", "data": {"page": {"num": 1}, "replies": [reply(1, reply(2)), reply(3)]}}
    path = document(tmp_path, data)
    assert sorted(events(path, "actor, post, kind, text")) == [(str(i), "77", "comment", f"m{i}") for i in (1, 2, 3)]


def test_ones_own_likes_on_instagram_name_no_liker_and_are_set_aside(tmp_path: Path) -> None:
    like = {"title": "ben", "string_list_data": [{"href": "https://www.instagram.com/p/A/", "timestamp": 1704110400}]}
    path = document(tmp_path, {"likes_media_likes": [like, like]})
    assert events(path) == []
    assert rejected(path, "reason") == ["no actor", "no actor"]
    with open_duckdb(memory="500MB", threads=1) as engine:
        assert "no_owner" in {gap.key for gap in check(engine, path).gaps}


def test_replies_in_a_crawlers_comments_are_comments_on_its_note(tmp_path: Path) -> None:
    def said(number: int, **more: object) -> dict[str, object]:
        times = {"create_time": NOON // 1000 + number, "last_modify_ts": NOON // 1000}
        return {
            "comment_id": f"c{number}",
            "content": "hi",
            "like_count": 1,
            "creator_hash": f"u{number}",
            **times,
            **more,
        }

    lines = [said(i, note_id="n1", sub_comments=[said(10 + i), said(20 + i)]) for i in (1, 2)]
    path = written(tmp_path, "comments.jsonl", "\n".join(map(json.dumps, lines)))
    wanted = [(f"u{i}", "n1", "comment") for i in (1, 2, 11, 12, 21, 22)]
    assert sorted(events(path, "actor, post, kind")) == sorted(wanted)
    assert sources(path) == {"mediacrawler-xiaohongshu"}
    told = events(path, "actor, post", mapping={"actor": "comment_id"})
    assert sorted(told) == sorted((f"c{i}", "n1") for i in (1, 2, 11, 12, 21, 22))


def test_comments_in_a_file_of_posts_are_on_these_posts(tmp_path: Path) -> None:
    def post(number: int) -> dict[str, object]:
        comments = [
            {"id": f"c{number}{i}", "user_id": f"u{i}", "text": "hi", "created_at": f"2024-01-02T12:0{number}:0{i}Z"}
            for i in range(3)
        ]
        times = {"created_at": f"2024-01-01T12:00:0{number}Z", "like_count": number}
        return {"id": f"p{number}", "author": f"a{number}", "title": f"t{number}", **times, "comments": comments}

    for name in ("posts.jsonl", "saved/posts.jsonl"):
        path = written(tmp_path, name, "\n".join(json.dumps(post(number)) for number in range(4)))
        given = path if name == "posts.jsonl" else path.parent
        wanted = [(f"u{i}", f"p{number}", "comment") for number in range(4) for i in range(3)]
        assert sorted(events(given, "actor, post, kind")) == sorted(wanted)
        assert posts(given, "post, author, likes") == [(f"p{i}", f"a{i}", i) for i in range(4)]


# GitHub, Meta, shares


def test_pages_of_stars_are_likes(tmp_path: Path) -> None:
    star = {"starred_at": "2024-01-01T12:00:00Z", "user": {"login": "ana", "id": 1}}
    path = document(tmp_path, [[star], [{**star, "user": {"login": "ben", "id": 2}}]], "repo.json")
    assert events(path) == [(who, None, "repo", "like", NOON) for who in ("ana", "ben")]


def test_a_flat_table_of_stars_is_not_taken_for_the_apis_answer(tmp_path: Path) -> None:
    flat = "user,repo,starred_at\nana,o/r,2024-01-01T12:00:00Z\nben,o/q,2024-01-01T12:00:01Z\n"
    lines = '{"user": "ana", "repo": "o/r", "starred_at": "2024-01-01T12:00:00Z"}\n'
    assert "github-stargazers" not in sources(written(tmp_path, "stars.csv", flat))
    assert "github-stargazers" not in sources(written(tmp_path, "stars.jsonl", lines))


def test_a_pages_export_has_reactions_and_the_page_for_its_author(tmp_path: Path) -> None:
    header = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Views,Reactions,Comments,Shares\n"
    line = "9001,7001,Bakery,Rye day,03/27/2024 06:08,https://x.example/1,Photos,Lifetime,1520,51,10,5\n"
    path = written(tmp_path, "page.csv", header + line)
    assert posts(path, "post, author, format, views, likes, comments, reposts") == [
        ("9001", "Bakery", "note", 1520, 51, 10, 5)
    ]
    assert sources(path) == {"meta-posts"}


def test_a_share_of_the_same_a_day_later_is_told_as_such(tmp_path: Path) -> None:
    header = "object_id,account_id,content_id,timestamp_share\n"
    shares = "a,ana,c1,1704110400\na,ana,c2,1704196800\na,ben,c3,1704110410\na,ben,c4,1704196805\na,ben,c4,1704196805\n"
    path = written(tmp_path, "shares.csv", header + shares)
    with open_duckdb(memory="500MB", threads=1) as engine:
        found = check(engine, path)
    assert {(one.reason, one.rows) for one in found.rejects} == {("done again", 2), ("said already", 1)}
    assert found.rows["events"].used == 2
