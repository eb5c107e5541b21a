"""Questions for an article's title, author or date, told by their form.

"Who wrote it?" asks for what the top of an article states. "Who wrote the letter?" asks
for something in the text, and so is none of these. In languages that have no forms here
such a question is searched like any other.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

Field = Literal["title", "author", "date"]

# An article may be about a report or a book, so "the report" is not the article itself.
_NOUN = r"(?:(?:news )?article|text|document|web ?page|page|post|piece)"
_REPORT = r"(?:(?:news )?story|(?:news )?report|paper|study|feature|blog post|blog)"
_WORK = (
    rf"(?:{_REPORT}|essay|commentary|column|book|letter|review|recipe|poem|guide|manual"
    r"|speech|thesis|interview|obituary|explainer|profile|editorial|op-ed)"
)
_OWN_NOUN = rf"(?:{_NOUN}|{_WORK})"
_NAMED = rf"(?:the {_NOUN}|(?:this|that|your) {_OWN_NOUN})"
_SUBJECT = r"(?: (?:about|on|called|titled|entitled) (?P<subject>.+))?"
_THING = rf"(?:it|this|that|{_NAMED}{_SUBJECT})"
_OF_NAMED = rf"(?: of (?:this|that|{_NAMED}{_SUBJECT}))?"
_IS = r"(?:'s| is| was| are| were)"
_BE = r"(?:is|was|were)"
_MADE = r"(?:first |originally )?(?:written|published|posted|authored)"
_WHEN = r"(?:when|(?:(?:in|on) )?(?:what|which) (?:year|day|date))"

_FORMS: tuple[tuple[Field, str], ...] = (
    ("author", rf"who (?:wrote|authored|penned) {_THING}"),
    ("author", rf"who{_IS} (?:the )?(?:author|writer)s?{_OF_NAMED}"),
    ("author", rf"(?:what|which){_IS} the (?:author's name|byline){_OF_NAMED}"),
    ("author", rf"what{_IS} the names? of the (?:author|writer)s?{_OF_NAMED}"),
    ("author", rf"(?:who|by whom) {_BE} {_THING} (?:(?:written|authored)(?: by)?|by)"),
    ("author", rf"(?:name )?(?:the )?(?:author|writer|byline)s?{_OF_NAMED}"),
    ("date", rf"{_WHEN} {_BE} {_THING} {_MADE}"),
    # What a program can do is a feature, too.
    ("date", rf"{_WHEN} did (?!\w+ feature\b){_THING} (?:first )?(?:appear|come out)"),
    ("date", rf"(?:from )?(?:what|which) year is {_THING}(?: from)?"),
    # "What was the date?" may well be after that of a battle.
    ("date", rf"what(?:'s| is) the date{_OF_NAMED}"),
    ("date", rf"what{_IS} the (?:publication|publishing) date{_OF_NAMED}"),
    ("date", r"what(?:'s| is| was) (?:the|its) date of publication"),
    ("date", rf"(?:the )?(?:publication )?date{_OF_NAMED}"),
    ("title", rf"(?:what|which){_IS} (?:the|its) (?:title|headline){_OF_NAMED}"),
    ("title", rf"what (?:is|was) {_NAMED}{_SUBJECT} (?:called|titled|entitled)"),
    ("title", rf"what{_IS} the name of {_NAMED}{_SUBJECT}"),
    ("title", rf"(?:the )?(?:title|headline){_OF_NAMED}"),
)
_DE = r"(?:das|es|ihn|(?:den|diesen|der|dieser) (?:artikel|text|beitrag))"
_DE_OF = r"(?: (?:des|dieses) (?:artikels|textes|beitrags))?"
_FR = r"(?:l'article|cet article|le texte|ce texte)"
_ES = r"(?:el|este) (?:artículo|texto)"
_ZH = r"(?:(?:这篇|本|该|这)?(?:文章|文)?)"
_RU = r"(?:(?:эта |этот |эту )?(?:статья|статью|заметка|заметку|текст)|она|её|это)"
_RU_OF = r"(?: (?:у )?(?:этой |этого |данной )?(?:статьи|заметки|текста))?"
_RU_MADE = r"(?:на)?писана?|опубликована?"
_AR = r"(?:(?:هذا |هذه )?(?:المقالة?|النص|التقرير)|هذا)"
_JA = r"(?:(?:この|その)?(?:記事|文章|本文)|これ)?"
_JA_END = r"(?:の?(?:ですか|でしょうか|か))?"
_OTHER_FORMS: tuple[tuple[Field, str], ...] = (
    ("author", rf"wer hat {_DE} (?:geschrieben|verfasst)"),
    ("author", rf"wer ist (?:der|die) (?:autor|verfasser)(?:in)?{_DE_OF}"),
    ("date", rf"wann (?:wurde|ist) {_DE} (?:veröffentlicht|geschrieben|erschienen)"),
    ("title", rf"wie (?:heißt {_DE}|lautet der titel{_DE_OF})"),
    ("author", rf"qui (?:a écrit {_FR}|l'a écrit|est l'auteure?(?: de {_FR})?)"),
    ("date", rf"quand (?:{_FR}|il) a(?:-t-il)? été (?:publié|écrit)"),
    ("title", rf"quel est (?:le|son) titre(?: de {_FR})?"),
    (
        "author",
        rf"¿?quién (?:lo escribió|escribió (?:esto|{_ES})|es (?:el autor|la autora))",
    ),
    ("date", rf"¿?cuándo (?:se (?:publicó|escribió)|fue publicado)(?: {_ES})?"),
    ("title", rf"¿?cuál es (?:el|su) título(?: del? {_ES})?"),
    ("author", rf"(?:{_ZH}的?作者(?:是谁|叫什么)?|{_ZH}是?谁写的|谁写了{_ZH})"),
    ("date", rf"{_ZH}是?(?:什么时候|何时|哪天)(?:发表|发布|写)的?"),
    ("title", rf"{_ZH}的?(?:标题|题目)(?:是什么)?"),
    ("author", rf"кто (?:{_RU} )?(?:на)?писал(?: {_RU})?"),
    ("author", rf"(?:кто |как зовут )?автора?{_RU_OF}"),
    (
        "date",
        rf"когда (?:была? )?(?:{_RU_MADE}) {_RU}|когда {_RU} была? (?:{_RU_MADE})",
    ),
    ("title", rf"как (?:называется {_RU}|озаглавлена? {_RU})"),
    ("title", rf"как(?:ой|ово) (?:заголовок|название){_RU_OF}"),
    ("author", rf"من (?:هو )?(?:الذي )?(?:كتب|كاتب|مؤلف) {_AR}"),
    ("author", r"من (?:هو )?(?:الكاتب|المؤلف)"),
    ("date", rf"متى (?:تم )?(?:نشر|كتب|كتابة) {_AR}"),
    ("title", rf"ما (?:هو )?(?:عنوان {_AR}|العنوان)"),
    ("author", rf"{_JA}の?(?:著者|筆者|作者|執筆者)は?(?:(?:誰|だれ){_JA_END})?"),
    ("author", rf"{_JA}[はを]?(?:誰|だれ)が書(?:いた|きました){_JA_END}"),
    ("date", rf"{_JA}[はが]?いつ(?:書か|公開さ|掲載さ|発表さ)れ(?:た|ました){_JA_END}"),
    ("title", rf"{_JA}の?(?:タイトル|題名|見出し)は?(?:何{_JA_END})?"),
)
# What stands for a whole question behind another one: "... and when?"
_SHORT_FORMS: tuple[tuple[Field, str], ...] = (
    ("author", r"who|by whom|who by|its (?:author|writer)"),
    ("date", rf"{_WHEN}(?: {_BE} it)?|its (?:publication )?date"),
    ("title", r"its (?:title|headline)"),
)


def _compiled(
    forms: tuple[tuple[Field, str], ...],
) -> tuple[tuple[Field, re.Pattern[str]], ...]:
    return tuple((name, re.compile(form, re.IGNORECASE)) for name, form in forms)


_WHOLE = _compiled((*_FORMS, *_OTHER_FORMS))
_SHORT = _compiled((*_SHORT_FORMS, *_FORMS))
_POLITE = re.compile(
    r"\A(?:and |so |please |(?:can|could) you |(?:tell|show|give) me |say )+",
    re.IGNORECASE,
)
_JOINED = re.compile(r",? and |, ?", re.IGNORECASE)
_THE_REPORT = re.compile(rf"\bthe {_REPORT}\b", re.IGNORECASE)
_THE_WORK = re.compile(rf"\bthe {_WORK}\b", re.IGNORECASE)
_END = " ?!.,;:\"'”’？。؟"


@dataclass(frozen=True, slots=True)
class FrontQuestion:
    """What is asked for, in the order asked, and of the article on what.

    `subject` is None where the question names no subject: "Who wrote it?"; `written`
    is what asks for each field, as the person wrote it.
    """

    fields: tuple[Field, ...]
    subject: str | None = None
    written: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def parts(self) -> list[tuple[str, str]]:
        """Give what was written of each field, and a question for it alone.

        >>> front_question("Who wrote it, and when?").parts()[1]
        ('when', 'When was the article published?')
        """
        thing = f"the article on {self.subject}" if self.subject else "the article"
        asked: dict[Field, str] = {
            "author": f"Who wrote {thing}?",
            "date": f"When was {thing} published?",
            "title": f"What is the title of {thing}?",
        }
        return [
            (written, asked[each])
            for written, each in zip(self.written, self.fields, strict=True)
        ]


def as_of_article(question: str, *, is_alone: bool) -> str:
    """Read "the report" as the article itself, which it may be or may be about.

    Args:
        question: The question.
        is_alone: Whether one article is asked. Any of several may be a report, but of
            "the recipe" or "the poem" those that are none say nothing.

    Example:
        >>> as_of_article("Who wrote the report?", is_alone=False)
        'Who wrote the article?'
        >>> as_of_article("Who wrote the recipe?", is_alone=False)
        'Who wrote the recipe?'
    """
    work = _THE_WORK if is_alone else _THE_REPORT
    return work.sub("the article", question, count=1)


def front_question(question: str) -> FrontQuestion | None:
    """Tell whether a question asks for nothing but title, author or date.

    Args:
        question: The question, with single spaces.

    Returns:
        What it asks for; None where it asks for anything else as well.

    Example:
        >>> front_question("Who wrote the article on tides, and when?")
        FrontQuestion(fields=('author', 'date'), subject='tides')
        >>> front_question("Who wrote Hamlet?")
    """
    plain = _POLITE.sub("", question.replace("’", "'").strip(_END))
    return _read(plain) or _read_joined(plain)


def _read(
    part: str, forms: tuple[tuple[Field, re.Pattern[str]], ...] = _WHOLE
) -> FrontQuestion | None:
    bare = part.strip(_END)
    for name, form in forms:
        if match := form.fullmatch(bare):
            subject = match.groupdict().get("subject")
            # A subject that goes on with another question ends before it.
            if subject is None or not _JOINED.search(subject):
                return FrontQuestion((name,), subject and subject.strip(_END), (bare,))
    return None


def _read_joined(question: str) -> FrontQuestion | None:
    """Read "Who wrote it, and when?": a whole question, and further ones or stumps."""
    first, *others = _JOINED.split(question)
    read = [_read(first), *(_read(other, _SHORT) for other in others)]
    known = [one for one in read if one]
    if len(known) < len(read):
        return None
    written: dict[Field, str] = {}
    for one in known:
        written.setdefault(one.fields[0], one.written[0])
    return FrontQuestion(tuple(written), known[0].subject, tuple(written.values()))
