"""Which of Word's paragraphs are headings or items of a list, by their styles.

The format is ECMA-376, part 1, 17.7 (Styles).
"""

import re
from dataclasses import dataclass

from rag.readers.draft import MAX_LEVEL
from rag.readers.office.archive import Archive
from rag.readers.office.docx_numbers import Numbering
from rag.readers.office.xmltree import (
    Element,
    attribute,
    child,
    local,
    named,
    words,
)
from rag.readers.plain.lines import ends_sentence
from rag.readers.style_names import is_contents

NO_LIST = "0"
TITLE = "title"
CONTENTS = "Table of Contents"
"""The gallery from which Word and Google Docs put these in."""

MIN_SENTENCE_CHARS = 40
"""What is shorter may be a heading that asks something."""

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


class WordStyles:
    """Which styles are headings or lists, themselves or by the style under them."""

    def __init__(self, archive: Archive, folder: str) -> None:
        styles, numbering = (
            archive.xml(f"{folder}/{name}.xml") for name in ("styles", "numbering")
        )
        self._numbering = Numbering(numbering)
        self._styles = {
            attribute(s, "styleId"): s for s in styles if local(s) == "style"
        }
        self._looks: dict[str | None, _Look] = {}

    def level(self, paragraph: Element) -> int:
        """Give the level of a heading (a title's is 1), or 0."""
        return self._look(paragraph).level or 0

    def is_title(self, paragraph: Element) -> bool:
        """Tell whether a paragraph has the style of a document's title."""
        return self._name(paragraph).lower() == TITLE

    def is_contents(self, part: Element) -> bool:
        """Tell whether a part of a body is contents: by its gallery or its style."""
        gallery = child(part, "sdtPr", "docPartObj", "docPartGallery")
        if attribute(gallery, "val") == CONTENTS:
            # What is written below contents may have come to stand within them.
            return not any(map(_is_sentence, named(part, "p")))
        return is_contents(self._name(part))

    def _name(self, paragraph: Element) -> str:
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        return attribute(child(self._styles.get(style), "name"), "val") or ""

    def marker(self, paragraph: Element) -> tuple[str, int]:
        """Count a paragraph; give its number or bullet, "" for none, and its level."""
        look = self._look(paragraph)
        if look.list_id in (None, NO_LIST):
            return "", 0
        at = self._numbering.level_of(look.list_id, look.list_style)
        depth = int(look.list_level) if look.list_level else at
        return self._numbering.marker(look.list_id, depth), depth

    def _look(self, paragraph: Element) -> "_Look":
        properties = child(paragraph, "pPr")
        style = self._look_of_style(attribute(child(properties, "pStyle"), "val"))
        return _own_look(properties, None).over(style)

    def _look_of_style(self, name: str | None) -> "_Look":
        """Put together what a style and its bases say, once for each of them."""
        bases: dict[str | None, _Look] = {}
        # Styles may be based on one another in a circle.
        while name not in bases and name not in self._looks and name in self._styles:
            style = self._styles[name]
            bases[name] = _own_look(child(style, "pPr"), style)
            name = attribute(child(style, "basedOn"), "val")
        look = self._looks.get(name, _Look())
        for name, own in reversed(bases.items()):
            look = self._looks[name] = own.over(look)
        return look


def _is_sentence(paragraph: Element) -> bool:
    text = words(paragraph) or ""
    return len(text) >= MIN_SENTENCE_CHARS and ends_sentence(text)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph or a style says of its level and its list; None: nothing.

    `list_style` is the id of the style that names the list.
    """

    level: int | None = None
    list_id: str | None = None
    list_level: str | None = None
    list_style: str | None = None

    def over(self, base: "_Look") -> "_Look":
        """Take from a base what this says nothing of."""
        has_list = self.list_id is not None
        return _Look(
            level=base.level if self.level is None else self.level,
            list_id=self.list_id if has_list else base.list_id,
            # A paragraph may be in its style's list, on a level of its own.
            list_level=self.list_level or (None if has_list else base.list_level),
            list_style=self.list_style if has_list else base.list_style,
        )


def _own_look(properties: Element | None, style: Element | None) -> _Look:
    numbers = child(properties, "numPr")
    return _Look(
        level=_own_level(properties, style),
        list_id=attribute(child(numbers, "numId"), "val"),
        list_level=attribute(child(numbers, "ilvl"), "val"),
        list_style=attribute(style, "styleId"),
    )


def _own_level(properties: Element | None, style: Element | None) -> int | None:
    outline = attribute(child(properties, "outlineLvl"), "val")
    # Level 9 is that of body text (outlineLvl).
    if outline is not None and outline.isdecimal():
        return int(outline) + 1 if int(outline) < MAX_LEVEL else 0
    name = attribute(child(style, "name"), "val") or ""
    match = _HEADING.fullmatch(name)
    if match is None:
        return 1 if name.lower() == TITLE else None
    return min(int(match[1]), MAX_LEVEL)
