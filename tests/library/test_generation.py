"""A generation: what is written is what is read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ArticleNotFoundError
from rag.library.generation.generation import Generation
from rag.library.generation.lexical import LexicalIndex
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.manifest import (
    FORMAT_VERSION,
    ArticleEntry,
    LanguageEntry,
    Manifest,
    write_manifest,
)
from rag.library.generation.passage_encoding import EncodedPassage
from rag.library.generation.token_codes import encode
from rag.library.generation.writer import GenerationWriter, Vocabulary, passage_key
from rag.roles import ModelIdentity
from rag.types import (
    Article,
    Heading,
    Paragraph,
    Passage,
    Sentence,
    Span,
    StarterQuestion,
    TextLook,
)

SEA = Article(
    id="sea",
    title="Sea",
    text="By Jo\n\nLow. High.\n\nСнова.",
    paragraphs=(
        Paragraph(1, 7, 17, section="Tides", page=2),
        Paragraph(2, 19, 25),
    ),
    headings=(Heading(0, 3, 2),),
    front=Span(0, 5),
    date="2024-03-12",
    author="Jo",
    source="sea.txt",
    language="ru",
    looks=(TextLook(7, 10, "link", "https://a.b"),),
)
OWL = Article("owl", "Owls", "Soft.", (Paragraph(1, 0, 5),))
LOW = Passage(
    "sea",
    7,
    17,
    "Low. High.",
    "Sea",
    "Tides",
    (Sentence(7, 11, 1, 2), Sentence(12, 17, 1, 2)),
)
AGAIN = Passage("sea", 19, 25, "Снова.", "Sea", None, (Sentence(19, 25, 2),))
SOFT = Passage("owl", 0, 5, "Soft.", "Owls", None, (Sentence(0, 5, 1),))
LOW_TIDE = StarterQuestion("How low?", 7, 11)
DIMENSION = 4


def units(*rows: int) -> np.ndarray:
    """Give rows of the unit matrix."""
    return np.eye(DIMENSION, dtype=np.float32)[list(rows)]


def record(vector: int, sentences: list[int], tokens: list[int], *spans, context=0):
    """Make what an encoder made of a passage, of unit vectors."""
    return EncodedPassage(
        vector=units(vector)[0],
        sentences=units(*sentences),
        codes=encode(units(*tokens)),
        token_spans=np.array(spans, np.int32),
        context_tokens=context,
    )


# Passages of different numbers of sentences and tokens, one without any token.
RECORDS = [
    record(0, [1, 2], [3, 1, 1, 2], (1, 3), (3, 4), context=1),
    record(1, [1], [], (0, 0)),
    record(2, [3], [0, 3], (1, 2), context=1),
]


def manifest(passages: int, sentences: int, *articles: ArticleEntry) -> Manifest:
    """Describe a generation."""
    return Manifest(
        format_version=FORMAT_VERSION,
        number=1,
        parent=0,
        created="2025-01-01T00:00:00Z",
        model=ModelIdentity("tiny", "0" * 64, DIMENSION, 16),
        articles=articles,
        languages=(LanguageEntry("ru", 1, 0.5), LanguageEntry("en", 1, 0.5)),
        passages=passages,
        sentences=sentences,
        encoded=passages,
    )


TERMS = [
    SentenceTerms("en", (("low",), ("high",))),
    SentenceTerms("ru", ()),
    SentenceTerms("en", (("soft",),)),
]


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    """Write a generation of two articles with three passages, and open it."""
    with GenerationWriter(tmp_path, DIMENSION) as writer:
        writer.first.write(iter(RECORDS))
        writer.write_texts([SEA, OWL], [[LOW, AGAIN], [SOFT]])
        writer.write_terms(TERMS)
        writer.write_vocabulary(
            Vocabulary(
                LexicalIndex.build([["low", "high"], ["снов"], ["soft"]]),
                LexicalIndex.build([["low"], ["high"], ["снов"], ["soft"]]),
            )
        )
    writer.finish()
    writer.write_starters([[LOW_TIDE], []])
    writer.write_overviews([[2, 0], []])
    entries = (
        ArticleEntry("sea", "Sea", 2, "ru"),
        ArticleEntry("owl", "Owls", 1, "en"),
    )
    write_manifest(tmp_path, manifest(3, 4, *entries))
    return Generation.open(tmp_path)


def test_questions_come_back_by_article(generation: Generation) -> None:
    """The first article has one question, the second none."""
    assert generation.starters("sea") == (LOW_TIDE,)
    assert generation.starters("owl") == ()


def test_key_sentences_come_back_by_article(generation: Generation) -> None:
    """The first article's third and first, none of the second."""
    assert generation.overview("sea") == (2, 0)
    assert generation.overview("owl") == ()


def test_vectors_of_an_article_are_those_of_its_sentences(
    generation: Generation,
) -> None:
    """Of two passages three, of one passage one."""
    assert generation.vectors_of("sea").tolist() == units(1, 2, 1).tolist()
    assert generation.vectors_of("owl").tolist() == units(3).tolist()


def test_articles_and_passages_come_back_whole(generation: Generation) -> None:
    """Every field is as it was written, nested ones and absent ones too."""
    assert list(generation.articles) == [SEA, OWL]
    assert list(generation.passages) == [LOW, AGAIN, SOFT]
    assert generation.article("owl") == OWL
    assert generation.title("sea") == "Sea"


def test_terms_come_back(generation: Generation):
    """The words of each sentence, with the language that they were read in."""
    assert generation.terms[0:3] == TERMS


@pytest.mark.parametrize("row", [0, 1, 2])
def test_what_the_encoder_made_comes_back(generation: Generation, row: int) -> None:
    """Vectors, codes and ranges of each passage are its own, to the last bit."""
    read, written = generation.first.encoded(row), RECORDS[row]
    assert read.vector.tolist() == written.vector.tolist()
    assert read.sentences.tolist() == written.sentences.tolist()
    assert read.codes.tolist() == written.codes.tolist()
    assert read.token_spans.tolist() == written.token_spans.tolist()
    assert read.context_tokens == written.context_tokens


def test_tokens_are_found_by_passage(generation: Generation) -> None:
    """Codes and ranges begin anew with each passage, the one without tokens too."""
    assert [len(generation.first.token_codes(row)) for row in range(3)] == [4, 0, 2]
    assert generation.first.token_spans(2).tolist() == [[1, 2]]
    assert [generation.first.context_tokens(row) for row in range(3)] == [1, 0, 1]


def test_a_vector_is_compared_with_a_passage_and_its_sentences(
    generation: Generation,
) -> None:
    """The first is of unit vector 0 and has sentences 1 and 2, the last 2 and 3."""
    asked = np.array([0.5, 1, 0, 2], np.float32)
    assert generation.first.cosines(0, asked) == [0.5, 1, 0]
    assert generation.first.cosines(2, asked) == [0, 2]


def test_rows_lead_from_articles_to_sentences_and_back(
    generation: Generation,
) -> None:
    """Two passages with two sentences and one, then a passage with one."""
    assert generation.passage_rows("sea") == range(2)
    assert generation.passage_rows("owl") == range(2, 3)
    assert [generation.sentence_rows(row) for row in range(3)] == [
        range(2),
        range(2, 3),
        range(3, 4),
    ]
    assert generation.all_sentence_rows(range(1, 3)) == range(2, 4)
    rows = np.array([3, 0, 1, 2], np.int64)
    assert generation.passages_of_sentences(rows).tolist() == [2, 0, 0, 1]


def test_rows_of_some_articles_are_few_ranges(generation: Generation) -> None:
    """Neighbours make one range, in the order of the index, each article once."""
    assert generation.rows_of(["owl", "sea", "owl"]) == (range(3),)
    assert generation.rows_of(["owl"]) == (range(2, 3),)
    with pytest.raises(ArticleNotFoundError, match="moth"):
        generation.rows_of(["sea", "moth"])


def test_passages_are_in_the_languages_of_their_articles(
    generation: Generation,
) -> None:
    """Two are in Russian, the third in English; all together in both."""
    each = [[range(2)], [range(2, 3)], [range(1, 3)], [range(3)]]
    ru, en = {"ru"}, {"en"}
    assert [generation.languages_of(parts) for parts in each] == [
        ru,
        en,
        ru | en,
        ru | en,
    ]
    assert generation.languages_of([range(1, 2), range(2, 3)]) == ru | en
    every = [range(3)]
    assert generation.in_languages(every, ru) == [range(2)]
    assert generation.in_languages(every, en) == [range(2, 3)]
    assert generation.in_languages(every, ru | en) == every
    assert generation.in_languages(every, {"de"}) == []
    assert generation.in_languages([range(1, 2), range(2, 3)], ru) == [range(1, 2)]


def test_what_the_second_model_made_lies_beside(tmp_path: Path) -> None:
    """It has vectors of another length, and each model keeps its own."""
    second = [
        EncodedPassage(
            vector=np.array([0.6, 0.8], np.float32),
            sentences=np.array([[1, 0]], np.float32),
            codes=encode(np.array([[0, 1]], np.float32)),
            token_spans=np.array([[0, 1]], np.int32),
            context_tokens=0,
        )
    ]
    with GenerationWriter(tmp_path, DIMENSION, 2) as writer:
        assert writer.second is not None
        writer.first.write(RECORDS[1:2])
        writer.second.write(second)
        writer.write_texts([OWL], [[SOFT]])
        writer.write_terms(TERMS[2:])
        writer.write_vocabulary(Vocabulary(None, None))
        writer.finish()
    writer.write_starters([[]])
    writer.write_overviews([[]])
    two = ModelIdentity("two", "1" * 64, 2, 16)
    kept = manifest(1, 1, ArticleEntry("owl", "Owls", 1, "en"))
    write_manifest(tmp_path, replace(kept, second_model=two))
    opened = Generation.open(tmp_path)
    assert opened.second is not None
    assert opened.second.encoded(0).vector.tolist() == second[0].vector.tolist()
    assert opened.second.cosines(0, np.array([0, 1], np.float32)) == pytest.approx(
        [0.8, 0]
    )
    assert opened.first.encoded(0).vector.tolist() == [0, 1, 0, 0]


def test_vectors_are_searched_by_row(generation: Generation) -> None:
    """The third passage's vector finds the third passage."""
    found, scores = generation.passage_vectors.search(units(2)[0], 1, [range(3)])
    assert (found.tolist(), scores.tolist()) == ([2], [1.0])


def test_words_are_searched_by_row(generation: Generation) -> None:
    """Passages and sentences have lexical indexes of their own."""
    assert generation.passage_terms is not None
    assert generation.sentence_terms is not None
    assert generation.passage_terms.search(["soft"], 5)[0].tolist() == [2]
    assert generation.sentence_terms.search(["soft"], 5)[0].tolist() == [3]


def test_passages_are_known_by_what_the_encoder_read(generation: Generation) -> None:
    """The key is of context and text together, so another title is another text."""
    keys = generation.passage_keys.tolist()
    assert keys[0] == passage_key("Sea\nLow. High.")
    assert keys[0] != passage_key("Low. High.")
    assert len(set(keys)) == 3


def test_an_article_that_is_not_there_is_named(generation: Generation) -> None:
    """Whatever is asked of it, the message has its id and what lists the others."""
    assert generation.has("owl")
    assert not generation.has("fox")
    for ask in (
        generation.article,
        generation.passage_rows,
        generation.title,
        generation.starters,
        generation.overview,
        generation.vectors_of,
    ):
        with pytest.raises(ArticleNotFoundError, match=r"'fox'.*quotewell list"):
            ask("fox")


@pytest.mark.parametrize(("known", "title"), [("sea", "A wave"), ("owl", "A bird")])
def test_another_title_is_shown_and_the_others_stay(
    generation: Generation, known: str, title: str
) -> None:
    """Whether it comes before or after the former one; what was opened stays as is."""
    shown = generation.titled({known: title})
    expected = {"sea": "Sea", "owl": "Owls"} | {known: title}
    assert shown.manifest.titles == expected
    for article_id, said in expected.items():
        assert shown.title(article_id) == shown.article(article_id).title == said
    assert shown.article("sea").text == SEA.text
    assert generation.title(known) == generation.article(known).title != title


def test_the_titles_that_it_has_change_nothing(generation: Generation) -> None:
    """Nor does that of an article which it doesn't have."""
    assert generation.titled({"sea": "Sea", "fox": "Foxes"}) is generation
    assert generation.titled({}) is generation


def test_nothing_can_be_written_and_read(tmp_path: Path) -> None:
    """A library whose last article was removed has a generation without passages."""
    with GenerationWriter(tmp_path, DIMENSION) as writer:
        writer.first.write([])
        writer.write_texts([], [])
        writer.write_terms([])
        writer.write_vocabulary(Vocabulary(None, None))
        writer.finish()
    writer.write_starters([])
    writer.write_overviews([])
    write_manifest(tmp_path, manifest(0, 0))
    empty = Generation.open(tmp_path)
    assert (len(empty.articles), len(empty.passages)) == (0, 0)
    assert empty.passage_terms is None
    assert empty.sentence_terms is None


def test_an_article_that_was_read_is_kept(generation: Generation) -> None:
    """It is not read again for the next quote."""
    assert generation.article("sea") is generation.article("sea")
