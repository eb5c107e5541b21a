"""What replaced an article is found by the records of both, and nothing else is."""

from pathlib import Path

import pytest

from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.succession import Succession


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library that follows a folder of two notes."""
    library = Library(tmp_path / "index")
    edit(library, "ants", "Ants carry leaves.")
    edit(library, "bees", "Bees dance in the hive.")
    return library


def edit(library: Library, name: str, text: str) -> str:
    """Write a note and look into the folder again; gives the id of its article."""
    folder = library.root.parent / "notes"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text)
    follow_folder(library, folder)
    return next(s.id for s in library.articles() if s.name == f"{name}.txt")


def test_an_edited_file_leads_to_its_article_of_now(library: Library):
    """Over every state of before, also one that it was put back to."""
    succession = Succession(library)
    first = edit(library, "ants", "Ants carry leaves.")
    assert succession.of(first) == first
    second = edit(library, "ants", "Ants carry seeds.")
    assert succession.of(first) == second
    assert edit(library, "ants", "Ants carry leaves.") == first
    third = edit(library, "ants", "Ants carry crumbs.")
    assert [succession.of(each) for each in (first, second, third)] == [third] * 3


def test_an_edit_that_was_undone_leads_to_what_was_before_it(library: Library):
    """One undo or two, or edited otherwise since; to nothing where nothing is left."""
    succession = Succession(library)
    texts = ("Ants carry leaves.", "Ants carry seeds.", "Ants carry crumbs.")
    first, second, third = (edit(library, "ants", text) for text in texts)
    library.undo()
    assert [succession.of(each) for each in (first, second, third)] == [second] * 3
    library.undo()
    assert [succession.of(each) for each in (first, second, third)] == [first] * 3
    fourth = edit(library, "ants", "Ants carry sand.")
    assert [succession.of(each) for each in (first, second, third)] == [fourth] * 3
    for _ in range(3):
        library.undo()
    assert library.articles() == []
    assert [succession.of(each) for each in (first, second, fourth)] == [None] * 3


def test_a_damaged_record_of_folders_hides_no_other_successor(library: Library):
    """What was edited leads on; only what was undone leads nowhere."""
    first = edit(library, "ants", "Ants carry leaves.")
    second = edit(library, "ants", "Ants carry seeds.")
    third = edit(library, "ants", "Ants carry crumbs.")
    library.undo()
    (library.root / "folders.json").write_text("x")
    succession = Succession(library)
    assert [succession.of(each) for each in (first, third)] == [second, None]


def test_what_was_removed_or_never_there_leads_nowhere(library: Library):
    """Nor to another article of the same name, which was added later."""
    ants = edit(library, "ants", "Ants carry leaves.")
    library.remove(ants)
    library.add(b"These ants are others.", "ants.txt")
    assert Succession(library).of(ants) is None
    assert Succession(library).of("never-there") is None


def test_of_two_files_of_one_name_nobody_can_tell(library: Library):
    """Both edited at once: each may be either's."""
    folder = library.root.parent / "notes"
    (folder / "more").mkdir()
    (folder / "more" / "ants.txt").write_text("More ants carry more.")
    first = edit(library, "ants", "Ants carry leaves.")
    (folder / "more" / "ants.txt").write_text("More ants carry less.")
    edit(library, "ants", "Ants carry seeds.")
    assert Succession(library).of(first) is None
