"""Gradio's package stays as it was installed; only what is needed is taken and made."""

import itertools
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import httpx
import pytest

from rag.page.gradio_start import without_app
from tests.served import closing_loops, served

ROOT = Path(__file__).parents[2]
COMPONENT_META = """
from pathlib import Path

import pytest

from rag.page.gradio_start import without_app
from tests.served import closing_loops, served

def create_or_modify_pyi(component_class, name, events):
    Path(__file__).with_suffix(".pyi").write_text(name)

def kept():
    return True
"""
COMPONENTS = """
from gradio.component_meta import create_or_modify_pyi, kept

create_or_modify_pyi(object, "Component", [])
"""


def import_gradio(folder: Path, before: str) -> Path:
    """Import a package that writes stubs as Gradio does; gives its stub's path."""
    package = folder / "gradio"
    package.mkdir()
    (package / "component_meta.py").write_text(COMPONENT_META)
    (package / "__init__.py").write_text(COMPONENTS)
    program = f"import sys; {before}; sys.path.insert(0, sys.argv[1]); import gradio"
    subprocess.run(
        [sys.executable, "-c", f"{program}; assert gradio.kept()", str(folder)],
        cwd=ROOT,
        check=True,
    )
    return package / "component_meta.pyi"


def test_no_stub_is_written(tmp_path: Path):
    """After `keep_stubs` importing writes nothing; the rest of the module is there."""
    before = "from rag.page.gradio_start import keep_stubs; keep_stubs(); keep_stubs()"
    assert not import_gradio(tmp_path, before).exists()


def test_without_it_a_stub_is_written(tmp_path: Path):
    """The package of this test does write where nobody keeps it from that."""
    assert import_gradio(tmp_path, "pass").read_text() == "Component"


def test_gradio_is_imported_without_mcp():
    """It finds none while it is imported; afterwards whoever wants it finds it."""
    program = (
        "import sys; from rag.page.gradio_start import without_mcp\n"
        "with without_mcp():\n"
        "    import gradio\n"
        "    assert not any(name.startswith('mcp.') for name in sys.modules)\n"
        "import mcp; assert gradio.Blocks and mcp.types"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_mcp_that_is_there_already_stays():
    """Nothing is taken from a process that uses it."""
    program = (
        "import sys, mcp; from rag.page.gradio_start import without_mcp\n"
        "with without_mcp():\n"
        "    assert sys.modules['mcp'] is mcp\n"
        "assert sys.modules['mcp'] is mcp"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_blocks_get_no_app_before_they_are_launched():
    """What makes apps is as it was afterwards, even if making blocks failed."""
    import gradio as gr
    from gradio.routes import App

    make = App.create_app
    with closing_loops(), without_app(), gr.Blocks() as blocks:
        gr.Textbox()
    assert blocks.app is None
    with pytest.raises(ValueError, match="no blocks"), without_app():
        raise ValueError("no blocks")
    assert App.create_app is make


def test_a_page_makes_its_app_once(tmp_path, monkeypatch):
    """Each has all of Gradio's routes, and takes a tenth of a second."""
    from gradio.routes import App

    made, make = [], App.create_app
    monkeypatch.setattr(
        App,
        "create_app",
        lambda *args, **named: made.append(make(*args, **named)) or made[-1],
    )
    with served(tmp_path / "index", wait=False):
        assert len(made) == 1


def test_gradios_queue_is_not_started(tmp_path, monkeypatch):
    """No event waits in it, and it would wake the machine a thousand times a second."""
    from gradio.queueing import Queue

    start = Mock()
    monkeypatch.setattr(Queue, "start", start)
    with served(tmp_path / "index") as page:
        events = page.blocks.fns.values()
        assert len(events) > 5
        assert not any(event.queue for event in events)
    start.assert_not_called()


@pytest.mark.parametrize("slow", ["to begin", "to answer"])
def test_a_slow_machine_starts_the_page_too(tmp_path, monkeypatch, slow):
    """Where Gradio's patience of five and of three seconds ends, it isn't asked."""
    from gradio import http_server, networking

    run = http_server.Server.run
    if slow == "to begin":
        monkeypatch.setattr(
            http_server.Server, "run", lambda self: time.sleep(0.1) or run(self)
        )
        clock = SimpleNamespace(time=itertools.count(0, 10).__next__, sleep=time.sleep)
        monkeypatch.setattr(http_server, "time", clock)
    else:
        monkeypatch.setattr(networking, "url_ok", lambda _: False)
    with served(tmp_path / "index", wait=False) as page:
        assert httpx.get(f"{page.url}healthz").status_code == 200


def test_a_server_that_ends_before_it_began_is_not_waited_for(monkeypatch):
    """It ends where it can't listen, whatever the reason."""
    from gradio import http_server
    from gradio.exceptions import ServerFailedToStartError
    from uvicorn import Config

    from rag.page.http.connections import guarded_servers

    monkeypatch.setattr(http_server.Server, "run", lambda _: None)
    with guarded_servers(Mock()):
        server = http_server.Server(Config(Mock()))
    with pytest.raises(ServerFailedToStartError):
        server.run_in_thread()
