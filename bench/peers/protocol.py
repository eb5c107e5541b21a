"""The common part of the peers: requests in, replies out, the clock between them."""

import json
import os
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


class Peer(ABC):
    """A program that finds passages; it is made from the model's folder."""

    @abstractmethod
    def build(self, corpus: Corpus, folder: Path) -> None:
        """Index and save a corpus; the folder isn't there yet."""

    @abstractmethod
    def open(self, folder: Path) -> None:
        """Open what was saved."""

    @abstractmethod
    def ask(self, question: str) -> list[str]:
        """Give the ids of the `TOP_K` nearest passages, best first."""

    def sentence(self) -> str | None:
        """Give the sentence that answers the last question, if any; it isn't timed."""
        return None


def serve(make: Callable[[str], Peer]) -> None:
    """Answer requests until there are no more, with a peer of the model's folder."""
    # What libraries print must not come between the replies.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    peer = make(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(reply(peer, **json.loads(line))), file=replies, flush=True)


def reply(
    peer: Peer, do: str, folder: str = "", corpus: str = "", question: str = ""
) -> dict[str, object]:
    """Do what is asked for, and say how long it took."""
    read = Corpus(**json.loads(Path(corpus).read_text("utf-8"))) if corpus else None
    started = time.perf_counter()
    match do:
        case "build":
            peer.build(read, Path(folder))
        case "open":
            peer.open(Path(folder))
        case "ask":
            ids = peer.ask(question)
            seconds = time.perf_counter() - started
            return {"seconds": seconds, "ids": ids, "sentence": peer.sentence()}
        case _:
            raise ValueError(f"no request is called {do!r}")
    return {"seconds": time.perf_counter() - started}
