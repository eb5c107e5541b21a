"""An article as HTML, with the quotes marked in it.

Pure functions; whatever comes from an article passes through `escape`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from rag.judging.verdicts import Kind
from rag.page.quotes.matching import question_stems, underlined_html
from rag.page.quotes.references import Reference
from rag.page.quotes.verdicts import is_named
from rag.types import Article, Heading, Paragraph, Place, Span

WINDOW_CHARS = 200_000
"""What the panel holds of a longer article at once; 2 MB took a browser seconds."""

STRETCH_BLOCKS = 40
"""A longer article that is shown whole is laid out in stretches of so many paragraphs,
when they come near the view: 2 MB were there in 0.4 of the time."""

Write = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to mark: its number (0: unnumbered), its place, and if it is the one.

    `judged` is what a person said of it.
    """

    number: int
    reference: Reference
    active: bool
    judged: Kind | None = None


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
    starts = [item.start for item in article.paragraphs if item.number == paragraph]
    middle = starts[0] if starts else 0
    low, high = middle - WINDOW_CHARS // 2, middle + WINDOW_CHARS // 2
    inside = [item for item in article.paragraphs if low <= item.start <= high]
    first = 0 if low <= 0 else inside[0].start
    return Span(first, inside[-1].end)


def article_html(article: Article, view: View) -> str:
    """Write an article with its headings, paragraphs and marked quotes."""
    language = escape(article.language)
    inside = _head(article, view) + _body(article, view)
    return f'<article lang="{language}">{inside}</article>'


def _head(article: Article, view: View) -> str:
    """Write the title; below it the front where it is quoted, or author and date."""
    title = f'<h{view.top} class="title">{escape(article.title)}</h{view.top}>'
    if view.window and view.window.start > 0:
        return title
    # The front holds author and date already, in its own words.
    front = _front(article, view.marks)
    if front and _inside(front, view.marks):
        return title + _paragraph_html(article, front, view)
    known = [part for part in (article.author, article.date) if part]
    byline = " · ".join(escape(part) for part in known)
    return f'{title}<p id="p0" class="byline">{byline}</p>'


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


def _body(article: Article, view: View) -> str:
    window = view.window or Span(0, len(article.text))
    shown = [
        heading
        for heading in article.headings
        if window.start <= heading.start < window.end
        and not _is_title(article, heading)
    ]
    blocks = [
        (heading.start, _heading_html(article, heading, level))
        for heading, level in zip(shown, _levels(shown, view.top), strict=True)
    ]
    blocks += [
        (paragraph.start, _paragraph_html(article, paragraph, view))
        for paragraph in article.paragraphs
        if window.start <= paragraph.start < window.end
    ]
    written = [html for _, html in sorted(blocks, key=lambda block: block[0])]
    # Only the permalink's page shows so much at once.
    if len(article.text) > WINDOW_CHARS and not view.window:
        written = _stretches(written)
    earlier, later = _beyond(article, window)
    return (
        _more_html(article, earlier, "Earlier in the article")
        + "".join(written)
        + _more_html(article, later, "Further in the article")
    )


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


def _heading_html(article: Article, heading: Heading, level: int) -> str:
    text = escape(article.text[heading.start : heading.end].strip())
    return (
        f'<h{level} class="heading" tabindex="-1" data-start="{heading.start}">{text}'
        f"</h{level}>"
    )


def _inside(paragraph: Paragraph, marks: Sequence[Mark]) -> list[Mark]:
    """Choose the marks that touch a paragraph."""
    return [
        mark
        for mark in marks
        if mark.reference.start < paragraph.end and paragraph.start < mark.reference.end
    ]


def _paragraph_html(article: Article, paragraph: Paragraph, view: View) -> str:
    inside = _inside(paragraph, view.marks)
    is_active = any(mark.active for mark in inside)
    names = ["para"]
    names += ["front"] if not paragraph.number else []
    names += ["cited"] if inside else []
    names += ["active"] if is_active else []
    write: Write = escape
    if is_active and view.question:
        stems = question_stems(view.question, article.language)
        write = lambda text: underlined_html(text, stems, article.language)  # noqa: E731
    number = paragraph.number
    text = _marked(article.text, paragraph, inside, write)
    # -1: our script gives it the focus, Tab passes it over.
    return (
        f'<p id="p{number}" class="{" ".join(names)}" tabindex="-1" '
        f'data-n="{number or ""}" data-start="{paragraph.start}">{text}</p>'
    )


def _marked(
    text: str, paragraph: Paragraph, inside: Sequence[Mark], write: Write
) -> str:
    """Write a paragraph's text; where quotes overlap, the active one is marked."""
    parts: list[str] = []
    position = paragraph.start
    # The active one first, so that it is kept where quotes overlap.
    order = sorted(inside, key=lambda mark: (not mark.active, mark.reference.start))
    for mark in sorted(_without_overlaps(order), key=lambda m: m.reference.start):
        start = max(mark.reference.start, position)
        end = min(mark.reference.end, paragraph.end)
        parts.append(write(text[position:start]))
        # A quote that goes over several paragraphs has its number in the last.
        number = mark.number if end == mark.reference.end else 0
        parts.append(_mark_html(number, mark, write(text[start:end])))
        position = end
    return "".join(parts) + write(text[position : paragraph.end])


def _without_overlaps(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        own = mark.reference
        if all(
            own.end <= other.reference.start or other.reference.end <= own.start
            for other in kept
        ):
            kept.append(mark)
    return kept


def _mark_html(number: int, mark: Mark, html: str) -> str:
    raised = f'<sup class="number">{number}</sup>' if number else ""
    names = ["active" if mark.active else "other"]
    names += ["named"] if is_named(mark.judged) else []
    names += ["judged-wrong"] if mark.judged == "wrong" else []
    return f'<mark class="{" ".join(names)}">{html}</mark>{raised}'
