"""What is missing in the data, and which answers are weaker or not given for want of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from likewise.sources.reading import Reading
from likewise.tables import POSTS

GAPS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "no_events": (
        ("groups", "accounts", "posts"),
        "there are no events: groups can't be found; only the posts' own numbers can be judged",
    ),
    "no_author": (
        ("groups", "accounts"),
        "neither events nor posts say whose post it is: only lockstep can be tested",
    ),
    "no_post": (
        ("groups", "posts"),
        "events name no posts: coverage, promptness and lockstep can't be tested",
    ),
    "no_likes": (
        ("groups", "accounts", "posts"),
        "there are no likes by person: exchanges of likes can't be found, only exchanges of comments or reposts",
    ),
    "no_views": (
        ("groups", "bubble"),
        "there are no view events and no time watched: likes without depth can't be told",
    ),
    "no_follows": (("groups", "retention"), "there are no follows: who knows whom can't be told"),
    "no_unfollows": (("retention",), "there are no unfollows: how long followers stay can't be told"),
    "no_comment_text": (("groups", "trust"), "no comment has a text: template comments can't be told"),
    "no_purchases": (("conversion",), "there are no purchases: what an account sells can't be told"),
    "no_post_time": (
        ("groups", "effect"),
        "posts have no time: promptness is measured against each post's first like",
    ),
    "no_post_views": (("posts", "mismatch"), "posts have no views: likes can't be compared with views"),
    "no_post_author": (
        ("accounts", "effect"),
        "nothing says whose posts these are, so they aren't taken as one person's and nothing is asked about a group: "
        "--me NAME says that they are one creator's, --map author=COLUMN names the column that says whose each is",
    ),
    "no_post_likes": (
        ("posts", "accounts", "bubble", "mismatch"),
        "nothing gives the posts' likes, no column and no likes by person: they are unknown, not zero, and nothing is "
        "held against them",
    ),
    "no_post_comments": (
        ("posts", "accounts", "bubble", "trust"),
        "nothing gives the posts' comments, no column and no comment events: they are unknown, not zero, and no depth "
        "rests on them",
    ),
    "no_post_saves": (
        ("posts", "bubble", "trust"),
        "nothing gives the posts' saves, no column and no save events: they are unknown, not zero, and no depth rests "
        "on them",
    ),
    "no_post_reposts": (
        ("posts", "bubble"),
        "nothing gives the posts' reposts, no column and no repost events: they are unknown, not zero, and no depth "
        "rests on them",
    ),
    "no_completion": (
        ("posts", "mismatch"),
        "posts have no completion rate: likes that surge while few watch to the end can't be told",
    ),
    "no_likers": (
        ("groups", "accounts"),
        "this source does not say who liked: mutual liking can't be seen in it. Where nothing else says it, groups are "
        "looked for among those who comment on each other's posts, or repost them where there are no comments, and "
        "whoever trades likes alone doesn't show",
    ),
    "only_numbers": (
        ("groups", "accounts"),
        "this source holds the numbers of posts alone, not who reacted: groups can't be seen in it, only numbers that "
        "don't match",
    ),
    "only_drops": (
        ("groups", "accounts", "posts"),
        "this source says which links were dropped into a chat and when, not who liked: give it together with a log of "
        "likes to see what followed",
    ),
    "only_shares": (
        ("groups", "accounts", "posts"),
        "this source says who shared what and when, neither who liked nor whose it was: only who shares the same "
        "things in the same minutes can be told. A share is read as a repost",
    ),
    "no_moments": (
        ("groups", "accounts", "posts"),
        "this source says neither when a post was liked nor whose it is: nothing can be tested on it",
    ),
    "no_followers": (("accounts",), "accounts have no follower counts: they can't be compared by size"),
}
"""Gap key to the answers that suffer and the English sentence."""

COUNTED: Mapping[str, str] = {"likes": "like", "comments": "comment", "saves": "save", "reposts": "repost"}
"""Each count of a post, and the kind of event that tells it where no column does."""


@dataclass(frozen=True)
class Gap:
    """Something missing: a key of GAPS and the answers that suffer from it."""

    key: str
    answers: tuple[str, ...]

    @classmethod
    def of(cls, key: str) -> "Gap":
        """The gap of a key, with the answers that it is declared to make suffer."""
        return cls(key, GAPS[key][0])

    @property
    def text(self) -> str:
        """The English sentence."""
        return GAPS[self.key][1]


def _of_nobody(found: Reading) -> bool:
    """Whether posts were read from a file that isn't an export of one's own posts."""
    return any(one.table == POSTS.name and one.rows.used and not one.own for one in found.files)


def gaps(found: Reading, kinds: Collection[str]) -> tuple[Gap, ...]:
    """What a reading lacks; `kinds` are the kinds of events that occur."""
    has = found.present
    events = found.rows["events"].used > 0
    missing = {
        "no_events": not events,
        "no_author": events and not has & {"events.author", "posts.author"},
        "no_post": events and "events.post" not in has,
        "no_likes": events and "like" not in kinds,
        "no_views": events and "view" not in kinds and not has & {"events.dwell_s", "events.completion"},
        "no_follows": events and "follow" not in kinds,
        "no_unfollows": events and "unfollow" not in kinds,
        "no_comment_text": events and "events.text" not in has,
        "no_purchases": events and "purchase" not in kinds,
        "no_post_author": not has & {"events.author", "posts.author"} and _of_nobody(found),
        "no_post_time": "posts.time" not in has,
        "no_post_views": "posts.views" not in has,
        **{
            f"no_post_{count}": found.rows["posts"].used > 0 and f"posts.{count}" not in has and kind not in kinds
            for count, kind in COUNTED.items()
        },
        "no_completion": "posts.completion_rate" not in has,
        "no_followers": "accounts.followers" not in has,
    }
    never = {key: True for file in found.files for key in file.cannot}
    return tuple(Gap.of(key) for key, lacks in {**never, **missing}.items() if lacks)
