"""Whether text reads as a language at all, or as what a broken font makes of it.

A PDF's font may lack the table that says which characters its glyphs are; what comes
out then is signs, or letters that make no word of any language.
"""

import re
import unicodedata

from rag.text.languages import detect_language, fold, stop_words

MIN_CHARS = 80
"""Less text is a page number or a caption, and tells nothing."""

MAX_ODD_SHARE = 0.1
MIN_SIGN_SHARE = 0.55
"""Share of letters and digits; the least of 4,300 pages of real text has 0.75."""

MIN_WORDS = 60
MIN_STOP_SHARE = 0.02
"""Share of its language's commonest words among so many that aren't names.

The least of 3,300 pages in eight languages that part words by spaces has 0.05.
"""

MAX_VOWEL_SHARE = 0.9
"""Of such words of three letters and more, these have a vowel in Latin script: names in
capitals, and codes, of which tables may have nothing else, have one in 0.94 or more.
Of 200 fonts that exchange their letters by chance 184 leave it in fewer."""

MIN_CHINESE = 100
MIN_COMMON_SHARE = 0.02
"""Share of common signs and kana among so many Chinese ones; the least has 0.059."""

_ODD = ("Co", "Cc", "Cn", "Cs")  # Unicode's private, control, unassigned, halves
_REPLACED = "\ufffd"
_REPEATED = re.compile(r"(.)\1{2,}")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile("[a-z]{3,}")
_VOWEL = re.compile("[aeiouy]")
_COMMONEST = {
    "az": "və bu ilə bir üçün da də ki olan",
    "cy": "yn mae ac ar oedd wedi gan bod eu am",
    "is": "og er að sem við það var til um frá",
    "lb": "an de den vun ass op mat vum dat",
    "mt": "il ta li fil minn kien tal biex jew dan",
    "nn": "og er det på som til av for med ein",
    "sn": "uye kuti iri kana ari pa ne aya",
    "sq": "të dhe në për me një nga është që",
    "sr": "je na da se su za и је на да се су за",
    "uz": "va bu bilan uchun ham bir deb esa",
}
"""Of languages without a list of stop words: what is none is often taken for these."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_COMMON = frozenset("的一是在不了有和人这為为上个個与與中大年之以於于及其")
"""Signs that hardly a page of Chinese lacks, in both ways of writing."""


def is_garbled(text: str, language: str) -> bool:
    """Tell whether a page reads as no language.

    Args:
        text: About a page of text: much of it, not a line.
        language: ISO 639-1 code of the document; what the page itself looks like
            counts, too, for it may be a foreign one.

    Example:
        >>> is_garbled("-.4.)& ? ' & 6)'.+ " * 10, "en")
        True
    """
    shown = _SPACE.sub("", text)
    if len(shown) < MIN_CHARS:
        return False
    if sum(map(_is_odd, shown)) > MAX_ODD_SHARE * len(shown):
        return True
    # A line of dots in a table of contents is one sign.
    dense = _REPEATED.sub(r"\1", shown)
    if sum(map(str.isalnum, dense)) < MIN_SIGN_SHARE * len(dense):
        return True
    chinese = _CHINESE.findall(dense)
    if 2 * len(chinese) >= max(2 * MIN_CHINESE, len(dense)):
        common = sum(map(_COMMON.__contains__, chinese)) + len(_KANA.findall(dense))
        return common < MIN_COMMON_SHARE * len(chinese)
    return _is_wordless(text, language)


def _is_wordless(text: str, language: str) -> bool:
    """Tell whether of many words hardly one is among the commonest of a language."""
    # By its case a script shows that it parts words, and which of them are names.
    words = [
        fold(word)
        for word in _WORD.findall(text)
        if word[0].islower() or (word[0].isupper() and word.isupper())
    ]
    if len(words) < MIN_WORDS or len(set(words)) < MIN_WORDS / 2:
        return False
    latin = [word for word in words if _LATIN.fullmatch(word)]
    if sum(map(bool, map(_VOWEL.search, latin))) > MAX_VOWEL_SHARE * len(latin):
        return False
    for code in {language, detect_language(text)}:
        known = stop_words(code) or frozenset(_COMMONEST.get(code, "").split())
        # Of a language without such a list nothing can be told.
        if not known or sum(w in known for w in words) >= MIN_STOP_SHARE * len(words):
            return False
    return True


def _is_odd(character: str) -> bool:
    return character == _REPLACED or unicodedata.category(character) in _ODD
