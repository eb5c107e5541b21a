"""Sentences that say what a study was for, found or concluded, by their form.

"What was its aim?" has hardly a word of "We set out to learn whether cabins help",
which any reader of papers knows for one. English only.
"""

import re
from collections.abc import Iterable, Sequence

from rag.asking.wording.definitions import saying_what

_STUDY = (
    r"(?:study|paper|research|work|trial|review|article|project|analysis|survey|report"
    r"|investigation|experiment)"
)
_BY = (
    rf"(?:(?:the|this|our|their|that)(?: (?:present|current))? (?:{_STUDY}|authors?"
    r"|researchers?|scientists?|team)|they|it|we)"
)
_AIM = r"(?:aims?|goals?|purposes?|objectives?)"
_FINDING = r"(?:results?|findings?)"
_MAIN = r"(?:main |primary |key |overall )?"
_IS = r"(?:is|was|are|were)"
_OF = rf"(?: of (?:the|this|their|that) {_STUDY})"
_FOUND = (
    r"(?:found|finds?|shows?|showed|suggest(?:s|ed)?|reveal(?:s|ed)?|observed"
    r"|demonstrate[sd]?|indicate[sd]?|confirm(?:s|ed)?)"
)


def _labelled(label: str) -> str:
    """Make a pattern of what begins "Findings – " or "Conclusions and outlook: "."""
    return rf"\W*{label}(?:[/ ]\w+){{0,3}}\s*[:–—-]\s"


def _compiled(asked: str, said: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(asked, re.IGNORECASE), re.compile(said, re.IGNORECASE)


_FORMS = (
    _compiled(
        rf"what {_IS} the {_MAIN}{_AIM}{_OF}"
        rf"|what (?:did|do|does) {_BY} (?:aim|want|set out|try|seek|hope) to\b.*"
        rf"|why {_IS} the {_STUDY} (?:done|made|carried out|conducted|undertaken)",
        rf"{_labelled(_AIM)}"
        rf"|.*?(?<!secondary )\b{_AIM}\b(?: of (?:\S+ ){{0,8}}?\S+)? {_IS}\b"
        r"|to (?:investigate|evaluate|assess|determine|examine|study|compare|describe"
        r"|explore|identify|analy[sz]e|find out|test|measure|estimate)\b"
        rf"|.*?\b{_BY} (?:aim(?:s|ed)?|sought|seeks?|set out|wanted|tried) to\b",
    ),
    _compiled(
        rf"what (?:did|do|does) {_BY} (?:find(?: out)?|show|reveal|discover)"
        rf"|what {_IS} the {_MAIN}{_FINDING}{_OF}?",
        rf"{_labelled(_FINDING)}"
        rf"|.*?\b(?:{_BY}|(?:our|the|these|its) (?:{_FINDING}|data)) {_FOUND}\b",
    ),
    _compiled(
        rf"what (?:did|do|does) {_BY} conclude"
        rf"|what {_IS} the {_MAIN}conclusions?{_OF}?",
        rf"{_labelled('conclusions?')}|.*?\b{_BY} concluded?\b"
        r"|in (?:conclusion|summary)\b|to conclude\b",
    ),
)


def saying_so(question: str, sentences: Iterable[str]) -> list[bool]:
    """Tell which sentences say what a question asks of a study.

    Args:
        question: A question.
        sentences: Sentences.

    Returns:
        Whether each does; none where something else is asked.

    Example:
        >>> saying_so("What did the study find?", ["We found owls.", "Owls hunt."])
        [True, False]
        >>> saying_so("What did the owl find?", ["We found owls."])
        []
    """
    said, _ = _forms_of(question)
    return [said.match(each) is not None for each in sentences] if said else []


def says_other(question: str, sentence: str) -> bool:
    """Tell whether a sentence says something of a study, and not what is asked of it.

    Example:
        >>> says_other("What did the study find?", "Our aim was to count owls.")
        True
    """
    said, others = _forms_of(question)
    if said is None or said.match(sentence):
        return False
    return any(other.match(sentence) for other in others)


def saying(question: str, sentences: Sequence[str]) -> list[bool]:
    """Tell which sentences say by their form what is asked for; none of most questions.

    That is what a thing is, or what is asked of a study.
    """
    return saying_what(question, sentences) or saying_so(question, sentences)


def _forms_of(
    question: str,
) -> tuple[re.Pattern[str] | None, list[re.Pattern[str]]]:
    """Give the form of sentences that say what is asked of a study, and of others."""
    bare = " ".join(question.split()).rstrip(" ?.")
    is_asked = [asked.fullmatch(bare) is not None for asked, _ in _FORMS]
    if not any(is_asked):
        return None, []
    at = is_asked.index(True)
    return _FORMS[at][1], [said for n, (_, said) in enumerate(_FORMS) if n != at]
