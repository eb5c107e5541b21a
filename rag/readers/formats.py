"""The formats that are read, and how a file's is told: by content before name."""

from collections.abc import Callable
from dataclasses import dataclass

from rag.readers.bundles.json_articles import read_json
from rag.readers.draft import Draft
from rag.readers.markdown import read_markdown
from rag.readers.naming import file_name
from rag.readers.plain.decoding import decode
from rag.readers.plain.separated import read_separated
from rag.readers.plain.text import read_with_tables
from rag.readers.sniffing import (
    document_module,
    is_html,
    is_json_article,
    is_mhtml,
    is_subtitles,
)

MAX_HERE_BYTES = 2**16
"""A longer text is read apart, with limits of time and memory."""

MAX_MARKDOWN_HERE_BYTES = 2**13
"""A longer one is read apart: markdown-it and html.parser take the square of some
texts' length, and a second for 64 KiB of these."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read, and the endings that its files' names have.

    Args:
        name: As people say it.
        suffixes: Endings in lower case.
        module: The module of this package that reads the file in a process of its own.
        read: Reads decoded text here, while it is short.
        max_here_bytes: How large that is.
        is_bundle: Whether a file may hold several articles (see `contents`).
        is_named: Whether its name tells it from other texts, where no content does.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    read: Callable[[str], Draft] | None = None
    max_here_bytes: int = MAX_HERE_BYTES
    is_bundle: bool = False
    is_named: bool = False


PLAIN_TEXT = Format(
    "plain text", (".txt", ".text"), "plain.text", read_with_tables, is_named=True
)
MARKDOWN = Format(
    name="Markdown",
    suffixes=(".md", ".markdown", ".mdown", ".mkd"),
    module="markdown",
    read=read_markdown,
    max_here_bytes=MAX_MARKDOWN_HERE_BYTES,
    is_named=True,
)
HTML = Format("HTML", (".html", ".htm", ".xhtml"), "web.html")
MHTML = Format("MHTML", (".mhtml", ".mht"), "web.mhtml")
DOCX = Format("Word", (".docx", ".docm"), "office.docx")
ODT = Format("OpenDocument", (".odt",), "office.odt")
RTF = Format("rich text", (".rtf",), "rtf.rtf")
EPUB = Format("EPUB", (".epub",), "office.epub")
PDF = Format("PDF", (".pdf",), "pdf.pdf")
XLSX = Format("Excel", (".xlsx", ".xlsm"), "office.xlsx")
PPTX = Format("PowerPoint", (".pptx", ".pptm", ".ppsx"), "office.pptx")
SEPARATED = Format(
    name="separated values",
    suffixes=(".csv", ".tsv", ".tab"),
    module="plain.separated",
    read=read_separated,
    is_named=True,
)
SUBTITLES = Format("subtitles", (".srt", ".vtt"), "plain.subtitles", is_named=True)
MAIL = Format("mail", (".eml",), "bundles.mail", is_bundle=True, is_named=True)
JSON = Format(
    name="articles in JSON",
    suffixes=(".json", ".jsonl", ".ndjson"),
    module="bundles.json_articles",
    read=read_json,
    is_bundle=True,
    is_named=True,
)
ZIP = Format("zip archive", (".zip",), "bundles.archives", is_bundle=True)
PICTURE = Format(
    "picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"), "ocr.images"
)
FORMATS = (
    PLAIN_TEXT, MARKDOWN, HTML, MHTML, PDF, DOCX, ODT, RTF, EPUB, XLSX, PPTX, SEPARATED,
    SUBTITLES, MAIL, JSON, ZIP, PICTURE,
)  # fmt: skip

UNICODE = (DOCX, ODT, EPUB, XLSX, PPTX)
"""Formats in which no character is in doubt: all of their text is XML."""

NO_TEXT = (*UNICODE, PDF, ZIP, PICTURE)
"""Formats whose files are no text in any encoding."""

_MADE_BY = {form.module.rpartition(".")[2]: form for form in FORMATS} | {"zip": ZIP}

SUFFIXES: tuple[str, ...] = tuple(s for form in FORMATS for s in form.suffixes)
"""Endings of the file names that are read, for a page's file chooser."""

DOCUMENT_SUFFIXES = tuple(s for s in SUFFIXES if s not in PICTURE.suffixes)
"""Those that are looked for in folders: of photos there, few are of text."""


def format_of(data: bytes, name: str) -> Format | None:
    """Tell a file's format: by content, and between formats of text by name.

    Args:
        data: The whole file.
        name: Its name.

    Returns:
        The format, or None where no reader knows it.

    Example:
        >>> format_of(b"%PDF-1.7 ...", "letter.txt").name
        'PDF'
    """
    form = document_format(data)
    if form:
        return form
    text = decode(data)
    return None if text is None else text_format(text, name)


def document_format(data: bytes) -> Format | None:
    """Tell the format of what is no text; None where it is text, or unknown."""
    module = document_module(data)
    return _MADE_BY[module] if module else None


def text_format(text: str, name: str) -> Format:
    """Tell the format of a decoded text; any is plain text at least."""
    lowered = file_name(name).lower()
    # A page whose first tags are missing may begin with any tag.
    is_named_html = lowered.endswith(HTML.suffixes) and text.lstrip().startswith("<")
    if is_html(text) or is_named_html:
        return HTML
    if is_mhtml(text):
        return MHTML
    if is_subtitles(text):
        return SUBTITLES
    if is_json_article(text):
        return JSON
    named = (f for f in FORMATS if f.is_named and lowered.endswith(f.suffixes))
    return next(named, PLAIN_TEXT)
