"""Whether a time of the day is said where one is asked for: "17 May" is none.

English only.
"""

import re

from rag.asking.wording.answer_kinds import OPENS
from rag.asking.wording.english import MONTHS, NUMBERS, WEEKDAYS, YEAR

# Of what is past a year may be the time: "By what time was it sold?".
_ASKS = re.compile(
    rf"{OPENS}what\s+times?\s+(?:does|do|is|are|will|can|may|must|should)\b",
    re.IGNORECASE,
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?:{WEEKDAYS})s?|{_NTH}(?:\s+of)?\s+(?:{MONTHS})|(?:{MONTHS})(?:\s+{_NTH})?"
    rf"|{YEAR})\b",
    re.IGNORECASE,
)
# "After lunch", "when it is dark" are hours that everybody knows.
_HOUR = re.compile(
    rf"\d|\b(?:one|{NUMBERS}|noon|mid(?:day|night)|dawn|dusk|sun(?:rise|set)|dark"
    r"|(?:mornings?|afternoons?|evenings?|nights?)|lunch\w*|breakfast|dinner|supper"
    r"|half|quarter|any\s?time|early|late)\b|\b(?:before|after|until|till|when)\s+\w",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;]\s|\n")


def lacks_hour(question: str, words: str, behind: str = "") -> bool:
    """Tell whether a time of the day is asked for, and only a day or a year is said.

    Args:
        question: The question.
        words: What may answer it.
        behind: What stands behind them: of "17 May at 7 pm" a reader may mark the day.

    Example:
        >>> lacks_hour("What time is the fair?", "on 17 May", " at the inn. By 7 pm")
        True
        >>> lacks_hour("What time is the fair?", "on 17 May", " at 7 pm.")
        False
    """
    if not _ASKS.match(question.strip()):
        return False
    rest, count = _DATE.subn("", words + _SENTENCE_END.split(behind)[0])
    return count > 0 and not _HOUR.search(rest)
