"""Reading in windows, and the models that read."""

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.processors import TemplateProcessing

import rag.models.reader as module
from rag.errors import ModelError
from rag.models.reader import OnnxModel, load_reader
from rag.models.windows import (
    OVERLAP,
    QUESTION_TOKENS,
    WINDOW,
    Scores,
    TokenizerCutter,
    WindowReader,
    scores_of,
)


def tokenizer() -> Tokenizer:
    """Make a tokenizer of words; a number n has the id 10 + n."""
    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "why": 3}
    vocabulary |= {str(number): 10 + number for number in range(1000)}
    made = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = WhitespaceSplit()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    return made


def model(window) -> Scores:
    """Score each token by its id as a start, by its place as an end."""
    ids = np.array(window.ids, np.float32)
    return Scores(ids, np.arange(len(ids), dtype=np.float32), float(ids.max()))


def test_a_short_passage_is_read_at_once():
    """[CLS] why [SEP] 5 7 [SEP]: the scores are those of 5 and 7."""
    (reading,) = WindowReader(TokenizerCutter(tokenizer()), model).read("why", ["5 7"])
    assert reading.starts.tolist() == [15, 17]
    assert reading.ends.tolist() == [3, 4]
    assert reading.offsets.tolist() == [[0, 1], [2, 3]]
    assert reading.answers == 17


def test_a_long_passage_is_read_in_windows_and_put_together():
    """Each token once, in order, and the best window says whether it answers."""
    text = " ".join(map(str, range(600)))
    (reading,) = WindowReader(TokenizerCutter(tokenizer()), model).read("why", [text])
    assert reading.starts.tolist() == [10 + number for number in range(600)]
    assert [text[a:b] for a, b in reading.offsets] == text.split()
    assert reading.answers == 609


def test_shared_tokens_come_from_the_window_that_has_them_farther_inside():
    """Both have 252 tokens of the passage; the second counts from the middle on."""
    text = " ".join(map(str, range(300)))
    (reading,) = WindowReader(TokenizerCutter(tokenizer()), model).read("why", [text])
    room = WINDOW - 4
    middle = room - OVERLAP // 2
    first_of_second = 3 + OVERLAP // 2
    assert reading.ends[middle - 1] == 3 + middle - 1
    assert reading.ends[middle] == first_of_second


def test_a_long_question_leaves_room_for_the_passage():
    """Only its first tokens are read, however many more than a window has."""
    seen = []

    def remember(window) -> Scores:
        seen.append(window.ids)
        return model(window)

    WindowReader(TokenizerCutter(tokenizer()), remember).read(
        " ".join(["why"] * 300), ["5"]
    )
    assert seen == [[1, *[3] * QUESTION_TOKENS, 2, 15, 2]]


def test_no_answer_is_taken_off():
    """The first token stands for it: 1 and 2 are no answer's scores."""
    scores = scores_of(np.array([1.0, 4.0, 0.0]), np.array([2.0, 0.0, 7.0]))
    assert scores.starts.tolist() == [0, 3, -1]
    assert scores.ends.tolist() == [0, -2, 5]
    assert scores.answers == 3 + 5
    assert scores_of(np.zeros(2), np.zeros(2), 0.25).answers == 0.25


def test_the_reader_that_ships_reads():
    """It finds the date in the one sentence that has one, and not in the other.

    How surely is the same on every processor: products that overflow give 5.53, -6.07.
    """
    passages = [
        "The bridge was opened in May 1931. It is painted green.",
        "The bridge is painted green, and two lanes wide.",
    ]
    reader = load_reader()
    assert reader.languages == {"en"}
    dated, other = reader.read("When was the bridge opened?", passages)
    first, last = int(dated.starts.argmax()), int(dated.ends.argmax())
    start, end = dated.offsets[first, 0], dated.offsets[last, 1]
    assert "1931" in passages[0][start:end]
    said = [dated.answers, other.answers]
    assert said == pytest.approx([5.64, -6.41], abs=0.05)


def test_the_reader_needs_no_weights_of_the_default_model(
    monkeypatch: pytest.MonkeyPatch,
):
    """To hash them takes as long as reading a question; it only has its words there."""
    monkeypatch.setattr("rag.models.files.sha256_of", lambda _: pytest.fail("hashed"))
    assert load_reader().languages == {"en"}


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2), (8, 2)])
def test_two_cores_read_a_window(
    monkeypatch: pytest.MonkeyPatch, cores: int, threads: int
):
    """One where there is no other; more wait for one another, and spin for nothing."""
    monkeypatch.setattr(module, "core_count", lambda: cores)
    options = OnnxModel(module.WEIGHTS)._session.get_session_options()
    assert options.intra_op_num_threads == threads
    spins = options.get_session_config_entry("session.intra_op.allow_spinning")
    assert spins == "0"


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As a download that broke off, or somebody's own: what mends it is said."""
    changed = tmp_path / "reader.onnx"
    changed.write_bytes(b"something else")
    for path in (changed, tmp_path / "nowhere"):
        monkeypatch.setattr(module, "WEIGHTS", path)
        with pytest.raises(ModelError, match="--reader none"):
            load_reader()


@pytest.mark.parametrize(("product", "overflows"), [(64_770, False), (32_767, True)])
def test_one_product_tells_whether_int8_overflows(
    monkeypatch: pytest.MonkeyPatch, product: int, overflows: bool
):
    """That of the greatest numbers, twice, as the processor makes it."""
    multiply = Mock(return_value=[np.array([[product]])])
    monkeypatch.setattr(module, "open_session", lambda *_: Mock(run=multiply))
    assert module.int8_overflows.__wrapped__() is overflows
    given = multiply.call_args.args[1]
    assert given["a"].tolist() == [[255, 255]]
    assert given["b"].tolist() == [[127], [127]]


@pytest.mark.parametrize("overflows", [True, False])
def test_weights_are_made_unsigned_only_where_products_overflow(
    monkeypatch: pytest.MonkeyPatch, overflows: bool
):
    """With VNNI that would take twice as long, and change nothing."""
    monkeypatch.setattr(module, "int8_overflows", lambda: overflows)
    opened = Mock()
    monkeypatch.setattr(module, "open_session", opened)
    OnnxModel(module.WEIGHTS)
    assert opened.call_args.kwargs == {"unsigned": overflows}
