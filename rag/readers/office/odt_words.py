"""The words of an OpenDocument text's paragraphs and cells, and how they look.

The format is ISO/IEC 26300 (OpenDocument 1.2), part 1, 20.370 to 20.400: properties of
text. A style says what it changes, and has the rest from its parent.
"""

from collections.abc import Iterator, Mapping

from rag.readers.office.xmltree import Element, attribute, child, local, named, words
from rag.readers.phrase import Phrase
from rag.types import LookKind

UNSEEN = (
    "tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls",
    "ruby-text", "table-of-content", "illustration-index", "table-index",
    "object-index", "user-index", "alphabetical-index",
)  # fmt: skip
"""What is not of the text; `ruby-text` is how the word before it is said, and contents
and an index repeat what stands elsewhere."""

MIN_BOLD = 600
"""The weight from which on letters look bold; "bold" is 700 (CSS fonts, level 3)."""

_PARAGRAPHS = ("p", "h")
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SIGNS = {"s": " ", "tab": " ", "line-break": "\n", "soft-page-break": ""}
_LINES: dict[str, LookKind] = {
    "text-line-through-style": "strike",
    "text-line-through-type": "strike",
    "text-underline-style": "underline",
}
_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "a": "text"}

Looks = Mapping[LookKind, str]


class TextStyles:
    """What the styles of a document say of letters.

    Args:
        parts: Where styles are; of two of one name the last holds.
    """

    def __init__(self, *parts: Element) -> None:
        self._fixed = {
            attribute(face, "name"): attribute(face, "font-pitch") == "fixed"
            for part in parts
            for face in named(part, "font-face")
        }
        self._styles = {
            (attribute(style, "family"), attribute(style, "name")): style
            for part in parts
            for style in named(part, "style")
        }
        self._known: dict[tuple[str | None, str | None], dict[LookKind, bool]] = {}

    def stated(self, element: Element) -> dict[LookKind, bool]:
        """Give how an element's style, or the styles it comes from, want it to look."""
        key = _FAMILIES.get(local(element)), attribute(element, "style-name")
        if key not in self._known:
            self._known[key] = self._by_chain(*key)
        return self._known[key]

    def _by_chain(self, family: str | None, name: str | None) -> dict[LookKind, bool]:
        chain: list[Element] = []
        # Styles may be each other's parents.
        while (style := self._styles.get((family, name))) is not None:
            if style in chain:
                break
            chain.append(style)
            name = attribute(style, "parent-style-name")
        stated: dict[LookKind, bool] = {}
        for style in reversed(chain):
            stated.update(self._own(child(style, "text-properties")))
        return stated

    def _own(self, letters: Element | None) -> Iterator[tuple[LookKind, bool]]:
        if weight := attribute(letters, "font-weight"):
            is_heavy = weight.isdecimal() and int(weight) >= MIN_BOLD
            yield "strong", weight == "bold" or is_heavy
        if slant := attribute(letters, "font-style"):
            yield "emphasis", slant in ("italic", "oblique")
        for name, kind in _LINES.items():
            if line := attribute(letters, name):
                yield kind, line != "none"
        if place := (attribute(letters, "text-position") or "").split():
            # As "super 58%", or "-33% 58%" of the height of the letters.
            height = place[0].rstrip("%")
            yield (
                "raised",
                height == "super" or height.replace(".", "").strip("0").isdecimal(),
            )
            yield "lowered", height == "sub" or height.startswith("-")
        face, pitch = (attribute(letters, f"font-{x}") for x in ("name", "pitch"))
        if face or pitch:
            yield "code", pitch == "fixed" or self._fixed.get(face, False)


class OdtWords:
    """Writes the text that is seen of paragraphs and cells, and how it looks.

    Args:
        styles: What styles say.
    """

    def __init__(self, styles: TextStyles) -> None:
        self._styles = styles

    def phrase(self, paragraph: Element, *, is_heading: bool = False) -> Phrase:
        """Write a paragraph without its notes and text boxes.

        All of a heading is set off from the text: its style is no emphasis in it.
        """
        phrase = Phrase()
        looks = {} if is_heading else _changed({}, self._styles.stated(paragraph))
        self._write(phrase, paragraph, looks)
        return phrase

    def cell(self, element: Element) -> Phrase:
        """Write a cell's paragraphs with their notes, boxes and inner tables."""
        phrase = Phrase()
        self._write_cell(phrase, element)
        return phrase

    def _write_cell(self, phrase: Phrase, element: Element) -> None:
        for part in element:
            if local(part) in _PARAGRAPHS:
                self._write(phrase, part, _changed({}, self._styles.stated(part)))
                phrase.write("\n")
                for _, box in inner_blocks(part):
                    self._write_cell(phrase, box)
            elif local(part) not in UNSEEN:
                self._write_cell(phrase, part)

    def _write(self, phrase: Phrase, element: Element, looks: Looks) -> None:
        _write_words(phrase, element.text, looks)
        for part in element:
            name = local(part)
            if name in _SIGNS:
                phrase.write(_SIGNS[name])
            elif name == "note":
                if label := _label(part):
                    phrase.note(label)
            elif name not in ("text-box", *UNSEEN) and not _is_alternative(part):
                self._write(phrase, part, self._within(part, looks))
            _write_words(phrase, part.tail, looks)

    def _within(self, part: Element, looks: Looks) -> Looks:
        """Tell how the words in a part look, by what those around it do."""
        inner = _changed(looks, self._styles.stated(part))
        address = attribute(part, "href") if local(part) == "a" else None
        return {**inner, "link": address} if address else inner


def _write_words(phrase: Phrase, text: str | None, looks: Looks) -> None:
    if text:
        phrase.turn(looks)
        phrase.write(text)


def _changed(looks: Looks, stated: Mapping[LookKind, bool]) -> Looks:
    if not stated:
        return looks
    kept = {kind: text for kind, text in looks.items() if stated.get(kind, True)}
    return kept | {kind: "" for kind, is_so in stated.items() if is_so}


def _is_alternative(element: Element) -> bool:
    """Tell whether an element names or describes a picture for who can't see it."""
    return element.tag.startswith(_SVG) and local(element) in ("title", "desc")


def _label(note: Element) -> str:
    return words(child(note, "note-citation")) or ""


def inner_blocks(element: Element, label: str = "") -> Iterator[tuple[str, Element]]:
    """Give the notes' bodies, with their labels, and text boxes in a paragraph."""
    for part in element:
        if local(part) in ("note-body", "text-box"):
            yield label, part
        elif local(part) not in UNSEEN:
            yield from inner_blocks(part, _label(part) if local(part) == "note" else "")
