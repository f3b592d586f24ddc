"""From the words of a column's name, each with its meanings, to what the name says.

A name is an attribute (`id`, `count`, `time` …) of something (a person, a post, an act). Rules are tried in order; the
first that knows what the name says counts.
"""

from collections.abc import Callable, Sequence

from likewise.ingest.match.lexicon import Tag
from likewise.ingest.match.naming import ACTS, COMMENTS_LIKES, NOISE, NOTHING, PERSONS, Name, Sense, role_of

Rule = Callable[[Name], Sense | None]


def sense_of(name: Name) -> Sense:
    """Return what the first rule that fits says of a name; `NOTHING` where none does."""
    entity = name.attribute in {"", "id", "name", "link"}
    for rule in (*_FIRST, *(_ENTITIES if entity else _PROPERTIES)):
        if (found := rule(name)) is not None:
            return found
    return NOTHING


_TOPICS = frozenset({"topic", "subject", "resource", "material", "blog"})
"""What an id may be of, as of a post; without an id they are what a post is about."""


# Rules for every name.


def _word_for_an_id(name: Name) -> Sense | None:
    """A single word that is an id of something, as `bvid`."""
    role = role_of(name.tags)
    return Sense("id", role) if len(name.tags) == 1 and "id" in name.every and role else None


def _picture(name: Name) -> Sense | None:
    """An id of a picture is that of a post; an address of one shows it."""
    alone = name.attribute == "id" and name.role == "" and bool(_PICTURES & set(name.tokens))
    return Sense("id", "post") if alone else None


_PICTURES = frozenset({"image", "picture", "pic", "img", "bild", "imagen", "imagem", "图片"})


def _flag(name: Name) -> Sense | None:
    """Yes or no, as `is_liked`."""
    return NOISE if "flag" in name.tags[0] and len(name.tags) > 1 else None


def _opened(name: Name) -> Sense | None:
    """When an account was opened, as `user_registered`."""
    plain_time = name.attribute in {"", "time"} and "created" in name.every
    return Sense("time", "account") if plain_time and not name.every & {"thing", "count", "fetched"} else None


def _of_comments(name: Name) -> Sense | None:
    """How often a comment was liked, as `comment_likes`, or one of several comments: nothing of a post's own."""
    if name.attribute in {"", "text"} and _SOME_OF_THEM & set(name.tokens) and name.every & {"comment_thing"}:
        return NOISE  # `first_comment`
    pairs = zip(name.tags, name.tags[1:], strict=False)
    liked = any("comment_thing" in one and "like" in other and "comment" not in other for one, other in pairs)
    counted = name.attribute in {"", "count"} and not name.every & set(PERSONS)
    return COMMENTS_LIKES if liked and counted else None


_SOME_OF_THEM = frozenset({"first", "last", "latest", "top", "best", "pinned", "recent", "首", "最新", "首条", "最热"})


def _of_no_use(name: Name) -> Sense | None:
    """A word of no use here, unless it is only part of a name that is of use."""
    noisy = [one for one in name.tags if "noise" in one]
    useful = all(one & {"thing", "comment_thing", "like", "save", "view", "purchase", "sign"} for one in noisy)
    return NOISE if noisy and not useful else None


def _fetched(name: Name) -> Sense | None:
    """When or by what the row was fetched, as `crawl_time`, or changed, as `updated_at`."""
    if "fetched" not in name.others or name.attribute not in {"time", "id", "name", ""}:
        return None
    return Sense("time", "fetched") if name.attribute in {"time", ""} else NOISE


def _mean(name: Name) -> Sense | None:
    """A mean, which is no count."""
    if "mean" not in name.others or name.attribute in {"seconds", "time", "share"}:
        return None
    return Sense("seconds", "mean") if "watch" in name.others else NOISE


def _planned(name: Name) -> Sense | None:
    """What somebody wants to reach, as `planned_likes`, is no count."""
    counted = bool(name.act) or "count" in name.every
    return NOISE if counted and name.tokens[0] in _PLANNED and not name.every & set(PERSONS) - {"target"} else None


_PLANNED = frozenset(
    {
        *("planned", "plan", "goal", "kpi", "budget", "forecast", "expected", "target"),
        *("目标", "计划", "预期", "预计", "预估"),
    }
)
"""Words for what isn't yet, before a count of it."""

_FIRST: Sequence[Rule] = (
    _word_for_an_id, _picture, _flag, _opened, _of_comments, _of_no_use, _fetched, _mean, _planned,
)  # fmt: skip


# Rules for ids, names, links, and words that stand for a thing or a person.


def _of_profile(name: Name) -> Sense | None:
    return Sense("other", "account") if "profile" in name.others and name.attribute != "id" else None


def _of_follows(name: Name) -> Sense | None:
    followed = {"followers", "following"} & name.others
    if not followed:
        return None
    if "followers" in followed and _GAINED & set(name.tokens):
        return Sense("count", "follow")
    if name.attribute:
        return Sense(name.what, "actor" if "followers" in followed else "target", act="follow")
    return Sense("bare", "followers" if "followers" in followed else "following")


_GAINED = frozenset(
    ["new", "gained", "neue", "nuevos", "nuevo", "novos", "nouveaux", "nuovi", "新增", "净增", "新", "신규", "новые"]
)
"""Words for followers won by a post, not those of an account."""


def _counted_act(name: Name) -> Sense | None:
    """A name that ends in an act, as `post_views`, and so counts it."""
    last = name.before[-1] if name.before else frozenset[Tag]()
    if name.attribute or len(name.before) < 2 or last & {"thing", *PERSONS}:
        return None
    return next((Sense("bare", one) for one in ACTS if one in last), None)


def _of_answered(name: Name) -> Sense | None:
    """A comment on a comment names the other."""
    several = sum("comment_thing" in tags for tags in name.before) > 1
    return Sense(name.what, "parent") if several and name.role == "comment" else None


def _text(name: Name) -> Sense | None:
    if name.attribute in {"", "name"} and name.role == "" and name.others & {"text", "title"}:
        return Sense("text", "row")
    return None


def _of_another(name: Name) -> Sense | None:
    """What belongs to another row: the post that a comment is on, the comment answered, the post repeated."""
    if name.act == "repost" and name.role == "post" and not name.others & {"parent", "original"}:
        return Sense(name.what, "original")  # `retweet_tweetid`: which tweet was retweeted
    if not name.others & {"parent", "original"}:
        return None
    if "parent" in name.others and name.role == "post" and "replyto" not in name.tokens:
        return Sense(name.what, "post")
    return Sense(name.what, "original" if "original" in name.others else "parent", person=name.role in PERSONS)


def _of_marked_person(name: Name) -> Sense | None:
    """A person of whom another word says who they are: `被赞用户` and `liked_user_id` to whom it was done."""
    first = name.tokens[0]
    done_to = first in DONE_TO and "by" not in name.tokens
    if name.role not in PERSONS:
        named = done_to and name.tokens[1:] == ("username",)
        return Sense("name", "target", person=True, act=name.act) if named else None
    if done_to or first == "dst" or any(one.startswith("被") or one == "された" for one in name.tokens):
        return Sense(name.what, "target", person=True, act=name.act)
    if name.role != "person" or name.act:
        return None
    return Sense(name.what, "author") if first in _OWNERS else Sense(name.what, "actor") if first == "src" else None


def _of_person(name: Name) -> Sense | None:
    if not name.attribute and "author" in name.tags[0] and len(name.tags) > 1 and "thing" in name.tags[-1]:
        return Sense("bare", "author")  # `autor_publicacion`
    if name.role not in PERSONS:
        return None
    acting = name.act and name.role in {"person", "author"} and not _after_thing(name.before, "author")
    if name.role == "person" and not name.act and _after_thing(name.before, "person"):
        return Sense(name.what, "author")  # `post_user_id`: whose post it is
    open_target = name.role == "target" and bool(_OPEN_TARGETS & set(name.tokens)) and "person" not in name.every
    return Sense(name.what, "actor" if acting else name.role, name.role == "target" and not open_target, name.act)


DONE_TO = frozenset(
    {
        *("liked", "reposted", "retweeted", "reblogged", "favorited", "favourited", "upvoted", "starred", "followed"),
        "subscribed",
    }
)
"""Words which, before a word for a person, say that it is the one to whom it was done."""

_OWNERS = frozenset({"owner", "author", "creator", "poster", "publisher", "uploader"})
"""Words which, before a word for a person, say whose the post is."""

_OPEN_TARGETS = frozenset({"target", "dest", "destination", "对象", "目标"})
"""Words for what an act was aimed at that leave open whether it is a person or a thing."""


def _after_thing(before: Sequence[frozenset[Tag]], role: Tag) -> bool:
    """Whether it is a post's author who is meant, as in `video_author_id`, and not whoever acts."""
    places = [at for at, tags in enumerate(before) if role in tags]
    return bool(places) and any("thing" in tags and not tags & set(ACTS) for tags in before[: places[-1]])


def _named_kind(name: Name) -> Sense | None:
    """The name of a kind of act, as `event_name`."""
    return Sense("kind", "row") if name.attribute == "name" and "kind" in name.others and not name.role else None


def _of_thing(name: Name) -> Sense | None:
    return Sense(name.what, name.role) if name.role in {"post", "comment"} else None


def _of_act(name: Name) -> Sense | None:
    if name.act and not name.attribute:
        return Sense("bare", name.act)
    return Sense("id", "original") if name.act == "repost" and name.attribute == "id" else None


def _of_topic(name: Name) -> Sense | None:
    """An id of what is spoken of, as `topic_id`, or of a text, as `message_id`."""
    worded = bool(name.before and name.before[-1] & {"text", "title"})
    return Sense("id", "post") if name.attribute == "id" and (worded or _TOPICS & set(name.tokens)) else None


def _of_row(name: Name) -> Sense | None:
    """An id, a name or a link of nothing else is the row's own."""
    titles = frozenset[Tag]({"title", "text"})
    alone = not name.before or (name.what == "link" and all(tags <= titles for tags in name.before))
    return Sense(name.what, "row") if alone or (name.act and name.attribute == "id") else None


_ENTITIES: Sequence[Rule] = (
    _of_profile, _of_follows, _counted_act, _of_answered, _text, _of_another, _of_marked_person, _of_person,
    _named_kind, _of_thing, _of_act, _of_topic, _of_row,
)  # fmt: skip


# Rules for all other attributes.


def _counted(name: Name) -> Sense | None:
    if name.attribute != "count":
        return None
    held = name.others
    acts = [one for one in ACTS if one in held]
    if "followers" in held and _GAINED & set(name.tokens):
        return Sense("count", "follow")
    if {"followers", "following"} & held:
        return Sense("count", "followers" if "followers" in held else "following")
    if "follow" in held:
        return Sense("count", "following" if held & set(PERSONS) else "follow")
    if acts:
        return Sense("count", acts[0])
    return Sense("other", "account") if held & {"thing", "profile"} else NOTHING


def _of_another_row(name: Name) -> Sense | None:
    """A time or a text of another row is of no use for this one; when it was reposted is when the row happened."""
    reposted = name.attribute == "time" and name.act == "repost" and "thing" not in name.others
    return NOISE if {"parent", "original"} & name.others and not reposted else None


def _timed(name: Name) -> Sense | None:
    if name.attribute != "time":
        return None
    held = name.others
    acts = [one for one in ACTS if one in held]
    if "created" in held or (held & set(PERSONS) and "actor" not in held and not acts):
        return Sense("time", "account")
    watched = "watch" in held and not held & {"thing", "comment"}
    if watched and _WATCHED & set(name.tokens) and _MOMENTS & set(name.tokens[-1:]):
        return Sense("time", "row", act="view")
    if "mean" in held or watched:
        return Sense("seconds", "mean" if "mean" in held else "watched")
    return Sense("time", "row", act=acts[0] if acts and "thing" not in held else "")


_MOMENTS = frozenset({"at", "on", "date", "datetime", "timestamp", "ts", "day"})
"""Words which, behind one of _WATCHED, say when and not how long."""

_WATCHED = frozenset({"watch", "watched"})


def _worded(name: Name) -> Sense | None:
    if name.attribute not in {"text", "title"}:
        return None
    held = name.others
    if held & set(PERSONS) and not held & {"comment", "comment_thing", "thing"}:
        return Sense("name", name.role) if name.attribute == "title" else Sense("other", "account")
    return Sense(name.what, "comment" if held & {"comment", "comment_thing"} else "row")


def _measured(name: Name) -> Sense | None:
    if name.attribute == "share":
        return Sense("share", "watched") if "watch" in name.others else NOISE
    if name.attribute != "seconds":
        return None
    watched = bool({"watch", "view"} & name.others) or bool({"dwell", "停留"} & set(name.tokens))
    return Sense("seconds", "mean" if "mean" in name.others else "watched" if watched else "row")


def _classed(name: Name) -> Sense | None:
    if name.attribute not in {"kind", "format"} or "count" in name.others:
        return None
    of_post = bool({"thing", "target"} & name.others or _TARGETS & set(name.tokens)) and not set(ACTS) & name.others
    return Sense("format" if of_post or name.attribute == "format" else "kind", "row")


_TARGETS = frozenset({"subject", "object", "resource", "model"})
"""Words for what an act was on, whose type isn't the act's."""


def _signed(name: Name) -> Sense | None:
    return Sense("sign", "row") if name.attribute == "sign" else None


_PROPERTIES: Sequence[Rule] = (_counted, _of_another_row, _timed, _worded, _measured, _classed, _signed)
