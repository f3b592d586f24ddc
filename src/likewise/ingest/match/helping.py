"""Columns that help to read others: a vote's direction, what was taken back, types of things, original posts, clocks.

None of them is a canonical column; each is the only one of a table that its name and values fit.
"""

from collections.abc import Callable, Mapping

from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.kinds import MOST_KINDS
from likewise.ingest.match.names import ACTS, NOISE, NOTHING, Sense, tags_of

CLOCK = "clock"
"""The name under which a table has the time of day that goes with a column of days; it is no canonical column."""

SIGN = "sign"
"""The name under which a table of events has the column of its votes' directions; it is no canonical column."""

ORIGINAL = "original"
"""The name under which a table of posts has the column of the post that some rows repeat; it is no canonical column."""

UNDONE = "undone"
"""The name under which a table of events has the column that says which acts were taken back; no canonical column."""

OBJECT = "type"
"""The name under which a table of events has the type of what each id of a post is of; it is no canonical column."""

OWNER = "owner"
"""The name under which a table has the column of whose each post is, where the post's id is one beside it only."""

TAKEN = "taken"
"""The name under which a table of posts or accounts has the column of when each row was taken; no canonical column."""

HELPING = (SIGN, UNDONE, OBJECT, OWNER, ORIGINAL, CLOCK, TAKEN)
"""The names of columns that help to read others."""


def alone(
    canonical: str, columns: Columns, matches: Mapping[str, str], fits: Callable[[Column], bool]
) -> Mapping[str, str]:
    """Return a canonical name's column, where of those that nothing has taken yet one alone fits; else nothing."""
    taken = set(matches.values())
    found = [one.name for one in columns.free if one.name not in taken and fits(one)]
    return {canonical: found[0]} if len(found) == 1 else {}


def direction_of(columns: Columns, matches: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of votes' directions, or else the one that says which acts were taken back."""
    votes = alone(SIGN, columns, matches, tells_direction)
    return votes or alone(UNDONE, columns, matches, lambda one: one.says_undone)


def taken_of(columns: Columns, matches: Mapping[str, str], *, dated: bool) -> Mapping[str, str]:
    """Return the column of when each row was taken, where several rows may describe the same.

    A time of a post that isn't the same in all rows on it is one, too, unless the times are known to be the posts'
    own (`dated`).
    """
    if not dated and _counted_at(columns, matches):
        return {TAKEN: matches["time"]}

    def says_when(one: Column) -> bool:
        acts = any(tags_of(word) & set(ACTS) for word in one.words)
        return one.sense == Sense("time", "fetched") and one.values.is_time and one.values.distinct > 1 and not acts

    return alone(TAKEN, columns, matches, says_when)


def _counted_at(columns: Columns, matches: Mapping[str, str]) -> bool:
    """Whether the time of a table of posts is when each was counted: rows on one post have several of them."""
    post, time = matches.get("post", ""), matches.get("time", "")
    counted = any(column.is_count for column in columns.free if column.name in matches.values())
    found = columns.by_name()
    titled = post == matches.get("text")
    if titled or post not in found or time not in found or not counted or _PUBLISHED & found[time].words:
        return False
    ids = found[post].values
    if not ids.repeats or ids.filled < _SEVERAL_ROWS * ids.distinct:
        return False
    return not columns.values.determines(post, time)


_SEVERAL_ROWS = 3
"""Rows a post, on average, from which posts are counted again and again."""

_PUBLISHED = frozenset(
    {
        *("publish", "published", "posted", "create", "created", "upload", "uploaded", "veroffentlicht", "publicado"),
        *("发布", "发布时间", "发表", "创建", "创建时间", "投稿", "公開", "公開日", "上传"),
    }
)
"""Words for a post's own time, whatever its rows say."""


def object_of(columns: Columns, matches: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of each thing's type, as `likeable_type` beside `likeable_id`; nothing where all are of one."""
    post = columns.by_name()[matches["post"]]
    stem = post.words - {"id"}

    def says_type(one: Column) -> bool:
        own = one.words - {"id"}
        pair = "type" in own and (own - {"type"} == stem or (own == {"content", "type"} and stem == {"object"}))
        return pair and 1 < one.values.distinct <= MOST_KINDS

    return alone(OBJECT, columns, matches, says_type) if "id" in post.words else {}


def owner_of(columns: Columns, matches: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of whose each post is, where ids of posts are numbered for each owner; else nothing.

    So are Hive's permlinks, posts on VK's walls and messages of Telegram's channels: two owners' posts have the same.
    """
    named = columns.by_name()
    post, owner = (named.get(matches.get(name, "")) for name in ("post", "author"))
    if post is None or owner is None or post is owner:
        return {}
    return {OWNER: owner.name} if _is_within(post, owner, columns) else {}


def numbered_within(post: Column, columns: Columns) -> bool:
    """Return whether each row's post is told by its id and a column of owners together, and by neither alone."""
    return any(
        _is_within(post, one, columns) and columns.values.identify(post.name, one.name)
        for one in columns.free
        if one is not post and _OWNERS & one.words and one.sense.of == "author" and not one.sense.person
    )


def _is_within(post: Column, owner: Column, columns: Columns) -> bool:
    """Whether ids of posts are those of an owner: by their name, or since owners of that name share many of them."""
    owned = bool(_OWNERS & owner.words) and columns.values.at_odds(post.name, owner.name)
    return bool(_WITHIN_OWNER & post.words) or (owned and not post.values.is_link and post.sense.what in {"id", "bare"})


_WITHIN_OWNER = frozenset({"permlink"})
"""Ids that are always numbered, or named, for each owner."""

_OWNERS = frozenset({"owner", "channel", "page", "wall", "blog", "频道", "博主", "号主"})
"""Words for owners who number their posts each for themselves."""


def original_of(columns: Columns, matches: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of the post that some rows of a table of posts repeat: of several ids the plainest."""
    found = [one for one in columns.free if _tells_original(one)]
    plainest = min(map(_how_plainly, found), default=None)
    return alone(ORIGINAL, columns, matches, lambda one: one in found and _how_plainly(one) == plainest)


def _how_plainly(column: Column) -> tuple[bool, bool, int]:
    """The order of columns that tell a post: an id before an address, a short name before a long one."""
    return column.sense.what != "id", "id" not in column.words, len(column.words)


def clock_of(columns: Columns, matches: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of the time of day that goes with a column of days."""
    day = columns.by_name().get(matches.get("time", ""))
    if day is None or day.values.clocked or not day.values.mostly(day.values.dated):
        return {}
    return alone(CLOCK, columns, matches, lambda one: _tells_clock(one, day, columns))


def _tells_clock(column: Column, day: Column, columns: Columns) -> bool:
    """Whether a column tells the time of a day; under a name that nobody knows lengths of time look alike."""
    named = column.sense.what == "time" and column.sense.act in {"", day.sense.act}
    unnamed = column.sense == NOTHING and _goes_through_the_day(column, columns)
    return (named or unnamed) and column.values.mostly(column.values.clocks)


def _goes_through_the_day(column: Column, columns: Columns) -> bool:
    """Whether times of a day reach beyond the first hours, as lengths of time in minutes and seconds hardly do."""
    sample = columns.values.sample
    if sample is None or column.values.filled < _FEW_CLOCKS:
        return True
    said = (str(one).strip().lower() for one in sample.column(column.name).drop_null().to_pylist())
    return any(one[-1:] == "m" or (one[:2].isdigit() and int(one[:2]) >= _LATE) for one in said)


def _tells_original(column: Column) -> bool:
    """Whether a column tells which other post a row repeats, in those rows that do; a quote is a post itself."""
    told, values = column.sense, column.values
    named = told.of == "original" and not told.person and told.what in {"id", "bare", "link"}
    return named and not column.is_quote and 0 < values.told < values.rows and not values.is_prose


def tells_direction(column: Column) -> bool:
    """Return whether a column tells votes for from votes against and from votes that were taken back.

    It is called a weight, a direction or a vote, and holds numbers of which some aren't above zero, or words for both;
    or it holds words that speak of votes alone, or numbers of which some are below zero, whatever it is called.
    """
    values = column.values
    named = column.sense.what in {"sign", "kind"} or (column.speaks_of_likes and column.sense.what in {"bare", "other"})
    named = named or bool((_PERCENT | _STANDING) & column.words)
    numbers = values.is_number and (values.negative > 0 or values.zeros > 0)
    small = values.letters < _LONG_SIGN and "id" not in column.words
    unnamed = (
        column.sense in {NOTHING, NOISE} and small and values.is_number and values.negative > 0 and values.whole > 0
    )
    # `like` alone is a kind of act; beside `dislike`, which speaks of votes alone, it is a vote.
    words = values.mostly(values.directions)
    votes = words and values.votes > 0 and values.distinct > 1
    return votes or unnamed or (named and values.filled > 0 and (numbers or words))


def tells_votes_alone(column: Column) -> bool:
    """Return whether all words of a column are votes: likes beside what took them back are no kinds of their own."""
    return tells_direction(column) and column.values.directions == column.values.filled


def tells_rating(column: Column) -> bool:
    """Return whether a column says how much somebody likes something, as one to five stars do."""
    values = column.values
    named = bool(_RATINGS & {column.called, *column.words})
    return named and values.is_number and values.distinct > 2 and not tells_direction(column)


_FEW_CLOCKS, _LATE = 5, 10
"""So many times of a day tell by themselves that they are some: one of them is at this hour or later."""

_RATINGS = frozenset({"rating", "ratings", "score", "grade", "stars", "评分", "打分", "bewertung", "nota"})

_STANDING = frozenset({"active", "valid", "enabled", "sentiment", "stance", "opinion", "attitude", "有效"})
"""Words for whether an act still stands, or for which side somebody took."""

_PERCENT = frozenset({"percent", "pct", "prozent", "porcentaje"})
"""Words for the weight of a vote as Hive and Steem write it, from -10000 to 10000."""

_LONG_SIGN = 5.0
"""Mean length from which numbers below zero under an unknown name are ids, figures."""
