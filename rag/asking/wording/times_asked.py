"""Durations, times of day and dates that questions ask for, in twelve languages.

As `rag.asking.wording.measures_asked` has what is measured otherwise.
"""

from rag.asking.wording.kinds import counted, kind_asked

_MINUTES = (
    r"se[ckg]und|секунд|ثاني|秒|minut|минут|دقيق|دقائق|分(?![之店公支])|stunde|stünd|\bhours?\b"
    r"|\bhoras?\b|\bor[ae]\b|heure"
    r"|\bчас|\buur\b|\buren\b|godzin|ساع|小时|鐘頭|钟头|時間|时间"
)
_SHORT = kind_asked(
    rf"{counted(rf'(?!分(?![钟鐘間间]))(?:{_MINUTES})')}|何分(?=[？?]|で|か)",
    rf"{_MINUTES}|"
    r"\d\s?(?:h|min|s|мин|ч|с)\b|\d:\d\d|tag|day|día|giorn|jour|\bдн|д[её]н|dag|dni|dzień|dia\b"
    r"|dias\b|halb|half|demi|medi[oa]|mezz|пол|[天半]|\d日",
)
SPELL = (
    rf"{_MINUTES}"
    r"|tage?n?\b|tägig|\bdays?\b|días?\b|dias?\b|giorn|jour|дн(?:ей|я|и|ю)\b|\bдень|дневн"
    r"|\bdag(?:en)?\b|\bdni\b|\bdzień|يوم|[أا]يام|[天日]"
    r"|woche|wöch|\bweeks?\b|\bweken\b|seman|settiman|semain|недел|tygodni?|[أا]?سب[وا]+[عب]|[周週]"
    r"|monat|\bmonths?\b|mes(?:es|[ie])?\b|mois|месяц|maand|miesi|شهر|[أا]شهر|月"
    r"|jahr|jähr|\byears?\b|años?\b|ann[io]\b|anos?\b|\bans?\b|année|лет(?:ия|н|\b)|год|jaar|\brok"
    r"|\blat\b|\blata\b|سن[ةوي]|عام|[أا]عوام|年"
    r"|jahrzehnt|decad|décen|decen|десятилет|dekad|siècle|siglo|secol|sécul|век|eeuw|wiek|世[纪紀]"
)
_DURATION = kind_asked(
    rf"{counted(rf'(?!{_MINUTES})(?!(?<=何)[年月日](?!間))(?:{SPELL})')}"
    r"(?!\s+(?:tienen?|tenía|tem|tinha"
    r"|(?:ha|hanno|aveva)(?!\s+\w+t[oaie])|ma|miał[ao]?|mają|назад"
    r"|было|исполнилось|ему|ей|им|вам)\b|(?<=年)[轻輕级級]"
    r"|(?<=天)[才文然]|(?<=分)[店公支]|(?<=月)[饼餅亮]|(?<=日)[本语語]|(?<=[周週])[边邊])"
    r"|\bwie\s+lange\b|\bcuánto\s+(?:dur|tard|tiempo)|\bquanto\s+(?:dur|demor|tempo)"
    r"|\bcombien\s+de\s+temps|\bdure(?:nt|ra)?\s+combien|\bсколько\s+(?:времени|дл[ия])|\bкак\s+долго"
    r"|\bhoe\s?lang\s+(?!is|zijn|was|waren)|\bjak\s+długo\b|\bile\s+(?:trwa|czasu)"
    r"|(?<!\w)كم\s+(?:من\s+الوقت|مدة|استغرق|يستغرق|دام)|多久|多[长長][时時]|どの(?:くらい|ぐらい)の?(?:時間|期間)",
    rf"{SPELL}|\d:\d\d|\d\s?(?:h|min|s|seg|мин|ч|с)\b|\d{{3,4}}\D{{1,40}}\d{{3,4}}"
    r"|\b(?:immer|always|forever|ewig|dauerhaft|toujours|siempre|sempre|всегда|постоянно|lebens"
    r"|vita\b|vida|vie\b)"
    r"|\b(?:seit|since|depuis|desde|dal(?:l['’])?|sinds|с\s+\d|od\s+\d|bis|until|till|jusqu|hasta"
    r"|até|fino|до|tot|do)\b|منذ|حتى|まで|から|直到|到|[永终終]"
    r"|lang(?:e|er)?\b|\bkurz|\btemps|\btiempo|(?<!\bun\s)\btempo|\bвремен|\btijd|\bczas|monde?\b"
    r"|nacht|\bnuit|\bnoche|\bnotte|\bnoite|ноч|утр|вечер|lato|zim|летом|зим"
    r"|\bd'été|sommer|winter|\bété\b|hiver|veran|invier|estate|inverno|saison|season|sezon|сезон|季"
    r"|夏|冬|夜|朝|晩|時",
)
_CLOCK = kind_asked(
    r"\b(?:um|ab|bis|gegen|vor|nach)\s+(?:wie\s?viel|welcher)\s+uhr|\bzu\s+welcher\s+uhrzeit"
    r"|\bquelles?\s+heures?\b|\bqué\s+horas?\b|\bque\s+horas?\b|\b(?:a\s+)?che\s+or[ae]\b|\bhoe\s+laat\b"
    r"|\b(?:o|od|do)\s+której\s+godzin|^\W*(?:o|od|do)\s+której\s+(?:otwier|zamyk|zaczyn|odj"
    r"|odchod|przyj|rusz|rozpocz|jest|kończ|startuj)"
    r"|^\W*(?:а\s+)?во\s+сколько\b(?!\s+раз)|\bв\s+котором\s+часу|\b(?:с|до)\s+скольки\b"
    r"|(?<!\w)(?:[أا]ي\s+ساعة|كم\s+الساعة)(?!\w)"
    r"|[几幾][点點](?![建意])|何時(?=に|です|開|閉|[？?])",
    r"\d\s?[:.h]\s?\d\d(?!\d|\s?[€%])|\d\s?h\b|\d\s?hs?\b|uhr|\d\s?[ap]\.?\s?m\b|o['’]clock"
    r"|[〇一二三四五六七八九十两兩\d]\s?[点點時时](?!間|间)"
    r"|\b\d{1,2}\s?(?:[-–—]|bis|to|a|al|às|à|até|до|tot|do|and|und|et|y|e|и)\s?\d{1,2}\b"
    r"|mittag|mitternacht|morgen|abend|nacht|früh|sonnen|dämmer|\bhalb\b|viertel"
    r"|\bum\s+(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
    r"|heure|midi|minuit|matin|soir|nuit|aube|(?:lever|coucher)\s+du"
    r"|\bhor[ay]s?\b|medi[oa]d|medianoche|mañana|tarde|noche|madrugada|aman|anoch"
    r"|\blas?\s+(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|\d)"
    r"|mei[oa][-\s](?:dia|noite)|manhã|noite|\bàs\s|\bor[ae]\b|mezzogiorno|mezzanotte|mattin"
    r"|sera\b|pomerigg|notte|\balba\b|tramonto"
    r"|\b(?:alle|dalle|all['’]|alla)\s?(?:un|due|tre|quattro|cinque|sei|sette|otto|nove|dieci"
    r"|undici|dodici|venti|\d)"
    r"|полдень|полудн|полноч|утр|вечер|ноч|рассвет|закат|\bчас|\bдня\b"
    r"|\buur\b|middag|middernacht|ochtend|avond|nacht|half\s|godzin|połud|północ|\bran[oa]\b|wiecz"
    r"|noc[yą]|świt|\b(?:pierwsz|drug|trzeci|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt"
    r"|\w+nast)(?:ej|ą)\b"
    r"|noon|midnight|morning|evening|dawn|dusk|sunset|sunrise|صباح|مساء|ظهر|ليل|الساعة|فجر"
    r"|[早晚夜朝夕昼午晨]|jederzeit|rund\s+um|24\s?h|toujours|tout\s+temps|immer"
    r"|geschlossen|fermé|cerrad|chius|fechad|закрыт|closed|gesloten|zamkni|مغلق|定休|休[業馆館]",
)
_MONTHS_AND_DAYS = (
    r"\b(?:jan|feb|fév|fev|gen(?:n|er)|ener|jän|mär|mar[sçzt]|apr|avr|abr|ma[iïy]|magg|ma(?:io|yo)"
    r"|jun|juin|giug|jul|juil|lugl|aug|ago|août|agosto|sep|sett|"
    r"set(?:em|iem)|okt|oct|ott|out|nov|de[czs]|dic|déc|stycz|lut[ye]|kwie|czerw|lip(?:iec|ca|cu)"
    r"|sierp|wrze|paźdz|listop|grud)"
    r"|январ|феврал|март|апрел|\bма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|понедельн"
    r"|вторник|\bсред[уыа]|четверг|пятниц|суббот|воскресен"
    r"|\w+tags?\b|\w+day\b|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles"
    r"|jueves|viernes|sábado|domingo|-feira|(?:lune|marte|mercole|giove|vener)dì?|sabato|domenica"
    r"|\w+dag\b|poniedz|wtor|środ|czwart|piąt|sobot|niedziel|يناير|فبراير|مارس|[أإا]بريل|مايو"
    r"|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر"
    r"|(?:ال)(?:[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة|سبت|[أا]حد)"
)
_DAY = kind_asked(
    r"\b(?:welche[rnms]?|quel(?:le)?s?|qué|quale?|che|welke?|som?\s+que)\s+(?:datum|tag(?:en?)?\b"
    r"|date\b|jours?\b|día|giorn|data\b|dag\b)"
    r"|\b(?:em\s+)?que\s+dia\b|\bкак(?:ого|ое|им)\s+числ|\bкак(?:ой|ого)\s+д(?:ень|ня)\b"
    r"|\bкотор(?:ego)\s+dnia|\bktóre(?:go|j)\s+(?:dnia|daty)"
    r"|哪一?天|[几幾]月[几幾]|[几幾][号號]|何月|何日(?!間)|何曜日",
    rf"{_MONTHS_AND_DAYS}|\d\d?\s?[./]\s?\d|\d\.\s|\b(?:el|le|il|em|dia|día)\s+\d|\d\s?[月日号號]"
    r"|[一二三四五六七八九十]\s?[月日号號]|星期|[礼禮]拜|[周週][一二三四五六日末]|曜|[昨今明前翌]"
    r"|heute|gestern|morgen|täglich|\btag(?:e|s|es)?\b|oggi|ieri|domani|hoy|ayer|hoje|ontem"
    r"|aujourd|\bhier\b|demain|\bjour|\bdía|\bgiorn|\bdias?\b"
    r"|сегодня|вчера|завтра|\bд(?:ень|ня|ни|ней)\b|vandaag|gister|\bdag|dziś|wczoraj|jutro|\bdzień"
    r"|\bdnia|\bdni\b"
    r"|ostern|weihnacht|silvester|neujahr|pâques|noël|navidad|nochevieja|natal|pasqua|pascua"
    r"|páscoa|capodanno|рожд|пасх|нов\w+\s+год|kerst|pasen|wielkan|يوم|يومًا",
)

TIMES = (_SHORT, _DURATION, _CLOCK, _DAY)
