"""Whether a text says why, by the words that give a reason. English only."""

import re

from rag.asking.wording.english import DAYS, MONTHS

_ASKS = re.compile(
    r"(?:\A\W*(?:(?:and|but|so|then)\s+)*|[,;:]\s+)why\b|\bfor\s+what\s+reasons?\b"
    r"|\b(?:what|which)\b.*\breasons?\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:because|so\s+(?:that|as\s+to)|in\s+order\s+to|due\s+to|owing\s+to"
    r"|thanks\s+to|as\s+a\s+result|for\s+fear|reasons?|therefore|hence|caused\s+by"
    r"|on\s+account\s+of|blam\w+|(?:which|that)\s+is\s+why|for\s+the\s+sake)\b"
    # "Since 1963" and "since then" say how long.
    rf"|\bsince\b(?!\s+(?:then|last|\d|(?:{MONTHS}|{DAYS})\b))|,\s+(?:so|as|for)\s",
    re.IGNORECASE,
)


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
    """
    return _ASKS.search(question) is not None and _GIVES.search(text) is not None
