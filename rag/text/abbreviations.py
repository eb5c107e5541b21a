"""Points that end no sentence: of what is cut short ("ul."), and of ordinals ("19.").

The library that splits sentences knows few of them outside English. A point is followed
by a small letter, a figure or a name then, which tells which of them are meant.
"""

import re
from collections.abc import Mapping

_LAST = re.compile(r"(?:(?P<before>\w+)\s+)?(?P<last>[^\s(\[{\"'«„“’]+)\.\Z")
LOOKED_AT_CHARS = 40
"""So much before the point and behind it tells what it is of."""

_SHORT = {
    language: re.compile(words, re.IGNORECASE)
    for language, words in {
        "cs": r"č|např|nar|r|str|tj|tzv|zemř",
        "da": r"bl\.a|ca|dvs|f\.eks|kl|nr|årh",
        "de": r"abs|art|aug|bd|bzw|ca|d\.h|dez|evtl|feb|geb|gest|ggf|inkl|jan|jhd?|mio"
        r"|mrd|nov|nr|okt|s|sept|sog|str|u\.a|usw|vgl|z\.b",
        "en": r"approx|arts|cf|chap?|eqs?|figs?|pp|sec|vol",
        "es": r"art|n|núm|págs?|p\.ej|vol",
        "fr": r"apr|art|av|chap|env|fig|j\.-c|pp?|vol|éd",
        "it": r"art|artt|cap|fig|n|pagg?",
        "nl": r"blz|bijv|bv|ca|d\.w\.z|enz|i\.p\.v|m\.b\.t|nr|o\.a|resp|t\.o\.v",
        "pl": r"godz|m\.in|mld|mln|np|nr|ok|r|str|tj|tys|tzn|tzw|ul|ur|w|wg|woj|zm|św",
        "pt": r"art|fl|n|pág|págs|p\.ex",
        "ru": r"вв?|гг?|д|коп|млн|млрд|напр|н\.э|ок|рис|руб|см|ср|стр|т\.е|тыс|ул",
        "tr": r"bkz|vb|yy",
    }.items()
}
"""Behind these a small letter or a figure goes on with the sentence, in a language, ISO
639-1. None is a word that may end one."""

# Of what is a word elsewhere, only where it begins as a name does: "Ch. 3".
_LARGE_SHORT = re.compile(r"Art|Arts|Cap|Ch|Eq|Eqs|Fig|No|Par|Ref|Sec|Tab|Approx")

_TITLES = {
    "de": re.compile(r"[DFH]r|Prof|St"),
    "en": re.compile(r"Ft|Mt|St"),
    "es": re.compile(r"Dr|Dra|Dña|Sra?|Sres|Srta|Sta"),
    "fr": re.compile(r"Dr|MM?|Mgr|Ste?"),
    "it": re.compile(r"[Aa]vv|[Dd]ott|[Ii]ng|[Oo]n|[Pp]rof|S|[Ss]igg?"),
    "nl": re.compile(r"[Dd]hr|[Mm]evr|[Mm]w|[Pp]rof|St"),
    "pl": re.compile(r"al|bł|gen|hab|inż|ks|mgr|mjr|płk|prof|św|ul"),
    "pt": re.compile(r"Dr|Dra|Eng|Sra?|Sta"),
    "ru": re.compile(r"акад|проф|св|ул"),
}
"""Behind these stands a name, but not behind a figure ("450 M."), in a language."""

# "Det 19. århundrede", "19. yüzyılda".
_WITH_ORDINALS = re.compile(r"cs|da|de|et|fi|h[ru]|is|lv|n[bno]|pl|s[klr]|tr")
# "Im 3. Stock", "gegen den 1. FC Köln", and not "bis zum 3. Danach war ...".
_BEFORE_ORDINAL = re.compile(
    r"am|ans|beim|das|de[mnrs]|die|i[mn]s?|vom|zu[mr]|(?:ihr|sein)(?:e[mnr]?)?",
    re.IGNORECASE,
)
_BEGINS_SENTENCE = re.compile(
    r"(?:Aber|Alle|Als|Auch|Auf|Bei|Bis|Da|Dabei|Dann|Danach|Das|Dem|Den|Der|Die|Dies\w*"
    r"|Doch|Ein\w*|Er|Es|Für|Hier|Ich|Ihr\w*|Im|In|Jetzt|Man|Mit|Nach|Nun|Nur|Sein\w*"
    r"|Sie|So|Und|Von|Vor|Was|Wenn|Wer|Wie|Wir|Zu|Zum|Zur)\b"
)
_COUNTED = re.compile(
    r"(?:Jahr(?:hundert|tausend)s?|Jh|Stock|Weltkriegs?|Jan(?:uar)?|Feb(?:ruar)?|März"
    r"|Apr(?:il)?|Juni|Juli|Aug(?:ust)?|Sept(?:ember)?|Okt(?:ober)?|Nov(?:ember)?"
    r"|Dez(?:ember)?)\b"
)
_COUNTED_IN_TURKISH = re.compile(r"Dünya\b")


def goes_on(before: str, after: str, language: str) -> bool:
    """Tell whether a sentence goes on behind a point, which ends no more than a word.

    Args:
        before: Text up to the point.
        after: What follows it.
        language: Its language, ISO 639-1.

    Example:
        >>> goes_on("Er wohnt im 3.", "Stock des Hauses.", "de")
        True
        >>> goes_on("Es waren 3.", "Danach kamen mehr.", "de")
        False
        >>> goes_on("La casa de M.", "Dupont", "fr"), goes_on("450 M.", "Dupont", "en")
        (True, False)
    """
    word = _LAST.search(before.rstrip()[-LOOKED_AT_CHARS:])
    follows = after[:LOOKED_AT_CHARS].lstrip()
    if word is None or not follows:
        return False
    if follows[0] in "ºª-":  # "n.º 5", "av. J.-C."
        return True
    last, is_small = word["last"], follows[0].islower()
    if last.isdigit():
        return _is_ordinal(word, follows, language)
    if is_small or follows[0].isdigit():
        is_letter = len(last) == 1 and last.isalpha()
        return _is_short(last, language) or (is_small and is_letter)
    return _has(_TITLES, last, language) and not (word["before"] or "").isdigit()


def _is_ordinal(word: re.Match[str], follows: str, language: str) -> bool:
    """Tell "the 3rd" from three, where a point makes the difference."""
    if not _WITH_ORDINALS.fullmatch(language) or len(word["last"]) > 3:
        return False
    if follows[0].islower():
        return True
    if language != "de":
        return language == "tr" and _COUNTED_IN_TURKISH.match(follows) is not None
    if _COUNTED.match(follows):
        return True
    is_led_up_to = _BEFORE_ORDINAL.fullmatch(word["before"] or "") is not None
    return is_led_up_to and not _BEGINS_SENTENCE.match(follows)


def _is_short(word: str, language: str) -> bool:
    is_large = word[0].isupper() and _LARGE_SHORT.fullmatch(word) is not None
    return is_large or _has(_SHORT, word, language)


def _has(known: Mapping[str, re.Pattern[str]], word: str, language: str) -> bool:
    words = known.get(language)
    return words is not None and words.fullmatch(word) is not None
