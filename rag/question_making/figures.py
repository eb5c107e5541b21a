"""Questions for numbers and measures."""

from rag.question_making.template import (
    ADVERB,
    FIGURE,
    NUMBER,
    B,
    Match,
    S,
    template,
)
from rag.question_making.verbs import GROWTH
from rag.question_making.wording import Wording, is_name, join
from rag.question_making.words import QUANTITIES

_COUNTED = ("s", "people", "men", "women", "children")
_HAVE = {
    "has": ("does", "have"),
    "have": ("do", "have"),
    "had": ("did", "have"),
    "contains": ("does", "contain"),
    "operates": ("does", "operate"),
    "employs": ("does", "employ"),
    "comprises": ("does", "comprise"),
    "consists of": ("does", "consist of"),
    "consisted of": ("did", "consist of"),
}


def _how_many(match: Match, wording: Wording) -> str | None:
    """Ask for the number that something has: "X has 40 ships"."""
    subject, thing = wording.subject(match["s"]), wording.rest(match["n"])
    if subject is None or not thing or not thing.endswith(_COUNTED):
        return None
    helper, verb = _HAVE[match["v"]]
    return (
        None if is_name(thing[0]) else join(["how many", thing, helper, subject, verb])
    )


def _quantity(match: Match, wording: Wording) -> str | None:
    """Ask for a quantity: "X has a population of 40,000"."""
    subject, quantity = wording.subject(match["s"]), match["q"]
    if subject is None or quantity.split()[-1] not in QUANTITIES:
        return None
    be = "was" if match["v"] == "had" else "is"
    return join(["what", be, "the", quantity, "of", subject])


def _reached(match: Match, wording: Wording) -> str | None:
    """Ask for what was reached: "X has reached a speed of 40 km/h"."""
    subject, quantity = wording.subject(match["s"]), match["q"]
    if subject is None or quantity.split()[-1] not in QUANTITIES:
        return None
    return join(["what", quantity, match["aux"], subject, match["v"]])


def _measure(match: Match, wording: Wording) -> str | None:
    """Ask how large something is: "X is 40 m tall"."""
    subject = wording.subject(match["s"])
    return subject and join(["how", match["a"], match["be"], subject])


def _growth(match: Match, wording: Wording) -> str | None:
    """Ask by how much something changed: "X rose by 40 percent"."""
    subject, since = wording.subject(match["s"]), wording.rest(match["r"])
    if subject is None or since is None:
        return None
    return join(["by how much did", subject, GROWTH[match["v"]], since])


_QUANTITY = r"an? (?P<q>(?:[a-z-]+ ){0,2}[a-z-]+) of"
TEMPLATES = (
    template(
        "figure",
        rf"{S} {ADVERB}(?P<v>{'|'.join(_HAVE)}) {NUMBER} (?P<n>(?:[\w-]+ ?){{1,4}}?)"
        r"(?=[,.;]| (?:in|on|at|and|with|that|which|for|from|to|as|who) )",
        _how_many,
    ),
    template("figure", rf"{S} (?P<v>has|have|had) {_QUANTITY} {FIGURE}", _quantity),
    template(
        "figure",
        rf"{S} (?P<aux>has|have|had) (?P<v>reached|achieved) {_QUANTITY} {FIGURE}",
        _reached,
    ),
    template(
        "figure",
        rf"{S} {B} {FIGURE} [^,.;]*?(?P<a>tall|high|long|wide|deep|thick|heavy)\b",
        _measure,
    ),
    template(
        "figure",
        rf"{S} (?P<v>{'|'.join(GROWTH)}) (?:by )?{FIGURE} ?(?:%|percent|per cent)"
        r"(?P<r>(?: (?:in|since|between|from|during) [^,;.]+)?)",
        _growth,
    ),
)
