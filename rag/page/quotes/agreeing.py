"""What several articles say, as HTML: where else it stands, and where they differ.

Pure functions; whatever comes from an article passes through `escape`.
"""

from collections.abc import Mapping, Sequence
from html import escape

from rag.judging.evidence import FindArticle
from rag.page.quotes.cutting import Cut, Quote, cut_quote
from rag.page.quotes.differing import Sides
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn
from rag.page.words.below import difference_said, listed
from rag.page.words.saying import _

Also = Mapping[Reference, Sequence[Quote]]
"""For a quote's place, the same as other articles have it."""


def cut_also(turn: AskedTurn, find: FindArticle) -> Also:
    """Cut out what other articles say that is the same.

    Of those that have gone or changed nothing: what stands there now says something
    else.
    """
    return {
        quote.place: [
            each
            for each in (cut_quote(place, find) for place in quote.also_in)
            if isinstance(each, Quote) and each.verbatim
        ]
        for quote in turn.quotes
        if quote.also_in
    }


def also_html(quotes: Sequence[Quote]) -> str:
    """Name the other articles that say the same, each a link to its place."""
    links = listed(
        f'<a class="also" href="{escape(quote.reference.permalink)}">'
        f"{escape(' · '.join(quote.where))}</a>"
        for quote in quotes
    )
    said = _("also in {links}", links=links)
    return f'<p class="also-in">{said}</p>' if links else ""


def difference_text(sides: Sides, cut: Cut) -> str:
    """Say in which words quotes differ; nothing where one of them is another now."""
    each = []
    for side in sides:
        quote = cut[side.quote]
        if not isinstance(quote, Quote) or not quote.verbatim:
            return ""
        words = side.words.moved(-quote.found_at.start)
        if not 0 <= words.start < words.end <= len(quote.text):
            return ""
        said = quote.text[words.start : words.end]
        each.append((said, quote.title, quote.number))
    return difference_said(each)


def side_by_side(written: Sequence[str], turn: AskedTurn, cut: Cut) -> list[str]:
    """Put quotes that differ beside each other, under a line that says so.

    Args:
        written: The quotes in HTML.
        turn: The answer.
        cut: The quotes.

    Returns:
        The same in HTML, those that differ as one.
    """
    joined = list(written)
    for sides in reversed(turn.differences):
        said = difference_text(sides, cut)
        if not said:
            continue
        first, last = sides[0].quote, sides[-1].quote + 1
        joined[first:last] = [
            f'<div class="differ"><p class="differs">{escape(said)}</p>'
            f'<div class="sides">{"".join(joined[first:last])}</div></div>'
        ]
    return joined
