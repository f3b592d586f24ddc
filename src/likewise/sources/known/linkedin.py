"""What LinkedIn's creator analytics export: the top posts, and the account's days.

The sheet TOP POSTS lists posts twice, side by side: by engagements and by impressions, each sorted for itself and of at
most 50 posts. Engagements are a sum of likes, comments, reposts and clicks, of which no single one can be told.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://www.linkedin.com/analytics/creator/content"

POSTS = Known(
    name="linkedin-posts",
    title="LinkedIn TOP POSTS",
    signatures=(
        Signature(("Post URL", "Post publish date", "Engagements")),
        Signature(("Post URL", "Post publish date", "Impressions")),
    ),
    fields={
        "url": ("Post URL",),
        "published": ("Post publish date",),
        "engaged": ("Engagements",),
        "url_shown": ("Post URL",),
        "published_shown": ("Post publish date",),
        "shown": ("Impressions",),
    },
    parts=(
        Part(
            "posts",
            columns={"post": "url", "time": "published", "impressions": "shown"},
            select="linkedin",
            most=50,
        ),
    ),
    dates="month-first",
    cannot=("only_numbers",),
    own=True,
    says=("engagements_are_a_sum", "chosen_by_outcome"),
    page=_PAGE,
)

DAYS = daily(
    "linkedin-days",
    "LinkedIn ENGAGEMENT",
    (by_day("Date", "Impressions", "Engagements"), by_day("Date", "New followers")),
    day=("Date",),
    page=_PAGE,
)

SOURCES = (POSTS, DAYS)
