"""Libraries are kept quiet before they are loaded, and children know no password."""

import ast
import ctypes
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.quiet import QUIET, for_children
from tests.served import free_port
from tests.test_layers import imports_of

ROOT = Path(__file__).parent.parent
ENTRIES = (
    "app",
    "rag.cli",
    "rag.mcp_server",
    "rag.readers.apart.child",
    "rag.cli.airgap",
)


def run(program: str, home: Path, **more: str) -> str:
    """Run a program with a home of its own; gives what it prints."""
    environment = for_children(os.environ)
    for name in QUIET:
        del environment[name]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment | {"HOME": str(home), "TMPDIR": str(home)} | more,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.attack
def test_onnxruntime_tells_nobody_and_keeps_nothing(tmp_path: Path) -> None:
    """Loaded as Quotewell loads it, it leaves no number for the machine in the home.

    It wrote one as soon as it was imported, and then asked for its maker's address.
    """
    program = "from rag.models.onnx import _options; print(_options(3))"
    assert "SessionOptions" in run(program, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.attack
def test_a_stray_file_of_settings_is_not_read(tmp_path: Path) -> None:
    """The client of an engine reads `.env` when it is imported: a password, say."""
    (tmp_path / ".env").write_text("QUOTEWELL_PASSWORD=open sesame")
    program = (
        "import os, rag, dotenv; "
        f"print(dotenv.load_dotenv({str(tmp_path / '.env')!r}), "
        "'QUOTEWELL_PASSWORD' in os.environ)"
    )
    assert run(program, tmp_path) == "False False\n"


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_is_quiet_before_it_loads_anything(entry: str, tmp_path) -> None:
    """When the first library comes, the environment is set, whatever it was before."""
    program = f"""
import json, os, sys
seen = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("numpy", "onnxruntime", "torch", "huggingface_hub", "filelock"):
            seen.append(dict(os.environ))
sys.meta_path.insert(0, Watch())
import {entry}
print(json.dumps([*seen, dict(os.environ)]))
"""
    loud = dict.fromkeys(QUIET, "loud")
    for environment in json.loads(run(program, tmp_path, **loud)):
        assert {name: environment[name] for name in QUIET} == QUIET


def test_quiet_comes_first_in_the_package() -> None:
    """Nothing that could load a library stands before it in `rag/__init__.py`."""
    body = ast.parse((ROOT / "rag" / "__init__.py").read_text("utf-8")).body
    imported = [
        getattr(node, "module", None) or node.names[0].name
        for node in body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert imported == ["os", "rag.quiet"]
    assert {name.split(".")[0] for name in imports_of(ROOT / "rag" / "quiet.py")} <= {
        "collections",
        "pathlib",
    }


@pytest.mark.parametrize("folder", [".", "bench", "docs", "tests"])
def test_nobody_else_loads_onnxruntime(folder: str) -> None:
    """Only `rag.models.onnx` does, so never without the package around it."""
    files = (ROOT / folder).glob("*.py" if folder == "." else "**/*.py")
    for path in files:
        loaded = {name.split(".")[0] for name in imports_of(path)}
        assert "onnxruntime" not in loaded, path


def test_children_get_what_they_need_and_no_more() -> None:
    """Where Python and its files are, and quiet; not what is private or noisy."""
    environment = {
        "PATH": "/bin",
        "SystemRoot": "C:",
        "PYTHONPATH": "lib",
        "QUOTEWELL_PASSWORD": "open sesame",
        "AWS_SECRET": "x",
        "ORT_DISABLE_TELEMETRY": "0",
        "HTTPS_PROXY": "http://proxy.example",
    }
    given = {"PATH": "/bin", "SystemRoot": "C:", "PYTHONPATH": "lib"}
    assert for_children(environment) == given | QUIET


LINUX = sys.platform == "linux"
# It ends as the program does: models may still be loading in threads of their own.
SERVE = """
import sys
import rag.models.encoder
from rag.cli import program
from tests.fakes import WordEncoder
rag.models.encoder.load_encoder = lambda *_: WordEncoder()
program(["serve", "--no-browser", "--index", sys.argv[1], "--port", sys.argv[2]])
"""


def signal_another_thread(process: int) -> None:
    """Send SIGTERM to a thread that isn't the main one, as the system may."""
    tasks = Path(f"/proc/{process}/task")
    found = max(map(int, (path.name for path in tasks.iterdir()))) if LINUX else process
    if found == process:
        os.kill(process, signal.SIGTERM)
    else:
        assert ctypes.CDLL(None).tgkill(process, found, signal.SIGTERM) == 0


def test_a_page_that_is_told_to_stop_leaves_no_files(tmp_path: Path) -> None:
    """While it is served it has one folder of its own; after SIGTERM it has none.

    Gradio would make another one, and leave it.
    """
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path / "index"), str(free_port())],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline().startswith("The library is in")
        assert process.stdout.readline().startswith("Quotewell is at")
        folders = [path.name[:10] for path in temporary.iterdir()]
        signal_another_thread(process.pid)
    assert process.returncode == 0
    assert folders == ["quotewell-"]
    assert list(temporary.iterdir()) == []
