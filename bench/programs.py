"""Programs to be compared, and the processes that run them (`bench.peers`)."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.environments import PEERS, PeerFailedError, make_environment
from bench.measuring import memory_mb
from rag.models.files import find_model

OTHERS_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}
"""What peers need beside `rag.quiet`, which they inherit."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is compared: its module, its title in tables, its interpreter."""

    module: str
    title: str
    python: str = sys.executable


OURS = Program("bench.peers.quotewell", f"Quotewell {version('quotewell')}")
PLAIN = Program(
    "bench.peers.plain",
    f"plain sentence-transformers {version('sentence-transformers')} + FAISS",
)


class Worker:
    """A program's process, with so many threads; it ends with the block of `with`."""

    def __init__(self, program: Program, threads: int | None = None) -> None:
        limit = {"OMP_NUM_THREADS": str(threads)} if threads else {}
        # A pipe that nobody reads would fill up and stop the process.
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._process = subprocess.Popen(
            [program.python, "-m", program.module, str(find_model(None).folder)],
            env=os.environ | OTHERS_QUIET | limit,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def memory_mb(self, field: str) -> float:
        """Read a figure of its memory, as `bench.measuring.memory_mb` does."""
        return memory_mb(field, self._process.pid)

    def request(self, do: str, **arguments: str) -> dict[str, Any]:
        """Have something done, and wait for the reply.

        Raises:
            PeerFailedError: The process ended; the message is its last line.
        """
        try:
            request = json.dumps({"do": do, **arguments})
            print(request, file=self._process.stdin, flush=True)
            return json.loads(self._process.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            self._said.seek(0)
            *_, last = ["it ended", *self._said.read().strip().splitlines()]
            raise PeerFailedError(last) from None


def find_programs(
    cache: Path, install: bool
) -> tuple[list[Program], list[tuple[str, str]]]:
    """Give Quotewell, a plain script, and every peer that is or can be installed.

    Returns:
        The programs; and the others' titles, each with the reason.
    """
    programs, failures = [OURS, PLAIN], []
    for peer in PEERS:
        try:
            python = str(make_environment(peer, cache, install))
            module = f"bench.peers.{peer.module}"
            programs.append(Program(module, f"{peer.title} {peer.version}", python))
        except PeerFailedError as error:
            failures.append((peer.title, str(error)))
    return programs, failures
