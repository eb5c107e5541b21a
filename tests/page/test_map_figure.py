"""The map as a figure and in words: what is drawn, said, and escaped."""

import json
import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from rag.page.map.figure import LOOKS, MARK, OTHERS, figure_json, look_of
from rag.page.map.html import MAX_LISTED, beside_html, empty_html, share_text
from rag.page.map.layout import AskedSpots, LibraryMap, MappedArticle, Point, Spot
from rag.page.map.projection import Projection
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn

HOSTILE = "<img src=x onerror=alert(1)>&${1}%{x}"
# What one sees without the cones for red, green or blue, of linear RGB: Machado,
# Oliveira and Fernandes 2009, severity 1.
COLOUR_BLIND = (
    [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
)
# Linear RGB to the perceptual space OKLab: Ottosson 2020.
TO_LMS = [[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]]
TO_LAB = [
    [0.2105, 0.7936, -0.0041],
    [1.9780, -2.4286, 0.4506],
    [0.0259, 0.7828, -0.8087],
]


def reference(article: str, number: int) -> Reference:
    """Name a passage of ten characters."""
    start = 10 * number
    return Reference(article, number, start, start + 10, start, start + 10)


def library_map(sizes=(2, 1), passages=None, share=0.144, title="Tides") -> LibraryMap:
    """Make a map of articles with so many points each."""
    points = tuple(
        Point(a, a + 0.123456, n / 2, reference(f"a{a}", n), f"Words {a}-{n}")
        for a, size in enumerate(sizes)
        for n in range(1, size + 1)
    )
    articles = tuple(
        MappedArticle(f"a{a}", f"{title} {a}", size, (a + 1) % len(sizes))
        for a, size in enumerate(sizes)
    )
    plane = Projection(np.zeros(3), np.zeros((2, 3)), share)
    return LibraryMap(7, passages or len(points), articles, points, plane)


def asked_map(question="Why?", status="answered", within=()) -> AskedSpots:
    """Ask, with a citation on the map and one whose article is gone."""
    here, gone = reference("a0", 2), reference("gone", 1)
    turn = AskedTurn(question, None, status, (), (), within=within)
    point = Point(-1, 0.1, 1.0, here, "Words 0-2")
    return AskedSpots(turn, 0.5, 0.25, (Spot(1, here, "Tides 0", point), Spot(2, gone)))


def data_of(drawn, asked=None) -> list[dict]:
    """Read the figure's traces."""
    return json.loads(figure_json(drawn, asked))["data"]


def test_each_passage_is_drawn_once_with_its_address():
    """A point carries what a click and a hover need."""
    traces = data_of(library_map())
    carried = [values for trace in traces for values in trace["customdata"]]
    assert carried == [
        ["/articles/a0?p=1&s=10-20#p1", "Tides 0", "¶ 1", "Words 0-1"],
        ["/articles/a0?p=2&s=20-30#p2", "Tides 0", "¶ 2", "Words 0-2"],
        ["/articles/a1?p=1&s=10-20#p1", "Tides 1", "¶ 1", "Words 1-1"],
    ]
    assert [trace["x"] for trace in traces] == [[0.1235, 0.1235], [1.1235]]
    assert [trace["y"] for trace in traces] == [[0.5, 1.0], [0.5]]
    assert {trace["meta"] for trace in traces} == {"passages"}


def test_axes_have_one_scale():
    """Distances on the map are the same in all directions."""
    layout = json.loads(figure_json(library_map(), None))["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"


def test_articles_beyond_the_looks_share_one():
    """Each of the largest has a colour and a shape of its own, all others none."""
    traces = data_of(library_map([1] * (len(LOOKS) + 3)))
    looks = [(t["marker"]["color"], t["marker"]["symbol"]) for t in traces]
    assert len(set(looks)) == len(looks) == len(LOOKS) + 1
    others = traces[looks.index((OTHERS.colour, OTHERS.symbol))]
    assert len(others["x"]) == 3
    assert look_of(len(LOOKS)) is OTHERS


def test_question_and_citations_lie_on_top():
    """They are drawn last: the question, then the numbers of its citations."""
    *_, question, cited = data_of(library_map(), asked_map("Why tides?"))
    assert (question["x"], question["y"]) == ([0.5], [0.25])
    assert question["hoverinfo"] == "skip"
    assert (cited["text"], cited["x"], cited["y"]) == (["1"], [0.1], [1.0])
    assert cited["customdata"][0][:2] == ["/articles/a0?p=2&s=20-30#p2", "1. Tides 0"]


def test_nothing_of_an_article_is_markup_to_plotly():
    """Titles, excerpts and questions are data of the points, and in no text of it."""
    drawn = library_map(title=HOSTILE)
    figure = json.loads(figure_json(drawn, asked_map(HOSTILE)))
    for trace in figure["data"]:
        trace.pop("customdata", None)
        assert trace["hoverinfo"] in ("none", "skip")
    assert HOSTILE not in json.dumps(figure)


def linear(colour: str) -> np.ndarray:
    """Read "#rrggbb" as linear RGB, 0 to 1 (sRGB, IEC 61966-2-1)."""
    value = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2."""
    light, dark = sorted(
        (float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Take linear RGB to a space whose distances are those one sees."""
    return np.cbrt(np.clip(rgb, 0, 1) @ np.array(TO_LMS).T) @ np.array(TO_LAB).T


def sheets() -> list[str]:
    """Read what the plot lies on, in light and dark, out of the style sheet."""
    style = files("rag.page").joinpath("assets", "type.css").read_text("utf-8")
    return re.findall(r"#\w{6}", re.search(r"--sheet: .*;", style)[0])


@pytest.mark.parametrize("look", [*LOOKS, OTHERS], ids=lambda look: look.symbol)
def test_points_stand_out_in_light_and_dark(look):
    """A contrast of 3:1 at least, as WCAG 2.2 (1.4.11) wants of what has a meaning."""
    light, dark = sheets()
    assert contrast(look.colour, light) >= 3
    assert contrast(look.colour, dark) >= 3


def test_marks_have_an_edge_that_stands_out():
    """Citations and question show by their fill on white, by their edge on black."""
    light, dark = sheets()
    assert contrast(MARK["color"], light) >= 3
    assert contrast(MARK["line"]["color"], dark) >= 3


def test_colours_differ_for_the_colour_blind():
    """Any two are well apart, with all cones and without those of one kind."""
    views = [np.eye(3), *map(np.array, COLOUR_BLIND)]
    for one, other in combinations(LOOKS, 2):
        for view in views:
            seen = [lab(linear(look.colour) @ view.T) for look in (one, other)]
            # A difference of 0.02 is just seen; this is four times that.
            assert np.linalg.norm(seen[0] - seen[1]) > 0.08, (one, other)


def test_shapes_differ():
    """Without any colour the shapes tell articles apart."""
    symbols = [look.symbol for look in (*LOOKS, OTHERS)]
    assert len(set(symbols)) == len(symbols)


@pytest.mark.parametrize(
    ("share", "sizes", "said"),
    [
        (0.144, (2, 1), "The two axes show 14 % of the differences between passages."),
        (0.003, (2, 1), "show less than 1 % of the differences"),
        (1.0, (2,), "show 100 % of the differences between passages."),
        (0.0, (1,), "one passage, so there is nothing to compare"),
        (0.0, (2,), "Nothing tells the passages apart"),
    ],
)
def test_share_is_said_as_it_is(share, sizes, said):
    """The page says what part of the differences the map shows."""
    drawn = library_map(sizes, share=share)
    assert said in share_text(drawn)
    assert ("may still differ" in share_text(drawn)) == (0 < share < 1)


def test_sample_is_said():
    """Where not all passages are drawn the page says how many are."""
    assert "3 of 120,000 passages are drawn" in beside_html(
        library_map(passages=120_000), None
    )
    assert "are drawn" not in beside_html(library_map(), None)


def test_citations_are_listed_with_their_addresses():
    """Each is a link by its number; what is gone is said to be."""
    html = beside_html(library_map(), asked_map())
    assert html.count('<a class="spot"') == 1
    assert 'href="/articles/a0?p=2&amp;s=20-30#p2"' in html
    assert "Tides 0, ¶\u00a02" in html
    assert "no longer in the library" in html
    assert "don’t answer" not in html


def test_refusal_is_said():
    """Where nothing answers, the passages are said to be the nearest."""
    html = beside_html(library_map(), asked_map(status="not_found"))
    assert "The articles don’t answer this. These passages are the nearest." in html
    some = asked_map(status="not_found", within=("Tides",))
    said = "The articles that were asked don’t answer this. These"
    assert said in beside_html(library_map(), some)


def test_before_a_question_the_page_says_what_to_do():
    """An empty conversation is no empty heading."""
    assert "Ask one" in beside_html(library_map(), None)


def test_articles_are_listed_and_the_rest_counted():
    """A long library is cut, and said to be."""
    html = beside_html(library_map([1] * (MAX_LISTED + 2)), None)
    assert html.count("<tr>") == MAX_LISTED + 1
    assert "And 2 further articles." in html
    assert f"The {len(LOOKS)} largest have a colour" in html


def test_one_article_is_compared_with_none():
    """A library of one article has no column of likeness."""
    assert "Most like" in beside_html(library_map(), None)
    assert "Most like" not in beside_html(library_map((3,)), None)


def test_words_are_escaped():
    """Titles, questions and errors are text, in elements and in attributes."""
    drawn = library_map(title=f'"{HOSTILE}')
    pages = [beside_html(drawn, asked_map(f'"{HOSTILE}')), empty_html(HOSTILE)]
    for html in pages:
        assert "<img" not in html
        assert "&lt;img" in html
