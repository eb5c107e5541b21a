"""What stands beside the map: what it shows and hides, the latest question, articles.

Pure functions to HTML; whatever comes from a person or an article passes through
`escape`.
"""

from collections.abc import Sequence
from html import escape

from rag.page.map.figure import LOOKS, OTHERS, Look, look_of
from rag.page.map.layout import AskedSpots, LibraryMap, MappedArticle, Spot
from rag.page.quotes.states import refusal_said
from rag.page.words.below import listed, passages_said, place_label
from rag.page.words.saying import N_, _, ngettext, number

MAX_LISTED = 50
"""Articles that are listed; the others are counted."""

NOT_BY_PLACE = N_(
    "Quotes are found by their words and their whole meaning, not by their place on "
    "this map."
)
STAR = Look("#111111", "star", "M0-10 2.4-3H10L4 1.3 6 9 0 4.4-6 9-4 1.3-10-3H-2.4z")


EACH_POINT = N_(
    "Each point is a passage; those on similar subjects lie near each other. Click one "
    "to read it."
)


def beside_html(drawn: LibraryMap, asked: AskedSpots | None) -> str:
    """Write all that stands beside the map."""
    return (
        f'<div class="beside" data-label="{escape(_label(drawn, asked))}">'
        f"{_lead_html(drawn)}{_question_html(asked)}{_articles_html(drawn.articles)}"
        f"{_list_html(drawn)}</div>"
    )


def empty_html(message: str) -> str:
    """Say why there is no map."""
    return f'<div class="beside none"><p>{escape(message)}</p></div>'


def share_text(drawn: LibraryMap) -> str:
    """Say how far the map can be believed."""
    if len(drawn.points) == 1:
        return _("The library has one passage, so there is nothing to compare.")
    if not drawn.projection.share:
        return _("Nothing tells the passages apart: they all lie in one place.")
    percent = round(100 * drawn.projection.share)
    shown = _("{percent} %", percent=percent) if percent else _("less than 1 %")
    share = _(
        "The two axes show {shown} of the differences between passages.", shown=shown
    )
    if percent == 100:
        return share
    return f"{share} {_('What lies close here may still differ.')}"


def _label(drawn: LibraryMap, asked: AskedSpots | None) -> str:
    """Describe the plot to those who don't see it."""
    passages = passages_said(len(drawn.points))
    if asked is None:
        return _(
            "Map: {passages} as points. The same is listed beside it.",
            passages=passages,
        )
    return _(
        "Map: {passages} as points, with your question and its citations. The same is "
        "listed beside it.",
        passages=passages,
    )


def _lead_html(drawn: LibraryMap) -> str:
    sampled = ""
    if drawn.passages > len(drawn.points):
        told = ngettext(
            "{some} of {n} passage are drawn, taken at equal distances.",
            "{some} of {n} passages are drawn, taken at equal distances.",
            drawn.passages,
            some=number(len(drawn.points)),
        )
        sampled = f"<p>{told}</p>"
    by_mouse = _("Drag to look closer, double-click to see all.")
    return (
        f"<h2>{_('What lies near what')}</h2><p>{_(EACH_POINT)} "
        f'<span class="by-mouse">{by_mouse}</span></p>'
        f'{sampled}<p class="share">{share_text(drawn)}</p>'
    )


def _question_html(asked: AskedSpots | None) -> str:
    head = f"<h2>{_('Your latest question')}</h2>"
    if asked is None:
        none = _("None yet. Ask one, and it is placed among the passages.")
        return f"{head}<p>{none}</p>"
    items = "".join(f"<li>{_spot_html(spot)}</li>" for spot in asked.spots)
    refused = "" if asked.turn.answered else _refusal_html(asked)
    shown = ""
    if items:
        label = _("Citations")
        shown = (
            f'<ol class="spots" aria-label="{label}">{items}</ol>'
            f"<p>{_(NOT_BY_PLACE)}</p>"
        )
    return (
        f'{head}<p class="asked">{_swatch_html(STAR, "star")} '
        f"<bdi>{escape(asked.turn.question)}</bdi></p>{refused}{shown}"
    )


def _refusal_html(asked: AskedSpots) -> str:
    nearest = f" {_('These passages are the nearest.')}" if asked.spots else ""
    return f"<p>{refusal_said(asked.turn)}{nearest}</p>"


def _spot_html(spot: Spot) -> str:
    sign = f'<span class="number">{spot.number}</span>'
    if spot.title is None:
        gone = _("The article is no longer in the library.")
        return f"{sign} <span>{gone}</span>"
    # The number stays on its sign's line.
    place = place_label(spot.reference).replace("¶ ", "¶\u00a0")
    return (
        f'<a class="spot" href="{escape(spot.reference.permalink)}">{sign} '
        f"<span>{listed((escape(spot.title), escape(place)))}</span></a>"
    )


def _articles_html(articles: Sequence[MappedArticle]) -> str:
    compared = len(articles) > 1
    rows = "".join(
        _article_html(at, article, articles, compared)
        for at, article in enumerate(articles[:MAX_LISTED])
    )
    beyond = len(articles) - MAX_LISTED
    rest = ngettext("And {n} further article.", "And {n} further articles.", beyond)
    more = f"<p>{rest}</p>" if beyond > 0 else ""
    # All that are smaller look alike.
    largest = ngettext(
        "The {n} largest has a colour and a shape of its own.",
        "The {n} largest have a colour and a shape of their own.",
        len(LOOKS),
    )
    others = f"<p>{largest}</p>" if len(articles) > len(LOOKS) else ""
    alike = f'<th scope="col">{_("Most like")}</th>' if compared else ""
    return (
        f"<h2>{_('Articles')}</h2>{others}<table><thead><tr>"
        f'<th scope="col">{_("Article")}</th>'
        f'<th scope="col" class="figure">{_("Points")}</th>{alike}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _article_html(
    at: int,
    article: MappedArticle,
    articles: Sequence[MappedArticle],
    compared: bool,
) -> str:
    look = look_of(at)
    name = "others" if look is OTHERS else look.symbol
    other = "" if article.alike is None else articles[article.alike].title
    before = f' data-before="{_("Most like: ")}"' if other else ""
    alike = f'<td class="alike"{before}>{escape(other)}</td>' if compared else ""
    unit = ngettext("point", "points", article.passages)
    unit = f'<span class="unit"> {unit}</span>'
    return (
        f'<tr><th scope="row">{_swatch_html(look, name)}<span>{escape(article.title)}'
        f'</span></th><td class="figure">{number(article.passages)}{unit}</td>{alike}'
        "</tr>"
    )


def _list_html(drawn: LibraryMap) -> str:
    """Offer the points as a list; our script writes it from the plot when opened."""
    count = ngettext("{n} point as a list", "{n} points as a list", len(drawn.points))
    return f'<details class="as-list"><summary>{count}</summary></details>'


def _swatch_html(look: Look, name: str) -> str:
    hollow = "hollow" if look is OTHERS else "filled"
    return (
        f'<svg class="swatch {hollow} {name}" viewBox="-11 -11 22 22" '
        f'aria-hidden="true"><path d="{look.path}" color="{look.colour}"/></svg>'
    )
