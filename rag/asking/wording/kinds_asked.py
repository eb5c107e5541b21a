"""Ages, births, founders and more that questions ask for, in twelve languages.

A sentence that has nothing of that kind doesn't answer, whatever number or year it has:
no weight is "20 years". What asks is told narrowly, and what may be said widely: its
units, its verbs, and much that is said instead ("free", "in his eighties"). All
languages stand side by side, as a question may be in another one than what answers it.
In English passages `rag.asking.wording.answer_types` tells more kinds.
"""

import re
from collections.abc import Container
from functools import lru_cache

from rag.asking.wording.english import AUX, WH
from rag.asking.wording.kinds import KindAsked, kind_asked
from rag.asking.wording.measures_asked import MEASURES, PRICE

_PLAIN = r"(?:(?!,|\b(?:who|that|which|before|after|bevor|que|qui)\b).){0,200}"
"""Words between, none of which begins another clause."""

# Keywords: "monthly rent", "cost of the tunnel", "ticket price 2024". No kind of all
# languages, as "fare" is what to do in Italian, and a "Fee" in German a fairy.
_PRICE_WORDS = re.compile(
    rf"\A(?!\W*(?:{WH}|{AUX}|list|name|tell|give|show|explain)\b)(?:[\w'’-]+\s+){{0,6}}"
    r"(?:price|cost|fee|fare|rent|salary|wage)s?"
    r"(?:\s+(?:of|for|in|at|per|to)\b.*|\s+\d{4})?\W*\Z",
    re.IGNORECASE,
)
_AGE = kind_asked(
    r"\bhow\s+old\s+(?:is|are|was|were)\b|\bwie\s+alt\s+(?:ist|sind|war|waren|wurde|wird)\b"
    r"|\bcuántos\s+años\s+t[ie]|\bquantos\s+anos\s+t[eêi]|\bquanti\s+anni\s+(?:ha|aveva)\b(?!\s+\w+to\b)"
    r"|\bqué\s+edad\s+t|\bque\s+idade\s+t|\bche\s+età\s+(?:ha|aveva)\b"
    r"|^\W*quel\s+âge\b|\bсколько\s+(?:ему|ей|им|вам|тебе)\s+(?:было\s+)?лет\b"
    r"|\bhoe\s+oud\s+(?:is|zijn|was|waren)\b|(?<!\w)(?:كم|ما)\s+(?:كان\s+|يبلغ\s+)?عمر(?:ه|ها|هم)?(?!\w)"
    r"|\bсколько\s+лет\s+\w+[уюеи]\W*$|\bile\s+lat\s+(?:ma|miał[ao]?|mają)(?!\w)|今年多大|多大了"
    r"|多大年[纪紀龄齡]|何歳(?=です|でし|[？?]|$)",
    r"\d{3,4}|\d\s?[.,;)）。]|ig\b|[a-z]t(?:y|ies)\b|\b(?:at|aged|mit|a\s+los|à|aos|a|в|op)\s+\d{1,3}\b(?!:)|ye?ars?|jah?r|jähr|jaar|años?|anos?\b|anni|\bann[ée]e|\bans\b|лет|год|века?\b"
    r"|month|monat|maand|mes(?:es|i)?\b|mois|меся|week|woche|seman|settiman|semain|недел|centur"
    r"|siglo|secol|sécul|siècle|eeuw|\bage|alter|leeftijd|edad|età|idade|âge|возраст|genar|enne\b"
    r"|génair|nari[ao]|\balt\b|\bold\b|\boud\b|[سش]ن|عام|[أا]عوام|عمر|شهر|قرن|[岁歲歳才年月周週日齢龄齡]|世[纪紀]",
)
_BIRTH = kind_asked(
    rf"^\W*(?:when|(?:in\s+)?(?:what|which)\s+year)\s+(?:was|were|is)\s{_PLAIN}\bborn\W*$"
    rf"|^\W*(?:wann|in\s+welchem\s+jahr)\s+(?:wurden?|ist|war)\s{_PLAIN}\bgeboren\W*$"
    r"|\b(?:cuándo|qué\s+año)\s+naci(?:ó|eron)\b"
    r"|\b(?:quando|(?:che|quale)\s+anno|que\s+ano)\s+(?:nasceu|nacque|(?:è|sono)\s+nat[oaie])\b"
    rf"|\b(?:quand|quelle\s+année)\s{_PLAIN}\bné(?:e|s|es)?\W*$"
    rf"|\b(?:когда|каком\s+году)\s{_PLAIN}\bродил(?:ся|ась|ись)\b"
    r"|\b(?:kiedy|którym\s+roku)\s+urodzi(?:ł|ła|li)\s+się(?!\w)|生まれたのは(?:いつ|何年)"
    rf"|^\W*(?:wanneer|in\s+welk\s+jaar)\s+(?:is|was|werd)\s{_PLAIN}\bgeboren\W*$|متى\s+ولدت?(?!\w)"
    r"|(?:何[时時]|什[么麼][时時]候|哪一?年)出生的?(?=[?？]|$)|いつ生まれ(?=ま|た|[？?])",
    r"[（(][^()（）]*\d{3,4}|\d{4}\S{0,6}\s?[-–—―－~～]|\bb(?:orn|irth|aby)|\*|\bgeb[oauü]"
    r"|\bnac[ie]|nac[iì]|\bnas[cç]|\bnat[oaie]\b|nacque|né[es]*\b|naiss|naît|naqu|le\s+jour"
    r"|luce\b|luz\b|into\s+the\s+world|mundo|monde?\b|welt\b|wereld|jahrg|geboort|gründ|found|fond|fund|gesticht|opgericht"
    r"|urodz|род(?:и|ё|о)|рожд|свет|основ|ولد|ميلاد|مواليد|تأسس|出生|生まれ|生[于於]|[誕诞]|成立|[设設]立|[创創]"
    r"|light\s+of\s+day|\bnative|przysz\w+\s+na|\bur\.|narodz|rocznik"
    r"|\bclasse\s+\d|生を受|産声|\d年生|生在|降生|النور|levenslicht|уроженец|aus\s+dem\s+jahr",
)
_DEATH = kind_asked(
    rf"^\W*when\s+did\s{_PLAIN}\bdie\W*$|^\W*wann\s+starb(?:en)?\b(?!.*\baus\W*$)"
    rf"|^\W*wann\s+(?:ist|sind)\s{_PLAIN}\bgestorben\W*$|\bcuándo\s+(?:muri|falleci)(?:ó|eron)\b"
    r"|\bquando\s+(?:morreu|faleceu|morì|(?:è|sono)\s+mort[oaie])\b"
    rf"|\bquand\s{_PLAIN}\b(?:est|sont)\s?-?\s?\w*\s(?:morte?s?|décédée?s?)\W*$"
    rf"|\bкогда\s{_PLAIN}\b(?:умер(?:ла|ли)?|скончал(?:ся|ась|ись))\b"
    rf"|^\W*wanneer\s+(?:stierf|overleed)\b(?!.*\buit\W*$)|^\W*wanneer\s+is\s{_PLAIN}\bgestorven\W*$"
    r"|متى\s+(?:توفي|مات)ت?(?!\w)|(?:何[时時]|什[么麼][时時]候|哪一?年)[去逝]世的?(?=[?？]|$)"
    r"|いつ亡くな"
    # How many died.
    r"|\bhow\s+many\s+(?!of\b)(?:[a-z]+\s+){0,2}(?:died|were\s+killed|lost\s+their\s+lives)\b"
    r"|\bwie\s?viele\s(?:[^,]*\s)?(?:starben|ums\s+leben|getötet)\b|\bwie\s?viele\s+(?:(?-i:Tote)|todesopfer)\b"
    r"|\bcuánt[oa]s\s+(?:\w+\s+)?(?:murieron|fallecieron|muert[oa]s)\b"
    r"|\bquant[oa]s\s+(?:\w+\s+)?(?:morreram|mort[oa]s)\b|\bquant[ei]\s+(?:\w+\s+)?(?:sono\s+)?mor(?:irono|t[ei])\b"
    r"|\bcombien\s+(?:d[e’']\s?\w+\s+)?(?:de\s+morts|sont\s+mort[es]*|ont\s+péri)\b"
    r"|\bсколько\s+(?:\w+\s+)?(?:погибл[оаи]|умерл[оаи]|убит[оаы])\b"
    r"|\bhoeveel\s+(?:\w+\s+)?(?:doden|stierven|kwamen\s+om)\b|\bilu?\w?\s+(?:\w+\s+)?(?:zginęło|zmarło)\b",
    r"[（(][^()（）]*\d{3,4}|\d{4}\S{0,6}\s?[-–—―－~～]\s?\S*\d|†|\bdie[ds]?\b|dying|dea(?:d|th)|kill|\bli[vf]e|hang|shot|behead|succumb|buri|fell\b"
    r"|murder|assas|asesin|drown|suici|suizid|passed|st[aoei]+rb|stier[fv]|gestorv|\btod(?:es)?\b"
    r"|tot(?:er?|en)?\b|töd|\bleb|leven|erlag|versch[ie]+d|entschl|gefall|ertr[au]nk|fiel\b|hinger|erschoss|ermord|verunglück|umgek|mur[iio]"
    r"|muer|mort|morr|morì|fal+ec|dece[sd]|décè|décéd|óbito|e[xj]ec|exéc|éteint|éteign"
    r"|\bvie\b|vida|noy[aeé]|p[eé]r[ií]|perec|ahog|ahorc|verdr|vita|spens|scompar|tué|ucci|fusil|умер|умир|утон|сконча|смерт|погиб|уби|казн|расстрел"
    r"|кончин|жизн|moord|sneuv|overl[ei]|dood|توف|وفا|م[او]ت|قت[يل]|رحل|استشهد|[أا]عدم|اغتي|مصرع"
    r"|zgin|zmar|śmier|ofiar|opfer|victim|víctim|vittim|vítim|slachtoffer|жертв|casualt|fatal|los[st]|extin|ausgel|destro"
    r"|[死亡歿殁殺杀卒薨崩逝牺犧]|[去过過离離辞辭]世|病故|遇[难難]|永眠|他界|処刑|自[殺杀尽盡害]|没(?!有)"
    r"|surviv|sobreviv|superviv|superstit|survécu|claim|\btoll\b|\bbod(?:y|ies)\b"
    r"|massac|massakr|slaughter|deceased|wiped\s+out|carried\s+off|leichen?\b"
    r"|überleb|menschenleb|\bkam(?:en)?\b.{0,80}\bum\b|dahin|verbrann|erstick"
    r"|cadáver|\bmat(?:ó|ar|ou|aron|ad)|\bba(?:j|ix)as\b|cuerpos|corpos|corpi\b"
    r"|\bcorps\b|cadaver|caduti|tombés|dispar|\bтел[оа]?\b|труп|выжи|летальн"
    r"|уничтож|сгоре|потерял|м[её]ртв|ликвид|\bун[её]с|lichamen|omgek|dodelijk"
    r"|afgeslacht|zabi[łtcj]|zamordow|poleg|rozstrzel|uton|zgon|nie\s+żyj|umar"
    r"|życi|ciał|przeży|pochłon|istnień",
)
# A year, if only "the year before".
_YEAR = kind_asked(
    r"\b(?:what|which)\s+year\s+(?:was|were|did|does)\b(?!.*\bin\W*$)|\bin\s+welchem\s+jahr\b"
    r"|\ben\s+qué\s+año\b(?!\s+(?:de\s+carrera|escolar)\b)|\bem\s+que\s+ano\b|\ben\s+quelle\s+année\b|\bin\s+(?:che|quale)\s+anno\b"
    r"|\bin\s+welk\s+jaar\b|\bв\s+каком\s+году\b|\bw\s+którym\s+roku\b|في\s+[أا]ي\s+(?:عام|سنة)",
    # 450 may be a speed.
    r"(?<![A-Za-z\d.,])[12١٢]\d{3}(?!\d)|(?:\b(?:in|im|en|em|nel|um|from|since|by|until|before|after|von|seit|bis)\s+|[(（])\d{3}\b"
    r"|\d{3,4}[-–/]\d|\d\s?年|\b(?:bc|bce|ad|ce)\b|chr\.|j\.-c|[ad]\.\s?c\.|н\.\s?э|['’]\d\d\b|\d0(?:er|s)\b|[〇零一二三四五六七八九十]年|[今去昨前翌同]年"
    r"|year|jah?r|jähr|año|\bano\b|\ban(?:os|n[oi]|s)?\b|année|jaar|год|лет\b|rok|lat\b|centur|siècle"
    r"|siglo|sécul|secol|eeuw|век|wiek|zehnt|decad|décen|década|decen|десят|dekad|عام|[أا]عوام|سن[ةو]|قرن|世[纪紀]"
    r"|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b"
    r"|\b(?:eigh|nine)teen\s+(?:hundred|[a-z]+ty)|(?:acht|neun)zehnhundert"
    r"|\d0ern\b|\d0-[хе]|\d\s?г\.|\bmil\s+\w+cientos|\bmil\s+\w+centos"
    r"|\bmille\s+\w+\s+cent|millenov|(?-i:[A-Z])\w+cento\b|honderd"
    r"|\blos\s+(?:\d0|[a-z]+enta)\b|(?:sech|sieb|acht|neun|fünf)zigern?\b"
    r"|\blat(?:ach|a)\b|\d\s?r\.|dziewięćset|cristo\b|christ\b|jésus|ينيات|ينات"
    r"|سنت|عقد|\d\s?[مه](?!\w)|season|reign|\bwar\b|krieg",
)
_FOUNDER = kind_asked(
    rf"^\W*who\s+(?:has\s+)?founded\b(?!\s+(?:his|her|their)\b)|\bwer\s+(?:gründete|hat\s{_PLAIN}\bgegründet)\b"
    r"|\bquién\s+fundó\b|\bquem\s+fundou\b|\bchi\s+(?:fondò|ha\s+fondato)\b|\bqui\s+a\s+fondé\b"
    rf"|\bwie\s+(?:stichtte\b|heeft\s{_PLAIN}\b(?:opgericht|gesticht)\b)|\bкто\s+основал"
    r"|\bkto\s+założył(?!\w)|谁(?:创[立办建]|建立)|(?<!\w)من\s+[أا]سس",
    r"f[uo]u?nd|gründ|grund|creat|cre[óo]|cré|estab|stabil|institu|start|set\s+up|beg[aiu]n|launch|introdu|open|öffn"
    r"|aufge?bau|inaugur|nasc|nac|né[es]?\b|born|gebor|gesti?ch|opricht|opger|осн|созда|откр|учре|нача"
    r"|założ|otwo|tworz|built|build|constr|costru|abri|apri|aprì|ouvr|father|padre|pai\b"
    r"|vater|vader|père|отец|ojciec|origin|urspr|idea|idee|idée|創|创|設|设|建|立|开|開|始|[أا]سس|تأسيس|[إا]نشا"
    r"|\bform(?:ed|ó|ado|ada|ata|ato|é|ée)\b|gevormd|conceived|brainchild"
    r"|chartered|incorporated|\bset\s(?:\S+\s){1,4}up\b|settled|goes\s+back"
    r"|owe[sd]?\b|\b(?:initia|inicia|iniziat)|инициат|inicjat|stifte|ins\s+leben"
    r"|aus\s+der\s+taufe|in\s+het\s+leven|geht\s+auf|angelegt|errichtet|begonn"
    r"|lancé|en\s+marcha|monta[dt]|monté|mis\s+sur\s+pied|établi|œuvre|levant"
    r"|ergui|avviat|\bvolut|si\s+deve|se\s+debe|impuls|surgi|sorse|залож|появи"
    r"|организ|собрал|powsta|powoł|lokowa|[發发]起|ؤسس|بنا[هء]|أطلق",
)
_BUILDER = kind_asked(
    rf"^\W*who\s+(?:has\s+)?(?:built|designed)\b(?!\s+(?:on|up|upon|in|to)\b)"
    rf"|\bwer\s+(?:baute|entwarf|hat\s{_PLAIN}\b(?:gebaut|entworfen))\b"
    r"|\bquién\s+(?:construyó|diseñó|proyectó)\b|\bquem\s+(?:construiu|projetou|desenhou)\b"
    r"|\bchi\s+(?:costruì|progettò|ha\s+(?:costruito|progettato))\b"
    r"|\bqui\s+a\s+(?:construit|conçu|dessiné)\b|\bкто\s+(?:построил|спроектировал)\b"
    rf"|\bwie\s+(?:bouwde|ontwierp|heeft\s{_PLAIN}\b(?:gebouwd|ontworpen))\b"
    r"|\bkto\s+(?:zbudował|zaprojektował)(?!\w)|谁(?:建造|设计|修建)|(?<!\w)من\s+(?:بنى|صمم)",
    r"buil[dt]|design|constr|costru|progett|proyect|projet|desenh|diseñ|fabri|manufact|made\b|mak|bau"
    r"|bouw|entw[aiou]rf|ontw[aieo]r?[pr]|entwick|ontwikk|develop|desarroll|svilupp|desenvolv|invent|erfund|crea|cré"
    r"|erricht|erect|erig|raised|put\s+up|levant|édifi|élev|conç|conc|dessin|draw|drew|zeichn|archit|plan|work|werk"
    r"|obra|opera\b|œuvre|oeuvre|lavor|réalis|realiz|hech|hizo|fez\b|fait|fece|commission|постр|строи|строй|проект|возв|соору"
    r"|архит|разраб|созда|bud|zaproj|projekt|dzieł|wykona|stworz|建|造|作|製|[创創]|つく|[设設]计|設計|築|盖|بن[ىايتو]|صم|شي[دّ]"
    r"|\bby\s+(?-i:[A-Z])|laid\s+out|\blaid\b|\bdug\b|brainchild|idea\b|\bfounded"
    r"|styled|signature|order(?:ed)?\b|yard|launched|completed|\bstammt?\b|gestalt"
    r"|\bpläne|handschrift|\bangelegt|\bstapel|\bgruben|firma\b|assina|autor"
    r"|edifi[ck]|eretto|innalz|ideat|disegn|si\s+deve|se\s+debe|\bvolut"
    r"|signée?\b|bâti|érig|imagin|\bdue?\s+à|\bdoit\b|ergui|trazó|mandó|автор"
    r"|постав|залож|воздвиг|выстро|пролож|van\s+de\s+hand|bedacht|opgetrok"
    r"|opgericht|aangelegd|neergezet|getekend|vormgeg|wzni[eoó]|postawi|wystawi"
    r"|opracow|wymyśl|wytycz|założy|出自|修[筑築成]|[兴興]修|[开開][凿鑿]|绘制|[أا]قام|إقامة"
    r"|رسم|[إا]بداع|[أا]نشأ|مخطط",
)
# What somebody died of, or how.
_CAUSE_OF_DEATH = kind_asked(
    r"\b(?:what\s+did\b.*\bdie\s+(?:of|from)|how\s+did\s(?:[\w'’.-]+\s+){1,5}die)\W*$",
    r"\b(?:die[ds]?|dead|death)\s+(?:[\w'’-]+\s+){0,3}?(?:of|from|in\s+(?!\d|the\s+\d)|after|when|while|by)\b"
    r"|kill|caus|cancer|disease|illness|fever|stroke|heart|accident|crash|pneumon|infect|wound"
    r"|drown|suicid|poison|shot|murder|execut|hang|succumb|plague|cholera|tubercul|attack|fail"
    r"|complicat|f[ae]ll|burn|struck|sick|injur|starv|virus|overdose|natural|peaceful|sleep",
)
KINDS = (
    *MEASURES,
    _AGE,
    _BIRTH,
    _DEATH,
    _YEAR,
    _FOUNDER,
    _BUILDER,
    _CAUSE_OF_DEATH,
)

_POINTS = re.compile("[\u0640\u064b-\u0652\u0670]")
"""Arabic writes its short vowels, and draws out its letters, or doesn't."""


@lru_cache(maxsize=512)  # a question is looked at for each sentence
def _asked_by(question: str) -> tuple[KindAsked, ...]:
    plain = _POINTS.sub("", question)
    return tuple(kind for kind in KINDS if kind.asked.search(plain))


def asks_kind(question: str, kinds: Container[KindAsked] = KINDS) -> bool:
    """Tell whether a question asks for one of some kinds of things.

    >>> asks_kind("Quanto pesa un orso?"), asks_kind("Quanti orsi ci sono?")
    (True, False)
    """
    return any(kind in kinds for kind in _asked_by(question))


def lacks_kind(question: str, text: str) -> bool:
    """Tell whether a question asks for a kind of thing, and a text has none.

    Example:
        >>> lacks_kind("Quanto pesa un orso?", "Un orso vive 20 anni."), (
        ...     lacks_kind("Quanto pesa un orso?", "Un orso pesa 200 kg.")
        ... )
        (True, False)
    """
    plain = _POINTS.sub("", text)
    return any(not kind.said.search(plain) for kind in _asked_by(question))


def lacks_price(question: str, text: str) -> bool:
    """Tell whether English keywords ask for a price, and a text has none.

    Example:
        >>> lacks_price("ticket price", "It opens at 9."), (
        ...     lacks_price("ticket price", "It is 9 euros.")
        ... )
        (True, False)
    """
    is_asked = _PRICE_WORDS.match(question.strip()) is not None
    return is_asked and not PRICE.said.search(text)
