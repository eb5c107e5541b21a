"""Which files are shut, in a process that ends with it, and what is said of it."""

import ctypes
import os
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from rag.readers.apart.landlock import can_read_only_software, read_only_software
from tests.alone import run_python

needs_landlock = pytest.mark.skipif(
    not literal_eval(
        run_python(
            "from rag.readers.apart.landlock import read_only_software\n"
            "print(read_only_software())"
        ).stdout
    ),
    reason="this kernel has no Landlock",
)

OPENED = """
import os, sys
from rag.readers.apart import landlock
{before}
held = landlock.read_only_software()
def is_open(path):
    try:
        return open(path).read() != ""
    except PermissionError:
        return False
print((held, [path for path in {paths!r} if is_open(path)]))
"""


def opened(paths: list[Path], before: str = "") -> tuple[bool, list[Path]]:
    """Give whether a process was held, and which of some files it could then read."""
    done = run_python(OPENED.format(before=before, paths=list(map(str, paths))))
    held, readable = literal_eval(done.stdout)
    return held, [Path(path) for path in readable]


def files_in(*folders: Path) -> list[Path]:
    """Put a file into each folder."""
    files = [folder / "file.py" for folder in folders]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x = 1")
    return files


@needs_landlock
@pytest.mark.attack
@pytest.mark.parametrize("is_installed", [True, False])
def test_modules_are_open_and_what_lies_beside_a_checkout_is_shut(
    tmp_path: Path, is_installed: bool
) -> None:
    """Whatever their names: of a checkout itself only the package is software."""
    home = tmp_path / ("site-packages" if is_installed else "m")
    folders = [tmp_path / "a", tmp_path / "z", home / "rag", home, tmp_path / "diary"]
    files = files_in(*folders)
    before = (
        f"sys.path += {[str(path) for path in (*folders[:2], home)]!r}\n"
        f"landlock.__file__ = {str(home / 'rag/readers/apart/landlock.py')!r}"
    )
    assert opened(files, before) == (True, files[: 4 if is_installed else 3])


@needs_landlock
@pytest.mark.attack
def test_files_are_shut_where_nothing_else_is_open(tmp_path: Path) -> None:
    """The rules may get the number 0, which is that of the input elsewhere."""
    assert opened(files_in(tmp_path), before="os.close(0)") == (True, [])


def test_what_is_said_is_what_is_done() -> None:
    """Whether this kernel has Landlock or not."""
    program = (
        "from rag.readers.apart.landlock import can_read_only_software as can\n"
        "from rag.readers.apart.landlock import read_only_software\n"
        "print(can())\n"
        "print(read_only_software())"
    )
    said, done = run_python(program).stdout.splitlines()
    assert literal_eval(said) == literal_eval(done)


class Kernel:
    """A kernel by its answers to Landlock's calls, by their numbers.

    Args:
        version: What it says of itself; -1 where it has none.
        held: What it answers when a process asks to be held.
    """

    def __init__(self, version: int, held: int) -> None:
        self._version, self._held = version, held
        self._has_renounced = False

    def syscall(self, number: int, *arguments: object) -> int:
        """Answer one of the three calls: create rules, add one, restrict."""
        if number == 446:
            return self._held if self._has_renounced else -1
        if number == 445 or self._version < 0:
            return min(0, self._version)
        is_asking = arguments == (None, 0, 1)
        return self._version if is_asking else os.open(os.devnull, os.O_RDONLY)

    def prctl(self, *call: int) -> int:
        """Take that a process renounces privileges for good, as `prctl(2)` has it."""
        self._has_renounced = call == (38, 1, 0, 0, 0)
        return 0 if self._has_renounced else -1


@pytest.mark.parametrize(
    ("version", "held", "can", "done"),
    [
        (1, 0, True, True),
        (7, 0, True, True),
        (7, -1, True, False),
        (-1, -1, False, False),
    ],
)
def test_it_is_said_whether_the_kernel_holds(
    monkeypatch: pytest.MonkeyPatch, version: int, held: int, can: bool, done: bool
) -> None:
    """From the first version on; without one, or where it refuses, it doesn't."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Kernel(version, held))
    assert can_read_only_software() is can
    assert read_only_software() is done


@pytest.mark.parametrize("platform", ["darwin", "win32", "aix"])
def test_other_systems_are_not_asked(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    """They have no such calls, and would do something else with their numbers."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: pytest.fail("asked"))
    assert not can_read_only_software()
    assert not read_only_software()
