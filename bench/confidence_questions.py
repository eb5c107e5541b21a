"""What the constants of `rag.asking.confidence` are fitted on: questions, asked.

A few sets are indexed and asked their own questions, and the English ones also some of
one another and of `STRANGERS`, which they don't answer ("foreign"). With the second
model each question that is answered is asked once more, of all articles but its own
("absent"), and with its reader across languages also where the passages that answer
are taken out ("removed"). All are on articles of the half that `QuestionSet.half` keeps
for fitting.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Literal, TypeVar

from bench.opening import Models
from bench.removed import PassagesRemoved
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.judging.evaluation import Scope, asked_article
from rag.judging.question_sets import LabelledQuestion as Labelled
from rag.judging.question_sets import QuestionSet, read_question_set, sha1_of
from rag.judging.translated_sets import asked_in
from rag.models.second import second_of

Uses = Literal["reader", "second", "second reader", "neither"]
R = TypeVar("R", bound=Retriever)
Sets = Sequence[tuple[str, Scope]]
Placed = list[tuple[Labelled, list[str] | None]]
"""Questions, and the articles that each is asked of; None is all."""

SCOPES: tuple[Scope, ...] = ("article", "library")
ENGLISH: Sets = (*product(("squad2", "xquad_en"), SCOPES), ("nq_gold", "library"))
STRANGERS = ("covidqa", "long_excerpts", "boolq", "mtrag")
OTHER: Sets = tuple(product(("xquad_ru", "xquad_zh", "xquad_ar"), SCOPES))

_LANGUAGES = ("xquad_de", "xquad_es", "xquad_ru", "xquad_ar", "xquad_zh")
SECOND: Sets = (*product((*_LANGUAGES, "jsquad"), SCOPES), ("cmrc2018", "library"))
"""Larger libraries are among them: the best of more passages is better by chance. Of
faquad's rules, all of one university, others often answer what one does."""

_PAIRS = ("xquad_en>xquad_zh", "xquad_en>xquad_ru", "xquad_zh>xquad_es")
ACROSS: Sets = tuple(
    product((*(f"{name}>xquad_en" for name in _LANGUAGES), *_PAIRS), SCOPES)
)
"""Questions of one language put to the documents of another."""

FOREIGN_QUESTIONS = 25
SAME_ARTICLES = {"squad2", "xquad_en"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's features and labels."""

    set: str
    scope: Scope
    kind: str
    features: tuple[float, ...]


def ask_sets(
    sets: Sets, uses: Uses, per_kind: int, folder: Path, models: Models
) -> Iterator[Asked]:
    """Put to each set so many of its questions a kind, to English ones also others'."""
    others = STRANGERS if sets == ENGLISH else ()
    names = dict.fromkeys([*(name for name, _ in sets), *others])
    read = {name: read_set(folder, name).half("fitted") for name in names}
    for name, scope in sets:
        ids = [article.id for article in read[name].articles]
        asked = sample(read[name], per_kind)
        asked += foreign_questions(name, read) if others else []
        found = found_of(scope, asked, ids, uses, (read[name], models))
        for kind, retrieved in found:
            features = tuple(float(v or 0) for v in astuple(retrieved.features))
            yield Asked(name, scope, kind, features)


def found_of(
    scope: Scope,
    asked: Sequence[Labelled],
    ids: Sequence[str],
    uses: Uses,
    opened: tuple[QuestionSet, Models],
) -> Iterator[tuple[str, Retrieved]]:
    """Give the kind of each question, and what was found for it."""
    placed = placed_in(scope, asked, ids)
    is_second = uses.startswith("second")
    absent = elsewhere(asked, ids) if is_second and scope == "library" else []
    retriever = open_retriever(Retriever, uses, *opened)
    for question, only in [*placed, *absent]:
        yield question.group, retriever.search(question.question, 1, only)
    if uses != "second reader" or ">" not in opened[0].name:
        return
    without = open_retriever(PassagesRemoved, uses, *opened)
    for question, only in placed:
        if question.answerable and without.keep_wrong(question, only):
            yield "removed", without.search(question.question, 1, only)


def open_retriever(
    kind: type[R], uses: Uses, questions: QuestionSet, models: Models
) -> R:
    """Index a set's documents, and open what finds passages of them."""
    documents = questions.name.rpartition(">")[2]
    return kind(
        models.assistant(questions, documents).generation(),
        models.encoder,
        models.reranker if uses.endswith("reader") else None,
        second_of(models.encoder) if uses.startswith("second") else None,
    )


def placed_in(scope: Scope, asked: Sequence[Labelled], ids: Sequence[str]) -> Placed:
    """Ask each of all articles, or of one (`asked_article`)."""
    alone = scope == "article"
    return [(q, [asked_article(q, ids)] if alone else None) for q in asked]


def elsewhere(asked: Sequence[Labelled], ids: Sequence[str]) -> Placed:
    """Ask each that has an answer of all articles but those that give it, in vain.

    The sets' own unanswerable questions ask for two absent articles or so: how hard
    these are to tell says little of others.
    """
    absent = [
        replace(q, answerable=False, kind="absent") for q in asked if q.answerable
    ]
    return [(q, [each for each in ids if each not in q.relevant]) for q in absent]


def read_set(folder: Path, name: str) -> QuestionSet:
    """Read a set; of "a>b" the documents of b with the questions of a."""
    asked, _, documents = name.rpartition(">")
    questions = read_question_set(folder / documents)
    if not asked:
        return questions
    return asked_in(questions, read_question_set(folder / asked))


def foreign_questions(name: str, sets: Mapping[str, QuestionSet]) -> list[Labelled]:
    """Take some questions of other sets, which a set doesn't answer."""
    foreign: list[Labelled] = []
    for other, its in sets.items():
        if other != name and not {other, name} <= SAME_ARTICLES:
            answerable = [q for q in its.questions if q.answerable]
            foreign += random.Random(1).sample(answerable, FOREIGN_QUESTIONS)
    in_vain = {"relevant": (), "near": (), "answerable": False, "kind": "foreign"}
    return [replace(question, **in_vain) for question in foreign]


def sample(questions: QuestionSet, per_kind: int) -> list[Labelled]:
    """Keep `per_kind` questions of each kind, by the smallest SHA-1 of their ids."""
    counts: Counter[str] = Counter()
    kept = []
    for question in sorted(questions.questions, key=lambda q: sha1_of(q.id)):
        counts[question.group] += 1
        if counts[question.group] <= per_kind:
            kept.append(question)
    return kept
