"""Milvus, server or embedded: the only module that imports its client.

A collection has the rows of one index, a number and a vector each: it is filled once,
and then only searched.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from threading import Lock

import grpc
import numpy as np
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from rag.errors import REBUILD, EngineError, IndexDamagedError
from rag.library.generation.nearest import Rows
from rag.library.generation.patience import is_asked, waiting
from rag.steps import pause
from rag.types import Vectors

AWAY_S, WORK_S = 30.0, 3600.0
"""So long at most a build waits for an engine that is away, and for its work."""

LOOK_S = 0.5
"""How often one looks whether an index is made."""

ACCESS = "MILVUS_TOKEN"
"""The variable with USER:PASSWORD, or a token, for a server that asks for one."""

BATCH_ROWS = 2000
"""Rows sent at a time: 3 MB of 384 components, where a server takes 64 MB."""

GRAPH = {"M": 16, "efConstruction": 200}
LEAST_LOOKED_AT = 512
"""How HNSW is built, and how many neighbours a search looks at, twice those wanted at
least."""

ALIAS_MISSING = (100, 1600)
"""How the embedded engine and a server say that there is no such alias."""

MENDS = {
    "auth check failure": f"name USER:PASSWORD as it knows them in {ACCESS}",
    "milvus-lite is required": 'run `pip install "quotewell[scale]"`',
    "No space left": "free space on its disk, and start it again if it is a server",
}
MEND = "start it, or wait until it is back, or name another with --index"
LITE_MEND = "end the program that has it open: one at a time may"
"""What mends it, by what the engine says, and where it says nothing of that."""

OPTIONS = {
    "grpc.enable_http_proxy": 0,
    "grpc.min_reconnect_backoff_ms": 2000,
    "grpc.max_reconnect_backoff_ms": 1000,
}
"""An engine is in the house: what is asked of it goes through nobody else. One that is
away is tried every second, for two at most, so that it is soon found again."""

NO_PINGS = {"grpc.keepalive_time_ms": 2**31 - 1}
"""Asked every 10 s whether it is there, the embedded engine hangs up, and says so."""


@cache
def connect(address: str) -> "Milvus":
    """Give the one connection to an engine, a server's address or a folder's path."""
    for name in ("pymilvus", "milvus_lite", "grpc"):
        # They log what they raise; it is said once, and in words of ours.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return Milvus(address)


class Milvus:
    """A connection to an engine, made when it is first used; safe from many threads.

    All it does raises `EngineError` where the engine can't be reached or used.
    """

    def __init__(self, address: str) -> None:
        self._is_lite, self._address = "://" not in address, address
        self.where = address.rpartition("://")[2]
        self._turn = Lock()
        self._client: MilvusClient | None = None

    def _connected(self, left_s: Callable[[float], float]) -> MilvusClient:
        """Give the client; one thread makes it, and others wait as long as they can."""
        if not self._turn.acquire(timeout=left_s(WORK_S)):
            raise MilvusException(message="it doesn't answer")
        try:
            if self._client is None:
                options = OPTIONS | NO_PINGS if self._is_lite else OPTIONS
                self._client = MilvusClient(
                    self._address,
                    token=os.environ.get(ACCESS, ""),
                    timeout=left_s(AWAY_S),
                    grpc_options=options,
                )
                self._client._handler._on_rpc_error = _try_again
            return self._client
        finally:
            self._turn.release()

    def fill(self, name: str, rows: Vectors, *, exact: bool) -> None:
        """Make a collection of vectors, shape (n, dimension); `open` waits for it.

        Args:
            name: What it is called.
            rows: The vectors; their numbers count from 0.
            exact: Compare all of them with a question; else index them as a graph.
        """
        exact = exact or self._is_lite  # which makes a graph of 10,000 in 8 s, in vain
        with self._told() as (client, _):
            _make(client, name, rows.shape[1], exact=exact)
            for start in range(0, len(rows), BATCH_ROWS):
                pause()
                batch = enumerate(rows[start : start + BATCH_ROWS], start)
                sent = [{"row": n, "vector": v} for n, v in batch]
                # Not inserted: what is sent again after a delay would be there twice.
                client.upsert(name, sent, timeout=AWAY_S)
            if self._is_lite or not exact:
                client.flush(name, timeout=WORK_S)
            indexed = partial(client.describe_index, name, "vector", timeout=AWAY_S)
            while not exact and int(indexed()["indexed_rows"]) < len(rows):
                pause()
                time.sleep(LOOK_S)

    def open(self, name: str) -> tuple[int, int]:
        """Load a collection; gives how many vectors it has, and their length.

        Raises:
            IndexDamagedError: It isn't there.
        """
        with self._told() as (client, left_s):
            if not client.has_collection(name, timeout=left_s(AWAY_S)):
                reason = f"the engine at {self.where} doesn't have {name}"
                raise IndexDamagedError(reason, REBUILD)
            client.load_collection(name, timeout=left_s(WORK_S))
            said = client.describe_collection(name, timeout=left_s(AWAY_S))
            how = {"consistency_level": "Strong", "timeout": left_s(WORK_S)}
            (count,) = client.query(name, output_fields=["count(*)"], **how)
        dimensions = {each["name"]: each["params"] for each in said["fields"]}
        return int(count["count(*)"]), int(dimensions["vector"]["dim"])

    def search(
        self, name: str, vector: Vectors, top_k: int, parts: Sequence[range]
    ) -> tuple[Rows, Vectors]:
        """Find the nearest rows, in these ranges if there are any.

        Returns:
            Their numbers and inner products, shape (k,) each, best first.
        """
        said = [f"(row >= {part.start} and row < {part.stop})" for part in parts]
        looked_at = {"ef": max(2 * top_k, LEAST_LOOKED_AT)}
        with self._told() as (client, left_s):
            (hits,) = client.search(
                name,
                [vector],
                filter=" or ".join(said),
                limit=top_k,
                output_fields=["row"],
                search_params={"metric_type": "IP", "params": looked_at},
                timeout=left_s(AWAY_S),
            )
        return np.array(hits.ids, np.int64), np.array(hits.distances, np.float32)

    def names(self, prefix: str) -> list[str]:
        """List the collections whose names begin so."""
        with self._told() as (client, left_s):
            every = client.list_collections(timeout=left_s(AWAY_S))
        return [name for name in every if name.startswith(prefix)]

    def drop(self, name: str) -> None:
        """Delete a collection for good."""
        with self._told() as (client, left_s):
            client.drop_collection(name, timeout=left_s(WORK_S))

    def target(self, alias: str) -> str | None:
        """Give the collection that an alias points to, None where there is no alias."""
        with self._told() as (client, left_s):
            try:
                found = client.describe_alias(alias, timeout=left_s(AWAY_S))
            except MilvusException as error:
                if error.code in ALIAS_MISSING:
                    return None
                raise
        return str(found["collection_name"])

    def point(self, alias: str, name: str, *, is_new: bool) -> None:
        """Have an alias point to a collection; a new one must not be there yet."""
        with self._told() as (client, left_s):
            change = client.create_alias if is_new else client.alter_alias
            change(name, alias, timeout=left_s(AWAY_S))

    @contextmanager
    def _told(self) -> Iterator[tuple[MilvusClient, Callable[[float], float]]]:
        """Give the client, and how long to wait for it; its errors become ours."""
        try:
            # The embedded engine is never away, but may take a while to open.
            with nullcontext(float) if self._is_lite else waiting() as left_s:
                yield self._connected(left_s), left_s
        except (MilvusException, grpc.RpcError) as error:
            reason = _reason(error)
            mend = LITE_MEND if self._is_lite else MEND
            mend = next((MENDS[said] for said in MENDS if said in reason), mend)
            where = f"the engine at {self.where} can't be used ({reason})"
            raise EngineError(f"the index can't be reached: {where}", mend) from error


def _reason(error: Exception) -> str:
    # Of a refused password its client says only that it can't connect.
    far = [e for e in (error, error.__cause__) if isinstance(e, grpc.RpcError)]
    said = far[0].details() if far else getattr(error, "message", error)
    return " ".join(str(said).rpartition("message=")[2].split())[:200]


def _try_again(error: Exception) -> bool:
    """Have the client go on trying, as long as it was given, but not for a question."""
    if is_asked():
        raise error
    pause()
    return False


def _make(client: MilvusClient, name: str, dimension: int, *, exact: bool) -> None:
    """Make an empty collection.

    To be loaded takes a server 3 s, in which it takes the rows, and logs them
    before it says so. But what is loaded before its graph is made is searched
    without it for a while, and of the 100 nearest 95 are found.
    """
    schema = client.create_schema(auto_id=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    index = client.prepare_index_params()
    kind, how = ("FLAT", {}) if exact else ("HNSW", GRAPH)
    index.add_index("vector", index_type=kind, metric_type="IP", params=how)
    bounded = {"consistency_level": "Bounded", "timeout": WORK_S}
    client.create_collection(name, schema=schema, **bounded)
    client.create_index(name, index, timeout=WORK_S, sync=False)
    if exact:
        client.load_collection(name, timeout=WORK_S, _async=True)
