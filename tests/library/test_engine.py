"""What a library's vectors are searched with: on disk, in Milvus Lite, on a server.

Each test without an engine in its name runs on all three: one contract.
"""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from rag.asking.assistant import Assistant
from rag.building.indexing import build_index
from rag.errors import (
    EngineError,
    IndexDamagedError,
    IndexMismatchError,
    LibraryError,
)
from rag.library import engine as engine_module
from rag.library.engine import (
    EngineAddress,
    VectorEngine,
    adopt,
    home_of,
)
from rag.library.generation import collection
from rag.library.generation.collection import EngineVectors
from rag.library.generation.nearest import Nearest, VectorHome
from rag.library.generation.vectors import VectorWriter
from rag.library.library import Library
from rag.library.milvus import Milvus
from tests.alone import network_can_be_left
from tests.engine_faults import collections
from tests.fakes import WordEncoder
from tests.faults_worker import PATIENCE_S, PROCESSES
from tests.milvus_server import milvus_server

ALONE = pytest.mark.skipif(
    find_spec("milvus") is None or not network_can_be_left(),
    reason="this system has no Milvus server, or gives no process its own network",
)
SERVER = pytest.param("server", marks=ALONE)
MANY = np.random.default_rng(18).normal(size=(500, 8)).astype(np.float32)
MANY /= np.linalg.norm(MANY, axis=1, keepdims=True)
THREE = np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32)
TWINS = np.array([[0, 1], [1, 0], [1, 0], [1, 0]], np.float32)


@dataclass(frozen=True)
class Place:
    """Where libraries of one kind have their vectors."""

    kind: str
    folder: Path
    server: str = ""

    def library(self, name: str) -> Library:
        """Make a library of that name, or open it."""
        root = self.folder / name
        if self.kind != "disk":
            adopt(root, EngineAddress(self.server, name))
        return Library(root)


@pytest.fixture(scope="module")
def server(milvus_programs: Path) -> Iterator[str]:
    """Run a real server; gives its address."""
    with milvus_server(programs=milvus_programs) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module", params=["disk", "lite", SERVER])
def place(request, tmp_path_factory) -> Place:
    """Give each kind of place in turn."""
    kind = request.param
    address = request.getfixturevalue("server") if kind == "server" else ""
    return Place(kind, tmp_path_factory.mktemp(kind), address)


def written(home: VectorHome, path: Path, rows: np.ndarray) -> Path:
    """Index vectors as a build does."""
    writer = VectorWriter(path, rows.shape[1], home.index)
    writer.append(rows)
    writer.finish()
    return path


@pytest.fixture(scope="module")
def indexes(place: Place) -> dict[str, Nearest]:
    """Give an index of each of the sets of vectors above, and of none."""
    home = place.library("vectors").home
    sets = {"many": MANY, "three": THREE, "twins": TWINS, "none": THREE[:0]}
    folder = place.folder / "vectors"
    folder.mkdir(exist_ok=True)
    paths = {
        name: written(home, folder / f"{name}.faiss", rows)
        for name, rows in sets.items()
    }
    return {name: home.load(path) for name, path in paths.items()}


def test_the_nearest_come_first_with_their_inner_products(indexes) -> None:
    """To (0.6, 0.8): itself with 1, then (0, 1) with 0.8, then (1, 0) with 0.6."""
    rows, scores = indexes["three"].search(THREE[1], 5)
    assert rows.tolist() == [1, 2, 0]
    assert scores == pytest.approx([1, 0.8, 0.6])
    assert indexes["three"].search(THREE[1], 2)[0].tolist() == [1, 2]


def test_equals_come_in_the_same_order(indexes) -> None:
    """That of FAISS: the last row first. Three are the same, one at a right angle."""
    assert indexes["twins"].search(TWINS[1], 4)[0].tolist() == [3, 2, 1, 0]


def test_search_is_exact(indexes) -> None:
    """Of 500 vectors the 50 nearest to each of 20 are those of NumPy, in its order."""
    for vector in MANY[:20]:
        products = MANY @ vector
        rows, scores = indexes["many"].search(vector, 50)
        assert rows.tolist() == np.argsort(-products, kind="stable")[:50].tolist()
        assert scores == pytest.approx(products[rows], abs=1e-6)


def test_search_within_rows(indexes, monkeypatch) -> None:
    """Only the rows of the ranges are found, also where one request can't name all."""
    parts = [range(3, 5), range(10, 12), range(20, 30), range(490, 500)]
    within = [row for part in parts for row in part]
    products = MANY[within] @ MANY[0]
    expected = np.array(within)[np.argsort(-products, kind="stable")][:6].tolist()
    for most in (200, 3, 1):
        monkeypatch.setattr(collection, "MAX_RANGES", most)
        assert indexes["many"].search(MANY[0], 6, parts)[0].tolist() == expected
    found = indexes["many"].search(MANY[0], 6, [range(7, 9)])
    assert sorted(found[0].tolist()) == [7, 8]


def test_nothing_to_search_finds_nothing(indexes) -> None:
    """Of no rows, and in an index of no vectors."""
    for nothing in ([], [range(1, 1)]):
        assert indexes["three"].search(THREE[0], 3, nothing)[0].tolist() == []
    assert (len(indexes["none"]), indexes["none"].dimension) == (0, 2)
    assert indexes["none"].rows(0, 0).shape == (0, 2)
    assert indexes["none"].search(THREE[0], 3)[0].tolist() == []
    indexes["none"].check()


def test_rows_are_as_they_were_written(indexes) -> None:
    """Rows 1 and 2 of three vectors of length 2, as a copy."""
    copy = indexes["three"].rows(1, 3)
    assert copy.tolist() == THREE[1:].tolist()
    copy[:] = 0
    assert indexes["three"].rows(1, 3).tolist() == THREE[1:].tolist()
    assert (len(indexes["three"]), indexes["three"].dimension) == (3, 2)


def test_a_vector_of_another_length_is_refused(indexes) -> None:
    """With both numbers, and what mends it."""
    said = "2 dimensions, the question 3; run `quotewell rebuild`"
    with pytest.raises(IndexMismatchError, match=said):
        indexes["three"].search(np.zeros(3, np.float32), 1)


def stories(place: Place, name: str) -> Library:
    """Make a library of two articles, of which the first is indexed."""
    library = place.library(name)
    library.add(b"Owls fly without a sound.\n\nThey hunt mice at night.\n", "owls.txt")
    build_index(library, WordEncoder())
    library.add(b"Trams run on rails in the street.\n", "trams.txt")
    return library


def quoted(library: Library, question: str) -> str:
    """Give what a library quotes first."""
    answer = Assistant(library, WordEncoder()).ask(question, top_k=1)
    return answer.citations[0].quote


def test_a_generation_answers_while_the_next_is_built(place: Place) -> None:
    """What was opened before is as it was; undo and redo go between the two."""
    library = stories(place, "undone")
    opened = library.open(WordEncoder().identity)
    vector = WordEncoder().encode_question("trams rails street").vector
    assert len(opened.passage_vectors.search(vector, 5)[0]) == 1
    build_index(library, WordEncoder())
    assert len(opened.passage_vectors.search(vector, 5)[0]) == 1
    assert quoted(library, "trams on rails") == "Trams run on rails in the street."
    assert [stored.name for stored in library.undo().articles] == ["trams.txt"]
    assert quoted(library, "trams on rails").startswith(("Owls", "They"))
    assert_alias(library)
    library.redo()
    assert quoted(library, "trams on rails") == "Trams run on rails in the street."
    assert_alias(library)


def assert_alias(library: Library) -> None:
    """See that an engine's name for a library points to the passages in use."""
    used = library.open(WordEncoder().identity).passage_vectors
    if isinstance(library.home, VectorEngine):
        assert isinstance(used, EngineVectors)
        assert library.home.milvus.target(library.root.name) == used.collection.name


def test_a_build_that_fails_leaves_the_old_generation(place: Place, monkeypatch):
    """It ends after its vectors were indexed; the next one deletes what it left.

    That one lacks the article that is removed, and `compact` leaves its vectors alone.
    """
    library = stories(place, "failed")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("rag.library.generations.write_manifest", fail)
        with pytest.raises(LibraryError, match="No space left"):
            build_index(library, WordEncoder())
    assert library.current() == 1
    assert quoted(library, "silent owls").startswith("Owls")
    is_engine = place.kind != "disk"
    assert len(collections(library)) == 4 * is_engine
    library.remove(library.articles()[0].id)
    build_index(library, WordEncoder())
    assert len(collections(library)) == 4 * is_engine
    assert library.compact().generations == 1
    assert quoted(library, "silent owls") == "Trams run on rails in the street."
    assert len(collections(library)) == 2 * is_engine


ENGINES = pytest.mark.parametrize("place", ["lite", SERVER], indirect=True)
LITE = pytest.mark.parametrize("place", ["lite"], indirect=True)


@ENGINES
def test_an_engine_that_lost_its_vectors_gets_them_again(place: Place) -> None:
    """Whoever asks is told what mends it, and that encodes nothing anew.

    Also who had asked before, from the second time on.
    """
    library = stories(place, "lost")
    assert isinstance(library.home, VectorEngine)
    assistant = Assistant(library, WordEncoder())
    assert assistant.ask("silent owls").citations
    for name in collections(library):
        library.home.milvus._client.drop_alias("lost")
        library.home.milvus.drop(name)
    with pytest.raises(IndexDamagedError, match="run `quotewell rebuild`"):
        quoted(Library(library.root), "silent owls")
    with pytest.raises(EngineError):
        assistant.ask("silent owls")
    with pytest.raises(IndexDamagedError, match="run `quotewell rebuild`"):
        assistant.ask("silent owls")
    assert build_index(library, WordEncoder()).encoded == 1  # the tram's one passage
    assert quoted(library, "trams on rails") == "Trams run on rails in the street."


@LITE
def test_vectors_that_are_not_those_written_are_refused(place: Place) -> None:
    """Three were written, two are there: nobody is answered by the two."""
    home = place.library("short").home
    path = written(home, place.folder / "short.faiss", THREE)
    found = home.load(path)
    assert isinstance(found, EngineVectors)
    found.check()
    home.milvus.drop(found.collection.name)
    home.milvus.fill(found.collection.name, THREE[:2], exact=True)
    with pytest.raises(IndexDamagedError, match=r"2 vectors of 2 dim.*expected 3 of 2"):
        home.load(path).search(THREE[0], 1)


@pytest.fixture(scope="module")
def made(place: Place) -> Library:
    """Give a library that stays as it is."""
    return stories(place, "made")


@pytest.mark.parametrize("place", [SERVER], indirect=True)
def test_a_name_belongs_to_one_library(place: Place, made: Library) -> None:
    """Another folder that takes it is told so before it has built anything."""
    root = place.folder / "other"
    adopt(root, EngineAddress(place.server, "made"))
    other = Library(root)
    other.add(b"Bees dance.", "bees.txt")
    with pytest.raises(LibraryError, match=r"made at .* is another library's; name"):
        build_index(other, WordEncoder())
    assert other.current() is None


@ENGINES
def test_another_model_is_refused(made: Library) -> None:
    """As on disk: with the command that mends it."""
    other = WordEncoder(sha256="1" * 64).identity
    with pytest.raises(IndexMismatchError, match="run `quotewell rebuild` with it"):
        made.open(other)


@LITE
def test_a_library_moves_from_disk_to_an_engine(place: Place) -> None:
    """Nothing is encoded again, and undo goes back to the index on disk."""
    library = Library(place.folder / "moved")
    library.add(b"Owls fly without a sound.\n", "owls.txt")
    build_index(library, WordEncoder())
    adopt(library.root, EngineAddress(place.server, "moved"))
    library = Library(library.root)
    assert quoted(library, "silent owls") == "Owls fly without a sound."
    library.add(b"Trams run on rails in the street.\n", "trams.txt")
    assert build_index(library, WordEncoder()).encoded == 1
    assert isinstance(
        library.open(WordEncoder().identity).passage_vectors, EngineVectors
    )
    library.undo()
    assert quoted(library, "silent owls") == "Owls fly without a sound."


@ENGINES
def test_kills_leave_the_old_generation(place: Place) -> None:
    """It answers after each, and the next build begins anew.

    Killed once something is in the engine, that one collection is left; killed between
    the alias and the folder, the two of a generation that is not in use.
    """
    for step, left in (("fill", 0), ("point", 1)):
        worker = PROCESSES.Process(target=build_until, args=(place, step, left))
        worker.start()
        worker.join(PATIENCE_S)
        assert worker.exitcode == -signal.SIGKILL, step
    library = place.library("killed")
    assert_old(library, 2)
    build_index(library, WordEncoder())
    assert quoted(library, "trams on rails") == "Trams run on rails in the street."
    assert len(collections(library)) == 2 * len(library.generations.numbers())


def build_until(place: Place, step: str, left: int) -> None:
    """Build an index after what a kill left, and be killed when a step is done."""
    library = place.library("killed")
    if library.is_new():
        library = stories(place, "killed")
    assert_old(library, left)
    done = getattr(Milvus, step)

    def kill(*args: object, **named: object) -> None:
        done(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(Milvus, step, kill)
    build_index(library, WordEncoder())


def assert_old(library: Library, left: int) -> None:
    """See that the first generation answers, with all articles kept."""
    assert (library.current(), len(library.articles())) == (1, 2)
    assert quoted(library, "silent owls").startswith("Owls")
    assert len(collections(library)) == 2 + left


@ENGINES
def test_an_engine_that_is_away_is_said_to_be(made: Library, monkeypatch) -> None:
    """Articles are listed all the same; who asks or builds is told in one line."""

    def fail(*_: object, **__: object) -> None:
        from pymilvus.exceptions import MilvusException

        raise MilvusException(1, "connection refused")

    home = made.home
    assert isinstance(home, VectorEngine)
    for name in ("has_collection", "describe_alias", "search"):
        monkeypatch.setattr(home.milvus._client, name, fail)
    said = r"the engine at \S+ can't be used \(connection refused\); \w"
    with pytest.raises(EngineError, match=said):
        quoted(made, "silent owls")
    with pytest.raises(EngineError, match=said):
        build_index(made, WordEncoder())
    assert [stored.name for stored in made.pending()] == ["trams.txt"]


@ALONE
def test_large_indexes_are_a_graph_on_a_server(server: str, tmp_path, monkeypatch):
    """Above the limit it is HNSW; of the 10 nearest at least 9 of 10 are found."""
    monkeypatch.setattr(engine_module, "EXACT_ROWS", 100)
    adopt(tmp_path, EngineAddress(server, "large"))
    home = home_of(tmp_path)
    found = home.load(written(home, tmp_path / "many.faiss", MANY))
    assert isinstance(found, EngineVectors)
    hits = [
        len(
            {*found.search(v, 10)[0].tolist()}
            & {*np.argsort(-(MANY @ v))[:10].tolist()}
        )
        for v in MANY[:20]
    ]
    assert sum(hits) >= 180
    index = home.milvus._client.describe_index(found.collection.name, "vector")
    assert (index["index_type"], index["metric_type"]) == ("HNSW", "IP")
