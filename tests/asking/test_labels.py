"""Numbers that count nothing: what something is called by, and hours."""

import pytest

from tests.asking.test_answer_types import fits_marked

ALWAYS = "page|chapter|platform|plot|gate|route|number|no."
CAPITAL = (
    "Room|Year|Class|Grade|Line|Bus|Tram|Section|Article|Level|Floor|Unit|Block|Ward"
    "|District|Zone|Table|Figure|Step|Phase|Lane|Pier|Exit|Junction|Terminal|Hut|Item"
)


@pytest.mark.parametrize("label", [*ALWAYS.split("|"), *CAPITAL.split("|"), "Platform"])
@pytest.mark.parametrize("much", ["many came", "old is it", "much is it", "long is it"])
def test_a_number_behind_a_label_counts_nothing(label: str, much: str) -> None:
    """Whether the label is marked with it or not."""
    assert not fits_marked(f"How {much}?", f"It was in {label} [5] then")
    assert not fits_marked(f"How {much}?", f"It was in [{label} 5] then")
    assert not fits_marked(f"How {much}?", f"It was in [Room 14 and {label} 5] then")


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("How many came?", "For the room [30] of them paid."),
        ("How many came?", "In one year [30] came."),
        ("How many came?", "In Room 5 [30] sat."),
        ("How many came?", "[Room 5 had 30]"),
        ("How many came?", "On platforms [5] sat."),
        ("How many came?", "A homepage [5] saw."),
        ("In which room is it?", "It is in Room [5]."),
        ("What is the number of it?", "It is number [5]."),
    ],
)
def test_other_numbers_may_count(question: str, marked: str) -> None:
    """And which room it is isn't counted."""
    assert fits_marked(question, marked)


@pytest.mark.parametrize("hour", ["1", "9", "10", "12", "one", "two", "Nine", "twelve"])
def test_an_hour_counts_nothing(hour: str) -> None:
    """The twelve of the clock."""
    assert not fits_marked("How many gates are there?", f"It is shut at [{hour}].")
    assert not fits_marked("How many gates are there?", f"It is shut [at {hour}].")


@pytest.mark.parametrize("number", ["0", "13", "20", "112", "thirteen", "twenty"])
def test_no_other_number_is_an_hour(number: str) -> None:
    """It may be how many there were."""
    assert fits_marked("How many gates are there?", f"It is put at [{number}].")


@pytest.mark.parametrize(
    "behind", ["", ".", ", they say", "; so", ": so", ")", "!", "?"]
)
@pytest.mark.parametrize("much", ["many are there", "much is it", "long is it"])
def test_a_bare_number_behind_at_is_an_hour(behind: str, much: str) -> None:
    """And may be an age, but no count, price or length."""
    marked = f"It is shut at [9]{behind}"
    assert not fits_marked(f"How {much}?", marked)
    assert fits_marked("How old is it?", marked)


@pytest.mark.parametrize(
    "behind", [" am", " p.m.", "pm", " o'clock", " o’clock", " at night"]
)
def test_what_is_said_of_the_day_is_an_hour(behind: str) -> None:
    """Whatever stands before it; and no age."""
    assert not fits_marked("How old is Ada?", f"Ada got up by [two]{behind}.")
    assert not fits_marked("How old is Ada?", f"Ada got up [at two]{behind}.")


@pytest.mark.parametrize("part", ["morning", "afternoon", "evening"])
def test_an_hour_is_in_a_part_of_the_day(part: str) -> None:
    """What is in something else may be counted."""
    assert not fits_marked("How many came?", f"They came by [two] in the {part}.")
    assert fits_marked("How many came?", "They sat by [two] in the hall.")


@pytest.mark.parametrize(
    "marked", ["It is shut at [nine] places.", "It is shut, but [nine].", "That [9]."]
)
def test_a_number_alone_counts(marked: str) -> None:
    """With what it counts, and without "at"."""
    assert fits_marked("How many are there?", marked)
