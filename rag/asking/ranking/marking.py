"""Which sentences are marked beside the best one.

A fact stands in one sentence. A reason or a description may take several, and what a
list question asks for may be spread over passages: there a probability of each
sentence is computed, and those are marked whose F1 is expected to be highest.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rag.asking.ranking.announcing import announced_by, is_item
from rag.asking.ranking.discourse import pointing_back
from rag.asking.ranking.late_interaction import Floats
from rag.asking.wording.english import AUX
from rag.asking.wording.reported import names_one
from rag.readers.plain.lines import is_list_item
from rag.types import Passage

Form = Literal["fact", "list", "reason", "description"]

Doubles = NDArray[np.float64]

LOOKED_AT = 3
"""How many passages sentences are chosen from: as many as are read. They hold 0.97 of
the labelled sentences (`python -m bench.fit_marking`)."""

MOST = 8
"""More sentences than these are no answer, but the passage."""


@dataclass(frozen=True, slots=True)
class MarkCoefficients:
    """A fitted model: log-odds are `intercept` plus the products with the evidence.

    `is_lead` is 1 for the best sentence of the first passage; `likeness` the cosine of
    another's vector with that one's. `behind` is by how much less a sentence is like
    the question, by their vectors, than the one that is most; `gain` what reading added
    to its score, and `is_unread` 1 where nothing read it. `opens` is 1 for the first
    sentence of a passage, `points_back` for one that begins with "This", "They" ...,
    `is_announced` for one that the best sentence of the first passage announces, or its
    headings where these are what is asked for, and 2 if that is an item of a list.
    """

    intercept: float
    is_lead: float
    likeness: float
    behind: float
    gain: float
    is_unread: float
    opens: float
    points_back: float
    is_announced: float


COEFFICIENTS = MarkCoefficients(
    -3.55, 5.09, 4.48, -7.67, 3.73, -2.05, -0.84, 0.38, 3.53
)
"""Fitted on 147 labelled questions for lists and reasons. Of each article's, by a fit
on those of the others, the mean F1 is 0.72 (`python -m bench.fit_marking`)."""

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
# "What drives the mill?" asks for one thing, "What mills are there?" for several.
_DETERMINERS = (
    "(?:that|the|an?|its|his|her|their|this|these|those|it|him|them|us|you|me)"
)
# "Which firm makes soap?" asks for one thing, too.
_DOES = "makes|owns|sells|builds|comes|goes|gets|gives|takes|keeps"
# "Which industries ...", "What are the main benefits ...", "Name the ...".
_LIST = re.compile(
    r"(?:please\s+)?(?:name|list|enumerate|mention|give\s+(?:me\s+)?(?:some|all|\w+\s+"
    r"examples?|examples?))\b"
    r"|(?:(?:in|at|on|by|for|with|from|to)\s+)?(?:what|which)\s+"
    r"(?!of\s+(?:them|us|the\s+two)\b)"
    rf"(?!\w+s\s+{_DETERMINERS}\b)(?:(?:are|were)\s+(?:the|some|all|its|their|his|her)\b"
    rf"|(?:(?!(?:has|had|is|will|would|in|at|on|to|{_DOES})\b)\w+\s+){{0,2}}?"
    rf"(?!(?:is|was|has|does|this|its|his|news|series|species|basis|status|{_DOES})\b)"
    r"\w{2,}(?<!s)s\b)"
    r"|(?:what|which)\s+(?:\w+\s+(?:people|men|women|children|species|series|countries)"
    r"|data)\b",
    re.IGNORECASE,
)
# "The fee for each term", "sales year by year": what is asked is asked of several.
_EACH = re.compile(
    rf"\b(?:for|of|in|at|to|on|by|from|{AUX})\s+(?:each|every)\b|\beach\s+of\b"
    r"|\bbreak\s?down\s+by\b|\b(?P<unit>\w{3,})\s+by\s+(?P=unit)\b",
    re.IGNORECASE,
)


def form_of(question: str) -> Form:
    """Tell by a question's first words what kind of answer it wants.

    Args:
        question: A question; any that isn't English is taken to ask for a fact.

    Example:
        >>> form_of("Why is it so light?"), form_of("Which cities have monorails?")
        ('reason', 'list')
        >>> form_of("How fast is it?"), form_of("How fast is each of them?")
        ('fact', 'list')
    """
    text = question.strip()
    if _REASON.match(text):
        return "reason"
    if _DESCRIPTION.match(text):
        return "description"
    is_list = _LIST.match(text) is not None and not names_one(text)
    return "list" if is_list or _EACH.search(text) else "fact"


@dataclass(frozen=True, slots=True)
class Sentences:
    """A passage whose sentences may be marked, and what is known of these, (s,) each.

    `cosines` are of their vectors with the question's, `likeness` with that of the
    first passage's best sentence. `gains` are what reading added to their scores, None
    where nothing read them.
    """

    passage: Passage
    cosines: Floats
    likeness: Floats
    gains: Floats | None


def evidence_of(
    near: Sequence[Sentences], lead: int, is_headed: bool = False
) -> list[Doubles]:
    """Gather what the probability of each sentence is computed from.

    Args:
        near: The best passages, best first, at least one.
        lead: The index of the first one's best sentence.
        is_headed: What is asked for is what the first one's heading announces.

    Returns:
        For each passage the columns of `MarkCoefficients` behind the intercept, (s, 8).
    """
    most = max(float(one.cosines.max()) for one in near)
    headings = near[0].passage.context if is_headed else None
    evidence = []
    for number, one in enumerate(near):
        places = np.arange(len(one.cosines))
        is_lead = (places == lead) & (number == 0)
        columns = (
            is_lead,
            np.where(is_lead, 0.0, one.likeness),
            most - one.cosines,
            np.zeros(len(places)) if one.gains is None else one.gains,
            np.full(len(places), one.gains is None),
            places == 0,
            np.isin(places, pointing_back(one.passage)),
            _announced(one.passage, None if number else lead, headings),
        )
        evidence.append(np.column_stack(columns).astype(np.float64))
    return evidence


def _announced(passage: Passage, number: int | None, headings: str | None) -> Doubles:
    """Tell how surely each sentence is announced, by one or by headings, shape (s,)."""
    quotes = passage.quotes()
    is_under = float(passage.context == headings)
    found = np.array([is_under * (1.0 + is_list_item(quote)) for quote in quotes])
    for each in () if number is None else announced_by(passage, number):
        found[each] = 1 + is_item(quotes[each])
    return found


def chances(evidence: Doubles, fitted: MarkCoefficients = COEFFICIENTS) -> Doubles:
    """Say how probable it is that each sentence belongs to the answer.

    Args:
        evidence: As `evidence_of` gathers it, shape (s, 8).
        fitted: The model.

    Returns:
        Probabilities, shape (s,).
    """
    intercept, *factors = astuple(fitted)
    odds: Doubles = np.exp(intercept + evidence @ np.array(factors))
    return odds / (1 + odds)


def most_expected(probabilities: Doubles) -> list[int]:
    """Choose the sentences whose F1 is expected to be highest.

    Were the probabilities independent, that is some number of the most probable ones
    (Jansche 2007, "A Maximum Expected Utility Framework for Binary Sequence Labeling";
    Ye et al. 2012, "Optimizing F-measure: A Tale of Two Approaches").

    Args:
        probabilities: That each belongs to the answer, shape (n,), n at least 1.

    Returns:
        `MOST` at most, the most probable first, and at least one.

    Example:
        Of 0.9 and 0.1 the first alone, by 0.87 against 0.64; of 0.9 and 0.6 both.
    """
    order = np.argsort(-probabilities, kind="stable")
    ordered = probabilities[order]
    counts = range(1, min(MOST, len(order)) + 1)
    best = max(counts, key=lambda count: _expected_f1(ordered, count))
    return [int(place) for place in order[:best]]


def _expected_f1(ordered: Doubles, count: int) -> float:
    """Give the F1 to be expected of the first so many."""
    inside, outside = _how_many(ordered[:count]), _how_many(ordered[count:])
    right = np.arange(len(inside))[:, None]
    f1 = 2 * right / (count + right + np.arange(len(outside)))
    return float(inside @ f1 @ outside)


def _how_many(probabilities: Doubles) -> Doubles:
    """Give the probability of each number of them being so, from none to all.

    >>> _how_many(np.array([0.5, 0.5])).tolist()
    [0.25, 0.5, 0.25]
    """
    counts = np.ones(1)
    for each in probabilities:
        counts = np.convolve(counts, [1 - each, each])
    return counts


def choose(evidence: Sequence[Doubles], lead: int) -> list[list[int]]:
    """Choose the sentences of some passages that are marked.

    Args:
        evidence: What `evidence_of` gathers of them.
        lead: The index of the first one's best sentence, which is always among them.

    Returns:
        Indices of each passage's, the most probable first, the lead before all.
    """
    places = [(n, row) for n, rows in enumerate(evidence) for row in range(len(rows))]
    best = most_expected(chances(np.concatenate(evidence)))
    chosen = dict.fromkeys([(0, lead), *(places[each] for each in best)])
    passages = range(len(evidence))
    return [[row for n, row in chosen if n == number] for number in passages]
