"""Brand mode's Python face: `likewise.compare`, and what it returns."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

from likewise.answers.compare import Candidate, Comparing, Rate
from likewise.answers.compare import compare as measure
from likewise.destination import Destination, file_for, published_file
from likewise.engine import Engine, open_duckdb
from likewise.errors import InputError, OutputError
from likewise.ingest.options import HowRead, ReadOptions
from likewise.ingest.whose import nearest
from likewise.pipeline import Settings, analyse, holds_result
from likewise.secrets import keeps_secrets
from likewise.show.catalogue import text
from likewise.show.face import Say
from likewise.show.frame import Frame
from likewise.show.listing import WRITERS, write
from likewise.show.numerals import Lang
from likewise.show.written import has_columns
from likewise.sources import Data, read_paths
from likewise.text import COMMA


class Comparison:
    """Accounts side by side: real reach, real engagement, and what they cost; `table` has it all as rows."""

    def __init__(self, comparing: Comparing, currency: str | None, read: Sequence[Path] = ()) -> None:
        self.comparing = comparing
        self.currency = currency
        # Over what it was made of it is never written.
        self.read = tuple(read)

    @property
    def table(self) -> Frame:
        """A row an account and measure: account, measure, other, value, low, high, n (95 % intervals)."""
        return Frame(self.comparing.table())

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON, an object an account in the order asked for."""
        made = self.comparing
        return {
            "currency": self.currency,
            "engagement_of": list(made.kinds),
            "accounts": [self._account(one) for one in made.candidates],
            "reach_together": None if made.together is None else _told(made.together),
        }

    def write(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the table as .parquet or .csv, or everything as .json.

        Raises OutputError for another ending, for a file that was read, and without `overwrite` for one that is there
        and that likewise did not write.
        """
        place = place_of(path, self.read, overwrite)
        if place.shown.suffix == ".json":
            _write_json(self.to_dict(), place)
        else:
            write(self.comparing.table(), place)
        return place.shown

    def _account(self, one: Candidate) -> dict[str, Any]:
        overlap = self.comparing.overlap
        return {
            "account": one.account,
            "posts": one.posts,
            "price": one.price,
            "enough_posts": one.enough,
            "traded_taken_out": one.by_person,
            "measures": {name: _told(rate) for name, rate in one.measures.items()},
            "overlap": {other: _told(rate) for (mine, other), rate in overlap.items() if mine == one.account},
        }

    def __repr__(self) -> str:
        return f"Comparison({', '.join(one.account for one in self.comparing.candidates)})"


@keeps_secrets
def compare(
    data: Data,
    accounts: Sequence[str],
    *,
    price: Mapping[str, float] | None = None,
    currency: str | None = None,
    memory: str | None = None,
    lang: Lang = "en",
    say: Say | None = None,
    **how: Unpack[HowRead],
) -> Comparison:
    """Compare accounts by what is real of their reach and engagement, each with its 95 % interval.

    `data` is as for `likewise.report`; a finished report won't do, for it no longer holds who engaged with what.
    `accounts` are ids, or names that only one account has. `price` is what one post costs, by account as named in
    `accounts`; `currency` is only shown. `lang` is the language of errors.

    Raises InputError for a report, an account that isn't there (with the nearest names) or a price that is none.
    """
    asked = tuple(dict.fromkeys(accounts))
    prices = _checked(asked, price or {}, lang)
    if isinstance(data, str | Path) and holds_result(Path(data)):
        raise InputError(text(lang, "compare.result_not_data", path=str(data)))
    with open_duckdb(memory) as engine:
        analyse(engine, data, Settings(ReadOptions.of(**how)), say or (lambda _: None))
        ids = {name: _found(engine, name, lang) for name in asked}
        made = measure(engine, dict(ids.values()), {ids[name][0]: cost for name, cost in prices.items()})
    return Comparison(made, currency, read_paths(data))


COLUMNS = ("account", "measure", "other", "value", "low", "high", "n")
KEYS = ("currency", "engagement_of", "accounts", "reach_together")
"""What the tables and JSON files of a comparison hold, by which one is known again."""


def place_of(out: str | Path, read: Sequence[Path], overwrite: bool = False) -> Destination:
    """Return the file that a comparison goes to; OutputError for another ending, or where one would be lost."""
    if Path(out).suffix not in WRITERS:
        raise OutputError.of("results.file_ending", path=out)
    columns = KEYS if Path(out).suffix == ".json" else COLUMNS
    return file_for(out, is_ours=lambda file: has_columns(file, columns), read=read, overwrite=overwrite)


def _checked(asked: Sequence[str], prices: Mapping[str, float], lang: Lang) -> Mapping[str, float]:
    if not asked:
        raise InputError(text(lang, "compare.no_accounts"))
    for account, cost in prices.items():
        if account not in asked:
            raise InputError(text(lang, "compare.price_of_nobody", account=account, accounts=COMMA[lang].join(asked)))
        if not (math.isfinite(cost) and cost > 0):
            raise InputError(text(lang, "compare.bad_price", account=account, given=str(cost)))
    return prices


def _found(engine: Engine, asked: str, lang: Lang) -> tuple[str, int]:
    """The id and code of the account of that id, or else of that name."""
    by = "select id, code from account where"
    for condition in ("id = $asked", "name = $asked"):
        rows = engine.arrow(f"{by} {condition} limit 2", asked=asked).to_pylist()
        if len(rows) == 1:
            return rows[0]["id"], rows[0]["code"]
        if rows:
            raise InputError(text(lang, "compare.name_of_several", account=asked))
    near = COMMA[lang].join(nearest(engine, asked))
    key = "compare.unknown_account" if near else "compare.no_names"
    raise InputError(text(lang, key, account=asked, nearest=near))


def _told(rate: Rate) -> dict[str, float | int | None]:
    return {"value": rate.value, "low": rate.low, "high": rate.high, "n": rate.n}


def _write_json(said: Mapping[str, Any], place: Destination) -> None:
    with published_file(place) as unfinished:
        unfinished.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
