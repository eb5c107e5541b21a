"""The words of an answer as the article has them: never a part of a number or address.

A reader marks tokens, of which "2025-0831" and "office@inn.example" have several.
"""

import re

from rag.asking.wording.contacts import EMAIL, URL
from rag.asking.wording.english import MONTHS, NUMBERS, WEEKDAYS
from rag.text.line_breaks import ITEM_SIGNS
from rag.types import Passage, Span

_MONTHS = f"(?:{MONTHS.title()})"
_WEEKDAY = f"(?:{WEEKDAYS.title()})"
_WHOLE = re.compile(
    rf"{EMAIL}|{URL}"
    r"|\b(?i:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six"
    r"|seven|eight|nine))\b"
    # Figures of a number, a time, a date; of two years either may be meant.
    r"|(?<!\d)(?:\d++(?:[.,:/]\d++)+|\d{1,3}(?:[^\S\n]\d{3})+(?!\d)"
    r"|(?!(?:1\d|20)\d\d-(?:1\d|20)\d\d\b)\d{2,}+-\d{2,}(?:-\d+)*)"
    rf"|\b(?:{_WEEKDAY},?\s)?\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s{_MONTHS}\b"
    rf"|\b(?:{_WEEKDAY},?\s)?{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?\b"
)
# "Song" of "Song Xanh" is another; what opens a sentence, or owns, is no part of it.
_NAME = r"[A-Z][\w-]+"
_NAMES = re.compile(rf"{_NAME}(?: {_NAME})*")
_NAME_BEFORE = re.compile(rf"(?<=[a-z,] )(?:{_NAME} )+\Z")
# Of more words it is a title.
_NAME_BEHIND = re.compile(rf"(?: {_NAME}){{1,3}}+(?! [A-Z])")
_NO_NAME = re.compile(rf"(?:{_WEEKDAY}|{_MONTHS})")

_COMPARED = (
    "(?:less|more|fewer|later|earlier|sooner|longer|shorter|larger|smaller|greater"
    "|higher|lower|older|younger)"
)
_NUMBER = rf"(?:\d[\d.,]*|(?:one|{NUMBERS})\b)"
_SIGN = r"(?:%|°(?:\s?[CF]\b)?)"
_AMOUNT = re.compile(rf"[$€£¥]?{_NUMBER}")
# "-5", "<5", "$5": without its sign it is another amount.
_SIGN_BEFORE = re.compile(r"(?:(?<![\w)\]%])[-−~≈±<>≤≥])?[$€£¥]?\Z")
_UNIT_BEHIND = re.compile(
    rf"\s?(?:{_SIGN}|per\s?cent\b)|\s(?:hundred|thousand|(?:m|b|tr)illion|century)\b"
)
_ENDS_IN_NUMBER = re.compile(rf"(?:\d(?:st|nd|rd|th)?|\b{_NUMBER})\Z")
# "From | 12 | to 16 days", which says what became of it.
_FROM = re.compile(r"\bfrom\s\Z")
_TO_BEHIND = re.compile(
    r"(?:\s(?:hundred|thousand|[mbtr]+illion))?\s+to\s+"
    rf"[$€£¥]?(?!(?:1\d|20)\d\d\b)(?:\d+(?:[.,]\d+)*|(?:one|{NUMBERS})\b)"
    rf"(?:{_UNIT_BEHIND.pattern})?"
)
# What an amount without it would deny: "at least 15", "not less than 15".
_AT_LEAST = re.compile(
    rf"\b(?:(?:(?:not|no)\s+)?{_COMPARED}\s+than|at\s+(?:least|most)|up\s+to"
    r"|nearly|almost|approximately|roughly)\s+\Z"
)
# Of few things it may be a place: "over two hills".
_LARGE = re.compile(r"[$€£¥]?[\d.,]+\s*(?:%|per\s?cent|thousand|[mb]illion|\d,\d{3})")
_OVER = re.compile(r"\bover\s+\Z")
# "12 to | 16 days", "between 12 and | 16 days", and not "in 1580 to | 9,400".
_TO = re.compile(
    rf"(?<![\w.,])(?<!\bin\s)[$€£¥]?{_NUMBER}(?:\s?{_SIGN})?"
    r"(?:\s+(?:to|or)\s+|[^\S\n]?[-–][^\S\n]?)\Z"
    rf"|\bbetween\s+[$€£¥]?{_NUMBER}(?:\s?{_SIGN})?\s+and\s+\Z"
)
# "Between | 1945 and 1970", which are no two years.
_BOTH_ENDS = re.compile(rf"{_AMOUNT.pattern}(?:\s?{_SIGN})?\s+and\s+[$€£¥]?{_NUMBER}")
_BETWEEN = re.compile(r"\bbetween\s+\Z")
# "Denmark, | Iceland and Norway".
_LAST_NAMES = re.compile(rf"{_NAMES.pattern},? and {_NAME}")
_NAMES_BEFORE = re.compile(rf"(?<=[a-z:] )(?:{_NAME}(?: {_NAME}){{0,2}}, )+\Z")
_ONE_IN = re.compile(r"\bone\s+(?:in|out\s+of)\s+(?:every\s+)?\Z", re.IGNORECASE)
# "Without a significant | loss", "not on | Sundays".
_DENIED = re.compile(
    r"\b(?:without|no|not)\s+(?:(?:on|at|in|by|before|after|until|the|an?|any"
    r"|[a-z]+(?:al|ant|ent|ous|ive|able|ible))\s+){0,2}\Z",
    re.IGNORECASE,
)
_LIMITS = (
    (_AMOUNT, _AT_LEAST),
    (_LARGE, _OVER),
    (_AMOUNT, _ONE_IN),
    (_BOTH_ENDS, _BETWEEN),
    (_LAST_NAMES, _NAMES_BEFORE),
    # Of two years either may be meant.
    (re.compile(rf"(?!(?:1\d|20)\d\d\b){_AMOUNT.pattern}"), _TO),
    (re.compile(""), _DENIED),
)
"""What begins so is widened to what stands before it; the first that does counts."""

MAX_BEFORE_CHARS = 60
"""No such words are longer."""

_OR_MORE = re.compile(
    rf"\s+or\s+(?:{_COMPARED}|newer|above|below|over|under)\b(?!\s+than)"
)
# Of the scripts that part words by spaces, and are read in pieces of these.
_LETTER = "[A-Za-z\u00c0-\u024f\u0370-\u04ff]"
_CUT = re.compile(rf"(?<={_LETTER})(?={_LETTER})")
_LETTERS = re.compile(rf"{_LETTER}*")
_FULL_STOP = re.compile(
    r"(?:\w{4}|\d|\b(?<!\.)(?!(?:etc|no|al|vs|pp|ca|eds?|vol)\b)[a-z]{2,3})[.;:,!?]\Z"
)
_LABEL = re.compile(r"(?:(?<=\n)|(?<=; )|\A)[^\n;:]+(?=:\s+\S)")
_VALUE = re.compile(r":\s+(?=\S)([^\n;]+)")
MIN_SAID_WORDS = 4
"""With so many words behind a name, and a full stop, it is who speaks."""

_WHO = re.compile(r"\W*(?:and\s+|but\s+)?who(?:m|se)?\b", re.IGNORECASE)
# "Depth | (m): 12", "Depth (m | ): 12", and what begins in the unit: "m): 12".
_UNIT = re.compile(r"\)?|\s\([^()]*\)")
_IN_UNIT = re.compile(r"[^\s():;]*\):\s+(?=\S)")
# An item's number or sign, or a clause's, but no time or amount; who says it, in a
# transcript, and when.
_MARK = re.compile(
    rf"(?:(?<=\n)|\A)(?:(?:[{ITEM_SIGNS}]|\(?(?:\d{{1,3}}|[a-z])[.)]"
    r"|(?!0)\d{1,2}(?:\.\d){1,3}\.?(?=\s+(?!Euro|Dollar|[MB]illion)[A-Z][a-z]))\s+"
    r"|(?:\[[\d:.]+\]\s+)?[A-Z][A-Z .'’-]{1,30}:\s+|\[[\d:.]+\]\s+)"
)


def marks_in(text: str) -> list[Span]:
    """Find what only counts an item of a list, or says who speaks.

    Example:
        >>> marks_in("1. Get up.")
        [Span(start=0, end=3)]
    """
    return [Span(*found.span()) for found in _MARK.finditer(text)]


def written_in(question: str, passage: Passage, words: Span) -> Span:
    """Widen words as `as_written` does, within their sentence.

    Args:
        question: The question.
        passage: The passage.
        words: The characters of its text that a reader marked.
    """
    written = as_written(question, passage.text, words)
    at = words.start + passage.start
    own = (each for each in passage.sentences if each.start <= at < each.end)
    sentence = next(own, written.moved(passage.start))
    return Span(
        max(written.start, sentence.start - passage.start),
        min(written.end, sentence.end - passage.start),
    )


def as_written(question: str, text: str, words: Span) -> Span:
    """Widen words to what is written as one; of a label alone give what it is of.

    Args:
        question: The question: who it is may be told by the label, as in an interview.
        text: A passage, or a sentence of one.
        words: The characters of it that a reader marked.

    Example:
        >>> as_written("Which?", "Invoice 2025-0831 is due.", Span(8, 12))
        Span(start=8, end=17)
        >>> as_written("Where?", "Time: 11:30; Room: Room 2", Span(13, 17))
        Span(start=19, end=25)
        >>> as_written("How deep?", "It is not less than 15 metres.", Span(20, 30))
        Span(start=6, end=29)
    """
    label = _LABEL.match(text, words.start)
    named = label and _UNIT.fullmatch(text, words.end, label.end())
    value = _VALUE.match(text, named.end()) if named else None
    if value and not (_WHO.match(question) and _is_said(value[1])):
        return Span(*value.span(1))
    unit = _IN_UNIT.match(text, words.start, words.end)
    words = Span(unit.end(), words.end) if unit else words
    words = _of_whole_words(text, words)
    return _qualified(text, _named(text, whole(text, words)))


def _of_whole_words(text: str, words: Span) -> Span:
    """Widen words to the ends of those that a reader's pieces cut: "3 tablespoo|ns"."""
    start, end = words.start, words.end
    if _CUT.match(text, end):
        end = _LETTERS.match(text, end).end()  # type: ignore[union-attr]
    while _CUT.match(text, start):
        start -= 1
    return Span(start, end)


def _is_said(text: str) -> bool:
    """Tell whether a text is what somebody says, and no value of a label."""
    is_long = len(text.split()) >= MIN_SAID_WORDS
    return is_long and text.rstrip("'”\"»)\u2019 ").endswith((".", "!", "?"))


def _named(text: str, words: Span) -> Span:
    """Widen one word of a name, or its first ones, to all of it."""
    said = text[words.start : words.end]
    if not _NAMES.fullmatch(said) or _NO_NAME.fullmatch(said):
        return words
    start = words.start - MAX_BEFORE_CHARS
    # Before several there is a title.
    is_one = " " not in said
    before = _NAME_BEFORE.search(text, start, words.start) if is_one else None
    behind = _NAME_BEHIND.match(text, words.end)
    return Span(
        before.start() if before else words.start,
        behind.end() if behind else words.end,
    )


def _qualified(text: str, words: Span) -> Span:
    """Widen an amount to what limits it, and take off the sentence's end."""
    start, end = words.start, words.end
    if _FULL_STOP.search(text, max(start, end - 5), end):
        end -= 1
    if _AMOUNT.match(text, start, end):
        sign = _SIGN_BEFORE.search(text, start - 2, start)
        start = sign.start() if sign else start
    if _ENDS_IN_NUMBER.search(text, start, end):
        unit = _UNIT_BEHIND.match(text, end)
        end = unit.end() if unit else end
    if _AMOUNT.match(text, start, end) and _FROM.search(text, 0, start):
        to = _TO_BEHIND.match(text, end)
        end = to.end() if to else end
    said, before = text[start:end], text[max(0, start - MAX_BEFORE_CHARS) : start]
    found = (limit.search(before) for kind, limit in _LIMITS if kind.match(said))
    if limits := next(filter(None, found), None):
        start -= len(before) - limits.start()
    more = _OR_MORE.match(text, end)
    return Span(start, more.end() if more and any(map(str.isdigit, said)) else end)


def whole(text: str, words: Span) -> Span:
    """Widen words to whole numbers, addresses and brackets.

    Args:
        text: A passage, or the headings over one.
        words: The characters of it that a reader marked.

    Example:
        >>> whole("9 May: 11:30 (Room 2)", Span(7, 20))
        Span(start=7, end=21)
    """
    start, end = words.start, words.end
    for each in _WHOLE.finditer(text):
        if each.start() < end and start < each.end():
            start, end = min(start, each.start()), max(end, each.end())
    # A bracket that opens in them closes in them.
    if text[end : end + 1] == ")" and "(" in text[start:end].rpartition(")")[2]:
        end += 1
    return Span(start, end)
