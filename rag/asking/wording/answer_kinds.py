"""The kinds of answer that English questions want, and what is said by one of each.

What asks is told narrowly, and what may be said widely: words of another kind alone are
no answer ("450 km/h" to "when"), while most are of some kind that nothing tells.
"""

from rag.asking.wording.amounts import COSTS, WHAT_IS_THE
from rag.asking.wording.english import AUX, DAYS, NUMBERS, WH
from rag.asking.wording.kinds import KindAsked, kind_asked

_NUMBERS = (
    f"one|{NUMBERS}|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|"
    "hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|double|"
    "twice|once|several|many|most|few|all|"
    "none|no|every|some|much|more|less|almost|nearly|entire|whole|single|both|pair|"
    "majority|minority|first|second|small|large|enough|daily|weekly|monthly|free"
)
# "Jun" and "Jan" are names, too.
_MONTHS = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_SPELLS = "annual[a-z]*|centur[a-z]+|decades?|years?|months?|weeks?|days?"
_TIMES = (
    f"{DAYS}|fall|ago|today|tomorrow|yesterday|now|dawn|dusk|early|late|later|earlier|"
    "mid|before|after|during|since|until|when|while|once|then|times?|eras?|ages?|"
    "period|reign|war|easter|christmas|recent[a-z]*|current[a-z]*|past|future|ancient|"
    "modern|soon|medieval|prehistoric|antiquity|renaissance|start|beginning|end|birth|"
    "death|upon|season|following|daily|weekly|shortly|immediately|always|never|"
    "whenever|if|unless|next|twilight|sunset|sunrise|holidays?"
)
OPENS = (
    r"\A(?:(?:and|but|so|or|in|on|by|at|from|to|with|for|since|until|during|around|"
    r"about)\s+)*"
)

# Four figures are a year, three unless they end a longer number or something follows,
# which may be a unit.
_DATES = (
    rf"\b(?:{_TIMES}|{_SPELLS}|\d{{1,4}}s|\d{{1,2}}(?:st|nd|rd|th)|"
    r"\d{1,4}\s*(?:bce?|ad|ce)|\d{1,2}/\d{1,2})\b"
    rf"|\b{_MONTHS}(?=\W*\d)|\d\W*{_MONTHS}"
    r"|\b(?:1\d|20)\d\d\b|(?<![.,])\b\d{3}\b(?!\s*[a-z%])"
)
# "18.10" is a time, unless it is of an amount: "£18.10", "18.10 metres", "18.10 %".
_CLOCK = (
    r"\b(?:\d+:\d\d|\d{1,4}\s*(?:am|pm|a\.m|p\.m|h)|o['’]clock)\b"
    r"|(?<![\w.,$€£¥])(?:[01]?\d|2[0-3])[.h][0-5]\d\b"
    r"(?![.,]\d|\s*(?!(?:and|or|to|on|until|till|each|every)\b)[a-z%°$€£¥])"
)
# "For nine years" says of no year. Of the training material's 918 such answers six have
# no figure: "the first year", "sophomore".
YEAR = kind_asked(
    rf"{OPENS}(?:what|which)\s+year\b(?!\s+of\b)",
    r"\d|\bcentury\b|\b(?:first|second|third|fourth|fifth|sixth|next|last|same|this"
    r"|ago|later|earlier|sophomore|freshman|junior|senior)\b",
)
DAY = kind_asked(
    rf"{OPENS}(?:what|which)\s+(?:(?:is|was)\s+the\s+|[a-z]+\s+)?"
    r"(?:year|date|month|century|decade|day|era)s?\b",
    _DATES,
)
TIME = kind_asked(
    rf"{OPENS}(?:when\s+{AUX}|what\s+time)\b",
    f"{_DATES}|{_CLOCK}",
)
# "When does it fail?" may ask for what it fails under.
_STATE = kind_asked(
    rf"{OPENS}when\s+(?:is|are|do|does|can|may|should|must)\b",
    rf"{TIME.said.pattern}|\b(?:where|in\s+case|under|over|above|below|with)\b",
)
_NUMBER = kind_asked(
    r"\bhow\s+(?:many|much|old|long|often|frequently|far\s+(?:ahead|back|in))\b"
    r"|\bwhat\s+(?:percent|percentage|proportion|fraction|share|number|population|"
    r"ph|age|temperature|length|height|weight|speed|distance|price|cost)\b"
    rf"|{COSTS}",
    rf"\b\d|\b(?:{_NUMBERS}|{_SPELLS}|hours?|minutes?|seconds?)\b",
)
# No spell of time alone: "months" is not how large something is.
SIZE = kind_asked(
    r"\bhow\s+(?:fast|far|tall|high|heavy|big|large|deep|wide|thick|hot|cold)\b"
    rf"|{WHAT_IS_THE}"
    r"(?:population|percentage|temperature|length|height|weight|width|depth|speed|"
    r"distance|cost|budget|salary)\s+of\b"
    # Keywords: "screen resolution of the tablet".
    rf"|\A(?!.*(?:\?|\b(?:{WH}|{AUX}|describe)\b))(?:[\w'’-]+\s+){{0,4}}(?:resolution|capacity|population"
    r"|temperature|length|height|weight|width|depth|speed|distance)\s+(?:of|for|in|at)\b",
    rf"\b\d|\b(?:{_NUMBERS})\b",
)
# "Cheap" is one, too; "the fare policy" isn't.
PRICE = kind_asked(
    rf"{WHAT_IS_THE}(?:price|fare|fee|rent|salary|wage|toll)s?"
    r"(?:\s+(?:of|for|in|to|at|per|on|by|from|now|today)\b|\W*\Z)",
    rf"\b\d|\b(?:{_NUMBERS}|cheap(?:er|est)?|(?:in)?expensive|affordable|reasonable"
    r"|fair|good|great|low(?:er|est)?|high(?:er|est)?|same)\b",
)
VERSION = kind_asked(rf"{OPENS}(?:what|which)\s+(?:version|release)\b", r"\d")
NAME = kind_asked(rf"{OPENS}(?:who|whom|whose|where)\b", r"[^\W\d_]")
# Who did it, and when, is no reason.
REASON = kind_asked(
    rf"{OPENS}why\b",
    rf"\b(?!(?:{_TIMES}|{_SPELLS}|{_NUMBERS}|the|and|in|on|at|by|of|from)\b)"
    r"(?-i:[a-z]++)",
)
WHEN = (_STATE, TIME, YEAR, DAY)
FIGURES = (_NUMBER, SIZE, PRICE)
_KINDS = (REASON, *WHEN, VERSION, *FIGURES, NAME)


def kind_of(question: str) -> KindAsked | None:
    """Give the kind of answer that a question wants, where its words tell."""
    text = question.strip()
    return next((kind for kind in _KINDS if kind.asked.search(text)), None)
