"""Writing to disk so that a crash at any moment leaves the old state or the new.

A file is written beside its place, synced, and renamed over it; a folder is filled
under a temporary name and renamed when it is whole. Records are JSON, one a line,
with an array of line offsets beside them, so that one can be read without the rest.
"""

import hashlib
import json
import mmap
import os
import shutil
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from rag.errors import REBUILD, IndexDamagedError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from numpy.typing import DTypeLike

T = TypeVar("T")
TEMPORARY_PREFIX = ".tmp-"

SEAL = b',\n "checksum": "'
"""Stands before the checksum of all that is before it."""

SAMPLES = 64
SAMPLE_BYTES = 2**20
"""A sample of a file is 64 MiB: a tenth of a second's reading and hashing."""


def sha256_of(path: Path) -> str:
    """Hash a file's content; 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sample_sha256_of(path: Path) -> str:
    """Hash blocks at equal distances, the first and the last of a file among them."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        last = max(0, file.seek(0, os.SEEK_END) - SAMPLE_BYTES)
        for number in range(SAMPLES):
            file.seek(last * number // (SAMPLES - 1))
            digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Ask the system to put a file, or a folder's list of names, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`: afterwards, crash or not, it is the old or the new."""
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{uuid.uuid4().hex}")
    try:
        temporary.write_bytes(data)
        sync(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)


def is_unicode(text: str) -> bool:
    r"""Tell whether a text can be written: JSON and file names may hold what can't.

    Example:
        >>> is_unicode("é"), is_unicode("\ud800")  # half of a pair
        (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Fill a folder under a temporary name; it gets its own when the block ends well.

    Raises:
        FileExistsError: `path` is there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{uuid.uuid4().hex}")
    temporary.mkdir()
    try:
        yield temporary
        for file in sorted(temporary.rglob("*")):
            sync(file)
        sync(temporary)
        if path.exists():
            raise FileExistsError(path)
        temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync(path.parent)


def remove_folder(path: Path) -> None:
    """Delete a folder: afterwards, crash or not, it is whole or gone."""
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{uuid.uuid4().hex}")
    path.rename(temporary)
    shutil.rmtree(temporary, ignore_errors=True)


def size_of(folder: Path) -> int:
    """Add up the bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def leftovers(folder: Path) -> list[Path]:
    """Find what killed writers left anywhere under a folder."""
    return list(folder.rglob(f"{TEMPORARY_PREFIX}*"))


def remove_leftovers(folder: Path) -> None:
    """Delete what a killed writer left under temporary names in `folder`."""
    for path in folder.glob(f"{TEMPORARY_PREFIX}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sealed(value: Mapping[str, object]) -> bytes:
    """Write a JSON object, not empty, readable by people, that ends with its checksum.

    Example: `{"number": 3}` gives three lines, of which the second is `"checksum": …`.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1)
    body = text.removesuffix("\n}").encode()
    return body + SEAL + _digest(body) + b'"\n}\n'


def unsealed(data: bytes) -> dict[str, Any]:
    """Read what `sealed` wrote; an object without a checksum is taken as it stands.

    Raises:
        ValueError: It is no JSON object, or isn't what was written.
    """
    raw: object = json.loads(data)
    if not isinstance(raw, dict):
        raise ValueError("no JSON object")
    body, _, _ = data.rpartition(SEAL)
    if raw.pop("checksum", None) not in (None, _digest(body).decode()):
        raise ValueError("its checksum is another")
    return raw


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Write a JSON object with its checksum."""
    path.write_bytes(sealed(value))


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
        start, end = self._offsets[row], self._offsets[row + 1]
        try:
            return self._decode(json.loads(self._bytes[start:end]))
        except (ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                f"record {row} of {self._name} can't be read", REBUILD
            ) from error
