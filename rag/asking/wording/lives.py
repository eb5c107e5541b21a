"""When somebody was born or died, and whose age a text gives.

Texts on people say it in brackets behind the name: "Ada Moen (1903-1987) wrote plays."
has no word for it, and what has one may tell of anything else that a year is given for.
English only.
"""

import re

from rag.types import Span

_WHEN = re.compile(
    r"\b(?:when|(?:what|which)\s+(?:year|day|date|month))\b.{0,80}?"
    r"\b(?:was|were|is|did|does|do)\s+(?P<name>.{1,80}?)\s+(?:(?P<born>born)|die)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\bwhere\s+(?:(?:was|were|is)\s.{1,80}?\s(?P<born>born)|did\s.{1,80}?\sdie)\b",
    re.IGNORECASE,
)
_SAYS_BORN = re.compile(r"\bb(?:orn|irth\w*)\b", re.IGNORECASE)
_SAYS_DIED = re.compile(
    r"\b(?:die[ds]?|dying|dead|death|kill\w*|murder\w*|assassin\w*|execut\w*|perish\w*"
    r"|drown\w*|suicide|shot|hanged|burn\w*|behead\w*|passed\s+away|lost|fell|end\w*"
    r"|succumb\w*|late|crash\w*)\b",
    re.IGNORECASE,
)
_ERA = r"\s(?:BCE?|AD|CE)\b"
_DATE = rf"(?:[\w.,]+\s){{0,5}}?(?:\d{{3,4}}\b(?:{_ERA})?|\d{{1,2}}{_ERA})"
# "Ada Moen (Oslo, 3 May 1903 - 1987)", "Moen (b. 1903)"; "(r. 1920-1950)" is a reign.
_LIFE = re.compile(
    r"(?<![\w.'-])(?P<name>[\w.'-]++),?\s*\(\s*(?!r\.|reign)(?:[^()]*?[,;]\s)??"
    rf"(?:(?P<from>{_DATE})\s*[-–—]\s*(?P<to>{_DATE})"
    rf"|(?:b\.|born)\s(?P<born>{_DATE})|(?:d\.|died)\s(?P<died>{_DATE}))",
)
_ASKS_LIFE = re.compile(
    # What isn't a person may be "born" when it begins.
    r"\b(?:born|birth\w*|old|age[ds]?|live[ds]?|life\w*|young|beg[aiu]n\w*|start\w*"
    r"|found\w*|origin\w*|creat\w*|emerg\w*|invent\w*|establish\w*|appear\w*)\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b[Bb]orn(?:\s+(?:in|on|at|near|about|around|circa|c\.|the|[A-Z\d]\S*))*\Z"
)
_HOW_OLD = re.compile(r"\W*(?i:how\s+old)\s+(?:is|are|was|were)\s+[A-Z]")
# "The forty-year-old dockworker Per Lund"
_YEAR_OLD = re.compile(
    r"-year-old\s+(?:[a-z]+\s+){0,3}(?P<name>[A-Z][\w’-]*(?:\s+[A-Z][\w’-]*)*)"
)
_PART = re.compile(r"[A-Z][\w’-]*")
MAX_BORN_CHARS = 80
"""So much before a date is looked at for whether it is one of birth."""

_PRONOUNS = ("he", "she", "they")


def find_life(question: str, sentence: str) -> Span | None:
    """Find in brackets when somebody was born or died, where that is asked.

    Args:
        question: The question.
        sentence: A sentence of an article.

    Returns:
        The characters of the date, or None.

    Example:
        >>> find_life("When did Moen die?", "Ada Moen (1903-1987) wrote plays.")
        Span(start=15, end=19)
    """
    # First, for this is asked of every sentence that may answer anything.
    if "(" not in sentence or not (asked := _WHEN.search(question)):
        return None
    name = asked["name"].split()[-1].lower()
    dates = ("from", "born") if asked["born"] else ("to", "died")
    for life in _LIFE.finditer(sentence):
        date = next((each for each in dates if life[each]), None)
        if date and name in (life["name"].lower(), *_PRONOUNS):
            return Span(*life.span(date))
    return None


def tells_no_life(question: str, sentence: str) -> bool:
    """Tell whether it is asked when or where one was born or died, and nothing says it.

    Args:
        question: The question.
        sentence: What may answer it.

    Example:
        >>> tells_no_life("When was Moen born?", "Moen came to Oslo in 1920.")
        True
    """
    when = _WHEN.search(question)
    asked = when or _WHERE.search(question)
    if not asked or find_life(question, sentence):
        return False
    # "Ada Moen (Oslo, 1903 - Rome, 1987)"
    if not when and _LIFE.search(sentence):
        return False
    says = _SAYS_BORN if asked["born"] else _SAYS_DIED
    return not says.search(sentence)


def is_age_of_another(question: str, words: str, behind: str) -> bool:
    """Tell whether an age is that of somebody else than whose is asked for.

    Args:
        question: The question.
        words: The age.
        behind: What stands behind it.

    Example:
        >>> is_age_of_another("How old is Moen?", "forty-year", "-old Per Lund came.")
        True
        >>> is_age_of_another("How old is Lund?", "forty-year", "-old Per Lund came.")
        False
    """
    if not _HOW_OLD.match(question):
        return False
    whose = _YEAR_OLD.search(f"{words}{behind}")
    if whose is None:
        return False
    return not {*_PART.findall(whose["name"])} & {*_PART.findall(question)}


def is_birth(question: str, before: str, date: str) -> bool:
    """Tell whether a date is when somebody was born, where that isn't asked.

    Args:
        question: The question, one for a time.
        before: What stands before the date.
        date: The date.

    Example:
        >>> is_birth("When did Moen first paint?", "Moen was born in Oslo in ", "1920")
        True
    """
    if _ASKS_LIFE.search(question):
        return False
    return _BORN.search(before[-MAX_BORN_CHARS:] + date) is not None
