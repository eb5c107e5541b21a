"""Bytes to text: any encoding, and nothing changed but line endings."""

import codecs

from charset_normalizer import from_bytes

from rag.text.languages import detect_language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SHIFT = b"\x1b$"
"""The escape to characters of two bytes (ISO/IEC 2022); terminals use another one."""

_SHIFT_TO_KOREAN = b"\x1b$)C"

# The last two are no characters (Unicode, chapter 23.7): the mark of UTF-16, turned.
_CONTROLS = "".join(
    map(chr, (*range(9), *range(14, 27), *range(28, 32), 127, 0xFFFE, 0xFFFF))
)
_ASCII_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

MAX_CONTROL_SHARE = 0.001
"""Share of control characters above which data is not text."""

MIN_GOOD_PER_BAD = 20
"""With that many good UTF-8 characters to a bad byte data is damaged UTF-8.

So many more zeros there are in one half of UTF-16's bytes than in the other.
"""

MIN_ZERO_SHARE = 0.3
"""UTF-16 of mostly ASCII has a zero in nearly every other byte."""

MAX_LATIN_HIGH_SHARE = 0.3
"""Text in Latin letters has fewer letters than that beyond ASCII; Czech has 0.17."""

MIN_LATIN_SHARE = 0.95
"""Share of the characters beyond ASCII that must be of one language's alphabet."""

_PUNCTUATION = "“”‘’„‚‹›«»–—…€£§©®™°·•×¿¡ªº²³½¼¾\xa0\xad"
_WESTERN = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "áéíóúñü",  # Spanish
    "áâãàçéêíóôõúü",  # Portuguese
    "äöüßé",  # German
    "àèéìíîòóùú",  # Italian
    "áàéèëêïíöóü",  # Dutch
    "åäöæøéü",  # Scandinavian languages, Finnish
    "áðéíóúýþæö",  # Icelandic
)
_WESTERN_LANGUAGES = frozenset({
    "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "is", "it", "nb", "nl",
    "nn", "no", "pt", "sv",
})  # fmt: skip
_CENTRAL = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
)
_ALPHABETS = (  # of equally good ones the first counts
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1254", ("çğıöşüâîûİ",)),  # Turkish
    ("cp1257", ("āčēģīķļņšūž", "ąčęėįšųūž", "õäöüšž")),  # Baltic languages
    ("mac_roman", _WESTERN),
)


def decode(data: bytes) -> str | None:
    r"""Decode text: by its byte order mark, as UTF-8, as UTF-16, or as it looks.

    Damaged bytes in text that is UTF-8 otherwise become U+FFFD.

    Args:
        data: A whole file.

    Returns:
        The text, with line feeds for all line endings, without a byte order mark and
        without lone surrogates; None where the data is not text.

    Example:
        >>> decode("caf\xe9\r\n".encode("cp1252"))
        'café\n'
    """
    text = _decoded(data)
    if text is None or "\x00" in text or _is_binary(text):
        return None
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    r"""Write all line endings as line feeds.

    Example:
        >>> with_line_feeds("a\r\nb\rc")
        'a\nb\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data:
        return _utf32(data) or _utf16(data)
    if SHIFT in data:
        return _shifted(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _latin(data) or _guessed(data)


def _shifted(data: bytes) -> str:
    """Decode text of seven bits that changes its alphabet by escapes (ISO/IEC 2022)."""
    encoding = "iso2022_kr" if _SHIFT_TO_KOREAN in data else "iso2022_jp_2"
    return data.decode(encoding, "replace")


def _utf32(data: bytes) -> str | None:
    """Decode UTF-32 without a mark: few other data hold numbers of characters alone."""
    for encoding in ("utf-32-le", "utf-32-be"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: text that is zero in every other byte."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = data[first::2].count(0), data[1 - first :: 2].count(0)
        if zeros > MIN_ZERO_SHARE * len(data) / 2 and zeros > MIN_GOOD_PER_BAD * others:
            return data.decode(encoding, "replace")
    return None


def _damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text if good >= MIN_GOOD_PER_BAD * bad else None


def _latin(data: bytes) -> str | None:
    """Decode text in Latin letters as the language whose alphabet it keeps to.

    General guessing takes "ñ" for "ń" in many a Spanish text.
    """
    beyond = data.translate(None, delete=bytes(range(0x80)))
    letters = len(data) - len(data.translate(None, delete=_ASCII_LETTERS))
    if len(beyond) > MAX_LATIN_HIGH_SHARE * (letters + len(beyond)):
        return None
    shares = {
        encoding: _best_share(beyond.decode(encoding, "replace"), alphabets)
        for encoding, alphabets in _ALPHABETS
    }
    best = max(shares, key=shares.__getitem__)
    is_good = shares[best] >= MIN_LATIN_SHARE
    return data.decode(best, "replace") if is_good else _western(data)


def _western(data: bytes) -> str | None:
    """Decode a western language's text with names of its neighbours: "Périgueux".

    Its words are known by their letters of ASCII, most of which no encoding changes.
    """
    if detect_language(data.decode("ascii", "ignore")) not in _WESTERN_LANGUAGES:
        return None
    beyond = data.translate(None, delete=bytes(range(0x80)))
    letters = ("".join(_WESTERN),)
    shares = {
        encoding: _best_share(beyond.decode(encoding, "replace"), letters)
        for encoding in ("cp1252", "mac_roman")
    }
    best = max(shares, key=shares.__getitem__)
    is_good = shares[best] >= MIN_LATIN_SHARE
    return data.decode(best, "replace") if is_good else None


def _best_share(text: str, alphabets: tuple[str, ...]) -> float:
    """Give the largest share of a text's characters that one alphabet covers."""
    known = (set(letters + letters.upper() + _PUNCTUATION) for letters in alphabets)
    return max(sum(map(text.count, letters)) for letters in known) / len(text)


def _guessed(data: bytes) -> str | None:
    """Let charset-normalizer guess; a guess can hold what is no text at all."""
    best = from_bytes(data).best()
    return str(best).encode("utf-8", "replace").decode() if best else None


def _is_binary(text: str) -> bool:
    return sum(text.count(each) for each in _CONTROLS) > MAX_CONTROL_SHARE * len(text)
