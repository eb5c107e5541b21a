"""What a page states: its title, who wrote it and when, in the words that it shows."""

import re
from collections.abc import Sequence
from itertools import combinations, takewhile

from trafilatura.settings import Document

from rag.readers.contents import heads_contents
from rag.readers.plain.dates import date_in, every_date, is_of_date
from rag.readers.plain.lines import ends_sentence, width
from rag.readers.plain.names import is_role, persons
from rag.readers.plain.statements import read_statement
from rag.readers.web.blocks import Markup, MarkupBlock
from rag.readers.web.chosen import MIN_LEAD_COLUMNS, is_long, is_menu
from rag.readers.web.lists import BULLET
from rag.readers.web.shown import plain_words

MAX_BYLINE_CHARS = 200
FIRST_DAY = "-01-01"
MAX_TITLE_PARTS = 8
MAX_AUTHORS, MAX_NAME_WORDS = 50, 12
MAX_TOP_BLOCKS = 8
"""Further down what says the same as the front may be a signature."""

_META = re.compile(r"<meta\s[^<>]*+>", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*+:\s*+"(\d{4}-\d\d-\d\d)')
_CHANGED = re.compile(r"\b(?:updat|modif|revis|chang|edit)ed\b", re.IGNORECASE)
_FIRST_YEAR = "1991"
"""There were no pages before; a day that stands on top may be one of history."""

_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(
    r"(?:follow )?authors?|user ?name|authority control|作者"
    r"|(?:责任编辑|責任編輯|编辑|編輯|編集)\s*[:：].*"
    r"|(?:photos?|fotos?|фото|صورة|写真|图片?)\b.*",
    re.IGNORECASE,
)
"""What stands where a page has its author's name, or another's, or has none."""

BEFORE_SITE = re.compile(r"\s(?:[-–—|·•»]|::)\s")
_PARTS = " -–—|·•»:"
"""What may be left at the end of what stood before a site's name."""


def title_of(markup: Markup, document: Document) -> str | None:
    """Give the heading that a page states as its title; else what it states.

    Where it states none, trafilatura may take the first heading of a part.

    Args:
        markup: The page.
        document: What trafilatura found in it.
    """
    found = document.title
    # Where a page has no title, that of its contents comes first.
    found = None if found and heads_contents(found) else found
    heads = [" ".join(b.text.split()) for b in markup.blocks if b.level == 1]
    if not markup.title:
        # It has the signs by which a heading leads to itself.
        is_head = found and plain_words(found) in map(plain_words, heads)
        return heads[0] if is_head else found
    heading = _heading_in(markup.title, markup.blocks)
    if heading:
        return heading
    first, *others = BEFORE_SITE.split(markup.title)
    # It takes no part with a full stop, but a site's name or a heading instead.
    sections = [" ".join(b.text.split()) for b in markup.blocks if b.level > 1]
    if "." in first and found in (*others, *sections):
        return first
    title = found or markup.title
    return _heading_in(found, markup.blocks) or _without(document.sitename, title)


def _heading_in(title: str | None, blocks: Sequence[MarkupBlock]) -> str | None:
    """Find the heading that a title has between the names of sections and sites.

    It begins with the first of the title's parts, or has the longest, which alone may
    lead elsewhere: a site may have its own name in a heading above, which leads home.
    """
    parts = [" ".join(_WORD.findall(p)) for p in BEFORE_SITE.split(title or "")]
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


def _without(site: str | None, title: str) -> str:
    """Take a site's name off the end of a title."""
    *rest, last = BEFORE_SITE.split(title)
    is_named = rest and site and last.casefold() == site.casefold()
    return title[: -len(last)].rstrip(_PARTS) if is_named else title


def authors_of(document: Document, blocks: Sequence[MarkupBlock]) -> str | None:
    """Name who wrote a page as it does itself.

    trafilatura takes off points, and may add a month, the site, what a person is or a
    name made of an address: "Jo Doe | jodoe@paper.example" is Jo Doe.

    Args:
        document: What trafilatura found.
        blocks: The page's blocks.

    Returns:
        Their names with semicolons between, or None.
    """
    short = "\n".join(block.text for block in _short(blocks))
    shown = dict[str, str]()
    for author in (document.author or "").split("; ")[:MAX_AUTHORS]:
        words = _bare_name(author, document.sitename).split()[:MAX_NAME_WORDS]
        is_none = _NO_NAME.fullmatch(author) or (shown and is_role(author))
        if words and not (is_none or _is_address(words, short)):
            name = _shown_name(words, short)
            shown.setdefault(name.casefold(), name)
    names = [name for name in shown.values() if name]
    return "; ".join(_with_others(names, short)) or None


def _with_others(names: list[str], text: str) -> list[str]:
    """Add whom the first line that has the first name says to have written with them.

    trafilatura takes those alone whose links say that they are authors.
    """
    line = next((x for x in text.split("\n") if names and names[0] in x), "")
    stated = persons(read_statement(line, 0, is_first=False).author or "")
    return stated if set(names) < set(stated) else names


def _bare_name(author: str, site: str | None) -> str:
    """Take off an author's name what parts it from the next, and its site's."""
    name = author.rstrip(_PARTS)
    *rest, last = BEFORE_SITE.split(name)
    own = (site or "").partition(".")[0].casefold()
    is_sites = bool(rest) and last.split()[0].casefold() == own
    return name[: -len(last)].rstrip(_PARTS) if is_sites else name


def _is_address(words: Sequence[str], text: str) -> bool:
    """Tell whether words are the two ends of an address for mail that a text shows."""
    ends = rf"\b{re.escape(words[0])}@[\w.-]*\.{re.escape(words[-1])}\b"
    return re.search(ends, text, re.IGNORECASE) is not None


def _shown_name(words: list[str], text: str) -> str:
    """Find how a text writes a name, which no date follows at once."""
    rest = list(words)
    while rest and is_of_date(rest[-1]):
        rest.pop()
    if not rest:
        return ""
    whole, beginning = (r"\W{1,2}".join(map(re.escape, name)) for name in (words, rest))
    shown = re.search(rf"\b{whole}\b(?!,? (?:\w+ )?\d)", text)
    shown = shown or re.search(rf"\b{beginning}\b", text)
    return " ".join(shown[0].split() if shown else words)


def author_over(article: Sequence[MarkupBlock]) -> str | None:
    """Find who a line over the text says has written it.

    Args:
        article: The blocks of the article.
    """
    top = takewhile(lambda b: not (is_long(b) and ends_sentence(b.text)), article)
    lines = (" ".join(block.text.split()) for block in top)
    stated = (read_statement(line, 0, is_first=False) for line in lines)
    return next((each.author for each in stated if each.author), None)


def bylines_of(
    blocks: Sequence[MarkupBlock], author: str | None, date: str | None
) -> list[str]:
    """Find the short blocks where the page shows its author and date.

    Args:
        blocks: The page's blocks.
        author: Who wrote it, several with semicolons between.
        date: In ISO 8601.
    """
    short = [block.text for block in _short(blocks)]
    # trafilatura joins several by semicolons; the page writes them its own way.
    first_author = author.split(";")[0].strip() if author else None
    by = next((t for t in short if first_author and first_author in t), None)
    when = next((t for t in short if date and date_in(t) == date), None)
    # In a page's foot they may be items.
    shown = (line and line.removeprefix(BULLET) for line in (by, when))
    return list(dict.fromkeys(filter(None, shown)))


def states_day(date: str, page: str, blocks: Sequence[MarkupBlock]) -> bool:
    """Tell whether a page says that this is its day, as far as can be told.

    trafilatura takes days from a text, too, and makes a year its first day.

    Args:
        date: A day in ISO 8601.
        page: The page's source.
        blocks: Its blocks.
    """
    if any(date.replace("-", sign) in page for sign in ("-", "/", ".", "")):
        return True
    if any(date_in(block.text) == date for block in _short(blocks)):
        return True
    told = any(found.iso == date for b in blocks for found in every_date(b.text))
    return not told and not date.endswith(FIRST_DAY)


def shown_day(parts: Sequence[list[MarkupBlock]], date: str) -> str | None:
    """Find a day or month of a date's year in a short block at a part's top.

    Args:
        parts: The blocks of parts of the page.
        date: In ISO 8601.

    Returns:
        yyyy-mm-dd or yyyy-mm, or None.
    """
    found = (date_in(block.text) for block in _tops(parts))
    return next((day for day in found if day and day[:4] == date[:4]), None)


def published_day(
    parts: Sequence[list[MarkupBlock]], date: str, page: str
) -> str | None:
    """Find the day of publication where a page's date may be that of a later change.

    trafilatura takes that from a page's head before it looks anywhere else.

    Args:
        parts: The blocks of parts of the page.
        date: A day in ISO 8601.
        page: The page's source.

    Returns:
        An earlier day, or None.
    """
    tags = [tag.lower() for tag in _META.findall(page) if date in tag]
    is_change = any("modified" in tag or "updated" in tag for tag in tags)
    if not is_change or any("publish" in tag for tag in tags):
        return None
    lines = (line for block in _tops(parts) for line in block.text.split("\n"))
    stated = (
        read_statement(line, 0, is_first=False).date
        for line in lines
        if not _CHANGED.search(line)
    )
    told = {*_PUBLISHED.findall(page)}  # several may be those of comments
    days = [*(told if len(told) == 1 else ()), *filter(None, stated)]
    return next(
        (d for d in days if _FIRST_YEAR <= d < date and len(d) == len(date)), None
    )


def _tops(parts: Sequence[list[MarkupBlock]]) -> list[MarkupBlock]:
    """List the short blocks at the parts' tops."""
    return [b for part in parts for b in _short(part) if b in part[:MAX_TOP_BLOCKS]]


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
