"""Readers in a process of their own: stopped at their limits, and never heard of."""

import errno
import os
import resource
import socket
import subprocess
import tempfile
import textwrap
from ast import literal_eval
from pathlib import Path

import pytest

from rag.errors import FileTooLargeError, ReadError
from rag.readers import apart, sandbox
from rag.readers.apart import read_apart
from rag.readers.confinement import refused_by_kernel
from tests.alone import network_can_be_left


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Let a test write the reader that is started."""

    def write(body: str, before: str = "") -> str:
        program = tmp_path / "hostile.py"
        code = textwrap.indent(textwrap.dedent(body), "    ")
        program.write_text(
            "import os, sys, types\n"
            "started_with = dict(os.environ)\n"
            "from rag.readers import confinement, sandbox\n"
            f"def read(data):\n{code}\n"
            "sys.modules['rag.readers.hostile'] = types.SimpleNamespace(read=read)\n"
            f"confinement.TIME_LIMIT_S = 1\n{before}\n"
            "sandbox.main()\n"
        )
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(apart, "_PROGRAM", "hostile")
        return "hostile"

    return write


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


INSIDE_ANOTHER_INTERPRETER = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
def attempt(code):
    interpreters.run_string(interpreters.create(), code)
attempt(f"import socket; socket.create_connection(('127.0.0.1', {port}))")
attempt(f"import os; os.posix_spawn('/bin/touch', ['touch', {ran!r}], {{}})")
attempt(f"open({written!r}, 'w')")
"""
WITH_CTYPES = """
import ctypes, struct
libc = ctypes.CDLL(None)
address = struct.pack("=HH4s8x", 2, socket.htons(port), socket.inet_aton("127.0.0.1"))
libc.connect(libc.socket(2, 1, 0), address, 16)
libc.system(f"touch {ran}".encode())
libc.creat(written.encode(), 0o644)
"""
WITH_POSIXSUBPROCESS = """
import _posixsubprocess, os
none = os.open("/dev/null", os.O_RDONLY)
program = [b"touch", ran.encode()], (b"/bin/touch",), True, (none,), None, None
pipes = -1, -1, -1, -1, -1, -1, none, none
rest = False, False, -1, None, None, None, -1, None
with_vfork = () if sys.version_info >= (3, 14) else (True,)
_posixsubprocess.fork_exec(*program, *pipes, *rest, *with_vfork)
"""


@pytest.mark.attack
@pytest.mark.skipif(
    "connections" not in refused_by_kernel(), reason="this kernel confines no reader"
)
@pytest.mark.parametrize(
    "attack", [INSIDE_ANOTHER_INTERPRETER, WITH_CTYPES, WITH_POSIXSUBPROCESS]
)
def test_the_kernel_holds_what_gets_past_python(reader, tmp_path, attack) -> None:
    """No connection, no program and no file come of ways that Python isn't asked on.

    Each line is tried by itself; a second later nothing has come of any.
    """
    ran, written = tmp_path / "ran", tmp_path / "written"
    module = reader(
        f"""
        import ast, socket, time
        from rag.readers.draft import Draft
        port, ran, written = ast.literal_eval(data.decode())
        names = dict(globals(), **locals())
        for line in ast.parse({attack!r}).body:
            try:
                exec(compile(ast.Module([line], []), "attack", "exec"), names)
            except Exception as error:
                print(line.lineno, error, file=sys.stderr)
        time.sleep(1)
        return Draft("still here", ())
        """
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        told = (server.getsockname()[1], str(ran), str(written))
        assert read_apart(module, repr(told).encode(), "x").text == "still here"
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not ran.exists()
    assert not written.exists()


@pytest.mark.attack
@pytest.mark.skipif(not network_can_be_left(), reason="this kernel has no namespaces")
def test_a_reader_has_no_network_even_without_the_list(reader) -> None:
    """Where the kernel can't filter calls, there is still nobody to connect to."""
    module = reader(
        """
        import ctypes, struct
        from rag.readers.draft import Draft
        libc = ctypes.CDLL(None)
        address = struct.pack("=HH4s8x", 2, int(data), bytes((127, 0, 0, 1)))
        opened = libc.socket(2, 1, 0)
        return Draft(str((opened >= 0, libc.connect(opened, address, 16))), ())
        """,
        before="confinement.allow_only_reading = lambda: False",
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = socket.htons(server.getsockname()[1])
        assert read_apart(module, b"%d" % port, "x").text == "(True, -1)"


@pytest.mark.attack
@pytest.mark.skipif(
    "private files" not in refused_by_kernel(), reason="this kernel has no Landlock"
)
def test_a_reader_reads_nobodys_files(reader, tmp_path) -> None:
    """What lies in a home, and the password of the process that started it, is shut.

    Python itself, a module that is imported late, stays open.
    """
    module = reader(
        """
        import os
        from rag.readers.draft import Draft
        said = []
        for path in (*data.decode().split(), os.__file__):
            try:
                said.append(open(path, "rb").read(1) != b"")
            except PermissionError:
                said.append(None)
        import this
        return Draft(str(said), ())
        """
    )
    diary = tmp_path.parent / "diary"
    diary.write_text("Dear diary")
    shut = f"{diary} /proc/{os.getpid()}/environ"
    assert read_apart(module, shut.encode(), "x").text == "[None, None, True]"


@pytest.mark.attack
def test_a_reader_never_had_the_password(reader, monkeypatch) -> None:
    """It isn't in what the system tells of the process's first environment either."""
    monkeypatch.setenv("QUOTEWELL_PASSWORD", "open sesame")
    module = reader(
        """
        from rag.readers.draft import Draft
        return Draft(str(started_with), ())
        """
    )
    draft = read_apart(module, b"", "x")
    assert "'PATH'" in draft.text
    assert "sesame" not in draft.text


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


def test_a_readers_limits_are_those_of_the_system(reader) -> None:
    """No process, no file, no core; few files open; bounded time and memory."""
    module = reader(
        """
        import resource
        from rag.readers.draft import Draft
        names = ("CPU", "CORE", "FSIZE", "NOFILE", "NPROC", "AS")
        limits = [resource.getrlimit(getattr(resource, f"RLIMIT_{n}")) for n in names]
        pages = int(open("/proc/self/statm").read().split()[0])
        used = pages * resource.getpagesize()
        return Draft(str(limits), (), str(used))
        """
    )
    draft = read_apart(module, b"", "x")
    *others, (memory, most) = literal_eval(draft.text)
    assert others == [(1, 1), (0, 0), (0, 0), (64, 64), (0, 0)]
    # A GiB above what was used when the limit was set, and some is used since.
    assert memory == most <= int(draft.title) + 2**30
    assert memory > int(draft.title) + 0.7 * 2**30


def test_a_lower_limit_of_the_machine_stays(reader) -> None:
    """Where somebody allows a program fewer files, a reader has no more of them."""
    module = reader(
        """
        import resource
        from rag.readers.draft import Draft
        return Draft(str(resource.getrlimit(resource.RLIMIT_NOFILE)), ())
        """
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    run = subprocess.run

    def run_with_less(*arguments, **options):
        lower = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))  # noqa: E731
        return run(*arguments, **options, preexec_fn=lower)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "run", run_with_less)
        draft = read_apart(module, b"", "x")
    assert literal_eval(draft.text) == (40, 40)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)


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
    answer = sandbox.answer("html", "", b"<html><body><p>River in flood")
    assert answer["error"] == "FileTooLargeError"
