"""Files to articles: one module a format, told apart by content before name."""

from collections.abc import Callable
from dataclasses import dataclass

from rag.errors import EmptyFileError, FileTooLargeError, UnsupportedFormatError
from rag.languages import detect_language
from rag.readers.decoding import decode
from rag.readers.draft import Draft, article_from_draft
from rag.readers.markdown import read_markdown
from rag.readers.naming import file_name
from rag.readers.sniffing import binary_kind, document_kind
from rag.readers.text import read_text
from rag.settings import MAX_FILE_BYTES
from rag.types import Article

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format whose files are text; only their names tell such formats apart."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Draft]


PLAIN_TEXT = TextFormat("plain text", (".txt", ".text"), read_text)
MARKDOWN = TextFormat("Markdown", (".md", ".markdown", ".mdown", ".mkd"), read_markdown)
FORMATS = (PLAIN_TEXT, MARKDOWN)

SUFFIXES: tuple[str, ...] = tuple(s for form in FORMATS for s in form.suffixes)
"""Endings of the file names that are read, for a page's file chooser."""


def read_article(
    data: bytes, name: str, *, title: str | None = None, max_bytes: int = MAX_FILE_BYTES
) -> Article:
    """Read a file into an article.

    Args:
        data: The whole file.
        name: Its name; it decides between text formats, names the article where no
            title is found, and stands in error messages.
        title: A title to use instead of the one in the file.
        max_bytes: The size limit.

    Returns:
        The article. The text of a plain text file is the file's, character for
        character, but for its byte order mark and line endings.

    Raises:
        FileTooLargeError: The file is over the limit.
        EmptyFileError: The file holds no text.
        UnsupportedFormatError: The file is of a format that no reader knows.
    """
    if len(data) > max_bytes:
        size, limit = len(data) / MEBIBYTE, max_bytes / MEBIBYTE
        message = (
            f"{name} has {size:.1f} MiB, over the limit of {limit:.1f} MiB: split it"
        )
        raise FileTooLargeError(message)
    draft = _format_of(name).read(_text_of(data, name))
    if not any(map(_is_visible, draft.text)):
        raise EmptyFileError(f"{name} holds no text: add a file with some")
    language = draft.language or detect_language(draft.text)
    return article_from_draft(draft, data, name, title, language)


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace()


def _text_of(data: bytes, name: str) -> str:
    kind = document_kind(data)
    text = None if kind else decode(data)
    if text is None:
        endings = ", ".join(SUFFIXES)
        found = kind or binary_kind(data)
        message = (
            f"{name} is {found}, not text: save it as text ({endings}) and add that"
        )
        raise UnsupportedFormatError(message)
    return text


def _format_of(name: str) -> TextFormat:
    lowered = file_name(name).lower()
    return next((f for f in FORMATS if lowered.endswith(f.suffixes)), PLAIN_TEXT)
