"""What stands beside the map: what it shows and hides, the latest question, articles.

Pure functions to HTML; whatever comes from a person or an article passes through
`escape`.
"""

from collections.abc import Sequence
from html import escape

from rag.asking.states import STATE_SENTENCES
from rag.page.map.figure import LOOKS, OTHERS, Look, look_of
from rag.page.map.layout import AskedSpots, LibraryMap, MappedArticle, Spot

MAX_LISTED = 50
"""Articles that are listed; the others are counted."""

NOT_BY_PLACE = (
    "<p>Quotes are found by their words and their whole meaning, not by their place on "
    "this map.</p>"
)
STAR = Look("#111111", "star", "M0-10 2.4-3H10L4 1.3 6 9 0 4.4-6 9-4 1.3-10-3H-2.4z")


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
        return "The library has one passage, so there is nothing to compare."
    if not drawn.projection.share:
        return "Nothing tells the passages apart: they all lie in one place."
    percent = round(100 * drawn.projection.share)
    shown = "less than 1 %" if percent == 0 else f"{percent} %"
    warning = " What lies close here may still differ." if percent < 100 else ""
    return f"The two axes show {shown} of the differences between passages.{warning}"


def _label(drawn: LibraryMap, asked: AskedSpots | None) -> str:
    """Describe the plot to those who don't see it."""
    what = f"{_count(len(drawn.points), 'passage')} as points"
    placed = ", with your question and its citations" if asked else ""
    return f"Map: {what}{placed}. The same is listed beside it."


def _lead_html(drawn: LibraryMap) -> str:
    sampled = ""
    if drawn.passages > len(drawn.points):
        sampled = (
            f"<p>{len(drawn.points):,} of {drawn.passages:,} passages are drawn, taken "
            "at equal distances.</p>"
        )
    return (
        "<h2>What lies near what</h2><p>Each point is a passage; those on similar "
        'subjects lie near each other. Click one to read it. <span class="by-mouse">'
        "Drag to look closer, double-click to see all.</span></p>"
        f'{sampled}<p class="share">{share_text(drawn)}</p>'
    )


def _question_html(asked: AskedSpots | None) -> str:
    head = "<h2>Your latest question</h2>"
    if asked is None:
        return f"{head}<p>None yet. Ask one, and it is placed among the passages.</p>"
    items = "".join(f"<li>{_spot_html(spot)}</li>" for spot in asked.spots)
    refused = "" if asked.turn.answered else _refusal_html(asked)
    listed = ""
    if items:
        listed = f'<ol class="spots" aria-label="Citations">{items}</ol>{NOT_BY_PLACE}'
    return (
        f'{head}<p class="asked">{_swatch_html(STAR, "star")} '
        f"{escape(asked.turn.question)}</p>{refused}{listed}"
    )


def _refusal_html(asked: AskedSpots) -> str:
    nearest = " These passages are the nearest." if asked.spots else ""
    sentence = STATE_SENTENCES[asked.turn.status].replace("'", "’")
    return f"<p>{sentence}{nearest}</p>"


def _spot_html(spot: Spot) -> str:
    number = f'<span class="number">{spot.number}</span>'
    if spot.title is None:
        return f"{number} <span>The article is no longer in the library.</span>"
    # The number stays on its sign's line.
    place = spot.reference.label().replace("¶ ", "¶\u00a0")
    return (
        f'<a class="spot" href="{escape(spot.reference.permalink)}">{number} '
        f"<span>{escape(spot.title)}, {escape(place)}</span></a>"
    )


def _articles_html(articles: Sequence[MappedArticle]) -> str:
    compared = len(articles) > 1
    rows = "".join(
        _article_html(number, article, articles, compared)
        for number, article in enumerate(articles[:MAX_LISTED])
    )
    beyond = len(articles) - MAX_LISTED
    more = f"<p>And {_count(beyond, 'further article')}.</p>" if beyond > 0 else ""
    # All that are smaller look alike.
    others = (
        f"<p>The {len(LOOKS)} largest have a colour and a shape of their own.</p>"
        if len(articles) > len(LOOKS)
        else ""
    )
    alike = '<th scope="col">Most like</th>' if compared else ""
    return (
        f'<h2>Articles</h2>{others}<table><thead><tr><th scope="col">Article</th>'
        f'<th scope="col" class="figure">Points</th>{alike}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _article_html(
    number: int,
    article: MappedArticle,
    articles: Sequence[MappedArticle],
    compared: bool,
) -> str:
    look = look_of(number)
    name = "others" if look is OTHERS else look.symbol
    other = "" if article.alike is None else articles[article.alike].title
    alike = f'<td class="alike">{escape(other)}</td>' if compared else ""
    unit = f'<span class="unit"> point{"" if article.passages == 1 else "s"}</span>'
    return (
        f'<tr><th scope="row">{_swatch_html(look, name)}<span>{escape(article.title)}'
        f'</span></th><td class="figure">{article.passages:,}{unit}</td>{alike}</tr>'
    )


def _list_html(drawn: LibraryMap) -> str:
    """Offer the points as a list; our script writes it from the plot when opened."""
    count = _count(len(drawn.points), "point")
    return f'<details class="as-list"><summary>{count} as a list</summary></details>'


def _swatch_html(look: Look, name: str) -> str:
    hollow = "hollow" if look is OTHERS else "filled"
    return (
        f'<svg class="swatch {hollow} {name}" viewBox="-11 -11 22 22" '
        f'aria-hidden="true"><path d="{look.path}" color="{look.colour}"/></svg>'
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
