"""An article to read, with the quotes marked in it: the source panel, the permalink.

Pure functions to HTML; whatever comes from an article passes through `escape`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.page.render import place
from rag.page.turns import Quote, Reference, cut_quotes
from rag.types import Article, Heading, Paragraph


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to mark: its number (0: unnumbered), its place, and if it is the one."""

    number: int
    reference: Reference
    active: bool


def empty_panel_html() -> str:
    """Say what the panel is for before there is an answer."""
    return (
        '<div class="blank"><p>The source of each quote opens here, with the quote '
        "marked in its article.</p></div>"
    )


def gone_panel_html() -> str:
    """Say that an article has left the library."""
    return '<div class="blank"><p>This article is no longer in the library.</p></div>'


def panel_html(article: Article, references: Sequence[Reference], active: int) -> str:
    """Show an article beside the conversation.

    Args:
        article: The article of the active reference.
        references: All quotes of the answer, best first, other articles' too.
        active: Index of the quote to open, from 0.
    """
    reference = references[active]
    marks = [
        Mark(number, item, item is reference)
        for number, item in enumerate(references, start=1)
        if item.article_id == article.id
    ]
    quote = cut_quotes([reference], lambda _: article)[0]
    title = escape(" · ".join(place(quote))) if isinstance(quote, Quote) else ""
    return (
        f'<header class="bar">{_numbers_html(references, active)}'
        '<button type="button" class="back">Back to the answer</button>'
        f'<a class="perma" href="{escape(reference.permalink)}" target="_blank" '
        'rel="noopener">Open as a page</a></header>'
        f'<div class="text" tabindex="0" role="region" aria-label="{title}" '
        f'data-paragraph="{reference.paragraph}">{article_html(article, marks)}</div>'
    )


def _numbers_html(references: Sequence[Reference], active: int) -> str:
    items = "".join(
        f'<li><a class="go" href="{escape(item.permalink)}"'
        f"{' aria-current=true' if index == active else ''} "
        f'aria-label="Quote {index + 1}">{index + 1}</a></li>'
        for index, item in enumerate(references)
    )
    label = "Quotes of this answer"
    return f'<nav aria-label="{label}"><ol class="numbers">{items}</ol></nav>'


def article_html(article: Article, marks: Sequence[Mark]) -> str:
    """Write an article with its headings, paragraphs and marked quotes."""
    byline = " · ".join(escape(part) for part in (article.author, article.date) if part)
    head = f'<h2 class="title">{escape(article.title)}</h2>'
    if byline:
        head += f'<p class="byline">{byline}</p>'
    language = escape(article.language)
    return f'<article lang="{language}">{head}{_body(article, marks)}</article>'


def _body(article: Article, marks: Sequence[Mark]) -> str:
    blocks: list[tuple[int, str]] = []
    if article.front is not None:
        front = Paragraph(0, article.front.start, article.front.end)
        blocks.append((front.start, _paragraph_html(article, front, marks)))
    blocks += [
        (heading.start, _heading_html(article, heading))
        for heading in article.headings
        if not _is_title(article, heading)
    ]
    blocks += [
        (paragraph.start, _paragraph_html(article, paragraph, marks))
        for paragraph in article.paragraphs
    ]
    return "".join(html for _, html in sorted(blocks, key=lambda block: block[0]))


def _is_title(article: Article, heading: Heading) -> bool:
    front = article.front
    inside = front is not None and front.start <= heading.start < front.end
    text = article.text[heading.start : heading.end].strip()
    return inside or text == article.title


def _heading_html(article: Article, heading: Heading) -> str:
    tag = f"h{min(heading.level + 2, 6)}"
    text = escape(article.text[heading.start : heading.end].strip())
    return f"<{tag}>{text}</{tag}>"


def _paragraph_html(
    article: Article, paragraph: Paragraph, marks: Sequence[Mark]
) -> str:
    """Write a paragraph; the quotes in it are marked, overlapping ones once."""
    inside = [
        mark
        for mark in marks
        if paragraph.start <= mark.reference.start < paragraph.end
        or paragraph.start < mark.reference.end <= paragraph.end
    ]
    classes = _classes(paragraph, inside)
    number = paragraph.number
    return (
        f'<p id="p{number}" class="{classes}" tabindex="-1" data-n="{number or ""}">'
        f"{_marked(article.text, paragraph, inside)}</p>"
    )


def _classes(paragraph: Paragraph, inside: Sequence[Mark]) -> str:
    names = ["para" if paragraph.number else "para front"]
    if inside:
        names.append("cited")
    if any(mark.active for mark in inside):
        names.append("active")
    return " ".join(names)


def _marked(text: str, paragraph: Paragraph, inside: Sequence[Mark]) -> str:
    parts: list[str] = []
    position = paragraph.start
    order = sorted(inside, key=lambda mark: (not mark.active, mark.reference.start))
    for mark in sorted(_without_overlaps(order), key=lambda m: m.reference.start):
        start = max(mark.reference.start, position)
        end = min(mark.reference.end, paragraph.end)
        parts.append(escape(text[position:start]))
        parts.append(_mark_html(mark, text[start:end]))
        position = end
    return "".join(parts) + escape(text[position : paragraph.end])


def _without_overlaps(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        place_of = mark.reference
        if all(
            place_of.end <= other.reference.start
            or other.reference.end <= place_of.start
            for other in kept
        ):
            kept.append(mark)
    return kept


def _mark_html(mark: Mark, text: str) -> str:
    number = f'<sup class="number">{mark.number}</sup>' if mark.number else ""
    kind = "active" if mark.active else "other"
    return f'<mark class="{kind}">{escape(text)}</mark>{number}'


def article_page_html(article: Article, reference: Reference | None) -> str:
    """Write the permalink's page: whole, and readable without JavaScript."""
    marks = [Mark(0, reference, active=True)] if reference else []
    return _page_html(article.title, article_html(article, marks))


def message_page_html(title: str, message: str) -> str:
    """Write a page that says why there is nothing to read."""
    return _page_html(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>")


def _page_html(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} · Quotewell</title>"
        '<link rel="stylesheet" href="/style/type.css">'
        '<link rel="stylesheet" href="/style/reading.css"></head>'
        '<body class="alone"><nav><a href="/">Quotewell</a></nav>'
        f'<main class="text">{content}</main></body></html>'
    )
