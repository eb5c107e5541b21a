"""Follow-up questions, made whole with the words of the question before them.

"And how fast is it?" says little alone. After "What is the CR450?" it can be read as
"How fast is the CR450?". No model of the language is asked: short lists of English
words tell pronouns and openings, and in any language a question with hardly a word of
content may borrow some. A reading is a sentence that a person can check; whether it is
better than the question as it stands is for retrieval to say
(`rag.asking.conversation`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.text.terms import Term, find_terms
from rag.types import Turn

MAX_READINGS = 3
"""Each reading may cost a retrieval."""

FEW_WORDS = 2
"""With so few words of content a question may lack its subject: 1 finds less in
conversations, 3 rewrites questions on a new subject."""

MAX_TOPIC_WORDS = 6
"""Words of content that are taken from the question before, its last ones."""

MAX_WORDS_BEFORE = 2
"""Behind more words of content than these, a pronoun may stand for one of them."""

MAX_SUBJECT_WORDS = 5
"""A longer subject makes no readable question in place of a pronoun."""

_SINGULAR = frozenset({"it", "he", "she", "him"})
_PLURAL = frozenset({"they", "them", "these", "those", "their"})
_POSSESSIVE = frozenset({"its", "his", "her", "their"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
_PRONOUNS = _SINGULAR | _PLURAL | _POSSESSIVE | _DEMONSTRATIVE
_ONE = re.compile(r"\bones?\W*$", re.IGNORECASE)
# "It" stands for nothing here.
_NO_PRONOUN = re.compile(
    r"\bit\s+(?:takes?|(?:is|was)\s+(?:possible|true|important|necessary))\b"
    r"|\b(?:is|was)\s+it\s+(?:possible|true|important|necessary)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|or|then|also|ok|okay|well|yes|no)\b[\s,.]*)+(?=\S)",
    re.IGNORECASE,
)
# Possessive (`++`) wherever a run can be long: a question of nothing but spaces must
# not be tried in the square of its length.
_ABOUT = re.compile(r"(?:what|how)\s++(?:about|of)\s++(?P<new>.+)", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"(?:what|who)(?:'s|\s++(?:is|are|was|were|about))\s++(?P<thing>[^()]+?)"
    r"(?:(?<!\s)\s++like)?"
    r"|(?:tell\s++me|explain|describe|define)\s++(?:more\s++)?(?:about\s++)?"
    r"(?P<told>[^()]+)",
    re.IGNORECASE,
)
# A name with a verb or a question word asks something of its own.
_VERBLESS = re.compile(
    r"(?!.*\b(?:what|who|whom|whose|which|where|when|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|can|could|will|would|should)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED = re.compile(
    r"(?P<head>.*?)(?:(?<!\s)\s++)?\((?P<topic>[^()]++)\)\W*", re.DOTALL
)
# With the full-width marks of Chinese, and the question mark of Arabic.
_END = " ?!.,;:\u3002\uff1f\uff01\u061f"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that may lean on the one before it.

    `readings` are what it may mean, the plainest first. `own_words` are its words of
    content, in lower case. `incomplete` questions can't stand alone by their form: they
    have a pronoun, open with "what about", or have no word of content.
    """

    readings: tuple[str, ...]
    own_words: frozenset[str]
    incomplete: bool


@dataclass(frozen=True, slots=True)
class _Context:
    """What the question before says: its text without a bracket, and what it is about.

    `subject` is what a "What is ...?" asks for, `name` the only name in it.
    """

    text: str
    bracket: str | None
    subject: str | None
    name: str | None
    topic: str


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
        >>> follow_up("And how fast is it?", turns, "en").readings
        ('How fast is the CR450?', 'How fast is it (the CR450)?')
        >>> follow_up("How fast do trains run in China?", turns, "en")
    """
    context = _context(history, language)
    if context is None:
        return None
    lean = _lean_in_english(question, context) if language == "en" else None
    bare = lean.bare if lean else question
    own = _content(bare, language)
    incomplete = not own or (lean is not None and lean.incomplete)
    if not incomplete and len(own) > FEW_WORDS:
        return None
    readings = lean.readings if lean else _with_topics(question, context)
    return FollowUp(
        readings=tuple(islice(dict.fromkeys(readings), MAX_READINGS)),
        own_words=frozenset(term.text.lower() for term in own),
        incomplete=incomplete,
    )


@dataclass(frozen=True, slots=True)
class _Lean:
    """A question without its opening, whether its form leans, and its readings."""

    bare: str
    incomplete: bool
    readings: Iterator[str]


def _lean_in_english(question: str, context: _Context) -> _Lean:
    bare = _OPENING.sub("", question, count=1)
    pronoun = _pronoun(bare)
    if pronoun is not None:
        return _Lean(bare, True, _for_pronoun(bare, pronoun, context))
    about = _ABOUT.fullmatch(bare.rstrip(_END))
    incomplete = about is not None or _ONE.search(bare) is not None
    new = about["new"] if about else bare.rstrip(_END)
    return _Lean(bare, incomplete, _for_fragment(bare, new, context))


def _content(text: str, language: str) -> list[Term]:
    terms = find_terms(text, language)
    return [term for term in terms if not term.stop and not term.partial]


def _context(history: Sequence[Turn], language: str) -> _Context | None:
    """Read the last question that says something."""
    for turn in reversed(history):
        # As it was read: "it" of a third question is what the second's "it" was.
        text = turn.read_as or turn.question
        if not _content(text, language):
            continue
        match = _BRACKETED.fullmatch(text)
        head = match["head"] if match and _content(match["head"], language) else text
        subject = _subject(head) if language == "en" else None
        return _Context(
            text=head,
            bracket=match["topic"] if match else None,
            subject=subject,
            name=_only_name(head) if language == "en" else None,
            topic=subject or _topic(head, language),
        )
    return None


def _subject(text: str) -> str | None:
    match = _ASKS_FOR.fullmatch(text.rstrip(_END))
    words = (match["thing"] or match["told"]).split() if match else []
    is_clear = 0 < len(words) <= MAX_SUBJECT_WORDS and words[0] not in _PRONOUNS
    return " ".join(words) if is_clear else None


def _topic(text: str, language: str) -> str:
    """Cut out what lies between the first and the last word of content."""
    # Terms of unspaced scripts overlap, so the last isn't always what ends last.
    words = _content(text, language)[-MAX_TOPIC_WORDS:]
    return text[words[0].start : max(word.end for word in words)]


def _names(text: str) -> list[tuple[int, int]]:
    """Find runs of words with capitals; that of the first word alone tells nothing."""
    runs: list[tuple[int, int]] = []
    for term in _content(text, "en"):
        is_first_plain = term.start == 0 and term.text[1:].islower()
        if is_first_plain or not any(map(str.isupper, term.text)):
            continue
        if runs and text[runs[-1][1] : term.start] in (" ", "-"):
            runs[-1] = (runs[-1][0], term.end)
        else:
            runs.append((term.start, term.end))
    return runs


def _only_name(text: str) -> str | None:
    names = _names(text)
    if len(names) != 1:
        return None
    start, end = names[0]
    # "Is Louvre old?" would be no sentence.
    article = text[:start][-len("the ") :]
    return (article if article.lower() == "the " else "") + text[start:end]


def _pronoun(text: str) -> Term | None:
    """Find a pronoun before which little is said that it could stand for.

    A "that" behind a word of content joins a clause to it.
    """
    idle = [match.span() for match in _NO_PRONOUN.finditer(text)]
    words_before = 0
    follows_word = False
    for term in find_terms(text, "en"):
        word = term.text.lower()
        is_idle = any(start <= term.start < end for start, end in idle)
        if word in _PRONOUNS and not is_idle and not (word == "that" and follows_word):
            return term
        follows_word = not term.stop
        words_before += follows_word
        if words_before > MAX_WORDS_BEFORE:
            return None
    return None


def _for_pronoun(question: str, pronoun: Term, context: _Context) -> Iterator[str]:
    word = pronoun.text.lower()
    rest = question[pronoun.end :]
    following = find_terms(rest, "en")
    owns = bool(following) and not following[0].stop
    # A single name is hardly what "they" stands for.
    name = context.name if word not in _PLURAL else None
    subject = context.subject or name
    # "Is this train safe?" names its thing: "Is the CR450 train safe?" may be wrong.
    if subject is not None and not (owns and word in _DEMONSTRATIVE):
        ending = _genitive(subject) if owns and word in _POSSESSIVE else ""
        yield _capital(question[: pronoun.start] + subject + ending + rest)
    yield from _with_topics(question, context, name)


def _for_fragment(question: str, new: str, context: _Context) -> Iterator[str]:
    """Put a name in the place of the last one, or the topic behind the question."""
    names = _names(context.text)
    said = " ".join(term.text for term in _content(new, "en"))
    if names and _VERBLESS.fullmatch(new) and said[:1].isupper():
        start, end = names[-1]
        yield context.text[:start] + said + context.text[end:]
    yield from _with_topics(question, context)


def _with_topics(
    question: str, context: _Context, name: str | None = None
) -> Iterator[str]:
    """Add what the talk is about in brackets: what it was read with before, first."""
    said = question.rstrip(_END)
    for topic in (context.bracket, name, context.topic):
        if topic:
            yield f"{_capital(said)} ({topic}){question[len(said) :].strip()}"


def _genitive(noun: str) -> str:
    return "'" if noun.endswith("s") else "'s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
