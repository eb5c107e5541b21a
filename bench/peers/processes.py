"""What is asked of each program, and the process in which it is measured.

    python -m bench.peers.processes MODULE:FUNCTION MODEL_FOLDER

reads in JSON what `build` or `ask` needs, and writes what that gives. A program is a
function: of the model's folder it makes two others, which build a library and open it.
In its process this module needs nothing but Python and NumPy.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

from bench.measuring import memory_mb, timed

OTHERS_QUIET = {
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}
"""What peers need beside `rag.quiet`, which they inherit."""

Ask = Callable[[str], list[str]]
"""Gives the ids of the nearest passages, best first."""


class Corpus(NamedTuple):
    """What is indexed: articles (id, title, text), and the passages made of them."""

    articles: list[tuple[str, str, str]]
    ids: list[str]
    passages: list[str]


class Made(NamedTuple):
    """A program: `build` indexes a corpus and saves it, `open` opens it to be asked.

    The folder isn't there before it is built.
    """

    build: Callable[[Corpus, Path], None]
    open: Callable[[Path], Ask]


def run(
    program: str,
    python: str = sys.executable,
    threads: int | None = None,
    **request: object,
) -> Any:
    """Have a program do something, in a process of its own with so many threads.

    Args:
        program: The MODULE:FUNCTION that makes it.
        python: The Python of its environment.
        threads: Of OpenMP; None: as many as it takes by default.
        request: What its process reads.

    Raises:
        CalledProcessError: It failed; it says why to the terminal.
    """
    from rag.models.files import find_model

    limit = {"OMP_NUM_THREADS": str(threads)} if threads else {}
    done = subprocess.run(
        [python, "-m", __name__, program, find_model(None).folder],
        env=os.environ | OTHERS_QUIET | limit,
        input=json.dumps(request, default=str),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def build(made: Made, folder: str, corpus: Sequence[Any]) -> float:
    """Build twice, and give the seconds of the second: the first only warms up."""
    builds = [partial(made.build, Corpus(*corpus), Path(folder, n)) for n in "01"]
    Path(folder).mkdir(parents=True)
    return [timed(work)[1] for work in builds][1]


def ask(made: Made, folder: str, questions: Sequence[str]) -> list[dict[str, Any]]:
    """Open what was built first, and ask questions.

    Returns:
        Of each question: `ms` and `ids`; `at`, the time of this machine's clock; and
        the memory that the process has then, `now_mb`, and had at most, `peak_mb`.
    """
    return list(_replies(made.open(Path(folder)), questions))


def _replies(ask: Ask, questions: Sequence[str]) -> Iterator[dict[str, Any]]:
    for question in questions:
        ids, seconds = timed(partial(ask, question))
        yield {
            "ms": seconds * 1000,
            "ids": ids,
            "at": time.monotonic(),
            "now_mb": memory_mb("VmRSS"),
            "peak_mb": memory_mb("VmHWM"),
        }


def main() -> None:
    """Do what is asked for; what libraries print must not come into the reply."""
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _, name, model = sys.argv
    made, request = Made(*resolve_name(name)(model)), json.load(sys.stdin)
    do = build if "corpus" in request else ask
    json.dump(do(made, **request), reply)


if __name__ == "__main__":
    main()
