"""Quotewell, a plain script, and other programs on the same passages and weights.

They run in turn (`bench.peer_race`); here are the corpus and the figures.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench.peer_race import Asked, Judge, PeerRace
from bench.peers.protocol import Corpus
from bench.workers import Program, find_programs
from rag.assistant import Assistant
from rag.chunking import passage_input
from rag.question_sets import QuestionSet
from rag.types import Article

QUESTIONS_A_ROUND = 43
"""Seven rounds ask 301."""

FEW_PASSAGES = 48
"""A small build reads so many at least, in whole articles."""

WARM_UP = 5


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """Medians over the rounds, and shares of all questions.

    `per_second` are the passages that were built in a second, of all passages and of
    few. `export_bytes` of the `disk_bytes` are a model that is exported once for a
    library, whatever its size.
    """

    program: Program
    per_second: tuple[float, float]
    disk_bytes: int
    export_bytes: int
    p50_ms: float
    p95_ms: float
    cold_s: float
    memory_mb: float
    hit_at_1: float
    sentence_at_1: float | None


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """Figures of the programs, ours first, plain second; others that failed, and why.

    `passages` were searched, `few` built by themselves, too, `questions` asked.
    """

    figures: list[PeerFigures]
    failures: list[tuple[str, str]]
    passages: int
    few: int
    questions: int
    rounds: int


def compare_peers(
    assistant: Assistant, questions: QuestionSet, work: Path, cache: Path, rounds: int
) -> PeerComparison:
    """Install the peers, and run all programs.

    Args:
        assistant: Answers from a library of the set's articles.
        questions: The set.
        work: A folder for corpora and indexes.
        cache: Where the peers' environments are, or are to be.
        rounds: How many rounds of builds, and of questions.
    """
    programs, failures = find_programs(cache)
    whole = make_corpus(assistant, questions.articles)
    few = make_corpus(assistant, _first_articles(assistant, questions))
    paths = work / "whole.json", work / "few.json"
    for path, corpus in zip(paths, (whole, few), strict=True):
        path.write_text(json.dumps(asdict(corpus)), "utf-8")
    asked = [
        q for q in questions.sample(len(questions.questions)).questions if q.answerable
    ]
    starts = range(WARM_UP, WARM_UP + rounds * QUESTIONS_A_ROUND, QUESTIONS_A_ROUND)
    slices = [asked[:WARM_UP], *(asked[s : s + QUESTIONS_A_ROUND] for s in starts)]
    race = PeerRace(programs, work, rounds)
    (first,), *builds = race.build(paths)
    texts = {
        name: passage.text
        for name, passage in zip(
            whole.ids, assistant.generation().passages, strict=True
        )
    }
    rounds_asked = list(race.ask(slices, Judge(texts)))
    return PeerComparison(
        figures=[
            _figures(
                program,
                first[program.module],
                [
                    len(corpus.passages)
                    / median(built[program.module]["seconds"] for built in rounds_built)
                    for corpus, rounds_built in zip(
                        (whole, few), zip(*builds, strict=True), strict=True
                    )
                ],
                [a[program.module] for a in rounds_asked],
            )
            for program in race.programs
        ],
        failures=[*failures, *race.failures],
        passages=len(whole.passages),
        few=len(few.passages),
        questions=sum(map(len, slices[1:])),
        rounds=rounds,
    )


def make_corpus(assistant: Assistant, articles: Sequence[Article]) -> Corpus:
    """Give articles, and their passages as the library has them."""
    generation = assistant.generation()
    rows = [row for a in articles for row in generation.passage_rows(a.id)]
    passages = [generation.passages[row] for row in rows]
    return Corpus(
        articles=[(a.id, a.title, a.text) for a in articles],
        ids=[f"{p.article_id}:{p.start}" for p in passages],
        passages=[passage_input(p) for p in passages],
        sentences=[[p.quote(s) for s in p.sentences] for p in passages],
    )


def _first_articles(assistant: Assistant, questions: QuestionSet) -> list[Article]:
    """Take articles until they have `FEW_PASSAGES`."""
    chosen: list[Article] = []
    passages = 0
    for article in questions.articles:
        if passages < FEW_PASSAGES:
            chosen.append(article)
            passages += len(assistant.generation().passage_rows(article.id))
    return chosen


def _figures(
    program: Program,
    first: dict[str, Any],
    per_second: Sequence[float],
    rounds: Sequence[Asked],
) -> PeerFigures:
    hits = [hit for one in rounds for hit in one.hits]
    sentences = [right for one in rounds for right in one.sentences]
    return PeerFigures(
        program=program,
        per_second=(per_second[0], per_second[1]),
        disk_bytes=first["bytes"],
        export_bytes=first["export_bytes"],
        p50_ms=median(float(np.percentile(one.times_ms, 50)) for one in rounds),
        p95_ms=median(float(np.percentile(one.times_ms, 95)) for one in rounds),
        cold_s=median(one.cold_s for one in rounds),
        memory_mb=median(one.memory_mb for one in rounds),
        hit_at_1=sum(hits) / len(hits),
        sentence_at_1=sum(sentences) / len(sentences) if sentences else None,
    )
