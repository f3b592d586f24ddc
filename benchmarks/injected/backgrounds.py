"""Real data as a world that groups can be planted in: likes, posts, and when its accounts were active.

Chosen, because the data doesn't say:

- college_msg has no posts. A message from one student to another is a like; for planting, what an account gets in a
  day is its post of that day. When it was published isn't known and isn't told. Several messages to one account in
  a day are one like then, as several likes of a post are.
- german_elections has no authors. An account that shares a url likes it; the first to share a url is its author, and
  published it then. What was posted without a url is no like, but tells when its account is active.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Background:
    """Real data. `likes`: actor, author, post, time; `posts`: post, author, and time where it is known.

    `active`: account, time; whatever an account did. `raw` is the data with nothing invented: actor, time, and author
    or post. `daily` means that a post is an account's day; else that it is a thing of its own. Only accounts with
    at least `least` acts are planted: others hardly leave a trace.
    """

    name: str
    likes: pd.DataFrame
    posts: pd.DataFrame
    active: pd.DataFrame
    raw: pd.DataFrame
    daily: bool
    least: int

    @property
    def accounts(self) -> list[str]:
        """Everyone who gives or gets a like or publishes, in order."""
        return sorted({*self.likes["actor"], *self.likes["author"], *self.posts["author"]})


def day_post(author: "pd.Series[str]", time: "pd.Series[pd.Timestamp]") -> "pd.Series[str]":
    """The post that stands for this author's day."""
    return author + "-" + time.dt.strftime("%Y%m%d")


def college_msg(folder: Path) -> Background:
    """Private messages between students: honest by nature, and for the most part mutual."""
    raw = pd.read_parquet(folder / "college_msg.parquet").sort_values("time", kind="stable")
    likes = raw.assign(post=day_post(raw["author"], raw["time"]))
    posts = likes[["post", "author"]].drop_duplicates("post")
    active = raw[["actor", "time"]].rename(columns={"actor": "account"})
    return Background("college_msg", likes, posts, active, raw, daily=True, least=10)


def german_elections(folder: Path) -> Background:
    """Urls shared by Facebook and Twitter accounts around an election; nobody knows which of them coordinate."""
    told = pd.read_parquet(folder / "german_elections.parquet").sort_values("time", kind="stable")
    shares = told.dropna(subset=["url_id"])
    raw = pd.DataFrame(
        {
            "actor": shares["account"],
            "post": "url" + shares["url_id"].astype(int).astype(str),
            "time": shares["time"],
        }
    )
    posts = raw.drop_duplicates("post").rename(columns={"actor": "author"})[["post", "author", "time"]]
    likes = raw.merge(posts[["post", "author"]], on="post")
    likes = likes[likes["actor"] != likes["author"]]
    return Background("german_elections", likes, posts, told[["account", "time"]], raw, daily=False, least=5)
