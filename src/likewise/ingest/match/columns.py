"""A table's columns with what their names and their values say: what every decision on the table rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from likewise.ingest.documents.lists import ENVELOPE, PARENT
from likewise.ingest.match.kinds import MOST_KINDS
from likewise.ingest.match.names import ACTS, NOISE, NOTHING, PERSONS, Sense, sense, tags_of, words_of
from likewise.ingest.match.values import HALF, ColumnValues, TableValues
from likewise.ingest.validate import votes


@dataclass(frozen=True)
class Column:
    """A source column: its name, what the name says, what the values are.

    `called` is the name without what stands before those of all columns, as `row.` does.
    """

    name: str
    sense: Sense
    values: ColumnValues
    called: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that its name is made of."""
        return frozenset(words_of(self.called))

    @property
    def is_quote(self) -> bool:
        """Whether its name speaks of quotes, which are posts of their own."""
        return any(word.startswith("quot") for word in self.words)

    @property
    def speaks_of_likes(self) -> bool:
        """Whether some word of its name is one for a like."""
        return any("like" in tags_of(word) for word in self.words)

    @property
    def tells_kinds(self) -> bool:
        """Whether it says what each row did: by its name and some of its words, or by nearly all of its words alone."""
        values = self.values
        if self.sense.what == "kind" or self._names_act:
            return values.kinds > 0 and values.kinds >= SOME_KINDS * values.filled
        unnamed = self.sense in {NOTHING, NOISE}
        return unnamed and 1 < values.distinct <= MOST_KINDS and values.mostly(values.kinds)

    @property
    def says_unknown_kinds(self) -> bool:
        """Whether it is called an action or event, and holds a few words or numbers, none of which is a known kind."""
        values = self.values
        coded = bool(self.words & _ACTIONS) and bool(self.words & {"type", "kind", "code"})
        coded = coded or self.is_coded
        named = coded or (self.says_acts and not self.speaks_of_likes)
        few = 0 < values.distinct <= MOST_KINDS and values.filled >= HALF * values.rows
        return named and few and not (self.tells_kinds or values.is_prose or values.row_number)

    @property
    def is_coded(self) -> bool:
        """Whether it tells what each row did, or how somebody voted, in numbers or words that a list must explain."""
        reaction = bool(self.words & _REACTIONS) and "id" in self.words
        numbers = self.values.is_number and (reaction or (bool(self.words) and self.words <= _KINDS))
        return self.values.distinct > 1 and (numbers or bool(self.words & _VOTES))

    @property
    def says_refusals(self) -> bool:
        """Whether some of its few words say that somebody decided against something, or not at all."""
        values = self.values
        return values.refusals > 0 and 1 < values.distinct <= MOST_KINDS and not values.is_flag

    @property
    def says_acts(self) -> bool:
        """Whether it is called an action, an event or a reaction, and not a mere type."""
        return (self.sense == Sense("kind", "row") and not self.words <= _WEAKLY_KINDS) or bool(self.words & _EMOJI)

    @property
    def _names_act(self) -> bool:
        """Whether it is called `reaction` or another act, and holds words."""
        acts = {"like", "view", "follow"}
        named = (self.sense.what == "bare" and self.sense.of in acts) or bool(self.words & _EMOJI)
        return named and not self.values.is_number

    @property
    def names_liker(self) -> bool:
        """Whether it calls whoever acts one who likes: `liker`, `点赞人`."""
        by = {"liked", "by"} <= self.words
        return by or bool(self.words & _LIKERS) or any(word.startswith(_LIKING) for word in self.words)

    @property
    def is_person(self) -> bool:
        """Whether it tells a person, by an id, a name or an address."""
        return (self.sense.what in {"id", "name", "link", "bare"} and self.sense.of in PERSONS) or (
            self.sense.what == "name" and self.sense.of == "row"
        )

    @property
    def is_post(self) -> bool:
        """Whether it tells a post, by an id or an address; what holds sentences is a title."""
        return self.sense.what in {"id", "link", "bare"} and self.sense.of == "post" and not self.values.is_prose

    @property
    def is_count(self) -> bool:
        """Whether it counts acts: by its name, and by values that are numbers."""
        named = self.sense.what == "count" or (self.sense.what == "bare" and self.sense.of in _COUNTED)
        return named and (self.values.rows == 0 or (self.values.filled > 0 and self.values.is_number))

    @property
    def is_text(self) -> bool:
        """Whether it holds what somebody wrote."""
        if self.values.filled and (self.values.is_number or self.values.is_time or self.values.is_flag):
            return False
        return self.sense.what in {"text", "title"} or (self.sense.what == "bare" and self.sense.of == "comment")

    @property
    def is_time(self) -> bool:
        """Whether it tells when the row's act or post happened."""
        return self.sense.what == "time" and self.sense.of == "row" and not self.was_fetched

    @property
    def says_state(self) -> bool:
        """Whether it is called `status` and holds states, as `active` or 0, and no posts."""
        values = self.values
        few = values.filled >= FEW_IDS and values.distinct <= FEW_IDS and values.letters < _LONG_STATE
        return self.called.lower() in {"status", "state"} and values.filled > 0 and (few or not values.digits)

    @property
    def says_undone(self) -> bool:
        """Whether it tells acts that were taken back: by a flag, a moment or words such as active and removed."""
        values = self.values
        if self.words & _UNDONE and not self.words & {"by", "id", "reason"}:
            flagged = values.rows > 0 and values.filled in {0, values.flags}
            # Some databases write 0 for no moment.
            zeros = 0 < values.zeros < values.filled
            zeros = zeros and values.zeros + values.dated + values.since_1970 >= values.filled
            return flagged or zeros or (values.is_time and values.filled < values.rows)
        return bool(self.words & _STATES) and values.distinct > 1 and values.states == values.filled

    @property
    def is_outcome(self) -> bool:
        """Whether it is called what became of a row, a status, a result, a relation, and holds a few words or codes."""
        values = self.values
        named = (bool(self.words & _OUTCOMES) and "id" not in self.words) or self.called.endswith(_OUTCOMES_IN_CHINESE)
        of_another = any(tags_of(word) & _WHOSE_STATE for word in self.words - _STATES)
        of_another = of_another or any(word in self.called for word in _STATES_OF_PEOPLE)
        few = 1 < values.distinct <= MOST_KINDS and values.letters < _LONG_STATE + FEW_IDS
        return named and few and not (of_another or values.is_time or self.says_undone)

    def may_not_count(self, said: Iterable[str]) -> bool:
        """Return whether some of its values, `said`, are a failure, a refusal or an end, or a bare code of a state."""
        if self.values.is_number:
            return bool(self.words) and self.words <= _STATES
        words = {word.strip().lower() for word in said}
        known = bool(words & (votes.UNDONE | votes.REFUSALS | _FAILED))
        return known or any(word.startswith(_FAILING) or word.endswith(_FAILING_BEHIND) for word in words)

    @property
    def names_models(self) -> bool:
        """Whether it says of each row which of several tables it is from, as a dump of all of them does."""
        values = self.values
        several = 1 < values.distinct <= MOST_KINDS and not values.is_number and values.filled == values.rows
        return several and not _MODELS.isdisjoint(words_of(self.called)[-1:])

    @property
    def was_fetched(self) -> bool:
        """Whether its times are those of the tool that made the file: all the same, to the minute."""
        return (
            self.values.constant and self.values.rows >= _MANY_ROWS and self.values.clocked + self.values.since_1970 > 0
        )

    @property
    def numbers_rows(self) -> bool:
        """Whether it gives each row an id of its own that is of nothing else."""
        own = self.sense.what == "id" and self.sense.of in {"row", "comment"}
        return own or self.values.row_number


_ACTIONS = frozenset({"action", "event", "activity", "behavior", "behaviour", "interaction", "reaction"})
_REACTIONS = frozenset({"reaction", "reactions", "emoji", "vote", "action"})
_KINDS = frozenset({"type", "kind", "action", "event", "act", "op", "typ", "tipo", "类型", "行为", "動作"})
_VOTES = frozenset({"vote", "votes", "sentiment", "stance", "opinion", "feedback"})
_PICTURES = frozenset({"photo", "image", "picture", "pic", "img", "foto", "bild", "imagen", "imagem", "图片", "写真"})
_EMOJI = frozenset({"emoji", "emojis", "emoticon", "reaction", "reaktion", "reaccion", "表情"})
_LIKERS = frozenset({"liker", "likers", "upvoter", "stargazer", "clapper", "curtidor", "likender"})
_LIKING = ("点赞", "按讚", "いいね")

_UNDONE = votes.TAKEN_BACK | {
    *("unliked", "deleting", "delete", "del", "cancel", "eliminado", "geloscht", "supprime", "撤回"),
}
_STATES = frozenset({"status", "state", "estado", "zustand", "statut", "状态", "狀態"})

_OUTCOMES = _STATES | {"outcome", "result", "resultado", "ergebnis", "relation", "relationship", "статус", "trangthai"}
_OUTCOMES_IN_CHINESE = ("状态", "狀態", "状況", "结果", "結果", "完成情况", "是否完成", "审核", "審核", "关系", "關係")
"""Words for what became of a row: not every one of its values may count."""

_FAILED = frozenset(
    {
        *("fail", "failed", "failure", "error", "timeout", "open", "todo", "expired", "closed", "hidden", "blocked"),
        *("block", "blocking", "mute", "muted", "unfollowed", "incomplete", "skipped", "unapproved", "trash"),
        "bounced",
        *("拉黑", "屏蔽", "交易关闭", "垃圾", "垃圾评论", "处理中", "审核中", "已过期", "已关闭", "已屏蔽", "已隐藏"),
    }
)
_FAILING, _FAILING_BEHIND = ("未", "待", "超时", "不通过", "not ", "no "), ("失败", "取消", "超时", "驳回", "拒绝")
"""Words, and how words begin or end, for what didn't come about or didn't last."""

_STATES_OF_PEOPLE = (
    *("认证", "在线", "关注", "会员", "婚姻", "感情", "登录", "用户", "账号", "作者"),
    *("marital", "online"),
)
"""Parts of names of states that accounts are in."""

_WHOSE_STATE = frozenset({"person", "author", "actor", "thing"})
"""Words for something else than the row, whose state is no matter: an account, a post."""

FEW_IDS = 3
"""Different values up to which a column without a known name is a class of rows, as a state, and no id."""

SOME_KINDS = 0.2
"""Share of known kinds from which a column that is called one tells them; the rest are kinds that aren't known."""

_WEAKLY_KINDS = frozenset({"type", "typ", "tipo", "art", "kind", "类型", "種類", "유형", "тип", "name", "id", "code"})
"""Words for a kind that may be one of anything: of the post, of the person."""

_PEOPLE = frozenset(
    {
        *("users", "people", "persons", "accounts", "viewers", "visitors", "members", "usuarios", "utenti", "nutzer"),
        *("personas", "pessoas", "personen", "人数", "人次"),
    }
)
"""Words for several people, which beside numbers say how many."""

_LONG_HASH = 46
"""Mean length from which an id is the hash of something, characters."""

_MODELS = frozenset({"model", "typename", "doctype", "tablename", "entity", "classname"})
"""Words for the table that a row of a dump is from."""

_LONG_STATE = 12
"""Mean length from which the values of a column called `status` are ids, though few, characters."""

_MANY_ROWS = 5
_COUNTED = frozenset({"like", "comment", "repost", "save", "view", "impression", "follow", "followers", "following"})


@dataclass(frozen=True)
class Columns:
    """All columns of a table.

    Parameters
    ----------
    shown
        The table's name in messages.
    every
        The columns in order.
    values
        The values, and which columns say the same.
    mapped
        Source columns that the user has mapped: their names say nothing any more.
    lists
        Fields that hold lists of objects, which became tables of their own.
    """

    shown: str
    every: tuple[Column, ...]
    values: TableValues = field(default_factory=lambda: TableValues({}))
    mapped: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The source's column names, in order."""
        return tuple(one.name for one in self.every)

    @property
    def free(self) -> tuple[Column, ...]:
        """The columns that the user has not mapped."""
        return tuple(one for one in self.every if one.name not in self.mapped)

    @property
    def rows(self) -> int:
        """How many rows the sample has."""
        return max((one.values.rows for one in self.every), default=0)

    def having(self, what: str, *of: str) -> list[Column]:
        """Return the columns that the user has not mapped whose names say `what`, of one of `of`."""
        return [one for one in self.free if one.sense.what == what and (not of or one.sense.of in of)]

    def by_name(self) -> Mapping[str, Column]:
        """Return the columns by their names."""
        return {one.name: one for one in self.every}

    @property
    def is_chinese(self) -> bool:
        """Whether most of the column names are written in Chinese: tools that do so write times of China."""
        chinese = sum(any("\u4e00" <= letter <= "\u9fff" for letter in name) for name in self.names)
        kana = any("\u3040" <= letter <= "\u30ff" for name in self.names for letter in name)
        kana = kana or any(word in name for name in self.names for word in _JAPANESE)
        return chinese >= HALF * len(self.names) and not kana and chinese > 0


_JAPANESE = ("日時", "作成", "閲覧", "動画", "氏名", "会員", "登録日", "更新日", "件数")
"""Words in Chinese characters that are written so in Japanese."""


def columns_of(
    shown: str, names: Iterable[str], values: TableValues, mapped: Iterable[str] = (), lists: Iterable[str] = ()
) -> Columns:
    """Return a table's columns with what their names and values say."""
    listed = list(names)
    start = len(_shared(listed))
    outer = [mark for mark in (ENVELOPE, PARENT, _POST) if mark.removesuffix(".") not in listed]
    every = tuple(Column(name, _told(name[start:], values[name], outer), values[name], name[start:]) for name in listed)
    return Columns(shown, every, values, frozenset(mapped), frozenset(lists))


_POST = "post."
"""Where the opener of documents, and interfaces as well, put what they say of the post."""


def _shared(names: Sequence[str]) -> str:
    """What all names begin with, up to a dot; nothing where there is one column alone."""
    paths = [name.split(".")[:-1] for name in names] if len(names) > 1 else []
    depth = 0
    while paths and all(len(path) > depth and path[depth] == paths[0][depth] for path in paths):
        depth += 1
    return "".join(f"{one}." for one in paths[0][:depth]) if depth else ""


def _outer(said: Sense, values: ColumnValues) -> Sense:
    """What a field says that stands around the list or the row that this row is in: it is the post's."""
    if said == Sense("bare", "post") and not (values.is_prose or values.mostly(values.nested)):
        return Sense("id", "post")
    if said.of in {"row", "post"} and said.what in {"id", "link"}:
        return Sense(said.what, "post")
    if said.of in {"author", "person"} or (said.of == "parent" and said.person):
        return Sense(said.what, "author", person=True)
    return NOISE


def _told(name: str, values: ColumnValues, outer: Sequence[str] = ()) -> Sense:
    """What a column's name says; of a mere name, as `tweet` or `liked`, the values tell which attribute it means."""
    around = next((mark for mark in outer if name.startswith(mark)), None)
    if around:
        told = _outer(sense(name.removeprefix(around)), values)
        if around != _POST or told != NOISE:
            return told
    said = sense(name)
    if _is_misnamed(said, values, words_of(name)):
        return NOISE
    if said == Sense("text", "row") and name.lower().startswith("content") and values.is_code:
        return Sense("id", "post")  # `content` is a thing as well as a text
    if said.what in {"name", "bare"} and values.mostly(values.paths) and said.of in {"row", "post"}:
        return Sense("id", "post")  # `owner/name`, as repositories are called
    return _by_values(said, values) if said.what == "bare" else said


def _is_misnamed(said: Sense, values: ColumnValues, words: Sequence[str]) -> bool:
    """Whether a name speaks of a post, a comment or people, and the values tell none."""
    if words[-2:] == ["class", "name"]:
        return True  # `user.className`, of what class a pointer's object is
    if said.of == "post" and values.is_link and _PICTURES & set(words):
        return True  # `photo` that is an address shows one
    if said == Sense("id", "comment") and values.letters >= _LONG_HASH and not values.spaced:
        return True  # `cid` is a hash of the content as well
    # `Engaged Users` counts them
    return said.of in PERSONS and said.what == "bare" and values.is_number and bool(_PEOPLE & set(words))


def _by_values(said: Sense, values: ColumnValues) -> Sense:
    """What a mere name says with such values: sentences are a text, words are who follows, moments are when."""
    if said.of == "post" and values.is_prose:
        return Sense("text", "row")
    if said.of in {"followers", "following"} and values.filled and values.numbers < HALF * values.filled:
        return Sense("bare", "actor" if said.of == "followers" else "target", said.of == "following", "follow")
    act = said.act or (said.of if said.of in ACTS else "")
    return Sense("time", "row", act=act) if act and values.mostly(values.dated) and values.clocked else said
