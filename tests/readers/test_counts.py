"""Files of more paragraphs or rows than an article has are refused, and early."""

import pytest

from rag.errors import FileTooLargeError
from rag.readers import draft, read_article
from rag.readers.builder import DraftBuilder
from rag.readers.plain.separated import read_separated

MESSAGE = r"holds more than 4 paragraphs or rows of a table: divide it, or add only"


@pytest.fixture(autouse=True)
def _few(monkeypatch) -> None:
    """Let a file have four."""
    monkeypatch.setattr(draft, "MAX_BLOCKS", 4)


def rows(count: int) -> str:
    """Write separated values of so many rows, the header among them."""
    return "".join(f"{n},Town {n}\n" for n in range(count))


def test_as_many_as_are_allowed_are_read() -> None:
    """Four rows, empty ones between them not counted, and four paragraphs."""
    assert len(read_separated(rows(2) + "\n\n" + rows(2)).blocks) == 4
    builder = DraftBuilder()
    for number in range(4):
        builder.add(f"Paragraph {number}.")
    builder.add(" ")
    assert len(builder.finish().blocks) == 4
    with pytest.raises(FileTooLargeError, match=f"^{MESSAGE}"):
        builder.add("One more.")


def test_rows_are_counted_before_they_are_written(monkeypatch) -> None:
    """The fifth ends it, whatever follows, and no table is made of what was read."""
    monkeypatch.setattr("rag.readers.sheets.write_table", None)
    with pytest.raises(FileTooLargeError, match=f"^{MESSAGE}"):
        read_separated(rows(5))


@pytest.mark.attack
def test_a_huge_file_is_refused_by_its_name(monkeypatch) -> None:
    """Within the limits of its process: 300,000 rows, or too many paragraphs."""
    monkeypatch.undo()
    expected = r"^x\.{} holds more than 50,000 paragraphs or rows"
    with pytest.raises(FileTooLargeError, match=expected.format("csv")):
        read_article(rows(300_000).encode(), "x.csv")
    with pytest.raises(FileTooLargeError, match=expected.format("txt")):
        read_article(b"One paragraph.\n\n" * 50_001, "x.txt")
