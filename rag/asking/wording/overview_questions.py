"""Questions for an overview, told by their form: "What is it about?", "Summarize".

Each form has a place for the thing that is asked about. Where that is left empty, or
says no more than "the article", all is meant that is asked; else it may be an
article's title (`rag.asking.overviews`), and if it is none, the question is like any
other: "Summarize the part on trains" is for retrieval.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from rag.settings import MAX_QUESTION_CHARS
from rag.text.terms import content_stems

_X = r"(?P<x>\S.*?)"
_ARTICLE = (
    r"(?:the|this|that|these|those|my|our|your|all the|all my) (?:whole |entire )?"
    r"(?:articles?|texts?|documents?|papers?|library)"
)
"""Needed where "it" may stand for anything talked about: "What does it say?"."""

_TEXT = (
    r"(?:articles?|texts?|documents?|papers?|story|stories|pieces?|essays?|reports?|"
    r"pages?|books?|files?|posts?|publications?|library|stud(?:y|ies)|"
    r"reviews?|speech(?:es)?|letters?|interviews?|manuscripts?|chapters?|leaflets?|"
    r"brochures?|minutes|guides?|manuals?|transcripts?|press releases?|features?|"
    r"commentar(?:y|ies)|columns?|editorials?)"
)
_POINTS = (
    r"(?:points?|ideas?|messages?|topics?|themes?|subjects?|takeaways?|take-aways?|"
    r"arguments?|statements?|thoughts?|things|facts)"
)
_MAIN = r"(?:main|key|most important|central|essential|principal|major|core|chief)"
_SHORT = r"(?:short |brief |quick |concise |general |little )*"
_SUMMARY = r"(?:summary|overview|outline|synopsis|digest|recap|rundown|gist|essence)"
_OF_X = rf"(?: (?:of|in|from|for) {_X})?"
_ALL = r"(?: (?:all|mainly|mostly|really|actually|basically|generally|roughly))?"

_ENGLISH = (
    rf"what(?:'s| is| are| was|'re) {_X}{_ALL} about",
    rf"what (?:do|does|did) {_ARTICLE}{_ALL} (?:say|tell(?: us| me)?|discuss|cover|"
    r"describe|deal with|talk about|treat|argue)",
    rf"(?:summari[sz]e|sum up|recap|outline|condense)(?: {_X})?(?: up)?",
    rf"sum {_X} up",
    rf"(?:(?:give|show|write|make|tell)(?: me| us)? |i(?: would|'d) like |"
    rf"i (?:want|need) )?(?:an? |the |your )?{_SHORT}{_SUMMARY}{_OF_X}",
    rf"what(?:'s| is) the {_SHORT}{_SUMMARY}{_OF_X}",
    rf"(?:what(?:'s| is| are|'re| were) |(?:give|list|name|tell|show)(?: me| us)? )?"
    rf"(?:(?:the|its|their|some|all) )?{_MAIN} {_POINTS}{_OF_X}",
    rf"what(?:'s| is) the (?:topic|subject|theme|point|message|thesis) of {_X}",
    rf"(?:what(?:'s| is) in|explain|describe|tell me(?: more)? about) {_ARTICLE}",
    rf"tell me what {_X} (?:is|are) about",
    r"tl;?\s?dr",
)
_OTHERS = (
    # German
    rf"(?:worum|um was) geht(?: es|'s)(?: hier)?(?: (?:in|im) {_X})?",
    rf"was ist (?:das thema|der inhalt|die kernaussage|die hauptaussage)(?: {_X})?",
    rf"(?:wovon|worüber) (?:handelt|spricht|schreibt|berichtet) {_X}",
    rf"(?:fasse?|fassen sie)(?: {_X})?(?: bitte)?(?: kurz)? zusammen",
    rf"(?:gib mir |gib |ich möchte )?(?:eine |einen )?(?:kurze |kurzen )?"
    rf"(?:zusammenfassung|überblick|übersicht)(?:(?: (?:von|über))? {_X})?",
    rf"(?:was sind |nenne(?: mir)? )?(?:die )?(?:wichtigsten |zentralen |wesentlichen |"
    rf"haupt|kern)(?:punkte|aussagen|gedanken|ideen|themen)(?:(?: (?:von|in))? {_X})?",
    # French
    rf"de quoi (?:s'agit-il|est-il question|ça parle|parle-t-(?:il|elle|on)|"
    rf"(?:parle|traite|s'agit)(?: {_X})?)(?: ici)?",
    rf"résume[zr]?(?:[- ]moi)?(?: {_X})?",
    rf"(?:(?:fais|faites|donne|donnez)(?:-moi)? )?(?:un |le )?(?:bref |court )?"
    rf"(?:résumé|aperçu)(?: (?:de|du) ?{_X})?",
    rf"(?:quel(?:le)?s sont )?(?:les )?(?:principa(?:ux|les) (?:points|idées|thèmes)|"
    rf"(?:points|idées|thèmes) (?:principa(?:ux|les)|clés?|essentiel(?:le)?s))"
    rf"(?: (?:de|du) ?{_X})?",
    # Spanish, Portuguese
    rf"(?:de|do) qu[eé] (?:se )?(?:trata|va|habla|fala)(?: {_X})?",
    rf"sobre (?:o )?qu[eé] (?:é|es|trata|fala)(?: {_X})?",
    rf"(?:resum[eiao]r?|resúmeme|resuma-me|sintetiza)(?: {_X})?",
    rf"(?:cuál|qual) (?:es|é) (?:el|o) (?:tema|assunto)(?: principal)?"
    rf"(?: d[eao]l? {_X})?",
    rf"(?:(?:haz|hazme|dame|faça|faz|dê-me|me dê) )?(?:un |um |o )?(?:breve )?"
    rf"(?:resumen|resumo)(?: d[eao]l? ?{_X})?",
    rf"(?:(?:cuáles|quais) (?:son|são) )?(?:l[ao]s |[ao]s )?(?:(?:puntos|ideas|temas|"
    rf"pontos|ideias) (?:principales|principais|clave|chave|más importantes|"
    rf"mais importantes)|(?:principales|principais) (?:puntos|ideas|temas|pontos|"
    rf"ideias))(?: d[eao]l? ?{_X})?",
    # Russian
    rf"о ч[её]м(?: (?:ид[её]т речь|говорится|рассказывает(?:ся)?))?(?: {_X})?",
    rf"(?:кратко |вкратце )?(?:изложи|перескажи|суммируй|резюмируй)(?:те)?"
    rf"(?: кратко| вкратце)?(?: {_X})?",
    rf"(?:дай |сделай )?(?:краткое содержание|краткий обзор|резюме|обзор)(?: {_X})?",
    rf"(?:каковы |какие |назови )?(?:основные|главные|ключевые) (?:мысли|идеи|тезисы|"
    rf"положения|моменты|темы|пункты)(?: {_X})?",
    rf"в ч[её]м суть(?: {_X})?",
    # Arabic
    rf"(?:عن|حول) ماذا (?:يتحدث|تتحدث|يدور|تدور)(?: {_X})?",
    rf"عم(?:ّ|ا)? (?:يتحدث|تتحدث|يدور)(?: {_X})?",
    rf"ما (?:هو )?(?:موضوع|ملخص|مضمون) {_X}",
    rf"(?:لخص|لخّص|لخصي)(?: لي)?(?: {_X})?",
    rf"(?:أعطني )?(?:ملخص|نبذة)(?: عن)?(?: {_X})?",
    rf"(?:ما (?:هي )?)?(?:أهم |أبرز )?النقاط(?: الرئيسية| الأساسية)"
    rf"(?: (?:في|من) {_X})?",
)  # fmt: skip
_UNSPACED = (
    # Chinese
    r"(?:请问)?(?P<x>.*?)(?:主要)?(?:是)?(?:讲|讲述|说|谈|介绍|关于|講|講述|說|談|介紹|關於)"
    r"(?:的是|了)?(?:什么|什麼|啥)(?:内容|內容)?(?:的)?",
    r"(?:请|請)?(?:简要|简单|簡要)?(?:总结|概括|概述|归纳|總結|歸納)(?:一下)?(?P<x>.*?)",
    r"(?P<x>.*?)的?(?:主要|核心|关键|關鍵)(?:内容|內容|观点|觀點|要点|要點|思想)"
    r"(?:是什么|是什麼|有哪些)?",
    r"(?P<x>.*?)的?(?:摘要|概要|要点|要點|大意|概述)(?:是什么|是什麼|有哪些)?",
    # Japanese
    r"(?P<x>.*?)(?:は|って)?(?:何|なに)について(?:書かれて|述べて|の)?(?:いますか|いる(?:の)?"
    r"(?:ですか)?|記事ですか|話ですか|ですか)?",
    r"(?P<x>.*?)(?:を)?(?:簡単に|短く)?(?:要約|まとめ)(?:して|て)?(?:ください|下さい)?",
    r"(?P<x>.*?)の?(?:主な|主要な)(?:内容|ポイント|論点|要点)(?:は|を)?(?:何ですか|何|教えて"
    r"(?:ください)?)?",
    r"(?P<x>.*?)の?(?:概要|要旨|要点)(?:は|を)?(?:何ですか|何|教えて(?:ください)?)?",
)
_FORMS = tuple(re.compile(form) for form in (*_ENGLISH, *_OTHERS, *_UNSPACED))

_WHOLE = re.compile(
    # English
    rf"(?:(?:all |all of |each of )?(?:the|this|that|these|those|my|our|your|it)? ?"
    rf"(?:(?:whole|entire|full|given|above) )?{_TEXT}(?: here| as a whole)?|"
    r"(?:the|its) (?:author|writer)s?|"
    # German, French
    r"(?:(?:dem|den|der|die|das|des|diesem|diesen|dieser|dieses|meinen?) )?"
    r"(?:ganzen? )?"
    r"(?:artikel[ns]?|texte?[ns]?|dokumente?[ns]?|aufsatz(?:es)?|beitrags?)|"
    r"(?:le|la|les|l'|cet|cette|ce|ces|mes)? ?(?:articles?|textes?|documents?)|"
    # Spanish, Portuguese
    r"(?:(?:el|la|los|o|os|este|estos|estes|mis|meus) )?"
    r"(?:artículos?|artigos?|textos?|documentos?)|"
    # Russian, Arabic
    r"(?:в )?(?:(?:эта|этот|этой|этом|эту|мои|моих|данной) )?"
    r"(?:стат(?:ья|ьи|ье|ью|ей|ьях)|текста?|тексте|документа?|документе)|"
    r"(?:هذا |هذه )?(?:المقال|المقالة|النص|المقالات|الوثيقة)|"
    # Chinese, Japanese
    r"(?:这|這|本|此|该|該|全)?(?:些|篇|个|個)?(?:文章|文|论文|論文|文本|文档|报告)|"
    r"(?:この|その)?(?:記事|文章|論文|本文|文書)|"
    # Pronouns
    r"(?:all (?:of )?)?(?:it|this|that|these|those|them|they)(?: all)?|all|everything|"
    r"here|das(?: hier)?|es|alles|hier|tout|ça|cela|todo|tudo|eso|esto|isso|isto|это|"
    r"всё|все|الكل|هذا|这|這|它|これ|それ)"
)  # fmt: skip
"""What says no more than that all is meant that is asked."""

_SEVERAL = re.compile(
    r"\b(?:all|they|them|these|those|here|everything|library|alles|tout|todo|tudo|всё|все)\b"
    r"|\b(?!this\b|es\b|das\b|dieses\b)\w+s\b|[些都全]"
)
"""What says that more than one is meant; plurals are told by their endings."""

_POLITE_BEFORE = re.compile(
    r"(?:(?:and|so|ok|okay|well|now|hi|hello|please|kindly|bitte|por favor|"
    r"пожалуйста|in short|in brief|briefly|in a few (?:words|sentences)|can you|could "
    r"you|would you|will you|can i (?:get|have)|could i (?:get|have)|i want you to|"
    r"kannst du(?: mir)?|können sie|peux-tu|pouvez-vous|puedes|podrías|pode|você pode|"
    r"und|et|y|e|а)(?:,| )+)*"
)
_POLITE_AFTER = re.compile(
    r"(?:,? (?:please|for me|for us|briefly|shortly|in short|in brief|exactly|in (?:a "
    r"(?:few|couple of)|one|two|three|few|some|five|\d+|your own|plain|simple|other) "
    r"(?:words?|sentences?|lines?|paragraphs?|points?)|bitte|kurz|por favor|"
    r"s'il (?:te|vous) plaît|пожалуйста|من فضلك))+$"
)
_NAMING = re.compile(rf"\A(?:the )?{_TEXT}(?: (?:called|titled|entitled|named))? ")

ABOUT = "What is “{title}” about?"

_ENDS = " \t\n?!.,;:…。？！¿¡؟،"
_QUOTES = re.compile(r"[\"“”„‟«»「」『』‹›]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class OverviewQuestion:
    """A question for an overview; `named` is what of, None where nothing is named.

    A name is plain, as `plain` makes it. `is_of_one` tells whether one article is
    meant though none is named: by "it", or "this story".
    """

    named: str | None = None
    is_of_one: bool = field(default=False, compare=False)

    def names(self, title: str) -> bool:
        """Tell whether an article's title is what is named.

        Example:
            >>> OverviewQuestion("tides").names("The Tides")
            True
        """
        if self.named is None:
            return False
        bare = _bare(plain(title))
        known = {self.named, _NAMING.sub("", self.named)}
        return bool(bare) and bare in map(_bare, known)

    def is_part_of(self, title: str) -> bool:
        """Tell whether what is named is a name in an article's title.

        Example:
            >>> title = "Argo: the ferry in figures"
            >>> OverviewQuestion("argo").is_part_of(title)
            True
            >>> OverviewQuestion("the sails").is_part_of(title)
            False
        """
        words = content_stems(self.named or "", "en")
        return bool(words) and words <= content_stems(title, "en")


def overview_question(question: str) -> OverviewQuestion | None:
    """Read a question that asks for an overview; None for any other.

    Args:
        question: The question, in any of nine languages.

    Example:
        >>> overview_question("What is this article about?")
        OverviewQuestion(named=None, is_of_one=True)
        >>> overview_question("Please summarize all articles.")
        OverviewQuestion(named=None, is_of_one=False)
        >>> overview_question("Please summarize “Tides”.")
        OverviewQuestion(named='tides', is_of_one=False)
        >>> overview_question("What is a tide?")
    """
    asked = _POLITE_BEFORE.sub("", plain(question), count=1)
    asked = _POLITE_AFTER.sub("", asked).strip(_ENDS)
    for form in _FORMS:
        if found := form.fullmatch(asked):
            thing = (found.groupdict().get("x") or "").strip()
            is_whole = not thing or _WHOLE.fullmatch(thing) is not None
            if not is_whole:
                return OverviewQuestion(thing)
            is_of_one = bool(thing) and _SEVERAL.search(thing) is None
            return OverviewQuestion(None, is_of_one)
    return None


def overview_request(title: str, form: str = ABOUT) -> str | None:
    """Word the question for an overview of an article; None where that is too long.

    Args:
        title: The article's title.
        form: The wording, in a language that is read here, with the title's place.

    Example:
        >>> overview_request("Tides")
        'What is “Tides” about?'
    """
    request = form.format(title=title)
    return request if len(request) <= MAX_QUESTION_CHARS else None


def plain(text: str) -> str:
    """Bring wordings together: case, quotation marks, white space, marks at the ends.

    Example:
        >>> plain(" What’s “Tides” about? ")
        "what's tides about"
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _QUOTES.sub("", text).replace("’", "'").replace("‘", "'")
    return _SPACES.sub(" ", text).strip(_ENDS)


def _bare(title: str) -> str:
    """Take off what people leave out of a title when they name it."""
    return title.removeprefix("the ").strip(_ENDS)
