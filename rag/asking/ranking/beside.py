"""Whether the sentence before or behind the best one is quoted with it.

"He is the oldest" says who with the sentence before, and what only leads up to an
answer says it with the one behind. English only.
"""

import re

from rag.asking.ranking.announcing import announced_by
from rag.asking.ranking.discourse import (
    answers_in,
    is_label,
    is_spoken_on,
    pointing_back,
)
from rag.asking.ranking.late_interaction import Floats
from rag.asking.wording.answer_types import is_open, wants_time
from rag.asking.wording.english import AUX, MODAL
from rag.asking.wording.reasons import concludes
from rag.text.terms import content_stems
from rag.types import Passage, Span

POINTING_SHARE = 0.18
"""What the words of a sentence that points back gain, where it is asked whether it is
quoted behind the best one. On four English sets 143 of 3,719 quotes go on so, and 37 of
these are right only with it; with 0.06 92 and 26, with 0.24 179 and 38."""

_PERIODS = "year|month|week|day|night|morning|evening|decade|century|time"
# "Next year" alone counts from today.
_COUNTS_ON = re.compile(
    rf"\b(?:(?:same|that|the\s+next|following|previous)\s+(?:{_PERIODS})"
    rf"|(?:{_PERIODS})s?\s+(?:later|earlier|afterwards))\b",
    re.IGNORECASE,
)
_COUNTS_FIRST = re.compile(
    rf"\W*(?:[a-z]+\s+)?(?:the\s+)?{_COUNTS_ON.pattern}", re.IGNORECASE
)
_NEXT = rf"\s+(?:(?:{MODAL})\s+)?(?:\w+ly\s+)?(?P<next>[a-z]+)"
_ASKS = re.compile(rf"\W*(?:what|which|who){_NEXT}", re.IGNORECASE)
_POINTS = re.compile(rf"\W*(?:this|that|these|those|it|they){_NEXT}", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\W*(?:who|which\s+(?:one\s+)?of)\b", re.IGNORECASE)
_ASKS_WHO_SAID = re.compile(
    r"\W*who\s+(?:said|says|called|wrote)\b(?P<said>.+)", re.IGNORECASE | re.DOTALL
)
_ASKS_WHETHER = re.compile(rf"\W*{AUX}\b", re.IGNORECASE)
_SAYS_WHETHER = re.compile(r"\W*(?:yes|no|not\s+(?:yet|quite|always|entirely))\b", re.I)


def beside_of(
    question: str, passage: Passage, own: Floats, best: int, words: Span | None
) -> int:
    """Say which sentence beside the best one is quoted with it.

    Args:
        question: The question, one for a fact.
        passage: The passage.
        own: What each sentence's own best words add to its score, shape (s,).
        best: The best sentence.
        words: That one's best words, as characters of the passage's text.

    Returns:
        -1 for the one before, 1 for the one behind, 0 for none.
    """
    if _leans(question, passage, best, words) or (
        _explains_before(question, passage, best)
    ):
        return -1
    if _goes_on(question, passage, own, best):
        return 1
    return -1 if best and is_label(passage, best - 1) else 0


def points_to_asked(question: str, passage: Passage, best: int) -> bool:
    """Tell whether a sentence points to the one before it for what is asked for.

    "Wages were cut. This led to a strike." answers "What led to the strike?" with both.
    In the training material 37 questions for what a sentence points to so are answered
    by it or the one before it, 28 of them by the one before.

    Args:
        question: The question.
        passage: The passage.
        best: The best sentence.
    """
    asked = _ASKS.match(question)
    says = _POINTS.match(passage.quote(passage.sentences[best]))
    if not asked or not says or not _follows(passage, best):
        return False
    verb, other = asked["next"].lower(), says["next"].lower()
    is_same = verb.removesuffix("s") == other.removesuffix("s")
    return is_same and re.fullmatch(AUX, verb) is None


def concludes_at(passage: Passage, number: int) -> bool:
    """Tell whether a sentence says what follows from the one before it.

    "They therefore sank." says why only with that, which has the reason.

    Args:
        passage: The passage.
        number: Which of its sentences.
    """
    quote = passage.quote(passage.sentences[number])
    return _follows(passage, number) and concludes(quote)


def _follows(passage: Passage, best: int) -> bool:
    """Tell whether a sentence goes on in the paragraph of the one before it."""
    before, this = passage.sentences[best - 1], passage.sentences[best]
    return best > 0 and before.paragraph == this.paragraph


def _leans(question: str, passage: Passage, best: int, words: Span | None) -> bool:
    """Tell whether a sentence's answer says something only with the one before it.

    "Not at 60." answers a question, "I do." says who with "Ada: We bake.", and "a year
    later" counts from what was said last: in the training material a sentence that
    opens so says when in 2 of 21 questions for a time, and the one before it in 19.
    """
    asking = answers_in(question, passage)
    if best - 1 in asking and best not in asking:
        return not is_label(passage, best - 1)
    if words is None or not _follows(passage, best):
        return False
    said = passage.text[words.start : words.end]
    before, quote = map(passage.quote, passage.sentences[best - 1 : best + 1])
    if _ASKS_WHO.match(question) and is_spoken_on(before, quote):
        return True
    is_counted = wants_time(question) and _COUNTS_FIRST.match(quote) is not None
    return is_counted or _COUNTS_ON.search(said) is not None


def _explains_before(question: str, passage: Passage, best: int) -> bool:
    """Tell whether a sentence goes on behind the "Yes" that is asked for."""
    return (
        _follows(passage, best)
        and _ASKS_WHETHER.match(question) is not None
        and _SAYS_WHETHER.match(passage.quote(passage.sentences[best - 1])) is not None
    )


def _goes_on(question: str, passage: Passage, own: Floats, best: int) -> bool:
    """Tell whether the answer may be in the sentence behind the best one.

    What the question's words find may lead up to it: "It was tested twice. These tests
    failed." Or it announces it. A statement asks for nothing beside what says the same.
    """
    if question.endswith("."):
        return False
    behind = best + 1
    if _is_quoted_behind(question, passage, best):
        return True
    if is_open(question) and behind in announced_by(passage, best):
        return True
    if behind == len(own) or (
        passage.sentences[best].paragraph != passage.sentences[behind].paragraph
    ):
        return False
    pointing = POINTING_SHARE * (behind in pointing_back(passage))
    return bool(own[behind] + pointing > own[best])


def _is_quoted_behind(question: str, passage: Passage, best: int) -> bool:
    """Tell whether what somebody said stands behind the sentence that says who.

    "The landlord is Hugo Frame. 'I am no charity,' he added."
    """
    asked, behind = _ASKS_WHO_SAID.match(question), best + 1
    is_last = behind == len(passage.sentences)
    if asked is None or is_last or not _follows(passage, behind):
        return False
    said = content_stems(asked["said"], "en")
    own, other = (
        content_stems(passage.quote(each), "en")
        for each in passage.sentences[best : behind + 1]
    )
    return bool(said) and said <= other and not said <= own
