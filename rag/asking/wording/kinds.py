"""What questions ask for, by its kind: how that is asked, and what says it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindAsked:
    """What asks for a kind of thing, and what a sentence that has one says."""

    asked: re.Pattern[str]
    said: re.Pattern[str]


def kind_asked(asked: str, said: str) -> KindAsked:
    """Give a kind by its patterns, which don't tell large letters from small ones."""
    return KindAsked(re.compile(asked, re.IGNORECASE), re.compile(said, re.IGNORECASE))


_HOW_MANY = (
    r"(?:\bwie\s?viele?n?\s+|\bcuánt[oa]s\s+|\bquant[oaie]s?\s+|\bcombien\s+d(?:e\s+|['’])"
    r"|\bсколько\s+|\bhoeveel\s+|\bile\s+|(?<!\w)كم\s+(?:من\s+ال)?|多少|[几幾][个個]?|何)"
)


_SIGN = "[\u3040-\u30ff\u3400-\u9fff]"
ENDING = rf"(?:(?<={_SIGN})|(?<!{_SIGN})[^\W\d_]{{0,3}}(?!\w))"
"""What may be behind the stem of a unit: "Jahren", but no "Jahreskarten"."""


def counted(units: str) -> str:
    """Give the pattern that asks how many there are of some units."""
    return rf"{_HOW_MANY}(?:{units}){ENDING}"


def measured(units: str, named: str, said: str) -> KindAsked:
    """Give a kind by the units that are counted, its names and what else says it."""
    return kind_asked(rf"{counted(units)}|{named}", rf"{units}|{said}")
