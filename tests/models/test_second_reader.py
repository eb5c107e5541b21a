"""The second reader: its windows of pieces, and what it makes of them."""

from pathlib import Path

import numpy as np
import pytest

import rag.models.second_reader as module
from rag.errors import ModelError
from rag.models.e5 import BEGIN, END
from rag.models.pieces import Pieces
from rag.models.second_reader import LANGUAGES, PieceCutter, load_second_reader
from rag.models.universal import UniversalEncoder
from rag.models.windows import OVERLAP, QUESTION_TOKENS, WINDOW, Scores, WindowReader

ROOM = WINDOW - 4
"""Pieces of a passage in a window, behind a question of one and three special ones."""


class Numbers:
    """Cuts at spaces: the number n is the piece 10 + n."""

    def pieces(self, text: str) -> Pieces:
        """Give each word's number, and where it stands."""
        ids, offsets, at = [], [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            ids.append(10 + int(word))
            offsets.append((start, at))
        return Pieces(ids, offsets)


CUTTER = PieceCutter(Numbers())


def test_a_passage_stands_behind_its_question():
    """Between the special pieces, of which the first begins all."""
    ((one,), (other,)) = CUTTER.windows("3", ["5 77", ""])
    assert one.ids == [BEGIN, 13, END, 15, 87, END]
    assert one.type_ids == [0, 0, 0, 1, 1, 1]
    assert one.places.tolist() == [3, 4]
    assert one.offsets.tolist() == [[0, 1], [2, 4]]
    assert other.ids == [BEGIN, 13, END, END]
    assert other.offsets.shape == (0, 2)


@pytest.mark.parametrize(
    ("pieces", "lengths"),
    [
        (ROOM, [ROOM]),
        (ROOM + 1, [ROOM, OVERLAP + 1]),
        (2 * ROOM - OVERLAP, [ROOM, ROOM]),
        (2 * ROOM - OVERLAP + 1, [ROOM, ROOM, OVERLAP + 1]),
    ],
)
def test_windows_share_some_pieces(pieces: int, lengths: list[int]):
    """And each has some of its own."""
    (windows,) = CUTTER.windows("3", [" ".join(map(str, range(pieces)))])
    assert [len(window.places) for window in windows] == lengths
    assert max(len(window.ids) for window in windows) == WINDOW


def test_a_long_passage_is_put_together():
    """Each piece once, in order, with its characters."""
    text = " ".join(map(str, range(700)))

    def scores(window) -> Scores:
        ids = np.array(window.ids, np.float32)
        return Scores(ids, ids, 0.0)

    (reading,) = WindowReader(CUTTER, scores).read("3", [text])
    assert reading.starts.tolist() == [10 + number for number in range(700)]
    assert [text[a:b] for a, b in reading.offsets] == text.split()


def test_a_long_question_leaves_room_for_the_passage():
    """Its first pieces alone are read."""
    ((window,),) = CUTTER.windows(" ".join(["3"] * 300), ["5"])
    assert window.ids == [BEGIN, *[13] * QUESTION_TOKENS, END, 15, END]


@pytest.fixture(scope="module")
def reader() -> WindowReader:
    """Give the reader that ships."""
    reader = load_second_reader(UniversalEncoder())
    assert reader is not None
    return reader


READ = [
    (
        "Wann wurde die Brücke eröffnet?",
        "Die Brücke ist grün gestrichen. Sie wurde im Mai 1931 eröffnet.",
        "1931",
    ),
    (
        "¿Quién construyó el faro?",
        "El faro mide treinta metros. Lo construyó Ana Ruiz con piedra blanca.",
        "Ana Ruiz",
    ),
    ("这座桥有多长？", "这座桥是绿色的。桥长三百米,宽二十米。", "三百米"),
    ("Где живёт сова?", "Сова охотится ночью. Она живёт в старом лесу.", "лесу"),
    (
        "When was the bridge opened?",
        "Die Brücke ist grün. Offen ist sie seit 1931.",
        "1931",
    ),
]


@pytest.mark.parametrize(("question", "passage", "answer"), READ)
def test_it_reads_the_second_encoders_languages(
    reader: WindowReader, question: str, passage: str, answer: str
):
    """Each answer is in its best words, and a passage without it answers less."""
    other = passage[: passage.index(".") + 1] if "." in passage else passage[:8]
    found, lacking = reader.read(question, [passage, other])
    first, last = int(found.starts.argmax()), int(found.ends.argmax())
    assert answer in passage[found.offsets[first, 0] : found.offsets[last, 1]]
    assert found.answers > lacking.answers + 1


def test_it_knows_the_second_encoders_languages(reader: WindowReader):
    """Sixteen, if Chinese in two scripts are two."""
    assert reader.languages == LANGUAGES
    assert len(LANGUAGES) == 15


@pytest.mark.parametrize("other", [None, object()])
def test_another_second_encoder_has_no_reader(other):
    """What it finds was never weighed against what this one reads."""
    assert load_second_reader(other) is None


def test_where_its_base_is_not_installed_nothing_is_read(monkeypatch):
    """Its package isn't made for every system; the second encoder answers alone."""
    encoder = UniversalEncoder()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert load_second_reader(encoder) is None


def test_changed_weights_are_refused_when_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Who asks in English needs none; what mends it is said."""
    changed = tmp_path / "second_reader.onnx"
    changed.write_bytes(b"something else")
    for path in (changed, tmp_path / "nowhere"):
        monkeypatch.setattr(module, "WEIGHTS", path)
        reader = load_second_reader(UniversalEncoder())
        with pytest.raises(ModelError, match="--reader none"):
            reader.read("Wann?", ["1931."])
