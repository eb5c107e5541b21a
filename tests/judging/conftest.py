"""Where a journal may be: each test of records runs on a file and on PostgreSQL."""

from functools import partial
from pathlib import Path

import pytest

from rag.judging.journal_home import JournalHome
from rag.judging.opening import open_journal

Open = partial[JournalHome]


@pytest.fixture(params=["file", "database"])
def open_home(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Give a function that opens one library's journal, as each process does."""
    address = None
    if request.param == "database":
        address = request.getfixturevalue("postgres").address
    return partial(open_journal, tmp_path / "index", address)


@pytest.fixture
def home(open_home: Open) -> JournalHome:
    """Give a journal in which nothing is yet."""
    return open_home()


def change(home: JournalHome, statement: str) -> None:
    """Change what a journal has, as another program would."""
    with home.writing() as execute:
        execute(statement)
