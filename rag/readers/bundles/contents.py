"""The files that a file holds: those in a bundle, also in one that lies in another."""

from dataclasses import dataclass

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart.parent import TIME_LIMIT_S, make_apart
from rag.readers.bundles.member import MAX_BYTES, MAX_MEMBERS, Member, unpacked
from rag.readers.formats import format_of
from rag.settings import MAX_FILE_BYTES, MEBIBYTE

MAX_DEPTH = 3
"""So many bundles may lie in one another: an archive in a message in an archive."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files that a file holds, by name, and why others in it are refused."""

    files: tuple[tuple[str, bytes], ...]
    refused: tuple[ReadError, ...] = ()


def contents(data: bytes, name: str) -> Contents:
    """Give the files of which articles are made: those in a bundle, or the file itself.

    A bundle in a bundle is opened, too, `MAX_DEPTH` deep. Names are those of the
    bundle and the file in it: "trip.zip/june.txt".

    Args:
        data: The whole file.
        name: Its name.

    Raises:
        ReadError: It can't be opened.
        FileTooLargeError: There are more than `MAX_MEMBERS`, or more bytes than
            `MAX_BYTES` in all of them together.
    """
    form = format_of(data, name) if len(data) <= MAX_FILE_BYTES else None
    if form is None or not form.is_bundle:
        return Contents(((name, data),))
    files: list[tuple[str, bytes]] = []
    refused: list[ReadError] = []
    # Each with how many bundles it lies in; the first is taken out first.
    waiting = [(name, data, form, 0)]
    opened = 0
    while waiting:
        place, content, kind, depth = waiting.pop(0)
        made = make_apart(kind.module, content, place, {}, TIME_LIMIT_S)
        members = unpacked(made)
        opened += sum(len(member.data) for member in members)
        if opened > MAX_BYTES or len(files) + len(members) > MAX_MEMBERS:
            raise FileTooLargeError(
                f"{name} holds more than {MAX_MEMBERS:,} files or "
                f"{MAX_BYTES // MEBIBYTE} MiB: divide it"
            )
        for member in members or [Member("", content)]:
            inner = f"{place}/{member.name}" if member.name else place
            within = format_of(member.data, inner) if member.name else None
            if member.error:
                refused.append(ReadError(f"{inner} {member.error}"))
            elif within is None or not within.is_bundle:
                files.append((inner, member.data))
            elif depth + 1 < MAX_DEPTH:
                waiting.append((inner, member.data, within, depth + 1))
            else:
                refused.append(ReadError(f"{inner} lies too deep in {name}: add it"))
    return Contents(tuple(files), tuple(refused))
