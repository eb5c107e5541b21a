"""Undo, redo and freeing space for all pages, done in the job's turn."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from rag.building.indexing import build_index
from rag.errors import EmptyLibraryError, LibraryError
from rag.judging.opening import open_journal
from rag.judging.verdicts import JudgedQuestion, Verdicts
from rag.library.compacting import Compacted
from rag.library.generation.manifest import MANIFEST
from rag.library.library import Library
from rag.page.engine import Engine
from rag.page.library import going as going_module
from rag.page.library.comparing import Comparing
from rag.page.library.going import WAITS, Going, Steps
from rag.page.library.job import JobView, Outcome, RebuildJob
from rag.steps import pause
from rag.types import Answer
from tests.fakes import WordEncoder
from tests.served import wait_until

WAIT_S = 10.0


class Own:
    """A library with what goes back and forth on it, and no model to compare with."""

    def __init__(self, root: Path) -> None:
        self.library = Library(root)
        self.rounds = 0
        self.job = RebuildJob(self._work, settle_s=0)
        comparing = Comparing(Engine(lambda: None), Verdicts(open_journal(root)))
        self.going = Going(self.library, self.job, comparing)
        self._seen = ""

    def _work(self) -> Outcome:
        self.rounds += 1
        return Outcome("built")

    def is_other(self) -> bool:
        """Tell whether pages draw the list anew, unlike when this was last asked."""
        before = self._seen
        self._seen = f"{self.library.edition()}-{self.library.current()}"
        return self._seen != before

    def add(self, title: str, *, built: bool = True) -> None:
        """Add an article; have it indexed, as another process would."""
        self.library.add(f"{title} are written of.".encode(), "a.txt", title)
        if built:
            build_index(self.library, WordEncoder())

    def hold(self) -> threading.Event:
        """Have the job do something that lasts until the event."""
        go = threading.Event()

        def wait() -> None:
            assert go.wait(WAIT_S)

        self.job.do(wait)
        return go

    def settled(self) -> JobView:
        """Give what all pages see when nothing is left to do."""
        for thread in threading.enumerate():
            if thread.name == "rebuild":
                thread.join(WAIT_S)
        return self.job.view

    def titles(self) -> list[str | None]:
        """Name the articles."""
        return [stored.title for stored in self.library.articles()]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Give a library with one article, which is indexed."""
    own = Own(tmp_path / "index")
    own.add("Tides")
    return own


def test_what_can_be_undone_is_found_once_a_version(own: Own):
    """Pages ask all the time; another version is another library."""
    own.add("Owls")
    assert own.going.steps("2") == Steps(undo="add “Owls”")
    own.library.undo()
    assert own.going.steps("2") == Steps(undo="add “Owls”")
    assert own.going.steps("3") == Steps(redo="add “Owls”")
    own.library.redo()
    assert own.going.steps("1") == Steps(undo="add “Owls”")


def test_where_the_index_cannot_be_read_nothing_is_to_be_undone(own: Own):
    """The page has no steps, and is there."""
    folder = own.library.generations.folder(own.library.current())
    (folder / MANIFEST).write_text("{")
    assert own.going.steps("1") == Steps()


def test_an_undo_goes_back_to_the_index_before(own: Own):
    """All pages are told, the list is another, and nothing has to be built."""
    own.add("Owls")
    assert own.is_other()
    outcome = own.going.undo()
    said = "add “Owls”. 1 article in 1 passage is searchable."
    assert outcome == Outcome(said, generation=1)
    assert own.settled() == JobView("undone", message=said, generation=1)
    assert (own.titles(), own.rounds, own.is_other()) == (["Tides"], 0, True)


def test_an_undo_of_what_waits_for_the_index_needs_no_turn(own: Own):
    """It is done and told while the job is busy with something else."""
    own.add("Owls", built=False)
    go = own.hold()
    assert own.is_other()
    outcome = own.going.undo()
    assert outcome.message == "add “Owls”. 1 article in 1 passage is searchable."
    assert (own.titles(), own.is_other()) == (["Tides"], True)
    assert own.job.view.busy
    go.set()
    assert own.settled().message == outcome.message
    assert own.settled().state == "undone"


def test_a_redo_goes_to_the_index_that_was_left(own: Own):
    """It has all that it had: no rebuild follows."""
    own.add("Owls")
    own.going.undo()
    assert own.is_other()
    said = "add “Owls”. 2 articles in 2 passages are searchable."
    assert own.going.redo() == Outcome(said, generation=2)
    assert own.settled() == JobView("redone", message=said, generation=2)
    assert (own.titles(), own.rounds) == (["Tides", "Owls"], 0)
    assert own.is_other()


def test_a_redo_of_what_no_index_had_is_built(own: Own):
    """Else it would be listed, and found by no question."""
    own.add("Owls", built=False)
    own.going.undo()
    outcome = own.going.redo()
    assert outcome.message == "add “Owls”. 1 article in 1 passage is searchable."
    assert (own.settled().message, own.rounds) == ("built", 1)


def test_an_undo_has_nothing_built_though_something_waits(own: Own):
    """What waits was there before, and has its rebuild already."""
    own.library.add(b"Bees dance.", "b.txt", "Bees")
    own.library.add(b"Ants dig.", "c.txt", "Ants")
    own.going.undo()
    own.settled()
    assert (own.titles(), own.rounds) == (["Tides", "Bees"], 0)


def test_what_cannot_be_done_is_told_who_asked(own: Own):
    """And nobody else: pages see what they saw."""
    with pytest.raises(LibraryError, match="no earlier generation to go back to"):
        own.going.undo()
    with pytest.raises(LibraryError, match="there is nothing to redo"):
        own.going.redo()
    assert own.settled() == JobView()


def test_freeing_space_says_what_went(own: Own):
    """A removed article is gone for good, and an index that had it."""
    own.library.remove(own.library.articles()[0].id)
    build_index(own.library, WordEncoder())
    would = own.going.compactable()
    assert (would.articles, would.generations) == (1, 1)
    assert own.is_other()
    gone = own.going.compact()
    assert gone is not None
    assert (gone.articles, gone.generations) == (1, 1)
    assert own.is_other()
    assert own.going.compactable() == Compacted(0, 0, 0)


def test_who_would_wait_long_is_told_so(own: Own, monkeypatch):
    """It is done in its turn all the same."""
    monkeypatch.setattr(going_module, "TURN_S", 0.01)
    own.add("Owls")
    go = own.hold()
    assert own.going.undo() == Outcome(WAITS)
    assert own.going.compact() is None
    assert own.titles() == ["Tides", "Owls"]
    go.set()
    own.settled()
    assert own.titles() == ["Tides"]


def comparing(ask: Callable[[str], Answer], *questions: str) -> Comparing:
    """Compare answers to the questions that were judged."""
    engine = SimpleNamespace(loaded=SimpleNamespace(ask=ask))
    judged = [JudgedQuestion(q, (), unanswered=True) for q in questions or ("Why?",)]
    return Comparing(engine, SimpleNamespace(judged=lambda: judged))


def test_the_number_of_questions_is_bounded():
    """A long journal doesn't hold up a build: the newest fifty are asked."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        raise EmptyLibraryError("empty")

    questions = [f"Question {number}?" for number in range(55)]
    assert comparing(ask, *questions).first_quotes() == {}
    assert asked == questions[:50]


def test_where_nothing_was_asked_before_nothing_is_asked_after():
    """An undo that no index knows of changes no answer, and doesn't wait for any."""
    assert comparing(pytest.fail).outcome({}, None).changed == ()


def test_what_is_done_when_somebody_cancels_is_said_to_be_done():
    """The index is another by then: only what it answers otherwise isn't found out."""

    def ask(_: str) -> Answer:
        job.cancel()
        pause()
        pytest.fail("nobody stopped")

    job = RebuildJob(lambda: comparing(ask).outcome({"Why?": None}, None), settle_s=0)
    job.start()
    wait_until(lambda: not job.view.busy)
    assert (job.view.state, job.view.changed) == ("done", ())
