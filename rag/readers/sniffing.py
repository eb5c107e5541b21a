"""What a file is, told by its content; its name is not to be trusted."""

import re

_ZIP = b"PK\x03\x04"
# In this order, for a book may have OpenDocument's manifest, too (EPUB OCF, META-INF).
_ZIP_MEMBERS = (  # names stand uncompressed in an archive
    (b"META-INF/container.xml", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"META-INF/manifest.xml", "odt"),
    (b"word/", "docx"),
)
_FOREIGN_MEMBERS = (
    (b"xl/workbook.xml", "an Excel workbook"),
    (b"ppt/presentation.xml", "a PowerPoint presentation"),
)
# An office file under a password is an OLE file that holds it encrypted, in a stream of
# this name ([MS-OFFCRYPTO]); old Office files are OLE files, too.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    # Each comment ends at its first "-->", for good: else sixty comments without a
    # tag behind them could be read in 2 ** 60 ways.
    r"\s*+(?:<\?xml[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+<(?:!doctype html|html|head|body"
    r"|script|style|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    r"(?:[\w-]++:.*+\n(?:[ \t].*+\n)*+)*?Content-Type:\s*+multipart/related",
    re.IGNORECASE,
)
_BINARIES = (
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"RIFF", "an image, sound or video file (RIFF)"),
    (b"OggS", "a sound or video file (Ogg)"),
    (b"ID3", "a sound file (MP3)"),
    (b"fLaC", "a sound file (FLAC)"),
    (b"\x1aE\xdf\xa3", "a video file (Matroska)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ", "a Windows program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_WEBP = b"WEBP"
_PDF = b"%PDF-"
PDF_HEADER_BYTES = 1_024
"""How far from the start readers look for a PDF's header (ISO 32000-1, annex H)."""

HTML_CHARS = 2_000
"""How far into a text its first tag may stand, after comments."""


def document_module(data: bytes) -> str | None:
    r"""Tell which reader a file is for that is no plain text.

    Args:
        data: The whole file.

    Returns:
        The name of a module of this package, or None.

    Example:
        >>> document_module(b"%PDF-1.7 ...")
        'pdf'
    """
    if _PDF in data[:PDF_HEADER_BYTES]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES) or data[8:12] == _WEBP:
        return "images"
    if data.startswith(_ZIP):
        return next((name for mark, name in _ZIP_MEMBERS if mark in data), None)
    # Most encodings have ASCII's tags; a page says itself which one it is in.
    return "html" if is_html(data[:HTML_CHARS].decode("latin-1")) else None


def is_mhtml(text: str) -> bool:
    r"""Tell whether a text begins as a page saved as one file does (RFC 2557).

    Example:
        >>> is_mhtml("Subject: x\nContent-Type: multipart/related;\n\ttype=x\n\n")
        True
    """
    return _MHTML.match(text[:HTML_CHARS]) is not None


def is_html(text: str) -> bool:
    """Tell whether a text begins as a web page does.

    Example:
        >>> is_html("<!-- saved --><!DOCTYPE html><html>...")
        True
    """
    return _HTML.match(text[:HTML_CHARS]) is not None


def binary_kind(data: bytes) -> str:
    """Name the kind of data that no reader is for.

    Example:
        >>> binary_kind(b"GIF89a...")
        'a GIF image'
    """
    if data.startswith(_ZIP):
        found = (kind for mark, kind in _FOREIGN_MEMBERS if mark in data)
        return next(found, "a zip archive")
    if data.startswith(_OLE):
        is_locked = _ENCRYPTED_PACKAGE in data
        return "an office file under a password" if is_locked else "an old Office file"
    # Four bytes before say how long the box of this name is (ISO/IEC 14496-12).
    if data[4:8] == b"ftyp":
        return "a video, sound or image file (MP4)"
    found = (kind for mark, kind in _BINARIES if data.startswith(mark))
    return next(found, "binary data")
