"""Which judged questions a rebuild answers otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.errors import (
    EmptyLibraryError,
    IndexMismatchError,
    LibraryError,
    QuestionError,
)
from rag.judging.changes import (
    Comparison,
    Difference,
    FirstQuote,
    compare_with_parent,
    first_quotes,
    moved,
)
from rag.library.library import Library
from rag.types import Answer, Citation, Hit, Passage, Sentence
from tests.fakes import WordEncoder

MOON = FirstQuote("Tides", "The Moon pulls the sea.")
SUN = FirstQuote("Tides", "The Sun pulls too.")


def refuse(question: str) -> Answer:
    """Answer that nothing answers."""
    return Answer(question, "not_found", 0.1, 0.1, (), 1.0)


def test_only_what_moved_is_named():
    """A question with the same first quote isn't named, others are, in order."""
    before = {"Why?": MOON, "Who?": None, "When?": SUN, "What?": MOON}
    after = {"Why?": MOON, "Who?": SUN, "When?": None, "What?": SUN}
    assert moved(before, after) == ("Who?", "When?", "What?")


def test_the_same_words_of_another_article_have_not_moved():
    """Nor those of an article that has another title now."""
    assert moved({"Why?": MOON}, {"Why?": replace(MOON, title="The sea")}) == ()


def test_question_that_could_not_be_asked_again_is_not_named():
    """Without an answer afterwards nothing can be said."""
    assert moved({"Why?": MOON}, {}) == ()


def test_refusal_quotes_nothing_first():
    """What isn't answered has no first quote, whatever lies nearest."""
    assert first_quotes(refuse, ["Why?"]) == {"Why?": None}


def test_the_first_of_the_quotes_counts():
    """An answer has several; what it quotes first is what people see."""

    def cite(number: int, quote: str) -> Citation:
        sentence = Sentence(0, len(quote), 1)
        passage = Passage("tides", 0, len(quote), quote, "Tides", None, (sentence,))
        return Citation(
            "tides",
            1,
            0,
            len(quote),
            number=number,
            title="Tides",
            quote=quote,
            passage=quote,
            passage_start=0,
            score=0.9,
            hit=Hit(passage, sentence, 0.9),
        )

    def answer(question: str) -> Answer:
        quotes = (cite(1, MOON.quote), cite(2, SUN.quote))
        return Answer(question, "answered", 0.9, 0.9, (), 1.0, quotes)

    assert first_quotes(answer, ["Why?"]) == {"Why?": MOON}


def test_failure_is_left_out():
    """A question that fails, as in an empty library, says nothing."""

    def fail(_: str) -> Answer:
        raise EmptyLibraryError("empty")

    assert first_quotes(fail, ["Why?"]) == {}


def test_all_that_is_wanted_is_asked():
    """However much was judged: who wants to know waits for it."""
    questions = [f"Question {number}?" for number in range(55)]
    assert list(first_quotes(refuse, questions)) == questions


def test_two_generations_are_asked_the_same(tmp_path: Path, encoder: WordEncoder):
    """Owls were there before; tides came with the second build, and are found now."""
    library = Library(tmp_path / "index")
    library.add(b"# Owls\n\nOwls fly without a sound.", "owls.md")
    build_index(library, encoder)
    library.add(b"# Tides\n\nTides rise twice a day.", "tides.md")
    build_index(library, encoder)
    asked = ["Who fly without a sound?", "What rise twice a day?"]
    found = compare_with_parent(library, encoder, asked)
    now = FirstQuote("Tides", "Tides rise twice a day.")
    difference = Difference(asked[1], before=None, after=now)
    assert found == Comparison(before=1, after=2, asked=2, differences=(difference,))


def test_a_generation_that_cannot_be_asked_answers_nothing_alike(
    tmp_path: Path, encoder: WordEncoder
):
    """The one before was made by another model: that is said, and no 0 of 1."""
    library = Library(tmp_path / "index")
    library.add(b"# Owls\n\nOwls fly without a sound.", "owls.md")
    for made_by in (WordEncoder(dimension=8), encoder):
        build_index(library, made_by)
    with pytest.raises(IndexMismatchError, match="8 dimensions"):
        compare_with_parent(library, encoder, ["Who fly without a sound?"])


def test_one_generation_has_nothing_to_be_compared_with(
    tmp_path: Path, encoder: WordEncoder
):
    """Nor has a library without any."""
    library = Library(tmp_path / "index")
    for _ in range(2):
        with pytest.raises(
            LibraryError, match=r"no earlier generation .*after a change"
        ):
            compare_with_parent(library, encoder, ["Why?"])
        library.add(b"# Owls\n\nOwls fly without a sound.", "owls.md")
        build_index(library, encoder)


def test_what_has_no_article_is_not_compared(tmp_path: Path, encoder: WordEncoder):
    """Neither the index of now nor the one before it can be asked: no 0 of 0."""
    library = Library(tmp_path / "index")
    owls = library.add(b"# Owls\n\nOwls fly without a sound.", "owls.md")
    build_index(library, encoder)
    library.remove(owls.id)
    build_index(library, encoder)
    with pytest.raises(LibraryError, match="nothing to ask; `quotewell undo`"):
        compare_with_parent(library, encoder, ["Who fly without a sound?"])
    library.restore(owls.id)
    build_index(library, encoder)
    with pytest.raises(LibraryError, match="nothing to compare with; compare after"):
        compare_with_parent(library, encoder, ["Who fly without a sound?"])


def test_what_is_no_question_is_told(tmp_path: Path, encoder: WordEncoder):
    """Where none of them is one; else the others are asked."""
    library = Library(tmp_path / "index")
    for name in ("owls", "tides"):
        library.add(f"# {name}\n\nThey come at night.".encode(), f"{name}.md")
        build_index(library, encoder)
    with pytest.raises(QuestionError, match="has 501 characters"):
        compare_with_parent(library, encoder, ["x" * 501])
    assert compare_with_parent(library, encoder, ["x" * 501, "Who?"]).asked == 1
