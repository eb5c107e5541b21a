"""What tests of the command line share: a library of one article, made once a run."""

import json
import shutil
from pathlib import Path

import pytest

import rag.cli
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.made_once import folder_of_run, made_once

OWLS = "Owls fly without a sound. Their feathers have soft edges."


@pytest.fixture(scope="session")
def owls_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a library with a small article; only a copy may be changed: `owls`."""
    return made_once(folder_of_run(tmp_path_factory) / "owls", _make_library)


def _make_library(index: Path) -> None:
    file = index.with_name("owls") / "owls.txt"
    file.parent.mkdir()
    file.write_text(OWLS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.models.encoder.load_encoder", lambda *_: WordEncoder())
        patch.setenv("QUOTEWELL_READER", "none")
        assert rag.cli.main(["add", str(file), "--index", str(index)]) == 0
    shutil.rmtree(file.parent)


@pytest.fixture
def owls(run, owls_library: Path, tmp_path: Path) -> str:
    """Have a small article, `owls.txt`, in the library of `run`; gives its id."""
    (tmp_path / "owls.txt").write_text(OWLS)
    root = shutil.copytree(owls_library, tmp_path / "library")
    (stored,) = Library(root).articles()
    return stored.id


@pytest.fixture
def questions(tmp_path: Path) -> str:
    """Give the name of a question set with one document and one question."""
    folder = tmp_path / "set"
    folder.mkdir()
    document = {"id": "tides", "title": "Tides", "text": "Tides rise twice a day."}
    question = {
        "id": "q1",
        "question": "How often do tides rise?",
        "answers": ["twice"],
        "relevant": ["tides"],
        "answerable": True,
    }
    (folder / "corpus.jsonl").write_text(json.dumps(document))
    (folder / "questions.jsonl").write_text(json.dumps(question))
    return "set"
