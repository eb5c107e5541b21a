"""Whether a piece of an English article can stand in a question, and in which form."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rag.suggesting.making.words import (
    BASE,
    EVALUATIONS,
    GENERIC,
    LEANING,
    NO_SUBJECT,
    PAST,
    PEOPLE,
    RELATORS,
    UNIQUE,
    VERBS,
    WEAK,
)

MAX_SUBJECT_WORDS = 7
MAX_REST_WORDS = 11
MIN_CLAUSE_WORDS = 3
MIN_SPECIFIC, MIN_SPECIFIC_PAST = 2, 4
"""How many words must tell what a question without a name is about: what is, and what
was and may be one of many."""

NO_PART = VERBS | LEANING | {"and", "or"}
"""What no plain noun phrase has in it."""

NOT_OWN = GENERIC | LEANING | RELATORS | VERBS | BASE.keys() | PAST.keys()
"""Words that don't say what a question is about."""

_PART = r"[\w’'.-]{0,40}"
NAME = rf"[A-Z]{_PART}(?: (?:(?:of|the|de|von|van|la|le|al|bin) )*[A-Z0-9]{_PART})*"
"""A pattern of names: "Ludwig van Rey", "Gulf of Tarn"."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_LETTERS = re.compile(r"[^\W_]+")
# It matches without a word, too, so that no white space is gone through again.
_FIRST_WORD = re.compile(r"(?:\A|(?:[.!?:]\s|\n)\s*+)[\"“‘'(]*+(?P<word>[^\W_]*+)")
_PROPER = re.compile(r"[A-Z][a-z]{2,}")
_ADVERB = re.compile(r"\w{3,}ly")
_DEFINED = re.compile(r"What (?:is|are) (?:(?:an?|the) )?[^ ]+(?: [^ ]+)?\?")
_UNFIT = re.compile(
    r"[^\w\s.,'’&$€£¥-]|_|www\.|\s[-.,]|-\s|\.\s|\b(?:Figure|Fig\.|Table|Section) \d"
)
_CLAUSE_END = re.compile(
    r",(?!\d)|[;:]|\s[-–—]+\s|—| (?:which|who|whereas|while|but|although|when|after"
    r"|before|until) "
)
_PREPOSITION = re.compile(
    r",| (?:who|whose|that|which|of|in|from|and|for|at|to|with|by|on) "
)
_THE = re.compile(r"\b[Tt]he (?=((?:[^\s,]+ ?){1,5}))")


def words_of(text: str) -> list[str]:
    """Cut a text into its words.

    Example:
        >>> words_of("The CR450's speed")
        ['The', "CR450's", 'speed']
    """
    return _WORD.findall(text)


def is_name(word: str) -> bool:
    """Tell whether a word inside a sentence looks like a name or a sign.

    Example:
        >>> [is_name(word) for word in ("Wuhan", "6G", "train", "40")]
        [True, True, False, False]
    """
    return any(map(str.isupper, word))


def noun_of(phrase: str) -> str:
    """Give the main noun of a phrase in lower case.

    Example:
        >>> noun_of("the far end of the bridge")
        'end'
    """
    words = words_of(_PREPOSITION.split(phrase)[0])
    return words[-1].lower() if words else ""


def join(parts: Iterable[str]) -> str:
    """Put the parts of a question together.

    Example:
        >>> join(["when was", "the bridge", "built", ""])
        'When was the bridge built?'
    """
    text = " ".join(part.strip() for part in parts if part.strip())
    return f"{text[0].upper()}{text[1:].rstrip(' .,')}?"


class Wording:
    """What an article tells of its words: which are names, which the title has.

    Args:
        title: Title of the article.
        text: Its text.
    """

    def __init__(self, title: str, text: str) -> None:
        # Word by word: one call for all of a long text would stop all other threads.
        self._counts = Counter(match[0] for match in _LETTERS.finditer(text))
        # A sentence's first word has a capital whatever it is, and tells nothing.
        self._counts.subtract(match["word"] for match in _FIRST_WORD.finditer(text))
        self._title = title
        self._title_words = set(map(_stem, words_of(title))) - RELATORS

    def subject(self, chunk: str) -> str | None:
        """Give a noun phrase from the start of a sentence as it stands inside one.

        Args:
            chunk: What stands before the verb.

        Returns:
            The phrase, or None where it is no plain noun phrase, points to something
            said before, or its first word may or may not be a name.

        Example:
            >>> Wording("Steam", "A steam engine is old.").subject("A steam engine")
            'a steam engine'
        """
        words = chunk.split()
        if not _is_phrase(chunk, words):
            return None
        # A title may hold words that no phrase has: "War and Peace".
        if self._title.startswith(chunk) and any(map(is_name, words[1:])):
            return chunk
        if NO_PART.intersection(chunk.lower().split()) or not self._is_known(chunk):
            return None
        if words[0] in ("The", "A", "An"):
            return chunk[0].lower() + chunk[1:]
        first = self._inside(words)
        return first and " ".join([first, *words[1:]])

    def rest(self, chunk: str) -> str | None:
        """Give what follows a verb, up to the end of its clause, if it is plain.

        Example:
            >>> Wording("", "").rest("in Paris, where they met")
            'in Paris'
        """
        kept = _CLAUSE_END.split(chunk, maxsplit=2)
        # "a large, old, ..." was cut inside an enumeration.
        if len(kept) > 1 and len(kept[1].split()) < MIN_CLAUSE_WORDS:
            return None
        rest = kept[0].strip().rstrip(".")
        lower = rest.lower().split()
        if len(lower) > MAX_REST_WORDS or _UNFIT.search(rest):
            return None
        if LEANING.intersection(lower) or RELATORS.intersection(lower[-1:]):
            return None
        return rest if self._is_known(rest) else None

    def is_specific(self, question: str) -> bool:
        """Tell whether a question says by itself what it is about."""
        words = words_of(question)[1:]
        if any(map(is_name, words)):
            return True
        own = [word for word in map(str.lower, words) if word not in NOT_OWN]
        needed = MIN_SPECIFIC
        if {"was", "were", "did"}.intersection(words):
            needed = MIN_SPECIFIC_PAST
        elif _DEFINED.fullmatch(question):
            needed = 1
        return len(own) >= needed or bool(
            self._title_words.intersection(map(_stem, own))
        )

    def _is_known(self, text: str) -> bool:
        """Tell whether each "the ..." says by itself which one is meant."""
        return all(self._says_which(match[1].split()) for match in _THE.finditer(text))

    def _says_which(self, words: Sequence[str]) -> bool:
        if len(words) == 1 and is_name(words[0]):
            return words[0].lower() not in PEOPLE
        # "the show's Canadian premiere"
        if words[0].islower() and words[0].endswith(("'s", "’s")):
            return words[0][:-2] in UNIQUE
        if any(map(is_name, words[:4])) or words[0].lower().rstrip(".'’s") in UNIQUE:
            return True
        if {"of", "in", "for", "between"}.intersection(words[1:4]):
            return words[0].lower() not in EVALUATIONS
        return bool(words) and self._title_words == set(map(_stem, words))

    def _inside(self, words: Sequence[str]) -> str | None:
        """Write a sentence's first word as inside a sentence; None: can't be told."""
        first = words[0]
        if not first[0].isupper() or is_name(first[1:]):
            return first
        bare = re.split(r"['’-]", first)[0]
        as_name, as_word = self._counts[bare], self._counts[bare.lower()]
        follows_name = len(words) > 1 and _PROPER.fullmatch(words[1]) is not None
        if as_word > as_name:
            is_clear = not follows_name and "in" not in words
            return first[0].lower() + first[1:] if is_clear else None
        is_clear = as_name > 0 or follows_name or self._title.startswith(first)
        return first if is_clear else None


def _stem(word: str) -> str:
    return word.lower().rstrip(".'’s")


def _is_phrase(chunk: str, words: Sequence[str]) -> bool:
    """Tell whether a chunk looks like a noun phrase that has something to ask for."""
    if not 0 < len(words) <= MAX_SUBJECT_WORDS or _UNFIT.search(chunk):
        return False
    # A heading without a full stop runs on into the sentence below it.
    if {"The", "A", "An"}.intersection(words[1:]) or len(set(words)) < len(words):
        return False
    first, last = words[0].lower(), words[-1].lower()
    if first in NO_SUBJECT or last in RELATORS or not chunk[0].isalpha():
        return False
    return not (
        _ADVERB.fullmatch(first) or _ADVERB.fullmatch(last) or noun_of(chunk) in WEAK
    )
