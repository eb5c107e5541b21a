"""How read windows become one record, worked out by hand in two dimensions."""

import numpy as np
import pytest

from rag.library.generation.passage_encoding import encode_passages, join_windows
from rag.library.generation.token_codes import encode
from rag.roles import EncodedText
from rag.steps import Step, begin, watched
from rag.types import Passage, Sentence, Span
from tests.fakes import WordEncoder

EAST, NORTH, WEST = (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)
NORTH_EAST = (0.5**0.5, 0.5**0.5)


def passage(text: str, *bounds: tuple[int, int], context: str = "Sea") -> Passage:
    """Make a passage that begins at 100 in its article."""
    sentences = tuple(Sentence(100 + start, 100 + end, 1) for start, end in bounds)
    end = 100 + len(text)
    return Passage("sea", 100, end, text, context, None, sentences)


def read(vector: tuple, *tokens: tuple[int, int, tuple]) -> EncodedText:
    """Make what an encoder gives: tokens between two special ones, pointing west."""
    rows = [(0, 0, WEST), *tokens, (0, 0, WEST)]
    return EncodedText(
        vector=np.array(vector, np.float32),
        tokens=np.array([row[2] for row in rows], np.float32),
        offsets=np.array([row[:2] for row in rows], np.int64),
        known=np.ones(len(rows), bool),
    )


LOW_HIGH = passage("Low. High.", (0, 4), (5, 10))
WINDOWS = [Span(100, 104), Span(105, 110)]
# "Sea\nLow." and "Sea\nHigh.": the text begins at 4.
READ = [
    read(EAST, (0, 3, EAST), (4, 7, NORTH), (7, 8, EAST)),
    read(NORTH, (0, 3, WEST), (4, 8, NORTH), (8, 9, NORTH)),
]


def test_context_is_kept_once_and_special_tokens_not_at_all() -> None:
    """Of two windows remain the first one's title, then the text's own tokens."""
    record = join_windows(LOW_HIGH, WINDOWS, READ)
    kept = np.array([EAST, NORTH, EAST, NORTH, NORTH], np.float32)
    assert record.codes.tolist() == encode(kept).tolist()
    assert record.context_tokens == 1


def test_sentences_know_their_tokens_over_two_windows() -> None:
    """Token ranges count on from the first window into the second."""
    record = join_windows(LOW_HIGH, WINDOWS, READ)
    assert record.token_spans.tolist() == [[1, 3], [3, 5]]


def test_a_sentence_may_lie_in_two_windows() -> None:
    """One that was too long for a window has the tokens of both."""
    whole = passage("Low. High.", (0, 10))
    record = join_windows(whole, WINDOWS, READ)
    assert record.token_spans.tolist() == [[1, 5]]
    # North, east, north, north: three to one.
    expected = np.array([1.0, 3.0]) / 10**0.5
    assert record.sentences[0] == pytest.approx(expected, abs=1e-6)


def test_the_vector_is_the_mean_of_the_windows_of_unit_length() -> None:
    """East and north make north-east."""
    record = join_windows(LOW_HIGH, WINDOWS, READ)
    assert record.vector == pytest.approx(NORTH_EAST, abs=1e-6)


def test_a_sentence_is_the_mean_of_its_tokens_of_unit_length() -> None:
    """Its context and the sentences around it don't count."""
    record = join_windows(LOW_HIGH, WINDOWS, READ)
    assert record.sentences[0] == pytest.approx(NORTH_EAST, abs=1e-6)
    assert record.sentences[1] == pytest.approx(NORTH, abs=1e-6)


def test_a_sentence_without_tokens_takes_the_passages_vector() -> None:
    """A sign that the model drops leaves nothing to average."""
    signs = passage("Low. \u2603", (0, 4), (5, 6))
    text = read(WEST, (0, 3, EAST), (4, 7, NORTH), (7, 8, NORTH))
    record = join_windows(signs, [Span(100, 106)], [text])
    assert record.token_spans.tolist() == [[1, 3], [3, 3]]
    assert record.sentences[1] == pytest.approx(WEST, abs=1e-6)


def test_without_context_all_tokens_are_the_texts_own() -> None:
    """A passage that is read alone has its first token at 0."""
    alone = passage("Low.", (0, 4), context="")
    text = read(EAST, (0, 3, NORTH), (3, 4, NORTH))
    record = join_windows(alone, [Span(100, 104)], [text])
    assert record.context_tokens == 0
    assert record.token_spans.tolist() == [[0, 2]]


def test_long_passages_are_read_in_windows_with_their_context(
    encoder: WordEncoder,
) -> None:
    """100 words are read as two texts, each with the title, and make one record."""
    long = passage(("wave " * 100).strip(), (0, 499))
    short = passage("Low.", (0, 4))
    records = list(encode_passages([long, short], encoder))
    texts = encoder.encoded
    assert [text.split("\n")[0] for text in texts] == ["Sea"] * 3
    assert " ".join(text.split("\n")[1] for text in texts[:2]) == long.text
    assert [record.token_spans.tolist() for record in records] == [
        [[1, 101]],
        [[1, 3]],
    ]


def test_each_window_is_told(encoder: WordEncoder) -> None:
    """Two passages in three windows are three texts to read, told one by one."""
    seen: list[Step] = []
    long = passage(("wave " * 100).strip(), (0, 499))
    short = passage("Low.", (0, 4))
    with watched(seen.append):
        begin("encoding")
        assert len(list(encode_passages([long, short], encoder))) == 2
    counted = [(step.done, step.total) for step in seen if step.total]
    assert counted == [(0, 3), (1, 3), (2, 3), (3, 3)]
