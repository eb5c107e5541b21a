"""What depends on the language: telling it, its stems, its stop words.

Words are case-folded, stemmed (Snowball) and freed of accents.
"""

import threading
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp, log

import py3langid  # type: ignore[import-untyped]  # it has no stubs
import Stemmer
import stopwordsiso

DEFAULT_LANGUAGE = "en"

SURE = 0.9
"""Below this probability (a few words, or a list of names) the default is assumed."""

PLAINLY = 100
"""So many times as probable as others a question's language is plain: so it is of all
but one of 2,300 in four languages, 500 of them search queries, but not of "Heron"."""

DETECTION_CHARS = 20_000
"""So much text, from the middle, decides an article's language."""

_STEMMERS = """
    ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english eo:esperanto
    es:spanish et:estonian eu:basque fa:persian fi:finnish fr:french ga:irish hi:hindi
    hu:hungarian hy:armenian id:indonesian it:italian lt:lithuanian nb:norwegian
    ne:nepali nl:dutch nn:norwegian no:norwegian pl:polish pt:portuguese ro:romanian
    ru:russian sr:serbian sv:swedish ta:tamil tr:turkish yi:yiddish
"""
_SNOWBALL = dict(pair.split(":") for pair in _STEMMERS.split())

# The public English list counts "computer" and "research" as stop words; these are
# the closed word classes only.
_ENGLISH_STOP_WORDS = """
a about after again all also am an and another any are aren as at be because been
before being between both but by can cannot could couldn d did didn do does doesn
doing don done during each either else ever every few for from had hadn has hasn
have haven having he her here hers herself him himself his how however i if in into
is isn it its itself just ll many may me might more most much must my myself neither
no nor not of off on once only or other our ours ourselves out over own per please
re s same shall she should shouldn so some such t than that the their theirs them
themselves then there these they this those through to too under until up upon us ve
very was wasn we were weren what whatever when where whereas whether which while who
whom whose why will with within without won would wouldn yes yet you your yours
yourself
"""

INVISIBLE = "\u00ad\u0640\u200c\u200d"
"""Soft hyphen, tatweel, joiners: they change how a word looks, not what it is."""
_DROP_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))

_stemmer_lock = threading.Lock()


def detect_language(text: str) -> str:
    """Say which language an article is in.

    Args:
        text: Any text.

    Returns:
        An ISO 639-1 code; `DEFAULT_LANGUAGE` for a text that leaves it open.

    Example:
        >>> detect_language("Der Turm ist sehr hoch, und das Dorf liegt im Tal.")
        'de'
    """
    if not any(map(str.isalpha, text)):
        return DEFAULT_LANGUAGE
    start = max(0, len(text) - DETECTION_CHARS) // 2
    # A table of names is most like a language that hardly anybody writes.
    is_latin = sum(map(str.isascii, text)) > len(text) / 2
    # Codes of three letters are no ISO 639-1.
    ranking = [
        (code, score)
        for code, score in py3langid.rank(text[start : start + DETECTION_CHARS])
        if len(code) == len(DEFAULT_LANGUAGE) and (not is_latin or _has_words(code))
    ]
    code, best = ranking[0]
    # Scores are log-probabilities up to a constant.
    probability = 1 / sum(exp(score - best) for _, score in ranking)
    return code if probability >= SURE else DEFAULT_LANGUAGE


def choose_language(text: str, among: Sequence[str]) -> str:
    """Say which of a library's languages a question is in.

    Args:
        text: A question; too short to tell among all languages.
        among: ISO 639-1 codes to choose from, at least one.

    Returns:
        One of `among`: the first of those that a text leaves open, as a name does.

    Example:
        >>> choose_language("Wie hoch ist der Turm?", among=("en", "de"))
        'de'
    """
    return possible_languages(text, among)[0]


def possible_languages(text: str, among: Sequence[str]) -> list[str]:
    """Say which of a library's languages a question may be in, in their order.

    Args:
        text: A question.
        among: ISO 639-1 codes to choose from, at least one.

    Returns:
        At least one of `among`; all of them for a text without letters.

    Example:
        >>> possible_languages("Heron", among=("en", "de", "zh"))
        ['en', 'de']
    """
    if len(among) == 1 or not any(map(str.isalpha, text)):
        return list(among)
    scores = {code: score for code, score in py3langid.rank(text) if code in among}
    # Scores are log-probabilities up to a constant.
    least = max(scores.values(), default=0.0) - log(PLAINLY)
    return [code for code in among if scores.get(code, least - 1) >= least] or [*among]


def _has_words(language: str) -> bool:
    """Tell whether stop words or stems of it are known: else it makes no difference."""
    return language in _SNOWBALL or stopwordsiso.has_lang(language)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Give the words of a language that carry no content, folded; or none.

    Example:
        >>> "the" in stop_words("en"), "tower" in stop_words("en")
        (True, False)
    """
    if language == "en":
        return frozenset(_ENGLISH_STOP_WORDS.split())
    if not stopwordsiso.has_lang(language):
        return frozenset()
    words = {fold(word) for word in stopwordsiso.stopwords(language)}
    return frozenset(words | {without_accents(word) for word in words})


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Cut a folded word down to what its inflections share, without accents.

    Example:
        >>> stem("towers", "en"), stem("тоннели", "ru")
        ('tower', 'тоннел')
    """
    stemmer = _stemmer(language)
    if stemmer is None:
        return without_accents(word)
    with _stemmer_lock:  # a stemmer keeps the word in a buffer of its own
        return without_accents(stemmer.stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _SNOWBALL.get(language)
    return Stemmer.Stemmer(name) if name else None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Bring spellings of one word together: case, width, digits, invisible signs.

    Example:
        >>> fold("Ｓtraße"), fold("१२")
        ('strasse', '12')
    """
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_DROP_INVISIBLE)
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in folded
    )


def without_accents(word: str) -> str:
    """Take off the marks on letters that people may leave out.

    Combining classes under 10 are parts of letters: nukta, kana voicing, virama.

    Example:
        >>> without_accents("café")
        'cafe'
    """
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    kept = "".join(char for char in letters if unicodedata.combining(char) < 10)
    return unicodedata.normalize("NFC", kept)
