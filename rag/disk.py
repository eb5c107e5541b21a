"""Writing to disk so that a crash at any moment leaves the old state or the new.

A file is written beside its place, synced, and renamed over it; a folder is filled
under a temporary name and renamed when it is whole.
"""

import hashlib
import json
import os
import shutil
import stat
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

TEMPORARY_PREFIX = ".tmp-"

SEAL = b',\n "checksum": "'
"""Stands before the checksum of all that is before it."""

SYNCS_AT_ONCE = 8
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
        # Renamed, it is no longer there; else nobody would want the half of it.
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
        # A name may reach the disk before what it names, unless that is there first.
        # Beside each other: a disk makes one journal entry of many.
        with ThreadPoolExecutor(SYNCS_AT_ONCE) as threads:
            list(threads.map(sync, sorted(temporary.rglob("*"))))
        sync(temporary)
        if path.exists():
            # `rename` would take the place of an empty folder without a word.
            raise FileExistsError(path)
        temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync(path.parent)


def remove_folder(path: Path) -> None:
    """Delete a folder: afterwards, crash or not, it is whole or gone."""
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{uuid.uuid4().hex}")
    # Files that another has open may stay; the next writer sweeps them up.
    path.rename(temporary)
    shutil.rmtree(temporary, ignore_errors=True)


def size_of(folder: Path) -> int:
    """Add up the bytes of all files under a folder; what vanishes meanwhile is none."""
    size = 0
    for path in _files_and_folders(folder):
        with suppress(OSError):
            status = path.stat()
            size += status.st_size if stat.S_ISREG(status.st_mode) else 0
    return size


def leftovers(folder: Path) -> list[Path]:
    """Find what killed writers left anywhere under a folder."""
    found = _files_and_folders(folder)
    return [path for path in found if path.name.startswith(TEMPORARY_PREFIX)]


def _files_and_folders(folder: Path) -> Iterator[Path]:
    """Go through all under a folder; what vanishes meanwhile is passed over."""
    for parent, folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *names))


def remove_leftovers(folder: Path, *, below: bool = False) -> None:
    """Delete what a killed writer left under temporary names in `folder`.

    Args:
        folder: The folder.
        below: Look into its folders, and into theirs, too.
    """
    for path in leftovers(folder) if below else folder.glob(f"{TEMPORARY_PREFIX}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sealed(value: Mapping[str, object]) -> bytes:
    """Write a JSON object, not empty, readable by people, that ends with its checksum.

    Example: `{"number": 3}` gives three lines, of which the second is `"checksum": …`.
    """
    # The checksum is put in by hand: it must stand last, after all that it is of.
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
    # None is what earlier versions left, who wrote no checksum.
    if raw.pop("checksum", None) not in (None, _digest(body).decode()):
        raise ValueError("its checksum is another")
    return raw


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Write a JSON object with its checksum."""
    path.write_bytes(sealed(value))


def replace_json(path: Path, value: Mapping[str, object]) -> None:
    """Put a JSON object at `path` as `replace_file` does, with its checksum."""
    replace_file(path, sealed(value))


def read_json(path: Path) -> dict[str, Any]:
    """Read what `write_json` or `replace_json` wrote.

    Raises:
        OSError: It is missing, or can't be read.
        ValueError: It is no JSON object, or isn't what was written.
    """
    return unsealed(path.read_bytes())
