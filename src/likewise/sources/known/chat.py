"""Group chats: which links were dropped into a group, by whom and when. Nothing else that was said is kept.

Telegram Desktop's export (one chat, or all of them), and tables with a time, a sender and a text, which other
messengers' exports can be brought to.
"""

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

CHAT = Known(
    name="chat",
    title="time, sender, text",
    signatures=(
        Signature(("time", "sender", "text")),
        Signature(("date", "sender", "message")),
        Signature(("时间", "发送者", "内容")),
        Signature(("时间", "发送人", "内容")),
    ),
    fields={
        "sender": ("sender", "发送者", "发送人"),
        "moment": ("time", "date", "时间"),
        "said": ("text", "message", "内容"),
        "room": ("chat", "group", "room", "群", "群名"),
    },
    parts=(
        Part(
            "drops",
            columns={"member": "sender", "link": "said", "time": "moment", "chat": "room"},
            select="chat_drop",
        ),
    ),
    cannot=("only_drops",),
    says=("only_links",),
)

SOURCES = (TELEGRAM, CHAT)
