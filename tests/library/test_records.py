"""Rows on disk: each can be read without the rest, and none is held while written."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexDamagedError
from rag.library.generation.records import (
    Records,
    RowFile,
    offsets_path,
    write_records,
)
from rag.types import Span


class StoppedError(Exception):
    """Stands for whatever ends a writer midway."""


def test_records_are_read_one_by_one(tmp_path: Path):
    """Rows come back by number, from either end, and as slices; whatever script."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"t": "a"}, {"t": "ü\n新"}, {"t": "c"}])
    rows = Records(path, lambda raw: raw["t"])
    assert len(rows) == 3
    assert rows[1] == rows[-2] == "ü\n新"
    with pytest.raises(IndexError):
        rows[3]
    assert rows[0:2] == ["a", "ü\n新"]
    assert list(rows) == ["a", "ü\n新", "c"]


def test_a_line_that_is_no_record_is_named(tmp_path: Path):
    """As many bytes as before, and no JSON; or no such field: the index is damaged."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"t": "a"}, {"t": "b"}])
    path.write_bytes(path.read_bytes().replace(b'{"t":"b"}', b'{"t":"b"]'))
    rows = Records(path, lambda raw: raw["t"])
    assert rows[0] == "a"
    with pytest.raises(
        IndexDamagedError, match=r"record 1 of rows\.jsonl can't be read"
    ):
        rows[1]
    with pytest.raises(IndexDamagedError, match=r"record 0 .*quotewell rebuild"):
        Records(path, lambda raw: raw["title"])[0]


def test_offsets_are_never_unpickled(tmp_path: Path):
    """A file that could run a program when it is read is refused."""
    path = tmp_path / "rows.jsonl"
    write_records(path, [{"t": "a"}])
    np.save(offsets_path(path), np.array([0, {}], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        Records(path, str)


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
    read = np.load(path)
    assert read.tolist() == [[1, 2], [5, 6], [9, 10]]
    assert read.flags.c_contiguous


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
    write_records(path, [Word("öwl", Span(1, 4))])
    assert path.read_text("utf-8") == '{"text":"öwl","place":{"start":1,"end":4}}\n'


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
