"""What a file is, told by its content; its name is not to be trusted."""

import re
import struct

_ZIP = b"PK\x03\x04"
# In this order, for a book may have OpenDocument's manifest, too (EPUB OCF, META-INF).
_ZIP_MEMBERS = (  # beginnings of names, which stand uncompressed in an archive
    (b"META-INF/container.xml", "epub"),
    (b"META-INF/manifest.xml", "odt"),
    (b"word/document", "docx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"ppt/presentation.xml", "pptx"),
)
_ODT_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
ODT_TYPE_BYTES = 100
"""The name and content of the first member stand so near the start (part 3, 2.2.4)."""

_BINARY_WORKBOOK = b"xl/workbook.bin"
_ZIP_END = b"PK\x05\x06"
_ZIP_ENTRY = b"PK\x01\x02"
_NAME_AT = 46
"""Where an entry of an archive's directory has its name (APPNOTE.TXT, 4.3.12)."""

_DIRECTORY = struct.Struct("<I")
_DIRECTORY_AT = 16
"""Where the end of an archive says where its directory is (4.3.16)."""

# An office file under a password is an OLE file that holds it encrypted, in a stream of
# this name ([MS-OFFCRYPTO]); old Office files are OLE files, too.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
BINARY = "binary data"
LOCKED, OLD_OFFICE = "an office file under a password", "an old Office file"
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
_WEBVTT = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_SUBRIP = re.compile(
    r"\s*+\d++[ \t]*+\n[ \t]*+(?:\d\d?:)?\d\d:\d\d[,.]\d{1,3}[ \t]++-->[ \t]"
)
_JSON_TEXT = re.compile(r'\s*+(?:\[\s*+)?\{\s*+"')
_HEADER = re.compile(rb"(?:From )?[\w-]++:[ \t].*+\r?\n", re.IGNORECASE)
_MAIL_FIELDS = re.compile(
    rb"^(from|to|date|subject|received|message-id|return-path|mime-version"
    rb"|delivered-to|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_SURE_MAIL_FIELDS = frozenset(
    (b"received", b"message-id", b"return-path", b"delivered-to", b"mime-version")
)
MIN_MAIL_FIELDS = 3
_SAVED_PAGE = re.compile(
    rb"^(?:From: <Saved by |Snapshot-Content-Location:|"
    rb"Subject: Exported From Confluence)",
    re.MULTILINE,
)
"""Of browsers, and of a wiki whose pages Word opens; neither was sent by anybody."""

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
HEIC = "a HEIC picture"
_HEIC_BRANDS = (
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
)  # fmt: skip
"""ISO/IEC 23008-12, annex B; what iPhones write begins with the first."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_RIFF, _WEBP = b"RIFF", b"WEBP"
_PDF = b"%PDF-"
_PDF_END = b"startxref"
PDF_HEADER_BYTES = 1_024
"""How far from the start readers look for a PDF's header (ISO 32000-1, annex H)."""

MAIL_HEADER_BYTES = 65_536
JSON_CHARS = 2_000
"""How far into an article in JSON its text may be named."""

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
    if data.startswith(_ZIP):
        return _archive_module(data)
    if _is_pdf(data):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    is_webp = data.startswith(_RIFF) and data[8:12] == _WEBP
    if data.startswith(_PICTURES) or is_webp:
        return "images"
    if is_mail(data):
        return "mail"
    # Most encodings have ASCII's tags; a page says itself which one it is in.
    return "html" if is_html(data[:HTML_CHARS].decode("latin-1")) else None


def _is_pdf(data: bytes) -> bool:
    """Tell a PDF, which may begin with other bytes, from a text that names its mark."""
    is_near = _PDF in data[:PDF_HEADER_BYTES]
    return data.startswith(_PDF) or (is_near and _PDF_END in data)


def _archive_module(data: bytes) -> str | None:
    if _ODT_TYPE in data[:ODT_TYPE_BYTES]:
        return "odt"
    if _has(data, _BINARY_WORKBOOK):
        return None
    return next((name for mark, name in _ZIP_MEMBERS if _has(data, mark)), "zip")


def _has(data: bytes, name: bytes) -> bool:
    """Tell whether an archive has a member whose name begins so.

    By its directory: one within it, packed or not, is another archive's. Where that was
    cut off, anything in the file counts.
    """
    end = data.rfind(_ZIP_END)
    at = end + _DIRECTORY_AT
    if end < 0 or at + _DIRECTORY.size > len(data):
        return name in data
    start, *_ = _DIRECTORY.unpack_from(data, at)
    entry = re.compile(
        re.escape(_ZIP_ENTRY)
        + b".{%d}" % (_NAME_AT - len(_ZIP_ENTRY))
        + re.escape(name),
        re.DOTALL,
    )
    return entry.search(data, start, end) is not None


def is_mail(data: bytes) -> bool:
    r"""Tell whether a file begins with the header of a message (RFC 5322, 3.6).

    Three fields that a letter could also begin with are not enough, and a page that a
    browser saved as a message is none.

    Example:
        >>> is_mail(b"From: Jo\nTo: Ann\nMessage-ID: <1@example.org>\n\nHello")
        True
    """
    if not _HEADER.match(data):
        return False
    header = re.split(rb"\r?\n\r?\n", data[:MAIL_HEADER_BYTES], maxsplit=1)[0]
    fields = {found.lower() for found in _MAIL_FIELDS.findall(header)}
    return (
        len(fields) >= MIN_MAIL_FIELDS
        and not fields.isdisjoint(_SURE_MAIL_FIELDS)
        and _SAVED_PAGE.search(header) is None
    )


def is_subtitles(text: str) -> bool:
    r"""Tell whether a text begins as subtitles do, in WebVTT or SubRip.

    Example:
        >>> is_subtitles("1\n00:00:01,000 --> 00:00:03,000\nHello")
        True
    """
    return bool(_WEBVTT.match(text) or _SUBRIP.match(text))


def is_json_article(text: str) -> bool:
    """Tell whether a text begins as an object of JSON that has a text.

    Example:
        >>> is_json_article('[{"title": "Tides", "text": "They turn."}]')
        True
    """
    return bool(_JSON_TEXT.match(text)) and '"text"' in text[:JSON_CHARS]


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
        # Of all others each file in them is read.
        return "an Excel workbook in binary form (XLSB)"
    if data.startswith(_OLE):
        is_locked = _ENCRYPTED_PACKAGE in data
        return LOCKED if is_locked else OLD_OFFICE
    # Four bytes before say how long the box of this name is (ISO/IEC 14496-12).
    if data[4:8] == b"ftyp":
        if data[8:12] in _HEIC_BRANDS:
            return HEIC
        return "a video, sound or image file (MP4)"
    found = (kind for mark, kind in _BINARIES if data.startswith(mark))
    return next(found, BINARY)
