"""Sentences that speak of what is asked for, and don't say which or who it is.

"A ship's anchor cut it" doesn't answer which ship, however much it is on that. English
only.
"""

import re

from rag.asking.wording.english import AUX, BE, DAYS, HAVE, NUMBERS
from rag.asking.wording.names import names_more

# What has a name with a capital, as a pigment or a dish has not.
_NAMED = (
    r"(?:men|man|women|woman|boys?|girls?|child(?:ren)?|(?:grand|great-grand)?(?:sons?"
    r"|daughters?)|brothers?|sisters?|nephew|niece|widow|widower"
    r"|mother|father|parents|wife|husband|partner|cousin|uncle|aunt|friend|neighbou?r|baby"
    r"|judge|doctor|surgeon|driver|captain|owner|author|governor|mayor|president|minister"
    r"|chief|chair\w*|head|director|manager|teacher|students?|members?|victims?|apprentice"
    r"|founder|winners?|leader|engineer|inventor|ship|vessel|boat|yacht|dog|horse)"
)
# "What was the boy called?", "the name of the judge", "What were their names?"
_ASKS_NAME = re.compile(
    rf"\bnames?\s+of\s+(?:the\s+)?(?:[\w'’]+\s+){{0,3}}?{_NAMED}\b"
    rf"|\bwhat\s+(?:{BE})\s+(?:(?:[\w'’]+\s+){{1,4}}?{_NAMED}\s+(?:called|named)"
    r"|(?:their|his|her)\s+names?)\W*\Z",
    re.IGNORECASE,
)
# Who built it, not who wrote it: what else is said to be done has another form.
_WHO_DID = re.compile(
    rf"\W*who\s+(?:(?:{HAVE})\s+)?(?P<verb>(?!{AUX}\b)[a-z]+[tnd])\b", re.IGNORECASE
)
_IS_DONE = rf"\b(?:{BE}|been|being|be|got)\s+(?:\w+ly\s+)?{{}}\b"
_BY = re.compile(r"\bby\b", re.IGNORECASE)
# "Which issues" is answered by what follows on "a number of issues".
_WHICH = re.compile(
    rf"\A\W*which\s+(?:(?:{NUMBERS})\s+(?P<several>[a-z]{{3,}}s)"
    rf"|(?P<one>(?!of\b|day|date|month|year|season)[a-z]{{2,}}(?<!s)))\s+(?!(?!{AUX}\b)[a-z]+s\b)",
    re.IGNORECASE,
)
# "A ship", "two local firms", and not "a metal called tungsten", "tin is a metal".
_ANY = (
    r"(?<!\b(?:is|as|be) )(?<!\b(?:are|was) )(?<!\bwere )"
    rf"\b(?:an?|some|another|{NUMBERS})\s+(?:[a-z-]+\s+)?(?:[a-z-]+\s+)?{{}}\b"
)
_TOLD = re.compile(
    r".*:|['’]?s?\s*(?:[,(–—]|\b(?:called|named|known|such|like|including|of)\b)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(rf"\b(?:{DAYS})\b", re.IGNORECASE)


def leaves_unnamed(question: str, sentence: str) -> bool:
    """Tell whether a sentence speaks of what is asked for without saying which it is.

    Args:
        question: The question.
        sentence: What may answer it.

    Example:
        >>> leaves_unnamed("What is the ship called?", "He was lost with his ship.")
        True
        >>> leaves_unnamed("Which ship was it?", "A ship's anchor cut the cable.")
        True
        >>> leaves_unnamed("Who accused Moen?", "Moen was accused of theft in 1920.")
        True
        >>> leaves_unnamed("Who accused Moen?", "Moen was accused by a clerk.")
        False
    """
    if _leaves_out_who(question, sentence):
        return True
    is_asked = _ASKS_NAME.search(question) is not None
    if not is_asked and not _is_any(question, sentence):
        return False
    return not names_more(question, _DAY.sub("", sentence))


def _leaves_out_who(question: str, sentence: str) -> bool:
    """Tell whether a sentence says that what is asked for was done, and not by whom."""
    asked = _WHO_DID.match(question)
    if asked is None or _BY.search(sentence):
        return False
    said, is_done = (
        re.findall(each.format(asked["verb"]), sentence, re.IGNORECASE)
        for each in (r"\b{}\b", _IS_DONE)
    )
    return 0 < len(said) == len(is_done)


def _is_any(question: str, sentence: str) -> bool:
    """Tell whether a sentence only has some thing, or things, of the kind asked for."""
    asked = _WHICH.match(question)
    if asked is None:
        return False
    kind = asked["several"] or asked["one"]
    said = re.findall(rf"\b{kind}\b", sentence, re.IGNORECASE)
    of_any = [*re.finditer(_ANY.format(kind), sentence, re.IGNORECASE)]
    is_told = any(_TOLD.match(sentence, each.end()) for each in of_any)
    return 0 < len(said) == len(of_any) and not is_told
