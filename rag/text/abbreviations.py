"""Points that end no sentence: of what is cut short ("ul."), and of ordinals ("19.").

The library that splits sentences knows few of them outside English. A point is followed
by a small letter, a figure or a name then, which tells which of them are meant.
"""

import re

_LAST = re.compile(r"(?:(?P<before>[^\W\d_]+)\s+)?(?P<last>[^\s(\[{\"'«„“’]+)\.\Z")
LOOKED_AT_CHARS = 40
"""So much before the point and behind it tells what it is of."""

_SHORT = re.compile(
    # English, German, French
    r"approx|arts?|cap|cf|ch(?:ap)?|eqs?|figs?|nos?|pp?|par|ref|sec|tab|vol"
    r"|abs|aug|bd|bzw|ca|d\.h|dez|evtl|feb|geb|gest|ggf|inkl|jan|jhd?|mio|mrd|nov|nr|okt"
    r"|s|sept|sog|str|u\.a|usw|vgl|z\.b|apr|av|env|éd|j\.-c|t"
    # Spanish, Portuguese, Italian
    r"|ej|n|núm|págs?|ex|fl|pagg?"
    # Polish, Dutch, Czech, Danish and Norwegian, Turkish
    r"|godz|gm|m\.in|mld|mln|np|ok|pow|r|św|tj|tys|tzn|tzw|ul|ur|w|wg|woj|ws|zm"
    r"|bijv|blz|bv|d\.w\.z|enz|i\.p\.v|m\.b\.t|o\.a|resp|t\.o\.v|č|např|nar|tzv|zemř"
    r"|bl\.a|dvs|f\.eks|kl|årh|bkz|vb|yy"
    # Russian
    r"|вв?|гг?|д|др|им|коп|млн|млрд|напр|н\.э|ок|пр|рис|род|руб|см|ср|стр|т\.е|тыс|ул|ум",
    re.IGNORECASE,
)
"""Behind these a small letter or a figure goes on with the sentence."""

_TITLES = {
    "de": re.compile(r"[DFH]r|Prof|St"),
    "en": re.compile(r"Ft|Mt|St"),
    "es": re.compile(r"Dr?|Dra|Dña|Sra?|Sres|Srta|Sta|Uds?"),
    "fr": re.compile(r"Dr|MM?|Me|Mgr|Ste?"),
    "it": re.compile(r"[Aa]vv|[Dd]ott|[Ii]ng|[Oo]n|[Pp]rof|S|[Ss]igg?"),
    "nl": re.compile(r"[Dd]hr|[Mm]evr|[Mm]w|[Pp]rof|St"),
    "pl": re.compile(r"al|bł|gen|hab|im|inż|ks|mgr|mjr|płk|prof|św|ul"),
    "pt": re.compile(r"Dr?|Dra|Eng|Sra?|Sta"),
    "ru": re.compile(r"акад|проф|св|ул"),
}
"""Behind these stands a name, in a language, ISO 639-1."""

# "Det 19. århundrede", "19. yüzyılda".
_WITH_ORDINALS = re.compile(r"cs|da|de|et|fi|h[ru]|is|lv|n[bno]|pl|s[klr]|tr")
# "Im 3. Stock", "gegen den 1. FC Köln".
_BEFORE_ORDINAL = re.compile(
    r"am|ans|beim|bis|das|de[mnrs]|die|i[mn]s?|seit|und|vom|zu[mr]|(?:ihr|sein)(?:e[mnr]?)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:Jahr(?:hundert|tausend)s?|Jh|Mal|Stock|Weltkriegs?|Jan(?:uar)?|Feb(?:ruar)?|März"
    r"|Apr(?:il)?|Mai|Juni|Juli|Aug(?:ust)?|Sept(?:ember)?|Okt(?:ober)?|Nov(?:ember)?"
    r"|Dez(?:ember)?|Dünya)\b"
)


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
        return _SHORT.fullmatch(last) is not None or (is_small and is_letter)
    titles = _TITLES.get(language)
    return titles is not None and titles.fullmatch(last) is not None


def _is_ordinal(word: re.Match[str], follows: str, language: str) -> bool:
    """Tell "the 3rd" from three, where a point makes the difference."""
    if not _WITH_ORDINALS.fullmatch(language) or len(word["last"]) > 3:
        return False
    if follows[0].islower() or _COUNTED.match(follows):
        return True
    return (
        language == "de" and _BEFORE_ORDINAL.fullmatch(word["before"] or "") is not None
    )
