"""The report page read as a browser would build it, for the tests that look at it."""

import base64
import gzip
import re
from html.parser import HTMLParser

VOID = {"meta", "link", "rect", "line", "path", "circle", "input", "br"}


class Page(HTMLParser):
    """The page as a browser would build it, as far as these claims need it.

    `scripts` are those that run; what else stands in a script element (`held`) is data, by its id or class.
    What is there for a page without script is left out.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.said: list[str] = []
        self.scripts: list[str] = []
        self.held: dict[str, list[str]] = {}
        self.feed(html)
        self.close()
        self.unbalanced += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "noscript" not in self.open:
            self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            attrs = self.of("script")[-1]
            kept = self.held.setdefault(str(attrs.get("id") or attrs.get("class")), []) if attrs else self.scripts
            kept.append(data)
        elif "noscript" not in self.open and self.open[-1:] != ["style"]:
            self.said.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.said))

    @property
    def other(self) -> "Page":
        """The page in the other language, as the script unpacks it."""
        return Page(unpacked(self.held["other-language"][0]))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for found, attrs in self.tags if found == tag]


def unpacked(packed: str) -> str:
    return gzip.decompress(base64.b64decode(packed)).decode()
