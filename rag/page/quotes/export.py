"""A conversation as an evidence pack, in three forms.

Pure functions; whatever comes from an article or a person is escaped for its form.
"""

import re
from dataclasses import dataclass, replace
from html import escape

from rag.asking.overviews import heading
from rag.judging.evidence import (
    EvidencePack,
    EvidenceQuote,
    EvidenceTurn,
    pack_for_html,
    pack_for_markdown,
    pack_json,
)
from rag.page.quotes.answer import NEAR_PART, NO_PART
from rag.page.quotes.judged import is_named
from rag.page.quotes.quote_html import QuoteMarkup, in_lines, pieces_of
from rag.page.quotes.states import exported_state, is_bright, refusal_said
from rag.text.line_breaks import levels, unwrapped_parts
from rag.types import Part, Span

STYLE = """
:root { color-scheme: light dark }
body { font: 1.05rem/1.6 Palatino, "Palatino Linotype", P052, Georgia, serif;
  max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem }
blockquote { margin: 1rem 0; padding: 0 0 0 1rem; border-left: 3px solid #8a8f86 }
mark { background: #ffe884; color: #22251f }
u { text-decoration: underline dotted; text-underline-offset: .25em }
footer, .place { font: .9rem/1.5 system-ui, sans-serif; opacity: .8;
  overflow-wrap: anywhere }
.in { display: inline-block; width: 1.2em }
"""


PINNED = "Pinned"
"""Stands over a quote that was pinned in no answer."""

_JUDGED = {
    "right": "judged right",
    "wrong": "judged wrong",
    "here": "marked as the answer",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be saved."""

    name: str
    text: str


def export(pack: EvidencePack, form: str, title: str = "Evidence") -> Exported:
    """Write a pack as "html", "markdown" or "json"; anything else is JSON.

    Args:
        pack: The pack.
        form: The form.
        title: Stands above it, where it is to be read.
    """
    stem = f"quotewell-{re.sub(r'[^0-9]', '', pack.made)[:12]}"
    if form == "html":
        return Exported(f"{stem}.html", _html(pack, title))
    if form == "markdown":
        return Exported(f"{stem}.md", _markdown(pack, title))
    return Exported(f"{stem}.json", pack_json(pack))


def _remarks(turn: EvidenceTurn) -> list[str]:
    """Say how a question was read, what its answer is, and what that lacks."""
    if turn.is_pinned:
        return turn.note.splitlines()
    said = [f"Asked only: {', '.join(turn.within)}"] if turn.within else []
    if turn.read_as and turn.read_as != turn.question:
        said.append(f"Read as: {turn.read_as}")
    if turn.overview is not None:
        titles = {quote.article_id: quote.title for quote in turn.quotes}
        said.append(f"{heading(list(titles.values()), turn.overview)}:")
    else:
        said.append(str(exported_state(turn)))
    if turn.unanswered:
        said.append("Judged: the articles don’t answer it.")
    is_found = any(is_named(quote.verdict) for quote in turn.quotes)
    # What a person named as the answer is above all doubt.
    if turn.status != "answered" and not is_found:
        missing = ", ".join(turn.missing_terms)
        words = f" Not in the articles: {missing}." if missing else ""
        said.append(f"{refusal_said(turn)}{words} Nearest passages:")
    said += [_part_said(part) for part in turn.parts]
    return [*said, *turn.differences]


def _part_said(part: Part) -> str:
    if part.number is None:
        return f"{part.asked}: {NO_PART}"
    if part.status == "answered":
        return f"{part.asked}: [{part.number}]"
    return f"{part.asked}: {NEAR_PART} [{part.number}]"


def _passage(quote: EvidenceQuote, markup: QuoteMarkup) -> str:
    """Write a quote in its passage, with what else is marked there."""
    opening, closing = markup.mark
    parts = unwrapped_parts(quote.before, quote.quote, quote.after)
    first = quote.start - len(quote.before)
    before = markup.in_turn(pieces_of(parts[0], first, quote.marks))
    after = markup.in_turn(pieces_of(parts[2], quote.end, quote.marks))
    words = Span(quote.answer_start or 0, quote.answer_end or 0)
    said = markup.with_words(parts[1], words, quote.start)
    return f"{before}{opening}{said}{closing}{after}"


def _place(quote: EvidenceQuote, markup: QuoteMarkup) -> str:
    parts = (
        f"{'also in ' if quote.is_also else ''}{quote.title}",
        *quote.place.parts,
        f"characters {quote.start}–{quote.end}",
        _standing(quote),
        _JUDGED.get(quote.verdict or "", ""),
    )
    words = quote.answer_in_section
    return " · ".join(
        markup.with_words(part, words if part == quote.section else None)
        for part in parts
        if part
    )


def _standing(quote: EvidenceQuote) -> str:
    """Say whether the words stood there when the pack was made."""
    if not quote.article_sha256:
        return "no longer in the library"
    return "verbatim" if quote.verbatim else "changed since"


def _about(pack: EvidencePack) -> str:
    return (
        f"Made {pack.made} from generation {pack.generation} of the index. "
        "Check it with: quotewell verify FILE"
    )


def _html(pack: EvidencePack, title: str) -> str:
    body = "".join(_turn_html(turn) for turn in pack.turns)
    footer = f"<footer><p>{escape(_about(pack))}</p></footer>"
    title = escape(title)
    body = f"<h1>{title}</h1>{body}{footer}{pack_for_html(pack)}"
    return html_file(f"{title} · Quotewell", STYLE, body)


def html_file(title: str, style: str, body: str) -> str:
    """Write a file that is opened from anywhere: it runs nothing and asks nobody."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head>"
        f"<body>{body}</body></html>\n"
    )


def _turn_html(turn: EvidenceTurn) -> str:
    remarks = "".join(f"<p>{escape(said)}</p>" for said in _remarks(turn))
    quotes = "".join(
        f"<blockquote><p>{in_lines(_passage(quote, _html_of(quote, turn)))}</p>"
        f'<p class="place">[{quote.number}] '
        f"{_place(quote, _HTML)}</p></blockquote>"
        for quote in turn.quotes
    )
    title = escape(turn.question or PINNED)
    return f"<section><h2>{title}</h2>{remarks}{quotes}</section>"


def _html_of(quote: EvidenceQuote, turn: EvidenceTurn) -> QuoteMarkup:
    return _HTML if is_bright(quote, turn) else _HTML_FAINT


def _markdown(pack: EvidencePack, title: str) -> str:
    lines = [f"# {markdown_line(title)}", ""]
    for turn in pack.turns:
        lines += [f"## {markdown_line(turn.question or PINNED)}", ""]
        for said in _remarks(turn):
            lines += [markdown_line(said), ""]
        for quote in turn.quotes:
            lines += [f"> {_passage_markdown(quote)}".rstrip(), ">"]
            lines += [f"> \\[{quote.number}\\] {_place(quote, _MARKDOWN)}", ""]
    return "\n".join([*lines, _about(pack), "", pack_for_markdown(pack), ""])


def markdown_line(text: str) -> str:
    """Keep a text on one line, and its characters from being Markdown or HTML.

    Nor do they make formulas and raised letters, as Pandoc reads "$" and "^".
    """
    text = re.sub(r"([\\`*_{}\[\]<>#|~!&$^])", r"\\\1", re.sub(r"\s+", " ", text))
    # At the beginning these would make a list, or a heading of the line before.
    return re.sub(r"^(\d{0,9})([-+=.)])", r"\1\\\2", text)


EM_SPACE = "\u2003"


def _markdown_lines(text: str) -> str:
    """Write what is quoted, in the lines of what was unwrapped."""
    first, *others = re.split(" *\n", text)
    return "\\\n> ".join([markdown_line(first), *map(_markdown_indented, others)])


def _markdown_indented(line: str) -> str:
    # Plain white space at its beginning would say nothing, or make a listing; the name
    # of another ("&emsp;") would be taken for words.
    item = line.lstrip(" ")
    return EM_SPACE * levels(len(line) - len(item)) + markdown_line(item)


_HTML = QuoteMarkup(escape, ("<mark>", "</mark>"), ("<b>", "</b>"))
_HTML_FAINT = replace(_HTML, mark=("<u>", "</u>"))
_MARKDOWN = QuoteMarkup(_markdown_lines, ("**", "**"), ("*", "*"))
_MARKDOWN_TAGS = replace(
    _MARKDOWN, mark=("<strong>", "</strong>"), words=("<em>", "</em>")
)
# Asterisks between a letter and a sign open nothing before the sign, and close nothing
# behind it (CommonMark 0.31.2, section 6.2): Chinese sentences have no space there.
_NO_EMPHASIS = re.compile(
    r"\w(?:<strong>|<em>)+(?=[^\w\s<])|[^\w\s>](?:</strong>|</em>)+(?=\w)"
)


def _passage_markdown(quote: EvidenceQuote) -> str:
    tagged = _passage(quote, _MARKDOWN_TAGS)
    return tagged if _NO_EMPHASIS.search(tagged) else _passage(quote, _MARKDOWN)
