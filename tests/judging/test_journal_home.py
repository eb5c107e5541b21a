"""A journal in a file and one in PostgreSQL: seen by all, whole after each fault."""

import gc
import os
import signal
import socket
import sqlite3
import subprocess
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Timer

import pytest

from rag.errors import JournalError
from rag.judging.conversations import Conversations, KeptTurn
from rag.judging.journal_file import FILE_NAME
from rag.judging.opening import RECORD, open_journal
from rag.judging.pins import Pins
from rag.judging.verdicts import JudgedPlace, Verdicts
from rag.library.engine import EngineAddress, adopt
from tests.faults_worker import begin, receive
from tests.judging.test_pins import TIDES, quote
from tests.later import Later
from tests.postgres_server import PASSWORD, PostgresServer

journal_database = Later("rag.judging.journal_database")

MOON = JudgedPlace("tides", 1, 12, 35, "The Moon pulls the sea.")
PARTS = (Verdicts, Conversations, Pins)
TURN = KeptTurn("Why?", None, "{}")


def versions(open_home) -> list[str]:
    """Give the three versions as a process says them that begins now."""
    home = open_home()
    return [part(home).version() for part in PARTS]


def test_a_version_changes_with_each_write_of_any_process(open_home) -> None:
    """Each kind has its own; looking, and what is refused, change none."""
    journal, talks, pins = (part(open_home()) for part in PARTS)
    told = [versions(open_home)]
    for write in (
        lambda: journal.record("Why?", "none"),
        lambda: talks.add("", TURN),
        lambda: pins.add(quote("a"), TIDES),
        lambda: journal.remove(1),
        lambda: talks.rename(talks.all()[0].id, "Mine"),
        lambda: pins.note(1, "mine"),
    ):
        write()
        told.append(versions(open_home))
    changed = [
        [was != now for was, now in zip(*pair, strict=True)] for pair in pairwise(told)
    ]
    assert changed == 2 * [[n == kind for n in range(3)] for kind in range(3)]
    with pytest.raises(JournalError):
        pins.note(99, "yours")
    assert (len(journal.verdicts()), len(talks.all()), len(pins.all())) == (0, 1, 1)
    assert versions(open_home) == told[-1]


def test_a_version_changes_with_what_it_is_of(open_home) -> None:
    """Whoever sees the new one finds what is new; before, all is as it was."""
    journal, reader = Verdicts(open_home()), Verdicts(open_home())
    at_first = reader.version()
    with journal._writing() as execute:
        execute("DELETE FROM verdicts")
        assert Verdicts(open_home()).version() == at_first
    assert Verdicts(open_home()).version() != at_first


def test_who_writes_is_told_at_once_and_others_soon(open_home) -> None:
    """An open page of another server is told within two seconds."""
    here, there = Verdicts(open_home()), Verdicts(open_home())
    seen = here.version(), there.version()
    here.record("Why?", "none")
    assert here.version() != seen[0]
    deadline = time.monotonic() + 2
    while there.version() == seen[1]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_two_writes_in_a_tick_of_the_clock_are_two(tmp_path: Path) -> None:
    """The file's time and size may be the same after each."""
    home = open_journal(tmp_path)
    journal = Verdicts(home)
    verdict = journal.record("Why?", "none")
    os.utime(tmp_path / FILE_NAME, ns=(now := time.time_ns(), now))
    first = journal.version()
    Verdicts(open_journal(tmp_path)).remove(verdict.id)
    os.utime(tmp_path / FILE_NAME, ns=(now, now))
    assert journal.version() != first


def test_a_write_that_is_only_in_the_log_is_seen(tmp_path: Path) -> None:
    """While another has the file open, what is written doesn't come into it."""
    journal, path = Verdicts(open_journal(tmp_path)), tmp_path / FILE_NAME
    verdict = journal.record("Why?", "none")
    os.utime(path, ns=(10**18, 10**18))
    first = journal.version()
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM verdicts")
        Verdicts(open_journal(tmp_path)).remove(verdict.id)
        assert path.stat().st_mtime_ns == 10**18
        os.utime(f"{path}-wal", ns=(10**18, 10**18))
        assert journal.version() != first


def test_a_version_is_read_once_while_nobody_writes(tmp_path: Path, monkeypatch):
    """However often pages ask: later ones only look at the file's time."""
    journal = Verdicts(open_journal(tmp_path))
    journal.record("Why?", "none")
    os.utime(tmp_path / FILE_NAME, ns=(10**18, 10**18))
    first = journal.version()
    monkeypatch.setattr(sqlite3, "connect", pytest.fail)
    assert [journal.version() for _ in range(3)] == [first] * 3


def test_every_character_is_kept_and_found(open_home) -> None:
    """That of number 0, which no browser sends, as well as the last ones there are."""
    odd = "a\0b\x01\x1f\x7f'\"%:x\\?é\u2028🦉\U0010fffd"
    home = open_home()
    journal, talks, pins = (part(home) for part in PARTS)
    judged = journal.record(odd, "none")
    talk = talks.add("", KeptTurn(odd, odd, odd), [odd], [odd])
    pin = pins.note(pins.add(quote(odd), TIDES).id, odd)
    assert journal.verdicts(odd) == [judged]
    assert [(t.question, t.read_as, t.answer) for t in talks.turns(talk)] == [
        3 * (odd,)
    ]
    assert (talks.all(odd)[0].within, pin.note) == ((odd,), odd)
    assert pin.quote.quote == odd
    assert [part(home).problems() for part in PARTS] == [[], [], []]


@pytest.mark.parametrize("is_shared", [False, True])
def test_who_writes_at_once_loses_no_update(open_home, is_shared: bool) -> None:
    """Six of each kind, as two servers or many pages of one do, all in one order."""
    one = open_home()
    together = Conversations(one).add("", TURN)

    def work(number: int) -> None:
        home = one if is_shared else open_home()
        for turn in range(4):
            Verdicts(home).record("Why?", "right" if turn % 2 else "wrong", MOON)
            Verdicts(home).record(f"Who is {number}?", "none")
            talk = Conversations(home).add("", TURN)
            Conversations(home).add(talk, TURN)
            Conversations(home).add(together, TURN)
            pin = Pins(home).add(quote("x", 10 * number + turn), TIDES)
            Pins(home).note(pin.id, str(number))
            Pins(home).move(pin.id, pin.id)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    home = open_home()
    assert len(Verdicts(home).verdicts()) == 7
    assert len(Verdicts(home).verdicts("Why?")) == 1
    talks = Conversations(home).all()
    assert sorted(each.turns for each in talks) == [2] * 24 + [25]
    assert sorted((pin.note, pin.quote.start) for pin in Pins(home).all()) == [
        (str(number), 10 * number + turn) for number in range(6) for turn in range(4)
    ]
    assert [part(home).problems() for part in PARTS] == [[], [], []]


def fill(root: Path) -> None:
    """Put some of each kind into a library's file."""
    home = open_journal(root)
    for question in ("Why?", "How?", "Who?"):
        Verdicts(home).record(question, "right", MOON)
        talk = Conversations(home).add("", KeptTurn(question, "So?", '{"q": "é"}'))
        Conversations(home).add(talk, TURN, ["tag:x"], ["The MOON"])
    Verdicts(home).remove(1)
    for text in "abc":
        Pins(home).add(quote(text), TIDES)
    Pins(home).note(2, "mine")
    Pins(home).move(3, 1)
    Pins(home).remove(1)


def state(home) -> tuple:
    """Read all that a journal says."""
    talks = Conversations(home).all()
    return (
        Verdicts(home).verdicts(),
        talks,
        [Conversations(home).turns(talk.id) for talk in talks],
        Conversations(home).all("moon so"),
        Pins(home).all(),
        [part(home).problems() for part in PARTS],
    )


def test_a_file_moves_into_the_database(postgres: PostgresServer, tmp_path) -> None:
    """When that is first named; ids go on where they were, what was removed is back."""
    fill(tmp_path)
    before = state(open_journal(tmp_path))
    assert [len(part) for part in before[:5]] == [2, 3, 3, 0, 2]
    home = open_journal(tmp_path, postgres.address)
    assert state(home) == before
    assert Verdicts(home).record("When?", "none").id == 4
    assert Pins(home).add(quote("d"), TIDES).id == 4
    assert Pins(home).restore(1).quote.quote == "a"
    talk = Conversations(home).add("", TURN)
    assert [turn.id for turn in Conversations(home).turns(talk)] == [7]
    # Another server, which has the folder too, moves nothing again.
    assert state(open_journal(tmp_path, postgres.address)) == state(home)


def test_a_moved_journal_is_not_taken_for_an_empty_one(postgres, tmp_path) -> None:
    """Who forgets to name the database is told; the file is as it was."""
    fill(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    open_journal(tmp_path, postgres.address)
    with pytest.raises(JournalError, match=r"as library_.*; name that with --journal"):
        open_journal(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before
    (tmp_path / RECORD).write_text("{")
    with pytest.raises(JournalError, match=r"journal\.json can't be read; write the"):
        open_journal(tmp_path, postgres.address)


def test_a_journal_that_cannot_be_read_is_not_moved(postgres, tmp_path) -> None:
    """Nothing of it is in the database then, and nothing says that it is."""
    fill(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        database.execute("DROP TABLE pins")
        database.execute("CREATE TABLE pins (a, b)")
        database.execute("INSERT INTO pins VALUES ('x', 'y')")
    schemas = "SELECT count(*) FROM information_schema.schemata"
    before = postgres.run(schemas)
    with pytest.raises(JournalError, match="can't be written"):
        open_journal(tmp_path, postgres.address)
    assert postgres.run(schemas) == before
    assert not (tmp_path / RECORD).exists()


def test_libraries_of_one_name_share_a_database(postgres, tmp_path) -> None:
    """And one in an engine is called after that."""
    one, other = tmp_path / "a" / "My Papers", tmp_path / "b" / "My Papers"
    homes = [open_journal(root, postgres.address) for root in (one, other)]
    Verdicts(homes[0]).record("Why?", "none")
    assert [len(Verdicts(home).verdicts()) for home in homes] == [1, 0]
    assert "library_my_papers_" in (one / RECORD).read_text()
    adopt(tmp_path / "c", EngineAddress("http://db.lan:1", "tides"))
    open_journal(tmp_path / "c", postgres.address)
    assert "library_tides_" in (tmp_path / "c" / RECORD).read_text()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://u:secret@127.0.0.1:1/x", "Connection refused); start it, or"),
        ("postgresql://u:secret@127.0.0.1:x/x", "address is none; write postgresql://"),
        ("mysql://u:secret@127.0.0.1/x", "address is none; write postgresql://"),
        ("postgresql://127.0.0.1/x", "address is none; write postgresql://"),
        ("postgresql://u:secret@h", "address is none; write postgresql://"),
        ("postgresql://u:secret@h/x?sslmode=require", "address is none; write post"),
        ("secret", "address is none; write postgresql://"),
        ("{here}", None),
        ("{here}x", "does not exist); make that database (`createdb`)"),
        ("{other user}", "authentication failed for user"),
    ],
)
def test_what_cannot_be_used_is_said_without_its_password(
    postgres: PostgresServer, tmp_path: Path, address: str, said: str | None
) -> None:
    """With what mends it; nothing is noted in the folder then."""
    wrong = postgres.address.replace("quotewell:", "secret:")
    address = address.format(**{"here": postgres.address, "other user": wrong})
    if said is None:
        assert PASSWORD not in repr(open_journal(tmp_path, address).where)
        return
    with pytest.raises(JournalError) as told:
        open_journal(tmp_path, address)
    assert said in str(told.value)
    for part in ("secret@", ":secret", PASSWORD):
        assert part not in str(told.value)
    assert not (tmp_path / RECORD).exists()


def test_another_database_is_not_taken_for_the_librarys(postgres, tmp_path) -> None:
    """Where it lacks the schema it is said, and nothing is begun there."""
    open_journal(tmp_path, postgres.address)
    postgres.run("CREATE DATABASE other")
    other = Verdicts(
        open_journal(tmp_path, f"{postgres.address.rpartition('/')[0]}/other")
    )
    for attempt in (other.verdicts, lambda: other.record("Why?", "none")):
        with pytest.raises(JournalError, match="has this library's schema with --jou"):
            attempt()


@pytest.mark.parametrize(
    ("user", "mend"),
    [
        ("guest", "GRANT CREATE ON DATABASE"),
        ("crowd CONNECTION LIMIT 0", "max_connections"),
    ],
)
def test_who_may_not_is_told(postgres, tmp_path, user: str, mend: str) -> None:
    """What gives the right to make a schema, or place for one more connection."""
    postgres.run(f"CREATE ROLE {user} LOGIN PASSWORD 'guest'")
    named = f"{user.split()[0]}:guest"
    address = postgres.address.replace(f"quotewell:{PASSWORD}", named)
    with pytest.raises(JournalError, match=mend):
        open_journal(tmp_path, address)


def test_what_a_dead_machine_began_is_taken_back(postgres, tmp_path) -> None:
    """By the database, after ten seconds, since it can't tell that anything is lost."""
    home = open_journal(tmp_path, postgres.address)
    shown = home.read("", "SHOW idle_in_transaction_session_timeout", {})
    assert [tuple(row) for row in shown] == [("10s",)]


@pytest.fixture
def journal(postgres: PostgresServer, tmp_path: Path) -> Verdicts:
    """Give verdicts in the database."""
    return Verdicts(open_journal(tmp_path, postgres.address))


def test_a_database_that_was_away_is_used_again(postgres, journal) -> None:
    """Stopped, who asks is told at once; started, the first question has an answer."""
    journal.record("Why?", "none")
    version = journal.version()
    postgres.stop()
    try:
        for attempt in (journal.verdicts, lambda: journal.record("How?", "none")):
            with pytest.raises(JournalError, match=r"refused.*; start it, or name"):
                attempt()
        journal.home.forget()
        assert journal.version() == version
    finally:
        postgres.start()
    assert len(journal.verdicts()) == 1
    journal.record("How?", "none")
    assert len(journal.verdicts()) == 2


def test_a_database_that_says_nothing_is_not_waited_for(
    postgres, tmp_path, monkeypatch
) -> None:
    """Whether one is connected or connects anew; two seconds and a half are enough."""
    assert journal_database.WAIT_S == 2.5
    monkeypatch.setattr("rag.judging.journal_database.WAIT_S", 1.0)
    journal = Verdicts(open_journal(tmp_path, postgres.address))
    journal.record("Why?", "none")
    postgres.signal(signal.SIGSTOP)
    try:
        for attempt in (journal.verdicts, lambda: journal.record("How?", "none")):
            with pytest.raises(JournalError, match="timed out") as told:
                attempt()
    finally:
        postgres.signal(signal.SIGCONT)
    with warnings.catch_warnings():
        # The driver closes no socket on which nobody answers its greeting.
        warnings.simplefilter("ignore", ResourceWarning)
        del told
        gc.collect()
    assert len(journal.verdicts("Why?")) == 1


def test_a_database_that_is_killed_has_what_it_said_it_has(postgres, journal) -> None:
    """And of what it was about to write nothing."""
    journal.record("Why?", "none")
    with suppress(JournalError), journal._writing() as execute:
        execute("DELETE FROM verdicts")
        postgres.stop("immediate")
    postgres.start()
    assert [each.question for each in journal.verdicts()] == ["Why?"]


def test_a_server_waits_for_its_port(postgres) -> None:
    """Another program may have been given it while the server was down."""
    postgres.stop("immediate")
    # As a server binds: what is left of connections to the other is no hindrance.
    other = socket.create_server(("127.0.0.1", postgres.port))
    Timer(0.5, other.close).start()
    postgres.start()
    assert postgres.run("SELECT 1") == "1"


def test_a_process_of_the_server_may_end_while_all_are_signalled(
    postgres, monkeypatch
) -> None:
    """Else those behind it would be left, held up for all tests to come."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    listed = subprocess.CompletedProcess([], 0, str(gone.pid))
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: listed)
    postgres.signal(signal.SIGCONT)


def write_for_ever(root: Path, address: str, report: Connection) -> None:
    """Begin to write, report that, and go no further."""
    with Verdicts(open_journal(root, address))._writing() as execute:
        execute("DELETE FROM verdicts")
        report.send("begun")
        signal.pause()


def test_a_server_that_is_killed_while_it_writes_holds_up_nobody(
    postgres, journal, tmp_path
) -> None:
    """What it had begun isn't there."""
    journal.record("Why?", "none")
    process, pipe = begin(write_for_ever, tmp_path, postgres.address)
    assert receive(pipe) == "begun"
    process.kill()
    process.join()
    journal.record("How?", "none")
    assert len(journal.verdicts()) == 2
