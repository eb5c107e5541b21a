"""Whether a question in another language than English asks why, and a text says it.

In English it is told more narrowly (`rag.asking.wording.reasons`). The forms of all
languages stand side by side: a question may be in another one than what answers it.
"""

import re
from functools import lru_cache

from rag.asking.wording.reasons import JOINED

# "Who came and why?" asks for more than a reason.
_NOT_BESIDE = "".join(
    rf"(?<!\w\s{word}\s)" for word in ("und", "en", "et", "e", "y", "и", "i")
)
_ASKS = re.compile(
    r"(?:\A\W*(?:(?:and|but|so|then)\s+)*|[,;:]\s+)why\b"
    rf"|{_NOT_BESIDE}\b(?:warum|weshalb|wieso|weswegen|waarom|pourquoi|perch[eé]|dlaczego"
    r"|por\s+qu[eéê]|porquê|почему|отчего|зачем|aus\s+welche[mn]\s+gr[uü]nde?n?"
    r"|om\s+welke\s+reden|pour\s+quelles?\s+raisons?|per\s+quale\s+(?:motivo|ragione)"
    r"|a\s+qué\s+se\s+deb(?:e|ió)|a\s+que\s+se\s+deve|по\s+какой\s+причине"
    r"|z\s+jakiego\s+powodu)\b"
    r"|\A\W*(?:(?:e|mas)\s+)?porque\b|(?<!\w)لماذا(?!\w)"
    # "被称为什么?" asks what it is called.
    r"|(?<![称稱名成叫译譯定改分类類作视視誉譽评評归歸简簡当當版美])"
    r"[为為](?:[什甚][么麼]|[何啥])(?!\W*\Z)|[什甚][么麼]原因|原因是[什甚][么麼]"
    r"|なぜ|何故|どうして(?!い)|(?:理由|原因)は",
    re.IGNORECASE,
)
_SAYS = re.compile(
    # English, German, Dutch
    r"\b(?:because|since|due\s+to|owing|thanks\s+to|in\s+order|so\s+that|reasons?"
    rf"|therefore|caus(?:es?|ed|ing)|as\s+a\s+result)\b|{JOINED}"
    r"|\b(?:weil|denn|wegen|aufgrund|infolge\w*|deshalb|deswegen|daher|darum|dadurch"
    r"|nämlich|damit|dank|zumal|mangels|angesichts|halber|zuliebe|somit|folglich|so\s?dass"
    r"|um\s+(?!\d)[^.,;]*\bzu\s|(?:haupt|beweg)?gr(?:und|ünde[ns]?)|ursachen?|verursach\w*"
    r"|anlass|auslöser|auslöst\w*|l(?:ie|a)gt?\s+(?:an|am|daran)|zurückzuführen"
    r"|führt\w*\s+(?:dazu|zu[mr]?))\b|(?:\A\W*|[,.]\s+)(?:da|weshalb|weswegen)\b"
    r"|\b(?:omdat|want|doordat|wegens|vanwege|reden(?:en)?|oorzaak|zodat|daarom|dankzij"
    r"|om\s+(?!\d)[^.,;]*\bte\s)\b"
    # French, Italian
    r"|\b(?:parce\s+qu|puisqu|en\s+raison|à\s+cause|grâce|faute\s+d|afin|pour\s+qu"
    r"|pour\s+(?:ne\s+pas\s+)?\w+(?:er|ir|re|oir)\b|du\s+fait|d[ûu]e?s?\s+(?:à|aux?)\b|raisons?\b|causée?s?\b|s['’]expliqu|étant\s+donné|si\s+bien\s+qu"
    r"|donc\b|ainsi\b|c['’]est\s+pourquoi|suite\s+à|d['’]où|provoqu|entraîn"
    r"|car\s+(?:ils?|elles?|on|l[ae]s?|l['’]|une?|des?|ce|c['’]|s(?:on|a|es)|leurs?|cette"
    r"|nous|vous|tous|aucune?|en|à)\b)|(?:\A\W*|[,.]\s+)comme\b"
    r"|\b(?:perch[eé]|poich[eé]|siccome|dat[oa]\s+che|visto\s+che|a\s+causa|per\s+via"
    r"|per\s+(?:non\s+)?\w+(?:[aei]re|[aei]r(?:si|l[aoie]))|grazie|motiv[oi]|ragion[ei]"
    r"|caus(?:a|e|at[oaie]|ò)|dovut[oaie]|quindi|dunque|affinch[eé]|in\s+quanto|così)\b"
    # Spanish, Portuguese
    r"|\b(?:porqu[eê]|ya\s+que|debid[oa]s?|a\s+causa|por\s+culpa|gra(?:cias|ças)|puesto\s+que"
    r"|(?:dado|visto)\s+que|para\s+(?:que|efectos?|efeitos?)|para\s+(?:no\s+|não\s+)?\w+r(?:l[aoe]s?|se)?"
    r"|motivos?|raz(?:ón|ones|ão|ões)|caus(?:as?|ó|ou|ad[oa]s?|ar|an|am)"
    r"|se\s+deb(?:e|ía|ió|en|ieron)|se\s+dev(?:e|ia|eu|em)|dev(?:e|ia|eu|em)-se"
    r"|pues|por\s+(?:eso|ello|lo\s+que|falta|miedo|medo|causa|isso|quest(?:ões|ão)|cuesti(?:ones|ón))|así|al\s+\w+r"
    r"|já\s+que|devid[oa]s?|uma\s+vez\s+que|pois|portanto|a\s+fim)\b"
    r"|(?:\A\W*|[,.]\s+)como\b"
    # Russian, Polish
    r"|\b(?:потому|поскольку|так\s+как|из-за|вследствие|благодаря|ввиду|причин\w*|чтобы"
    r"|поэтому|ибо|оттого|в\s+связи|в\s+результате|ради|вызва\w+|за\s+то|ведь|привел\w*"
    r"|для)\b"
    r"|\b(?:ponieważ|bo|dlatego|gdyż|z\s+powodu|powod\w+|przyczyn\w*|aby|żeby|dzięki"
    r"|bowiem|wskutek)\b"
    # Arabic
    r"|(?<!\w)[وف]?(?:لأن\w*|بسبب|نتيجة|لذلك|لهذا|حتى|لكي|كي|لل?\w*سبب\w*|سبب\w*|[أا]سباب"
    r"|إذ|نظر[اً]*|بفضل|حيث|من\s+أجل|جراء|مما|لعدم|كون\w*|على\s+أساس|لت\w{3,})(?!\w)"
    # Chinese, Japanese
    r"|因|[于於]是|由[于於]|所以|原[因由]|[为為]了|[缘緣]故|[导導]致|致使|理由|[为為]的是|以[便免致]"
    r"|使得|[从從]而|(?<!缘)故(?![事乡鄉宫宮意障居])|[鉴鑒]于|目的(?!地)|不然|否[则則]"
    r"|ため|為に|から(?=[、。でだ」）]|\Z)|ので|きっかけ|により(?!ます)|によって|せい[でだ]"
    r"|おかげ|ことから|契機",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)  # a question is looked at for each sentence
def asks_why(question: str) -> bool:
    """Tell whether a question asks why.

    Example:
        >>> asks_why("Warum fiel es?"), asks_why("Wann fiel es?")
        (True, False)
    """
    return _ASKS.search(question) is not None


def says_why(text: str) -> bool:
    """Tell whether a text has words that give a reason.

    Example:
        >>> says_why("Es fiel, weil es alt war."), says_why("Es fiel im Mai.")
        (True, False)
    """
    return _SAYS.search(text) is not None
