"""Texts that stand for nobody, or for no value, in a column of ids.

A person who really is called so is kept by `--keep-id`. Case counts: `NA` is a missing value of R, `Na` may be a name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from likewise.engine.face import literal


@dataclass(frozen=True)
class Sign:
    """A text that platforms or tools write in place of an id, and where it comes from.

    `wordless` says that it stands for missing words just as well: nobody comments `[removed]`.
    """

    text: str
    origin: str
    wordless: bool = False


def _signs(origin: str, *texts: str, wordless: bool = False) -> tuple[Sign, ...]:
    return tuple(Sign(text, origin, wordless) for text in texts)


def _missing(origin: str, *texts: str) -> tuple[Sign, ...]:
    return _signs(origin, *texts, wordless=True)


FAILED_FORMULAS = ("#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!")
"""What a spreadsheet shows where a formula has no result: no value, but one that the user may want to mend."""

SIGNS: tuple[Sign, ...] = (
    *_missing("R: write.csv writes missing values so", "NA", "<NA>"),
    *_missing("pandas: read_csv takes these for missing values", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "NaN", "nan"),
    *_missing("Python: None made into text", "None", "none"),
    *_missing("databases: NULL made into text", "NULL", "Null", "null", "(null)", "(NULL)", "[NULL]", "<null>", "nil"),
    *_missing("JavaScript: a missing field made into text", "undefined", "[object Object]"),
    *_missing("spreadsheets: a formula without a result", *FAILED_FORMULAS),
    *_missing("tables made by hand", "-", "--", "---", "–", "—", "n.a.", "N.A."),
    *_signs("tables made by hand, where words may be meant as well", "无", "未知", "暂无", "(unknown)"),
    *_missing("Reddit: an account, a post or a comment that was deleted or removed", "[deleted]", "[removed]"),
    *_signs("Reddit's older dumps: an account that was deleted", "deleted"),
    *_signs("Hacker News and forums", "[dead]", "[unknown]", "[anonymous]", "<deleted>", "deleted_user"),
    *_signs("surveys, wikis and shops: someone who doesn't say who they are", "anonymous", "Anonymous", "<anonymous>"),
    *_signs(
        "Telegram, Discord: an account that was deleted",
        "Deleted Account",
        "Deleted User",
        "Deleted user",
        "deleted user",
    ),
    *_signs("VK, Odnoklassniki: an account that was deleted", "DELETED", "Пользователь удалён", "Пользователь удален"),
    *_signs("LinkedIn, Facebook, Instagram: someone who can't be seen", "LinkedIn Member", "Facebook user"),
    *_signs("Instagram: someone who can't be seen", "Instagram User", "Instagram user"),
    *_signs("Zhihu, Douban, Tieba: someone who doesn't say who they are", "匿名", "匿名用户", "匿名网友", "匿名者"),
    *_signs("Zhihu, Bilibili: an account that was closed", "账号已注销", "帐号已注销", "该账号已注销", "账户已注销"),
    *_signs("Weibo, Xiaohongshu, Douyin: an account that was closed", "用户已注销", "该用户已注销", "已注销用户"),
    *_signs(
        "Douban, Zhihu: an account that was closed or reset",
        "已注销",
        "[已注销]",
        "(已注销)",
        "已重置",
        "知乎用户已注销",
    ),
    *_signs("Taiwan, Hong Kong: the same", "帳號已刪除", "用戶已註銷", "使用者已刪除", "匿名用戶"),
    *_signs(
        "Japanese services: someone who left, someone unnamed", "退会したユーザー", "退会済みユーザー", "匿名ユーザー"
    ),
    *_signs(
        "Naver, Kakao: someone who left, someone unknown", "(알 수 없음)", "탈퇴한 사용자", "탈퇴한 회원", "알 수 없음"
    ),
    *_signs("Spanish, Portuguese, French, German services", "Usuario eliminado", "Usuário excluído", "Compte supprimé"),
    *_signs("German services", "Gelöschter Benutzer", "Gelöschter Nutzer"),
)
"""Every sign, with where it comes from; each is declared exactly as it is written."""

_BOUNDS = ("0", ":", "A", "a", "{")
"""Texts are sorted by their first character before they are compared, so that few comparisons are made for most."""


def is_nobody(text: str, keep: Collection[str]) -> str:
    """Return SQL for whether a text stands for nobody; never NULL.

    Parameters
    ----------
    text
        SQL of the text, which may be NULL.
    keep
        Ids that are somebody although they look like a sign.

    Examples
    --------
    >>> is_nobody("x", [sign.text for sign in SIGNS])
    'false'
    """
    return _among(text, sorted({sign.text for sign in SIGNS} - set(keep)))


def is_wordless(text: str) -> str:
    """Return SQL for whether a text stands for missing words; never NULL."""
    return _among(text, sorted({NULL_OF_DUMPS, *(sign.text for sign in SIGNS if sign.wordless)}))


def is_failed_formula(text: str) -> str:
    """Return SQL for whether a text is a formula of a spreadsheet without a result; NULL where there is no text."""
    return f"trim({text}) in ({', '.join(literal(sign) for sign in FAILED_FORMULAS)})"


NULL_OF_DUMPS = "\\N"
"""What MySQL, PostgreSQL and Hive write for NULL; an id that is missing so is missing, and stands for nobody."""


def _among(text: str, signs: Sequence[str]) -> str:
    """SQL for whether a text is one of the signs."""
    if not signs:
        return "false"
    cases = [f"when {text} is null then false", f"when {text} < '!' then {_listed(f'trim({text})', signs)}"]
    for low, high in zip(("", *_BOUNDS), (*_BOUNDS, None), strict=True):
        within = [sign for sign in signs if low <= sign and (high is None or sign < high)]
        found = _listed(text, within)
        cases.append(f"else {found}" if high is None else f"when {text} < '{high}' then {found}")
    return f"case {' '.join(cases)} end"


def _listed(text: str, signs: Sequence[str]) -> str:
    if not signs:
        return "false"
    longest = max(len(sign.encode()) for sign in signs)
    return f"(strlen({text}) <= {longest} and {text} in ({', '.join(literal(sign) for sign in signs)}))"
