"""What was made or read last is kept, and of it only so much."""

import pytest

from rag.library.last_ones import LastOnes


@pytest.fixture
def kept() -> LastOnes[str, bytes]:
    """Give room for 10 bytes, in which are two times 5, the second one put in last."""
    kept = LastOnes[str, bytes](10, len)
    kept.put("a", b"12345")
    kept.put("b", b"67890")
    return kept


def test_what_was_got_last_stays(kept: LastOnes[str, bytes]):
    """Both just fit; with a third the one goes that was used longest ago."""
    assert kept.get("a") == b"12345"
    assert kept.put("c", b"c") == b"c"
    assert [kept.get(name) is None for name in "abc"] == [False, True, False]


def test_what_is_kept_is_not_made_anew(kept: LastOnes[str, bytes]):
    """Of three things of 5 bytes two fit: the one that was used longest ago goes."""
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode() * 5

    found = [kept.made(name, make) for name in "acbac"]
    assert found == [b"12345", b"ccccc", b"bbbbb", b"aaaaa", b"ccccc"]
    assert made == ["c", "b", "a", "c"]


def test_what_is_given_away_makes_room(kept: LastOnes[str, bytes]):
    """It is given once; what is not there takes nothing along."""
    assert kept.take("a") == b"12345"
    assert kept.take("a") is None
    kept.put("c", b"54321")
    assert [kept.get(name) for name in "abc"] == [None, b"67890", b"54321"]


def test_what_is_put_in_again_takes_its_own_place(kept: LastOnes[str, bytes]):
    """It counts once, as it is now, and as the last."""
    kept.put("a", b"1")
    kept.put("c", b"4321")
    assert [kept.get(name) for name in "bac"] == [b"67890", b"1", b"4321"]
    kept.put("b", b"67890")
    kept.put("d", b"d")
    assert [kept.get(name) is None for name in "abcd"] == [True, False, False, False]


def test_what_is_too_large_is_given_and_not_kept(kept: LastOnes[str, bytes]):
    """Nor is anything before it, as if it had been there for a moment."""
    assert len(kept.put("c", b"12345678901")) == 11
    assert [kept.get(name) for name in "abc"] == [None, None, None]
    kept.put("a", b"1234567890")
    assert kept.get("a") == b"1234567890"
