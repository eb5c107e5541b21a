"""How lines begin that state a title, an author, a date or a source."""

import re

_TITLE = "title|headline|titel|título|titulo|titre|标题|题目|標題|タイトル"
_AUTHOR = (
    "authors?|by|written by|byline|reporter|autor(?:in|en|es)?|verfasser|von|auteurs?"
    "|par|por|di|作者|记者|記者|撰文|著者|執筆者?|文|автор"
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
    r"(?:by|written by|von|par|por|di|door|автор|记者|記者|撰文)\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
CREDITED = re.compile(
    r"(?:^|(?<=[.,;|·•–—(] ))(?:(?:text|words|story)(?::| by\b| von\b)"
    r"|(?:compiled|reported|tested|told|written) (?:by|von|par|por)\b)"
    r"\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
