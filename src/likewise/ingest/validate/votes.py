"""Votes with a direction or a weight: for, against, withdrawn.

A number above zero is a vote for, below zero one against, zero takes back what the same account said before.
"""

from collections.abc import Mapping

from likewise.engine.face import literal

FOR, WITHDRAWN, AGAINST = 1, 0, -1

_NO = (
    *("false", "f", "no", "n", "não", "nao", "nein", "non", "falsch", "faux", "falso"),
    *("いいえ", "아니요", "否"),
)
"""Words, lower case, for the no of a flag."""

WORDS: Mapping[int, tuple[str, ...]] = {
    FOR: (
        *("up", "upvote", "upvoted", "like", "liked", "for", "pro", "positive", "yes", "true", "+", "t", "y"),
        *("si", "sí", "sim", "ja", "oui", "wahr", "vrai", "verdadero", "verdadeiro", "はい", "예"),
        *("赞", "点赞", "顶", "赞成", "赞同", "支持", "喜欢", "是"),
    ),
    WITHDRAWN: (
        *("none", "neutral", "withdrawn", "removed", "unvote", "unvoted", "unlike", "unliked", "novote"),
        *("取消", "取消赞", "取消点赞", "撤回", "撤销"),
        *_NO,
    ),
    AGAINST: (
        *("down", "downvote", "downvoted", "dislike", "disliked", "against", "contra", "negative", "-"),
        *("踩", "点踩", "反对", "不喜欢"),
    ),
}
"""Words for a vote's direction, lower case. Reddit's export writes up, down and none, Stack Exchange's UpVote and
DownVote; a column of true and false says whether the like stands."""


PLAIN = frozenset(
    {
        *("up", "down", "upvote", "upvoted", "downvote", "downvoted", "dislike", "disliked", "unlike", "unliked"),
        *("unvote", "unvoted", "against", "赞", "踩", "顶", "点踩", "反对", "赞同", "取消赞", "取消点赞"),
    }
)
"""Words that speak of votes whatever their column is called."""


TAKEN_BACK = frozenset(
    {
        *("deleted", "removed", "cancelled", "canceled", "inactive", "withdrawn", "undone", "revoked"),
        *("已取消", "已删除", "取消", "删除", "撤销", "撤回", "已撤回", "已撤销"),
    }
)
"""Words, lower case, for what was taken back: in a state, or in the name of a column that says it."""

HOLDING = frozenset(["active", "valid", "normal", "enabled", "ok", "live", "正常", "有效", "已点赞"])
UNDONE = TAKEN_BACK | {"invalid", "disabled", "无效"}
"""Words of a state, lower case: what holds, and what was taken back."""


REFUSALS = frozenset(
    {
        *WORDS[AGAINST],
        *("reject", "rejected", "decline", "declined", "deny", "denied", "disapprove", "disapproved", "disagree"),
        *("abstain", "abstained", "abstention", "not interested", "uninterested", "oppose", "opposed", "pending"),
        *("spam", "ham", "fail", "failed", "dagegen", "dafür", "enthaltung", "abstenção", "abstencao", "abstención"),
        *("contre", "en contra", "弃权", "差评", "中评", "不同意", "不赞成", "拒绝", "未通过"),
        *("不感兴趣", "待审核", "賛成", "棄権"),
    }
) - {"-"}
"""Words, lower case, of what somebody decided: where a column has some, not every row is a like."""


def still_holds(value: str) -> str:
    """Return SQL for the direction of an act in a table that says which were taken back: 1 where it holds, else 0.

    Parameters
    ----------
    value
        SQL of what says it, of any type: yes or no, since when, or a word for the state.
    """
    holds = ", ".join(map(literal, (*_NOT_UNDONE, *sorted(HOLDING))))
    text = f"lower(trim(cast({value} as varchar)))"
    missing = f"source_given(cast({value} as varchar)) is null"
    return f"case when {missing} or {text} in ({holds}) then 1 else 0 end"


_NOT_UNDONE = (
    *("", "-", "\\n", "0", "0.0", "0000-00-00 00:00:00", "null", "none", "nan", "nat", "na", "n/a"),
    *("false", "f", "no", "n", "nein", "non", "não", "nao", "否", "いいえ", "아니요"),
)


def direction(value: str) -> str:
    """Return SQL for the direction of a vote: above, below or exactly zero; NULL when the value isn't understood.

    Parameters
    ----------
    value
        SQL of the value as it stands in the data, of any type.
    """
    text = f"lower(trim(cast({value} as varchar)))"
    cases = "".join(f" when {text} in ({', '.join(map(literal, words))}) then {sign}" for sign, words in WORDS.items())
    number = f"try_cast(replace(replace({text}, ',', ''), '−', '-') as double)"
    return f"case{cases} else {number} end"


def says_no(value: str) -> str:
    """Return SQL for whether a value is the no of a flag, and no word for taking something back.

    Parameters
    ----------
    value
        SQL of the value as it stands in the data, of any type.
    """
    return f"lower(trim(cast({value} as varchar))) in ({', '.join(map(literal, ('0', '0.0', *_NO)))})"


SHOWN = 0.1
"""Share of what accounts first said of a post that is a flag's no from which rows are showings, liked or not."""


def first_said(relation: str) -> str:
    """Return the statement that counts what accounts first said of a post, and how much of that is a flag's no.

    Nobody takes back what they haven't done: where many begin with no, rows say of each showing whether it was liked.

    Parameters
    ----------
    relation
        SQL of a relation of events with kind, actor, post, author, time, `flagged_no`, file and line.
    """
    return (
        f"select count(*) as every, count(*) filter (flagged_no) as no from (select flagged_no, {_SAID_AT} "
        f"from {relation} where kind = 'like') where said_at = 1"
    )


_OWN = "partition by actor, post, author"
_SAID_AT = f"row_number() over ({_OWN} order by time, file, line) as said_at"


def withdrawn(relation: str, *, showings: bool) -> str:
    """Return SQL for a relation of events with `undone`, `said_at` and `showing` beside its columns.

    The first two count what one account said of one post, in order of time: a like is taken back when
    `said_at <= undone`. A vote against takes back an earlier like as a withdrawal does; a showing that wasn't liked
    takes nothing back.

    Parameters
    ----------
    relation
        SQL of the relation; it has kind, actor, post, author, time, `direction`, `flagged_no`, file and line.
    showings
        Whether a flag's no says that a showing wasn't liked.
    """
    showing = "coalesce(flagged_no, false)" if showings else "false"
    ends = f"kind = 'like' and direction <= 0 and time is not null and not {showing}"
    return (
        f"(select *, {showing} as showing, max(case when {ends} then said_at end) over ({_OWN}) as undone from "
        f"(select *, {_SAID_AT} from {relation}))"
    )
