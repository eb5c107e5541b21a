"""The layers of rag/: imports point down, and each library has one importer."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("errors", "network", "quiet", "types", "starter"),
    (
        "settings",
        "contexts",
        "encoded_text",
        "languages",
        "sentences",
        "storage",
        "term_counts",
        "trials",
    ),
    (
        "analysis",
        "answer_json",
        "chunking",
        "confidence",
        "fusion",
        "late_interaction",
        "metrics",
        "model_files",
        "onnx_encoder",
        "precision",
        "projection",
        "question_making",
        "token_codes",
    ),
    ("onnx_export",),
    ("sentence_models",),
    (
        "encoder",
        "followups",
        "lexical",
        "manifest",
        "passage_encoding",
        "readers",
        "vectors",
    ),
    (
        "article_store",
        "generation",
        "evidence",
        "journal",
        "trust",
    ),
    ("generation_writer", "generations"),
    ("fetching", "folder_files", "indexed_terms", "locks", "query", "undoing"),
    ("library",),
    ("candidates", "folders", "indexed_languages", "indexed_texts"),
    ("reranking",),
    ("retrieval",),
    ("conversation", "starter_questions"),
    ("indexing",),
    ("assistant", "question_sets"),
    ("changes", "doctor", "evaluation"),
    ("mcp_server", "page"),
    ("airgap",),
    ("cli",),
)
LAYER_OF = {name: number for number, names in enumerate(LAYERS) for name in names}
SINGLE_IMPORTERS = {
    "faiss": {"rag.vectors"},
    "sentence_transformers": {"rag.sentence_models"},
    "torch": {"rag.onnx_export", "rag.precision", "rag.sentence_models"},
    "onnxruntime": {"rag.onnx_encoder"},
    "bm25s": {"rag.lexical"},
    "mcp": {"rag.mcp_server"},
}


def module_name(path: Path) -> str:
    """Name a file of the checkout as Python imports it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """Collect the full names of all modules that a file imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


FILES = sorted((ROOT / "rag").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_point_down(path: Path) -> None:
    """A module imports its own part and the layers below, never across or above."""
    parts = module_name(path).split(".")
    if len(parts) == 1:
        return
    part, layer = parts[1], LAYER_OF[parts[1]]
    for name in imports_of(path):
        imported = name.split(".")
        if imported[0] == "rag" and len(imported) > 1 and imported[1] != part:
            assert LAYER_OF[imported[1]] < layer, f"{part} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_the_package_root_is_not_imported(path: Path) -> None:
    """Inside rag/ every import names the module that owns the name."""
    assert "rag" not in imports_of(path)


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
    importers = {
        module_name(path)
        for path in FILES
        if any(name.split(".")[0] == "gradio" for name in imports_of(path))
    }
    assert {name.rpartition(".")[0] for name in importers} == {"rag.page"}
