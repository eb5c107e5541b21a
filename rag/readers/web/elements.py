"""HTML's elements: which end a line, which are not shown, how others look."""

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
    "script", "style", "template", "iframe", "datalist",
})  # fmt: skip
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
LAYOUT_ROLES = ("presentation", "none")
