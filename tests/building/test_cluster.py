"""Building on a Ray cluster gives the library that building here does."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from rag.building.before import PARTS, Before
from rag.building.indexing import build_index
from rag.cli import main
from rag.errors import LibraryError, ModelError
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import FORMAT_VERSION, program_version
from rag.library.library import Library
from rag.models.encoder import open_alike, opened
from rag.models.onnx import EXPORTS, OnnxEncoder
from rag.models.second import encoders_of
from rag.models.universal import UniversalEncoder
from rag.roles import Encoder, ModelIdentity
from tests.fakes import WordEncoder
from tests.later import Later
from tests.ray_cluster import ROOT, RayCluster, ray_cluster

building, torch = Later("rag.building.cluster"), Later("torch")
ray = Later("ray")

VERSION = f"{program_version()} (format {FORMAT_VERSION})"
ARTICLES = 24
PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayCluster]:
    """Run a cluster of two nodes."""
    with ray_cluster() as running:
        yield running


def write_notes(folder: Path) -> None:
    """Write articles of four paragraphs, which make some hundred passages."""
    folder.mkdir()
    for n in range(ARTICLES):
        told = "\n\n".join(
            f"Boat {n} left quay {part} with {n * part} barrels of tar. "
            f"Its pilot counted {n + part} herons by the lock. " * 3
            for part in range(1, 5)
        )
        (folder / f"log-{n:02}.txt").write_text(f"Log of boat {n}\n\n{told}\n")


def start(*arguments: object, before: str = "") -> "subprocess.Popen[str]":
    """Run a command as a program, with parts of two articles each."""
    program = (
        "import sys, rag.building.cluster as building\n"
        f"building.PART_ARTICLES = 2\n{before}\n"
        "from rag.cli import program\n"
        "program(sys.argv[1:])"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


HELD = """
import time
from pathlib import Path
make = building.make_part
def held(part, root, **others):
    there = Path(root, {parts!r})
    while len(list(there.glob("[!.]*"))) >= int(Path({most!r}).read_text()):
        time.sleep(0.05)
    return make(part, root=root, **others)
building.make_part = held
"""
"""Has workers begin no part where there are so many, as a file says."""


def let_be(most: Path, parts: int) -> None:
    """Let workers begin parts where there are fewer."""
    new = most.with_suffix(".new")
    new.write_text(str(parts))
    new.replace(most)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def parts(root: Path) -> list[Path]:
    """List the parts that are whole."""
    return list((root / PARTS).glob("[!.]*"))


def in_use(root: Path) -> Generation:
    """Open the generation that is in use."""
    library = Library(root)
    return Generation.open(library.generations.folder(library.current() or 0))


def test_a_node_that_is_killed_loses_and_doubles_nothing(
    cluster: RayCluster, starter_copy: Path, tmp_path: Path
) -> None:
    """Neither does Ctrl-C, which leaves the old index, and parts for the next build.

    The library is that of a plain build: the same passages, in the same order, and
    vectors that differ by what computing in another order does.
    """
    plain = Path(shutil.copytree(starter_copy, tmp_path / "plain"))
    write_notes(tmp_path / "logs")
    assert main(["add", str(tmp_path / "logs"), "--index", str(plain)]) == 0
    there = "--index", starter_copy, "--ray", cluster.address
    most = tmp_path / "most"
    held = HELD.format(parts=PARTS, most=str(most))
    let_be(most, 1)
    with start("add", tmp_path / "logs", *there, before=held) as adding:
        wait_for(lambda: len(parts(starter_copy)) > 0)
        adding.send_signal(signal.SIGINT)
        _, said = adding.communicate()
    assert adding.returncode == 1
    assert said.endswith("quotewell: stopped; the index in use is unchanged\n")
    library = Library(starter_copy)
    assert (library.current(), len(library.pending())) == (1, ARTICLES)
    made = len(parts(starter_copy))
    assert 0 < made < ARTICLES / 2
    let_be(most, made + 1)
    with start("rebuild", *there, before=held) as rebuilding:
        wait_for(lambda: len(parts(starter_copy)) > made)
        cluster.kill_a_node()
        let_be(most, ARTICLES)
        out, said = rebuilding.communicate()
    assert rebuilding.returncode == 0, said
    assert f"\nGeneration 2: articles {ARTICLES + 1}, " in out
    assert parts(starter_copy) == []
    assert_same(in_use(starter_copy), in_use(plain))


def assert_same(one: Generation, other: Generation) -> None:
    """See that two generations hold the same."""
    assert one.manifest.articles == other.manifest.articles
    assert one.manifest.encoded == other.manifest.encoded > 2 * ARTICLES
    assert list(one.passages) == list(other.passages)
    assert list(one.terms) == list(other.terms)
    for row in range(len(one.passages)):
        for a, b in ((one.first, other.first), (one.second, other.second)):
            assert a is not None
            assert b is not None
            made, same = a.encoded(row), b.encoded(row)
            assert np.abs(made.vector - same.vector).max() < 1e-5
            assert np.abs(made.sentences - same.sentences).max() < 1e-5
            assert made.token_spans.tolist() == same.token_spans.tolist()
            assert made.context_tokens == same.context_tokens
            assert (made.codes == same.codes).mean() > 0.999


def test_workers_of_another_version_are_refused(
    cluster: RayCluster, starter_copy: Path, tmp_path: Path
) -> None:
    """In one line, with what mends it; what was added is kept."""
    (tmp_path / "owls.txt").write_text("Owls fly without a sound.\n")
    there = "--index", starter_copy, "--ray", cluster.address
    patch = "building._version = lambda: '9.9'"
    with start("add", tmp_path / "owls.txt", *there, before=patch) as adding:
        _, said = adding.communicate()
    assert adding.returncode == 1
    assert said.splitlines()[-1] == (
        f"quotewell: a worker has Quotewell {VERSION}, expected 9.9; install the same "
        "on all machines of the cluster"
    )
    assert [each.name for each in Library(starter_copy).pending()][-1] == "owls.txt"


def test_a_cluster_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    """At once, where Ray itself would try for minutes."""
    library = Library(tmp_path)
    with pytest.raises(LibraryError, match=r"127.0.0.1:9 can't help \(.*refused\); "):
        building.make_parts("127.0.0.1:9", library, WordEncoder(), ["owls"])
    with pytest.raises(LibraryError, match=r"Ray at nowhere can't help \(.+\); what"):
        building.make_parts("nowhere", library, WordEncoder(), ["owls"])


def test_a_cluster_that_gives_no_reason_is_said_to_be_away(tmp_path, monkeypatch):
    """By the name of the error, as where nothing answered in time."""
    silent = Mock(side_effect=TimeoutError)
    monkeypatch.setattr("rag.building.cluster.create_connection", silent)
    with pytest.raises(LibraryError, match=r"can't help \(TimeoutError\); what"):
        building.make_parts("far:9", Library(tmp_path), WordEncoder(), ["owls"])


def test_a_missing_package_is_named(tmp_path, monkeypatch, capsys) -> None:
    """Before anything is added, with the command that installs it."""
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "rag.building.cluster", raising=False)
    (tmp_path / "owls.txt").write_text("Owls fly without a sound.\n")
    there = "--index", str(tmp_path / "index"), "--ray", "127.0.0.1:9"
    assert main(["add", str(tmp_path / "owls.txt"), *there]) == 1
    assert capsys.readouterr().err == (
        "quotewell: --ray needs the package ray, which isn't installed; run `pip "
        'install "quotewell[ray]"`\n'
    )
    assert not (tmp_path / "index").exists()


# What follows is done here as a worker would do it.


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> WordEncoder:
    """Have workers encode with a fake encoder, and give it."""
    encoder = WordEncoder()
    monkeypatch.setattr("rag.building.cluster._encoder", lambda *_: encoder)
    return encoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of two articles, of which none is indexed."""
    library = Library(tmp_path / "index")
    library.add(b"Owls fly without a sound.\n", "owls.txt")
    library.add(b"Trams run on rails in the street.\n", "trams.txt")
    return library


def make(library: Library, encoder: Encoder, ids: Sequence[str]) -> None:
    """Make a part of two articles at most, without a cluster."""
    part = {"name": "part", "articles": ids}
    made = building.make_part(part, str(library.root), VERSION, opened(encoder))
    assert made == {"articles": len(ids)}


def test_a_build_takes_parts_over(library: Library, words: WordEncoder) -> None:
    """It encodes the other article alone, says that both are new, and drops the part.

    Made twice, a part is there once, as it was made first.
    """
    owls, _ = [each.id for each in library.articles()]
    make(library, words, [owls])
    make(library, words, [owls])
    assert [text.split()[-1] for text in words.encoded] == ["sound."]
    here = WordEncoder()
    manifest = build_index(library, here)
    assert "sound." not in " ".join(here.encoded[:1])
    assert (manifest.encoded, len(manifest.articles)) == (2, 2)
    assert not (library.root / PARTS).exists()
    assert build_index(library, here).encoded == 0


def test_what_is_made_ahead_is_what_the_index_lacks(
    library: Library, words: WordEncoder
) -> None:
    """Not what it has, nor what a stopped build has left; but what is renamed."""
    owls, trams = [each.id for each in library.articles()]
    build_index(library, words)
    library.rename(owls, "Of owls")
    bees = library.add(b"Bees dance in the hive.\n", "bees.txt").id
    make(library, words, [bees])
    asked: list[Sequence[str]] = []
    build_index(library, words, make_parts=lambda *given: asked.append(given[2]))
    assert asked == [[owls]]
    assert trams in library.open(words.identity).manifest.titles


def test_a_part_of_another_title_or_model_is_not_taken(
    library: Library, words: WordEncoder
) -> None:
    """Renamed since, an article is encoded with its title; so is all by a new model."""
    owls, trams = [each.id for each in library.articles()]
    make(library, words, [owls, trams])
    library.rename(owls, "Of owls")
    here = WordEncoder()
    build_index(library, here)
    assert [text.split()[:2] for text in here.encoded[:1]] == [["Of", "owls"]]
    make(library, words, [owls, trams])
    other = WordEncoder("1" * 64)
    assert Before.open(library, other.identity).rows() == {}
    assert build_index(library, other).encoded == 2


def test_a_damaged_part_is_left_out(
    library: Library, words: WordEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    """Its articles are encoded here, and that is said."""
    make(library, words, [each.id for each in library.articles()])
    with (library.root / PARTS / "part" / "tokens.npy").open("r+b") as file:
        file.truncate(100)
    here = WordEncoder()
    assert build_index(library, here).encoded == 2
    assert len(here.encoded) >= 2
    assert "tokens.npy of generation part has another size; its articles" in caplog.text


def test_what_a_worker_cannot_read_the_build_sets_aside(
    library: Library, words: WordEncoder
) -> None:
    """The part has the other article, and the reason is that of a plain build."""
    owls, trams = library.articles()
    library.originals.original(owls).unlink()
    make(library, words, [owls.id, trams.id])
    here = WordEncoder()
    manifest = build_index(library, here)
    assert [each.id for each in manifest.articles] == [trams.id]
    [aside] = manifest.set_aside
    assert (aside.id, "is missing" in aside.reason) == (owls.id, True)
    assert here.encoded[:1] != words.encoded[:1]


def test_a_worker_opens_what_the_builder_has(
    real_encoder: Encoder, starter_index: Path
) -> None:
    """The export in the library, if it is the builder's; and the second model."""
    exports = starter_index / EXPORTS
    first, second = opened(real_encoder)
    assert isinstance(open_alike(first, exports), OnnxEncoder)
    assert isinstance(open_alike(second, exports), UniversalEncoder)
    for there, device in ((first[0], "0" * 64), "cpu"), (first, "cpu:0"):
        loaded = open_alike(there, exports, device)
        assert not isinstance(loaded, OnnxEncoder)
        assert loaded.identity == encoders_of(real_encoder)[0].identity


@pytest.mark.parametrize(
    ("lent", "usable", "device"),
    [([], True, "cpu"), ([0], True, "cuda"), ([0], False, "cpu")],
)
def test_a_worker_encodes_on_the_gpu_that_it_is_lent(
    lent: list[int], usable: bool, device: str, tmp_path: Path, monkeypatch
) -> None:
    """Unless its torch can't use it, as one for CPUs."""
    opening = Mock()
    monkeypatch.setattr("rag.building.cluster.open_alike", opening)
    monkeypatch.setattr("ray.get_gpu_ids", lambda: lent)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: usable)
    building._encoder.__wrapped__(str(tmp_path), ("a model",))
    opening.assert_called_once_with("a model", tmp_path / EXPORTS, device)


@pytest.mark.parametrize(("there", "lent"), [({"CPU": 2, "GPU": 1}, 0.25), ({}, 0)])
def test_parts_are_lent_gpus_where_there_are_any(
    there: dict[str, float], lent: float, tmp_path: Path, monkeypatch
) -> None:
    """A quarter of one each, so that others are read while one is encoded."""
    rows = Mock()
    rows.map.return_value.iter_rows.return_value = []
    monkeypatch.setattr("rag.building.cluster._connected", lambda _: nullcontext())
    monkeypatch.setattr("ray.cluster_resources", lambda: there)
    monkeypatch.setattr(ray.data, "from_items", lambda *_, **__: rows)
    building.make_parts("127.0.0.1:1", Library(tmp_path), WordEncoder(), ["owls"])
    assert rows.map.call_args.kwargs == {"num_gpus": lent, "max_calls": 0}


def test_a_worker_with_another_model_is_refused(tmp_path: Path) -> None:
    """By the hash of its weights, under whatever name."""
    other = ModelIdentity("all-MiniLM-L6-v2", "0" * 64, 384, 256)
    said = "a worker has another all-MiniLM-L6-v2; install the same there"
    with pytest.raises(ModelError, match=said):
        open_alike((other, ""), tmp_path)
