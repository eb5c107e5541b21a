"""Text to lexical terms with their positions, in the way of its language.

Scripts that don't put spaces between words (Chinese, Japanese, Thai, ...) and Korean,
whose particles cling to the words, are indexed by single characters and pairs of
characters. Numbers are kept whole and read alike in every notation.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.text.languages import INVISIBLE, fold, stem, stop_words, without_accents

STOP_TERM_WEIGHT = 0.4
"""What a question's stop words count, against 1 for its other words.

Measured on twelve sets in eight languages: 0.3 to 0.5 finds on average more than
leaving them out (0), and more than counting them fully (1).
"""

OTHER_LANGUAGE_WEIGHT = 0.5
"""What a word's stems in the library's other languages count.

Fully counted, they cost a point of hit@1 in a library of eight languages; at half
nothing, while names and numbers still find the articles of other languages.
"""

# Kana and Chinese characters, of which each sign counts as a word.
_WIDE_WORDS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Those, and Lao, Thai, Burmese, Khmer and Hangul, which are left as they stand.
_UNSPACED = (
    f"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\uac00-\ud7af{_WIDE_WORDS}"
)
# Python's \w knows no combining marks, without which Hindi falls to pieces.
_MARKS = "".join(
    re.escape(char)
    for char in map(chr, range(0x300, 0x10000))
    if unicodedata.category(char) in ("Mn", "Mc")
)
MAX_WORD_CHARS = 256
"""A longer run of letters, digits or marks is several words: whatever then looks at
one, as Unicode's normal forms do in the square of its marks, takes a bounded time."""

_SOME = f"{{1,{MAX_WORD_CHARS}}}+"
_REST = f"{{0,{MAX_WORD_CHARS - 1}}}+"
# Of "1,2,3a" the number is "1,2": no part of one touches a letter.
_NUMBER = rf"\d{_SOME}(?:[.,'\u2019\u066b\u066c]\d{_SOME}(?![^\W_])){_SOME}"
_WORD = (
    rf"(?:(?![{_UNSPACED}])[^\W_])"
    rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}{INVISIBLE}]){_REST}"
)
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<run>[{_UNSPACED}]+)|{_WORD}")
# 0.125 has none.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,'\u2019\u066b\u066c]\d{3})+")
_SEPARATOR = re.compile(r"[.,'\u2019\u066b\u066c]")
# 1,234.5 and 1.234,5: behind thousands another sign can only stand before a fraction.
_FRACTION = re.compile(
    r"([1-9]\d{0,2}(?:([.,'\u2019\u066c])\d{3})(?:\2\d{3})*)(?!\2)[.,\u066b](\d+)"
)


_APART = re.compile(rf"[{_WIDE_WORDS}]|(?:(?![{_WIDE_WORDS}])\S)+")


def count_words(text: str) -> int:
    """Count words as people do: between spaces, and Chinese and Japanese by signs.

    Example:
        >>> count_words("The river rose."), count_words("河水上涨了。")
        (3, 5)
    """
    return sum(any(map(str.isalnum, word)) for word in _APART.findall(text))


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or one or two characters of a script without spaces, in a text.

    `stems` is what is indexed for it: one stem, or one for each of several languages
    where these differ. `stop` marks words that carry no content, `partial` single
    characters of longer words, which help to find and are no words by themselves.
    """

    text: str
    stems: tuple[str, ...]
    start: int
    end: int
    stop: bool
    partial: bool = False

    @property
    def is_content(self) -> bool:
        """Whether it is a word of content."""
        return not self.stop and not self.partial


def find_terms(
    text: str, language: str, other_languages: Sequence[str] = ()
) -> list[Term]:
    """Find the terms of a text, stop words among them, with their positions.

    Args:
        text: Any text.
        language: ISO 639-1 code of its language; one that has no stemmer is only
            folded.
        other_languages: Languages of passages that the terms shall be found in too.

    Returns:
        The terms in the order of the text; those of unspaced scripts overlap.

    Example:
        >>> [(t.stems, t.stop) for t in find_terms("The 1,500 towers", "en")]
        [(('the',), True), (('1500',), False), (('tower',), False)]
    """
    languages = tuple(dict.fromkeys((language, *other_languages)))
    terms: list[Term] = []
    for match in _TOKEN.finditer(text):
        if match["run"]:
            terms.extend(_run_terms(match["run"], match.start(), language))
            continue
        word = fold(match.group())
        if match["number"]:
            stems: tuple[str, ...] = (_plain_number(word),)
        else:
            stems = tuple(dict.fromkeys(stem(word, code) for code in languages))
        # Stop words of the question's own language only: "die" is none in English.
        stop = without_accents(word) in stop_words(language)
        terms.append(Term(match.group(), stems, match.start(), match.end(), stop))
    return terms


def content_terms(text: str, language: str) -> list[Term]:
    """Find the words of content of a text.

    Example:
        >>> [term.text for term in content_terms("The 1,500 towers", "en")]
        ['1,500', 'towers']
    """
    return [term for term in find_terms(text, language) if term.is_content]


@lru_cache(maxsize=64)  # a question's are asked for with each sentence that is read
def content_stems(text: str, language: str) -> frozenset[str]:
    """Give the stems of the words of content of a text.

    Example:
        >>> sorted(content_stems("The 1,500 towers", "en"))
        ['1500', 'tower']
    """
    return frozenset(term.stems[0] for term in content_terms(text, language))


def index_terms(text: str, language: str) -> list[str]:
    """Give the terms of a passage as they are indexed, repeated as they occur.

    Stop words are among them: a question may consist of nothing else.

    Example:
        >>> index_terms("Cafés, cafe", "fr")
        ['caf', 'caf']
    """
    return [term.stems[0] for term in find_terms(text, language)]


def weighted_stems(terms: Sequence[Term]) -> tuple[list[str], list[float]]:
    """Give what to search for a question's terms, and what each stem counts.

    Example:
        >>> weighted_stems(find_terms("the towers", "en"))
        (['the', 'tower'], [0.4, 1.0])
    """
    stems: list[str] = []
    weights: list[float] = []
    for term in terms:
        weight = STOP_TERM_WEIGHT if term.stop else 1.0
        others = len(term.stems) - 1
        stems.extend(term.stems)
        weights.extend([weight, *[weight * OTHER_LANGUAGE_WEIGHT] * others])
    return stems, weights


def _run_terms(run: str, offset: int, language: str) -> Iterator[Term]:
    """Give the stop words of a run, and the rest in single and paired characters."""

    def term(
        start: int, end: int, *, stop: bool = False, partial: bool = False
    ) -> Term:
        text = run[start:end]
        place = (offset + start, offset + end)
        return Term(text, (fold(text),), *place, stop, partial)

    for first, last, stop in _parts(run, language):
        if stop:
            yield term(first, last, stop=True)
            continue
        for start in range(first, last):
            # Single ones, too: a word of one character is in no pair.
            yield term(start, start + 1, partial=last - first > 1)
            if start + 1 < last:
                yield term(start, start + 2)


def _parts(run: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Divide a run at its stop words, longest first; what is between may be empty."""
    words, longest = _unspaced_stop_words(language)
    first = position = 0
    while position < len(run):
        # No longer than what is left: a piece of that ends with it.
        lengths = range(min(longest, len(run) - position), 1, -1)
        size = next((n for n in lengths if run[position : position + n] in words), 0)
        if size:
            yield first, position, False
            yield position, position + size, True
            first = position + size
        position += size or 1
    yield first, len(run), False


@cache
def _unspaced_stop_words(language: str) -> tuple[frozenset[str], int]:
    """Collect the stop words of two or more characters, and their greatest length."""
    whole = re.compile(f"[{_UNSPACED}]{{2,}}")
    words = frozenset(word for word in stop_words(language) if whole.fullmatch(word))
    return words, max(map(len, words), default=0)


def _plain_number(number: str) -> str:
    """Write 1,500 and 1.500 as 1500, 2,5 as 2.5, and 1.234,5 as 1234.5."""
    if found := _FRACTION.fullmatch(number):
        return f"{_SEPARATOR.sub('', found[1])}.{found[3]}"
    if _THOUSANDS.fullmatch(number):
        return _SEPARATOR.sub("", number)
    return _SEPARATOR.sub(".", number)
