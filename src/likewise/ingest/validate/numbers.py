"""Numbers as people around the world write them: which sign stands before decimals, and what groups digits.

Whether `23.456` is twenty-three thousand or twenty-three is decided once for a column, by all its values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Style = Literal["point", "comma", "mixed"]
"""Which sign stands before decimals; `mixed` where a column has both, and each value can be read one way only."""

SUFFIXES: Mapping[str, float] = {
    # English, and what platforms write in most languages.
    **dict.fromkeys(("k", "thousand"), 1e3),
    **dict.fromkeys(("m", "mm", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "billion"), 1e9),
    # Chinese, simplified and traditional (`w` is a common short form of 万), Japanese, Korean.
    **dict.fromkeys(("千", "천"), 1e3),
    **dict.fromkeys(("万", "萬", "w", "만"), 1e4),
    **dict.fromkeys(("亿", "億", "억"), 1e8),
    # Spanish, Portuguese, Italian: mil, mila are thousands; mi is a million in Portuguese.
    **dict.fromkeys(("mil", "mila"), 1e3),
    **dict.fromkeys(("mi", "mill", "millones", "milhões", "milioni"), 1e6),
    # German, Dutch, Scandinavian, Polish, French (md is a milliard).
    **dict.fromkeys(("tsd", "tsd.", "tys", "tys.", "tn"), 1e3),
    **dict.fromkeys(("mio", "mio.", "mln", "mln.", "mn", "mn."), 1e6),
    **dict.fromkeys(("mrd", "mrd.", "mld", "mld.", "md", "md."), 1e9),
    # Russian.
    **dict.fromkeys(("тыс", "тыс."), 1e3),
    **dict.fromkeys(("млн", "млн."), 1e6),
    **dict.fromkeys(("млрд", "млрд."), 1e9),
    # Indian English: a lakh is 100,000, a crore ten million. Indonesian: ribu, juta. Vietnamese: triệu.
    **dict.fromkeys(("lakh", "lac"), 1e5),
    **dict.fromkeys(("cr", "crore"), 1e7),
    **dict.fromkeys(("rb", "ribu"), 1e3),
    **dict.fromkeys(("jt", "juta", "tr"), 1e6),
}
"""What a word behind a number multiplies it by, in lower case; YouTube, TikTok, Instagram and X shorten counts so."""

UNITS = ("views", "view", "likes", "like", "comments", "comment", "shares", "followers", "次", "人", "个", "条", "回")
"""Words that may stand behind a count and say only what is counted."""

_BLANKS = " \u00a0\u202f\u2009"
"""Blank, no-break, narrow no-break and thin blank."""

_APOSTROPHES = "'’‘´`_"
_QUOTED = _APOSTROPHES.replace("'", "''")
_TAIL = (
    f"[{_BLANKS}]*(?:{'|'.join(sorted((word.replace('.', '[.]') for word in SUFFIXES), key=len, reverse=True))})?"
    f"[{_BLANKS}]*(?:{'|'.join(UNITS)})?[{_BLANKS}]*[+]?$"
)


def _number(group: str, decimal: str) -> str:
    grouped = f"[1-9][0-9]{{0,2}}(?:[{group}{_BLANKS}{_QUOTED}][0-9]{{3}})+"
    indian = "|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}" if group == "," else ""
    return f"^[+-]?(?:[0-9]+|{grouped}{indian})(?:[{decimal}][0-9]+)?"


_POINT, _COMMA = _number(",", "."), _number(".", ",")


def figures(text: str) -> str:
    """Return SQL for a text with its digits and signs as ASCII has them, in lower case."""
    wide, plain = "０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹．，٫٬＋－−＇", "0123456789" * 3 + ".,.,+--''"
    return f"translate(lower(trim({text})), '{wide}', '{plain.replace(chr(39), chr(39) * 2)}')"


def pointed(text: str, style: Style) -> str:
    """Return SQL for the number in a text with a point before decimals and nothing between digits.

    What stands behind it (`k`, `万`, `%`) stays; NULL where the text is no number of this style.
    """
    if style == "mixed":
        return f"coalesce({pointed(text, 'point')}, {pointed(text, 'comma')})"
    pattern = f"{_POINT if style == 'point' else _COMMA}{_TAIL}"
    return f"case when regexp_matches({figures(text)}, '{pattern}') then {_stripped(figures(text), style)} end"


def _stripped(text: str, style: Literal["point", "comma"]) -> str:
    signs = f".,{_BLANKS}{_QUOTED}" if style == "point" else f",.{_BLANKS}{_QUOTED}"
    return f"translate({text}, '{signs}', '.')"


def number_of(pointed_text: str) -> str:
    """Return SQL for what a text made by `pointed` amounts to, with its suffix."""
    suffixes = {word.replace(".", ""): factor for word, factor in SUFFIXES.items()}
    cases = " ".join(f"when '{word}' then {factor!r}" for word, factor in suffixes.items())
    head = f"regexp_extract({pointed_text}, '^[+-]?[0-9]+(?:[.][0-9]+)?', 0)"
    words = "|".join(sorted(suffixes, key=len, reverse=True))
    word = f"regexp_extract({pointed_text}, '[0-9]({words})(?:{'|'.join(UNITS)})?[+]?$', 1)"
    return f"try_cast(nullif({head}, '') as double) * case {word} {cases} else 1.0 end"


@dataclass(frozen=True)
class Counted:
    """How many values of a column can be read how, and an example of one that can be read both ways.

    `point` and `comma` can be read one way only. Of those that fit both ways, whole numbers show which one is meant
    (`23.456` of a count is no count with a point): `dotted` and `grouped`; `open_dot` and `open_comma` stay open.
    """

    point: int = 0
    comma: int = 0
    dotted: int = 0
    grouped: int = 0
    open_dot: int = 0
    open_comma: int = 0
    example: str | None = None

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.point + other.point,
            self.comma + other.comma,
            self.dotted + other.dotted,
            self.grouped + other.grouped,
            self.open_dot + other.open_dot,
            self.open_comma + other.open_comma,
            self.example or other.example,
        )

    @property
    def for_point(self) -> int:
        """Values that speak for a point before decimals."""
        return self.point + self.grouped

    @property
    def for_comma(self) -> int:
        """Values that speak for a comma before decimals."""
        return self.comma + self.dotted

    @property
    def both(self) -> int:
        """Values that would be another number in the other style."""
        return self.dotted + self.grouped + self.open_dot + self.open_comma


def counting(relation: str, text: str, whole: bool) -> str:
    """Return the SQL that counts how a column's values can be read: one row with the fields of `Counted`.

    Parameters
    ----------
    relation
        SQL of the rows.
    text
        SQL of the column's text in them.
    whole
        Whether the column's numbers are whole: counts are, seconds and shares aren't.
    """
    point, comma = (f"regexp_matches(said, '{head}[{_BLANKS}]*[%％]?{_TAIL}')" for head in (_POINT, _COMMA))
    tests = {
        "point": "point and not comma",
        "comma": "comma and not point",
        "dotted": "point and comma and dot and bare and not zeros" if whole else "false",
        "grouped": "point and comma and not dot and bare" if whole else "false",
        "open_dot": "point and comma and dot and (zeros or not bare)" if whole else "point and comma and dot",
        "open_comma": "point and comma and not dot and not bare" if whole else "point and comma and not dot",
    }
    counts = ", ".join(f"count(*) filter ({test}) as {name}" for name, test in tests.items())
    return (
        f"select {counts}, min(case when point and comma then given end) as example from (select given, "
        f"{point} as point, {comma} as comma, regexp_matches(said, '[0-9][.][0-9]') as dot, "
        f"regexp_matches(said, '[.,][0-9]{{3}}[+]?$') as bare, regexp_matches(said, '[.]000[+]?$') as zeros "
        f"from (select trim({text}) as given, {figures(text)} as said from {relation} where {marked(text)}))"
    )


def marked(text: str) -> str:
    """Return SQL for whether a text holds a sign that may stand before decimals."""
    return f"(contains({text}, '.') or contains({text}, ',') or contains({text}, '，') or contains({text}, '．'))"


def style_of(counted: Counted, others: Counted, asked: Literal["comma", "point"] | None, whole: bool) -> Style | None:
    """Return how a column's numbers are written; None where both readings fit.

    Parameters
    ----------
    counted
        What the column's values show.
    others
        What all columns of the same table show together: numbers of one file are written one way.
    asked
        What the user says of columns that can be read both ways. What can be read one way only is a fact.
    whole
        Whether the column's numbers are whole.

    Examples
    --------
    >>> style_of(Counted(dotted=4), Counted(dotted=4), None, whole=True)
    'comma'
    >>> style_of(Counted(open_dot=2), Counted(open_dot=2), None, whole=True) is None
    True
    """
    if counted.point or counted.comma:
        return _by_facts(counted, asked)
    if not counted.both:
        return "point"
    if asked or (counted.dotted and counted.grouped):
        return asked
    if counted.dotted or counted.grouped:
        return "comma" if counted.dotted else "point"
    if bool(others.for_point) != bool(others.for_comma):
        return "point" if others.for_point else "comma"
    # Three decimals behind a point are usual for seconds and shares; a comma there is as likely one as the other.
    return "point" if not whole and not counted.open_comma else None


def _by_facts(counted: Counted, asked: Literal["comma", "point"] | None) -> Style | None:
    """The style of a column with values that can be read one way only."""
    if counted.point and counted.comma:
        return asked if counted.both else "mixed"
    if counted.point:
        return asked if counted.dotted else "point"
    return asked if counted.grouped else "comma"
