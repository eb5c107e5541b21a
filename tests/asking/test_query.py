"""Questions prepared: what is searched for, and what each word and token counts."""

from dataclasses import replace

import numpy as np
import pytest

from rag.asking.ranking.query import prepare
from rag.library.generation.manifest import LanguageEntry
from rag.roles import EncodedText
from tests.fakes import WordEncoder

ENGLISH = LanguageEntry("en", 3, 0.9)
GERMAN = LanguageEntry("de", 2, 0.6)
CHINESE = LanguageEntry("zh", 1, 0.3)


class PatchyEncoder(WordEncoder):
    """An encoder that has no piece for what isn't ASCII."""

    def encode_question(self, question: str) -> EncodedText:
        """Mark the tokens of unknown text."""
        encoded = super().encode_question(question)
        ranges = encoded.offsets.tolist()
        known = [question[start:end].isascii() for start, end in ranges]
        return replace(encoded, known=np.array(known))


def test_stems_are_searched_and_stop_words_count_less(encoder: WordEncoder) -> None:
    """Words come in their order, cut to their stems."""
    query = prepare("How old are the towers?", encoder, [ENGLISH])
    assert query.text == "How old are the towers?"
    assert query.stems == ("how", "old", "are", "the", "tower")
    assert query.stem_weights == (0.4, 1.0, 0.4, 0.4, 1.0)
    assert [term.text for term in query.terms] == ["How", "old", "are", "the", "towers"]


def test_tokens_weigh_what_their_words_are(encoder: WordEncoder) -> None:
    """Special tokens and the question mark count nothing."""
    query = prepare("How old are the towers?", encoder, [ENGLISH])
    expected = [0, 0.3, 1, 0.3, 0.3, 1, 0, 0]
    assert query.token_weights.tolist() == pytest.approx(expected)


def test_the_vectors_are_those_of_the_question(encoder: WordEncoder) -> None:
    """They are what the encoder makes of it."""
    query = prepare("How old?", encoder, [ENGLISH])
    expected = encoder.encode_question("How old?")
    assert np.array_equal(query.encoded.vector, expected.vector)
    assert np.array_equal(query.encoded.tokens, expected.tokens)


@pytest.mark.parametrize(
    ("question", "trust"),
    [
        ("How old are the towers in this city?", 0.9),
        ("Wie alt sind die Türme in dieser Stadt?", 0.6),
        ("这座城市的塔有多老？", 0.3),
    ],
)
def test_trust_is_that_of_the_questions_language(
    encoder: WordEncoder, question: str, trust: float
) -> None:
    """Of the library's languages the one that the question is in decides."""
    query = prepare(question, encoder, [ENGLISH, GERMAN, CHINESE])
    assert query.trust == trust
    (entry,) = (one for one in (ENGLISH, GERMAN, CHINESE) if one.trust == trust)
    assert query.language == entry.code


def test_a_question_is_in_a_language_of_the_library(encoder: WordEncoder) -> None:
    """English words put to German articles are taken for German ones."""
    query = prepare("How old are the towers in this city?", encoder, [GERMAN])
    assert query.trust == 0.6


def test_words_are_looked_for_in_all_languages(encoder: WordEncoder) -> None:
    """A word has a stem a language where these differ, the others counting less."""
    query = prepare("Where is the national museum?", encoder, [ENGLISH, GERMAN])
    found = dict(zip(query.stems, query.stem_weights, strict=True))
    assert found["nation"] == 1.0
    assert found["national"] == 0.5


def test_tokens_of_unknown_text_count_nothing() -> None:
    """The model has no piece for the tower, so it matches nothing by it."""
    query = prepare("old 塔", PatchyEncoder(), [ENGLISH])
    assert query.token_weights.tolist() == [0, 1, 0, 0]
    assert query.trust == 0.9


def test_without_any_known_word_the_encoder_is_not_trusted() -> None:
    """All tokens weigh the same then, so that a mean can be taken, and trust is 0."""
    query = prepare("塔", PatchyEncoder(), [ENGLISH])
    assert query.token_weights.tolist() == [1, 1, 1]
    assert query.trust == 0.0
    assert query.stems == ("塔",)


def test_signs_alone_can_be_asked(encoder: WordEncoder) -> None:
    """A question mark has no word to search for, and all its tokens weigh the same."""
    query = prepare("?", encoder, [ENGLISH])
    assert (query.terms, query.stems) == ((), ())
    assert query.token_weights.tolist() == [1, 1, 1]
