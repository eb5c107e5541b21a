"""Records are what they were made as: frozen, with the fields that they name."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
IN_THE_MAKING = {
    "AddingRun", "Flow", "RowDefinition", "RtfState", "_Draft", "_Group", "_HtmlCell",
    "_Element", "_List", "_Watched", "_Watcher",
}  # fmt: skip
"""What is written piece by piece, by the one who made it."""


def records() -> dict[tuple[str, str], dict[str, object]]:
    """Give how each dataclass of rag/ is made, by its file and its name."""
    return {
        (path.relative_to(ROOT).as_posix(), node.name): how(decorator)
        for path in sorted((ROOT / "rag").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator)
    }


def how(decorator: ast.expr) -> dict[str, object]:
    """Read what a decorator says."""
    said = decorator.keywords if isinstance(decorator, ast.Call) else []
    return {str(each.arg): ast.literal_eval(each.value) for each in said}


def test_a_record_is_never_changed():
    """It goes from thread to thread; and a misspelt field is an error."""
    found = records()
    assert len(found) > 200
    can_change = {key for key, said in found.items() if not said.get("frozen")}
    assert {name for _, name in can_change} == IN_THE_MAKING
    assert [key for key, said in found.items() if not said.get("slots")] == []
