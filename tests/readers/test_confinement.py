"""What holds a reader's process where Python's audit hook doesn't see."""

import os
import socket
from contextlib import nullcontext

import pytest

from rag.readers.apart import limits
from rag.readers.apart.limits import refused_by_kernel
from rag.readers.apart.parent import read_apart
from rag.readers.apart.workers import WORKERS
from tests.alone import network_can_be_left, run_python


@pytest.fixture(autouse=True, params=["alone", "kept"])
def _kept(request, unkept):
    """Try each reader in a process that is started for it, and in a kept one's copy."""
    with WORKERS.kept() if request.param == "kept" else nullcontext():
        yield


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


@pytest.mark.parametrize("calls", [True, False])
@pytest.mark.parametrize("files", [True, False])
def test_what_the_kernel_refuses_is_named(monkeypatch, calls, files) -> None:
    """Each of its two means holds what it holds, whether the other is there or not."""
    monkeypatch.setattr(limits, "can_allow_only_reading", lambda: calls)
    monkeypatch.setattr(limits, "can_read_only_software", lambda: files)
    named = ["connections", "programs", "changes to files"] if calls else []
    assert list(refused_by_kernel()) == named + (["private files"] if files else [])


def test_a_system_without_limits_has_the_other_means(tmp_path) -> None:
    """Windows lacks that module of Python's: there, too, no file is written."""
    done = run_python(
        "import sys\n"
        "sys.modules['resource'] = None\n"
        "from rag.readers.apart.limits import confine\n"
        f"confine({str(tmp_path)!r})\n"
        "try:\n"
        "    open('kept', 'w')\n"
        "except PermissionError as error:\n"
        "    print(error)"
    )
    assert done.stdout == "a reader may not do this: open\n"
    assert list(tmp_path.iterdir()) == []
