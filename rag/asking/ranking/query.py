"""A question as every retriever needs it: encoded once, analysed once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    `trust` (0 to 1) how far the encoder knows it. `is_second` says that the second
    model encoded it, and `is_across` that it is in no language of the articles that it
    is asked of.
    """

    text: str
    encoded: EncodedText
    terms: tuple[Term, ...]
    stems: tuple[str, ...]
    stem_weights: tuple[float, ...]
    token_weights: Floats
    trust: float
    language: str
    is_second: bool = False
    is_across: bool = False


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
    trust = next(entry.trust for entry in languages if entry.code == language)
    return _prepared(question, encoder, language, codes, trust)


def prepare_second(
    question: str, encoder: QuestionEncoder, language: str, codes: Sequence[str]
) -> Query:
    """Encode a question with the second model, and analyse it.

    Args:
        question: The question.
        encoder: The second model, which is trusted with any language.
        language: The question's language, ISO 639-1.
        codes: Those of the articles that it is asked of.
    """
    query = _prepared(question, encoder, language, codes, 1.0)
    return replace(query, is_second=True, is_across=language not in codes)


def _prepared(
    question: str,
    encoder: QuestionEncoder,
    language: str,
    codes: Sequence[str],
    trust: float,
) -> Query:
    terms = find_terms(question, language, codes)
    stems, stem_weights = weighted_stems(terms)
    encoded = encoder.encode_question(question)
    # A token that stands for unknown text would match any other such token.
    weights = np.where(encoded.known, token_weights(encoded.offsets, terms), 0)
    if encoded.telling is not None:
        weights *= encoded.telling
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
