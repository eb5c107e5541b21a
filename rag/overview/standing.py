"""Whether a sentence can be read without the ones around it.

No grammar takes part: a sentence that begins with a pronoun or with a word that joins
it to the one before leans on that one, and so does a question or a very short one.
Lines that are no sentences of the text at all (labels, links, references, rows of a
table, what leads to other pages) never stand.
"""

import re
from enum import IntEnum

from rag.text.asides import is_aside

MIN_CHARS, MAX_CHARS = 40, 400
"""Of a sentence that says something by itself, and that is read at a glance."""

MIN_WIDE_CHARS = 15
"""The least in Chinese and Japanese, whose characters say about thrice as much."""


class Standing(IntEnum):
    """How well a sentence stands alone, the best last."""

    NO_SENTENCE = 0
    LEANS = 1
    STANDS = 2


_OPENINGS = {
    "en": """it its he she they his her their him them this that these those such
        another others and but or so yet nor however nevertheless nonetheless
        moreover furthermore thus therefore hence also then instead meanwhile otherwise
        similarly likewise conversely consequently accordingly additionally besides
        indeed still again here finally second secondly third thirdly next rather
        in|addition for|example for|instance in|contrast by|contrast as|a|result
        as|such in|turn in|fact in|particular in|this in|these at|this at|that
        of|these of|those on|the|other|hand on|the|contrary the|former the|latter
        the|same the|other for|this for|these with|this because|of|this after|this
        after|that since|then at|the|same|time to|address""",
    "de": """er sie es ihr ihre sein seine dies diese dieser dieses diesem diesen jene
        jener solche aber und oder doch jedoch dennoch deshalb deswegen daher darum
        dadurch damit dabei dazu dafür danach dann außerdem zudem ferner allerdings so
        somit also hingegen dagegen auch hier dort beide zum|beispiel""",
    "fr": """il elle ils elles ce cela ceci cette ces cet c'est c’est leur leurs son sa
        ses mais et ou donc or car ainsi cependant toutefois pourtant ensuite puis aussi
        par|exemple en|effet de|plus en|outre en|revanche par|ailleurs""",
    "es": """él ella ellos ellas esto este esta estos estas eso ese esa pero y o sin
        así además también entonces luego por|ejemplo por|eso por|lo su sus ambos""",
    "pt": """ele ela eles elas isto isso este esta estes estas esse essa esses essas
        mas e ou porém contudo além assim também então depois por|exemplo por|isso seu
        sua seus suas ambos""",
    "ru": """он она оно они это этот эта эти его её ее их но и а или однако поэтому
        также кроме затем потом так таким тогда там здесь например""",
    "ar": """هو هي هم هذا هذه ذلك تلك هؤلاء لكن ولكن كما أيضا لذلك وهو وهي وهذا وهذه
        ثم وقد وكان وكانت""",
}  # fmt: skip
_WIDE_OPENINGS = {
    "zh": """他 她 它 这 這 那 此 但 而 然而 因此 所以 不过 不過 并且 並且 同时 同時 其
        该 該 另外 例如 随后 隨後 之后 之後 于是 於是""",
    "ja": """これ それ この その あの 彼 しかし また そして だが ただし 例えば さらに
        一方 なお そのため ここ""",
}  # fmt: skip


def _pattern(openings: str, end: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\|", " ") for word in openings.split())
    return re.compile(rf"\W*(?:{'|'.join(words)}){end}", re.IGNORECASE)


_LEANS = {code: _pattern(words, r"(?!\w)") for code, words in _OPENINGS.items()}
_LEANS |= {code: _pattern(words, "") for code, words in _WIDE_OPENINGS.items()}

_POINTS_BACK = re.compile(
    r"\W*(?:\w+ )?of (?:its?|his|her|their|them|this|these|those)(?!\w)|"
    r"[^,]{1,80}, (?:it|he|she|they|this|these|its|his|her|their)(?!\w)|"
    r"\W*(?:if|when|while|as|because|since|(?:al)?though|unless|once|after|before) "
    r"(?:it|he|she|they|this|that|these|those)(?!\w)",
    re.IGNORECASE,
)
"""In English: "Most of its ..." and "First shown in 1973, it ..."."""

_OWN = re.compile(
    r"\W*th(?:is|ese) (?:articles?|papers?|stud(?:y|ies)|reviews?|reports?|essays?|"
    r"years?|months?|weeks?|century|decade)(?!\w)",
    re.IGNORECASE,
)
"""What a "this" in English may point to from anywhere in a text."""

_END = re.compile(r"[.!…。！．।۔]['\"”’»」』)\]]*\s*(?:\[[\d,;–\- ]+\]\W{0,2})*$")
_ASKS_OR_BREAKS_OFF = re.compile(r"(?:[?？؟…]|\.\.\.)['\"”’»」』)\]]*$")
_CELLS = re.compile(r"\s\|\s")
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LABEL = re.compile(
    r"\W*(?:by|from|authors?|date|published|updated|source|photos?|images?|credits?|"
    r"doi|licen[cs]e|keywords?|correspondence|editors?|copyright|figure \d+|table \d+|"
    r"fig\. ?\d+)\s*[:.|]",
    re.IGNORECASE,
)
_DECLARES = re.compile(
    r"\W*(?:(?:the |all )?authors? (?:declares?|disclos|report no|ha(?:ve|s) no)|"
    r"(?:conflicts?|competing|declarations?) (?:of )?interests?\b|"
    r"(?:data )?availability of (?:data|materials?)\b|ethics approval\b|"
    r"consent (?:for|to) (?:publication|participate)\b|"
    r"th(?:e|is) (?:work|study|research) was (?:supported|funded)\b)",
    re.IGNORECASE,
)
"""What a paper states of itself at its end, in English."""

_LINK = re.compile(r"https?:|www\.|\bdoi:|\S@\S", re.IGNORECASE)


def standing(text: str, language: str) -> Standing:
    """Say how well a sentence stands alone.

    Args:
        text: The sentence.
        language: ISO 639-1 code; openings are known of nine languages.

    Example:
        >>> standing("But it was clear that the first bridge would not hold.", "en")
        <Standing.LEANS: 1>
    """
    is_no_sentence = (
        _LABEL.match(text)
        or _DECLARES.match(text)
        or _LINK.search(text)
        or _CELLS.search(text)
        or is_aside(text, None)
    )
    if is_no_sentence:
        return Standing.NO_SENTENCE
    # What ends so, or without an end, wants what comes behind it.
    if _ASKS_OR_BREAKS_OFF.search(text) or not _END.search(text):
        return Standing.LEANS
    least = MIN_WIDE_CHARS if _WIDE.search(text) else MIN_CHARS
    if not least <= len(text) <= MAX_CHARS:
        return Standing.LEANS
    return Standing.LEANS if _leans(text, language) else Standing.STANDS


def _leans(text: str, language: str) -> bool:
    # With a small letter the second half of a sentence begins.
    if next(filter(str.isalnum, text), "").islower():
        return True
    opening = _LEANS.get(language)
    if opening and opening.match(text):
        return not _OWN.match(text)
    return language == "en" and _POINTS_BACK.match(text) is not None
