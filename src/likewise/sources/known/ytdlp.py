"""What yt-dlp writes about a video (`--write-info-json --write-comments`): its numbers, its channel and its comments.

Comments' times are made from words such as "12 days ago", so that they are a day, a month or a year at best. Nothing
that goes by moments is read off them, and no comment dates what it is on. A video's own time is given to the second, or
else as the day (UTC) of its upload.
"""

from likewise.sources.known.face import Known, Part, Signature

_UPLOADED = r"regexp_replace(uploaded, '^([0-9]{4})([0-9]{2})([0-9]{2})$', '\1-\2-\3T00:00:00Z')"
"""SQL: the day of a video's upload, written 20260110, as a time."""

VIDEO = Known(
    name="yt-dlp",
    title="yt-dlp info.json",
    signatures=(
        Signature(("id", "channel_id", "view_count", "timestamp", "comments")),
        Signature(("id", "channel_id", "view_count", "channel_follower_count")),
        Signature(("id", "extractor_key", "webpage_url", "uploader_id")),
    ),
    fields={
        "video": ("id",),
        "channel": ("channel_id", "uploader_id"),
        "channel_name": ("channel", "uploader"),
        "subscribers": ("channel_follower_count",),
        "published": ("timestamp",),
        "released": ("release_timestamp",),
        "uploaded": ("upload_date",),
        "fetched": ("epoch",),
        "title": ("title", "fulltitle"),
        "length": ("duration",),
        "form": ("media_type",),
        "seen": ("view_count",),
        "liked": ("like_count",),
        "commented": ("comment_count",),
        "shared": ("repost_count",),
        "comments": ("comments",),
    },
    parts=(
        Part(
            "events",
            columns={
                "actor": "comments",
                "author": "channel",
                "post": "video",
                "time": "comments",
                "text": "comments",
            },
            select="ytdlp_comment",
            kind="comment",
            when=Signature(("comments",)),
        ),
        Part(
            "posts",
            columns={
                "post": "video",
                "author": "channel",
                "time": "published",
                "text": "title",
                "format": "form",
                "duration_s": "length",
                "views": "seen",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
            },
            made={
                "time": f"coalesce(published, released, {_UPLOADED})",
                "format": "coalesce(form, 'video')",
            },
        ),
        Part(
            "accounts",
            columns={"account": "channel", "name": "channel_name", "followers": "subscribers"},
            select="ytdlp_channel",
        ),
    ),
    cannot=("no_likers",),
    says=("comment_times_estimated",),
    estimated=True,
    page="https://github.com/yt-dlp/yt-dlp",
)

SOURCES = (VIDEO,)
