"""Numbers and times that questions ask for, and sentences state, in ten languages.

A reader knows them in English (`rag.asking.wording.answer_types`). Where nothing reads,
a "wie viele" or "多少" is answered by a sentence that has a number. The forms of all
languages stand side by side: a question may be in another one than what answers it.
"""

import re
from functools import lru_cache

from rag.asking.wording.kinds import ENDING
from rag.asking.wording.kinds_asked import asks_kind, lacks_kind
from rag.asking.wording.measures_asked import MEASURES, UNITS

_HOW_MANY = (
    # English, German
    r"\bhow\s+(?:many|much|old|far|tall|high|fast|large|big|deep|heavy)\b"
    r"|\bwhat\s+(?:percentage|proportion|share|number|temperature)\b"
    r"|\bwie\s?viele?[rn]?\b(?!\s+uhr)|\bwie\s+(?:hoch|alt|gro(?:ß|ss)|weit|teuer|oft|schwer)\b"
    r"|\bwas\s+kostet|\bwelche[rnms]?\s+(?:alter|anteil|prozentsatz|temperatur)\b"
    # Spanish, Portuguese, Italian, French
    r"|\bcuánt[oa]s?\b(?!\s+(?:dur|tard|tiempo))|\bqué\s+(?:porcentaje|temperatura|edad|cantidad)\b"
    r"|\bquant[oaie]s?\b(?!\s+(?:dur|demor|temp))|\bque\s+(?:percentagem|porcentagem|idade)\b"
    r"|\bcombien\b(?!\s+de\s+temps)|\bquel(?:le)?\s+(?:âge|pourcentage|température)\b"
    # Russian, Arabic
    r"|\bсколько\b(?!\s+(?:времени|длит))|\bкак(?:ой|ую)\s+(?:процент|долю|температур[ау])\b"
    r"|(?<!\w)(?:كم|بكم)(?!\w)(?!\s+(?:من\s+الوقت|مدة|استغرق|يستغرق|دام))"
    # Chinese, Japanese
    r"|多少|几[个個名次人年月天元岁歲种種家所座]|幾[個名次人年月天元歲種]|多[大高重远遠深]"
    r"|いくら|いくつ|何(?:人|個|名|回|台|円|歳|年間|キロ|メートル|ミリ|グラム|パーセント|％|%)"
)
_HOW_MUCH = (
    # What is measured, by its name.
    r"\bwhat(?:\s+is|['’]s|\s+was)\s+the\s+(?:\w+\s+)?(?:speed|height|length|population)\b"
    r"|\bwie\s+(?:schnell|breit|tief)\b|\b(?:welche|mit\s+welcher|in\s+welcher|wie\s+ist\s+die)"
    r"\s+(?:geschwindigkeit|höhe|länge|tiefe|fläche|entfernung|einwohnerzahl)\b"
    r"|\b(?:a\s+qué|cuál\s+(?:es|era|fue)\s+la)\s+(?:velocidad|altura|longitud|profundidad"
    r"|superficie|distancia|población)\b"
    r"|\b(?:a\s+que|qual\s+(?:é|era|foi)\s+a)\s+(?:velocidade|altura|profundidade|área"
    r"|distância|população)\b"
    r"|\b(?:a\s+che|qual\s+è\s+(?:la|l['’]))\s*(?:velocità|altezza|lunghezza|profondità"
    r"|superficie|distanza|popolazione)\b"
    r"|\b(?:à\s+quelle|quelle\s+(?:est|était)\s+la)\s+(?:vitesse|hauteur|longueur|profondeur"
    r"|superficie|distance|population)\b"
    r"|\bкаков[аы]?\s+(?:\w+\s+)?(?:скорость|высота|длина|глубина|площадь|численность|цена"
    r"|стоимость|масса|температура)\b|\bс\s+какой\s+скоростью\b"
    r"|\bна\s+какой\s+(?:высоте|глубине)\b"
    r"|(?<!\w)ما\s+(?:ه[يو]\s+)?(?:سرعة|ارتفاع|طول|عمق|مساحة|نسبة|عدد)(?!\w)"
    r"|(?:速度|高度|长度|長度|深度|面积|面積|人口|价格|價格)(?:是|为|為)什[么麼]"
    r"|(?:速度|速さ|高さ|長さ|深さ|面積|人口|価格)は(?:いくら|どの|どれ|何|[？?])"
)
_WHEN = (
    r"\bwhen\s+(?:is|are|was|were|do|does|did|will|has|have)\b|\bhow\s+long\b"
    r"|\b(?:what|which)\s+(?:year|date|day|month|time)\b|\bsince\s+when\b"
    r"|\bwann\b|\bwie\s+lange?\b|\bwelche[rnms]?\s+(?:jahr|monat|tag|datum)\b"
    r"|\bcu[aá]nto\s+(?:dur|tard|tiempo)|\bquanto\s+(?:dur|demor|temp)|\bcombien\s+de\s+temps"
    r"|\bсколько\s+(?:времени|длит)|(?<!\w)كم\s+(?:من\s+الوقت|مدة|استغرق|يستغرق|دام)"
    r"|\bcuándo\b|\bqué\s+(?:año|día|mes|fecha|hora)\b|\bquando\b"
    r"|\bque\s+(?:ano|dia|mês)\b|\bquand\b|\bquelle\s+(?:année|date|heure)\b"
    r"|\bкогда\b|\bкак\s+долго\b|\bкаком\s+(?:году|месяце|веке)\b|(?<!\w)متى(?!\w)"
    r"|什么时候|何时|哪[一]?年|哪[一]?天|多久|多长时间|いつ|何(?:年|月|日|時|曜日)|どれ(?:くらい|ぐらい)"
)
_ITALIAN_TENS = (
    r"(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)"
    r"(?:[ia](?:due|tr[eé]|quattro|cinque|sei|sette|nove)?|un[oa]?|otto)"
)
_NUMBER_WORDS = (
    # English, German
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?"
    r"|half|third|quarter|double|twice|[mb]illi\w+|none)\b"
    r"|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf)(?:mal|fach\w*)?\b"
    r"|\b\w*(?:zehn|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|dreißig|(?<!jahr)hundert"
    r"|tausend)(?:ste\w*)?\b|\b(?:dutzend\w*|hälfte|drittel|viertel|doppelt\w*)\b"
    r"|\bkeine?[rnms]?\b"
    # Spanish, Portuguese, French, Italian
    r"|\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|quince"
    r"|dieci\w+|veinti?\w*|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"
    r"|cien(?:t[oa]s?)?|mil(?:l[oó]n(?:es)?)?|miles\s+de|mitad|tercio|doble"
    r"|ning[uú]n[oa]?)\b"
    r"|\b(?:dois|duas|três|quatro|sete|oito|nove|dez(?:ess\w+|oito|enove)?|onze|doze|treze|vinte"
    r"|trinta|quarenta|cinquenta|sessenta|cem|cento|milh(?:ão|ões|ares)|metade|dobro"
    r"|nenhuma?)\b"
    r"|\b(?:deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|treize|quatorze|quinze"
    r"|seize|vingt|trente|quarante|cinquante|soixante|cent(?:s|aines?)?|mille|moitié"
    r"|tiers|dizaines?|aucune?)\b"
    r"|\b(?:tre|quattro|cinque|sette|otto|dieci|undici|dodici|tredici|quindici|sedici"
    rf"|{_ITALIAN_TENS}|\w*(?<!ac)cento|\w*mila|milion[ei]|centinai[ao]|metà|terzo"
    r"|nessun[oa]?)\b"
    r"|\bdue\b(?!\s+(?:to|date|in|on|by|for)\b)"  # nor is that Italian
    # Russian, Arabic
    r"|\b(?:дв[аеу]\w{0,2}|дво(?:е|их|им)|тр[иёе][мх]?|четыр\w+|пят[иь]\w*|шест[иь]\w*"
    r"|сем(?:ь|и|ью)(?:десят\w*)?|восем\w*|восьм\w*|девят\w+|девяност[ао]"
    r"|десят\w+|\w+дцат\w+|сорока?|ст[ао]|никто|никого"
    r"|сот(?:ен|ни|ня|нях)?|тысяч\w*|милли\w+|половин\w+|трет[ьи]|четверт[ьи]|дважды"
    r"|трижды)\b"
    r"|(?<!\w)(?:[وبل]|ال){0,3}(?:[إا]ثن\w+|ثلاث\w*|[أا]ربع\w*|خمس\w*|ست(?:ة|ين|ون)"
    r"|سبع\w*|ثما[ني]\w*|تسع\w*|عشر\w*|مئ\w+|مائة|مائت\w+|[أا]لف\w*|آلاف|مليون\w*"
    r"|مليار\w*|ملايين|نصف|ثلث|ربع|\w+تين|يومين|عامين|شهرين)(?!\w)"
    # Chinese, Japanese
    r"|[二两兩三四五六七八九十百千万萬亿億半倍]"
)
_NUMBERS = rf"\d|[½⅓⅔¼¾]|{_NUMBER_WORDS}"
# "Wie viele Boote?" is answered by neither "3 Meter" nor "in 2019".
_COUNTS = (
    r"\bwie\s?viele[rn]?\b|\bcuánt[oa]s\b|\bquant(?:[oa]s|[ie])\b|\bcombien\s+d(?:e\b|['’])"
    r"|\bсколько\s+(?:человек|людей|\w+(?:ов|ев|ей))\b|\bhoeveel\s+\w+en\b|\bil[eu]\s+\w+(?:ów|i)\b"
    r"|(?:多少|[几幾])[个個名人位家所座只隻条條头頭]|何(?:人|個|名|社|軒|匹|頭|冊)|いくつ"
)
_AMOUNTS = (
    rf"[$£€¥￥₽]\s?\d[\d.,]*|(?:\d(?:[\d.,\s]*\d)?|(?:{_NUMBER_WORDS})[百千万萬亿億多]*)\s?{UNITS}{ENDING}"
    r"|\b(?:in|im|en|em|nel|dal|w|в|op|seit|since|depuis|desde)\s+(?:1[5-9]|20)\d\d(?!\d|[.,]\d)"
)
_TIMES = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|\w+day|centur(?:y|ies)|years?|months?|weeks?|days?|hours?"
    r"|minutes?|spring|summer|autumn|winter)\b"
    r"|\b(?:januar|februar|märz|april|mai|juni|juli|august|oktober|dezember|\w+tags?"
    r"|\w*jahr(?:e[ns]?|s|hundert\w*|zehnt\w*)?|monat\w*|wochen?|tage?n?|stunden?"
    r"|minuten?|frühling|sommer|herbst|winter|morgens|abends|nachts)\b"
    r"|\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre|siglos?|años?|mes(?:es)?|semanas?|días?|horas?|minutos?"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|primavera|verano|otoño"
    r"|invierno|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro"
    r"|dezembro|anos?|dias?|século|\w+-feira|verão|outono|inverno)\b"
    r"|\b(?:gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|secol[oi]|ann[oi]|mes[ei]|settiman[ae]|giorn[oi]|ore|(?:lune|marte|mercole|giove"
    r"|vener)d[iì]|sabato|domenica|autunno)\b"
    r"|\b(?:janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre|siècles?|ans?|années?|mois|semaines?|jours?|heures?|(?:lun|mar|mercre"
    r"|jeu|vendre|same)di|dimanche|printemps|(?:l['’]|en\s)été|automne|hiver)\b"
    r"|\b(?:\w*(?:январ|феврал|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w+"
    r"|март[аеу]?|понедельник\w*|вторник\w*|сред[уы]|четверг\w*|пятниц\w+|суббот\w+"
    r"|воскресен\w+|ма[йяе]|год\w*|лет|век\w*|месяц\w*|недел\w+|дн[яей]\w*|час(?:а|ов|ам|у)?|весной"
    r"|летом|осенью|зимой)\b"
    r"|(?<!\w)(?:[وب]|ال){0,3}(?:عام\w*|سن[ةو]\w*|[أا]عوام|شهر\w*|[أا]شهر|[أا]سبوع\w*|يوم\w*"
    r"|[أا]يام|ساع\w+|قرن|صيف|شتاء|ربيع|خريف)(?!\w)"
    r"|(?<!\w)(?:[وب]|ال){0,3}(?:يناير|فبراير|مارس|[أإا]بريل|مايو|يونيو|يوليو|[أا]غسطس"
    r"|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر)(?!\w)"
    r"|星期|礼拜|禮拜|曜"
    r"|[年月日天周週时時春夏秋冬]|世纪|世紀|期间|期間"
)


def _compiled(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.IGNORECASE)


_ASKS_NUMBER = _compiled(_HOW_MANY, _HOW_MUCH)
_ASKS_TIME = _compiled(_WHEN)
_NUMBER = _compiled(_NUMBERS)
_TIME = _compiled(_NUMBERS, _TIMES)
_ASKS_COUNT = _compiled(_COUNTS)
_OF_UNITS = _compiled(_AMOUNTS)
_BEHIND = re.compile(r"\s?(?:[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\d]+)")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word or figure, also one before a Chinese word, from which no space parts it."""


def asks_number(question: str) -> bool:
    """Tell whether a question asks for a number, in any of the languages.

    Example:
        >>> asks_number("Wie viele kamen?"), asks_number("Wer kam?")
        (True, False)
    """
    return _ASKS_NUMBER.search(question) is not None


def asks_figure(question: str) -> bool:
    """Tell whether a question asks for a number or a time, in any of the languages."""
    return (
        asks_number(question)
        or asks_kind(question, MEASURES)
        or _ASKS_TIME.search(question) is not None
    )


def has_number(question: str, text: str) -> bool:
    """Tell whether a text has a number, in figures or words.

    What the question says itself is none: "CR450" isn't its speed.

    Example:
        >>> has_number("几个人？", "三个人。"), has_number("几个人？", "有人。")
        (True, False)
    """
    return _NUMBER.search(_besides(question, text)) is not None


def unit_behind(words: str, rest: str) -> str:
    """Give the word behind words that end with a number, which says what it is of.

    Example:
        >>> unit_behind("noch 17", " Sekunden zu spielen")
        ' Sekunden'
        >>> unit_behind("noch", " Sekunden zu spielen")
        ''
    """
    ends = [found.end() for found in _NUMBER.finditer(words)]
    behind = _BEHIND.match(rest) if ends and ends[-1] == len(words) else None
    return behind[0] if behind else ""


def _besides(question: str, text: str) -> str:
    """Leave out of a text the figures that a question names, or doesn't count."""
    if _ASKS_COUNT.search(question) and not asks_kind(question):
        text = _OF_UNITS.sub("", text)
    named = {word for word in _WORD.findall(question) if any(map(str.isdigit, word))}
    if not named:
        return text
    return _WORD.sub(lambda found: "" if found[0] in named else found[0], text)


@lru_cache(maxsize=4096)  # a passage's sentences are looked at more than once
def states_asked(question: str, text: str) -> bool:
    """Tell whether a question asks for a number or a time, and a text has one.

    Example:
        >>> states_asked("¿Cuándo abrió?", "Abrió en mayo."), (
        ...     states_asked("¿Cuándo abrió?", "Abrió tarde.")
        ... )
        (True, False)
        >>> states_asked("¿Quién abrió?", "Abrió en mayo.")
        False
    """
    if lacks_kind(question, text):
        return False
    if asks_number(question):
        return has_number(question, text)
    if not _ASKS_TIME.search(question):
        return asks_kind(question, MEASURES)
    return _TIME.search(_besides(question, text)) is not None
