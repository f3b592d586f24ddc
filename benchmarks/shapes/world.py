"""A small invented world that a table shows a part of: people, their posts, and what they did to each other's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.shapes import words


@dataclass(frozen=True)
class Person:
    """An account: its id, its handle (one alone has it), its shown name (several may), and its numbers."""

    id: str
    handle: str
    name: str
    followers: int
    following: int
    created: datetime
    category: str


@dataclass(frozen=True)
class Post:
    """A post with everything that tools tell of one; `likes` and the like are its own totals."""

    id: str
    url: str
    author: Person
    time: datetime
    title: str
    text: str
    format: str
    duration_s: int
    views: int
    impressions: int
    likes: int
    comments: int
    reposts: int
    saves: int
    new_follows: int
    completion: float
    watch_s: float


@dataclass(frozen=True)
class Act:
    """What somebody did to a post (or, where `post` is None, to an account); `parent` is the answered act's id."""

    id: str
    actor: Person
    author: Person
    post: Post | None
    kind: str
    time: datetime
    text: str = ""
    parent: str = ""


@dataclass
class World:
    """People, posts, and a source of chance for what they do."""

    rng: Random
    language: str
    people: list[Person] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    @property
    def last_day(self) -> datetime:
        """The day after the last post."""
        return max(post.time for post in self.posts) + timedelta(days=1)

    def acts(self, kind: str, count: int) -> list[Act]:
        """Return acts of one kind in the order of their times; a like, save, view or repost is done once a post."""
        acts: list[Act] = []
        done: set[tuple[str, str]] = set()
        ids = id_maker(self.rng, self.rng.choice(("small", "big", "hex24", "uuid")), 7_000)
        popular = [self.rng.paretovariate(1.2) for _ in self.posts]
        active = [self.rng.paretovariate(1.5) for _ in self.people]
        for _ in range(count * 6):
            actor = self.rng.choices(self.people, active)[0]
            post = self.rng.choices(self.posts, popular)[0]
            again = (actor.id, post.id) in done and kind != "comment"
            if actor is post.author or again:
                continue
            done.add((actor.id, post.id))
            after = timedelta(seconds=int(self.rng.expovariate(1 / 30_000)) + 5)
            said = words.comment(self.rng, self.language) if kind == "comment" else ""
            acts.append(Act(next(ids), actor, post.author, post, kind, post.time + after, said))
            if len(acts) == count:
                break
        return sorted(acts, key=lambda act: act.time)

    def follows(self, count: int) -> list[Act]:
        """Return follows, each pair once, in the order of their times."""
        ids = id_maker(self.rng, "small", 300)
        pairs = [(a, b) for a in self.people for b in self.people if a is not b]
        chosen = self.rng.sample(pairs, min(count, len(pairs)))
        start = min(post.time for post in self.posts)
        acts = [
            Act(next(ids), a, b, None, "follow", start + timedelta(seconds=self.rng.randrange(40 * 86_400)))
            for a, b in chosen
        ]
        return sorted(acts, key=lambda act: act.time)


def draw_world(rng: Random, language: str, people: int, posts: int, person_ids: str = "", post_ids: str = "") -> World:
    """Return a world; the styles of its ids are drawn where they aren't said."""
    person_style = person_ids or rng.choice(
        ("small", "uid", "uid", "big", "uuid", "hex24", "handle", "handle", "prefixed")
    )
    post_style = post_ids or rng.choice(
        ("small", "uid", "big", "big", "hex24", "shortcode", "uuid", "slug", "prefixed")
    )
    world = World(rng, language)
    first = datetime(rng.randint(2022, 2026), rng.randint(1, 12), rng.randint(1, 28), tzinfo=UTC)
    _add_people(world, people, person_style, first)
    _add_posts(world, posts, post_style, first)
    return world


def _add_people(world: World, count: int, style: str, first: datetime) -> None:
    rng = world.rng
    handles = words.handles(rng, count)
    names = words.shown_names(rng, world.language, count)
    ids = id_maker(rng, style, 100)
    for handle, name in zip(handles, names, strict=True):
        own = handle if style == "handle" else next(ids)
        opened = first - timedelta(seconds=rng.randrange(40 * 86_400, 3000 * 86_400))
        followers = int(rng.lognormvariate(7, 2))
        world.people.append(
            Person(own, handle, name, followers, rng.randrange(3, 2000), opened, words.category(rng, world.language))
        )


def _add_posts(world: World, count: int, style: str, first: datetime) -> None:
    rng = world.rng
    ids = id_maker(rng, style, 1)
    span = rng.randrange(21, 120) * 86_400
    times = sorted(rng.randrange(span) for _ in range(count))
    for at in times:
        author = rng.choice(world.people)
        own = next(ids)
        likes = int(rng.lognormvariate(6, 2))
        views = likes * rng.randrange(5, 60) + rng.randrange(50)
        world.posts.append(
            Post(
                id=own,
                url=f"https://{words.SITE[world.language]}/{author.handle}/{own}",
                author=author,
                time=first + timedelta(seconds=at),
                title=words.title(rng, world.language),
                text=words.body(rng, world.language),
                format=rng.choice(("video", "video", "note")),
                duration_s=rng.randrange(5, 2400),
                views=views,
                impressions=views * rng.randrange(2, 9) + 3,
                likes=likes,
                comments=likes // rng.randrange(5, 60),
                reposts=likes // rng.randrange(8, 90),
                saves=likes // rng.randrange(3, 30),
                new_follows=likes // rng.randrange(20, 200),
                completion=rng.randrange(30, 900) / 1000,
                watch_s=rng.randrange(20, 900) / 10,
            )
        )


def id_maker(rng: Random, style: str, start: int) -> "IdMaker":
    """Return an iterator of distinct ids in a style: small, uid, big, uuid, hex24, shortcode, slug or prefixed."""
    return IdMaker(rng, style, start)


class IdMaker:
    """Distinct ids in one style, one after the other."""

    def __init__(self, rng: Random, style: str, start: int) -> None:
        self.rng = rng
        self.style = style
        self.last = {"uid": rng.randrange(10**9, 6 * 10**9), "big": rng.randrange(10**18, 7 * 10**18)}.get(style, start)
        self.prefix = rng.choice(("u_", "p", "x-", "n", "ID"))
        self.seen: set[str] = set()

    def __iter__(self) -> "IdMaker":
        return self

    def __next__(self) -> str:
        made = self._made()
        while made in self.seen:
            made = self._made()
        self.seen.add(made)
        return made

    def _made(self) -> str:
        rng = self.rng
        if self.style in {"uid", "big"}:
            self.last += rng.randrange(1, 10**7 if self.style == "uid" else 10**14)
            return str(self.last)
        if self.style == "uuid":
            text = f"{rng.getrandbits(128):032x}"
            return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"
        if self.style == "hex24":
            return f"6{rng.getrandbits(92):023x}"
        if self.style == "shortcode":
            return "C" + "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789-_", k=10))
        if self.style == "slug":
            return "-".join(rng.sample(words.SLUGS, 3)) + f"-{rng.randrange(10, 99)}"
        self.last += 1
        return str(self.last) if self.style == "small" else f"{self.prefix}{self.last}"
