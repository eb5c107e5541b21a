"""Which cell of a table's row is asked for."""

import pytest

from rag.asking.wording.cells import cell_asked, cell_ends

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
