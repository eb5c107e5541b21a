"""Which sentences another announces, as "There are three reasons." does those behind.

They go on its paragraph, or are items. English only, but for items and colons.
"""

import re

from rag.asking.ranking.discourse import POINTS_BACK
from rag.asking.wording.english import NUMBERS, ORDINALS
from rag.readers.plain.lines import ends_sentence, is_list_item
from rag.types import Passage

_NUMBERS = NUMBERS.split("|")[:9]  # to ten
_ANNOUNCES = re.compile(
    rf"\b(?:(?P<number>{'|'.join(_NUMBERS)})|several|many|multiple|various|numerous"
    r"|some|(?:a|the)\s+(?:\w+\s+)?(?:number|variety|range|series)\s+of|the\s+following)"
    r"\s+(?:[\w-]+\s+){0,3}?(?:advantages|aims|approaches|arguments|aspects|benefits"
    r"|causes|challenges|changes|concerns|conditions|consequences|contributions|criteria"
    r"|differences|difficulties|disadvantages|drawbacks|effects|examples|explanations"
    r"|exceptions|factors|features|findings|forms|functions|goals|incentives|issues|kinds"
    r"|limitations|limits|measures|mechanisms|methods|motives|objections|options|points"
    r"|principles|problems|properties|proposals|purposes|qualities|questions|reasons"
    r"|recommendations|risks|roles|rules|scenarios|signs|sources|stages|steps|strategies"
    r"|symptoms|tasks|threats|things|types|uses|ways)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    rf"\W*(?:\w+\s+){{0,3}}?(?P<number>{'|'.join(_NUMBERS)})\s+(?:[\w-]+\s+){{0,2}}?"
    r"(?:[a-z]{3,}s|people|women|men|children)\b",
    re.IGNORECASE,
)
MOST_COUNTING = 8
"""So many words has a sentence at most that only counts: "Three parties set out." """

_ORDINAL = re.compile(rf"\W*(?:(?:{ORDINALS})(?:ly)?|(?:final|last)ly)\b", re.I)
_FIRST = re.compile(r"\W*first(?:ly)?,", re.IGNORECASE)
# "Our study has limitations."
_HAS = re.compile(
    r"\b(?:has|have|had|are|were)\s+(?:(?:its|their|also|clear|important)\s+){0,2}"
    r"(?:limitations|drawbacks|disadvantages|advantages|benefits|exceptions|risks"
    r"|problems|reasons)\W*\Z",
    re.IGNORECASE,
)
# "The following events are held.", in other languages than English.
_FOLLOWING = re.compile(
    r"\b(?:folgende[nrms]?|volgende|suivante?s?|seguent[ei]|siguientes?|seguintes?"
    r"|следующ\w+|następując\w+)\b|(?<!\w)(?:ال)?(?:تالي|آتي)\w*|次の|以下|如下|下列|下記|下面",
    re.IGNORECASE,
)
# What names them behind it: "two ways, by sea and by land", "reasons such as frost".
_NAMES = re.compile(r"[,;:(—–]|\b(?:such as|includ\w+|namely|because|by|like)\b")
MOST_ANNOUNCED = 5
"""So many sentences at most are taken to be announced by one that gives no number: with
3 to 6 the F1 of `bench.fit_marking` is 0.70 to 0.71."""

MOST_LISTED = 7
"""Behind a colon; with the one before it they are as many as are marked at most."""


def announced_by(passage: Passage, number: int) -> list[int]:
    """List the sentences that one announces, as "There are two reasons." does.

    They go on its paragraph, or are items of a list behind it, or are counted there:
    "She would not sell. First, ... Second, ..." A line that is no sentence announces
    what points back to it: "- Proof of age", "This may be a bill."

    Args:
        passage: The passage.
        number: Which of its sentences.

    Returns:
        Their indices in order.
    """
    own = passage.sentences[number]
    if _is_explained(passage, number):
        return [number + 1]
    most = max(number + announces(passage.quote(own)), _last_counted(passage, number))
    last = number
    for other in passage.sentences[number + 1 : most + 1]:
        if other.paragraph != own.paragraph and not is_item(passage.quote(other)):
            break
        last += 1
    return list(range(number + 1, last + 1))


def _last_counted(passage: Passage, number: int) -> int:
    """Give the last of the sentences that are counted behind one, or that one."""
    own = passage.sentences[number]
    behind = passage.sentences[number + 1 : number + 1 + MOST_LISTED]
    quotes = [passage.quote(each) for each in behind if each.paragraph == own.paragraph]
    if not quotes or not _FIRST.match(quotes[0]):
        return number
    counted = [at for at, quote in enumerate(quotes, 1) if _ORDINAL.match(quote)]
    return number + counted[-1] if len(counted) > 1 else number


def _is_explained(passage: Passage, number: int) -> bool:
    """Tell whether a line that is no sentence has one on it below."""
    pair = [passage.quote(each) for each in passage.sentences[number : number + 2]]
    return (
        len(pair) == 2
        and not ends_sentence(pair[0])
        and pair[0][-1].isalnum()
        and POINTS_BACK.match(pair[1]) is not None
    )


def is_item(sentence: str) -> bool:
    """Tell whether a sentence is counted, by a sign or a word, as one of several.

    Example:
        >>> is_item("- The grid is weak."), is_item("Second, it is cold.")
        (True, True)
    """
    return is_list_item(sentence) or _ORDINAL.match(sentence) is not None


def announces(sentence: str) -> int:
    """Tell how many sentences one announces at most, 0 where it announces none.

    Example:
        >>> announces("There are two reasons."), announces("It rained.")
        (2, 0)
    """
    if sentence.endswith((":", "：")):
        return MOST_LISTED
    if _HAS.search(sentence) or _FOLLOWING.search(sentence):
        return MOST_ANNOUNCED
    is_short = len(sentence.split()) <= MOST_COUNTING
    found = _ANNOUNCES.search(sentence) or (is_short and _COUNTS.match(sentence))
    if not found or _NAMES.search(sentence, found.end()):
        return 0
    number = found["number"]
    return 2 + _NUMBERS.index(number.lower()) if number else MOST_ANNOUNCED
