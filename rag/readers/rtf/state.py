"""What holds at a place in a rich text file, and the control words that change it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rag.readers.draft import MAX_LEVEL
from rag.readers.rtf.flow import Flow
from rag.readers.rtf.looks import Looks, RtfPiece, changed
from rag.readers.style_names import is_contents

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


@dataclass(slots=True)
class RtfState:
    """What holds in a group, and again for what follows when a group in it ends.

    `skipped` is how many characters stand in for one of Unicode, `depth` how deep in
    lists a paragraph is, and `outline` its level in the outline, both from 0.
    """

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

    def is_contents(self, styles: Mapping[int, str]) -> bool:
        """Tell whether the paragraph is a line of a table of contents."""
        return is_contents(styles.get(self.style, ""))

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


def _setting(
    name: str, kind: type[int] | type[bool] = int
) -> Callable[[RtfState, int], None]:
    return lambda state, number: setattr(state, name, kind(number))


CHANGES: dict[str, Callable[[RtfState, int], None]] = {
    "uc": _setting("skipped"),
    "v": _setting("is_hidden", bool),
    "deleted": _setting("is_hidden", bool),
    "s": _setting("style"),
    "outlinelevel": _setting("outline"),
    "ilvl": _setting("depth"),
    "intbl": _setting("is_in_table", bool),
    "nosupersub": RtfState.reset_height,
    "pard": RtfState.reset_paragraph,
    "plain": RtfState.reset_characters,
}
"""Control words that change nothing but what holds from here on."""
