"""Questions and passages in two languages, made of ones in English.

To multilingual-e5-small words are alike that mean the same, in a hundred languages: the
nearest to an English "when" are the Italian, the Russian, the Chinese and the Arabic
one. So its own vocabulary is the dictionary. A reader that learns from questions whose
words have given way to those of another language, while the passage's haven't, and the
reverse, can't look for the question's words any more but has to for what they mean.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate
from random import Random
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rag.models.bfloat16 import multiplies_bfloat16, reading
from rag.models.e5 import BEGIN, END, PADDING
from rag.types import Vectors
from training.material import Example, Group
from training.network import packed_body
from training.tokens import Pieces

SCRIPTS = {
    "LATIN": 5,
    "CYRILLIC": 2,
    "ARABIC": 2,
    "CJK": 3,
    "KANA": 1,
    "HANGUL": 1,
    "THAI": 1,
}
"""Scripts to translate into, by the first word of their characters' names in Unicode,
and how often: most of the languages are written in Latin letters."""

UNSPACED = {"CJK", "KANA", "THAI"}
"""Those that put no space between words."""

SIDES = {"question": 5, "passage": 3, "both": 2}
"""What is translated of a group, and how often."""

TRANSLATED = 0.6
"""The share of groups that are translated."""

KEPT = 0.1
"""The share of words that stay as they are, as names and borrowed words do."""

NEAREST, LOOKED_AT = 4, 12
LEAST_ALIKE, BEHIND_BEST = 0.37, 0.08
"""A word gives way to one of so many of the nearest, which are looked for among so
many, whose cosine is at least so much, and so little less than that of the nearest."""

COMMON = 150
"""So many words are mostly grammar's: where a script has none for them, as none but
Latin letters have for "the", they are left out."""

LEAST_USED = 3
"""A word that the texts have less often stays as it is."""

BEFORE = "query: "
"""What the base wants before a question's words."""

BLOCK = 1024
"""Words that are read, or compared with all others, at once."""

WORD_BEGIN = "\u2581"

_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*)")
_PARTS = re.compile(r"['’]")

Choose = Callable[[str], str]
Translations = Mapping[str, Mapping[str, Sequence[str]]]
"""By script what each word may give way to; "" leaves it out."""


class Translator:
    """Puts some groups into other languages, word by word.

    Args:
        translations: What words give way to.
    """

    def __init__(self, translations: Translations) -> None:
        self._translations = translations

    def __call__(self, group: Group, random: Random) -> Group:
        """Translate a group, or leave it: a word is the same in all of it."""
        if random.random() >= TRANSLATED:
            return group
        (script,) = random.choices([*SCRIPTS], [*SCRIPTS.values()])
        (side,) = random.choices([*SIDES], [*SIDES.values()])
        choose = cache(partial(self._choose, script, random))
        return tuple(_put(example, side, choose, script) for example in group)

    def _choose(self, script: str, random: Random, word: str) -> str:
        """Choose what a word gives way to; nothing leaves it out."""
        others = self._translations[script].get(word)
        if others is None or random.random() < KEPT:
            return word
        return random.choice(others)


def _put(example: Example, side: str, choose: Choose, script: str) -> Example:
    question, passage, span = example.question, example.passage, example.span
    if side != "passage":
        question, _ = translated(question, None, choose, script)
    if side != "question":
        passage, span = translated(passage, span, choose, script)
    return replace(example, question=question, passage=passage, span=span)


def translated(
    text: str, span: tuple[int, int] | None, choose: Choose, script: str
) -> tuple[str, tuple[int, int] | None]:
    """Put a text's words into another language, and find the answer in it again.

    Args:
        text: The text.
        span: Characters of the answer, of which no word is left out; None for none.
        choose: Says what a word gives way to; nothing leaves it out.
        script: The other language's: in some there is no space between words.

    Returns:
        The text, and the answer's characters in it.
    """
    first, last = span or (0, 0)
    parts = _WORD.split(text)  # every other one is a word
    starts = [0, *accumulate(map(len, parts))]
    made = [*parts]
    for place in range(1, len(parts), 2):
        is_answers = starts[place] < last and starts[place + 1] > first
        made[place] = choose(parts[place]) or (parts[place] if is_answers else "")
    changed = [new != old for new, old in zip(made, parts, strict=True)]
    for place in range(2, len(parts) - 1, 2):
        is_inside = script in UNSPACED and changed[place - 1] and changed[place + 1]
        if parts[place] == " " and (is_inside or not made[place + 1]):
            made[place], changed[place] = "", True
    if span is None:
        return "".join(made), None
    places = [0, *accumulate(map(len, made))]
    begin, end = bisect_right(starts, first) - 1, bisect_left(starts, last) - 1
    moved = (
        places[begin] + (0 if changed[begin] else first - starts[begin]),
        places[end + 1] - (0 if changed[end] else starts[end + 1] - last),
    )
    return "".join(made), moved


def translations_of(texts: Iterable[str], pieces: Pieces) -> Translations:
    """Find what the words of texts may give way to, by the base's own vectors.

    Args:
        texts: English texts; what they have often is no word of another language.
        pieces: The base's pieces.
    """
    used = Counter(word for text in texts for word in _WORD.findall(text))
    words = [word for word, count in used.most_common() if count >= LEAST_USED]
    english = {part for word in words for part in _PARTS.split(word.lower())}
    common = {word.lower() for word in words[:COMMON]}
    left_out = {word: [""] for word in words if word in common}
    vectors = _vectors_of(words, pieces)
    found: dict[str, dict[str, list[str]]] = {}
    for script, names in _by_script(pieces.names).items():
        others = [name for name in names if name.lower() not in english]
        found[script] = {} if script == "LATIN" else dict(left_out)
        if others:
            theirs = _vectors_of(others, pieces)
            found[script] |= _nearest(words, vectors, others, theirs)
    return found


def _by_script(names: Sequence[str]) -> dict[str, list[str]]:
    """Give the whole words among pieces, by their scripts."""
    found: dict[str, list[str]] = {script: [] for script in SCRIPTS}
    for name in names:
        script = piece_script(name)
        if script in UNSPACED or (script in SCRIPTS and name.startswith(WORD_BEGIN)):
            found[script].append(name.strip(WORD_BEGIN))
    return found


def piece_script(piece: str) -> str:
    """Name the script of a piece, "" where it has none, several or other signs.

    Kana may have Chinese characters beside them.
    """
    letters = piece.strip(WORD_BEGIN)
    if not all(unicodedata.category(sign)[0] in "LM" for sign in letters):
        return ""
    found = {unicodedata.name(sign, "").partition(" ")[0] for sign in letters}
    if found & {"HIRAGANA", "KATAKANA"}:
        return "KANA"
    return found.pop() if len(found) == 1 else ""


def _nearest(
    words: Sequence[str], vectors: Vectors, others: Sequence[str], theirs: Vectors
) -> Iterator[tuple[str, list[str]]]:
    """Find for each word, if it has any, those of a script that mean the same."""
    for begin in range(0, len(words), BLOCK):
        block = words[begin : begin + BLOCK]
        alike = torch.from_numpy(vectors[begin : begin + BLOCK] @ theirs.T)
        best = alike.topk(min(LOOKED_AT, len(others)))
        for word, values, places in zip(block, *best, strict=True):
            least = max(LEAST_ALIKE, float(values[0]) - BEHIND_BEST)
            near = [others[place] for place in places[values >= least].tolist()]
            usable = [n for n in near if not _is_form(word.lower(), n.lower())]
            if usable:
                yield word, [_cased(other, word) for other in usable[:NEAREST]]


def _cased(other: str, word: str) -> str:
    return other[:1].upper() + other[1:] if word[:1].isupper() else other.lower()


def _is_form(one: str, other: str) -> bool:
    """Tell whether two words are forms of one, not the same in two languages."""
    stem = one[: max(4, len(one) - 2)]
    return len(one) > 3 and other.startswith(stem)


def _vectors_of(words: Sequence[str], pieces: Pieces) -> Vectors:
    """Give vectors of words: what the base makes of each alone, and of its pieces.

    The one knows what words mean, and takes those for alike that sound so; the other
    knows which are used alike. Of both what all words have in common is taken away.

    Returns:
        Shape (words, 768), of length 1.
    """
    body = packed_body(pieces.model).eval()
    table = body.get_input_embeddings().weight

    def read(ids: Tensor, mask: Tensor) -> Tensor:
        made = body(
            input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
        )
        return cast(Tensor, made.last_hidden_state)

    before = pieces.encode(BEFORE)[0]
    own = [pieces.encode(word)[0] for word in words]
    alone = [[BEGIN, *before, *ids, END] for ids in own]
    both = _means(alone, read), _means(own, lambda ids, _: table[ids])
    vectors: Vectors = np.concatenate([*map(_centered, both)], axis=1) / np.sqrt(2)
    return vectors


def _means(
    rows: Sequence[Sequence[int]], vectors_of: Callable[[Tensor, Tensor], Tensor]
) -> Vectors:
    """Give the mean vector of each row of ids, shape (rows, 384), by ids and mask."""
    made: dict[int, Vectors] = {}
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    with torch.inference_mode(), reading(multiplies_bfloat16()):
        for begin in range(0, len(order), BLOCK):
            places = order[begin : begin + BLOCK]
            length = len(rows[places[-1]])
            padded = [[*rows[p], *[PADDING] * (length - len(rows[p]))] for p in places]
            ids = torch.tensor(padded)
            mask = (ids != PADDING).long()
            summed = (vectors_of(ids, mask).float() * mask.unsqueeze(-1)).sum(dim=1)
            means = summed / mask.sum(dim=1, keepdim=True)
            made |= zip(places, means.numpy(), strict=True)
    return np.stack([made[place] for place in range(len(rows))])


def _centered(vectors: Vectors) -> Vectors:
    centered = vectors - vectors.mean(axis=0)
    lengths: NDArray[np.float32] = np.linalg.norm(centered, axis=1, keepdims=True)
    return centered / np.maximum(lengths, 1e-9)
