"""Headings of plain text: over clauses, above all others, and like all others."""

import pytest

from tests.articles import BODY, read
from tests.articles import headings as headings_of

OTHER = "Many people came to look at it, and some of them stayed until the next day."


def headings(text: str) -> list[tuple[int, str]]:
    """Read a text below a title, and give its headings with their levels."""
    return headings_of(read(f"On Rivers\n\n{BODY}\n\n{text}\n"))


@pytest.mark.parametrize(
    ("below", "is_heading"),
    [
        ("1. In this rule,", True),
        ("  (1) No boat.", True),
        ("(12) No boat.", True),
        ("12. (1) No boat.", True),
        ("101. No boat.", True),
        ("1. Rope\n2. Oars", True),
        ("1 boat.", False),
        ("1.5 boats.", False),
        ("1931 was dry.", False),
        ("(123) No boat.", False),
        ("(a) a boat;", False),
        ("- a boat;", False),
        ("No boat.", False),
    ],
)
def test_a_clause_may_stand_under_a_heading(below: str, is_heading: bool) -> None:
    """However short it is; other short lines may be a signature's or a list's."""
    found = headings(f"Boats\n\n{below}")
    assert found == ([(2, "Boats")] if is_heading else [])


VALUE = "Price of an oar: three pounds"


@pytest.mark.parametrize(
    ("below", "is_heading"),
    [
        (f"{VALUE}\n{VALUE}s", True),
        (f"{VALUE}\n{VALUE}", False),
        (f"{VALUE}\n\n{VALUE}s", False),
        ("O: 1\n" * 16, False),
        ("Oars: 1\n" * 8, True),
        ("Oar: 1\n" * 9, False),
    ],
)
def test_values_may_stand_under_a_heading(below: str, is_heading: bool) -> None:
    """Together, the first eight, as long as a paragraph: 60 columns."""
    assert len(f"{VALUE}\n{VALUE}s") == 60
    assert (headings(f"Boats\n\n{below}") == [(2, "Boats")]) == is_heading


def test_a_drawn_heading_is_no_clause() -> None:
    """It is over what follows, and the line above it is no heading of that."""
    found = headings(f"Boats\n\n1. Rope\n-------\n\n{BODY}")
    assert found == [(2, "1. Rope")]


@pytest.mark.parametrize(
    ("clause", "items", "found"),
    [
        ("3. This is not for", "(a) rafts; or\n\n(b) swans.", ["Boats"]),
        # It is a heading where its items are paragraphs, or no letters.
        ("3. Repairs", f"(a) {BODY}", ["Boats", "3. Repairs"]),
        ("3. Repairs", "(1) Rafts.", ["Boats", "3. Repairs"]),
        ("Repairs", "(a) rafts;", []),
        ("3. Repairs", "a) rafts;", []),
    ],
)
def test_a_clause_with_items_is_no_heading(
    clause: str, items: str, found: list[str]
) -> None:
    """So the line above it is."""
    assert [name for _, name in headings(f"Boats\n\n{clause}\n\n{items}")] == found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PART I - BOATS", "PART II - SWANS"),
        ("Part 1", "Part 12: Swans"),
        ("Title One", "Title Two"),
        ("Chapter A", "Chapter B"),
        ("Kapitel 1", "Kapitel 2"),
    ],
)
def test_parts_stand_above_all_other_headings(first: str, second: str) -> None:
    """Not above those alone that follow them at once."""
    text = (
        f"Before\n\n{BODY}\n\n{first}\n\nRope\n\n{BODY}\n\nOars\n\n{OTHER}"
        f"\n\n1.2 Sails\n\n{BODY}\n\n{second}\n\n{OTHER}"
    )
    assert headings(text) == [
        (3, "Before"), (2, first), (3, "Rope"), (3, "Oars"), (4, "1.2 Sails"),
        (2, second),
    ]  # fmt: skip


def test_parts_have_chapters() -> None:
    """Both stand above all others, down to the lowest level that there is."""
    text = "".join(
        f"Part {n}\n\nChapter {n}\n\n{BODY}\n\n1.1.1.1 Rope\n\n{OTHER}\n\n"
        for n in (1, 2)
    )
    assert [level for level, _ in headings(text)] == [2, 3, 6, 2, 3, 6]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Part 1", "The end"),
        ("Part mixed", "Part civil"),
        ("Parts I", "Parts II"),
        ("Part 1234", "Part 1235"),
        ("Partly 1", "Part Two-Timers"),
    ],
)
def test_what_is_no_part_stands_beside_the_others(first: str, second: str) -> None:
    """One part is none, nor is a word that begins like a number."""
    text = f"{first}\n\n{BODY}\n\nRope\n\n{OTHER}\n\n{second}\n\n{OTHER}"
    assert headings(text) == [(2, first), (2, "Rope"), (2, second)]


def test_a_part_may_follow_a_colon() -> None:
    """A law's first words end so: "enact as follows:"; a list's line is no heading."""
    text = f"We enact as follows:\n\n{{}}\n\n{BODY}\n\nPart 2\n\n{OTHER}"
    assert headings(text.format("Part 1")) == [(2, "Part 1"), (2, "Part 2")]
    assert headings(text.format("Boats")) == [(2, "Part 2")]


LIST = "Rope\n\nOars\n\n{}\n\n"


@pytest.mark.parametrize(
    ("last", "others", "is_heading"),
    [
        ("SAILS", ["HULLS", "SWANS"], True),
        ("SAILS", ["HULLS", "SWANS", "Herons"], True),
        ("SAILS", ["HULLS", "Swans"], False),
        ("SAILS", [], False),
        ("Sails", ["Hulls", "Swans"], False),
        ("Sails", ["HULLS", "SWANS"], False),
    ],
)
def test_the_last_of_a_list_is_a_heading_if_written_so(
    last: str, others: list[str], is_heading: bool
) -> None:
    """In capitals, as most other headings of the text."""
    below = "\n\n".join(f"{other}\n\n{OTHER}" for other in others)
    found = headings(f"{LIST.format(last)}{BODY}\n\n{below}")
    assert found == [(2, name) for name in [last] * is_heading + others]


NAMED = f"Old bridges\n\n{BODY}\n\nNew bridges\n\n{BODY}"


@pytest.mark.parametrize(
    "line",
    ["What of the fish?", '"The town will drown"', "‘It won’t hold’", "“So it was”"],
)
def test_a_question_or_quotation_heads_a_part_as_other_lines_do(line: str) -> None:
    """It stands between paragraphs, of a text with two other headings at least."""
    text = f"{BODY}\n\n{NAMED}\n\n{line}\n\n{BODY}"
    assert headings(text)[-1] == (2, line)
    assert len(headings(text)) == 3
    one = text.replace("New bridges", "They are new.")
    assert len(headings(one)) == 1


@pytest.mark.parametrize(
    "part",
    [
        # Dialogue, a speech, an open end, a list, more questions than headings.
        f'What of the fish?\n\n"{BODY}"',
        f'"The town will drown."\n\n{BODY}',
        f'"The town" will "drown"\n\n{BODY}',
        f"They ask:\n\nWhat of the fish?\n\n{BODY}",
        f"Some of them ask\n\nWhat of the fish?\n\n{BODY}",
        "What of the fish?\n\nWho knows.",
        "What of the fish?",
        "\n\n".join(f"What of fish {n}?\n\n{BODY}" for n in range(3)),
    ],
)
def test_other_questions_and_quotations_are_of_the_text(part: str) -> None:
    """Only what plainly is laid out as a heading is one."""
    text = f"{BODY}\n\n{NAMED}\n\n{part}"
    assert not {"What", '"The'} & {words.split()[0] for _, words in headings(text)}


@pytest.mark.parametrize(
    "others", [("Chapter 1", "Chapter 2"), ("1 Old", "2 New"), ("## Old", "## New")]
)
def test_numbers_and_marks_do_not_tell_of_questions(others: tuple[str, str]) -> None:
    """Chapters may hold dialogue; what is marked needs no telling."""
    first, second = others
    text = NAMED.replace("Old bridges", first).replace("New bridges", second)
    text = f"{BODY}\n\n{text}\n\nWhat of the fish?\n\n{BODY}"
    assert len(headings(text)) == 2


@pytest.mark.parametrize(
    ("line", "below", "is_heading"),
    [
        ("From there he came to", f"    {OTHER}", False),
        ("From there he came To", f"    {OTHER}", False),
        ("From there he came to", OTHER, True),
        ("From there he came up", f"    {OTHER}", True),
        ("He told people who came", f"    {OTHER.lower()}", False),
        ("He told people who came", OTHER.lower(), True),
    ],
)
def test_a_sentence_that_goes_on_in_a_quotation_is_no_heading(
    line: str, below: str, is_heading: bool
) -> None:
    """It ends in the middle, or what is set in below it does not begin as one does."""
    assert (headings(f"{line}\n\n{below}") != []) == is_heading


def test_a_heading_may_be_set_in_itself() -> None:
    """What goes on is set in more than it."""
    assert headings(f"{BODY}\n\n    He went to\n\n    {OTHER}") != []


ONE, TWO = f"CHAPTER I\n\nEELS\n\n{OTHER}", f"CHAPTER II\n\nLOCKS\n\n{OTHER}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"A BOOK OF MILLS\n\n{ONE}\n\n{TWO}", ["CHAPTER I", "EELS"]),
        (ONE.replace("EELS", "EELS\n\nAND HERONS") + f"\n\n{TWO}",
         ["CHAPTER I", "EELS", "AND HERONS"]),
        (ONE.replace("EELS", "EELS\n\nHERONS\n\nDUCKS") + f"\n\n{TWO}", ["DUCKS"]),
        (f"CHAPTER X\n\n{ONE}\n\n{TWO}", ["EELS"]),
        (f"A BOOK\n\nOF MILLS\n\nAND ALL\n\n{ONE}\n\n{TWO}", ["CHAPTER I", "EELS"]),
    ],
)  # fmt: skip
def test_a_chapters_number_stands_over_its_name(text: str, found: list[str]) -> None:
    """Also below the title of a book, or over two lines; more than that are a list."""
    names = [words for _, words in headings(text)]
    assert names == [*found, "CHAPTER II", "LOCKS"]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("II. Of locks   23", False),
        ("II. Of locks ... 1023", False),
        ("II. Of locks...23", False),
        ("Of locks  23", True),
        ("The year ... 18250", True),
        ("Of   23 locks", True),
    ],
)
def test_a_line_that_leads_to_a_page_is_no_heading(line: str, is_heading: bool) -> None:
    """It is of contents, of which not all may be found again."""
    assert (headings(f"{line}\n\n{OTHER}") != []) == is_heading
