"""Answers as HTML.

Pure functions from records to HTML. Whatever comes from an article or a person passes
through `escape`; nothing else in `rag.page` writes markup around their words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from types import MappingProxyType
from urllib.parse import quote as percent_encoded

from rag.judging.verdicts import Verdict
from rag.page.quotes.agreeing import Also, also_html, side_by_side
from rag.page.quotes.cutting import Quote
from rag.page.quotes.reasons import reason_html
from rag.page.quotes.turns import AskedTurn, Reference
from rag.page.quotes.verdicts import judging_html, kind_at, none_html
from rag.types import Span, Status

MAX_BEFORE_CHARS = 140
MAX_AFTER_CHARS = 320
GONE = (
    '<blockquote class="gone"><p>This article is no longer in the library.</p>'
    "</blockquote>"
)
VERBATIM = (
    ' <span class="verbatim" title="Cut out of the stored article just now, and '
    'letter for letter what was found">verbatim</span>'
)
EMPTY_WELCOME = (
    "<h2>The library is empty</h2><p>Add an article, and ask about it a moment later."
    '</p><button type="button" class="plain to-library">Go to the library</button>'
)
CHANGED = (
    '<p class="changed">The article has changed since this was found: ask again.</p>'
)
WITH_THOSE_BEFORE = "Read together with the question before."


def question_html(turn: AskedTurn) -> str:
    """Show the question as it was asked."""
    return f'<p class="asked">{escape(turn.question)}</p>'


VERDICTS: dict[Status, str] = {
    "near": "The articles are on this, but may not answer it.",
    "not_found": "The articles don’t answer this.",
}

Cut = Sequence[Quote | Reference]
Verdicts = Sequence[Verdict]


def answer_html(
    turn: AskedTurn,
    cut: Cut,
    verdicts: Verdicts = (),
    named: Cut = (),
    also: Also = MappingProxyType({}),
) -> str:
    """Show an answer: the answering sentence first, then the further passages.

    Args:
        turn: The question and how it was answered.
        cut: Its quotes, as `cut_quotes` gives them.
        verdicts: What was said of this question's answers before.
        named: Quotes that a person named as the answer, and that aren't in `cut`.
        also: Which other articles say the same as a quote.
    """
    own = _quotes_html(named, "named", "named", verdicts)
    about = _about_quotes(turn, also)
    before = _further_html("You marked this as the answer", own)
    tools = _tools_html(none_html(verdicts, turn.answered))
    if not turn.answered:
        nearest = _quotes_html(cut, "nearest", "nearest", verdicts, about)
        return before + _not_found_html(turn, nearest) + tools
    # A browser may have kept an answer without a single quote.
    written = _quotes_html(cut, "best", "further", verdicts, about)
    best, *further = side_by_side(written, turn, cut) or [GONE]
    more = _further_html("Further passages", further)
    lacks = _words_html("Not in this passage", turn.unsaid_names)
    return f"{_read_as_html(turn)}{before}{best}{lacks}{more}{tools}"


@dataclass(frozen=True, slots=True)
class _AboutQuote:
    """What is known of a quote: below it in HTML, and the answer's words in it."""

    below: str = ""
    answer: Span | None = None


def _about_quotes(turn: AskedTurn, also: Also) -> dict[Reference, _AboutQuote]:
    """Gather what is known of each quote; the confidence is the first one's."""
    known: dict[Reference, _AboutQuote] = {}
    each = zip_longest(turn.references, turn.reasons, turn.said_words)
    for reference, reason, answer in each:
        confidence = None if known else turn.confidence
        why = reason_html(reason, turn.words, confidence) if reason else ""
        elsewhere = also_html(also.get(reference, ()))
        known[reference] = _AboutQuote(elsewhere + why, answer)
    return known


def _not_found_html(turn: AskedTurn, nearest: Sequence[str]) -> str:
    """Say first that nothing answers, or perhaps nothing, and what is missing."""
    missing = _words_html("Not in the articles", turn.missing_terms)
    label = "Nearest passages, which may not answer it"
    if turn.status == "near":
        unsaid = [w for w in turn.unsaid_names if w not in turn.missing_terms]
        missing += _words_html("Not in the first passage", unsaid)
    return (
        f'{_read_as_html(turn)}<div class="refusal {turn.status}"><p class="verdict">'
        f"{VERDICTS[turn.status]}</p>{missing}</div>"
        f"{_further_html(label, nearest)}"
    )


def _words_html(label: str, words: Sequence[str]) -> str:
    """Say in a line what words the articles or the passage don't have, if any."""
    said = ", ".join(f"<strong>{escape(word)}</strong>" for word in words)
    return f'<p class="missing">{label}: {said}.</p>' if said else ""


def _read_as_html(turn: AskedTurn) -> str:
    """Say how a follow-up was read, with a link that asks it as it stands."""
    if turn.literal:
        return '<p class="read-as literal">Asked literally</p>'
    if not turn.read_as:
        return ""
    whole = f"Read as: {escape(turn.read_as)}"
    said = WITH_THOSE_BEFORE if turn.read_as == turn.question else whole
    query = percent_encoded(turn.question, safe="")
    return (
        f'<p class="read-as">{said} '
        f'<a class="literally" href="/?q={query}&amp;literal=1">Ask it literally</a>'
        "</p>"
    )


def _further_html(label: str, quotes: Sequence[str]) -> str:
    if not quotes:
        return ""
    return f'<p class="label">{escape(label)}</p>{"".join(quotes)}'


def _quotes_html(
    cut: Cut,
    first_kind: str,
    other_kind: str,
    verdicts: Verdicts,
    about: Mapping[Reference, _AboutQuote] = MappingProxyType({}),
) -> list[str]:
    """Write each quote; an article's title stands only where the article changes."""
    written: list[str] = []
    title = ""
    for item in cut:
        kind = other_kind if written else first_kind
        if isinstance(item, Reference):
            written.append(GONE)
            continue
        judging = judging_html(kind_at(verdicts, item.reference))
        source = _source_html(item, judging, item.title != title)
        known = about.get(item.reference, _AboutQuote())
        written.append(_quote_html(item, kind, source + known.below, known.answer))
        title = item.title
    return written


def _quote_html(quote: Quote, kind: str, source: str, answer: Span | None) -> str:
    before = escape(_last_chars(quote.before))
    after = escape(_first_chars(quote.after))
    return (
        f'<blockquote class="{kind}"><p class="passage">{before}'
        f'<strong class="said">{_said_html(quote, answer)}</strong>{after}</p>'
        f"{source}{'' if quote.verbatim else CHANGED}"
        "</blockquote>"
    )


def _said_html(quote: Quote, answer: Span | None) -> str:
    """Write the quote, the answer's own words in it set apart."""
    if answer is None or not quote.verbatim:
        return escape(quote.text)
    start, end = (
        answer.start - quote.reference.start,
        answer.end - quote.reference.start,
    )
    if not 0 <= start < end <= len(quote.text):
        return escape(quote.text)
    before, words, after = quote.text[:start], quote.text[start:end], quote.text[end:]
    return f'{escape(before)}<b class="words">{escape(words)}</b>{escape(after)}'


def _source_html(quote: Quote, judging: str, with_title: bool) -> str:
    link = escape(quote.reference.permalink)
    whole = " · ".join(quote.where)
    shown = quote.where if with_title else quote.where[1:]
    # No line begins with a dot.
    where = "\u00a0· ".join(f"<span>{escape(part)}</span>" for part in shown)
    badge = VERBATIM if quote.verbatim else ""
    return (
        f'<p class="source"><a class="cite" href="{link}" title="{escape(whole)}">'
        f'<span class="number">{quote.number}</span> '
        f'<span class="where">{where}</span></a>{badge}{judging}</p>'
    )


def _tools_html(none: str) -> str:
    return (
        '<p class="tools"><button type="button" class="copy-quotes">Copy quotes'
        '</button><button type="button" class="copy-link">Copy link</button>'
        f"{none}</p>"
    )


def _last_chars(text: str) -> str:
    """Keep the end of a long text, from a word on: the part next to the quote."""
    if len(text) <= MAX_BEFORE_CHARS:
        return text
    return "… " + text[-MAX_BEFORE_CHARS:].partition(" ")[2]


def _first_chars(text: str) -> str:
    """Keep the beginning of a long text, up to a word."""
    if len(text) <= MAX_AFTER_CHARS:
        return text
    return text[:MAX_AFTER_CHARS].rpartition(" ")[0] + " …"


def question_links_html(questions: Sequence[str]) -> str:
    """List questions as links that ask them; nothing where there are none."""
    items = "".join(
        f'<li><a class="example" href="/?q={percent_encoded(question, safe="")}">'
        f"{escape(question)}</a></li>"
        for question in questions
    )
    return f'<ul class="examples">{items}</ul>' if items else ""


def welcome_html(questions: Sequence[str]) -> str:
    """Say what the page does, with questions to start with."""
    return (
        "<h2>What would you like to know?</h2><p>The answer is quoted from your "
        "articles, word for word, and each quote opens its source.</p>"
        f"{question_links_html(questions)}"
    )


def notice_html(message: str, kind: str = "error") -> str:
    """Say what went wrong and what mends it, under the question."""
    return f'<p class="notice {escape(kind)}">{escape(message)}</p>' if message else ""
