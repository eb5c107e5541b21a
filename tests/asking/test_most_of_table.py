"""Superlatives over tables: the whole column is compared, or the row is near."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.asking.confidence import THRESHOLD, Features
from rag.asking.retrieved import Retrieved
from rag.asking.tables.most import most_of_table
from rag.library.generation.generation import Generation
from rag.types import Hit
from tests.asking.making import indexed
from tests.fakes import WordEncoder

CITIES = """City,Country,Inhabitants,Parks,Founded
Alva,Norland,"41,200",12,1620
Bern,Norland,"9,800",31,1455
Corum,Sudland,"112,000",7,1801
Dole,Sudland,"76,500",31,1733
Total,,"239,500",81,
"""
TOWERS = """# Towers of the coast

The keepers measured each tower. The Gull is the oldest tower of the coast.

| Tower | Height | Price |
|---|---|---|
| Gull | 12 m | 3,5 |
| Tern | 31 m | 1,2 |
| Auk | 19 m | 2,8 |
"""


Opener = Callable[[str, str], Generation]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Give a function that indexes a text, and opens the index."""

    def index(name: str, text: str) -> Generation:
        library = indexed(tmp_path, WordEncoder(), {name: text})
        return library.open(WordEncoder().identity)

    return index


def found_in(generation: Generation, *rows: int, probability: float = 0.8) -> Retrieved:
    """Give what would be found if these passages were, each a sentence."""
    passages = [generation.passages[row] for row in rows]
    hits = (
        Hit(passage, passage.sentences[0], 1.0, probability=probability, row=row)
        for row, passage in zip(rows, passages, strict=True)
    )
    return Retrieved(tuple(hits), Features(1, 1, 1, 0), 0.9, ())


def quotes(found: Retrieved) -> list[str]:
    """Give the quotes."""
    return [hit.passage.quote(hit.sentence) for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which city has the most inhabitants?", ["Corum"]),
        ("Which city has the fewest inhabitants?", ["Bern"]),
        ("Which city has the fewest parks?", ["Corum"]),
        # Anybody is in no row.
        ("In which city of Sudland are the most people inhabitants?", ["Corum"]),
        # Two have as many.
        ("Which city has the most parks?", ["Bern", "Dole"]),
        # Only some rows are meant.
        ("Which city in Norland has the most inhabitants?", ["Alva"]),
        ("Which city of Sudland was founded latest?", ["Corum"]),
        # The word says what is measured.
        ("What is the largest city in Sudland?", ["Corum"]),
        ("Which city is the oldest?", ["Bern"]),
    ],
)
def test_the_whole_column_is_compared(
    opened: Opener, question: str, rows: list[str]
) -> None:
    """Whichever row was found, the total among them, the best ones are the answer."""
    cities = opened("cities.csv", CITIES)
    for first in range(5):
        found = most_of_table(question, found_in(cities, first, 1, 2), cities)
        assert found.status == "answered"
        assert [quote.split(";")[0] for quote in quotes(found)] == [
            f"City: {row}" for row in rows
        ]
        assert [cities.passages[hit.row or 0] for hit in found.hits] == [
            hit.passage for hit in found.hits
        ]


@pytest.mark.parametrize(
    ("question", "town"),
    [
        ("Which town had the most boats in 2019?", "Alva"),
        ("Which town had the most boats in 2020?", "Bern"),
        ("Which town had the most boats?", None),
    ],
)
def test_the_column_with_most_of_the_words_is_meant(
    opened: Opener, question: str, town: str | None
) -> None:
    """Where two are on boats, and the question names no year, it is neither."""
    towns = opened("t.csv", "Town,Boats in 2019,Boats in 2020\nAlva,12,7\nBern,9,11\n")
    found = most_of_table(question, found_in(towns, 0, 1), towns)
    assert found.status == ("answered" if town else "near")
    assert town is None or quotes(found)[0].startswith(f"Town: {town}")


def test_what_was_compared_is_as_sure_as_that_it_is_the_subject(opened: Opener) -> None:
    """What a reader made of one row says nothing of the others."""
    cities = opened("cities.csv", CITIES)
    unsure = found_in(cities, 0, probability=0.1)
    found = most_of_table("Which city has the most inhabitants?", unsure, cities)
    assert found.confidence == unsure.related == 0.9
    sure = found_in(cities, 0, probability=0.95)
    found = most_of_table("Which city has the most inhabitants?", sure, cities)
    assert found.confidence == 0.95


@pytest.mark.parametrize(
    "question",
    [
        "Which city has the most?",  # of three things
        "Which city has the most inhabitants and parks?",  # of two
        "Which city of Norland had the most inhabitants in 1990?",
        "Which city has the most museums?",
        "Which city is the tallest?",
    ],
)
def test_what_is_not_compared_is_near(opened: Opener, question: str) -> None:
    """Where the column isn't sure, or the table doesn't have all that is asked."""
    cities = opened("cities.csv", CITIES)
    found = most_of_table(question, found_in(cities, 2, 0, 1), cities)
    assert found.status == "near"
    assert [quote.split(";")[0] for quote in quotes(found)] == ["City: Corum"]
    assert found.confidence == pytest.approx(0.9 * THRESHOLD)
    unsure = found_in(cities, 2, probability=0.1)
    assert most_of_table(question, unsure, cities).confidence == 0.1


def test_units_that_differ_are_not_compared(opened: Opener) -> None:
    """Whatever the numbers before them are."""
    prices = opened("prices.csv", "Shop,Price\nNorth,3 kg\nSouth,200 g\n")
    question = "Which shop has the lowest price?"
    assert most_of_table(question, found_in(prices, 0), prices).status == "near"


def test_the_only_numbers_are_meant_where_nothing_is_named(opened: Opener) -> None:
    """One column of numbers is the one that has the most."""
    parks = opened("parks.csv", "City,Parks\nAlva,12\nBern,31\nCorum,7\n")
    found = most_of_table("Which has the most?", found_in(parks, 0), parks)
    assert (found.status, quotes(found)) == ("answered", ["City: Bern; Parks: 31"])


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Which year had the most boats?", 1990),
        ("In what year was the catch largest?", 1991),
        ("Which year was the warmest?", 1991),
        ("What year was the driest?", 1990),
        ("Which is the latest year?", 1992),
    ],
)
def test_a_year_is_told_not_compared(opened: Opener, question: str, year: int) -> None:
    """Though it is a number, too, and its column is named; but for the latest one."""
    text = (
        "Year,Boats,Catch (t),Temperature,Rainfall\n"
        "1990,41,800,9.5,700\n1991,38,950,10.1,810\n1992,35,870,9.2,790\n"
    )
    years = opened("years.csv", text)
    found = most_of_table(question, found_in(years, 1), years)
    assert found.status == "answered"
    assert quotes(found)[0].startswith(f"Year: {year};")


def test_the_text_beside_a_table_stays(opened: Opener) -> None:
    """A sentence that was found first is left to itself, one found later follows."""
    towers = opened("towers.md", TOWERS)
    question = "Which tower of the coast is the tallest?"
    text = found_in(towers, 0, 1)
    assert most_of_table(question, text, towers) is text
    found = most_of_table(question, found_in(towers, 1, 0, 3), towers)
    assert quotes(found) == ["Tower: Tern; Height: 31 m; Price: 1,2", *quotes(text)[:1]]


@pytest.mark.parametrize(
    ("question", "tower"),
    [
        ("Which tower has the lowest price?", "Tern"),
        ("Which tower is the most expensive?", "Gull"),
        ("How high is the Auk?", "Auk"),
    ],
)
def test_a_table_in_a_text_is_compared(
    opened: Opener, question: str, tower: str
) -> None:
    """Commas may be points; who asks for no most gets the row that was found."""
    towers = opened("towers.md", TOWERS)
    found = most_of_table(question, found_in(towers, 3), towers)
    assert quotes(found)[0].startswith(f"Tower: {tower}")


@pytest.mark.parametrize(
    ("question", "hut"),
    [
        ("What is the most expensive place to sleep?", "Elm"),
        ("Which is the cheapest place to sleep?", "Oak"),
        ("Which is the cheapest for the price a week?", "Elm"),
        ("Which has the highest sleeps?", "Ash"),
    ],
)
def test_the_own_measure_of_a_superlative_is_compared(
    opened: Opener, question: str, hut: str
) -> None:
    """Before a column that the question only names, and of two the one it names."""
    text = "Hut,Sleeps,Height,Price\nOak,2,9,10\nAsh,6,4,20\nElm,4,5,30\n"
    if "week" in question:
        text = "Hut,Price,Price a week\nOak,10,60\nAsh,20,50\nElm,30,40\n"
    huts = opened("huts.csv", text)
    found = most_of_table(question, found_in(huts, 1), huts)
    assert found.status == "answered"
    assert quotes(found)[0].startswith(f"Hut: {hut};")


def test_a_single_row_is_compared_with_nothing(opened: Opener) -> None:
    """It stays as it was found."""
    one = opened("one.csv", "City,Parks,Lakes\nAlva,12,3\nTotal,12,3\n")
    found = found_in(one, 0)
    assert most_of_table("Which city has the most parks?", found, one) is found


def test_a_row_that_says_the_most_itself_is_left(opened: Opener) -> None:
    """It is compared with nothing, as no other has such a word."""
    facts = opened("facts.csv", "Fact,Value\nLargest city,Alva\nCities,12\nLakes,31\n")
    found = found_in(facts, 0)
    assert most_of_table("What is the largest city?", found, facts) is found
    assert most_of_table("What is the smallest city?", found, facts) is not found
