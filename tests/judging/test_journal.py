"""Verdicts are kept, replaced, taken back, and gathered by question."""

import sqlite3
from contextlib import closing
from functools import partial
from unittest.mock import Mock

import pytest

from rag.cli.doctor import examine
from rag.errors import JournalError
from rag.judging.journal_file import JournalFile
from rag.judging.opening import open_journal
from rag.judging.verdicts import NOWHERE, JudgedPlace, JudgedQuestion, Verdicts, fold
from rag.settings import Settings
from tests.fakes import WordEncoder

MOON = JudgedPlace("tides", 1, 12, 35, "The Moon pulls the sea.")
COAST = JudgedPlace("tides", 2, 37, 53, "They fall again.")


@pytest.fixture
def journal(home) -> Verdicts:
    """Give a journal in which nothing is yet."""
    return Verdicts(home)


@pytest.fixture
def in_file(tmp_path) -> Verdicts:
    """Give a journal whose file doesn't exist yet."""
    return Verdicts(open_journal(tmp_path / "index"))


def test_nothing_is_written_by_reading(in_file, tmp_path):
    """A library that nobody judged gets no file."""
    assert in_file.verdicts() == []
    assert list(tmp_path.iterdir()) == []


def test_verdict_is_kept_with_its_words(journal, open_home):
    """Another process reads what was recorded, quote included."""
    recorded = journal.record("Why?", "right", MOON)
    assert Verdicts(open_home()).verdicts() == [recorded]
    assert (recorded.kind, recorded.place) == ("right", MOON)


def test_second_verdict_on_a_quote_replaces_the_first(journal):
    """Whoever changes their mind has one verdict, the last."""
    journal.record("Why?", "right", MOON)
    journal.record("Why?", "wrong", MOON)
    assert [item.kind for item in journal.verdicts()] == ["wrong"]


def test_quotes_are_judged_apart(journal):
    """Two quotes of one question have a verdict each, newest first."""
    journal.record("Why?", "wrong", MOON)
    journal.record("Why?", "here", COAST)
    assert [item.place for item in journal.verdicts()] == [COAST, MOON]


def test_same_question_in_other_spelling_is_the_same(journal):
    """Case, spaces and question marks don't make another question."""
    journal.record("Who  built IT?", "right", MOON)
    assert len(journal.verdicts("who built it")) == 1
    assert journal.verdicts("who built them") == []


def test_none_and_right_exclude_each_other(journal):
    """A question is answered or it isn't; what was wrong stays wrong."""
    journal.record("Why?", "right", MOON)
    journal.record("Why?", "wrong", COAST)
    journal.record("Why?", "none")
    assert sorted(item.kind for item in journal.verdicts()) == ["none", "wrong"]
    journal.record("Why?", "here", MOON)
    assert sorted(item.kind for item in journal.verdicts()) == ["here", "wrong"]


def test_verdict_can_be_taken_back(journal):
    """A removed verdict is gone, and can't be removed twice."""
    recorded = journal.record("Why?", "none", NOWHERE)
    assert journal.remove(recorded.id)
    assert not journal.remove(recorded.id)
    assert journal.verdicts() == []


def test_no_verdict_gets_the_id_of_another(journal):
    """A page that shows what another took back takes nothing else back with it."""
    journal.record("Why?", "right", MOON)
    taken = journal.record("How?", "right", MOON)
    journal.remove(taken.id)
    journal.record("Who?", "right", MOON)
    assert not journal.remove(taken.id)
    assert [item.question for item in journal.verdicts()] == ["Who?", "Why?"]


def test_verdicts_are_gathered_by_question(journal):
    """Each question stands once, judged last first; what was wrong is no answer."""
    journal.record("Why?", "wrong", MOON)
    journal.record("Where?", "none")
    journal.record("why", "here", COAST)
    assert journal.judged() == [
        JudgedQuestion("why", (COAST,), unanswered=False),
        JudgedQuestion("Where?", (), unanswered=True),
    ]


class BusyAtFirst(sqlite3.Connection):
    """Says so many times that another begins the file at once, without waiting."""

    times = 0
    code = sqlite3.SQLITE_BUSY

    def execute(self, statement: str, *values):
        """Refuse the first change of the log's mode."""
        if statement.startswith("PRAGMA journal_mode") and BusyAtFirst.times:
            BusyAtFirst.times -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(statement, *values)


@pytest.mark.parametrize(
    ("times", "code", "patience_s", "kept"),
    [
        (3, sqlite3.SQLITE_BUSY, 5.0, True),
        (10**6, sqlite3.SQLITE_BUSY, 0.05, False),
        (1, sqlite3.SQLITE_IOERR, 5.0, False),
    ],
)
def test_who_begins_a_file_with_another_waits(
    in_file, monkeypatch, times: int, code: int, patience_s: float, kept: bool
):
    """For so long, and for nothing else that SQLite refuses."""
    make = partial(sqlite3.connect, factory=BusyAtFirst)
    monkeypatch.setattr(BusyAtFirst, "times", times)
    monkeypatch.setattr(BusyAtFirst, "code", code)
    monkeypatch.setattr("rag.judging.journal_file.BUSY_TIMEOUT_S", patience_s)
    monkeypatch.setattr("rag.judging.journal_file.sqlite3.connect", make)
    if kept:
        in_file.record("Why?", "right", MOON)
        assert len(in_file.verdicts()) == 1
    else:
        with pytest.raises(JournalError, match="database is locked"):
            in_file.record("Why?", "right", MOON)


def test_reading_leaves_no_file_behind(in_file, tmp_path):
    """SQLite's files beside the journal go when it has been read."""
    in_file.record("Why?", "none")
    assert len(in_file.verdicts()) == 1
    assert [path.name for path in (tmp_path / "index").iterdir()] == ["journal.sqlite"]


def test_verdicts_are_read_where_no_file_can_be_made(in_file, monkeypatch):
    """SQLite can't open its log's index in a read-only folder: read without it."""
    recorded = in_file.record("Why?", "right", MOON)
    connect = sqlite3.connect
    opened: list[str] = []

    def refuse_writers(path: str, *arguments, **options) -> sqlite3.Connection:
        opened.append(str(path).partition("?")[2])
        if "immutable=1" not in str(path):
            path = "/no/such/folder/journal.sqlite"
        return connect(path, *arguments, **options)

    monkeypatch.setattr(sqlite3, "connect", refuse_writers)
    assert in_file.verdicts() == [recorded]
    assert opened == ["mode=rw", "mode=ro&immutable=1"]


def test_verdict_that_cannot_be_kept_says_what_to_make_writable(tmp_path):
    """A folder that can't be made is an error with its name and what mends it."""
    (tmp_path / "file").write_text("no folder")
    journal = Verdicts(open_journal(tmp_path / "file" / "index"))
    with pytest.raises(JournalError, match=r"can't be written .*; make .*index writab"):
        journal.record("Why?", "none")


def test_full_disk_is_said(in_file, monkeypatch):
    """Where there is no room the message says so, and not to move the file away."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    monkeypatch.setattr(sqlite3, "connect", Mock(side_effect=error))
    with pytest.raises(JournalError, match=r"disk is full\); free some space$"):
        in_file.record("Why?", "none")


def test_journal_that_was_begun_and_not_filled_is_empty(tmp_path):
    """A process that is killed while it makes the file leaves one without a table."""
    path = tmp_path / "journal.sqlite"
    path.touch()
    assert Verdicts(JournalFile(path)).verdicts() == []


@pytest.mark.parametrize(
    ("question", "folded"),
    [("Why ?", "why"), ("STRASSE", "strasse"), ("为什么？", "为什么"), ("", "")],
)
def test_fold(question, folded):
    """Folding keeps the words and nothing else."""
    assert fold(question) == folded


@pytest.mark.attack
@pytest.mark.parametrize("place", [b"The Moon", b"right", b"Why"])
def test_flipped_bit_in_a_verdict_is_told(in_file, tmp_path, place):
    """SQLite itself sees nothing wrong with another letter."""
    in_file.record("Why?", "right", MOON)
    assert in_file.problems() == []
    path = tmp_path / "index" / "journal.sqlite"
    data = bytearray(path.read_bytes())
    data[data.rindex(place)] ^= 1
    path.write_bytes(data)
    (problem,) = in_file.problems()
    assert "was changed; take it back and judge anew" in problem


@pytest.mark.attack
def test_damaged_structure_is_told(in_file, tmp_path):
    """A row that the index over the verdicts doesn't have any more."""
    for number in range(40):
        in_file.record(f"Question {number}?", "right", MOON)
    path = tmp_path / "index" / "journal.sqlite"
    data = bytearray(path.read_bytes())
    place = data.index(b"question 7")
    data[place] ^= 2
    path.write_bytes(data)
    assert any("it is damaged" in problem for problem in in_file.home.problems())


def test_a_journal_of_another_making_is_told_and_stays(in_file, tmp_path):
    """Its table lacks a column: what it has is read, and nothing is written to it."""
    in_file.record("Why?", "right", MOON)
    with closing(sqlite3.connect(tmp_path / "index" / "journal.sqlite")) as database:
        database.execute("ALTER TABLE verdicts DROP COLUMN checksum")
    with pytest.raises(JournalError, match=r"can't be written .*; move it away"):
        in_file.record("Where?", "right", COAST)
    assert [item.question for item in in_file.verdicts()] == ["Why?"]


def test_doctor_tells_of_the_journal(in_file, tmp_path, monkeypatch):
    """No journal is no fault; a damaged one is, with its name."""
    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
    assert in_file.problems() == []
    in_file.record("Why?", "right", MOON)
    path = tmp_path / "index" / "journal.sqlite"
    path.write_text("no database, but long enough to be taken for one " * 50)
    found = [f.text for f in examine(Settings(index=path.parent)) if not f.ok]
    assert any("journal.sqlite" in text and "move it away" in text for text in found)
