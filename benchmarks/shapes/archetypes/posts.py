"""Lists of posts: a creator's own, many channels', a topic's, a page's; and lists of accounts."""

from collections.abc import Sequence

from benchmarks.shapes import noise, numbers, times
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after
from benchmarks.shapes.sheet import Builder, Said, each, maybe
from benchmarks.shapes.truth import Case, OneOf, Row, Truth
from benchmarks.shapes.world import Post, World

POSTS = (
    "posts",
    "videos",
    "notes",
    "all_posts",
    "search_contents_2026-05-03",
    "作品列表",
    "笔记",
    "content_export",
    "tweets",
)
OWN = ("content", "my_posts", "作品列表", "笔记列表", "account_content", "Table data")
COUNTS = ("views", "likes", "comments", "reposts", "saves")


class PostTable:
    """A table of posts that is being built, and its truth, column by column."""

    def __init__(self, draw: Draw, posts: Sequence[Post]) -> None:
        self.draw = draw
        self.posts = posts
        self.build: Builder = draw.builder("posts")
        self.rows: list[Row] = [{} for _ in posts]

    def say(self, column: str, values: Said) -> None:
        """Note what the table says of each post."""
        for row, value in zip(self.rows, values, strict=True):
            row[column] = value

    def ids(self) -> None:
        """Add the posts' ids."""
        self.build.ids("post_id", each(self.posts, lambda post: post.id), "posts.post")
        self.say("post", each(self.posts, lambda post: post.id))

    def addresses(self, as_id: bool = False) -> None:
        """Add the posts' addresses; `as_id` where nothing else names them."""
        self.build.texts("post_url", each(self.posts, lambda post: post.url), *(("posts.post",) if as_id else ()))
        if as_id:
            self.say("post", each(self.posts, lambda post: post.url))

    def authors(self, meaning: str = "post_creator") -> None:
        """Add each post's author."""
        self.build.ids(meaning, each(self.posts, lambda post: post.author.id), "posts.author")
        self.say("author", each(self.posts, lambda post: post.author.id))

    def times(self, style: times.TimeStyle | None = None) -> None:
        """Add the times of publication."""
        moments = each(self.posts, lambda post: post.time)
        self.say("time", self.build.times("post_time", moments, "posts.time", style=style))

    def words(self, titles: bool, bodies: bool) -> None:
        """Add titles, words, or both; where both stand, either is the post's text."""
        if titles:
            self.build.texts("post_title", each(self.posts, lambda post: post.title), "posts.text")
        if bodies:
            self.build.texts("post_text", each(self.posts, lambda post: post.text), "posts.text")
        for row, post in zip(self.rows, self.posts, strict=True):
            said = [post.title] * titles + [post.text] * bodies
            both = [f"{post.title}{mark}{post.text}" for mark in ("\n", " ", "\n\n")] if titles and bodies else []
            row["text"] = OneOf((*said, *both)) if said else None

    def counts(self, names: Sequence[str], *, missing: float = 0.0, style: str | None = None) -> None:
        """Add counts, some of them missing if that is said."""
        for name in names:
            values = maybe(self.draw.rng, [getattr(post, name) for post in self.posts], missing)
            self.say(name, self.build.counts(name, values, f"posts.{name}", style=style))

    def kinds(self) -> None:
        """Add each post's form, in the words of a tool; how it is called afterwards is left open."""
        video, note = self.draw.one_of(("video", "image"), ("VIDEO", "IMAGE"), ("视频", "图文"), ("Video", "Photo"))
        cells = [video if post.format == "video" else note for post in self.posts]
        self.build.texts("post_format", cells, "posts.format")
        self.say("format", [OneOf((post.format, cell, None)) for post, cell in zip(self.posts, cells, strict=True)])

    def case(self, name: str, stem: str, *, posts_named: bool = True) -> Case:
        """Return the case; what doesn't stand in the table is unknown, which isn't zero."""
        truth = Truth(posts=self.rows, demanded=("posts",), posts_named=posts_named)
        return self.draw.case(name, self.build, truth, stem)


def _world(draw: Draw, people: int | None = None, **ids: str) -> World:
    posts = draw.rows(8, 200)
    return draw.world(people or draw.rng.randint(3, 4 + posts // 3), posts, **ids)


def _some(draw: Draw, least: int = 2) -> list[str]:
    chosen = draw.rng.sample(COUNTS, draw.rng.randint(least, len(COUNTS)))
    return [name for name in COUNTS if name in chosen]


def many(draw: Draw) -> Case:
    """Posts of many people: each row a post by its own id, an author who has several, counts."""
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(draw.chance(0.6), draw.chance(0.5))
    table.times()
    table.counts(_some(draw))
    if draw.chance(0.3):
        table.kinds()
    noise.add(table.build, noise.POST_NOISE, len(w.posts), after(w))
    return table.case("posts_many_authors", draw.stem(POSTS, ("accounts", "export_users")))


def search(draw: Draw) -> Case:
    """A crawler's list of a search: the keyword in each row, a link, an author's id and shown name."""
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.build.texts("display_name", each(w.posts, lambda post: post.author.name), "accounts.name")
    table.words(True, True)
    table.times()
    table.counts(("likes", "comments", "reposts"))
    if draw.chance(0.5):
        table.addresses()
    noise.add(table.build, ("noise_keyword", "noise_location", "noise_crawl_time"), len(w.posts), after(w))
    case = table.case("posts_search", draw.stem(POSTS))
    case.truth.accounts = [{"account": person.id, "name": person.name} for person in w.people]
    case.truth.post_names = [{post.id: post.url for post in w.posts}]
    return case


def own(draw: Draw) -> Case:
    """A creator's own posts: no author stands there, as it is always the same."""
    w = _world(draw, people=1)
    table = PostTable(draw, w.posts)
    table.ids()
    table.words(True, False)
    table.times()
    table.counts(
        ("impressions", "views", "likes", "comments", "reposts", "saves", "new_follows")[draw.rng.randint(0, 1) :]
    )
    if draw.chance(0.4):
        table.kinds()
    return table.case("posts_own", draw.stem(OWN))


def own_without_ids(draw: Draw) -> Case:
    """A creator's own posts by title and time alone: each row is a post, whatever it is called."""
    w = _world(draw, people=1)
    table = PostTable(draw, w.posts)
    table.words(True, False)
    table.times()
    table.counts(("views", "likes", "comments", "saves"))
    return table.case("posts_own_without_ids", draw.stem(OWN), posts_named=False)


def by_address(draw: Draw) -> Case:
    """Posts that only an address names."""
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.addresses(as_id=True)
    table.authors()
    table.words(False, True)
    table.times()
    table.counts(_some(draw))
    return table.case("posts_by_address", draw.stem(POSTS))


def page(draw: Draw) -> Case:
    """A page's or profile's posts: the same author in every row."""
    w = _world(draw, people=1)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(draw.chance(0.3), True)
    table.times()
    table.counts(_some(draw, 3))
    table.kinds()
    if draw.chance(0.5):
        table.addresses()
    case = table.case("posts_page", draw.stem((*POSTS, "page_posts")))
    case.truth.post_names = [{post.id: post.url for post in w.posts}]
    return case


def hidden(draw: Draw) -> Case:
    """Counts that a source hides (-1) or doesn't have (a sign for missing): unknown, and not zero."""
    draw.styled("csv")
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.times()
    table.counts(("views", "comments"), missing=0.15)
    likes = maybe(draw.rng, each(w.posts, lambda post: post.likes), 0.15)
    table.build.add(table.build.names.draw("likes"), [-1 if one is None else one for one in likes], "posts.likes")
    table.say("likes", likes)
    return table.case("posts_hidden_counts", draw.stem(POSTS))


DURATIONS = ("iso", "clock", "seconds", "written")


def _duration(seconds: int, style: str) -> str | int:
    minutes, rest = divmod(seconds, 60)
    hours, minutes_left = divmod(minutes, 60)
    if style == "iso":
        return "PT" + (f"{hours}H" if hours else "") + (f"{minutes_left}M" if minutes_left else "") + f"{rest}S"
    if style == "clock":
        return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return seconds if style == "seconds" else f"{seconds}秒"


def durations(draw: Draw) -> Case:
    """Videos with lengths as ISO 8601, as a clock, in seconds."""
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.words(True, False)
    table.authors()
    table.times()
    style = draw.one_of(*DURATIONS) if draw.language == "zh" else draw.one_of(*DURATIONS[:3])
    cells = [_duration(post.duration_s, style) for post in w.posts]
    table.build.add(table.build.names.draw("duration"), cells, "posts.duration_s")
    table.say("duration_s", [float(post.duration_s) for post in w.posts])
    table.counts(_some(draw))
    return table.case("posts_durations", draw.stem(POSTS))


def local_numbers(draw: Draw) -> Case:
    """Counts with a dot, a blank or an apostrophe for thousands: three digits behind each, in the whole column."""
    draw.styled(draw.one_of("csv", "csv", "xlsx"), draw.one_of("de", "es", "pt"))
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.times()
    table.counts(_some(draw, 3), style=draw.one_of(numbers.DOT, numbers.DOT, numbers.BLANK, numbers.APOSTROPHE))
    return table.case("posts_local_numbers", draw.stem(POSTS))


def rounded(draw: Draw) -> Case:
    """Counts rounded to 万, K and M beside exact ones."""
    draw.styled(draw.one_of("csv", "csv", "json", "jsonl", "xlsx"), draw.one_of("zh", "en"))
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(True, False)
    table.times()
    table.counts(_some(draw, 3), style=numbers.WAN if draw.language == "zh" else numbers.KILO)
    return table.case("posts_rounded_numbers", draw.stem(POSTS))


def twins(draw: Draw) -> Case:
    """Two columns that could be the text, one of them empty: the other is it."""
    w = _world(draw)
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.build.texts("post_title", [None] * len(w.posts))
    table.words(False, True)
    table.times()
    table.counts(_some(draw))
    return table.case("posts_empty_twin", draw.stem(POSTS))


def accounts(draw: Draw) -> Case:
    """A list of people: each once, with followers; no post anywhere."""
    w = draw.world(draw.rows(6, 150), 3)
    build = draw.builder("accounts")
    build.ids("account_id", each(w.people, lambda one: one.id), "accounts.account")
    if with_handle := draw.chance(0.5):
        build.texts("account_handle", each(w.people, lambda one: one.handle), "accounts.name")
    build.texts("account_name", each(w.people, lambda one: one.name), "accounts.name")
    followers = build.counts("followers", each(w.people, lambda one: one.followers), "accounts.followers")
    following = build.counts("following", each(w.people, lambda one: one.following), "accounts.following")
    created = build.times("account_created", each(w.people, lambda one: one.created), "accounts.created")
    noise.add(build, ("noise_avatar", "noise_location", "noise_flag", "noise_language"), len(w.people), after(w))
    facts = zip(w.people, followers, following, created, strict=True)
    rows: list[Row] = [
        {
            "account": one.id,
            "name": OneOf((one.name, one.handle)) if with_handle else one.name,
            "followers": left,
            "following": right,
            "created": at,
        }
        for one, left, right, at in facts
    ]
    truth = Truth(
        accounts=rows, demanded=("accounts",), people=[{one.id: one.handle for one in w.people}] * with_handle
    )
    return draw.case(
        "accounts_list", build, truth, draw.stem(("users", "accounts", "profiles", "creators", "用户", "用户列表"))
    )


def shortlist(draw: Draw) -> Case:
    """A brand's shortlist: handles, followers, a field of interest."""
    w = draw.world(draw.rows(6, 60), 3)
    build = draw.builder("accounts")
    build.texts("account_handle", each(w.people, lambda one: one.handle), "accounts.account")
    followers = build.counts("followers", each(w.people, lambda one: one.followers), "accounts.followers")
    build.texts("account_category", each(w.people, lambda one: one.category), "accounts.category")
    rows: list[Row] = [
        {"account": one.handle, "name": OneOf((None, one.handle)), "followers": count, "category": one.category}
        for one, count in zip(w.people, followers, strict=True)
    ]
    truth = Truth(accounts=rows, demanded=("accounts",))
    return draw.case("accounts_shortlist", build, truth, draw.stem(("bloggers", "influencers", "creators", "达人列表")))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "posts_many_authors": many,
        "posts_search": search,
        "posts_own": own,
        "posts_own_without_ids": own_without_ids,
        "posts_by_address": by_address,
        "posts_page": page,
        "posts_hidden_counts": hidden,
        "posts_durations": durations,
        "posts_local_numbers": local_numbers,
        "posts_rounded_numbers": rounded,
        "posts_empty_twin": twins,
        "accounts_list": accounts,
        "accounts_shortlist": shortlist,
    }.items()
)
