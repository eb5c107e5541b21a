"""What the constants of `rag.asking.confidence` are fitted on: questions, asked.

A few sets are indexed and asked their own questions, and the English ones also some of
one another and of `strangers`, which they don't answer ("foreign"). With the second
model each question that is answered is asked once more, of all articles but its own
("absent"). All are on articles of the half that `QuestionSet.half` keeps for fitting.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Literal

from bench.opening import Models
from rag.asking.retrieval import Retriever
from rag.judging.evaluation import Scope, asked_article
from rag.judging.question_sets import (
    LabelledQuestion,
    QuestionSet,
    asked_in,
    read_question_set,
    sha1_of,
)
from rag.judging.set_indexes import index_set
from rag.models.second import second_of

Uses = Literal["reader", "second", "neither"]

FOREIGN_QUESTIONS = 25
SAME_ARTICLES = {"squad2", "xquad_en"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's features and labels; `group` is the set and scope."""

    group: str
    kind: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Which sets are asked, with what.

    `per_kind` is how many questions of each kind of a set are, `strangers` are sets of
    which questions are asked in vain.
    """

    folder: Path
    sets: Sequence[tuple[str, Scope]]
    strangers: Sequence[str]
    uses: Uses
    per_kind: int


def ask_groups(one: Asking, models: Models) -> Iterator[Asked]:
    """Put to each set its own questions and, given strangers, some of others."""
    names = dict.fromkeys([*(name for name, _ in one.sets), *one.strangers])
    sets = {name: read_set(one.folder, name).half("fitted") for name in names}
    second = second_of(models.encoder) if one.uses == "second" else None
    for name, scope in one.sets:
        foreign = foreign_questions(name, sets) if one.strangers else []
        asked = sample(sets[name], one.per_kind) + foreign
        folder = models.folder / name.rpartition(">")[2]
        library = index_set(sets[name], folder, models.encoder)
        retriever = Retriever(
            library.open(models.encoder.identity),
            models.encoder,
            models.reranker if one.uses == "reader" else None,
            second,
        )
        ids = [article.id for article in sets[name].articles]
        placed = placed_in(scope, asked, ids)
        if second is not None and scope == "library":
            placed = [*placed, *elsewhere(asked, ids)]
        for question, only in placed:
            found = retriever.search(question.question, 1, only)
            features = tuple(float(v or 0) for v in astuple(found.features))
            yield Asked(f"{name}, {scope}", question.group, features)


Placed = list[tuple[LabelledQuestion, list[str] | None]]
"""Questions, and the articles that each is asked of; None is all."""


def placed_in(
    scope: Scope, asked: Sequence[LabelledQuestion], ids: list[str]
) -> Placed:
    """Ask each of all articles, or of one (`asked_article`)."""
    alone = scope == "article"
    return [(q, [asked_article(q, ids)] if alone else None) for q in asked]


def elsewhere(asked: Sequence[LabelledQuestion], ids: Sequence[str]) -> Placed:
    """Ask each that has an answer of all articles but those that give it, in vain.

    The sets' own unanswerable questions ask for two absent articles or so: how hard
    these are to tell says little of others.
    """
    return [
        (
            replace(question, answerable=False, kind="absent"),
            [each for each in ids if each not in question.relevant],
        )
        for question in asked
        if question.answerable
    ]


def keep(path: Path, asked: Sequence[Asked]) -> None:
    """Keep what was asked, to fit it again in seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(map(astuple, asked))), "utf-8")


def kept(path: Path) -> list[Asked]:
    """Read what was kept."""
    rows = json.loads(path.read_text("utf-8"))
    return [Asked(group, kind, tuple(features)) for group, kind, features in rows]


def read_set(folder: Path, name: str) -> QuestionSet:
    """Read a set; of "a>b" the documents of b with the questions of a."""
    asked, _, documents = name.rpartition(">")
    questions = read_question_set(folder / documents)
    return (
        asked_in(questions, read_question_set(folder / asked)) if asked else questions
    )


def foreign_questions(
    name: str, sets: Mapping[str, QuestionSet]
) -> list[LabelledQuestion]:
    """Take some questions of other sets, which a set doesn't answer."""
    return [
        replace(question, relevant=(), near=(), answerable=False, kind="foreign")
        for other, its in sets.items()
        if other != name and not {other, name} <= SAME_ARTICLES
        for question in random.Random(1).sample(
            [q for q in its.questions if q.answerable], FOREIGN_QUESTIONS
        )
    ]


def sample(questions: QuestionSet, per_kind: int) -> list[LabelledQuestion]:
    """Keep `per_kind` questions of each kind, by the smallest SHA-1 of their ids."""
    counts: Counter[str] = Counter()
    kept = []
    for question in sorted(questions.questions, key=lambda q: sha1_of(q.id)):
        counts[question.group] += 1
        if counts[question.group] <= per_kind:
            kept.append(question)
    return kept
