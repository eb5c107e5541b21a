"""The desk's page as Markdown and as HTML, with footnotes.

Pure functions; whatever comes from an article or a person is escaped for its form.
"""

from collections.abc import Sequence
from html import escape

from rag.page.desk.footnotes import TITLE, NotedQuote
from rag.page.quotes.export import STYLE, html_file, markdown_line
from rag.page.quotes.quote_html import language_attributes

_FOOTNOTES = """
blockquote + p { margin: 0 0 2rem }
section { margin-top: 3rem; border-top: 1px solid #8a8f86; font-size: .9rem }
li { overflow-wrap: anywhere }
sup { line-height: 0 }
"""

Lines = Sequence[Sequence[str]]


def markdown_page(quotes: Sequence[NotedQuote]) -> str:
    """Write the page as Markdown with footnotes, as Pandoc and GitHub read them."""
    blocks = [f"# {TITLE}"]
    for quote in quotes:
        said = _markdown_blocks(quote.paragraphs)
        said[-1] += f"[^{quote.number}]"
        blocks.append("\n>\n".join(map(_quoted, said)))
        blocks += _markdown_blocks(quote.note)
    blocks += map(_markdown_footnote, quotes)
    return "\n\n".join(blocks) + "\n"


def _markdown_blocks(paragraphs: Lines) -> list[str]:
    # A backslash at its end keeps a line from running into the next.
    return ["\\\n".join(map(markdown_line, lines)) for lines in paragraphs]


def _quoted(block: str) -> str:
    return "\n".join(f"> {line}" for line in block.split("\n"))


def _markdown_footnote(quote: NotedQuote) -> str:
    note = quote.footnote
    before, title, after = map(markdown_line, (note.before, note.title, note.after))
    parts = [
        f"{before}*{title}*{after}",
        f"<{note.address}>" if note.address else "",
        markdown_line(note.remark),
    ]
    return f"[^{quote.number}]: {' '.join(part for part in parts if part)}"


def html_page(quotes: Sequence[NotedQuote]) -> str:
    """Write the page as one HTML file that runs nothing and asks for nothing."""
    body = "".join(map(_quote_html, quotes))
    notes = "".join(map(_footnote_html, quotes))
    body = (
        f'<main><h1>{TITLE}</h1>{body}<section role="doc-endnotes">'
        f"<h2>Notes</h2><ol>{notes}</ol></section></main>"
    )
    return html_file(TITLE, f"{STYLE}{_FOOTNOTES}", body)


def _quote_html(quote: NotedQuote) -> str:
    number = quote.number
    sign = (
        f'<sup><a role="doc-noteref" id="quote-{number}" href="#note-{number}">'
        f"{number}</a></sup>"
    )
    *others, last = _html_blocks(quote.paragraphs)
    said = _paragraphs_html([*others, last + sign])
    language = language_attributes(quote.language)
    note = _paragraphs_html(_html_blocks(quote.note))
    return f"<blockquote{language}>{said}</blockquote>{note}"


def _html_blocks(paragraphs: Lines) -> list[str]:
    return ["<br>".join(map(escape, lines)) for lines in paragraphs]


def _paragraphs_html(blocks: Sequence[str]) -> str:
    return "".join(f"<p>{block}</p>" for block in blocks)


def _footnote_html(quote: NotedQuote) -> str:
    note, number = quote.footnote, quote.number
    link = ""
    if note.address:
        address = escape(note.address)
        link = f' <a href="{address}" rel="noreferrer">{address}</a>'
    remark = f" {escape(note.remark)}" if note.remark else ""
    return (
        f'<li id="note-{number}">{escape(note.before)}<cite>{escape(note.title)}</cite>'
        f"{escape(note.after)}{link}{remark} "
        f'<a role="doc-backlink" href="#quote-{number}" '
        f'aria-label="Back to quote {number}">↩</a></li>'
    )
