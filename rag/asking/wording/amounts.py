"""What the amounts in words are of: a speed is no price, though both are numbers.

English only. A number without a unit, or with one that isn't known here, may be of
anything.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.asking.wording.english import AUX, BE, MONTHS, NUMBERS, YEAR

_LENGTHS = (
    r"(?-i:[kcmn]?m)|(?:kilo|centi|milli|micro|nano)?met(?:re|er)s?"
    r"|(?:nautical\s+)?miles?|feet|foot|ft|inch(?:es)?|yards?|light[- ]years?"
)
_EACH_TIME = r"\s*(?:/|per|an?|each|every)\s*"
_LONG = "day|night|week|month|year|decade|century"
# "square miles" before "miles", "newton metres" before "metres".
_UNITS = {
    "area": r"square\s+\w+|k?m²|hectares?|ha|acres?",
    "volume": r"cubic\s+\w+|m³|(?-i:[mcd]?[lL])|lit(?:re|er)s?|gallons?|barrels?",
    "torque": r"lb[-\s]ft|(?:foot|feet)[-\s]pounds?|(?-i:Nm)|newton[-\s]met(?:re|er)s?",
    # What is run "200 miles a day" is so many miles, too.
    "length": rf"(?:{_LENGTHS})(?:{_EACH_TIME}(?:{_LONG}))?",
    "speed": rf"(?:{_LENGTHS}){_EACH_TIME}(?:h|s|min|second|minute|hour|{_LONG})"
    "|km/?h|kph|mph|knots?",
    "time": r"(?:milli|micro|nano)?seconds?|minutes?|min|hours?|nights?|days?|weeks?"
    r"|months?|years?|decades?|centur(?:y|ies)|o['’]clock",
    "weight": r"(?-i:[km]?g)|(?:kilo|milli)?grams?|kilos?|lbs?|pounds?|tons?|tonnes?"
    r"|ounces?|oz",
    "heat": r"°\s?[CFK]?|degrees?",
    "share": r"%|per\s?cent|percentage\s+points?",
    "money": r"dollars?|(?-i:cents?)|euros?|pounds?|pence|yuan|renminbi|rmb|yen|rupees?"
    r"|rou?bles?|francs?|marks|pesos?|crowns?|kron(?:er|or)|shillings?|dirhams?"
    r"|dinars?|rands?|bucks|USD|EUR|GBP|CNY",
    "power": r"(?-i:[kMGT]?Wh?)|(?:kilo|mega|giga)?watts?(?:[- ]hours?)?|horsepower|hp"
    r"|volts?|hertz|decibels?",
}
_BEHIND = {
    kind: re.compile(rf"[\s-]*(?:{units})(?![\w/²³])", re.IGNORECASE)
    for kind, units in _UNITS.items()
}
# Of 30 complaints none is money or time.
_THINGS = re.compile(
    r"\s+(?!(?:times|thirds|quarters|fifths|tenths|halves)\b)[a-z]{2,}[a-rt-z]s\b"
    r"|\s+(?:children|[A-Z]{2,}s)\b"
)
_WORDS = f"{NUMBERS}|fourty"  # as some write it
_SCALE = r"(?:hundred|thousand|[mbtr]+illion|[mb]n)s?"
_AMOUNT = re.compile(
    r"(?P<currency>(?:[$€£¥₹]|\b(?:USD|EUR|RMB))\s?)?(?<![\w.])"
    # The first of "2 to 8 kW" has no unit of its own.
    r"(?:\d[\d.,]*\s*(?:to|or|[-–])\s*)?"
    rf"(?:\d[\d.,]*|(?:{_WORDS})\b|(?={_SCALE}\b))(?:\s*{_SCALE}\b)*",
    re.IGNORECASE,
)
WHAT_IS_THE = rf"\b(?:what|which)(?:['’]s|\s+(?:{BE}))\s+the\s+(?:[\w-]+\s+){{0,2}}"
"""Begins a question for a thing's price, speed, ...: "What is the top speed"."""

COSTS = (
    r"\bwhat\s+(?:do|does|did|will|would)\s.*\bcost"
    r"(?:\s+(?:to|per|for|at|with|without|in\s+(?:[a-z]+\s+)?\d+"
    r"|an?\s+(?:hour|day|night|week|month|year|person))\b.*)?\W*\Z"
    r"|\bwhat\s+(?:do|does|did)\s+(?:(?!(?:to|for)\b)[\w.'’-]+\s+){1,4}?"
    r"(?:pay|charge)\b(?!\s+(?:(?:attention|tribute|with)\b|for\W*\Z))"
)
"""Asks for a price: "What does it cost to build?", "What did they pay for it?", and not
"What did it cost him?"."""

_PAID = (
    "costs?|pay|pays|paid|spends?|spent|worth|charged?|earn(?:s|ed)?|sells?|sold|money"
)
_PRICE = "price|cost|fee|fare|salary|wage|budget|rent|premium|toll|fine(?!\\s+print)"
_BOUGHT = "ticket|pass|subscription|membership|admission|entry|copy|meal|room"
# The first that matches counts.
_HOW_MUCH_IS = (
    rf"\bhow\s+much\s+(?:{BE}|will|would)\s+(?:be\s+)?(?:the|an?|each|one)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?(?:{_PRICE}|{_BOUGHT})s?\b"
)
# "How high is the deposit?" asks for no height.
_HIGH = (
    rf"\bhow\s+(?:high|large|big|low)\s+(?:{BE})\s+(?:the|an?|my|your|our|their)\s+"
    rf"(?:[\w-]+\s+)?(?:{_PRICE}|deposit|loan|debt)s?\b"
)
# "How much land was sold?" asks for no price.
_MUCH = rf"\bhow\s+much\s+(?:(?:money|more|less)\s+)?{AUX}\b"
_ASKED = tuple(
    (re.compile(question, re.IGNORECASE), frozenset(kinds.split()))
    for question, kinds in (
        (r"\bhow\s+(?:tall|deep|wide|thick)\b", "length time share"),
        (r"\bhow\s+heavy\b|\bwhat\s+weight\b|\bhow\s+much\b.*\bweigh", "weight share"),
        (rf"\bhow\s+(?:hot|cold)\b|\bwhat\s+temp|{WHAT_IS_THE}temp", "heat"),
        (r"\bwhat\s+ph\b", "acidity"),  # which no unit is of
        (r"\bhow\s+old\b|\bwhat\s+age\b", "time age"),
        (r"\bhow\s+long\b", "time length"),
        (r"\bhow\s+much\s+time\b", "time"),
        (r"\bhow\s+(?:often|frequently)\b", "time share"),
        (r"\bhow\s+fast\b", "speed time share"),
        (rf"\bwhat\s+speed\b|{WHAT_IS_THE}speed\b", "speed share"),
        (
            r"\bwhat\s+(?:percent|percentage|proportion|fraction|share)\b"
            rf"|{WHAT_IS_THE}percentage\b",
            "share",
        ),
        # What is bought may be a share, and is no price.
        (rf"{_MUCH}.*\b(?:(?:pay|paid)\b.*\bfor|sells?|sold)\b", "money"),
        (
            rf"{_MUCH}(?=.*\b(?:{_PAID})\b)|\bhow\s+expensive\b"
            rf"|\bwhat\s+(?:{_PRICE})\b|{WHAT_IS_THE}(?:{_PRICE})\b"
            rf"|{_HOW_MUCH_IS}|{_HIGH}|{COSTS}",
            "money share",
        ),
        (r"\bhow\s+many\s+(?:[\w-]+\s+){0,2}?pounds?\b", "weight money"),
        *(
            (rf"\bhow\s+many\s+(?:[\w-]+\s+){{0,2}}?(?:{units})\b", kind)
            for kind, units in _UNITS.items()
        ),
        (r"\bhow\s+many\b|\bwhat\s+(?:number|population)\b", "share"),
    )
)
_DIMENSIONS = (
    "high tall height",
    "wide broad width",
    "deep depth",
    "long length",
    "thick",
)
_EACH = "|".join(_DIMENSIONS).replace(" ", "|")
_HOW_LARGE = re.compile(rf"\bhow\s+({_EACH})\b", re.IGNORECASE)
_SO_LARGE = re.compile(
    rf"(?:{_UNITS['length']})\s+(?:in\s+)?({_EACH})\b", re.IGNORECASE
)
# What a price may be said in, where it isn't said in figures.
_WORTH = re.compile(
    rf"\d|[$€£¥₹]|\b(?:{_UNITS['money']}|{_UNITS['share']}|{_SCALE}|free|nothing"
    r"|no\s+charge|half|halves|(?:third|quarter|fifth|tenth)s?|double|twice"
    r"|times\s+(?:as|more|less|the|what)|much|more|less|little|same"
    rf"|(?:{_WORDS})(?!\w|[\s-]+[a-z]))(?!\w)",
    re.IGNORECASE,
)
# "In 1986" and "4 March" are no prices.
_DATES = re.compile(
    rf"\b(?:in|since|from|by|of|until)\s+{YEAR}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})\b(?:\s+{YEAR}\b)?"
    rf"|\b(?:{MONTHS})\s+\d{{1,2}}\b(?:,?\s+{YEAR}\b)?",
    re.IGNORECASE,
)
_PRICED = frozenset({"money", "share"})
# "What are the toll roads called?" has a price's word, too.
_HOW_MUCH = re.compile(rf"\bhow\s+(?:much|expensive)\b|{COSTS}", re.IGNORECASE)

# "Less safe than men" is no share of them.
_SHARED = re.compile(
    rf"\d|\b(?:{_UNITS['share']}|{_WORDS}|half|halves|(?:third|quarter|fifth|tenth)s?"
    r"|(?:eigh|six|seven|nin|twentie|hundred)ths?|majority|minority|bulk|proportion"
    r"|all|every(?:one|body)?|each|both|none|no|nobody|nothing|not\s+an?|few|fewer|many"
    r"|most(?:ly)?|largely|mainly|predominantly|overwhelmingly|hardly|almost|nearly"
    r"|whole|entire(?:ly)?|total(?:ly)?|full(?:y)?|complete(?:ly)?|exclusively|free"
    r"|doubl(?:e|ed|ing)|halv(?:ed|ing)|tripl\w+|quadrupl\w+|\w+fold|unchanged)(?!\w)",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(
    rf"\bwhat\s+percent(?:age)?\b(?!\s+(?:sign|symbol|fee)\b)|{WHAT_IS_THE}percentage\b",
    re.IGNORECASE,
)

_NEVER_OF_THINGS = frozenset({"money", "age"})
"""The height of a house may be told in storeys, a price or an age in no things."""


def is_of_another(question: str, words: str) -> bool:
    """Tell whether all amounts in words are of something else than is asked for.

    Args:
        question: A question in English.
        words: What may answer it.

    Example:
        >>> is_of_another("What does it cost?", "450 km/h")
        True
        >>> is_of_another("How fast is it?", "450 km/h")
        False
        >>> is_of_another("How high is it?", "412 metres long")
        True
        >>> is_of_another("What does it cost?", "one tablet a day")
        True
        >>> is_of_another("How heavy is it?", "517 lb-ft of torque")
        True
    """
    if _is_of_other_dimension(question, words):
        return True
    kinds = _kinds_asked(question)
    is_priced = kinds >= _PRICED and _HOW_MUCH.search(question) is not None
    if is_priced and not _WORTH.search(_DATES.sub("", words)):
        return True
    if _PERCENTAGE.search(question) and not _SHARED.search(words):
        return True
    amounts = [*_kinds_in(words)] if kinds else []
    if kinds.isdisjoint(_NEVER_OF_THINGS):
        amounts = [found - {"things"} for found in amounts]
    return amounts != [] and all(found and not found & kinds for found in amounts)


def is_amount(words: str) -> bool:
    """Tell whether words are an amount with its unit, or so long ago, and nothing else.

    Example:
        >>> [is_amount(words) for words in ("450 km/h", "2 years ago", "two men")]
        [True, True, False]
    """
    said = words.strip(" .,;")
    amount = _AMOUNT.match(said)
    if amount is None:
        return False
    units = (behind.match(said, amount.end()) for behind in _BEHIND.values())
    # "98 Degrees" sing.
    return any(
        unit and not _is_title(unit[0]) and said[unit.end() :] in ("", " ago")
        for unit in units
    )


def _is_title(unit: str) -> bool:
    return unit.strip(" -")[1:].islower() and unit.strip(" -").istitle()


def _is_of_other_dimension(question: str, words: str) -> bool:
    """Tell whether lengths in words are all said to be of others than is asked for."""
    asked = _HOW_LARGE.search(question)
    said = {found.lower() for found in _SO_LARGE.findall(words)}
    if not asked or not said:
        return False
    own = next(each for each in _DIMENSIONS if asked[1].lower() in each.split())
    return said.isdisjoint(own.split())


# It is asked of each sentence that is read.
@lru_cache(maxsize=16)
def _kinds_asked(question: str) -> frozenset[str]:
    """Say what kinds of amounts a question asks for: none where any will do."""
    found = (kinds for asked, kinds in _ASKED if asked.search(question))
    return next(found, frozenset())


def _kinds_in(words: str) -> Iterator[set[str]]:
    """Say of each amount what it may be of; pounds are of two kinds."""
    for amount in _AMOUNT.finditer(words):
        ends = {
            kind: unit.end()
            for kind, behind in _BEHIND.items()
            if (unit := behind.match(words, amount.end()))
        }
        # "km/h" is more than "km".
        longest = max(ends.values(), default=0)
        found = {kind for kind, end in ends.items() if end == longest}
        if not found and _THINGS.match(words, amount.end()):
            found = {"things"}
        yield {"money"} if amount["currency"] else found
