"""The pages of PDFs and pictures: how they look, and where on them the text stands.

Both are made when they are first asked for, by a reader in a process of its own, and
the last ones are kept in memory: on disk are the file itself, and what OCR read of it.
"""

import hashlib
import threading
from base64 import b64decode
from typing import Any

import numpy as np

from rag.errors import ReadError
from rag.library.last_ones import LastOnes
from rag.page.library.catalogue import Catalogue
from rag.page.library.scan_layout import Placed, layout_with_scans, scans_alone
from rag.page.quotes.pdf_layout import PdfLayout
from rag.readers.apart.parent import make_apart
from rag.readers.draft import Block, Draft
from rag.readers.sniffing import document_module
from rag.types import Article, Span

LAYOUT_LIMIT_S = 60
PICTURE_LIMIT_S = 20
"""Wall-clock time for all of a text's places, and for one page's picture."""

LAYOUTS_BYTES = 2**27
PICTURES_BYTES = 2**26
"""So much is kept in memory: a text's places take 20 bytes a character, a picture of a
page of text 0.3 to 0.7 MB at twice its size."""

THUMB_WIDTH, THUMBS_AT_ONCE = 160, 12
"""Small pictures are drawn together: starting a reader takes longer than they do."""

WIDTHS = (THUMB_WIDTH, 600, 900, 1200, 1800, 2400)
"""Pixels across a picture; a browser asks for the next one above what it shows."""

PICTURES = "ocr.images"
DRAWERS = {"pdf": "pdf.picture", "images": PICTURES}
"""The readers that draw pages, by what a file is."""


class PdfPages:
    """Gives the pages of the library's articles that are PDFs or pictures.

    Args:
        catalogue: Knows the files as they were added.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._layouts = LastOnes[tuple[str, int], PdfLayout](LAYOUTS_BYTES, _bytes_of)
        self._pictures = LastOnes[tuple[str, int, int], bytes](PICTURES_BYTES, len)
        self._making, self._drawing = threading.Lock(), threading.Lock()

    def layout(self, article: Article) -> PdfLayout:
        """Give the places of an article's text.

        Raises:
            ArticleNotFoundError: It has left the library.
            ReadError: They can't be found, or are of another text than the index has,
                or it has no pages.
        """
        key = (article.id, len(article.text))
        if kept := self._layouts.get(key):
            return kept
        # Two who open one article wait for one reading.
        with self._making:
            kept = self._layouts.get(key)
            return kept or self._layouts.put(key, self._laid_out(article))

    def _laid_out(self, article: Article) -> PdfLayout:
        drawer = self._drawer(article.id)
        scans = self._catalogue.scans(article.id)
        if drawer == PICTURES:
            return layout_with_scans(article, scans_alone(scans), scans)
        made = self._make(article.id, "pdf.places", {}, LAYOUT_LIMIT_S)
        own = _placed(made)
        if made["sha256"] == hashlib.sha256(article.text.encode()).hexdigest():
            return own.layout
        if scans:
            return layout_with_scans(article, own, scans)
        raise ReadError(
            f"{article.title} was indexed by another version: rebuild the index to "
            "see its pages"
        )

    def picture(self, article_id: str, page: int, width: int) -> bytes:
        """Draw a page, as PNG.

        Args:
            article_id: The article.
            page: The page, from 1.
            width: Pixels across: the next of `WIDTHS` above it is taken.

        Raises:
            ArticleNotFoundError: No article has that id.
            ReadError: It is no PDF, has no such page, or can't be drawn.
        """
        width = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
        key = (article_id, page, width)
        kept = self._pictures.get(key)
        if kept is not None:
            return kept
        if width == THUMB_WIDTH:
            return self._thumb(article_id, page)
        return self._pictures.put(key, self._drawn(article_id, page, width)[0])

    def _thumb(self, article_id: str, page: int) -> bytes:
        """Draw a page small, and those around it."""
        first = page - (page - 1) % THUMBS_AT_ONCE
        # Several are asked for at once, and come from one reading.
        with self._drawing:
            if kept := self._pictures.get((article_id, page, THUMB_WIDTH)):
                return kept
            drawn = self._drawn(article_id, first, THUMB_WIDTH, THUMBS_AT_ONCE)
            for number, png in enumerate(drawn, first):
                self._pictures.put((article_id, number, THUMB_WIDTH), png)
        if page - first >= len(drawn):
            raise ReadError(f"there are {first + len(drawn) - 1} pages, and no {page}")
        return drawn[page - first]

    def _drawn(
        self, article_id: str, page: int, width: int, count: int = 1
    ) -> list[bytes]:
        wanted = {"page": page, "width": width, "count": count}
        drawer = self._drawer(article_id)
        made = self._make(article_id, drawer, wanted, PICTURE_LIMIT_S)
        return [b64decode(png) for png in made["pngs"]]

    def _drawer(self, article_id: str) -> str:
        """Name the module that draws an article's pages, by what its file is."""
        stored, path = self._catalogue.original(article_id)
        kind = document_module(path.read_bytes())
        if kind not in DRAWERS:
            raise ReadError(f"{stored.name} has no pages: read it as text")
        return DRAWERS[kind]

    def _make(
        self, article_id: str, module: str, wanted: dict[str, int], limit_s: int
    ) -> dict[str, Any]:
        stored, path = self._catalogue.original(article_id)
        return make_apart(module, path.read_bytes(), stored.name, wanted, limit_s)


def _placed(made: dict[str, Any]) -> Placed:
    """Take over what `pdf.places` has made."""
    front = Span(*made["front"]) if made["front"] else None
    blocks = tuple(Block(*block) for block in made["blocks"])
    layout = PdfLayout(
        sizes=tuple((width, height) for width, height in made["sizes"]),
        pages=np.frombuffer(b64decode(made["pages"]), np.int32),
        boxes=np.frombuffer(b64decode(made["boxes"]), np.float32).reshape(-1, 4),
    )
    return Placed(Draft(made["text"], blocks, front=front), layout)


def _bytes_of(layout: PdfLayout) -> int:
    return layout.pages.nbytes + layout.boxes.nbytes
