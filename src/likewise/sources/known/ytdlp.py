"""What yt-dlp writes about a video (`--write-info-json --write-comments`): its numbers, its channel and its comments.

Comments' times are made from words such as "12 days ago", so that they are a day, a month or a year at best. Nothing
that goes by moments is read off them: promptness, bursts, lockstep and unison are facts about likes, and no comment
dates a post, because every video has a time of its own.
"""

from likewise.sources.known.face import Known, Part, Signature

VIDEO = Known(
    name="yt-dlp",
    title="yt-dlp info.json",
    signatures=(
        Signature(("id", "channel_id", "view_count", "comments")),
        Signature(("id", "channel_id", "view_count", "channel_follower_count")),
        Signature(("id", "extractor_key", "webpage_url", "uploader_id")),
    ),
    fields={
        "video": ("id",),
        "channel": ("channel_id", "uploader_id"),
        "channel_name": ("channel", "uploader"),
        "subscribers": ("channel_follower_count",),
        "published": ("timestamp", "release_timestamp"),
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
            made={"format": "coalesce(form, 'video')"},
        ),
        Part(
            "accounts",
            columns={"account": "channel", "name": "channel_name", "followers": "subscribers"},
            select="ytdlp_channel",
        ),
    ),
    cannot=("no_likers",),
    says=("comment_times_estimated",),
    page="https://github.com/yt-dlp/yt-dlp",
)

SOURCES = (VIDEO,)
