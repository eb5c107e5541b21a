"""Archives from strangers: read within bounds, and refused in one line."""

from random import Random

import pytest

from rag.errors import FileTooLargeError, ReadError
from rag.readers.office import archive
from rag.readers.office.archive import Archive, checked
from tests.archives import packed


def test_members_are_read_by_name() -> None:
    """What is in it comes back; what isn't is said to be lacking."""
    opened = Archive(packed({"a": b"one", "b": b"two"}))
    assert opened.names == {"a", "b"}
    assert [opened.read(name) for name in ("b", "a", "b")] == [b"two", b"one", b"two"]
    with pytest.raises(ReadError, match=r"^lacks its part 'c': save"):
        opened.read("c")


def test_the_bound_is_of_all_members_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten bytes six and four may be read, and not one more, here or there."""
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 10)
    data = packed({"a": b"123456", "b": b"1234", "c": b"1", "d": b"12345678901"})
    opened = Archive(data)
    assert opened.read("a") + opened.read("b") == b"1234561234"
    for left in (opened, Archive(data)):
        with pytest.raises(FileTooLargeError, match="unpacks to more than"):
            left.read("c" if left is opened else "d")


def test_the_bound_is_said_in_mebibytes() -> None:
    """A bomb of 200 MiB and a byte, which packs to 200 KiB, is not unpacked."""
    data = packed({"bomb": bytes(200 * 2**20 + 1)})
    with pytest.raises(FileTooLargeError, match="more than 200 MiB: split it"):
        Archive(data).read("bomb")


@pytest.mark.parametrize(("own_bytes", "is_read"), [(2**16, True), (2**14, False)])
def test_a_large_part_may_repeat_much_but_not_all(own_bytes: int, is_read: bool):
    """Of 2 MiB 3 in 100 are left when it is packed, or fewer than one."""
    part = Random(0).randbytes(own_bytes) + bytes(2**21)
    opened = Archive(packed({"a": part}))
    if is_read:
        assert opened.read("a") == part
        return
    with pytest.raises(FileTooLargeError, match=r"to 11\d times its size: it repeats"):
        opened.read("a")


def encrypted(data: bytes) -> bytes:
    """Set the flag of a password in both headers of the only member."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def test_a_password_is_said() -> None:
    """It can't be read without it, and the message says what to do."""
    with pytest.raises(ReadError, match="protected by a password: save it without"):
        Archive(encrypted(packed({"a": b"one"}))).read("a")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text" * 99])
def test_what_is_no_archive_is_said_to_be_damaged(data: bytes) -> None:
    """A cut file has no list of its members."""
    with pytest.raises(ReadError, match="is a damaged archive: save or download"):
        Archive(data)


def test_a_damaged_member_is_named() -> None:
    """Its bytes don't match their checksum, or can't be unpacked."""
    data = bytearray(packed({"a": b"one" * 100}))
    data[33] ^= 0xFF
    with pytest.raises(ReadError, match=r"^has a damaged part 'a': save it anew"):
        Archive(bytes(data)).read("a")


def test_pictures_may_repeat_themselves() -> None:
    """A drawing of 2 MiB, white from edge to edge, is small when it is packed."""
    white = bytes(2 * 2**20)
    checked(packed({"media/image1.emf": white}))
    with pytest.raises(FileTooLargeError, match="it repeats itself"):
        checked(packed({"media/image1.xml": white}))
