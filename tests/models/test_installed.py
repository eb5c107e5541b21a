"""Models in packages of others: whether they are there, and as they were promised."""

import hashlib
import importlib.machinery
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.installed import InstalledModel

OWL = InstalledModel("the owl", "owl", "owl==1.0", "do without: --owl none")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package of one file, and give its folder."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "owl").mkdir()
    (tmp_path / "owl" / "__init__.py").write_text("raise RuntimeError")
    (tmp_path / "owl" / "weights").write_bytes(b"wise")
    importlib.machinery.PathFinder.invalidate_caches()
    return tmp_path / "owl"


def test_its_folder_is_found_and_nothing_imported(package: Path):
    """This one can't be."""
    assert OWL.is_there
    assert OWL.folder == package


def test_a_folder_that_was_left_behind_is_no_package(package: Path):
    """As by an uninstall that left a file."""
    (package / "__init__.py").unlink()
    importlib.machinery.PathFinder.invalidate_caches()
    assert not OWL.is_there
    with pytest.raises(ModelError, match=r"pip install owl==1\.0 \(or do without"):
        OWL.folder  # noqa: B018


def test_a_file_is_given_where_it_is_the_one_promised(package: Path):
    """Otherwise it is said which hash it has, and what mends it."""
    path, promised = package / "weights", hashlib.sha256(b"wise").hexdigest()
    assert OWL.checked(path, promised) == path
    path.write_bytes(b"else")
    with pytest.raises(ModelError, match=r"the owl's weights hashes to 7dd5.*--owl n"):
        OWL.checked(path, promised)
    path.unlink()
    with pytest.raises(ModelError, match="hashes to nothing"):
        OWL.checked(path, promised)
