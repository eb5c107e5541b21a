"""The list of articles as HTML: what a script finds, sorts and narrows it by."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from rag.asking.summaries import ArticleSummary
from rag.library.details import Details
from rag.library.folder_record import RECORD
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.page.engine import Engine
from rag.page.library.catalogue import Catalogue, Facts, ShelfEntry
from rag.page.library.shelf import facts_html, shelf_html
from rag.page.words.saying import speaking

STORED = StoredArticle("ants-1", "ants.txt", None, "0" * 64, 10, "2026-01-02T03:04:05")


def test_a_row_names_its_collections():
    """Tags and folders, as what is asked is named; whatever they hold is text."""
    tagged = replace(STORED, tags=("<b>", 'a"b'))
    html = shelf_html([ShelfEntry(tagged, None, folders=("/notes/<i>",))])
    found = re.search('data-in="([^"]*)"', html)
    assert found
    assert json.loads(unescape(found[1])) == ["tag:<b>", 'tag:a"b', "folder:/notes/<i>"]
    assert '<span class="tag">&lt;b&gt;</span>' in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_dates_of_a_row_are_of_one_form():
    """Its own and when it was added; in its details no time in another."""
    told = replace(STORED, details=Details(author="Ada", date="2025-05-01"))
    summary = ArticleSummary("ants-1", "Ants", 1, 1, 2, "en", None, None)
    entry = ShelfEntry(told, summary)
    with speaking("zh"):
        row, facts = shelf_html([entry]), facts_html(Facts(entry, None, None, None))
    for html in (row, facts):
        assert "2025年5月1日" in html
        assert "2026年1月2日" in html
        assert "UTC" not in html
    assert "<bdi>ants.txt</bdi> · <bdi>Ada</bdi> · <time" in row


def test_rows_are_numbered_as_they_were_added():
    """So that another order can be taken back."""
    html = shelf_html([ShelfEntry(replace(STORED, id=f"a-{n}"), None) for n in (7, 3)])
    assert re.findall('data-id="(a-.)" data-at="(.)"', html) == [
        ("a-7", "0"),
        ("a-3", "1"),
    ]


def test_what_is_not_indexed_cannot_be_asked():
    """It has no button for that yet."""
    assert "ask-only" not in shelf_html([ShelfEntry(STORED, None)])


def test_folders_are_those_an_article_was_found_in(tmp_path: Path):
    """With the folders in them; a damaged record leaves the list without any."""
    folder = tmp_path / "notes"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "ants.txt").write_text("Ants carry leaves.")
    library = Library(tmp_path / "index")
    follow_folder(library, folder)
    library.add(b"Bees carry pollen.", "bees.txt")
    catalogue = Catalogue(library, Engine(lambda: None))
    assert [entry.folders for entry in catalogue.shelf()] == [
        (str(folder), str(folder / "old")),
        (),
    ]
    (library.root / RECORD).write_text("{")
    assert [entry.folders for entry in catalogue.shelf()] == [(), ()]


class Id(str):
    """An id that counts how often it is looked up."""

    __slots__ = ()
    looked_up = 0

    def __hash__(self) -> int:
        """Count, too."""
        Id.looked_up += 1
        return super().__hash__()


def test_each_article_is_looked_up_a_few_times(tmp_path: Path, monkeypatch):
    """Not in each folder: some programs keep every file in one of its own."""
    ids = [Id(f"ants-{number}") for number in range(50)]
    stored = [replace(STORED, id=each) for each in ids]
    library = Library(tmp_path)
    monkeypatch.setattr(library, "articles", lambda: stored)
    for name, found in (
        ("articles_of_folders", {f"/{each}": [each] for each in ids}),
        ("articles_without_file", set()),
    ):
        monkeypatch.setattr(f"rag.page.library.catalogue.{name}", lambda _, f=found: f)
    Id.looked_up = 0
    shelf = Catalogue(library, Engine(lambda: None)).shelf()
    assert [entry.folders for entry in shelf] == [(f"/{each}",) for each in ids]
    assert Id.looked_up <= 10 * len(ids)


def test_a_tag_of_what_was_set_aside_has_it_tried_again(tmp_path: Path, monkeypatch):
    """Its record is another, so a build follows; no other tag needs one."""
    from rag.judging.opening import open_journal
    from rag.judging.verdicts import Verdicts
    from rag.page.library.upkeep import Upkeep

    library = Library(tmp_path)
    ids = [library.add(text, "x.txt").id for text in (b"Ants run.", b"Bees fly.")]
    upkeep = Upkeep(library, Engine(lambda: None), Verdicts(open_journal(tmp_path)))
    noted: list[bool] = []
    monkeypatch.setattr(upkeep.job, "note_change", lambda: noted.append(True))
    monkeypatch.setattr(library, "set_aside", lambda: {ids[0]: "why"})
    version = upkeep.version
    upkeep.tag(ids[1:], ["a"], [])
    assert noted == []
    assert upkeep.version != version
    upkeep.tag(ids[:1], ["a"], [])
    assert noted == [True]
