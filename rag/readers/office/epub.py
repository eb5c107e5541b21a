"""EPUB books: the chapters in their order, with headings, title and author."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from rag.errors import ReadError
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.office.archive import Archive
from rag.readers.office.xmltree import Element, attribute, named, parse, words
from rag.readers.plain.dates import date_in
from rag.readers.plain.statements import Front
from rag.readers.web.blocks import MarkupBlock, add_markup
from rag.readers.web.chosen import MAX_LINK_SHARE
from rag.readers.web.html import decode_html
from rag.readers.web.markup import read_markup

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"

_FONT_SCRAMBLING = (  # only fonts: the text is in the clear
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
)
LEAST_LINKS = 3
"""Fewer lines that lead to chapters may be a text's."""

_ADDRESS = re.compile(r"\w+:")
_YEAR = re.compile(r"\d{4}")
_OUTSIDE = ("../", "/")
_PAGES = (
    "application/xhtml+xml", "text/html", "image/svg+xml",
    "text/x-oeb1-document", "application/x-dtbook+xml",  # version 2 (OPS, 1.3.7)
)  # fmt: skip
_WROTE = frozenset({None, "aut"})
_PUBLISHED = (None, "publication", "original-publication", "issued")
"""What a date may be of; others are of the file (OPF 2.0, 2.2.7)."""


def read(data: bytes) -> Draft:
    """Read a book.

    Args:
        data: An EPUB file, version 2 or 3.

    Returns:
        A draft of all documents of its spine, but the table of contents, which in
        older books is a page of links.

    Raises:
        ReadError: The book is damaged, lacks a chapter, or is locked by its seller.
    """
    archive = Archive(data)
    if _is_locked(archive):
        raise ReadError(
            "is locked by its seller (DRM): only its seller's reader opens it"
        )
    path = _package_path(archive)
    package = parse(archive.read(path))
    builder = DraftBuilder()
    for member in _chapters(package, dirname(path)):
        blocks = read_markup(decode_html(archive.read(member))).blocks
        add_markup(builder, _without_contents(blocks))
    known = Front(
        title=_metadata(package, "title"),
        author=", ".join(_authors(package)) or None,
        date=next(filter(None, map(_date, _dates(package))), None),
    )
    return builder.finish(known, _metadata(package, "language"))


def _is_locked(archive: Archive) -> bool:
    methods = named(archive.xml(ENCRYPTION), "EncryptionMethod")
    return any(attribute(m, "Algorithm") not in _FONT_SCRAMBLING for m in methods)


def _package_path(archive: Archive) -> str:
    root = next(named(parse(archive.read(CONTAINER)), "rootfile"), None)
    path = attribute(root, "full-path")
    if not path:
        raise ReadError("names no book in its container: download it anew")
    return unquote(path)


def _chapters(package: Element, folder: str) -> list[str]:
    """Give the members of the archive that the spine names, in its order, once each."""
    items = {attribute(item, "id"): item for item in named(package, "item")}
    spine = [items.get(attribute(ref, "idref")) for ref in named(package, "itemref")]
    members = [
        normpath(join(folder, unquote(attribute(item, "href") or "")))
        for item in spine
        if attribute(item, "media-type") in _PAGES
        # The table of contents, which repeats all headings.
        and "nav" not in (attribute(item, "properties") or "").split()
    ]
    # What lies outside of the book was never a chapter of it. One that is missing in it
    # is an error when it is read: a book with a gap would answer as if it were whole.
    return [name for name in dict.fromkeys(members) if not name.startswith(_OUTSIDE)]


def _without_contents(blocks: Sequence[MarkupBlock]) -> list[MarkupBlock]:
    """Leave out lines that lead into the book, and a heading over them alone.

    They repeat all headings, as what is named contents does.
    """
    kept: list[MarkupBlock] = []
    is_below = False
    # From the end: what else a heading is over is known there.
    for is_entry, group in groupby(reversed(blocks), _is_entry):
        lines = list(group)
        if is_entry and len(lines) >= LEAST_LINKS:
            is_below = True
            continue
        is_over_nothing = not kept or kept[-1].level > 0
        kept += lines[1:] if is_below and lines[0].level and is_over_nothing else lines
        is_below = False
    return kept[::-1]


def _is_entry(block: MarkupBlock) -> bool:
    """Tell whether a line leads into the book, and says little else."""
    links = [look for look in block.looks if look.kind == "link"]
    chars = sum(look.end - look.start for look in links)
    is_within = not any(_ADDRESS.match(look.detail) for look in links)
    return is_within and not block.level and chars > MAX_LINK_SHARE * len(block.text)


def _metadata(package: Element, name: str) -> str | None:
    texts = map(words, named(package, name))
    return next(filter(None, texts), None)


def _authors(package: Element) -> list[str]:
    """Give who made a book; illustrators and the like where nobody else did."""
    made = list(named(package, "creator"))
    roles = _roles(package)
    wrote = [
        each
        for each in made
        if _WROTE & roles.get(f"#{attribute(each, 'id')}", {attribute(each, "role")})
    ]
    return list(filter(None, map(words, wrote or made)))


def _roles(package: Element) -> dict[str, set[str | None]]:
    """Give what people did, by ids, as version 3 says in elements of their own."""
    roles = defaultdict[str, set[str | None]](set)
    for meta in named(package, "meta"):
        if attribute(meta, "property") == "role":
            roles[attribute(meta, "refines") or ""].add(words(meta))
    return roles


def _dates(package: Element) -> list[str]:
    """Give the dates of a book, those of its file last."""
    dates = [
        (attribute(date, "event") not in _PUBLISHED, words(date) or "")
        for date in named(package, "date")
    ]
    return [text for _, text in sorted(dates, key=itemgetter(0))]


def _date(text: str) -> str | None:
    """Read a date; many books give only their year."""
    return date_in(text) or (text if _YEAR.fullmatch(text) else None)
