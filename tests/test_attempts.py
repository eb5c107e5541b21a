"""Wrong passwords are slowed down, address by address."""

import pytest

from rag.page.attempts import Attempts, neighbourhood, wait_after
from tests.fakes import Clock


def failed(times: int, address: str = "192.0.2.7") -> tuple[Attempts, Clock]:
    """Give attempts of which so many failed just now."""
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(times):
        attempts.failed(address)
    return attempts, clock


def test_four_wrong_tries_are_free():
    """Whoever mistypes a few times may go on at once."""
    attempts, _ = failed(4)
    assert attempts.wait_s("192.0.2.7") == 0


def test_waits_double():
    """The fifth wrong try costs a second, the eighth eight, and then they run out."""
    attempts, _ = failed(5)
    assert attempts.wait_s("192.0.2.7") == 1
    attempts, clock = failed(8)
    assert attempts.wait_s("192.0.2.7") == 8
    clock.now += 7
    assert attempts.wait_s("192.0.2.7") == 1
    clock.now += 2
    assert attempts.wait_s("192.0.2.7") == 0


def test_thousands_of_tries_wait_a_quarter_of_an_hour():
    """The wait is bounded, and computing it doesn't overflow."""
    attempts, _ = failed(5000)
    assert attempts.wait_s("192.0.2.7") == 900


def test_others_need_not_wait():
    """One address's wrong tries don't lock anybody else out."""
    attempts, _ = failed(9)
    assert attempts.wait_s("192.0.2.8") == 0


def test_a_network_of_ipv6_is_one_address():
    """Taking another address of one's own /64 doesn't help; another /64 is another."""
    attempts, _ = failed(5, "2001:db8::1")
    assert attempts.wait_s("2001:db8::2:3") == 1
    assert attempts.wait_s("2001:db8:0:1::1") == 0


def test_a_socket_of_both_kinds_tells_ipv4_hosts_apart():
    """One host that guesses doesn't lock out all others, and goes by one name."""
    attempts, _ = failed(5, "::ffff:192.0.2.7")
    assert attempts.wait_s("192.0.2.7") == 1
    assert attempts.wait_s("::ffff:192.0.2.8") == 0


def test_waits_never_fall_as_tries_go_on():
    """Each wait is twice the one before until it is a quarter of an hour for good."""
    waits = [wait_after(failures) for failures in range(40)]
    assert waits[:15] == [0] * 5 + [2.0**power for power in range(10)]
    assert waits[15:] == [900.0] * 25


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("somewhere", "somewhere"),
        ("", ""),
    ],
)
def test_addresses_of_one_network_have_one_name(address: str, name: str):
    """The last 64 bits of an IPv6 address are a host's own to choose."""
    assert neighbourhood(address) == name


def test_right_password_forgets_the_wrong_ones():
    """After signing in, mistyping is free again."""
    attempts, _ = failed(4)
    attempts.succeeded("192.0.2.7")
    attempts.failed("192.0.2.7")
    assert attempts.wait_s("192.0.2.7") == 0


def test_what_is_remembered_is_bounded():
    """Whoever has many addresses doesn't fill the memory: the oldest is forgotten."""
    attempts, _ = failed(5, "192.0.2.7")
    for number in range(9_999):
        attempts.failed(f"host-{number}")
    assert attempts.wait_s("192.0.2.7") == 1
    attempts.failed("one-more")
    assert attempts.wait_s("192.0.2.7") == 0


def test_who_tries_again_is_remembered_longer():
    """The oldest to be forgotten is the one whose last try is the longest ago."""
    attempts, _ = failed(5, "192.0.2.7")
    for number in range(9_999):
        attempts.failed(f"host-{number}")
    attempts.failed("192.0.2.7")
    attempts.failed("one-more")
    assert attempts.wait_s("192.0.2.7") == 2
