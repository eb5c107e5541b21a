"""What its own words add to the score of each sentence of a passage that was read."""

from collections.abc import Container, Sequence

import numpy as np

from rag.asking.ranking.answer_words import SentenceAnswers
from rag.asking.ranking.late_interaction import Floats
from rag.asking.wording.answer_types import wants_figure
from rag.asking.wording.names import tells_of
from rag.asking.wording.opposites import names_deputy, repeats_error
from rag.asking.wording.reasons import gives_reason
from rag.asking.wording.rhetorical_roles import plays_role
from rag.readers.plain.lines import is_list_item
from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.terms import content_stems
from rag.types import Passage

SENTENCE_SHARE = 0.03
"""How much its best words' score adds to that of a sentence. This and `ORDER_SHARE`
(`rag.asking.ranking.reading`) were chosen on five English sets and scopes, both halves:
from (0.04, 0.02) to (0.1, 0.05) the mean of hit@1 and sentence@1 moves by 0.5 points on
one half and by 0.9 on the other."""

MISFIT_SHARE = 0.2
"""What a sentence loses whose best words are of another kind than asked for: a speed
answers a "how fast", if there is one. On five English sets and scopes sentence@1 gains
up to three questions in 500 with 0.05 to 0.4, and loses one on covidqa with 0.4."""

OTHER_SHARE = 0.5
"""What a sentence loses that has a figure of others, where another sentence has one
beside what the question names. Of 2,033 questions of four English sets none gets
another quote by that."""

ROLE_SHARE = 0.4
"""What a passage and its sentence gain that play the role asked for, as to say what a
thing is or a study found. Of 92 questions to papers, as how many took part or who paid,
71, 73 and 77 are answered by the right sentence with 0.2, 0.3 and 0.4, where 18 were
without; of 53 that nothing was built on 30 with 0.4, where 9 were. Of the 86 of squad2,
xquad_en and covidqa that ask for a role, one gets another quote, both beside it."""

REASON_SHARE = 0.2
"""What a sentence gains that gives a reason, where one is asked for. Of 3,054 questions
to four English sets and to articles of our own four more are answered by the right
sentence with it, three with 0.1, and none by another; with 0.4 one more near miss that
asks why is called an answer, of seven more sets, and no more questions are right."""


def own_gains(
    question: str, passage: Passage, found: SentenceAnswers, asking: Container[int]
) -> Floats:
    """Say what its own best words add to the score of each sentence.

    Args:
        question: The question.
        passage: The passage, of s sentences.
        found: The best words of each sentence.
        asking: The sentences that ask, which are no answers.

    Returns:
        What each gains or loses, shape (s,), in the units of MaxSim.
    """
    quotes = passage.quotes()
    misfits = [
        misfit or number in asking or repeats_error(question, quotes[number])
        for number, misfit in enumerate(found.misfits)
    ]
    lesser = outdone(question, quotes)
    off = [n in lesser or names_deputy(question, q) for n, q in enumerate(quotes)]
    others = np.array(off, np.float32)
    if wants_figure(question):
        said = [tells_of(question, quote) for quote in quotes]
        # Its own figure is in another sentence.
        if any(on and not misfit for on, misfit in zip(said, misfits, strict=True)):
            others = np.array([on is False for on in said], np.float32)
    own: Floats = SENTENCE_SHARE * found.scores - OTHER_SHARE * others
    own -= MISFIT_SHARE * np.array(misfits, np.float32)
    says = [plays_role(question, quote) for quote in quotes]
    reasons = [gives_reason(question, quote) for quote in quotes]
    own += REASON_SHARE * np.array(reasons, np.float32)
    return own + ROLE_SHARE * np.array(says, np.float32)


def outdone(question: str, quotes: Sequence[str]) -> set[int]:
    """Find the items of a list of which another says more of the question's words.

    "Ada Moen, chair" is as good a name as "Per Lund, treasurer", but not for "Who is
    the treasurer?". An item says what announces its list, too. English only.

    Args:
        question: The question.
        quotes: Sentences in their order; those that are no items, and announce none,
            outdo none.

    Returns:
        Their places.

    Example:
        >>> outdone("Who is the cook?", ["- Ada, chair", "- Per, cook"])
        {0}
        >>> outdone("Who is the crew's cook?", ["The crew:", "- Ada", "- Per, cook"])
        {0, 1}
    """
    asked = content_stems(question, DEFAULT_LANGUAGE)
    said: dict[int, frozenset[str]] = {}
    announced: frozenset[str] = frozenset()
    for number, quote in enumerate(quotes):
        words = asked & content_stems(quote, DEFAULT_LANGUAGE)
        if is_list_item(quote):
            said[number] = words | announced
            continue
        announced = frozenset()
        if quote.endswith(":"):
            said[number] = announced = frozenset(words)
    return {
        number
        for number, words in said.items()
        if any(words < others for others in said.values())
    }
