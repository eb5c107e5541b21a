"""English words that questions, and what answers them, are made of.

They are parts of patterns. What has no brackets is to be put into some, and
`split("|")` gives its words.
"""

import re


def each_of(words: str) -> frozenset[str]:
    """Give the words of a list that is written as a line."""
    return frozenset(words.split())


BE, HAVE, DO = "is|are|was|were", "has|have|had", "do|does|did"
MODAL = "can|could|will|would|should|may|might|must"
AUX = rf"(?:{BE}|{DO}|{HAVE}|{MODAL})"
WH = r"(?:what|who|whom|whose|which|where|when|why|how)"
BEFORE = (
    r"(?:in|on|at|by|for|from|to|with|since|until|of|during|under|about|after|into|"
    r"through|against)"
)
"""What a question word may stand behind: "by whom", "since when"."""

POLITE = re.compile(
    rf"\A(?:please\s+)?(?:(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?)?"
    rf"(?:tell|say|explain)(?:\s+(?:to\s+)?(?:me|us))?|do\s+you\s+know|i(?:['’]d|\s+want|"
    rf"\s+would)\s+(?:like\s+)?to\s+know)\s+(?=(?:{BEFORE}\s+)?{WH}\b)",
    re.IGNORECASE,
)
"""What only asks that a question be answered: "Could you tell me"."""

NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
"""In their order. No "one", which seldom counts anything."""

AMOUNTS = dict(
    zip(NUMBERS.split("|"), (*range(2, 20), *range(20, 100, 10)), strict=True)
)
"""What each of them counts."""

_AMOUNT_WORDS = {amount: word for word, amount in AMOUNTS.items()}

ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|"
    "december"
)
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DAYS = (
    f"{MONTHS}|(?:{WEEKDAYS})s?|spring|summer|autumn|winter|night|morning|evening|noon|"
    "midnight|afternoon"
)
"""What a time may be named by."""

YEAR = r"(?:1[5-9]|20)\d\d"
"""A year as texts have it that isn't said to be one."""

_DENIES = re.compile(
    r"\b(?:not|no|never|cannot|nobody|nothing|none|without)\b|n['’]t\b", re.IGNORECASE
)

MARKS = " ?!.,;:"
"""What a question may end with."""


def capital(text: str) -> str:
    """Write a text with a capital at its front.

    >>> capital("how wide is it?")
    'How wide is it?'
    """
    return text[:1].upper() + text[1:]


def is_plural(subject: str) -> bool:
    """Tell by its end whether a subject is several things.

    >>> [is_plural(s) for s in ("the Two Sessions", "a bus", "Xi'an and Wuhan")]
    [True, False, True]
    """
    return re.search(r"[^sui'\u2019]s$| and ", subject.lower()) is not None


def counts_to(text: str, number: int) -> bool:
    """Tell whether a text has a number, in digits or as a word.

    >>> counts_to("The council runs five ferries.", 5), counts_to("It has 12.", 2)
    (True, False)
    """
    words = re.findall(r"\w+", text.lower())
    return str(number) in words or _AMOUNT_WORDS.get(number) in words


def denies(text: str) -> bool:
    """Tell whether a text says what isn't so.

    >>> denies("The firm doesn't pay for:"), denies("The firm pays for:")
    (True, False)
    """
    return _DENIES.search(text) is not None
