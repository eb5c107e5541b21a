"""What the signs of Word's fonts are in Unicode: bullets, ticks and arrows.

In a PDF they have private numbers (U+F0A7), or those of the letters in their places
("§"), of which their font alone tells.
"""

import re

import numpy as np
from numpy.typing import NDArray

_PRIVATE = 0xF000
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_IN_ANY_FONT = {0xB7: "•"} | {at: _WINGDINGS[at] for at in (0xA7, 0xFB, 0xFC)}
"""Where only the number tells. Of others the font Symbol has a sign that texts have."""

_NAME = re.compile(rb"Wingdings(?![ -]?[23])")


def is_wingdings(font_name: bytes) -> bool:
    """Tell whether a font is that of most bullets; two more of the name are not."""
    return _NAME.search(font_name) is not None


def set_signs(codes: NDArray[np.uint32], are_wingdings: NDArray[np.bool_]) -> None:
    """Put the signs that are seen in place of the numbers that a PDF has for them.

    Args:
        codes: The characters of a page.
        are_wingdings: Which of them are in that font.
    """
    for at, sign in _IN_ANY_FONT.items():
        codes[codes == _PRIVATE + at] = ord(sign)
    for at, sign in _WINGDINGS.items():
        here = are_wingdings & ((codes == at) | (codes == _PRIVATE + at))
        codes[here] = ord(sign)
