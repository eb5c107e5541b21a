"""How a sentence hangs together with those before it, told by their words.

An explanation goes on over sentences: one speaks of the last one's thing as "these",
and of who was named in full by the last name. English only, but for short questions,
whose answers follow them.
"""

import re
from itertools import pairwise

from rag.asking.ranking.late_interaction import Floats
from rag.asking.wording.english import AUX, WH
from rag.readers.plain.lines import is_list_item
from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.sentences import QUESTION_MARKS
from rag.text.terms import content_stems
from rag.types import Passage

POINTS_BACK = re.compile(
    r"\W*(?:(?:(?:\w+ )?(?:of|among) )?(?:these|those|them)|this|that|such|its?|they"
    r"|their|he|she|his|her)\b",
    re.IGNORECASE,
)
# "Ada Moen: It rained. I stayed in."
_TURN = re.compile(r"[^\W\d_a-z][\w.'’-]*+(?: [^\W\d_a-z][\w.'’-]*+){0,3}:\s")
_SPEAKS_ON = re.compile(r"\W*(?:I(?![-/.])|[Mm]y)\b")
_FULL_NAME = re.compile(r"(?<![\w.])[A-Z][\w.]*+(?: [A-Z][\w.]*+)++")
ASKING_SHARE = 0.3
"""What a sentence loses that asks; set on interviews of our own, for of squad2's and
nq_gold's articles it concerns the quotes of one."""

_OPENING, _CLOSING = "\"'“‘„«(", "\"'”’“»)*_"
_INTERROGATIVE = re.compile(
    r"(?:\A\W*|[,;:—–-]\s+)(?:(?:and|but|so|then|or)\s+)?"
    rf"(?:{WH}|{AUX}|am|shall|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
# In minutes of parliaments: "To ask the Minister when the bridge will open."
_PUT = re.compile(rf"(?:\A|:\s+)To ask\b.*\b(?:{WH}|whether|if)\b", re.DOTALL)
# "Mr Lund asked whether it was safe. The clerk said that it was."
_ASKED = re.compile(
    r"\b(?:asked|wondered|[ei]nquired|w(?:ish|ant)ed\s+to\s+know)\s+(?:[\w'’.-]+\s+){0,5}?"
    r"(?:why|whether|if|how|what|when|who|where|which)\b"
)
_OF_ASKING = re.compile(r"\b(?:ask|wonder|[ei]nquir|question)\w*", re.IGNORECASE)
_REPLIED = re.compile(
    r"\b(?:replied|answered|responded|explained|said|told|confirmed|assured|stated"
    r"|promised)\b"
)
MAX_LABEL_WORDS = 8  # the sign of the item is one of them

MAX_FRAGMENT_WORDS = 12
"""A longer sentence with a question mark and no clause that asks, in English, ends with
a title: "She won at Who Wants to Be a Millionaire?"."""
# Hardly a sentence of so many words has none of these.
_ENGLISH = re.compile(r"\b(?:the|of|and|to|at|he|she|it)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\w{3,}")


def as_read_on(passage: Passage, scores: Floats) -> Floats:
    """Let a sentence that points back match a question by the words it points to.

    "These are caused by ..." says of what only together with the sentence before it.

    Args:
        passage: The passage.
        scores: How well each of its sentences matches the question, shape (s,).

    Returns:
        The scores, shape (s,), none less than it was. Of 566 questions for reasons in
        the training material it finds the sentence for 498 instead of 490, of 43
        on other sets for 31 instead of 30.
    """
    read = scores.copy()
    for number in pointing_back(passage):
        read[number] = scores[number - 1 : number + 1].max()
    return read


def as_answered(question: str, passage: Passage, scores: Floats) -> Floats:
    """Let what follows a question match by it, and let the question lose.

    In an interview nothing is as like a question as the article's own, and the answer
    may have none of its words.

    Args:
        question: The question.
        passage: The passage.
        scores: How well each of its sentences matches the question, shape (s,).

    Returns:
        The scores, shape (s,).
    """
    answered = scores.copy()
    for asking, answers in answers_in(question, passage).items():
        answered[asking] -= ASKING_SHARE
        if answers:
            # All of them by as much: which one answers is theirs to say.
            behind = slice(answers.start, answers.stop)
            best = scores[behind].max()
            answered[behind] = scores[behind] + max(scores[asking] - best, 0)
    return answered


def answers_in(question: str, passage: Passage) -> dict[int, range]:
    """Find the sentences that ask, or tell so, and those behind that may answer.

    These end with the paragraph that the first of them stands in, or before the next
    question. What follows two questions in a row may answer either. What an item is
    about may stand before it like a question: "- Lamp. It burns oil."

    Args:
        question: The question; one for who asked, or what, is answered by the telling.
        passage: The passage.

    Returns:
        By the index of each that asks, those of what follows; the last may have none.
    """
    found: dict[int, range] = {}
    last, paragraph = len(passage.sentences), None
    for number, sentence in reversed([*enumerate(passage.sentences)]):
        pair = _with_next(passage, number)
        is_told = pair is not None and tells_reply(question, *pair)
        is_asked = is_told or is_label(passage, number)
        if is_asked or asks(passage.quote(sentence)):
            found[number] = found.get(number + 1) or range(number + 1, last)
            last = number
        elif sentence.paragraph != paragraph:
            last, paragraph = number + 1, sentence.paragraph
    return found


def tells_reply(question: str, telling: str, reply: str) -> bool:
    """Tell whether a sentence tells of what is asked, and the next one of the reply.

    It must ask for the like: "He asked whether I could cook" may well say who it was.

    Args:
        question: The question; one for who asked, or what, is answered by the telling.
        telling: A sentence.
        reply: The one behind it.

    Example:
        >>> telling = "Mr Lund asked whether it was safe."
        >>> tells_reply("Is it safe?", telling, "The clerk said that it was.")
        True
        >>> tells_reply("Who asked?", telling, "The clerk said that it was.")
        False
    """
    asked = _ASKED.search(telling)
    if asked is None or not _REPLIED.search(reply) or _OF_ASKING.search(question):
        return False
    told = content_stems(telling[asked.end() :], DEFAULT_LANGUAGE)
    return not told.isdisjoint(content_stems(question, DEFAULT_LANGUAGE))


def is_label(passage: Passage, number: int) -> bool:
    """Tell whether a sentence says in a few words what its item is about."""
    pair = _with_next(passage, number)
    if pair is None:
        return False
    this, behind = pair
    is_short = len(this.split()) <= MAX_LABEL_WORDS
    return is_short and is_list_item(this) and not is_list_item(behind)


def _with_next(passage: Passage, number: int) -> tuple[str, str] | None:
    """Give a sentence and the one behind it, if that is of the same paragraph."""
    pair = passage.sentences[number : number + 2]
    if len(pair) < 2 or pair[0].paragraph != pair[1].paragraph:
        return None
    return passage.quote(pair[0]), passage.quote(pair[1])


def asks(sentence: str) -> bool:
    """Tell whether a sentence is a question, and doesn't tell of one.

    Example:
        >>> asks("Is it safe?"), asks('They asked, "Is it safe?"')
        (True, False)
        >>> asks("Darf man im alten Hafen neben dem Turm auch dann noch baden, wenn das"
        ...     " Wasser steigt?")
        True
    """
    if _PUT.search(sentence):
        return True
    bare = sentence.rstrip(_CLOSING)
    if not bare.endswith(QUESTION_MARKS):
        return False
    # A quotation that is all of it asks.
    is_quoted = not set('"”“»').isdisjoint(sentence[len(bare) :])
    is_told = is_quoted and sentence[0] not in _OPENING
    is_plain = len(sentence.split()) <= MAX_FRAGMENT_WORDS or not _ENGLISH.search(
        sentence
    )
    return not is_told and (is_plain or _INTERROGATIVE.search(sentence) is not None)


def pointing_back(passage: Passage) -> list[int]:
    """List the sentences that begin by pointing to the one before them.

    Returns:
        Their indices in order; none opens the passage or a paragraph.
    """
    return [
        number
        for number, (before, this) in enumerate(pairwise(passage.sentences), 1)
        if this.paragraph == before.paragraph
        and _points_back(passage.quote(before), passage.quote(this))
    ]


def is_spoken_on(before: str, sentence: str) -> bool:
    """Tell whether a sentence is said by whom the one before it names as speaking.

    Example:
        >>> is_spoken_on("Ada Moen: It rained.", "I stayed in.")
        True
    """
    return _TURN.match(before) is not None and _SPEAKS_ON.match(sentence) is not None


def _points_back(before: str, sentence: str) -> bool:
    if POINTS_BACK.match(sentence) or is_spoken_on(before, sentence):
        return True
    first = _FIRST_WORD.match(sentence)
    return first is not None and any(
        name.rstrip(".").endswith(f" {first[0]}") for name in _FULL_NAME.findall(before)
    )
