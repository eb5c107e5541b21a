"""Who sits at the machine: told by a connection's addresses, and by its user."""

import os

import pytest

from rag.page.http.own_machine import PASSED_ON, is_own, user_of

HEAD = (
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
)
HERE = [(b"host", b"localhost:7860")]
# The client 127.0.0.1:40000 of user 1000, and this server's end of the same.
NARROW = f"""{HEAD}
   0: 0100007F:1EB4 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0
   1: 0100007F:9C40 0100007F:1EB4 01 00000000:00000000 00:00000000 00000000  1000
"""
CUT_OFF = NARROW.splitlines()[2].removesuffix("  1000")
# The same from ::1, and from 127.0.0.1 to a server that listens in version 6.
ONE = "00000000000000000000000001000000"
MAPPED = "0000000000000000FFFF00000100007F"
WIDE = f"""{HEAD}
   0: {ONE}:9C40 {ONE}:1EB4 01 00000000:00000000 00:00000000 00000000  1001
   1: {MAPPED}:9C41 {MAPPED}:1EB4 01 00000000:00000000 00:00000000 00000000  1002
"""


def asked_by(headers):
    """Make a request within this machine."""
    ends = {"client": ("127.0.0.1", 40000), "server": ("127.0.0.1", 7860)}
    return ends | {"headers": headers}


@pytest.mark.parametrize(
    ("listed", "local", "remote", "user"),
    [
        (NARROW, ("127.0.0.1", 40000), ("127.0.0.1", 7860), 1000),
        (NARROW, ("127.0.0.1", 7860), ("127.0.0.1", 40000), 0),
        (NARROW, ("127.0.0.1", 40001), ("127.0.0.1", 7860), None),
        (NARROW, ("127.0.0.2", 40000), ("127.0.0.1", 7860), None),
        (WIDE, ("::1", 40000), ("::1", 7860), 1001),
        (WIDE, ("127.0.0.1", 40001), ("127.0.0.1", 7860), 1002),
        (WIDE, ("::ffff:127.0.0.1", 40001), ("127.0.0.1", 7860), 1002),
        ("", ("127.0.0.1", 40000), ("127.0.0.1", 7860), None),
        (f"{HEAD}\nx\n", ("127.0.0.1", 40000), ("127.0.0.1", 7860), None),
        (CUT_OFF, ("127.0.0.1", 40000), ("127.0.0.1", 7860), None),
    ],
)
def test_the_user_at_an_end(listed, local, remote, user):
    """Found by both addresses and ports, in either version."""
    assert user_of(listed, local, remote) == user


@pytest.mark.attack
@pytest.mark.parametrize(
    ("client", "server"),
    [
        (("192.168.1.7", 40000), ("192.168.1.5", 7860)),
        (("192.168.1.5", 40000), ("192.168.1.5", 7860)),
        (("127.0.0.1", 40000), ("192.168.1.5", 7860)),
        (("192.168.1.7", 40000), ("127.0.0.1", 7860)),
        (("unix", 0), ("127.0.0.1", 7860)),
        (None, ("127.0.0.1", 7860)),
        (("127.0.0.1", 40000), None),
    ],
)
def test_from_outside_nobody_is(client, server, monkeypatch):
    """Whatever the list of connections may say."""
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: os.getuid())
    assert not is_own({"client": client, "server": server, "headers": HERE})


@pytest.mark.attack
@pytest.mark.parametrize(("user", "own"), [(0, True), (1, False), (None, False)])
def test_another_user_of_this_machine_is_not(user, own, monkeypatch):
    """Nor is one whose connection isn't listed, as one that is passed on."""
    found = None if user is None else os.getuid() + user
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: found)
    assert is_own(asked_by(HERE)) is own


@pytest.mark.parametrize(
    "host", [b"localhost", b"localhost:7860", b"127.0.0.1:7860", b"[::1]:7860"]
)
def test_asked_for_by_a_name_of_this_machine_it_is(host, monkeypatch):
    """With a port or without."""
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: os.getuid())
    assert is_own(asked_by([(b"host", host)]))


@pytest.mark.attack
@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b"quotes.example")],
        [(b"host", b"192.168.1.5:7860")],
        [],
        [*HERE, (b"forwarded", b"for=203.0.113.7")],
        [*HERE, (b"via", b"1.1 tunnel")],
        [*HERE, (b"x-real-ip", b"203.0.113.7")],
    ],
)
def test_what_a_program_of_this_user_passes_on_is_not(headers, monkeypatch):
    """A tunnel connects as its user, and names whoever asks, or what they asked for."""
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: os.getuid())
    assert not is_own(asked_by(headers))


@pytest.mark.attack
def test_what_the_guard_took_off_counts(monkeypatch):
    """Its header is gone, and that it was there is noted."""
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: os.getuid())
    assert not is_own(asked_by(HERE) | {PASSED_ON: True})


def test_a_system_without_a_list_goes_by_the_addresses(monkeypatch):
    """As macOS and Windows."""
    monkeypatch.setattr("rag.page.http.own_machine.LISTS", ())
    ends = {"client": ("::1", 40000, 0, 0), "server": ("::1", 7860, 0, 0)}
    assert is_own(ends | {"headers": HERE})
