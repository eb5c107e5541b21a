"""Milvus, server or embedded: the only module that imports its client.

A collection has the rows of one index, a number and a vector each: it is filled once,
and then only searched.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import grpc
import numpy as np
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from rag.errors import REBUILD, EngineError, IndexDamagedError
from rag.library.generation.nearest import Rows
from rag.steps import pause
from rag.types import Vectors

ASK_S, WORK_S = 3.0, 3600.0
"""So long at most a question waits for the engine, and a build for its work."""

LOOK_S = 0.5
"""How often one looks whether an index is made."""

BATCH_ROWS = 2000
"""Rows sent at a time: 3 MB of 384 components, where a server takes 64 MB."""

GRAPH = {"M": 16, "efConstruction": 200}
LEAST_LOOKED_AT = 512
"""How HNSW is built, and how many neighbours a search looks at, twice those wanted at
least."""

ALIAS_MISSING = (100, 1600)
"""How the embedded engine and a server say that there is no such alias."""

NO_PROXY = {"grpc.enable_http_proxy": 0}
"""An engine is in the house: what is asked of it goes through nobody else."""

NO_PINGS = {"grpc.keepalive_time_ms": 2**31 - 1}
"""Asked every 10 s whether it is there, the embedded engine hangs up, and says so."""


@cache
def connect(address: str) -> "Milvus":
    """Give the one connection to an engine, a server's address or a folder's path.

    Raises:
        EngineError: It can't be reached, or another program has the folder open.
    """
    for name in ("pymilvus", "milvus_lite", "grpc"):
        # They log what they raise; it is said once, and in words of ours.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return Milvus(address)


class Milvus:
    """A connection to an engine; safe to search from many threads."""

    def __init__(self, address: str) -> None:
        self._is_lite = "://" not in address
        self.where = address.rpartition("://")[2]
        options = NO_PROXY | NO_PINGS if self._is_lite else NO_PROXY
        with self._told():
            self._client = MilvusClient(
                uri=address, timeout=ASK_S, grpc_options=options
            )

    def fill(self, name: str, rows: Vectors, *, exact: bool) -> None:
        """Make a collection of vectors, shape (n, dimension); `open` waits for it.

        Args:
            name: What it is called.
            rows: The vectors; their numbers count from 0.
            exact: Compare all of them with a question; else index them as a graph.
        """
        exact = exact or self._is_lite  # which makes a graph of 10,000 in 8 s, in vain
        with self._told():
            self._make(name, rows.shape[1], exact)
            for start in range(0, len(rows), BATCH_ROWS):
                pause()
                batch = enumerate(rows[start : start + BATCH_ROWS], start)
                # Not inserted: what is sent again after a delay would be there twice.
                self._client.upsert(name, [{"row": n, "vector": v} for n, v in batch])
            if self._is_lite or not exact:
                self._client.flush(name, timeout=WORK_S)
            while not exact and self._indexed(name) < len(rows):
                pause()
                time.sleep(LOOK_S)

    def _make(self, name: str, dimension: int, exact: bool) -> None:
        """Make an empty collection.

        To be loaded takes a server 3 s, in which it takes the rows, and logs them
        before it says so. But what is loaded before its graph is made is searched
        without it for a while, and of the 100 nearest 95 are found.
        """
        client = self._client
        schema = client.create_schema(auto_id=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        index = client.prepare_index_params()
        kind, how = ("FLAT", {}) if exact else ("HNSW", GRAPH)
        index.add_index("vector", index_type=kind, metric_type="IP", params=how)
        client.create_collection(name, schema=schema, consistency_level="Bounded")
        client.create_index(name, index, timeout=WORK_S, sync=False)
        if exact:
            client.load_collection(name, timeout=WORK_S, _async=True)

    def _indexed(self, name: str) -> int:
        """Count the rows that are in a collection's index by now."""
        found = self._client.describe_index(name, "vector", timeout=ASK_S)
        return int(found["indexed_rows"])

    def open(self, name: str) -> tuple[int, int]:
        """Load a collection; gives how many vectors it has, and their length.

        Raises:
            IndexDamagedError: It isn't there.
        """
        client = self._client
        with self._told():
            if not client.has_collection(name, timeout=ASK_S):
                reason = f"the engine at {self.where} doesn't have {name}"
                raise IndexDamagedError(reason, REBUILD)
            client.load_collection(name, timeout=WORK_S)
            fields = client.describe_collection(name, timeout=ASK_S)["fields"]
            (count,) = client.query(
                name, output_fields=["count(*)"], consistency_level="Strong"
            )
        (dimension,) = (f["params"]["dim"] for f in fields if f["name"] == "vector")
        return int(count["count(*)"]), int(dimension)

    def search(
        self, name: str, vector: Vectors, top_k: int, parts: Sequence[range]
    ) -> tuple[Rows, Vectors]:
        """Find the nearest rows, in these ranges if there are any.

        Returns:
            Their numbers and inner products, shape (k,) each, best first.
        """
        said = [f"(row >= {part.start} and row < {part.stop})" for part in parts]
        looked_at = {"ef": max(2 * top_k, LEAST_LOOKED_AT)}
        with self._told():
            (hits,) = self._client.search(
                name,
                [vector],
                filter=" or ".join(said),
                limit=top_k,
                output_fields=["row"],
                search_params={"metric_type": "IP", "params": looked_at},
                timeout=ASK_S,
            )
        return np.array(hits.ids, np.int64), np.array(hits.distances, np.float32)

    def names(self, prefix: str) -> list[str]:
        """List the collections whose names begin so."""
        with self._told():
            every = self._client.list_collections(timeout=ASK_S)
        return [name for name in every if name.startswith(prefix)]

    def drop(self, name: str) -> None:
        """Delete a collection for good."""
        with self._told():
            self._client.drop_collection(name, timeout=WORK_S)

    def target(self, alias: str) -> str | None:
        """Give the collection that an alias points to, None where there is no alias."""
        with self._told():
            try:
                found = self._client.describe_alias(alias, timeout=ASK_S)
            except MilvusException as error:
                if error.code in ALIAS_MISSING:
                    return None
                raise
        return str(found["collection_name"])

    def point(self, alias: str, name: str) -> None:
        """Have an alias point to a collection."""
        is_new = self.target(alias) is None
        change = self._client.create_alias if is_new else self._client.alter_alias
        with self._told():
            change(name, alias, timeout=ASK_S)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raise what goes wrong in the engine as an error of ours."""
        try:
            yield
        except (MilvusException, grpc.RpcError) as error:
            reason = " ".join(str(getattr(error, "message", error)).split())
            mend = "start it, or name another with --index"
            if self._is_lite:
                mend = "end the program that has it open: one at a time may"
            raise EngineError(
                f"the engine at {self.where} can't be used ({reason[:200]})", mend
            ) from error
