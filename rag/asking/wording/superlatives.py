"""A question for the most or the least of something: "Which city has the most parks?".

A row of a table that fits says nothing of the others: `rag.asking.tables.most`
compares them. English only.
"""

import re
from dataclasses import dataclass

_MORE = (
    "most|largest|biggest|greatest|highest|tallest|longest|heaviest|widest|deepest|"
    "hottest|warmest|wettest|fastest|oldest|newest|latest|maximum"
)
_LESS = (
    "least|fewest|smallest|lowest|shortest|lightest|narrowest|shallowest|coldest|"
    "coolest|driest|slowest|cheapest|youngest|earliest|minimum"
)
_WORD = re.compile(
    rf"(?<!\bat )\b(?P<word>{_MORE}|{_LESS})\b"
    r"(?:\s+(?P<quality>expensive|populous|recent))?",
    re.IGNORECASE,
)
# What is measured, by the names that such a column has; and the measures that turn the
# order round: the oldest has the lowest year, the fastest the lowest time.
_HEIGHT, _SPAN, _HEAT = "height|altitude|elevation", "length|duration", "temperature"
_SIZE = "size|area|population|inhabitants|capacity|volume|lit(?:re|er)s"
_PRICE = "price|cost|fee"
_YEAR, _RAIN = "year|date|built|founded|opened|born", "rain|precipitation"
_MEASURES = {
    "tall": _HEIGHT, "high": _HEIGHT, "low": _HEIGHT, "long": _SPAN, "short": _SPAN,
    "heav": "weight|mass", "light": "weight|mass", "wid": "width", "narrow": "width",
    "deep": "depth", "shallow": "depth", "hot": _HEAT, "warm": _HEAT, "cold": _HEAT,
    "cool": _HEAT, "wet": _RAIN, "dri": _RAIN, "fast": "speed|time",
    "slow": "speed|time", "cheap": _PRICE, "expensive": _PRICE,
    "populous": "population|inhabitants", "large": _SIZE, "big": _SIZE,
    "small": _SIZE, "old": f"age|{_YEAR}", "young": f"age|{_YEAR}",
    "new": _YEAR, "latest": _YEAR, "earliest": _YEAR, "recent": _YEAR,
}  # fmt: skip
# "The highest price" is that of a column so named; the heaviest has the most weight.
_ONE_MEASURE = re.compile(
    r"(?:most|least)\s+expensive|cheap|tall|heav|light|old|young|fast|slow"
)
_TURNED = re.compile(r"(?:old|young)\w*:(?!.*\bages?\b)|(?:fast|slow)\w*:.*\btimes?\b")


@dataclass(frozen=True, slots=True)
class Superlative:
    """What is to be compared: by the greatest number or by the least.

    `word` is how the question says it, `measures` a pattern of the names that a column
    of that measure has, empty where the word says nothing of it ("most").
    """

    word: str
    is_most: bool
    measures: str = ""

    @property
    def has_one_measure(self) -> bool:
        """Whether its own measure is meant, whatever else a question names.

        >>> superlative_of("Which is the cheapest?").has_one_measure
        True
        """
        return _ONE_MEASURE.match(self.word) is not None

    def is_most_in(self, column: str) -> bool:
        """Tell whether the greatest number of a column is wanted, by its name.

        >>> superlative_of("Which is the oldest?").is_most_in("Year built")
        False
        """
        is_turned = _TURNED.match(f"{self.word}:{column}".lower()) is not None
        return self.is_most != is_turned


def superlative_of(question: str) -> Superlative | None:
    """Read what a question wants the most or the least of.

    Returns:
        None where it has no superlative, or more than one.

    Example:
        >>> superlative_of("Which tower is the tallest?")
        Superlative(word='tallest', is_most=True, measures='height|altitude|elevation')
        >>> superlative_of("How tall is it?")
    """
    found = list(_WORD.finditer(question))
    if len(found) != 1:
        return None
    word = found[0]["word"].lower()
    named = (found[0]["quality"] or word).lower()
    measures = next((m for part, m in _MEASURES.items() if named.startswith(part)), "")
    is_most = re.fullmatch(_MORE, word) is not None
    return Superlative(found[0].group().lower(), is_most, measures)
