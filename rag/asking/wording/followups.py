"""Follow-up questions, made whole with the words of the questions before them.

"And how fast is it?" says little alone. After "What is the CR450?" it can be read as
"How fast is the CR450?". No model of the language is asked: short lists of English
words tell pronouns and openings, and in any language a question with hardly a word of
content may borrow some. Whether a reading is better than the question as it stands is
for retrieval to say (`rag.asking.conversation`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.asking.wording.talk import (
    DEMONSTRATIVE,
    END,
    ONE,
    OPENING,
    POSSESSIVE,
    Talk,
    content_terms,
    find_names,
    find_pronoun,
    fitting,
    is_plural,
    says,
    talk_of,
)
from rag.text.terms import Term, find_terms
from rag.types import Turn

MAX_READINGS = 3
"""Each reading may cost a retrieval."""

FEW_WORDS = 2
"""With so few words of content a question may lack its subject: 1 finds less in
conversations, 3 rewrites questions on a new subject."""

# Possessive (`++`) wherever a run can be long: a question of nothing but spaces must
# not be tried in the square of its length.
_ABOUT = re.compile(r"(?:what|how)\s++(?:about|of)\s++(?P<new>.+)", re.IGNORECASE)
# A name with a verb or a question word asks something of its own.
_VERBLESS = re.compile(
    r"(?!.*\b(?:what|who|whom|whose|which|where|when|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|can|could|will|would|should)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_ADVERB = re.compile(r"why|when|where|how", re.IGNORECASE)
# "How many?" or "How come?" asks for no quality of a thing.
_DEGREE = re.compile(
    r"how\s++(?P<degree>(?!(?:many|much|come|so|often|else|about|not)$)\w++)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:(?:how|why|when|where)\s++)?(?P<clause>(?:is|are|was|were|do|does|did|has|"
    r"have|had|can|could|will|would|should)\s++.+)",
    re.IGNORECASE | re.DOTALL,
)

# Without spaces a question is counted by pairs of signs, and seems to say much. Here
# "it" and "they" come first; "其他" and "其中" are "other" and "among".
_UNSPACED_PRONOUN = {
    "zh": re.compile(
        r"(?:那么?|而且|还有|還有)?(?:[它他她]们?|[它他她]們|其(?![他它中实實次余餘]))的?"
    ),
    "ja": re.compile(r"(?:では|そして|また)?、?(?:それ|彼|彼女)ら?[はがをのもに]"),
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a question may mean.

    `searched` is what is searched for, and may add the talk's topic in brackets.
    `plain` is the whole question as a person could have asked it; where none is found,
    the question as it stands.
    """

    searched: str
    plain: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that may lean on those before it.

    `readings` are what it may mean, the plainest first. `own_words` are its words of
    content, in lower case. `incomplete` questions can't stand alone by their form: they
    have a pronoun, open with "what about", or have no word of content.
    """

    readings: tuple[Sense, ...]
    own_words: frozenset[str]
    incomplete: bool


def follow_up(question: str, history: Sequence[Turn], language: str) -> FollowUp | None:
    """Find out what a question may mean after other questions.

    Args:
        question: The question.
        history: The turns before it, oldest first.
        language: ISO 639-1 code of the conversation's language.

    Returns:
        The possible readings; None where the question stands alone.

    Example:
        >>> turns = [Turn("What is the CR450?")]
        >>> follow_up("And how fast is it?", turns, "en").readings[0].plain
        'How fast is the CR450?'
        >>> follow_up("How fast do trains run in China?", turns, "en")
    """
    talk = talk_of(history, language)
    if talk is None:
        return None
    lean = _lean_of(question, talk, language)
    own = content_terms(lean.bare, language)
    incomplete = lean.incomplete or not own
    if not incomplete and len(own) > FEW_WORDS:
        return None
    unlike: dict[str, Sense] = {}  # none is searched twice
    for sense in lean.senses:
        unlike.setdefault(sense.searched, sense)
    return FollowUp(
        readings=tuple(unlike.values())[:MAX_READINGS],
        own_words=frozenset(term.text.lower() for term in own),
        incomplete=incomplete,
    )


@dataclass(frozen=True, slots=True)
class _Lean:
    """A question without its opening, whether its form leans, and what it may mean."""

    bare: str
    incomplete: bool
    senses: Iterator[Sense]


def _lean_of(question: str, talk: Talk, language: str) -> _Lean:
    """Read a question's form, in the languages whose forms we know."""
    if language == "en":
        return _lean_in_english(question, talk)
    pronoun = _UNSPACED_PRONOUN.get(language)
    match = pronoun.match(question) if pronoun else None
    bare = question[match.end() :] if match else question
    return _Lean(bare, match is not None, _with_topics(bare, question, talk))


def _lean_in_english(question: str, talk: Talk) -> _Lean:
    bare = OPENING.sub("", question, count=1)
    pronoun = find_pronoun(bare)
    if pronoun is not None:
        return _Lean(bare, True, _for_pronoun(question, bare, pronoun, talk))
    about = _ABOUT.fullmatch(bare.rstrip(END))
    incomplete = about is not None or ONE.search(bare) is not None
    new = about["new"] if about else bare.rstrip(END)
    return _Lean(bare, incomplete, _for_fragment(question, bare, new, talk))


def _for_pronoun(
    question: str, bare: str, pronoun: Term, talk: Talk
) -> Iterator[Sense]:
    """Put each subject in the pronoun's place, or the topic behind the question."""
    word = pronoun.text.lower()
    rest = bare[pronoun.end :]
    following = find_terms(rest, "en")
    owns = bool(following) and not following[0].stop
    whole: dict[str, str] = {}
    # "Is this train safe?" names its thing: "Is the CR450 train safe?" may be wrong.
    if not (owns and word in DEMONSTRATIVE):
        for subject in fitting(talk.subjects, word):
            ending = _genitive(subject) if owns and word in POSSESSIVE else ""
            whole[subject] = _capital(bare[: pronoun.start] + subject + ending + rest)
    yield from (Sense(text, text) for text in whole.values())
    for topic in talk.topics:
        said = (t for s, t in whole.items() if says(topic, s) or says(s, topic))
        yield _with_topic(bare, topic, next(said, question))


def _for_fragment(question: str, bare: str, new: str, talk: Talk) -> Iterator[Sense]:
    """Put a name in the place of the last one, or the topic behind the question."""
    names = find_names(talk.text)
    said = " ".join(term.text for term in content_terms(new, "en"))
    whole = _completed(bare.rstrip(END), talk)
    if names and _VERBLESS.fullmatch(new) and said[:1].isupper():
        start, end = names[-1]
        whole = talk.text[:start] + said + talk.text[end:]
    if whole:
        yield Sense(whole, whole)
    yield from _with_topics(bare, whole or question, talk)


def _completed(bare: str, talk: Talk) -> str | None:
    """Complete "Why?" by what was asked before, and "How fast?" by its subject."""
    before = _CLAUSE.fullmatch(talk.text.rstrip(END))
    # What leans itself makes no whole question.
    if _ADVERB.fullmatch(bare) and before and find_pronoun(talk.text) is None:
        clause = before["clause"]
        return f"{_capital(bare)} {clause[0].lower()}{clause[1:]}?"
    degree = _DEGREE.fullmatch(bare)
    if degree is None or not talk.subjects:
        return None
    subject = talk.subjects[0]
    return f"How {degree['degree']} {'are' if is_plural(subject) else 'is'} {subject}?"


def _with_topics(bare: str, plain: str, talk: Talk) -> Iterator[Sense]:
    return (_with_topic(bare, topic, plain) for topic in talk.topics)


def _with_topic(bare: str, topic: str, plain: str) -> Sense:
    """Add what the talk is about in brackets: for searching, never to be shown."""
    said = bare.rstrip(END)
    return Sense(f"{_capital(said)} ({topic}){bare[len(said) :].strip()}", plain)


def _genitive(noun: str) -> str:
    return "'" if noun.endswith("s") else "'s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
