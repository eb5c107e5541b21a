"""The second reader's network: what it begins with, learns and is exported as."""

from pathlib import Path

import numpy as np
import pytest

from rag.models.onnx import open_session
from tests.later import Later

torch = Later("torch")
network, export = Later("training.network"), Later("training.export")
tokens, transformers = Later("training.tokens"), Later("transformers")


class FakePacked:
    """A model of six layers, its tensors of chance by their packed names."""

    config = {
        "hidden_size": 8,
        "num_hidden_layers": 6,
        "num_attention_heads": 2,
        "intermediate_size": 12,
        "vocab_size": 10,
        "max_position_embeddings": 16,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
    }
    sizes = {
        "emb.word": 80, "emb.pos": 128, "emb.type": 16, "emb.ln.w": 8, "emb.ln.b": 8,
    } | {
        f"l{layer}.{part}.{end}": size
        for layer in range(6)
        for part, weights, biases in [
            *((part, 64, 8) for part in ("q", "k", "v", "ao")),
            ("aln", 8, 8), ("fi", 96, 12), ("fo", 96, 8), ("oln", 8, 8),
        ]
        for end, size in (("w", weights), ("b", biases))
    }  # fmt: skip

    @property
    def names(self) -> list[str]:
        """All tensors' names."""
        return [*self.sizes]

    def tensor(self, name: str) -> np.ndarray:
        """Give weights of chance, of a spread that tells each from the others."""
        random = np.random.default_rng(self.names.index(name))
        return random.normal(size=self.sizes[name]).astype(np.float32)


@pytest.fixture
def made():
    """Give a network that begins with that."""
    torch.manual_seed(1)
    return network.PieceNetwork(FakePacked())


def given(length: int = 6):
    """Give ids, a mask and types of two rows."""
    ids = torch.tensor([[0, 4, 2, 3, 5, 2], [0, 6, 2, 3, 5, 2]])[:, :length]
    types = torch.tensor([[0, 0, 0, 1, 1, 1]] * 2)[:, :length]
    return ids, torch.ones_like(ids), types


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("embeddings.position_embeddings.weight", "emb.pos"),
        ("embeddings.token_type_embeddings.weight", "emb.type"),
        ("embeddings.LayerNorm.weight", "emb.ln.w"),
        ("embeddings.LayerNorm.bias", "emb.ln.b"),
        ("encoder.layer.0.attention.self.query.weight", "l0.q.w"),
        ("encoder.layer.1.attention.self.key.bias", "l1.k.b"),
        ("encoder.layer.2.attention.self.value.weight", "l2.v.w"),
        ("encoder.layer.3.attention.output.dense.bias", "l3.ao.b"),
        ("encoder.layer.4.attention.output.LayerNorm.weight", "l4.aln.w"),
        ("encoder.layer.5.intermediate.dense.weight", "l5.fi.w"),
        ("encoder.layer.5.output.dense.weight", "l5.fo.w"),
        ("encoder.layer.5.output.LayerNorm.bias", "l5.oln.b"),
    ],
)
def test_it_begins_with_the_packed_weights(made, name: str, packed: str):
    """Each in its place."""
    begun = made.body.get_parameter(name).detach().numpy().ravel()
    assert np.array_equal(begun, FakePacked().tensor(packed))


def test_the_base_is_as_it_was_made():
    """A question is nearer to its answer in German than to another sentence."""
    pieces = tokens.Pieces()
    body = network.packed_body(pieces.model).eval()

    def vector(text: str):
        ids = torch.tensor([[pieces.first, *pieces.encode(text)[0], pieces.between]])
        with torch.inference_mode():
            mean = body(input_ids=ids).last_hidden_state[0].mean(dim=0)
        return mean / mean.norm()

    asked = vector("query: How fast is the train?")
    train, pear = map(
        vector, ("passage: Der Zug fährt mit 450 km/h.", "passage: Die Birne ist reif.")
    )
    assert asked @ train > asked @ pear + 0.03


def test_vectors_and_first_layers_stay_and_the_others_learn(made):
    """What the base knows of other languages must not drift."""
    spans, answers = made(*given())
    assert (spans.shape, answers.shape) == ((2, 6, 2), (2,))
    (spans.square().sum() + answers.square().sum()).backward()
    layers = made.body.encoder.layer
    learns = [
        any(weights.grad is not None for weights in layer.parameters())
        for layer in layers
    ]
    assert learns == [number >= network.KEPT_LAYERS for number in range(6)]
    assert network.KEPT_LAYERS == 4
    embeddings = made.body.embeddings
    assert embeddings.token_type_embeddings.weight.grad is not None
    assert embeddings.position_embeddings.weight.grad is None
    assert not made.table.requires_grad
    table = FakePacked().tensor("emb.word").reshape(10, 8)
    assert np.array_equal(made.table.numpy(), table)
    assert not [name for name in made.state_dict() if "table" in name or "word" in name]


def test_it_reads_the_vectors_of_its_pieces(made):
    """As the base would by their numbers."""
    made.eval()
    ids, mask, types = given()
    body = network.packed_body(FakePacked()).eval()
    inner = body(ids, attention_mask=mask, token_type_ids=types).last_hidden_state
    for found, wanted in zip(made(ids, mask, types), made.heads(inner), strict=True):
        assert torch.allclose(found, wanted, atol=1e-5)


def test_it_is_exported_from_vectors(made, tmp_path: Path):
    """As it reads: the pieces' numbers are no part of it."""
    made.eval()
    ids, mask, types = given(5)
    expected = made(ids, mask, types)
    export.write_onnx(made, tmp_path / "second.onnx")
    session = open_session(tmp_path / "second.onnx", 1)
    feed = {"vectors": made.table[ids].numpy(), "token_type_ids": types.numpy()}
    assert [each.name for each in session.get_inputs()] == [*feed]
    for found, wanted in zip(session.run(None, feed), expected, strict=True):
        assert np.abs(found - wanted.detach().numpy()).max() < 1e-4
