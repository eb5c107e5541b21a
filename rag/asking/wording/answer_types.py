"""What kind of answer a question wants, where its words tell: a number, time or name.

A reader takes the best words it finds, and where a passage has no date it may give a
speed to a "when". Expected answer types (Li & Roth 2002) tell that these don't fit.
English only; a question that says nothing of its kind is fitted by any words.
"""

import re

from rag.asking.wording.amounts import is_amount, is_of_another
from rag.asking.wording.answer_kinds import (
    DAY,
    FIGURES,
    NAME,
    OPENS,
    PRICE,
    REASON,
    SIZE,
    TIME,
    VERSION,
    WHEN,
    kind_of,
)
from rag.asking.wording.contacts import asks_for_contact, find_contact
from rag.asking.wording.english import DAYS, MONTHS, NUMBERS, ORDINALS, YEAR
from rag.asking.wording.hours import lacks_hour
from rag.asking.wording.labels import counts_nothing
from rag.asking.wording.lives import is_age_of_another, is_birth
from rag.asking.wording.names import names_more, names_whom_asked, says_no_more
from rag.types import Span

# Who writes "what city" may write names small, too.
_WHICH_NAME = re.compile(
    r"\A(?:(?:And|In|By|At|For|To|From|With)\s+(?:which|what)|Which|What)"
    r"\s+(?:[\w-]+an\s+)?(?:company|firm|manufacturer|automaker"
    r"|airline|bank|newspaper|university|city|town|country|river|island)\b(?!\s+of)"
)
# "The strike of 1979" or "9 May" is no length, "since 1979" is one.
_LENGTH = re.compile(r"\bhow\s+long\s+(?!ha(?:s|ve|d)\b)", re.IGNORECASE)
_NO_LENGTHS = re.compile(
    rf"\b{YEAR}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:since|until|till|to)\b|[-–]", re.IGNORECASE)
# "Since 1946" is no number of people, and no height.
_HOW_MANY = re.compile(
    r"\bhow\s+(?:many|much)\b(?:\s+(?P<what>[a-z]+))?", re.IGNORECASE
)
_YEAR = re.compile(rf"\W*{YEAR}\W*")
_SINCE = re.compile(
    r"\b(?:in|from|since|until|by|of|after|before|during)\s+\Z", re.IGNORECASE
)
# Who kept it "for 22 years" may be of any age, and what failed "for 47 days" came as
# often as it did. Of 253 annotated ages and answers to "how often" one is so.
_OLD_OR_OFTEN = re.compile(
    r"\bhow\s+(?:old|often|frequently)\b|\bwhat\s+age\b", re.IGNORECASE
)
# Of what somebody's age was then a year says nothing; a house may be so old.
_OLD_WHEN = re.compile(r"\bhow\s+old\b.*\bwhen\b|\bat\s+what\s+age\b", re.IGNORECASE)
_FOR = re.compile(
    r"(?<!stood )(?<!existed )(?<!been )"
    r"\b(?:for|spent|took|takes|taken|last(?:ed|s)|another)\s+"
    r"(?:(?:about|some|nearly|almost|over|more\s+than|at\s+least|the\s+[lp]ast)\s+)?\Z",
    re.IGNORECASE,
)
_UNIT_OF_TIME = re.compile(
    r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d+[,;.)](?:\s.*)?", re.DOTALL)
_NO_DURATION = re.compile(
    r"\b(?:olds?|aged?|each|every|per|an?\s+(?:hour|day|week|month|year)"
    r"|(?:annual|dai|week|month|year)ly)\b",
    re.IGNORECASE,
)
# "Later life" is no time for what happened then.
_DATED = re.compile(rf"\d|\b(?:{DAYS})\b", re.IGNORECASE)
_NAMED = re.compile(rf"{OPENS}(?:who|whom|whose|where|which)\b", re.IGNORECASE)
# One of several is named: what leads up to several may have the question's words alone.
_WHICH = re.compile(rf"{OPENS}which\s+(?!one\b|[a-z]+s\b)", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
# Nobody: "nine", "the fourth with 57".
_ALONE = re.compile(
    rf"\W*(?:the\s+)?(?:{NUMBERS}|{ORDINALS}|\d[\d.,]*(?:st|nd|rd|th)?)"
    r"(?:\s+with\s+\d+)?\W*",
    re.IGNORECASE,
)
_MANY = re.compile(r"\W*\d[\d.,]*\s(?!of\b)[^A-Z]*\Z")
# A difference is no amount: "47 minutes longer".
_ASKS_AMOUNT = re.compile(
    r"\bhow\s+(?:many|much|long|far|high|tall|deep|wide|heavy|fast)\b(?!.*\b(?:than|by"
    r"|more|less|fewer|extra|additional|save[sd]?|\w{3,}er|increas\w+|decreas\w+|gr[eo]w\w*"
    r"|r[io]se\w*|f[ae]ll\w*|chang\w+|differ\w*|exceed\w*|gain\w*|los[est]\w*|cut\w*"
    r"|drop\w*|improv\w+|reduc\w+|rais\w+|declin\w+)\b)",
    re.IGNORECASE,
)
_IS_DIFFERENCE = re.compile(
    r"\s+(?:longer|more|less|fewer|higher|lower|earlier|older|younger|faster|slower"
    r"|taller|shorter|wider|deeper|heavier|lighter|larger|bigger|cheaper)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
# The unit, and what may be a part of it: " square miles".
_BEHIND = re.compile(r"[\s-]*\S+(?:\s\S+)?")
MAX_BEHIND_CHARS = 40
"""No unit is longer: so much is looked at for it, instead of the rest of a passage."""


def fits(question: str, words: str, behind: str = "") -> bool:
    """Tell whether words could be the kind of answer that a question wants.

    Args:
        question: The question.
        words: What a reader marked as its answer.
        behind: What stands behind them: "two" is no number of people where "days"
            follows. Of 48,665 annotated answers ten are none by that, of which nine
            are marked at the wrong place.

    Example:
        >>> fits("When does it open?", "450 km/h"), fits("How fast is it?", "450 km/h")
        (False, True)
        >>> fits("Who opened it?", "450 km/h"), fits("What is it?", "39")
        (False, True)
        >>> fits("How many came?", "two"), fits("How many came?", "two", " days")
        (True, False)
    """
    if asks_for_contact(question):
        return find_contact(question, words + behind) is not None
    kind = kind_of(question)
    said = words
    if _LENGTH.search(question) and not _ENDS.search(words):
        said = _NO_LENGTHS.sub("", words)
    if kind and not kind.said.search(said):
        return False
    if lacks_hour(question, words, behind):
        return False
    is_named = kind in (NAME, TIME) or _WHICH.match(question.strip()) is not None
    if is_named and _is_said_by(question, words):
        return False
    if kind is NAME and (
        names_whom_asked(question, words)
        or (_is_counted(words) and not _WHERE.search(question))
    ):
        return False
    if _WHICH_NAME.match(question.strip()) and not names_more(question, words):
        return False
    return not is_of_another(question, words + _unit(behind))


def _is_counted(words: str) -> bool:
    """Tell whether words are a number or so many things: "nine", "61,000 images".

    Of the 3,045 annotated answers to "who" four are, as "40 companies".
    """
    is_number = is_amount(words) or _ALONE.fullmatch(words) is not None
    return is_number or _MANY.match(words) is not None


def fits_at(question: str, text: str, words: Span) -> bool:
    """Tell whether words in a text could be the kind of answer that a question wants.

    Args:
        question: The question.
        text: A passage.
        words: The characters of it that a reader marked.
    """
    behind = text[words.end : words.end + MAX_BEHIND_CHARS]
    said, before = text[words.start : words.end], text[: words.start]
    if wants_time(question) and is_birth(question, before, said):
        return False
    if _OLD_WHEN.search(question) and _YEAR.fullmatch(said):
        return False
    if _OLD_OR_OFTEN.search(question) and (
        _is_duration(before, said + _unit(behind))
        or is_age_of_another(question, said, behind)
    ):
        return False
    if _ASKS_AMOUNT.search(question) and _IS_DIFFERENCE.match(behind):
        return False
    if counts_nothing(question, before, said, behind):
        return False
    since = _SINCE.search(before, max(0, len(before) - 12))
    if since and _YEAR.fullmatch(said) and not _counts_asked(question, behind):
        no_year = (NAME, SIZE, PRICE)
        if kind_of(question) in no_year or _HOW_MANY.search(question):
            return False
        said = since.group() + said
    return fits(question, said, behind)


def _unit(behind: str) -> str:
    found = _BEHIND.match(behind)
    return found[0] if found else ""


def _counts_asked(question: str, behind: str) -> bool:
    """Tell whether a number stands before what is counted: "by 2000 guests"."""
    asked = _HOW_MANY.search(question)
    counted = asked and asked["what"]
    return bool(counted) and re.match(rf"\s+{counted}\b", behind, re.I) is not None


def _is_duration(before: str, said: str) -> bool:
    """Tell whether words are how long something took or was so, and no age.

    "His father did it for 30" has no unit.
    """
    took = _FOR.search(before[-MAX_BEHIND_CHARS:]) and (
        _UNIT_OF_TIME.search(said) or _BARE.fullmatch(said)
    )
    return bool(took) and not _NO_DURATION.search(said)


def fits_heading(question: str, words: str) -> bool:
    """Tell whether words of a heading could be the time or name that is asked for.

    Other figures in a heading are mostly a chapter's number.

    Example:
        >>> fits_heading("When did it burn?", "12 May 1958")
        True
        >>> fits_heading("How long did it burn?", "2. The fire")
        False
        >>> fits_heading("Who drew it?", "Ada Moen"), fits_heading("Who drew it?", "It")
        (True, False)
    """
    kind = kind_of(question)
    if kind is VERSION:
        return VERSION.said.search(words) is not None
    if kind in WHEN:
        return is_dated(question, words)
    is_name_asked = _NAMED.match(question.strip()) is not None
    return is_name_asked and names_more(question, words)


def _is_said_by(question: str, words: str) -> bool:
    """Tell whether a question has all these words itself, and names no choice of them.

    "An orchestra" doesn't say which; a year may be the answer: "When did the panic of
    1923 begin?".
    """
    if _DATED.search(words) or _CHOICE.search(question):
        return False
    return says_no_more(question, words, "en")


def is_open(question: str) -> bool:
    """Tell whether a question wants no time, number, name or address.

    Example:
        >>> is_open("What is it good for?"), is_open("How many are there?")
        (True, False)
    """
    kind = kind_of(question)
    return kind in (None, REASON) and not asks_for_contact(question)


def wants_figure(question: str) -> bool:
    """Tell whether a question wants a time or a number.

    Example:
        >>> wants_figure("How many are there?"), wants_figure("Who came?")
        (True, False)
    """
    return kind_of(question) in (*WHEN, *FIGURES)


def wants_time(question: str) -> bool:
    """Tell whether a question wants a time.

    Example:
        >>> wants_time("When was it?"), wants_time("How long did it last?")
        (True, False)
    """
    return kind_of(question) in WHEN


def is_dated(question: str, words: str) -> bool:
    """Tell whether a question wants a time, and words name one.

    Example:
        >>> is_dated("When was it?", "on 9 May"), is_dated("When was it?", "later")
        (True, False)
    """
    kind = kind_of(question)
    said = (DAY if kind is DAY else TIME).said
    return wants_time(question) and None not in (
        said.search(words),
        _DATED.search(words),
    )
