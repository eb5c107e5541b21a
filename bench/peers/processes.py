"""What is asked of each program, and the process in which it is measured.

    python -m bench.peers.processes MODULE:FUNCTION MODEL_FOLDER

reads a request in JSON, {"folder": DIR, "corpora": [FILE, ...]} or {"folder": DIR,
"questions": ["...", ...]}, and writes what `build` or `ask` gives. A program is a
function: of the model's folder it makes two others, which build a library and open it.
In its process this module needs nothing but Python and NumPy.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

from bench.measuring import memory_mb, timed

OTHERS_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}
"""What peers need beside `rag.quiet`, which they inherit."""


class PeerFailedError(Exception):
    """A program could not be started, or ended; the message is the reason in a line."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is indexed: articles (id, title, text), and the passages made of them.

    `ids` name the passages, `sentences` are those of each.
    """

    articles: list[tuple[str, str, str]]
    ids: list[str]
    passages: list[str]
    sentences: list[list[str]]


class Found(NamedTuple):
    """The ids of the nearest passages, best first.

    `sentence` gives the sentence that answers, if the program does; it isn't timed.
    """

    ids: list[str]
    sentence: Callable[[], str | None] = lambda: None


Ask = Callable[[str], Found]


class Made(NamedTuple):
    """A program: `build` indexes a corpus and saves it, `open` opens it to be asked.

    The folder isn't there before it is built.
    """

    build: Callable[[Corpus, Path], None]
    open: Callable[[Path], Ask]


class Program(NamedTuple):
    """What is compared: the MODULE:FUNCTION that makes it, and its name in tables."""

    function: str
    title: str


def run(
    program: Program,
    python: str = sys.executable,
    threads: int | None = None,
    **request: object,
) -> Any:
    """Have a program do something, in a process of its own with so many threads.

    Args:
        program: Which one.
        python: The Python of its environment.
        threads: Of OpenMP; None: as many as it takes by default.
        request: What its process reads.

    Returns:
        What it replies.

    Raises:
        PeerFailedError: It failed, and the message is its last line; or it isn't there.
    """
    from rag.models.files import find_model

    limit = {"OMP_NUM_THREADS": str(threads)} if threads else {}
    command = [python, "-m", __name__, program.function, find_model(None).folder]
    try:
        done = subprocess.run(
            command,
            env=os.environ | OTHERS_QUIET | limit,
            input=json.dumps(request, default=str),
            capture_output=True,
            text=True,
        )
    except OSError as error:  # there is no such Python
        raise PeerFailedError(str(error)) from error
    if done.returncode:
        *_, last = ["it failed", *done.stderr.strip().splitlines()]
        raise PeerFailedError(last)
    return json.loads(done.stdout)


def build(made: Made, folder: str, corpora: Sequence[str]) -> list[float]:
    """Build one after another, in folders 0, 1 ...; gives the seconds of each."""
    Path(folder).mkdir(parents=True)
    read = (Corpus(**json.loads(Path(path).read_text("utf-8"))) for path in corpora)
    return [
        timed(partial(made.build, corpus, Path(folder, str(number))))[1]
        for number, corpus in enumerate(read)
    ]


def ask(made: Made, folder: str, questions: Sequence[str]) -> dict[str, Any]:
    """Open what was built, and ask questions.

    Returns:
        `peak_mb`, the most memory taken, and by question: `ms` and `ids`; `sentence`
        or null; `at`, the time of this machine's clock; `memory_mb`, what it has then.
    """
    replies = list(_replies(made.open(Path(folder)), questions))
    return {"peak_mb": memory_mb("VmHWM"), "replies": replies}


def _replies(ask: Ask, questions: Sequence[str]) -> Iterator[dict[str, Any]]:
    for question in questions:
        found, seconds = timed(partial(ask, question))
        yield {
            "ms": seconds * 1000,
            "ids": found.ids,
            "at": time.monotonic(),
            "sentence": found.sentence(),
            "memory_mb": memory_mb("VmRSS"),
        }


def main() -> None:
    """Do what is asked for; what libraries print must not come into the reply."""
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _, name, model = sys.argv
    made, request = Made(*resolve_name(name)(model)), json.load(sys.stdin)
    do = build if "corpora" in request else ask
    json.dump(do(made, **request), reply)


if __name__ == "__main__":
    main()
