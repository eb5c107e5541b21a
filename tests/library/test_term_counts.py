"""Counting terms, by hand."""

from rag.library.generation.term_counts import TermCounter


def counter(*passages: list[str]) -> TermCounter:
    """Take passages in."""
    counter = TermCounter()
    for terms in passages:
        counter.append(terms)
    return counter


def test_entries_lie_by_terms_and_then_by_passages():
    """Term b is twice in passage 0 and once in 2, a once in 0 and 3, c thrice in 2."""
    counted = counter(["b", "a", "b"], [], ["c", "b", "c", "c"], ["a"]).counted()
    assert counted.numbers == {"b": 0, "a": 1, "c": 2}
    assert counted.starts.tolist() == [0, 2, 4, 5]
    assert counted.passages.tolist() == [0, 2, 0, 3, 2]
    assert counted.counts.tolist() == [2, 1, 1, 1, 3]
    assert counted.lengths.tolist() == [3, 0, 4, 1]


def test_nothing_is_counted_as_nothing():
    """Neither passages nor terms."""
    counted = counter().counted()
    assert counted.starts.tolist() == [0]
    assert len(counted.passages) == len(counted.counts) == len(counted.lengths) == 0


def test_passages_without_terms_count_as_passages():
    """They have a length, 0, and no entry."""
    counted = counter([], []).counted()
    assert counted.lengths.tolist() == [0, 0]
    assert counted.starts.tolist() == [0]
