"""The part that a sentence plays in a text, told by its form: aim, finding, definition.

"What was its aim?" has hardly a word of "We set out to learn whether cabins help". Such
parts are called rhetorical roles or argumentative zones (Teufel & Moens 2002,
"Summarizing Scientific Articles", Computational Linguistics 28:4). English only.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.asking.wording.english import BE, DO, NUMBERS

_STUDY = (
    r"(?:study|paper|research|work|trial|review|article|project|analysis|survey|report"
    r"|investigation|experiment)"
)
_THIS_STUDY = rf"(?:the|this|their|that) {_STUDY}"
_IT = rf"(?:{_THIS_STUDY}|it|this)"
_OF = rf"(?: of {_THIS_STUDY})"
_WE = (
    rf"(?:(?:the|this|our|their|that)(?: (?:present|current))? (?:{_STUDY}|authors?"
    r"|researchers?|scientists?|team)|we)"
)
_BY = rf"(?:{_WE}|they|it)"
_IS, _DO = f"(?:{BE})", f"(?:{DO})"
_THEIR = r"(?:the(?: authors['’])?|its|their)"
_MAIN = r"(?:main |primary |key |overall )?"
_AIM, _FINDING = r"(?:aims?|goals?|purposes?|objectives?)", r"(?:results?|findings?)"
_METHOD = r"(?:methods?|methodology|(?:study )?design|approach(?:es)?)"
_LIMITATION = r"(?:limitations?|shortcomings?|weakness(?:es)?|drawbacks?|caveats?)"
_LATER = (
    r"(?:future|further|more|additional|larger) (?:\S+ )?(?:research|works?|studies"
    r"|study|investigations?|trials?|testing|analyses)\b"
)
_NEEDED = rf"(?=.*\b(?:is|are|should|will|must|needs?|needed|required?)\b).*?\b{_LATER}"
_DONE = r"(?:done|made|carried out|conducted|performed|undertaken)"
_CONDUCT = r"(?:do|make|carry out|conduct|perform|undertake)"
_TRIAL = r"(?:the|this) (?:study|trial|survey|research|experiment)"
_TAKEN_PLACE = (
    rf"(?:{_IS} {_TRIAL} {_DONE}|did (?:{_TRIAL} take place|{_BY} {_CONDUCT} {_TRIAL}))"
)
_TREATED = (
    r"(?:used|applied|conducted|performed|carried out|collected|analy[sz]ed|assessed"
    r"|measured|evaluated|recorded|compared|recruited|interviewed|surveyed|reviewed"
    r"|examined|randomi[sz]ed|divided|assigned|obtained|calculated|developed|asked)"
)
_DESIGN = (
    r"(?:retrospective|prospective|cross-sectional|longitudinal|qualitative|mixed"
    r"|quantitative|observational|randomi[sz]ed|case-control|population-based|cohort"
    r"|comparative|questionnaire|repeated)(?:ly)?,? (?:\S+ ){0,3}?(?:study|analys[ei]s"
    r"|analy[sz]ed|trial|review|reviewed|survey|design|methods?|evaluat(?:ed|ion))"
)
# Not of others' studies, nor what a study is for or has found.
_OWN = (
    r"(?!.*\b(?:(?:no|similar|other|previous|earlier) (?:\S+ ){0,2}?stud(?:y|ies)"
    rf"|study (?:which|by)|et al|{_AIM} (?:of|{_IS})|significant(?:ly)?)\b)"
)
_PEOPLE = (
    r"(?:people|persons|patients|participants|subjects|individuals|respondents"
    r"|volunteers|adults|adolescents|children|infants|women|men|students|teachers"
    r"|parents|nurses|doctors|workers|families|cases|responses|questionnaires)"
)
_NUMBER = rf"(?:\d[\d,. ]*\b(?! ?%)|(?:one|{NUMBERS}|hundred)\b)"
_SO_MANY = rf"{_NUMBER}(?:[ -][^\s.;]+){{0,4}}? {_PEOPLE}\b(?! \(\d[\d.]* ?%)"
_OF_STUDY = (
    r"(?=.*\b(?:study|survey|trial|paper|patients|participants|respondents|volunteers"
    r"|data|samples?|interviews?|questionnaires?|researchers|scientists|we|our)\b)"
)
"""Not of the world at large, where as much is done, or should be."""

MAX_TERM_WORDS = 4
"""Of a thing whose definition is asked for: more say what of it."""

_QUOTE, _TERM = "[\"“”‘’']?", "<term>"  # which stands for what a question names
_MORE_OF_IT = (
    r"(?:(?<![-\w])(?:about|after|at|before|between|by|for|from|he|her|his|in|it|its|of"
    r"|on|or|than|that|their|there|these|this|those|to|with|wrong|your?)(?![-\w])"
    r"|['’]s\b|\d{4}|,)"
)


def _labelled(label: str) -> str:
    """Make a pattern of what begins "Findings – " or "Conclusions and outlook: "."""
    return rf"\W*{label}(?:[/ ]\w+){{0,3}}\s*[:–—-]\s"


_ROLES = {
    "aim": (
        rf"what {_IS} the {_MAIN}{_AIM}{_OF}"
        rf"|what {_DO} {_BY} (?:aim|want|set out|try|seek|hope) to\b.*"
        rf"|why {_IS} the {_STUDY} {_DONE}",
        rf"{_labelled(_AIM)}"
        rf"|.*?(?<!secondary )\b{_AIM}\b(?: of (?:\S+ ){{0,8}}?\S+)? {_IS}\b"
        r"|to (?:investigate|evaluate|assess|determine|examine|study|compare|describe"
        r"|explore|identify|analy[sz]e|find out|test|measure|estimate)\b"
        rf"|.*?\b{_BY} (?:aim(?:s|ed)?|sought|seeks?|set out|wanted|tried) to\b",
        "aim goal purpose objective",
    ),
    "method": (
        rf"how {_IS} (?:{_THIS_STUDY} {_DONE}|it (?:carried out|conducted|done))"
        rf"|how did {_BY} (?:proceed|{_CONDUCT} {_IT})"
        rf"|(?:what|which) {_METHOD} (?:{_IS} (?:used|applied)(?: in {_IT})?"
        rf"|{_DO} {_BY} use)"
        rf"|what {_IS} {_THEIR} {_MAIN}{_METHOD}(?:{_OF}| used)?"
        rf"|what (?:kind|type|sort) of {_STUDY} {_IS} (?:it|this)",
        rf"{_labelled('(?:materials and )?(?:methods?|methodology|design)')}"
        rf"|{_OWN}(?:.*?\b{_DESIGN}|(?:.*?\b{_WE}|{_OF_STUDY}.*?\b(?:was|were))"
        rf" (?:\w+ly |also )?{_TREATED})\b",
        "method design used conducted analysed",
    ),
    "sample": (
        rf"how many {_PEOPLE} (?:(?:took part|participated|responded|were (?:there"
        r"|asked|included|enrolled|recruited|involved|studied|interviewed|surveyed))"
        rf"(?: in {_IT})?|did {_BY} (?:have|include|study|recruit|ask|interview))|"
        rf"(?:what|how large) {_IS} the (?:sample(?: size)?|number of {_PEOPLE}){_OF}?",
        rf"(?:(?:the|of (?:the|these)|in total,?|overall,?) )?{_SO_MANY}"
        r"|.*?\b(?:total|samples?|data|survey|among|analysis|series|cohort|study|included"
        r"|enrolled|recruited|analy[sz]ed|interviewed|surveyed|received|reviewed"
        rf"|performed) (?:(?:of|from|with|in|among|on) )?(?:\S+ ){{0,2}}?{_SO_MANY}"
        rf"|.*?\b{_PEOPLE}\b.*\(n ?= ?\d|.*?\bsample size (?:was|of)\b",
        "patients participants total enrolled included",
    ),
    "data": (
        r"(?:what|which) data(?: ?sets?)? "
        rf"(?:{_IS} (?:used|collected|analy[sz]ed)(?: in {_IT})?"
        rf"|{_DO} {_BY} (?:use|collect|analy[sz]e))|how {_IS} {_THEIR} data collected"
        rf"|where {_DO} {_THEIR} data come from",
        rf"{_labelled('data(?: sources?)?')}"
        r"|.*?\bdata\w* (?:\S+ ){0,4}?(?:was|were|are|is) (?:\w+ly )?(?:obtained"
        r"|collected|retrieved|taken|drawn|gathered|extracted|derived|downloaded)\b"
        rf"|.*?\b{_WE} (?:used?|analy[sz]ed?|obtained|compared?) (?:\S+ ){{0,10}}?data",
        "data dataset obtained collected",
    ),
    "time": (
        rf"when {_TAKEN_PLACE}",
        rf"{_OF_STUDY}{_OWN}.*?\b(?:between|from|during|(?:{_DONE}|{_TREATED})"
        rf" (?:\S+ ){{0,6}}?in) (?:\S+ ){{0,3}}?(?:\S*[./])?(?:1[89]|20)\d\d\b",
        "conducted collected between",
    ),
    "place": (
        rf"where {_TAKEN_PLACE}",
        rf"{_OF_STUDY}{_OWN}.*?\b(?:in|at|from) (?:\S+ ){{0,4}}?(?-i:[A-Z][a-z]+)"
        r"|.*?\b(?:hospital|universit(?:y|ies)|clinic|cent(?:re|er)|school)s?\b",
        "conducted hospital university",
    ),
    "finding": (
        rf"what {_DO} {_BY} (?:find(?: out)?|show|reveal|discover)"
        rf"|what {_IS} the {_MAIN}{_FINDING}{_OF}?",
        rf"{_labelled(_FINDING)}"
        rf"|.*?\b(?:{_BY}|(?:our|the|these|its) (?:{_FINDING}|data)) (?:found|finds?"
        r"|shows?|showed|suggest(?:s|ed)?|reveal(?:s|ed)?|observed|demonstrate[sd]?"
        r"|indicate[sd]?|confirm(?:s|ed)?)\b",
        "found results findings show",
    ),
    "conclusion": (
        rf"what {_DO} {_BY} conclude|what {_IS} the {_MAIN}conclusions?{_OF}?",
        rf"{_labelled('conclusions?')}|.*?\b{_BY} concluded?\b"
        r"|in (?:conclusion|summary)\b|to conclude\b",
        "conclude conclusion summary",
    ),
    "contribution": (
        rf"what(?:['’]s| is) (?:new|novel|original)(?: (?:about|in|with) {_IT})?"
        rf"|what {_IS} the {_MAIN}(?:contributions?|novelty|innovations?){_OF}?"
        rf"|what {_DO} {_BY} (?:contribute|propose)",
        rf"{_labelled('(?:contributions?|originality|novelty)')}"
        rf"|{_OF_STUDY}.*?\b(?:for the first time|to (?:our|the best of our) knowledge"
        r"|is the first|(?:our|main|key|following) contributions?)\b"
        rf"|.*?\b{_WE} (?:propose|introduce|present|develop)(?:e?d|s)?\b",
        "first time novel propose introduce present develop",
    ),
    "limitation": (
        rf"what {_IS} {_THEIR} {_MAIN}{_LIMITATION}"
        rf"(?: (?:of|to|in) (?:{_THIS_STUDY}|(?:the|this|their) (?:approach|method)))?"
        rf"|what {_LIMITATION} {_DO} {_BY} (?:have|name|mention|discuss)",
        rf"{_labelled(_LIMITATION)}|.*?\b{_LIMITATION} (?:of|to) (?:this|our) {_STUDY}"
        rf"|.*?\b(?:{_WE} (?:has|have|had)|an?|one|another|other|several|some|few|main"
        rf"|major|important|two|three|primary|potential|not without)"
        rf" (?:\S+ ){{0,2}}?{_LIMITATION}\b",
        "limitation weakness caveat limited",
    ),
    "recommendation": (
        rf"what {_DO} {_BY} (?:recommend|advise|call for)"
        rf"|what {_IS} {_THEIR} {_MAIN}recommendations?{_OF}?",
        rf"{_labelled('recommendations?')}|{_NEEDED}"
        rf"|.*?\b{_WE} (?:\w+ )?(?:recommend|advise|urge|call for|caution"
        r"|(?:propose|suggest)s? that)|.*?\b(?:is|are) recommended\b"
        rf"|{_OF_STUDY}.*?\bshould (?!be (?!\w+ed\b))",
        "recommend should suggest propose further future",
    ),
    "outlook": (
        rf"(?:what|which) {_LATER} (?:(?:is|are) (?:needed|necessary|planned)"
        rf"|{_DO} {_BY} (?:plan|suggest|recommend|propose))"
        rf"|what {_DO} {_BY} (?:suggest|recommend|propose) for {_LATER}"
        r"|what should be done next|what is planned(?: next| as future work)?"
        rf"|what (?:is|are) {_THEIR} (?:next steps?|future (?:work|plans)){_OF}?",
        rf"{_labelled('(?:future|outlook|next)')}|{_NEEDED}|.*?\bremains? to be\b",
        "future further research studies work needed",
    ),
    "funding": (
        rf"who (?:funded|financed|sponsored|supported|paid for) {_IT}"
        rf"|who (?:gave|provided) the (?:money|funding)(?: for {_IT})?"
        rf"|how {_IS} {_IT} (?:funded|financed|supported|paid for)"
        rf"|where {_DO} {_THEIR} (?:money|funding)(?: for {_IT})? come from"
        rf"|what {_IS} the (?:sources? of )?funding(?: sources?)?(?: (?:of|for) {_IT})?"
        rf"|(?:what|which) (?:grants?|funders?) (?:supported|funded) {_IT}",
        rf"{_labelled('(?:funding|financial support|acknowledge?ments?)')}"
        r"|.*?\b(?:(?:funded|financed|sponsored)(?: \S+){0,3}? by"
        r"|supported(?: \S+){0,3}? by (?:\S+ ){0,12}?(?:grants?|fund(?:s|ing)?"
        r"|foundation|council|institutes?|awards?|fellowships?|scholarships?|ministry)"
        r"|(?:funding|financial support) (?:was (?:given|provided)|came|from))\b",
        "funded supported grant funding foundation",
    ),
    "definition": (
        rf"what(?:['’]s| {_IS}| (?P<says>does|do)) (?:an? |the (?:(?:acronym|term) )?)?"
        rf"(?!.*{_MORE_OF_IT}(?<!stand for|short for)(?<!refer to)){_QUOTE}"
        rf"(?P<term>\w\S*?(?: \S+?){{0,{MAX_TERM_WORDS - 1}}}?){_QUOTE}"
        r"(?(says) (?:mean|stand for|refer to)|(?: short for)?)",
        rf"(?:an? |the (?:(?:term|word|notion|concept|name) )?)?{_QUOTE}{_TERM}{_QUOTE}"
        r"(?: ?\([^()]{1,20}\)| \(?or [A-Z]{2,6}\)?)?,? (?:(?:is|are|was|were) (?:one"
        r"|an?|any|the|when|where|defined|used to (?:refer|mean|describe))|refers? to"
        r"|means?|denotes?|stands? for)\b|.*?\b(?:called|termed|named?|known as|defined"
        rf" as|referred to as) (?:an? |the )?{_QUOTE}{_TERM}\b|.*?\w \({_TERM}\)"
        rf"|.*?\b{_TERM}(?:(?:,{_QUOTE}|{_QUOTE},) (?:an?|the) (?:[^\s,.;]+ ){{1,6}}"
        r"(?:[^\s,.;]+[,.;]|(?:which|that|who(?:se)?|where)\b)"
        r"| \((?!see |\w+ et )(?:i\.e\.|(?:[^\W\d][^\s()]* ){2}))",
        "",
    ),
}
"""Of each role the form of the question for it and of the sentence that plays it, and
words to look for. The first that is asked for is meant: definitions are of anything."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A role that a question asks for: the form of what plays it, words, any term."""

    form: re.Pattern[str]
    words: str
    term: str


def plays_role(question: str, sentence: str) -> bool:
    """Tell whether a sentence has the form of what a question asks for.

    Args:
        question: A question; most ask for no role, and then none is played.
        sentence: A sentence of any text.

    Example:
        >>> plays_role("What did the study find?", "We found owls.")
        True
        >>> plays_role("What did the owl find?", "We found owls.")
        False
    """
    role = _role_asked(question)
    return role is not None and role.form.match(_spaced(sentence)) is not None


def words_of_role(question: str) -> str:
    """Give words that sentences have which play the role that a question asks for.

    Example:
        >>> words_of_role("Who paid for it?")
        'funded supported grant funding foundation'
    """
    role = _role_asked(question)
    return role.words if role else ""


def term_asked(question: str) -> str:
    """Give what a question wants the definition of; nothing where it wants none.

    Example:
        >>> term_asked("What is a spring tide?"), term_asked("How high is the tide?")
        ('spring tide', '')
    """
    role = _role_asked(question)
    return role.term if role else ""


@lru_cache(maxsize=16)
def _role_asked(question: str) -> _Role | None:
    bare = _spaced(question).rstrip(" ?.!")
    for asked, said, words in _ROLES.values():
        if found := re.fullmatch(asked, bare, re.IGNORECASE):
            term = found.groupdict().get("term", "")
            any_term = "[ -]+".join(map(re.escape, re.split("[ -]+", term)))
            form = re.compile(said.replace(_TERM, any_term), re.I)
            return _Role(form, words, term)
    return None


def _spaced(text: str) -> str:
    return " ".join(text.split())
