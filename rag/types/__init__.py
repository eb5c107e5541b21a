"""The records that move through Quotewell.

Positions are half-open character ranges ``text[start:end]`` in an article's stored
text, counted in Unicode code points, so a quote can always be cut out again.
"""

import numpy as np
from numpy.typing import NDArray

from rag.types.answers import (
    Answer,
    AnswerPart,
    Citation,
    Disagreement,
    Hit,
    Mention,
    Part,
    Status,
    Turn,
)
from rag.types.articles import (
    Article,
    Heading,
    LookKind,
    Paragraph,
    Passage,
    Sentence,
    Span,
    StarterQuestion,
    TextLook,
)
from rag.types.places import (
    MISREAD,
    Place,
)

Vectors = NDArray[np.float32]

__all__ = [
    "MISREAD",
    "Answer",
    "AnswerPart",
    "Article",
    "Citation",
    "Disagreement",
    "Heading",
    "Hit",
    "LookKind",
    "Mention",
    "Paragraph",
    "Part",
    "Passage",
    "Place",
    "Sentence",
    "Span",
    "StarterQuestion",
    "Status",
    "TextLook",
    "Turn",
    "Vectors",
]
