"""A question that asks several things, taken apart by its form.

"What is the CR450 and how fast is it?" has an answer in two places, and one passage
seldom is both. Each part becomes a question of its own; what the person wrote of it
stays beside it, to be shown. English forms only, and questions one after another in any
language; whatever has no such form is one question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from rag.asking.wording.followups import follow_up
from rag.asking.wording.front_questions import front_question
from rag.types import Turn

MAX_PARTS = 4
"""Each is a retrieval; what asks for more is taken as one question."""

_WH = r"(?:what|who|whom|whose|which|where|when|why|how)"
_AUX = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|"
    r"might|must)"
)
_END = " ?!.,;:"
_SENTENCE = re.compile(r"[^?\u061f\uff1f]+[?\u061f\uff1f]+")
# "Which cities and which companies ...": as many words before as after the "and", none
# of them a verb, so that what follows belongs to both.
_SHARED = re.compile(
    rf"(?P<one>{_WH}(?:\s+(?!{_AUX}\b)[\w'-]+){{0,3}}?),?\s+(?:and|or)\s+"
    rf"(?P<rest>{_WH}\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(
    rf",?\s+(?:and|but)\s+(?=(?:(?:also|then|if\s+so)\s+)?"
    rf"(?:{_WH}\b|{_AUX}\s+(?:it|he|she|they|there|this|that|these|those|the)\b))",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:please\s+)?(?:compare|contrast)\s+(?P<a>.+?)\s+(?:and|with|to|versus|vs\.?)\s+"
    r"(?P<b>.+)"
    r"|(?:what(?:'s|\s+(?:is|are))\s+the\s+)?differences?\s+between\s+(?P<c>.+?)\s+and"
    r"\s+(?P<d>.+)"
    rf"|how\s+{_AUX}\s+(?P<e>.+?)\s+and\s+(?P<f>.+?)\s+(?:differ|compare)"
    rf"|how\s+{_AUX}\s+(?P<g>.+?)\s+(?:differ\s+from|compare\s+(?:to|with))\s+(?P<h>.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One thing that a question asks: as it was written, and as it is searched for."""

    written: str
    question: str


def parts_of(question: str, language: str) -> tuple[AskedPart, ...]:
    """Take a question apart.

    Args:
        question: The question.
        language: Its language, ISO 639-1.

    Returns:
        Two to `MAX_PARTS` parts in their order; none where it asks one thing.

    Example:
        >>> for part in parts_of("When and where was it built?", "en"):
        ...     print(part.written, "|", part.question)
        When | When was it built?
        where | Where was it built?
        >>> parts_of("Which is larger, Lima and Callao or Quito?", "en")
        ()
    """
    if asked := front_question(question):
        return tuple(starmap(AskedPart, asked.parts())) if len(asked.fields) > 1 else ()
    parts = _several_questions(question, language)
    if len(parts) < 2 and language == "en":
        bare = question.strip().rstrip(_END)
        parts = _shared(bare) or _compared(bare) or _joined(bare)
    return parts if 2 <= len(parts) <= MAX_PARTS else ()


def _several_questions(text: str, language: str) -> tuple[AskedPart, ...]:
    """Read questions that stand one after another, each with its own mark."""
    written = [match.group().strip() for match in _SENTENCE.finditer(text)]
    if sum(map(len, written)) < len(text.strip()) - len(written):
        return ()  # what stands beside them may change what they mean
    if language != "en":
        return tuple(AskedPart(one, one) for one in written)
    return tuple(_with_subjects(written))


def _shared(bare: str) -> tuple[AskedPart, ...]:
    match = _SHARED.fullmatch(bare)
    if match is None:
        return ()
    one, words = match["one"], match["rest"].split()
    size = len(one.split())
    other, rest = words[:size], words[size:]
    if len(rest) < 2 or any(re.fullmatch(_AUX, word, re.IGNORECASE) for word in other):
        return ()
    shared = " ".join(rest)
    return tuple(
        AskedPart(part, _asked(f"{part} {shared}")) for part in (one, " ".join(other))
    )


def _compared(bare: str) -> tuple[AskedPart, ...]:
    match = _COMPARED.fullmatch(bare)
    if match is None:
        return ()
    pair = [side for side in match.groups() if side is not None]
    return tuple(AskedPart(side, _asked(f"what is {side}")) for side in pair)


def _joined(bare: str) -> tuple[AskedPart, ...]:
    written = _JOINED.split(bare)
    # "Who and what ..." and the like: nothing is asked before the "and".
    if len(written) < 2 or len(written[0].split()) < 2:
        return ()
    return tuple(_with_subjects(written))


def _with_subjects(written: Sequence[str]) -> Iterator[AskedPart]:
    """Put the first part's subject in the place of a pronoun in the later ones."""
    first, *later = written
    yield AskedPart(first, _asked(first))
    for part in later:
        lean = follow_up(_asked(part), [Turn(_asked(first))], "en")
        if re.fullmatch(_WH, part, re.IGNORECASE):
            yield AskedPart(part, _with_question_word(first, part))
        elif lean is not None and lean.incomplete and lean.readings:
            yield AskedPart(part, lean.readings[0].searched)
        else:
            yield AskedPart(part, _asked(part))


def _with_question_word(first: str, word: str) -> str:
    """Ask the same with another word: "When was it built" and "where"."""
    match = re.fullmatch(rf"{_WH}\s+(?P<rest>{_AUX}\s.+)", first, re.IGNORECASE)
    return _asked(f"{word} {match['rest']}" if match else f"{first}, and {word}")


def _asked(text: str) -> str:
    bare = text.strip().rstrip(_END)
    return f"{bare[:1].upper()}{bare[1:]}?"
