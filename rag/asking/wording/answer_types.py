"""What kind of answer a question wants, where its words tell: a number, time or name.

A reader takes the best words it finds, and where a passage has no date it may give a
speed to a "when". Expected answer types (Li & Roth 2002) tell that these don't fit.
English only; a question that says nothing of its kind is fitted by any words.
"""

import re

from rag.asking.wording.amounts import COSTS, WHAT_IS_THE, is_amount, is_of_another
from rag.asking.wording.contacts import asks_for_contact, find_contact
from rag.asking.wording.english import AUX, DAYS, MONTHS, NUMBERS, YEAR
from rag.asking.wording.kinds_asked import KindAsked, kind_asked
from rag.asking.wording.lives import is_birth
from rag.asking.wording.names import names_more, names_whom_asked, says_no_more
from rag.types import Span

_NUMBERS = (
    f"one|{NUMBERS}|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|"
    "hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|double|"
    "twice|once|several|many|most|few|all|"
    "none|no|every|some|much|more|less|almost|nearly|entire|whole|single|both|pair|"
    "majority|minority|first|second|small|large|enough|daily|weekly|monthly|free"
)
# "Jun" and "Jan" are names, too.
_MONTHS = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_SPELLS = "annual[a-z]*|centur[a-z]+|decades?|years?|months?|weeks?|days?"
_TIMES = (
    f"{DAYS}|fall|ago|today|tomorrow|yesterday|now|dawn|dusk|early|late|later|earlier|"
    "mid|before|after|during|since|until|when|while|once|then|times?|eras?|ages?|"
    "period|reign|war|easter|christmas|recent[a-z]*|current[a-z]*|past|future|ancient|"
    "modern|soon|medieval|prehistoric|antiquity|renaissance|start|beginning|end|birth|"
    "death|upon|season|following|daily|weekly|shortly|immediately|always|never|"
    "whenever|if|unless|next|twilight|sunset|sunrise|holidays?"
)
_OPENS = (
    r"\A(?:(?:and|but|so|or|in|on|by|at|from|to|with|for|since|until|during|around|"
    r"about)\s+)*"
)

# Four figures are a year, three unless they end a longer number or something follows,
# which may be a unit.
_DATES = (
    rf"\b(?:{_TIMES}|{_SPELLS}|\d{{1,4}}s|\d{{1,2}}(?:st|nd|rd|th)|"
    r"\d{1,4}\s*(?:bce?|ad|ce)|\d{1,2}/\d{1,2})\b"
    rf"|\b{_MONTHS}(?=\W*\d)|\d\W*{_MONTHS}"
    r"|\b(?:1\d|20)\d\d\b|(?<![.,])\b\d{3}\b(?!\s*[a-z%])"
)
# "18.10" is a time, unless it is of an amount: "£18.10", "18.10 metres", "18.10 %".
_CLOCK = (
    r"\b(?:\d+:\d\d|\d{1,4}\s*(?:am|pm|a\.m|p\.m|h)|o['’]clock)\b"
    r"|(?<![\w.,$€£¥])(?:[01]?\d|2[0-3])[.h][0-5]\d\b"
    r"(?![.,]\d|\s*(?!(?:and|or|to|on|until|till|each|every)\b)[a-z%°$€£¥])"
)
_DAY = kind_asked(
    rf"{_OPENS}(?:what|which)\s+(?:(?:is|was)\s+the\s+|[a-z]+\s+)?"
    r"(?:year|date|month|century|decade|day|era)s?\b",
    _DATES,
)
_TIME = kind_asked(
    rf"{_OPENS}(?:when\s+{AUX}|what\s+time)\b",
    f"{_DATES}|{_CLOCK}",
)
# "When does it fail?" may ask for what it fails under.
_STATE = kind_asked(
    rf"{_OPENS}when\s+(?:is|are|do|does|can|may|should|must)\b",
    rf"{_TIME.said.pattern}|\b(?:where|in\s+case|under|over|above|below|with)\b",
)
_NUMBER = kind_asked(
    r"\bhow\s+(?:many|much|old|long|often|frequently|far\s+(?:ahead|back|in))\b"
    r"|\bwhat\s+(?:percent|percentage|proportion|fraction|share|number|population|"
    r"age|temperature|length|height|weight|speed|distance|price|cost)\b"
    rf"|{COSTS}",
    rf"\b\d|\b(?:{_NUMBERS}|{_SPELLS}|hours?|minutes?|seconds?)\b",
)
# No spell of time alone: "months" is not how large something is.
_SIZE = kind_asked(
    r"\bhow\s+(?:fast|far|tall|high|heavy|big|large|deep|wide|thick|hot|cold)\b"
    rf"|{WHAT_IS_THE}"
    r"(?:population|percentage|temperature|length|height|weight|width|depth|speed|"
    r"distance|cost|budget|salary)\s+of\b",
    rf"\b\d|\b(?:{_NUMBERS})\b",
)
# "Cheap" is one, too; "the fare policy" isn't.
_PRICE = kind_asked(
    rf"{WHAT_IS_THE}(?:price|fare|fee|rent|salary|wage|toll)s?"
    r"(?:\s+(?:of|for|in|to|at|per|on|by|from|now|today)\b|\W*\Z)",
    rf"\b\d|\b(?:{_NUMBERS}|cheap(?:er|est)?|(?:in)?expensive|affordable|reasonable"
    r"|fair|good|great|low(?:er|est)?|high(?:er|est)?|same)\b",
)
_VERSION = kind_asked(rf"{_OPENS}(?:what|which)\s+(?:version|release)\b", r"\d")
_NAME = kind_asked(rf"{_OPENS}(?:who|whom|whose|where)\b", r"[^\W\d_]")
# Who did it, and when, is no reason.
_REASON = kind_asked(
    rf"{_OPENS}why\b",
    rf"\b(?!(?:{_TIMES}|{_SPELLS}|{_NUMBERS}|the|and|in|on|at|by|of|from)\b)"
    r"(?-i:[a-z]++)",
)
_WHEN = (_STATE, _TIME, _DAY)
_KINDS = (_REASON, *_WHEN, _VERSION, _NUMBER, _SIZE, _PRICE, _NAME)
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
_HOW_MANY = re.compile(r"\bhow\s+(?:many|much)\b", re.IGNORECASE)
_YEAR = re.compile(rf"\W*{YEAR}\W*")
_SINCE = re.compile(
    r"\b(?:in|from|since|until|by|of|after|before|during)\s+\Z", re.IGNORECASE
)
# "Later life" is no time for what happened then.
_DATED = re.compile(rf"\d|\b(?:{DAYS})\b", re.IGNORECASE)
_NAMED = re.compile(rf"{_OPENS}(?:who|whom|whose|where|which)\b", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_MANY = re.compile(r"\W*\d[\d.,]*\s(?!of\b)[^A-Z]*\Z")
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
    kind = _kind_of(question)
    said = words
    if _LENGTH.search(question) and not _ENDS.search(words):
        said = _NO_LENGTHS.sub("", words)
    if kind and not kind.said.search(said):
        return False
    if kind in (_NAME, _TIME) and _is_said_by(question, words):
        return False
    if kind is _NAME and (
        names_whom_asked(question, words)
        or (_is_counted(words) and not _WHERE.search(question))
    ):
        return False
    if _WHICH_NAME.match(question.strip()) and not names_more(question, words):
        return False
    unit = _BEHIND.match(behind)
    return not is_of_another(question, words + (unit[0] if unit else ""))


def _is_counted(words: str) -> bool:
    """Tell whether words are an amount or so many things: "61,000 images".

    Of the 3,045 annotated answers to "who" four are, as "40 companies".
    """
    return is_amount(words) or _MANY.match(words) is not None


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
    since = _SINCE.search(before, max(0, len(before) - 12))
    if since and _YEAR.fullmatch(said):
        no_year = (_NAME, _SIZE, _PRICE)
        if _kind_of(question) in no_year or _HOW_MANY.search(question):
            return False
        said = since.group() + said
    return fits(question, said, behind)


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
    kind = _kind_of(question)
    if kind is _VERSION:
        return _VERSION.said.search(words) is not None
    if kind in _WHEN:
        return is_dated(question, words)
    is_name_asked = _NAMED.match(question.strip()) is not None
    return is_name_asked and names_more(question, words)


def _is_said_by(question: str, words: str) -> bool:
    """Tell whether a question has all these words itself, and names no choice of them.

    A year it has may be the answer: "When did the panic of 1923 begin?".
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
    kind = _kind_of(question)
    return kind in (None, _REASON) and not asks_for_contact(question)


def wants_figure(question: str) -> bool:
    """Tell whether a question wants a time or a number.

    Example:
        >>> wants_figure("How many are there?"), wants_figure("Who came?")
        (True, False)
    """
    return _kind_of(question) in (*_WHEN, _NUMBER, _SIZE, _PRICE)


def wants_time(question: str) -> bool:
    """Tell whether a question wants a time.

    Example:
        >>> wants_time("When was it?"), wants_time("How long did it last?")
        (True, False)
    """
    return _kind_of(question) in _WHEN


def is_dated(question: str, words: str) -> bool:
    """Tell whether a question wants a time, and words name one.

    Example:
        >>> is_dated("When was it?", "on 9 May"), is_dated("When was it?", "later")
        (True, False)
    """
    kind = _kind_of(question)
    said = (_DAY if kind is _DAY else _TIME).said
    return wants_time(question) and None not in (
        said.search(words),
        _DATED.search(words),
    )


def _kind_of(question: str) -> KindAsked | None:
    text = question.strip()
    return next((kind for kind in _KINDS if kind.asked.search(text)), None)
