"""Words: comments that would fit under any post.

A comment is as particular as its rarest word, and a word is rare that stands under few accounts' posts; the
generic share of a comment is the share of all comments more particular than it. No list of words is used:
what is generic follows from the data, in Chinese (pairs of characters) as in languages with letters.

Honest behaviour that looks alike: friends say "haha" and "so pretty" to each other too.
"""

from likewise.evidence.face import Evidence

WORDS = Evidence(
    name="words",
    needs=("events.kind=comment", "events.text"),
    pair="words_pair.sql",
    group="words_group.sql",
    ground=(("comment", "comment.sql"), ("word", "word.sql"), ("genericness", "genericness.sql")),
    settings={"prior": 2},
)
