"""From rule.toml to rules, strictly: what isn't understood is refused, with its line and a remedy.

A rule misread in silence would act on people whom nobody meant.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from likewise.answers.policy.rule import NEEDED, RULE_KEYS, Rule, RuleError
from likewise.errors import reason
from likewise.text import Sentence

_HEADER = re.compile(r"\s*\[\[\s*[\"']?rule[\"']?\s*\]\]")


def read_rules(path: str | Path) -> tuple[Rule, ...]:
    """The rules of a TOML file, in its order.

    The file is a list of `[[rule]]` tables with the fields of `Rule` as keys. Raises RuleError (an InputError),
    with file and line, when it can't be read, isn't TOML, holds no rule, or a rule can't be meant.
    """
    text = _text(Path(path))
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("syntax", str(path), detail=str(error)) from error
    if unknown := sorted(held.keys() - {"rule"}):
        place = f"{path}{_line(text, 0, unknown[0])}"
        raise RuleError("unknown_key", place, field=unknown[0], known="rule")
    raw = held.get("rule", [])
    if not isinstance(raw, list) or not all(isinstance(table, dict) for table in raw):
        raise RuleError("not_tables", str(path), field="rule")
    rules: list[Rule] = []
    for number, table in enumerate(raw, start=1):
        rules.append(_rule(table, str(path), text, number, rules))
    return checked(rules, str(path))


def checked(rules: Sequence[Rule], path: str | None = None) -> tuple[Rule, ...]:
    """Rules that can be applied together; RuleError when there is none or two have one name."""
    place = path or Sentence("policy.place_rules")
    if not rules:
        raise RuleError("no_rule", place)
    for at, rule in enumerate(rules):
        _check_name(rule, rules[:at], place)
    return tuple(rules)


def _check_name(rule: Rule, before: Sequence[Rule], place: str | Sentence) -> None:
    if any(rule.name == other.name for other in before):
        raise RuleError("same_name", place, given=rule.name)


def _text(path: Path) -> str:
    try:
        # A byte order mark is what some editors put before a text; it says nothing.
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise RuleError("unreadable", str(path), detail=reason(error)) from error
    except UnicodeDecodeError as error:
        raise RuleError("unreadable", str(path), detail=Sentence("policy.not_utf8")) from error


def _rule(table: Mapping[str, Any], path: str, text: str, number: int, before: Sequence[Rule]) -> Rule:
    """One table as a rule; RuleError with its line for what can't be meant."""
    for key in table:
        if key not in RULE_KEYS:
            place = f"{path}{_line(text, number, key)}"
            raise RuleError("unknown_key", place, field=key, known=RULE_KEYS)
    for key in NEEDED:
        if key not in table:
            raise RuleError("missing_key", f"{path}{_line(text, number, None)}", field=key)
    try:
        rule = Rule(**table)
        _check_name(rule, before, path)
    except RuleError as error:
        raise error.at(f"{path}{_line(text, number, error.key)}") from None
    return rule


def _line(text: str, number: int, key: str | None) -> str:
    """`:line` of a key in the rule of this number (0: before any), else of the rule's header, else nothing.

    tomllib keeps no lines; this finds them in all but unusual forms, and says none rather than a wrong one.
    """
    seen, header = 0, ""
    wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+\s*{re.escape(key)}\b") if key else None
    for at, line in enumerate(text.split("\n"), start=1):
        if _HEADER.match(line):
            seen += 1
            header = f":{at}" if seen == number else header
        if wanted and seen == number and wanted.match(line):
            return f":{at}"
    if number == 0 and wanted:
        found = [at for at, line in enumerate(text.split("\n"), start=1) if wanted.match(line)]
        return f":{found[0]}" if found else ""
    return header
