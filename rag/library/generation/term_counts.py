"""Counting terms: from passages, one after another, to a sparse matrix by terms."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """A sparse matrix of counts, its entries by terms, those of a term by passages.

    Term t (numbered as they came first) has the entries from `starts[t]` to
    `starts[t + 1]`: each a passage's number in `passages` and how often the term is in
    it in `counts`. `lengths` (n,) says how many terms each passage has.
    """

    numbers: dict[str, int]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]


class TermCounter:
    """Takes the terms of passages in, at four bytes a term.

    Example:
        >>> counter = TermCounter()
        >>> counter.append(["old", "tower", "tower"])
        >>> counter.append(["tower"])
        >>> counted = counter.counted()
        >>> counted.starts.tolist(), counted.passages.tolist(), counted.counts.tolist()
        ([0, 1, 3], [0, 0, 1], [1, 2, 1])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._lengths = array("i")

    def append(self, terms: Sequence[str]) -> None:
        """Count a passage's terms, repeated as they occur."""
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(t, len(numbers)) for t in terms])
        self._lengths.append(len(terms))

    def __len__(self) -> int:
        return len(self._lengths)

    def counted(self) -> CountedTerms:
        """Sort what was taken in by terms, then by passages."""
        lengths = np.array(self._lengths, dtype=np.int32)
        # One number for both, so that one sort in place does it: term, then passage.
        keys = np.array(self._terms, dtype=np.int64) << 32
        keys |= np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        keys.sort()
        is_first = np.ones(len(keys), dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
        first = np.flatnonzero(is_first)
        entries = keys[first]
        passages = (entries & 0xFFFF_FFFF).astype(np.int32)
        per_term = np.bincount(entries >> 32, minlength=len(self._numbers))
        return CountedTerms(
            numbers=self._numbers,
            starts=np.concatenate([[0], np.cumsum(per_term)]),
            passages=passages,
            counts=np.diff(first, append=len(keys)).astype(np.int32),
            lengths=lengths,
        )
