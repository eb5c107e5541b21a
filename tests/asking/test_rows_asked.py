"""The rows of a table that meet what is asked are quoted, all in one passage."""

from dataclasses import replace

import pytest

from rag.asking.lists.rows_asked import MOST_ROWS, rows_meeting
from rag.asking.retrieved import Retrieved
from rag.asking.tables.most import NEAR_SHARE
from rag.library.generation.generation import Generation
from tests.asking.making import indexed
from tests.asking.test_most_of_table import Opener, found_in, opened
from tests.fakes import WordEncoder

__all__ = ["opened"]

INNS = """Inn,Town,Beds,Price,Distance to sea,Opened,Dogs allowed,Parking,Kind
Gull,Alva,12,£80,3 km,1890,yes,free,farm
Tern,Alva,31,"£1,130",12 km,1921,no,paid,hotel
Auk,Bern,20,£95,5 km,1921,Yes,none,hotel
Rook,Corum,8,£130,7 km,1975,No,free,farm
Wren,Bern,20,£60,800 km,2001,,free,hostel
"""
NAMES = ["Gull", "Tern", "Auk", "Rook", "Wren"]


@pytest.fixture(scope="module")
def inns(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index the inns, once."""
    folder = tmp_path_factory.mktemp("inns")
    library = indexed(folder, WordEncoder(), {"inns.csv": INNS})
    return library.open(WordEncoder().identity)


def quoted(found: Retrieved) -> list[str]:
    """Give the names of the rows that the first hit quotes and marks."""
    hit = found.hits[0]
    parts = (hit.sentence, *hit.marks)
    texts = [hit.passage.quote(part) for part in parts]
    return [name for text in texts for name in NAMES if name in text]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        # By a number.
        ("Which inns have over 20 beds?", "Tern"),
        ("Which inns have at least 20 beds?", "Tern Auk Wren"),
        ("List the inns with fewer than 20 beds.", "Gull Rook"),
        ("Which inns have 20 or more beds?", "Tern Auk Wren"),
        ("Which inns cost under £95?", "Gull Wren"),
        ("Which inns cost up to 95?", "Gull Auk Wren"),
        ("Which inns cost more than £130?", "Tern"),
        ("Which inns are cheaper than £80?", "Wren"),
        ("Which inns cost between £80 and £130?", "Gull Auk Rook"),
        ("Which inns are less than 7 km from the sea?", "Gull Auk"),
        ("Which inns opened before 1921?", "Gull"),
        ("Which inns opened since 1921?", "Tern Auk Rook Wren"),
        ("Which inns are older than 1975?", "Gull Tern Auk"),
        # By yes or no: an empty cell is none.
        ("Which inns allow dogs?", "Gull Auk"),
        ("Are there inns that allow dogs?", "Gull Auk"),
        ("Which inns don't allow dogs?", "Tern Rook Wren"),
        # By what cells say.
        ("Which inns are in Bern?", "Auk Wren"),
        ("Which inns are in Bern or Corum?", "Auk Rook Wren"),
        ("Which inns are not in Bern?", "Gull Tern Rook"),
        ("Inns with fewer than 20 beds", "Gull Rook"),
        ("What can I get for under £90?", "Gull Wren"),
        ("Which inns have free parking?", "Gull Rook Wren"),
        ("Which inns don't have free parking?", "Tern Auk"),
        # By what cells say but none.
        ("Which inns have parking?", "Gull Tern Rook Wren"),
        ("Which inns have no parking?", "Auk"),
        ("Which inns in Alva or Bern have parking?", "Gull Tern Wren"),
        ("Which inns allow dogs and have parking?", "Gull"),
        ("Show me all inns of the kind farm.", "Gull Rook"),
        # By more than one.
        ("Which inns in Bern cost under £90?", "Wren"),
        ("Which inns in Alva allow dogs?", "Gull"),
        ("Which inns with at least 20 beds cost less than £100?", "Auk Wren"),
        ("Which inns in Bern or Corum cost under £95?", "Wren"),
        ("Which hotels allow dogs and cost under £100?", "Auk"),
    ],
)
def test_the_rows_that_meet_it_are_quoted(
    inns: Generation, question: str, rows: str
) -> None:
    """Whichever row was found; no other of its table is beside them."""
    for first in range(5):
        found = rows_meeting(question, found_in(inns, first, 4 - first), inns)
        assert quoted(found) == rows.split()
        assert len(found.hits) == 1
        assert found.hits[0].is_chosen


@pytest.mark.parametrize(
    "question",
    [
        "Which inns have over 31 beds?",
        "Which inns cost less than £60?",
        "Which inns opened after 2001?",
        "Which inns in Corum allow dogs?",
        "Which inns have between 21 and 30 beds?",
    ],
)
def test_what_no_row_meets_is_near(inns: Generation, question: str) -> None:
    """Rather than answered by a row that doesn't; nor is it made surer than it was."""
    found = rows_meeting(question, found_in(inns, 2, 0), inns)
    assert [hit.row for hit in found.hits] == [2]
    assert found.confidence == NEAR_SHARE * found.threshold
    assert found.status == "near"
    unsure = rows_meeting(question, found_in(inns, 2, probability=0.2), inns)
    assert unsure.confidence == 0.2


@pytest.mark.parametrize(
    "question",
    [
        "How many beds has the Gull?",  # a cell of a row
        "Which kind of inn is the Gull?",
        "Does the inn in Bern allow dogs?",  # asks for no row
        "Which inn has the most beds in Alva?",  # the most of them
        "Which inns have over 20?",  # of what?
        "Which inns have over 20 lamps?",
        "Which inns are older than 20 kg?",
        "Which inns are there in Dole?",  # no condition that is known
        "Which farms are not in Bern?",  # which of them is denied?
        "Which inn is in Bern?",  # it is one
        "Who teaches at the Wren?",
        "Which inns are there?",
        "Which inns are in Bern or allow dogs?",  # one or both
    ],
)
def test_what_asks_nothing_of_a_row_stays(inns: Generation, question: str) -> None:
    """As it was found."""
    found = found_in(inns, 4, 2)
    assert rows_meeting(question, found, inns) == found


def test_what_was_not_found_stays(inns: Generation) -> None:
    """No row is nearer than what is near."""
    found = replace(found_in(inns, 0, probability=0.01), related=0.01)
    assert found.status == "not_found"
    assert rows_meeting("Which inns are in Bern?", found, inns) == found


def test_rows_are_as_sure_as_that_the_table_is_the_subject(inns: Generation) -> None:
    """Where it or its titles have all that is asked, but what asks."""
    question = "Which inns in Bern cost under £90?"
    for probability, expected in ((0.4, 0.9), (0.95, 0.95)):
        unsure = found_in(inns, 0, probability=probability)
        assert rows_meeting(question, unsure, inns).confidence == expected
    for beyond in ("Which inns near Dole allow dogs?", "Which boats allow dogs?"):
        unsure = found_in(inns, 0, probability=0.4)
        assert rows_meeting(beyond, unsure, inns).confidence == 0.4


def test_a_table_may_be_of_a_section(opened: Opener) -> None:
    """What its heading and the article's title say needn't stand in a row."""
    lines = INNS.replace('"£1,130"', "£99").splitlines()
    head, *rows = (line.split(",") for line in lines)
    lines = [f"| {' | '.join(row)} |" for row in (head[:2], *(row[:2] for row in rows))]
    table = "\n".join([lines[0], "|---|---|", *lines[1:]])
    text = f"# Islands\n\nThere is a ferry.\n\n## Cheap places\n\n{table}\n"
    islands = opened("islands.md", text)
    number = next(row for row, one in enumerate(islands.passages) if "Gull" in one.text)
    unsure = found_in(islands, number, 0, probability=0.4)
    question = "Which cheap places on the islands are in Bern?"
    found = rows_meeting(question, unsure, islands)
    assert quoted(found) == ["Auk", "Wren"]
    assert found.confidence == 0.9
    # What isn't of the table stays behind it, but is no answer of its own.
    assert [hit.row for hit in found.hits[1:]] == [0]
    assert not found.hits[1].is_chosen
    # It is looked for behind a sentence, too, if it has all that is asked.
    other = found_in(islands, 0, number, probability=0.4)
    found = rows_meeting(question, other, islands)
    assert quoted(found) == ["Auk", "Wren"]
    assert found.confidence == 0.9
    for beyond in ("Which cheap tents are in Bern?", "Which cheap places are in Dole?"):
        assert rows_meeting(beyond, other, islands) == other


@pytest.mark.parametrize("count", [MOST_ROWS, MOST_ROWS + 1])
def test_so_many_rows_are_quoted_and_no_more(opened: Opener, count: int) -> None:
    """A long table's are found by their words."""
    lines = [f"n{number},yes" for number in range(count)]
    long = opened("long.csv", "\n".join(["Inn,Dogs", *lines, "last,no", ""]))
    found = found_in(long, 0)
    meeting = rows_meeting("Which inns allow dogs?", found, long)
    assert (meeting != found) is (count == MOST_ROWS)


COURSES = """Day,Course,Teacher,Starts,Way to station,Way to sea,Step-free access,Takes
Monday,Italian 2,Ana Pires,3 May 2019,1 km,9 km,yes,1 hour
Monday,Yoga,Sam Okafor,4 July 2019,12 km,2 km,no,2 hours
May,Italian choir,Ana Lund,1 June 2021,4 km,7 km,yes,3 hours
"""


@pytest.mark.parametrize(
    ("question", "row_names"),
    [
        ("Which courses are on Monday?", "Italian 2|Yoga"),
        ("Which courses are in May?", "Italian choir"),
        ("Which courses does Ana give?", "Italian 2|Italian choir"),
        ("Which courses of Pires or Okafor are there?", "Italian 2|Yoga"),
        ("Which Italian courses take less than 2 hours?", "Italian 2"),
        ("Which are less than 5 km from the station?", "Italian 2|Italian choir"),
        ("Which are less than 8 km from the sea?", "Yoga|Italian choir"),
        ("Which step-free courses take 2 hours or more?", "Italian choir"),
        ("Who teaches on Monday?", "Italian 2|Yoga"),
    ],
)
def test_cells_are_said_in_part(opened: Opener, question: str, row_names: str) -> None:
    """A name of one is enough; a unit may be said of one or more."""
    courses = opened("courses.csv", COURSES)
    found = rows_meeting(question, found_in(courses, 0), courses)
    hit = found.hits[0]
    texts = [hit.passage.quote(part) for part in (hit.sentence, *hit.marks)]
    names = ("Italian 2", "Yoga", "Italian choir")
    assert "|".join(n for t in texts for n in names if n in t) == row_names


@pytest.mark.parametrize(("last", "is_told"), [("2020", True), ("2020-2022", False)])
def test_years_are_those_of_dates(opened: Opener, last: str, is_told: bool) -> None:
    """But not where a cell has two."""
    days = f"Inn,Opened\nGull,3 May 2019\nTern,June 2021\nAuk,{last}\n"
    opening = opened("days.csv", days)
    found = rows_meeting("Which inns opened after 2019?", found_in(opening, 0), opening)
    assert (quoted(found) == ["Tern", "Auk"]) is is_told


def test_one_inn_is_asked_like_many(opened: Opener) -> None:
    """A table may have one row."""
    one = opened("one.csv", "Inn,Dogs,Cats\nGull,yes,no\n")
    found = found_in(one, 0, probability=0.4)
    allowed = rows_meeting("Which inns allow dogs?", found, one)
    assert (quoted(allowed), allowed.confidence) == (["Gull"], 0.9)
    assert rows_meeting("Which inns don't allow dogs?", found, one).status == "near"


@pytest.mark.parametrize(
    ("yes", "no"),
    [("yes", "no"), ("Y", "N"), ("✓", "–"), ("true", "false"), ("yes (small)", "no")],
)
def test_a_cell_says_yes_in_many_ways(opened: Opener, yes: str, no: str) -> None:
    """And no."""
    dogs = opened("dogs.csv", f"Inn,Dogs\nGull,{yes}\nTern,{no}\nAuk,{yes}\n")
    for question, rows in (
        ("Which inns allow dogs?", ["Gull", "Auk"]),
        ("Which inns don't allow dogs?", ["Tern"]),
    ):
        assert quoted(rows_meeting(question, found_in(dogs, 1), dogs)) == rows


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (("yes", "small", "no"), ["Gull", "Tern"]),
        (("12", "0", "40"), ["Gull", "Auk"]),
        (("£9", "none", "(£7)"), ["Gull", "Auk"]),
        (("2 kinds", "No dogs", " "), ["Gull"]),
    ],
)
def test_a_cell_says_what_kind_or_none(
    opened: Opener, cells: tuple[str, ...], rows: list[str]
) -> None:
    """Whatever is no none is there."""
    lines = map(",".join, zip(NAMES[:3], cells, strict=True))
    dogs = opened("dogs.csv", "\n".join(["Inn,Dogs", *lines, ""]))
    found = found_in(dogs, 1)
    assert quoted(rows_meeting("Which inns allow dogs?", found, dogs)) == rows
    for other in ("Which inns?", "Which inns allow cats?", "Do inns allow dogs?"):
        assert rows_meeting(other, found, dogs) == found


@pytest.mark.parametrize("cells", [("yes", "small", "1"), ("no", "0", "")])
def test_a_column_that_says_the_same_of_all_tells_nothing(
    opened: Opener, cells: tuple[str, ...]
) -> None:
    """That it is there, or that it isn't."""
    lines = map(",".join, zip(NAMES[:3], cells, strict=True))
    dogs = opened("dogs.csv", "\n".join(["Inn,Dogs", *lines, ""]))
    found = found_in(dogs, 0)
    assert rows_meeting("Which inns allow dogs?", found, dogs) == found
