"""Lines that are a label and a value each are paragraphs of their own."""

import pytest

from rag.readers.plain.layout import units


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
