"""Web pages: the article without menus and advertising, as trafilatura finds it."""

import logging
import re
from collections.abc import Sequence

import webencodings  # type: ignore[import-untyped]  # it has no stubs
from trafilatura import bare_extraction
from trafilatura.settings import Document

from rag.errors import EmptyFileError
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.plain.decoding import SHIFT, decode
from rag.readers.plain.statements import Front, read_statement
from rag.readers.web.blocks import Markup, MarkupBlock, add_markup
from rag.readers.web.chosen import article_blocks, is_long, is_menu
from rag.readers.web.elements import CLOSED
from rag.readers.web.links import without_contents
from rag.readers.web.markup import read_markup
from rag.readers.web.pulled import without_pulled
from rag.readers.web.shown import plain, shown_share
from rag.readers.web.stated import (
    BEFORE_SITE,
    MAX_TOP_BLOCKS,
    author_over,
    authors_of,
    bylines_of,
    published_day,
    shown_day,
    states_day,
    title_of,
)

PRESCAN_BYTES = 4_096
"""How far into a page its encoding may be named; the HTML standard says 1,024."""

MIN_FOUND_SHARE = 0.3
"""An article with less of the page's running text than that was not found whole."""

MIN_SHOWN_SHARE = 0.5
"""Of an article of which the page shows less a script shows the rest."""

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)

_LINK = re.compile(r"<a\s[^>]*?\bhref\b", re.IGNORECASE)

log = logging.getLogger(__name__)


def read(data: bytes) -> Draft:
    """Read a web page.

    The text and its blocks are the page's own; trafilatura says which of them are the
    article, its title, author and date.

    Args:
        data: An HTML file.

    Returns:
        A draft of the article in it; of the whole page without menus, where no article
        is found in it or much would be missing; of what trafilatura found in a script,
        where a script shows the article.

    Raises:
        EmptyFileError: The page shows no text.
    """
    text = decode_html(data)
    markup = read_markup(text)
    document = _extracted(text)
    found = document.text or ""
    blocks = without_contents(markup.blocks)
    page = [b for b in blocks if not b.is_around and not is_menu(b)]
    title = title_of(markup, document)
    article = article_blocks(blocks, found, BEFORE_SITE.split(title or ""))
    is_whole = _running_chars(article) >= MIN_FOUND_SHARE * _running_chars(page)
    # Rather all that is shown than a part of the article. A page without links is a
    # document, with nothing beside it.
    if not article or not is_whole or not _LINK.search(text):
        article = page or blocks
    # trafilatura also reads what a page states for searchers (JSON-LD).
    if shown_share(found, article) < MIN_SHOWN_SHARE:
        lines = filter(str.strip, found.split("\n"))
        article = [MarkupBlock(line, 0, 0.0, False) for line in lines]
    if not article:
        raise EmptyFileError("shows no text without its scripts: save the page as text")
    if document.date and not states_day(document.date, text, markup.blocks):
        # What stands between title and text may be left out of the article.
        document.date = shown_day((page, article), document.date)
    elif document.date:
        published = published_day((article, page), document.date, text)
        document.date = published or document.date
    return _draft(article, markup, document, title)


def decode_html(data: bytes) -> str:
    """Decode a page by its byte order mark, as UTF-8, or as it says it is encoded."""
    # Escapes to another alphabet are of ASCII, and would decode as UTF-8.
    if SHIFT in data and data.isascii() and (shifted := decode(data)):
        return shifted
    try:
        # First: what isn't UTF-8 hardly ever decodes as such, whatever a page says.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _decoded_as_named(data)
        return named or decode(data) or data.decode("utf-8", "replace")


def _decoded_as_named(data: bytes) -> str | None:
    match = _CHARSET.search(data[:PRESCAN_BYTES])
    name = match[1].decode("ascii", "replace") if match else ""
    encoding = webencodings.lookup(name)
    if encoding is None or encoding.name.startswith("utf-16"):
        # A page that names UTF-16 in ASCII is not in UTF-16, says the HTML standard.
        return None
    return str(encoding.codec_info.decode(data, "replace")[0])


def _extracted(text: str) -> Document:
    """Let trafilatura find the article: none in broken pages on which it fails."""
    try:
        document = bare_extraction(
            text, with_metadata=True, include_comments=False, prune_xpath=CLOSED
        )
    except Exception:
        log.debug("trafilatura failed", exc_info=True)
        return Document()
    return document if isinstance(document, Document) else Document()


def _running_chars(blocks: Sequence[MarkupBlock]) -> int:
    return sum(len(block.text) for block in blocks if is_long(block))


def _draft(
    article: list[MarkupBlock],
    markup: Markup,
    document: Document,
    title: str | None,
) -> Draft:
    """Put title and byline, as the page shows them, above the article's blocks."""
    date = document.date
    author = authors_of(document, markup.blocks)
    builder = DraftBuilder()
    span = None
    bylines = bylines_of(markup.blocks, author or author_over(article), date)
    # A byline's lines may state one thing each; a title's are one.
    shown = [title or "", *(line for text in bylines for line in text.split("\n"))]
    front = list(dict.fromkeys(" ".join(line.split()) for line in shown if line))
    # The line that shows the date may name the author, too.
    stated = (read_statement(line, 0, is_first=False) for line in front[1:])
    author = author or next((line.author for line in stated if line.author), None)
    for line in front:
        span = builder.add_front(line)
    # A line that leads into the text may part the byline from the title.
    article = without_pulled(article)
    top = [b for b in article[:MAX_TOP_BLOCKS] if not _is_made_of(b.text, front)]
    add_markup(builder, [*top, *article[MAX_TOP_BLOCKS:]])
    return builder.finish(Front(span, title, author, date), markup.language)


def _is_made_of(text: str, lines: Sequence[str]) -> bool:
    """Tell whether a text holds no word but some lines'."""
    # A title of the page's head has no soft hyphens.
    rest = text = " ".join(plain(text).split())
    for line in sorted(map(plain, lines), key=len, reverse=True):
        rest = rest.replace(line, " ")
    return rest != text and not any(map(str.isalnum, rest))
