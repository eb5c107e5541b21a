"""Readers in a process of their own: stopped at their limits, and never heard of."""

import errno
import resource
import subprocess
import sys
import tempfile
from ast import literal_eval
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart import child as sandbox
from rag.readers.apart import parent as apart
from rag.readers.apart.parent import read_apart
from rag.readers.apart.workers import WORKERS


@pytest.fixture(autouse=True, params=["alone", "kept"])
def _kept(request, unkept):
    """Try each reader in a process that is started for it, and in a kept one's copy."""
    with WORKERS.kept() if request.param == "kept" else nullcontext():
        yield


def test_what_a_reader_finds_comes_back(reader) -> None:
    """Text, blocks, front and metadata cross between the processes unchanged."""
    module = reader(
        """
        from rag.readers.draft import Block, Draft
        from rag.types import Span
        print("a library's chatter")
        text = data.decode()
        return Draft(text, (Block(0, 1, 2, 3),), "T", Span(0, 1), "2024", "A", "de")
        """
    )
    draft = read_apart(module, "xé😀".encode(), "x")
    assert draft.text == "xé😀"
    assert (draft.blocks[0].page, draft.front.end) == (3, 1)
    assert (draft.title, draft.date, draft.author) == ("T", "2024", "A")


def test_a_file_is_said_to_be_none_of_its_kind() -> None:
    """By the kind's name, not by where its reader lies."""
    with pytest.raises(ReadError, match=r"^bad\.png is damaged, or no images file"):
        read_apart("ocr.images", b"\x89PNG\r\n\x1a\n", "bad.png")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("while True: pass", r"^bad\.pdf is damaged or too complex"),
        ("return bytearray(4 * 2**30)", r"^bad\.pdf needs more than 1024 MiB"),
        ("import os; os.abort()", r"^bad\.pdf is damaged or too complex"),
        ("import os; os._exit(0)", r"^bad\.pdf is damaged or too complex"),
        ("raise ValueError('x')", r"^bad\.pdf is damaged, or no hostile file \(Value"),
        ("open(__file__ + 'x', 'w').write('x' * 9)", r"^bad\.pdf is damaged"),
    ],
)
def test_a_reader_that_misbehaves_costs_one_file(reader, body, message) -> None:
    """Endless loops, floods, crashes and writing end in one line about the file."""
    module = reader(body)
    with pytest.raises(ReadError, match=message):
        read_apart(module, b"", "bad.pdf")


ATTEMPTS = (
    ("socket.socket()", "socket.__new__"),
    ("socket.getaddrinfo('localhost', 80)", "socket.getaddrinfo"),
    ("urllib.request.urlopen('http://127.0.0.1')", "socket.getaddrinfo"),
    ("subprocess.run(['true'])", "subprocess.Popen"),
    ("os.system('true')", "os.system"),
    ("os.execv(sys.executable, ['python'])", "os.exec"),
    ("os.fork()", "os.fork"),
    ("os.posix_spawn('/bin/true', ['true'], {})", "os.posix_spawn"),
    ("open(victim, 'w')", "open"),
    ("os.open(victim, os.O_TRUNC)", "open"),
    ("os.open(victim, os.O_WRONLY)", "open"),
    ("os.open(victim, os.O_RDWR)", "open"),
    ("os.open(victim, os.O_APPEND)", "open"),
    ("os.open('kept', os.O_CREAT)", "open"),
    ("os.truncate(victim, 0)", "os.truncate"),
    ("os.remove(victim)", "os.remove"),
    ("os.rename(victim, 'taken')", "os.rename"),
    ("os.mkdir('kept')", "os.mkdir"),
    ("os.symlink('/', 'root')", "os.symlink"),
    ("shutil.rmtree('.')", "shutil.rmtree"),
)


def test_a_reader_reaches_nothing_but_its_file(reader, tmp_path) -> None:
    """Connections, programs and changes to files are refused before they happen."""
    module = reader(
        f"""
        import os, shutil, socket, subprocess, urllib.request
        from rag.readers.draft import Draft
        victim, said = data.decode(), []
        for attempt in {[attempt for attempt, _ in ATTEMPTS]}:
            try:
                exec(attempt)
                said.append("done")
            except OSError as error:
                said.append(str(getattr(error, "reason", error)))
        return Draft("\\n".join(said), ())
        """
    )
    victim = tmp_path / "victim"
    victim.write_text("A file that somebody needs.")
    draft = read_apart(module, str(victim).encode(), "x")
    refused = [f"a reader may not do this: {event}" for _, event in ATTEMPTS]
    assert draft.text.splitlines() == refused
    assert victim.read_text() == "A file that somebody needs."


def test_a_reader_is_in_an_empty_folder_that_goes_with_it(reader, monkeypatch) -> None:
    """It sees no file of anybody's, none of its folder is left, and no password."""
    monkeypatch.setenv("QUOTEWELL_PASSWORD", "open sesame")
    module = reader(
        """
        import os
        from rag.readers.draft import Draft
        return Draft(os.getcwd(), (), str(os.listdir()), author=str(dict(os.environ)))
        """
    )
    draft = read_apart(module, b"", "x")
    assert Path(draft.text).name.startswith("quotewell-")
    assert not Path(draft.text).exists()
    assert (draft.title, draft.author) == ("[]", "{}")


def test_a_reader_that_waits_is_stopped(reader, monkeypatch, tmp_path) -> None:
    """One that uses no computing time ends by the clock, and its folder goes too."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(apart, "TIME_LIMIT_S", 1)
    module = reader("import threading; threading.Event().wait()")
    with pytest.raises(ReadError, match=r"^x was not read within 1 s"):
        read_apart(module, b"", "x")
    assert list((tmp_path / "temporary").iterdir()) == []


LIMITS = """
import resource
from rag.readers.apart.limits import _limit_resources
_limit_resources()
names = ("CPU", "CORE", "FSIZE", "NOFILE", "NPROC", "AS")
limits = [resource.getrlimit(getattr(resource, f"RLIMIT_{n}")) for n in names]
pages = int(open("/proc/self/statm").read().split()[0])
print((limits, pages * resource.getpagesize()))
"""


def limits_of_a_reader(lower: Callable[[], None] | None = None):
    """Take a process's limits away as a reader's are, and read what is left.

    A reader itself may not even ask for them.
    """
    done = subprocess.run(
        [sys.executable, "-c", LIMITS],
        capture_output=True,
        preexec_fn=lower,
        check=True,
    )
    return literal_eval(done.stdout.decode())


def test_a_readers_limits_are_those_of_the_system() -> None:
    """No process, no file, no core; few files open; bounded time and memory."""
    (*others, (memory, most)), used = limits_of_a_reader()
    assert others == [(60, 60), (0, 0), (0, 0), (64, 64), (0, 0)]
    # A GiB above what was used when the limit was set, and some is used since.
    assert memory == most <= used + 2**30
    assert memory > used + 0.7 * 2**30


def test_a_lower_limit_of_the_machine_stays() -> None:
    """Where somebody allows a program fewer files, a reader has no more of them."""
    limits, _ = limits_of_a_reader(
        lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
    )
    assert limits[3] == (40, 40)


def test_a_full_disk_is_said_in_one_line(monkeypatch) -> None:
    """A reader that can't even start is an error about the file, and says why."""

    def fail(*_args: object, **_options: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", fail)
    with pytest.raises(ReadError, match=r"^a\.pdf was not read: .*No space left.*free"):
        read_apart("pdf", b"%PDF-", "a.pdf")


def test_a_readers_own_errors_keep_their_kind(monkeypatch) -> None:
    """What a reader says of a file comes back as the same error, with its name."""
    answer = {"error": "FileTooLargeError", "message": "holds too much"}
    with pytest.raises(FileTooLargeError, match=r"^x holds too much$"):
        apart._draft_from(answer, "x")


def test_a_text_beyond_all_bounds_is_refused(monkeypatch) -> None:
    """A small file that unfolds into a huge text is no article."""
    monkeypatch.setattr(sandbox, "MAX_TEXT_CHARS", 3)
    monkeypatch.setattr(sandbox, "confine", lambda folder: None)
    answer = sandbox.answer("web.html", "", b"<html><body><p>River in flood")
    assert answer["error"] == "FileTooLargeError"
