"""Passages of any length, read by a model that takes windows of them."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class TokenWindow:
    """Tokens of a question, and some of a passage behind it, special ones included.

    `ids` are all tokens, `type_ids` 0 for the question's and 1 for the passage's, as
    the model wants them; `places` (k,) are the passage's tokens among them, and
    `offsets` (k, 2) their characters in the passage.
    """

    ids: list[int]
    type_ids: list[int]
    places: NDArray[np.int64]
    offsets: NDArray[np.int64]


Model = Callable[[TokenWindow], Scores]


class Cutter(Protocol):
    """Cuts passages into windows that share `OVERLAP` tokens."""

    def windows(
        self, question: str, passages: Sequence[str]
    ) -> list[list[TokenWindow]]:
        """Give the windows of each passage, at least one."""


class TokenizerCutter:
    """Cuts with a tokenizer of the package `tokenizers`.

    Args:
        tokenizer: The model's, which says what stands around questions and passages.
    """

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(
            max_length=WINDOW, stride=OVERLAP, strategy="only_second"
        )

    def windows(
        self, question: str, passages: Sequence[str]
    ) -> list[list[TokenWindow]]:
        """Give the windows of each passage, at least one."""
        question = self._cut(question)
        pairs = [(question, passage) for passage in passages]
        encodings = self._tokenizer.encode_batch(pairs)
        return [
            [_window(each) for each in (encoding, *encoding.overflowing)]
            for encoding in encodings
        ]

    def _cut(self, question: str) -> str:
        # As a pair: only a second text may be cut, and the question alone would fail.
        encoding = self._tokenizer.encode("", question, add_special_tokens=False)
        if len(encoding.ids) <= QUESTION_TOKENS:
            return question
        return question[: encoding.offsets[QUESTION_TOKENS - 1][1]]


def _window(encoding: "Encoding") -> TokenWindow:
    places = np.flatnonzero(np.array(encoding.sequence_ids) == 1)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    return TokenWindow(encoding.ids, encoding.type_ids, places, offsets[places])


class WindowReader:
    """Reads passages of any length with a model that takes windows.

    Args:
        cutter: Cuts passages into the model's tokens.
        model: Gives the scores of a window.
        languages: The languages that it knows, ISO 639-1; None: it isn't known which.
    """

    def __init__(
        self, cutter: Cutter, model: Model, languages: frozenset[str] | None = None
    ) -> None:
        self.languages = languages
        self._cutter = cutter
        self._model = model
        # Side by side each passage takes its own length, and short ones aren't padded.
        self._threads = ThreadPoolExecutor(core_count(), "reader")

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the answer to a question, in the order given."""
        windows = self._cutter.windows(question, passages)
        scores = self._threads.map(self._model, chain.from_iterable(windows))
        return [
            _put_together(some, list(islice(scores, len(some)))) for some in windows
        ]


def _put_together(windows: Sequence[TokenWindow], scores: Sequence[Scores]) -> Reading:
    """Make one reading of the windows of a passage."""
    parts = []
    for number, (window, score) in enumerate(zip(windows, scores, strict=True)):
        # Two windows share a part of the passage: half of it from either.
        first = OVERLAP // 2 if number else 0
        count = len(window.places)
        last = count - (OVERLAP // 2 if number < len(windows) - 1 else 0)
        kept = window.places[first:last]
        parts.append((window.offsets[first:last], score.starts[kept], score.ends[kept]))
    offsets, starts, ends = map(np.concatenate, zip(*parts, strict=True))
    return Reading(
        answers=max(score.answers for score in scores),
        starts=starts,
        ends=ends,
        offsets=offsets,
    )
