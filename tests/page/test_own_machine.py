"""Who sits at the machine: told by a connection's addresses, and by its user."""

import os

import pytest

from rag.page.http.own_machine import is_own, user_of

HEAD = (
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
)
# The client 127.0.0.1:40000 of user 1000, and this server's end of the same.
NARROW = f"""{HEAD}
   0: 0100007F:1EB4 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0
   1: 0100007F:9C40 0100007F:1EB4 01 00000000:00000000 00:00000000 00000000  1000
"""
# The same from ::1, and from 127.0.0.1 to a server that listens in version 6.
ONE = "00000000000000000000000001000000"
MAPPED = "0000000000000000FFFF00000100007F"
WIDE = f"""{HEAD}
   0: {ONE}:9C40 {ONE}:1EB4 01 00000000:00000000 00:00000000 00000000  1001
   1: {MAPPED}:9C41 {MAPPED}:1EB4 01 00000000:00000000 00:00000000 00000000  1002
"""


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
    assert not is_own({"client": client, "server": server})


@pytest.mark.attack
@pytest.mark.parametrize(("user", "own"), [(0, True), (1, False), (None, False)])
def test_another_user_of_this_machine_is_not(user, own, monkeypatch):
    """Nor is one whose connection isn't listed, as one that is passed on."""
    found = None if user is None else os.getuid() + user
    monkeypatch.setattr("rag.page.http.own_machine.user_of", lambda *_: found)
    scope = {"client": ("127.0.0.1", 40000), "server": ("127.0.0.1", 7860)}
    assert is_own(scope) is own


def test_a_system_without_a_list_goes_by_the_addresses(monkeypatch):
    """As macOS and Windows."""
    monkeypatch.setattr("rag.page.http.own_machine.LISTS", ())
    scope = {"client": ("::1", 40000, 0, 0), "server": ("::1", 7860, 0, 0)}
    assert is_own(scope)
