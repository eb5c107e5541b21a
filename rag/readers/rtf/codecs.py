"""How the bytes of a rich text file are read: by its code page, or its fonts'."""

import codecs
from collections.abc import Callable

WESTERN = "cp1252"

_CHARSETS = {  # RTF specification 1.9.1, "Font table"; 0 and 1 are the file's own
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES = {936: "gb18030", 10000: "mac_roman", 65001: "utf-8"}
_WIDE = (128, 129, 130, 134, 136)
"""Character sets of East Asia, all of whose fonts are monospaced."""

SYMBOLS = 2
"""The character set of fonts whose letters are pictures."""

BULLET = "•"
_BULLET_BYTE = 0xB7
_PICTURES = range(0xF000, 0xF100)
"""Where Unicode's private area holds the characters of such fonts."""


class FontCodecs:
    r"""Decodes text in the font that it is set in.

    Usage:
        fonts = FontCodecs()
        fonts.set_charset(0, 204)
        fonts.decode(b"\xe4\xe0", 0)
    """

    def __init__(self) -> None:
        self._page = WESTERN
        self._charsets: dict[int | None, int] = {}
        self._pages: dict[int | None, str] = {}
        self._fixed: dict[int | None, bool] = {}

    def set_page(self, number: int) -> None:
        """Set the code page of the file."""
        self._page = _page_codec(number) or self._page

    def set_charset(self, font: int | None, charset: int) -> None:
        """Note which characters a font has."""
        self._charsets[font] = charset

    def set_font_page(self, font: int | None, number: int) -> None:
        """Note the code page of a font."""
        if codec := _page_codec(number):
            self._pages[font] = codec

    def set_monospaced(self, font: int | None, _number: int) -> None:
        """Note that all letters of a font are equally wide."""
        self._fixed[font] = True

    def set_pitch(self, font: int | None, number: int) -> None:
        """Note whether they are."""
        # 0: the default, 1: fixed, 2: variable (specification 1.9.1, "Font table").
        if number:
            self._fixed[font] = number == 1

    def is_fixed(self, font: int | None) -> bool:
        """Tell whether a font's letters are equally wide, as those of code are."""
        is_wide = self._charsets.get(font) in _WIDE
        return self._fixed.get(font, False) and not is_wide

    def decode(self, data: bytes, font: int | None) -> str:
        """Decode bytes; of a font of pictures, its bullets are all that is text."""
        if self._charsets.get(font) == SYMBOLS:
            return BULLET * data.count(_BULLET_BYTE)
        charset = self._charsets.get(font, 0)
        codec = self._pages.get(font) or _CHARSETS.get(charset, self._page)
        return data.decode(codec, "replace")

    def character(self, number: int) -> str:
        """Give the character of a number from -32,768 to 65,535."""
        code = number % 0x10000
        if code in _PICTURES:
            return BULLET if code % 0x100 == _BULLET_BYTE else ""
        return chr(code)


FONT_WORDS: dict[str, Callable[[FontCodecs, int | None, int], None]] = {
    "fcharset": FontCodecs.set_charset,
    "cpg": FontCodecs.set_font_page,
    "fmodern": FontCodecs.set_monospaced,
    "fprq": FontCodecs.set_pitch,
}
"""Control words of the font table, each said of the font that is described."""


def _page_codec(number: int) -> str | None:
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
