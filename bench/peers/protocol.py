"""The common part of the peers, which runs in the process of each."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.measuring import memory_mb, timed

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
    def __init__(self, model: str) -> None: ...

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


def build(peer: Peer, folder: str, corpora: Sequence[str]) -> list[float]:
    """Build one after another, in folders 0, 1 ...; gives the seconds of each."""
    Path(folder).mkdir(parents=True)
    read = (Corpus(**json.loads(Path(path).read_text("utf-8"))) for path in corpora)
    return [
        timed(partial(peer.build, corpus, Path(folder, str(number))))[1]
        for number, corpus in enumerate(read)
    ]


def ask(peer: Peer, folder: str, questions: Sequence[str]) -> dict[str, Any]:
    """Open what was built, and ask questions.

    Returns:
        `peak_mb`, the most memory taken, and by question: `ms` and `ids`; `sentence`
        or null; `at`, the time of this machine's clock; `memory_mb`, what it has then.
    """
    peer.open(Path(folder))
    replies = list(_replies(peer, questions))
    return {"peak_mb": memory_mb("VmHWM"), "replies": replies}


def _replies(peer: Peer, questions: Sequence[str]) -> Iterator[dict[str, Any]]:
    for question in questions:
        ids, seconds = timed(partial(peer.ask, question))
        yield {
            "ms": seconds * 1000,
            "ids": ids,
            "at": time.monotonic(),
            "sentence": peer.sentence(),
            "memory_mb": memory_mb("VmRSS"),
        }
