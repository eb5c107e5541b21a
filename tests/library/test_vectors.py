"""Search over unit vectors: one by one while they are few, by lists when many."""

from pathlib import Path

import faiss
import numpy as np
import pytest

import rag.library.generation.vectors
from rag.errors import IndexDamagedError
from rag.library.generation.vectors import VectorIndex, VectorWriter, rows_path
from rag.types import Vectors

THREE = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
EAST = np.array([1, 0], np.float32)


def write(path: Path, *parts: Vectors) -> Path:
    """Write an index of vectors that come in parts."""
    writer = VectorWriter(path, parts[0].shape[1])
    for part in parts:
        writer.append(part)
    writer.finish()
    return path


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Vectors:
    """Give 20 bundles of 100 vectors, each bundle around an axis, as many for lists."""
    monkeypatch.setattr(rag.library.generation.vectors, "EXACT_ROWS", 1000)
    noise = np.random.default_rng(0).normal(0, 0.05, (2000, 20))
    vectors = (np.repeat(np.eye(20), 100, axis=0) + noise).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_search_leaves_threads_to_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """One question is searched in one thread; what comes after it has as many again."""
    three = VectorIndex.load(write(tmp_path / "v.faiss", THREE))
    before, search, used = faiss.omp_get_max_threads(), faiss.knn, []

    def note(*given: object, **how: object) -> object:
        used.append(faiss.omp_get_max_threads())
        return search(*given, **how)

    monkeypatch.setattr(faiss, "knn", note)
    faiss.omp_set_num_threads(3)
    try:
        three.search(EAST, 1)
        assert (used, faiss.omp_get_max_threads()) == ([1], 3)
    finally:
        faiss.omp_set_num_threads(before)


def test_vectors_that_came_in_parts_are_read_back_bit_for_bit(tmp_path: Path):
    """Few of them lie in the index alone."""
    path = write(tmp_path / "v.faiss", THREE[:1], THREE[1:1], THREE[1:])
    loaded = VectorIndex.load(path)
    assert (loaded.rows(0, 3) == THREE).all()
    assert len(loaded) == 3
    assert [file.name for file in tmp_path.iterdir()] == ["v.faiss"]


def test_unreadable_file_is_damage(tmp_path: Path):
    """A file that is no index is an error of ours, not of FAISS."""
    path = tmp_path / "v.faiss"
    path.write_bytes(b"not an index")
    with pytest.raises(IndexDamagedError, match=r"v\.faiss"):
        VectorIndex.load(path)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_what_is_no_number_is_refused(tmp_path: Path, number: float):
    """A damaged model must not get into an index."""
    writer = VectorWriter(tmp_path / "v.faiss", 2)
    with pytest.raises(ValueError, match="NaN"):
        writer.append(np.full((1, 2), number, np.float32))
    writer.close()


def test_failed_write_is_an_error_of_the_system(tmp_path: Path):
    """A disk that takes no index is told like any other failed write."""
    folder = tmp_path / "v.faiss"
    folder.mkdir()
    writer = VectorWriter(folder, 2)
    with pytest.raises(OSError, match=r"v\.faiss.*Is a directory"):
        writer.finish()


def test_lists_find_what_comparing_one_by_one_finds(tmp_path: Path, many: Vectors):
    """Asked with one of a bundle, the ten nearest of 2,000 and their exact scores."""
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    for row in (0, 555, 1999):
        exact = many @ many[row]
        rows, scores = index.search(many[row], 10)
        assert rows.tolist() == np.argsort(-exact)[:10].tolist()
        assert scores.tolist() == pytest.approx(exact[rows].tolist())


def test_lists_keep_the_vectors_bit_for_bit(tmp_path: Path, many: Vectors):
    """Building anew from what was read never drifts."""
    index = VectorIndex.load(write(tmp_path / "v.faiss", many[:7], many[7:]))
    assert (index.rows(0, 2000) == many).all()


def test_lists_that_hold_too_few_give_what_they_hold(
    tmp_path: Path, many: Vectors, monkeypatch: pytest.MonkeyPatch
):
    """One of 88 lists has no 1,000 rows: row 0's own bundle, each once, no filling."""
    monkeypatch.setattr(rag.library.generation.vectors, "PROBED_LISTS", 1)
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    rows, scores = index.search(many[0], 1000)
    assert rows[0] == 0
    assert set(rows.tolist()) <= set(range(100))
    assert len(set(rows.tolist())) == len(rows) == len(scores)


@pytest.fixture
def learnt(monkeypatch: pytest.MonkeyPatch) -> dict[int, Vectors]:
    """Note what centres of lists are found from, by the number of lists."""
    noted: dict[int, Vectors] = {}
    kind = faiss.IndexIVFScalarQuantizer
    train = kind.train

    def note(self, vectors: Vectors) -> None:
        noted[self.nlist] = vectors
        train(self, vectors)

    monkeypatch.setattr(kind, "train", note)
    return noted


def test_lists_are_learnt_from_the_whole_library(
    tmp_path: Path,
    many: Vectors,
    monkeypatch: pytest.MonkeyPatch,
    learnt: dict[int, Vectors],
):
    """Of 20 bundles that lie one after the other each gives its share, 880 / 20.

    There are 88 lists, twice the root of 2,000, here of ten rows each.
    """
    monkeypatch.setattr(rag.library.generation.vectors, "TRAINING_ROWS", 10)
    write(tmp_path / "v.faiss", many)
    ((lists, sample),) = learnt.items()
    assert (lists, len(sample)) == (88, 880)
    shares = np.bincount(sample.argmax(axis=1), minlength=20)
    assert shares.min() >= 43
    assert shares.max() <= 45
    assert (sample[[0, -1]] == many[[0, -1]]).all()


@pytest.mark.parametrize(
    ("n", "lists", "rows"), [(2000, 88, 2000), (20000, 282, 18048)]
)
def test_sixty_four_rows_a_list_are_learnt_from(
    tmp_path: Path,
    many: Vectors,
    learnt: dict[int, Vectors],
    n: int,
    lists: int,
    rows: int,
):
    """As far as there are so many: more take time, and are no better."""
    write(tmp_path / "v.faiss", np.tile(many[:, :4], (n // 2000, 1)))
    assert {number: len(sample) for number, sample in learnt.items()} == {lists: rows}


def test_vectors_come_into_lists_block_by_block(
    tmp_path: Path, many: Vectors, monkeypatch: pytest.MonkeyPatch
):
    """In blocks of 300 rows each is there once, at the ends of blocks, too."""
    monkeypatch.setattr(rag.library.generation.vectors, "BLOCK_ROWS", 300)
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    assert len(index) == 2000
    for row in (0, 299, 300, 1799, 1800, 1999):
        assert index.search(many[row], 1)[0].tolist() == [row]


@pytest.mark.parametrize("exact_rows", [1, 65_536])
@pytest.mark.parametrize("parts", [[range(7), range(9, 12)], [range(300, 400)]])
def test_only_the_given_parts_are_searched(
    tmp_path: Path,
    many: Vectors,
    parts: list[range],
    exact_rows: int,
    monkeypatch: pytest.MonkeyPatch,
):
    """Flat or in lists, few or many: the best of all their rows, and no other row."""
    monkeypatch.setattr(rag.library.generation.vectors, "EXACT_ROWS", exact_rows)
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    chosen = np.concatenate([np.array(part) for part in parts])
    exact = many[chosen] @ many[10]
    found, scores = index.search(many[10], 3, parts)
    assert found.tolist() == chosen[np.argsort(-exact)[:3]].tolist()
    assert scores.tolist() == pytest.approx(sorted(exact, reverse=True)[:3])


def test_few_rows_far_from_a_question_are_found_all(
    tmp_path: Path, many: Vectors, monkeypatch: pytest.MonkeyPatch
):
    """Of two parts that no near list has, all twenty rows are compared."""
    monkeypatch.setattr(rag.library.generation.vectors, "PROBED_LISTS", 1)
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    found, _ = index.search(many[0], 20, [range(300, 310), range(900, 910)])
    assert sorted(found.tolist()) == [*range(300, 310), *range(900, 910)]


def test_some_rows_among_many_are_searched_one_by_one(tmp_path: Path, many: Vectors):
    """Of rows 100 to 199, the best for row 0 is found, though no list near it."""
    index = VectorIndex.load(write(tmp_path / "v.faiss", many))
    rows, scores = index.search(many[0], 1, [range(100, 200)])
    exact = many[100:200] @ many[0]
    assert rows.tolist() == [100 + int(exact.argmax())]
    assert scores.tolist() == pytest.approx([exact.max()])


def test_equal_vectors_make_equal_files(tmp_path: Path, many: Vectors):
    """Nothing in an index depends on chance, or on the parts that it came in."""
    one = write(tmp_path / "one.faiss", many)
    two = write(tmp_path / "two.faiss", many[:1234], many[1234:])
    assert one.read_bytes() == two.read_bytes()
    assert rows_path(one).read_bytes() == rows_path(two).read_bytes()


def test_vectors_of_another_index_are_damage(tmp_path: Path, many: Vectors):
    """Lists and vectors that don't belong together are not searched."""
    path = write(tmp_path / "v.faiss", many)
    np.save(rows_path(path), many[:-1])
    with pytest.raises(IndexDamagedError, match="of 2000 vectors, but 1999 are kept"):
        VectorIndex.load(path)
    rows_path(path).unlink()
    with pytest.raises(IndexDamagedError, match="can't be read"):
        VectorIndex.load(path)


@pytest.mark.parametrize("is_parted", [True, False])
def test_opened_vectors_are_mapped(
    tmp_path: Path, many: Vectors, monkeypatch: pytest.MonkeyPatch, is_parted: bool
):
    """Neither kind is read into memory: the system maps the files as they are asked."""
    monkeypatch.setattr(
        rag.library.generation.vectors, "EXACT_ROWS", 1000 if is_parted else 2000
    )
    path = write(tmp_path / "v.faiss", many)
    index = VectorIndex.load(path)
    mapped = Path("/proc/self/maps").read_text()
    assert str(path) in mapped
    assert (str(rows_path(path)) in mapped) == is_parted
    assert index.search(many[7], 1)[0].tolist() == [7]


@pytest.mark.parametrize("is_parted", [True, False])
@pytest.mark.parametrize("kept", [0, 3, 0.1, 0.5, 0.99])
def test_file_cut_short_is_damage(
    tmp_path: Path,
    many: Vectors,
    monkeypatch: pytest.MonkeyPatch,
    is_parted: bool,
    kept: float,
):
    """Of either kind, wherever the file ends: never read beyond it."""
    monkeypatch.setattr(
        rag.library.generation.vectors, "EXACT_ROWS", 1000 if is_parted else 2000
    )
    path = write(tmp_path / "v.faiss", many)
    data = path.read_bytes()
    path.write_bytes(data[: kept if isinstance(kept, int) else int(kept * len(data))])
    with pytest.raises(IndexDamagedError, match=r"v\.faiss"):
        VectorIndex.load(path)


def test_most_vectors_compared_one_by_one(
    tmp_path: Path, many: Vectors, monkeypatch: pytest.MonkeyPatch
):
    """At the limit there is one file and an exact search, one more makes lists."""
    monkeypatch.setattr(rag.library.generation.vectors, "EXACT_ROWS", 1999)
    few = write(tmp_path / "few.faiss", many[:1999])
    more = write(tmp_path / "more.faiss", many)
    assert (rows_path(few).exists(), rows_path(more).exists()) == (False, True)
