"""What a conversation is about when the next question comes.

A pronoun stands for what was named last, which may be several questions ago: "What is
the CR450?", "And how fast is it?", "When will it enter service?". So the questions are
gone through in their order, and a subject stays until another one takes its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from rag.asking.wording.english import AUX, BE, BEFORE, MARKS, WH, is_plural
from rag.asking.wording.pronouns import PRONOUNS, find_names, find_pronoun
from rag.text.terms import Term, content_terms
from rag.types import Turn

LOOK_BACK = 8
"""So many turns are gone through: the conversations of mtrag have 7.7 on average
(Katsis et al. 2025)."""

FEW_WORDS = 2
"""With so few words of content a question may lack its subject: in English 1 finds
less in conversations, 3 rewrites questions on a new subject."""

LEANING_WORDS = 1
"""In other languages than English, whose pronouns we know, a question of so few is
still about what was asked before ("Wer hat ihn gebaut?")."""

PAIR = 0.25
"""What a pair of signs counts that shares one with the pair before, in the scripts that
are read in pairs (Chinese, Japanese, Korean, Thai): six signs are two words."""

MAX_SUBJECTS = 2
"""Each may cost a retrieval."""

MAX_TOPIC_WORDS = 6
"""Words of content, as they are `counted`, that are taken from the question before, its
last ones."""

MAX_SUBJECT_WORDS = 5
"""A longer subject makes no readable question in place of a pronoun."""

_ARTICLES = frozenset({"the", "a", "an"})
_PREPOSITIONS = frozenset(
    {"about", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with"}
)

OPENING = re.compile(
    r"^(?:(?:and|but|so|or|then|also|ok|okay|well|yes|no)\b[\s,.]*)+(?=\S)",
    re.IGNORECASE,
)
ONE = re.compile(r"\bones?\W*$", re.IGNORECASE)
# With the full-width marks of Chinese, and the question mark of Arabic.
END = f"{MARKS}\u3002\uff1f\uff01\u061f"
# A place that was named, unlike that of "How many are there?".
PLACE = re.compile(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)\bthere\W*$", re.IGNORECASE
)
# Possessive (`++`) wherever a run can be long: a question of nothing but spaces must
# not be tried in the square of its length.
_ASKS_FOR = re.compile(
    r"(?:what|who)(?:['’]s|\s++(?:is|are|was|were|about))\s++(?P<thing>[^()]+?)"
    r"(?:(?<!\s)\s++like)?"
    r"|how\s++(?:much|large|big|high|low|long|old|tall|deep|wide|heavy|fast|far)\s++"
    r"(?:is|are|was|were)\s++(?P<measured>(?:(?:the|an?)\s|(?-i:[A-Z]))[^()]+)"
    r"|(?P<alone>(?:the|an?)\s++[^()]+)"
    rf"|(?:{BE})\s++there\s++(?:an?|any|some)\s++(?!(?:lot|number|more|reason|way)\b)"
    rf"(?P<there>[^()]+?)(?:(?<!\s)\s++{BEFORE}\s(?s:.*))?"
    r"|(?:tell\s++me|explain|describe|define)\s++(?:more\s++)?(?:about\s++)?"
    r"(?P<told>[^()]+)",
    re.IGNORECASE,
)
# "Who is leaving?" and "What is causing the delay?" ask who and what does so.
_WHO = re.compile(r"who\b", re.IGNORECASE)
_DOING = re.compile(r"(?!king\b)[a-z]+ing")
# "How high is the tower now?", "The museum opened when?" name more than a thing.
_SAYS_MORE = re.compile(
    rf"\b(?:{WH}|{AUX}|now|then|today|worth|per|\w{{3,}}ed)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said before a question.

    `text` is the last question that says something, as it was read. `subjects` are what
    a pronoun may stand for, `topics` words that a short question may have left out; of
    both the first is the likeliest. `persons` are the subjects that are nobody's "it".
    """

    text: str
    subjects: tuple[str, ...]
    topics: tuple[str, ...]
    persons: frozenset[str] = frozenset()


def talk_of(history: Sequence[Turn], language: str) -> Talk | None:
    """Read what a conversation is about; None where nothing was said.

    Args:
        history: The turns, oldest first.
        language: ISO 639-1 code of the conversation's language.

    Example:
        >>> turns = [Turn("What is the CR450?"), Turn("And how fast is it?")]
        >>> talk_of(turns, "en").subjects
        ('the CR450',)
    """
    talk: Talk | None = None
    for turn in history[-LOOK_BACK:]:
        if content_terms(turn.read_as or turn.question, language):
            talk = _after(talk, turn, language)
    return replace(talk, persons=_persons(history)) if talk else None


def _persons(history: Sequence[Turn]) -> frozenset[str]:
    """Give whom questions asked for by what they are: "Who is the landlord?"."""
    said = (OPENING.sub("", turn.read_as or turn.question) for turn in history)
    asked = (asked_for(each) for each in said if _WHO.match(each))
    return frozenset(each for each in asked if each and has_article(each))


def says(text: str, thing: str) -> bool:
    """Tell whether a text names a thing, with its article or without.

    >>> says("What is CATL's part?", "the CATL")
    True
    """
    name = re.escape(_without_article(thing))
    return re.search(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE) is not None


def _after(before: Talk | None, turn: Turn, language: str) -> Talk:
    """Take in one turn that says something."""
    text, is_english = turn.read_as or turn.question, language == "en"
    bare = OPENING.sub("", text)
    asked = asked_for(bare) if is_english else None
    own = list(filter(None, (asked, _only_name(text) if is_english else None)))
    topic = asked or _topic(text, language)
    if before is None:
        return Talk(text, _few(own), (topic,))
    # Read together with the one before, or left open: it is still about the same.
    leans = turn.read_as == turn.question or (
        find_pronoun(bare) is not None
        if is_english
        else sum(counted(content_terms(text, language))) <= LEANING_WORDS
    )
    kept = [s for s in before.subjects if leans or not own or says(text, s)]
    carried = before.topics[:1] if leans else ()
    topics = tuple(dict.fromkeys((*carried, topic)))
    if not turn.read_as or turn.read_as == turn.question:
        if asked and bare.lower().split()[1] == "there":  # the other is talked of yet
            kept, own = own, [*before.subjects]
        return Talk(text, _few([*kept, *own]), topics)
    if find_pronoun(OPENING.sub("", turn.question)) is None:
        # "And in 2022?" asks the same anew.
        return Talk(text, _few([*own, *kept]), topics)
    # "What is the CR450's speed?" was "its": the talk is of the train.
    own = [one for one in own if not any(_is_part(one, of) for of in kept)]
    return Talk(text, _few([*kept, *own]), topics)


def _is_part(thing: str, whole: str) -> bool:
    """Tell whether a pronoun for a thing may as well stand for what it is named by."""
    return says(thing, whole) and is_plural(thing) == is_plural(whole)


def _few(subjects: Iterable[str]) -> tuple[str, ...]:
    """Keep the first subjects, and none that is the end of one: AI of embodied AI."""
    kept: list[str] = []
    for subject in subjects:
        end = f" {_without_article(subject)}".lower()
        if not any(f" {one}".lower().endswith(end) for one in kept):
            kept.append(subject)
    return tuple(kept[:MAX_SUBJECTS])


def has_article(thing: str) -> bool:
    """Tell whether a name stands behind an article, as "the CR450" does."""
    first, _, rest = thing.partition(" ")
    return bool(rest) and first.lower() in _ARTICLES


def _without_article(thing: str) -> str:
    return thing.partition(" ")[2] if has_article(thing) else thing


def asked_for(text: str) -> str | None:
    """Give what a "What is ...?" asks for, where that is the name of a thing.

    >>> asked_for("How old is the mill?"), asked_for("Is there a mill in Tarn?")
    ('the mill', 'the mill')
    >>> asked_for("Who is leaving the mill?")
    """
    match = _ASKS_FOR.fullmatch(text.rstrip(END))
    words = next(filter(None, match.groups())).split() if match else []
    if match and match["there"]:
        words = ["the", *words]  # where there is one, that is meant from then on
    if not words or _is_vague(words):
        return None
    is_done = _WHO.match(text) or words[1:2] in (["the"], ["a"], ["an"])
    if is_done and _DOING.fullmatch(words[0]):
        return None
    first, *rest = words
    first = first.lower() if first.lower() in _ARTICLES else first
    thing = " ".join([first, *rest])
    name = _without_article(thing).split()
    is_named = bool(match and (match["thing"] or match["told"]))
    # "Guided tours" and "used books" are things: of the first word only more is said.
    if not is_named and _SAYS_MORE.search(" ".join(name[1:])):
        return None
    return thing if len(name) <= MAX_SUBJECT_WORDS else None


def _is_vague(words: Sequence[str]) -> bool:
    """Tell whether words say something of a thing instead of naming it.

    "What is made in Wuhan?" and "What is Wuhan known for?" name no thing but Wuhan.
    """
    lower = [word.lower() for word in words]
    names = lower[0] in _ARTICLES or any(c.isupper() or c.isdigit() for c in words[0])
    joins = not _PREPOSITIONS.isdisjoint(lower)
    is_open = not PRONOUNS.isdisjoint(lower) or ONE.search(words[-1]) is not None
    return is_open or lower[-1] in _PREPOSITIONS or (joins and not names)


def _only_name(text: str) -> str | None:
    names = find_names(text)
    if len(names) != 1:
        return None
    start, end = names[0]
    # "Is Louvre old?" would be no sentence.
    article = text[:start][-len("the ") :]
    return (article if article.lower() == "the " else "") + text[start:end]


def _topic(text: str, language: str) -> str:
    """Cut out what lies between the first and the last word of content."""
    words = content_terms(text, language)
    totals = accumulate(reversed(counted(words)))
    words = words[-sum(total <= MAX_TOPIC_WORDS for total in totals) :]
    # Terms of unspaced scripts overlap, so the last isn't always what ends last.
    return text[words[0].start : max(word.end for word in words)]


def counted(terms: Sequence[Term]) -> list[float]:
    """Count each term as a word, or as `PAIR` of one where it shares a sign.

    >>> counted(content_terms("die Brücke", "de"))
    [1.0]
    >>> counted(content_terms("灯塔钟", "zh"))
    [1.0, 0.25]
    """
    ends = [0, *(term.end for term in terms)]
    pairs = zip(terms, ends, strict=False)
    return [PAIR if term.start < end else 1.0 for term, end in pairs]
