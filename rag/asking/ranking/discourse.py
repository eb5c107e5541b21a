"""How a sentence hangs together with the one before it, told by its first words.

An explanation goes on over sentences: one adds a reason, one concludes from the last,
one speaks of the last one's thing as "these". Such relations are marked by discourse
connectives (Prasad et al. 2008, "The Penn Discourse TreeBank 2.0") and by anaphora.
English only.
"""

import re
from itertools import pairwise

from rag.asking.ranking.late_interaction import Floats
from rag.types import Passage

_ADDS = re.compile(
    r"\W*(?:in addition|additionally|also|others?|another|further(?:more)?|moreover|"
    r"besides|second(?:ly)?|third(?:ly)?|finally|lastly|similarly|likewise)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\W*(?:as a (?:consequence|result)|consequently|therefore|thus|hence|accordingly|"
    r"(?:because of|due to|owing to) (?:this|these|that)|for (?:this|these) reasons?|"
    r"(?:this|that) is why|so)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\W*(?:this|these|that|those|such|its?|they|their|he|she|his|her)\b",
    re.IGNORECASE,
)


def as_read_on(passage: Passage, scores: Floats) -> Floats:
    """Let a sentence that points back match a question by the words it points to.

    "These are caused by ..." says of what only together with the sentence before it.

    Args:
        passage: The passage.
        scores: How well each of its sentences matches the question, shape (s,).

    Returns:
        The scores, shape (s,), none less than it was. Of 566 questions for reasons in
        the training material it finds the sentence for 498 instead of 490, of 43
        on other sets for 31 instead of 30.
    """
    read = scores.copy()
    for number in _following(passage):
        if _POINTS_BACK.match(_text(passage, number)):
            read[number] = scores[number - 1 : number + 1].max()
    return read


def read_with(passage: Passage, best: int) -> set[int]:
    """Find the sentences around the best one that go on with what it says.

    Args:
        passage: The passage.
        best: The index of its best sentence.

    Returns:
        Indices of those behind it that add something to it, and of the one before it
        where the best concludes from that.
    """
    following = set(_following(passage))
    found = set()
    after = best + 1
    while after in following and _ADDS.match(_text(passage, after)):
        found.add(after)
        after += 1
    if best in following and _CONCLUDES.match(_text(passage, best)):
        found.add(best - 1)
    return found


def _following(passage: Passage) -> list[int]:
    """List the sentences that follow another one in their paragraph."""
    pairs = enumerate(pairwise(passage.sentences), 1)
    return [number for number, (a, b) in pairs if a.paragraph == b.paragraph]


def _text(passage: Passage, number: int) -> str:
    return passage.quote(passage.sentences[number])
