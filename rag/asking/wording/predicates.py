"""What a question says of all that it asks for: "Which walks have a café?".

Where nothing says it of one of them, none of them answers. English only.
"""

import re

from rag.asking.wording.english import AUX, MODAL
from rag.asking.wording.limits import limits_in
from rag.text.terms import content_stems

_NOT = r"(?:\s+not|n['’]t)"
_PREPOSITION = "about|as|at|between|by|for|from|in|into|of|on|to|under|with"
# "Which long walks of the guide have a café?", not "Which walks can I do?".
_SUBJECT = re.compile(
    rf"\W*(?:what|which)\s+(?:(?!(?:{AUX})\b)[\w'’-]+\s+){{0,3}}?(?!(?:{AUX})\b)"
    r"(?:[\w'’-]*[^su\W]s|people|children|men|women)\s+"
    rf"(?:(?:{_PREPOSITION}|near)\s+(?:(?:the|this|that|our)\s+)?[\w'’-]+\s+)?"
    r"(?:(?:that|who)\s+)?"
    rf"(?!(?:do|does|did|has|is|was)\s+(?!not\b)|(?:{AUX})\s+(?:i|we|you|one|they|he|she)\b"
    rf"|(?:{MODAL})\s+(?:the|a|an|my|our|[\w'’-]*[^su\W]s)\s)"
    r"(?P<predicate>.+)",
    re.IGNORECASE,
)
# Participles of no common ending.
_IRREGULAR = "done|found|held|kept|made|said|told"
_BE = (
    rf"(?:(?:{MODAL}){_NOT}?\s+be|(?:have|had){_NOT}?\s+been|(?:are|were){_NOT}?)"
    r"(?:\s+(?:being|there))?"
)
# What is said otherwise, as a verb often is, or carries no content; in this order.
_VERBS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BE}\s+(?:[\w-]+(?:ed|en|ing|wn)|{_IRREGULAR}|[\w-]+(?=\s+(?:{_PREPOSITION})\b))\b",
        rf"{_BE}\b",
        r"(?:have|had)(?:n['’]t)?\b(?:\s+[\w-]+(?=\s+(?:an?|the|any|its|their)\b))?",
        rf"(?:(?:{MODAL}|do|did){_NOT}?\s+)?[\w-]+",
    )
]


def predicate_stems(question: str, *, with_verb: bool) -> frozenset[str]:
    """Collect what a question says of all that it asks for: stems, but the verb's.

    Args:
        question: The question.
        with_verb: Whether the verb counts where nothing else is said: "Which boats were
            sold?". "Which measures are planned?" may say of none what tells it apart.

    Returns:
        Empty where it says nothing, sets a limit or compares.

    Example:
        >>> sorted(predicate_stems("Which walks pass a café?", with_verb=True))
        ['cafe']
        >>> predicate_stems("Which walks can I do?", with_verb=True)
        frozenset()
    """
    asked = _SUBJECT.match(question)
    if asked is None or limits_in(question) or re.search(r"\d|\bthan\b", question):
        return frozenset()
    said = asked["predicate"]
    for verb in _VERBS:
        found = verb.match(said)
        stems = found and content_stems(said[found.end() :], "en")
        if stems:
            return stems
        if found and not with_verb:
            return frozenset()
    return content_stems(said, "en")
