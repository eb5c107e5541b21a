"""How long one waits for an engine, and who tries again."""

from pathlib import Path
from threading import Event, Thread
from typing import NoReturn

import grpc
import numpy as np
import pytest

from rag.errors import EngineError
from rag.library import milvus
from rag.library.generation import patience
from rag.library.generation.patience import asked, waiting
from rag.library.milvus import Milvus
from rag.steps import StoppedError, ended_by
from tests.fakes import Clock
from tests.faults_worker import PATIENCE_S

TWO = np.array([[1, 0], [0, 1]], np.float32)


def test_a_question_waits_so_long_in_all(monkeypatch) -> None:
    """2.5 s in all its searches; what it thinks in between doesn't count.

    A second of waiting leaves 1.5, ten of thinking 1.5 yet, two more of waiting least.
    """
    clock = Clock()
    monkeypatch.setattr(patience.time, "monotonic", clock)
    for _ in range(2):  # each question anew
        with asked():
            with waiting() as left_s:
                assert left_s(30) == 2.5
                clock.now += 1
                assert (left_s(30), left_s(1)) == (1.5, 1)
            clock.now += 10
            with waiting() as left_s:
                assert left_s(30) == 1.5
                clock.now += 2
                assert left_s(30) == 0.001
        with waiting() as left_s:
            clock.now += 100
            assert left_s(30) == 30


def test_nobody_waits_longer_for_anothers_connection(monkeypatch) -> None:
    """One thread is held up while it connects: another gives up at its own time."""
    begun, end = Event(), Event()

    def connect(*_: object, **__: object) -> NoReturn:
        begun.set()
        end.wait()
        raise milvus.MilvusException(message="late")

    def ask() -> None:
        with asked():
            engine.search("any", TWO[0], 1, [])

    def ask_first() -> None:
        with pytest.raises(EngineError, match="late"):
            ask()

    monkeypatch.setattr(milvus, "MilvusClient", connect)
    monkeypatch.setattr(patience, "ASK_S", 0.1)
    engine = Milvus("http://127.0.0.1:1")
    first = Thread(target=ask_first)
    first.start()
    begun.wait()
    with pytest.raises(EngineError, match="it doesn't answer"):
        ask()
    end.set()
    first.join(PATIENCE_S)


class GoneError(grpc.RpcError):
    """What a call meets whose server has gone."""

    def code(self) -> grpc.StatusCode:
        """Say so as gRPC does."""
        return grpc.StatusCode.UNAVAILABLE

    def details(self) -> str:
        """Say so in words."""
        return "it has gone"


def test_only_a_build_tries_again(tmp_path: Path, monkeypatch) -> None:
    """A question calls once; a build does until its time is over, or it is stopped."""
    engine = Milvus(str(tmp_path / "vectors.db"))
    engine.fill("two", TWO, exact=True)
    engine.open("two")
    calls = []

    def call(*_: object, **__: object) -> NoReturn:
        calls.append(1)
        raise GoneError

    def search() -> None:
        engine.search("two", TWO[0], 1, [])

    assert engine._client
    monkeypatch.setattr(engine._client._handler._stub, "Search", call)
    with asked(), pytest.raises(EngineError, match="it has gone"):
        search()
    assert len(calls) == 1
    with ended_by(lambda: len(calls) == 4), pytest.raises(StoppedError):
        search()
    monkeypatch.setattr(milvus, "AWAY_S", 0.1)
    with pytest.raises(EngineError, match="it has gone"):
        search()
    assert len(calls) > 5
