"""Which words are names or figures, or say what a question says itself."""

import re
from collections.abc import Sequence

from rag.text.terms import content_stems
from rag.types import Span

_WHO_DOES = re.compile(
    r"\A\s*(?:\w+\s+)?whom?\b(?!['’]s\b|\s+(?:is|are|was|were)\b)", re.IGNORECASE
)
_WHO_IS = re.compile(
    r"\W*(?i:who(?:['’]s|\s+is|\s+was))\s+(?P<name>[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)+)"
)
# "Who is the treasurer?", of "Ada Moen (chair), Per Lund (treasurer)".
_WHO_HOLDS = re.compile(
    r"\W*(?i:who(?:['’]s|\s+is|\s+was)\s+(?:the|its|their))\s+"
    r"(?P<post>[a-z][a-z-]+(?:\s(?!of\b|in\b|at\b|for\b)[a-z-]+){0,2})"
)
_LAST_WORDS = re.compile(r"\b[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*\Z")
_LAST_NAME = r"\b[a-z]+\s+{}\b(?!\s+[A-Z]|['’]s)"
_BEHIND_NAME = (
    r"\s*(?:,|\(|[–—]|\s-\s|\b(?:is|was)\b)\s*(?:who\s+(?:is|was)\s+)?"
    r"(?:(?:an?|the|its|their|our)\s+)?\Z"
)
MAX_BESIDE_CHARS = 100
"""No name is longer, with what stands between it and what it is of."""

_ITEM = r"(?:[\w’'-]+ ){0,3}[\w’'-]+"
_BEFORE_LISTED = re.compile(
    r"(?:\b(?:such as|like|including)|[,;:]) (?:an? |the )?\Z", re.IGNORECASE
)
# "Or" gives another name. Where "are" follows it is said what these are.
_TO_LAST = rf"(?:[,;] {_ITEM})*[,;]? and "
_IN_LIST = re.compile(_TO_LAST, re.IGNORECASE)
_SAYS_WHAT = re.compile(
    rf"{_TO_LAST}{_ITEM},? (?:is|are|was|were|means?|refers?)\b", re.IGNORECASE
)
_BEFORE_LAST = re.compile(
    rf"(?:[,;] {_ITEM},?|\b(?:such as|like|including) {_ITEM}) and (?:an? |the )?\Z",
    re.IGNORECASE,
)
_LAST_LISTED = re.compile(r"[.;]|\W*\Z")
_NAMES = re.compile(r"\b(?:called|known|named?|names)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"(?:\A|[.?!]\s)\W*(\w+)")
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|them|his|her|its|their|this|that|these|those|there)\b",
    re.IGNORECASE,
)
_OF_PLACES = re.compile(r"(?:an|ch|ese|ish)\Z")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]*")
_OWNED = re.compile(r"['’]s\b")
_BEGINNING = re.compile(r"\A\W*[A-Z][\w'’-]*(?=\s+[a-z])")


def names_among(words: Sequence[str], text: str) -> list[str]:
    """Choose the words of a question that look like names or figures.

    Where a passage lacks such a word it may well be about something else: of 600
    questions of squad2 that only look answerable 13 % have one that the best passage
    and its title lack, and of 600 that it answers 4 %.

    Args:
        words: Words of the question, as it spells them.
        text: The question.

    Returns:
        Those with a digit, or with a capital letter that doesn't just begin a
        sentence; each once, in the given order.

    Example:
        >>> names_among(["Trains", "Wuhan", "6G", "fast"], "Trains in Wuhan: 6G fast?")
        ['Wuhan', '6G']
    """
    is_shouted = text == text.upper()
    begins = {*_BEGINS.findall(text)}

    def is_name(word: str) -> bool:
        if any(map(str.isdigit, word)):
            return True
        letters = word[1:] if word in begins else word
        return not is_shouted and any(map(str.isupper, letters))

    return [word for word in dict.fromkeys(words) if is_name(word)]


def names_more(question: str, words: str) -> bool:
    """Tell whether words have a name, by its capital, that a question hasn't.

    Args:
        question: The question.
        words: What may answer it. A first word has a capital in any sentence.
    """
    asked = set(re.findall(r"[\w'’-]+", _OWNED.sub("", question.lower())))
    names = _CAPITAL.findall(_OWNED.sub("", _BEGINNING.sub("", words)))
    return any(name.lower() not in asked for name in names)


def names_whom_asked(question: str, words: str) -> bool:
    """Tell whether words name in full whom a question has by the last name alone.

    Args:
        question: The question.
        words: What may answer it.

    Example:
        >>> names_whom_asked("Who came for Lee?", "Captain Ann Lee")
        True
        >>> names_whom_asked("Who is Lee?", "Captain Ann Lee")
        False
    """
    names = _CAPITAL.findall(words)
    if len(names) < 2 or not words.rstrip().endswith(names[-1]):
        return False
    alone = _LAST_NAME.format(re.escape(names[-1]))
    return bool(_WHO_DOES.match(question) and re.search(alone, question))


def tells_who(question: str, text: str, words: Span) -> bool:
    """Tell whether words stand right beside the full name of whom a question asks for.

    So texts say in passing who somebody is, in sentences on something else.

    Args:
        question: The question.
        text: A passage.
        words: The characters of it that a reader marked.

    Example:
        >>> asked, said = "Who is Ada Moen?", "It ran, the miller Ada Moen told Jo."
        >>> [tells_who(asked, said, Span(*at)) for at in ((8, 18), (33, 35))]
        [True, False]
    """
    asked = _WHO_IS.fullmatch(question.strip().rstrip("?!. "))
    if asked is None:
        return False
    name = r"\s+".join(map(re.escape, asked["name"].split()))
    above = text[max(0, words.start - MAX_BESIDE_CHARS) : words.start]
    below = text[words.end : words.end + MAX_BESIDE_CHARS]
    is_behind = re.search(rf"\b{name}{_BEHIND_NAME}", above) is not None
    return is_behind or re.match(rf",?\s+{name}\b", below) is not None


def find_holder(question: str, quote: str) -> Span | None:
    """Find who holds a post, where each name in a sentence has its own in brackets.

    Args:
        question: The question.
        quote: A sentence.

    Returns:
        The characters of the name, or None.

    Example:
        >>> find_holder("Who is the cook?", "Ada Moen (chair), Per Lund (cook) came.")
        Span(start=18, end=26)
    """
    asked = _WHO_HOLDS.match(question)
    if asked is None:
        return None
    post = rf"\s\((?i:(?:the\s+)?{re.escape(asked['post'])})\b"
    held = re.search(post, quote)
    if held is None:
        return None
    first = max(0, held.start() - MAX_BESIDE_CHARS)
    name = _LAST_WORDS.search(quote[first : held.start()])
    return Span(*name.span()).moved(first) if name else None


def says_no_more(question: str, words: str, language: str) -> bool:
    """Tell whether words that carry content all are the question's own.

    Args:
        question: The question.
        words: What may answer it.
        language: The question's, ISO 639-1.

    Example:
        >>> says_no_more("Why did the bridge fall?", "The bridge fell.", "en")
        False
        >>> says_no_more("Why does the bridge sway?", "The bridge sways.", "en")
        True
    """
    own = content_stems(words, language)
    return bool(own) and own <= content_stems(question, language)


def only_lists(term: str, sentence: str) -> bool:
    """Tell whether a sentence has a term among others in a list, and nowhere else.

    Of 2,169 annotated sentences that say what a term means none does.

    Example:
        >>> only_lists("kelp", "They sell salt, kelp and cod.")
        True
        >>> only_lists("kelp", "In Japan, kelp, a brown weed, is eaten.")
        False
    """
    said = " ".join(sentence.split())
    word = rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)"
    named = [*re.finditer(word, said, re.IGNORECASE)] if term else []
    return bool(named) and all(_is_listed(each) for each in named)


def _is_listed(named: re.Match[str]) -> bool:
    """Tell whether a term stands between others, or is the last of them."""
    text, end = named.string, named.end()
    before = text[max(0, named.start() - MAX_BESIDE_CHARS) : named.start()]
    if _NAMES.search(before):
        return False
    if _BEFORE_LISTED.search(before) and _IN_LIST.match(text, end):
        return _SAYS_WHAT.match(text, end) is None
    is_last = _LAST_LISTED.match(text, end) is not None
    return is_last and _BEFORE_LAST.search(before) is not None


def tells_of(question: str, sentence: str) -> bool | None:
    """Tell whether a sentence is on what a question names, by names alone.

    Args:
        question: The question.
        sentence: A sentence of the same passage.

    Returns:
        True where it has a name of the question, False where it has others only, and
        no pronoun before them that may stand for it; None where that can't be told.

    Example:
        >>> tells_of("How many live in Lima?", "In Lima it is nine million.")
        True
        >>> tells_of("How many live in Lima?", "Nine million live in Quito.")
        False
    """
    asked = _names(question)
    if not asked or asked & {*_WORD.findall(sentence)}:
        return bool(asked) or None
    own = _names(sentence)
    first = min((sentence.index(name) for name in own), default=0)
    return None if not own or _PRONOUN.search(sentence, 0, first) else False


def _names(text: str) -> set[str]:
    """Give the names in a text that no other stands for, as "UK" does for "British"."""
    return {
        name
        for name in names_among(_WORD.findall(text), text)
        if name.isalpha() and not name.isupper() and not _OF_PLACES.search(name)
    }
