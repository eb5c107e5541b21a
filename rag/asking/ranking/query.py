"""A question as every retriever needs it: encoded once, analysed once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.asking.ranking.late_interaction import Floats, token_weights
from rag.library.generation.manifest import LanguageEntry
from rag.roles import EncodedText, QuestionEncoder
from rag.text.languages import choose_language
from rag.text.terms import Term, find_terms, weighted_stems


@dataclass(frozen=True, slots=True)
class Query:
    """A prepared question.

    `stems` and `stem_weights` are what to search the words by; `token_weights` (t,) is
    what each token of `encoded` counts; `language` is the question's, ISO 639-1, and
    `trust` (0 to 1) how far the encoder knows it.
    """

    text: str
    encoded: EncodedText
    terms: tuple[Term, ...]
    stems: tuple[str, ...]
    stem_weights: tuple[float, ...]
    token_weights: Floats
    trust: float
    language: str


def prepare(
    question: str, encoder: QuestionEncoder, languages: Sequence[LanguageEntry]
) -> Query:
    """Encode and analyse a question.

    Args:
        question: The question.
        encoder: The model of the index.
        languages: The languages of the articles, at least one. The question is taken
            to be in one of them; its words are looked for in all.
    """
    # Taken for a language of the library: a short question is easily mistaken, and in
    # any other nothing could be found.
    codes = [entry.code for entry in languages]
    language = choose_language(question, codes)
    terms = find_terms(question, language, codes)
    stems, stem_weights = weighted_stems(terms)
    encoded = encoder.encode_question(question)
    # A token that stands for unknown text would match any other such token.
    weights = np.where(encoded.known, token_weights(encoded.offsets, terms), 0)
    trust = next(entry.trust for entry in languages if entry.code == language)
    return Query(
        text=question,
        encoded=encoded,
        terms=tuple(terms),
        stems=tuple(stems),
        stem_weights=tuple(stem_weights),
        token_weights=weights if weights.any() else np.ones_like(weights),
        trust=trust if weights.any() else 0.0,
        language=language,
    )
