"""The measure of what several articles say: its counts by hand, and its labels."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from bench.agreeing import read_events, score
from rag.types import Answer

SAYS = {"A": ("a", "40 owls"), "B": ("a", "forty"), "C": ("b", "50")}


def answer(
    *quotes: Sequence[tuple[str, str]],
    differ: Sequence[tuple[int, str]] = (),
) -> Answer:
    """Cite quotes, each a title and words, with those that say the same behind it."""
    citations = [
        SimpleNamespace(
            title=lead[0],
            quote=lead[1],
            also_in=[
                SimpleNamespace(title=title, quote=quote) for title, quote in also
            ],
        )
        for lead, *also in quotes
    ]
    numbers, said = [number for number, _ in differ], [words for _, words in differ]
    sides = [SimpleNamespace(numbers=numbers, said=said)] if differ else []
    given = SimpleNamespace(citations=citations, differences=sides)
    return cast("Answer", given)


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (answer([("A", "There were 40 owls.")]), {}),
        # Named: of one letter, and each in its own words.
        (answer([("A", "We saw 40 owls."), ("B", "Forty sat there.")]), {"named": 1}),
        (answer([("A", "40 owls."), ("B", "Nine.")]), {"wrongly named": 1}),
        (answer([("A", "40 owls."), ("C", "50.")]), {"wrongly named": 1}),
        (answer([("A", "40 owls."), ("D", "40 owls.")]), {"wrongly named": 1}),
        (answer([("C", "50."), ("B", "Forty."), ("A", "9")]), {"wrongly named": 2}),
        # Told: of two letters; what is said may be less than the label.
        (answer([("A", "")], [("C", "")], differ=[(1, "40"), (2, "50")]), {"told": 1}),
        (
            answer([("A", "")], [("B", "")], differ=[(1, "40 owls"), (2, "forty")]),
            {"wrongly told": 1},
        ),
        (
            answer(
                [("A", "")],
                [("C", "")],
                [("C", "")],
                differ=[(1, "40"), (2, "9"), (3, "50")],
            ),
            {"told": 1, "wrongly told": 1},
        ),
    ],
)
def test_what_is_told_and_named_is_counted(given: Answer, counts: dict[str, int]):
    """One of three differs, and one could be named behind another."""
    assert +score(SAYS, given) == {"differ": 1, "same": 1} | counts


def test_where_all_say_the_same_nothing_differs():
    """All but the first could be named behind that."""
    says = dict.fromkeys("ABC", ("a", "40"))
    assert +score(says, answer([("A", "40")])) == {"same": 2}


def test_labels_are_in_their_articles():
    """Each event is told by several, and titles are of one article."""
    events = list(read_events())
    assert {event.asked for event in events} == {"built on", "looked at later", "held"}
    titles = [title for event in events for title in event.articles]
    assert len(titles) == len(set(titles))
    for event in events:
        assert len(event.articles) > 2
        for says in event.questions.values():
            for title, (_, words) in says.items():
                assert words.lower() in event.articles[title].lower()
