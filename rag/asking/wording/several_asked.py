"""Whether a question in another language than English asks for several things.

In English the form of the answer tells (`rag.asking.ranking.marking`). The forms of all
languages stand side by side: a question may be in another one than what answers it.
"""

import re
from functools import lru_cache

# What is one, and ends as several do.
_ONE_GERMAN = (
    "nummer|steuer|dauer|ziffer|feier|mutter|tochter|schwester|mauer|kammer|oper|basis"
)
_ONE_DUTCH = "wagen|haven|regen|jongen|toren|oven|keuken|molen|teken"
_ONE_IBERIAN = "es|mes|mês|país|crisis|crise|tesis|más|mais|dos|dois|tres|três"
_NO_NOUNS = (
    "los|las|os|as|nos|sus|tus|mis|unos|unas|estos|estas|esos|esas|les|des|vous|nous"
)
_SEVERAL = re.compile(
    # "Which papers", "what all"; German, Dutch
    rf"\bwelche\s+(?:\w+en\s+)?(?!(?:{_ONE_GERMAN})\b)(?:\w{{2,}}(?:en|ern?|eln|s)"
    r"|\w*[äöü]\w*e)\b|\b(?:in|an|bei|von|mit|aus|zu|auf|nach)\s+welchen\s+\w+n\b"
    r"|\b(?:was|wer|wo|wen)\b.*\b(?:alles|überall|jeweils)\b"
    rf"|\bwelke\s+(?!(?:{_ONE_DUTCH})\b)\w+(?:en|s)\b"
    # French, Italian, Spanish, Portuguese
    r"|\bquel(?:le)?s\b|\bqua(?:li|is)\b|\bcuáles\b"
    rf"|(?<!\bpor\s)\bqué\s+(?!(?:{_ONE_IBERIAN}|{_NO_NOUNS})\b)\w+s\b"
    rf"|(?:\A\W*|\b(?:em|de|a|com)\s+)que\s+(?!(?:{_ONE_IBERIAN}|{_NO_NOUNS})\b)\w+s\b(?!-)"
    # Russian, Polish, Arabic, Chinese, Japanese
    r"|\bкаки(?:е|х|ми)\b|\bjaki(?:ch|mi|e\s+(?:są|były|będą))\b|(?<!\w)ما\s+هي(?!\w)"
    r"|哪[些几幾]|有什[么麼]|些什[么麼]|分[别別]|何があり|(?:どんな|どのような)\S{1,12}があり"
    r"|それぞれ|章ごと"
    # "What do I need", "where can one"
    r"|\bwas\s+(?:muss|soll(?:te)?|brauch\w*|benötig\w*)\s+(?:ich|man|wir)\b"
    r"|\bwo\s+(?:kann|können)\b|\bwat\s+(?:moet|heb)\s+(?:ik|je)\b"
    r"|\bque\s+(?:faut-il|dois-je|doit-on)\b|\bqu['’]il\s+faut\b|\boù\s+peut-on\b"
    r"|\b(?:cosa|che)\s+(?:devo|serve|servono|bisogna)\b|\bdove\s+si\s+può\b"
    r"|\bqué\s+(?:necesito|debo|hay\s+que|se\s+necesita|tengo\s+que)\b"
    r"|\bdónde\s+se\s+pueden?\b|\bo\s+que\s+(?:preciso|devo|é\s+preciso)\b"
    r"|\bonde\s+se\s+pode\b|\bч(?:то|его)\s+(?:нужно|надо|следует|взять|нельзя)\b"
    r"|\bгде\s+можно\b|\bco\s+(?:muszę|trzeba)\b|\bgdzie\s+można\b"
    r"|[要需][带帶准準注][备備意]?[什甚][么麼]|需要[什甚][么麼]|在?哪[里裡儿](?:可以|能)"
    r"|何[がを](?:必要|持っ|準備|用意)"
    # "Step by step"
    r"|\bschritt\s+für\s+schritt\b|\bstap\s+voor\s+stap\b|\bétape\s+par\s+étape\b"
    r"|\bpas(?:so|o)\s+(?:per|a)\s+pas(?:so|o)\b|\bпо\s+шагам\b|\bkrok\s+po\s+kroku\b"
    r"|[步歩][骤驟]|手順",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # a question is asked in several ways
def asks_for_several(question: str) -> bool:
    """Tell whether a question asks for several things.

    Example:
        >>> asks_for_several("Quelles pièces faut-il ?"), asks_for_several("Qui paie ?")
        (True, False)
    """
    return _SEVERAL.search(question) is not None
