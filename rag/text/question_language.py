"""Which language a question is asked in, be it one of the articles' or another.

A question is short, so what it says of itself is weighed against what is likely: that
it is in a language of the articles. Another script tells at once; within one, a foreign
question has to be told by its letters and by its small words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from math import exp

import py3langid  # type: ignore[import-untyped]  # it has no stubs

from rag.text.languages import SURE, choose_language, fold, stop_words, without_accents
from rag.text.terms import find_terms

_ASKED = "ar de en es fr it ja ko nl pl pt ru th tr zh"
ASKED = frozenset(_ASKED.split())
"""Languages in which a question is heard though no article is in them: those of the
second encoder that comes installed. Among all that can be told, names in an English
question look like Latin or Luxembourgish."""

PLAIN = 2
"""With so many small words more than in any other language a question is in one. Of
XQuAD's German and Spanish questions 84 and 66 % are, of faquad's Portuguese ones 54 %,
none of them in the wrong one."""

_SCRIPTS = {
    "Latin": "[A-Za-z\u00aa-\u024f\u1e00-\u1eff]",
    "Cyrillic": "[\u0400-\u052f]",
    "Arabic": "[\u0600-\u06ff\u0750-\u077f]",
    "Han": "[\u3040-\u30ff\u3400-\u9fff]",
    "Hangul": "[\u1100-\u11ff\uac00-\ud7af]",
    "Thai": "[\u0e00-\u0e7f]",
}
_KANA = re.compile("[\u3040-\u30ff]")
_UNSPACED = re.compile("|".join(_SCRIPTS[name] for name in ("Han", "Hangul", "Thai")))
_SCRIPT = re.compile("|".join(f"(?P<{name}>{of})" for name, of in _SCRIPTS.items()))
_WRITTEN_IN = {
    **dict.fromkeys(["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"], "Cyrillic"),
    **dict.fromkeys(["ar", "fa", "ps", "ug", "ur"], "Arabic"),
    **dict.fromkeys(["ja", "zh"], "Han"),
    "ko": "Hangul",
    "th": "Thai",
}
# No letter of these is in a script of the list.
_OTHERS = "am as bn dz el gu he hi hy ka km kn lo ml mr ne or pa si ta te"


def question_language(text: str, among: Sequence[str]) -> str:
    """Say which language a question is in: one of the articles', or another.

    Args:
        text: A question.
        among: ISO 639-1 codes of the articles' languages, at least one.

    Returns:
        One of `among`, unless it is surely in another of `ASKED`.

    Example:
        >>> question_language("Wie hoch ist der Turm?", among=("en",))
        'de'
        >>> question_language("Who was Konrad Adenauer?", among=("en",))
        'en'
    """
    own = choose_language(text, among)
    script = script_of(text)
    if script is None:
        return own
    if _script_used(own) not in (script, None):
        # What is written otherwise than an article is in no language of an article.
        return _by_script(text, script) or own
    is_mixed = _UNSPACED.search(text) is not None
    likely = [
        code
        for code in ASKED.difference(among)
        if is_mixed or _script_used(code) == script
    ]
    found = _small_words(text, (own, *likely))
    others = [code for code in likely if found[code] > found[own]]
    if not others:
        return own
    most, after = sorted(found, key=lambda code: -found[code])[:2]
    if found[most] - found[after] >= PLAIN:
        return most
    ranking = _ranking(text, among)
    best, score = ranking[0]
    probability = 1 / sum(exp(other - score) for _, other in ranking)
    return best if best in others and probability >= SURE else own


def _by_script(text: str, script: str) -> str | None:
    """Say in which of `ASKED` a text of a script is; None where none has the script."""
    if script == "Han":
        return "ja" if _KANA.search(text) else "zh"
    written = [code for code in ASKED if _script_used(code) == script]
    if len(written) < 2:
        return next(iter(written), None)
    return next(code for code, _ in _ranking(text) if code in written)


def _ranking(text: str, among: Sequence[str] = ()) -> list[tuple[str, float]]:
    """Rank the languages that a question may be in.

    What tells them takes 75 MB: it is loaded where letters and small words don't tell.
    """
    return [(c, s) for c, s in py3langid.rank(text) if c in ASKED or c in among]


def script_of(text: str) -> str | None:
    """Name the script of most letters, None where none of the list has any.

    A sign of Chinese or Japanese is a word, and counts as much as a short one.
    """
    found = Counter(match.lastgroup for match in _SCRIPT.finditer(text))
    if 2 * found["Han"] >= found["Latin"] and found["Han"]:
        return "Han"
    return found.most_common(1)[0][0] if found else None


def _script_used(language: str) -> str | None:
    if language in _OTHERS.split():
        return None
    return _WRITTEN_IN.get(language, "Latin")


def _small_words(text: str, languages: Sequence[str]) -> dict[str, int]:
    """Count the words that carry no content of their own, in each language.

    Between spaces words are the same in any language; where there are none, not.
    """
    if _UNSPACED.search(text):
        return {c: sum(term.stop for term in find_terms(text, c)) for c in languages}
    terms = find_terms(text, languages[0])
    words = [without_accents(fold(term.text)) for term in terms]
    return {c: sum(map(stop_words(c).__contains__, words)) for c in languages}
