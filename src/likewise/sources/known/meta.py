"""What Meta's Business Suite exports of Instagram and of Facebook's pages: a row a post, or a row a post and a day.

Dates are American, whatever the language of the header. Numbers below a German header are taken for German ones. Reach
counts accounts, not times shown. A page's posts have reactions, of which a like is one kind, in place of likes, and the
page for their author.
"""

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import DAY_TOTAL, NO_ACTOR

POSTS = Known(
    name="meta-posts",
    title="Meta Business Suite Content",
    signatures=(
        Signature(("Post ID", "Publish time", "Permalink", "Post type")),
        Signature(("Beitrags-ID", "Veröffentlichungszeitpunkt", "Permalink"), dotted=True),
    ),
    fields={
        "id": ("Post ID", "Beitrags-ID"),
        "account": (
            *("Account username", "Nutzername des Kontos", "Account ID", "Konto-ID"),
            *("Page name", "Name der Seite", "Page ID", "Seiten-ID"),
        ),
        "words": ("Description", "Beschreibung"),
        "lasts": ("Duration (sec)", "Dauer (Sek.)"),
        "published": ("Publish time", "Veröffentlichungszeitpunkt"),
        "form": ("Post type", "Beitragsart", "Beitragstyp"),
        "day": ("Date", "Datum"),
        "seen": ("Views", "Aufrufe"),
        "shown": ("Impressions", "Impressionen"),
        "reached": ("Reach", "Reichweite"),
        "liked": ("Likes", '"Gefällt mir"-Angaben', "Reactions", "Reaktionen"),
        "commented": ("Comments", "Kommentare"),
        "shared": ("Shares", "Geteilte Inhalte"),
        "collected": ("Saves", "Gespeicherte Inhalte"),
        "won": ("Follows", "Abonnements"),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "author": "account",
                "time": "published",
                "text": "words",
                "format": "form",
                "duration_s": "lasts",
                "impressions": "shown",
                "views": "seen",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
                "new_follows": "won",
            },
            made={
                "format": "case when regexp_matches(form, '(?i)reel|video') then 'video' "
                "when regexp_matches(form, '(?i)image|photo|carousel|bild|foto|karussell') then 'note' else form end"
            },
            # `Date` says Lifetime, in some language; only a day has digits.
            aside={DAY_TOTAL: "regexp_matches(day, '[0-9]')"},
        ),
    ),
    dates="month-first",
    cannot=("only_numbers",),
    own=True,
    page="https://business.facebook.com",
)

OWN = Known(
    name="instagram-own",
    title="Instagram own data, string_list_data",
    signatures=(Signature(("envelope.title", "href", "timestamp")),),
    fields={"owner": ("owner",), "link": ("href",), "moment": ("timestamp",)},
    parts=(
        Part(
            "events",
            columns={"actor": "owner", "post": "link", "time": "moment"},
            aside={NO_ACTOR: "owner is null"},
        ),
    ),
    cannot=("no_owner",),
    page="https://www.facebook.com/help/instagram/181231772500920",
)
"""What one may download of one's own likes, followers and accounts followed: nothing in it says who one is."""

SOURCES = (POSTS, OWN)
