"""HTML's elements: which end a line, how they look, which are hidden or set apart."""

import re
from collections.abc import Callable

from rag.types import LookKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING_NAMES = (
    "address article aside blockquote body caption center dd details dialog div"
    " dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup"
    " hr html legend li main nav ol option p pre section summary table tbody td"
    " text tfoot th thead tr ul"
)
BREAKING = frozenset(_BREAKING_NAMES.split())
SILENT = frozenset({
    "script", "style", "template", "iframe", "datalist", "annotation",
    "annotation-xml", "audio", "canvas", "video",
})  # fmt: skip
"""What of these is text is for programs, or for browsers that don't know them."""

DRAWING = "svg"
WORDS_IN_DRAWINGS = ("text", "foreignobject")
AROUND = frozenset({
    "nav", "footer", "aside", "form", "button", "select", "menu", "noscript", DRAWING,
})  # fmt: skip
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})  # fmt: skip
LOOKS: dict[str, LookKind] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis",
    "cite": "emphasis", "var": "emphasis", "code": "code", "kbd": "code",
    "samp": "code", "tt": "code", "u": "underline", "s": "strike", "del": "strike",
    "sup": "raised", "sub": "lowered", "a": "link", "pre": "listing",
    "blockquote": "quotation",
}  # fmt: skip
_PARTS = frozenset({"article", "body", "div", "main", "td"})
"""Sections are of what they stand in."""

LAYOUT_ROLES = ("presentation", "none")
_ROLES_BESIDE = frozenset({
    "alertdialog", "complementary", "contentinfo", "dialog", "menu", "menubar",
    "navigation", "search", "toolbar",
})  # fmt: skip
"""Of ARIA's roles those of parts beside an article."""

CLOSED = "//dialog | //*[@aria-hidden='true'][@role='dialog' or @role='alertdialog']"
"""Finds dialogs that are mostly shown only once something is clicked. One may be longer
than the article, and would be taken for it."""

Attributes = dict[str, str | None]

_CONTAINERS = frozenset({
    "article", "aside", "blockquote", "details", "dialog", "div", "figure", "footer",
    "header", "main", "ol", "section", "table", "ul",
})  # fmt: skip
"""Elements that end where they are closed: of others the end is often left out."""

_UNSHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:(?!category|tag|has|no|non|with|without)[a-z0-9]+[-_]+)?"
    r"(?:ads?|adverts?|advertisements?|breadcrumbs?|comments?|disqus|newsletters?|popular"
    r"|recirculation|recommended|related|shar(?:e|ing)|sidebar|social|subscribe|toc"
    r"|trending)"
    r"(?:[-_]+(?:area|articles|bar|block|box|buttons?|container|content|form|items?|links"
    r"|list|module|news|posts|section|sign-?up|slot|stories|thread|unit|widget))?",
    re.IGNORECASE,
)
"""Names of parts beside an article; longer names are often those of the whole page."""

_WHOLE = frozenset({"article", "main"})

_APART = frozenset({"aside", "blockquote", "figure"})
_PULLED = re.compile(r"(?:[a-z0-9]+[-_]+){0,3}pull[-_]?quote", re.IGNORECASE)

_PAGE = frozenset({"html", "head", "body"})
"""Hidden, if at all, until a script has made the page."""

_READINGS = frozenset({"rt", "rtc", "rp"})
"""How the words below are said, and the signs around that."""

_RUBY = _READINGS | {"rb"}
"""What ends a reading whose end tag is left out, as the end of a ruby does."""

_MARKS = frozenset({"span", "sup"})
_UNREAD = frozenset({"mw-editsection", "mw-cite-backlink", "noprint", "katex-html"})
"""What MediaWiki calls "[edit]", "^ a b" and "[citation needed]", of which none is
printed; and KaTeX a formula's signs in their places, beside MathML that says the same.
"""

_CONTENTS = re.compile(r"MsoToc(?:\d|Heading)|MsoTof|MsoIndex(?:\d|Heading)")


class PagePart:
    """Follows the tags of a page, and knows when they are within such an element.

    Args:
        begins: Tells of a start tag and its attributes whether such a part begins.

    Usage:
        hidden = PagePart(is_beside)
        hidden.open("div", {"style": "display: none"})
        hidden.is_open
        hidden.close("div")
    """

    def __init__(self, begins: Callable[[str, Attributes], bool]) -> None:
        self._begins = begins
        self._tag = ""
        self._depth = 0

    @property
    def is_open(self) -> bool:
        """Whether what comes now stands in it."""
        return self._depth > 0

    def open(self, tag: str, attributes: Attributes) -> None:
        """Take a start tag."""
        if self._tag in _READINGS and tag in _RUBY:
            self.end()
        if self._depth:
            # Only elements of the same name are counted: others in it may be left open.
            self._depth += tag == self._tag
        elif self._begins(tag, attributes):
            self._tag, self._depth = tag, 1

    def close(self, tag: str) -> None:
        """Take an end tag."""
        if self._tag in _READINGS and tag == "ruby":
            self.end()
        if self._depth and tag == self._tag:
            self._depth -= 1

    def end(self) -> None:
        """End the part wherever it is, as the end of a line does that of a mark."""
        self._depth = 0


def is_beside(tag: str, attributes: Attributes) -> bool:
    """Tell whether a part that is not shown, or beside the text, begins.

    Example:
        >>> is_beside("div", {"class": "comments"}), is_beside("div", {})
        (True, False)
    """
    # "article" and "main" hold the text, whatever they are called.
    return tag in _CONTAINERS and (
        _hides(attributes)
        or (tag == "dialog" and "open" not in attributes)
        or (attributes.get("role") or "").lower() in _ROLES_BESIDE
        or (tag not in _WHOLE and any(map(_BESIDE.fullmatch, _names(attributes))))
    )


def is_unread(tag: str, attributes: Attributes) -> bool:
    """Tell whether a part of a line begins that is not of its text.

    That is what isn't shown, how a word is said (ruby), for a wiki's editors, or said
    twice, as what Word exports of contents and an index is, or a line for browsers
    without scripts, mostly the picture above once more.

    Example:
        >>> is_unread("span", {"class": "mw-editsection"}), is_unread("rt", {})
        (True, True)
    """
    names = _names(attributes)
    is_named_so = tag in _MARKS and not _UNREAD.isdisjoint(names)
    is_named_so |= tag == "p" and any(map(_CONTENTS.fullmatch, names))
    is_said_so = tag == "noscript" or tag in _READINGS
    return is_named_so or is_said_so or (_is_line(tag) and _hides(attributes))


def is_place(attributes: Attributes) -> bool:
    """Tell of an anchor whether it is a place that others lead to, and no link.

    One that says nothing is a link, which a script follows.

    Example:
        >>> is_place({"name": "top"}), is_place({})
        (True, False)
    """
    return "href" not in attributes and not {"name", "id"}.isdisjoint(attributes)


def is_title(tag: str, attributes: Attributes) -> bool:
    """Tell whether a paragraph is a title: in what Word and Google Docs export.

    Example:
        >>> is_title("p", {"class": "MsoTitle"}), is_title("p", {"class": "title"})
        (True, False)
    """
    if tag != "p":
        return False
    names = _names(attributes)
    is_googles = "title" in names and (attributes.get("id") or "").startswith("h.")
    return is_googles or "MsoTitle" in names


def is_apart(tag: str, attributes: Attributes) -> bool:
    """Tell whether a quotation, a figure or the like begins.

    Example:
        >>> is_apart("div", {"class": "pull-quote"}), is_apart("div", {})
        (True, False)
    """
    return tag in _APART or (
        tag in _CONTAINERS and any(map(_PULLED.fullmatch, _names(attributes)))
    )


def _is_line(tag: str) -> bool:
    """Tell whether an element is a line or in one, and ends somewhere."""
    return not any(tag in group for group in (_CONTAINERS, _PAGE, VOID))


def _hides(attributes: Attributes) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or _UNSHOWN.search(style) is not None


def _names(attributes: Attributes) -> list[str]:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()


class Homes:
    """Numbers the parts of a page, and tells the innermost that is open: 0 for none."""

    def __init__(self) -> None:
        self._opened = 0
        self._open = [0]

    @property
    def current(self) -> int:
        """The number of the innermost part."""
        return self._open[-1]

    def open(self, tag: str) -> None:
        """Open an element, which may be a part."""
        if tag in _PARTS:
            self._opened += 1
            self._open.append(self._opened)

    def close(self, tag: str) -> None:
        """Close an element that is open."""
        if tag in _PARTS:
            self._open.pop()
