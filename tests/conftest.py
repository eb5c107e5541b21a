"""What tests share: fixtures, and skips that count."""

import os
from pathlib import Path

import pytest

from tests.fakes import WordEncoder

SHARED = Path(__file__).parent.parent.parent / "shared"
REQUIRE_ALL = "QUOTEWELL_REQUIRE_ALL"


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory):
    """Keep what tests note of a person out of that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture
def encoder() -> WordEncoder:
    """Give an encoder that counts words."""
    return WordEncoder()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder):
    """Give a function that runs a command on a library of its own."""
    import rag.cli
    import rag.cli.commands

    monkeypatch.setattr(rag.cli.commands, "_encoder", lambda settings: encoder)
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
