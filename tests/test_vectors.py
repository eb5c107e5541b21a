"""Exact search over unit vectors."""

from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexDamagedError, IndexMismatchError
from rag.vectors import VectorIndex

THREE = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
EAST = np.array([1, 0], np.float32)


def test_search_orders_by_inner_product():
    """East finds rows 0 (1.0), 2 (0.6) and 1 (0.0)."""
    rows, scores = VectorIndex.build(THREE).search(EAST, 3)
    assert rows.tolist() == [0, 2, 1]
    assert scores.tolist() == pytest.approx([1.0, 0.6, 0.0])


def test_search_within_rows():
    """Limited to rows 1 and 2 the best is 2, and no more than two come back."""
    rows, _ = VectorIndex.build(THREE).search(EAST, 10, range(1, 3))
    assert rows.tolist() == [2, 1]


def test_nothing_to_search_finds_nothing():
    """An empty range has no rows to find."""
    rows, scores = VectorIndex.build(THREE).search(EAST, 10, range(1, 1))
    assert len(rows) == len(scores) == 0


def test_saved_index_gives_the_same_vectors(tmp_path: Path):
    """What was saved is read back bit for bit."""
    path = tmp_path / "v.faiss"
    VectorIndex.build(THREE).save(path)
    loaded = VectorIndex.load(path)
    assert (loaded.rows(0, 3) == THREE).all()
    assert len(loaded) == 3


def test_wrong_dimension_is_refused_with_both_numbers():
    """A question of another model can't be compared."""
    with pytest.raises(IndexMismatchError, match=r"2 dimensions, the question 3"):
        VectorIndex.build(THREE).search(np.zeros(3, np.float32), 1)


def test_unreadable_file_is_damage(tmp_path: Path):
    """A file that is no index is an error of ours, not of FAISS."""
    path = tmp_path / "v.faiss"
    path.write_bytes(b"not an index")
    with pytest.raises(IndexDamagedError, match=r"v\.faiss"):
        VectorIndex.load(path)


def test_nan_is_refused():
    """A damaged model must not get into an index."""
    with pytest.raises(ValueError, match="NaN"):
        VectorIndex.build(np.full((1, 2), np.nan, np.float32))


def test_failed_write_is_an_error_of_the_system(tmp_path: Path):
    """A disk that takes no file is told like any other failed write."""
    index = VectorIndex.build(np.eye(2, dtype=np.float32))
    with pytest.raises(OSError, match=r"x\.faiss.*No such file or directory"):
        index.save(tmp_path / "missing" / "x.faiss")
