"""What a sentence announces, and what is counted behind it."""

import pytest

from rag.asking.ranking.announcing import (
    MOST_ANNOUNCED,
    MOST_LISTED,
    announced_by,
    is_item,
)
from tests.asking.making import passage

REST = ["It is old."] * 9


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("There are two reasons.", 2),
        ("Ten problems remain.", 9),
        ("Eleven problems remain.", 0),
        ("It has a number of appealing qualities as a boat.", MOST_ANNOUNCED),
        ("It works through multiple mechanisms.", MOST_ANNOUNCED),
        ("The following are the main findings.", MOST_ANNOUNCED),
        ("The council has these goals for 2030:", MOST_LISTED),
        ("Die folgenden Boote fahren.", MOST_ANNOUNCED),
        ("Les bateaux suivants partent.", MOST_ANNOUNCED),
        ("Salen los barcos siguientes.", MOST_ANNOUNCED),
        ("Partono le barche seguenti.", MOST_ANNOUNCED),
        ("Есть следующие лодки.", MOST_ANNOUNCED),
        ("هناك القوارب التالية.", MOST_ANNOUNCED),
        ("船有以下几艘。", MOST_ANNOUNCED),
        ("次の船が出ます。", MOST_ANNOUNCED),
        ("Die Boote fahren.", 0),
        ("There are two reasons, frost and ice.", 0),
        ("There are several ways to go because it is old.", 0),
        ("It has two uses such as heat.", 0),
        ("Like other boats, such as this one, it has two uses.", 2),
        ("It won two titles in the old hall by the town's own river.", 0),
        ("Two parties set out in early April 1904.", 2),
        ("Two parties set out in early, cold April.", 0),
        ("Two parties set out again in early April 1904.", 0),
        ("In May Ten parties set out.", 9),
        ("In the month of May two parties left.", 0),
        ("Two other old men left.", 2),
        ("Two very old, slow ships left.", 0),
        ("Two died.", 0),
        ("It has two.", 0),
        ("There were two very old and quite slow ways.", 0),
        ("It has uses.", 0),
        ("Our study has limitations.", MOST_ANNOUNCED),
        ("The trial had its clear drawbacks.", MOST_ANNOUNCED),
        ("There are exceptions.", MOST_ANNOUNCED),
        ("It has limitations of size.", 0),
        ("It lost its advantages.", 0),
    ],
)
def test_what_announces_names_nothing_itself(sentence: str, count: int):
    """It counts things of a kind that is told about, and goes no further."""
    found = announced_by(passage(sentence, *REST), 0)
    assert found == list(range(1, 1 + count))


@pytest.mark.parametrize(
    ("line", "below", "announced"),
    [
        ("- Proof of age", "This may be a card.", [1]),
        ("- Proof of age", "These are cards.", [1]),
        ("- Proof of age.", "This may be a card.", []),
        ("Proof of age –", "This may be a card.", []),
        ("It is proof of age.6,7", "This may be a card.", []),
        ("- Proof of age", "Cards may be old.", []),
    ],
)
def test_a_line_announces_what_is_said_of_it(
    line: str, below: str, announced: list[int]
):
    """It is no sentence, and what is below it points to it, in any paragraph."""
    found = passage(line, below, "- So it is.", paragraphs=(1, 2, 3))
    assert announced_by(found, 0) == announced
    assert announced_by(passage(line), 0) == []


def test_what_is_announced_is_of_its_paragraph_or_a_list():
    """A list may stand in paragraphs of its own, with signs or numbers."""
    lines = "It is.", "It has several uses.", "- Heat.", "2. Light.", "Rain.", "- Ice."
    assert announced_by(passage(*lines, paragraphs=(1, 1, 2, 3, 4, 5)), 1) == [2, 3]
    assert announced_by(passage(*lines, paragraphs=(1, 1, 1, 1, 1, 2)), 1) == [
        2,
        3,
        4,
        5,
    ]
    assert announced_by(passage(*lines), 5) == []


@pytest.mark.parametrize("colon", [":", "："])
def test_a_colon_announces(colon: str):
    """Seven items at most, whatever stands before it."""
    lines = [f"Es nützt{colon}", *["- Heizen."] * 9]
    assert announced_by(passage(*lines), 0) == [*range(1, 1 + MOST_LISTED)]


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("- Heat.", True),
        ("(1) Heat.", True),
        ("・熱。", True),
        ("（1）热。", True),
        ("热・光。", False),
        ("First, it heats.", True),
        ("Secondly it heats.", True),
        ("Tenth, it heats.", True),
        ("Finally, it heats.", True),
        ("It heats first.", False),
        ("Firstborns inherit.", False),
    ],
)
def test_items_are_counted_by_a_sign_or_a_word(sentence: str, counts: bool):
    """At their beginning."""
    assert is_item(sentence) == counts


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["First, it heats.", "It is old.", "Second, it lights.", "Rain falls."], 3),
        (["Firstly, it heats.", "Finally, it lights.", "Rain falls."], 2),
        (["It is old.", "First, it heats.", "Second, it lights."], 0),
        (["First it heats.", "Second, it lights."], 0),
        (["First, it heats.", "It is old.", "Then it lights."], 0),
        (["First, it heats.", *["It is old."] * 5, "Second, it lights."], 7),
        (["First, it heats.", *["It is old."] * 6, "Second, it lights."], 0),
    ],
)
def test_what_is_counted_behind_a_sentence_is_announced(lines: list[str], last: int):
    """From the first to the last, which are two at least."""
    found = announced_by(passage("She would not sell.", *lines), 0)
    assert found == [*range(1, 1 + last)]


def test_what_is_counted_stands_in_one_paragraph():
    """What is in the next one may be counted for another's sake."""
    lines = (
        "She would not sell.",
        "First, it heats.",
        "Rain falls.",
        "Second, it lights.",
    )
    assert announced_by(passage(*lines, paragraphs=(1, 1, 1, 2)), 0) == []
    assert announced_by(passage(*lines, paragraphs=(1, 2, 2, 2)), 0) == []
