"""How far an encoder is trusted: by whether it finds a sentence's neighbours."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from rag.building.languages import encoder_trust, measure_languages, sample_sentences
from rag.building.terms import PassageTerms
from rag.library.generation.lines import SentenceTerms
from rag.library.generation.manifest import LanguageEntry
from rag.models.files import DEFAULT_SHA256
from rag.roles import EncodedText
from rag.types import Article, Passage, Sentence
from tests.fakes import WordEncoder

PASSAGES = np.repeat(np.arange(10), 2)
"""Twenty sentences, two a passage: by chance 20/19 of them meet their neighbour."""

FILLER = ["a", "b", "c", "d"]


def vectors(groups):
    """Give sentences of one group the same unit vector."""
    return np.eye(int(max(groups)) + 1, dtype=np.float32)[groups]


def words(groups):
    """Give sentences of one group a word in common, beside words that all have."""
    return [[*FILLER, f"topic{group}"] for group in groups]


# In the second half, sentences resemble those of the next passage, not their own.
HALF = np.concatenate([PASSAGES[:10], 5 + (np.arange(10) + 1) // 2 % 5])


def test_better_than_words_is_full_trust():
    """(20 - 20/19 + 6) / (10 - 20/19 + 5) is over 1.15."""
    assert encoder_trust(vectors(PASSAGES), PASSAGES, words(HALF)) == 1.0


def test_half_as_good_as_words_is_partial_trust():
    """The ratio (10 - 20/19 + 6) / (20 - 20/19 + 5) lies 0.42 up from 0.25 to 1.15."""
    ratio = (10 - 20 / 19 + 6) / (20 - 20 / 19 + 5)
    trust = encoder_trust(vectors(HALF), PASSAGES, words(PASSAGES))
    assert trust == pytest.approx((ratio - 0.25) / 0.9)
    assert trust == pytest.approx(0.42, abs=0.01)


def test_who_is_surer_takes_more_to_be_doubted():
    """The same with 60 and 50 granted instead of 6 and 5 lies 0.83 up."""
    ratio = (10 - 20 / 19 + 60) / (20 - 20 / 19 + 50)
    trust = encoder_trust(vectors(HALF), PASSAGES, words(PASSAGES), 10)
    assert trust == pytest.approx((ratio - 0.25) / 0.9)
    assert trust == pytest.approx(0.83, abs=0.01)


def test_an_encoder_that_finds_nothing_is_not_trusted():
    """Neighbours always elsewhere, over 200 sentences: 6 / 205 is below any trust."""
    passages = np.repeat(np.arange(100), 2)
    elsewhere = (np.arange(200) + 1) // 2 % 100
    assert encoder_trust(vectors(elsewhere), passages, words(passages)) == 0.0


def test_without_evidence_the_model_is_trusted():
    """No sentence has a neighbour: nothing speaks against the model."""
    one = encoder_trust(vectors([0]), np.array([0]), words([0]))
    apart = encoder_trust(vectors([0, 1]), np.array([0, 1]), words([0, 1]))
    none = encoder_trust(np.zeros((0, 3), np.float32), np.zeros(0, np.int64), [])
    assert one == apart == none == 1.0


def articles(**counts: int) -> list[Article]:
    """Give so many articles in each language."""
    return [
        Article(f"{code}{number}", "", "", (), language=code)
        for code, count in counts.items()
        for number in range(count)
    ]


def test_a_language_is_measured_anew_when_its_articles_have_doubled():
    """Measured on two, it stays with three; with four it is; a new one is at once."""
    known = [LanguageEntry("en", 2, 0.5), LanguageEntry("ru", 2, 0.5)]
    found = measure_languages(articles(en=3, ru=4, de=1), [], [], WordEncoder(), known)
    assert found == (
        LanguageEntry("ru", 4, 1.0),
        LanguageEntry("en", 2, 0.5),
        LanguageEntry("de", 1, 1.0),
    )


def test_a_language_is_measured_anew_from_the_double_on():
    """Of three articles: not yet with five, with seven it is."""
    known = [LanguageEntry("en", 3, 0.5), LanguageEntry("ru", 3, 0.5)]
    found = measure_languages(articles(en=7, ru=5), [], [], WordEncoder(), known)
    assert found == (LanguageEntry("en", 7, 1.0), LanguageEntry("ru", 3, 0.5))


class GroupEncoder(WordEncoder):
    """An encoder for which texts of one number are the same, and others are unlike."""

    def encode_passages(self, texts: Sequence[str]) -> Iterator[EncodedText]:
        """Give the unit vector of each number."""
        nothing = np.zeros((0, 10), np.float32)
        for vector in vectors([int(text) for text in texts]):
            yield EncodedText(vector, nothing, np.zeros((0, 2), int), np.zeros(0, bool))


def measured(
    encoder: WordEncoder, *samples: tuple[str, np.ndarray, np.ndarray]
) -> list[tuple[str, float]]:
    """Measure languages, of which an encoder groups sentences so, and the words so."""
    passages, terms = [], []
    for language, groups, shared in samples:
        for row in range(0, 20, 2):
            text = f"{groups[row]}{groups[row + 1]}"
            parts = (Sentence(0, 1, 1), Sentence(1, 2, 1))
            passages.append(Passage("", 0, 2, text, "", None, parts))
            own = tuple(map(tuple, words(shared[row : row + 2])))
            code = "".join(language)  # as it is read from a file: another object
            terms.append(PassageTerms((), SentenceTerms(code, own), frozenset()))
    found = measure_languages(articles(en=2, ru=1), passages, terms, encoder, [])
    return [(entry.code, pytest.approx(entry.trust, abs=0.01)) for entry in found]


def test_each_language_is_measured_by_its_own_sentences():
    """In English the encoder is better than the words, in Russian half as good."""
    samples = (("en", PASSAGES, HALF), ("ru", HALF, PASSAGES))
    assert measured(GroupEncoder(), *samples) == [("en", 1.0), ("ru", 0.42)]


def test_the_default_model_is_doubted_later_in_english():
    """It learned that. Of Russian, and of other models, that isn't known."""
    samples = (("en", HALF, PASSAGES), ("ru", HALF, PASSAGES))
    default = GroupEncoder(DEFAULT_SHA256)
    assert measured(default, *samples) == [("en", 0.83), ("ru", 0.42)]
    assert measured(GroupEncoder(), *samples) == [("en", 0.42), ("ru", 0.42)]


def test_a_sentence_without_a_neighbour_is_not_compared():
    """Of two passages, one with a single sentence, the other's two are chosen."""
    one_alone = np.array([0, 1, 1])
    assert sample_sentences(one_alone, words([0, 1, 1])).tolist() == [1, 2]


def test_a_sample_of_a_large_library_is_compared():
    """Of 10,000 sentences every fiftieth passage is taken, and taken whole."""
    passages = np.repeat(np.arange(5000), 2)
    chosen = sample_sentences(passages, words(passages))
    assert np.unique(passages[chosen]).tolist() == list(range(0, 5000, 50))
    assert len(chosen) == 2 * len(range(0, 5000, 50))


def test_short_sentences_are_not_compared():
    """One of four terms resembles anything, and leaves its neighbour alone."""
    terms = [["t"] * count for count in (5, 5, 5, 4)]
    assert sample_sentences(np.array([0, 0, 1, 1]), terms).tolist() == [0, 1]
