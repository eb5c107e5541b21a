"""Zip archives from strangers: opened in memory, read within bounds, never unpacked."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from rag.errors import FileTooLargeError, ReadError
from rag.readers.office.xmltree import Element, parse

MAX_UNPACKED_BYTES = 200 * 2**20
"""What is read of one archive: a long novel's text has 5 MB."""

MIN_INFLATE_RATIO = 0.01
MIN_CHECKED_BYTES = 2**20
"""A larger part that shrinks to less than that share repeats itself on purpose.

The share is that of Apache POI (`ZipSecureFile`), which asks it of less already.
"""

_PICTURES = (".bmp", ".emf", ".tif", ".tiff", ".wmf", ".bin")
"""Endings of parts that may well repeat themselves: nobody reads these."""

_READ_ERRORS = (
    BadZipFile,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,  # a place before the file's start
    zlib.error,
)
_ENTITY = b"<!ENTITY"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
"""Names in the strict variant of Office's formats (ECMA-376, part 1), and in the other,
which is all that openpyxl and python-pptx know (part 4)."""

_ENCRYPTED = 0x1  # flag bit 0: APPNOTE.TXT, section 4.4.4


class Archive:
    """A zip archive whose members are read one by one, until the bound is reached.

    Member names are only looked up, and never become paths.

    Usage:
        Archive(data).read("word/document.xml")
    """

    def __init__(self, data: bytes, max_bytes: int | None = None) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError) as error:
            message = "is a damaged archive: save or download it anew"
            raise ReadError(message) from error
        self.members = self._zip.infolist()
        self.names = frozenset(self._zip.namelist())
        self._limit = self._left = max_bytes or MAX_UNPACKED_BYTES

    def read(self, name: str) -> bytes:
        """Read a member by its name: the last one of those that share it.

        Raises:
            ReadError: The member is missing, or as of `read_member`.
            FileTooLargeError: As of `read_member`.
        """
        if name not in self.names:
            raise ReadError(f"lacks its part {name!r}: save or download it anew")
        return self.read_member(self._zip.getinfo(name))

    def read_member(self, info: ZipInfo) -> bytes:
        """Read one of `members`.

        Raises:
            ReadError: It is damaged or encrypted.
            FileTooLargeError: All that was read would exceed the bound, or the member
                repeats itself.
        """
        name = info.filename
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("is protected by a password: save it without one")
        self._left -= info.file_size
        if self._left < 0:
            limit = self._limit // 2**20
            raise FileTooLargeError(f"unpacks to more than {limit} MiB: split it")
        is_read = not name.lower().endswith(_PICTURES)
        least = MIN_INFLATE_RATIO * info.file_size * is_read
        if info.file_size > MIN_CHECKED_BYTES and info.compress_size < least:
            share = info.file_size // max(1, info.compress_size)
            raise FileTooLargeError(
                f"unpacks to {share} times its size: it repeats itself; save it anew"
            )
        try:
            # zipfile stops at the size that the archive declares for the member.
            return self._zip.read(info)
        except _READ_ERRORS as error:
            raise ReadError(f"has a damaged part {name!r}: save it anew") from error

    def xml(self, name: str) -> Element:
        """Parse a member; one that is missing is taken for empty.

        Raises:
            ReadError: It is damaged, encrypted or no XML.
            FileTooLargeError: As of `read`.
        """
        return parse(self.read(name)) if name in self.names else Element("none")


def checked(data: bytes) -> bytes:
    """Read all of an archive once, before a library does that sets no bounds.

    Returns:
        The archive; one of a strict Office file with the names that libraries know.

    Raises:
        ReadError: A member is damaged or encrypted, or defines entities of XML.
        FileTooLargeError: It unpacks to too much.
    """
    archive = Archive(data)
    is_strict = False
    for name in sorted(archive.names):
        part = archive.read(name)
        if _ENTITY in part:
            raise ReadError("defines entities of its own: save it anew")
        is_strict |= _STRICT.search(part) is not None
    return _transitional(Archive(data)) if is_strict else data


def _transitional(archive: Archive) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as made:
        for name in archive.names:
            made.writestr(name, _STRICT.sub(_TRANSITIONAL, archive.read(name)))
    return file.getvalue()
