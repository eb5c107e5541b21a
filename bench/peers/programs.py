"""Programs to be compared, the peers' own environments, and the processes of all.

An environment is made once, and kept in the user's cache, never in ours.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from bench.measuring import memory_mb
from rag.models.files import find_model

MODEL_PACKAGE = "sentence-transformers==6.2.0"
RECORD = "installed.txt"
INSTALL_TIMEOUT_S = 1800


class PeerFailedError(Exception):
    """A peer could not be installed, or ended; the message is the reason in a line."""


class Environment(NamedTuple):
    """What is installed for a peer: the first package's version is in the table."""

    module: str
    title: str
    packages: str

    @property
    def version(self) -> str:
        """The peer's own version."""
        return self.packages.split()[0].partition("==")[2]


PEERS = (
    Environment(
        "langchain",
        "LangChain + FAISS",
        "langchain-core==1.8.3 langchain-community==0.4.2 langchain-huggingface==1.2.3 "
        "faiss-cpu==1.15.1",
    ),
    Environment(
        "llamaindex",
        "LlamaIndex",
        "llama-index-core==0.14.25 llama-index-embeddings-huggingface==0.8.0",
    ),
    Environment("txtai", "txtai", "txtai==9.14.0"),
    Environment("chroma", "Chroma", "chromadb==1.5.9"),
    Environment(
        "haystack",
        "Haystack",
        "haystack-ai==3.4.1 sentence-transformers-haystack==2.0.0",
    ),
)


def default_cache() -> Path:
    """Name the folder for environments where none is given."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "quotewell-bench"


def make_environment(peer: Environment, cache: Path, install: bool) -> Path:
    """Give a peer's Python in the cache, installing it first if need be.

    Raises:
        PeerFailedError: It isn't there, or pip could not install it.
    """
    folder = cache / peer.module
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    record, packages = folder / RECORD, f"{peer.packages} {MODEL_PACKAGE}"
    if record.exists() and record.read_text("utf-8") == packages:
        return python
    if not install:
        raise PeerFailedError("it isn't installed, and a quick run doesn't install")
    venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", *packages.split()]
    done = subprocess.run(
        pip, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        raise PeerFailedError((errors or ["pip failed"])[-1])
    record.write_text(packages, "utf-8")
    return python


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
