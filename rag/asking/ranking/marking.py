"""Which sentences of a passage are marked beside the best one.

A fact stands in one sentence. A reason or a description may take several, and what a
list question asks for may be spread over a passage: there each sentence is marked that
is on the question's subject by itself and scores nearly as much as the best, and what
an explanation goes on with.
"""

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from rag.asking.ranking.discourse import read_with
from rag.asking.ranking.late_interaction import Floats
from rag.types import Passage

Form = Literal["fact", "list", "reason", "description"]

REACH: dict[Form, float] = {"list": 0.5, "reason": 0.15, "description": 0.15}
"""How far behind the best a sentence may score to be marked, too."""

LEAST_COSINE: dict[Form, float] = {"list": 0.55, "reason": 0.55, "description": -1.0}
"""The least cosine of its vector with the question's: what stands beside the best one
and scores well by a few words may be on something else.

Both were chosen by the mean F1 of 93 labelled questions on 20 articles
(`python -m bench.answers`), those of a description by the sides of the comparisons
there. Chosen on all articles but one, in turn, they give lists an F1 of 0.79 on the one
left out, where the best sentence alone has 0.74; reasons gain nothing by it (0.61). On
40 questions that were kept for the end, lists have 0.55 and reasons 0.63, where the
rules before these have 0.57 and 0.67."""

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
    r"(?:(?:are|were)\s+(?:the|some|all|its|their|his|her)\b|(?:(?!(?:has|had|is)\b)\w+\s+){0,2}?"
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


def further_sentences(
    form: Form, passage: Passage, scores: Floats, cosines: Sequence[float]
) -> list[int]:
    """Choose the sentences of a passage that are marked beside the best one.

    Args:
        form: What kind of answer the question wants.
        passage: The passage.
        scores: Score of each of the passage's sentences, shape (s,).
        cosines: Of each sentence's vector with the question's, s of them.

    Returns:
        Their indices in the order of the text, the best one's left out.
    """
    if form == "fact":
        return []
    best = int(np.argmax(scores))
    is_near = scores >= scores[best] - REACH[form]
    is_meant = np.asarray(cosines) >= LEAST_COSINE[form]
    further = set(np.flatnonzero(is_near & is_meant).tolist())
    if form == "reason":
        further |= read_with(passage, best)
    return sorted(further - {best})
