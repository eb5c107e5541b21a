"""Passages of any length, read by a model that takes windows of them."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from rag.roles import Reading
from rag.settings import core_count
from rag.types import Vectors

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WINDOW = 256
"""Tokens of question and passage that are read at once; a longer passage is read in
several windows."""

OVERLAP = 64
"""Tokens of a passage that two windows share. Each is taken from the window that has it
farther from its edge."""

QUESTION_TOKENS = 64
"""A longer question is cut: it must leave room for the passage."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model says of a window.

    `starts` and `ends` (t,) score each token, less what no answer scores; `answers` is
    the log-odds that the window answers.
    """

    starts: Vectors
    ends: Vectors
    answers: float


def scores_of(starts: Vectors, ends: Vectors, answers: float | None = None) -> Scores:
    """Take off what no answer scores: the first token stands for that.

    Args:
        starts: Scores of each token as the answer's first, shape (t,).
        ends: The same as its last.
        answers: The log-odds that there is an answer; None where the model has no
            other than the best span's.
    """
    starts, ends = starts - starts[0], ends - ends[0]
    if answers is None:
        answers = float(starts[1:].max() + ends[1:].max())
    return Scores(starts, ends, answers)


Model = Callable[["Encoding"], Scores]


class WindowReader:
    """Reads passages of any length with a model that takes windows.

    Args:
        tokenizer: The model's.
        model: Gives the scores of a window.
        languages: The languages that it knows, ISO 639-1; None: it isn't known which.
    """

    def __init__(
        self,
        tokenizer: "Tokenizer",
        model: Model,
        languages: frozenset[str] | None = None,
    ) -> None:
        self.languages = languages
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(
            max_length=WINDOW, stride=OVERLAP, strategy="only_second"
        )
        self._model = model
        # Side by side each passage takes its own length, and short ones aren't padded.
        self._threads = ThreadPoolExecutor(core_count(), "reader")

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the answer to a question, in the order given."""
        question = self._cut(question)
        pairs = [(question, passage) for passage in passages]
        encodings = self._tokenizer.encode_batch(pairs)
        windows = [[encoding, *encoding.overflowing] for encoding in encodings]
        scores = self._threads.map(self._model, chain.from_iterable(windows))
        return [
            _put_together(some, list(islice(scores, len(some)))) for some in windows
        ]

    def _cut(self, question: str) -> str:
        # As a pair: only a second text may be cut, and the question alone would fail.
        encoding = self._tokenizer.encode("", question, add_special_tokens=False)
        if len(encoding.ids) <= QUESTION_TOKENS:
            return question
        return question[: encoding.offsets[QUESTION_TOKENS - 1][1]]


def _put_together(windows: Sequence["Encoding"], scores: Sequence[Scores]) -> Reading:
    """Make one reading of the windows of a passage."""
    parts = []
    for number, (window, score) in enumerate(zip(windows, scores, strict=True)):
        places = np.flatnonzero(np.array(window.sequence_ids) == 1)
        # Two windows share a part of the passage: half of it from either.
        first = OVERLAP // 2 if number else 0
        last = len(places) - (OVERLAP // 2 if number < len(windows) - 1 else 0)
        kept = places[first:last]
        offsets = np.array(window.offsets, dtype=np.int64).reshape(-1, 2)
        parts.append((offsets[kept], score.starts[kept], score.ends[kept]))
    offsets, starts, ends = map(np.concatenate, zip(*parts, strict=True))
    return Reading(
        answers=max(score.answers for score in scores),
        starts=starts,
        ends=ends,
        offsets=offsets,
    )
