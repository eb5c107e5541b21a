"""Files of rows: numbers as NumPy keeps them, records as JSON, one a line.

Both are written without being held in memory. Beside records lies an array of line
offsets, so that one can be read without the rest.
"""

import json
import mmap
import os
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from rag.errors import REBUILD, IndexDamagedError
from rag.steps import pause

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from numpy.typing import DTypeLike

T = TypeVar("T")


class RowFile:
    """A NumPy file of equal rows that is written without holding it in memory.

    Args:
        path: Where it goes.
        width: Numbers a row.
        dtype: What kind of numbers.
    """

    def __init__(self, path: Path, width: int, dtype: "DTypeLike" = np.uint8) -> None:
        self._width = width
        self._dtype = np.dtype(dtype)
        self._rows = 0
        # How many rows there will be is not known yet; the header keeps its place.
        self._file = path.open("wb")
        self._write_header()

    def append(self, rows: NDArray[Any]) -> None:
        """Add rows, shape (n, width)."""
        self._file.write(np.ascontiguousarray(rows, self._dtype).tobytes())
        self._rows += len(rows)

    def close(self) -> None:
        """Put the number of rows into the header: NumPy leaves room for it to grow.

        A second time it does nothing.
        """
        if self._file.closed:
            return
        with self._file:
            self._file.seek(0)
            self._write_header()

    def _write_header(self) -> None:
        header = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._rows, self._width),
        }
        np.lib.format.write_array_header_1_0(self._file, header)


def offsets_path(path: Path) -> Path:
    """Name the file that holds the line offsets of the records at `path`."""
    return path.with_suffix(".offsets.npy")


class RecordFile:
    """A file of JSON lines that is written row by row; use it in `with`.

    The byte offset of each line goes beside it, when the block ends well.

    Args:
        path: Where the lines go.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._offsets = array("q", [0])
        # Several times as fast as `dataclasses.asdict`, which copies every value.
        self._encoder = json.JSONEncoder(
            ensure_ascii=False, separators=(",", ":"), default=_fields_of
        )

    def __enter__(self) -> "RecordFile":
        return self

    def append(self, row: object) -> None:
        """Add a JSON value; dataclasses in it, in any depth, become objects."""
        line = self._encoder.encode(row).encode() + b"\n"
        self._offsets.append(self._offsets[-1] + self._file.write(line))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            np.save(offsets_path(self._path), np.asarray(self._offsets, dtype=np.int64))


def write_records(path: Path, rows: Iterable[object]) -> None:
    """Write rows as JSON lines, and the byte offset of each line beside them.

    Args:
        path: Where the lines go.
        rows: JSON values, or dataclasses, in any depth, which become objects.
    """
    with RecordFile(path) as file:
        for row in rows:
            pause()
            file.append(row)


def _fields_of(record: "DataclassInstance") -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


class Records(Sequence[T], Generic[T]):
    """Rows of a JSON-lines file, each read when it is asked for.

    Args:
        path: The file that `write_records` wrote.
        decode: Turns a line's JSON value into a record.
    """

    def __init__(self, path: Path, decode: Callable[[Any], T]) -> None:
        self._decode = decode
        self._name = path.name
        # Never unpickled: whoever can write the file could have a program run.
        self._offsets = np.load(offsets_path(path), allow_pickle=False)
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if size != self._offsets[-1]:
                raise IndexDamagedError(
                    f"{path.name} has {size} bytes, expected {self._offsets[-1]}",
                    REBUILD,
                )
            # An empty file can't be mapped.
            self._bytes: mmap.mmap | bytes = (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
            )

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> list[T]: ...
    def __getitem__(self, row: int | slice) -> T | list[T]:
        if isinstance(row, slice):
            return [self[i] for i in range(*row.indices(len(self)))]
        row = range(len(self))[row]  # counts from the end, and knows where that is
        start, end = self._offsets[row], self._offsets[row + 1]
        try:
            return self._decode(json.loads(self._bytes[start:end]))
        except (ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"record {row} of {self._name} can't be read", REBUILD
            ) from error


def mapped(path: Path) -> NDArray[Any]:
    """Map an array into memory."""
    # Seen as a plain array: taking a slice of a memmap costs many times as much.
    array: NDArray[Any] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    return array
