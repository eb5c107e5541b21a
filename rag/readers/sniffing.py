"""What a file is, told by its first bytes; its name is not to be trusted."""

_DOCUMENTS = (
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt)"),
    (b"{\\rtf", "a rich text document (RTF)"),
)
_BINARIES = (
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
_PDF = b"%PDF-"
PDF_HEADER_BYTES = 1_024
"""How far from the start readers look for a PDF's header (ISO 32000-1, annex H)."""


def document_kind(data: bytes) -> str | None:
    """Name a document format that may look like text, or holds text of its own.

    Example:
        >>> document_kind(b"%PDF-1.7 ...")
        'a PDF document'
    """
    if _PDF in data[:PDF_HEADER_BYTES]:
        return "a PDF document"
    return _named(data, _DOCUMENTS)


def binary_kind(data: bytes) -> str:
    """Name the kind of data that could not be read as text.

    Example:
        >>> binary_kind(b"GIF89a...")
        'a GIF image'
    """
    if data[4:8] == b"ftyp":
        return "a video, sound or image file (MP4)"
    return _named(data, _BINARIES) or "binary data"


def _named(data: bytes, signatures: tuple[tuple[bytes, str], ...]) -> str | None:
    return next((kind for mark, kind in signatures if data.startswith(mark)), None)
