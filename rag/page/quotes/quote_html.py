"""One quote as HTML: cut out of its passage, with all that is marked in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from rag.page.quotes.cutting import Quote
from rag.page.quotes.shortening import first_words, last_words
from rag.page.words.saying import N_, _
from rag.text.language_names import direction_of
from rag.text.line_breaks import levels, unwrapped_parts
from rag.types import Span

MAX_BEFORE_CHARS = 140
MAX_AFTER_CHARS = 320
_LINE_END = re.compile(r" *\n( *)")
_INDENT = '<i class="in"></i>'

CHANGED = N_(
    "The article has changed since this was found; these are its words as they were. "
    "Ask again for those of now."
)
CHANGED_ELSEWHERE = N_(
    "The article has changed since this was found; it still says these words."
)
GONE = N_(
    "This article is no longer in the library; these are its words as they were found."
)


@dataclass(frozen=True, slots=True)
class AboutQuote:
    """What is known of a quote: what is said below it, in HTML, and what answers in it.

    `answer` are the answer's own words, `above` those in its headings, `marks` further
    sentences of the answer.
    """

    below: str = ""
    answer: Span | None = None
    above: Span | None = None
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteMarkup:
    """How a form writes text, marked sentences, and the answer's own words in them.

    Args:
        safe: Writes a text so that it is text alone.
        mark: What stands before and after a marked sentence.
        words: What stands before and after the answer's own words.
    """

    safe: Callable[[str], str]
    mark: tuple[str, str]
    words: tuple[str, str]

    def in_turn(self, pieces: Sequence[str]) -> str:
        """Write plain and marked pieces in turn, as `pieces_of` gives them."""
        opening, closing = self.mark
        return "".join(
            f"{opening}{self.safe(piece)}{closing}" if number % 2 else self.safe(piece)
            for number, piece in enumerate(pieces)
        )

    def with_words(self, text: str, words: Span | None, first: int = 0) -> str:
        """Write a text that begins at `first`, words of it set apart if it has them."""
        start, end = (words.start - first, words.end - first) if words else (0, 0)
        if not 0 <= start < end <= len(text):
            return self.safe(text)
        parts = text[:start], text[start:end], text[end:]
        before, inside, after = map(self.safe, parts)
        return f"{before}{self.words[0]}{inside}{self.words[1]}{after}"


_MARKUP = QuoteMarkup(
    escape,
    ('<strong class="marked">', "</strong>"),
    ('<b class="words">', "</b>"),
)


def quote_html(
    quote: Quote, look: str, about: AboutQuote, judging: str, *, with_title: bool
) -> str:
    """Show a quote in its passage.

    Args:
        quote: The quote.
        look: The classes of its block: "best", "further", "nearest" or "named", and
            those of `look_of`.
        about: What is known of it.
        judging: The buttons that judge it, in HTML.
        with_title: Say its article's title, too, and not its place alone.
    """
    start, end = quote.reference.start, quote.reference.end
    # Of what has changed nobody knows what is where.
    is_same = quote.verbatim and not quote.was
    about = about if is_same else AboutQuote(about.below)
    parts = unwrapped_parts(quote.before, quote.text, quote.after)
    before = pieces_of(parts[0], start - len(parts[0]), about.marks)
    after = pieces_of(parts[2], end, about.marks)
    before[0] = _last_chars(before[0])
    after[-1] = first_words(after[-1], MAX_AFTER_CHARS)
    said = _MARKUP.with_words(parts[1], about.answer, start)
    lang = language_attributes(quote.language)
    # What isn't there can't be judged.
    source = _source_html(quote, "" if quote.gone else judging, with_title, about)
    note = "" if is_same else f'<p class="changed">{_(_why(quote))}</p>'
    look = f"{look} gone" if quote.gone else look
    passage = (
        f'{_MARKUP.in_turn(before)}<strong class="said">{said}</strong>'
        f"{_MARKUP.in_turn(after)}"
    )
    return (
        f'<blockquote class="{look}"><p class="passage"{lang}>{in_lines(passage)}</p>'
        f"{source}{about.below}{note}"
        "</blockquote>"
    )


def _why(quote: Quote) -> str:
    """Say what has become of a quote that isn't as it was found."""
    if quote.verbatim:
        return CHANGED_ELSEWHERE
    return GONE if quote.gone else CHANGED


def language_attributes(code: str) -> str:
    """Say to a browser which language a text is in and which way it is written.

    Example:
        >>> language_attributes("ar"), language_attributes("")
        (' lang="ar" dir="rtl"', '')
    """
    return f' lang="{escape(code)}" dir="{direction_of(code)}"' if code else ""


def pieces_of(text: str, first: int, marks: Sequence[Span]) -> list[str]:
    """Cut what stands beside a quote around what else is marked there.

    Args:
        text: It.
        first: Where it begins in the article.
        marks: The marked sentences, as ranges in the article and in its order; what
            doesn't lie in the text is left out.

    Returns:
        Plain and marked pieces in turn, plain ones (which may be empty) at both ends.
    """
    pieces: list[str] = []
    at = 0
    for mark in marks:
        start, end = mark.start - first, mark.end - first
        if at <= start < end <= len(text):
            pieces += [text[at:start], text[start:end]]
            at = end
    return [*pieces, text[at:]]


def in_lines(html: str) -> str:
    r"""Break the lines of what was unwrapped, and indent the items of inner lists.

    Example:
        >>> in_lines("boats: \n  - rafts")
        'boats:<br>  <i class="in"></i>- rafts'
    """
    return _LINE_END.sub(_line_begun, html)


def _line_begun(end: re.Match[str]) -> str:
    # Its white space stays, for whoever copies or checks the words.
    return f"<br>{end[1]}{_INDENT * levels(len(end[1]))}"


def _source_html(
    quote: Quote, judging: str, with_title: bool, about: AboutQuote
) -> str:
    link = escape(quote.reference.permalink)
    whole = " · ".join(filter(None, quote.where))
    # Of a quote that a person named in an article that is gone, nobody kept the title.
    shown = filter(None, quote.where if with_title else quote.where[1:])
    # No line begins with a dot.
    parts = (
        _MARKUP.with_words(part, about.above if part == quote.section else None)
        for part in shown
    )
    where = "\u00a0· ".join(f"<span>{part}</span>" for part in parts)
    badge, pin = (_verbatim_html(), _pin_html(quote)) if quote.verbatim else ("", "")
    # A script asks for the source with these marked, too.
    also = " ".join(f"{mark.start}-{mark.end}" for mark in about.marks)
    data = f' data-marks="{also}"' if also else ""
    return (
        f'<p class="source"><a class="cite" href="{link}"{data} '
        f'title="{escape(whole)}">'
        f'<span class="number">{quote.number}</span> '
        f'<span class="where">{where}</span></a>{badge}{judging}{pin}</p>'
    )


def _verbatim_html() -> str:
    means = _(
        "Cut out of the stored article just now, and letter for letter what was found"
    )
    return f' <span class="verbatim" title="{means}">{_("verbatim")}</span>'


def _pin_html(quote: Quote) -> str:
    """Offer to pin a quote; a script presses the button of one that is pinned."""
    reference = escape(str(quote.reference))
    return (
        f' <button type="button" class="pin" value="{reference}" '
        f'aria-pressed="false">{_("Pin")}</button>'
    )


def _last_chars(text: str) -> str:
    """Keep the end of a long text: the part next to the quote.

    It begins with a line, or else with a word.
    """
    _, end, line = text[-MAX_BEFORE_CHARS:].partition("\n")
    is_cut = len(text) > MAX_BEFORE_CHARS and end
    return line if is_cut else last_words(text, MAX_BEFORE_CHARS)
