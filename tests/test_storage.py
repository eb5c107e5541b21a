"""Writing so that a crash leaves the old state or the new, and nothing else."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import rag.storage
from rag.errors import IndexDamagedError
from rag.storage import (
    Records,
    RowFile,
    new_folder,
    offsets_path,
    remove_leftovers,
    replace_file,
    sample_sha256_of,
    write_records,
)
from rag.types import Span


class StoppedError(Exception):
    """Stands for whatever ends a writer midway."""


def test_replaced_file_has_the_new_content_and_no_leftover(tmp_path: Path):
    """After replacing there is one file, the new one."""
    path = tmp_path / "current"
    replace_file(path, b"1\n")
    replace_file(path, b"2\n")
    assert path.read_bytes() == b"2\n"
    assert [file.name for file in tmp_path.iterdir()] == ["current"]


def test_folder_appears_only_when_it_is_whole(tmp_path: Path):
    """While it is filled the folder isn't there under its name."""
    target = tmp_path / "0001"
    with new_folder(target) as folder:
        (folder / "a").write_text("a")
        assert not target.exists()
    assert (target / "a").read_text() == "a"


def test_folder_that_failed_leaves_nothing(tmp_path: Path):
    """An error inside leaves neither the folder nor a temporary one."""

    def stop_midway() -> None:
        with new_folder(tmp_path / "0001") as folder:
            (folder / "a").write_text("a")
            raise StoppedError

    with pytest.raises(StoppedError):
        stop_midway()
    assert list(tmp_path.iterdir()) == []


def test_existing_folder_is_never_overwritten(tmp_path: Path):
    """A name that is taken is refused and keeps what it holds."""
    (tmp_path / "0001").mkdir()
    with pytest.raises(FileExistsError), new_folder(tmp_path / "0001"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["0001"]


def test_leftovers_of_a_killed_writer_are_removed(tmp_path: Path):
    """Only temporary names go."""
    (tmp_path / ".tmp-abc").mkdir()
    (tmp_path / ".tmp-def").write_text("half")
    (tmp_path / "0001").mkdir()
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["0001"]


def test_records_are_read_one_by_one(tmp_path: Path):
    """Rows come back by number, from the end, and as slices, whatever their script."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"t": "a"}, {"t": "ü\n新"}, {"t": "c"}])
    rows = Records(path, lambda raw: raw["t"])
    assert len(rows) == 3
    assert rows[1] == "ü\n新"
    assert rows[0:2] == ["a", "ü\n新"]
    assert list(rows) == ["a", "ü\n新", "c"]


def test_no_records_is_an_empty_sequence(tmp_path: Path):
    """An empty file can be opened though it can't be mapped."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [])
    assert list(Records(path, str)) == []


def test_cut_records_are_found_at_opening(tmp_path: Path):
    """A file shorter than its offsets say is refused."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"t": "a"}, {"t": "b"}])
    path.write_bytes(path.read_bytes()[:-3])
    assert offsets_path(path).name == "rows.offsets.npy"
    with pytest.raises(IndexDamagedError, match="17 bytes, expected 20"):
        Records(path, str)


def test_rows_are_a_numpy_file_without_being_held_in_memory(tmp_path: Path):
    """What was appended in parts is read as one array; the header grows in place."""
    path = tmp_path / "rows.npy"
    rows = np.arange(3 * 100_000, dtype=np.uint64).astype(np.uint8).reshape(-1, 3)
    file = RowFile(path, 3)
    file.append(rows[:1])
    file.append(rows[1:1])
    file.append(rows[1:])
    file.close()
    read = np.load(path, allow_pickle=False)
    assert read.dtype == np.uint8
    assert np.array_equal(read, rows)


def test_rows_of_a_slice_are_written_as_they_are_seen(tmp_path: Path):
    """An array that isn't contiguous in memory loses nothing."""
    path = tmp_path / "rows.npy"
    wide = np.arange(12, dtype=np.uint8).reshape(3, 4)
    file = RowFile(path, 2)
    file.append(wide[:, 1:3])
    file.close()
    assert np.load(path).tolist() == [[1, 2], [5, 6], [9, 10]]


def test_no_rows_are_an_array_of_none(tmp_path: Path):
    """The width is kept."""
    path = tmp_path / "rows.npy"
    RowFile(path, 5).close()
    assert np.load(path).shape == (0, 5)


@dataclass(frozen=True, slots=True)
class Word:
    """A record with a place."""

    text: str
    place: Span


def test_records_in_records_become_objects(tmp_path: Path):
    """Fields are written by name, in any depth."""
    path = tmp_path / "words.jsonl"
    write_records(path, [Word("owl", Span(1, 4))])
    assert path.read_text() == '{"text":"owl","place":{"start":1,"end":4}}\n'


def test_rows_of_numbers_are_read_as_they_were(tmp_path: Path):
    """Any kind of number can be in a row."""
    path = tmp_path / "rows.npy"
    file = RowFile(path, 2, np.float32)
    file.append(np.array([[0.1, -2]], np.float32))
    file.close()
    file.close()
    assert np.load(path).tolist() == np.array([[0.1, -2]], np.float32).tolist()


def test_records_that_were_cut_short_have_no_offsets(tmp_path: Path):
    """What failed midway isn't taken for whole."""
    path = tmp_path / "rows.jsonl"

    def rows():
        yield {"t": "a"}
        raise StoppedError

    with pytest.raises(StoppedError):
        write_records(path, rows())
    assert not offsets_path(path).exists()


@pytest.mark.parametrize(("place", "seen"), [(0, True), (5, False), (99, True)])
def test_sample_sees_the_ends_and_what_lies_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, seen: bool
):
    """Of 100 bytes, three samples of two are those from 0, 49 and 98 on."""
    monkeypatch.setattr(rag.storage, "SAMPLES", 3)
    monkeypatch.setattr(rag.storage, "SAMPLE_BYTES", 2)
    path = tmp_path / "large"
    path.write_bytes(bytes(100))
    before = sample_sha256_of(path)
    path.write_bytes(bytes(place) + b"x" + bytes(99 - place))
    assert (sample_sha256_of(path) != before) == seen


def test_file_smaller_than_a_sample_is_read_whole(tmp_path: Path):
    """Each of its bytes counts."""
    (tmp_path / "a").write_bytes(b"ab")
    (tmp_path / "b").write_bytes(b"ac")
    assert sample_sha256_of(tmp_path / "a") != sample_sha256_of(tmp_path / "b")
