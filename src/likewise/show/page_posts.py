"""The posts' charts: likes against views, and against how many watched to the end; mismatches are marked.

Stands on a sample of the posts that have views (`ReportView.cloud`).
"""

from __future__ import annotations

from typing import Any

from likewise.show.catalogue import text
from likewise.show.charts import RAW_COLOUR, REAL_COLOUR, Chart, Spec, chart
from likewise.show.numerals import Lang, bits, count, percent
from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

_COLUMNS = ("post", "author", "views", "likes", "likes_real", "completion", "mismatch", "marked")
_FEWEST = 5
"""Fewer posts than this make no picture."""


def posts_charts(view: ReportView, lang: Lang) -> tuple[Chart, ...]:
    """Return the charts that the data can fill: none without views, one without completion."""
    found = [row for row in rows(view.cloud, _COLUMNS) if row["views"] and row["likes"] and row["views"] > 0]
    watched = [row for row in found if row["completion"] is not None]
    charts = []
    if len(found) >= _FEWEST:
        charts.append(_chart("views", found, lang))
    if len(watched) >= _FEWEST:
        charts.append(_chart("completion", watched, lang))
    return tuple(charts)


def _chart(name: str, found: list[Row], lang: Lang) -> Chart:
    marked = sum(bool(row["marked"]) for row in found)
    title = text(lang, f"answer_page.posts.{name}")
    said = text(lang, f"answer_page.posts.{name}_said", posts=len(found), marked=marked)
    return chart(f"posts-{name}", title, said, _spec(name, [_point(name, row, lang) for row in found], lang))


def _point(name: str, row: Row, lang: Lang) -> dict[str, Any]:
    a_hundred = 100 * row["likes"] / row["views"]
    by_views = name == "views"
    return {
        "x": row["views"] if by_views else round(row["completion"], 4),
        "y": row["likes"] if by_views else round(a_hundred, 3),
        "k": int(bool(row["marked"])),
        "m": text(lang, f"answer_page.posts.{'marked' if row['marked'] else 'usual'}"),
        "post": row["post"],
        "author": row["author"],
        "views": count(row["views"], lang),
        "likes": count(row["likes"], lang),
        "real": count(row["likes_real"], lang),
        "done": percent(row["completion"], lang),
        "off": bits(row["mismatch"], lang),
    }


def _spec(name: str, values: list[dict[str, Any]], lang: Lang) -> Spec:
    words = [text(lang, f"answer_page.posts.{one}") for one in ("usual", "marked")]
    by_views = name == "views"
    scale = {"type": "log", "nice": False} if by_views else {"zero": True}
    x_axis = {
        "title": text(lang, f"answer_page.posts.{name}_x"),
        "format": "~s" if by_views else ".0%",
        "tickCount": 5,
        "grid": False,
    }
    y_axis = {"title": text(lang, f"answer_page.posts.{name}_y"), "format": "~s", "tickCount": 5, "grid": False}
    columns = {"post": "post", "author": "author", "views": "views_raw", "likes": "likes_raw", "real": "likes_real"}
    tooltip = [{"field": field, "title": text(lang, f"col.{key}")} for field, key in columns.items()]
    tooltip += [
        {"field": "done", "title": text(lang, "answer_page.posts.completion_x")},
        {"field": "off", "title": text(lang, "col.mismatch")},
    ]
    return {
        "params": [{"name": "which", "value": "all"}],
        "data": {"values": values},
        "transform": [{"filter": "which == 'all' || datum.m == which"}],
        "mark": {"type": "point", "filled": True, "opacity": 0.75, "size": 38},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": scale, "axis": x_axis},
            "y": {"field": "y", "type": "quantitative", "scale": scale, "axis": y_axis},
            "color": {"field": "m", "scale": {"domain": words, "range": [REAL_COLOUR, RAW_COLOUR]}, "legend": None},
            "shape": {"field": "m", "scale": {"domain": words, "range": ["circle", "diamond"]}, "legend": None},
            "size": {"condition": {"test": "datum.k", "value": 62}, "value": 26},
            "order": {"field": "k", "type": "quantitative"},
            "tooltip": tooltip,
        },
    }
