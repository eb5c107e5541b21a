"""The changes that tests are tried with: each is one, and none is of words or types."""

from pathlib import Path

import pytest

from bench.mutants import mutants_of
from bench.mutations import files_testing


def changed(source: str) -> list[str]:
    """Give the changed sources."""
    return [mutant.source.decode() for mutant in mutants_of(source.encode())]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 3", ["x = (4)"]),
        ("x = 0.5", ["x = (1.0)"]),
        ("x = 0.0", ["x = (1.0)"]),
        ("x = True", ["x = (False)"]),
        ("a < b", ["(a <= b)"]),
        ("a in b is c", ["(a not in b is c)"]),
        ("a and b", ["(a or b)"]),
        ("not a", ["(a)"]),
        ("é + a", ["(é - a)"]),
        ("a += b", ["a -= b"]),
        ("x = min(a)", ["x = (max(a))"]),
        ("a(b)", ["pass"]),
        ("raise a(1)", ["pass"]),
        ("x = a if b else c", ["x = a if (True) else c", "x = a if (False) else c"]),
        ("while a: break", ["while (True): break", "while (False): break",
                            "while a: pass"]),
        ("{a for a in b if a}", ["{a for a in b if (True)}",
                                 "{a for a in b if (False)}"]),
    ],
)  # fmt: skip
def test_each_change_is_one(source: str, expected: list[str]) -> None:
    """Numbers, comparisons, conditions, operators and statements, one at a time."""
    assert changed(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"A docstring with 3 > 2."',
        "def f(a: 'int | 3') -> 4: ...",
        "@decorated(1)\ndef f(): ...",
        'log.info("%d", 3 + 4)',
        "if TYPE_CHECKING:\n    import a",
        'x = f"{a + 1}"',
        "a @ b",
    ],
)
def test_words_types_and_logs_are_left_alone(source: str) -> None:
    """What they say is no behaviour."""
    assert changed(source) == []


def test_a_change_is_shown_by_line_and_in_short() -> None:
    """On one line, however long the code is."""
    (mutant,) = mutants_of(b"x = y\n" + b"call(" + b"name, " * 30 + b")\n")
    shown = str(mutant)
    assert shown.startswith("2: call(name, name")
    assert shown.endswith("… -> pass")


@pytest.mark.parametrize(
    ("module", "files"),
    [
        ("rag/disk.py", ["test_disk.py"]),
        ("rag/asking/fusion.py", ["asking/test_fusion.py", "asking/test_fusion_b.py"]),
        ("rag/asking/query.py", ["asking/test_fusion.py", "asking/test_fusion_b.py"]),
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
