"""Words: comments that would fit under any post.

No list of words is used: what is generic follows from the data, in languages with letters and in those
without spaces (pairs of characters) alike. A comment is as particular as its words are many and rare. A word is
rare that stands under few accounts' posts (document frequency; Spärck Jones, 1972), counts more when the post
itself has it, and less the more posts the same wording stands under. Emoji, digits, punctuation, links,
mentions and the author's own name say nothing, so that "赞赞 123 🔥" is still "赞赞". How generic
a comment is falls from 1 for one that says nothing to one half for one as particular as the average comment.
Where nothing comes twice, what is left is how much a comment says: short ones count as generic there.

Needs comments with their text; posts' texts and accounts' names make it better where there are any.

A group counts only as far as it does more of this among its own (one half is no difference); an account that
shares the group's way speaks for belonging to it.

Honest behaviour that looks alike: friends say "haha" and "so pretty" to each other too, and many honest
people write little.
"""

from likewise.evidence.face import Evidence

# Thai, kana and Chinese characters: scripts that are written without spaces.
UNSPACED = r"[\x{0e00}-\x{0e7f}\x{3040}-\x{30ff}\x{3400}-\x{9fff}]+"
LETTERS = r"[\p{L}\p{M}]+"
NOT_LETTERS = r"[^\p{L}\p{M}]+"
# What isn't said in words: links, tags, mentions, and characters that a page has encoded.
ASIDE = r"https?://\S+|www\.\S+|<[^<>]*>|@\S+|&[a-z]+;|&#\d+;"
# Under fewer accounts than this, words are counted by post: one creator's own comments can't be told otherwise.
FEW_AUTHORS = 3
# A word that the post has counts this many times: it shows that the post was read. From 1 to 3 changes little.
MET = 2
# Letters at each end that make a wording: long enough that two honest sentences don't share both by chance
# (20 were too few on simulated worlds, where from 28 on nothing changes); a character of a script without
# spaces stands for two and a half or so.
EDGE_SPACED = 32
EDGE_UNSPACED = 12

WORDS = Evidence(
    name="words",
    needs=("events.kind=comment", "events.text"),
    pair="words_pair.sql",
    act="words_act.sql",
    ground=tuple((table, f"{table}.sql") for table in ("comment", "word", "spread", "meant", "wording", "genericness")),
    settings={
        "prior": 2,
        "most": 20,
        "unspaced": UNSPACED,
        "letters": LETTERS,
        "not_letters": NOT_LETTERS,
        "aside": ASIDE,
        "few": FEW_AUTHORS,
        "met": MET,
        "edge_spaced": EDGE_SPACED,
        "edge_unspaced": EDGE_UNSPACED,
    },
)
