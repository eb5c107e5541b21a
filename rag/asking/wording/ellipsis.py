"""Stumps of questions behind a whole one, completed: "..., and in which town?".

Sluicing (Ross 1969, "Guess who"): of a question that repeats the one before it only the
question word is said. English forms only.
"""

import re

from rag.asking.wording.english import AUX, BE, BEFORE, WH, is_plural

_KIND = (
    r"(?:year|date|day|month|time|age|place|city|town|country|speed|price|cost|height|"
    r"length|reason|purpose)"
)
_STUMP = re.compile(
    rf"{BEFORE}\s+{WH}(?:\s+(?!{AUX}\b)[\w'-]+){{0,2}}|{WH}|whom?\s+by|which\s+[\w'-]+|"
    rf"what\s+{_KIND}|how\s+[\w'-]+",
    re.IGNORECASE,
)
# "In what year | was the treaty signed", "How many people | did it kill".
_INVERTED = re.compile(
    rf"(?P<before>{BEFORE}\s+)?{WH}(?P<asked>(?:\s+(?!{AUX}\b)[\w'-]+){{0,3}}?)\s+"
    rf"(?P<rest>{AUX}\s.+)",
    re.IGNORECASE | re.DOTALL,
)
_ADVERBIAL = re.compile(rf"{BEFORE}\s.+|when|where|why|how", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"{AUX}\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:who|(?:which|what)\s+[\w'-]+)\s+(?P<verb>\w+)\s+"
    rf"(?P<object>(?!(?:{BEFORE}|as|over|first|last)\b).+)",
    re.IGNORECASE | re.DOTALL,
)
_PARTICIPLES = {
    "wrote": "written", "drew": "drawn", "gave": "given", "took": "taken",
    "began": "begun", "chose": "chosen", "saw": "seen", "broke": "broken",
    "stole": "stolen", "sang": "sung", "made": "made", "built": "built",
    "found": "found", "led": "led", "held": "held", "won": "won", "bought": "bought",
    "sold": "sold", "sent": "sent", "paid": "paid", "left": "left", "lost": "lost",
    "brought": "brought", "taught": "taught", "set": "set", "shot": "shot",
    "burnt": "burnt", "fought": "fought", "caught": "caught", "drove": "driven",
}  # fmt: skip
# "How long is | the genome", "When was | the highway | designated".
_SUBJECT_OF_BE = re.compile(
    rf"(?:how|when|where|which|who)(?:\s+[\w'-]+)?\s+(?:{BE})\s+"
    r"(?P<subject>(?:the|an?)(?:\s+[\w'-]+){1,4}?)"
    rf"(?:\s+(?:\w+ed|{'|'.join(sorted(set(_PARTICIPLES.values())))})\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = re.compile(r"what\s+(?:are|were)\s+(?P<kinds>(?:the\s+)?.+)", re.IGNORECASE)
_ONES = re.compile(r"(?P<asked>which|what)\s+ones\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"how\s+(?:many|much)\s+(?P<counted>[\w'-]+)\b", re.IGNORECASE)
# "How many (workers) had to leave their homes": theirs, whatever was asked before.
_OWN = re.compile(
    r"(?:who|how\s+many(?:\s+[\w'-]+)?|(?:which|what)\s+[\w'-]+)"
    r"(?:\s+ha(?:s|ve|d)(?:\s+to)?|\s+(?:are|were)\s+\w+\s+to)?"
    rf"\s+(?!(?:{AUX}|of)\b)\w+\s+(?:their|his|her)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHOM = re.compile(r"whom?\s+by", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(?:many|much)\b", re.IGNORECASE)


def is_stump(part: str) -> bool:
    """Tell whether a part of a question says only what is asked, and not of what.

    >>> is_stump("in which town"), is_stump("when"), is_stump("when did he die")
    (True, True, False)
    """
    return _STUMP.fullmatch(part) is not None


def completed(stump: str, first: str) -> str:
    """Ask for what a stump asks, with the words of the question before it.

    Args:
        stump: A part that `is_stump`.
        first: The whole question before it, without the mark at its end.

    Example:
        >>> completed("where", "When was it built")
        'where was it built'
        >>> completed("when", "Who founded the club")
        'when was the club founded'
        >>> completed("when", "Which cities did they attack")
        'when did they attack cities'
        >>> completed("for how long", "May I ring the bell")
        'for how long may I ring the bell'
    """
    stump = _BY_WHOM.sub("by whom", stump)
    if _YES_OR_NO.match(first) and _ADVERBIAL.fullmatch(stump):
        return f"{stump} {first[0].lower()}{first[1:]}"
    if inverted := _INVERTED.fullmatch(first):
        return f"{stump} {inverted['rest']}{_thing(inverted)}"
    if (subject := _SUBJECT.fullmatch(first)) and (done := _participle(subject)):
        be = "were" if is_plural(subject["object"]) else "was"
        return f"{stump} {be} {subject['object']} {done}"
    return f"{first}, and {stump}"


def subject_of(first: str) -> str | None:
    """Give what a question with "is" or "was" asks about, where its form shows that.

    >>> subject_of("How long is the genome"), subject_of("When was the road finished")
    ('the genome', 'the road')
    """
    match = _SUBJECT_OF_BE.fullmatch(first)
    return match["subject"] if match else None


def owns(part: str) -> bool:
    """Tell whether a possessive stands for what the same part asks for.

    >>> owns("how many workers lost their jobs"), owns("when did they lose their jobs")
    (True, False)
    """
    return _OWN.fullmatch(part) is not None


def with_noun(part: str, first: str) -> str:
    """Say the noun again that a part leaves out behind "which" or "how many".

    Example:
        >>> with_noun("which ones are sold", "What are the tools of a smith")
        'which tools of a smith are sold'
        >>> with_noun("how many were sold", "How many tools were made")
        'how many tools were sold'
    """
    kinds, counted = _KINDS.fullmatch(first), _HOW_MANY.match(first)
    if kinds:
        noun = re.sub(r"^the\s+", "", kinds["kinds"], flags=re.IGNORECASE)
        return _ONES.sub(lambda match: f"{match['asked']} {noun}", part)
    own = _HOW_MANY.match(part)
    if counted is None or own is None or not re.fullmatch(AUX, own["counted"], re.I):
        return part
    at = own.start("counted")
    return f"{part[:at]}{counted['counted']} {part[at:]}"


def _thing(inverted: re.Match[str]) -> str:
    """Give the thing that was asked for, which "when" or "where" asks about."""
    thing = _COUNTED.sub("", inverted["asked"])
    is_kind = re.fullmatch(rf"\s*{_KIND}", thing, re.IGNORECASE)
    is_quality = inverted[0].lower().startswith("how ") and thing == inverted["asked"]
    return "" if inverted["before"] or is_kind or is_quality else thing


def _participle(subject: re.Match[str]) -> str | None:
    verb = subject["verb"].lower()
    return verb if verb.endswith("ed") else _PARTICIPLES.get(verb)
