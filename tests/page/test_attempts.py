"""Wrong passwords are slowed down, address by address and for all strangers."""

import pytest

from rag.page.http.attempts import Attempts, neighbourhood, wait_after
from tests.fakes import Clock


def failed(times: int, address: str = "192.0.2.7") -> tuple[Attempts, Clock]:
    """Give attempts of which so many failed just now."""
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(times):
        attempts.failed(address)
    return attempts, clock


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


def test_a_socket_of_both_kinds_tells_ipv4_hosts_apart():
    """One host that guesses doesn't lock out all others, and goes by one name."""
    assert neighbourhood("::ffff:192.0.2.7") == "192.0.2.7"
    assert neighbourhood("::ffff:192.0.2.8") != "192.0.2.7"


@pytest.mark.attack
@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.255.3.9", "::1", "::ffff:127.0.0.9"]
)
def test_all_addresses_of_this_machine_are_one(address):
    """Sixteen million loopback addresses don't give as many fresh tries."""
    assert neighbourhood(address) == neighbourhood("127.9.9.9")


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
    for number in range(10_000):
        attempts.failed(f"host-{number}")
    assert len(attempts._failures) == 10_000
    assert "192.0.2.7" not in attempts._failures


def test_who_tries_again_is_remembered_longer():
    """The oldest to be forgotten is the one whose last try is the longest ago."""
    attempts, _ = failed(5, "192.0.2.7")
    for number in range(9_999):
        attempts.failed(f"host-{number}")
    attempts.failed("192.0.2.7")
    attempts.failed("one-more")
    assert "192.0.2.7" in attempts._failures
    assert "host-0" not in attempts._failures


def test_who_is_known_is_bounded():
    """Whoever gave the right password longest ago is a stranger again."""
    attempts = Attempts(Clock())
    for number in range(10_001):
        attempts.succeeded(f"host-{number}")
    assert not attempts.knows("host-0")
    assert attempts.knows("host-1")


def strangers(number: int) -> tuple[Attempts, Clock]:
    """Give attempts where so many addresses have just tried once each."""
    clock = Clock()
    attempts = Attempts(clock)
    for host in range(number):
        attempts.failed(f"host-{host}")
    return attempts, clock


@pytest.mark.attack
def test_many_addresses_have_no_more_tries_than_one_account():
    """After fifty from anywhere, each stranger waits for one try in half a minute."""
    attempts, clock = strangers(49)
    assert attempts.wait_s("new") == 0
    attempts, clock = strangers(50)
    assert attempts.wait_s("new") == 30
    clock.now += 30
    assert attempts.wait_s("new") == 0
    attempts.failed("host-50")
    assert attempts.wait_s("new") == 30


def test_tries_of_all_come_back_with_time():
    """An hour after a flood a stranger may mistype again; one is given back in 30 s."""
    attempts, clock = strangers(50)
    clock.now += 60
    attempts.failed("host-50")
    assert attempts.wait_s("new") == 0
    attempts.failed("host-51")
    assert attempts.wait_s("new") == 30
    clock.now += 3600
    assert attempts.wait_s("new") == 0


def test_who_is_known_does_not_wait_for_strangers():
    """Who gave the right password before has a count of their own, and only that."""
    attempts, _ = strangers(50)
    attempts.succeeded("known")
    assert attempts.wait_s("known") == 0
    for _ in range(5):
        attempts.failed("known")
    assert attempts.wait_s("known") == 1


def test_wrong_tries_of_who_is_known_cost_strangers_nothing():
    """Fifty of them leave the shared count as it is."""
    attempts = Attempts(Clock())
    attempts.succeeded("known")
    for _ in range(50):
        attempts.failed("known")
    assert attempts.wait_s("new") == 0
