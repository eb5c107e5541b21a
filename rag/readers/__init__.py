"""Files to articles: one module a format, told apart by content before name."""

import logging

from rag.errors import EmptyFileError, FileTooLargeError, UnsupportedFormatError
from rag.readers.apart.parent import read_apart
from rag.readers.doubt import with_doubts
from rag.readers.draft import Draft, article_from_draft
from rag.readers.formats import (
    FORMATS,
    NO_TEXT,
    PDF,
    PICTURE,
    UNICODE,
    document_format,
    text_format,
)
from rag.readers.ocr.scans import INSTALL, KeptScans, is_installed, with_scans
from rag.readers.pdf.long import read_long
from rag.readers.plain.decoding import decode
from rag.readers.plain.text import read_text
from rag.readers.sniffing import BINARY, HEIC, LOCKED, OLD_OFFICE, binary_kind
from rag.settings import MAX_FILE_BYTES, MEBIBYTE
from rag.text.languages import detect_language
from rag.types import Article

log = logging.getLogger(__name__)

MEND_FONTS = (
    f"its fonts don't say which characters they draw; {INSTALL}, or export it anew"
)
MENDS = {
    # Its decoders are under the GPL, or the LGPL.
    HEIC: "save or export it as JPEG and add that",
    LOCKED: "save it without one",
    OLD_OFFICE: "open it and save it as .docx, .xlsx or .pptx, a message as .eml",
}
MEND_ENCODING = "its encoding is unknown; save it as UTF-8"


def read_article(
    data: bytes,
    name: str,
    *,
    title: str | None = None,
    scans: KeptScans | None = None,
    is_plain: bool = False,
) -> Article:
    """Read a file into an article.

    Args:
        data: The whole file.
        name: Its name; it decides between text formats, names the article where no
            title is found, and stands in error messages.
        title: A title to use instead of the one in the file.
        scans: Where pages that OCR has read are kept.
        is_plain: Take it for plain text without tables, whatever it looks like.

    Returns:
        The article. The text of a plain text file is the file's, character for
        character, but for its byte order mark, line endings, and tables that are made
        by spaces. Paragraphs of pages that read as no language are marked as doubtful.

    Raises:
        FileTooLargeError: The file is over the limit of `MAX_FILE_BYTES`.
        EmptyFileError: The file holds no text, or none with a letter or a digit.
        UnsupportedFormatError: The file is of a format that no reader knows.
        UnreadableError: Most of it reads as no language.
    """
    if len(data) > MAX_FILE_BYTES:
        size, limit = len(data) / MEBIBYTE, MAX_FILE_BYTES / MEBIBYTE
        message = (
            f"{name} has {size:.1f} MiB, over the limit of {limit:.1f} MiB: split it"
        )
        raise FileTooLargeError(message)
    document = None if is_plain else document_format(data)
    draft = read_text(_decoded(data, name)) if is_plain else _read(data, name)
    language = draft.language or detect_language(draft.text)
    # Only these have pages that can be drawn.
    if document in (PDF, PICTURE):
        draft = with_scans(draft, data, name, language, scans)
    # What a page or a book says itself counts before a guess by its words.
    language = draft.language or detect_language(draft.text)
    article = article_from_draft(draft, data, name, title, language)
    # Rules between paragraphs ("* * *") may be all there is, or other signs.
    if not (any(map(str.isalnum, draft.text)) and article.paragraphs):
        raise EmptyFileError(f"{name} holds no text: add a file with some")
    # These are in Unicode: tables of codes and lists of names are no language either.
    if document in UNICODE:
        return article
    mend = MEND_FONTS if document == PDF else MEND_ENCODING
    return with_doubts(article, name, mend)


def _read(data: bytes, name: str) -> Draft:
    document = document_format(data)
    if document == PICTURE and not is_installed():
        raise UnsupportedFormatError(f"{name} is {binary_kind(data)}: {INSTALL}")
    if document == PDF:
        return read_long(data, name)
    if document:
        return read_apart(document.module, data, name)
    text = _decoded(data, name)
    form = text_format(text, name)
    if form.read and len(data) <= form.max_here_bytes:
        try:
            return form.read(text)
        except Exception:  # whatever a parser raises: apart it is put into words
            log.debug("reader failed", exc_info=True)
    return read_apart(form.module, data, name)


def _decoded(data: bytes, name: str) -> str:
    text, lower = decode(data), name.lower()
    kind = binary_kind(data)
    is_no_text = any(lower.endswith(form.suffixes) for form in NO_TEXT)
    # A page may be saved as one, and a short piece of anything be text in UTF-16.
    if text is not None and not (is_no_text and b"\x00" in data):
        return text
    if is_no_text and kind == BINARY:
        raise UnsupportedFormatError(
            f"{name} is not what its name ends with, or damaged: save or download "
            "it anew"
        )
    # Its own ending says what it is not.
    others = (f for f in FORMATS if not lower.endswith(f.suffixes))
    endings = ", ".join(form.suffixes[0] for form in others)
    mend = MENDS.get(kind, f"add one of {endings} instead")
    raise UnsupportedFormatError(f"{name} is {kind}: {mend}")
