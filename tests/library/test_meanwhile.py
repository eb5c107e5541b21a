"""While an index is built, which may take hours, articles are changed all the same."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.library.generation.manifest import Manifest
from rag.library.library import Library
from rag.steps import Step, watched
from tests.fakes import WordEncoder
from tests.faults_worker import (
    PATIENCE_S,
    article,
    assert_whole,
    begin,
    build_for_ever,
    build_index,
    receive,
)
from tests.served import SlowEncoder, wait_until


@contextmanager
def building(root: Path) -> Iterator[tuple[threading.Event, Future[Manifest]]]:
    """Have an index built that waits inside the encoder; gives what lets it go on."""
    encoder = SlowEncoder()
    encoder.go.clear()
    with ThreadPoolExecutor(1) as thread:
        try:
            future = thread.submit(build_index, Library(root), encoder)
            wait_until(lambda: encoder.is_waiting)
            yield encoder.go, future
        finally:
            encoder.go.set()


@pytest.fixture
def library(stories: Library) -> Library:
    """Give a library of stories 0 and 1, indexed, and 2, which waits for that."""
    stories.add(article(2), "story-2.txt")
    return stories


def named(library: Library, number: int) -> str:
    """Give the id of a story."""
    return next(s.id for s in library.articles() if s.name == f"story-{number}.txt")


def stories(articles: Sequence[object]) -> set[str]:
    """Name the stories, as their ids begin."""
    return {stored.id.rpartition("-")[0] for stored in articles}


def change_all(library: Library) -> None:
    """Name story 0, remove story 1 and add story 3, one after the other."""
    library.rename(named(library, 0), "Zero")
    library.remove(named(library, 1))
    library.add(article(3), "story-3.txt")


def test_changes_during_a_build_are_made_at_once(library: Library):
    """They wait for the next build, which has them; this one has what was there."""
    with building(library.root) as (go, built):
        change_all(library)
        assert not built.done()
        go.set()
        manifest = built.result()
    assert stories(manifest.articles) == {"story-0", "story-1", "story-2"}
    assert "Zero" not in manifest.titles.values()
    assert stories(library.pending()) == {"story-0", "story-1", "story-3"}
    manifest = build_index(library, WordEncoder())
    assert stories(manifest.articles) == {"story-0", "story-2", "story-3"}
    assert manifest.titles[named(library, 0)] == "Zero"
    assert_whole(library, {0, 2, 3})


def test_a_build_has_what_was_there_when_it_began(library: Library, monkeypatch):
    """An article that comes before the others are read waits, too."""
    opened = library.open

    def add_first(*arguments, **options):
        library.add(article(3), "story-3.txt")
        return opened(*arguments, **options)

    monkeypatch.setattr(library, "open", add_first)
    manifest = build_index(library, WordEncoder())
    assert stories(manifest.articles) == {"story-0", "story-1", "story-2"}
    assert stories(library.pending()) == {"story-3"}


def test_undo_takes_back_what_came_during_the_build(library: Library):
    """One by one, the last first; what the build had stays."""
    with building(library.root):
        change_all(library)
    undone = [stories(library.undo().articles) for _ in range(3)]
    assert undone == [{"story-3"}, {"story-1"}, {"story-0"}]
    assert (library.current(), library.pending()) == (3, [])
    assert_whole(library, {0, 1, 2})


def test_compact_keeps_what_was_removed_during_the_build(library: Library):
    """Added and removed since the build began: the index knows nothing of that yet."""
    with building(library.root):
        library.remove(library.add(article(3), "story-3.txt").id)
    assert library.compact().articles == 0
    library.undo()
    assert_whole(library, {0, 1, 2, 3})


def test_a_clock_set_back_during_the_build(library: Library, monkeypatch):
    """What is changed after the build began is later than it, by any clock."""
    with building(library.root), monkeypatch.context() as patch:
        patch.setattr("rag.library.generations.time.time_ns", lambda: 1_000)
        stored = library.add(article(3), "story-3.txt")
    assert stored.changed > library.generations.manifest().as_of
    assert stories(library.undo().articles) == {"story-3"}


def test_an_index_is_published_while_others_write(library: Library):
    """Nor is deleted what they are about to put in its place."""
    with building(library.root) as (go, built), library.writing():
        half = library.root / "articles" / ".tmp-half"
        half.mkdir()
        go.set()
        assert built.result().number == 3
        assert half.is_dir()


@pytest.mark.parametrize("work", [Library.undo, Library.redo, Library.compact])
def test_one_builder_at_a_time(
    library: Library, caplog, work: Callable[[Library], object]
):
    """Who would change the index, too, is told what goes on, and waits its turn."""
    build_index(library, WordEncoder())
    library.undo()  # of the build, so that there is something to redo
    told = threading.Event()

    def wait() -> None:
        with watched(lambda _: told.set()):
            work(Library(library.root))

    with ThreadPoolExecutor(1) as other:
        with library.building():
            waiting = other.submit(wait)
            assert told.wait(PATIENCE_S)
            assert not waiting.done()
        waiting.result()
    assert "building this library's index; this waits" in caplog.text
    assert str(library.root) not in caplog.text


def test_the_second_builder_waits_for_the_first(library: Library):
    """Two who build at once, with an article added in between: both are done."""
    with building(library.root) as (go, first), ThreadPoolExecutor(1) as other:
        library.add(article(3), "story-3.txt")
        second = other.submit(build_index, Library(library.root), WordEncoder())
        go.set()
        assert (first.result().number, second.result().number) == (3, 4)
    assert stories(second.result().articles) == {f"story-{n}" for n in range(4)}


@pytest.mark.attack
def test_kill_of_a_build_during_which_an_article_was_added(library: Library):
    """Both who was there before and who came meanwhile are indexed next."""
    process, pipe = begin(build_for_ever, library.root)
    assert receive(pipe) == "encoding"
    library.add(article(3), "story-3.txt")
    process.kill()
    process.join()
    assert library.current() == 2
    assert list((library.root / "generations").glob(".tmp-*"))
    assert_whole(library, {0, 1, 2, 3})


def test_a_first_build_that_is_stopped_names_no_generation(tmp_path: Path):
    """None is in use, and nothing is damaged."""
    library = Library(tmp_path / "index")
    library.add(article(0), "story-0.txt")

    def stop(_: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched(stop):
        build_index(library, WordEncoder())
    assert library.current() is None
    assert library.generations.is_named()
    assert build_index(library, WordEncoder()).number == 1


def test_add_during_a_build_waits_and_is_done(tmp_path: Path, run, caplog):
    """It is stored at once, says that it waits, and is indexed in its turn."""
    (tmp_path / "story-3.txt").write_bytes(article(3))
    run("add", "story-3.txt")
    library = Library(tmp_path / "library")
    library.add(article(2), "story-2.txt")
    (tmp_path / "story-4.txt").write_bytes(article(4))
    with building(library.root) as (go, _), ThreadPoolExecutor(1) as thread:
        added = thread.submit(run, "add", "story-4.txt")
        wait_until(lambda: "this waits for its turn" in caplog.text)
        assert stories(library.articles()) == {
            "story-2",
            "story-3",
            "story-4",
        }
        go.set()
        assert added.result() == 0
    assert library.pending() == []
    assert_whole(library, {2, 3, 4})
