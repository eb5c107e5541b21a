"""What is to be asked, by title, id, tag or folder, however it is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import ScopeError
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.scope import Choice, choices, choose


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
        ("tag: SLOW", ["tides.txt", "ants.txt"]),
        ("folder:reports", ["ants.txt", "bees.txt"]),
        ("folder:Reports/2024", ["bees.txt"]),
        ("folder:2024", ["bees.txt"]),
        ("folder: reports/2024/", ["bees.txt"]),
    ],
)
def test_names_are_read_as_people_type_them(
    library: Library, typed: str, files: list[str]
):
    """Case and spaces don't matter; a folder's last parts are enough."""
    assert sorted(names(library, typed)) == sorted(files)


def test_a_folder_of_odd_spaces_and_accents_is_found():
    """Two spaces in its name, and an accent by itself, as a Mac writes it."""
    folder = Choice("folder:/home/My  Cafe\u0301", "x", "folder", ("a",))
    assert choose(["folder:my  caf\u00e9"], [folder]) == [folder]
    assert choose(["folder:home/my caf\u00e9"], [folder]) == [folder]


class Counted(dict[str, str]):
    """Counts how often it is gone through."""

    passes = 0

    def __iter__(self) -> Iterator[str]:
        """Begin to go through it."""
        self.passes += 1
        return super().__iter__()

    def items(self):
        """Begin to go through it."""
        self.passes += 1
        return super().items()


def test_titles_are_not_gone_through_for_each_folder(library: Library):
    """Twice, however many tags and folders there are: here a tag and two folders."""
    titles = Counted(titles_of(library))
    kinds = [choice.kind for choice in choices(library, titles)]
    assert kinds == ["tag", "folder", "folder", "article", "article", "article"]
    assert titles.passes == 2


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


def test_tags_come_first_then_folders_then_articles(library: Library):
    """Tags by their letters, whatever the case; ids in the order of the index."""
    library.tag([id_of(library, "bees.txt")], add=["apt"])
    titles = titles_of(library)
    ids = {name: id_of(library, name) for name in ("ants.txt", "bees.txt", "tides.txt")}
    backwards = dict(reversed(titles.items()))
    listed = choices(library, backwards)
    assert [(choice.kind, choice.label) for choice in listed] == [
        ("tag", "apt"),
        ("tag", "Slow"),
        ("folder", "Reports"),
        ("folder", "2024"),
        *(("article", title) for title in backwards.values()),
    ]
    slow = [id_ for id_ in backwards if id_ in (ids["ants.txt"], ids["tides.txt"])]
    assert listed[1].articles == tuple(slow)
    tides = next(choice for choice in listed if choice.name == ids["tides.txt"])
    assert (tides.articles, tides.also) == (
        (ids["tides.txt"],),
        ("The Tides", "tides.txt"),
    )


def test_a_folder_of_which_nothing_is_indexed_is_not_listed(library: Library):
    """Its articles have still to be indexed; the tags say so when they are named."""
    assert [choice.kind for choice in choices(library, {})] == ["tag"]


def article(id_: str, title: str) -> Choice:
    """Make an article that can be asked."""
    return Choice(id_, title, "article", (id_,), (title, f"{id_}.txt"))


def test_what_a_name_is_exactly_goes_before_what_is_called_so():
    """An id that is another one's title chooses its own article alone."""
    both = [article("tides", "Owls"), article("owls", "tides")]
    assert choose(["tides"], both) == both[:1]
    assert choose(["TIDES"], both) == both


def test_all_that_is_called_so_is_chosen_in_the_order_of_the_names():
    """Two articles of one title are both asked, and each once."""
    three = [article("a", "Tides"), article("b", "Owls"), article("c", "tides")]
    found = choose(["owls", "tides", "c"], three)
    assert [choice.name for choice in found] == ["b", "a", "c"]


class Gone(list[Choice]):
    """Counts how often it is gone through."""

    passes = 0

    def __iter__(self) -> Iterator[Choice]:
        """Begin to go through it."""
        self.passes += 1
        return super().__iter__()


def test_choices_are_not_gone_through_for_each_name():
    """Once for what is named exactly, and once more for what is called so."""
    among = Gone([article("a", "Tides"), article("b", "Owls"), article("c", "Moon")])
    assert len(choose(["a", "b", "c"], among)) == 3
    assert among.passes == 1
    assert len(choose(["tides", "owls", "moon"], among)) == 3
    assert among.passes == 3


def nearest_to(name: str, *among: Choice) -> str:
    """Give the whole message for a name that nothing has."""
    with pytest.raises(ScopeError) as told:
        choose([name], among)
    return str(told.value)


def test_three_are_named_at_most_the_nearest_first():
    """One letter more, then two, then three; what is least like it isn't named."""
    titles = ("Moon", "Tides", "Tides of", "Tides o", "Tides of all")
    among = [article(f"{number}", title) for number, title in enumerate(titles)]
    assert nearest_to("tidesx", *among) == (
        "no article, tag or folder is called 'tidesx'; the nearest: 'Tides', "
        "'Tides o', 'Tides of'; `quotewell list` shows all"
    )


def test_one_is_named_once_though_two_of_its_names_are_near():
    """Its file has the name of its title."""
    said = nearest_to(
        "owlss", Choice("x1", "Owls", "article", ("x1",), ("Owls", "owls.t"))
    )
    assert said.count("'Owls'") == 1


def test_of_two_of_one_name_the_first_is_named():
    """A tag goes before an article, as in the list; it is named as it is typed."""
    tag = Choice("tag:Tides", "Tides", "tag", ("a",))
    assert "the nearest: 'tag:Tides';" in nearest_to(
        "tidess", tag, article("a", "Tides")
    )


def test_half_alike_is_near_enough():
    """Of eight letters in both together four are common, 2 * 2 / 8; or only 2 of 8."""
    assert "the nearest: 'abcd'" in nearest_to("abxy", article("q", "abcd"))
    assert "nearest" not in nearest_to("axyz", article("q", "abcd"))


def test_a_long_name_is_cut_where_it_is_shown():
    """At 300 characters."""
    said = nearest_to("x" * 301)
    assert f"'{'x' * 300}'" in said


def test_a_folder_that_may_be_four_names_three():
    """In the order of the list; a folder needs its word, and more than that."""
    four = [Choice(f"folder:/{n}/in", "in", "folder", ("a",)) for n in "abcd"]
    with pytest.raises(ScopeError, match=r"'folder:in' may be .*; name one") as told:
        choose(["folder:in"], four)
    assert "folder:/a/in or folder:/b/in or folder:/c/in;" in str(told.value)
    assert choose(["folder:B/in"], four) == four[1:2]
    for name in ("in", "b/in", "folder:"):
        with pytest.raises(ScopeError, match="is called"):
            choose([name], four)
