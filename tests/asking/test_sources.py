"""The article that a question names as its source, in a library of several."""

from pathlib import Path

import pytest

from rag.asking.assistant import Assistant
from rag.asking.sources import LibrarySources, OfSource, nowhere, without_source
from rag.building.indexing import build_index
from rag.library.details import Details
from rag.library.library import Library
from rag.types import Answer, Turn
from tests.asking.making import indexed
from tests.fakes import WordEncoder

FILES = {
    "gazette-evening.md": """# Night over the harbour

By Ann Lund, 3 May 2021

The crane fell at dusk and 30 crates sank in the water of the inner harbour basin,
said Bo Marsh, who had seen all of it from the northern pier that night.

In all the crane was 40 metres high when it stood there, as the harbour master said.
""",
    "marsh-note.md": """# Statement on the crane

**Marsh Cranes plc · Press release**

The crane of the harbour was 35 metres high when it stood, and 12 crates sank, as far
as Marsh Cranes knows at this hour of the evening; our crews are looking for them.
""",
    "why-cranes-fall.md": """# Why cranes fall

Tidewater Monthly, winter issue. Text: Cy Holm

Wind bends a crane until a joint of it breaks, and rust makes all of that far worse,
as it did with the tall crane that stood in Rotterdam and fell many years ago.
""",
    "bread.md": """# Loaves of the harbour

Bakers of the old harbour street bake bread at night, and sell all of the loaves to
the crews before the sun is up; the flour comes by ship, as Tidewater says, from the
other bank.
""",
}
GAZETTE, NOTE, EXPLAINED, BREAD = FILES


@pytest.fixture(scope="module")
def encoder() -> WordEncoder:
    """Give an encoder of words."""
    return WordEncoder(dimension=4096)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: WordEncoder) -> Library:
    """Index the four articles."""
    return indexed(tmp_path_factory.mktemp("library"), encoder, FILES)


@pytest.fixture(scope="module")
def assistant(library: Library, encoder: WordEncoder) -> Assistant:
    """Give an assistant for them."""
    return Assistant(library, encoder)


def named(
    library: Library, assistant: Assistant, question: str, *names: str
) -> str | None:
    """Give the file of the article that a question names, of those with some names."""
    files = {each.id: each.name for each in library.articles()}
    within = [id_ for id_, name in files.items() if name in names] or None
    source = LibrarySources(library).of(assistant.generation(), question, within)
    return files[source.article_id] if source else None


@pytest.mark.parametrize(
    ("question", "file"),
    [
        # By title, the file's name, a front, a kicker, an author.
        ("How high was it according to the crane statement?", NOTE),
        ("What was it like in the Gazette's report?", GAZETTE),
        ("How high was the crane according to the Gazette?", GAZETTE),
        ("What does the Tidewater article say about rust?", EXPLAINED),
        ("Does Tidewater Monthly mention rust?", EXPLAINED),
        ("What does the press release say about crates?", NOTE),
        ("How high was it according to Ann Lund?", GAZETTE),
        ("How high was the crane according to the gazette?", GAZETTE),
        ("What is the article by Cy Holm about?", EXPLAINED),
        # Of two that it may be, the one that has the noun, too.
        ("What does the Marsh statement say about crates?", NOTE),
        # By its topic, in its title or anywhere in one article alone.
        ("What is the article on loaves about?", BREAD),
        ("What is the article about Rotterdam about?", EXPLAINED),
        ("Does “Why cranes fall” mention rust?", EXPLAINED),
        # Several may be meant, or none is.
        ("What does the harbour article say about crates?", None),
        ("What is the article on cranes about?", None),
        ("What is the article about crews about?", None),
        ("What does the Rotterdam article say about rust?", None),
        ("What does the paper say about rust?", None),
        ("Does “Why cranes” mention rust?", None),
        # He is quoted; other articles have it; a title names what it is about.
        ("How high was it according to Bo Marsh?", None),
        ("How high was it according to Marsh?", None),
        ("How high was it according to the monthly?", None),
        ("What does the harbour say about it?", None),
        ("According to loaves, how high was it?", None),
        ("How high was the crane?", None),
    ],
)
def test_a_source_is_one_article_or_none(
    library: Library, assistant: Assistant, question: str, file: str | None
):
    """Nothing is guessed: what may be several, or speaks in one, is no source."""
    assert named(library, assistant, question) == file


def test_only_what_is_asked_may_be_the_source(library: Library, assistant: Assistant):
    """Of those that are chosen one may be clear, and others are none."""
    asked = "What does the harbour article say about crates?"
    assert named(library, assistant, asked, BREAD, NOTE) == BREAD
    assert named(library, assistant, asked, NOTE) is None
    asked = "Does the Marsh release mention Lima?"
    assert named(library, assistant, asked, NOTE, BREAD) == NOTE
    asked = "What does Marsh say about crates?"
    assert named(library, assistant, asked, NOTE, BREAD) == NOTE
    assert named(library, assistant, asked, NOTE, GAZETTE) is None


def test_a_tag_and_an_author_of_ones_own_name_a_source(
    tmp_path: Path, encoder: WordEncoder
):
    """They count from when they are given, though the index is of before."""
    library = indexed(tmp_path, encoder, FILES)
    asked, sources = "How high was it according to the Beacon?", LibrarySources(library)
    generation = Assistant(library, encoder).generation()
    assert sources.of(generation, asked) is None
    (bread,) = (each for each in library.articles() if each.name == BREAD)
    library.tag([bread.id], add=["beacon"])
    found = sources.of(generation, asked)
    assert found is not None
    assert found.article_id == bread.id
    library.describe(bread.id, Details(author="Di Roe"))
    found = sources.of(generation, "How high was it according to Di Roe?")
    assert found is not None
    assert found.article_id == bread.id


def test_few_fronts_are_read(
    library: Library, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
):
    """Where the name is in more texts than may be looked at, none is meant."""
    asked = "What does the Tidewater article say about rust?"
    monkeypatch.setattr("rag.asking.sources.MAX_FRONTS", 2)
    assert named(library, assistant, asked) == EXPLAINED
    monkeypatch.setattr("rag.asking.sources.MAX_FRONTS", 1)
    assert named(library, assistant, asked) is None


def first_of(answer: Answer) -> tuple[str, str | None]:
    """Give the title of an answer's first quote, and how it was read."""
    return answer.citations[0].title, answer.read_as


def test_the_source_alone_is_asked_and_named(assistant: Assistant):
    """The answer says how the question was read; as it stands, it is read as before."""
    asked = "How high was the crane according to the press release?"
    answer = assistant.ask(asked)
    read = "How high was the crane, according to “Statement on the crane”?"
    assert (answer.question, first_of(answer)) == (
        asked,
        ("Statement on the crane", read),
    )
    assert {each.title for each in answer.citations} == {"Statement on the crane"}
    assert assistant.ask(asked, literal=True).read_as is None


def test_what_a_source_says_is_read_with_its_title(assistant: Assistant):
    """The title stands where the question had the source's name."""
    answer = assistant.ask("And what does the Gazette say about crates?")
    read = "What does “Night over the harbour” say about crates?"
    assert first_of(answer) == ("Night over the harbour", read)


def test_a_source_is_asked_whether_it_mentions_something(assistant: Assistant):
    """That is what the question is read as; "Are crates?" asks nothing."""
    answer = assistant.ask("Are crates mentioned in the Gazette report?")
    assert first_of(answer) == (
        "Night over the harbour",
        "Are crates mentioned, according to “Night over the harbour”?",
    )


def test_a_part_is_said_with_the_source(assistant: Assistant):
    """Nobody wrote "the article"."""
    answer = assistant.ask(
        "What does the Gazette say about crates and how high was the crane?"
    )
    assert [part.asked for part in answer.parts] == [
        "What does “Night over the harbour” say about crates",
        "how high was the crane",
    ]


def test_of_one_article_only_the_name_is_left_out(
    library: Library, assistant: Assistant
):
    """No other could be meant, so there is nothing to say."""
    (note,) = (each.id for each in library.articles() if each.name == NOTE)
    asked = "How high was the crane according to the press release?"
    answer = assistant.ask(asked, articles=[note])
    assert first_of(answer) == ("Statement on the crane", None)


def test_of_one_article_the_question_before_is_said(
    library: Library, assistant: Assistant
):
    """That it is asked again, the source alone doesn't say."""
    (note,) = (each.id for each in library.articles() if each.name == NOTE)
    asked = "And according to the press release?"
    answer = assistant.ask(asked, [Turn("How high was the crane?")], articles=[note])
    read = "How high was the crane, according to “Statement on the crane”?"
    assert first_of(answer) == ("Statement on the crane", read)


def test_an_overview_is_of_the_source(assistant: Assistant):
    """Its heading names the article, so nothing else says how it was read."""
    asked = "Summarise the Gazette report"
    answer = assistant.ask(asked)
    assert (answer.overview, answer.question) == (True, asked)
    assert first_of(answer) == ("Night over the harbour", None)
    assert assistant.ask("What is in the Gazette report?").overview


def test_an_overview_is_of_what_a_file_is_called(
    library: Library, assistant: Assistant
):
    """By its kind of text; what nothing is called is none."""
    assert named(library, assistant, "Summarise the marsh note.") == NOTE
    assert named(library, assistant, "Summarise the marsh recipe.") is None


def test_a_file_is_called_so_before_what_an_article_says(
    tmp_path: Path, encoder: WordEncoder
):
    """A recipe that takes 25 minutes is no minutes; of two such files none is meant."""
    texts = {
        "minutes.txt": "PARISH COUNCIL\nMinutes of the meeting\n\nThe bench stays.",
        "tart.txt": "Tart\n25 minutes of work\n\nBake the tart in the hot oven.",
    }
    library = indexed(tmp_path, encoder, texts)
    asked = "Summarise the minutes"
    assistant = Assistant(library, encoder)
    assert named(library, assistant, asked) == "minutes.txt"
    library.add(b"Another\n\nThe pond is to be dug.", "may minutes.txt")
    build_index(library, encoder)
    assert named(library, Assistant(library, encoder), asked) is None


def test_a_source_alone_repeats_the_question_before(assistant: Assistant):
    """Whatever source that one named."""
    first = "How high was the crane according to the press release?"
    read = assistant.ask(first).read_as
    turns = [Turn("How high is bread?"), Turn(first, read)]
    answer = assistant.ask("And according to the Gazette?", turns)
    read = "How high was the crane, according to “Night over the harbour”?"
    assert first_of(answer) == ("Night over the harbour", read)
    unread = [Turn("How high was the crane according to the Times?")]
    assert assistant.ask("And according to the Gazette?", unread).read_as == read
    again = assistant.ask("And what does the statement say?", [Turn("x", read)])
    assert first_of(again) == (
        "Statement on the crane",
        "How high was the crane, according to “Statement on the crane”?",
    )


def test_who_wrote_a_source_is_said_where_it_states_it(assistant: Assistant):
    """Else the question is as before: its own name may find the byline."""
    answer = assistant.ask("Who wrote the Gazette article?")
    assert answer.read_as == "Who wrote “Night over the harbour”?"
    assert "Ann Lund" in answer.citations[0].quote
    assert assistant.ask("Who wrote the bread article?").read_as is None


def test_it_is_the_source_of_the_question_before(assistant: Assistant):
    """Who wrote "it" is asked of the article that the question before named."""
    asked = "How high was the crane according to the Gazette?"
    turn = Turn(asked, assistant.ask(asked).read_as)
    answer = assistant.ask("Who wrote it?", [turn])
    assert "Ann Lund" in answer.citations[0].quote


def test_each_side_of_a_comparison_has_its_source(assistant: Assistant):
    """Each is asked of its own article."""
    answer = assistant.ask(
        "Compare what the Gazette and the press release say about crates"
    )
    titles = [each.title for each in answer.citations]
    assert titles == ["Night over the harbour", "Statement on the crane"]


@pytest.mark.parametrize(
    "question",
    [
        "How high is the crane according to the Gazette, and according to the release?",
        "How high is the crane according to the Gazette? And according to the release?",
        "What does the Gazette say about crates and what does the release say about"
        " crates?",
    ],
)
def test_parts_have_their_sources(assistant: Assistant, question: str):
    """Where these are two, neither is asked for all."""
    answer = assistant.ask(question)
    titles = [each.title for each in answer.citations]
    assert titles == ["Night over the harbour", "Statement on the crane"]
    assert (len(answer.parts), answer.read_as) == (2, None)


def test_what_is_read_keeps_its_words():
    """A reading that has the article names it; any other ends with it."""
    of = OfSource("a", "Does the article mention tides?", "Tides")
    assert of.read_as(None) == "Does “Tides” mention tides?"
    assert of.read_as("How high is it?") == "How high is it, according to “Tides”?"
    assert OfSource("a", "How high?", None).read_as("How?") == "How?"
    assert nowhere("Does the article mention tides?") is None


@pytest.mark.parametrize("title", [r"C:\drive", r"Tides \1", r"Tides\new"])
def test_a_title_is_read_as_it_stands(title: str):
    """A backslash in it is one."""
    of = OfSource("a", "Does the article mention tides?", title)
    assert of.read_as(None) == f"Does “{title}” mention tides?"


def test_the_talk_is_not_of_the_title():
    """It is taken out of how a turn was read; what names none stays."""
    turn = Turn("q", "How high is it, according to “Tides of May”?")
    assert without_source(turn) == Turn("q", "How high is it?")
    for kept in (
        Turn("q"),
        Turn("q", "What is “May”?"),
        Turn("q", "Is it in the text?"),
    ):
        assert without_source(kept) == kept


def test_who_wrote_it_and_when_are_asked_of_one_article(assistant: Assistant):
    """What was asked of an article is asked again of that, and "he" is its author."""
    turns = [Turn("What does rust make far worse?"), Turn("Who wrote it?")]
    answer = assistant.ask("And what is its title?", turns)
    assert answer.citations[0].quote == "Why cranes fall"
    answer = assistant.ask("What did he write about cranes?", turns)
    assert answer.read_as == "What did Cy Holm write about cranes?"
