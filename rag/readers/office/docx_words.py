"""The words of a Word document's paragraphs and cells, and how they look."""

from collections.abc import Iterator

from rag.readers.office.xmltree import Element, attribute, child, local
from rag.readers.phrase import Phrase
from rag.types import LookKind

_UNSEEN = (
    "del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "instrText", "rt",
)  # fmt: skip
"""What is not of a paragraph's text; `rt` is how the word behind it is said."""

_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ENDS = {"p": "\n", "num": "/"}
"""What follows parts of a cell or a formula: a paragraph, a fraction's numerator."""

ON = (None, "1", "true", "on")
NOTES = ("footnote", "endnote")
_RUN_LOOKS: dict[str, LookKind] = {"b": "strong", "i": "emphasis", "strike": "strike"}
_RAISED: dict[str | None, LookKind] = {
    "superscript": "raised", "subscript": "lowered", "sup": "raised", "sub": "lowered",
}  # fmt: skip
"""How letters are set, and what these parts of a formula are."""


def is_on(setting: Element | None) -> bool:
    """Tell whether a setting is there, and isn't turned off."""
    return setting is not None and attribute(setting, "val") in ON


class WordsWriter:
    """Writes the text that is seen of paragraphs and cells, and how it looks.

    Args:
        links: Addresses, by what they are called.
    """

    def __init__(self, links: dict[str | None, str]) -> None:
        self.labels: dict[tuple[str, str | None], str] = {}
        self._links = links

    def phrase(self, element: Element) -> Phrase:
        """Write a paragraph or a cell."""
        phrase = Phrase()
        self._write(phrase, element)
        return phrase

    def _write(self, phrase: Phrase, element: Element) -> None:
        for part in element:
            name = local(part)
            if name == "t":
                phrase.write(part.text or "")
            elif name in _SIGNS:
                phrase.write(_SIGNS[name])
            elif name.removesuffix("Reference") in NOTES:
                phrase.note(self._label(name.removesuffix("Reference"), part))
            # What isn't known may hold text, as fields, links and formulas do.
            elif name not in _UNSEEN and not is_on(child(part, "rPr", "vanish")):
                self._write_within(phrase, part)
                phrase.write(_ENDS.get(name, ""))

    def _write_within(self, phrase: Phrase, part: Element) -> None:
        """Write what is in a run, a link or something else, as that looks."""
        looks = dict.fromkeys(_run_looks(part), "")
        if local(part) == "hyperlink" and attribute(part, "id") in self._links:
            looks["link"] = self._links[attribute(part, "id")]
        for kind, detail in looks.items():
            phrase.begin(kind, detail)
        self._write(phrase, part)
        for kind in reversed(looks):
            phrase.end(kind)

    def _label(self, kind: str, reference: Element) -> str:
        """Number the notes in the order in which the text names them."""
        key = (kind, attribute(reference, "id"))
        return self.labels.setdefault(key, str(len(self.labels) + 1))


def _run_looks(run: Element) -> Iterator[LookKind]:
    properties = child(run, "rPr")
    for name, kind in _RUN_LOOKS.items():
        if is_on(child(properties, name)):
            yield kind
    if attribute(child(properties, "u"), "val") not in (None, "none"):
        yield "underline"
    raised = attribute(child(properties, "vertAlign"), "val") or local(run)
    if raised in _RAISED:
        yield _RAISED[raised]
