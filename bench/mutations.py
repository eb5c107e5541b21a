"""How many single changes to a module its own tests notice.

    python -m bench.mutations rag/disk.py rag/asking/fusion.py

In a copy of the tree one number, comparison, condition, operator or statement at a time
is changed, and the module's test file is run. What it doesn't notice is printed: either
a test is missing, or the change makes no difference, or the code does nothing.

Each run is forked from a process that has the large libraries, so it takes about as
long as the tests themselves. Mutants of one seed are the same until the module changes.
"""

import argparse
import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bench.mutants import Mutant, mutants_of

SAMPLE = 20
PATIENCE = 5.0
"""A run may take so many times as long as that of the unchanged module, ..."""
PATIENCE_S = 10.0
"""... and so much more: a change may make a loop endless."""

LIBRARIES = (
    *("pytest", "hypothesis", "pytest_playwright.pytest_playwright", "httpx"),
    *("numpy", "faiss", "bm25s", "sentence_transformers"),
)
ROOT = Path(__file__).parent.parent
PROCESSES = get_context("fork")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a module's mutants."""

    path: Path
    tried: int
    survivors: tuple[Mutant, ...]

    def __str__(self) -> str:
        """Say how many were noticed, and list the others."""
        noticed = self.tried - len(self.survivors)
        lines = [f"{self.path}: {noticed} of {self.tried} noticed"]
        lines += [f"  {self.path}:{mutant}" for mutant in self.survivors]
        return "\n".join(lines)


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


def copy_tree(folder: Path) -> Path:
    """Copy the checkout, as it is now; gives the copy's root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    copy = folder / "checkout"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    beside = ROOT.parent / "shared"
    if beside.exists():
        (folder / "shared").symlink_to(beside)
    return copy


def run_tests(root: Path, files: Sequence[Path], limit_s: float | None) -> bool:
    """Run test files of a copy in a process of its own; False: failed, or too long."""
    process = PROCESSES.Process(target=_tests, args=(root, files))
    process.start()
    process.join(limit_s)
    passed = process.exitcode == 0
    # With all that the tests started.
    if process.pid is not None and process.exitcode is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
    return passed


def _tests(root: Path, files: Sequence[Path]) -> None:
    os.setsid()
    os.chdir(root)
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True  # a stale one would hide a change of equal length
    os.environ |= {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    with Path(os.devnull).open("w") as nothing:
        for stream in (1, 2):
            os.dup2(nothing.fileno(), stream)
    import pytest

    # What the libraries brought is there before pytest could look at it.
    unseen = "ignore::pytest.PytestAssertRewriteWarning"
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-W", unseen]
    os._exit(pytest.main([*options, *map(str, files)]))


def try_mutants(
    root: Path, path: Path, files: Sequence[Path], mutants: Sequence[Mutant]
) -> Outcome:
    """Run the tests of a module against each of its mutants.

    Raises:
        RuntimeError: The tests fail without any change.
    """
    module = root / path
    original = module.read_bytes()
    started = perf_counter()
    if not run_tests(root, files, None):
        names = " ".join(str(file) for file in files)
        raise RuntimeError(f"{names} fail as they are; mend that first")
    limit_s = PATIENCE * (perf_counter() - started) + PATIENCE_S
    survivors = []
    for mutant in mutants:
        module.write_bytes(mutant.source)
        if run_tests(root, files, limit_s):
            survivors.append(mutant)
    module.write_bytes(original)
    return Outcome(path, len(mutants), tuple(survivors))


def main() -> None:
    """Try a sample of each module's mutants, and print what wasn't noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="modules, from the root")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="mutants a module")
    parser.add_argument("--seed", default="1", help="another one draws other mutants")
    parser.add_argument("--tests", nargs="+", type=Path, help="instead of its own")
    arguments = parser.parse_args()
    for library in LIBRARIES:
        import_module(library)
    gc.freeze()  # a collection would copy their memory into every fork
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        root = copy_tree(Path(folder))
        for path in arguments.paths:
            files = arguments.tests or files_testing(path, Path("tests"))
            every = mutants_of((root / path).read_bytes())
            dice = random.Random(f"{arguments.seed} {path}")
            drawn = dice.sample(every, min(arguments.sample, len(every)))
            print(try_mutants(root, path, files, drawn), flush=True)


if __name__ == "__main__":
    main()
