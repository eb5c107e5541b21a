"""What is said of a question's words: those that stand in the article, and no others.

The top of an article is found by "who wrote this article", which it needn't say.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.building.indexing import build_index
from rag.building.terms import PassageTerms, analyse, make_vocabulary
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.writer import Vocabulary
from rag.library.library import Library
from rag.text.passages.contexts import Window, fit_contexts, stated
from rag.types import Passage, Sentence
from tests.fakes import WordEncoder

BODY = "The builders raised old bridges of red sandstone, and held them up with wood."
ARTICLE = f"Old bridges\n\nBy Jo Doe\n2024-03-12\n\n{BODY}"
ASKS_WHO = "It was who wrote this article, and published when?"
"""Not told by its form (`front_questions`), so that it is searched by its words."""


OWLETS = Passage("a", 0, 6, "Owlets", "Owls", None, (Sentence(0, 6, paragraph=1),))


def test_text_read_in_another_language_is_analysed_anew():
    """Terms found in German are no terms of an English article, in which -s goes."""
    known = SentenceTerms("".join("de"), (("as it was found",),))
    for other in (known, replace(known, language="nl")):
        assert analyse(OWLETS, "Owls", "en", other).own.sentences == (("owlet",),)
    assert analyse(OWLETS, "Owls", "de", known).own is known


def test_in_a_sentence_a_word_counts_once():
    """Said twice it is worth more in a passage, and the same in a sentence."""
    terms = [
        PassageTerms((), SentenceTerms("en", (own,)), frozenset())
        for own in (("owl", "owl"), ("owl", "hoot"))
    ]
    made = make_vocabulary(terms)
    assert made.passages is not None
    assert made.sentences is not None
    twice, once = made.passages.scores(["owl"])
    assert twice > once
    twice, once = made.sentences.scores(["owl"])
    assert twice == once > 0


def test_without_passages_there_is_nothing_to_search():
    """The last article was removed: there are no lexical indexes."""
    assert make_vocabulary([]) == Vocabulary(None, None)


def search(folder: Path, question: str, *articles: str) -> Retrieved:
    """Search a library of these articles."""
    encoder = WordEncoder(dimension=4096)
    library = Library(folder)
    for number, text in enumerate(articles):
        library.add(text.encode(), f"{number}.txt")
    build_index(library, encoder)
    return Retriever(library.open(encoder.identity), encoder).search(question, 3)


def test_who_wrote_it_finds_the_top_and_matches_none_of_its_words(tmp_path: Path):
    """The article says neither "wrote" nor "article" nor "published"."""
    found = search(tmp_path, ASKS_WHO, ARTICLE)
    first = found.hits[0]
    assert first.passage.text.endswith("By Jo Doe\n2024-03-12")
    assert first.matched_terms == ()
    assert first.missing_terms == found.missing_terms
    assert found.missing_terms == ("wrote", "article", "published")


def test_words_that_ask_for_the_top_are_no_evidence(tmp_path: Path):
    """Of "written" and "dragons" only the second counts, and it is missing."""
    found = search(tmp_path, "When were dragons written and published?", ARTICLE)
    assert found.features is not None
    assert found.features.word_share == 0.0


def test_a_question_for_the_author_alone_lacks_nothing(tmp_path: Path):
    """The top states who wrote it, in whatever words."""
    found = search(tmp_path, "It was who wrote it?", ARTICLE)
    assert found.features is not None
    assert found.features.word_share == 1.0


def test_a_question_without_content_lacks_all(tmp_path: Path):
    """Stop words ask for nothing that the top could state."""
    found = search(tmp_path, "Who was it and when?", ARTICLE)
    assert found.features is not None
    assert found.features.word_share == 0.0


@pytest.mark.parametrize("top", ["Published 2024-03-12", "2024-03-12"])
def test_a_word_that_the_article_says_is_matched(tmp_path: Path, top: str):
    """Where the top itself says "published", it is; elsewhere another's text may."""
    says = top.startswith("Published")
    other = "Poems were published in the town before the bridges stood over the river."
    text = f"Old bridges\n\nBy Jo Doe\n{top}\n\n{BODY}"
    found = search(tmp_path, ASKS_WHO, text, other)
    tops = [hit for hit in found.hits if "Jo Doe" in hit.passage.text]
    assert ("published" in tops[0].matched_terms) is says
    assert "published" not in found.missing_terms


def test_a_word_of_the_title_is_stated_above_a_hint(tmp_path: Path):
    """Beside another article the title counts, whose words the closing line lacks."""
    text = f"date 2024-03-12 {BODY}\n\nJo Doe is a writer in Graz."
    encoder = WordEncoder(dimension=4096)
    library = Library(tmp_path)
    library.add(text.encode(), "a.txt", title="Written bridges")
    library.add(b"# Owls\n\nOwls fly without a sound at night.", "owls.md")
    build_index(library, encoder)
    retriever = Retriever(library.open(encoder.identity), encoder)
    found = retriever.search("Which author has written this article?", 3)
    last = next(hit for hit in found.hits if "Graz" in hit.passage.text)
    assert last.matched_terms == ("written",)
    assert last.missing_terms == ("author", "article")


def test_a_shortened_context_keeps_title_and_hint_apart():
    """A title of 30 words and a hint of 4 in 10: half the room each, one line each."""

    def count(texts):
        return [len(text.split()) for text in texts]

    context = "flood " * 30 + "flood\nauthor: who wrote it"
    fitted = fit_contexts([context], Window(count, 40))[context]
    assert fitted.tokens <= 10
    assert set(stated(fitted.text).split()) == {"flood"}
    assert "\nauthor" in fitted.text
