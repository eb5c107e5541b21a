"""Late interaction: expected scores are worked out by hand from small matrices."""

import numpy as np
import pytest

from rag.asking.ranking.late_interaction import (
    Interaction,
    Layout,
    interact,
    matched_words,
    token_weights,
)
from rag.text.terms import Term
from tests.asking.making import floats


def word(start: int, end: int, stop: bool = False) -> Term:
    """Make a word of a question by where it stands."""
    return Term("", (), start, end, stop)


def matrix(*rows: list[float]) -> np.ndarray:
    """Make a similarity matrix: a row for each question token."""
    return np.array(rows, dtype=np.float32)


def offsets(*ranges: tuple[int, int]) -> np.ndarray:
    """Make the character ranges of question tokens."""
    return np.array(ranges, dtype=np.int64)


def compared(
    similarity: np.ndarray,
    weights: np.ndarray,
    sentences: list[tuple[int, int]],
    context: tuple[int, int] = (0, 0),
) -> Interaction:
    """Compare with a single passage."""
    (result,) = interact(similarity, weights, [Layout(context, np.array(sentences))])
    return result


def test_stop_words_weigh_less_and_punctuation_nothing() -> None:
    """Special tokens and the question mark count nothing, stop words a little."""
    # [CLS] Who reign ##ed ? [SEP]
    tokens = offsets((0, 0), (0, 3), (4, 9), (9, 11), (11, 12), (0, 0))
    words = [word(0, 3, stop=True), word(4, 11)]
    weights = token_weights(tokens, words)
    assert weights.tolist() == pytest.approx([0, 0.3, 1, 1, 0, 0])


def test_a_token_of_two_words_takes_the_larger_weight() -> None:
    """Overlapping terms, as of unspaced scripts, never lower a token's weight."""
    for stops in ((True, False), (False, True)):
        words = [word(0, 2, stop=stops[0]), word(1, 3, stop=stops[1])]
        assert token_weights(offsets((1, 2)), words).tolist() == [1.0]


def test_a_question_without_words_weighs_all_tokens_alike() -> None:
    """Even "??" can be compared: its weights never add up to nothing."""
    assert token_weights(offsets((0, 1), (1, 2)), []).tolist() == [1.0, 1.0]


def test_a_passage_takes_the_best_of_all_its_sentences() -> None:
    """Two halves of a question in two sentences: the passage has it all."""
    result = compared(matrix([0.9, 0.1], [0.3, 0.7]), floats(1, 1), [(0, 1), (1, 2)])
    assert result.passage == pytest.approx((0.9 + 0.7) / 2)
    assert result.sentences.tolist() == pytest.approx([0.6, 0.4])
    assert result.score == pytest.approx((0.8 + 0.6) / 2)


def test_weights_make_a_mean() -> None:
    """Scores stay cosines, whatever the weights add up to."""
    result = compared(matrix([1.0], [0.2]), floats(3, 1), [(0, 1)])
    assert result.passage == pytest.approx((3 * 1.0 + 0.2) / 4)


def test_every_sentence_may_match_through_the_context() -> None:
    """A sentence with a pronoun answers a question that names the title's subject."""
    # Columns: a title token, then one token a sentence.
    similarity = matrix([0.9, 0.8, 0.1], [0.1, 0.2, 0.7])
    sentences = [(1, 2), (2, 3)]
    plain = compared(similarity, floats(1, 1), sentences)
    in_context = compared(similarity, floats(1, 1), sentences, context=(0, 1))
    assert plain.sentences.tolist() == pytest.approx([0.5, 0.4])
    assert in_context.sentences.tolist() == pytest.approx([0.55, 0.8])


def test_a_sentence_outside_the_window_never_wins_over_one_inside() -> None:
    """Without tokens a sentence matches nothing."""
    result = compared(matrix([0.4]), floats(1), [(0, 1), (1, 1)])
    assert result.sentences.tolist() == pytest.approx([0.4, 0.0])


def test_several_passages_are_scored_each_by_itself() -> None:
    """Neither another passage's tokens nor its context count, whatever they match."""
    # Columns: context and sentence of the first, two sentences of the second.
    similarity = matrix([0.2, 0.6, 0.9, -0.5])
    layouts = [
        Layout((0, 1), np.array([(1, 2)])),
        Layout((2, 2), np.array([(2, 3), (3, 4)])),
    ]
    first, second = interact(similarity, floats(1), layouts)
    assert first.passage == pytest.approx(0.6)
    assert first.best.tolist() == pytest.approx([0.6])
    assert first.sentences.tolist() == pytest.approx([0.6])
    assert second.passage == pytest.approx(0.9)
    # Without a context a sentence matches nothing rather than the opposite.
    assert second.sentences.tolist() == pytest.approx([0.9, 0.0])


def test_words_are_matched_by_the_mean_of_their_tokens() -> None:
    """A word of two pieces is missing when one good piece can't carry the other."""
    tokens = offsets((0, 3), (4, 8), (8, 10), (11, 15), (15, 17))
    words = [word(0, 3, stop=True), word(4, 10), word(11, 17)]
    best = floats(0.1, 0.9, 0.3, 0.7, 0.2)
    assert matched_words(best, tokens, words) == (1,)


def test_half_alike_is_a_match() -> None:
    """A word is matched from a similarity of 0.5 on: 0.6 and 0.5 are, 0.4 isn't."""
    tokens = offsets((0, 3), (4, 7), (8, 11))
    words = [word(0, 3), word(4, 7), word(8, 11)]
    assert matched_words(floats(0.6, 0.5, 0.4), tokens, words) == (0, 1)


def test_a_word_without_a_token_is_not_matched() -> None:
    """What the model's window cut off cannot be judged."""
    words = [word(0, 3), word(4, 9)]
    assert matched_words(floats(0.9), offsets((0, 3)), words) == (0,)
