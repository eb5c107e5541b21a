"""Follow-up questions, made whole with the words of the questions before them.

"And how fast is it?" says little alone. After "What is the CR450?" it can be read as
"How fast is the CR450?". No model of the language is asked: short lists of English
words tell pronouns and openings, and in any language a question with hardly a word of
content may borrow some. Whether a reading is better than the question as it stands is
for retrieval to say (`rag.asking.conversation`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.asking.wording.ellipsis import owns
from rag.asking.wording.english import capital, is_plural
from rag.asking.wording.fragments import read_fragment, whole
from rag.asking.wording.names import names_among
from rag.asking.wording.persons import PERSONAL, THING, asked_before, persons_among
from rag.asking.wording.pronouns import (
    DEMONSTRATIVE,
    PLURAL,
    POSSESSIVE,
    find_pronoun,
    fitting,
    is_before_word,
)
from rag.asking.wording.talk import (
    END,
    FEW_WORDS,
    OPENING,
    PLACE,
    Talk,
    counted,
    says,
    talk_of,
)
from rag.text.terms import Term, content_terms
from rag.types import Turn

MAX_READINGS = 3
"""Each reading may cost a retrieval."""

# Without spaces a question is counted by pairs of signs, and seems to say much. Here
# "it" and "they" come first; "其他" and "其中" are "other" and "among".
_UNSPACED_PRONOUN = {
    "zh": re.compile(
        r"(?:那么?|而且|还有|還有)?(?:[它他她]们?|[它他她]們|其(?![他它中实實次余餘]))的?"
    ),
    "ja": re.compile(r"(?:では|そして|また)?、?(?:それ|彼|彼女)ら?[はがをのもに]"),
}
_FULL_NAME = re.compile(r"(?!The )[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)+")
_OF_EVENT = re.compile(
    r"(?:when|where|how\s+long\s+ago)\s+(?:is|was|did|does)\s+(?:this|that)"
    r"(?:\s+(?:happen|occur|take\s+place))?\W*\Z",
    re.IGNORECASE,
)


IsOther = Callable[[str, str], bool]
"""Tells that a name is of nobody whom a pronoun can stand for: "Ada Moen", "he"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a question may mean.

    `searched` is what is searched for, and may add the talk's topic in brackets.
    `plain` is the whole question as a person could have asked it; where none is found,
    the question as it stands. `subject` is what a pronoun was taken to stand for.
    """

    searched: str
    plain: str
    subject: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether what is searched could have been asked so, without brackets."""
        return self.searched == self.plain


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that may lean on those before it.

    `readings` are what it may mean, the plainest first. `own_words` are its words of
    content, in lower case. `incomplete` questions can't stand alone by their form: they
    have a pronoun, open with "what about", or have no word of content. One that
    `lacks_verb` names a thing and asks nothing of it; where all own words are names,
    it has `names_alone`.
    """

    readings: tuple[Sense, ...]
    own_words: frozenset[str]
    incomplete: bool
    lacks_verb: bool = False
    names_alone: bool = False


def follow_up(
    question: str,
    history: Sequence[Turn],
    language: str,
    answered: str | None = None,
    is_other: IsOther = lambda name, pronoun: False,
) -> FollowUp | None:
    """Find out what a question may mean after other questions.

    Args:
        question: The question.
        history: The turns before it, oldest first.
        language: ISO 639-1 code of the conversation's language.
        answered: Whom or what an answer before named, for "he", "she" and "it".
        is_other: Tells that a name is of nobody whom a pronoun, "he", can stand for.

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
    if answered is not None:
        # What was talked about before who was asked for is nobody.
        asked = asked_before(question, history) or ""
        others = (subject for subject in talk.subjects if says(asked, subject))
        talk = replace(talk, subjects=(answered, *others))
    lean = _lean_of(question, talk, language, is_other)
    own = content_terms(lean.bare, language)
    incomplete = lean.incomplete or not own
    if not incomplete and sum(counted(own)) > FEW_WORDS:
        return None
    unlike: dict[str, Sense] = {}  # none is searched twice
    for sense in lean.senses:
        unlike.setdefault(sense.searched, sense)
    words = [term.text for term in own]
    return FollowUp(
        readings=tuple(unlike.values())[:MAX_READINGS],
        own_words=frozenset(map(str.lower, words)),
        incomplete=incomplete,
        lacks_verb=lean.lacks_verb and bool(own),
        names_alone=bool(own) and set(words) <= set(names_among(words, question)),
    )


@dataclass(frozen=True, slots=True)
class _Lean:
    """A question without its opening, whether its form leans, and what it may mean.

    `bare` is empty where it says nothing but what is asked: "For how long?".
    """

    bare: str
    incomplete: bool
    senses: Iterable[Sense]
    lacks_verb: bool = False


def _lean_of(question: str, talk: Talk, language: str, is_other: IsOther) -> _Lean:
    """Read a question's form, in the languages whose forms we know."""
    if language == "en":
        return _lean_in_english(question, talk, is_other)
    pronoun = _UNSPACED_PRONOUN.get(language)
    match = pronoun.match(question) if pronoun else None
    bare = question[match.end() :] if match else question
    return _Lean(bare, match is not None, _with_topics(bare, question, talk))


def _lean_in_english(question: str, talk: Talk, is_other: IsOther) -> _Lean:
    bare = OPENING.sub("", question)
    pronoun = find_pronoun(bare)
    is_owned = owns(bare.rstrip(END))
    if pronoun is not None and not (is_owned and pronoun.text.lower() in POSSESSIVE):
        call = pronoun.text.lower()
        meant = tuple(
            s for s in talk.subjects if not _is_other(s, call, talk, is_other)
        )
        talk = replace(talk, subjects=meant)
        return _Lean(bare, True, _for_pronoun(question, bare, pronoun, talk))
    if talk.subjects and PLACE.search(bare):
        return _Lean(bare, True, _for_place(bare, question, talk))
    fragment = read_fragment(question, bare)
    completed = whole(fragment, bare, talk)
    senses: Iterable[Sense] = _with_topics(bare, completed or question, talk)
    if completed:
        # A topic may have the very name that was exchanged for another.
        further = () if fragment.lacks_verb else senses
        senses = [Sense(completed, completed), *further]
    said = bare if fragment.new else ""
    return _Lean(said, fragment.is_incomplete, senses, fragment.lacks_verb)


def _for_pronoun(
    question: str, bare: str, pronoun: Term, talk: Talk
) -> Iterator[Sense]:
    """Put each subject in the pronoun's place, or the topic behind the question."""
    word = pronoun.text.lower()
    rest = bare[pronoun.end :]
    owns = is_before_word(pronoun, bare)
    whole: dict[str, str] = {}
    # "Is this train safe?" names its thing: "Is the CR450 train safe?" may be wrong.
    # "When was that?" asks of all that was said.
    is_event = word in DEMONSTRATIVE and _OF_EVENT.match(bare) is not None
    if not is_event and not (owns and word in DEMONSTRATIVE):
        choose = persons_among if word in PERSONAL else fitting
        subjects = choose(talk.subjects, word)
        if _is_part(bare, pronoun):
            subjects = [*filter(is_plural, subjects)]
        for subject in subjects:
            genitive = "'" if subject.endswith("s") else "'s"
            ending = genitive if owns and word in POSSESSIVE else ""
            whole[subject] = capital(bare[: pronoun.start] + subject + ending + rest)
    yield from (Sense(text, text, subject) for subject, text in whole.items())
    if not whole and word in PERSONAL and not content_terms(bare, "en"):
        return  # "Who is he?" would ask for the topic
    for topic in talk.topics:
        said = (t for s, t in whole.items() if says(topic, s) or says(s, topic))
        yield _with_topic(bare, topic, next(said, question))


def _is_other(subject: str, call: str, talk: Talk, is_other: IsOther) -> bool:
    """Ask whether a subject is another than "he", or a person and so no "it"."""
    if call in PERSONAL:
        return is_other(subject, call)
    if call in THING and subject in talk.persons:
        return True
    # To ask of each thing would cost a retrieval.
    is_person = _FULL_NAME.fullmatch(subject) is not None
    return call in THING and is_person and is_other(subject, call)


def _is_part(bare: str, pronoun: Term) -> bool:
    """Tell whether a pronoun is of several: "Which of those ...?"."""
    is_several = pronoun.text.lower() in PLURAL
    return is_several and bare[: pronoun.start].lower().endswith("of ")


def _for_place(bare: str, question: str, talk: Talk) -> Iterator[Sense]:
    """Say behind a question which thing "there" may be: in it, at it or on it."""
    for subject in talk.subjects:
        yield replace(_with_topic(bare, subject, question), subject=subject)


def _with_topics(bare: str, plain: str, talk: Talk) -> Iterator[Sense]:
    return (_with_topic(bare, topic, plain) for topic in talk.topics)


def _with_topic(bare: str, topic: str, plain: str) -> Sense:
    """Add what the talk is about in brackets: for searching, never to be shown."""
    said = bare.rstrip(END)
    return Sense(f"{capital(said)} ({topic}){bare[len(said) :].strip()}", plain)
