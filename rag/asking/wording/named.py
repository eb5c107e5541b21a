"""The names in a question, by how its language writes them.

Most languages write a name with a capital. German writes every noun so: there a name
stands behind "in" or "von", or has a second word. Japanese writes foreign ones in
katakana, and Chinese with few characters that are used for their sounds. An Arabic one
may stand behind "in" without an article. Korean and Thai tell no names apart, but for
those in Latin letters.
"""

import re
from collections.abc import Sequence

from rag.types import Span

MOST_NAMED = 3
LONG_CHARS = 4
"""A question with more capitals, and no long words in small letters, is a title."""

_UPPER = "".join(letter for letter in map(chr, range(0x530)) if letter.isupper())
_BETWEEN = r"[\s-]+(?:of\s+)?(?:the\s+)?"
_CAPITAL = rf"[{_UPPER}][\w'’.]*"
_CAPITALS = rf"{_CAPITAL}(?:{_BETWEEN}{_CAPITAL})*"
_CAPITALIZED = re.compile(rf"(?:(?<=[\w,] )|(?<=\w['’])){_CAPITALS}")
_GERMAN = re.compile(
    rf"(?:(?<=\b[Ii]n )|(?<=\b(?:[Aa]us|[Bb]ei|[Vv]on) )|(?<=\b[Nn]ach )){_CAPITAL}"
    rf"(?: {_CAPITAL})*(?![\w-])|(?<=[\w,] ){_CAPITAL}(?: {_CAPITAL})+(?![\w-])"
)
_LATIN = "[A-Z][a-z]{3,}"
_JAPANESE = re.compile(rf"[ァ-ヴー]{{2,}}|{_LATIN}")

_ARABIC = re.compile(
    r"(?:(?<=\b(?:في|من|عن) )|(?<=\b[إا]لى ))(?!ال|لل|ماذا)[\u0621-\u064a]{4,}"
    rf"(?<!ه)(?<!ة)(?<!ها|هم|هن|نا|كم|ين|ون|ات)\b|{_LATIN}"
)

_LETTERS = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?\Z|[.]\Z")
_SUFFIX = re.compile(r"['’.].*\Z")

_SOUNDS = (
    "阿埃艾爱安奥澳巴班贝本比彼别宾波伯博布达戴丹道德登迪蒂杜敦顿多厄恩尔法凡菲费芬弗福夫盖甘戈格根古哈海汉赫亨"
    "胡华怀霍基吉季加贾简杰金卡凯坎康考科克肯库夸拉莱兰朗劳勒雷黎里利莉林卢鲁路伦罗洛马迈曼毛梅门蒙米密明摩莫姆"
    "穆拿纳娜奈南内尼涅宁纽努诺欧帕潘佩彭皮平珀普齐恰乔切琼丘萨塞赛桑森沙山舍圣施史舒斯丝苏索塔泰坦唐特提廷图托"
    "陀瓦万旺威韦维魏温文沃乌武西希锡夏香谢辛休许雪雅亚延扬耶叶伊英尤约泽扎詹芝朱兹佐卑毕陆玻赞瑟哥"
)
"""Characters that stand for sounds in foreign names, as the usual tables have them."""

_WORD = re.compile(rf"{_CAPITAL}|[\u0621-\u064a]+|[ァ-ヴー]+|[{_SOUNDS}]+")
_SIMPLIFIED = str.maketrans(
    "亞愛奧貝賓達維費漢華懷傑凱庫誇蘭勞萊羅魯倫邁買門馬納內寧紐諾歐喬瓊薩賽聖絲蘇圖頓萬韋溫烏謝許葉約澤諸茲畢陸爾",
    "亚爱奥贝宾达维费汉华怀杰凯库夸兰劳莱罗鲁伦迈买门马纳内宁纽诺欧乔琼萨赛圣丝苏图顿万韦温乌谢许叶约泽诸兹毕陆尔",
)

_CHINESE = re.compile(rf"[{_SOUNDS}]{{2,}}|{_LATIN}")

_NO_NAMES = {
    "en": re.compile(
        rf"\A\W*(?:\w+\s+)?(?:[Ww]hat|[Ww]hich)\s+{_CAPITALS}|{_CAPITALS}\s+(?:article"
        r"|column|interview|page|paper|piece|post|report|speech|story|study|text)\b"
    ),
    "zh": re.compile("多[大少]|基于|内陆|特别"),
}
"""What is asked for, as in "Which Member of Parliament", or what says it: few texts
name the paper that they stood in. In Chinese, words of such characters."""

_OTHERWISE_NAMED = re.compile(
    r"(?:america|britain|england|europe)n?|british|english|european|france|french"
    r"|netherlands|dutch|spain|spanish|denmark|danish|poland|polish|ireland|irish"
    r"|wales|welsh|switzerland|swiss|finland|finnish|internet|dollars|euros?|pounds"
    r"|celsius|fahrenheit",
    re.IGNORECASE,
)
"""What may stand there as a sign or another word: "US", "°C", "Spaniards"."""

_GERMAN_NOUN = re.compile(
    r"\w+(?:ung|heit|keit|schaft|ion|tät|nis|tum|ismus)(?:e[ns]?)?|begriff|name|thema"
    r"|titel|angaben|ansicht|art|auskunft|beginn|betrieb|bezug|ende|folge|form|hause"
    r"|hinblick|höhe|kraft|sicht|stand|zahlen|zusammenhang|jahre?|uhr|grad|prozent"
    r"|milli(?:on|arde)(?:en|n)?|\w*(?:liter|meter|tonnen|hektar|gramm|stunden)n?",
    re.IGNORECASE,
)
"""Nouns that stand behind such words, or before another, and parts of no name."""

_WAYS = {
    **dict.fromkeys(
        ("en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"), _CAPITALIZED
    ),
    **dict.fromkeys(("ko", "th"), re.compile(_LATIN)),
    "ar": _ARABIC,
    "de": _GERMAN,
    "ja": _JAPANESE,
    "zh": _CHINESE,
}


def find_names(question: str, language: str) -> list[list[Span]]:
    """Find the names in a question, each as its words.

    A word that begins the question has a capital anyway; short forms ("UMC", "DECnet")
    are written out elsewhere, and so is what stands there as a sign.

    Args:
        question: The question.
        language: Its language, ISO 639-1.

    Example:
        >>> asked = "Who saw Ann Lee's bridge?"
        >>> [[asked[a.start : a.end] for a in name] for name in find_names(asked, "en")]
        [['Ann', 'Lee']]
    """
    question = simplified(question)
    if language in _NO_NAMES:
        question = _NO_NAMES[language].sub(_blank, question)
    way = _WAYS.get(language)
    names = [_words(name, language) for name in way.finditer(question)] if way else []
    if _is_title(question, names):
        return []
    return [
        words
        for words in names
        if all(_is_spelt_so(question[one.start : one.end], language) for one in words)
    ]


def simplified(text: str) -> str:
    """Write traditional characters that stand for sounds in their simplified form."""
    return text.translate(_SIMPLIFIED)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _words(name: re.Match[str], language: str) -> list[Span]:
    ending = _POSSESSIVE if language == "en" else _SUFFIX
    found = _WORD.finditer(name.string, *name.span())
    return [
        Span(word.start(), word.start() + len(ending.sub("", word.group())))
        for word in found
    ]


def _is_title(question: str, names: Sequence[Sequence[Span]]) -> bool:
    """Tell whether there are many capitals, and no longer words in small letters."""
    capitals = [
        word for name in names for word in name if question[word.start].isupper()
    ]
    small = (word for word in _LETTERS.findall(question) if word.islower())
    return len(capitals) > MOST_NAMED and all(len(word) < LONG_CHARS for word in small)


def _is_spelt_so(word: str, language: str) -> bool:
    """Tell whether a name would be written so in an article, if it were there."""
    if not word[0].isupper():
        return True
    is_whole = len(word) > 1 and word[1:].islower() and word.isalpha()
    is_noun = language == "de" and _GERMAN_NOUN.fullmatch(word)
    return is_whole and not is_noun and not _OTHERWISE_NAMED.fullmatch(word)
