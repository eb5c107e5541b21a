"""Puts what OCR reads of a document's pages where those pages are.

Each page is read in a process of its own and kept, so that what is stopped goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from rag.disk import remove_folder, replace_file, sealed, unsealed
from rag.errors import EmptyFileError
from rag.readers.apart.parent import read_apart
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Block, Draft
from rag.readers.plain.statements import Front
from rag.steps import advance, within
from rag.text.legibility import is_garbled

VERSION = 1
"""Raise it when pages are read otherwise: what was kept is read anew."""

FIRST_PAGE = 1
INSTALL = "install OCR with `pip install 'quotewell[ocr]'` and add it again"


def is_installed() -> bool:
    """Tell whether pages can be read by OCR here."""
    return find_spec("rapidocr") is not None


class KeptScans:
    """The folder of pages that OCR has read, by the hash of their file.

    Args:
        folder: The folder; it is made with the first page.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, digest: str, page: int) -> Draft | None:
        """Give a page that was kept; None where none is, or not as it was written."""
        try:
            raw = unsealed(self._path(digest, page).read_bytes())
            blocks = tuple(Block(*block) for block in raw["blocks"])
            return Draft(raw["text"], blocks) if raw["version"] == VERSION else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, digest: str, page: int, draft: Draft) -> None:
        """Keep a page: afterwards it is on the disk."""
        path = self._path(digest, page)
        path.parent.mkdir(parents=True, exist_ok=True)
        blocks = [list(asdict(block).values()) for block in draft.blocks]
        value = {"version": VERSION, "text": draft.text, "blocks": blocks}
        replace_file(path, sealed(value))

    def drop(self, digest: str) -> None:
        """Delete the pages of a file."""
        if (self._folder / digest).is_dir():
            remove_folder(self._folder / digest)

    def _path(self, digest: str, page: int) -> Path:
        return self._folder / digest / f"{page}.json"


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
    scans = {page: draft for page, draft in looked.items() if draft is not None}
    left = [page for page in wanted if page not in scans]
    if not left:
        return scans
    with within("pages", len(wanted), name):
        advance(len(scans))
        for page in left:
            request = b"%d\n" % page + data
            draft = read_apart("ocr.pages", request, f"page {page} of {name}")
            if kept:
                kept.put(digest, page, draft)
            scans[page] = draft
            advance()
    return scans


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
    if draft.front and FIRST_PAGE in scans:
        title = None  # it stood there, and is read anew
    elif draft.front:
        span = builder.add_front(draft.text[draft.front.start : draft.front.end])
    left = sorted(scans, reverse=True)
    # Running heads come last, and name an earlier page.
    last = 0
    for block in draft.blocks:
        last = max(last, block.page or 0)
        while left and left[-1] <= last:
            _add(builder, scans[left.pop()])
        if block.page not in scans:
            words = draft.text[block.start : block.end]
            level, page, is_row = block.level, block.page, block.is_row
            builder.add(words, level=level, page=page, is_row=is_row)
    for page in reversed(left):
        _add(builder, scans[page])
    known = Front(span, title, draft.author, draft.date)
    return builder.finish(known, draft.language)


def _add(builder: DraftBuilder, page: Draft) -> None:
    for block in page.blocks:
        words = page.text[block.start : block.end]
        builder.add(words, level=block.level, page=block.page)
