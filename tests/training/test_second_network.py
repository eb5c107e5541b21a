"""The network over pieces of words: what it begins with, learns and is exported as."""

from pathlib import Path

import numpy as np
import pytest

from rag.models.onnx import open_session
from tests.later import Later
from training.tokens import WordPieces

torch = Later("torch")
network, export = Later("training.network"), Later("training.export")

NAMES = ["<unk>", "<s>", "</s>", "▁The", "▁owl", "s", "▁сова", "▁ōwl"]


class FakePieces:
    """Some pieces, with vectors of chance."""

    names = NAMES

    @property
    def vectors(self) -> np.ndarray:
        """A vector of 16 dimensions for each piece, of unit length."""
        made = np.random.default_rng(1).normal(size=(len(NAMES), 16))
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made.astype(np.float32)


def test_words_that_both_have_are_found():
    """In small letters, a word's beginning and its parts; special pieces come first."""
    numbers = WordPieces().numbers
    own, theirs = network.same_words(NAMES)
    assert own == [1, 2, 3, 4, 5]
    words = ("[CLS]", "[SEP]", "the", "owl", "##s")
    assert theirs == [numbers[word] for word in words]


def test_a_piece_begins_as_the_word_that_it_is(small: Path):
    """Five words and seventeen weights each: the linear map hits all of them."""
    made = network.PieceNetwork(small, FakePieces())
    begun = network.Network(small).body.embeddings.word_embeddings.weight
    own, theirs = network.same_words(NAMES)
    mapped = made.project(made.table[own])
    assert torch.allclose(mapped, begun[theirs], atol=1e-4)


def given(length: int = 6):
    """Give ids, a mask and types of two rows."""
    ids = torch.tensor([[1, 4, 2, 3, 5, 2], [1, 6, 2, 3, 5, 2]])[:, :length]
    types = torch.tensor([[0, 0, 0, 1, 1, 1]] * 2)[:, :length]
    return ids, torch.ones_like(ids), types


def test_the_pieces_vectors_stay_and_the_map_learns(small: Path):
    """So that pieces which no text had still mean what they do."""
    made = network.PieceNetwork(small, FakePieces())
    spans, answers = made(*given())
    assert (spans.shape, answers.shape) == ((2, 6, 2), (2,))
    (spans.sum() + answers.sum()).backward()
    assert made.project.weight.grad.abs().sum() > 0
    assert made.body.embeddings.LayerNorm.weight.grad is not None
    assert not made.table.requires_grad
    assert "table" not in made.state_dict()


def test_vectors_are_moved_while_it_learns_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    """In a share of the batches; what was learned reads them as they are."""
    moved = []

    def move(vectors, ids):
        moved.append(ids)
        return vectors

    monkeypatch.setattr("training.network.shaken", move)
    made = network.PieceNetwork(small, FakePieces())
    torch.manual_seed(1)
    for _ in range(200):
        made(*given())
    assert len(moved) / 200 == pytest.approx(network.SHAKEN, abs=0.1)
    moved.clear()
    made.eval()
    for _ in range(20):
        made(*given())
    assert not moved


def test_a_piece_is_moved_alike_wherever_it_is():
    """By some noise, which leaves its length; the special ones stay."""
    table = torch.from_numpy(FakePieces().vectors)
    ids = given()[0]
    torch.manual_seed(2)
    after = [network.shaken(table[ids], ids) for _ in range(50)]
    for one in after:
        assert torch.equal(one[0, 3], one[1, 3])
        special = (ids == 1) | (ids == 2)
        assert torch.allclose(one[special], table[ids][special], atol=1e-6)
        assert torch.allclose(one.norm(dim=-1), torch.ones(ids.shape), atol=1e-5)
    cosines = [float(one[0, 3] @ table[3]) for one in after]
    assert max(cosines) > 0.98
    # At most 0.8 long, across it mostly: 1 / sqrt(1 + 0.8²) is 0.78.
    assert 0.6 < min(cosines) < 0.9


def test_it_is_exported_from_vectors(small: Path, tmp_path: Path):
    """As it reads: the pieces' numbers are no part of it."""
    made = network.PieceNetwork(small, FakePieces()).eval()
    ids, mask, types = given(5)
    expected = made(ids, mask, types)
    export.write_onnx(made, tmp_path / "second.onnx")
    session = open_session(tmp_path / "second.onnx", 1)
    feed = {"vectors": made.table[ids].numpy(), "token_type_ids": types.numpy()}
    assert [each.name for each in session.get_inputs()] == [*feed]
    for given_, wanted in zip(session.run(None, feed), expected, strict=True):
        assert np.abs(given_ - wanted.detach().numpy()).max() < 1e-4
