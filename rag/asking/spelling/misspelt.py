"""A question as the library spells it.

A word that no article has may be misspelt, or spelt the American way there, and an
acronym may be written out. What it may stand for is searched like any reading of a
question, and shown as one; another spelling of the same word isn't worth a remark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.asking.retrieved import Retrieved
from rag.asking.spelling.dictionary import LONG_CHARS, Dictionary
from rag.asking.spelling.distances import edit_distances, is_form, is_same_word
from rag.asking.wording.english import WH, capital
from rag.asking.wording.names import names_among
from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.terms import find_terms
from rag.types import Status

GAIN = 0.1
"""By how much a reading must raise the probability of what is answered already."""

NEAR_GAIN = 0.05
"""The same for what is near. Of 407 questions to 16 articles, with a letter wrong in a
word, two more have the right quote first so, and no fewer; with 0.1 it is one."""

ACRONYM_CHARS = range(3, 7)
"""Two letters begin too many words side by side."""

MAX_ALONE = 3
"""Of more words that may be misspelt none is mended alone: each costs a retrieval."""

SLIP_CHARS = range(3, 6)
"""Two letters are a word of another language, and six none that is a slip."""

LEAST_SLIP_CHARS = 5
"""With fewer letters swapped, or one doubled, most words are another."""

_ENDING = re.compile(r"(?:e?s|e?d|ing|ers?|l?y)\Z")
_ASKING = np.array(["how", "what", "when", "where", "which", "who", "why"])
_JOINED = frozenset(f"{word}s" for word in ("how", "what", "when", "where", "who"))
# "Couldnt" for "couldn't".
_NEGATED = re.compile(
    r"(?:ca|wo|do(?:es)?|did|is|are|was|were|ha[sd]|have|could|would|should|must|need)nt",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(WH)
_RANKS: dict[Status, int] = {"not_found": 0, "near": 1, "answered": 2}


@dataclass(frozen=True, slots=True)
class Spelled:
    """What was found, for the question in which spelling, and if that is a reading.

    `read_as` is None where the question was taken as it stands, or only in another
    spelling of the same words.
    """

    found: Retrieved
    question: str
    read_as: str | None


def search_spelled(
    search: Callable[[str], Retrieved],
    dictionary: Dictionary,
    question: str,
    is_word: Callable[[str], bool],
) -> Spelled:
    """Search for a question, and where a word of it is unknown, for what it may be.

    Args:
        search: Searches for a question as it stands.
        dictionary: The words of the articles that are asked.
        question: The question.
        is_word: Tells whether a word is one, though the library lacks it: "makes" is no
            slip for "takes".

    Raises:
        ArticleNotFoundError: No article has the id that is to be searched.
    """
    found = search(question)
    if asks := _asking_word(question, found.missing_terms):
        question = _replaced(question, asks)
        found = search(question)
    if _is_sure(found):
        return Spelled(found, question, None)
    near = {w: _near(dictionary, w, question) for w in found.missing_terms}
    is_foreign = found.language != DEFAULT_LANGUAGE
    if is_foreign:  # its words have more forms, and the encoder fewer of them whole
        near = {w: dictionary.not_of_others(w, others) for w, others in near.items()}
    same = {w: o[0] for w, o in near.items() if o and is_same_word(w.lower(), o[0])}
    same |= {w: f"{w[:-1]}'{w[-1]}" for w in near if _NEGATED.fullmatch(w)}
    slips = {
        w: slip
        for w, known in near.items()
        if found.language == DEFAULT_LANGUAGE
        and not (known or w in same)
        and (slip := _slip_of(w, is_word))
    }
    if same or slips:
        question = _replaced(question, same | slips)
        found = search(question)
    best = Spelled(found, question, question if slips else None)
    # "VAT" is a word, but not the one that is meant.
    misspelt = {
        w: others
        for w, others in near.items()
        if others and w not in same and (_is_acronym(w, question) or not is_word(w))
    }
    for words in _choices(misspelt):
        # What was mended whole is not mended by half.
        is_mended = best.question != question
        if _is_sure(best.found) or (is_mended and len(words) < len(misspelt)):
            break
        reading = _replaced(question, words)
        found = search(reading)
        if _has(found, reading, words.values()) and is_better(found, best.found):
            is_shown = not (is_foreign and _are_forms(words))
            best = Spelled(found, reading, reading if is_shown else None)
    return best


def _are_forms(words: Mapping[str, str]) -> bool:
    """Tell whether all words are read as other forms of themselves."""
    return all(is_form(word.lower(), other) for word, other in words.items())


def _asking_word(question: str, missing: Iterable[str]) -> dict[str, str]:
    """Give the only word to ask with that a question's first may be a slip for.

    Without it nothing tells what is wanted: "Wat are the cons?", "Wich train is it?",
    "Whats new?".
    """
    word = next((w for w in missing if question.startswith(w)), "")
    if word.lower() in _JOINED:
        return {word: f"{word[:-1]}'s"}
    if not word.isascii() or len(word) not in SLIP_CHARS:
        return {}
    steps = edit_distances(word.lower(), _ASKING).whole
    near = _ASKING[steps == 1].tolist()
    return {word: near[0]} if len(near) == 1 else {}


def _is_sure(found: Retrieved) -> bool:
    """Tell whether no reading can win: no answer is more probable than 1."""
    return found.confidence + GAIN >= 1


def is_better(found: Retrieved, other: Retrieved) -> bool:
    """Tell whether a reading makes an answer of what was none, or a surer one."""
    if found.status == other.status:
        gain = found.confidence - other.confidence
        least = {"answered": GAIN, "near": NEAR_GAIN}.get(found.status)
        return least is not None and gain >= least
    return _RANKS[found.status] > _RANKS[other.status]


def _near(dictionary: Dictionary, word: str, question: str) -> list[str]:
    if _is_acronym(word, question):
        found = dictionary.spelled_out(word)
        return [found] if found else []
    # Signs of an unspaced script are no letters of a word.
    if len(find_terms(word, "en")) != 1:
        return []
    # With two mistakes in it a name would be another one.
    is_long = len(word) >= LONG_CHARS and not names_among([word], question)
    near = dictionary.near(word, 2 if is_long else 1)
    # "Wich train" is no slip for "with train", which nobody asks.
    if question.startswith(word):
        near.sort(key=lambda other: not _QUESTION_WORD.fullmatch(other))
    return near


def _slip_of(word: str, is_word: Callable[[str], bool]) -> str | None:
    """Give the only word that one is a slip for, which no article need have.

    That is by a letter written once instead of twice, or by two that were swapped:
    "comon", "recieve". Another letter may make another word, and so may one with an
    ending, "robed". Words of another language are no slips for English ones.
    """
    if len(word) < LEAST_SLIP_CHARS or not (word.isalpha() and word.islower()):
        return None
    bare = _ENDING.sub("", word)
    if any(map(is_word, (word, bare, f"{bare}e"))):
        return None
    slips = {word[:n] + word[n] + word[n:] for n in range(len(word))}
    for n in range(1, len(word)):
        slips.add(word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :])
    words = [slip for slip in slips if is_word(slip)]
    return words[0] if len(words) == 1 else None


def _is_acronym(word: str, question: str) -> bool:
    """Tell whether a word is one of a few letters, in a question that isn't shouted."""
    is_one = word.isascii() and word.isalpha() and word.isupper()
    return is_one and len(word) in ACRONYM_CHARS and not question.isupper()


def _choices(misspelt: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Take the likeliest of each word together, then the second ones, then each alone.

    One of several that is no slip would keep all others from being mended.
    """
    for place in range(max(map(len, misspelt.values()), default=0)):
        yield {w: others[min(place, len(others) - 1)] for w, others in misspelt.items()}
    if 1 < len(misspelt) <= MAX_ALONE:
        yield from ({word: others[0]} for word, others in misspelt.items())


def _replaced(question: str, words: Mapping[str, str]) -> str:
    """Put other words in the place of some, in the case that these are written in."""
    each = "|".join(map(re.escape, words))

    def other(match: re.Match[str]) -> str:
        typed, word = match.group(), words[match.group()]
        if typed.isupper() and " " not in word:
            return word.upper()
        is_name = typed[:1].isupper() and " " not in word
        return capital(word) if is_name else word

    return re.sub(rf"(?<!\w)(?:{each})(?!\w)", other, question)


def _has(found: Retrieved, reading: str, words: Iterable[str]) -> bool:
    """Tell whether the first passage has the content words that a reading brought."""
    matched = {word.lower() for hit in found.hits[:1] for word in hit.matched_terms}
    stop = {term.text.lower() for term in find_terms(reading, "en") if term.stop}
    brought = set(" ".join(words).split()) - stop
    return bool(brought) and brought <= matched
