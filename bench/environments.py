"""The peers' own environments: made once, kept in the user's cache, never in ours."""

import os
import subprocess
import venv
from pathlib import Path
from typing import NamedTuple

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
