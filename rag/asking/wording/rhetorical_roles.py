"""The part that a sentence plays in a text, told by its form: aim, finding, definition.

"What was its aim?" has hardly a word of "We set out to learn whether cabins help",
which any reader of papers knows for one. Such parts are called rhetorical roles, or
argumentative zones (Teufel & Moens 2002, "Summarizing Scientific Articles: Experiments
with Relevance and Rhetorical Status"). English only.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

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

MAX_TERM_WORDS = 4
"""Of a thing whose definition is asked for: more say what of it."""

_QUOTE = "[\"“”‘’']?"
_MORE_OF_IT = (
    r"(?:\b(?:about|after|at|before|between|by|for|from|he|her|his|in|it|its|of|on|or"
    r"|than|that|their|there|these|this|those|to|with|wrong|your?)\b|['’]s\b|\d{4}|,)"
)
_TERM = "<term>"
"""Stands in a form for the thing that the question names."""


def _labelled(label: str) -> str:
    """Make a pattern of what begins "Findings – " or "Conclusions and outlook: "."""
    return rf"\W*{label}(?:[/ ]\w+){{0,3}}\s*[:–—-]\s"


_ROLES = {
    "aim": (
        rf"what {_IS} the {_MAIN}{_AIM}{_OF}"
        rf"|what (?:did|do|does) {_BY} (?:aim|want|set out|try|seek|hope) to\b.*"
        rf"|why {_IS} the {_STUDY} (?:done|made|carried out|conducted|undertaken)",
        rf"{_labelled(_AIM)}"
        rf"|.*?(?<!secondary )\b{_AIM}\b(?: of (?:\S+ ){{0,8}}?\S+)? {_IS}\b"
        r"|to (?:investigate|evaluate|assess|determine|examine|study|compare|describe"
        r"|explore|identify|analy[sz]e|find out|test|measure|estimate)\b"
        rf"|.*?\b{_BY} (?:aim(?:s|ed)?|sought|seeks?|set out|wanted|tried) to\b",
    ),
    "finding": (
        rf"what (?:did|do|does) {_BY} (?:find(?: out)?|show|reveal|discover)"
        rf"|what {_IS} the {_MAIN}{_FINDING}{_OF}?",
        rf"{_labelled(_FINDING)}"
        rf"|.*?\b(?:{_BY}|(?:our|the|these|its) (?:{_FINDING}|data)) {_FOUND}\b",
    ),
    "conclusion": (
        rf"what (?:did|do|does) {_BY} conclude"
        rf"|what {_IS} the {_MAIN}conclusions?{_OF}?",
        rf"{_labelled('conclusions?')}|.*?\b{_BY} concluded?\b"
        r"|in (?:conclusion|summary)\b|to conclude\b",
    ),
    "definition": (
        rf"what(?:['’]s| {_IS}) (?:an? |the )?(?!.*{_MORE_OF_IT})"
        rf"{_QUOTE}(?P<term>\w\S*?(?: \S+?){{0,{MAX_TERM_WORDS - 1}}}){_QUOTE}",
        rf"(?:an? |the (?:(?:term|word|notion|concept|name) )?)?{_QUOTE}{_TERM}{_QUOTE}"
        r"(?: ?\([^()]{1,20}\)| \(?or [A-Z]{2,6}\)?)?,? (?:(?:is|are|was|were) (?:an?"
        r"|one|any|the|when|where|defined|used to (?:refer|mean|describe))|refers? to"
        r"|means?|denotes?|stands? for)\b"
        r"|.*?\b(?:called|termed|named|known as|referred to as|defined as)"
        rf" (?:an? |the )?{_QUOTE}{_TERM}\b",
    ),
}
"""Of each role the form of the question for it, and of the sentence that plays it. The
first that a question has is meant: the definition of anything comes last."""


_OF_STUDIES = ("aim", "finding", "conclusion")
"""What plays another one of these isn't what is asked of a study."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A role that a question asks for, by the forms of what plays it or another."""

    form: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]


def plays_role(question: str, sentence: str) -> bool:
    """Tell whether a sentence has the form of what a question asks for.

    Args:
        question: A question; most ask for no role, and then none is played.
        sentence: A sentence of any text.

    Example:
        >>> plays_role("What did the study find?", "We found owls.")
        True
        >>> plays_role("What is a tide?", "A tide is the rise of the sea.")
        True
        >>> plays_role("What did the owl find?", "We found owls.")
        False
    """
    role = _role_asked(question)
    return role is not None and role.form.match(_spaced(sentence)) is not None


def plays_other_role(question: str, sentence: str) -> bool:
    """Tell whether a sentence says something of a study, and not what is asked of it.

    Example:
        >>> plays_other_role("What did the study find?", "Our aim was to count owls.")
        True
    """
    role = _role_asked(question)
    if role is None or role.form.match(spaced := _spaced(sentence)):
        return False
    return any(other.match(spaced) for other in role.others)


@lru_cache(maxsize=16)
def _role_asked(question: str) -> _Role | None:
    bare = _spaced(question).rstrip(" ?.!")
    for name, (asked, said) in _ROLES.items():
        if found := re.fullmatch(asked, bare, re.IGNORECASE):
            others = [n for n in _OF_STUDIES if n != name and name in _OF_STUDIES]
            return _Role(
                _compiled(said.replace(_TERM, _words(found.groupdict().get("term")))),
                tuple(_compiled(_ROLES[other][1]) for other in others),
            )
    return None


def _words(term: str | None) -> str:
    """Make a pattern of a term, whose words may be joined by hyphens."""
    return "[ -]+".join(map(re.escape, re.split("[ -]+", term or "")))


def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _spaced(text: str) -> str:
    return " ".join(text.split())
