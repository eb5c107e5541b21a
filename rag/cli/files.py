"""Files that the command line is given: read whole, and never more than is allowed."""

import stat
import sys
from pathlib import Path

from rag.errors import FileTooLargeError, ReadError
from rag.settings import MAX_FILE_BYTES, MEBIBYTE


def read_file(path: Path) -> bytes:
    """Read a file of up to `MAX_FILE_BYTES`.

    Raises:
        ReadError: It is none, too large, or can't be read. Devices and pipes are not
            opened: the one may never end, the other never begin.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(f"{path} is {_kind(found.st_mode)}; name a file")
        _check_size(path.name, found.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(
            f"{path} can't be read ({reason}); check the name and permissions"
        ) from error
    # It may have grown since it was looked at.
    _check_size(path.name, len(data))
    return data


def read_standard_input() -> bytes:
    """Read standard input to its end, up to `MAX_FILE_BYTES`.

    Raises:
        ReadError: It is closed, too long, or can't be read.
    """
    if sys.stdin is None:
        raise ReadError("standard input is closed; name a file instead")
    try:
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ReadError(
            f"standard input can't be read ({error.strerror}); name a file instead"
        ) from error
    _check_size("standard input", len(data))
    return data


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"


def _check_size(name: str, size: int) -> None:
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // MEBIBYTE
        raise FileTooLargeError(
            f"{name} is over the limit of {limit} MiB; split it into smaller files"
        )
