"""Words for acts that are none of those that are read: dislikes, reports, blocks, messages, orders.

Their tables look like those of likes: somebody, a thing and a time. Only the words tell them apart.
"""

from likewise.ingest.match.columns import Column
from likewise.ingest.match.names import tags_of, words_of

_VOTES_AGAINST = frozenset(
    {
        *("dislike", "dislikes", "disliked", "unlike", "unlikes", "unliked", "downvote", "downvotes", "downvoted"),
        *("unfavorite", "unfavorited", "unstar", "unstarred", "thumbs_down", "down_voted", "un_liked"),
        *("踩", "点踩", "不喜欢", "反对", "取消点赞", "取消赞"),
    }
)
"""Words for votes against something, or that take a like back."""

_AGAINST = _VOTES_AGAINST | {
    *("reported", "reporter", "block", "blocks", "blocked", "blocker", "mute", "mutes", "muted"),
    *("hide", "hides", "hidden", "ignored", "abuse", "complaint", "complaints", "click", "clicks", "clicked"),
    *("mention", "mentions", "mentioned", "poll", "polls", "举报", "屏蔽", "拉黑", "通報", "点击", "投票"),
    *("denuncia", "denuncias", "meldung", "meldungen", "blockiert", "bloqueado", "gemeldet"),
}
"""Words for acts that are no sign of liking, wherever they stand in a name."""

_OTHER_DEEDS = _AGAINST | {
    *("assigned", "approved", "rejected", "invited", "downloaded", "printed", "shipped", "enrolled", "paid"),
    *("borrowed", "returned", "rented", "lent", "ordered", "booked", "scheduled"),
    *("registered", "指派", "审核", "下载", "下单"),
}
"""Verbs that say of the only time of a row that it did something else."""

_OTHERS = frozenset(
    {
        *("tag", "tags", "taggings", "message", "messages", "dm", "dms", "mail", "mails", "email", "emails"),
        *("order", "orders", "payments", "payment", "invoice", "invoices", "transfer", "transfers", "tips"),
        *("donations", "reports"),
        *("subscription", "subscriptions", "membership", "memberships", "audit", "logins", "sessions", "impressions"),
        *("ads", "permissions", "migrations", "tickets", "members", "invites", "invitations"),
        *("revision", "revisions", "assignments", "admin", "approvals"),
        *("私信", "消息", "标签", "订单", "支付", "打赏", "曝光", "登录", "会员", "广告", "成员"),
        *("nachrichten", "mensajes", "mensagens", "pedidos", "bestellungen"),
    }
)
"""Words for rows that are no acts on posts, as the main word of a name."""

_BELONGED_TO = frozenset(
    {
        *("group", "chat", "team", "class", "classroom", "course", "city", "country", "region", "role", "org"),
        *("organization", "organisation", "company", "device", "session", "order", "category", "workspace"),
        *("server", "guild", "badge", "plan", "school", "department", "branch", "club", "league", "cohort", "segment"),
        *(
            "tenant",
            "warehouse",
            "option",
            "choice",
            "survey",
            "ballot",
            "poll",
            "gruppe",
            "klasse",
            "kurs",
            "grupo",
            "equipo",
            "curso",
            "turma",
            "equipe",
        ),
        *("群", "群号", "群组", "小组", "班级", "课程", "城市", "部门", "公司", "学校", "团队", "设备"),
        *("订单", "グループ"),
    }
)
"""Words for what people belong to, use or order, and don't like one by one."""

ORDERED = frozenset(
    {
        *("price", "amount", "quantity", "qty", "sku", "currency", "paid", "payment", "invoice", "balance", "salary"),
        *("reason", "complaint", "abuse", "betrag", "preis", "importe", "precio", "valor"),
        *("金额", "价格", "单价", "数量", "支付", "举报"),
    }
)
"""Words for what goes with orders, payments and reports, and never with a like."""

PAID_FOR = frozenset({"adset", "adgroup", "spend", "cpc", "cpm", "roas", "花费", "消耗"})
"""Words for what an advertisement costs."""

ADVERTISED = PAID_FOR | {
    *("campaign", "campaigns", "kampagne", "campana", "campanha", "campagne", "投放", "推广计划", "广告"),
}
"""Words for what reports on advertisements count by; lists of posts that were paid for have them, too."""

RECIPIENTS = frozenset(
    {
        *("recipient", "recipients", "receiver", "addressee", "empfanger", "destinatario", "destinataire"),
        *("收件人", "接收者", "接收人", "受信者"),
    }
)
"""Words for whom something was written to."""

MAIL = frozenset({"subject", "from", "to", "cc", "bcc", "betreff", "von", "asunto", "主题", "收件人", "发件人", "件名"})
"""What mails are told by; a post has one or the other of these at most."""


def other_act(name: str) -> str:
    """Return the word in a table's or file's name that says that its rows are something else; else nothing.

    The main word of a name is its last one, or the one before `of`: `message_likes` are likes, `tags_of_posts` tags.
    Of a table of likes and dislikes its columns must tell which is which.

    Examples
    --------
    >>> other_act("dislikes"), other_act("tags_of_posts"), other_act("message_likes"), other_act("admin_audit_log")
    ('dislikes', 'tags', '', 'audit')
    """
    words = [word for word in words_of(name) if word not in {"log", "list", "history", "table", "data", "export"}]
    whole = name.strip().lower()
    if whole in _AGAINST:
        return whole
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    against = next((word for word in words if word in _AGAINST), "")
    # A table of likes and dislikes, or of likes of polls; votes of a poll are no likes.
    votes = set() if against in _VOTES_AGAINST else {"vote", "votes", "voted", "投票"}
    both = any("like" in tags_of(word) for word in words if word not in _AGAINST | votes)
    against = "" if both else against
    return against or (head if head in _OTHERS else "")


def is_belonged_to(column: Column) -> bool:
    """Return whether a column's main word, before `id`, is something that people belong to: `group_id`, `班级编号`."""
    words = [word for word in words_of(column.called) if word not in {"id", "ids", "key", "no", "编号", "号"}]
    return bool(words) and words[-1] in _BELONGED_TO


def tells_vote_against(column: Column) -> bool:
    """Return whether a column of yes and no says which rows are votes against something, as `is_dislike`."""
    words = words_of(column.called)
    named = bool(_VOTES_AGAINST & {*words, "_".join(words)})
    return named and column.values.is_flag and column.values.distinct > 1


def says_when_else(column: Column) -> bool:
    """Return whether a time is when something else was done than what is read: `borrowed_at`, `paid_at`."""
    words = words_of(column.called)
    return column.values.is_time and bool(_OTHER_DEEDS & {*words, "_".join(words)})


def tells_other_act(column: Column, *, only_time: bool) -> bool:
    """Return whether a column of a time or a person says that all rows are other acts: `unliked_at`, `reporter`.

    A time says so only where there is no other time: `hidden_at` beside `created_at` is a state.
    """
    words, values = words_of(column.called), column.values
    if values.is_time:
        return only_time and says_when_else(column)
    if values.empty or values.is_flag or not _AGAINST & {*words, "_".join(words)}:
        return False
    numbered = values.is_number and column.sense.what != "id"
    return column.sense.what in {"id", "name", "bare", "other"} and not numbered
