"""What a reader learns from: questions with a passage, and what in it answers.

Reads `contexts.jsonl` and `questions.jsonl` (../shared/train/README.md says whose they
are), keeps the questions on a part of the articles apart, and makes the examples of one
pass. Half of the work is in the questions that can't be answered: a reader that has
only seen ones on another subject refuses only those.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import log
from pathlib import Path
from random import Random

from training.swapping import swapped

BLOCK = 40
"""Contexts with neighbouring numbers are mostly of one article: so many stay together,
the questions on them all to be learned from or all held."""

HELD_BLOCKS = 25
"""One block in so many is held: its questions. Its passages may be learned from, as
ones that don't answer a question on another."""

NEIGHBOURS = 8
"""A passage so near is taken to be of the same article."""

PASS_SHARES = {
    "squadshifts_reddit": 0.45,
    "squadshifts_amazon": 0.45,
    "policyqa": 0.3,
}
"""How much of a source one pass uses, 1 where nothing is said: of long answers, and of
the talk of forums and reviews, articles have less."""

DISTRACTOR, SWAP, CUT = 0.6, 0.35, 0.2
"""How many answerable questions are also asked of another passage; with a name or
number changed; of their passage without the sentence that answers."""

FAR = 0.15
"""How many of the other passages come from anywhere, the rest from close by."""

MADE_WEIGHT = 0.6
"""How much an example counts that a rule made: some can be answered all the same."""

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was collected; `start` is None where the context lacks it."""

    source: str
    context: int
    text: str
    answer: str
    start: int | None
    pair: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a passage; `span` is the answer's characters, None for none."""

    question: str
    passage: str
    span: tuple[int, int] | None
    weight: float = 1.0


Group = tuple[Example, ...]
"""An example, and those that differ from it by little and can't be answered."""


class Material:
    """All contexts and questions, with what is to be learned and what is held.

    Args:
        folder: Where the two files are.

    Raises:
        FileNotFoundError: They aren't there.
    """

    def __init__(self, folder: Path) -> None:
        with (folder / "contexts.jsonl").open(encoding="utf-8") as lines:
            contexts = [json.loads(line) for line in lines]
        self.contexts: list[str] = [context["text"] for context in contexts]
        number = {context["id"]: row for row, context in enumerate(contexts)}
        with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
            self.questions = [_question(json.loads(line), number) for line in lines]
        self._words = [frozenset(_words(text)) for text in self.contexts]
        self._rarity = _rarity(self._words)

    def held(self, question: Question) -> bool:
        """Tell whether a question is kept for measuring."""
        return question.context // BLOCK % HELD_BLOCKS == HELD_BLOCKS // 2

    def one_pass(self, seed: int) -> list[Group]:
        """Make the examples of one pass, in an order of its own.

        Args:
            seed: Chooses what is left out, what is changed, and the order.
        """
        random = Random(seed)
        learned = [question for question in self.questions if not self.held(question)]
        groups = []
        for group in _paired(learned):
            share = PASS_SHARES.get(group[0].source, 1.0)
            if random.random() < share:
                groups.append(self._group(group, random))
        random.shuffle(groups)
        return groups

    def held_groups(self) -> list[Group]:
        """Give what is kept for measuring: as collected, nothing made by rules."""
        held = [
            question
            for question in self.questions
            if self.held(question) and not question.source.startswith("unanswgen")
        ]
        return [tuple(map(self._example, group)) for group in _paired(held)]

    def distractor(self, question: Question, random: Random) -> str | None:
        """Find a passage that has the question's words and not its answer.

        It may be one that the held questions are on.
        """
        if random.random() < FAR:
            row = random.randrange(len(self.contexts))
            rows = [row]
        else:
            start = max(question.context - NEIGHBOURS, 0)
            rows = list(range(start, question.context + NEIGHBOURS + 1))
        asked = _words(question.text)
        answer = question.answer.lower()
        usable = [
            (sum(self._rarity.get(word, 0.0) for word in asked & self._words[row]), row)
            for row in rows
            if row != question.context
            and row < len(self.contexts)
            and answer not in self.contexts[row].lower()
        ]
        best = sorted(usable, reverse=True)[:3]
        return self.contexts[random.choice(best)[1]] if best else None

    def _group(self, group: Sequence[Question], random: Random) -> Group:
        """Give what was collected, with what is made of it."""
        examples = [self._example(question) for question in group]
        first, answered = group[0], examples[0]
        if first.start is None:
            return tuple(examples)
        if random.random() < DISTRACTOR:
            passage = self.distractor(first, random)
            if passage is not None:
                examples.append(Example(first.text, passage, None))
        if len(group) == 1 and random.random() < SWAP:
            near = self.contexts[max(first.context - 2, 0) : first.context + 3]
            question = swapped(first.text, answered.passage, near, random)
            if question is not None:
                examples.append(Example(question, answered.passage, None, MADE_WEIGHT))
        if random.random() < CUT:
            without = _without_answer(answered)
            if without is not None:
                examples.append(without)
        return tuple(examples)

    def _example(self, question: Question) -> Example:
        span = None
        if question.start is not None:
            span = question.start, question.start + len(question.answer)
        made = question.source.startswith("unanswgen")
        weight = MADE_WEIGHT if made else 1.0
        return Example(question.text, self.contexts[question.context], span, weight)


def _question(raw: dict, number: dict[str, int]) -> Question:
    answer = raw["answers"][0] if raw["answerable"] else {"text": "", "start": None}
    return Question(
        source=raw["source"],
        context=number[raw["context"]],
        text=raw["question"],
        answer=answer["text"],
        start=answer["start"],
        pair=raw.get("pair"),
    )


def _paired(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """Put minimal pairs side by side, and made questions beside what they're made of.

    Each question is in one group; a made one stands beside the nearest in wording.
    """
    pairs: dict[str, list[Question]] = {}
    answerable: dict[int, list[Question]] = {}
    for question in questions:
        if question.pair is not None:
            pairs.setdefault(question.pair, []).append(question)
        elif question.start is not None:
            answerable.setdefault(question.context, []).append(question)
    groups = [
        tuple(sorted(pair, key=lambda question: question.start is None))
        for pair in pairs.values()
    ]
    used: set[int] = set()
    for question in questions:
        if question.pair is None and question.start is None:
            nearest = _nearest(question, answerable.get(question.context, ()))
            if nearest is not None and id(nearest) not in used:
                used.add(id(nearest))
                groups.append((nearest, question))
            else:
                groups.append((question,))
    alone = (q for some in answerable.values() for q in some if id(q) not in used)
    return [*groups, *((question,) for question in alone)]


def _nearest(question: Question, others: Sequence[Question]) -> Question | None:
    def likeness(other: Question) -> float:
        return SequenceMatcher(None, question.text, other.text).ratio()

    best = max(others, key=likeness, default=None)
    return best if best is not None and likeness(best) > 0.6 else None


def _without_answer(example: Example) -> Example | None:
    """Cut out the sentence that answers, if nothing else in the passage does."""
    assert example.span is not None
    start, end = example.span
    cut_start, cut_end = 0, len(example.passage)
    for match in _SENTENCE_END.finditer(example.passage):
        if match.end() <= start:
            cut_start = match.end()
        elif match.start() >= end:
            cut_end = match.end()
            break
    rest = example.passage[:cut_start] + example.passage[cut_end:]
    answer = example.passage[start:end].lower()
    if len(rest) < 80 or answer in rest.lower():
        return None
    return replace(example, passage=rest, span=None)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _rarity(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Compute the IDF of each word: log(N / n)."""
    counts: dict[str, int] = {}
    for words in texts:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {word: log(len(texts) / count) for word, count in counts.items()}
