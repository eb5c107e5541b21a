"""Prices, weights, ages, births and deaths that questions ask for, in ten languages.

A sentence that has none of that doesn't answer, whatever number or year it has. The
forms of all languages stand side by side: a question may be in another one than what
answers it. In English passages `rag.asking.wording.answer_types` tells more kinds.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Kind:
    """What asks for a kind of thing, and what a sentence that has one says."""

    asked: re.Pattern[str]
    said: re.Pattern[str]


def _kind(asked: str, said: str) -> Kind:
    return Kind(re.compile(asked, re.IGNORECASE), re.compile(said, re.IGNORECASE))


_FEW = r"(?:[\w'’-]+\s+){0,6}?"
"""A few words between."""

_PRICE = _kind(
    r"\bhow\s+much\s+(?:money|does?|did|is)\b.*\b(?:costs?|pa(?:id|y)|money)\b"
    r"|\bwas\s+(?:hat\s.*ge)?kostet|\bwie\s+teuer\b|\bwie\s?viel\b.*\b(?:ge)?kost(?:et|en)\b"
    rf"|\bcuánto\s+{_FEW}(?:cuesta|cost[aóe]|vale\b)|\bquanto\s+{_FEW}(?:cust|cost|vale\b)"
    rf"|\bcombien\s+{_FEW}co[uû]t|\bсколько\s+{_FEW}сто(?:ит|ил)|\bhoeveel\s+{_FEW}(?:ge)?kost"
    r"|(?<!\w)(?:بكم|كم\s+(?:كل[ّ]?ف|[يت]كل[ّ]?ف|ثمن|سعر))|多少钱|多少錢"
    r"|(?:値段|価格|料金|費用|金額)\S{0,4}いくら|^(?:[こそあ]れは)?いくら",
    r"[€$£¥￥₽]|\b(?:euros?|eur|dollars?|cents?|yuan|rubel|franken|francs?|dólar(?:es)?"
    r"|pesos?|reais|real|руб\w*|доллар\w*|евро|gulden|lire?|pfund|libras?|livres?)\b"
    r"|دولار|يورو|دينار|ريال|جنيه|درهم|[元圆円块]|美金|ドル|ユーロ|ウォン",
)
_WEIGHT = _kind(
    r"\bhow\s+heavy\b|\bhow\s+much\b.*\bweigh|\bwie\s+schwer\b|\bwie\s?viel\b.*\bwieg"
    rf"|\bcuánto\s+{_FEW}pesa|\bquanto\s+{_FEW}pesa|\bcombien\s+{_FEW}p[eè]s"
    rf"|\bсколько\s+{_FEW}вес(?:ит|ил)|\bhoeveel\s+{_FEW}w(?:ee|o)g"
    r"|(?<!\w)كم\s+(?:[يت]زن|وزن)|多重(?=[?？]|$)",
    r"(?<![^\W\d_])(?:kg|g|mg|t|lbs?)\b|\bkilo|(?<!o)gram|\bton[ns]?\w*|\bpf[uü]nd|\bpounds?\b"
    r"|\blibras?\b|\blivres?\b|кг|грамм|тонн|пуд|كيلو|[غج]رام|(?<!\w)طن|公斤|[克吨噸斤]"
    r"|キロ|グラム|トン",
)
_AGE = _kind(
    r"\bhow\s+old\b|\bwie\s+alt\b|\bcuántos\s+años\s+t[ie]|\bquantos\s+anos\s+t[eêi]"
    r"|\bquanti\s+anni\s+(?:ha|aveva)|\bquel\s+âge|\bсколько\s+(?:\w+\s+)?лет\b(?!\s+(?:назад|дл))"
    r"|\bhoe\s+oud\b|(?<!\w)كم\s+(?:عمر|يبلغ\s+عمر)|多大年[纪紀龄齡]|[几幾]岁|何歳",
    r"\d\W{0,2}(?:\w+\s+(?:d[ei]\s+)?)?(?:years?|jahr|jähr|años|anos|anni|ans\b|лет|год|jaar|سنة|عاما|[岁歲歳])"
    r"|(?<!\d)(?:1\d|20)\d\d(?!\d)|\bage[ds]?\b|\balter\b|,\s\d\d,|[（(]\d\d[)）]"
    r"|\b\w+(?:zig|zehn)\s?(?:jahr|jähr)|(?:الـ|عمر)\D{0,12}\d",
)
_BIRTH = _kind(
    r"\bwhen\s.*\bborn\b|\bwann\s.*\bgeboren\b|\bcuándo\s+nació|\bquando\s+nasceu"
    rf"|\bquando\s+{_FEW}nat[oa]\b|\bquand\s+{_FEW}(?:née?\b|naqu)|\bкогда\s.*\bродил"
    r"|\bwanneer\s.*\bgeboren\b|متى\s+و[ُ]?لد|(?:何时|什么时候|哪一?年).*出生|いつ(?:生まれ|誕生)",
    r"\bb(?:orn|irth)|\*\s?\d|\bgeb(?:or|\.)|\bnac|\bnas[cç]|\bnat[oaie]\b|\bné[es]*\b|\bnaqu|\bwelt\b|\bmond[eo]\b|на\s+свет"
    r"|род(?:ил|ив|ен|ж)|рожд|[وُ]لد|ولد|مولود|مواليد|ميلاد|出生|生于|生於|[誕诞]生|生まれ"
    r"|\d{4}\s?[-–—―~～]\s?(?:\d\d|\W)",
)
_DEATH = _kind(
    r"\bwhen\s.*\bdie[ds]?\b|\bwann\s.*\b(?:ge|ver)?st[aoi]rb|\bcuándo\s+(?:murió|falleció)"
    rf"|\bquando\s+(?:morreu|faleceu)|\bquando\s+{_FEW}mort[oa]\b|\bquand\s+{_FEW}(?:morte?\b"
    r"|décéd)|\bкогда\s.*\b(?:умер|скончал)|\bwanneer\s.*\b(?:stierf|overle|gestorven)"
    r"|متى\s+(?:توفي|مات)|(?:何时|什么时候|哪一?年).*(?:去世|逝世|死)|いつ(?:亡くな|死)",
    r"\bdie[ds]?\b|\bdea(?:d|th)|†|st[aiou]rb|\btod|\btot\b|\bersch|\bm[ou]r|\bmuer|\bfall?ec"
    r"|décéd|\btué|\buccis|\bassas|\bermord|умер|умир|сконча|смерт|погиб|уби|توف|متوف|مات|وفا"
    r"|قتل|[去逝]世|[死亡歿没殁殺杀卒薨崩]|overl|stier|dood|\d{4}\s?[-–—―~～]\s?\d\d",
)
KINDS = (_PRICE, _WEIGHT, _AGE, _BIRTH, _DEATH)


@lru_cache(maxsize=512)  # a question is looked at for each sentence
def _kinds_asked(question: str) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind.asked.search(question))


def lacks_kind(question: str, text: str) -> bool:
    """Tell whether a question asks for a kind of thing, and a text has none.

    Example:
        >>> lacks_kind("Quanto pesa un orso?", "Un orso vive 20 anni."), (
        ...     lacks_kind("Quanto pesa un orso?", "Un orso pesa 200 kg.")
        ... )
        (True, False)
    """
    return any(not kind.said.search(text) for kind in _kinds_asked(question))
