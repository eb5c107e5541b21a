"""Zip archives: each file in them that is read becomes an article of its own."""

from operator import attrgetter
from typing import Any
from zipfile import ZipInfo

from rag.errors import (
    EmptyFileError,
    FileTooLargeError,
    ReadError,
    UnsupportedFormatError,
)
from rag.readers.bundles.member import (
    MAX_BYTES,
    MAX_MEMBERS,
    Member,
    packed,
    shown_name,
)
from rag.readers.draft import Draft
from rag.readers.formats import SUFFIXES
from rag.readers.office.archive import Archive

_HIDDEN = (".", "__MACOSX")


def read(data: bytes) -> Draft:
    """Refuse to read an archive as an article; see `contents`.

    Raises:
        UnsupportedFormatError: Always.
    """
    raise UnsupportedFormatError("is an archive of files: unpack it, and add those")


def make(data: bytes) -> dict[str, Any]:
    """Take out the files whose names end as a format's, in the order of their names.

    Nothing is written; hidden files are passed over, as in a folder.

    Args:
        data: A zip archive.

    Returns:
        The files, `packed`; one that is damaged or under a password says so.

    Raises:
        EmptyFileError: It holds no file that is read.
        FileTooLargeError: It holds too many, or too much.
        ReadError: It is damaged.
    """
    archive = Archive(data, MAX_BYTES)
    wanted = [info for info in archive.members if _is_wanted(info.filename)]
    if not wanted:
        raise EmptyFileError("holds no file that is read: add what is in it")
    if len(wanted) > MAX_MEMBERS:
        raise FileTooLargeError(
            f"holds {len(wanted):,} files, over the limit of {MAX_MEMBERS:,}: divide it"
        )
    # Not by their names: two files may have the same one.
    ordered = sorted(wanted, key=attrgetter("filename"))
    return packed(_member(archive, info) for info in ordered)


def _is_wanted(name: str) -> bool:
    parts = shown_name(name).split("/")
    is_hidden = any(part.startswith(_HIDDEN) for part in parts)
    return name.lower().endswith(SUFFIXES) and not is_hidden


def _member(archive: Archive, info: ZipInfo) -> Member:
    shown = shown_name(_as_written(info.filename))
    try:
        return Member(shown, archive.read_member(info))
    except FileTooLargeError:
        raise  # not this file's fault alone
    except ReadError as error:
        return Member(shown, b"", str(error))


def _as_written(name: str) -> str:
    """Read a name in UTF-8 that doesn't say so, as those of macOS.

    zipfile reads it by the code page of the format (APPNOTE.TXT, appendix D).
    """
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name
