"""Parts of a web page that are there but not shown, until a script shows them."""

import re

_CONTAINERS = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "figure",
        "footer",
        "header",
        "main",
        "ol",
        "section",
        "table",
        "ul",
    }
)
"""Elements that end where they are closed: of others the end is often left out."""

_UNSHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class HiddenPart:
    """Follows the tags of a page, and knows when they are within a hidden element.

    Usage:
        hidden.open("div", {"style": "display: none"})
        hidden.is_open
        hidden.close("div")
    """

    def __init__(self) -> None:
        self._tag = ""
        self._depth = 0

    @property
    def is_open(self) -> bool:
        """Whether what comes now is not shown."""
        return self._depth > 0

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Take a start tag."""
        if self._depth:
            self._depth += tag == self._tag
        elif tag in _CONTAINERS and _hides(attributes):
            self._tag, self._depth = tag, 1

    def close(self, tag: str) -> None:
        """Take an end tag."""
        if self._depth and tag == self._tag:
            self._depth -= 1


def _hides(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or _UNSHOWN.search(style) is not None
