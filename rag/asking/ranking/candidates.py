"""The first stage: passages that may answer, from vectors and from words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from rag.asking.ranking.fusion import Ranking, fuse
from rag.asking.ranking.late_interaction import Interaction, Layout, interact
from rag.asking.ranking.query import Query
from rag.asking.wording.lives import find_life
from rag.asking.wording.rhetorical_roles import words_of_role
from rag.library.generation.encodings import Encodings
from rag.library.generation.generation import Generation
from rag.library.generation.nearest import each_row
from rag.library.generation.token_codes import similarities
from rag.text.terms import find_terms, weighted_stems
from rag.types import Passage

LIST_DEPTH = 100
"""Entries of each retriever's list that are fused."""

SENTENCE_DEPTH = 300
"""Sentences looked up for a list of `LIST_DEPTH` passages, which have several each."""

CANDIDATES = 20
"""Passages that late interaction sees: 10, 20 and 40 differ by less than 0.1 points of
hit@1 on six public sets."""

ENCODER_SHARE = 0.7
"""Weight of the two vector lists together, for a language that the encoder knows."""

TOKEN_SHARE = 0.7
"""What the second model's tokens count beside its vectors of passage and sentence. Of
XQuAD's questions across languages, on half of the articles, 0.867, 0.876, 0.882, 0.873
and 0.844 find their paragraph first with 0.5, 0.6, 0.7, 0.8 and 0.9."""

NEIGHBOURS = 10
"""A question's nearest passages but so many tell how near it is to all: what answers
stands out from them, in whatever language it was asked. Lists of translations are told
right from wrong by as many neighbours (Conneau et al. 2018, "Word Translation Without
Parallel Data", section 2.3, CSLS)."""

RETRIEVERS = ("passage vectors", "sentence vectors", "words")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, and all that is known of it.

    `row` is its place among those of the index; `fused` its score in standard
    deviations; `ranks` its rank in each retriever's list; `coverage` (s,) the share of
    the question's words, by IDF, that each sentence or its headings have; `level` the
    cosine of a passage further off (`NEIGHBOURS`), the same for all.
    """

    row: int
    passage: Passage
    fused: float
    ranks: tuple[tuple[str, int], ...]
    interaction: Interaction
    coverage: NDArray[np.float32]
    level: float = 0.0


def find_candidates(
    query: Query,
    generation: Generation,
    parts: Sequence[range],
) -> list[Candidate]:
    """Find the passages that may answer, best first by the fused rankings.

    Args:
        query: The question.
        generation: The index.
        parts: The passages to search, at least one, as `Generation.rows_of` gives them.

    Returns:
        `CANDIDATES` passages, or all where there are fewer.
    """
    rankings = _rankings(query, generation, parts)
    # In a language that the encoder doesn't know, the words have all the weight.
    vectors = ENCODER_SHARE * query.trust / 2
    weights = (vectors, vectors, 1 - ENCODER_SHARE * query.trust)
    fused = fuse(rankings, weights, CANDIDATES)
    if not len(fused.ids):
        # No word is known and the encoder isn't trusted: the nearest is all there is.
        nearest = rankings[0]
        fused = Ranking(nearest.ids[:CANDIDATES], nearest.scores[:CANDIDATES])
    interactions = _interactions(query, generation, fused.ids.tolist())
    coverages = _coverages(query, generation, fused.ids.tolist())
    ranks = [dict(zip(r.ids.tolist(), count(1), strict=False)) for r in rankings]
    level = level_of(rankings[0])
    return [
        Candidate(
            row=row,
            passage=generation.passages[row],
            fused=score,
            ranks=tuple(
                (name, rank_of[row])
                for name, rank_of in zip(RETRIEVERS, ranks, strict=True)
                if row in rank_of
            ),
            interaction=interaction,
            coverage=coverage,
            level=level,
        )
        for row, score, interaction, coverage in zip(
            fused.ids.tolist(),
            fused.scores.tolist(),
            interactions,
            coverages,
            strict=True,
        )
    ]


def _rankings(
    query: Query, generation: Generation, parts: Sequence[range]
) -> list[Ranking]:
    """Rank the passages by each of `RETRIEVERS`, in their order."""
    encodings = encodings_for(query, generation)
    return [
        Ranking(*encodings.passages.search(query.encoded.vector, LIST_DEPTH, parts)),
        _by_sentences(query, generation, parts),
        _by_words(query, generation, parts),
    ]


def encodings_for(query: Query, generation: Generation) -> Encodings:
    """Give the encodings by the model that encoded a question."""
    if not query.is_second:
        return generation.first
    assert generation.second is not None  # or the second model would not be asked
    return generation.second


def _by_sentences(
    query: Query, generation: Generation, parts: Sequence[range]
) -> Ranking:
    """Rank passages by their best sentence's vector."""
    found, scores = encodings_for(query, generation).sentences.search(
        query.encoded.vector,
        SENTENCE_DEPTH,
        [generation.all_sentence_rows(part) for part in parts],
    )
    passages = generation.passages_of_sentences(found)
    # Rows come best first, so a passage's first sentence is its best.
    _, first = np.unique(passages, return_index=True)
    kept = np.sort(first)[:LIST_DEPTH]
    return Ranking(passages[kept], scores[kept])


def _by_words(query: Query, generation: Generation, parts: Sequence[range]) -> Ranking:
    """Rank passages by BM25, by the question's words and those of the role it asks for.

    "What do they recommend?" has no word of "Nets should be cheap".
    """
    assert generation.passage_terms is not None  # there is a passage
    of_role = find_terms(words_of_role(query.text), "en")
    stems, weights = weighted_stems([*query.terms, *of_role])
    # Named one by one only where it must be: scoring whole columns takes less time.
    is_all = sum(map(len, parts)) == len(generation.passages)
    return Ranking(
        *generation.passage_terms.search(
            stems,
            LIST_DEPTH,
            allowed=None if is_all else each_row(parts),
            weights=weights,
        )
    )


def level_of(nearest: Ranking) -> float:
    """Give the cosine of the passage behind the `NEIGHBOURS` nearest, or of the last.

    Args:
        nearest: Passages by their vectors; none gives 0.
    """
    return float(nearest.scores[: NEIGHBOURS + 1][-1]) if len(nearest.scores) else 0.0


def _interactions(
    query: Query, generation: Generation, rows: Sequence[int]
) -> list[Interaction]:
    """Compare the question's tokens with those of all candidates at once."""
    encodings = encodings_for(query, generation)
    codes = [encodings.token_codes(row) for row in rows]
    starts = np.cumsum([0, *map(len, codes)]).tolist()
    layouts = [
        Layout(
            context=(start, start + encodings.context_tokens(row)),
            sentences=encodings.token_spans(row) + start,
        )
        for row, start in zip(rows, starts[:-1], strict=True)
    ]
    matrix = similarities(query.encoded.tokens, np.concatenate(codes))
    found = interact(matrix, query.token_weights, layouts)
    if not query.is_second:
        return found
    vectors = [encodings.cosines(row, query.encoded.vector) for row in rows]
    return [blended(*pair) for pair in zip(found, vectors, strict=True)]


def blended(tokens: Interaction, cosines: Sequence[float]) -> Interaction:
    """Weigh the second model's tokens against its vectors.

    Args:
        tokens: What comparing token by token gives.
        cosines: Of the question's vector with the passage's and each sentence's.

    Example:
        A MaxSim of 1 and a cosine of 0 give `TOKEN_SHARE`.
    """
    vectors = np.array(cosines, np.float32)
    by_tokens = np.array([tokens.passage, *tokens.sentences], np.float32)
    both = TOKEN_SHARE * by_tokens + (1 - TOKEN_SHARE) * vectors
    return replace(tokens, passage=float(both[0]), sentences=both[1:])


def _coverages(
    query: Query, generation: Generation, rows: Sequence[int]
) -> list[NDArray[np.float32]]:
    """Give the share of the question's words in each sentence of each candidate.

    What states a life in brackets has them all.
    """
    assert generation.sentence_terms is not None  # there is a passage
    sentences = [generation.sentence_rows(row) for row in rows]
    coverage = generation.sentence_terms.coverage(
        query.stems, query.stem_weights, np.concatenate(sentences)
    )
    passages = [generation.passages[row] for row in rows]
    quotes = (p.quote(sentence) for p in passages for sentence in p.sentences)
    stating = [find_life(query.text, quote) is not None for quote in quotes]
    coverage = np.where(stating, np.float32(1), coverage)
    return np.split(coverage, np.cumsum([len(part) for part in sentences])[:-1])
