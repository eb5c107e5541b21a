"""A build that is stopped ends within moments, wherever it is, and changes nothing."""

import subprocess
from pathlib import Path

import pytest

from rag.building.indexing import build_index
from rag.library.library import Library
from rag.models.onnx import BATCH_TEXTS
from rag.models.second import encoders_of
from rag.readers.apart.parent import read_apart
from rag.roles import Encoder
from rag.steps import STEPS, Step, StepName, StoppedError, begin, expect, watched
from rag.suggesting.suggestions import make_starters
from tests.fakes import TranslatingEncoder, WordEncoder

OWLS = b"Owls fly without a sound. Their feathers have soft edges.\n"
TIDES = b"The Moon pulls on the ocean. Tides rise twice a day.\n"


class StopAt:
    """Stops the work at its first moment in a step."""

    def __init__(self, name: StepName) -> None:
        self.name = name
        self.after: list[Step] = []

    def __call__(self, step: Step) -> None:
        """Note what is told from then on."""
        if step.name == self.name:
            self.after.append(step)
            raise StoppedError


ELSEWHERE = ("asking", "pages")
"""Steps that a build of short texts doesn't take."""

BUILD_STEPS = [n for n in STEPS if n not in (*ELSEWHERE, "encoding again")]


@pytest.mark.parametrize("name", [n for n in BUILD_STEPS if n != "starting"])
def test_each_step_can_be_stopped(tmp_path: Path, name: StepName):
    """The index stays, nothing is set aside, nothing is left; the next one goes on."""
    library = Library(tmp_path / "index")
    library.add(OWLS, "owls.txt")
    build_index(library, WordEncoder(), suggest=make_starters)
    library.add(TIDES, "tides.txt")
    stop = StopAt(name)
    with pytest.raises(StoppedError), watched(stop):
        build_index(library, WordEncoder(), suggest=make_starters)
    assert len(stop.after) == 1
    assert library.current() == 1
    assert library.set_aside() == {}
    assert [path.name for path in (library.root / "generations").iterdir()] == ["0001"]
    assert len(build_index(library, WordEncoder()).articles) == 2


def test_steps_come_in_their_order(tmp_path: Path):
    """Each is told once, and all that it goes through is done at its end."""
    from rag.models.second import EncoderPair

    library = Library(tmp_path / "index")
    library.add(OWLS, "owls.txt")
    seen: list[Step] = []
    encoder = EncoderPair(WordEncoder(), TranslatingEncoder({}))
    with watched(seen.append):
        build_index(library, encoder, suggest=make_starters)
    last = {step.name: step for step in seen}
    assert tuple(last) == tuple(n for n in STEPS if n not in ("starting", *ELSEWHERE))
    assert (last["reading"].total, last["encoding"].total) == (1, 1)
    # A passage, and each of its two sentences.
    assert last["encoding again"].total == 3
    assert all(step.done == step.total for step in last.values())


@pytest.mark.attack
def test_a_reader_is_ended_with_the_build(reader, monkeypatch):
    """It would read for ever; a large file hasn't even been sent to it."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remember(*arguments, **options):
        started.append(start(*arguments, **options))
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", remember)
    looks = 0

    def stop(_: Step) -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            raise StoppedError

    name = reader("while True: pass")
    with pytest.raises(StoppedError), watched(stop):
        read_apart(name, b"x" * 10**6, "endless.txt")
    assert started[0].returncode < 0  # ended by a signal


@pytest.mark.attack
def test_a_large_file_is_read_while_somebody_watches(reader):
    """All of it reaches a reader that is slow to begin, look after look."""
    body = """
        from rag.readers.draft import Draft
        return Draft(str(len(data)), ())
    """
    name = reader(body, before="import time; time.sleep(0.3)")
    looks: list[Step] = []
    with watched(looks.append):
        assert read_apart(name, b"x" * 10**6, "large.txt").text == "1000000"
    assert len(looks) > 2


def test_the_encoder_stops_between_batches(real_encoder: Encoder):
    """Of a hundred texts, only those of one batch are read."""
    first, second = encoders_of(real_encoder)
    texts = [f"Tide number {number} rises." for number in range(100)]
    for encoder, most in ((first, BATCH_TEXTS), (second, 100)):
        told: list[int] = []

        def stop(step: Step, told: list[int] = told) -> None:
            told.append(step.done)
            if step.done:
                raise StoppedError

        def read(encoder: Encoder = encoder) -> None:
            begin("encoding")
            expect(len(texts))
            list(encoder.encode_passages(texts))

        with pytest.raises(StoppedError), watched(stop):
            read()
        assert 0 < told[-1] <= most


def test_the_model_itself_stops_between_parts(real_encoder: Encoder):
    """As its export does; and read in parts, texts get the same vectors."""
    from rag.models.encoder import load_encoder
    from rag.models.sentence import READ_TEXTS

    whole = load_encoder()
    texts = [f"Tide {'high ' * (n % 7)}number {n}." for n in range(READ_TEXTS + 3)]
    told: list[int] = []
    with watched(lambda step: told.append(step.done)):
        begin("encoding", len(texts))
        read = list(whole.encode_passages(texts))
    assert told == [0, READ_TEXTS, READ_TEXTS + 3]
    exported = real_encoder.encode_passages(texts)
    for one, other in zip(read, exported, strict=True):
        assert float(one.vector @ other.vector) > 0.999
