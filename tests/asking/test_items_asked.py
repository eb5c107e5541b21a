"""Lists and tables of whose items or rows a question says more than what they are."""

from dataclasses import replace
from typing import Any

import pytest

from rag.asking.confidence import MOST_BESIDE_POINT
from rag.asking.lists.asked import with_whole_list
from rag.library.generation.generation import Generation
from tests.asking.making import indexed
from tests.asking.test_lists import asked, found, lines
from tests.fakes import WordEncoder

TOWN = """# Tarn

Tarn is a town by the sea.

## Museums

The town has these museums:

- The clock museum, with a café and guided walks
- The salt museum, with a shop
- The mask museum, with guided walks and a shop

## Boats

The harbour hires out three boats. They are old.

| Boat | Deck | Tent |
|---|---|---|
| Auk | open | yes |
| Gull | closed | no |
| Tern | open | no |

## Walks

The guide leads three walks. There are 30 of its kind.

| Walk | Hours |
|---|---|
| Mill | 2 |
| Marsh | 3 |

## Bells

The church rings bells as follows.

- a tenor
- a treble

## Fairs

Each year sees these fairs of ours.

- of geese
- of wool

## Streets

Some like these lanes of the town more.

- Mill Lane
- Salt Lane

## Firms

The firms are listed below.

| Firm | Trade |
|---|---|
| Lund | rope |
| Moen | sails |
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index a town with lists."""
    library = indexed(tmp_path_factory.mktemp("town"), WordEncoder(), {"t.md": TOWN})
    return library.open(WordEncoder().identity)


CLOCK, SALT, MASK = "- The clock museum", "- The salt museum", "- The mask museum"


@pytest.mark.parametrize("quote", ["The town has", CLOCK, SALT, MASK])
@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Which museums have a café?", [CLOCK]),
        ("Which museums have guided walks?", [CLOCK, MASK]),
        ("Which museums have a shop?", [SALT, MASK]),
        ("Which museums have guided walks and a shop?", [MASK]),
    ],
)
def test_the_items_that_say_it_are_quoted(
    town: Generation, quote: str, question: str, items: list[str]
) -> None:
    """Whatever of the list was found; each is marked, and none of the others."""
    hit = found(town, question, quote).hits[0]
    quotes = [hit.passage.quote(part) for part in (hit.sentence, *hit.marks)]
    assert [text[: len(text.split(",")[0])] for text in quotes] == items


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Which museums does the town have?", 4),  # nothing is said of them
        ("Which museums are museums of the town?", 4),  # or what stands over them
        ("Which museums are by the sea?", 4),  # or what the article is on
        ("Which museums are there?", 4),
    ],
)
def test_what_is_said_of_all_asks_for_all(
    town: Generation, question: str, count: int
) -> None:
    """The list is whole."""
    assert len(lines(found(town, question, "The town has"))) == count


@pytest.mark.parametrize(
    ("question", "quote", "is_near"),
    [
        ("Which museums have a lift?", "The town has", True),
        ("Which museums have a lift?", SALT, True),
        ("Which museums sell maps to children?", "The town has", True),
        # Part of it is said, or none is missed.
        ("Which museums have a shop with maps?", "The town has", False),
        ("Which museums are cheap?", "The town has", True),
        ("Which museums were praised?", "The town has", False),  # a verb alone
        ("Which museums allow it?", "The town has", False),
        # One is asked for.
        ("What museum has a lift?", "The town has", False),
        # All of it must be in a table, and its verb, too.
        ("Which boats have a mast?", "Boat: Gull", True),
        ("Which boats have an open deck and a mast?", "Boat: Gull", True),
        ("Which boats have an open deck?", "Boat: Gull", False),
        ("Which boats were sold?", "Boat: Gull", True),
        ("Which boats does the harbour hire out?", "Boat: Gull", False),
        ("Which boats are available?", "Boat: Gull", False),
    ],
)
def test_what_none_of_them_says_is_near_at_most(
    town: Generation, question: str, quote: str, is_near: bool
) -> None:
    """A list of museums tells nothing of lifts."""
    confidence = found(town, question, quote).confidence
    assert confidence == (MOST_BESIDE_POINT if is_near else 0.9)


@pytest.mark.parametrize("quote", ["The town has", CLOCK])
def test_what_items_do_not_say_tells_not_which_lack_it(
    town: Generation, quote: str
) -> None:
    """A museum may have a café and say nothing of it: what was found stays."""
    question = "Which museums don't have a café?"
    assert len(lines(found(town, question, quote))) == 1


@pytest.mark.parametrize(
    ("question", "quote", "confidence"),
    [
        ("Which museums are in the town?", "The town has", 0.9),
        ("Which museums are in the town?", CLOCK, 0.4),  # not what announces them
        ("Which museums does the town have?", "The town has", 0.4),  # nothing is said
        ("Which museums are in the town of lifts?", "The town has", 0.4),
    ],
)
def test_a_list_is_as_sure_as_its_subject_where_all_is_said(
    town: Generation, question: str, quote: str, confidence: float
) -> None:
    """A reader doubts what announces it, which names none."""
    assert found(town, question, quote, probability=0.4).confidence == confidence
    surer = found(town, question, quote, probability=0.95).confidence
    assert surer == 0.95


@pytest.mark.parametrize(
    ("question", "quote", "whole"),
    [
        (
            "Which boats are there?",
            "The harbour",
            4,
        ),  # before others
        ("Which walks are there?", "The guide", 1),  # counts others
        ("Which walks are there?", "There are 30", 1),
        ("Which bells are there?", "The church", 3),
        ("Which fairs are there?", "Each year", 3),
        ("Which lanes are there?", "Some like", 1),  # goes on behind them
        ("Which firms are there?", "The firms", 3),
    ],
)
def test_a_sentence_that_points_on_or_counts_leads_up_to_a_list(
    town: Generation, question: str, quote: str, whole: int
) -> None:
    """Though it ends in a full stop."""
    hit = found(town, question, quote).hits[0]
    text = hit.passage.quote(hit.sentence)
    assert text.startswith(quote)
    assert len(text.replace("\n\n", "\n").split("\n")) == whole


@pytest.mark.parametrize("other", [{"is_across": True}, {"language": "de"}])
def test_in_another_language_nothing_is_missed(
    town: Generation, other: dict[str, Any]
) -> None:
    """A list that is in German says what is asked in other words."""
    question = "Which museums have a lift?"
    before = found(town, question, "The town has")
    assert before.confidence == MOST_BESIDE_POINT
    before = replace(before, hits=(replace(before.hits[0], probability=0.9),))
    query = replace(asked(question), **other)
    assert with_whole_list(query, "list", before, town).confidence == 0.9
