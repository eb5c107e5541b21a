"""The proof that nothing is asked of the outside: do everything, and watch.

    watched = watch()

builds, asks and serves in a process of its own, with a home and a folder for temporary
files of its own, and looks in the best way that the system allows (`Way`).
"""

import json
import os
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from rag.cli.airgap.traces import CALLS, outside_in
from rag.errors import QuotewellError
from rag.quiet import for_children

TIME_LIMIT_S = 300
REST_S = 15.0
"""How long the page is left at rest: a library that reported did so after 12 s."""

NOT_HERE = 3
"""The exit status of a process that may not have a network of its own."""


class Way(Enum):
    """How a process is watched; the value says it, and the first that works is taken.

    What Python does is watched in each of them, and its addresses are named.
    """

    NAMESPACE = "the kernel refused and counted what any code asked of a network"
    TRACE = "strace read the addresses in the system calls of any code"
    PYTHON = (
        "only Python's own calls were watched: this system lets nobody see those of "
        "native code without privileges or strace"
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """What was done, what was asked of the outside, and what was written elsewhere.

    Args:
        way: How it was found out.
        done: What was done.
        attempted: Addresses that were asked, or how many by native code.
        written: What was left in the user's home or the folder for temporary files.
    """

    way: Way
    done: tuple[str, ...]
    attempted: tuple[str, ...]
    written: tuple[str, ...]


def watch(rest_s: float = REST_S) -> Watched:
    """Build, ask, serve and rest in a process that can't reach the outside.

    Args:
        rest_s: How long to leave the page at rest, in seconds.

    Raises:
        QuotewellError: That process failed.
    """
    for way in Way:
        with tempfile.TemporaryDirectory(prefix="quotewell-") as folder:
            if watched := _watch(way, Path(folder), rest_s):
                return watched
    raise QuotewellError("no process could be watched; install strace and run it again")


def _watch(way: Way, folder: Path, rest_s: float) -> Watched | None:
    """Watch in one way; None where the system doesn't let us."""
    trace = folder / "trace"
    watched = [way.name, str(folder), str(rest_s)]
    command = [sys.executable, "-m", "rag.cli.airgap", *watched]
    if way is Way.TRACE:
        if (strace := shutil.which("strace")) is None:
            return None
        # -f: threads and further processes, too.
        command = [strace, "-f", "-qq", "-e", CALLS, "-o", str(trace), *command]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no word from outside
            command,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_S,
            cwd=Path(__file__).parents[3],
            env=_environment(folder),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QuotewellError(
            f"the watched process took more than {TIME_LIMIT_S} s; close other "
            "programs, and run it again"
        ) from error
    # A strace that may not look writes nothing.
    is_traced = trace.exists() and trace.stat().st_size > 0
    if done.returncode == NOT_HERE or (way is Way.TRACE and not is_traced):
        return None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise QuotewellError(f"the watched process failed ({last}); run it again")
    found = json.loads(done.stdout.splitlines()[-1])
    traced = outside_in(trace.read_text("utf-8")) if way is Way.TRACE else ()
    attempted = (*found["attempted"], *traced)
    return Watched(way, tuple(found["done"]), attempted, tuple(_left_in(folder)))


def _environment(folder: Path) -> dict[str, str]:
    """Give the process an empty home; modules of the user's stay where they are."""
    home, temporary = folder / "home", folder / "tmp"
    home.mkdir()
    temporary.mkdir()
    return for_children(os.environ) | {
        "HOME": str(home),
        # The one thing that is kept elsewhere: an export's hash (`rag.models.encoder`).
        "XDG_STATE_HOME": str(folder / "state"),
        "PYTHONUSERBASE": site.getuserbase(),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
    }


def _left_in(folder: Path) -> Iterator[str]:
    for name in ("home", "tmp"):
        for path in sorted((folder / name).rglob("*")):
            yield str(path.relative_to(folder))
