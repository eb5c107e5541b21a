"""Ligatures of which a PDF's font names the last letter alone: "signiicant", "he".

Programs that write PDFs anew lose the others. What is drawn is as wide as all of them.
"""

import ctypes
from collections.abc import Iterator
from math import nan

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw  # type: ignore[import-untyped]  # it has no stubs

TH = "\ufdd0"
"""Stands for "Th", which has no character of its own: this one is nobody's."""

LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", TH: "Th"}

MIN_SHARE, MAX_SHARE = 0.75, 1.05
"""A ligature's width, in that of its letters side by side: 0.77 to 1.02 in eleven
reports of as many publishers. A small capital L may be as wide as "fl"."""

USUAL_SHARE = 0.1
"""The letters beside it are as wide as most, within that: small capitals are wider."""

_LASTS = sorted({letters[-1] for letters in LETTERS.values()})
_A, _Z = ord("A"), ord("z")
_Mask = NDArray[np.bool_]


def set_ligatures(glyphs: NDArray[np.void]) -> None:
    """Put the character of a ligature where only its last letter is named.

    Args:
        glyphs: The characters of a page, of type `glyphs.GLYPH`; they are changed.
    """
    codes, lefts = glyphs["code"], glyphs["left"]
    # Of a ligature whose font names all of them the letters stand at one place.
    again = np.zeros(len(glyphs) + 1, np.bool_)
    again[1:-1] = lefts[1:] == lefts[:-1]
    is_letter = (codes >= _A) & (codes <= _Z) & ~(again[1:] | again[:-1])
    is_letter &= glyphs["size"] > 0
    widths = np.zeros(len(glyphs))
    sizes = glyphs["size"][is_letter]
    widths[is_letter] = (glyphs["right"] - lefts)[is_letter] / sizes
    if not _may_have(codes, widths, is_letter):
        return
    for of_font in _by_font(glyphs, is_letter):
        usual = _Usual(codes[of_font], widths[of_font])
        for last in _LASTS:
            is_wide = of_font & (codes == ord(last)) & (widths > usual[last])
            for at in np.flatnonzero(is_wide).tolist():
                found = _ligature(last, widths[at], usual)
                if found and _are_usual(glyphs, widths, of_font, at, usual):
                    codes[at] = ord(found)


def _may_have(
    codes: NDArray[np.uint32], widths: NDArray[np.float64], of: _Mask
) -> bool:
    """Tell quickly whether one of the letters is much wider than most of its like."""
    for last in _LASTS:
        same = widths[of & (codes == ord(last))]
        if len(same) and same.max() > 2 * MIN_SHARE * np.median(same):
            return True
    return False


def _by_font(glyphs: NDArray[np.void], of: _Mask) -> Iterator[_Mask]:
    """Put the letters of each font together."""
    objects = np.unique_inverse(glyphs["drawn_by"])
    fonts = np.array([_font(int(address)) for address in objects.values], np.uint64)
    each = fonts[objects.inverse_indices]
    for font in np.unique(each[of]):
        if font:
            yield of & (each == font)


def _font(address: int) -> int:
    if not address:
        return 0
    text = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    return ctypes.cast(raw.FPDFTextObj_GetFont(text), ctypes.c_void_p).value or 0


class _Usual(dict[str, float]):
    """How wide most of each letter of a font are, in ems; NaN where there is none."""

    def __init__(self, codes: NDArray[np.uint32], widths: NDArray[np.float64]) -> None:
        super().__init__()
        self._codes, self._widths = codes, widths

    def __missing__(self, letter: str) -> float:
        same = self._widths[self._codes == ord(letter)]
        self[letter] = float(np.median(same)) if len(same) else nan
        return self[letter]


def _ligature(last: str, width: float, usual: _Usual) -> str | None:
    """Find the ligature that is as wide as a letter is drawn."""
    for ligature, letters in LETTERS.items():
        if letters[-1] == last:
            share = width / sum(usual[letter] for letter in letters)
            if MIN_SHARE <= share <= MAX_SHARE:
                return ligature
    return None


def _are_usual(
    glyphs: NDArray[np.void],
    widths: NDArray[np.float64],
    of_font: _Mask,
    at: int,
    usual: _Usual,
) -> bool:
    """Tell whether letters stand beside one in its word, as wide as elsewhere."""
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(glyphs) and of_font[n]]
    shares = [widths[n] / usual[chr(glyphs["code"][n])] for n in beside]
    # NaN beside what was found to be a ligature.
    return bool(shares) and not any(abs(share - 1) > USUAL_SHARE for share in shares)
