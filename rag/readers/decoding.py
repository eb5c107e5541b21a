"""Bytes to text: any encoding, and nothing changed but line endings."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = re.compile(r"\r\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

MAX_CONTROL_SHARE = 0.001
"""Share of control characters above which data is not text."""

MIN_GOOD_PER_BAD = 20
"""Data with that many good UTF-8 characters to a bad byte is damaged UTF-8."""

MIN_ZERO_SHARE = 0.3
"""UTF-16 of mostly ASCII has a zero in nearly every other byte."""


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
    return _NEWLINES.sub("\n", text)


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data:
        return _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _guessed(data)


def _utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: text that is zero in every other byte."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = data[first::2].count(0)
        if zeros > MIN_ZERO_SHARE * len(data) / 2 and not data[1 - first :: 2].count(0):
            return data.decode(encoding, "replace")
    return None


def _damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(data) - len(text.encode("ascii", "ignore")) - bad
    return text if good >= MIN_GOOD_PER_BAD * bad else None


def _guessed(data: bytes) -> str | None:
    """Let charset-normalizer guess; a guess can hold what is no text at all."""
    best = from_bytes(data).best()
    return str(best).encode("utf-8", "replace").decode() if best else None


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text)
