"""Files to articles: one module a format, told apart by content before name."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from rag.errors import (
    EmptyFileError,
    FileTooLargeError,
    ReadError,
    UnsupportedFormatError,
)
from rag.readers.apart.parent import TIME_LIMIT_S, make_apart, read_apart
from rag.readers.bundles.json_articles import read_json
from rag.readers.bundles.member import MAX_BYTES, MAX_MEMBERS, Member, unpacked
from rag.readers.doubt import with_doubts
from rag.readers.draft import Draft, article_from_draft
from rag.readers.markdown import read_markdown
from rag.readers.naming import file_name
from rag.readers.ocr.scans import INSTALL, KeptScans, is_installed, with_scans
from rag.readers.pdf.long import read_long
from rag.readers.plain.decoding import decode
from rag.readers.plain.separated import read_separated
from rag.readers.plain.text import read_text
from rag.readers.sniffing import (
    HEIC,
    binary_kind,
    document_module,
    is_html,
    is_json_article,
    is_mhtml,
    is_subtitles,
)
from rag.settings import MAX_FILE_BYTES
from rag.text.languages import detect_language
from rag.types import Article

log = logging.getLogger(__name__)

MEBIBYTE = 2**20
MAX_DEPTH = 3
"""So many bundles may lie in one another: an archive in a message in an archive."""

MAX_HERE_BYTES = 2**16
"""A longer text is read apart, with limits of time and memory."""

MAX_MARKDOWN_HERE_BYTES = 2**13
"""A longer one is read apart: markdown-it and html.parser take the square of some
texts' length, and a second for 64 KiB of these."""


MEND_FONTS = (
    f"its fonts don't say which characters they draw; {INSTALL}, or export it anew"
)
MEND_HEIC = "save or export it as JPEG and add that"
MEND_ENCODING = "its encoding is unknown; save it as UTF-8"


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
    "plain text", (".txt", ".text"), "plain.text", read_text, is_named=True
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

_MADE_BY = {form.module.rpartition(".")[2]: form for form in FORMATS} | {"zip": ZIP}

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
    if is_subtitles(text):
        return SUBTITLES
    if is_json_article(text):
        return JSON
    named = (f for f in FORMATS if f.is_named and lowered.endswith(f.suffixes))
    return next(named, PLAIN_TEXT)


def _read(data: bytes, name: str) -> Draft:
    module = document_module(data)
    if module == "images" and not is_installed():
        raise UnsupportedFormatError(f"{name} is {binary_kind(data)}: {INSTALL}")
    if module == "pdf":
        return read_long(data, name)
    if module:
        return read_apart(_MADE_BY[module].module, data, name)
    text = decode(data)
    if text is None:
        kind = binary_kind(data)
        endings = ", ".join(form.suffixes[0] for form in FORMATS)
        # Its decoders are under the GPL, or the LGPL.
        mend = MEND_HEIC if kind == HEIC else f"add one of {endings} instead"
        raise UnsupportedFormatError(f"{name} is {kind}: {mend}")
    form = _format_of_text(text, name)
    if form.read and len(data) <= form.max_here_bytes:
        try:
            return form.read(text)
        except Exception:  # whatever a parser raises: apart it is put into words
            log.debug("reader failed", exc_info=True)
    return read_apart(form.module, data, name)


def _is_pdf(data: bytes) -> bool:
    return document_module(data) == "pdf"


@dataclass(frozen=True, slots=True)
class Contents:
    """The files that a file holds, by name, and why others in it are refused."""

    files: tuple[tuple[str, bytes], ...]
    refused: tuple[ReadError, ...] = ()


def contents(data: bytes, name: str) -> Contents:
    """Give the files of which articles are made: those in a bundle, or the file itself.

    A bundle in a bundle is opened, too, `MAX_DEPTH` deep. Names are those of the
    bundle and the file in it: "trip.zip/june.txt".

    Args:
        data: The whole file.
        name: Its name.

    Raises:
        ReadError: It can't be opened.
        FileTooLargeError: There are more than `MAX_MEMBERS`, or more bytes than
            `MAX_BYTES` in all of them together.
    """
    form = format_of(data, name) if len(data) <= MAX_FILE_BYTES else None
    if form is None or not form.is_bundle:
        return Contents(((name, data),))
    files: list[tuple[str, bytes]] = []
    refused: list[ReadError] = []
    # Each with how many bundles it lies in; the first is taken out first.
    waiting = [(name, data, form, 0)]
    opened = 0
    while waiting:
        place, content, kind, depth = waiting.pop(0)
        made = make_apart(kind.module, content, place, {}, TIME_LIMIT_S)
        members = unpacked(made)
        opened += sum(len(member.data) for member in members)
        if opened > MAX_BYTES or len(files) + len(members) > MAX_MEMBERS:
            raise FileTooLargeError(
                f"{name} holds more than {MAX_MEMBERS:,} files or "
                f"{MAX_BYTES // MEBIBYTE} MiB: divide it"
            )
        for member in members or [Member("", content)]:
            inner = f"{place}/{member.name}" if member.name else place
            within = format_of(member.data, inner) if member.name else None
            if member.error:
                refused.append(ReadError(f"{inner} {member.error}"))
            elif within is None or not within.is_bundle:
                files.append((inner, member.data))
            elif depth + 1 < MAX_DEPTH:
                waiting.append((inner, member.data, within, depth + 1))
            else:
                refused.append(ReadError(f"{inner} lies too deep in {name}: add it"))
    return Contents(tuple(files), tuple(refused))


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace()
