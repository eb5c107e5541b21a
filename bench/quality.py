"""The README's tables of quality, each set asked about articles no constant has seen.

    python -m bench.quality ../shared/eval

Only questions on the half of the articles that `bench.fit_confidence` leaves out are
asked. "Dense" are the vectors of the same passages alone, and the best sentence by its
own vector; ours and dense answer the same questions, and how probable so large a
difference is by chance is said by a sign test. `--only` chooses a table.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import binomtest

from bench.opening import Models, opened
from rag.asking.assistant import Assistant
from rag.judging.evaluation import AnsweredQuestion, Scope, ask_all, is_right
from rag.judging.question_sets import (
    LabelledQuestion,
    QuestionSet,
    asked_in,
    read_question_set,
)
from rag.judging.reporting import Report, report
from rag.types import Turn

ALONE = ("xquad_en", "xquad_de", "xquad_es", "xquad_ru", "xquad_ar", "xquad_zh")
LIBRARIES = (
    "xquad_en",
    "nq_gold",
    "covidqa",
    *ALONE[1:],
    "cmrc2018",
    "jsquad",
    "faquad",
)
SETS: tuple[tuple[str, Scope], ...] = (
    ("squad2", "article"),
    *((name, "library") for name in LIBRARIES),
)
PAIRS = {
    "xquad_en": ALONE[1:],
    "xquad_zh": ("xquad_en", "xquad_zh", "xquad_ru"),
    "xquad_es": ("xquad_en", "xquad_es", "xquad_zh"),
    "xquad_de": ("xquad_en", "xquad_de"),
    "xquad_ru": ("xquad_en", "xquad_ru", "xquad_es"),
    "xquad_ar": ("xquad_en", "xquad_ar"),
}
"""The languages that each set's documents are asked in, for the table of languages."""

SHORT_WORDS = 5
PRONOUN = re.compile(
    r"\b(?:it|he|she|him|they|them|these|those|their|its|his|her|this|that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What all tables need: the sets' folder, and the models."""

    sets: Path
    models: Models

    def open(self, name: str) -> tuple[QuestionSet, Assistant]:
        """Read a set and index it, or take over the index that is there."""
        questions = read_question_set(self.sets / name)
        return questions, self.models.assistant(questions, name)


def sign_test(pairs: Sequence[tuple[float, float]]) -> str:
    """Say in how many pairs the second is greater or less, and if by chance."""
    better = sum(second > first for first, second in pairs)
    worse = sum(second < first for first, second in pairs)
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    return f"{better} better, {worse} worse, p = {p:.2g}"


def sets_table(bench: Bench) -> Iterator[str]:
    """Give a row a set: ours beside dense."""
    for name, scope in SETS:
        whole, assistant = bench.open(name)
        questions = whole.half("unseen")
        outcomes = list(ask_all(questions, assistant, scope))
        ours = report(questions, scope, assistant.generation(), outcomes)
        wanted = [outcome for outcome in outcomes if outcome.labelled.answerable]
        dense = [dense_first(bench, assistant, scope, one) for one in wanted]
        both = zip(dense, wanted, strict=True)
        hits = [(float(d[0]), float(o.relevant[0])) for d, o in both]
        shares = ", ".join(f"{share:.3f}" for share in np.mean(dense, axis=0))
        yield f"| {name}, {scope} | {shares} | {figures(ours)} | {sign_test(hits)} |"


def dense_first(
    bench: Bench, assistant: Assistant, scope: Scope, outcome: AnsweredQuestion
) -> tuple[bool, bool]:
    """Tell whether the nearest passage is right, and its nearest sentence."""
    generation, labelled = assistant.generation(), outcome.labelled
    vector = bench.models.encoder.encode_question(labelled.question).vector
    rows = range(len(generation.passages))
    if scope == "article":
        rows = generation.passage_rows(labelled.relevant[0])
    row = int(generation.passage_vectors.search(vector, 1, [rows])[0][0])
    passage, sentences = generation.passages[row], generation.sentence_rows(row)
    vectors = generation.sentence_vectors.rows(sentences.start, sentences.stop)
    quote = passage.quote(passage.sentences[int(np.argmax(vectors @ vector))])
    return (
        is_right(labelled, passage.article_id, passage.text),
        is_right(labelled, passage.article_id, quote),
    )


def figures(ours: Report) -> str:
    """Put the figures of a report into cells."""
    kinds = [
        f"{k.kind} ({k.questions}): {k.refused:.3f}, {k.auroc or 0:.4f}"
        for k in ours.unanswerable
    ]
    ranking = [ours.hit_at_1, ours.hit_at_5, ours.mrr_at_10, ours.sentence_at_1]
    ranking += [ours.words_at_1, ours.answered]
    errors = (ours.calibration_error, ours.balanced_calibration_error)
    cells = [f"{ours.answerable} of {ours.questions}"]
    cells += ["–" if value is None else f"{value:.3f}" for value in ranking]
    cells += ["; ".join(kinds) or "–"]
    return " | ".join([*cells, ", ".join(f"{e or 0:.2f}" for e in errors)])


def followups_table(bench: Bench) -> Iterator[str]:
    """Give a row a group of mtrag's turns: taken literally, and with readings."""
    questions, assistant = bench.open("mtrag")
    answerable = tuple(q for q in questions.questions if q.answerable)
    alone = tuple(replace(q, history=()) for q in answerable)
    literal, read = (
        list(ask_all(replace(questions, questions=asked), assistant, "library"))
        for asked in (alone, answerable)
    )
    groups: dict[str, Callable[[LabelledQuestion], bool]] = {
        "all": lambda q: True,
        "short": lambda q: bool(q.history) and len(q.question.split()) <= SHORT_WORDS,
        "with a pronoun": lambda q: bool(q.history and PRONOUN.search(q.question)),
    }
    for title, is_in in groups.items():
        both = zip(literal, read, strict=True)
        chosen = [pair for pair in both if is_in(pair[1].labelled)]
        for depth in (1, 5):
            hits = [tuple(float(any(o.relevant[:depth])) for o in p) for p in chosen]
            means = ", ".join(f"{mean:.3f}" for mean in np.mean(hits, axis=0))
            named = f"{title}, {len(chosen)}, hit@{depth}"
            yield f"| {named} | {means} | {sign_test(hits)} |"
    yield f"| misread after another subject | {misread(bench)} |"


def misread(bench: Bench) -> str:
    """Count squad2's questions that a random one of nq_gold before changes."""
    questions, assistant = bench.open("squad2")
    others = read_question_set(bench.sets / "nq_gold").questions
    asked = [q for q in questions.questions if q.answerable]
    before = random.Random(1).choices(others, k=len(asked))
    after = tuple(
        replace(question, history=(Turn(other.question),))
        for question, other in zip(asked, before, strict=True)
    )
    outcomes = ask_all(replace(questions, questions=after), assistant, "library")
    wrong = sum(outcome.answer.read_as is not None for outcome in outcomes)
    return f"{wrong} of {len(asked)}"


def alone_table(bench: Bench) -> Iterator[str]:
    """Give a row a set, each article a library of its own: trust as measured, and 0."""
    for name in ALONE:
        questions = elsewhere(read_question_set(bench.sets / name).half("unseen"))
        measured, without, trusts = [], [], []
        for article in questions.articles:
            asked = tuple(q for q in questions.questions if article.id in q.near)
            if not asked:
                continue
            one = QuestionSet(name, (article,), asked)
            assistant = bench.models.assistant(one, f"alone/{article.id}")
            generation = assistant.generation()
            (language,) = generation.manifest.languages
            trusts.append(language.trust)
            measured += ask_all(one, assistant, "article")
            generation.manifest = replace(
                generation.manifest, languages=(replace(language, trust=0.0),)
            )
            without += ask_all(one, assistant, "article")
        spread = f"{min(trusts):.2f} to {max(trusts):.2f}"
        for title, outcomes in ((f"as measured, {spread}", measured), ("0", without)):
            table = report(questions, "article", assistant.generation(), outcomes)
            yield f"| {name} | {title} | {figures(table)} |"
        pairs = [
            (float(w.relevant[0]), float(m.relevant[0]))
            for w, m in zip(without, measured, strict=True)
            if m.labelled.answerable
        ]
        yield f"| {name} | hit@1, measured against 0 | {sign_test(pairs)} |"


def elsewhere(questions: QuestionSet) -> QuestionSet:
    """Ask each answerable question of its article, and of the next one, in vain."""
    answerable = [q for q in questions.questions if q.answerable]
    homes = list(dict.fromkeys(q.relevant[0] for q in answerable))
    nexts = dict(zip(homes, homes[1:] + homes[:1], strict=True))
    own = [replace(q, near=q.relevant) for q in answerable]
    vain = [replace(q, near=(nexts[q.relevant[0]],)) for q in answerable]
    other = [replace(q, relevant=(), answerable=False, kind="other") for q in vain]
    return replace(questions, questions=(*own, *other))


def languages_table(bench: Bench) -> Iterator[str]:
    """Give a row a pair of languages: asked in one, answered from another.

    Each figure stands for the half that was fitted on, and for the unseen one.
    """
    sets = {name: read_question_set(bench.sets / name) for name in ALONE}
    for documents, languages in PAIRS.items():
        _, assistant = bench.open(documents)
        generation = assistant.generation()
        for asked in languages:
            pair = asked_in(sets[documents], sets[asked])
            halves = [
                report(half, "library", generation, list(outcomes))
                for half in (pair.half("fitted"), pair.half("unseen"))
                if (outcomes := ask_all(half, assistant, "library"))
            ]
            cells = zip(*map(language_figures, halves), strict=True)
            both = " | ".join(", ".join(cell) for cell in cells)
            yield f"| {asked[-2:]} | {documents[-2:]} | {both} |"


def language_figures(ours: Report) -> list[str]:
    """Give what the table of languages has of a half."""
    refused = [kind.refused for kind in ours.unanswerable] or [None]
    figures = (ours.hit_at_1, ours.hit_at_5, ours.sentence_at_1, ours.answered)
    return [
        "–" if value is None else f"{value:.3f}" for value in (*figures, refused[0])
    ]


TABLES = {
    "sets": sets_table,
    "followups": followups_table,
    "alone": alone_table,
    "languages": languages_table,
}


def main() -> None:
    """Print each table's rows as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--only", choices=TABLES, nargs="+", default=list(TABLES))
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    parser.add_argument("--reader", help="another reader than ours, or none")
    arguments = parser.parse_args()
    with opened(arguments.index, arguments.reader) as models:
        for name in arguments.only:
            for row in TABLES[name](Bench(arguments.sets, models)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
