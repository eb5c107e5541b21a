"""The names in a question, by how its language writes them.

Most languages write a name with a capital. German writes every noun so: there a name
stands behind "in" or "von", or has a second word. Japanese writes foreign ones in
katakana, and Chinese with few characters that are used for their sounds. An Arabic one
may stand behind "in" without an article. In these and in Korean a word that a model
knows by itself is a name where it takes it for one. In Thai only Latin letters do.
"""

import re
from collections.abc import Sequence

from rag.types import Span

MOST_NAMED, TITLE_CHARS = 3, 4
"""A question with more capitals, and no words of so many small letters, is a title."""

LEAST_CHARS = 2
"""One character is no name by itself."""

_UPPER = "".join(letter for letter in map(chr, range(0x530)) if letter.isupper())
_BETWEEN = r"[\s-]+(?:of\s+)?(?:the\s+)?"
_CAPITAL = rf"[{_UPPER}][\w'’.]*"
_CAPITALS = rf"{_CAPITAL}(?:{_BETWEEN}{_CAPITAL})*"
_CAPITALIZED = re.compile(rf"(?:(?<=[\w,] )|(?<=\w['’])){_CAPITALS}")
_GERMAN = re.compile(
    rf"(?:(?<=\b[Ii]n )|(?<=\b(?:[Aa]us|[Bb]ei|[Vv]on) )|(?<=\b[Nn]ach )){_CAPITAL}"
    rf"(?: {_CAPITAL})*(?![\w-])|(?<=[\w,] ){_CAPITAL}(?<!s)(?: {_CAPITAL})+(?![\w-])"
)
_LATIN = "[A-Z][a-z]{3,}"
_JOINS = "・·•‧"  # first names and last ones
_JAPANESE = re.compile(rf"[ァ-ヴー]{{2,}}(?:[{_JOINS}][ァ-ヴー]{{2,}})*|{_LATIN}")

_ARABIC = re.compile(
    r"(?:(?<=\b(?:في|من|عن) )|(?<=\b[إا]لى ))(?!ال|لل|ماذا)[\u0621-\u064a]{4,}"
    rf"(?<!ه)(?<!ة)(?<!ها|هم|هن|نا|كم|ين|ون|ات)\b|{_LATIN}"
)

_KATAKANA = re.compile(f"[ァ-ヴー{_JOINS}]")
_PART = re.compile(r"[\w\u064b-\u0652]")  # letters, and the vowels of Arabic ones
_HAN = re.compile("[一-鿿]")
_HANGUL = re.compile("[가-힣]")
_LETTERS = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?\Z|[.]\Z")
_SUFFIX = re.compile(r"['’.].*\Z")

_SOUNDS = (
    "阿埃艾爱安奥澳巴班贝本比彼别宾波伯博布达戴丹道德登迪蒂杜敦顿多厄恩尔法凡菲费芬弗福夫盖甘戈格根古哈海汉赫亨"
    "胡华怀霍基吉季加贾简杰金卡凯坎康考科克肯库夸拉莱兰朗劳勒雷黎里利莉林卢鲁路伦罗洛马迈曼毛梅门蒙米密明摩莫姆"
    "穆拿纳娜奈南内尼涅宁纽努诺欧帕潘佩彭皮平珀普齐恰乔切琼丘萨塞赛桑森沙山舍圣施史舒斯丝苏索塔泰坦唐特提廷图托"
    "陀瓦万旺威韦维魏温文沃乌武西希锡夏香谢辛休许雪雅亚延扬耶叶伊英尤约泽扎詹芝朱兹佐卑毕陆玻赞瑟哥翰逊瑞柯丁"
)
"""Characters for the sounds of foreign names, mostly those of the usual tables."""

_WORD = re.compile(rf"{_CAPITAL}|[\u0621-\u064a]+|[ァ-ヴー]+|[{_SOUNDS}]+")
_SIMPLIFIED = str.maketrans(
    "亞愛奧貝賓達維費漢華懷傑凱庫誇蘭勞萊羅魯倫邁門馬納內寧紐諾歐喬瓊薩賽聖絲蘇圖頓萬韋溫烏謝許葉約澤茲畢陸爾別蓋賈簡齊盧錫揚贊遜",
    "亚爱奥贝宾达维费汉华怀杰凯库夸兰劳莱罗鲁伦迈门马纳内宁纽诺欧乔琼萨赛圣丝苏图顿万韦温乌谢许叶约泽兹毕陆尔别盖贾简齐卢锡扬赞逊",
)

_CHINESE = re.compile(rf"[{_SOUNDS}]{{2,}}(?:[{_JOINS}][{_SOUNDS}]{{2,}})*|{_LATIN}")

_NO_NAMES = {
    "en": re.compile(
        rf"\A\W*(?:\w+\s+)?(?:[Ww]hat|[Ww]hich)\s+{_CAPITALS}|{_CAPITALS}\s+(?:article"
        r"|column|interview|page|paper|piece|post|report|speech|story|study|text)\b"
    ),
    "ja": re.compile(
        "(?:スマホ|ピーク|(?:デ)?メリット|コロナ|ワクチン|ユーロ|ドル|パーセント|スケジュール|アンケート|リスク"
        "|トラブル|アパート|マンション|コンビニ|ドローン|チケット|クーデター|パンデミック|マスク|ガソリン|エアコン"
        "|プラスチック|ゴミ|パスワード|クラウド|バッテリー|インフレ|デフレ|シェア|メニュー|コーヒー|ストレス|ダイエット"
        "|カロリー|リハビリ|ベッド|サラリーマン|セミナー|インバウンド|オリンピック|アルファベット)(?![ァ-ヴー])"
    ),
    "zh": re.compile(
        "多[大少古]|基[于本地金]|根本|特[别点]|内[陆部容图科]|[公英海班山林家城乡村心夜手车店院馆]里|里的"
        "|路[边旁面西南]|[马道]路|毛皮|坦克|沙拉|摩托|雷达|平[米安]|福利|马拉松|卡路里|许多|本科|森林|比赛|考古|夏季"
    ),
}
"""What is asked for, as in "Which Member of Parliament", or what says it: few texts
name the paper that they stood in. In Japanese and Chinese, words that are written so
and that no model takes for a whole."""

_OTHERWISE_NAMED = re.compile(
    r"(?:america|britain|england|europe)n?|british|english|european|france|french"
    r"|netherlands|dutch|spain|spanish|denmark|danish|poland|polish|ireland|irish"
    r"|wales|welsh|switzerland|swiss|finland|finnish|internet|dollars|euros?|pounds"
    r"|celsius|fahrenheit"
    # The reader's own country, which needn't be said, and Europe.
    r"|deutschlands?|österreichs?|schweiz|españa|méxico|francia|italia|portugal|brasil"
    r"|nederland\w*|holand\w+|hollande?|pol(?:ska?|sce|skę|ski)|росси\w+|türkiye\w*"
    r"|europ\w+|avrupa\w*|европ\w+|日本|中[国國]|ヨーロッパ|アメリカ|한국|ไทย|ประเทศไทย"
    # Institutions, and months beside others.
    r"|[ée]tat|gouvernement|président|maire|république|conseil|région|ministre"
    r"|estado|gobierno|governo|ministeri?o|ayuntamiento|presidente|rey|iglesia|congreso"
    r"|senado|nacional|prefeito|câmara|stato|sindaco|comune|consiglio|regione"
    r"|gemeente|koning|kabinet|rijk|centraal|bakanlığı|başkanı|belediyesi|meclisi|yakası"
    r"|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro"
    r"|novembro|dezembro",
    re.IGNORECASE,
)
"""What may stand there as a sign or another word: "US", "°C", "Spaniards"."""

_GERMAN_NOUN = re.compile(
    r"\w+(?:ung|heit|keit|schaft|ion|tät|nis|tum|ismus)(?:e[ns]?)?|begriff|name|thema"
    r"|titel|angaben|ansicht|art|auskunft|beginn|betrieb|bezug|ende|folge|form|hause"
    r"|hinblick|höhe|kraft|sicht|stand|zahlen|zusammenhang|jahre?|uhr|grad|prozent"
    r"|milli(?:on|arde)(?:en|n)?|\w*(?:liter|meter|tonnen|hektar|gramm|stunden)n?"
    r"|\w+(?:nahme|strom|zug|gang|mitteln?|stoffen?|preisen?|recht|arbeit(?:en)?|kosten"
    r"|wesen)|abzug|seiten|fall|gebrauch|haft",
    re.IGNORECASE,
)
"""Nouns that stand behind such words, or before another, and parts of no name."""

BY_CAPITALS = frozenset(("en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"))
"""Languages in which a capital tells a name."""

ROMAN = BY_CAPITALS - {"ru"} | {"de"}
"""Languages in Latin letters, which write most names of each other's alike."""

_WAYS = {
    **dict.fromkeys(BY_CAPITALS, _CAPITALIZED),
    **dict.fromkeys(("ko", "th"), re.compile(_LATIN)),
    "ar": _ARABIC,
    "de": _GERMAN,
    "ja": _JAPANESE,
    "zh": _CHINESE,
}


def find_names(
    question: str, language: str, known: Sequence[Span] = ()
) -> list[list[Span]]:
    """Find the names in a question, each as its words.

    A word that begins the question has a capital anyway; short forms ("UMC", "DECnet")
    are written out elsewhere, and so is what stands there as a sign.

    Args:
        question: The question.
        language: Its language, ISO 639-1.
        known: Words of it that a model takes for names by themselves.

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
    if language not in BY_CAPITALS and language != "th":
        names += [[word] for word in known if _is_whole(question, word)]
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
    return len(capitals) > MOST_NAMED and all(len(word) < TITLE_CHARS for word in small)


def _is_whole(question: str, word: Span) -> bool:
    """Tell of a word that a model takes for a name whether it is one, and not a part.

    Korean adds to its words what other languages put before them.
    """
    said = question[word.start : word.end]
    before, after = question[: word.start][-1:], question[word.end :][:1]
    if len(said) < LEAST_CHARS or not said.isalpha() or said[0].islower():
        return False
    if _KATAKANA.match(said):
        return not (_KATAKANA.match(before) or _KATAKANA.match(after))
    if _HAN.match(said):
        return True
    is_ended = _PART.match(after) is None or _HANGUL.match(said) is not None
    return is_ended and _PART.match(before) is None


def _is_spelt_so(word: str, language: str) -> bool:
    """Tell whether a name would be written so in an article, if it were there."""
    if _OTHERWISE_NAMED.fullmatch(word):
        return False
    if not word[0].isupper():
        return True
    is_whole = len(word) > 1 and word[1:].islower() and word.isalpha()
    is_noun = language == "de" and _GERMAN_NOUN.fullmatch(word)
    return is_whole and not is_noun
