"""Readers in a process of their own, stopped when they take too long or too much.

Parsers of foreign formats meet files that are damaged or made to do harm. Apart, they
can crash, hang or fill their memory, and it costs one file. The process is in an empty
folder, which goes with it.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rag.errors import (
    EmptyFileError,
    FileTooLargeError,
    ReadError,
    UnsupportedFormatError,
)
from rag.quiet import for_children
from rag.readers.apart.workers import KEPT, WORKERS, Worker
from rag.readers.draft import Block, Draft
from rag.steps import pause
from rag.types import Span, TextLook

TIME_LIMIT_S = 90
"""Wall-clock time; the process itself has a limit on its computing time."""

LOOK_S = 0.1
"""How often it is looked whether a file is still to be read."""

_KINDS: dict[str, type[ReadError]] = {
    kind.__name__: kind
    for kind in (ReadError, EmptyFileError, FileTooLargeError, UnsupportedFormatError)
}
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""What NumPy multiplies with: the kernel confines a process while it has one thread."""

_PROGRAM = "rag.readers.apart.child"
_ROOT = str(Path(__file__).parents[3])
"""Where the program is found; it goes to its folder before it reads."""

log = logging.getLogger(__name__)

T = TypeVar("T")


def read_apart(module: str, data: bytes, name: str) -> Draft:
    """Read a file in a process of its own.

    Args:
        module: Name of a module of this package with `read(data: bytes) -> Draft`.
        data: The file.
        name: Its name, for messages.

    Returns:
        The draft.

    Raises:
        ReadError: The file can't be read, or not within the limits, or the machine has
            no room for a reader.
    """
    return _draft_from(_answer(_Job(module, name, TIME_LIMIT_S), data), name)


def make_apart(
    module: str, data: bytes, name: str, wanted: dict[str, int], time_limit_s: int
) -> dict[str, Any]:
    """Make something else of a file in a process of its own.

    Args:
        module: Name of a module of this package with `make(data: bytes, **wanted)`.
        data: The file.
        name: Its name, for messages.
        wanted: What to make.
        time_limit_s: Wall-clock time that it may take.

    Returns:
        What was made.

    Raises:
        ReadError: It can't be made, or not within the limits.
    """
    job = _Job(module, name, time_limit_s, (json.dumps(wanted),))
    answer = _answer(job, data)
    _check(answer, name)
    return answer


@dataclass(frozen=True, slots=True)
class _Job:
    """What a process is started for, and how long it may take."""

    module: str
    name: str
    time_limit_s: int
    wanted: tuple[str, ...] = ()


def _answer(job: _Job, data: bytes) -> dict[str, Any]:
    """Give what a process of its own answers."""
    try:
        with tempfile.TemporaryDirectory(prefix="quotewell-") as folder:
            status, said = _run(job, folder, data)
    # It is an OSError, too.
    except TimeoutError as error:
        limit = f"within {job.time_limit_s} s"
        message = f"{job.name} was not read {limit}: save it as plain text"
        raise ReadError(message) from error
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{job.name} was not read: its reader could not start ({reason})"
        raise ReadError(
            f"{message}; free disk and memory, then add it again"
        ) from error
    if status or not said:
        message = f"{job.name} is damaged or too complex: its reader stopped"
        raise ReadError(f"{message} (status {status}); save it as plain text")
    answer: dict[str, Any] = json.loads(said)
    return answer


def _run(job: _Job, folder: str, data: bytes) -> tuple[int, bytes]:
    """Read a file by a kept process, or else by one that is started for it.

    Returns:
        The status that the process ended with, and its answer.

    Raises:
        TimeoutError: It took too long.
    """
    worker = WORKERS.take(lambda: Worker([*_command(), KEPT], _environment(), _ROOT))
    if worker is None:
        return _run_alone(job, folder, data)
    is_good = False
    try:
        request = [job.module, folder, *(job.wanted or [None])]
        run = partial(worker.run, request, data, job.time_limit_s)
        done = _while_watched(run, worker.stop)
        is_good = True
    finally:
        (WORKERS.give_back if is_good else WORKERS.drop)(worker)
    return done


def _run_alone(job: _Job, folder: str, data: bytes) -> tuple[int, bytes]:
    with subprocess.Popen(  # noqa: S603 - our own program, no word from outside
        [*_command(), job.module, folder, *job.wanted],
        cwd=_ROOT,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        run = partial(process.communicate, data, job.time_limit_s)
        try:
            answer, errors = _while_watched(run, process.kill)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise TimeoutError from error
    if errors:
        log.debug("%s on %s: %s", job.module, job.name, errors.decode(errors="replace"))
    return process.returncode, answer


def _while_watched(run: Callable[[], T], end: Callable[[], object]) -> T:
    """Wait for a process; whoever watches the work may stop it meanwhile.

    Args:
        run: Waits, and gives what comes of it.
        end: Ends the process.
    """
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(run)
        try:
            while not wait([running], LOOK_S).done:
                pause()
        except BaseException:
            end()
            raise
        return running.result()


def _command() -> list[str]:
    return [sys.executable, "-m", _PROGRAM]


def _environment() -> dict[str, str]:
    return for_children(os.environ) | _ONE_THREAD


def _check(answer: dict[str, Any], name: str) -> None:
    if "error" in answer:
        raise _KINDS[answer["error"]](f"{name} {answer['message']}")


def _draft_from(answer: dict[str, Any], name: str) -> Draft:
    _check(answer, name)
    front = answer["front"]
    return Draft(
        text=answer["text"],
        blocks=tuple(Block(*block) for block in answer["blocks"]),
        front=Span(*front) if front else None,
        unread=tuple(answer["unread"]),
        looks=tuple(TextLook(**look) for look in answer["looks"]),
        **{key: answer[key] for key in ("title", "date", "author", "language")},
    )
