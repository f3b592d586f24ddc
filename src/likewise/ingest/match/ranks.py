"""What the words of a column's name say that it could be, and how plainly: the less, the plainer.

A rank is between that of a usual alias and that of a loose one (see `assign`); NEVER where the words say otherwise.
"""

from collections.abc import Callable, Mapping

from likewise.ingest.match.aliases import plain
from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.names import PERSONS, Sense, tags_of
from likewise.ingest.match.reading import TableReading
from likewise.ingest.match.values import HALF
from likewise.tables import Table

NEVER = float("inf")

LONG_ID = 10
"""Mean length from which ids are those of a platform, characters."""

_CODES = frozenset({"bid", "mblogid", "shortcode", "permlink"})
"""What platforms call a post beside its id, in its address."""

_CONTAINERS = frozenset({"question", "topic", "thread", "feed", "channel", "board", "问题", "主题", "专栏"})
"""What posts stand under, where both have an id: an answer's question."""

_DESCRIBING = frozenset({"desc", "description", "summary", "beschreibung", "descripcion", "描述", "简介", "説明"})
"""Words for what is said about a post, which stands behind its title."""

PLAIN_NAMES = frozenset({"name", "nombre", "nome", "nom", "label", "名称", "名", "名字", "名稱", "名前", "이름"})
"""Words for a name that anything may have, not people alone."""

MANY_ROWS = 10
"""Rows from which it says something that a value or a text comes again, or that there are none but 0 and 1."""

SEVERAL_EACH = 3
"""Rows a post, on average, from which it says something that all of them have one person, or one time."""

MOSTLY_ONE_EACH = 0.7
"""Share of different values from which an id is taken for the rows' own."""

FEW_PEOPLE = 5
"""Different values below which two columns of people go one to one by chance."""

Rank = Callable[[Column, TableReading, Columns], float]

# An id comes before a bare word, that before a name, that before an address.
_HOW: Mapping[str, float] = {"id": 0.0, "bare": 1.0, "name": 3.0, "link": 6.0}


def by_words(table: Table, canonical: str, column: Column, reading: TableReading, columns: Columns) -> float:
    """Return how plainly a column's name says that it is a canonical one, in a table that is read so."""
    return _RANKS.get((table.name, canonical), _never)(column, reading, columns)


def counts_fans(columns: Columns) -> bool:
    """Return whether a table says how many follow an account: its count of follows is then of whom it follows."""
    return any(one.is_count and one.sense.of == "followers" for one in columns.every)


def _never(_column: Column, _reading: TableReading, _columns: Columns) -> float:
    return NEVER


def _is_repeated_person(column: Column, columns: Columns) -> bool:
    """Whether a person beside a share is whose post was shared, as `reblog_account_id` beside `account_id`."""
    told = column.sense
    if told.act != "repost" or told.of != "actor" or told.what not in {"id", "name", "bare"}:
        return False
    others = [one for one in columns.every if one is not column and not one.values.empty]
    if not any(one.sense.of == "original" and not one.sense.person for one in others):
        return False
    acting = any(_acts_alone(one) and not columns.values.determines(column.name, one.name) for one in others)
    # Where each row is a post of its own, its author is who shares.
    own = any(one.sense.what == "id" and one.sense.of in {"row", "post"} and one.values.unique for one in others)
    return acting or (own and any(one.sense.of == "author" for one in others))


def _acts_alone(column: Column) -> bool:
    """Whether a person's column names no act but who did it: `user_id`, `sharer`, `shared_by`."""
    told = column.sense
    acting = column.is_person and told.of in {"person", "actor", "row"}
    return acting and (not told.act or "by" in column.words)


def _actor(column: Column, reading: TableReading, columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    if told.what == "name" and told.of == "row":
        return 26.0
    if (reading.kind == "follow" and _is_bare(told, "followers")) or _is_source(column, columns):
        return 24.0
    if told.person or told.of not in PERSONS or _is_repeated_person(column, columns):
        return NEVER
    if told.of == "actor":
        # Who acts by name comes before what tools call any person.
        return (8.0 if told.act in {"", reading.kind} and how < 2 else 15.0) + how / 2
    if told.of == "person":
        return 18.0 + how
    # Of comments and reposts the author is who writes them; of a post that is liked, or is named, it is another.
    own = told.of == "author" and not any("thing" in tags_of(word) for word in column.words)
    return 28.0 + how if own and reading.kind in {"comment", "repost"} else NEVER


def _is_source(column: Column, columns: Columns) -> bool:
    """Whether a column is the `source` of a graph's edges, beside their `target`."""
    return plain(column.called) == "source" and any(plain(one.called) == "target" for one in columns.every)


def _is_bare(told: Sense, of: str) -> bool:
    """Whether a name says `follower` alone, which in a table of follows is who follows."""
    return told.what == "bare" and told.of == of


def _event_author(column: Column, reading: TableReading, columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    answered = told.of == "parent" and told.person and any(answers_posts(one, columns) for one in columns.every)
    if answered or (told.of == "original" and told.person) or _is_repeated_person(column, columns):
        return 11.0 + how
    if told.of == "target" and (told.person or reading.kind in {"follow", ""}):
        return (12.0 if reading.kind == "follow" else 20.0) + how
    if told.of == "author":
        # A place alone that all of them happened on is a screen.
        screen = told.what == "bare" and column.words <= _CHANNELS and column.values.constant
        return NEVER if screen else 14.0 + how + (1.0 if _CHANNELS & column.words else 0.0)
    if reading.kind == "follow" and _is_bare(told, "following"):
        return 24.0
    if told.person:
        return NEVER
    return 40.0 + how if reading.kind == "follow" and told.of == "person" else NEVER


def answers_posts(column: Column, columns: Columns) -> bool:
    """Return whether a column tells what each row answers, where every post's id is the row's own: of an answer's post.

    Where another column tells the post that several rows are on, what they answer are comments.
    """
    told, values = column.sense, column.values
    if told.of != "parent" or told.person or values.filled < HALF * columns.rows or values.is_flag:
        return False
    if values.rows < MANY_ROWS:
        return False
    posts = [one for one in columns.every if one.is_post and one is not column and not one.values.empty]
    comments = any(one.sense.of == "comment" and one.sense.what == "id" for one in columns.every)
    return values.repeats and not comments and bool(posts) and all(one.values.unique for one in posts)


_CHANNELS = frozenset({"channel", "kanal", "canal", "page", "host", "频道"})
"""Words for an author that may be the place where a post stands as well."""


def _event_post(column: Column, reading: TableReading, columns: Columns) -> float:
    told, values = column.sense, column.values
    if reading.kind == "follow":
        return NEVER
    if told.of == "original" and not told.person and reading.kind in {"repost", "comment", ""}:
        return 8.0 if values.filled >= HALF * columns.rows and not values.unique else NEVER
    aimed = told.of == "target" and not told.person and values.filled >= HALF * columns.rows
    if aimed or answers_posts(column, columns):
        return 34.0 + _HOW.get(told.what, NEVER)
    if told.of == "post":
        around = 5.0 if _CONTAINERS & column.words else 0.0
        # What is of its own in every row may be the row's id, as those of postings under an article.
        around += 2.0 if values.unique and reading.kind == "comment" else 0.0
        return {"id": 14.0, "bare": 16.0, "link": 20.0, "name": 45.0}.get(told.what, NEVER) + around
    if told.what == "link" and told.of == "row":
        return 30.0
    named = told == Sense("text", "row") and column.words <= _CONTENTS
    return 46.0 if named and not values.is_prose and reading.kind not in WORDED else NEVER


_CONTENTS = frozenset({"内容", "作品", "content", "contenido"})
"""Words for a text that, where acts have none of their own, call the post."""


def _event_time(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what != "time" or told.of != "row":
        return NEVER
    if told.act and told.act != reading.kind:
        return 34.0 if not reading.kind else NEVER
    vague = 0.0 if column.values.clocked or column.values.since_1970 else 4.0
    vague += 6.0 if _INSERTED & column.words else 0.0
    # A post's own time, as `post_created_at`, comes behind a mere day.
    vague += 4.0 if not told.act and any(tags_of(word) & {"thing", *PERSONS} for word in column.words) else 0.0
    # How long something was watched is called a time, too, and hasn't the size of one.
    vague += 20.0 if column.values.is_number and not column.values.is_time else 0.0
    # The time of this very act comes before any other, which may be the post's.
    return (8.0 if told.act else 16.0) + vague


WORLD_TIME = frozenset({"gmt", "utc"})
"""Words for a time that is the same everywhere, which comes before that of a place."""

_INSERTED = frozenset({"insert", "inserted", "insertion", "入库", "写入"})
"""Words for when a row was written into its table, which comes behind any other time."""


def _event_text(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if reading.kind not in WORDED:
        return NEVER
    if told.what == "bare" and told.of == "comment":
        return 14.0
    if told.what == "text":
        return 12.0 if told.of == "comment" else 16.0
    return 40.0 if told.what == "title" and reading.kind == "comment" else NEVER


WORDED = frozenset({"", "comment", "repost"})
"""Kinds of events that have words of their own; of others a text is the post's."""


def _event_kind(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if reading.kind:
        return NEVER
    if told.what in {"kind", "bare", "sign"} and told.of not in {"post", *PERSONS}:
        return 14.0
    return 20.0 if column.tells_kinds else NEVER


def _post(column: Column, _reading: TableReading, columns: Columns) -> float:
    told, values = column.sense, column.values
    if values.constant and columns.rows >= MANY_ROWS:
        return NEVER  # the address of the page that lists them
    if told.of == "post":
        code = plain(column.called) in _CODES or bool(_CONTAINERS & column.words)
        base = 19.0 if code else {"id": 14.0, "bare": 16.0, "link": 20.0}.get(told.what, NEVER)
        repeated = values.rows > 0 and values.distinct < MOSTLY_ONE_EACH * values.filled
        return base + (10.0 if repeated else 0.0)
    if told.what == "id" and told.of == "row":
        # A platform's own ids are long; short ones number the rows of somebody's table.
        return 15.5 if values.unique and values.letters >= LONG_ID else 18.0
    if told.what == "link" and told.of == "row":
        several = 0.0 if values.hosts <= 1 and values.distinct == values.rows else 4.0
        return 24.0 + several
    return NEVER


def _post_author(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    if told.what == "name" and told.of == "row":
        return 40.0 if PLAIN_NAMES & column.words else 22.0
    if told.person:
        return NEVER
    return {"author": 12.0, "person": 14.0, "actor": 36.0}.get(told.of, NEVER) + how


def _post_time(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told, values = column.sense, column.values
    if told.what != "time" or told.of != "row" or told.act:
        return NEVER
    whole = bool(values.dated or values.since_1970)
    return 14.0 + (0.0 if values.clocked or values.since_1970 else 4.0) + (0.0 if whole else 20.0)


def _post_text(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what == "text" and told.of == "comment":
        return 25.0  # An answer's text, where answers are the posts.
    about = 2.0 if _DESCRIBING & column.words else 0.0
    return {"text": 14.0 + about, "title": 15.0}.get(told.what, NEVER) if told.of == "row" else NEVER


def _counted(*acts: str) -> Rank:
    def rank(column: Column, _reading: TableReading, _columns: Columns) -> float:
        told = column.sense
        if told.what == "count" and told.of in acts:
            return 14.0 + (1.0 if column.is_quote else 0.0)
        return 16.0 if told.what == "bare" and told.of in acts else NEVER

    return rank


def _told(what: str, *of: str) -> Rank:
    def rank(column: Column, _reading: TableReading, _columns: Columns) -> float:
        return 14.0 if column.sense.what == what and column.sense.of in of else NEVER

    return rank


def _post_format(column: Column, _reading: TableReading, _columns: Columns) -> float:
    if column.sense.what == "format":
        return 14.0
    formatted = column.values.mostly(column.values.formats)
    return 18.0 if column.sense.what == "kind" and formatted else NEVER


def _account(column: Column, _reading: TableReading, columns: Columns) -> float:
    told = column.sense
    several = columns.rows >= FEW_PEOPLE and column.values.repeats
    return _account_by_name(told) + (30.0 if several else 0.0)


def _account_by_name(told: Sense) -> float:
    if told.what == "id" and told.of == "row":
        return 16.0
    if told.what == "name" and told.of == "row":
        return 30.0
    if told.of in {"person", "author"} and not told.person:
        return 12.0 + 3 * _HOW.get(told.what, NEVER)
    return NEVER


def _account_name(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what == "name" and told.of in {"row", "person", "author"}:
        return 14.0 if told.of == "row" else 15.0
    return 20.0 if told.what == "title" else NEVER


def _account_created(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what != "time":
        return NEVER
    return {"account": 12.0, "row": 20.0}.get(told.of, NEVER) if not told.act else NEVER


def _category(column: Column, _reading: TableReading, _columns: Columns) -> float:
    return 16.0 if _CATEGORIES & column.words and not column.values.is_number else NEVER


_CATEGORIES = frozenset(
    {
        *("category", "categoria", "kategorie", "categorie", "niche", "vertical", "nicho", "nische", "категория"),
        *("领域", "垂类", "分类", "类目", "赛道", "領域", "カテゴリ", "カテゴリー", "ジャンル", "카테고리"),
    }
)


def _following(column: Column, reading: TableReading, columns: Columns) -> float:
    told = column.sense
    if told.of == "follow" and told.what in {"count", "bare"} and counts_fans(columns):
        return 20.0
    return _counted("following")(column, reading, columns)


_RANKS: Mapping[tuple[str, str], Rank] = {
    ("events", "actor"): _actor,
    ("events", "author"): _event_author,
    ("events", "post"): _event_post,
    ("events", "time"): _event_time,
    ("events", "text"): _event_text,
    ("events", "kind"): _event_kind,
    ("events", "dwell_s"): _told("seconds", "watched", "mean"),
    ("events", "completion"): _told("share", "watched"),
    ("posts", "post"): _post,
    ("posts", "author"): _post_author,
    ("posts", "time"): _post_time,
    ("posts", "text"): _post_text,
    ("posts", "format"): _post_format,
    ("posts", "duration_s"): _told("seconds", "row"),
    ("posts", "impressions"): _counted("impression"),
    ("posts", "views"): _counted("view"),
    ("posts", "completion_rate"): _told("share", "watched"),
    ("posts", "avg_watch_s"): _told("seconds", "mean"),
    ("posts", "likes"): _counted("like"),
    ("posts", "comments"): _counted("comment"),
    ("posts", "reposts"): _counted("repost"),
    ("posts", "saves"): _counted("save"),
    ("posts", "new_follows"): _counted("follow"),
    ("accounts", "account"): _account,
    ("accounts", "name"): _account_name,
    ("accounts", "followers"): _counted("followers"),
    ("accounts", "following"): _following,
    ("accounts", "created"): _account_created,
    ("accounts", "category"): _category,
}
