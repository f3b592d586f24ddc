"""What TikTok Studio exports: the numbers of one's own videos, whose id and author stand in their link.

Dates are ISO or American. Whether a bare share of those who watched a full video is a ratio or percent nobody says.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.expressions import in_link
from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://www.tiktok.com/tiktokstudio"

VIDEOS = Known(
    name="tiktok-videos",
    title="TikTok Studio Content",
    signatures=(Signature(("Video title", "Video link", "Post time", "Total views")),),
    fields={
        "title": ("Video title",),
        "link": ("Video link",),
        "published": ("Post time",),
        "liked": ("Total likes",),
        "commented": ("Total comments",),
        "shared": ("Total shares",),
        "seen": ("Total views",),
        "watched": ("Average watch time",),
        "played": ("Total play time",),
        "finished": ("Watched full video",),
        "collected": ("Add to favorites", "Total bookmarks"),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "link",
                "author": "link",
                "time": "published",
                "text": "title",
                "views": "seen",
                "completion_rate": "finished",
                "avg_watch_s": "watched",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
            },
            made={
                "post": f"coalesce({in_link('link', '/(?:video|photo)/([0-9]+)')}, link)",
                "author": in_link("link", "/@([^/?]+)"),
            },
            shares={"completion_rate": "sign"},
        ),
    ),
    dates="month-first",
    cannot=("only_numbers",),
    own=True,
    page=_PAGE,
)

DAYS = daily(
    "tiktok-days",
    "TikTok Studio Overview",
    (by_day("Date", "Video Views", "Profile Views"),),
    day=("Date",),
    page=_PAGE,
)

SOURCES = (VIDEOS, DAYS)
