"""Single changes to a module's source, each of which some test should notice."""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

SHOWN_CHARS = 60

_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_OTHER_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
Changed = ast.expr | ast.stmt
_LOGS = frozenset({"log", "logging"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    line: int
    before: str
    after: str
    source: bytes

    def __str__(self) -> str:
        """Show the change: where, and what became of what."""
        return f"{self.line}: {_short(self.before)} -> {_short(self.after)}"


def mutants_of(source: bytes) -> list[Mutant]:
    """Make each single change to a module.

    Left alone are types, decorators, the words of messages, and logging.

    Args:
        source: The module, in UTF-8.

    Returns:
        The changed modules, in the order of the text.

    Example:
        >>> [m.after for m in mutants_of(b"y = x < 1")]
        ['x <= 1', '2']
    """
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return [
        _mutant(source, starts, changed, after)
        for node in _nodes(ast.parse(source))
        for changed, after in _changes(node)
    ]


def _mutant(source: bytes, starts: list[int], node: Changed, after: str) -> Mutant:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    start = starts[node.lineno - 1] + node.col_offset
    end = starts[node.end_lineno - 1] + node.end_col_offset
    new = after if isinstance(node, ast.stmt) else f"({after})"
    changed = source[:start] + new.encode() + source[end:]
    return Mutant(node.lineno, ast.unparse(node), after, changed)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Go through what may be changed, in the order of the text."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_idle(child):
                yield child
                # A message's words, and what stands in them, change nothing else.
                if not isinstance(child, ast.Raise | ast.JoinedStr):
                    yield from _nodes(child)


def _is_idle(node: ast.AST) -> bool:
    """Tell logging, and imports for the type checker."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return is_call and ast.unparse(node.value.func).split(".")[0] in _LOGS


def _changes(node: ast.AST) -> Iterator[tuple[Changed, str]]:
    """Say what of a node may become what."""
    yield from _decisions(node)
    match node:
        case ast.Constant(value=bool() | int() | float()):
            yield node, _other_constant(node.value)
        case ast.Compare() | ast.BoolOp() | ast.BinOp() | ast.AugAssign():
            yield from _with_opposite(node)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, ast.unparse(operand)
        case ast.Call(func=ast.Name(id=name)) if name in _OTHER_FUNCTIONS:
            yield node, _OTHER_FUNCTIONS[name] + ast.unparse(node)[len(name) :]
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.Break() | ast.Continue():
            yield node, "pass"


def _decisions(node: ast.AST) -> Iterator[tuple[Changed, str]]:
    """Decide what a condition decides, either way."""
    tests: list[ast.expr] = []
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        tests = [node.test]
    elif isinstance(node, ast.comprehension):
        tests = node.ifs
    for test in tests:
        yield test, "True"
        yield test, "False"


def _other_constant(value: float) -> str:
    if isinstance(value, bool):
        return str(not value)
    return str(value + 1 if isinstance(value, int) else value * 2 or 1.0)


def _with_opposite(
    node: ast.Compare | ast.BoolOp | ast.BinOp | ast.AugAssign,
) -> Iterator[tuple[Changed, str]]:
    """Turn a node's first operator into another, where there is one."""
    operator = node.ops[0] if isinstance(node, ast.Compare) else node.op
    other = _OPPOSITES.get(type(operator))
    if other is None:
        return
    changed = copy(node)
    if isinstance(changed, ast.Compare):
        changed.ops = [other(), *changed.ops[1:]]
    else:
        changed.op = other()
    yield node, ast.unparse(changed)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARS else line[: SHOWN_CHARS - 1] + "…"
