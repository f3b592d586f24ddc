"""Group chats: which links were dropped into a group, by whom and when. Nothing else that was said is kept.

Telegram Desktop's export (one chat, or all of them), and tables with a time, a sender and a text, which other
messengers' exports can be brought to.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from likewise.sources.known.face import Known, Part, Signature

TELEGRAM = Known(
    name="telegram",
    title="Telegram Desktop result.json",
    signatures=(
        Signature(("name", "type", "id", "messages")),
        Signature(("chats", "about")),
        Signature(("chats", "personal_information")),
    ),
    fields={
        "chat_name": ("name",),
        "chat_id": ("id",),
        "messages": ("messages",),
        "chats": ("chats",),
        "left_chats": ("left_chats",),
    },
    parts=(
        Part(
            "drops",
            columns={"member": "messages", "link": "messages", "time": "messages", "chat": "chat_name"},
            select="telegram_drop",
        ),
    ),
    cannot=("only_drops",),
    says=("only_links",),
    page="https://telegram.org/blog/export-and-more",
)


def _signatures(times: Sequence[str], senders: Sequence[str], texts: Sequence[str]) -> tuple[Signature, ...]:
    return tuple(Signature(one, of_no_post=True) for one in product(times, senders, texts))


_CLOCK = r"(?i)(?:(?:上午|下午|凌晨|早上|中午|晚上) ?)?[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?(.?[ap]\.?m\.?)?"
_DAY = "regexp_replace(day, ' 00:00:00$', '')"
_MOMENT = f"case when regexp_full_match(trim(clock), '{_CLOCK}') then concat_ws(' ', {_DAY}, clock) else clock end"
"""When a line was said; a day and a time of day may stand in columns of their own."""


def _chat(name: str, signatures: Sequence[Signature], fields: Mapping[str, Sequence[str]], zone: str | None) -> Known:
    """A table of what was said in a chat, in one language."""
    return Known(
        name=name,
        title="time, sender, text" if zone is None else "时间, 发送者, 内容",
        signatures=tuple(signatures),
        fields={field: tuple(names) for field, names in fields.items()},
        made={"moment": _MOMENT},
        parts=(
            Part(
                "drops",
                columns={"member": "sender", "link": "said", "time": "moment", "chat": "room"},
                select="chat_drop",
            ),
        ),
        usual_zone=zone,
        cannot=("only_drops",),
        says=("only_links",),
    )


_TIMES, _SENDERS, _TEXTS = ("time", "date", "timestamp"), ("sender", "sender name"), ("text", "message", "content")
_TIMES_ZH, _SENDERS_ZH = ("时间", "日期", "发送时间"), ("发送者", "发送人", "发言人", "群成员")
_TEXTS_ZH = ("内容", "消息", "消息内容", "聊天内容", "聊天记录")

CHAT = _chat(
    "chat",
    _signatures(_TIMES, _SENDERS, _TEXTS),
    {"sender": _SENDERS, "clock": _TIMES, "day": ("date",), "said": _TEXTS, "room": ("chat", "group", "room")},
    None,
)

CHAT_ZH = _chat(
    "chat_zh",
    (*_signatures(_TIMES_ZH, _SENDERS_ZH, _TEXTS_ZH), *_signatures(_TIMES_ZH, ("昵称",), _TEXTS_ZH[2:])),
    {
        "sender": (*_SENDERS_ZH, "昵称"),
        "clock": ("时间", "发送时间", "日期"),
        "day": ("日期",),
        "said": _TEXTS_ZH,
        "room": ("群", "群名", "群聊"),
    },
    "Asia/Shanghai",
)

SOURCES = (TELEGRAM, CHAT, CHAT_ZH)
