"""Which sentences of a passage are marked beside the best one.

A fact stands in one sentence. A reason or a description may take several, and what a
list question asks for may be spread over a passage: there each sentence is marked that
scores nearly as much as the best, and what an explanation goes on with.
"""

import re
from typing import Literal

import numpy as np

from rag.asking.ranking.discourse import read_with
from rag.asking.ranking.late_interaction import Floats
from rag.types import Passage

Form = Literal["fact", "list", "reason", "description"]

NEAR_BEST: dict[Form, float] = {"list": 0.3, "reason": 0.05, "description": 0.15}
"""How far behind the best a sentence may score to be marked, too: by the mean F1 of 47
labelled questions (`python -m bench.answers`); a description by the sides of the
comparisons there, of which 0.83 have a right quote. All were chosen among several, so
that less is to be expected elsewhere."""

_REASON = re.compile(
    r"(?:and\s+|but\s+|so\s+)?(?:why\b|explain\b|for\s+what\s+reasons?\b"
    r"|what\s+(?:causes?|caused|led\s+to|makes?|made|explains?)\b"
    r"|(?:what|which)\b.*\breasons?\b"
    r"|(?:in\s+what\s+way|how\s+come)\b"
    r"|how\s+(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should|to)\b)",
    re.IGNORECASE | re.DOTALL,
)
_DESCRIPTION = re.compile(
    r"(?:and\s+|but\s+)?(?:describe\b|(?:what|how)\s+about\b)"
    r"|what\s+(?:is|are|was|were)\b.*\blike\W*$",
    re.IGNORECASE | re.DOTALL,
)
# "Which industries ...", "What are the main benefits ...", "Name the ...".
_LIST = re.compile(
    r"(?:please\s+)?(?:name|list|enumerate|mention|give\s+(?:me\s+)?(?:some|all|\w+\s+"
    r"examples?|examples?))\b"
    r"|(?:(?:in|at|on|by|for|with|from|to)\s+)?(?:what|which)\s+"
    r"(?:(?:are|were)\s+(?:the|some|all|its|their|his|her)\b"
    r"|(?:(?!(?:has|had|is)\b)\w+\s+){0,2}?"
    r"(?!(?:is|was|has|does|this|its|his|news|series|species|basis|status)\b)"
    r"\w{2,}(?<!s)s\b)"
    r"|(?:what|which)\s+\w+\s+(?:people|men|women|children|species|series|countries)\b",
    re.IGNORECASE,
)


def form_of(question: str) -> Form:
    """Tell by a question's first words what kind of answer it wants.

    Args:
        question: A question; any that isn't English is taken to ask for a fact.

    Example:
        >>> form_of("Why is it so light?"), form_of("Which cities have monorails?")
        ('reason', 'list')
        >>> form_of("How fast is it?")
        'fact'
    """
    text = question.strip()
    if _REASON.match(text):
        return "reason"
    if _DESCRIPTION.match(text):
        return "description"
    return "list" if _LIST.match(text) else "fact"


def further_sentences(form: Form, passage: Passage, scores: Floats) -> list[int]:
    """Choose the sentences of a passage that are marked beside the best one.

    Args:
        form: What kind of answer the question wants.
        passage: The passage.
        scores: Score of each of the passage's sentences, shape (s,).

    Returns:
        Their indices in the order of the text, the best one's left out.
    """
    if form == "fact":
        return []
    best = int(np.argmax(scores))
    near = set(np.flatnonzero(scores >= scores[best] - NEAR_BEST[form]).tolist())
    if form == "reason":
        near |= read_with(passage, best)
    return sorted(near - {best})
