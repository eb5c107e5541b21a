"""Overviews of one article and of several, kept with the index or made when asked."""

from pathlib import Path

import pytest

import rag.building.filling
from rag.asking.answer_json import answer_object
from rag.asking.assistant import Assistant
from rag.asking.overviews import about_questions, heading, heading_of
from rag.building.indexing import build_index
from rag.errors import ArticleNotFoundError
from rag.library.library import Library
from rag.types import Turn
from tests.asking.making import indexed
from tests.fakes import WordEncoder

SECTIONS = ("Owls", "Whales", "Bats")


def article(title: str) -> str:
    """Write an article of three sections, five sentences each, in Markdown."""
    parts = [f"# {title}"]
    for section in SECTIONS:
        parts.append(f"## {section}")
        parts.append(
            " ".join(
                f"{section} of {title} number {n} live in the old quiet valley."
                for n in range(5)
            )
        )
    return "\n\n".join(parts)


def library_of(folder: Path, encoder: WordEncoder, *titles: str) -> Library:
    """Make a library of indexed articles."""
    return indexed(folder, encoder, {f"{t}.md": article(t) for t in titles})


@pytest.fixture
def library(tmp_path: Path, encoder: WordEncoder) -> Library:
    """Give a library of two articles."""
    return library_of(tmp_path / "index", encoder, "Animals", "Beasts")


@pytest.fixture
def assistant(library: Library, encoder: WordEncoder) -> Assistant:
    """Give an assistant for that library."""
    return Assistant(library, encoder)


def ids(library: Library) -> list[str]:
    """Give the articles' ids, oldest first."""
    return [stored.id for stored in library.articles()]


def test_an_article_is_quoted_section_by_section(tmp_path: Path, encoder: WordEncoder):
    """Fifteen sentences give three quotes, one a section, in the order of the text."""
    assistant = Assistant(library_of(tmp_path, encoder, "Animals"), encoder)
    answer = assistant.ask("What is it about?")
    assert (answer.status, answer.overview, answer.left_out) == ("answered", True, 0)
    assert [each.section for each in answer.citations] == list(SECTIONS)
    assert [each.number for each in answer.citations] == [1, 2, 3]
    text = assistant.article(answer.citations[0].article_id).text
    assert all(text[c.start : c.end] == c.quote for c in answer.citations)
    assert heading_of(answer) == "Overview of Animals, in its own sentences"


def test_of_two_articles_each_gives_two(assistant: Assistant):
    """Where none is chosen each gives its two best, in the order of the text."""
    answer = assistant.ask("Summarize")
    titles = [each.title for each in answer.citations]
    assert titles == ["Animals", "Animals", "Beasts", "Beasts"]
    starts = [each.start for each in answer.citations]
    assert starts[0] < starts[1]
    assert starts[2] < starts[3]
    assert heading_of(answer) == "Overview of 2 articles, in their own sentences"


@pytest.mark.parametrize("question", ["What is Beasts about?", "Summarize “beasts”"])
def test_a_title_chooses_its_article(assistant: Assistant, question: str):
    """An overview of what is named, as long as if it were alone."""
    answer = assistant.ask(question)
    assert answer.overview
    assert [each.title for each in answer.citations] == ["Beasts"] * 3


def test_a_word_of_one_title_chooses_its_article(tmp_path: Path, encoder: WordEncoder):
    """Of two titles that have it none is chosen, unless it is all of one."""
    text = "{} sail far. {} are old. {} rest at night."
    files = {
        f"{name}.md": f"# {name}\n\n{text.replace('{}', name)}"
        for name in ("Argo: a ferry", "Ferry", "Ferry lines")
    }
    assistant = Assistant(indexed(tmp_path, encoder, files), encoder)
    for question, title in (
        ("Summarize Argo", "Argo: a ferry"),
        ("Summarize Ferry", "Ferry"),
        ("Summarize lines", "Ferry lines"),
    ):
        answer = assistant.ask(question)
        assert {each.title for each in answer.citations} == {title}
        assert answer.overview
    assert assistant.ask("Summarize the lines").overview
    (argo, *others) = ids(assistant._library)
    assert not assistant.ask("Summarize the ferry", articles=[argo]).overview
    assert assistant.ask("Summarize ferries", articles=[argo]).overview
    assert not assistant.ask("Summarize ferries", articles=[argo, others[1]]).overview


def test_a_chosen_article_is_the_one(assistant: Assistant, library: Library):
    """Asked of one article, "it" is that."""
    animals, _ = ids(library)
    answer = assistant.ask("What are the main points?", articles=[animals])
    assert {each.article_id for each in answer.citations} == {animals}
    assert len(answer.citations) == 3


@pytest.mark.parametrize(
    "question", ["What are the owls about?", "Summarize the part on whales"]
)
def test_what_is_no_title_is_looked_for(assistant: Assistant, question: str):
    """A named thing is for retrieval."""
    assert not assistant.ask(question).overview


def test_another_articles_title_is_looked_for(assistant: Assistant, library: Library):
    """Asked of one article, another's overview would be no answer."""
    animals, _ = ids(library)
    assert not assistant.ask("What is Beasts about?", articles=[animals]).overview


def test_an_article_that_is_not_there_is_named(assistant: Assistant):
    """As for any other question."""
    with pytest.raises(ArticleNotFoundError, match="'moths'"):
        assistant.ask("Summarize", articles=["moths"])


def test_fewer_are_given_where_fewer_are_wanted(assistant: Assistant, library: Library):
    """The most telling one alone, or two of four."""
    _, beasts = ids(library)
    assert len(assistant.ask("Summarize", top_k=1, articles=[beasts]).citations) == 1
    assert len(assistant.ask("Summarize", top_k=3).citations) == 3


@pytest.mark.parametrize(
    ("top_k", "articles", "quotes"),
    [(None, 8, 16), (20, 8, 16), (6, 3, 6), (5, 3, 5), (1, 1, 1)],
)
def test_the_newest_articles_are_quoted(
    tmp_path: Path, encoder: WordEncoder, top_k: int | None, articles: int, quotes: int
):
    """Of ten the last eight are, or as many as there is room for two quotes of each.

    The others are said to be left out.
    """
    titles = [f"Book {letter}" for letter in "ABCDEFGHIJ"]
    assistant = Assistant(library_of(tmp_path, encoder, *titles), encoder)
    answer = assistant.ask("Summarize", top_k=top_k)
    shown = list(dict.fromkeys(each.title for each in answer.citations))
    assert shown == titles[-articles:]
    assert len(answer.citations) == quotes
    assert answer.left_out == 10 - articles
    said = f"Overview of the newest {articles} of 10 articles, in their own sentences"
    assert heading_of(answer) == said


def test_an_article_without_a_telling_sentence_is_left_out(
    tmp_path: Path, encoder: WordEncoder
):
    """It is not among those that the answer is said to be of."""
    notes = "# Owls\n\n## References\n\n[1] Lee A. On owls. County Press, 1990.\n"
    files = {"a.md": article("Animals"), "b.md": article("Beasts"), "c.md": notes}
    assistant = Assistant(indexed(tmp_path, encoder, files), encoder)
    answer = assistant.ask("Summarize")
    assert {each.title for each in answer.citations} == {"Animals", "Beasts"}
    assert answer.left_out == 1


def test_no_probability_is_given(assistant: Assistant):
    """There is nothing to be sure of; other answers have one."""
    told = answer_object(assistant.ask("Summarize"))
    assert (told["overview"], told["left_out"]) == (True, 0)
    assert (told["confidence"], told["related"]) == (None, None)
    assert {citation["score"] for citation in told["citations"]} == {0}
    told = answer_object(assistant.ask("Where do owls live?"))
    assert told["overview"] is False
    assert isinstance(told["confidence"], float)


@pytest.mark.parametrize(
    ("earlier", "question", "titles"),
    [
        (["Where do owls of Beasts live?"], "What is it about?", ["Beasts"]),
        (["Where do owls of Beasts live?"], "Summarize this article", ["Beasts"]),
        (["What is Beasts about?"], "Summarize it", ["Beasts"]),
        (["What is Beasts about?", "Summarize all"], "Sum it up", ["Beasts"]),
        (["Where do owls of Beasts live?"], "Summarize", ["Animals", "Beasts"]),
        (["Where do owls of Beasts live?"], "Summarize them", ["Animals", "Beasts"]),
        (["Who repairs clocks quickly?"], "Summarize it", ["Animals", "Beasts"]),
        ([], "Summarize it", ["Animals", "Beasts"]),
    ],
)
def test_what_is_talked_of_is_what_it_is_about(
    assistant: Assistant, earlier: list[str], question: str, titles: list[str]
):
    """And the answer says so; asked literally, it is all."""
    history = [Turn(each) for each in earlier]
    answer = assistant.ask(question, history)
    assert sorted({each.title for each in answer.citations}) == titles
    is_one = len(titles) == 1
    assert answer.read_as == ("What is “Beasts” about?" if is_one else None)
    if is_one:  # which goes without saying where it is the only one
        (beasts,) = {each.article_id for each in answer.citations}
        assert assistant.ask(question, history, articles=[beasts]).read_as is None
    literally = assistant.ask(question, history, literal=True)
    assert len({each.title for each in literally.citations}) == 2


def test_an_overview_is_no_subject_of_a_follow_up():
    """What asks for all names nothing that "it" could stand for; a title does."""
    owls, named = Turn("What are owls?"), Turn("What is Beasts about?")
    assert about_questions([Turn("Summarize"), owls, named]) == [owls, named]


def test_a_heading_says_of_what_it_is():
    """One article by its title, several by how many; all where nothing is left out."""
    assert heading(["Tides"]) == "Overview of Tides, in its own sentences"
    assert heading(["Tides", "Moons"]) == (
        "Overview of 2 articles, in their own sentences"
    )


def test_a_heading_of_articles_that_have_gone():
    """Nothing is left to be named."""
    assert heading([], 3) == "Overview"
    assert heading(["Tides"], 1) == (
        "Overview of the newest 1 of 2 articles, in their own sentences"
    )


def test_unchanged_articles_keep_theirs(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
):
    """A rebuild chooses sentences of the new article only, and keeps the others'."""
    before = Assistant(library, encoder).ask("What is Animals about?")
    chosen: list[str] = []
    choose = rag.building.filling.key_sentences

    def note(article, *rest):
        chosen.append(article.title)
        return choose(article, *rest)

    monkeypatch.setattr(rag.building.filling, "key_sentences", note)
    library.add(article("Creatures").encode(), "Creatures.md")
    build_index(library, encoder)
    assert chosen == ["Creatures"]
    after = Assistant(library, encoder).ask("What is Animals about?")
    assert [c.quote for c in after.citations] == [c.quote for c in before.citations]
