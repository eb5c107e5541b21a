"""Which tests are run against changes to a module."""

from pathlib import Path

import pytest

from bench.mutations import files_testing


@pytest.mark.parametrize(
    ("module", "files"),
    [
        ("rag/disk.py", ["test_disk.py"]),
        (
            "rag/asking/ranking/fusion.py",
            ["asking/test_fusion.py", "asking/test_fusion_b.py"],
        ),
        (
            "rag/asking/ranking/query.py",
            ["asking/test_fusion.py", "asking/test_fusion_b.py"],
        ),
        ("rag/text/passages/__init__.py", ["text/test_passages.py"]),
    ],
)
def test_a_modules_tests_lie_where_it_does(
    tmp_path: Path, module: str, files: list[str]
) -> None:
    """Those that have its name, or all of its package's."""
    for name in (
        "test_disk.py",
        "asking/test_fusion.py",
        "asking/test_fusion_b.py",
        "text/test_passages.py",
        "text/test_terms.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = files_testing(Path(module), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == files
    with pytest.raises(FileNotFoundError, match="name some with --tests"):
        files_testing(Path("rag/errors.py"), tmp_path)
