"""The originals: each file as it was added, and what was said of it since."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.disk import sealed, unsealed
from rag.errors import ArticleNotFoundError, LibraryError, ReadError
from rag.library.articles import SCANS, ArticleStore
from rag.library.stored_article import EarlierState, StoredArticle, clean_title

OWLS = b"Owls fly without a sound.\n"
STORED = StoredArticle("owls-1", "owls.txt", None, "", 26, "2025-01-01", changed=1)


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    """Give a store in which nothing is."""
    return ArticleStore(tmp_path)


def add(
    store: ArticleStore,
    data: bytes = OWLS,
    name: str = "owls.txt",
    title: str | None = None,
    moment: int = 1,
) -> StoredArticle:
    """Add a file."""
    return store.add(store.check(data, name, title), data, moment)


# What was said of an article


def test_a_change_remembers_what_was_before():
    """Named at 2, removed at 3: the title stays, and both states before are known."""
    named = STORED.change(2, title="Owls")
    removed = named.change(3, removed=True)
    assert (removed.title, removed.removed, removed.changed) == ("Owls", True, 3)
    assert removed.earlier == (
        EarlierState(1, removed=False, title=None),
        EarlierState(2, removed=False, title="Owls"),
    )
    assert not removed.change(4).removed


def test_twenty_changes_can_be_taken_back():
    """Of 21 the second is forgotten, never its adding; the newest is last."""
    changed = STORED
    for moment in range(2, 23):
        changed = changed.change(moment, title=f"Title {moment}")
    assert [state.changed for state in changed.earlier] == [1, *range(3, 22)]


@pytest.mark.parametrize(
    ("kept", "changed", "title"),
    [({1, 2, 3}, 3, "Owls"), ({1, 2}, 2, "Birds"), ({1}, 1, None)],
)
def test_changes_are_taken_back_to_the_last_that_is_kept(
    kept: set[int], changed: int, title: str | None
):
    """Named "Birds" at 2, then "Owls" at 3."""
    named = STORED.change(2, title="Birds").change(3, title="Owls")
    then = named.back(kept.__contains__)
    assert (then.changed, then.title, then.removed) == (changed, title, False)
    assert len(then.earlier) == changed - 1


def test_where_not_even_the_adding_is_kept_it_is_removed():
    """It counts as changed before everything else."""
    then = STORED.change(2, title="Owls").back(lambda _: False)
    assert (then.removed, then.changed, then.earlier) == (True, 0, ())


# Adding


def test_what_was_added_is_read_as_it_was(store: ArticleStore, tmp_path: Path):
    """The file, its record and the article made of it."""
    stored = add(store, title=" Silent\n wings ", moment=7)
    assert (stored.name, stored.title, stored.size_bytes) == (
        "owls.txt",
        "Silent wings",
        26,
    )
    assert stored.changed == 7
    assert store.original(stored) == tmp_path / stored.id / "original.txt"
    assert store.original(stored).read_bytes() == OWLS
    assert store.records.get(stored.id) == stored
    article = store.read(stored)
    assert (article.id, article.title, article.text) == (
        stored.id,
        "Silent wings",
        OWLS.decode(),
    )


def test_an_article_keeps_its_id_under_another_title(store: ArticleStore):
    """The id comes from the first title, and what is read has it all the same."""
    stored = store.records.rename(add(store).id, "Silent wings", 2)
    assert stored.id.startswith("owls-")
    assert store.read(stored).id == stored.id


def test_another_content_than_was_checked_is_refused(store: ArticleStore):
    """One byte more, and nothing is stored."""
    checked = store.check(OWLS, "owls.txt")
    with pytest.raises(ReadError, match=r"owls\.txt changed while it was read"):
        store.add(checked, OWLS + b" ", 1)
    assert store.records.everything() == []


def test_the_same_bytes_again_change_nothing(store: ArticleStore):
    """Under another name, or with the title that it has, it is as it was."""
    stored = add(store, title="Owls")
    assert add(store, name="birds.md", moment=2) == stored
    assert add(store, title="Owls", moment=3) == stored
    assert store.records.everything() == [stored]


def test_the_same_bytes_with_another_title_are_renamed(store: ArticleStore):
    """That is a change, and the only one."""
    stored = add(store)
    again = add(store, title="Owls", moment=2)
    assert again == stored.change(2, title="Owls")
    assert store.records.everything() == [again]


def test_what_is_so_already_is_no_change(store: ArticleStore):
    """The same title again, with other spaces, and what is there brought back."""
    stored = store.records.rename(add(store).id, "All on owls", 2)
    assert store.records.rename(stored.id, " All  on owls", 3) == stored
    assert store.records.restore(stored.id, 4) == stored
    assert store.records.everything() == [stored]


def test_a_removed_article_comes_back_when_it_is_added(store: ArticleStore):
    """With the title that it had."""
    stored = store.records.put(add(store, title="Owls").change(2, removed=True))
    again = add(store, moment=3)
    assert again == stored.change(3)
    assert (again.removed, again.title) == (False, "Owls")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x7f", "ab"),
        ("high\n\x1btide", "high tide"),
        ("high \x9f tide", "high tide"),
        ("tide\u202egnp.", "tidegnp."),
        ("مد\u200cوجزر", "مد\u200cوجزر"),  # how Persian and Arabic letters join
    ],
)
def test_a_title_has_nothing_that_nobody_sees(typed: str, kept: str):
    """Nor what makes the rest of a line read otherwise than it is."""
    assert clean_title(typed) == kept


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_a_damaged_file_is_mended_by_adding_it(store: ArticleStore, damage: str):
    """Whatever name it comes under, it has its old one."""
    stored = add(store)
    assert store.is_intact(stored)
    if damage == "lost":
        store.original(stored).unlink()
    else:
        store.original(stored).write_bytes(b"Owls hoot.")
    assert not store.is_intact(stored)
    assert add(store, name="birds.md", moment=2) == stored
    assert store.original(stored).name == "original.txt"
    assert store.is_intact(stored)


def test_a_damaged_record_is_mended_by_adding_its_file(tmp_path: Path):
    """Its file may be lost as well; the folder, and so the id, stay the same."""
    store = ArticleStore(tmp_path / "my articles")
    stored = add(store)
    folder = tmp_path / "my articles" / stored.id
    (folder / "article.json").write_text("{")
    (folder / "original.txt").unlink()
    (damaged,) = store.records.damaged()
    files = f"'{tmp_path}/my articles'/{stored.id}/original*"  # as a shell reads it
    assert f"`quotewell add {files}`" in str(damaged)
    assert store.records.everything() == []
    again = add(store, name="birds.md", moment=2)
    assert (again.id, again.name) == (stored.id, "birds.md")
    assert store.records.damaged() == []
    assert store.is_intact(again)


# Looking up


def test_articles_are_listed_in_the_order_of_adding(store: ArticleStore):
    """Not by their names; removed ones are listed, too."""
    zebras = add(store, b"Zebras have stripes.", "zebras.txt")
    ants = store.records.put(add(store, b"Ants carry leaves.", "ants.txt").change(2))
    gone = store.records.put(add(store).change(3, removed=True))
    assert store.records.everything() == [zebras, ants, gone]


def test_what_is_removed_or_unknown_is_not_found(store: ArticleStore):
    """Whatever is asked of it; what was removed can be brought back."""
    other = add(store, b"Ants carry leaves.", "ants.txt")
    stored = store.records.put(add(store).change(2, removed=True))
    for article_id in (stored.id, "fox"):
        with pytest.raises(ArticleNotFoundError, match=f"'{article_id}'.*list"):
            store.records.get(article_id)
        with pytest.raises(ArticleNotFoundError, match=f"'{article_id}'"):
            store.records.rename(article_id, "x", 3)
    restored = store.records.restore(stored.id, 3)
    assert restored == store.records.get(stored.id) == stored.change(3)
    assert store.records.get(other.id) == other
    store.delete(stored)
    with pytest.raises(ArticleNotFoundError, match=f"'{stored.id}' was removed.*again"):
        store.records.restore(stored.id, 4)


def test_a_lost_file_is_named(store: ArticleStore):
    """By the name under which it is to be added again."""
    stored = add(store)
    store.original(stored).unlink()
    with pytest.raises(ReadError, match=r"is missing; add owls\.txt again"):
        store.read(stored)


def test_the_state_changes_with_the_record_and_with_the_file(store: ArticleStore):
    """And with nothing else: what a killed writer left is no part of it."""
    stored = add(store)
    states = [store.state_of(stored)]
    (store.original(stored).parent / ".tmp-1").touch()
    assert store.state_of(stored) == states[0]
    store.original(stored).write_bytes(OWLS * 2)
    states.append(store.state_of(stored))
    store.records.put(stored.change(2, title="Owls"))
    states.append(store.state_of(stored))
    assert len(set(states)) == 3


def test_what_a_killed_writer_left_is_deleted(store: ArticleStore, tmp_path: Path):
    """Beside the articles, in their folders and among scans; nothing else is."""
    stored = add(store)
    (tmp_path / ".tmp-1").mkdir()
    (tmp_path / stored.id / ".tmp-2").touch()
    (tmp_path / SCANS / ".tmp-3").mkdir(parents=True)
    (tmp_path / SCANS / "0a" / ".tmp-4").mkdir(parents=True)
    (tmp_path / SCANS / "0a" / ".tmp-5").touch()
    store.records.remove_leftovers()
    assert not list(tmp_path.rglob(".tmp-*"))
    assert store.is_intact(store.records.get(stored.id))


def test_a_record_in_the_folder_of_another_is_none(store: ArticleStore, tmp_path: Path):
    """Otherwise one article could have another's file deleted."""
    stored = add(store)
    path = tmp_path / stored.id / "article.json"
    raw = unsealed(path.read_bytes())
    path.write_bytes(sealed(raw | {"id": "../elsewhere"}))
    assert store.records.everything() == []
    assert [stored.id in str(error) for error in store.records.damaged()] == [True]


# Titles


def test_titles_have_one_to_two_hundred_characters(store: ArticleStore):
    """White space counts once, and not at the ends."""
    stored = add(store)
    longest = "x" * 199 + " y"
    assert store.records.rename(stored.id, f" {longest[1:]} ", 2).title == longest[1:]
    for title, length in ((" \n", 0), (longest, 201)):
        with pytest.raises(
            LibraryError, match=f"1 to 200 characters, this .* {length}"
        ):
            store.records.rename(stored.id, title, 3)
    assert replace(store.records.get(stored.id), earlier=()).title == longest[1:]


@pytest.mark.attack
def test_half_of_a_letter_is_no_title(store: ArticleStore):
    """It couldn't be written; nothing is stored."""
    with pytest.raises(LibraryError, match="no text in Unicode"):
        store.check(OWLS, "owls.txt", "Owls \ud83e")
