"""Pins are kept word for word, once each, in a person's order, with their notes."""

import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from rag.errors import JournalError, PinNotFoundError
from rag.judging.conversations import Conversations, KeptTurn
from rag.judging.evidence import EvidenceQuote, sha256_of_text
from rag.judging.journal_file import FILE_NAME
from rag.judging.journal_home import JournalHome
from rag.judging.opening import open_journal
from rag.judging.pins import Asked, Pin, Pins
from rag.judging.verdicts import Verdicts
from rag.judging.works import Work, work_of
from rag.library.details import Details
from rag.library.stored_article import StoredArticle
from rag.types import Article, Span
from tests.faults_worker import begin, receive
from tests.judging.conftest import change

TIDES = Work("tides", "Tides", "Ada Moon", "2026-03", "https://example.org", "en")


def quote(text: str, start: int = 0) -> EvidenceQuote:
    """Make evidence of some words."""
    return EvidenceQuote(
        number=0,
        article_id="tides",
        title="Tides",
        section="Causes",
        paragraph=4,
        page=3,
        start=start,
        end=start + len(text),
        before="",
        quote=text,
        after="",
        quote_sha256=sha256_of_text(text),
        article_sha256="0",
        verbatim=True,
        verdict=None,
        marks=(Span(1, 2),),
    )


@pytest.fixture
def pins(home: JournalHome) -> Pins:
    """Give a desk on which nothing is yet."""
    return Pins(home)


@pytest.fixture
def three(pins: Pins) -> Pins:
    """Give three pins: "a", "b" and "c"."""
    for number, text in enumerate("abc"):
        pins.add(quote(text, number), TIDES)
    return pins


def words(pins: Pins) -> str:
    """Give the words of all pins, in their order."""
    return "".join(pin.quote.quote for pin in pins.all())


def ids(pins: Pins) -> list[int]:
    """Give the ids of all pins, in their order."""
    return [pin.id for pin in pins.all()]


def test_nothing_is_written_by_looking(tmp_path: Path):
    """Where nothing was pinned there is no file."""
    pins = Pins(open_journal(tmp_path / "index"))
    assert (pins.all(), pins.problems()) == ([], [])
    assert list(tmp_path.iterdir()) == []


def test_a_pin_is_read_back_as_it_was_pinned(pins: Pins, open_home):
    """Another process finds its words, place, hashes, article and question."""
    asked = Asked("Why?", "c0ffee")
    pins.add(quote("The Moon “pulls”\n\nit. 🦉", 12), TIDES, asked)
    (found,) = Pins(open_home()).all()
    assert found == Pin(
        1, quote("The Moon “pulls”\n\nit. 🦉", 12), TIDES, "Why?", "c0ffee", "",
        found.created,
    )  # fmt: skip
    assert found.created[:10] == datetime.now(UTC).date().isoformat()


def test_pinned_twice_is_pinned_once(pins: Pins):
    """The first stays, with its note and its question."""
    first = pins.add(quote("a"), TIDES, Asked("Why?"))
    pins.note(first.id, "mine")
    again = pins.add(quote("a"), TIDES, Asked("How?"))
    assert (again.id, again.note, again.question) == (first.id, "mine", "Why?")
    assert len(pins.all()) == 1


@pytest.mark.parametrize("other", [("b", 0), ("a", 1)])
def test_other_words_or_another_place_are_another_pin(pins: Pins, other):
    """Words that were read otherwise since then are not those that were pinned."""
    pins.add(quote("a"), TIDES)
    pins.add(quote(*other), TIDES)
    assert len(pins.all()) == 2


def test_what_is_pinned_comes_last(three: Pins):
    """In the order of pinning, until a person moves something."""
    assert words(three) == "abc"
    three.move(ids(three)[2], ids(three)[0])
    three.add(quote("d", 9), TIDES)
    assert words(three) == "cabd"


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        (0, 2, "bac"),
        (2, 0, "cab"),
        (1, 0, "bac"),
        (0, None, "bca"),
        (2, None, "abc"),
        (1, 1, "abc"),
        (0, 1, "abc"),
    ],
)
def test_a_pin_is_moved_before_another_or_to_the_end(three: Pins, moved, before, order):
    """The others keep their order."""
    known = ids(three)
    three.move(known[moved], None if before is None else known[before])
    assert words(three) == order


def test_a_removed_pin_comes_back_where_it_was(three: Pins):
    """With its note; also by pinning its quote again."""
    _, middle, _ = ids(three)
    three.note(middle, "mine")
    three.remove(middle)
    assert words(three) == "ac"
    assert three.restore(middle).note == "mine"
    assert words(three) == "abc"
    three.remove(middle)
    assert three.add(quote("b", 1), TIDES).note == "mine"
    assert words(three) == "abc"


def test_a_removed_pin_keeps_its_place_while_others_move(three: Pins):
    """What is moved to the end lies behind it, too."""
    first, middle, _ = ids(three)
    three.remove(middle)
    three.move(first, None)
    three.restore(middle)
    assert words(three) == "bca"


def removed_long_ago(pins: Pins, text: str) -> None:
    """Remove the pin of some words, as it was done 25 hours ago."""
    (found,) = [pin for pin in pins.all() if pin.quote.quote == text]
    pins.remove(found.id)
    long_ago = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    change(
        pins.home, f"UPDATE pins SET removed = '{long_ago}' WHERE id = {int(found.id)}"
    )


def test_after_a_day_a_removed_pin_is_gone_for_good(three: Pins):
    """Its words don't stay in the file for ever; later ones can still come back."""
    first, middle, last = ids(three)
    three.remove(middle)
    removed_long_ago(three, "a")
    three.remove(last)
    with pytest.raises(PinNotFoundError, match=f"no pin {first}; it may"):
        three.restore(first)
    three.restore(middle)
    three.restore(last)
    assert words(three) == "bc"


def test_after_a_day_a_removed_pin_does_not_come_back(three: Pins):
    """Nothing was written since: pinned again it is new, without note, at the end."""
    first, *_ = ids(three)
    three.note(first, "mine")
    removed_long_ago(three, "a")
    with pytest.raises(PinNotFoundError, match=f"no pin {first}; it may"):
        three.restore(first)
    three.note(three.add(quote("a", 0), TIDES).id, "mine")
    removed_long_ago(three, "a")
    again = three.add(quote("a", 0), TIDES)
    assert (again.note, words(three)) == ("", "bca")


def test_a_note_is_kept_changed_and_cleared(three: Pins):
    """White space around it is none of it; within it is kept."""
    first = ids(three)[0]
    assert three.note(first, "  for\nchapter 2 ").note == "for\nchapter 2"
    assert three.note(first, "x" * 2000).note == "x" * 2000
    assert three.note(first, " ").note == ""
    for wrong in ("x" * 2001, "\ud800"):
        with pytest.raises(JournalError, match="up to 2000 characters of text"):
            three.note(first, wrong)


def test_what_is_not_there_is_not_changed(three: Pins):
    """Neither an unknown pin nor a removed one, and nothing beside it."""
    first, second, _ = ids(three)
    three.remove(first)
    for wrong in (
        lambda: three.note(99, "x"),
        lambda: three.note(first, "x"),
        lambda: three.remove(99),
        lambda: three.remove(first),
        lambda: three.restore(99),
        lambda: three.move(99),
        lambda: three.move(second, 99),
        lambda: three.get(99),
        lambda: three.get(first),
    ):
        with pytest.raises(PinNotFoundError):
            wrong()
    assert words(three) == "bc"


def test_nobody_writes_between_what_a_change_reads_and_writes(three, open_home):
    """Else a pin that comes meanwhile would lose its place."""
    other = Pins(open_home())
    late = threading.Thread(target=lambda: other.add(quote("d", 9), TIDES))
    with three._writing():
        late.start()
        late.join(0.3)
        assert (late.is_alive(), len(three.all())) == (True, 3)
    late.join()
    assert words(three) == "abcd"


def test_a_journal_of_before_takes_pins(tmp_path: Path):
    """What it has of verdicts and conversations stays as it is."""
    home = open_journal(tmp_path)
    pins, path = Pins(home), tmp_path / FILE_NAME
    Verdicts(home).record("Why?", "none")
    Conversations(home).add("", KeptTurn("Why?", None, "{}"))
    for table in ("pins", "versions"):
        change(home, f"DROP TABLE {table}")
    with closing(sqlite3.connect(path)) as database:
        before = list(database.iterdump())
    assert (pins.all(), pins.problems()) == ([], [])
    pins.add(quote("a"), TIDES)
    with closing(sqlite3.connect(path)) as database:
        after = list(database.iterdump())
    assert [line for line in before if line not in after] == []
    assert len(Conversations(home).all()) == len(Verdicts(home).verdicts()) == 1


def test_a_changed_pin_is_told(three: Pins):
    """What can't be read is left out; the others are still there."""
    first = ids(three)[0]
    three.note(first, "mine")
    assert three.problems() == []
    change(three.home, "UPDATE pins SET note = 'yours' WHERE note = 'mine'")
    assert three.problems() == [
        "a pin of the question '' was changed; pin its quote anew"
    ]
    change(three.home, "UPDATE pins SET kept = '{}' WHERE note = 'yours'")
    assert words(three) == "bc"


@pytest.mark.parametrize("spoilt", ["note = 'yours'", "kept = '{}'"])
def test_a_changed_pin_is_pinned_anew(three: Pins, spoilt: str):
    """As `problems` says; the others stay as they are."""
    change(three.home, f"UPDATE pins SET {spoilt} WHERE id = {ids(three)[0]}")
    again = three.add(quote("a", 0), TIDES)
    assert (again.note, three.problems()) == ("", [])
    assert words(three) == "bca"


def pin_for_ever(open_home, first: int, report: Connection) -> None:
    """Pin one quote after the other, each with a note; reports their ids."""
    pins = Pins(open_home())
    for number in count(first):
        pin = pins.add(quote("x", number), TIDES)
        pins.note(pin.id, str(number))
        report.send(pin.id)


def test_killed_while_pinning_nothing_is_lost(pins: Pins, open_home):
    """What was said to be pinned is there with its note, and the journal is whole."""
    said: list[object] = []
    for turn in range(3):
        process, pipe = begin(pin_for_ever, open_home, turn * 10**6)
        said += [receive(pipe) for _ in range(12)]
        process.kill()
        process.join()
        with suppress(EOFError):
            while True:
                said.append(pipe.recv())
        kept = {pin.id: pin.note for pin in pins.all()}
        assert all(kept[pin_id] for pin_id in said)
        assert len(kept) - len(said) <= turn + 1
        assert pins.problems() == []
        assert pins.home.problems() == []


def test_a_work_is_what_a_person_said_and_else_what_the_file_says():
    """The address of what came from the web is its name."""
    article = Article("a", "Read", "x", (), author="File Author", date="2020")
    stored = StoredArticle("a", "https://example.org/a", None, "0", 1, "2026")
    assert work_of(article, stored) == Work(
        "a", "Read", "File Author", "2020", "https://example.org/a", "en"
    )
    said = Details("Ada Moon", "2026-03", "https://example.org/b")
    named = replace(stored, title="Mine", details=said)
    assert work_of(article, named) == Work(
        "a", "Mine", "Ada Moon", "2026-03", "https://example.org/b", "en"
    )
    local = replace(stored, name="a.txt")
    assert work_of(replace(article, author=None), local).address is None
    assert work_of(article, None) == Work(
        "a", "Read", "File Author", "2020", None, "en"
    )
