"""Articles in JSON, and in JSON lines: objects with a text, and what they say of it."""

import json
from collections.abc import Iterator
from typing import Any

from rag.errors import EmptyFileError, FileTooLargeError, ReadError
from rag.readers.builder import DraftBuilder
from rag.readers.bundles.member import MAX_MEMBERS, Member, packed
from rag.readers.draft import Draft
from rag.readers.plain.dates import date_in
from rag.readers.plain.decoding import decode, with_line_feeds
from rag.readers.plain.statements import Front
from rag.readers.plain.text import read_part

_BESIDE_TEXT = ("title", "author", "date", "url")
_SPACE = " \t\r\n"


def read(data: bytes) -> Draft:
    """Read an article in JSON, as `read_json` does its text."""
    return read_json(decode(data) or "")


def read_json(text: str) -> Draft:
    """Read one article.

    Args:
        text: Decoded JSON: an object with a `text`, and perhaps `title`, `author`,
            `date`, `url` and `language`.

    Returns:
        A draft of its text, under what it says of it.

    Raises:
        ReadError: It is no JSON.
        EmptyFileError: It is no such object, or its text is empty, whatever title.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON ({_reason(error)}): mend it") from error
    body = found.get("text") if isinstance(found, dict) else None
    if not isinstance(body, str):
        raise EmptyFileError('holds no article: give each object a "text"')
    # In a string they are escapes, which the file's decoding leaves as they are.
    body = with_line_feeds(body)
    stated = {key: _stated(found.get(key)) for key in (*_BESIDE_TEXT, "language")}
    plain = read_part(body)
    if not any(body[block.start : block.end].strip() for block in plain.blocks):
        raise EmptyFileError("holds no text: add a file with some")
    builder = DraftBuilder()
    span = None
    for key in _BESIDE_TEXT:
        if line := stated[key]:
            span = builder.add_front(line)
    for block in plain.blocks:
        builder.add(body[block.start : block.end], level=block.level)
    return builder.finish(
        Front(
            span=span,
            title=stated["title"] or plain.title,
            author=stated["author"] or plain.author,
            date=date_in(stated["date"]) or plain.date,
        ),
        stated["language"] or None,
    )


def make(data: bytes) -> dict[str, Any]:
    """Take out the articles of a list or of lines, each as it is written there.

    Args:
        data: JSON or JSON lines.

    Returns:
        The articles, `packed`; none where the file is one itself. A line that is no
        JSON says so.

    Raises:
        ReadError: It is no JSON.
        EmptyFileError: The list is empty.
        FileTooLargeError: There are too many.
    """
    text = (decode(data) or "").strip(_SPACE + "\ufeff")
    parts = list(_items(text) if text.startswith("[") else _lines(text))
    if len(parts) > MAX_MEMBERS:
        raise FileTooLargeError(
            f"holds {len(parts):,} articles, over the limit of {MAX_MEMBERS:,}: "
            "divide it"
        )
    return packed(
        Member(f"{number}.json", part.encode("utf-8", "replace"))
        for number, part in enumerate(parts, 1)
    )


def _items(text: str) -> Iterator[str]:
    """Give the items of a list, cut out of the text."""
    decoder, at = json.JSONDecoder(), _after_space(text, 1)
    if text[at : at + 1] == "]":
        raise EmptyFileError("holds an empty list: add one with articles")
    try:
        while True:
            _, end = decoder.raw_decode(text, at)
            yield text[at:end]
            at = _after_space(text, end)
            if text[at : at + 1] == "]":
                return
            if text[at : at + 1] != ",":
                raise ReadError(f"is no JSON (at character {at + 1}): mend it")
            at = _after_space(text, at + 1)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON ({_reason(error)}): mend it") from error


def _lines(text: str) -> list[str]:
    """Give lines that are articles each; none where the first isn't whole by itself."""
    lines = [line for line in text.split("\n") if line.strip(_SPACE)]
    try:
        json.loads(lines[0] if lines else "")
    except (ValueError, RecursionError):
        return []
    return lines if len(lines) > 1 else []


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _SPACE:
        at += 1
    return at


def _stated(value: object) -> str:
    """Write what an object says, in one line; several authors are a list.

    An author may be an object, too, with a name (schema.org).
    """
    if isinstance(value, dict):
        return _stated(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_stated, value)))
    is_plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_plain else ""


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "nested too deeply"
