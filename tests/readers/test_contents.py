"""Contents that no file names so: lines that lead to headings further down."""

import docx
import pytest

from rag.readers import read_article
from rag.readers.contents import listed
from tests.archives import saved
from tests.articles import BODY, headings, paragraphs, read

NAMES = ("1. The market", "2. The board", "3. The law of eels")
TEXTS = [f"{BODY[:-1]}, {end}." for end in ("once", "twice", "thrice")]


@pytest.mark.parametrize(
    "contents",
    [
        "{} ........ 3\n{} ........ 4\n{} ........ 12",
        "{}\t3\n{}\t3\n{}\t5",
    ],
)
def test_contents_of_a_plain_text(contents: str) -> None:
    """They stay in the text, which is the file's, and are in no paragraph."""
    text = f"Contents\n\n{contents.format(*NAMES)}\n\n" + "\n\n".join(
        f"{name}\n\n{words}" for name, words in zip(NAMES, TEXTS, strict=True)
    )
    article = read(text)
    assert article.text == text
    assert paragraphs(article) == TEXTS
    assert [name for _, name in headings(article)] == list(NAMES)


def test_contents_of_word_without_a_style() -> None:
    """As of a file that another program made."""
    document = docx.Document()
    for page, name in enumerate(NAMES):
        document.add_paragraph(f"{name}\t{page}")
    for name, words in zip(NAMES, TEXTS, strict=True):
        document.add_heading(name)
        document.add_paragraph(words)
    assert paragraphs(read_article(saved(document), "x.docx")) == TEXTS


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Eels 1", "Pike 1", "Tench 2"], {1, 2, 3}),
        (["Eels 1\nPike 1 ", "Tench 2"], {1, 2}),
        (["Eels 1\nPike 1\nTench 2"], {1}),
        (["Eels iv", "Pike 1", "Tench 2"], {1, 2, 3}),
        # In another order, or one again, or of pages that don't rise.
        (["Pike 1", "Eels 1", "Tench 2"], set()),
        (["Eels 1", "Eels 1", "Pike 2", "Tench 2"], set()),
        (["Eels 12", "Pike 30", "Tench 7"], set()),
        # Too few, or with something else between, or in a line.
        (["Eels 1", "Pike 1"], set()),
        (["Eels 1", "Pike 1", "Roach 2", "Tench 2"], set()),
        (["Eels 1\nPike 1\nTench 2\nRoach"], set()),
        (["Eels", "Pike", "Tench"], set()),
    ],
)
def test_contents_name_headings_further_down(texts: list[str], expected) -> None:
    """Three at least, in their order; text above, which has no number, is none."""
    every = ["Sold here.", *texts, "Eels", "Sold.", "Pike", "Sold.", "Tench", "***"]
    names = {at: text for at, text in enumerate(every) if at > len(texts)}
    names = {at: text for at, text in names.items() if text != "Sold."}
    assert listed(every, names) == expected


def test_what_names_headings_above_it_is_no_contents() -> None:
    """It may count what was said there."""
    every = ["Eels", "Sold.", "Pike", "Sold.", "Tench", "***", "Eels 1", "Pike 1"]
    names = {at: every[at] for at in (0, 2, 4)}
    assert listed([*every, "Tench 2"], names) == set()


def test_a_heading_over_contents_alone_goes_with_them() -> None:
    """One that is over more stays."""
    lines = ["Eels 1", "Pike 1", "Tench 2"]
    chapters = ["Eels", "Sold.", "Pike", "Sold.", "Tench", "Sold."]
    for more, expected in ([], {0, 1, 2, 3}), (["Read on."], {1, 2, 3}):
        every = ["Contents", *lines, *more, *chapters]
        first = 1 + len(lines) + len(more)
        names = {at: every[at] for at in (0, first, first + 2, first + 4)}
        assert listed(every, names) == expected


def test_rows_of_a_table_are_no_contents() -> None:
    """They may count what the chapters below are about."""
    chapters = "".join(f"# {name}\n\n{BODY}\n\n" for name in ("Eels", "Pike", "Tench"))
    table = "| Fish | Sold |\n|---|---|\n| Eels | 1 |\n| Pike | 2 |\n| Tench | 3 |\n"
    article = read(f"# Fish\n\n{table}\n{chapters}", "x.md")
    assert paragraphs(article)[0] == "Fish: Eels; Sold: 1"
