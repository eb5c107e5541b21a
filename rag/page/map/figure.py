"""The map as a figure for the Plotly that Gradio's page has with it: plain JSON.

Nothing that Plotly would read as markup comes from an article: titles and excerpts
travel as `customdata`, which our own script shows as text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rag.page.map.layout import AskedSpots, LibraryMap, Point

DIGITS = 4
"""Decimals of a position: a thousandth of the map is less than a pixel."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an article's points look.

    `symbol` is Plotly's name of the shape, `path` the same shape as an SVG path in a
    square from -10 to 10.
    """

    colour: str
    symbol: str
    path: str


# Found by a search for colours that stand out from the light page and the dark one (a
# contrast of 3:1 at least, WCAG 2.2, 1.4.11), and from each other whether or not one
# sees red, green or blue. Each has a shape of its own besides.
LOOKS = (
    Look("#05806a", "circle", "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z"),
    Look("#c97f02", "diamond", "M0-10 10 0 0 10-10 0z"),
    Look("#785cb6", "square", "M-7-7H7V7H-7z"),
    Look("#ed0472", "triangle-up", "M0-9 9 7H-9z"),
    Look("#1a99ab", "cross", "M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3z"),
    Look("#a7570f", "triangle-down", "M0 9-9-7H9z"),
    Look("#ab76f4", "x", "M-8-4-4-8 0-4 4-8 8-4 4 0 8 4 4 8 0 4-4 8-8 4-4 0z"),
    Look("#b005f9", "hourglass", "M-7-8H7L-7 8H7z"),
)
OTHERS = Look("#7d817b", "circle-open", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z")
POINT_SIZE = 9
OTHERS_SIZE = 7
# Black with a white edge is seen on white and on black.
MARK = {"color": "#111111", "opacity": 1, "line": {"color": "#ffffff", "width": 1.5}}


def look_of(article: int) -> Look:
    """Choose how an article's points look, by its number from 0."""
    return LOOKS[article] if article < len(LOOKS) else OTHERS


def figure_json(drawn: LibraryMap, asked: AskedSpots | None) -> str:
    """Write the figure.

    Each point carries `[address, title, place, excerpt]`.
    """
    of_look: dict[Look, list[Point]] = {look: [] for look in (OTHERS, *LOOKS)}
    for point in drawn.points:
        of_look[look_of(point.article)].append(point)
    traces = [_trace(look, points, drawn) for look, points in of_look.items() if points]
    traces += _asked_traces(asked) if asked else []
    figure = {"data": traces, "layout": _layout(), "config": {"displayModeBar": False}}
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"))


def _trace(look: Look, points: Sequence[Point], drawn: LibraryMap) -> dict[str, Any]:
    titles = [drawn.articles[point.article].title for point in points]
    size = OTHERS_SIZE if look is OTHERS else POINT_SIZE
    return {
        **_scatter(points),
        "meta": "passages",
        "mode": "markers",
        "marker": {
            "color": look.colour,
            "symbol": look.symbol,
            "size": size,
            "opacity": 1,
        },
        "customdata": [
            [point.reference.permalink, title, point.place, point.excerpt]
            for point, title in zip(points, titles, strict=True)
        ],
    }


def _asked_traces(asked: AskedSpots) -> list[dict[str, Any]]:
    """Draw the citations as numbers, the first on top, and the question as a star."""
    # Of several in one place the last drawn is seen.
    found = [spot for spot in reversed(asked.spots) if spot.point]
    points = [spot.point for spot in found if spot.point]
    cited = {
        **_scatter(points),
        "meta": "citations",
        "mode": "markers+text",
        "marker": {**MARK, "symbol": "circle", "size": 19},
        "text": [str(spot.number) for spot in found],
        "textfont": {"color": "#ffffff", "size": 12, "weight": 700},
        "customdata": [
            [
                spot.reference.permalink,
                f"{spot.number}. {spot.title}",
                point.place,
                point.excerpt,
            ]
            for spot, point in zip(found, points, strict=True)
        ],
    }
    question = {
        "type": "scatter",
        "x": [round(asked.x, DIGITS)],
        "y": [round(asked.y, DIGITS)],
        # It is explained beside the map, and in nobody's way here.
        "hoverinfo": "skip",
        "mode": "markers",
        "marker": {**MARK, "symbol": "star", "size": 20},
    }
    return [question, cited]


def _scatter(points: Sequence[Point]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [round(point.x, DIGITS) for point in points],
        "y": [round(point.y, DIGITS) for point in points],
        "hoverinfo": "none",
    }


def _layout() -> dict[str, Any]:
    axis = {"visible": False, "zeroline": False}
    return {
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": "zoom",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis,
        # One step up is as far as one step aside.
        "yaxis": {**axis, "scaleanchor": "x"},
    }
