"""How many single changes to a module its own tests notice.

    pip install -e ".[test,bench]"
    python -m bench.mutations rag/disk.py rag/asking/ranking/fusion.py

In a copy of the tree cosmic-ray makes one change at a time, and the module's test files
are run. What they don't notice is printed: a test is missing, or the code does nothing.
"""

import argparse
import ast
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench.measuring import timed

SAMPLE = 20
PATIENCE = 5.0
"""A run may take so many times as long as that of the unchanged module, ..."""
PATIENCE_S = 10.0
"""... and so much more: a change may make a loop endless."""

LEFT_ALONE = ("Bit", "Shift", "Decorator")
"""Operators of bits would mostly change types: a failing import teaches nothing."""

ROOT = Path(__file__).parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-pno:cacheprovider")


def files_testing(path: Path, folder: Path) -> list[Path]:
    """Find a module's test files, in the folder that mirrors its package.

    Args:
        path: The module, from the root: rag/asking/confidence.py.
        folder: Where the tests are.

    Returns:
        asking/test_confidence.py and asking/test_confidence_examples.py: whose names
        begin with the module's; where none does, all of its package.

    Raises:
        FileNotFoundError: There are none.
    """
    home = folder.joinpath(*path.parts[1:2]) if len(path.parts) > 2 else folder
    stem = path.parent.name if path.stem == "__init__" else path.stem
    own = sorted(home.glob(f"test_{stem}*.py"))
    found = own or (sorted(home.glob("test_*.py")) if home != folder else [])
    if not found:
        raise FileNotFoundError(f"no test file for {path}; name some with --tests")
    return found


def changes_of(path: Path) -> list[tuple[str, int]]:
    """List what may be changed in a module: by which operator, and its which place."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    nodes, changes = list(ast_nodes(get_ast_from_path(path))), []
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments() or any(word in name for word in LEFT_ALONE):
            continue
        places = [place for n in nodes for place in operator().mutation_positions(n)]
        changes += [(name, number) for number in range(len(places))]
    return changes


def is_other_program(source: str, changed: str) -> bool:
    """Tell whether a change makes another program, and one that Python can read.

    Example:
        >>> is_other_program("f(1 + 1)", "f(1 - 1)")
        True
        >>> is_other_program("def f(*, a): 0", "def f(+, a): 0")  # no Python
        False
    """
    try:
        return ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def draw(path: Path, sample: int, seed: str) -> list[tuple[str, int]]:
    """Draw some changes that make another program of a module; one seed, one draw."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    source, every = path.read_text("utf-8"), changes_of(path)
    random.Random(f"{seed} {path}").shuffle(every)
    others = (
        (name, number)
        for name, number in every
        if is_other_program(source, mutate_code(source, get_operator(name)(), number))
    )
    return list(islice(others, sample))


def survivors(
    path: Path, changes: Sequence[tuple[str, int]], tests: Sequence[Path]
) -> Iterator[str]:
    """Run a module's tests against each change; gives those that pass, as a diff.

    Raises:
        RuntimeError: The tests fail without any change, or one can't be made.
    """
    from cosmic_ray.mutating import mutate_and_test
    from cosmic_ray.work_item import MutationSpec, TestOutcome

    command = [*PYTEST, *map(str, tests)]
    done, seconds = timed(lambda: subprocess.run(command, capture_output=True))
    if done.returncode:
        raise RuntimeError(f"{shlex.join(command)} fails as it is; mend that first")
    limit_s = PATIENCE * seconds + PATIENCE_S
    for name, number in changes:
        change = MutationSpec(path, name, number, (0, 0), (0, 1))
        result = mutate_and_test([change], shlex.join(command), limit_s)
        if result.test_outcome is TestOutcome.INCOMPETENT:
            raise RuntimeError(f"{name} can't be tried: {result.output}")
        if result.test_outcome is TestOutcome.SURVIVED:
            yield "\n".join(result.diff.splitlines()[3:])


def main() -> None:
    """Try a sample of each module's changes, and print what wasn't noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="modules, from the root")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes a module")
    parser.add_argument("--seed", default="1", help="another one draws other changes")
    parser.add_argument("--tests", nargs="+", type=Path, help="instead of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copy, beside = Path(folder, "checkout"), ROOT.parent / "shared"
        # `index` may hold a person's library, which no test reads.
        left_out = shutil.ignore_patterns(".*", "__pycache__", "index")
        shutil.copytree(ROOT, copy, ignore=left_out)
        Path(folder, "shared").symlink_to(beside)
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(Path.cwd())
        for path in given.paths:
            tests = given.tests or files_testing(path, Path("tests"))
            drawn = draw(path, given.sample, given.seed)
            survived = list(survivors(path, drawn, tests))
            noticed = len(drawn) - len(survived)
            print(f"{path}: {noticed} of {len(drawn)} noticed", *survived, sep="\n")


if __name__ == "__main__":
    main()
