"""What YouTube Studio exports in advanced mode: `Table data.csv`, in a ZIP archive beside `Chart data.csv` and totals.

The first row is the channel's total. Ids that begin with a hyphen have a space before it, so that no spreadsheet takes
them for a formula. The share watched on average is no completion rate: it doesn't say how many reached the end.
"""

from likewise.sources.known.daily import daily
from likewise.sources.known.expressions import won
from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import SUMMARY_ROW

_PAGE = "https://studio.youtube.com"

VIDEOS = Known(
    name="youtube-videos",
    title="YouTube Studio Table data",
    signatures=(Signature(("Content", "Video title", "Video publish time")),),
    fields={
        "id": ("Content",),
        "title": ("Video title",),
        "published": ("Video publish time",),
        "lasts": ("Duration",),
        "seen": ("Views",),
        "hours": ("Watch time (hours)",),
        "watched": ("Average view duration",),
        "watched_share": ("Average percentage viewed (%)",),
        "shown": ("Impressions", "Thumbnail impressions"),
        "click_rate": ("Impressions click-through rate (%)", "Thumbnail click-through rate (%)"),
        "liked": ("Likes",),
        "disliked": ("Dislikes",),
        "commented": ("Comments added",),
        "shared": ("Shares",),
        "won": ("Subscribers gained", "Subscribers"),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "time": "published",
                "text": "title",
                "duration_s": "lasts",
                "impressions": "shown",
                "views": "seen",
                "avg_watch_s": "watched",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "new_follows": "won",
            },
            made={"post": "trim(id)", "new_follows": won("won")},
            aside={SUMMARY_ROW: "trim(id) = 'Total'"},
            most=500,
        ),
    ),
    cannot=("only_numbers",),
    own=True,
    page=_PAGE,
)

DAYS = daily(
    "youtube-days",
    "YouTube Studio Chart data",
    (Signature(("Date", "Content", "Video title", "Video publish time")),),
    day=("Date",),
    page=_PAGE,
)
"""A row is a video and a day; the table beside it has the same in all."""

SOURCES = (VIDEOS, DAYS)
