"""The numbers, dates and names among a sentence's words."""

from math import inf, isinf

import pytest

from rag.asking.agreeing.figures import Figure, read_figure
from rag.asking.agreeing.phrasing import phrase_around, read_phrasing
from rag.types import Span

LONG = ",".join(["111"] * 110)
"""A number that no float holds."""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In March 2025 the Velden trains ran near Jinan.", {"velden", "jinan"}),
        ("The trains ran at 450 km/h.", set()),
    ],
)
def test_months_and_numbers_are_no_names(text: str, names: set[str]):
    """What is left with a capital is, by the key that other sentences have it by."""
    phrasing = read_phrasing(text, "en")
    assert phrasing.names == names
    assert phrasing.names <= set(phrasing.keys)


def test_it_may_rain_in_may():
    """A month counts as its number, and has a capital."""
    assert read_phrasing("It may rain in May", "en").keys[1:] == (
        "may",
        "rain",
        "in",
        "5",
    )


def read(before: str, text: str) -> Figure | None:
    """Read the words that end a sentence."""
    sentence = read_phrasing(before + text, "en")
    return read_figure(sentence, Span(len(before), len(before + text)))


@pytest.mark.parametrize(
    ("behind", "unit"),
    [
        (" Below the roof.", ()),
        (" windows below the roof.", ("window",)),
        (" including guests.", ()),
        (" oak windows.", ("oak", "window")),
        (", windows.", ()),
    ],
)
def test_what_stands_behind_a_number_may_be_its_unit(behind: str, unit: tuple):
    """Not what only says where or how many of them."""
    sentence = read_phrasing(f"It has 48{behind}", "en")
    found = read_figure(sentence, Span(7, 9))
    assert found == Figure(48.0, frozenset({"48"}), unit)


@pytest.mark.parametrize(
    ("before", "text", "figure"),
    [
        ("It ran at ", "450 km/h", Figure(450.0, frozenset({"450"}), ("km", "h"))),
        ("It has ", "2 million", Figure(2e6, frozenset({"2", "million"}), ())),
        ("On ", "18 March 2025", Figure(None, frozenset({"18", "3", "2025"}), ())),
        ("On ", "2025-03-18", Figure(None, frozenset({"2025", "3", "18"}), ())),
        (
            "It sold ",
            "450 Velden trains",
            Figure(450.0, frozenset({"450"}), ("velden", "train")),
        ),
        ("It has ", "ninety-two", Figure(92.0, frozenset({"90", "2"}), ())),
        ("It has ", "nineteen", Figure(19.0, frozenset({"19"}), ())),
        ("It has ", "twenty ten", Figure(None, frozenset({"20", "10"}), ())),
        ("In ", "1961", Figure(None, frozenset({"1961"}), ())),
        ("In ", "0961", Figure(961.0, frozenset({"961"}), ())),
        ("It has ", LONG, Figure(None, frozenset({"1" * 330}), ())),
        ("With Nan and ", "5 men", Figure(5.0, frozenset({"5"}), ("men",))),
        ("It has ", "2100", Figure(2100.0, frozenset({"2100"}), ())),
        ("On ", "Monday", Figure(None, frozenset({"monday"}), ())),
        ("At ", "5.35am", Figure(335.0, frozenset({"5:35"}), ("o'clock",))),
        ("At ", "4:40 p.m.", Figure(280.0, frozenset({"16:40"}), ("o'clock",))),
        ("At ", "12 am", Figure(0.0, frozenset({":00"}), ("o'clock",))),
        ("At ", "17:10", Figure(310.0, frozenset({"17:10"}), ("o'clock",))),
        # No time has such an hour or minute.
        ("At ", "45:10", Figure(None, frozenset({"45", "10"}), ())),
        ("At ", "7.75 m", Figure(7.75, frozenset({"7.75"}), ("m",))),
        (
            "It is ",
            "30 metres a second",
            Figure(30.0, frozenset({"30"}), ("metr", "second")),
        ),
        ("It is ", "5 per cent", Figure(5.0, frozenset({"5"}), ("percent",))),
        ("It is ", "5 per centner", Figure(5.0, frozenset({"5"}), ("centner",))),
        ("It is ", "5 %", Figure(5.0, frozenset({"5"}), ("percent",))),
        ("It is ", "\u20ac 5", Figure(5.0, frozenset({"5"}), ("euro",))),
        (
            "It ran at more than ",
            "450 km/h",
            Figure(450.0, frozenset({"450"}), ("km", "h"), inf),
        ),
        (
            "It ran at nearly ",
            "450 km/h",
            Figure(450.0, frozenset({"450"}), ("km", "h")),
        ),
        # Only what stands one or two words before a number leaves it open.
        ("It ran over ", "450 km", Figure(450.0, frozenset({"450"}), ("km",), inf)),
        ("It ran over there at ", "450 km", Figure(450.0, frozenset({"450"}), ("km",))),
        (
            "It ran at ",
            "over 450 km/h",
            Figure(450.0, frozenset({"450"}), ("km", "h"), inf),
        ),
        ("It ran at ", "450 of 500 tests", None),
        ("It ran ", "fast", None),
        ("It was a ", "Boeing 737", None),
        ("It was a Boeing ", "737", None),
    ],
)
def test_figure_is_one_number_or_date(before: str, text: str, figure: Figure | None):
    """Which one must be said, with what it is of, and whether that is left open."""
    found = read(before, text)
    assert found == figure
    if found and figure:
        assert isinf(found.slack) is isinf(figure.slack)


@pytest.mark.parametrize(
    ("one", "other", "contradicts"),
    [
        ("450 km/h", "420 km/h", True),
        ("450 km/h", "450.0 km/h", False),
        ("450 km/h", "420 mph", False),
        ("18 March 2025", "March 18, 2025", False),
        ("18 March 2025", "March 2025", False),
        ("18 March 2025", "19 March 2025", True),
        ("2025-03-18", "18 March 2025", False),
        ("18 March 2025", "March 2024", True),
        ("18 March", "March 2024", False),
        ("Monday", "18 March", False),
        ("Monday", "Friday", True),
        ("second", "third", True),
        ("second", "18 March", False),
        ("1961", "March 1962", True),
        ("1961", "450 km", False),
        ("5:10 am", "5.10 pm", False),
        ("5:10 am", "17.11", False),
        ("5:10 am", "17:11", True),
        ("5:10 am", "510 km", False),
        ("60 metres long", "85 metres", True),
        ("60 metres long", "85 metres wide", False),
        ("2.3 million", "2,300,000", False),
        ("2.3 million", "2,340,000", False),
        ("2.3 million", "2,360,000", True),
        ("24,000", "24,500", False),
        ("24,000", "24,501", True),
        ("2,400", "2,401", True),
        ("about 2,400", "2,500", False),
        ("about 2,400", "2,501", True),
        ("about 250", "300", False),
        ("about 250", "301", True),
        ("about 25", "26", False),
        ("about 25", "31", True),
        ("about 5", "6", False),
        ("about 5", "7", True),
        ("-5 km", "5 km", True),
        ("-5 km", "\u20135 km", False),
    ],
)
def test_figures_contradict_only_what_they_rule_out(
    one: str, other: str, contradicts: bool
):
    """Another unit may be the same speed; a month leaves the day open."""
    first, second = read("It came: ", one), read("It came: ", other)
    assert first is not None
    assert second is not None
    assert first.contradicts(second) is contradicts
    assert second.contradicts(first) is contradicts


@pytest.mark.parametrize(
    ("text", "number", "phrase"),
    [
        ("It ran at 450 km/h in a test.", "450", "450 km/h"),
        ("In 1998 it ran at 450 km/h in May 2024.", "450", "450 km/h"),
        ("It grew by 5 % a year.", "5", "5 %"),
        ("It cost $30 in all.", "30", "$30"),
        ("It cost \u20ac 30 in all.", "30", "\u20ac 30"),
        ("It was -5 degrees then.", "5", "-5 degrees"),
        ("It is 9 cubic metres large.", "9", "9 cubic metres"),
        ("It came at 4:40 p.m. today.", "40", "4:40 p.m."),
        ("In 2019 12 trains ran.", "12", "12 trains"),
        ("It cost 2 million euros.", "2", "2 million euros"),
        ("It cost twenty-two euros.", "two", "twenty-two euros"),
        ("It came on 3 May 2024.", "May", "3 May 2024"),
        ("It came on 2025-03-18, late.", "18", "2025-03-18"),
        ("In 1998 it came.", "1998", "1998"),
        ("It came in 1998 and left.", "1998", "1998"),
        ("It came in 1998.", "1998", "1998"),
    ],
)
def test_a_number_is_shown_with_its_unit(text: str, number: str, phrase: str):
    """Or with the rest of its date; a small word is neither."""
    start = text.index(number)
    found = phrase_around(text, Span(start, start + len(number)), "en")
    assert text[found.start : found.end] == phrase
