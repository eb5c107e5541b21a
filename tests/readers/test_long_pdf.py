"""Long PDFs, read in parts: the same as at once, and within limits."""

import pytest

from rag.errors import FileTooLargeError, ReadError
from rag.readers import read_article
from rag.readers.pdf import long, pdf
from rag.readers.pdf.long import read_long
from tests.pdf_files import Line, pdf_file

WORDS = ("river", "bridge", "mayor", "town", "market")


def report(pages: int = 5) -> bytes:
    """Write pages with a running head, a heading, a paragraph, and an item."""
    made = []
    for number in range(pages):
        word = WORDS[number % len(WORDS)]
        lines = [
            Line(72, 30, "The Flood Reporter"),
            Line(72, 80, f"On the {word}", 16),
            Line(72, 110, f"of the {word} that was seen by all the men of the well-"),
            Line(72, 122, f"known town. The {word} was closed at once, as all knew,"),
            Line(72, 134, f"that nobody needs a {word} which is old and which goes on"),
            Line(72, 160, "abcdefgh"[number % 8]),
            Line(100, 160, f"so that the {word} is as old as it was;"),
            Line(300, 760, str(number + 1)),
        ]
        made.append([] if number == 3 else lines)
    return pdf_file(made, info="/Title (River in flood) /Author (Jane Doe)")


@pytest.fixture(autouse=True)
def _in_parts(monkeypatch) -> None:
    """Part files that are as short as those of tests."""
    monkeypatch.setattr(long, "MIN_LONG_BYTES", 0)
    monkeypatch.setattr(long, "PART_PAGES", 2)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_what_is_read_in_parts_is_as_if_read_at_once(monkeypatch, size) -> None:
    """Text, pages, headings, running heads and properties, however it is parted."""
    monkeypatch.setattr(long, "PART_PAGES", size)
    draft = read_long(report(), "x.pdf")
    assert draft == pdf.read(report())
    assert "b. so that the bridge" in draft.text
    # Two heads: that of all pages, and none of the numbers.
    assert draft.text.count("The Flood Reporter") == 1
    assert draft.text.index("On the market") > draft.text.index("On the mayor") > 0


def test_a_part_that_is_pictures_is_known_by_its_pages() -> None:
    """Which pages only OCR can read is counted from the document's first."""
    data = report().replace(b"BT /F0", b"0 0 m 9 9 l S BT /F0")
    assert read_long(data, "x.pdf").unread == pdf.read(data).unread


def test_a_short_one_is_read_at_once(monkeypatch) -> None:
    """By its bytes without being asked for its pages, or by its pages."""
    modules: list[str] = []
    read = long.read_apart

    def note(module: str, data: bytes, name: str):
        modules.append(module)
        return read(module, data, name)

    monkeypatch.setattr(long, "read_apart", note)
    read_long(report(2), "x.pdf")
    read_long(report(3), "x.pdf")
    monkeypatch.setattr(long, "MIN_LONG_BYTES", 2**20)
    monkeypatch.setattr(long, "make_apart", None)
    read_long(report(3), "x.pdf")
    assert modules == ["pdf.pdf", "pdf.parts", "pdf.pdf"]


def test_too_many_pages_are_refused_before_they_are_read(monkeypatch) -> None:
    """How many there are, and the limit, are said."""
    monkeypatch.setattr(long, "MAX_PAGES", 4)
    with pytest.raises(
        FileTooLargeError, match=r"^x\.pdf has 5 pages, over the limit of 4: split it$"
    ):
        read_long(report(), "x.pdf")


def test_too_much_text_is_refused(monkeypatch) -> None:
    """Parts that are within the limits may not be together."""
    monkeypatch.setattr(long, "MAX_LINES_BYTES", 1_000)
    with pytest.raises(FileTooLargeError, match=r"^x\.pdf holds too much text"):
        read_long(report(), "x.pdf")


def test_time_grows_with_the_pages_and_ends(monkeypatch) -> None:
    """The last part gets what is left of the time of all; then nothing more is read."""
    asked: list[int] = []

    def note(module: str, data: bytes, name: str, wanted, time_limit_s: int):
        asked.append(time_limit_s)
        return {"pages": 5, "lines": [], "unread": []}

    clock = iter([0.0, 0.0, 42.5, 90.6])
    monkeypatch.setattr(long, "monotonic", lambda: next(clock))
    monkeypatch.setattr(long, "make_apart", note)
    monkeypatch.setattr(long, "side_by_side", lambda do, items: list(map(do, items)))
    # 90 s, and 0.1 s for each of five pages, from 0 on: 90.5 s.
    with pytest.raises(ReadError, match=r"^x\.pdf takes too long to be read: split it"):
        read_long(report(), "x.pdf")
    assert asked == [90, 90, 48]


def test_a_bad_page_is_said_as_of_any_file() -> None:
    """The error of a part is that of the document."""
    lines = [[Line(50, 100, "river")]] * 3 + [[Line(50, 100, "river " * 6_000)]]
    with pytest.raises(ReadError, match=r"^x\.pdf has a line too long to be read"):
        read_article(pdf_file(lines), "x.pdf")
