"""A network of a process's own: nothing leaves it, and what tries to is counted."""

import os
from pathlib import Path

import pytest

from tests.alone import network_can_be_left, run_python

pytestmark = pytest.mark.skipif(
    not network_can_be_left(), reason="this system gives no process its own network"
)

WITH_IPV6 = pytest.mark.skipif(
    not Path("/proc/net/if_inet6").exists(), reason="this kernel has no IPv6"
)
ALONE = """
import ctypes, socket, struct
from rag.network import asked_outside, be_alone
assert be_alone() and asked_outside() == 0
libc = ctypes.CDLL(None)
found = ctypes.c_void_p()
def connect(host, kind):
    four = struct.pack("=HH4s8x", 2, socket.htons(443), socket.inet_aton(host))
    return libc.connect(libc.socket(2, kind, 0), four, 16)
def connect6(host):
    six = socket.htons(443), 0, socket.inet_pton(socket.AF_INET6, host), 0
    address = struct.pack("=HHI16sI", socket.AF_INET6, *six)
    return libc.connect(libc.socket(socket.AF_INET6, 1, 0), address, 28)
"""


@pytest.mark.attack
@pytest.mark.parametrize(
    "attempt",
    [
        "connect('192.0.2.1', socket.SOCK_STREAM)",
        "connect('192.0.2.1', socket.SOCK_DGRAM)",
        pytest.param("connect6('2001:db8::1')", marks=WITH_IPV6),
    ],
)
def test_what_native_code_connects_to_is_refused_and_counted(attempt: str) -> None:
    """Three kinds of connection, opened by the C library: each fails, and counts 1."""
    done = run_python(f"{ALONE}print({attempt}, asked_outside())")
    assert done.stdout == "-1 1\n", done.stderr


@pytest.mark.attack
def test_a_name_that_native_code_looks_up_is_counted() -> None:
    """It fails, and the attempts of the C library to ask a name server are seen."""
    look_up = "libc.getaddrinfo(b'example.org', None, None, ctypes.byref(found))"
    done = run_python(f"{ALONE}print({look_up} != 0, asked_outside() > 0)")
    assert done.stdout == "True True\n", done.stderr


def test_a_name_server_on_this_machine_is_counted() -> None:
    """Where names are asked of a service at 127.0.0.53, a datagram there counts 1."""
    ask = "socket.socket(2, 2).sendto(b'x', ('127.0.0.53', 53))"
    done = run_python(f"{ALONE}print({ask}, asked_outside())")
    assert done.stdout == "1 1\n", done.stderr


def test_this_machine_is_reached_and_not_counted() -> None:
    """A connection from the process to itself works; no name is asked for."""
    program = """
with socket.create_server(("127.0.0.1", 0)) as here:
    socket.create_connection(("localhost", here.getsockname()[1])).close()
print(asked_outside())
"""
    assert run_python(ALONE + program).stdout == "0\n"


def test_services_that_look_up_names_are_hidden() -> None:
    """Their sockets lie in /run, which is empty there; here it is as it was."""
    before = set(Path("/run").iterdir())
    assert run_python(f"{ALONE}import os; print(os.listdir('/run'))").stdout == "[]\n"
    assert set(Path("/run").iterdir()) == before


def test_the_user_stays_the_same() -> None:
    """Files that are made there belong to whoever started it."""
    done = run_python(f"{ALONE}import os; print(os.getuid(), os.getgid())")
    assert done.stdout == f"{os.getuid()} {os.getgid()}\n"


def test_a_process_with_threads_is_told_no() -> None:
    """The kernel gives it no network of its own, and it says so."""
    program = """
import threading
from rag.network import leave_network
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(leave_network(), flush=True)
"""
    assert run_python(program).stdout == "False\n"
