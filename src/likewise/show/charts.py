"""Interactive charts that need no network: Vega-Lite's own library, packed into the page, and what it draws there.

The library comes out of the package vl-convert-python at render time. The page runs it with Vega's expression
interpreter, so that its policy allows no code but the page's script and this library, each by its hash.
https://vega.github.io/vega/usage/interpreter
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import vl_convert
from markupsafe import Markup

Spec = Mapping[str, Any]

RAW_COLOUR = "var(--traded)"
REAL_COLOUR = "var(--honest)"
"""The page's own colours, by name: a chart turns dark or goes to paper with the page."""

STILL_WIDTH = 560
"""Width in px of a chart drawn for a page without script; on the page it is as wide as its place."""

HEIGHT = 300
"""Height in px of a chart with its axes; the style sheet keeps so much room for one that is not drawn yet."""

_EXPORT = "window.vegaEmbed = vegaEmbed;"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_AXIS = {
    "domainColor": "var(--soft)",
    "gridColor": "var(--line)",
    "tickColor": "var(--line)",
    "labelColor": "var(--soft)",
    "titleColor": "var(--soft)",
    "titleFontWeight": "normal",
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titlePadding": 8,
    "labelPadding": 5,
}
# A chart is read out as a whole, by its description, not mark by mark: its numbers stand in a table.
_CONFIG = {
    "font": "var(--sans)",
    "view": {"stroke": None},
    "axis": {**_AXIS, "aria": False},
    "mark": {"aria": False},
}

# What would end the element that a page holds JSON in, or begin another.
_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Library:
    """The charting library: compressed (gzip, base64), and the hash by which the page's policy knows it unpacked."""

    packed: Markup
    sha256: str


@dataclass(frozen=True)
class Chart:
    """One chart: its name, its title, what it shows in words, and its specification."""

    name: str
    title: str
    said: str
    whole: Spec

    @property
    def spec(self) -> Markup:
        """The specification as it stands in the page."""
        return json_in_page(self.whole)

    @property
    def still(self) -> Markup:
        """The chart drawn once and for all, for a page without script."""
        drawn = vl_convert.vegalite_to_svg({**self.whole, "width": STILL_WIDTH})
        return Markup(drawn)  # Vega escapes what it draws


@cache
def library() -> Library:
    """Pack the library; about 0.9 MB unpacked and 0.4 MB in the page."""
    code = vl_convert.javascript_bundle(_EXPORT)
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return Library(packed(code), digest)


def packed(text: str) -> Markup:
    """Compress a text as the page's script unpacks it; the same text always gives the same."""
    squeezed = gzip.compress(text.encode(), 9, mtime=0)
    return Markup(base64.b64encode(squeezed).decode())  # base64 holds no markup


def chart(name: str, title: str, said: str, spec: Spec) -> Chart:
    """Make a chart of a Vega-Lite specification; size, colours and fonts are the page's."""
    whole = {"$schema": _SCHEMA, "width": "container", "height": HEIGHT, "background": None, "config": _CONFIG, **spec}
    whole["description"] = said
    whole["autosize"] = {"type": "fit", "contains": "padding"}
    return Chart(name, title, said, whole)


def json_in_page(value: Any) -> Markup:
    """Write JSON that may stand inside an element of a page, whatever its texts hold."""
    said = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Halves of characters can't be written to a file.
    whole = said.encode("utf-8", "replace").decode("utf-8")
    return Markup(whole.translate(_UNSAFE))  # nothing that could end the element is left
