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

from bench.environments import PEERS, EnvironmentFailedError, make_environment
from rag.model_files import find_model

OTHERS_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}
"""What peers need beside `rag.quiet`, which they inherit."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is compared: its module in `bench.peers`, its title, its interpreter."""

    module: str
    title: str
    python: str


class Worker:
    """A program's process.

    Args:
        program: The program.
        threads: How many it may compute with; None leaves that to it.
    """

    def __init__(self, program: Program, threads: int | None = None) -> None:
        limit = {"OMP_NUM_THREADS": str(threads)} if threads else {}
        model = str(find_model(None).folder)
        # A pipe that nobody reads would fill up and stop the process.
        self.said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            [program.python, "-m", f"bench.peers.{program.module}", model],
            env=os.environ | OTHERS_QUIET | limit,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            text=True,
        )

    def request(self, do: str, **arguments: object) -> dict[str, Any]:
        """Have something done, and wait for the reply.

        Raises:
            RuntimeError: The process ended; the message is its last line.
        """
        assert self.process.stdin
        assert self.process.stdout
        try:
            print(
                json.dumps({"do": do, **arguments}),
                file=self.process.stdin,
                flush=True,
            )
            return json.loads(self.process.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            self.said.seek(0)
            said = self.said.read().strip().splitlines()
            raise RuntimeError(said[-1] if said else "it ended") from None

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()
        self.said.close()


def find_programs(cache: Path) -> tuple[list[Program], list[tuple[str, str]]]:
    """Give Quotewell, a plain script, and every peer that can be installed.

    Args:
        cache: Where the peers' environments are, or are to be.

    Returns:
        The programs; and the others' titles, each with the reason.
    """
    plain = f"sentence-transformers {version('sentence-transformers')} + FAISS"
    programs = [
        Program("quotewell", f"Quotewell {version('quotewell')}", sys.executable),
        Program("plain", f"plain {plain}", sys.executable),
    ]
    failures = []
    for peer in PEERS:
        try:
            python = str(make_environment(peer, cache))
            title = f"{peer.title} {peer.version}"
            programs.append(Program(peer.module, title, python))
        except EnvironmentFailedError as error:
            failures.append((peer.title, str(error)))
    return programs, failures
