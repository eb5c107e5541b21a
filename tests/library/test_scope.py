"""What is to be asked, by title, id, tag or folder, however it is typed."""

from pathlib import Path

import pytest

from rag.errors import ScopeError
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.scope import choices, choose


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library with a followed folder that has another in it, and two tags."""
    folder = tmp_path / "Reports"
    (folder / "2024").mkdir(parents=True)
    (folder / "ants.txt").write_text("Ants carry leaves.")
    (folder / "2024" / "bees.txt").write_text("Bees carry pollen.")
    library = Library(tmp_path / "index")
    library.add(b"Tides rise and fall.", "tides.txt", "The Tides")
    follow_folder(library, folder)
    library.tag([id_of(library, "ants.txt"), id_of(library, "tides.txt")], add=["Slow"])
    return library


def id_of(library: Library, name: str) -> str:
    """Find an article by its file."""
    return next(each.id for each in library.articles() if each.name == name)


def titles_of(library: Library) -> dict[str, str]:
    """Give the titles that the index would have."""
    return {each.id: each.title or each.name for each in library.articles()}


def names(library: Library, *typed: str) -> list[str]:
    """Name the files of what is chosen, in the order of the choice."""
    files = {each.id: each.name for each in library.articles()}
    found = choose(typed, choices(library, titles_of(library)))
    return [files[id_] for choice in found for id_ in choice.articles]


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        ("the  TIDES", ["tides.txt"]),
        ("tides.txt", ["tides.txt"]),
        ("tag:slow", ["tides.txt", "ants.txt"]),
        ("folder:reports", ["ants.txt", "bees.txt"]),
        ("folder:Reports/2024", ["bees.txt"]),
        ("folder:2024", ["bees.txt"]),
    ],
)
def test_names_are_read_as_people_type_them(
    library: Library, typed: str, files: list[str]
):
    """Case and spaces don't matter; a folder's last parts are enough."""
    assert sorted(names(library, typed)) == sorted(files)


def test_an_id_chooses_its_article(library: Library):
    """An id is exact; what is chosen twice comes once."""
    tides = id_of(library, "tides.txt")
    assert names(library, tides, "The Tides") == ["tides.txt"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("the tidse", "'The Tides'"), ("slwo", "'tag:Slow'"), ("2O24", "'folder:")],
)
def test_an_unknown_name_is_told_the_nearest(
    library: Library, typed: str, nearest: str
):
    """A slip of the finger gets the name that was meant, as it is to be typed."""
    with pytest.raises(ScopeError, match="is called") as told:
        names(library, typed)
    assert f"the nearest: {nearest}" in str(told.value)


def test_a_name_like_no_other_is_told_where_all_are(library: Library):
    """There is nothing near it."""
    with pytest.raises(ScopeError, match=r"'xyzzy'; `quotewell list` shows all$"):
        names(library, "xyzzy")


def test_a_tag_without_an_indexed_article_says_so(library: Library):
    """It is there, but nothing of it can be asked yet."""
    with pytest.raises(ScopeError, match="no article of 'tag:Slow' is indexed yet"):
        choose(["tag:Slow"], choices(library, {}))


def test_a_folder_that_may_be_two_is_asked_back(library: Library, tmp_path: Path):
    """Of two folders of one name neither is guessed."""
    other = tmp_path / "other" / "reports"
    other.mkdir(parents=True)
    (other / "crabs.txt").write_text("Crabs walk sideways.")
    follow_folder(library, other)
    with pytest.raises(ScopeError, match="name one of them"):
        names(library, "folder:reports")
    assert names(library, "folder:other/reports") == ["crabs.txt"]
    assert names(library, f"folder:{other}") == ["crabs.txt"]
