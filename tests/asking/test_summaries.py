"""Lists of the articles that can be asked."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.asking import summaries
from rag.asking.assistant import Assistant
from rag.building.indexing import build_index
from rag.library.library import Library
from tests.asking.making import indexed
from tests.fakes import WordEncoder

ANIMALS = "# Animals\n\nOwls fly without a sound.\n\nWhales sing long songs.\n"
TIDES = "The Moon pulls on the ocean. Tides rise twice a day in most places.\n"
CLOCKS = "Clocks of the old harbour are repaired by Bo Marsh at night.\n"


@pytest.fixture
def library(tmp_path: Path, encoder: WordEncoder) -> Library:
    """Give a library of two indexed articles."""
    files = {"animals.md": ANIMALS, "tides.txt": TIDES}
    return indexed(tmp_path / "index", encoder, files)


@pytest.fixture
def assistant(library: Library, encoder: WordEncoder) -> Assistant:
    """Give an assistant for that library."""
    return Assistant(library, encoder)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each text whose words are counted."""
    texts: list[str] = []
    count = summaries.count_words

    def note(text: str) -> int:
        texts.append(text)
        time.sleep(0.01)  # others come meanwhile
        return count(text)

    monkeypatch.setattr(summaries, "count_words", note)
    return texts


def test_articles_are_listed_with_their_size(assistant: Assistant):
    """The list tells title, paragraphs and words of each."""
    animals, tides = assistant.articles()
    assert (animals.title, animals.paragraphs) == ("Animals", 2)
    assert (tides.title, tides.words) == ("Tides", 14)


def test_no_text_is_read_twice_for_lists(
    assistant: Assistant, library: Library, counted: list[str]
):
    """Of one index each is read once, whatever its title is by now."""
    animals, tides = assistant.articles()
    assert assistant.articles() == [animals, tides]
    library.rename(animals.id, "Beasts")
    assert [each.title for each in assistant.articles()] == ["Beasts", "Tides"]
    assert len(counted) == 2


def test_another_index_is_listed_anew(
    assistant: Assistant, library: Library, encoder: WordEncoder
):
    """As soon as it is published."""
    assert len(assistant.articles()) == 2
    library.add(CLOCKS.encode(), "clocks.txt")
    build_index(library, encoder)
    assert [each.words for each in assistant.articles()] == [10, 14, 12]


def test_many_who_list_at_once_read_each_text_once(
    assistant: Assistant, counted: list[str]
):
    """Who comes while another makes the list waits for it."""
    with ThreadPoolExecutor(4) as threads:
        made = [threads.submit(assistant.articles) for _ in range(8)]
    assert all(each.result() == made[0].result() for each in made)
    assert len(counted) == 2
