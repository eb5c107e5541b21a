"""Puts what OCR reads of a document's pages where those pages are.

Each page is read in a process of its own and kept, so that what is stopped goes on.
"""

from base64 import b64decode, b64encode
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rag.disk import read_json, remove_folder, replace_json
from rag.errors import EmptyFileError
from rag.readers.apart.parent import TIME_LIMIT_S, make_apart
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Block, Draft
from rag.readers.plain.statements import Front
from rag.steps import advance, within
from rag.text.legibility import is_garbled
from rag.types import Span

VERSION = 2
"""Raise it when pages are read otherwise: what was kept is read anew."""

FIRST_PAGE = 1
INSTALL = "install OCR with `pip install 'quotewell[ocr]'` and add it again"


def is_installed() -> bool:
    """Tell whether pages can be read by OCR here."""
    return find_spec("rapidocr") is not None


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as OCR read it, all of it in one pass.

    Args:
        draft: Its text and blocks.
        size: Its width and height in points.
        boxes: Four 32-bit floats for each character of the text: left, top, right and
            bottom in shares (0 to 1) of the page; 0 for white space.
    """

    draft: Draft
    size: tuple[float, float]
    boxes: bytes


class KeptScans:
    """The folder of pages that OCR has read, by the hash of their file.

    Args:
        folder: The folder; it is made with the first page.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def every(self, digest: str) -> dict[int, Scan]:
        """Give the pages of a file that were kept, in their order."""
        names = (path.stem for path in (self._folder / digest).glob("*.json"))
        numbers = sorted(int(name) for name in names if name.isdecimal())
        found = ((number, self.get(digest, number)) for number in numbers)
        return {number: scan for number, scan in found if scan is not None}

    def get(self, digest: str, page: int) -> Scan | None:
        """Give a page that was kept; None where none is, or not as it was written."""
        try:
            raw = read_json(self._path(digest, page))
            return _scan_from(raw) if raw["version"] == VERSION else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, digest: str, page: int, scan: Scan) -> None:
        """Keep a page: afterwards it is on the disk, unless all of it is deleted."""
        path = self._path(digest, page)
        value = {
            "version": VERSION,
            "text": scan.draft.text,
            "blocks": list(map(astuple, scan.draft.blocks)),
            "size": scan.size,
            "boxes": b64encode(scan.boxes).decode(),
        }
        # Who sweeps up, or deletes the article, doesn't wait for who reads it.
        with suppress(FileNotFoundError):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_json(path, value)

    def drop(self, digest: str) -> None:
        """Delete the pages of a file."""
        if (self._folder / digest).is_dir():
            remove_folder(self._folder / digest)

    def _path(self, digest: str, page: int) -> Path:
        return self._folder / digest / f"{page}.json"


def _scan_from(raw: Mapping[str, Any]) -> Scan:
    """Read what `pages.make` has made, or what was kept of it."""
    blocks = tuple(Block(*block) for block in raw["blocks"])
    width, height = raw["size"]
    return Scan(Draft(raw["text"], blocks), (width, height), b64decode(raw["boxes"]))


def with_scans(
    draft: Draft, data: bytes, name: str, language: str, kept: KeptScans | None
) -> Draft:
    """Read by OCR what has no text, or text that reads as no language.

    Without OCR the draft stays as it is. Who watches is told each page, and may stop
    it at any: those that were read are kept.

    Args:
        draft: The document as its own reader read it.
        data: The file.
        name: Its name, for messages.
        language: ISO 639-1 code of the text that there is.
        kept: Where pages are kept.

    Raises:
        EmptyFileError: It has no text, and OCR is not installed or finds none.
        ReadError: A page can't be read within a reader's limits.
    """
    wanted = sorted({*draft.unread, *_garbled_pages(draft, language)})
    if not wanted:
        return draft
    count = f"{len(wanted)} page{'s' if len(wanted) > 1 else ''}"
    if not is_installed():
        if draft.text:
            return draft
        message = f"{name} holds no text in its {count}, only pictures"
        raise EmptyFileError(f"{message}: {INSTALL}")
    found = _joined(draft, _scanned(data, name, wanted, kept))
    if not found.text:
        raise EmptyFileError(f"{name} holds no text that OCR finds in its {count}")
    return found


def _scanned(
    data: bytes, name: str, wanted: Sequence[int], kept: KeptScans | None
) -> dict[int, Draft]:
    """Give each page that is wanted, as it was kept, or else read now."""
    digest = sha256(data).hexdigest()
    looked = {page: kept.get(digest, page) if kept else None for page in wanted}
    scans = {page: scan.draft for page, scan in looked.items() if scan is not None}
    left = [page for page in wanted if page not in scans]
    if not left:
        return scans
    with within("pages", len(wanted), name):
        advance(len(scans))
        for page in left:
            scan = _scan(data, name, page)
            if kept:
                kept.put(digest, page, scan)
            scans[page] = scan.draft
            advance()
    return scans


def _scan(data: bytes, name: str, page: int) -> Scan:
    called = f"page {page} of {name}"
    made = make_apart("ocr.pages", data, called, {"page": page}, TIME_LIMIT_S)
    return _scan_from(made)


def _garbled_pages(draft: Draft, language: str) -> set[int]:
    """Find the pages of a document whose text reads as no language."""
    pages: dict[int, list[str]] = {}
    for block in draft.blocks:
        if block.page is not None:
            words = draft.text[block.start : block.end]
            pages.setdefault(block.page, []).append(words)
    return {n for n, each in pages.items() if is_garbled("\n".join(each), language)}


def _joined(draft: Draft, scans: Mapping[int, Draft]) -> Draft:
    """Put pages in their places, instead of what was there."""
    builder = DraftBuilder()
    span = None
    title = draft.title
    if front := front_beside(draft, scans):
        span = builder.add_front(draft.text[front.start : front.end])
    elif draft.front:
        title = None  # it stood there, and is read anew
    for source, block in in_order(draft, scans):
        words = source.text[block.start : block.end]
        level, page, is_row = block.level, block.page, block.is_row
        builder.add(words, level=level, page=page, is_row=is_row)
    known = Front(span, title, draft.author, draft.date)
    return builder.finish(known, draft.language)


def front_beside(draft: Draft, scans: Container[int]) -> Span | None:
    """Give the front of a document, unless OCR read the page on which it stands."""
    return None if FIRST_PAGE in scans else draft.front


def in_order(draft: Draft, scans: Mapping[int, Draft]) -> Iterator[tuple[Draft, Block]]:
    """Go through the blocks of a document, those of each scan in its page's place.

    Args:
        draft: The document as its own reader read it.
        scans: What OCR read of pages, instead of what was there.

    Returns:
        Blocks, each with the draft that it is of.
    """
    left = sorted(scans, reverse=True)
    # Running heads come last, and name an earlier page.
    last = 0
    for block in draft.blocks:
        last = max(last, block.page or 0)
        while left and left[-1] <= last:
            yield from _blocks(scans[left.pop()])
        if block.page not in scans:
            yield draft, block
    for page in reversed(left):
        yield from _blocks(scans[page])


def _blocks(page: Draft) -> Iterator[tuple[Draft, Block]]:
    return ((page, block) for block in page.blocks)
