"""Questions from English sentences, each by the sentence's own pattern.

Word order is never guessed: a question is formed only where the subject stays in its
place, or the verb that moves before it is known.
"""

from collections.abc import Iterator

from rag.question_making import events, figures, things
from rag.question_making.template import ADVERB, B, Match, S, Template, fixed, template
from rag.question_making.verbs import ABOUT, DOES
from rag.question_making.wording import Wording, is_name, join, words_of

MIN_OBJECT_WORDS = 4


def _why(match: Match, wording: Wording) -> str | None:
    """Ask for the reason, an auxiliary moved to the front: "X is Y because ..."."""
    subject, rest = wording.subject(match["s"]), wording.rest(match["r"])
    if subject is None or not rest:
        return None
    if match["be"] in ("was", "were", "could") and not is_name(subject[0]):
        return None
    return join(["why", match["be"], subject, rest])


def _does(match: Match, wording: Wording) -> str | None:
    """Ask for a verb's object: "X produces ..."."""
    subject, said = wording.subject(match["s"]), match["o"]
    if subject is None or subject.endswith("s") or said.startswith(("that ", "no ")):
        return None
    if len(words_of(said)) < MIN_OBJECT_WORDS:
        return None
    return join(["what does", subject, DOES[match["v"]]])


def _about(match: Match, wording: Wording) -> str | None:
    """Ask for a verb's object after a preposition: "X consists of ..."."""
    subject = wording.subject(match["s"])
    return subject and join(["what does", subject, ABOUT[match["v"]], match["p"]])


def _used(match: Match, wording: Wording) -> str | None:
    """Ask what something is used for, known for or made of."""
    subject, verb = (
        wording.subject(match["s"]),
        match["v"].replace("used to", "used for"),
    )
    # What was used for something once, as in an experiment, says little of itself.
    if subject is None or (match["be"] in ("was", "were") and verb == "used for"):
        return None
    return join(["what", match["be"], subject, verb])


_HOW = (
    "transmitted|spread|treated|diagnosed|measured|prevented|produced|formed|calculated"
    "|defined|detected|elected|chosen|appointed"
)
_SAID = (
    template(
        "why",
        rf"{S} (?P<be>is|are|was|were|can|could|cannot|must|should) (?P<r>[^,]+?),? "
        r"(?:because|due to|owing to)\b",
        _why,
    ),
    template(
        "where",
        rf"{S} {B} {ADVERB}(?:located|situated|headquartered) "
        r"(?:in|on|at|near|between|within|along)",
        fixed("where {be} {s} located"),
    ),
    template(
        "how",
        rf"{S} (?P<be>is|are) {ADVERB}(?P<v>{_HOW}) (?:by|with|through|via|using|as) ",
        fixed("how {be} {s} {v}"),
    ),
    template("cause", rf"{S} (?:is|are) {ADVERB}caused by ", fixed("what causes {s}")),
    template(
        "use",
        rf"{S} {B} {ADVERB}(?P<v>used to|used for|known for|best known for|famous for"
        r"|responsible for|made up of|composed of|divided into|named after) ",
        _used,
    ),
    template(
        "does",
        rf"{S} {ADVERB}(?P<v>{'|'.join(ABOUT)}) (?P<p>of|on|for|to) ",
        _about,
    ),
    template("does", rf"{S} {ADVERB}(?P<v>{'|'.join(DOES)}) (?P<o>.+)", _does),
)
TEMPLATES: tuple[Template, ...] = (
    *things.TEMPLATES,
    *figures.TEMPLATES,
    *events.TEMPLATES,
    *_SAID,
)


def ask_english(sentence: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Give the kinds and the questions that a sentence answers.

    Args:
        sentence: The sentence, without brackets.
        wording: What its article tells of words.

    Example:
        >>> text = "The CR450 is a train that runs at 450 km/h."
        >>> list(ask_english(text, Wording("", text)))
        [('what', 'What is the CR450?')]
    """
    for each in TEMPLATES:
        find = each.pattern.search if each.anywhere else each.pattern.match
        match = find(sentence)
        question = each.ask(match, wording) if match else None
        if question is not None:
            yield each.kind, question
