"""Ligatures of which a PDF's font names the last letter alone: "signiicant", "he".

Programs that write PDFs anew lose the others. What is drawn is as wide as all of them.
"""

import ctypes
from collections.abc import Iterator

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

_A, _Z = ord("A"), ord("z")
_Widths = dict[str, float]
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
        usual = _usual(codes[of_font], widths[of_font])
        for at in np.flatnonzero(of_font):
            found = _ligature(chr(codes[at]), widths[at], usual)
            if found and _are_usual(glyphs, widths, of_font, int(at), usual):
                codes[at] = ord(found)


def _may_have(
    codes: NDArray[np.uint32], widths: NDArray[np.float64], of: _Mask
) -> bool:
    """Tell quickly whether one of the letters is much wider than most of its like."""
    for last in {letters[-1] for letters in LETTERS.values()}:
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


def _usual(codes: NDArray[np.uint32], widths: NDArray[np.float64]) -> _Widths:
    """Give how wide most of each letter are, in ems."""
    return {
        chr(letter): float(np.median(widths[codes == letter]))
        for letter in np.unique(codes)
    }


def _ligature(last: str, width: float, usual: _Widths) -> str | None:
    """Find the ligature that is as wide as a letter is drawn."""
    for ligature, letters in LETTERS.items():
        if letters[-1] == last and all(letter in usual for letter in letters):
            share = width / sum(usual[letter] for letter in letters)
            if MIN_SHARE <= share <= MAX_SHARE:
                return ligature
    return None


def _are_usual(
    glyphs: NDArray[np.void],
    widths: NDArray[np.float64],
    of_font: _Mask,
    at: int,
    usual: _Widths,
) -> bool:
    """Tell whether letters stand beside one in its word, as wide as elsewhere."""
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(glyphs) and of_font[n]]
    shares = [widths[n] / usual.get(chr(glyphs["code"][n]), widths[n]) for n in beside]
    return bool(shares) and all(abs(share - 1) <= USUAL_SHARE for share in shares)
