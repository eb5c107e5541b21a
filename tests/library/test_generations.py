"""Which generation is in use, and which one is opened, whatever is damaged."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from rag.building.indexing import build_index
from rag.disk import remove_folder
from rag.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import Manifest, read_manifest
from rag.library.generations import Generations
from rag.library.in_use import InUse, read_in_use, write_in_use
from rag.library.library import Library
from tests.fakes import WordEncoder
from tests.library.conftest import change

MODEL = WordEncoder().identity


@pytest.fixture
def library(twice: Library) -> Library:
    """Give a library of one article, indexed twice, with a change in between."""
    return twice


def build_changed(library: Library) -> Manifest:
    """Change something, and index it."""
    change(library)
    return build_index(library, WordEncoder())


def empty(root: Path, *numbers: int) -> Generations:
    """Make folders of generations that hold nothing."""
    for number in numbers:
        (root / "generations" / f"{number:04}").mkdir(parents=True)
    return Generations(root)


@pytest.mark.parametrize(
    ("said", "current"),
    [
        ('{"number": 2}', 2),
        *((said, 11) for said in ('{"number": 9}', "{}", "2\n", "x", "\0\0", None)),
    ],
)
def test_a_number_counts_where_its_folder_is_there(
    tmp_path: Path, said: str | None, current: int
):
    """Otherwise the newest is in use, by number and not by name; a copy is none."""
    generations = empty(tmp_path, 1, 2, 3, 11)
    for other in ("0012.bak", "0013 (conflicted copy)"):
        (tmp_path / "generations" / other).mkdir()
    if said is not None:
        (tmp_path / "current").write_text(said)
    assert generations.current() == current
    assert generations.numbers() == [1, 2, 3, 11]


def before(generations: Generations) -> Manifest | None:
    """Give the nearest whole generation before the one in use."""
    return next(generations.whole_before(), None)


def test_before_the_first_none_is_in_use(tmp_path: Path):
    """Nothing is published: there is nothing to read, check or go back to."""
    generations = empty(tmp_path)
    assert generations.current() is None
    assert generations.manifest() is generations.check() is before(generations) is None
    with pytest.raises(IndexMissingError, match="quotewell add FILE"):
        generations.open(MODEL)


def test_a_pinned_generation_is_read_whichever_is_in_use(library: Library):
    """Two versions can be compared; only the one that was named is opened."""
    pinned = Library(library.root, generation=1)
    assert pinned.current() == 1
    assert pinned.open(MODEL).manifest.number == 1
    assert library.open(MODEL).manifest.number == 2


def test_a_reader_overtaken_by_a_writer_takes_up_the_new_generation(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """The generation in use was deleted while it was opened: the one in use now is."""
    opened = Generation.open

    def overtaken(folder: Path, *home: object) -> Generation:
        monkeypatch.setattr(Generation, "open", opened)
        for _ in range(3):
            build_index(library, WordEncoder())
        assert not folder.exists()
        return opened(folder, *home)

    monkeypatch.setattr(Generation, "open", overtaken)
    assert library.open(MODEL).manifest.number == 5


def test_a_file_that_goes_while_others_are_opened_is_a_deleted_generations(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """Checked whole, then deleted before its last file was opened: no error either."""
    load = np.load
    begun: list[Path] = []

    def overtaken(path: Path, **options: object) -> object:
        if path.name == "token_spans.npy" and not begun:
            begun.append(path)
            for _ in range(3):
                build_index(library, WordEncoder())
        return load(path, **options)

    monkeypatch.setattr(np, "load", overtaken)
    assert library.open(MODEL).manifest.number == 5
    assert not begun[0].exists()


def damage(library: Library, number: int) -> None:
    """Take a file away from a generation."""
    (library.generations.folder(number) / "passages.faiss").unlink()


def test_the_nearest_whole_generation_before_is_used_and_said(
    library: Library, caplog: pytest.LogCaptureFixture
):
    """Of three the newest and the middle one are damaged; none after is looked at."""
    build_changed(library)
    damage(library, 2)
    damage(library, 3)
    with caplog.at_level(logging.WARNING):
        assert library.open(MODEL).manifest.number == 1
    assert "generation 1 is used meanwhile" in caplog.text
    library.generations.use(2)
    assert library.open(MODEL).manifest.number == 1
    damage(library, 1)
    library.generations.use(3)
    with pytest.raises(IndexDamagedError, match=r"passages\.faiss of generation 0003"):
        library.open(MODEL)


def test_one_generation_after_another(library: Library):
    """Each has the next number and the one it came from; three are kept."""
    manifests = [build_changed(library) for _ in range(2)]
    assert [(each.number, each.parent) for each in manifests] == [(3, 2), (4, 3)]
    assert library.generations.numbers() == [2, 3, 4]
    lineage = library.generations.lineage()
    assert [manifest.number for manifest in lineage] == [4, 3, 2]


def test_what_changes_nothing_takes_the_place_of_the_one_before(library: Library):
    """Twice: the line stays as long, and the one just replaced is still on the disk."""
    build_changed(library)
    manifests = [build_index(library, WordEncoder()) for _ in range(2)]
    assert [(each.number, each.parent) for each in manifests] == [(4, 2), (5, 2)]
    assert library.generations.numbers() == [1, 2, 4, 5]
    assert library.generations.old(1) == {1, 2, 4}


def test_what_was_encoded_anew_or_changed_is_not_as_before(library: Library):
    """By another model, by the second one, later, or by another title."""
    one = library.generations.manifest()
    assert one is not None
    one = replace(one, encoded=0)
    assert one.is_as(one)
    assert one.is_as(replace(one, as_of=one.as_of + 1, encoded=9))
    other = replace(one.articles[0], title="Other")
    for changed in (
        replace(one, encoded=1),
        replace(one, second_model=MODEL),
        replace(one, as_of=one.as_of + 1),
        replace(one, articles=(other, *one.articles[1:])),
    ):
        assert not changed.is_as(one)


def test_only_the_line_of_the_one_in_use_is_kept(library: Library):
    """A generation that was gone back from is old, however new."""
    library.generations.use(1)
    assert library.generations.old(5) == {2}
    build_index(library, WordEncoder())
    assert library.generations.numbers() == [1, 3]
    assert library.generations.old(1) == {1}
    assert library.generations.old(0) == {1}
    assert library.generations.forget_old(1) == 1
    assert library.generations.numbers() == [3]


def test_going_back_passes_over_what_is_damaged(library: Library):
    """The nearest before it that is whole; a lost manifest ends the line."""
    build_changed(library)
    assert before(library.generations).number == 2
    damage(library, 2)
    assert before(library.generations).number == 1
    (library.generations.folder(2) / "manifest.json").unlink()
    assert before(library.generations) is None


def test_whole_reads_what_samples_leave_out(library: Library, monkeypatch):
    """A changed byte between the samples of a large file is found where asked for."""
    monkeypatch.setattr("rag.library.generation.manifest.LARGE_BYTES", 1)
    monkeypatch.setattr("rag.disk.SAMPLES", 2)
    monkeypatch.setattr("rag.disk.SAMPLE_BYTES", 1)
    manifest = build_changed(library)
    path = library.generations.folder(manifest.number) / "tokens.npy"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    assert library.open(MODEL).manifest.number == 3
    assert library.open(MODEL, whole=True).manifest.number == 2
    with pytest.raises(IndexDamagedError, match="was changed"):
        library.generations.check()
    assert before(library.generations).number == 2
    library.generations.use(3)
    build_changed(library)
    assert before(library.generations).number == 2


@pytest.mark.parametrize("changed", [{"sha256": "1" * 64}, {"dimension": 8}])
def test_another_model_is_refused(library: Library, changed: dict):
    """Other weights, or another number of dimensions; a name alone is no difference."""
    other = replace(MODEL, name="other")
    assert library.open(other).manifest.number == 2
    with pytest.raises(
        IndexMismatchError, match=r"words \(256 dim.* is other.* rebuild"
    ):
        library.open(replace(other, **changed))


def test_leftovers_go_from_all_folders(library: Library):
    """A killed writer leaves a file beside `current`, or one of who signed in."""
    (library.root / ".tmp-a").write_text("1")
    (library.root / "generations" / ".tmp-b").mkdir()
    (library.root / "sessions").mkdir()
    (library.root / "sessions" / ".tmp-c").write_text("1")
    library.generations.remove_leftovers()
    assert not list(library.root.rglob(".tmp-*"))


def publish(generations: Generations, as_of: int = 0) -> Manifest:
    """Publish a generation without articles."""
    nothing = Manifest(
        model=MODEL, articles=(), languages=(), passages=0, sentences=0, encoded=0
    )
    return generations.publish(lambda _: nothing, as_of)


def test_what_is_published_says_when_and_after_which(tmp_path: Path):
    """The first has no parent; the time is that of now, by UTC, to the second."""
    generations = Generations(tmp_path)
    before = datetime.now(UTC).replace(microsecond=0)
    first, second = publish(generations, 5), publish(generations, 9)
    assert (first.number, first.parent, first.as_of) == (1, 0, 5)
    assert (second.number, second.parent, second.as_of) == (2, 1, 9)
    created = datetime.fromisoformat(first.created)
    assert before <= created <= datetime.now(UTC)
    assert created.microsecond == 0
    assert generations.manifest() == read_manifest(generations.folder(2))
    assert generations.folder(2).name == "0002"


def test_a_number_is_not_given_again_after_its_folder_is_gone(tmp_path: Path):
    """Who had it open would take the other for it."""
    generations = Generations(tmp_path)
    publish(generations)
    publish(generations)
    generations.use(1)
    remove_folder(generations.folder(2))
    assert publish(generations).number == 3


def test_the_moment_is_later_than_any_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """By the clock, in microseconds; where that was set back, one more than before."""
    generations = Generations(tmp_path)
    monkeypatch.setattr("time.time_ns", lambda: 5_000_999)
    assert generations.moment() == 5000
    publish(generations, 4000)
    assert generations.moment() == 5000
    publish(generations, 5000)
    assert generations.moment() == 5001


def test_a_moment_is_never_taken_back(tmp_path: Path):
    """Whether an older one is published, used or noted."""
    generations = Generations(tmp_path)
    generations.note(7)
    assert generations.current() is None
    publish(generations, 3)
    generations.use(1)
    generations.note(2)
    state = read_in_use(tmp_path)
    assert state == InUse(number=1, highest=1, as_of=7)


def test_what_names_the_one_in_use_is_told_from_what_does_not(tmp_path: Path):
    """Nothing yet, or a generation that is there; not one that isn't, nor damage."""
    generations = Generations(tmp_path)
    assert generations.is_named()
    generations.note(1)
    assert generations.is_named()
    publish(generations)
    assert generations.is_named()
    write_in_use(tmp_path, InUse(4, 4))
    assert not generations.is_named()
    (tmp_path / "current").write_text("x")
    assert not generations.is_named()


def test_reading_the_one_in_use_checks_each_file(library: Library):
    """It gives the manifest of what is whole, and says what isn't."""
    assert library.generations.check().number == 2
    damage(library, 2)
    with pytest.raises(IndexDamagedError, match=r"passages\.faiss .* is missing"):
        library.generations.check()


def test_what_cannot_be_read_is_damaged_for_a_reason(
    library: Library, monkeypatch: pytest.MonkeyPatch
):
    """The system's own words say why, and the generation is named."""

    def fail(*_: object) -> Generation:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Generation, "open", fail)
    said = r"generation 2 can't be read \(Permission denied\).*quotewell rebuild"
    with pytest.raises(IndexDamagedError, match=said):
        library.open(MODEL)
