"""The floors of rag/: one list of packages, imports point down, one importer."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RAG = ROOT / "rag"
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", re.MULTILINE)
"""A row of the list: floor, package or module, and what it is for."""


def listed(document: str) -> list[tuple[str, str, str]]:
    """Read the list of packages out of a document, in its order."""
    return ROW.findall((ROOT / document).read_text("utf-8"))


PACKAGES = listed("CONTRIBUTING.md")
FLOOR_OF = {name: int(floor) for floor, name, _ in PACKAGES}
SINGLE_IMPORTERS = {
    "faiss": {"rag.library.generation.vectors"},
    "sentence_transformers": {"rag.models.sentence"},
    "torch": {
        "rag.models.export",
        "rag.models.bfloat16",
        "rag.models.question_answering",
        "rag.models.sentence",
    },
    "onnxruntime": {"rag.models.onnx"},
    "bm25s": {"rag.library.generation.lexical"},
    "pymilvus": {"rag.library.milvus"},
    "ray": {"rag.building.cluster"},
    "fsspec": {"rag.library.objects"},
    "mcp": {"rag.mcp_server"},
    "sqlalchemy": {"rag.judging.journal_database"},
}
PAGE_FLOORS = (
    "serving", "http", "tabs", "service", "library", "map", "desk", "quotes",
    "words",
)  # fmt: skip
"""The page's own packages from the top; the rest of it stands beside or below them."""

READER_FLOORS = ("ocr", "office", "rtf", "web", "pdf", "plain")


def module_name(path: Path) -> str:
    """Name a file of the checkout as Python imports it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Collect the full names of all modules that a file imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


FILES = sorted(RAG.rglob("*.py"))


def test_the_list_has_all_that_there_is() -> None:
    """Every package and module of rag/ is in the list, and nothing else."""
    there = {
        path.stem
        for path in RAG.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {name for _, name, _ in PACKAGES} == there - {"__init__"}


def test_the_readme_has_the_same_list() -> None:
    """The tour of the README names the same packages on the same floors."""
    assert listed("README.md") == PACKAGES


@pytest.mark.parametrize(("name", "sentence"), [row[1:] for row in PACKAGES])
def test_each_begins_with_its_sentence(name: str, sentence: str) -> None:
    """A package says first what the list says that it is for."""
    package = RAG / name / "__init__.py"
    path = package if package.exists() else RAG / f"{name}.py"
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert " ".join(docstring.split()).startswith(sentence)


def test_imports_point_down() -> None:
    """A module imports its own package and the floors below, never across or above."""
    assert len(FILES) > 300
    wrong = []
    for path in FILES:
        _, *own = module_name(path).split(".")
        for name in imports_of(path):
            root, *imported = name.split(".")
            if not own or root != "rag" or not imported or imported[0] == own[0]:
                continue
            if FLOOR_OF[imported[0]] >= FLOOR_OF[own[0]]:
                wrong.append(f"{module_name(path)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize(
    ("package", "floors"), [("page", PAGE_FLOORS), ("readers", READER_FLOORS)]
)
def test_imports_inside_a_package_point_down(
    package: str, floors: tuple[str, ...]
) -> None:
    """What draws quotes knows nothing of tabs, what reads text nothing of Word."""
    for path in sorted((RAG / package).rglob("*.py")):
        parts = module_name(path).split(".")
        if len(parts) < 3 or parts[2] not in floors:
            continue
        above = floors[: floors.index(parts[2])]
        for name in imports_of(path):
            imported = name.split(".")
            if imported[:2] == ["rag", package] and len(imported) > 2:
                assert imported[2] not in above, f"{parts} imports {name}"


def test_the_package_root_is_not_imported() -> None:
    """Inside rag/ every import names the module that owns the name."""
    assert [path for path in FILES if "rag" in imports_of(path)] == []


@pytest.mark.parametrize("library", SINGLE_IMPORTERS)
def test_one_module_imports_a_library(library: str) -> None:
    """Each heavy library is known to one module only, so it can be replaced there."""
    importers = {
        module_name(path)
        for path in FILES
        if any(name.split(".")[0] == library for name in imports_of(path))
    }
    assert importers == SINGLE_IMPORTERS[library]


def test_only_the_page_imports_gradio() -> None:
    """Nothing outside rag/page knows what draws it."""
    for path in FILES:
        if any(name.split(".")[0] == "gradio" for name in imports_of(path)):
            assert module_name(path).startswith("rag.page")


def test_a_class_has_its_name_for_itself() -> None:
    """Two public classes of one name would be taken for each other."""
    names = [
        node.name
        for path in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))
