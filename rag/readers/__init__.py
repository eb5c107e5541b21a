"""Files to articles: one module a format, told apart by content before name."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from rag.errors import EmptyFileError, FileTooLargeError, UnsupportedFormatError
from rag.readers.apart.parent import read_apart
from rag.readers.doubt import with_doubts
from rag.readers.draft import Draft, article_from_draft
from rag.readers.markdown import read_markdown
from rag.readers.naming import file_name
from rag.readers.ocr.scans import INSTALL, KeptScans, is_installed, with_scans
from rag.readers.plain.decoding import decode
from rag.readers.plain.text import read_text
from rag.readers.sniffing import binary_kind, document_module, is_html, is_mhtml
from rag.settings import MAX_FILE_BYTES
from rag.text.languages import detect_language
from rag.types import Article

log = logging.getLogger(__name__)

MEBIBYTE = 2**20
MAX_HERE_BYTES = 2**16
"""A longer text is read apart, with limits of time and memory."""

MAX_MARKDOWN_HERE_BYTES = 2**13
"""A longer one is read apart: markdown-it and html.parser take the square of some
texts' length, and a second for 64 KiB of these."""


MEND_FONTS = (
    f"its fonts don't say which characters they draw; {INSTALL}, or export it anew"
)
MEND_ENCODING = "its encoding is unknown; save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read, and the endings that its files' names have.

    Args:
        name: As people say it.
        suffixes: Endings in lower case.
        module: The module of this package that reads the file in a process of its own.
        read: Reads decoded text; formats that are text are told apart by name only,
            and read here while they are small.
        max_here_bytes: How large that is.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    read: Callable[[str], Draft] | None = None
    max_here_bytes: int = MAX_HERE_BYTES


PLAIN_TEXT = Format("plain text", (".txt", ".text"), "plain.text", read_text)
MARKDOWN = Format(
    name="Markdown",
    suffixes=(".md", ".markdown", ".mdown", ".mkd"),
    module="markdown",
    read=read_markdown,
    max_here_bytes=MAX_MARKDOWN_HERE_BYTES,
)
HTML = Format("HTML", (".html", ".htm", ".xhtml"), "web.html")
MHTML = Format("MHTML", (".mhtml", ".mht"), "web.mhtml")
DOCX = Format("Word", (".docx", ".docm"), "office.docx")
ODT = Format("OpenDocument", (".odt",), "office.odt")
RTF = Format("rich text", (".rtf",), "rtf.rtf")
EPUB = Format("EPUB", (".epub",), "office.epub")
PDF = Format("PDF", (".pdf",), "pdf.pdf")
PICTURE = Format(
    "picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"), "ocr.images"
)
FORMATS = (PLAIN_TEXT, MARKDOWN, HTML, MHTML, PDF, DOCX, ODT, RTF, EPUB, PICTURE)

_MADE_BY = {form.module.rpartition(".")[2]: form for form in FORMATS}

SUFFIXES: tuple[str, ...] = tuple(s for form in FORMATS for s in form.suffixes)
"""Endings of the file names that are read, for a page's file chooser."""

DOCUMENT_SUFFIXES = tuple(s for s in SUFFIXES if s not in PICTURE.suffixes)
"""Those that are looked for in folders: of photos there, few are of text."""


def read_article(
    data: bytes,
    name: str,
    *,
    title: str | None = None,
    max_bytes: int = MAX_FILE_BYTES,
    scans: KeptScans | None = None,
) -> Article:
    """Read a file into an article.

    Args:
        data: The whole file.
        name: Its name; it decides between text formats, names the article where no
            title is found, and stands in error messages.
        title: A title to use instead of the one in the file.
        max_bytes: The size limit.
        scans: Where pages that OCR has read are kept.

    Returns:
        The article. The text of a plain text file is the file's, character for
        character, but for its byte order mark and line endings. Paragraphs of pages
        that read as no language are marked as doubtful.

    Raises:
        FileTooLargeError: The file is over the limit.
        EmptyFileError: The file holds no text.
        UnsupportedFormatError: The file is of a format that no reader knows.
        UnreadableError: Most of it reads as no language.
    """
    if len(data) > max_bytes:
        size, limit = len(data) / MEBIBYTE, max_bytes / MEBIBYTE
        message = (
            f"{name} has {size:.1f} MiB, over the limit of {limit:.1f} MiB: split it"
        )
        raise FileTooLargeError(message)
    draft = _read(data, name)
    language = draft.language or detect_language(draft.text)
    draft = with_scans(draft, data, name, language, scans)
    if not any(map(_is_visible, draft.text)):
        raise EmptyFileError(f"{name} holds no text: add a file with some")
    # What a page or a book says itself counts before a guess by its words.
    language = draft.language or detect_language(draft.text)
    article = article_from_draft(draft, data, name, title, language)
    return with_doubts(article, name, MEND_FONTS if _is_pdf(data) else MEND_ENCODING)


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
    module = document_module(data)
    if module:
        return _MADE_BY[module]
    text = decode(data)
    return None if text is None else _format_of_text(text, name)


def _format_of_text(text: str, name: str) -> Format:
    lowered = file_name(name).lower()
    # A page whose first tags are missing may begin with any tag.
    is_named_html = lowered.endswith(HTML.suffixes) and text.lstrip().startswith("<")
    if is_html(text) or is_named_html:
        return HTML
    if is_mhtml(text):
        return MHTML
    named = (form for form in FORMATS if form.read and lowered.endswith(form.suffixes))
    return next(named, PLAIN_TEXT)


def _read(data: bytes, name: str) -> Draft:
    module = document_module(data)
    if module == "images" and not is_installed():
        raise UnsupportedFormatError(f"{name} is {binary_kind(data)}: {INSTALL}")
    if module:
        return read_apart(_MADE_BY[module].module, data, name)
    text = decode(data)
    if text is None:
        endings = ", ".join(form.suffixes[0] for form in FORMATS)
        message = f"{name} is {binary_kind(data)}: add one of {endings} instead"
        raise UnsupportedFormatError(message)
    form = _format_of_text(text, name)
    if form.read and len(data) <= form.max_here_bytes:
        try:
            return form.read(text)
        except Exception:  # whatever a parser raises: apart it is put into words
            log.debug("reader failed", exc_info=True)
    return read_apart(form.module, data, name)


def _is_pdf(data: bytes) -> bool:
    return document_module(data) == "pdf"


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace()
