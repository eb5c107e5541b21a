"""Whether a text says why, by the words that give a reason. English only."""

import re

from rag.asking.wording.english import AUX, DAYS
from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.terms import content_stems

_ASKS = re.compile(
    r"(?:\A\W*(?:(?:and|but|so|then)\s+)*|[,;:]\s+)why\b|\bfor\s+what\s+reasons?\b"
    r"|\b(?:what|which)\b.*\breasons?\b",
    re.IGNORECASE,
)
_WHY = re.compile(rf"\W*(?:(?:and|but|so|then)\s+)*why\s+{AUX}\b", re.IGNORECASE)
JOINED = (
    r",\s+(?:as|for)\s+(?!(?:example|instance|well|of|usual|always|far|long|soon|many|much"
    r"|if|though|now|years|months|weeks|days|hours|the\s+(?:first|second|third|last))\b|\d)"
)
"""Joins a reason to what it is of: ", as it had rusted", and not ", for example"."""

# What stands behind these is the reason. "Since 1963" and "since then" say how long.
_BECAUSE = re.compile(
    r"(?:\b(?:because|so\s+(?:that|as\s+to)|in\s+order\s+to|(?:due|owing|thanks)\s+to"
    r"|for\s+fear|caused\s+by|on\s+account\s+of|for\s+the\s+sake"
    rf"|since(?!\s+(?:then|last|\d|(?:{DAYS})\b)))\b|{JOINED})"
    r"(?P<said>[^.;,]*)",
    re.IGNORECASE,
)
# It stands before these, or in another sentence.
_HENCE = re.compile(
    r"\b(?:as\s+a\s+result|reasons?|therefore|hence|blam\w+|(?:which|that)\s+is\s+why)\b"
    r"|,\s+so\s(?!that\b)",
    re.IGNORECASE,
)
# What may tell why, however loosely: "for repairs", "amid protests", "; it had rusted".
_MAY_TELL = re.compile(
    r"\b(?:because|since|as|so|that|due|owing|thanks|for|to|after|when|while|once|over|amid"
    r"|following|with|without|by|given|from|out|under|through|if|unless|but|where|which"
    r"|despite|until|before|during|in\s+(?:order|response|view|case|protest)|instead|too"
    r"|on\s+(?:account|grounds|the\s+grounds?|health|orders?)|reasons?|caus\w*|mean\w*"
    r"|need\w*|want\w*|fear\w*|hop\w+|lack\w*|\w+ing)\b|[;:()–—-]\s|[.?!]\s",
    re.IGNORECASE,
)

_CONCLUDES = re.compile(
    r"\W*(?:(?:so(?!\s+(?:far|that|called|much|many)\b)|thus|hence|therefore|consequently"
    r"|accordingly|as\s+a\s+(?:result|consequence)|for\s+(?:this|that)\s+reason"
    r"|(?:this|that)\s+(?:is|was)\s+why)\b"
    r"|(?:[\w'’-]+\s+){1,4}?(?:therefore|thus|hence|consequently)\b)",
    re.IGNORECASE,
)


def concludes(sentence: str) -> bool:
    """Tell whether a sentence says what follows from the one before it.

    Example:
        >>> concludes("It was therefore shut."), concludes("The lock had rusted.")
        (True, False)
    """
    return _CONCLUDES.match(sentence) is not None


def only_repeats(question: str, sentence: str) -> bool:
    """Tell whether it is asked why something is so, and all that is said is that it is.

    Args:
        question: The question.
        sentence: What may answer it.

    Example:
        >>> only_repeats("Why was the lock shut?", "The old lock was shut in May.")
        True
        >>> only_repeats("Why was the lock shut?", "The lock was shut for repairs.")
        False
        >>> only_repeats("Why was the lock shut?", "The gates had rusted.")
        False
    """
    if not _WHY.match(question) or _MAY_TELL.search(sentence.strip()):
        return False
    asked = content_stems(question, DEFAULT_LANGUAGE)
    return bool(asked) and asked <= content_stems(sentence, DEFAULT_LANGUAGE)


def gives_reason(question: str, text: str) -> bool:
    """Tell whether a question asks why, and a text gives a reason by its words.

    Args:
        question: The question.
        text: What may answer it.

    Example:
        >>> gives_reason("Why was it shut?", "It was shut, as the lock had rusted.")
        True
        >>> gives_reason("When was it shut?", "It was shut, as the lock had rusted.")
        False
        >>> gives_reason("Why was it shut?", "Few came because it was shut.")
        False
    """
    if _ASKS.search(question) is None:
        return False
    if _HENCE.search(text):
        return True
    asked = content_stems(question, DEFAULT_LANGUAGE)
    said = (
        content_stems(found["said"], DEFAULT_LANGUAGE)
        for found in _BECAUSE.finditer(text)
    )
    # "Because, she said, it had rusted" says it later.
    return any(not words or not words <= asked for words in said)
