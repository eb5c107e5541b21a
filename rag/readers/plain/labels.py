"""How lines begin that state a title, an author, a date or a source.

And which lines say what kind of piece it is: "OPINION", "Press release".
"""

import re

_TITLE = "title|headline|titel|título|titulo|titre|标题|题目|標題|タイトル"
_AUTHOR = (
    "(?:lead |principal )?authors?|by|written by|byline|reporter|autor(?:in|en|es)?"
    "|verfasser|von|auteurs?|par|por|di|作者|记者|記者|撰文|著者|執筆者?|文|автор|بقلم|الكاتب"
    # "Text" and "interview" stand before names and all else
    r"|(?:текст|حوار|حاوره|حاورته)(?=\s*:(?:\s+\S+){2,4}$)"
)
_DATE = (
    "dated?|(?:release|issue|publication) date|date of (?:release|issue|publication)"
    "|released(?: on)?|issued(?: on)?|published(?: on)?|posted(?: on)?|updated(?: on)?"
    "|last updated|last modified|created|datum|veröffentlicht(?: am)?|stand|fecha"
    "|publicado(?: el| em)?|publié(?: le)?|data|日期|时间|发布时间|发表时间|發布時間"
    "|公開日|更新日|投稿日|掲載日|дата"
)
_SOURCE = "sources?|quelle|fuente|来源|來源|出典"
_OTHER = (
    f"{_SOURCE}|url|link|doi|license|licence|sha|pmid|isbn|publisher|keywords?|tags?"
    "|category|categories|section|language|location|copyright|编辑|责任编辑"
    "|カテゴリー?"
)
LABELLED = re.compile(
    rf"(?:(?P<title>{_TITLE})|(?P<author>{_AUTHOR})|(?P<date>{_DATE})|(?P<other>{_OTHER}))"
    r"\s*[:：／/]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
CREDIT = re.compile(rf"(?:{_SOURCE})\s*[:：]", re.IGNORECASE)
DATE_LABEL = re.compile(rf"(?:{_DATE})\s*[:：]?\s*", re.IGNORECASE)
BYLINE = re.compile(
    r"(?:(?:(?:written|posted|submitted|contributed) )?by|von|par|por|di|door|автор"
    # "A paper's reporter", who may have taken a picture alone
    r"|[\u4e00-\u9fff]{0,8}(?:记者|記者)(?!.*[摄攝]$)|撰文|بقلم)\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
CREDITED = re.compile(
    r"(?:^|(?<=[.,;|·•–—(] ))(?:(?:text|words|story)(?::| by\b| von\b)"
    r"|propos recueillis par\b|das (?:interview|gespräch) führten?\b"
    r"|(?:compiled|reported|tested|told|written) (?:by|von|par|por)\b)"
    r"\s+(?P<names>\S.*)",
    re.IGNORECASE,
)


def is_credit(line: str) -> bool:
    """Tell whether a line names a source, as below a picture or a table.

    Example:
        >>> is_credit("Source: Reuters")
        True
    """
    return CREDIT.match(line) is not None


_KINDS = (
    "opinion|op-ed|comment|commentary|editorial|leader|column|essay|(?:news )?analysis"
    "|explainer|explained|feature|interview|profile|obituar(?:y|ies)|(?:book )?review"
    "|investigation|fact[ -]check|long read|special report|guest (?:post|essay)"
    "|(?:press|news|media) (?:release|statement|notice|advisory)"
    "|for immediate release|statistical (?:bulletin|release)|working paper"
    "|policy brief|research (?:article|paper)|(?:original|review) article|case report"
    # German, French, Spanish, Italian
    "|meinung|kommentar|analyse|leitartikel|gastbeitrag|reportage|pressemitteilung"
    "|presseinformation|tribune|[eé]ditorial|communiqué de presse|entretien|opinión"
    "|análisis|entrevista|reportaje|nota de prensa|comunicado de prensa|opinione"
    "|analisi|intervista|comunicato stampa"
)
_KICKER = re.compile(
    rf"(?:{_KINDS})(?: (?:no|nr|n°|n\.º)?\.? ?\d[\d/-]{{0,11}})?:?", re.IGNORECASE
)
_OF_PERSONS = re.compile(r"obituar(?:y|ies):?", re.IGNORECASE)


def is_kicker(line: str) -> bool:
    """Tell whether a line names a kind of piece, and perhaps its number, alone.

    Example:
        >>> is_kicker("Press release No. 14"), is_kicker("An opinion")
        (True, False)
    """
    return _KICKER.fullmatch(" ".join(line.split())) is not None


def is_of_persons(line: str) -> bool:
    """Tell whether a kicker is that of pieces which have a person's name for a title.

    Example:
        >>> is_of_persons("Obituaries"), is_of_persons("Opinion")
        (True, False)
    """
    return _OF_PERSONS.fullmatch(line.strip()) is not None
