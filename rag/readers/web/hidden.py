"""Parts of a web page that are not shown, or whose names say that they are no text."""

import re

_CONTAINERS = frozenset({
    "article", "aside", "blockquote", "details", "div", "figure", "footer", "header",
    "main", "ol", "section", "table", "ul",
})  # fmt: skip
"""Elements that end where they are closed: of others the end is often left out."""

_UNSHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:(?!category|tag|has|no|non|with|without)[a-z0-9]+[-_]+)?"
    r"(?:ads?|adverts?|advertisements?|breadcrumbs?|comments?|disqus|newsletters?|popular"
    r"|recirculation|recommended|related|shar(?:e|ing)|sidebar|social|subscribe"
    r"|trending)"
    r"(?:[-_]+(?:area|articles|bar|block|box|buttons?|container|content|form|items?|links"
    r"|list|module|news|posts|section|sign-?up|slot|stories|thread|unit|widget))?",
    re.IGNORECASE,
)
"""Names of parts beside an article; longer names are often those of the whole page."""

_WHOLE = frozenset({"article", "main"})


class HiddenPart:
    """Follows the tags of a page, and knows when they are within such an element.

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
        """Whether what comes now is not of the text."""
        return self._depth > 0

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Take a start tag."""
        if self._depth:
            # Only elements of the same name are counted: others in it may be left open.
            self._depth += tag == self._tag
        # "article" and "main" hold the text, whatever they are called.
        elif tag in _CONTAINERS and (
            _hides(attributes) or (tag not in _WHOLE and _is_beside(attributes))
        ):
            self._tag, self._depth = tag, 1

    def close(self, tag: str) -> None:
        """Take an end tag."""
        if self._depth and tag == self._tag:
            self._depth -= 1


def _hides(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or _UNSHOWN.search(style) is not None


def _is_beside(attributes: dict[str, str | None]) -> bool:
    """Tell whether an element is named after comments, advertising or the like."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(map(_BESIDE.fullmatch, names))
