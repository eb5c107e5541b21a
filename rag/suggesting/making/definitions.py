"""Questions from definitions in other languages: "X ist ein ...", and no more.

Nothing in these has to be inflected: the subject keeps its article and its form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.asking.wording.english import each_of
from rag.suggesting.making.wording import words_of

MAX_SUBJECT_WORDS = 4
MIN_SAID_WORDS = 5


@dataclass(frozen=True, slots=True)
class Definition:
    """How a language defines one thing and several, and how it asks for them.

    `articles` begin a subject, and are written small inside a question; one of `kinds`
    follows the verb.
    """

    one: tuple[str, str]
    several: tuple[str, str]
    articles: frozenset[str]
    kinds: str

    def pattern(self) -> re.Pattern[str]:
        """Give what a definition matches: subject, verb, and what is said."""
        verbs = f"{self.one[0]}|{self.several[0]}"
        return re.compile(
            # `\W?` is the apostrophe of "l’", in French and Italian.
            rf"(?P<s>[^\W\d_][^,;:()]*?) (?P<be>{verbs}) (?:{self.kinds})\W?(?P<c>.+)"
        )


_DEFINITIONS = {
    "de": Definition(
        ("ist", "Was ist {}?"),
        ("sind", "Was sind {}?"),
        each_of("der die das ein eine"),
        "ein|eine|der|die|das",
    ),
    "es": Definition(
        ("es", "¿Qué es {}?"),
        ("son", "¿Qué son {}?"),
        each_of("el la los las un una"),
        "un|una|unos|unas|el|la|los|las",
    ),
    "fr": Definition(
        ("est", "Qu’est-ce que {} ?"),
        ("sont", "Que sont {} ?"),
        each_of("le la les un une"),
        "un|une|le|la|des|les|l",
    ),
    "it": Definition(
        ("è", "Che cos’è {}?"),
        ("sono", "Che cosa sono {}?"),
        each_of("il lo la i gli le un uno una"),
        "un|uno|una|il|lo|la|i|gli|le|l",
    ),
    "pt": Definition(
        ("é", "O que é {}?"),
        ("são", "O que são {}?"),
        each_of("o a os as um uma"),
        "um|uma|o|a|os|as",
    ),
}
_OWN = re.compile(r"[^\W_]{3,}")
_QUE = re.compile(r"que (?=[aeiouâéèêîôû])", re.IGNORECASE)
_PATTERNS = {code: each.pattern() for code, each in _DEFINITIONS.items()}


def ask_definition(sentence: str, language: str, title: str) -> str | None:
    """Give the question of a definition, None where a sentence is none.

    What is defined must be what the title names, or a sign such as "DECnet": any other
    beginning may point to something said before.

    Args:
        sentence: The sentence, without brackets.
        language: ISO 639-1 code.
        title: The article's title.

    Example:
        >>> said = "Die Gezeiten sind ein Heben und Senken des Wassers der Meere."
        >>> ask_definition(said, "de", "Gezeiten")
        'Was sind die Gezeiten?'
    """
    definition = _DEFINITIONS.get(language)
    match = _PATTERNS[language].match(sentence) if definition else None
    if (
        definition is None
        or match is None
        or len(words_of(match["c"])) < MIN_SAID_WORDS
    ):
        return None
    first, *others = match["s"].split()
    has_article = first.lower() in definition.articles
    own = _OWN.findall(" ".join(others) if has_article else match["s"])
    if len(others) >= MAX_SUBJECT_WORDS or not _is_named(own, title):
        return None
    # "L’énergie" is one word to `split`, article and all.
    if has_article or first.startswith(("L’", "L'")):
        first = first.lower()
    asked = dict((definition.one, definition.several))[match["be"]]
    question = asked.format(" ".join([first, *others]))
    return _QUE.sub("qu’", question) if language == "fr" else question


def _is_named(words: Sequence[str], title: str) -> bool:
    is_sign = len(words) == 1 and any(c.isupper() or c.isdigit() for c in words[0][1:])
    named = set(_OWN.findall(title.lower()))
    return is_sign or (bool(words) and named.issuperset(map(str.lower, words)))
