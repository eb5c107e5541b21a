"""An article as HTML, with the quotes marked in it.

Pure functions; whatever comes from an article passes through `escape`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.page.quotes.blocks import WrittenBlock, block_of, grouped
from rag.page.quotes.formatting import (
    Formats,
    Write,
    hidden,
    signs_at,
    write_wrapped,
)
from rag.page.quotes.marks import Mark, marks_in, with_marks
from rag.page.quotes.quote_html import language_attributes
from rag.page.quotes.tables import Columns, columns_by_row, unseen
from rag.page.words.saying import _
from rag.readers.plain.statements import read_statement
from rag.text.line_breaks import unwrapped
from rag.text.terms import content_stems, find_terms
from rag.types import Article, Heading, Paragraph, Place, Span

WINDOW_CHARS = 200_000
"""What the panel holds of a longer article at once; 2 MB took a browser seconds."""

STRETCH_BLOCKS = 40
"""A longer article that is shown whole is laid out in stretches of so many paragraphs,
when they come near the view: 2 MB were there in 0.4 of the time."""


@dataclass(frozen=True, slots=True)
class View:
    """How an article is to be shown.

    Args:
        marks: The quotes to mark.
        question: Its words are underlined in the paragraph of the active quote.
        window: The range of the text to show; None is all of it.
        top: Level of the title's heading, 1 to 2; the article's own follow below it.
    """

    marks: Sequence[Mark] = ()
    question: str = ""
    window: Span | None = None
    top: int = 2


def window_around(article: Article, paragraph: int) -> Span | None:
    """Choose what to show of an article that is too long to be shown whole.

    Args:
        article: The article.
        paragraph: Number of the paragraph in the middle.

    Returns:
        A range of whole paragraphs, or None for an article of moderate length.
    """
    if len(article.text) <= WINDOW_CHARS:
        return None
    own = article.paragraph(paragraph)
    middle = own.start if own else 0
    low, high = middle - WINDOW_CHARS // 2, middle + WINDOW_CHARS // 2
    inside = [item for item in article.paragraphs if low <= item.start <= high]
    first = 0 if low <= 0 else inside[0].start
    return Span(first, inside[-1].end)


def article_html(article: Article, view: View) -> str:
    """Write an article with its headings, paragraphs and marked quotes."""
    language = language_attributes(article.language)
    inside = _head(article, view) + _body(article, view)
    return f"<article{language}>{inside}</article>"


def _head(article: Article, view: View) -> str:
    """Write the title; below it author and date, or the front.

    That is where it is quoted, or says more than these.
    """
    title = f'<h{view.top} class="title">{escape(article.title)}</h{view.top}>'
    if view.window and view.window.start > 0:
        return title
    # The front holds author and date already, in its own words.
    front = _front(article, view.marks)
    if front and (marks_in(front, view.marks) or _has_subtitle(article, front)):
        return title + _paragraph_block(article, front, view, Formats(article), {}).html
    known = [part for part in (article.author, article.date) if part]
    byline = " · ".join(escape(part) for part in known)
    return f'{title}<p id="p0" class="byline" tabindex="-1">{byline}</p>'


def _front(article: Article, marks: Sequence[Mark]) -> Paragraph | None:
    """Take the front as a paragraph.

    It goes without the title, which stands above it already, unless that is quoted.
    """
    if article.front is None:
        return None
    start, end = article.front.start, article.front.end
    title_end = start + len(article.title)
    is_quoted = any(start <= mark.reference.start < title_end for mark in marks)
    if article.text.startswith(article.title, start) and not is_quoted:
        rest = article.text[start + len(article.title) : end]
        start = end - len(rest.lstrip()) if rest.strip() else start
    return Paragraph(0, start, end)


def _has_subtitle(article: Article, front: Paragraph) -> bool:
    """Tell whether the first line below the title is neither an author's nor a date."""
    first = article.text[front.start : front.end].strip().split("\n")[0].strip()
    is_below = article.front is not None and front.start > article.front.start
    names = (article.author or "").split(" · ")
    is_named = any(name and name in first for name in names)
    stated = read_statement(first, 0, is_first=False)
    return is_below and not is_named and stated.span is None


def _body(article: Article, view: View) -> str:
    window = view.window or Span(0, len(article.text))
    written = grouped(article.text, _blocks(article, view))
    # Only the permalink's page shows so much at once.
    if len(article.text) > WINDOW_CHARS and not view.window:
        written = _stretches(written)
    earlier, later = _beyond(article, window)
    return (
        _more_html(article, earlier, _("Earlier in the article"))
        + "".join(written)
        + _more_html(article, later, _("Further in the article"))
    )


def _blocks(article: Article, view: View) -> list[WrittenBlock]:
    """Write the headings and paragraphs that are to be shown, in order."""
    window = view.window or Span(0, len(article.text))
    formats = Formats(article)
    shown = [
        heading
        for heading in article.headings
        if window.start <= heading.start < window.end
        and not _is_title(article, heading)
    ]
    blocks = [
        _heading_block(article, heading, level, formats)
        for heading, level in zip(shown, _levels(shown, view.top), strict=True)
    ]
    paragraphs = [
        paragraph
        for paragraph in article.paragraphs
        if window.start <= paragraph.start < window.end
    ]
    rows = ((each, formats.cells(each)) for each in paragraphs)
    columns = columns_by_row(article.text, (row for row in rows if row[1]))
    blocks += [
        _paragraph_block(article, each, view, formats, columns.get(each.start, {}))
        for each in paragraphs
    ]
    return sorted(blocks, key=lambda block: block.start)


def _stretches(blocks: Sequence[str]) -> list[str]:
    return [
        f'<div class="stretch">{"".join(blocks[start : start + STRETCH_BLOCKS])}</div>'
        for start in range(0, len(blocks), STRETCH_BLOCKS)
    ]


def _beyond(
    article: Article, window: Span
) -> tuple[Paragraph | None, Paragraph | None]:
    """Give the last paragraph before the window, and the first one after it."""
    before = [item for item in article.paragraphs if item.start < window.start]
    after = [item for item in article.paragraphs if item.start >= window.end]
    return (before[-1] if before else None, after[0] if after else None)


def _more_html(article: Article, paragraph: Paragraph | None, label: str) -> str:
    if paragraph is None:
        return ""
    start = paragraph.start
    link = Place(article.id, paragraph.number, start, start)
    return (
        f'<p class="more"><a href="{escape(link.permalink)}" '
        f'data-paragraph="{paragraph.number}">{label}</a></p>'
    )


def _is_title(article: Article, heading: Heading) -> bool:
    front = article.front
    in_front = front is not None and front.start <= heading.start < front.end
    # It stands above the article already, as does all of the front.
    return (
        in_front or article.text[heading.start : heading.end].strip() == article.title
    )


def _levels(headings: Sequence[Heading], top: int) -> list[int]:
    """Choose levels that begin below `top` and never skip one on the way down."""
    ranks = sorted({heading.level for heading in headings})
    levels: list[int] = []
    for heading in headings:
        wanted = top + 1 + ranks.index(heading.level)
        deepest = (levels[-1] if levels else top) + 1
        levels.append(min(wanted, deepest, 6))
    return levels


def _heading_block(
    article: Article, heading: Heading, level: int, formats: Formats
) -> WrittenBlock:
    span = Span(heading.start, heading.end)
    words = write_wrapped(
        article.text, span.start, span.end, formats.wraps(span), escape
    )
    html = (
        f'<h{level} class="heading" tabindex="-1" data-start="{heading.start}">'
        f"{words}</h{level}>"
    )
    return WrittenBlock(span.start, span.end, html)


def _paragraph_block(
    article: Article,
    paragraph: Paragraph,
    view: View,
    formats: Formats,
    columns: Columns,
) -> WrittenBlock:
    inside = marks_in(paragraph, view.marks)
    is_active = any(mark.active for mark in inside)
    write: Write = escape
    if is_active and view.question:
        stems = content_stems(view.question, article.language)
        write = lambda text: _underlined_html(text, stems, article.language)  # noqa: E731
    wraps = formats.wraps(paragraph)
    cells = formats.cells(paragraph)
    wraps += hidden(unseen((paragraph, cells), columns))

    def words(start: int, end: int) -> str:
        return write_wrapped(article.text, start, end, wraps, write)

    return block_of(
        paragraph,
        formats,
        cells,
        columns,
        names=_names(article, paragraph, bool(inside), is_active),
        words=lambda part: with_marks(part, inside, words),
        signs=signs_at(wraps, paragraph.start),
    )


def _underlined_html(text: str, stems: frozenset[str], language: str) -> str:
    """Escape a text, and underline its words that are among the stems.

    Example:
        >>> _underlined_html("Two towers & a gate", frozenset({"tower"}), "en")
        'Two <u>towers</u> &amp; a gate'
    """
    if not stems:
        return escape(text)
    parts: list[str] = []
    position = 0
    for term in find_terms(text, language):
        # Terms of scripts without spaces overlap; each character is written once.
        if term.start < position or term.partial or not stems.intersection(term.stems):
            continue
        parts.append(escape(text[position : term.start]))
        parts.append(f"<u>{escape(text[term.start : term.end])}</u>")
        position = term.end
    return "".join(parts) + escape(text[position:])


def _names(
    article: Article, paragraph: Paragraph, is_cited: bool, is_active: bool
) -> list[str]:
    text = article.text[paragraph.start : paragraph.end]
    names = ["para"]
    # Each line of a front says something of its own.
    is_meant = not paragraph.number or unwrapped(text) == text
    names += ["lines"] if "\n" in text and is_meant else []
    names += ["front"] if not paragraph.number else []
    names += ["cited"] if is_cited else []
    return names + (["active"] if is_active else [])
