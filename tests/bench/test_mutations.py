"""Which tests are run against changes to a module."""

from pathlib import Path

import pytest

from bench.mutations import files_testing, is_other_program


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


@pytest.mark.parametrize(
    ("changed", "is_other"),
    [
        ("def f(*, a): return a - 1", True),
        ("def f(*, a): return a + 2", True),
        ("def f(*, a): return a + 01", False),
        ("def f(*, a):  return (a + 1)  # more", False),
        ("def f(+, a): return a + 1", False),
    ],
)
def test_a_change_that_is_none_is_not_tried(changed: str, is_other: bool) -> None:
    """What Python can't read, or reads alike, says nothing of the tests."""
    assert is_other_program("def f(*, a): return a + 1", changed) is is_other
