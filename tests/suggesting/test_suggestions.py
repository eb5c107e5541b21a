"""Questions to begin with: which are chosen, and kept only if they are answered."""

from functools import partial
from pathlib import Path

import pytest

from rag.asking.retrieval import Retriever
from rag.building.indexing import build_index
from rag.errors import EngineError
from rag.library.library import Library
from rag.suggesting.making import Proposal, propose_topics
from rag.suggesting.suggestions import (
    MAX_KEPT,
    ROUNDS,
    choose,
    make_starters,
    mix_starters,
)
from tests.fakes import WordEncoder

FILLED_UP_TO = dict(ROUNDS)[propose_topics]
TALK = (
    "So they said, and they said it more than once that evening, for there was nothing "
    "else to do but to sit and talk until the rain was over and they could all go home."
)
VELDEN = f"""\
# Velden

The Kestrel Bridge was designed by the Chilean Ana Rey. {TALK}

The Velden lamp is used to warn ships in fog at night. {TALK}
"""
NAMES = ("Velden", "Orlan", "Tarn", "Kestrel", "Solano", "Rey", "Milo", "Balt", "Osmo")
WHO, WHAT_FOR = "Who designed the Kestrel Bridge?", "What is the Velden lamp used for?"
RIVAL = """\
# Answers

Who designed the Kestrel Bridge is what they asked that year, and nobody could say.
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library whose one article answers two questions."""
    library = Library(tmp_path / "index")
    library.add(VELDEN.encode(), "velden.md")
    return library


def asked(library: Library, title: str = "Velden", suggest=make_starters) -> list[str]:
    """Build the index, and give the questions of an article."""
    encoder = WordEncoder()
    build_index(library, encoder, suggest=suggest)
    generation = library.open(encoder.identity)
    (article,) = (each for each in generation.articles if each.title == title)
    return [each.question for each in generation.starters(article.id)]


def proposal(kind: str, paragraph: int, question: str = "") -> Proposal:
    """Make a proposal."""
    return Proposal(question or f"{kind} {paragraph}?", 0, 9, kind, paragraph)


def test_questions_come_with_the_sentence_that_answers(library: Library):
    """The range of each, cut from the article, is the sentence it was made from."""
    assert sorted(asked(library)) == [WHAT_FOR, WHO]
    generation = library.open(WordEncoder().identity)
    (article,) = generation.articles
    quotes = {
        each.question: article.text[each.start : each.end]
        for each in generation.starters(article.id)
    }
    assert quotes[WHO].endswith("the Chilean Ana Rey.")
    assert quotes[WHAT_FOR].startswith("The Velden lamp is used")


def test_a_question_that_another_article_answers_is_not_kept(library: Library):
    """In the library its first quote would be another one, so it is dropped."""
    library.add(RIVAL.encode(), "answers.md")
    questions = asked(library)
    assert questions[0] == WHAT_FOR
    assert WHO not in questions


def test_a_question_that_another_sentence_answers_is_not_kept(tmp_path: Path):
    """The same within the article."""
    library = Library(tmp_path / "index")
    library.add((VELDEN + RIVAL.split("\n\n", 1)[1]).encode(), "velden.md")
    questions = asked(library)
    assert questions[0] == WHAT_FOR
    assert WHO not in questions


def test_what_retrieval_would_not_answer_is_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """Below the threshold of an answer no question is proposed to anybody."""
    monkeypatch.setattr("rag.asking.confidence.THRESHOLD", 1.1)
    assert asked(library) == []


def test_a_question_that_looks_for_its_article_is_kept(tmp_path: Path):
    """What it looks for, "Greek tides", is no question that was made of anything."""
    library = Library(tmp_path / "index")
    library.add(
        b"# Greek tides\n\nThe article on Greek tides was written by Ann Lee.\n",
        "tides.md",
    )
    assert asked(library, "Greek tides") == ["Who wrote the article on Greek tides?"]


class Failing(Retriever):
    """Fails at one question.

    Args:
        error: What it raises.
    """

    def __init__(self, error: Exception, *given, **named) -> None:
        super().__init__(*given, **named)
        self._error = error

    def search(self, question: str, *given, **named):
        """Search, but not for who designed the bridge."""
        if question == WHO:
            raise self._error
        return super().search(question, *given, **named)


def test_a_question_that_fails_is_not_kept(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    """The article is indexed, with its other questions; the log names what failed."""
    failing = partial(Failing, KeyError("x"))
    monkeypatch.setattr("rag.suggesting.suggestions.Retriever", failing)
    questions = asked(library)
    assert questions[0] == WHAT_FOR
    assert WHO not in questions
    assert f"not asked: {WHO}" in caplog.text


def test_an_engine_that_fails_ends_the_build(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """It would fail at every question, and says itself what mends it."""
    failing = partial(Failing, EngineError("no engine"))
    monkeypatch.setattr("rag.suggesting.suggestions.Retriever", failing)
    with pytest.raises(EngineError, match="no engine"):
        asked(library)


def test_a_build_that_nobody_reads_suggests_nothing(library: Library):
    """Where answers are only measured, no question is made and tried."""
    encoder = WordEncoder()
    build_index(library, encoder)
    generation = library.open(encoder.identity)
    assert [generation.starters(each.id) for each in generation.articles] == [()]


def test_an_article_without_sentences_to_ask_has_none(tmp_path: Path):
    """A list of words is built and opened like any article, with no question."""
    library = Library(tmp_path / "index")
    library.add(b"# Words\n\nlamp, herring, fog\n", "words.md")
    assert asked(library, "Words") == []


def test_no_more_than_four_are_kept(tmp_path: Path):
    """All nine lamps' questions would be answered; four of them are kept."""
    lamps = "\n\n".join(
        f"The {name} lamp is used to warn ships in fog at night. {TALK}"
        for name in NAMES
    )
    library = Library(tmp_path / "index")
    library.add(f"# Lamps\n\n{lamps}\n".encode(), "lamps.md")
    assert len(asked(library, "Lamps")) == MAX_KEPT


NOTES = f"""\
# Notes

So they went on board with Mira Solano, and with Ana Rey. {TALK}

There was nobody on the pier with Osmo Balt, or with Ivo Milo. {TALK}

They came home with Lia Tarn that night, and told everybody. {TALK}

There was a letter for them in the house of Uma Kest. {TALK}
"""


def test_names_fill_up_what_sentences_leave(tmp_path: Path):
    """Six names could be asked for; three are, each answered with the name in it."""
    library = Library(tmp_path / "index")
    library.add((NOTES + TALK).encode(), "notes.md")
    questions = asked(library, "Notes")
    assert len(questions) == FILLED_UP_TO
    assert all(each.startswith("What is said about ") for each in questions)
    generation = library.open(WordEncoder().identity)
    (article,) = generation.articles
    for each in generation.starters(article.id):
        name = each.question.removeprefix("What is said about ").rstrip("?")
        assert name in article.text[each.start : each.end]


def test_sentences_questions_come_before_names(tmp_path: Path):
    """Where sentences make three, no name is asked for."""
    lamps = "\n\n".join(
        f"The {name} lamp is used to warn ships in fog at night. {TALK}"
        for name in NAMES[:3]
    )
    library = Library(tmp_path / "index")
    library.add(f"{NOTES}\n{lamps}\n".encode(), "notes.md")
    assert sorted(asked(library, "Notes")) == [
        f"What is the {name} lamp used for?" for name in sorted(NAMES[:3])
    ]


def test_an_article_of_one_passage_gets_one(tmp_path: Path):
    """However much could be asked: checking takes time."""
    library = Library(tmp_path / "index")
    library.add(
        b"# Lamps\n\nThe Velden lamp is used to warn ships in fog. The Orlan lamp is "
        b"used to call pilots by day.\n",
        "lamps.md",
    )
    assert len(asked(library, "Lamps")) == 1


def test_the_title_is_the_last_resort(tmp_path: Path):
    """An article with nothing else to ask is asked for its title."""
    library = Library(tmp_path / "index")
    library.add(b"# Owls\n\nAll that is said about owls there is untrue.\n", "owls.md")
    assert asked(library, "Owls") == ["What is said about \u201cOwls\u201d?"]


def test_choosing_mixes_kinds_and_paragraphs():
    """After a reason from a paragraph comes a date from another, not a second reason.

    Of one paragraph only a question of a much better kind comes second.
    """
    reasons = [proposal("why", 1), proposal("why", 2)]
    date = proposal("when", 3)
    assert choose([*reasons, date], 3) == [date, reasons[0], reasons[1]]
    what = proposal("does", 9)
    assert choose([*reasons, what], 2) == [reasons[0], reasons[1]]
    assert choose([date, proposal("where", 3), proposal("who", 4)], 2)[1].kind == "who"


def test_the_same_question_is_chosen_once():
    """Two sentences may make it; it is asked once."""
    twice = [proposal("why", 1, "Why?"), proposal("why", 2, "Why?")]
    assert len(choose(twice, 5)) == 1


def test_a_library_shows_a_question_of_each_article_first(library: Library):
    """The article added last comes first; second questions fill what is left."""
    library.add(b"# Owls\n\nThe Orlan owl is used to warn ships by day.\n", "owls.md")
    first, second = asked(library)
    owls = "What is the Orlan owl used for?"
    generation = library.open(WordEncoder().identity)
    assert mix_starters(generation, 4) == [owls, first, second]
    assert mix_starters(generation, 2) == [owls, first]
    velden = generation.manifest.articles[0].id
    assert mix_starters(generation, 4, [velden]) == [first, second]
