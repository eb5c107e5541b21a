"""Whether what somebody said is quoted with who said it."""

import numpy as np
import pytest

from rag.asking.ranking.beside import beside_of
from rag.types import Span
from tests.asking.making import passage

WHO = "The landlord is Hugo Frame."
SAID = '"I am no charity," he added.'


@pytest.mark.parametrize(
    ("question", "lines", "paragraphs", "beside"),
    [
        ("Who said I am no charity?", [WHO, SAID], [1, 1], 1),
        ("who says 'it is no charity'", [WHO, SAID], [1, 1], 1),
        ("And who called it no charity?", [WHO, SAID], [1, 1], 0),
        ("Who called it no charity?", [WHO, SAID], [1, 1], 1),
        ("Who wrote: no charity?", [WHO, SAID], [1, 1], 1),
        # Something else is asked, or said, or nothing stands behind it.
        ("Who sold the charity?", [WHO, SAID], [1, 1], 0),
        ("Who said the charity is poor?", [WHO, SAID], [1, 1], 0),
        ("Who said that it is so?", [WHO, SAID], [1, 1], 0),
        ("Who said I am no charity?", [WHO, SAID], [1, 2], 0),
        ("Who said I am no charity?", [f"{WHO[:-1]}, no charity.", SAID], [1, 1], 0),
        ("Who said I am no charity?", [WHO], [1], 0),
    ],
)
def test_what_was_said_goes_with_who_said_it(
    question: str, lines: list[str], paragraphs: list[int], beside: int
) -> None:
    """Where the sentence behind alone has all that is asked for of it."""
    text = passage(*lines, paragraphs=paragraphs)
    own = np.array([1.0, 0.0][: len(lines)], np.float32)
    assert beside_of(question, text, own, 0, Span(16, 26)) == beside
