"""Questions that look answerable: a name, number or opposite changed for another.

The rules are those of Jia and Liang 2017 and of the unanswerable half of SQuAD 2.0
(Rajpurkar et al. 2018, table 1): entity swap, number swap, antonym, negation.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

_PAIRS = """
    first/last before/after largest/smallest most/least more/fewer north/south east/west
    northern/southern eastern/western oldest/youngest highest/lowest high/low
    increase/decrease increased/decreased begin/end began/ended start/stop
    started/stopped best/worst early/late earliest/latest major/minor win/lose won/lost
    support/oppose supported/opposed accept/reject accepted/rejected male/female
    men/women private/public upper/lower inside/outside maximum/minimum import/export
    imported/exported allow/prohibit allowed/prohibited legal/illegal rich/poor
    longest/shortest fastest/slowest internal/external common/rare above/below
    majority/minority strong/weak stronger/weaker older/younger
"""
_OPPOSITE = dict(pair.split("/") for pair in _PAIRS.split())
_OPPOSITE |= {b: a for a, b in _OPPOSITE.items()}

_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*\d|(?<![\w.])\d(?!\w)")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+(?: (?:of )?[A-Z][\w'-]+)*")
_VERB = re.compile(r"\b(?:is|are|was|were|did|does|do|can|could|will|would|has|have)\b")


def swapped(
    question: str, passage: str, near: Sequence[str], random: Random
) -> str | None:
    """Change one thing of a question, so that its passage no longer answers it.

    Args:
        question: The question, which the passage answers.
        passage: The passage.
        near: Passages of the same article, from which names and numbers are taken.
        random: Chooses.

    Returns:
        The other question; None where nothing in it can be changed.
    """
    ways: list[Callable[[], str | None]] = [
        lambda: _swap(_NUMBER, question, [passage, *near], random),
        lambda: _swap(_NAME, question, [passage, *near], random),
        lambda: _opposite(question, random),
    ]
    random.shuffle(ways)
    if random.random() < 0.08:
        ways.insert(0, lambda: _negated(question))
    return next((made for way in ways if (made := way()) is not None), None)


def _swap(
    kind: re.Pattern[str], question: str, texts: Sequence[str], random: Random
) -> str | None:
    found = list(kind.finditer(question))
    if not found:
        return None
    match = random.choice(found)
    old = match.group()
    asked = question.lower()
    others = {
        other
        for text in texts
        for other in kind.findall(text)
        if other.lower() not in asked and abs(len(other) - len(old)) <= 12
    }
    if kind is _NUMBER:
        others = {other for other in others if len(other) == len(old)}
    if not others:
        return None
    new = random.choice(sorted(others))
    return question[: match.start()] + new + question[match.end() :]


def _opposite(question: str, random: Random) -> str | None:
    words = re.findall(r"\w+|\W+", question)
    known = [place for place, word in enumerate(words) if word.lower() in _OPPOSITE]
    if not known:
        return None
    place = random.choice(known)
    words[place] = _OPPOSITE[words[place].lower()]
    return "".join(words)


def _negated(question: str) -> str | None:
    match = _VERB.search(question)
    if match is None:
        return None
    return f"{question[: match.end()]} not{question[match.end() :]}"
