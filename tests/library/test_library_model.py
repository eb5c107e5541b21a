"""The library against a model of it, through any changes, kills and full disks.

The model is two lists of states: of the generations, and of the changes that wait for
the next one. A state says which articles are listed, and under which titles. `undo`
takes back the last waiting change, or else the last build of another state; `redo` goes
back to the two lists as they were, until something else is changed.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rag.errors import LibraryError
from rag.library.generation.manifest import ArticleEntry, Manifest
from rag.library.library import Library, Snapshot
from rag.library.stored_article import StoredArticle
from tests.fakes import WordEncoder

NAMES = ("ants", "bees", "crabs", "doves")
State = dict[str, str | None]
"""The title of each listed article, by its name; None where nobody named it."""

DISK_CALLS = (
    (os, "fsync"),
    (Path, "mkdir"),
    (Path, "rename"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "write_bytes"),
    (shutil, "rmtree"),
)
LAST_CALL = 15
MEMORY = Path("/dev/shm")
"""Syncing a real disk thousands of times would prove no more, and take minutes."""


class KilledError(BaseException):
    """Stands for the end of the process."""


@dataclass(frozen=True)
class Fault:
    """What every operation on the disk meets from the nth on."""

    step: int
    is_kill: bool

    def strike(self) -> None:
        """End the process, or say that the disk is full."""
        if self.is_kill:
            raise KilledError
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FAULTS = st.one_of(
    st.none(), st.builds(Fault, st.integers(1, LAST_CALL), st.booleans())
)


@contextmanager
def struck(fault: Fault):
    """Let the operations on the disk meet a fault."""
    calls = 0
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in DISK_CALLS:
            real = getattr(owner, name)

            def call(*arguments, real=real, **options):
                nonlocal calls
                calls += 1
                if calls >= fault.step:
                    fault.strike()
                return real(*arguments, **options)

            patch.setattr(owner, name, call)
        yield


def index_of(articles: Sequence[StoredArticle], folder: Path) -> Manifest:
    """Write an index with nothing but the list of the articles."""
    (folder / "articles.txt").write_bytes(b"\n".join(map(name_of, articles)))
    entries = [
        ArticleEntry(stored.id, stored.title or stored.name, 1, "en")
        for stored in articles
    ]
    return Manifest(
        model=WordEncoder().identity,
        articles=tuple(entries),
        languages=(),
        passages=len(entries),
        sentences=0,
        encoded=0,
    )


def publish(library: Library, snapshot: Snapshot) -> Manifest:
    """Publish such an index."""
    return library.publish(partial(index_of, snapshot.articles), snapshot.as_of)


def name_of(stored) -> bytes:
    """Give an article's name in the model."""
    return Path(stored.name).stem.encode()


class LibraryMachine(RuleBasedStateMachine):
    """Does the same to a library and to its model."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.generations: list[State] = []
        self.waiting: list[State] = []
        self.undone: list[tuple[list[State], list[State]]] = []

    def teardown(self) -> None:
        """Leave nothing on the disk."""
        shutil.rmtree(self.root)

    @property
    def library(self) -> Library:
        """Open the library anew, as each process does."""
        return Library(self.root / "index")

    @property
    def state(self) -> State:
        """The state that was acknowledged last."""
        if self.waiting:
            return self.waiting[-1]
        return self.generations[-1] if self.generations else {}

    def listed(self) -> State:
        """Give what the library lists."""
        return {name_of(s).decode(): s.title for s in self.library.articles()}

    def id_of(self, name: str) -> str:
        """Give a listed article's id."""
        return next(s.id for s in self.library.articles() if s.name == f"{name}.txt")

    def done(self, work: Callable[[], object], fault: Fault | None) -> bool:
        """Work through a fault; tells whether it came to its end."""
        if fault is None:
            work()
            return True
        try:
            with struck(fault):
                work()
        except (KilledError, LibraryError):
            return False
        return True

    def change(self, work: Callable[[], object], after: State, fault: Fault | None):
        """Make a change: acknowledged it holds, else it is made or not."""
        before = self.state
        if not self.done(work, fault):
            assert self.listed() in (before, after)
            if self.listed() == before:
                return
        self.waiting.append(after)
        self.undone = []

    def add_one(self, library: Library, name: str) -> None:
        """Add an article."""
        library.add(f"The {name} are out. They are many.".encode(), f"{name}.txt")

    def kept_title(self, name: str) -> str | None:
        """Give the title that an article had, until its file is deleted."""
        every = self.library.originals.records.everything()
        known = {name_of(stored).decode(): stored.title for stored in every}
        return known.get(name)

    @rule(name=st.sampled_from(NAMES), fault=FAULTS)
    def add(self, name: str, fault: Fault | None) -> None:
        """Add an article; one that is there already is no change."""
        work = lambda: self.add_one(self.library, name)  # noqa: E731
        if name in self.state:
            self.done(work, fault)
        else:
            after = self.state | {name: self.kept_title(name)}
            self.change(work, after, fault)

    @rule(names=st.sets(st.sampled_from(NAMES), min_size=2))
    def add_together(self, names: set[str]) -> None:
        """Add articles while the writer's place is held, as a folder's: one change."""
        new = sorted(names - set(self.state))
        library = self.library
        with library.writing():
            for name in new:
                self.add_one(library, name)
        if new:
            titles = {name: self.kept_title(name) for name in new}
            self.waiting.append(self.state | titles)
            self.undone = []

    @precondition(lambda self: self.state)
    @rule(data=st.data(), fault=FAULTS)
    def remove(self, data, fault: Fault | None) -> None:
        """Remove a listed article."""
        name = data.draw(st.sampled_from(sorted(self.state)))
        after = {key: title for key, title in self.state.items() if key != name}
        article_id = self.id_of(name)
        self.change(lambda: self.library.remove(article_id), after, fault)

    @precondition(lambda self: self.state)
    @rule(data=st.data(), title=st.sampled_from(("One", "Two")), fault=FAULTS)
    def rename(self, data, title: str, fault: Fault | None) -> None:
        """Give a listed article another title."""
        name = data.draw(st.sampled_from(sorted(self.state)))
        article_id = self.id_of(name)
        after = self.state | {name: title}
        if after != self.state:
            self.change(lambda: self.library.rename(article_id, title), after, fault)

    @precondition(lambda self: self.generations or self.waiting)
    @rule(fault=FAULTS)
    def build(self, fault: Fault | None) -> None:
        """Index what is listed: acknowledged it is in use, else it is or isn't."""
        before, library = self.library.current(), self.library
        acknowledged = self.done(lambda: publish(library, library.snapshot()), fault)
        assert not acknowledged or self.library.current() != before
        if self.library.current() != before:
            self.published(len(self.waiting))
        self.forget()

    def published(self, waited: int) -> None:
        """A build took in so many changes; one without takes the place of the last."""
        if waited or not self.generations:
            self.generations.append([{}, *self.waiting][waited])
        self.waiting = self.waiting[waited:]
        self.undone = []  # can be redone, but as another change than before

    @precondition(lambda self: self.generations or self.waiting)
    @rule(name=st.sampled_from(NAMES), fault=FAULTS)
    def add_during_a_build(self, name: str, fault: Fault | None) -> None:
        """Whatever becomes of the build, what is added meanwhile waits for the next."""
        before, library = self.library.current(), self.library
        waited = len(self.waiting)
        with library.building():
            snapshot = library.snapshot()
            self.add(name, None)
            self.done(lambda: publish(library, snapshot), fault)
        if self.library.current() != before:
            self.published(waited)
        self.forget()

    def forget(self) -> None:
        """Keep as many generations as there are to go back to; three at least."""
        kept = len(list(self.library.generations.lineage()))
        assert kept >= min(3, len(self.generations))
        self.generations = self.generations[-kept:]

    @rule(fault=FAULTS)
    def undo(self, fault: Fault | None) -> None:
        """Take back one change."""
        if self.waiting:
            after = [{}, *self.generations, *self.waiting][-2]
            # Cut short, a change of several articles may be taken back in part.
            before = list(self.generations), list(self.waiting)
            done = self.done(self.library.undo, fault)
            self.undone = [*self.undone, before] if done else []
            listed = self.listed()
            assert listed.keys() <= self.state.keys() | after.keys()
            self.waiting[-1:] = [] if done or listed == after else [listed]
            return
        pairs = enumerate(pairwise(self.generations), 1)
        changes = [number for number, (was, now) in pairs if was != now]
        if not changes:
            with pytest.raises(LibraryError, match="no earlier generation"):
                self.library.undo()
        else:
            self.go_back(changes[-1], fault)

    def go_back(self, number: int, fault: Fault | None) -> None:
        """Undo the generation of that number in the list; cut short, build again."""
        before, current = self.state, self.library.current()
        after = self.generations[number - 1]
        lists = list(self.generations), list(self.waiting)
        done = self.done(self.library.undo, fault)
        self.undone = [*self.undone, lists] if done else []
        if not done:
            if self.library.current() == current:
                return
            listed, both = self.listed(), before.keys() & after.keys()
            assert both <= listed.keys() <= before.keys() | after.keys()
            assert all(listed[key] in (before[key], after[key]) for key in both)
        self.generations = self.generations[:number]
        if self.listed() != after:
            self.waiting = [self.listed()]
            self.build(None)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Make again what was undone last."""
        assert self.library.undoing.redoable()
        self.library.redo()
        self.generations, self.waiting = self.undone.pop()

    @precondition(lambda self: self.state and self.generations and not self.waiting)
    @rule(data=st.data())
    def tag_before_a_removal(self, data) -> None:
        """Undo takes back what one build took in, and then the tag given before it."""
        listed, library, before = sorted(self.state), self.library, self.listed()
        tagged, gone = (self.id_of(data.draw(st.sampled_from(listed))) for _ in "ab")
        library.tag([tagged], add=["seen"])
        library.remove(gone)
        publish(library, library.snapshot())
        self.generations.append(self.listed())
        self.forget()
        library.undo()
        self.generations.pop()
        assert self.listed() == before
        assert [s.id for s in self.library.articles() if s.tags] == [tagged]
        library.undo()
        assert not any(s.tags for s in self.library.articles())
        self.undone = []

    @rule(fault=FAULTS)
    def compact(self, fault: Fault | None) -> None:
        """Delete what isn't needed: nothing that is listed, nor what still waits."""
        self.done(self.library.compact, fault)
        self.undone = []
        kept = len(list(self.library.generations.lineage()))
        self.generations = self.generations[-kept:] if kept else []

    @invariant()
    def what_was_acknowledged_holds(self) -> None:
        """The library lists the last state, whole, and the index that of its build."""
        assert self.listed() == self.state
        assert all(map(self.library.originals.is_intact, self.library.articles()))
        manifest = self.library.generations.manifest()
        if manifest is not None:
            indexed = {entry.id.rpartition("-")[0] for entry in manifest.articles}
            assert indexed == self.generations[-1].keys()


LibraryMachine.TestCase.settings = settings(
    max_examples=30,
    phases=(Phase.generate,),
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
)
TestLibraryModel = LibraryMachine.TestCase
