"""Prices, weights, lengths, times and more that questions ask for, in twelve languages.

As `rag.asking.wording.kinds_asked` has lives and makers, and `times_asked` times: what
asks is told narrowly, and what may be said widely. All languages stand side by side.
What English questions measure `rag.asking.wording.amounts` tells by its units.
"""

from rag.asking.wording.kinds import counted, kind_asked, measured
from rag.asking.wording.times_asked import SPELL, TIMES

_MONEY = (
    r"eur|dol+ar|dólar|pesos?\b|reais|yen\b|yuan|fran[ck]|pfund|libras?\b|pounds?\b|livres?\b|zł"
    r"|złot|рубл|евро|доллар|гривен|крон|kron|دولار|يورو|دينار|ريال|درهم|جنيه|[元块塊円]|日元|美元|欧元"
)
PRICE = kind_asked(
    rf"{counted(_MONEY)}|"
    r"\bhow\s+much\s+(?:money\b|(?:does?|did|will|would)\b.*\bcosts?\W*$)"
    r"|\bwhat\s+(?:does?|will|would)\b.*\bearn\b"
    r"|\bwas\s+kosten?t?\s+(?:(?:denn\s+)?(?:der|die|das|eine?|es)\b|(?-i:[A-ZÄÖÜ])\w+\W*$)|\bwie\s+teuer\b"
    r"|\bwie\s?viel\s+(?:koste\w*|(?:hat|haben|wird|würde)\s.*\b(?:ge)?koste[nt]\W*$)"
    r"|\bcuánto\s+(?:cuestan?|cost(?:ó|aba|aron|ará)|ha\s+costado|van?\s+a\s+costar)\b"
    r"|\bquanto\s+(?:cust(?:a|am|ou|aram|ava|ará)|cost(?:a|ano|ò|ava|erà)|v(?:ai|ão)\s+custar)\b"
    r"|\bquanto\s+(?:è|sono|era)\s+costat|\bcuánto\s+(?:valen?|sale[n]?|hay\s+que\s+pagar"
    r"|se\s+paga|cobran?)\b"
    r"|\bquanto\s+(?:si\s+paga|viene|sai|fica|se\s+paga)\b|\bcombien\s+(?:ça|cela)\s+coûte"
    r"|\b(?:coûte(?:nt|ra)?|c['’]est)\s+combien\b|\bà\s+combien\s+(?:est|sont|revient|l?['’]?a-t-|ont-)"
    r"|\bquel(?:le)?\s+(?:est|était)\s+(?:le|la)\s+(?:prix|tarif|coût)\b|\bquel\s+(?:prix|tarif)\b"
    r"|\b(?:qué|que|che|quale)\s+(?:precio|preço|prezzo)\b|\bcuál\s+es\s+el\s+precio\b"
    r"|\bqual\s+(?:é\s+o|è\s+il)\s+(?:preço|prezzo|costo|custo)\b|\bwelcher\s+preis\b"
    r"|\bwie\s+hoch\s+(?:ist|war|sind|waren)\s+(?:der|die|das)\s+(?:\w*(?:preis|kosten|gebühr"
    r"|miete|eintritt)\w*)"
    r"|\bкак(?:ая|ова|ую)\s+(?:цен[ау]|стоимость)\b|\bпоч[её]м\s+(?=\w)|\bhoe\s+duur\s+(?:is|zijn|was)"
    r"|\bjaka\s+jest\s+cena\b|\bwie\s?viel\s+verdien(?:t|en)\b|\bcombien\s+gagne(?:nt)?\b"
    r"|\bcuánto\s+(?:gana|ofrece)n?\b"
    r"|\bquanto\s+(?:guadagna(?:no)?|ganham?)\b|\bhoeveel\s+verdien(?:t|en)\b|\bile\s+zarabia"
    r"|\bсколько\s+(?:зарабатыва|получа)[ею]т\b|(?:票价|售价|价格)是?多少|(?:値段|料金|価格|入場料|参加費|会費)は[？?]"
    r"|\bcombien\s+(?:coûte\w*|(?:a|ont|avait)\s+coûté|v(?:a|ont)\s+coûter)\b"
    r"|\bile\s+(?:kosztuj[eą]|kosztował[aoy]?|będ(?:zie|ą)\s+kosztować)(?!\w)"
    r"|\bсколько\s+(?:тогда\s+|сейчас\s+|будет\s+|будут\s+)?сто(?:ит|ят|ить"
    r"|ил[аои]?)\b(?!\s+(?:жизн\w*|людей|на|в|у)\b)"
    r"|\bhoeveel\s+(?:kost(?:te)?\b|heeft\s.*\bgekost)|\bwat\s+kost"
    r"|(?<!\w)(?:بكم|كم\s+(?:[يت]?كلف|سعر|ثمن)ت?ه?ا?)(?!\w)|多少[钱錢](?![币幣财財])"
    r"|(?:値段|価格|料金|費用|金額)\S{0,4}いくら|いくら(?:です|でし|かか|しま|[？?])",
    r"[€$£¥￥₽%]|\b(?:eur|chf|dm|usd|mio)\b|z[lł]ot|sc?hilling|\b[ck]ents?\b|dol+ar|euro"
    r"|y[ueo]a?n\b|\br[uo]u?[bp][eiln]|fran[ck]"
    r"|pound|pfund|pond|libr|livre|sterl|mark|taler|gulden|florin|fiorin|kr(?:o|ó|ú)n|corona"
    r"|couronn|crown|peso|peset|real|reais|escudo|ducado|écu|lir[ea]|sol(?:es)?\b|mil+ion|billion"
    r"|milia?rd|millones|milhões|k[ao]st|koszt|cost(?!r)|coût|cust|cuest|pre[cçzt]|prei[sx]|pric"
    r"|prijs|tarif"
    r"|\bfr(?:ee|ei)\b|gratis|gratu|verschl|zahl|pag|pay|paid|сто[ия]|цен|обош"
    r"|руб|\d\s?р\b|тыс|долл|евро|копе|гривен|франк|фунт|иен|миллион|миллиард|беспл|دولار|يورو"
    r"|دي?نار|دنانير"
    r"|ريال|جني|درهم|دراهم|لير|فرنك|روب|سعر|[أا]سعار|كلف|ثمن|مجان|مليون|مليار"
    r"|[元圆圓円块塊镑鎊分角欧歐万萬億亿]|法郎|卢布|美金|ドル|ユーロ|ウォン|ポンド|フラン|ペソ|無料"
    r"|[价價值値費费]|料金"
    r"|thousand|tril+ion|\d\s?(?:k|bn|mln|mrd|mld|md)\b|\bbudget|presup|orçament"
    r"|bilh|mil?j(?:oen|ard)|mil+iard|\bbills?\b|\bfees?\b|\bbaht|\brand\b|shekel"
    r"|koron|bezpłat|darmow|wstęp\s+woln|\bcena\b|zapłac|\d\s?zł|\beintritt|gebühr"
    r"|rechnung|facture|débours|valer|valdr|обойд|тенге|крон|млн|млрд|потрат|卢比"
    r"|ルピー|バーツ|wyda",
)
_WEIGHTS = (
    r"(?:kilo|chil[io]|quilo|кило)(?!m|м)(?:gram|грам)?|gramm?(?!m?y)|tonn|tonelad|грамм|тонн"
    r"|كيلو(?!\s?م)|طن|公?斤|克|吨|キログラム|グラム|トン"
)
_WEIGHT = kind_asked(
    rf"{counted(_WEIGHTS)}|"
    r"\bhow\s+much\s+(?:does?|did)\b.*\bweigh\W*$|\bwie\s?viel\s+w(?:ie|o)g(?:t|en)?\b"
    r"|\b(?:cuánto|quanto)\s+pesa(?:ba|va|n|m|no)?\b|\bcombien\s+pès(?:e|ent|ait)\b"
    r"|\bpès(?:e|ent|ait)\s+combien\b"
    r"|\bquel\s+(?:est\s+le\s+)?poids\b|\b(?:qué|que|che|quale)\s+peso\b|\bqual\s+è\s+il\s+peso\b"
    r"|\bwie\s+schwer\s+(?:ist|sind|wird|werden)\b(?!\s+(?:es|das)\b)|\bкак(?:ов|ой)\s+вес\b"
    r"|\bhoe\s+zwaar\s+(?:is|zijn)"
    r"|\bile\s+waż[yą]|重さは(?=[？?]|いくら|ど[のれ]|何|$)"
    r"|\bсколько\s+вес(?:ит|ят|ил[аои]?)\b|\bhoeveel\s+w(?:ee|o)gt?\b"
    r"|(?<!\w)كم\s+(?:[يت]زن|وزن)|多重(?=[?？]|$)",
    r"\d\s?(?:kg|g|mg|t|lbs?|oz|г|т|кг)\b(?<!\d{4}\sг)|kilo|\bchil|quilo|(?<!o)gram|tonn|\bton|pf[uü]nd"
    r"|pound|pond|libr|livre|\bounce|unze|onza|oncia|\bonces?\b|stone|[ck]ara?t|zentner|quint"
    r"|weigh|wieg|weeg|wog|gewicht"
    r"|peso|pesa|pesó|pèse|poids|mass|light|heav|leicht|schwer|кило|грамм|тонн|пуд"
    r"|фунт|центнер|\bвес|масс|ك(?:غ|جم|غم)|كيلو|[غج]رام|طن|رطل|وزن|[يت]زن|[斤克吨噸磅重]|\d[两兩]|盎司"
    r"|キロ|グラム|トン|ポンド|%",
)
_LENGTH = (
    r"(?:kilo|chilo|quil[oôó]|[zc]ent[ií]|santi|mill?[ií]?)?(?<!kubik)(?<!quadrat)m(?:et(?:er[ns]?"
    r"|res?)|etr(?:os?|i|y"
    r"|ów)|ètres?)\b(?!\s+(?:c[uú]b|kub|quadr|cuadr|carr))"
    r"|(?:кило|санти|милли)?метр(?!о\b|опол)|كيلو\s?متر|متر(?!\s+(?:مربع|مكعب))|أمتار"
    r"|(?<!平方)(?<!立方)(?:公里|[千厘毫]?米|公尺|里(?!面))|(?:キロ|センチ|ミリ)?メートル|(?:キロ|センチ|ミリ)(?!グラム|リットル)"
    r"|meilen?\b|mil(?:es?|las?|has?)\b|miglia|мил(?:ь|[яией]|ей|ях|ям)\b|mijl|yards?\b"
    r"|f(?:oot|eet|uß)\b|pie[ds]?\b|inch|pollici|pulgad"
)
_HAS_LENGTH = (
    r"\d\s?(?:[kcdm]?m|mi|ft|см|[км]?м|мм)\b(?!\s?/|[²³])|\d\s?(?:كم|سم|م)(?!\w)"
)
_METRES = measured(_LENGTH, r"(?!)", _HAS_LENGTH)
_DISTANCE = kind_asked(
    r"\bwie\s+weit\s+(?:ist|sind|war|liegt|liegen|fliegt|fährt|reicht|muss|kommt)\b"
    r"|\bwie\s+lang\s+(?:ist|sind|war|waren|wird)\b"
    r"|\b(?:à\s+)?quelle\s+(?:est\s+la\s+)?(?:distance|longueur)\b"
    r"|\b(?:a\s+)?qu[ée]\s+(?:distancia|distância|longitud|comprimento)\b"
    r"|\b(?:a\s+)?che\s+(?:distanza|lunghezza)\b|\bquanto\s+(?:è|era|sono)\s+(?:lung|distant"
    r"|lontan)|\bcuánto\s+miden?\b|\bquanto\s+med(?:e|em)\b"
    r"|\bкакой\s+длин|\bкакова\s+длина|\bкак\s+далеко\b|\bна\s+каком\s+расстоянии"
    r"|\bhoe\s+(?:ver\b|lang\s+(?:is|zijn|was|waren)\b)|\bjak\s+daleko\b"
    r"|多[长長遠远](?![时時])|(?:長さ|距離)は(?=[？?]|いくら|ど[のれ]|何|$)",
    rf"{_LENGTH}|{_HAS_LENGTH}|{SPELL}|\bmal\b|nahe|nebenan|près|côté|cerca|vicino|perto|рядом"
    r"|недалеко|dichtbij|blisko|附近|近",
)
_HEIGHT = kind_asked(
    r"\bwie\s+(?:tief|breit)\s+(?:ist|sind|war|waren|wird)\b"
    r"|\bwie\s+hoch\s+(?:ist|sind|war|waren)\s+(?:der|die|das)\s+\w*(?:turm|berg|gipfel|haus|baum"
    r"|mauer|brücke|mast|hütte|hecke|zaun|wand|fall|damm|deich|welle|statue)\b"
    r"|\b(?:à\s+)?quelle\s+(?:est\s+la\s+)?(?:hauteur|profondeur|largeur|altitude)\b"
    r"|\b(?:a\s+)?qu[ée]\s+(?:altura|profundidad|profundidade|anchura|largura|altitude)\b"
    r"|\b(?:a\s+)?che\s+(?:altezza|profondità|larghezza|altitudine|quota)\b"
    r"|\bquanto\s+(?:è|era|sono)\s+(?:alt|profond|larg)|\bкакой\s+(?:высот|глубин|ширин)"
    r"|\bна\s+какой\s+(?:высоте|глубине)"
    r"|\bкакова\s+(?:высота|глубина|ширина)|\bhoe\s+(?:hoog|diep|breed)\s+(?:is|zijn|was)\b"
    r"|\bjak\s+(?:wysok|głębok|szerok)[aiey]\b|多[深宽寬]|(?:高さ|深さ|幅|標高)は(?=[？?]|いくら|ど[のれ]|何|$)",
    rf"{_LENGTH}|{_HAS_LENGTH}|stock|etage|étage|piso|planta|pian[oi]\b|andar|этаж|verdieping|pięt"
    r"|[楼樓层層階]|\bmal\b|[kh]nie|hüft|brust|taille|genou|rodill|cintura|ginocch|колен|пояс"
    r"|mann(?:s|es)?hoch|so\s+(?:hoch|tief|breit)|[高深宽寬低]",
)
_SPEED = kind_asked(
    r"\bwie\s+schnell\s+(?:ist|sind|war|fährt|fahren|fuhr|fliegt|läuft|darf)\b"
    r"|\b(?:welche[rn]?|mit\s+welcher)\s+(?:höchst)?geschwindigkeit\b"
    r"|\bquelle\s+(?:est\s+(?:la|sa)\s+)?vitesse\b"
    r"|\bqu[ée]\s+veloci(?:dad|dade)\b|\bche\s+velocità\b|\b(?:какова|какая|с\s+какой)\s+скорость"
    r"|\bhoe\s+(?:snel|hard)\s+(?:is|zijn|vaart|rijdt|vliegt)\b"
    r"|\bjak\s+szybko\s+(?:jedzie|płynie|leci)"
    r"|最快能?[跑开飞]多少|[时時]速(?:是|有)?多少|時速(?:は|何)|(?:速度|速さ)は(?=[？?]|いくら|ど[のれ]|何|$)",
    r"/\s?[hsчс]|km\s?h\b|kmh|stundenk|knoten|nœuds?|nud[oi]s?\b|\bnós\b|nodi\b|узл|knopen|węz"
    r"|\bmph\b|(?:hora|heure|ora|uur|stunde|hour|godzin)|в\s+(?:час|секунду)|[时時]速|秒速"
    r"|每(?:小?[时時]|秒)|[节節]|ノット|mach"
    r"|geschwind|vitesse|veloc|скорост|snelheid|prędk|速|schritt|doppelt|\bmal\b|minut|минут|分",
)
_SHARE = kind_asked(
    r"\bwie\s?viel\s+prozent\b|\bwelche[rn]?\s+(?:anteil|prozentsatz)\b|\bquel\s+pourcentage\b"
    r"|\bquelle\s+(?:part|proportion)\b|\bqu[ée]\s+(?:porcentaje|proporción|percentagem"
    r"|porcentagem|proporção)\b"
    r"|\b(?:che|quale)\s+(?:percentuale|quota)\b|\bкак(?:ой|ую|ая)\s+(?:процент|дол[яю])\b"
    r"|\bсколько\s+процентов\b|\bhoeveel\s+procent\b|\bwelk\s+(?:percentage|aandeel)\b"
    r"|\bile\s+procent\b|\bjaki\s+(?:procent|odsetek)\b"
    r"|百分之[几多]|占(?:了)?多少|[几幾]成|比例是多少|何(?:パーセント|％|%|割)|割合は(?=[？?]|いくら|ど[のれ]|何|$)"
    r"|(?<!\w)(?:كم\s+نسبة|ما\s+نسبة)(?!\w)",
    r"%|％|٪|pro[zc]ent|per\s?cent|pour\s?-?cent|por\s+c[ie]+nto|процент|percent|百分|[一二三四五六七八九]成"
    r"|[一二三四五六七八九\d]割|パーセント|بالمئة|بالمائة|في\s+المئة|نصف|ثلث|ربع"
    r"|hälfte|\bhalb|\bhalf\b|helft|moitié|\bdemi|mitad|metà|metade|половин|połow|drittel|\bthird"
    r"|tiers|terc[ie]|terz[oi]|terço|треть|\bderde|viertel|\bquart|cuart|четверт|kwart|fünftel"
    r"|fifth|cinqui|quint|\w+tel\b|分之"
    r"|\b(?:von|sur|su|out\s+of|op\s+de|из|na)\s+(?:je\s+|cada\s+)?\w+|(?:de|em)\s+cada|mehrheit"
    r"|majorit|mayor|maior|maggior|большинств|meerderheid|większ|半|全|\balle|\btous|\btou(?:te)?s"
    r"|\btod[oa]s|\btutt|\bвсе|wszys|keine|aucun|ningun|nenhum|nessun|никто|\bjede[rs]?\b|chaque"
    r"|cada|ogni|кажд|elke?\b",
)
_VOLUMES = (
    r"(?:hecto|hekto|milli?|mili|[zc]enti)?lit(?:er|r)|литр|لتر|[毫公]?升|リットル"
    r"|gal+on|kubikmeter|m(?:etr\w*|ètres?)\s+(?:cubes?|c[uú]bic)|куб(?:ометр)?|立方|barr?el|barri[ls]|barili"
    r"|баррел|桶"
)
_VOLUME = measured(
    _VOLUMES,
    r"(?!)",
    r"\d\s?(?:[mch]?l|m³|m3|л|мл)\b|fass|fässer|flasche|bouteille|botell|bottigl|garraf|бутыл"
    r"|tonnes?\b|tonn|тонн|[瓶杯吨]",
)
_AREAS = (
    r"he[ck]tár?e?[ae]?[rs]?\b|hektar|hectare|ettar|гектар|公[顷頃]|ヘクタール|quadrat\w*meter"
    r"|m(?:etr\w*|ètres?)\s+(?:carrés?|cuadrad|quadrad|quadrat)|квадрат|平方|متر\s+مربع|هكتار|acre"
    r"|akr|morgen\b|[亩畝坪]"
)
_AREA = measured(
    _AREAS,
    r"(?!)",
    r"\d\s?(?:[kc]?m²|m2|ha|га)\b|кв\.|fußballfeld|terrains?\s+de|campos?\s+de|campi\s+da|площад"
    r"|fläche|superfic|surface|面积|面積",
)
_DEGREES = kind_asked(
    rf"{counted('grad|degr|градус|stopni|درج|(?<!何)度(?!も|目)')}"
    r"|何度(?=[？?]|です|でし|か|まで|に)|\bwelche\s+temperatur|\bquelle\s+(?:est\s+la\s+)?température"
    r"|\bqu[ée]\s+temperatura|\bche\s+temperatura"
    r"|\bкак(?:ая|ова|ой)\s+(?:\w+\s+)?температур|(?:温度|気温|水温)は(?=[？?]|いくら|ど[のれ]|何|$)",
    r"[°℃℉]|\bgrad\b|degr|grad[oi]s?\b|graus|градус|graden|stopn|درج|度|celsius|frost|gefrier"
    r"|(?:null|zéro|cero|zero|нул)",
)
_PHONE = kind_asked(
    r"(?:telefon|ruf|handy)nummer\b|\bunter\s+welcher\s+nummer|\bnuméro\s+de\s+téléphone"
    r"|\bà\s+quel\s+numéro\s+\w*\W?(?:appel|joindre|téléphon)|\bappeler\s+(?:à\s+)?quel\s+numéro"
    r"|\bnúmero\s+de\s+tel[eé]fon"
    r"|\bqué\s+número\s+(?:hay\s+que|tengo\s+que|debo|se\s+debe)\s+(?:llamar|marcar)"
    r"|\b(?:a|para)\s+qu[ée]\s+número\s+.*(?:llam|lig|telefon)|\bnumero\s+di\s+telefono"
    r"|\b(?:a\s+)?che\s+numero\s+.*(?:chiam|telefon)|\bномер\w*\s+телефон"
    r"|\bпо\s+какому\s+(?:номеру|телефону)|telefoonnummer|\bnumer\s+telefonu|电话(?:号码)?是|電話番号",
    r"\d{3}|\d\d[\s./-]\d\d",
)
UNITS = (
    rf"(?:{_MONEY}|[€$£¥₽]|{_LENGTH}|[kcdm]?m[²³]?\b|k?g\b|кг|{SPELL}|uhr|{_WEIGHTS}|{_VOLUMES}"
    rf"|{_AREAS}|°|grad\b|d[eé][cz]ib|дБ)"
)
"""What a number may be of that counts no things."""

MEASURES = (
    PRICE,
    _WEIGHT,
    *TIMES,
    _METRES,
    _DISTANCE,
    _HEIGHT,
    _SPEED,
    _SHARE,
    _VOLUME,
    _AREA,
    _DEGREES,
    _PHONE,
)
