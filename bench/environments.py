"""The peers' own environments: made once, kept in the user's cache, never in ours."""

import json
import os
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

MODEL_PACKAGES = ("sentence-transformers==6.2.0",)
RECORD = "installed.json"
INSTALL_TIMEOUT_S = 1800


@dataclass(frozen=True, slots=True)
class Environment:
    """What is installed for a peer: the first package names it in the table."""

    module: str
    title: str
    packages: tuple[str, ...]

    @property
    def version(self) -> str:
        """The peer's own version."""
        return self.packages[0].partition("==")[2]


PEERS = (
    Environment(
        "langchain",
        "LangChain + FAISS",
        (
            "langchain-core==1.8.3",
            "langchain-community==0.4.2",
            "langchain-huggingface==1.2.3",
            "faiss-cpu==1.15.1",
        ),
    ),
    Environment(
        "llamaindex",
        "LlamaIndex",
        ("llama-index-core==0.14.25", "llama-index-embeddings-huggingface==0.8.0"),
    ),
    Environment("txtai", "txtai", ("txtai==9.14.0",)),
    Environment("chroma", "Chroma", ("chromadb==1.5.9",)),
    Environment(
        "haystack",
        "Haystack",
        ("haystack-ai==3.4.1", "sentence-transformers-haystack==2.0.0"),
    ),
)


class EnvironmentFailedError(Exception):
    """A peer could not be installed; the message is the reason in one line."""


def default_cache() -> Path:
    """Name the folder for environments where none is given."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "quotewell-bench"


def make_environment(peer: Environment, cache: Path) -> Path:
    """Install a peer, unless it is there already, and give its Python.

    Args:
        peer: What is to be installed.
        cache: The folder that holds all environments.

    Raises:
        EnvironmentFailedError: pip could not install it.
    """
    folder = cache / peer.module
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    record, packages = folder / RECORD, [*peer.packages, *MODEL_PACKAGES]
    is_there = python.exists() and record.exists()
    if is_there and json.loads(record.read_text("utf-8")) == packages:
        return python
    venv.create(folder, clear=True, symlinks=os.name != "nt", with_pip=True)
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *packages],
        capture_output=True,
        text=True,
        timeout=INSTALL_TIMEOUT_S,
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        raise EnvironmentFailedError((errors or ["pip failed"])[-1])
    record.write_text(json.dumps(packages), "utf-8")
    return python
