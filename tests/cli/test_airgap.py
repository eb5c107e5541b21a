"""The proof that nothing is asked of the outside, and what it would have found."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

import rag.cli.airgap
from rag.cli.airgap import NOT_HERE, Way, watch
from rag.cli.airgap.python_events import is_outside
from rag.cli.airgap.traces import outside_in
from rag.cli.upkeep import print_findings
from rag.errors import QuotewellError
from rag.settings import Settings
from tests.alone import network_can_be_left, run_python

REST_S = float(os.environ.get("QUOTEWELL_REST", 0))
"""A library that reports may wait before it does: more of it finds more."""

DONE = ("start", "build", "ask", "open the page", "ask the page")


@pytest.mark.attack
def test_nothing_asks_the_outside() -> None:
    """Start-up, a build, questions and the page, with the real model, watched.

    Neither Python nor native code tries, and no file is left elsewhere.
    """
    watched = watch(REST_S)
    assert (watched.attempted, watched.written) == ((), ())
    assert watched.done == (*DONE, f"rest for {REST_S:g} s")
    assert (watched.way is Way.NAMESPACE) == network_can_be_left()


WATCHED = """
import ctypes, json, os, sys
from pathlib import Path
import rag.cli.airgap.__main__ as airgap
def do(index, rest_s):
    four = bytes((2, 0, 1, 187, 192, 0, 2, 1)) + bytes(8)  # 192.0.2.1:443
    libc = ctypes.CDLL(None)
    libc.connect(libc.socket(2, 1, 0), four, 16)
    Path(os.environ["HOME"], "number-of-the-machine").touch()
    return ["did it"]
airgap._do_everything = do
sys.argv[1:] = sys.argv[3:]
airgap.main()
"""


@pytest.mark.attack
@pytest.mark.skipif(not network_can_be_left(), reason="no namespaces here")
def test_native_code_that_reports_is_found(monkeypatch) -> None:
    """A connection that the C library opens, and a file left in the home: 1 and 1.

    Python's events know nothing of either.
    """
    run = subprocess.run

    def run_other(command: Sequence[str], **options: object):
        python, *arguments = command
        return run([python, "-c", WATCHED, *arguments], **options)

    monkeypatch.setattr(rag.cli.airgap.subprocess, "run", run_other)
    watched = watch(rest_s=0)
    assert (watched.way, watched.done) == (Way.NAMESPACE, ("did it",))
    assert watched.attempted == (
        "native code, 1 times (`strace -f` names the address)",
    )
    assert watched.written == ("home/number-of-the-machine",)


class Systems:
    """Stands in for a system: which ways it allows, and what strace would write."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, allowed: set[Way]) -> None:
        self.allowed = allowed
        self.environments: list[dict[str, str]] = []
        monkeypatch.setattr(rag.cli.airgap.subprocess, "run", self.run)
        monkeypatch.setattr(rag.cli.airgap.shutil, "which", lambda name: f"/bin/{name}")

    def run(self, command: Sequence[str], *, env: dict[str, str], **_: object):
        """Run a program as `subprocess.run` does."""
        self.environments.append(env)
        is_traced = command[0] == "/bin/strace"
        if is_traced and Way.TRACE in self.allowed:
            trace = Path(command[command.index("-o") + 1])
            trace.write_text('1 connect(3, {sin_addr=inet_addr("192.0.2.1")}, 16) = 0')
        way = Way[command[command.index("rag.cli.airgap") + 1]]
        status = 0 if way in self.allowed else NOT_HERE
        found = json.dumps({"done": ["did it"], "attempted": []})
        return subprocess.CompletedProcess(command, status, found, "")


@pytest.mark.parametrize("best", list(Way))
def test_the_best_way_that_a_system_allows_is_taken(monkeypatch, best: Way) -> None:
    """First the kernel's namespaces, then strace, then Python; and it says which."""
    ways = list(Way)
    Systems(monkeypatch, set(ways[ways.index(best) :]))
    watched = watch(0)
    assert watched.way is best
    assert watched.attempted == (("192.0.2.1",) if best is Way.TRACE else ())


def test_strace_that_is_missing_is_passed_over(monkeypatch) -> None:
    """Without it, and without namespaces, only Python was watched."""
    Systems(monkeypatch, {Way.TRACE, Way.PYTHON})
    monkeypatch.setattr(rag.cli.airgap.shutil, "which", lambda _: None)
    assert watch(0).way is Way.PYTHON


def test_a_watched_process_that_fails_is_an_error(monkeypatch) -> None:
    """Its last line is told; nothing is proved by it."""

    def fail(command: Sequence[str], **_: object):
        return subprocess.CompletedProcess(command, 1, "", "Traceback\nKeyError: 1\n")

    monkeypatch.setattr(rag.cli.airgap.subprocess, "run", fail)
    with pytest.raises(QuotewellError, match=r"failed \(KeyError: 1\)"):
        watch(0)


def test_a_watched_process_that_takes_too_long_is_an_error(monkeypatch) -> None:
    """On a slow machine; it is ended, and the doctor says so in a line."""

    def wait(command: Sequence[str], *, timeout: float, **_: object):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(rag.cli.airgap.subprocess, "run", wait)
    with pytest.raises(QuotewellError, match="took more than 300 s; close other"):
        watch(0)


def test_the_watched_process_knows_no_password(monkeypatch) -> None:
    """It has a home of its own, modules where they were, and nothing private."""
    monkeypatch.setenv("QUOTEWELL_PASSWORD", "open sesame")
    systems = Systems(monkeypatch, {Way.NAMESPACE})
    watch(0)
    (environment,) = systems.environments
    assert "QUOTEWELL_PASSWORD" not in environment
    assert Path(environment["HOME"]).name == "home"
    assert Path(environment["HOME"]).parent == Path(environment["TMPDIR"]).parent


def test_the_doctor_says_how_it_looked(monkeypatch, capsys, tmp_path) -> None:
    """Where only Python was watched, it claims no more."""
    Systems(monkeypatch, {Way.PYTHON})
    monkeypatch.setattr("rag.cli.doctor.examine", lambda _: ())
    assert print_findings(Settings(index=tmp_path), airgap=True)
    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "ok  no connection to the outside was tried: did it (only Python's own calls "
        "were watched: this system lets nobody see those of native code without "
        "privileges or strace)"
    )
    assert second.startswith("ok  nothing was left in the user's home")


def test_what_strace_writes_is_read() -> None:
    """Of seven calls three lead outside: two addresses, and a service for names."""
    trace = """\
7 connect(3, {sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = 0
7 sendto(3, "x", 1, 0, {sin_addr=inet_addr("10.0.0.2")}, 16) = 1
7 connect(4, {sin_addr=inet_addr("127.0.0.1")}, 16) = 0
8 connect(5, {inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = -1
8 connect(5, {inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0
9 connect(6, {sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT
9 connect(6, {sun_path="/run/systemd/resolve/io.x"}, 110) = 0
"""
    service = "/run/systemd/resolve/io.x"
    assert outside_in(trace) == ("10.0.0.2", "2001:db8::1", service)


def test_the_watch_sees_what_leaves_the_machine() -> None:
    """A connection and a name that is looked up in Python are refused and noted."""
    program = """
import socket, urllib.request
from rag.cli.airgap.python_events import refuse_outside
attempted = refuse_outside()
for host in ("192.0.2.1", "example.org"):
    try:
        urllib.request.urlopen(f"http://{host}/", timeout=1)
    except OSError as error:
        assert "leaves" in str(error), error
with socket.socket() as here:
    here.bind(("127.0.0.1", 0))
    here.listen()
    socket.create_connection(here.getsockname()).close()
print(attempted)
"""
    noted = run_python(program).stdout
    assert "192.0.2.1" in noted
    assert "example.org" in noted
    assert "127.0.0.1" not in noted


def test_what_counts_as_outside() -> None:
    """This machine, in all its names, is inside."""
    inside = [("127.0.0.1", 1), ("::1", 1, 0, 0), "localhost", "/run/x", None, ("", 1)]
    assert not any(map(is_outside, inside))
    outside = [("10.0.0.1", 1), "example.org", b"example.org", ("2001:db8::1", 1, 0, 0)]
    assert all(map(is_outside, outside))
