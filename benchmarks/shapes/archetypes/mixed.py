"""Logs in which a column says what was done, folders and databases of several tables, and envelopes of JSON."""

from benchmarks.shapes import containers, noise
from benchmarks.shapes.archetypes.comments import said_by
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event
from benchmarks.shapes.archetypes.posts import PostTable
from benchmarks.shapes.sheet import Sheet, each
from benchmarks.shapes.truth import Case, OneOf, Row, Truth
from benchmarks.shapes.world import World

KIND_WORDS = {
    "en": (
        {"view": "view", "like": "like", "comment": "comment", "repost": "share", "save": "save"},
        {"view": "impression_view", "like": "LIKE", "comment": "COMMENT", "repost": "REPOST", "save": "BOOKMARK"},
        {"view": "viewed", "like": "liked", "comment": "commented", "repost": "shared", "save": "saved"},
        {"like": "favorite", "repost": "retweet", "comment": "reply"},
        {"like": "upvote", "comment": "comment", "save": "bookmark"},
    ),
    "zh": ({"view": "浏览", "like": "点赞", "comment": "评论", "repost": "转发", "save": "收藏"},),
}


def kinds(draw: Draw) -> Case:
    """A column says what each row is: view, like, comment, share, save, in the words of the log."""
    draw.styled(draw.style.container, draw.one_of("en", "en", "zh"))
    words = draw.one_of(*KIND_WORDS[draw.language])
    rows = draw.rows(20)
    w = draw.world(rows // 5 + 5, rows // 10 + 4)
    acts = sorted((act for kind in words for act in w.acts(kind, rows // len(words) + 1)), key=lambda act: act.time)
    build = draw.builder("events")
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.texts("kind", each(acts, lambda act: words[act.kind]), "events.kind")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, ("noise_device", "noise_ip", "noise_row_number"), len(acts), after(w))
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    return draw.case(
        "events_with_kinds", build, truth, draw.stem(("events", "interactions", "user_actions", "行为日志"))
    )


BEHAVIOUR = {"pv": "view", "buy": "purchase", "fav": "save"}


def _likes(draw: Draw, w: World, rows: int, name: str) -> tuple[Sheet, list[Row], bool]:
    acts = w.acts("like", rows)
    build = draw.builder(name)
    build.ids("row_id", each(acts, lambda act: act.id))
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    return build.sheet(0), [event(act, at, author=True) for act, at in zip(acts, said, strict=True)], build.doubtful


def _comments(draw: Draw, w: World, rows: int, name: str) -> tuple[Sheet, list[Row], bool]:
    acts = w.acts("comment", rows)
    build = draw.builder(name)
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("commented_post", each(acts, lambda act: act.post.id), "events.post")
    build.ids("comment_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    said = build.times("comment_time", each(acts, lambda act: act.time), "events.time")
    return build.sheet(0), said_by(acts, said, author=True), build.doubtful


def _posts(draw: Draw, w: World, name: str) -> tuple[Sheet, list[Row], bool]:
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(True, False)
    table.times()
    table.counts(("views", "likes", "comments"))
    return Sheet(name, table.build.sheet(0).columns), table.rows, table.build.doubtful


def _users(draw: Draw, w: World, name: str) -> tuple[Sheet, list[Row], bool]:
    build = draw.builder(name)
    build.ids("account_id", each(w.people, lambda one: one.id), "accounts.account")
    build.texts("account_name", each(w.people, lambda one: one.name), "accounts.name")
    followers = build.counts("followers", each(w.people, lambda one: one.followers), "accounts.followers")
    rows: list[Row] = [
        {"account": one.id, "name": one.name, "followers": count}
        for one, count in zip(w.people, followers, strict=True)
    ]
    return build.sheet(0), rows, build.doubtful


def _several(draw: Draw, name: str, parts: str, stem: str) -> Case:
    """A folder, archive, database or workbook of the tables that `parts` names by their first letters."""
    draw.styled(containers.draw_several(draw.rng))
    rows = draw.rows(20, 120)
    w = draw.world(rows // 6 + 5, rows // 8 + 5)
    truth = Truth(demanded=())
    sheets: list[Sheet] = []
    doubts: list[bool] = []
    names = TABLE_NAMES["zh" if draw.language == "zh" and draw.chance(0.3) else "en"]
    for part in parts:
        called = draw.one_of(*names[part])
        if part == "l":
            sheet, made, doubt = _likes(draw, w, rows, called)
            truth.events += made
        elif part == "c":
            sheet, made, doubt = _comments(draw, w, rows, called)
            truth.events += made
        elif part == "p":
            sheet, truth.posts, doubt = _posts(draw, w, called)
        else:
            sheet, truth.accounts, doubt = _users(draw, w, called)
        sheets.append(Sheet(called, sheet.filled(draw.style.missing).columns))
        doubts.append(doubt)
    truth.demanded = tuple(table for table in ("events", "posts", "accounts") if truth.rows(table))
    truth.expected = "either" if any(doubts) else "read"
    extra = {"README.md": "# notes\n"} if draw.chance(0.4) else {}
    return Case(name, sheets, truth, draw.style.container, stem, draw.style.told, extra_files=extra)


TABLE_NAMES = {
    "en": {
        "l": ("likes", "post_likes", "favourites", "reactions"),
        "c": ("comments", "comment", "all_comments", "replies"),
        "p": ("posts", "notes", "videos", "statuses"),
        "u": ("users", "accounts", "profiles", "members"),
    },
    "zh": {"l": ("点赞", "点赞记录"), "c": ("评论", "评论表"), "p": ("笔记", "帖子", "作品"), "u": ("用户", "用户表")},
}


def likes_posts_users(draw: Draw) -> Case:
    """Tables of likes, posts and users: a like's author is the post's."""
    return _several(draw, "several_likes_posts_users", "lpu", draw.one_of("backup", "app", "export", "data"))


def posts_comments(draw: Draw) -> Case:
    """A crawler's posts and the comments on them."""
    return _several(draw, "several_posts_comments", "pc", draw.one_of("xhs", "crawl", "data", "youtube"))


def all_four(draw: Draw) -> Case:
    """An application's tables: likes, comments, posts and users."""
    return _several(draw, "several_all_four", "lcpu", draw.one_of("app", "backup", "production", "forum"))


def likes_posts(draw: Draw) -> Case:
    """Likes, and the posts that tell whose they are."""
    return _several(draw, "several_likes_posts", "lp", draw.one_of("backup", "export", "数据"))


def _enveloped(draw: Draw, name: str) -> tuple[World, list[Row], list[dict[str, object]], Truth]:
    """Likes as objects with a person inside, and their truth."""
    draw.styled("json", "en")
    rows = draw.rows(8, 120)
    w = draw.world(rows // 5 + 4, rows // 8 + 3)
    acts = w.acts("like", rows)
    build = draw.builder(name)
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    objects = containers.objects(build.sheet(0))
    person = draw.one_of("user", "actor", "account", "member")
    key = draw.one_of("id", "id", "username", "login")
    for one, act in zip(objects, acts, strict=True):
        one[person] = {
            key: act.actor.id if key == "id" else act.actor.handle,
            "avatar_url": "https://cdn.example/a.png",
        }
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    if key != "id":
        for row, act in zip(truth.events, acts, strict=True):
            row["actor"] = act.actor.handle
    truth.expected = "either" if build.doubtful else "read"
    return w, truth.events, objects, truth


def in_object(draw: Draw) -> Case:
    """A list of likes inside an object, as an API gives it."""
    _, _, objects, truth = _enveloped(draw, "likes")
    key = draw.one_of("data", "items", "likes", "results", "edges")
    document = {key: objects, draw.one_of("cursor", "next", "total"): 1, "meta": {"result_count": len(objects)}}
    return Case(
        "envelope_object", [], truth, "json", draw.stem(("likes", "getLikes", "favourites")), draw.style.told, document
    )


def in_pages(draw: Draw) -> Case:
    """A list of pages, each a list (or an object with a list) of likes."""
    _, _, objects, truth = _enveloped(draw, "likes")
    size = max(2, len(objects) // 3)
    pages: list[object] = [objects[at : at + size] for at in range(0, len(objects), size)]
    if draw.chance(0.5):
        pages = [{"data": page, "next": "x"} for page in pages]
    return Case(
        "envelope_pages", [], truth, "json", draw.stem(("likes", "likes_pages", "favourites")), draw.style.told, pages
    )


def wrapped(draw: Draw) -> Case:
    """Each like wrapped in an object of one key."""
    _, _, objects, truth = _enveloped(draw, "likes")
    key = draw.one_of("like", "favourite", "node")
    container = draw.one_of("json", "jsonl")
    return Case(
        "envelope_wrapped",
        [],
        truth,
        container,
        draw.stem(("likes", "like")),
        draw.style.told,
        [{key: one} for one in objects],
    )


def nested_comments(draw: Draw) -> Case:
    """Posts with their comments inside: both are tables, and the post of a comment is the one around it."""
    draw.styled("json", "en")
    w = draw.world(draw.rng.randint(6, 20), draw.rng.randint(3, 10))
    acts = w.acts("comment", draw.rows(10, 100))
    build = draw.builder("comments")
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("comment_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    said = build.times("comment_time", each(acts, lambda act: act.time), "events.time")
    objects = containers.objects(build.sheet(0))
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(True, False)
    table.times()
    key = draw.one_of("comments", "replies", "commentList")
    documents = containers.objects(table.build.sheet(0))
    for post, document in zip(w.posts, documents, strict=True):
        document[key] = [one for one, act in zip(objects, acts, strict=True) if act.post is post]
    truth = Truth(events=said_by(acts, said, author=True), posts=table.rows, demanded=("events", "posts"))
    for row in truth.events:
        row["author"] = OneOf((None, row["author"]))
    truth.expected = "either" if build.doubtful or table.build.doubtful else "read"
    container = draw.one_of("json", "jsonl")
    return Case(
        "envelope_nested_comments",
        [],
        truth,
        container,
        draw.stem(("posts", "posts_with_comments")),
        draw.style.told,
        documents,
    )


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "events_with_kinds": kinds,
        "several_likes_posts": likes_posts,
        "several_likes_posts_users": likes_posts_users,
        "several_posts_comments": posts_comments,
        "several_all_four": all_four,
        "envelope_object": in_object,
        "envelope_pages": in_pages,
        "envelope_wrapped": wrapped,
        "envelope_nested_comments": nested_comments,
    }.items()
)
