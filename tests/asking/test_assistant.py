"""Questions answered with citations, by a fake encoder that counts words."""

import threading
from pathlib import Path

import pytest

import rag.asking.assistant
from rag.asking.assistant import Assistant
from rag.asking.ranking import marking
from rag.building.indexing import build_index
from rag.errors import (
    ArticleNotFoundError,
    EmptyLibraryError,
    IndexMissingError,
    QuestionError,
)
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.types import Turn
from tests.asking.making import indexed
from tests.fakes import WordEncoder

ANIMALS = """# Animals

## Owls

Owls fly without a sound. Their feathers have soft edges. They hunt at night.

## Whales

Whales sing long songs in the deep sea. A song lasts half an hour.
"""
TIDES = "The Moon pulls on the ocean. Tides rise twice a day in most places.\n"


@pytest.fixture
def library(tmp_path: Path, encoder: WordEncoder) -> Library:
    """Give a library of two indexed articles."""
    files = {"animals.md": ANIMALS, "tides.txt": TIDES}
    return indexed(tmp_path / "index", encoder, files)


@pytest.fixture
def assistant(library: Library, encoder: WordEncoder) -> Assistant:
    """Give an assistant for that library."""
    return Assistant(library, encoder)


def test_citation_is_cut_from_the_stored_article(assistant: Assistant):
    """The quote stands at its range in the text, inside its passage."""
    answer = assistant.ask("How long is a song of whales?")
    citation = answer.citations[0]
    text = assistant.article(citation.article_id).text
    assert text[citation.start : citation.end] == citation.quote
    start = citation.passage_start
    assert text[start : start + len(citation.passage)] == citation.passage
    assert citation.quote in citation.passage


def test_citation_names_its_place(assistant: Assistant):
    """Number, title, section, paragraph and permalink are those of the quote."""
    citation = assistant.ask("Who sings songs in the deep sea?").citations[0]
    assert citation.quote == "Whales sing long songs in the deep sea."
    assert (citation.number, citation.title) == (1, "Animals")
    assert (citation.section, citation.paragraph) == ("Whales", 2)
    start = citation.start
    address = f"/articles/{citation.article_id}?p=2&s={start}-{start + 39}#p2"
    assert citation.permalink == address


def test_citations_are_numbered_best_first(assistant: Assistant):
    """Scores fall as numbers rise."""
    citations = assistant.ask("Do owls fly at night?", top_k=3).citations
    assert [citation.number for citation in citations] == [1, 2, 3]
    scores = [citation.score for citation in citations]
    assert scores == sorted(scores, reverse=True)


def test_top_k_limits_the_citations(assistant: Assistant):
    """One is asked for, one comes."""
    assert len(assistant.ask("Do owls fly at night?", top_k=1).citations) == 1


@pytest.mark.parametrize("top_k", [None, 3])
def test_only_an_answer_has_further_marks(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, top_k: int | None
):
    """What isn't found has its best sentence alone, and is shown all the same."""
    monkeypatch.setattr(marking, "most_expected", lambda p: list(range(len(p))))
    answered = assistant.ask("Why do owls fly without a sound at night?", top_k=top_k)
    assert answered.status == "answered"
    assert answered.citations[0].marks
    refused = assistant.ask("Why do volcanoes erupt?", top_k=top_k)
    assert refused.status == "not_found"
    assert refused.citations
    assert not any(citation.marks for citation in refused.citations)


def test_one_article_can_be_asked(assistant: Assistant, library: Library):
    """In article scope every citation is from that article."""
    tides = next(item for item in library.articles() if item.name == "tides.txt")
    citations = assistant.ask("Do owls fly at night?", articles=[tides.id]).citations
    assert {citation.article_id for citation in citations} == {tides.id}


def test_what_was_chosen_to_be_asked_is_asked_after_an_edit(
    library: Library, encoder: WordEncoder, tmp_path: Path
):
    """By its name of before, for which whoever shows it is given that of now."""
    file = tmp_path / "notes" / "bees.txt"
    file.parent.mkdir()
    ids = []
    for text in ("Bees dance in the hive.", "Spring. Bees dance in the hive."):
        file.write_text(text)
        follow_folder(library, file.parent)
        build_index(library, encoder)
        ids += [each.id for each in library.articles() if each.name == "bees.txt"]
    before, now = ids
    assistant = Assistant(library, encoder)
    assert assistant.within([before]) == [now]
    assert assistant.called([before, now, "tag:x"]) == [
        (now, "Bees"),
        ("tag:x", "tag:x"),
    ]


def test_follow_up_says_how_it_was_read(assistant: Assistant):
    """The question stays as asked; its reading is named beside it."""
    answer = assistant.ask("And when do they hunt?", [Turn("What are owls?")])
    assert answer.question == "And when do they hunt?"
    assert answer.read_as is not None
    assert "owls" in answer.read_as
    assert answer.citations[0].section == "Owls"


def test_follow_up_can_be_asked_literally(assistant: Assistant):
    """Taken literally, a question is answered as if nothing had been asked before."""
    history = [Turn("What are owls?")]
    literal = assistant.ask("And when do they hunt?", history, literal=True)
    alone = assistant.ask("And when do they hunt?")
    assert literal.read_as is None
    assert literal.confidence == alone.confidence
    assert literal.citations == alone.citations


def test_question_without_history_has_no_reading(assistant: Assistant):
    """A first question is read as it stands."""
    assert assistant.ask("And when do they hunt?").read_as is None


@pytest.mark.parametrize("question", ["", " \n\t "])
def test_empty_question_is_refused(assistant: Assistant, question: str):
    """White space asks nothing."""
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(question)


@pytest.mark.parametrize("question", ["?", " ؟ ", "…", "？！", "🦆", "⁉️ – “”"])
def test_marks_alone_are_no_question(assistant: Assistant, question: str):
    """Nothing is answered to what has neither letter nor digit, after others either."""
    for history in ((), (Turn("What do herons eat?"),)):
        with pytest.raises(QuestionError, match="has no words; ask something in words"):
            assistant.ask(question, history)


@pytest.mark.parametrize("question", ["鸭", "1902", "C?", "ماذا؟"])
def test_one_word_is_a_question(assistant: Assistant, question: str):
    """In any script, and a number by itself."""
    assert assistant.ask(question).question == question


def test_long_question_is_refused_not_cut(assistant: Assistant):
    """A question over the limit is told both numbers."""
    with pytest.raises(QuestionError, match="501 characters, the limit is 500"):
        assistant.ask("x" * 501)


def test_empty_library_says_what_to_do(tmp_path: Path, encoder: WordEncoder):
    """There is nothing to ask before something is added."""
    with pytest.raises(EmptyLibraryError, match="quotewell add FILE"):
        Assistant(Library(tmp_path / "none"), encoder).ask("anything?")


def test_an_emptied_library_is_empty(
    assistant: Assistant, library: Library, encoder: WordEncoder
):
    """An index of no article says the same as none at all."""
    for item in library.articles():
        library.remove(item.id)
    build_index(library, encoder)
    with pytest.raises(EmptyLibraryError, match="quotewell add FILE"):
        assistant.ask("anything?")
    assert assistant.articles() == []


def test_an_article_that_is_not_indexed_yet_is_one(
    tmp_path: Path, encoder: WordEncoder
):
    """The library isn't empty, it has no index: what mends that is a build."""
    library = Library(tmp_path / "index")
    library.add(TIDES.encode(), "tides.txt")
    with pytest.raises(
        IndexMissingError, match=r"no index in .*run `quotewell rebuild"
    ):
        Assistant(library, encoder).ask("anything?")


@pytest.mark.parametrize(
    ("question", "status"),
    [("What do whales sing?", "answered"), ("Who painted Guernica?", "not_found")],
)
def test_status_tells_whether_it_is_an_answer(
    assistant: Assistant, question: str, status: str
):
    """The nearest is cited in either case, and as what it is."""
    answer = assistant.ask(question)
    assert answer.citations
    assert answer.status == status


def test_time_is_told_in_milliseconds(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
):
    """From 10 s to 10.25 s on the clock are 250."""
    clock = iter([10.0, 10.25])
    monkeypatch.setattr(rag.asking.assistant.time, "perf_counter", lambda: next(clock))
    assert assistant.ask("Do owls fly?").elapsed_ms == 250


def test_a_generation_is_opened_once(assistant: Assistant):
    """Until another is published, all questions are asked of the same."""
    assert assistant.generation() is assistant.generation()


def test_unknown_article_is_an_error(assistant: Assistant):
    """Asking or reading an article that isn't there names it."""
    with pytest.raises(ArticleNotFoundError, match="nobody"):
        assistant.article("nobody")
    with pytest.raises(ArticleNotFoundError, match="nobody"):
        assistant.ask("anything?", articles=["nobody"])


def test_new_generation_is_used_without_restart(
    assistant: Assistant, library: Library, encoder: WordEncoder
):
    """What was added after the first question answers the next one."""
    assistant.ask("What do volcanoes do?")
    library.add(b"Volcanoes throw out ash and lava when they erupt.\n", "lava.txt")
    build_index(library, encoder)
    first = assistant.ask("What do volcanoes throw out?").citations[0]
    assert first.quote == "Volcanoes throw out ash and lava when they erupt."


def test_threads_can_ask_while_the_index_changes(
    assistant: Assistant, library: Library, encoder: WordEncoder
):
    """Asking from four threads through five publishes never fails."""
    failures: list[Exception] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                assert assistant.ask("Do owls fly?").citations
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        build_index(library, encoder)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.attack
def test_question_that_is_no_text_is_refused(assistant: Assistant):
    """Half of a surrogate pair, which JSON and a terminal can give, is said."""
    with pytest.raises(QuestionError, match="no text in Unicode"):
        assistant.ask("Who flies \udcff?")


def test_the_words_of_an_only_title_are_in_an_article(
    tmp_path: Path, encoder: WordEncoder
):
    """Though they tell nothing apart, and so aren't among those of its passages."""
    files = {"bird.md": "# The heron\n\nIt stands in the reeds.\n"}
    library = indexed(tmp_path, encoder, files)
    answer = Assistant(library, encoder).ask("What do herons eat?")
    assert answer.missing_terms == ("eat",)


def test_an_article_that_is_named_twice_is_asked_once(assistant: Assistant):
    """Else what it states would be quoted twice."""
    one, other = (article.id for article in assistant.articles())
    assert assistant.within([one, other, one]) == [one, other]
