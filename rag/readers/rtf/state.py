"""What holds at a place in a rich text file, and the control words that change it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rag.readers.draft import MAX_LEVEL
from rag.readers.rtf.flow import Flow
from rag.readers.rtf.looks import Looks, RtfPiece, changed

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


@dataclass(slots=True)
class RtfState:
    """What holds in a group, and again for what follows when a group in it ends."""

    flow: Flow
    sink: list[RtfPiece] | None
    place: str = ""
    font: int | None = None
    skipped: int = 1
    is_hidden: bool = False
    is_in_table: bool = False
    style: int = 0
    outline: int | None = None
    depth: int = 0
    looks: Looks = field(default_factory=dict)

    def level(self, styles: Mapping[int, str]) -> int:
        """Give the level of the paragraph as a heading (a title's is 1), or 0.

        Args:
            styles: The names of the file's styles.
        """
        if self.outline is not None:
            # Level 9 is that of body text.
            return self.outline + 1 if self.outline < MAX_LEVEL else 0
        name = styles.get(self.style, "")
        match = _HEADING.match(name)
        return min(int(match[1]), MAX_LEVEL) if match else int(name == "Title")

    def set_skipped(self, number: int) -> None:
        """Set how many characters stand in for one of Unicode."""
        self.skipped = number

    def set_hidden(self, number: int) -> None:
        """Hide what follows, or show it (0)."""
        self.is_hidden = number != 0

    def set_style(self, number: int) -> None:
        """Set the style of the paragraph."""
        self.style = number

    def set_outline(self, number: int) -> None:
        """Set the level of the paragraph in the outline, from 0."""
        self.outline = number

    def set_depth(self, number: int) -> None:
        """Set how deep in lists the paragraph is, from 0."""
        self.depth = number

    def set_in_table(self, number: int) -> None:
        """Put the paragraph into a table, or out of it (0)."""
        self.is_in_table = number != 0

    def reset_height(self, _number: int) -> None:
        """Put what follows on the line again."""
        self.looks = changed(changed(self.looks, "raised", None), "lowered", None)

    def reset_paragraph(self, _number: int) -> None:
        """Forget what was said of the paragraph."""
        self.style, self.outline, self.depth = 0, None, 0
        self.is_in_table = False

    def reset_characters(self, _number: int) -> None:
        """Forget how characters look; what they lead to is none of their looks."""
        self.is_hidden = False
        self.looks = changed({}, "link", self.looks.get("link"))


CHANGES: dict[str, Callable[[RtfState, int], None]] = {
    "uc": RtfState.set_skipped,
    "v": RtfState.set_hidden,
    "deleted": RtfState.set_hidden,
    "s": RtfState.set_style,
    "outlinelevel": RtfState.set_outline,
    "ilvl": RtfState.set_depth,
    "intbl": RtfState.set_in_table,
    "nosupersub": RtfState.reset_height,
    "pard": RtfState.reset_paragraph,
    "plain": RtfState.reset_characters,
}
"""Control words that change nothing but what holds from here on."""
