"""How two sentences differ, by their words alone."""

import pytest

from rag.asking.agreeing.contrast import differing, says_same
from rag.asking.agreeing.phrasing import read_phrasing

RAN = "The Velden train ran at 450 km/h in a test near Jinan."


def same(one: str, other: str, language: str = "en") -> bool:
    """Compare two sentences, which must come out alike in either order."""
    first, second = read_phrasing(one, language), read_phrasing(other, language)
    assert says_same(first, second) == says_same(second, first)
    return says_same(first, second)


def differ(one: str, other: str, language: str = "en") -> tuple[str, str] | None:
    """Cut out the words in which two sentences differ."""
    spans = differing(read_phrasing(one, language), read_phrasing(other, language))
    if spans is None:
        return None
    return one[spans[0].start : spans[0].end], other[spans[1].start : spans[1].end]


@pytest.mark.parametrize(
    "other",
    [
        RAN,
        "the Velden train ran at 450 km/h, in a test near Jinan!",
        "The Velden train ran at 450 km/h in a test near Jinan, officials said.",
        "This Velden train ran at 450 km/h in the test near Jinan.",
    ],
)
def test_near_duplicates_say_the_same(other: str):
    """Other marks, other small words, or a few words more change nothing."""
    assert same(RAN, other)
    assert differ(RAN, other) is None


@pytest.mark.parametrize(
    "other",
    [
        "The Velden train ran at 420 km/h in a test near Jinan.",
        "The Velden train never ran at 450 km/h in a test near Jinan.",
        "The Velden train ran at 450 km/h in a test near Wuhan.",
        "The Velden train ran at 450 km/h in a race near Jinan.",
        "The Velden train ran at 450 km/h in a 2024 test near Jinan.",
        "The Velden train ran at 450 km/h in a test near Jinan in May.",
        "Near Jinan a test of the Velden train saw 450 km/h.",
    ],
)
def test_more_or_other_words_say_something_else(other: str):
    """A number, a negation, a name, a date, or another order of words."""
    assert not same(RAN, other)


def test_a_fraction_is_no_thousands():
    """Half a millimetre is not five hundred."""
    assert not same("The rod is 0.500 mm wide.", "The rod is 500 mm wide.")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("It was 5 degrees.", "It was -5 degrees.", ("5", "-5")),
        ("It was \u22125 degrees.", "It was -5 degrees.", None),
        ("It fell (\u20135 degrees).", "It fell (-5 degrees).", None),
        ("It has 3-5 legs.", "It has 3 5 legs.", None),  # of a range
        ("The CO-2 is old.", "The CO 2 is old.", None),
    ],
)
def test_a_minus_is_a_part_of_its_number(
    one: str, other: str, said: tuple[str, str] | None
):
    """However it is written; a hyphen behind another sign is none."""
    assert same(one, other) is (said is None)
    assert differ(one, other) == said


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("It cost \u20ac5 then.", False),
        ("It cost \u00a55 then.", False),
        ("It cost \u20b95 then.", False),
        ("It cost $5 then.", True),
        ("It cost 5 dollars then.", True),  # in words it may be the same
    ],
)
def test_signs_of_money_tell_sums_apart(other: str, is_same: bool):
    """Five of one are not five of another."""
    assert same("It cost $5 then.", other) is is_same


def test_a_fifth_of_the_words_may_be_added():
    """Two beside eight are a near-duplicate, three are not."""
    eight = "owls hunt mice quietly near dark farm houses"
    assert same(eight, f"{eight} every night")
    assert not same(eight, f"{eight} every cold night")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Its 1,500 wheels turn fast.", "Its 1500 wheels turn fast."),
        ("Its five wheels turn fast.", "Its 5 wheels turn fast."),
        ("Its 2 million wheels turn fast.", "Its 2,000,000 wheels turn fast."),
        ("It came on 3 May.", "It came on 03 May."),
    ],
)
def test_a_number_may_be_written_in_several_ways(one: str, other: str):
    """What counts is the number."""
    assert same(one, other)
    assert differ(one, other) is None


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("The Velden train ran at 420 km/h in a test near Jinan.", ("450", "420")),
        (
            "The Velden train ran at 4.5 thousand km/h in a test near Jinan.",
            ("450", "4.5 thousand"),
        ),
        ("The train ran at 420 km/h in a test near Jinan.", ("450", "420")),
        ("The Velden train ran at 450 km/h in a test near Wuhan.", None),
        ("The Velden train ran at 280 mph in a test near Jinan.", None),
        ("The Velden train ran at top speed in a test near Jinan.", None),
        ("The Velden train never ran at 420 km/h in a test near Jinan.", None),
        ("At 420 km/h ran the fast new Velden train.", None),
    ],
)
def test_one_number_differs(other: str, said: tuple[str, str] | None):
    """All else must be the same, or nearly, the unit too."""
    assert differ(RAN, other) == said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("It came on 3 May 2024.", "It came on 4 June 2024.", ("3 May", "4 June")),
        ("It came on Monday.", "It came on Friday.", ("Monday", "Friday")),
        ("It came in May 2024.", "It came in June 2025.", ("May 2024", "June 2025")),
        ("It is the second report.", "It is the third report.", ("second", "third")),
        ("It came on 3 May 2024.", "It came in May 2024.", None),
        ("It may come soon.", "It might come soon.", None),
        ("Two of 5 came.", "Three of 6 came.", None),
        ("The CR450 came first.", "The CR400 came first.", None),
        ("It lost 12 trains.", "It lost May trains.", None),
        ("The Boeing 737 seats many.", "The Boeing 747 seats many.", None),
        # What belongs to a name in one of them at least.
        ("The boeing 737 seats many.", "The Boeing 747 seats many.", None),
        ("The Boeing 737 seats many.", "The boeing 747 seats many.", None),
        ("It ran at 450 km/h.", "It ran fast and far at 420 km/h past the mill.", None),
        ("On May 3 came many.", "On May 4 came many.", ("3", "4")),
    ],
)
def test_dates_and_orders_differ_like_numbers(
    one: str, other: str, said: tuple[str, str] | None
):
    """One place only; and neither a name with figures nor a lesser date differs."""
    assert differ(one, other) == said


def test_other_languages_must_be_the_same_but_for_the_number():
    """Their small words and negations aren't known."""
    one = "Der Zug fuhr im Test mit 450 km/h schnell."
    assert same(one, one.replace("schnell.", "schnell!"), "de")
    assert same("Es hat 2 million Seiten.", "Es hat 2,000,000 Seiten.", "de")
    assert not same(one, one.replace("Der", "Ein"), "de")
    assert not same(one, one.replace("schnell", "sehr schnell"), "de")
    assert differ(one, one.replace("450", "420"), "de") == ("450", "420")
    assert differ(one, one.replace("450", "420").replace("Der", "Ein"), "de") is None
    assert differ("列车时速450公里", "列车时速420公里", "zh") == ("450", "420")
