"""Which cell of a table's row is asked for."""

import pytest

from rag.asking.wording.cells import AskedCell, cell_asked, cell_ends
from rag.types import Span

ROW = "Village: Orby; Inhabitants: 1943; Altitude (m): 1344"
FERRY = "Line: Ost; 2021 Cars: 5; 2021 Bikes: 7; 2022 Cars: 9"
MONEY = "Year: 2021; Income (crowns): 40; Income (euros): 4"


@pytest.mark.parametrize(
    ("question", "row", "cell", "is_row_named"),
    [
        ("How many inhabitants has Orby?", ROW, "1943", True),
        ("How many inhabitants are there?", ROW, "1943", False),
        ("At what altitude is Orby?", ROW, "1344", True),
        ("Which village has 1943 inhabitants?", ROW, "Orby", True),
        ("How many cars took Ost in 2022?", FERRY, "9", True),
        ("How many bikes took Ost in 2021?", FERRY, "7", True),
        ("What income in euros had it in 2021?", MONEY, "4", True),
        ("How many cars took Ost?", FERRY, "9", True),
        ("Which village has the inhabitants?", ROW, "Orby", False),
        ("Of what altitude are its inhabitants?", ROW, "1344", False),
        ("What did it cost?", "Room: 5; Price: 9", None, False),
        (
            "Who does the roof?",
            "Work: Roof; By: Ann van der Lee",
            "Ann van der Lee",
            True,
        ),
        ("And who does it?", "Work: Roof; By: O. Lee; Is: Done", "O. Lee", False),
        ("Who helps Ann Lee?", "Work: Roof; By: Ann Lee", None, False),
        ("Who is the cook?", "Cook: Ann; Boss: Bo Holm", "Ann", False),
        ("How many boats are left?", "Year: 2019; Boats left: 12", "12", False),
        ("What does it?", "Work: Roof; By: Ann Lee", None, False),
        ("Who won?", "Home: Red Lions; Guest: Blue Cats", None, False),
        ("Who came?", "Home: Lions; Guest: the Blue Cats", None, False),
        # When something was, its year says, where what is named is no time itself.
        ("When was the income largest in crowns?", MONEY, "2021", False),
        ("When was the income in 2021?", MONEY, None, False),
        ("When does it open?", "Year: 2021; Opens: 9:30", "9:30", False),
        ("When were most cars there?", "Line: Ost; Cars: 5", "5", False),
        # No column, two as well, or one whose cell the question says itself.
        ("Who is the mayor of Orby?", ROW, None, False),
        ("How much was it in 2021?", "Crop: Rye; 2020: 5; 2021: 7", "7", False),
        ("How much rye was it?", "Crop: Rye; 2020: 5; 2021: 7", None, False),
        ("How many cars took Ost in 2020?", FERRY, None, False),
        ("How many cars came?", "2022 Cars: 5; Cars 2022: 9", None, False),
        ("What income had it in 2021?", MONEY, None, False),
        ("Has it inhabitants and altitude?", ROW, None, False),
        ("Has the village Orby an inn?", ROW, None, False),
        ("Is it the village Orby?", "Village: Orby village; Size: 5", None, False),
        # No row, a row of one cell, and one without names.
        ("How many inhabitants are there?", "Inhabitants are many.", None, False),
        ("How many inhabitants are there?", "Inhabitants: 1943", None, False),
        ("How many inhabitants are there?", "Orby; Inhabitants; 1943", None, False),
        ("What is it?", "The: 5; A: 9", None, False),
    ],
)
def test_a_cell_is_asked_for_by_its_column(question, row, cell, is_row_named) -> None:
    """By all words of its name; of more than one by "which", its unit and its year."""
    found = cell_asked(question, row)
    if cell is None:
        assert found is None
        return
    assert found is not None
    assert row[found.place.start : found.place.end] == cell
    assert found.is_of_named_row is is_row_named


@pytest.mark.parametrize(
    ("question", "label"),
    [
        *(
            ("How much is the hut?", each)
            for each in (
                "Price",
                "Costs",
                "Fees",
                "Fare",
                "Rate",
                "Charge",
                "Admission",
            )
        ),
        ("How much are huts?", "Price a night"),
        ("How much was the hut?", "Price"),
        ("How much were the huts?", "Price"),
        ("How expensive is the hut?", "Price"),
        ("What does the hut cost?", "Fee"),
        ("What did the hut cost?", "Fee"),
        ("How much do the huts cost?", "Fee"),
        ("How much will the hut cost?", "Fee"),
        ("How much would the hut cost?", "Fee"),
        ("How much does the hut weigh?", "Weight"),
        ("How heavy is the hut?", "Mass (kg)"),
        ("How big is the hut?", "Size"),
        ("How large is the hut?", "Area"),
        ("How big is the hut?", "Volume"),
        ("How big is the hut?", "Capacity"),
        ("How big is the hut?", "Dimensions"),
        ("How tall is the hut?", "Height"),
        ("How high is the hut?", "Altitude"),
        ("How high is the hut?", "Elevation"),
        ("How long is the hut?", "Length"),
        ("How long is the hut?", "Duration"),
        ("How old is the hut?", "Age"),
        ("What time is the hut?", "Time"),
        ("What time are the huts?", "Start"),
        ("What time does the hut begin?", "Start"),
        ("What time do the huts begin?", "Start"),
        ("How many people can the hut take?", "Places"),
        ("For how many persons is the hut?", "Sleeps"),
        ("For how many guests are the huts?", "Seats"),
        ("How many children may use the hut?", "Capacity"),
        ("How many people fit in the hut?", "Places"),
    ],
)
def test_a_measure_is_asked_for_without_its_name(question: str, label: str) -> None:
    """Where one column alone is of it."""
    found = cell_asked(question, f"What: Hut; Dogs: 3; {label}: 9")
    start = len(f"What: Hut; Dogs: 3; {label}: ")
    assert found == AskedCell(Span(start, start + 1), is_of_named_row=True)
    assert cell_asked(question, "What: Hut; Dogs: 3; Cats: 9") is None


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How much is the hut?", "What: Hut; Price by day: 9; Price by week: 50"),
        ("How much is the hut?", "What: Tent; Price: 9"),
        ("How much is the hut for 2?", "What: Hut; Price: 9"),
        ("How much is the hut for 9?", "What: Hut; Price: 9"),
        ("How much does the hut earn?", "What: Hut; Price: 9"),
        ("How much rye is in the hut?", "What: Hut; Price: 9"),
        ("What does the hut do?", "What: Hut; Cost: 9"),
        ("What time does the hut end?", "What: Hut; Start: 9"),
        ("What time does the hut close?", "What: Hut; Start: 9"),
        ("What time does the hut finish?", "What: Hut; Start: 9"),
        ("What time does the hut stop?", "What: Hut; Start: 9"),
        ("How many people saw the hut?", "What: Hut; Seats: 9"),
        ("How many dogs can the hut take?", "What: Hut; Seats: 9"),
    ],
)
def test_a_measure_may_be_in_no_column(question: str, row: str) -> None:
    """Nor where two are of it, the row is another's, or a number is a condition."""
    assert cell_asked(question, row) is None


def test_a_number_may_be_of_a_rows_name() -> None:
    """A rucksack may be called by one."""
    found = cell_asked("How much is the Alder 40?", "What: Alder 40; Cost: 9")
    assert found is not None
    assert found.is_of_named_row


def test_a_named_column_goes_before_one_of_the_measure() -> None:
    """What a deposit is isn't the price."""
    row = "What: Hut; Price: 9; Deposit: 5"
    found = cell_asked("How much is the deposit for the hut?", row)
    assert found is not None
    assert row[found.place.start : found.place.end] == "5"


def test_white_space_is_no_part_of_a_cell() -> None:
    """As it may stand before the next one's sign."""
    found = cell_asked("What price has it?", "Room: 5; Price:  9 ; Row: 2")
    assert found is not None
    assert (found.place.start, found.place.end) == (17, 18)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Price: 5; Weight: 2", [9]),
        ("Price: 5; Weight: 2\nPrice: 7; Weight: 4", [9, 29]),
        ("We came; we saw.", []),
        ("Price: 5;", []),
    ],
)
def test_cells_end_before_the_next_ones_name(text: str, ends: list[int]) -> None:
    """In each row; a clause has no name."""
    assert cell_ends(text) == ends
