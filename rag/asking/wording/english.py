"""English words that questions, and what answers them, are made of.

A name in capitals is a pattern that matches one of them; those without brackets are
alternatives to be put into another, and `split("|")` gives their words.
"""

BE, HAVE, DO = "is|are|was|were", "has|have|had", "do|does|did"
MODAL = "can|could|will|would|should|may|might|must"
AUX = rf"(?:{BE}|{DO}|{HAVE}|{MODAL})"
WH = r"(?:what|who|whom|whose|which|where|when|why|how)"
BEFORE = (
    r"(?:in|on|at|by|for|from|to|with|since|until|of|during|under|about|after|into|"
    r"through|against)"
)
"""What a question word may stand behind: "by whom", "since when"."""

TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    f"fifteen|sixteen|seventeen|eighteen|nineteen|{TENS}"
)
"""In their order. No "one", which seldom counts anything."""

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

MARKS = " ?!.,;:"
"""What a question may end with."""


def capital(text: str) -> str:
    """Write a text with a capital at its front.

    >>> capital("how wide is it?")
    'How wide is it?'
    """
    return text[:1].upper() + text[1:]
