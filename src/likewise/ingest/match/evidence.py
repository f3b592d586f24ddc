"""How much a table's columns, its name and the user's mapping speak for each way to read it.

Points are added up: three are a plain sign, one is a hint. They rank readings and are no probabilities. What the user
says (a mapping, `--as`) is handled in `decide`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from likewise.ingest.match.aliases import plain
from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.contents import Contents
from likewise.ingest.match.helping import numbered_within, tells_direction, tells_rating, tells_votes_alone
from likewise.ingest.match.names import COMMENTS_LIKES, NOISE, PERSONS, sense, words_of
from likewise.ingest.match.other_acts import ADVERTISED, MAIL, ORDERED, PAID_FOR, RECIPIENTS
from likewise.ingest.match.ranks import MANY_ROWS, PLAIN_NAMES, SEVERAL_EACH
from likewise.ingest.match.reading import READINGS
from likewise.ingest.match.values import HALF
from likewise.tables import EVENTS, TABLES

NAMED_SO = 5.0
"""What the word for a table in a file's or table's name speaks for it."""

PLAINLY = 3.0
HINT = 1.0

ONE_EACH = 0.95
"""Share of different values from which every row is about a post of its own."""

MANY_EACH = 0.8
"""Share of different values below which several rows are about one post."""


@dataclass(frozen=True)
class Sign:
    """Something that speaks for or against a reading, and the columns that show it."""

    reading: str
    points: float
    columns: tuple[str, ...] = ()


def points(
    columns: Columns, canonical: frozenset[str], hint: str | None, *, other: bool = False
) -> tuple[dict[str, float], list[Sign]]:
    """Add up what speaks for each reading.

    Parameters
    ----------
    columns
        The table's columns.
    canonical
        Canonical columns that the user has mapped for this table, or that a column is called by its very name.
    hint
        The reading that the file's or table's name suggests.
    other
        Whether that name, or a column, says that the rows are acts that aren't read.

    Returns
    -------
    tuple
        Points by reading, and the signs that they are the sum of.
    """
    held = Contents(columns, canonical)
    signs = [sign for look in _LOOKS for sign in look(held)]
    if hint:
        signs.append(Sign(hint, NAMED_SO))
        others = [one for one in TABLES if one != READINGS[hint].table.name]
        signs += [Sign(one, -2.0) for one in others]
        if READINGS[hint].kind not in {"", "like"}:
            signs.append(Sign("likes", -2.0))
    if other:
        signs += [Sign(one, -8.0) for one in ("acts", "follows", "comments")]
    total = dict.fromkeys(READINGS, 0.0)
    for sign in signs:
        for name in _readings(sign.reading):
            total[name] += sign.points
    return total, signs


_ACTS: Mapping[str, str] = {"likes": "like", "reposts": "repost", "saves": "save", "views": "view", "follows": "follow"}


def _readings(name: str) -> Sequence[str]:
    """The readings that a sign is about: `acts` are those of persons on posts without words, `events` all of events."""
    if name in TABLES and name not in READINGS:
        return ()
    if name == "mixed":
        return ("events",)
    if name == "acts":
        return ("likes", "reposts", "saves", "views")
    return tuple(one for one, reading in READINGS.items() if reading.table is EVENTS) if name == "events" else (name,)


def _names(found: Sequence[Column]) -> tuple[str, ...]:
    return tuple(one.name for one in found)


def _of_posts(held: Contents) -> Iterator[Sign]:
    counts, texts = held.counts, held.texts
    if counts:
        yield Sign("posts", min(1.5 * len(counts), 5.0), _names(counts))
        yield Sign("acts", -min(1.5 * len(counts), 4.0), _names(counts))
    listed = [one for one in held.columns.free if one.values.is_packed and (one.names_liker or one.speaks_of_likes)]
    if listed and held.posts and held.posts[0].values.unique:
        # Rows that list who liked them are posts.
        yield Sign("posts", 4.0, _names(listed))
        yield Sign("comments", -4.0)
    nested = [one for one in held.columns.free if one.values.mostly(one.values.nested)]
    lists = [name for name in (*_names(nested), *held.columns.lists) if sense(name).of == "comment"]
    if lists:
        # Rows that hold their comments are posts; comments hold replies as well.
        replies = not held.posts and all(_REPLIES & set(words_of(name)) for name in lists)
        yield Sign("posts", 0.0 if replies else 4.0, tuple(lists))
    titles = [one for one in texts if one.sense.what == "title"]
    if titles:
        yield Sign("posts", 2.0, _names(titles))
        yield Sign("comments", -2.0)
    # What was written in a row's own words is a post, unless other signs say that it is a comment.
    if texts:
        yield Sign("posts", HINT, _names(texts))
        yield Sign("acts", -4.0, _names(texts))
    of_posts = [
        one
        for one in held.columns.free
        if one.sense.what in {"seconds", "share", "format"} or (one.is_count and one.sense.of in {"view", "impression"})
    ]
    if of_posts:
        yield Sign("posts", 1.5, _names(of_posts))
        yield Sign("comments", -1.5)
    for one in held.posts[:1]:
        values = one.values
        within = values.repeats and numbered_within(one, held.columns)
        if within or (values.rows and values.distinct >= ONE_EACH * values.filled):
            yield Sign("posts", 1.5 if values.rows >= 5 else 0.5, (one.name,))
            yield Sign("acts", -PLAINLY if values.rows >= 10 else -1.5 if values.rows >= 5 else 0.0)
        elif values.rows and values.distinct < MANY_EACH * values.filled:
            # Rows that say several things of one post are no posts, and no post taken several times.
            several = any(not held.columns.values.determines(one.name, text.name) for text in texts)
            yield Sign("posts", -12.0 if several and len(texts) == 1 else -PLAINLY, (one.name,))
            yield Sign("comments", 1.5 if texts else 0.0, (one.name,))
    if not held.posts and held.own_ids and (counts or texts):
        yield Sign("posts", 1.5 if counts or titles else 0.5, _names(held.own_ids))
    if not counts and not texts and not of_posts:
        yield Sign("posts", -HINT)


_REPLIES = frozenset(
    {
        *("reply", "replies", "answers", "responses", "sub", "respuestas", "antworten"),
        *("回复", "子", "返信"),
    }
)
"""Words for comments that comments may hold as well."""


def _of_comments(held: Contents) -> Iterator[Sign]:
    free = [one for one in held.telling if not one.values.mostly(one.values.nested)]
    worded = [one for one in held.texts if one.sense.of == "comment"]
    numbered = [
        one for one in free if one.sense.of == "comment" and one.sense.what in {"id", "bare"} and not one.is_text
    ]
    numbered = [one for one in numbered if not one.is_count]
    answered = [one for one in free if one.sense.of == "parent" and not one.sense.person]
    acting = [
        one for one in free if one.sense.act == "comment" or (one.sense.of == "comment" and one.sense.what == "link")
    ]
    if worded:
        yield Sign("comments", 4.0, _names(worded))
        yield Sign("posts", -4.0)
    if numbered:
        yield Sign("comments", 6.0, _names(numbered))
        yield Sign("posts", -12.0)
        yield Sign("acts", -PLAINLY)
    if any(words_of(one.called)[:3] == ["is", "reply", "to"] for one in held.columns.free):
        yield Sign("comments", 4.0)
        yield Sign("posts", -4.0)
    if answered:
        yield Sign("comments", 2.5 if held.texts else HINT, _names(answered))
    if acting:
        yield Sign("comments", PLAINLY, _names(acting))
        if acting == held.times and held.has_post and held.has_person:
            # The only time of the row is when somebody commented.
            yield Sign("comments", 2 * PLAINLY, _names(acting))
        # When something was answered is no time of a post.
        yield Sign("posts", -2.0 if held.times != acting[:1] else -4.0)
    liked = [one for one in free if one.sense == COMMENTS_LIKES]
    if liked and held.texts and not held.counts:
        yield Sign("comments", PLAINLY, _names(liked))
    titled = any(one.sense.what == "title" for one in held.texts)
    said_again = [one for one in held.texts if one.is_text and one.values.rows >= MANY_ROWS and _repeats(one)]
    repeats = any(one.sense.of == "original" and not one.sense.person for one in free)
    liked_then = any(one.sense.what == "time" and one.sense.act in _ACTS.values() for one in free)
    if said_again and not (titled or repeats or liked_then):
        # People say the same under many posts; hardly anybody posts the same again and again.
        yield Sign("comments", PLAINLY, _names(said_again))
        yield Sign("posts", -PLAINLY, _names(said_again))
    plainly_posts = bool(held.counts) or titled
    # Comments are liked, too: only other counts tell posts from them.
    of_posts = titled or any(one.sense.of != "like" for one in held.counts)
    if held.texts and held.foreign_ids and not held.has_post and not of_posts:
        yield Sign("comments", 3.5, _names(held.foreign_ids))
        yield Sign("posts", -1.5)
    if not held.texts and not held.says("text"):
        yield Sign("comments", -HINT)
    elif held.has_post and held.has_person and not held.counts and not plainly_posts:
        yield Sign("comments", 2.5 + HINT * bool(held.own_ids), _names(held.texts[:1]))
    elif held.has_post and held.has_person and held.posts and _repeats(held.posts[0]):
        yield Sign("comments", 2.0, _names(held.posts[:1]))


def _repeats(column: Column) -> bool:
    return column.values.filled > 0 and column.values.distinct < MANY_EACH * column.values.filled


def _of_acts(held: Contents) -> Iterator[Sign]:
    yield Sign("likes", HINT)
    actors = [one for one in held.persons if one.sense.of in {"actor", "person", "row"}]
    if (actors or held.says("actor")) and held.has_post and (held.times or held.says("time")):
        yield Sign("acts", PLAINLY, _names([*actors[:1], *held.posts[:1], *held.times[:1]]))
    for reading, act in _ACTS.items():
        acting = [one for one in held.telling if one.sense.act == act and not _was_collected(one, held)]
        if acting:
            yield Sign(reading, 4.0, _names(acting))
        if any(_other_times(one, held) for one in acting):
            yield Sign("likes", 2.0)  # It may still be when the data were collected.
    liked = [one for one in held.columns.free if tells_direction(one) and one.speaks_of_likes]
    if liked and held.has_person and not held.texts and not held.counts:
        yield Sign("likes", 4.0, _names(liked))
    if any(tells_rating(one) for one in held.columns.free):
        # How many stars somebody gives says whether they like it, and not that they do.
        yield Sign("acts", -8.0)
        yield Sign("follows", -8.0)
        yield Sign("comments", 0.0 if held.texts else -8.0)
    own = [one for one in held.posts if one.values.rows >= 5 and one.values.distinct >= ONE_EACH * one.values.filled]
    others = [one for one in held.posts if _repeats(one)]
    if own and others:
        # A row that is a post of its own and is about another is a share of it.
        yield Sign("reposts", 4.0, _names([*own, *others]))
        yield Sign("likes", -PLAINLY)
    if held.originals:
        yield Sign("reposts", 12.0, _names(held.originals))
        yield Sign("comments", -4.0)
        yield Sign("posts", -8.0, _names(held.originals))
        yield Sign("likes", -PLAINLY)
    kinds = [one for one in held.columns.free if one.tells_kinds and not tells_votes_alone(one)]
    if kinds or held.says("kind"):
        # A file that is called likes may say of each row what it is.
        plainly = any(one.says_acts and one.values.distinct > 1 for one in kinds)
        yield Sign("mixed", 12.0 if plainly else 7.0, _names(kinds))
    liking = [one for one in held.persons if one.sense.of == "actor" and one.names_liker]
    if liking:
        yield Sign("likes", 4.0, _names(liking))
        yield Sign("follows", -2.0)
    watched = [one for one in held.telling if one.sense.of == "watched" and one.values.is_number]
    if watched and held.has_person and others:
        yield Sign("views", 4.0, _names(watched))
    if held.says("actor"):
        yield Sign("events", 2.0)


def _of_counted_again(held: Contents) -> Iterator[Sign]:
    """Posts that are counted again and again: all rows on one have the same person, whose it is."""
    people = [one for one in held.persons if one.sense.of in {"actor", "person", "row"}]
    counts = [one for one in held.counts if not tells_rating(one)]
    several = [one for one in held.posts[:1] if one.values.filled >= SEVERAL_EACH * one.values.distinct]
    determines = held.columns.values.determines
    # Somebody else in each row on a post did something with it.
    acting = any(
        not determines(one.name, who.name) for one in several for who in held.persons if not who.values.constant
    )
    if counts and people and not acting and any(determines(one.name, people[0].name) for one in several):
        yield Sign("acts", -8.0)
        yield Sign("posts", 9.0, _names(counts))


def _of_other_things(held: Contents) -> Iterator[Sign]:
    """Orders, payments, reports and mails: somebody did something with something, and it is no like and no post."""
    free = held.columns.free
    others = [one for one in free if ORDERED & one.words]
    if others:
        yield Sign("acts", -6.0)
        yield Sign("follows", -8.0)
    listed = held.posts or held.texts
    advertised = [one for one in free if (PAID_FOR if listed else ADVERTISED) & one.words]
    if advertised and held.counts and not held.persons:
        # Their rows are campaigns, or days of them, unless they say whose post it is.
        yield Sign("posts", -8.0, _names(advertised))
    if held.texts and any(RECIPIENTS & one.words for one in free):
        # What one person writes to another is no post and no comment.
        yield Sign("posts", -12.0)
        yield Sign("comments", -12.0)
    if (len(others) > 1 and not held.counts) or len(MAIL & {one.called.lower() for one in free}) > 2:
        yield Sign("posts", -8.0)
        yield Sign("comments", -8.0)


def _was_collected(column: Column, held: Contents) -> bool:
    """Whether a time called `collected_at` is when a tool took the row.

    So it is where another act has a time of its own, and where many rows share it, but not the row's other time.
    """
    others = [one for one in _other_times(column, held) if one.sense.act != column.sense.act]
    return any(one.sense.act or column.values.distinct < HALF * one.values.distinct for one in others)


def _other_times(column: Column, held: Contents) -> list[Column]:
    """The other times of a table in which one column's name may speak of data that were collected; else none."""
    named = column.sense.what == "time" and any(word.startswith("collect") for word in column.words)
    return [one for one in held.columns.free if named and one is not column and one.is_time]


def _of_follows(held: Contents) -> Iterator[Sign]:
    free = held.columns.free
    following = [one for one in free if one.sense.act == "follow"]
    targets = [one for one in free if one.is_person and one.sense.of == "target"]
    pair = {plain(one.called) for one in free} >= {"source", "target"}
    ids = [one for one in held.persons if one.sense.what in {"id", "bare"}]
    ids = [one for i, one in enumerate(ids) if not any(_same_person(held, one, other) for other in ids[:i])]
    if any(tells_direction(one) for one in free):
        yield Sign("follows", -PLAINLY)
    if held.texts:
        yield Sign("follows", -4.0)
    if following:
        yield Sign("follows", PLAINLY if held.has_post else 5.0, _names(following))
    if held.has_post:
        yield Sign("follows", -6.0)
        return
    if targets:
        # One account acts on another: that may be a follow as well as a like whose post isn't named.
        yield Sign("follows", 2.0, _names(targets))
        yield Sign("acts", 2.0, _names(targets))
    if len(ids) > 1 and not held.texts and not held.counts and not held.says("actor"):
        yield Sign("follows", 2.0, _names(ids))
    elif pair:
        yield Sign("follows", 2.0)


def _same_person(held: Contents, one: Column, other: Column) -> bool:
    """Whether two columns tell the same people, as an id and a handle do."""
    return frozenset({one.name, other.name}) in held.columns.values.paired


def _of_accounts(held: Contents) -> Iterator[Sign]:
    free = held.columns.free
    fans = [one for one in free if one.is_count and one.sense.of in {"followers", "following"}]
    about = [one for one in free if one.sense.what == "other" and one.sense.of == "account"]
    opened = [one for one in free if one.sense.what == "time" and one.sense.of == "account"]
    if fans:
        yield Sign("accounts", 2.5 * len(fans), _names(fans))
    if about:
        yield Sign("accounts", min(1.5 * len(about), PLAINLY), _names(about))
    if opened:
        yield Sign("accounts", 1.5, _names(opened))
    if held.has_post:
        yield Sign("accounts", -6.0)
    if held.counts:
        yield Sign("accounts", -1.5)
    if held.texts:
        yield Sign("accounts", -2.0)
    once = [one for one in held.persons if one.values.unique or one.values.rows < 5]
    if once and not held.has_post and not held.texts:
        called = once[0].sense.of in PERSONS or not PLAIN_NAMES & once[0].words
        yield Sign("accounts", 2.0 if called else 0.5, _names(once[:1]))
    repeated = [one for one in held.persons if one.sense.what in {"id", "bare"} and one.values.repeats]
    if repeated and len(repeated) == len([one for one in held.persons if one.sense.what in {"id", "bare"}]):
        yield Sign("accounts", -2.0, _names(repeated))


def _of_drops(held: Contents) -> Iterator[Sign]:
    own = {"member", "chat", "dropped by", "群成员", "群聊", "群名", "sender"}
    named = [one for one in held.columns.free if plain(one.called) in {plain(name) for name in own}]
    links = [one for one in held.columns.free if one.values.is_link or plain(one.called) in {"link", "url"}]
    links = [one for one in links if one.sense != NOISE and one.sense.of != "account"]
    if (named and links) or (held.says("member") and held.says("chat")):
        yield Sign("drops", 6.0, _names([*named, *links[:1]]))


def _of_canonical(held: Contents) -> Iterator[Sign]:
    """Canonical columns that only one table has."""
    for name, table in TABLES.items():
        alone = set(table.names) - {one for other in TABLES.values() if other is not table for one in other.names}
        found = held.canonical & alone
        if found and name in {"posts", "accounts"}:
            yield Sign(name, 1.5 * len(found))


_LOOKS: Sequence[Callable[[Contents], Iterator[Sign]]] = (
    _of_posts,
    _of_comments,
    _of_acts,
    _of_counted_again,
    _of_other_things,
    _of_follows,
    _of_accounts,
    _of_drops,
    _of_canonical,
)
