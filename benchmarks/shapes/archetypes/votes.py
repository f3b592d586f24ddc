"""Votes and logs in which a value, and not the row alone, says what was done."""

from datetime import timedelta

from benchmarks.shapes import noise
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event
from benchmarks.shapes.archetypes.likes import LIKES, begin
from benchmarks.shapes.sheet import each
from benchmarks.shapes.truth import Case, Truth
from benchmarks.shapes.world import Act


def _signs(draw: Draw, acts: list[Act]) -> list[int]:
    return [draw.rng.choices((1, -1, 0), (80, 12, 8))[0] for _ in acts]


def weighted(draw: Draw) -> Case:
    """Votes with a weight: above zero is a like; below zero is a vote against, zero a withdrawal, neither a like."""
    _, acts, build = begin(draw)
    signs = _signs(draw, acts)
    scale = draw.one_of(1, 100, 10_000)
    who = build.people("voter", each(acts, lambda act: act.actor), "events.actor")
    build.people("post_author", each(acts, lambda act: act.author), "events.author")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    weights = [sign * (scale if draw.chance(0.7) or scale == 1 else draw.rng.randrange(1, scale)) for sign in signs]
    build.add(build.names.draw("vote_weight"), weights, "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, signs, strict=True)
    truth = Truth(events=[event(act, at, who, author=True) for act, at, sign in told if sign > 0])
    return draw.case("votes_weight", build, truth, draw.stem(("votes", "vote_log", "post_votes", "投票记录")))


UP_DOWN = (("up", "down"), ("upvote", "downvote"), ("UP", "DOWN"), ("+1", "-1"), ("like", "dislike"), ("1", "-1"))


def directed(draw: Draw) -> Case:
    """Votes with a direction: those against are no likes."""
    _, acts, build = begin(draw)
    signs = [sign or 1 for sign in _signs(draw, acts)]
    up, down = draw.one_of(*UP_DOWN)
    who = build.people("voter", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("vote_direction", [up if sign > 0 else down for sign in signs], "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, signs, strict=True)
    truth = Truth(events=[event(act, at, who) for act, at, sign in told if sign > 0])
    return draw.case("votes_direction", build, truth, draw.stem(("votes", "vote_log", "ratings", "reactions")))


YES_NO = ((1, 0), ("1", "0"), ("true", "false"), ("True", "False"), (True, False), ("Y", "N"))


def flagged(draw: Draw) -> Case:
    """A flag tells whether the person likes the post: where it says no, there is no like."""
    w, acts, build = begin(draw)
    yes, no = draw.one_of(*YES_NO)
    on = [draw.chance(0.8) for _ in acts]
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.add(build.names.draw("like_flag"), [yes if one else no for one in on], "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, on, strict=True)
    truth = Truth(events=[event(act, at, who) for act, at, one in told if one])
    noise.add(build, ("noise_row_number", "noise_device"), len(acts), after(w))
    return draw.case("likes_flag", build, truth, draw.stem((*LIKES, "feed_log")))


BACK = {
    "en": ("is_deleted", "deleted", "is_removed", "cancelled", "is_canceled", "deleted_at", "removed_at", "status"),
    "zh": ("是否删除", "是否取消", "取消时间", "状态"),
}
STATES = {
    "en": (("active", "removed"), ("valid", "cancelled"), ("ok", "deleted")),
    "zh": (("有效", "已取消"), ("正常", "已删除")),
}


def taken_back(draw: Draw) -> Case:
    """Likes of which some were taken back: by a flag, since when, or in words of a state; those are none any more."""
    draw.styled(draw.style.container, draw.one_of("en", "en", "zh"))
    w, acts, build = begin(draw)
    on = [draw.chance(0.7) for _ in acts]
    header = draw.one_of(*BACK[draw.language])
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    if header.endswith(("_at", "时间")):
        ended = [None if one else act.time + timedelta(days=1) for act, one in zip(acts, on, strict=True)]
        build.add(header, [at and at.strftime("%Y-%m-%d %H:%M:%S") for at in ended], "events.kind")
    else:
        states = header in {"status", "状态"}
        yes, no = draw.one_of(*STATES[draw.language]) if states else draw.one_of(*YES_NO)[::-1]
        build.add(header, [yes if one else no for one in on], "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, on, strict=True)
    truth = Truth(events=[event(act, at, who) for act, at, one in told if one])
    noise.add(build, ("noise_row_number", "noise_device"), len(acts), after(w))
    return draw.case("likes_taken_back", build, truth, draw.stem(LIKES))


REACTIONS = {"like": ("like", "Like", "LIKE", "👍"), "other": ("love", "haha", "wow", "sad", "angry")}


def reactions(draw: Draw) -> Case:
    """Reactions as Facebook has them: a like is one; whether love or anger is one too can't be told, so it is said."""
    draw.styled(draw.style.container, "en")
    _, acts, build = begin(draw)
    like = draw.one_of(*REACTIONS["like"])
    shape = str.upper if like.isupper() else (str.capitalize if like[0].isupper() else str)
    words = [like if draw.chance(0.7) else shape(draw.one_of(*REACTIONS["other"])) for _ in acts]
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.add(build.names.take(draw.one_of("reaction_type", "type", "reaction", "reactionType")), words, "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    rows = [event(act, at, who) for act, at in zip(acts, said, strict=True)]
    truth = Truth(events=[row for row, word in zip(rows, words, strict=True) if word == like])
    truth.may_also = [row for row, word in zip(rows, words, strict=True) if word != like]
    return draw.case("reactions", build, truth, draw.stem(("reactions", "post_reactions", "reaction")))


KIND_WORDS = {
    "en": (
        {"view": "view", "like": "like", "comment": "comment", "repost": "share", "save": "save"},
        {"view": "VIEW", "like": "LIKE", "comment": "COMMENT", "repost": "REPOST", "save": "BOOKMARK"},
        {"view": "viewed", "like": "liked", "comment": "commented", "repost": "shared", "save": "saved"},
        {"like": "favorite", "repost": "retweet", "comment": "reply"},
        {"like": "upvote", "comment": "comment", "save": "bookmark"},
    ),
    "zh": (
        {"view": "浏览", "like": "点赞", "comment": "评论", "repost": "转发", "save": "收藏"},
        {"like": "赞", "comment": "评论", "repost": "分享"},
    ),
}


def kinds(draw: Draw) -> Case:
    """A column says what each row is: view, like, comment, share, save, in the words of the log."""
    draw.styled(draw.style.container, draw.one_of("en", "en", "zh"))
    words = draw.one_of(*KIND_WORDS[draw.language])
    rows = draw.rows(20)
    w = draw.world(rows // 5 + 5, rows // 10 + 4)
    acts = sorted((act for kind in words for act in w.acts(kind, rows // len(words) + 1)), key=lambda act: act.time)
    build = draw.builder("events")
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=draw.plain_names)
    build.texts("kind", each(acts, lambda act: words[act.kind]), "events.kind")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.plain_names)
    noise.add(build, ("noise_device", "noise_ip", "noise_row_number"), len(acts), after(w))
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case(
        "events_with_kinds", build, truth, draw.stem(("events", "interactions", "user_actions", "行为日志"))
    )


OTHER_WORDS = ("scroll", "report", "hide", "mute", "search")


def kinds_and_others(draw: Draw) -> Case:
    """A log with kinds that mean nothing here (scroll, report): they are set aside, and never likes."""
    draw.styled(draw.style.container, "en")
    rows = draw.rows(20)
    w = draw.world(rows // 5 + 5, rows // 10 + 4)
    wanted = [act for kind in ("like", "comment") for act in w.acts(kind, rows // 3 + 1)]
    others = w.acts("view", rows // 3 + 1)
    acts = sorted([*wanted, *others], key=lambda act: act.time)
    build = draw.builder("events")
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=draw.plain_names)
    words = [act.kind if act.kind != "view" else draw.one_of(*OTHER_WORDS) for act in acts]
    build.texts("kind", words, "events.kind")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.plain_names)
    told = zip(acts, said, strict=True)
    truth = Truth(events=[event(act, at, who) for act, at in told if act.kind != "view"])
    return draw.case(
        "events_other_kinds", build, truth, draw.stem(("events", "event_log", "user_actions", "clickstream"))
    )


UNKNOWN_WORDS = (("polub", "zap"), ("dx1", "dx2", "dx3"), ("1", "2", "3", "4"), ("tapnij",), ("gsak", "loeb", "brin"))
KIND_HEADERS = ("action", "event_name", "behavior_type", "event_type", "Activity", "行为", "操作", "acción")


def unknown_kinds(draw: Draw) -> Case:
    """A column says what each row is in words, or codes, that nobody outside knows: rows are nothing by themselves."""
    draw.styled(draw.style.container, "en")
    words = draw.one_of(*UNKNOWN_WORDS)
    w = draw.world(20, 12)
    acts = w.acts("like", draw.rows(20))
    build = draw.builder("export")
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=draw.plain_names)
    build.texts("kind", [draw.one_of(*words) for _ in acts], header=draw.one_of(*KIND_HEADERS))
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.plain_names)
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    if len(words) > 1:
        truth = Truth(expected="refuse", demanded=())
    return draw.case("events_unknown_kinds", build, truth, draw.stem(("events", "event_log", "user_actions", "export")))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "votes_weight": weighted,
        "votes_direction": directed,
        "likes_flag": flagged,
        "likes_taken_back": taken_back,
        "reactions": reactions,
        "events_with_kinds": kinds,
        "events_other_kinds": kinds_and_others,
        "events_unknown_kinds": unknown_kinds,
    }.items()
)
