"""A shown text has the lines that are meant, and not those that it was wrapped to."""

import pytest

from rag.text.line_breaks import are_rows, unwrapped


@pytest.mark.parametrize(
    ("line", "breaks"),
    [
        ("- two oars", True),
        ("2. oars", True),
        ("\uf0b7\toars", True),
        ("・櫂", True),
        ("●「櫂」", True),
        ("1、桨", True),
        ("１．桨", True),
        ("（2）桨", True),
        ("①桨", True),
        ("・ 櫂", False),  # of a name that was wrapped
        ("●oars", False),
        ("一、桨", False),  # a heading's
        ("100、桨", False),
        ("（二）桨", False),
        ("★★★", False),
        ("Price: 3", True),
        ("Pos.: 3", True),
        ("It rained. Pos: 3", False),
        ("  Price of an oar: 3", True),
        ("Price of an old oar: 3", False),
        ("Price-list’s: 3", True),
        (f"{'P' * 25}: 3", True),
        (f"{'P' * 26}: 3", False),
        (f"Price {'o' * 24}: 3", True),
        (f"Price {'o' * 25}: 3", False),
        ("price: 3", False),
        ("Price:3", False),
        ("Price, old: 3", False),
        ("oars", False),
    ],
)
def test_a_line_begins_at_an_item_or_label(line: str, breaks: bool) -> None:
    """A label has four words at most, and begins as a sentence does."""
    sign = "\n" if breaks else " "
    assert unwrapped(f"Boats\n{line}") == f"Boats{sign}{line}"


def test_paragraphs_begin_lines_one_each() -> None:
    """As many characters, with one line end, the last, for each blank line."""
    said = unwrapped("It is\ngone. \n\n  So\nis he.\n\n\nAnd she.")
    assert said == "It is gone.    \nSo is he.  \nAnd she."


VERSE = ("The ferry left at six,", "Its lamps were low,", "“And yellow,” he said")
LAST = "B" * 55


@pytest.mark.parametrize(
    ("rows", "are_kept"),
    [
        (VERSE, True),
        (("Harbour Office", "12 Quay Street", "HULL HU1"), True),
        # Two may begin so by chance, and one that goes on was wrapped.
        (VERSE[:2], False),
        ((*VERSE, "and went on."), False),
        (("The ferry left", "its quay at", "Six."), False),
        # Texts are wrapped to longer lines.
        ((*VERSE, LAST), True),
        ((*VERSE, LAST + "B"), False),
        # In writing without capitals a line ends with a sign where it is meant to.
        (("潮水涨了，", "船走了，", "我在家"), True),
        (("潮水涨了", "船走了，", "我在家"), False),
        (("المد عال،", "والقارب بعيد،", "وأنا هنا"), True),
        # A line of signs alone begins nothing.
        ((*VERSE, "..."), False),
        # A table's lines may begin as they like.
        (("Towns", "oslo 3", "lima 4", "bari 5"), True),
    ],
)
def test_verse_addresses_and_tables_keep_their_lines(
    rows: tuple[str, ...], are_kept: bool
) -> None:
    """Also beside a paragraph that was wrapped; space at a line's ends changes none."""
    text = " \n ".join(rows) + "\n"
    shown = text if are_kept else text.replace("\n", " ")
    assert unwrapped(f"It is\ngone.\n\n{text}") == f"It is gone. \n{shown}"


def test_an_item_stays_as_far_in_as_it_stands() -> None:
    """Whatever is above it; the first line of a paragraph that isn't one does not."""
    text = "It has:\n\n- boats\n  - rafts\n\n  - skiffs\n\n    - of tin\n\n  So it is."
    shown = unwrapped(text)
    assert shown.split("\n") == [
        "It has: ",
        "- boats",
        "  - rafts ",
        "  - skiffs ",
        "    - of tin   ",
        "So it is.",
    ]
    assert len(shown) == len(text)


@pytest.mark.parametrize(("rows", "are"), [(3, True), (2, False)])
def test_a_table_has_three_rows_at_least(rows: int, are: bool) -> None:
    """One or two lines may head them."""
    below = [f"Oslo {n}" for n in range(rows)]
    assert are_rows([below[0], *below]) == are
    assert are_rows(["Town", *below]) == are
    assert are_rows(["Town", "in %", *below]) == are
    assert not are_rows(["Town", "in %", "of all", *below])
