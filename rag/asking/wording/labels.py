"""Numbers that count nothing: what something is called by, and hours.

"Platform 5" doesn't say how many platforms there are, "Line 14" not how long a trip is,
and "locked at nine" not how many gates. English only.
"""

import re

from rag.asking.wording.english import NUMBERS

_ASKS = re.compile(r"\bhow\s+(?P<much>many|old|much|long)\b", re.IGNORECASE)
# Written small only what isn't said of each ("a room 30 paid for") or done ("to line").
_LABEL = re.compile(
    r"\b(?:(?i:page|chapter|platform|plot|gate|route|number|no\.)|Room|Year|Class|Grade"
    r"|Line|Bus|Tram|Section|Article|Level|Floor|Unit|Block|Ward|District|Zone|Table"
    r"|Figure|Step|Phase|Lane|Pier|Exit|Junction|Terminal|Hut|Item)\s+\Z"
)
_NUMBER = re.compile(r"\d+")
_HOUR = re.compile(
    rf"(?:at\s+)?(?P<hour>1[0-2]|[1-9]|one|{'|'.join(NUMBERS.split('|')[:11])})",
    re.IGNORECASE,
)
_AT = re.compile(r"\bat\s+\Z", re.IGNORECASE)
_NOTHING = re.compile(r"\s*(?:[.,;:)!?]|\Z)")
_OF_DAY = re.compile(
    r"\s*(?:[ap]\.?m\b|o['’]clock\b|at\s+night\b"
    r"|in\s+the\s+(?:morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
MAX_LABEL_CHARS = 12
"""No label above is longer, with the space behind it."""


def counts_nothing(question: str, before: str, said: str, behind: str) -> bool:
    """Tell whether a count, an age, a price or a length is asked for, and none is said.

    Args:
        question: The question.
        before: What stands before the words that may answer it.
        said: The words.
        behind: What stands behind them.

    Example:
        >>> counts_nothing("How many plots are there?", "In ", "Plot 88", " of them")
        True
        >>> counts_nothing("How many plots are there?", "In ", "88 plots", " of them")
        False
    """
    asked = _ASKS.search(question)
    if asked is None:
        return False
    lead = before[-MAX_LABEL_CHARS:]
    starts = [number.start() for number in _NUMBER.finditer(said)]
    if starts and all(_LABEL.search(lead + said[:start]) for start in starts):
        return True
    if (hour := _HOUR.fullmatch(said)) is None:
        return False
    is_bare = _AT.search(lead + said[: hour.start("hour")]) and _NOTHING.match(behind)
    # "She left school at nine" says an age.
    may_be_age = asked["much"].lower() == "old"
    return bool((is_bare and not may_be_age) or _OF_DAY.match(behind))
