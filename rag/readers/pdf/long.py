"""Long PDFs: read in parts, side by side where cores are free, each within its limits.

So a document of many pages may take as much longer as it has more of them. Nothing here
reads the file itself: that is done apart, and so is putting the parts together.
"""

import json
from collections.abc import Iterable
from time import monotonic

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart.parent import TIME_LIMIT_S, make_apart, read_apart
from rag.readers.apart.workers import WORKERS, side_by_side
from rag.readers.draft import Draft
from rag.steps import advance, within

PART_PAGES = 50
"""A page takes some 15 ms, as many as these a second, and a process some 0.2 s."""

MIN_LONG_BYTES = 2**16
"""A file of fewer is read at once: so little are 50 pages, and seldom hard to read."""

MAX_PAGES = 10_000
PAGE_LIMIT_S = 0.1
"""Wall-clock time that each page adds to that of a file."""

MAX_LINES_BYTES = 2**28
"""In JSON; the text may have 30 million characters (see `apart.child`)."""

LENGTH_BYTES = 8


def read_long(data: bytes, name: str) -> Draft:
    """Read a PDF of any length.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        FileTooLargeError: It has more than `MAX_PAGES`, or too much text.
        ReadError: It can't be read, or not within the limits: those of `apart.limits`
            for each part, and `PAGE_LIMIT_S` more for each page of the whole.
    """
    if len(data) < MIN_LONG_BYTES:
        return read_apart("pdf.pdf", data, name)
    with WORKERS.kept():
        none = {"first": 0, "last": 0}
        pages = make_apart("pdf.parts", data, name, none, TIME_LIMIT_S)["pages"]
        if pages <= PART_PAGES:
            return read_apart("pdf.pdf", data, name)
        if pages > MAX_PAGES:
            message = f"{name} has {pages:,} pages, over the limit of {MAX_PAGES:,}"
            raise FileTooLargeError(f"{message}: split it")
        until = monotonic() + TIME_LIMIT_S + PAGE_LIMIT_S * pages

        def lines_from(first: int) -> bytes:
            return _lines(data, name, first, until)

        with within("pages", pages, name):
            parts = side_by_side(lines_from, range(0, pages, PART_PAGES))
        return read_apart("pdf.parts", _joined(parts, data, name), name)


def _lines(data: bytes, name: str, first: int, until: float) -> bytes:
    """Read the lines of the pages from one on; gives them in JSON."""
    left = int(min(TIME_LIMIT_S, until - monotonic()))
    if left <= 0:
        raise ReadError(f"{name} takes too long to be read: split it")
    wanted = {"first": first, "last": first + PART_PAGES}
    lines = json.dumps(make_apart("pdf.parts", data, name, wanted, left)).encode()
    advance(PART_PAGES)
    return lines


def _joined(parts: Iterable[bytes], data: bytes, name: str) -> bytes:
    """Give what `parts.read` reads."""
    lines = b"[" + b",".join(parts) + b"]"
    if len(lines) > MAX_LINES_BYTES:
        raise FileTooLargeError(f"{name} holds too much text: split it")
    return len(lines).to_bytes(LENGTH_BYTES) + lines + data
