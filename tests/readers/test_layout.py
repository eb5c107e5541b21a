"""Which lines make a paragraph of their own: labelled ones, entries, headings."""

import pytest

from rag.readers.plain.layout import units
from tests.articles import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oars: up 9%\nSails: down", ["Oars: up 9%", "Sails: down"]),
        ("Oars of ash (old): 3\nSails: 4", None),
        ("Oars of old ash: 3\nSails: 4", ["Oars of old ash: 3", "Sails: 4"]),
        ("Oars of very old ash: 3\nSails: 4", None),
        ("Host: Jo Doe of Tarn\nGuest: Al Roe\nRead in May",
         ["Host: Jo Doe of Tarn", "Guest: Al Roe", "Read in May"]),
        ("价格：三元\n数量：四个", ["价格：三元", "数量：四个"]),
        # Not most, or not the first; a sentence; no value, or no label.
        ("Oars: 3\nof ash\nSails: 4\nof flax", None),
        ("Of the boat\nOars: 3\nSails: 4", None),
        ("Oars: 3", None),
        ("Oars: 3\nof ash", None),
        ("Oars: They float.\nSails: They don't.", None),
        ("Oars:\nSails:", None),
        ("Oars:3\nSails:4", None),
        ("10: 3\n11: 4", None),
        ("- Oars: 3\n  Sails: 4\n- Ropes: 5", ["- Oars: 3\n  Sails: 4", "- Ropes: 5"]),
    ],
)  # fmt: skip
def test_labelled_lines_are_paragraphs(text: str, found: list[str] | None) -> None:
    """Two at least and more than half, no sentence, and a label of four words."""
    made = units(text)
    assert [unit.text for unit in made] == (found or [text])
    assert len(made) == 1 or not any(unit.is_apart for unit in made)


def test_a_labelled_line_that_is_full_goes_on() -> None:
    """In wrapped text, where the next word had no room."""
    text = "Oars: made of ash and\ntherefore light\nSails: made of linen"
    assert [unit.text for unit in units(text)] == [
        "Oars: made of ash and\ntherefore light",
        "Sails: made of linen",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[1] Doe, J., 2020. Oars.\n[2] Roe, A., 2021. Sails.", 2),
        ("Oars are old, as Doe says in\n[1] and in many other texts.", 1),
        ("[sic] Oars are old, and\n[sic] sails are.", 1),
    ],
)
def test_numbers_in_brackets_begin_entries(text: str, count: int) -> None:
    """In a list of sources; one further down may point to a source."""
    assert len(units(text)) == count


@pytest.mark.parametrize(("chars", "count"), [(160, 1), (161, 2)])
def test_nobody_wraps_lines_that_wide(chars: int, count: int) -> None:
    """A line of more than 160 characters is a paragraph of its own."""
    assert len(units(f"{'Oars ' * 40}"[:chars] + "\nand sails are old.")) == count


FIRST = "2.1 The landlord lets the mill to\nthe tenant."


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (f"{FIRST}\n2.2 It is let for ten\nyears.\n2.3 No more.", 3),
        (f"{FIRST}\n2.2. It is let for ten\nyears.", 2),
        (f"{FIRST}\n2.3 It is let for ten\nyears.", 1),
        (f"{FIRST}\n3.2 It is let for ten\nyears.", 1),
        (f"{FIRST}\n2.2 metres wide and\n2.2 It is let.", 1),
        (f"It is said of it:\n{FIRST}\n2.2 It is let for\nten years.", 1),
        (FIRST, 1),
        ("2.1\n2.2", 1),
    ],
)
def test_clauses_that_are_counted_are_apart(rows: str, count: int) -> None:
    """Without a gap, in one part, from the first line on."""
    assert len(units(rows)) == count


UNDER = "The landlord lets the ground floor of the mill to the tenant."
COUNTED = f"1. Premises\n{UNDER}\n\n2. Term\n2.1 It is ten years.\n\n3. Use\n{UNDER}"


OPEN = "Of those who took it many had one of these:"


@pytest.mark.parametrize(
    ("rows", "begin"),
    [
        # What announces the next list is no part of the item above.
        ([OPEN, "- a cough", "Rare:", "- a rash"], [0, 1, 2, 3]),
        ([OPEN, "- a cough", "and more", "- a rash"], [0, 1, 3]),
        ([OPEN, "- a cough", "  or:", "- a rash"], [0, 1, 3]),
        ([OPEN, "- a cough", "- a rash", "Rare:", "none"], [0, 1, 2]),
        # Nor is the next clause.
        (["2.1 It ends if:", "(a) it rains;", "2.2 Else:", "(b) not."], [0, 1, 2, 3]),
        (["2.1 It ends if:", "(a) it rains;", "2.7 Else:", "(b) not."], [0, 1, 3]),
    ],
)
def test_what_stands_between_items_may_be_of_the_next(
    rows: list[str], begin: list[int]
) -> None:
    """By its colon and its place, or its number."""
    ends = [*begin[1:], len(rows)]
    found = ["\n".join(rows[first:end]) for first, end in zip(begin, ends, strict=True)]
    assert [unit.text for unit in units("\n".join(rows))] == found


def test_a_line_that_had_no_room_goes_on_in_its_item() -> None:
    """Though it ends with a colon, before the next item."""
    item = "- " + "word " * 14 + "end"
    text = f"Common:\n{item}\nThereafter:\n- a rash\n- a cough"
    narrow = [unit.text for unit in units(text)]
    assert narrow[1] == f"{item}\nThereafter:"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (COUNTED, ["1. Premises", "2. Term", "3. Use"]),
        # One with a line to itself counts, and is one by what follows.
        (
            COUNTED.replace("3. Use", "3. Rent\n\n4. Use"),
            ["1. Premises", "2. Term", "4. Use"],
        ),
        # A gap, another beginning, one alone over a text.
        (COUNTED.replace("3. Use", "4. Use"), []),
        (COUNTED.replace("1. Premises", "0. Premises"), []),
        (COUNTED.replace(f"3. Use\n{UNDER}", "3. Use\nA mill."), []),
        # A sentence, one that goes on, one that is too long, one that fills the line.
        (COUNTED.replace("2. Term", "2. It ends."), []),
        (COUNTED.replace("2.1 It", "and it"), []),
        (COUNTED.replace("2. Term", f"2. {'Term' * 15}"), []),
        (COUNTED.replace("2. Term", f"2. {'Term' * 14}x"), []),
        (COUNTED.replace("2. Term", f"2. {'Term' * 13}"), ["1.", "2.", "3."]),
    ],
)
def test_what_is_counted_from_one_on_heads_what_stands_below(
    text: str, heads: list[str]
) -> None:
    """Sub-clauses, too, where it is above text elsewhere."""
    found = [unit.text for unit in units(text) if unit.is_counted]
    assert len(found) == len(heads)
    assert all(map(str.startswith, found, heads))


def test_a_counted_heading_is_one_whatever_stands_below() -> None:
    """The clause below it stands under it, not under the one before."""
    article = read(f"The lease of the old mill\n\n{COUNTED}")
    sections = [paragraph.section for paragraph in article.paragraphs]
    assert sections == ["1. Premises", "2. Term", "3. Use"]


@pytest.mark.parametrize(
    "items",
    [
        ["・身分証", "・写真二枚"],
        ["●身分証", "●「写真」二枚"],
        ["1．身分証", "2．写真二枚"],
        ["1、身份证", "2、照片"],
        ["（1）身份证", "（2）照片"],
        ["①身份证", "②照片"],
    ],
)
def test_items_in_chinese_and_japanese_need_no_space(items: list[str]) -> None:
    """Each is a paragraph, as "- A card" is."""
    lines = ["購入に必要なもの：", *items]
    assert [unit.text for unit in units("\n".join(lines))] == lines
