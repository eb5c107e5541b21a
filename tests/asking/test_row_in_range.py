"""The row of a table whose range holds the amount that is asked about."""

import pytest

from rag.asking.tables.ranges import row_in_range
from rag.library.generation.generation import Generation
from tests.asking.making import indexed
from tests.asking.test_most_of_table import Opener, found_in, opened
from tests.fakes import WordEncoder

__all__ = ["opened"]

DOSES = """Weight,Age (years),Dose,Price
under 10 kg,below 2,1 ml,up to €5
10–19 kg,2 to 5,"2,5 ml",€5.10-€9.50
from 20 to 39 kg,6 - 11,5 ml,"€10 to €1,200"
40 kg or more,12 and over,10 ml,over €1200
Vial,,20 ml,
"""


@pytest.fixture(scope="module")
def doses(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index the doses, once."""
    folder = tmp_path_factory.mktemp("doses")
    library = indexed(folder, WordEncoder(), {"doses.csv": DOSES})
    return library.open(WordEncoder().identity)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much may a child of 9 kg have?", 0),
        ("How much may a child of 10 kg have?", 1),
        ("How much may a child of 19 kg have?", 1),
        ("How much may a child of 25kg have?", 2),
        ("How much may anybody of 70 kg have?", 3),
        # By the name of the column.
        ("What is the dose for a 1 year old?", 0),
        ("What is the dose for a 5-year-old?", 1),
        ("What is the dose for somebody of 90 years?", 3),
        # By a sign.
        ("What do I get for €5.00?", 0),
        ("What do I get for €9.20?", 1),
        ("What do I get for €1,100?", 2),
        ("What do I get for €1,200?", 2),
        ("What do I get for €1,200.50?", 3),
    ],
)
def test_the_row_whose_range_holds_the_amount_is_first(
    doses: Generation, question: str, row: int
) -> None:
    """Whichever row was found; no other of its table is beside it."""
    for first in range(4):
        found = row_in_range(question, found_in(doses, first, 3 - first), doses)
        assert [hit.row for hit in found.hits] == [row]


@pytest.mark.parametrize(
    ("limit", "held", "others"),
    [
        ("not more than 10 kg", (8, 10), (11,)),
        ("no more than 10 kg", (8, 10), (11,)),
        ("not over 10 kg", (8, 10), (11,)),
        ("not above 10 kg", (8, 10), (11,)),
        ("not under 10 kg", (10, 11), (9,)),
        ("not below 10 kg", (10, 11), (9,)),
        ("at most 10 kg", (8, 10), (11,)),
        ("≤ 10 kg", (8, 10), (11,)),
        ("up to 10 kg", (8, 10), (11,)),
        ("less than 10 kg", (8,), (10,)),
        ("not less than 10 kg", (10, 11), (9,)),
        ("at least 10 kg", (10, 11), (9,)),
        ("≥ 10 kg", (10, 11), (9,)),
        ("more than 10 kg", (11,), (10,)),
    ],
)
def test_a_limit_is_read_as_it_is_said(
    opened: Opener, limit: str, held: tuple[int, ...], others: tuple[int, ...]
) -> None:
    """Not more is no more."""
    csv = f"Weight,Dose\n{limit},1 ml\n400 kg to 500 kg,2 ml\n"
    limits = opened("limits.csv", csv)
    for number in (*held, *others):
        question = f"How much may a child of {number} kg have?"
        found = row_in_range(question, found_in(limits, 1, 0), limits)
        assert [hit.row for hit in found.hits] == ([0] if number in held else [1, 0])


@pytest.mark.parametrize(
    "question",
    [
        "How much may a child of 19.5 kg have?",  # in no range
        "How much may a child of 9 lbs have?",  # another unit
        "How much is 20 ml?",  # a number alone is no range
        "How much may a child of 9 have?",
        "How much may a child have?",
        "Which one is it, for 15 kg or 25 kg?",  # of two rows
    ],
)
def test_what_no_range_or_two_hold_stays(doses: Generation, question: str) -> None:
    """As it was found."""
    found = found_in(doses, 4, 2)
    assert row_in_range(question, found, doses) == found


def test_a_row_in_range_is_as_sure_as_that_it_is_the_subject(doses: Generation) -> None:
    """What a reader made of another says nothing of it. Its cell is marked."""
    question = "Which dose may a child of 15 kg have?"
    for probability, expected in ((0.1, 0.9), (0.95, 0.95)):
        unsure = found_in(doses, 0, probability=probability)
        found = row_in_range(question, unsure, doses)
        assert found.confidence == expected
    (hit,) = found.hits
    assert hit.words is not None
    assert doses.article(hit.passage.article_id).text[
        hit.words.start : hit.words.end
    ] == ("2,5 ml")


def test_only_the_first_hits_are_looked_at_for_a_table(opened: Opener) -> None:
    """Behind three others a table is on something else, and behind an answer."""
    text = "\n\n".join(["# Sea", "It is old.", "It is deep.", "It is wide."])
    table = "\n\n".join(
        ["# Doses", "| Age | Dose |\n|---|---|\n| 2-5 years | 1 |\n| 6-9 years | 2 |"]
    )
    both = opened("both.md", f"{text}\n\n{table}\n")
    rows = [row for row, p in enumerate(both.passages) if "Dose:" in p.text]
    others = [row for row in range(len(both.passages)) if row not in rows]
    assert others
    question = "What may a child of 7 years have?"
    for before, probability, first in (
        (2, 0.1, rows[1]),
        (3, 0.1, others[0]),
        (1, 0.9, others[0]),
        (0, 0.9, rows[1]),
    ):
        places = (*(others[:1] * before), rows[0])
        found = found_in(both, *places, probability=probability)
        assert row_in_range(question, found, both).hits[0].row == first
