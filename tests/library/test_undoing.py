"""Undo takes back one change, and what waits for the index is never taken for old."""

from pathlib import Path

import pytest

from rag.building.indexing import build_index, publish_articles
from rag.disk import sealed, unsealed
from rag.errors import LibraryError
from rag.library.details import Details
from rag.library.library import Library
from tests.fakes import WordEncoder


@pytest.fixture
def library(copied) -> Library:
    """Give a library with two articles, each a build of its own."""
    return copied(add_two)


def add_two(library: Library) -> None:
    """Add the articles, and index each."""
    for number in (1, 2):
        add(library, number)
        build_index(library, WordEncoder())


def add(library: Library, number: int) -> str:
    """Add an article; gives its id."""
    return library.add(f"Story {number} is told.".encode(), f"u{number}.txt").id


def listed(library: Library) -> list[str]:
    """Name the articles."""
    return sorted(Path(stored.name).stem for stored in library.articles())


@pytest.mark.attack
def test_undo_of_an_article_that_waits_takes_back_just_that(library: Library):
    """A kill after "Added": undo takes back u3, then u2; compact keeps what stays."""
    add(library, 3)
    undone = library.undo()
    assert [stored.name for stored in undone.articles] == ["u3.txt"]
    assert (listed(library), library.current()) == (["u1", "u2"], 2)
    assert library.undo().manifest.number == 1
    assert listed(library) == ["u1"]


@pytest.mark.attack
def test_compact_keeps_the_file_of_what_waits(library: Library):
    """Neither an article that waits, nor one whose removal does, is deleted."""
    add(library, 3)
    add(library, 4)
    library.remove(next(s.id for s in library.articles() if s.name == "u4.txt"))
    assert library.compact().articles == 0
    library.undo()
    assert listed(library) == ["u1", "u2", "u3", "u4"]
    assert all(map(library.originals.is_intact, library.articles()))


def test_changes_that_wait_are_taken_back_one_by_one(library: Library):
    """Named, then removed, then nothing left but the build."""
    article_id = add(library, 3)
    library.rename(article_id, "Third")
    library.remove(article_id)
    library.undo()
    assert [s.title for s in library.articles()] == [None, None, "Third"]
    library.undo()
    assert [s.title for s in library.articles()] == [None, None, None]
    library.undo()
    assert listed(library) == ["u1", "u2"]


def test_what_was_undone_can_be_added_again(library: Library):
    """Undo, add, build, undo: the article is out once more, the other one in."""
    library.undo()
    add(library, 2)
    build_index(library, WordEncoder())
    assert listed(library) == ["u1", "u2"]
    library.undo()
    assert listed(library) == ["u1"]


@pytest.mark.attack
def test_rebuilding_without_a_change_is_no_change(library: Library):
    """After a rebuild that a kill made necessary, undo takes back the change before."""
    build_index(library, WordEncoder())
    assert library.undo().manifest.number == 1
    assert listed(library) == ["u1"]
    with pytest.raises(LibraryError, match="no earlier generation to go back to"):
        library.undo()
    assert listed(library) == ["u1"]


def test_what_came_and_went_in_one_build_is_no_change(library: Library):
    """Removed and brought back: passed over. Added and removed: not spoken of."""
    second = library.articles()[1].id
    library.remove(second)
    library.restore(second)
    build_index(library, WordEncoder())
    assert said(library.undoing.undoable()) == "add “U2”"
    library.remove(add(library, 3))
    add(library, 4)
    build_index(library, WordEncoder())
    assert said(library.undo().change) == "add “U4”"
    assert said(library.undoing.redoable()) == "add “U4”"
    assert listed(library) == ["u1", "u2"]


def test_no_number_of_rebuilds_ends_what_can_be_undone(library: Library):
    """Built three times, with a tag after each: all is taken back, one by one."""
    third = add(library, 3)
    for _ in range(3):
        build_index(library, WordEncoder())
        library.tag([third], add=[f"t{library.current()}"])
    tagged = [said(library.undo().change) for _ in range(3)]
    assert tagged == [f"tag “U3” (+t{number})" for number in (5, 4, 3)]
    assert [library.undo().manifest.number for _ in range(2)] == [2, 1]
    assert listed(library) == ["u1"]
    for _ in range(3):
        build_index(library, WordEncoder())
    assert library.undoing.undoable() is None


def test_the_first_article_can_be_undone_before_it_is_indexed(tmp_path: Path):
    """There is no index yet; afterwards there is nothing left to undo."""
    library = Library(tmp_path / "index")
    add(library, 1)
    assert library.undo().manifest is None
    assert library.articles() == []
    with pytest.raises(LibraryError, match="no earlier generation"):
        library.undo()


@pytest.mark.attack
def test_no_number_is_given_to_two_generations(library: Library):
    """Whoever has generation 2 open must not take another one for it."""
    library.undo()
    library.compact()
    assert library.generations.numbers() == [1]
    add(library, 3)
    assert build_index(library, WordEncoder()).number == 3


def test_library_of_an_earlier_version_is_undone_as_before(library: Library):
    """Records and indexes that don't say when: what the indexes say of them counts."""
    for name in ("article.json", "manifest.json"):
        for path in library.root.rglob(name):
            as_written_before(path)
    (library.root / "current").unlink()
    add(library, 3)
    library.undo()
    assert listed(library) == ["u1", "u2"]
    library.undo()
    assert (listed(library), library.current()) == (["u1"], 1)


def as_written_before(path: Path) -> None:
    """Take out of a file what earlier versions didn't write."""
    new = ("changed", "earlier", "as_of")
    raw = unsealed(path.read_bytes())
    path.write_bytes(sealed({key: raw[key] for key in raw if key not in new}))


def test_a_lost_name_of_the_index_in_use_hides_nothing(library: Library):
    """Which it is, its folder tells; what was built is undone, and what waits first."""
    (library.root / "current").unlink()
    add(library, 3)
    library.undo()
    assert listed(library) == ["u1", "u2"]
    library.undo()
    assert listed(library) == ["u1"]


def test_clock_set_back_joins_no_changes(library: Library, monkeypatch):
    """Two articles that are added in an earlier time are taken back one by one."""
    with monkeypatch.context() as patch:
        patch.setattr("rag.library.generations.time.time_ns", lambda: 1)
        add(library, 3)
        add(library, 4)
    undone = [[s.name for s in library.undo().articles] for _ in range(2)]
    assert undone == [["u4.txt"], ["u3.txt"]]


def test_clock_that_stands_still_confuses_nothing(tmp_path: Path, monkeypatch):
    """Each of two titles is indexed, then nothing new: undo goes back to the first."""
    monkeypatch.setattr("rag.library.generations.time.time_ns", lambda: 10**18)
    library = Library(tmp_path / "index")
    article_id = add(library, 1)
    build_index(library, WordEncoder())
    for title in ("One", "Two"):
        library.rename(article_id, title)
        build_index(library, WordEncoder())
    build_index(library, WordEncoder())
    assert library.undo().manifest.number == 2
    assert [stored.title for stored in library.articles()] == ["One"]


def test_title_that_was_given_before_comes_back(library: Library):
    """Two renamings, each indexed: undo goes to the first, not to none."""
    article_id = library.articles()[0].id
    for title in ("One", "Two"):
        library.rename(article_id, title)
        build_index(library, WordEncoder())
    library.undo()
    assert [stored.title for stored in library.articles()] == ["One", None]
    assert library.pending() == []


def test_what_no_index_has_stays_when_a_build_is_undone(library: Library):
    """An article that a build had to leave out is no part of what is taken back."""
    add(library, 3)
    fourth = add(library, 4)
    others = [stored for stored in library.articles() if stored.name != "u3.txt"]
    without_third = list(map(library.originals.read, others))
    publish_articles(library, without_third, WordEncoder())
    library.remove(fourth)
    publish_articles(library, without_third[:2], WordEncoder())
    library.undo()
    assert listed(library) == ["u1", "u2", "u3", "u4"]


@pytest.mark.attack
@pytest.mark.parametrize("removed", [0, 1])
def test_what_was_said_before_a_removal_stays_when_that_is_undone(
    library: Library, removed: int
):
    """Described, tagged, one removed and indexed: three undos, one change each."""
    every = [stored.id for stored in library.articles()]
    library.describe(every[0], Details(author="Ada"))
    library.tag(every, add=["sea"])
    before = library.articles()
    library.remove(every[removed])
    build_index(library, WordEncoder())
    assert said(library.undo().change) == f"remove “U{removed + 1}”"
    assert (library.articles(), library.current()) == (before, 2)
    assert said(library.undo().change) == "tag “U1” (+sea), tag “U2” (+sea)"
    assert said(library.undo().change) == "describe “U1”"
    assert said(library.undoing.undoable()) == "add “U2”"
    for _ in range(3):
        library.redo()
    assert library.undoing.redoable() is None
    assert (len(library.articles()), library.current()) == (1, 3)
    assert library.pending() == []
    library.restore(every[removed])
    assert [s.tags for s in library.articles()] == [("sea",), ("sea",)]
    assert library.articles()[0].details.author == "Ada"


def test_an_article_with_many_changes_is_never_undone_for_its_adding(library: Library):
    """Tagged 22 times: the oldest three are one step, and it never leaves."""
    article_id = library.articles()[0].id
    for number in range(22):
        library.tag([article_id], add=[f"t{number}"], drop=[f"t{number - 1}"])
    for _ in range(19):
        library.undo()
    assert library.articles()[0].tags == ("t2",)
    assert said(library.undo().change) == "tag “U1” (+t2)"
    assert said(library.undoing.undoable()) == "add “U2”"


def test_what_no_index_knows_is_taken_back_alone_though_a_build_went_by(
    library: Library,
):
    """Removed, the other tagged, indexed together: the tag goes, then the removal."""
    first, second = (stored.id for stored in library.articles())
    library.remove(second)
    library.tag([first], add=["sea"])
    build_index(library, WordEncoder())
    assert said(library.undo().change) == "tag “U1” (+sea)"
    assert (listed(library), library.current()) == (["u1"], 3)
    library.redo()
    assert library.articles()[0].tags == ("sea",)
    library.undo()
    assert said(library.undo().change) == "remove “U2”"
    assert (listed(library), library.current()) == (["u1", "u2"], 2)


def test_a_tag_goes_with_the_article_whose_adding_is_taken_back(library: Library):
    """No step is left that would tag what isn't there; redo brings back both."""
    third = add(library, 3)
    library.tag([third], add=["sea"])
    add(library, 4)
    build_index(library, WordEncoder())
    assert said(library.undo().change) == "add “U3”, add “U4”"
    assert said(library.undoing.undoable()) == "add “U2”"
    library.redo()
    assert [s.tags for s in library.articles()] == [(), (), ("sea",), ()]


def said(change) -> str | None:
    """Put a change into words; None where there is none."""
    return None if change is None else str(change)


def test_it_is_said_what_undo_and_redo_will_do(library: Library):
    """Each by the title that people know it by, before it is done."""
    third = add(library, 3)
    assert said(library.undoing.undoable()) == "add “u3.txt”"
    library.rename(third, "Third")
    assert said(library.undoing.undoable()) == "rename “u3.txt” to “Third”"
    library.tag([third], add=["sea"])
    assert said(library.undoing.undoable()) == "tag “Third” (+sea)"
    library.remove(third)
    assert said(library.undoing.undoable()) == "remove “Third”"
    assert said(library.undoing.redoable()) is None
    undone = library.undo()
    assert said(undone.change) == said(library.undoing.redoable()) == "remove “Third”"
    assert said(library.undoing.undoable()) == "tag “Third” (+sea)"


def test_what_one_build_took_in_is_said_together(library: Library):
    """Two are named; two added and one removed are counted."""
    for number in (5, 6):
        add(library, number)
    build_index(library, WordEncoder())
    assert said(library.undoing.undoable()) == "add “U5”, add “U6”"
    ids = [add(library, number) for number in (3, 4)]
    library.remove(library.articles()[0].id)
    build_index(library, WordEncoder())
    assert said(library.undoing.undoable()) == "remove 1 article, add 2 articles"
    library.remove(ids[0])
    library.restore(ids[0])
    assert said(library.undoing.undoable()) == "restore “U3”"


def test_nothing_is_said_where_there_is_nothing(tmp_path: Path):
    """A new library has nothing to undo or redo, and redo says so."""
    library = Library(tmp_path / "index")
    assert (library.undoing.undoable(), library.undoing.redoable()) == (None, None)
    with pytest.raises(LibraryError, match="nothing to redo"):
        library.redo()


def test_redo_brings_back_the_very_index(library: Library):
    """Undone and redone, nothing is to be built, and undo takes it back again."""
    library.undo()
    assert (listed(library), library.current()) == (["u1"], 1)
    undone = Library(library.root).redo()  # as after a restart
    assert (said(undone.change), undone.manifest.number) == ("add “U2”", 2)
    assert (listed(library), library.current()) == (["u1", "u2"], 2)
    assert library.pending() == []
    assert library.undo().manifest.number == 1


def test_what_waited_waits_again(library: Library):
    """Two changes, undone and redone one by one, the last undone first."""
    third = add(library, 3)
    library.rename(third, "Third")
    library.undo()
    library.undo()
    assert said(library.undoing.redoable()) == "add “u3.txt”"
    library.redo()
    assert said(library.undoing.redoable()) == "rename “u3.txt” to “Third”"
    library.redo()
    assert library.undoing.redoable() is None
    assert [s.title for s in library.articles()] == [None, None, "Third"]
    assert [s.id for s in library.pending()] == [third]
    library.undo()
    assert library.articles()[-1].title is None


def test_a_new_change_ends_redo(library: Library):
    """Even one that is taken back by hand."""
    library.undo()
    first = library.articles()[0].id
    library.rename(first, "One")
    assert library.undoing.redoable() is None
    with pytest.raises(LibraryError, match="something else was changed since"):
        library.redo()
    assert listed(library) == ["u1"]


def test_a_new_change_ends_all_that_could_be_redone(library: Library):
    """Undone twice, changed, undone: only the last can be redone."""
    add(library, 3)
    library.undo()
    library.undo()
    library.rename(library.articles()[0].id, "One")
    library.undo()
    library.redo()
    assert library.undoing.redoable() is None
    assert [s.title for s in library.articles()] == ["One"]


def test_redo_after_a_build_is_a_change_that_waits(library: Library):
    """The index that had it is gone: it is built again, and undone alone."""
    library.undo()
    build_index(library, WordEncoder())
    assert library.generations.numbers() == [1, 3]
    library.redo()
    assert (listed(library), library.current()) == (["u1", "u2"], 3)
    assert [Path(s.name).stem for s in library.pending()] == ["u2"]
    assert [s.name for s in library.undo().articles] == ["u2.txt"]
    assert listed(library) == ["u1"]


def test_redo_of_what_compact_deleted_is_over(library: Library):
    """Its file is gone."""
    library.undo()
    library.compact()
    assert library.undoing.redoable() is None


@pytest.mark.attack
@pytest.mark.parametrize("data", [b"", b"{", b'{"steps": [3]}', b'{"steps": 3}'])
def test_a_damaged_record_of_undos_costs_only_redo(library: Library, data: bytes):
    """What was undone is not listed any more; undo goes on."""
    library.undo()
    (library.root / "undone.json").write_bytes(data)
    assert library.undoing.redoable() is None
    add(library, 3)
    library.undo()
    assert said(library.undoing.redoable()) == "add “u3.txt”"


def test_an_undo_that_was_cut_short_can_not_be_redone(library: Library, monkeypatch):
    """Noted, but not made: the articles aren't as it would have left them."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left")

    with monkeypatch.context() as patch:
        patch.setattr("rag.library.generations.write_in_use", fail)
        with pytest.raises(LibraryError, match="No space left"):
            library.undo()
    assert listed(library) == ["u1", "u2"]
    assert library.undoing.redoable() is None


def test_only_so_many_undos_are_kept(library: Library):
    """Of twenty-one the first is forgotten."""
    ids = [stored.id for stored in library.articles()]
    for number in range(21):
        library.tag([ids[number % 2]], add=[f"t{number}"])
    for _ in range(21):
        library.undo()
    redone = 0
    while library.undoing.redoable():
        library.redo()
        redone += 1
    assert redone == 20
