"""The causal answer alone: `likewise.effect`, and what it returns.

Stands on the same answer as the report: its claims that rest on what joining and leaving did, and every effect.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

import pyarrow as pa
import pyarrow.parquet as pq

from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.ingest.options import HowRead, ReadOptions
from likewise.pipeline import Settings, analyse, answer_claims, holds_result, intact, read_run
from likewise.secrets import keeps_secrets
from likewise.show.catalogue import text
from likewise.show.claims_file import claims_told, exports_of, owner_told, questions_told
from likewise.show.effect_words import in_words
from likewise.show.group_dates import require_known, spans
from likewise.show.numerals import Lang
from likewise.sources import Data

CAUSAL = ("lift", "cliff", "trust", "enforcement")
"""The claims about what joining and leaving did, in the order in which they are told."""


@dataclass(frozen=True)
class EffectAnswer:
    """What joining and leaving did.

    - `table`: every effect and check, as effects.parquet (see `likewise.tables.OUTPUTS`).
    - `claims`: lift, cliff, trust and enforcement, each as in claims.json; judged together with the other five.
    - `questions`: for a creator's own posts without dates, the days that look like a group's, as in run.json.
    - `whose`: whose the posts are where posts alone are judged, as in run.json.
    """

    table: pa.Table
    claims: tuple[Mapping[str, Any], ...]
    questions: tuple[Mapping[str, Any], ...] = ()
    whose: Mapping[str, Any] | None = None

    def claim(self, name: str) -> Mapping[str, Any]:
        """The claim of that id; KeyError when it isn't one of these."""
        return {str(one["id"]): one for one in self.claims}[name]

    def in_words(self, lang: Lang = "en", width: int = 100) -> str:
        """The answer for a terminal of so many columns: sentences, a table of outcomes, and what would break it."""
        return in_words(self.table, self.claims, self.questions, lang, width, self.whose)

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON: claims, questions, and the effects as rows."""
        return {
            "claims": [dict(one) for one in self.claims],
            "whose": None if self.whose is None else dict(self.whose),
            "questions": [dict(one) for one in self.questions],
            "effects": self.table.to_pylist(),
        }

    def __str__(self) -> str:
        return self.in_words()


@keeps_secrets
def effect(
    data: Data,
    *,
    group_dates: Sequence[str] = (),
    memory: str | None = None,
    threads: int | None = None,
    seed: int = 0,
    lang: Lang = "en",
    say: Callable[[str], None] | None = None,
    **how: Unpack[HowRead],
) -> EffectAnswer:
    """What joining a group did to its members, and what leaving did; `print` the answer to read it.

    `data` is as for `likewise.report`, or the folder of a finished report, which is then read and not computed again
    (all other arguments are then left aside). `group_dates` are the days in which a creator used a group, as
    "2026-03-01..2026-04-15", in the zone that the source declares, else in the given `timezone`; `lang` is the
    language of errors about them.

    Raises InputError, MappingError or EngineError with a sentence for the person who asked.
    """
    if isinstance(data, str | Path) and holds_result(Path(data)):
        return _told(Path(data), lang)
    options = ReadOptions.of(**how)
    spans(group_dates, options.timezone or "UTC", lang)
    with open_duckdb(memory, threads) as engine:
        analysis = analyse(engine, data, Settings(options, seed), say or (lambda _: None))
        asked = spans(group_dates, analysis.reading.zone, lang)
        require_known(engine, asked, lang)
        found = answer_claims(engine, analysis, asked)
    return EffectAnswer(
        found.effects,
        _causal(claims_told(found)),
        tuple(questions_told(found, analysis.reading.zone)),
        owner_told(found, exports_of(analysis.reading)),
    )


def _told(folder: Path, lang: Lang) -> EffectAnswer:
    """The answer that a finished report holds; InputError for one that was made before there were answers."""
    if not (folder / "claims.json").is_file():
        raise InputError(text(lang, "effect.no_answer", path=str(folder)))
    with intact(folder / "claims.json") as file:
        claims = json.loads(file.read_text(encoding="utf-8"))
    run = read_run(folder)
    with intact(folder / "effects.parquet") as file:
        table = pq.read_table(file)
    return EffectAnswer(table, _causal(claims), tuple(run.get("questions") or ()), run.get("whose"))


def _causal(claims: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    held = {claim["id"]: claim for claim in claims}
    return tuple(held[name] for name in CAUSAL if name in held)
