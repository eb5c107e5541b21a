"""What tests share: fixtures, and skips that count."""

import functools
import gc
import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from rag.asking.opening import open_encoder
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.reader import load_reader
from rag.models.second_reader import load_second_reader
from rag.models.universal import UniversalEncoder
from rag.page.gradio_start import keep_stubs
from rag.readers.apart import parent as apart
from rag.readers.apart.workers import WORKERS, Workers
from rag.roles import Encoder
from rag.settings import Settings
from tests.fakes import WordEncoder
from tests.made_once import folder_of_run, made_once

SHARED = Path(__file__).parent.parent.parent / "shared"
REQUIRE_ALL = "QUOTEWELL_REQUIRE_ALL"

keep_stubs()
# Hundreds of programs are run: each would compile anew whatever it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Begun in the background, this ignores Ctrl-C, and so would what tests begin and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)
if "PYTEST_XDIST_WORKER" in os.environ:
    # Workers share the cores: with more threads, each would wait for the others'.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_finish() -> None:
    """Have Python look for garbage less often, and among fewer things.

    Thousands of tests and large packages stay to the end. Going through them again and
    again took a seventh of the time of a page's tests.
    """
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 100)


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory):
    """Keep what tests note of a person out of that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder_of_run(tmp_path_factory) / "state"))
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_readers():
    """Keep the processes that read files, from the first that is read apart on."""
    with WORKERS.kept():
        yield


@pytest.fixture(scope="session", autouse=True)
def models_once():
    """Load the second model, and what reads questions, once: most of a page is that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "rag.models.encoder.UniversalEncoder", functools.cache(UniversalEncoder)
        )
        patch.setattr("rag.models.reader.load_reader", functools.cache(load_reader))
        patch.setattr(
            "rag.models.second_reader.load_second_reader",
            functools.cache(load_second_reader),
        )
        yield


@pytest.fixture
def unkept():
    """Begin a test as a program does, in which nobody keeps such processes yet."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in vars(Workers()).items():
            patch.setattr(WORKERS, name, value)
        yield


@pytest.fixture(scope="session")
def starter_index(tmp_path_factory: pytest.TempPathFactory, state) -> Path:
    """Give a library of the starter article, built with the default model.

    Its export of the model lies in it. Only a copy may be changed: `starter_copy`.
    """
    return made_once(folder_of_run(tmp_path_factory) / "starter", _make_starter)


def _make_starter(index: Path) -> None:
    from rag.cli import main

    assert main(["add", str(STARTER_ARTICLE), "--index", str(index)]) == 0


@pytest.fixture
def starter_copy(starter_index: Path, tmp_path: Path) -> Path:
    """Give a library like `starter_index` that a test may change."""
    return Path(shutil.copytree(starter_index, tmp_path / "starter"))


@pytest.fixture(scope="session")
def real_encoder(starter_index: Path) -> Encoder:
    """Give the default model as it is once its export is made."""
    return open_encoder(Settings(index=starter_index))


@pytest.fixture(scope="session")
def postgres():
    """Run a PostgreSQL server; a test that stops it starts it again."""
    from tests.postgres_server import PROGRAMS, postgres_server

    if not PROGRAMS:
        pytest.skip("this system has no PostgreSQL server")
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def milvus_programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the programs of Milvus once for all servers."""
    from tests.milvus_server import unpack

    return made_once(folder_of_run(tmp_path_factory) / "milvus", unpack)


@pytest.fixture
def encoder() -> WordEncoder:
    """Give an encoder that counts words."""
    return WordEncoder()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give an empty library."""
    return Library(tmp_path / "index")


@pytest.fixture
def copied(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path):
    """Give a function that fills a library once a run, and gives a copy of it."""

    def copied(fill: Callable[[Library], object]) -> Library:
        name = f"{fill.__module__}.{fill.__name__}"
        made = made_once(
            folder_of_run(tmp_path_factory) / name, lambda root: fill(Library(root))
        )
        return Library(Path(shutil.copytree(made, tmp_path / "index")))

    return copied


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder):
    """Give a function that runs a command on a library of its own."""
    import rag.cli

    monkeypatch.setattr("rag.models.encoder.load_encoder", lambda *_: encoder)
    # It would read with another model than this one compares with.
    monkeypatch.setenv("QUOTEWELL_READER", "none")
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> int:
        return rag.cli.main([*argv, "--index", "library"])

    return run


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory):
    """Serve a page with the starter article."""
    from tests.served import served

    with served(tmp_path_factory.mktemp("index")) as running:
        yield running


@pytest.fixture
def client(page):
    """Give a client of the page."""
    with httpx.Client(base_url=page.url, timeout=60) as talking:
        yield talking


@pytest.fixture
def reader(tmp_path, monkeypatch, unkept):
    """Let a test write the reader that is started, and what comes before it."""

    def write(body: str, before: str = "") -> str:
        program = tmp_path / "hostile.py"
        code = textwrap.indent(textwrap.dedent(body), "    ")
        program.write_text(
            "import os, sys, time, types\n"
            "started_with = dict(os.environ)\n"
            "from rag.readers.apart import child as sandbox\n"
            "from rag.readers.apart import limits as confinement\n"
            f"def read(data):\n{code}\n"
            "sys.modules['rag.readers.hostile'] = types.SimpleNamespace(read=read)\n"
            # Of computing: what starting took on this machine, and one second at least.
            "confinement.TIME_LIMIT_S = int(time.process_time()) + 2\n"
            f"{before}\n"
            "sandbox.main()\n"
        )
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(apart, "_PROGRAM", "hostile")
        return "hostile"

    return write


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder with the real article and the question sets, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with articles and question sets isn't there")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Make a skip, or a failure that is expected, one where all is required."""
    report = yield
    if report.skipped and os.environ.get(REQUIRE_ALL):
        vars(report).pop("wasxfail", None)
        report.outcome = "failed"
        report.longrepr = f"skipped, but {REQUIRE_ALL} is set: {call.excinfo.value}"
    return report
