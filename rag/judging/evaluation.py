"""Labelled questions put to an index, and each answer held beside its labels.

A passage is right if it is from a relevant document and contains one of the answers
(case ignored), or has 80 characters or more and lies inside an answer. Where a question
has no answer strings, any passage of a relevant document is right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.asking.assistant import Assistant
from rag.judging.question_sets import (
    PARAGRAPH_GAP,
    LabelledQuestion,
    QuestionSet,
    paragraphs_of,
    sha1_of,
)
from rag.library.generation.generation import Generation
from rag.settings import MAX_QUESTION_CHARS
from rag.steps import advance, begin
from rag.types import Answer, Citation

Scope = Literal["article", "library"]
DEPTH = 10
"""How many passages are asked for: MRR and nDCG are given at 10."""

INSIDE_ANSWER_CHARS = 80
ARTICLES = {"a", "an", "the"}

_RUN_TOGETHER = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
"""Thai, kana and Chinese characters, whose words no spaces part."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question's answer beside its labels.

    `relevant` tells of each citation, best first, whether it is right; `to_find` is how
    many right passages there are.
    """

    labelled: LabelledQuestion
    answer: Answer
    relevant: tuple[bool, ...]
    to_find: int
    right_sentence: bool
    right_paragraph: bool | None
    right_words: bool | None


def ask_all(
    questions: QuestionSet,
    assistant: Assistant,
    scope: Scope,
) -> Iterator[AnsweredQuestion]:
    """Put every question to the assistant, one outcome each, in order.

    In article scope a question is asked of its relevant document, an unanswerable one
    of its `near` document or else of one chosen by a hash of its id.
    """
    judge = _Judge(questions, assistant.generation())
    ids = [article.id for article in questions.articles]
    begin("asking", len(questions.questions))
    for labelled in questions.questions:
        article_id = asked_article(labelled, ids) if scope == "article" else None
        answer = assistant.ask(
            # A set may have longer ones; that they are refused would end the run.
            labelled.question[:MAX_QUESTION_CHARS],
            history=labelled.history,
            top_k=DEPTH,
            articles=[article_id] if article_id else None,
        )
        yield judge.outcome(labelled, answer, article_id)
        advance()


def asked_article(labelled: LabelledQuestion, ids: Sequence[str]) -> str:
    """Choose the article that a question is asked of in article scope.

    Args:
        labelled: The question.
        ids: All articles' ids, at least one.

    Returns:
        Its first relevant article, else its first near one, else one by its id's hash.
    """
    # What was written against a text looks answerable there alone; what asks for an
    # absent article can go to any.
    for candidates in (labelled.relevant, labelled.near):
        if candidates:
            return candidates[0]
    return ids[int(sha1_of(labelled.id), 16) % len(ids)]


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Tell whether a text holds an answer, or is a longer part of one.

    >>> contains_answer("The tide is 16 metres high.", ["16 Metres"])
    True
    """
    text = " ".join(text.lower().split())
    folded = [" ".join(answer.lower().split()) for answer in answers]
    # Answers that are excerpts may be longer than a passage.
    inside = len(text) >= INSIDE_ANSWER_CHARS
    return any(
        answer in text or (inside and text in answer) for answer in folded if answer
    )


def is_right(labelled: LabelledQuestion, article_id: str, text: str) -> bool:
    """Tell whether a text of an article answers a question."""
    if article_id not in labelled.relevant:
        return False
    # A yes/no question has no words to look for, and its document is all that is known.
    return not labelled.answers or contains_answer(text, labelled.answers)


def has_word_of(text: str, answers: Sequence[str]) -> bool:
    """Tell whether a text has a word of one of the answers, articles left out.

    Where no spaces part words, one of both is to be within the other.

    >>> has_word_of("the harbour", ["The Old Harbour"]), has_word_of("the", ["the sea"])
    (True, False)
    """
    words = _content_words(text)
    return any(
        words & _content_words(answer)
        or (words and _RUN_TOGETHER.search(answer) and _is_within(text, answer))
        for answer in answers
    )


def _is_within(one: str, other: str) -> bool:
    return one in other or other in one


def _content_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - ARTICLES


def _right_words(labelled: LabelledQuestion, first: Citation | None) -> bool | None:
    """Tell whether the marked words are an annotated answer's, where both are known."""
    if not labelled.answers or first is None or first.answer is None:
        return None
    return has_word_of(first.hit.passage.quote(first.answer), labelled.answers)


class _Judge:
    """Compares answers with labels."""

    def __init__(self, questions: QuestionSet, generation: Generation) -> None:
        self._generation = generation
        self._articles = {article.id: article for article in questions.articles}
        self._texts: dict[str, list[str]] = {}

    def outcome(
        self, labelled: LabelledQuestion, answer: Answer, article_id: str | None
    ) -> AnsweredQuestion:
        relevant = tuple(
            is_right(labelled, hit.article_id, hit.passage) for hit in answer.citations
        )
        first = next(iter(answer.citations), None)
        return AnsweredQuestion(
            labelled=labelled,
            answer=answer,
            relevant=relevant,
            to_find=self._to_find(labelled, article_id),
            right_sentence=first is not None
            and is_right(labelled, first.article_id, first.quote),
            right_paragraph=self._in_paragraph(labelled, first),
            right_words=_right_words(labelled, first),
        )

    def _to_find(self, labelled: LabelledQuestion, article_id: str | None) -> int:
        # In article scope the others can't be found: an ideal ranking lacks them, too.
        asked = [article_id] if article_id else labelled.relevant
        return sum(
            is_right(labelled, name, text)
            for name in asked
            for text in self._passage_texts(name)
        )

    def _passage_texts(self, article_id: str) -> list[str]:
        """Read an article's passages once, however many questions it has."""
        if article_id not in self._texts:
            rows = self._generation.passage_rows(article_id)
            passages = self._generation.passages[rows.start : rows.stop]
            self._texts[article_id] = [passage.text for passage in passages]
        return self._texts[article_id]

    def _in_paragraph(
        self, labelled: LabelledQuestion, first: Citation | None
    ) -> bool | None:
        """Tell whether the first quote stands in the annotated paragraph, if known."""
        # Its number is one of a document: of several it can't be told which.
        if labelled.paragraph is None or len(labelled.relevant) != 1:
            return None
        if first is None or first.article_id != labelled.relevant[0]:
            return False
        # As sets count paragraphs; the reader's own numbers count items of lists, too.
        parts = paragraphs_of(self._articles[first.article_id].text)
        before = parts[: labelled.paragraph]
        start = sum(len(part) + len(PARAGRAPH_GAP) for part in before)
        end = start + len(parts[labelled.paragraph])
        return start <= first.start and first.end <= end
