"""The common part of the peers: requests in, replies out, the clock between them."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

TOP_K = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is indexed: articles (id, title, text), and the passages made of them.

    `ids` name the passages, `sentences` are those of each.
    """

    articles: list[tuple[str, str, str]]
    ids: list[str]
    passages: list[str]
    sentences: list[list[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the passages, best first; `sentence` gives the answering one, if any.

    It is called after the clock has stopped.
    """

    ids: list[str]
    sentence: Callable[[], str] | None = None


class Peer(Protocol):
    """A program that finds passages."""

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Index a corpus into a folder."""

    def open(self, folder: Path) -> None:
        """Open an index."""

    def ask(self, question: str) -> Found:
        """Find the `TOP_K` passages nearest to a question."""


def serve(make: Callable[[str], Peer]) -> None:
    """Answer requests until there are no more.

    Args:
        make: Makes the peer from the model's folder.
    """
    # What libraries print must not come between the replies.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    peer = make(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(_reply(peer, json.loads(line))), file=replies, flush=True)


def _reply(peer: Peer, request: dict[str, Any]) -> dict[str, Any]:
    match request["do"]:
        case "build":
            corpus = Corpus(**json.loads(Path(request["corpus"]).read_text("utf-8")))
            folder = Path(request["folder"])
            return {"seconds": _timed(lambda: peer.build(corpus, folder))[1]}
        case "open":
            return {"seconds": _timed(lambda: peer.open(Path(request["folder"])))[1]}
        case "ask":
            found, seconds = _timed(lambda: peer.ask(request["question"]))
            sentence = found.sentence() if found.sentence else None
            return {"ms": seconds * 1000, "ids": found.ids, "sentence": sentence}
        case "memory":
            return {"peak_mb": _memory_mb("VmHWM"), "now_mb": _memory_mb("VmRSS")}
        case "size":
            files = Path(request["folder"]).rglob("*")
            return {"bytes": sum(f.stat().st_size for f in files if f.is_file())}
        case other:
            raise ValueError(f"no request is called {other!r}")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _memory_mb(field: str) -> float:
    """Read a figure of this process, in MB: the most memory so far, or now."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024
