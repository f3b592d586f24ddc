"""SQL that several sources make a value with, of fields as they stand in `given`."""

TITLE_CHARACTERS = 200
"""How much of a title goes into what stands for a post's id: an id may have 1,000 bytes, four a character at most."""


def by_title(title: str, published: str) -> str:
    """What stands for a post where its source gives it no id: how its title begins, and when it was published."""
    return f"concat_ws(' ', left({title}, {TITLE_CHARACTERS}), {published})"


def won(follows: str) -> str:
    """Followers won where the source counts those lost against them: below zero, how many were won isn't known."""
    return f"case when try_cast({follows} as double) < 0 then null else {follows} end"


def in_link(link: str, pattern: str) -> str:
    """The part of a link that the pattern has in parentheses; NULL where it doesn't fit."""
    return f"nullif(regexp_extract({link}, '{pattern}', 1), '')"


def without_tags(html: str) -> str:
    """The words of a text in HTML."""
    found = f"regexp_replace({html}, '<[^>]*>', ' ', 'g')"
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "''"), ("&amp;", "&")):
        found = f"replace({found}, '{name}', '{character}')"
    return f"trim(regexp_replace({found}, '\\s+', ' ', 'g'))"
