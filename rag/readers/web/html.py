"""Web pages: the article without menus and advertising, as trafilatura finds it."""

import logging
import re
from collections.abc import Sequence
from itertools import combinations, takewhile

import webencodings  # type: ignore[import-untyped]  # it has no stubs
from trafilatura import bare_extraction
from trafilatura.settings import Document

from rag.errors import EmptyFileError
from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.plain.dates import date_in, every_date, is_of_date
from rag.readers.plain.decoding import SHIFT, decode
from rag.readers.plain.lines import ends_sentence, width
from rag.readers.plain.statements import Front, read_statement
from rag.readers.web.blocks import Markup, MarkupBlock, add_markup
from rag.readers.web.chosen import MIN_LEAD_COLUMNS, article_blocks, is_long, is_menu
from rag.readers.web.lists import BULLET
from rag.readers.web.markup import read_markup
from rag.readers.web.pulled import without_pulled

PRESCAN_BYTES = 4_096
"""How far into a page its encoding may be named; the HTML standard says 1,024."""

MIN_FOUND_SHARE = 0.3
"""An article with less of the page's running text than that was not found whole."""

MIN_SHOWN_SHARE = 0.5
"""Of an article of which the page shows less a script shows the rest."""

MAX_BYLINE_CHARS = 200
FIRST_DAY = "-01-01"
MAX_TITLE_PARTS = 8
MAX_AUTHORS, MAX_NAME_WORDS = 50, 12
MAX_TOP_BLOCKS = 8
"""Further down what says the same as the front may be a signature."""

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)

_LINK = re.compile(r"<a\s[^>]*?\bhref\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(
    r"(?:follow )?authors?|user ?name|authority control|作者", re.IGNORECASE
)
"""What stands where a page has its author's name, or another's, or has none."""

_BEFORE_SITE = re.compile(r"\s(?:[-–—|·•»]|::)\s")

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
    page = [b for b in markup.blocks if not b.is_around and not is_menu(b)]
    title = _title(markup, document)
    article = article_blocks(markup.blocks, found, _BEFORE_SITE.split(title or ""))
    is_whole = _running_chars(article) >= MIN_FOUND_SHARE * _running_chars(page)
    # Rather all that is shown than a part of the article. A page without links is a
    # document, with nothing beside it.
    if not article or not is_whole or not _LINK.search(text):
        article = page or list(markup.blocks)
    # trafilatura also reads what a page states for searchers (JSON-LD).
    if _running_chars(article) < MIN_SHOWN_SHARE * len(found):
        lines = filter(str.strip, found.split("\n"))
        article = [MarkupBlock(line, 0, 0.0, False) for line in lines]
    if not article:
        raise EmptyFileError("shows no text without its scripts: save the page as text")
    if document.date and not _states(document.date, text, markup.blocks):
        # What stands between title and text may be left out of the article.
        document.date = _shown_date((page, article), document.date)
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
        document = bare_extraction(text, with_metadata=True, include_comments=False)
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
    author = _as_shown(document.author or "", _short(markup.blocks)) or None
    builder = DraftBuilder()
    span = None
    bylines = _bylines(markup.blocks, author or _author_over(article), date)
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


def _title(markup: Markup, document: Document) -> str | None:
    """Give the heading that a page states as its title; else what it states.

    Where it states none, trafilatura may take the first heading of a part.
    """
    found = document.title
    heads = [" ".join(b.text.split()) for b in markup.blocks if b.level == 1]
    if not markup.title:
        return heads[0] if found in heads else found
    heading = _heading_in(markup.title, markup.blocks)
    if heading:
        return heading
    first, *others = _BEFORE_SITE.split(markup.title)
    # It takes no part with a full stop, but a site's name or a heading instead.
    sections = [" ".join(b.text.split()) for b in markup.blocks if b.level > 1]
    if "." in first and found in (*others, *sections):
        return first
    return _heading_in(found, markup.blocks) or found or markup.title


def _heading_in(title: str | None, blocks: Sequence[MarkupBlock]) -> str | None:
    """Find the heading that a title has between the names of sections and sites.

    It begins with the first of the title's parts, or has the longest, which alone may
    lead elsewhere: a site may have its own name in a heading above, which leads home.
    """
    parts = [" ".join(_WORD.findall(p)) for p in _BEFORE_SITE.split(title or "")]
    parts = [part.casefold() for part in parts if part][:MAX_TITLE_PARTS]
    has_longest = {
        " ".join(parts[i:j]): max(parts, key=len) in parts[i:j]
        for i, j in combinations(range(len(parts) + 1), 2)
        if i == 0 or max(parts, key=len) in parts[i:j]
    }
    found = None
    for block in blocks:
        words = " ".join(_WORD.findall(block.text.casefold()))
        if block.level and words in has_longest:
            if has_longest[words] or not is_menu(block):
                found = " ".join(block.text.removeprefix(BULLET).split())
        elif found and is_long(block) and ends_sentence(block.text):
            break
    return found


def _states(date: str, page: str, blocks: Sequence[MarkupBlock]) -> bool:
    """Tell whether a page says that this is its day, as far as can be told.

    trafilatura takes days from a text, too, and makes a year its first day.
    """
    if any(date.replace("-", sign) in page for sign in ("-", "/", ".", "")):
        return True
    if any(date_in(block.text) == date for block in _short(blocks)):
        return True
    told = any(found.iso == date for b in blocks for found in every_date(b.text))
    return not told and not date.endswith(FIRST_DAY)


def _shown_date(parts: Sequence[list[MarkupBlock]], date: str) -> str | None:
    """Find a day or month of a date's year in a short block at a part's top."""
    tops = (b for part in parts for b in _short(part) if b in part[:MAX_TOP_BLOCKS])
    found = (date_in(block.text) for block in tops)
    return next((day for day in found if day and day[:4] == date[:4]), None)


def _short(blocks: Sequence[MarkupBlock]) -> list[MarkupBlock]:
    """Keep what may be a byline: short, and no sentence of the running text."""
    ends = [ends_sentence(block.text) for block in blocks]
    running = [
        i
        for i, block in enumerate(blocks)
        if ends[i] and width(block.text) >= MIN_LEAD_COLUMNS
    ]
    inside = range(running[0], running[-1] + 1) if running else ()
    return [
        block
        for i, block in enumerate(blocks)
        if len(block.text) <= MAX_BYLINE_CHARS and not (ends[i] and i in inside)
    ]


def _is_made_of(text: str, lines: Sequence[str]) -> bool:
    """Tell whether a text holds no word but some lines'."""
    rest = text = " ".join(text.split())
    for line in sorted(lines, key=len, reverse=True):
        rest = rest.replace(line, " ")
    return rest != text and not any(map(str.isalnum, rest))


def _as_shown(authors: str, blocks: Sequence[MarkupBlock]) -> str:
    """Name authors as a page does: trafilatura takes off points, and adds a month."""
    names = [name for name in authors.split("; ") if not _NO_NAME.fullmatch(name)]
    shown = dict[str, str]()
    for name in names[:MAX_AUTHORS]:
        found = _shown_name(name.split()[:MAX_NAME_WORDS], blocks)
        shown.setdefault(found.casefold(), found)
    return "; ".join(filter(None, shown.values()))


def _shown_name(words: list[str], blocks: Sequence[MarkupBlock]) -> str:
    """Find how a page writes a name, which no date follows at once."""
    rest = list(words)
    while rest and is_of_date(rest[-1]):
        rest.pop()
    whole, beginning = (r"\W+".join(map(re.escape, some)) for some in (words, rest))
    for form in (rf"{whole}\b(?!,? (?:\w+ )?\d)", rest and rf"{beginning}\b"):
        found = (re.search(rf"\b{form}", block.text) for block in blocks if form)
        if match := next(filter(None, found), None):
            return " ".join(match[0].split())
    return " ".join(words if rest else rest)


def _author_over(article: Sequence[MarkupBlock]) -> str | None:
    """Find who a line over the text says has written it."""
    top = takewhile(lambda b: not (is_long(b) and ends_sentence(b.text)), article)
    lines = (" ".join(block.text.split()) for block in top)
    stated = (read_statement(line, 0, is_first=False) for line in lines)
    return next((each.author for each in stated if each.author), None)


def _bylines(
    blocks: Sequence[MarkupBlock], author: str | None, date: str | None
) -> list[str]:
    """Find the short blocks where the page shows its author and date."""
    short = [block.text for block in _short(blocks)]
    # trafilatura joins several by semicolons; the page writes them its own way.
    first_author = author.split(";")[0].strip() if author else None
    by = next((t for t in short if first_author and first_author in t), None)
    when = next((t for t in short if date and date_in(t) == date), None)
    # In a page's foot they may be items.
    shown = (line and line.removeprefix(BULLET) for line in (by, when))
    return list(dict.fromkeys(filter(None, shown)))
