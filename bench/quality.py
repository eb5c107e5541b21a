"""The published tables of quality, each set asked about articles no constant has seen.

    python -m bench.quality ../shared/eval

Only questions on the half of the articles that `bench.fit_confidence` leaves out are
asked, and all of our own set, on which nothing was fitted. "Dense" are the vectors of
the same passages alone, and the best sentence by its own vector; ours and dense answer
the same questions, and how probable so large a difference is by chance is said by a
sign test. The table "removed" has how many are answered, and how many once more where
the passages that answer are taken out, and the AUROC of telling these from those;
"placed" how many with a place behind them that is in no article, and "moved" how many
that name a year, if it is another. `--only` chooses a table.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.stats import binomtest

from bench.opening import Models, opened
from bench.places import PLACED
from bench.removed import PassagesRemoved
from bench.reporting import cell, row
from rag.asking.assistant import Assistant
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.judging.evaluation import Scope, ask_all, asked_article, is_right
from rag.judging.metrics import auroc
from rag.judging.question_sets import (
    LabelledQuestion,
    QuestionSet,
    read_question_set,
)
from rag.judging.reporting import Report, report
from rag.judging.translated_sets import asked_in
from rag.library.generation.generation import Generation
from rag.models.second import second_of

R = TypeVar("R", bound=Retriever)

_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
MOVED, LATE = 3, 2000
"""By so many years a year is moved on, and from this one on back."""

OWN_WORDS = Path(__file__).with_name("own_words")
"""Our own documents, asked in a reader's own words; the other sets are public ones."""

TRANSLATED = "own_words in 8 languages"
"""The same questions, each in one of eight other languages than the documents'."""

ALONE = ("squad2", "xquad_en", "nq_gold")
"""English sets where little but the annotated passages answers a question; of covidqa's
papers on one subject another often does as well."""

OTHERS = ("xquad_de", "xquad_es", "xquad_ru", "xquad_ar", "xquad_zh")
IN_OTHERS = {name: name[-2:] for name in OTHERS} | {
    "cmrc2018": "zh",
    "jsquad": "ja",
    "faquad": "pt",
}
LIBRARIES = ("xquad_en", "nq_gold", "covidqa", *IN_OTHERS)
SETS: dict[str, Scope] = {
    "squad2": "article",
    OWN_WORDS.name: "article",
    TRANSLATED: "article",
    **dict.fromkeys(LIBRARIES, "library"),
}
PAIRS = {
    "xquad_en": OTHERS,
    "xquad_zh": ("xquad_en", "xquad_zh", "xquad_ru"),
    "xquad_es": ("xquad_en", "xquad_es", "xquad_zh"),
    "xquad_de": ("xquad_en", "xquad_de"),
    "xquad_ru": ("xquad_en", "xquad_ru", "xquad_es"),
    "xquad_ar": ("xquad_en", "xquad_ar"),
}
"""The languages that each set's documents are asked in, for the table of languages."""


def sets_table(folder: Path, models: Models) -> Iterator[str]:
    """Give a row a set: ours beside dense."""
    for name, scope in SETS.items():
        questions = _questions(folder, name)
        documents = OWN_WORDS.name if name == TRANSLATED else name
        assistant = models.assistant(questions, documents)
        outcomes = list(ask_all(questions, assistant, scope))
        ours = report(questions, scope, assistant.generation(), outcomes)
        wanted = [outcome for outcome in outcomes if outcome.labelled.answerable]
        dense = [dense_first(assistant, scope, one.labelled) for one in wanted]
        shares = ", ".join(f"{share:.3f}" for share in np.mean(dense, axis=0))
        hits = [(d[0], o.relevant[0]) for d, o in zip(dense, wanted, strict=True)]
        yield row(f"{name}, {scope}", shares, *figures(ours), sign_test(hits))


def dense_first(
    assistant: Assistant, scope: Scope, labelled: LabelledQuestion
) -> tuple[bool, bool]:
    """Tell whether the nearest passage is right, and its nearest sentence."""
    generation = assistant.generation()
    vector = assistant.encoder.encode_question(labelled.question).vector
    rows = range(len(generation.passages))
    if scope == "article":
        rows = generation.passage_rows(labelled.relevant[0])
    nearest = int(generation.passage_vectors.search(vector, 1, [rows])[0][0])
    passage, sentences = generation.passages[nearest], generation.sentence_rows(nearest)
    vectors = generation.sentence_vectors.rows(sentences.start, sentences.stop)
    quote = passage.quote(passage.sentences[int(np.argmax(vectors @ vector))])
    return (
        is_right(labelled, passage.article_id, passage.text),
        is_right(labelled, passage.article_id, quote),
    )


def sign_test(pairs: Sequence[tuple[bool, bool]]) -> str:
    """Say in how many pairs only the second is right or the first, and if by chance."""
    better = sum(second > first for first, second in pairs)
    worse = sum(second < first for first, second in pairs)
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    return f"{better} better, {worse} worse, p = {p:.2g}"


def figures(ours: Report) -> list[str | float | None]:
    """Give the cells of a report."""
    kinds = [
        f"{k.kind} ({k.questions}): {k.refused:.3f}, {k.auroc or 0:.4f}"
        for k in ours.unanswerable
    ]
    errors = (ours.calibration_error, ours.balanced_calibration_error)
    return [
        f"{ours.answerable} of {ours.questions}",
        ours.hit_at_1,
        ours.hit_at_5,
        ours.mrr_at_10,
        ours.sentence_at_1,
        ours.words_at_1,
        ours.answered,
        "; ".join(kinds) or None,
        ", ".join(f"{error or 0:.2f}" for error in errors),
    ]


def languages_table(folder: Path, models: Models) -> Iterator[str]:
    """Give a row a pair of languages: asked in one, answered from another.

    Each figure stands for the half that was fitted on, and for the unseen one.
    """
    sets = {name: read_question_set(folder / name) for name in PAIRS}
    for documents, languages in PAIRS.items():
        assistant = models.assistant(sets[documents], documents)
        for asked in languages:
            pair = asked_in(sets[documents], sets[asked])
            halves = [
                language_figures(half, assistant)
                for half in (pair.half("fitted"), pair.half("unseen"))
            ]
            cells = (", ".join(map(cell, both)) for both in zip(*halves, strict=True))
            yield row(asked[-2:], documents[-2:], *cells)


def language_figures(half: QuestionSet, assistant: Assistant) -> list[float | None]:
    """Give what the table of languages has of a half."""
    outcomes = list(ask_all(half, assistant, "library"))
    ours = report(half, "library", assistant.generation(), outcomes)
    refused = [kind.refused for kind in ours.unanswerable] or [None]
    return [ours.hit_at_1, ours.hit_at_5, ours.sentence_at_1, ours.answered, refused[0]]


def _questions(folder: Path, name: str) -> QuestionSet:
    """Read what is asked of a set."""
    if name not in (OWN_WORDS.name, TRANSLATED):
        return read_question_set(folder / name).half("unseen")
    own = read_question_set(OWN_WORDS)
    return own if name == OWN_WORDS.name else _translated(own)


def _translated(own: QuestionSet) -> QuestionSet:
    """Put the questions of our own set in the other languages."""
    lines = (OWN_WORDS / "translated.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["question"] for row in map(json.loads, lines)}
    asked = tuple(replace(q, question=texts[q.id]) for q in own.questions)
    return replace(own, name=TRANSLATED, questions=asked)


def _answerable(
    name: str, folder: Path, models: Models
) -> tuple[Generation, list[tuple[LabelledQuestion, list[str] | None]]]:
    """Give a set's index, and its questions with the articles each is asked of."""
    questions = _questions(folder, name)
    ids = [article.id for article in questions.articles]
    asked = filter(attrgetter("answerable"), questions.questions)
    is_one = SETS[name] == "article"
    return models.assistant(questions, name).generation(), [
        (each, [asked_article(each, ids)] if is_one else None) for each in asked
    ]


def _searching(kind: type[R], generation: Generation, models: Models) -> R:
    second = second_of(models.encoder)
    return kind(generation, models.encoder, models.reranker, second)


def removed_table(folder: Path, models: Models) -> Iterator[str]:
    """Give a row a set: how many are answered, also without what answers.

    Each is searched for as it stands: an assistant reads some misspelt ones anew.
    """
    for name in (*ALONE, *IN_OTHERS):
        generation, asked = _answerable(name, folder, models)
        whole = _searching(Retriever, generation, models)
        without = _searching(PassagesRemoved, generation, models)
        found: list[list[Retrieved]] = [[], []]
        for each, only in asked:
            if without.keep_wrong(each, only):
                found[0].append(whole.search(each.question, 1, only))
                found[1].append(without.search(each.question, 1, only))
        answered = [np.mean([r.status == "answered" for r in some]) for some in found]
        apart = auroc(*([each.confidence for each in some] for some in found))
        yield row(name, len(found[0]), *map(float, answered), apart)


def placed_table(folder: Path, models: Models) -> Iterator[str]:
    """Give a row a set: how many are answered, also if of a place elsewhere.

    "Who built it?" is, and "Who built it in Quito?" isn't.
    """
    for name in (*ALONE, *IN_OTHERS):
        generation, asked = _answerable(name, folder, models)
        retriever = _searching(Retriever, generation, models)
        said = " ".join(passage.text for passage in generation.passages)
        form, places = PLACED[IN_OTHERS.get(name, "en")]
        absent = cycle([place for place in places if place not in said])
        found: list[list[bool]] = [[], []]
        for each, only in asked:
            question = each.question.strip("¿?.？。؟ ")
            placed = form.format(question=question, place=next(absent))
            for some, text in zip(found, (each.question, placed), strict=True):
                some.append(retriever.search(text, 1, only).status == "answered")
        yield row(name, len(found[0]), *(float(np.mean(some)) for some in found))


def moved_table(folder: Path, models: Models) -> Iterator[str]:
    """Give a row a set: how many of those on a year are answered, also of another."""
    for name in (*ALONE, *IN_OTHERS):
        generation, asked = _answerable(name, folder, models)
        retriever = _searching(Retriever, generation, models)
        found: list[list[bool]] = [[], []]
        for each, only in asked:
            if not _YEAR.search(each.question):
                continue
            moved = _YEAR.sub(_another_year, each.question)
            for some, text in zip(found, (each.question, moved), strict=True):
                some.append(retriever.search(text, 1, only).status == "answered")
        yield row(name, len(found[0]), *(float(np.mean(some)) for some in found))


def _another_year(found: re.Match[str]) -> str:
    year = int(found.group())
    return str(year + MOVED if year < LATE else year - MOVED)


TABLES = {
    "sets": sets_table,
    "languages": languages_table,
    "removed": removed_table,
    "placed": placed_table,
    "moved": moved_table,
}


def main() -> None:
    """Print each table's rows as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--only", choices=TABLES, nargs="+", default=list(TABLES))
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    parser.add_argument("--reader", help="another reader than ours, or none")
    given = parser.parse_args()
    with opened(given.index, given.reader) as models:
        for name in given.only:
            for line in TABLES[name](given.sets, models):
                print(line, flush=True)


if __name__ == "__main__":
    main()
