"""Questions for what an article says, as "Does the article mention Milan?" is one.

No sentence of an article says that it mentions something, or that it was told to name
it. So what a question says of the article itself is left out, and the rest is searched:
"What about Milan?". English forms only; any other wording is searched as it stands.
"""

import re

from rag.asking.wording.english import BE, DAYS, DO, MARKS, POLITE, capital

_NOUN = (
    r"(?:articles?|texts?|documents?|papers?|pages?|posts?|pieces?|files?|stor(?:y|ies)|"
    r"commentar(?:y|ies)|essays?|columns?|editorials?)"
)
_SECTION = "(?:sections?|chapters?)"
_WHICH_SECTION = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|next|previous|same|whole|\d+\w*)\b",
    re.I,
)
_TEXT = (
    r"(?:(?:the|this|that|these|those|my|our|your|any of the|all the|any) "
    rf"(?:{_NOUN}|library|authors?|writers?)|its authors?|it|they|you)"
)
# "In it" and "in there" are said of places, too.
_IN_TEXT = rf"(?:(?:somewhere |anywhere )?(?:in|according to) (?!it\b|they\b){_TEXT})"
_TAIL = rf"(?:,? (?:at all|anywhere|(?:in )?here|in it|in there|{_IN_TEXT}))*"
_DO = rf"(?:{DO}|can|could)"
_IS = rf"(?:{BE})"
_EVER = r"(?:(?:ever|also|even|actually) )?"
_NEWS = r"(?:information|details?|facts?|words?|mentions?|quotes?|passages?|sentences?)"
_ANYTHING = rf"(?:(?:any|some)(?:thing|where)?|a lot|more|much)(?: (?:{_NEWS}|else))?"
_ABOUT = r"(?:about|on|of|regarding|concerning)"
_NAME = r"(?:mention|name|cite|list|discuss|cover|refer to|talk about|speak of)"
_NAMES = (
    r"(?:(?:mention|name|cite|list|cover)s?|discuss(?:es)?|refers? to|talks? about|"
    r"speaks? of|deals? with)"
)
_NAMED = r"(?:mentioned|named|cited|listed|discussed|covered|talked about)"
_SAY = r"(?:say|tell(?: us| me)?|report|write|state|claim|think|know|find|have)"
_X = r"(?P<x>[^\s?][^?]*?)"


def _forms(*forms: str, tail: str = _TAIL) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form + tail, re.IGNORECASE) for form in forms)


_ABOUT_X = _forms(
    # Does the article mention Milan? Where does it say anything about trains?
    rf"(?:where )?{_DO} {_TEXT} {_EVER}{_NAME} (?:{_ANYTHING} )?{_X}",
    rf"(?:where )?{_DO} {_TEXT} {_EVER}{_SAY} (?:{_ANYTHING} )?{_ABOUT} {_X}",
    # Is Milan mentioned? Is there anything about trains?
    rf"(?:where )?{_IS} {_X} {_EVER}{_NAMED}",
    rf"{_IS} there {_ANYTHING} (?:said |written )?{_ABOUT} {_X}",
    rf"any(?:thing| {_NEWS}) {_ABOUT} {_X}",
    # Tell me about trains. Find all passages on trains.
    r"(?:please )?(?:(?:can|could|would|will) you (?:please )?)?"
    r"(?:tell|show|give|find|get)(?: me| us)? "
    rf"(?:(?:{_ANYTHING}|(?:(?:an?|all|the) )?{_NEWS}) )?{_ABOUT} {_X}",
    # Which article is about trains? Where can I read about trains?
    rf"(?:which|what)(?: of (?:the|my|our|these|your))? {_NOUN} (?:{_IS} {_ABOUT}|"
    rf"{_NAMES}|{_SAY}s? {_ANYTHING} {_ABOUT}) {_X}",
    rf"where (?:can|do|could) i (?:read|find|learn) (?:{_ANYTHING} )?{_ABOUT} {_X}",
    # What does the author think about trains? What is said about trains? As one
    # side of a comparison: "What the article says about trains".
    rf"(?:quote )?what (?:(?:else )?{_DO} )?{_TEXT} {_EVER}{_SAY}s? {_ABOUT} {_X}",
    rf"what (?:else )?{_IS} (?:said|written|reported|stated) {_ABOUT} {_X}",
    rf"what {_DO} the {_SECTION} {_ABOUT} {_X} {_SAY}",
    rf"what {_DO} the (?P<section>(?:[\w-]+ ){{0,3}}?){_SECTION} {_SAY} {_ABOUT} {_X}",
)
_ASKED = r"(?P<asked>(?:which|what|how many) (?:\S+ ){0,4}?)"
_LISTS = _forms(
    # Which trains does the article name? What reasons does it give for the delay?
    rf"{_ASKED}{_DO} {_TEXT} {_EVER}(?:{_NAME}|give|describe|report|highlight)"
    r"(?P<rest>(?: (?:of|for|on|about) .+?)?)",
    # Which trains are mentioned?
    rf"{_ASKED}{_IS} {_EVER}{_NAMED}(?P<rest>)",
)
# Name the ports. Please list all ports that have a crane.
_ORDER = re.compile(
    r"(?:please )?(?:name|list|enumerate|mention) (?:all )?(?:of )?"
    r"(?P<x>(?:the|some|two|three|four|five) .+)",
    re.IGNORECASE,
)
# Name the manager of the mill. List the deputy mayor in charge.
_NAMES_ONE = re.compile(
    r"(?:please\s+)?(?:name|list|mention)\s+the\s+(?:[\w'-]+(?<!s)\s+){0,2}?"
    r"(?!(?:people|men|women|children|staff|crew|cast|team|data|criteria|equipment)\b)"
    r"[a-z'-]+(?<!s)\s+(?:of|in|at)\b",
    re.IGNORECASE,
)
# What happens in Lima? What's new in Lima? No sentence says that something happens.
_NEWS_OF = re.compile(
    rf"what(?:['’]s| {_IS})? (?:happen(?:s|ed|ing)|go(?:es|ing) on|new) (?:in|at)"
    rf" (?!(?:{DAYS})\b)(?P<x>(?-i:[A-Z])\S*(?: (?-i:[A-Z])\S*)*)",
    re.IGNORECASE,
)
# An article may be on a library.
_IN_ARTICLE = rf"(?!\w+ the library\b){_IN_TEXT}"
_FRAMES = _forms(
    rf"{POLITE.pattern}(?P<rest>.+)",
    rf"{_IN_ARTICLE},? (?P<rest>.+)",
    # "Is it given in the article?" and "Who is mentioned there?" ask nothing without.
    rf"(?!{_IS}\b)(?P<rest>.+?),?(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)"
    rf" (?:as )?(?:mentioned|described|given) {_IN_ARTICLE}",
    rf"(?!what(?:['’]s| {_IS}) {_IN_ARTICLE}\Z)(?P<rest>.+?),? {_IN_ARTICLE}",
    tail="",
)


def mentioned_in(question: str) -> str | None:
    """Give the thing of which a question asks whether, where or how it is mentioned.

    Returns:
        The thing as the question writes it; None where it asks something else.

    Example:
        >>> mentioned_in("Does the article say anything about night trains?")
        'night trains'
        >>> mentioned_in("Does the train stop in Milan?")
    """
    found = _about(question)
    return found["x"] if found else None


def _about(question: str) -> re.Match[str] | None:
    bare = POLITE.sub("", question.strip(MARKS))
    return next(filter(None, (form.fullmatch(bare) for form in _ABOUT_X)), None)


def without_article(question: str) -> str | None:
    """Leave out what a question says of the article, which no article says of itself.

    Returns:
        The question that is left; None where nothing of the kind is in it.

    Example:
        >>> without_article("Is Milan mentioned anywhere in the text?")
        'What about Milan?'
        >>> without_article("What is going on in Milan?")
        'What about Milan?'
        >>> without_article("What reasons does the author give for the delay?")
        'What reasons for the delay?'
        >>> without_article("According to the article, how fast is it?")
        'How fast is it?'
        >>> without_article("Name the trains that are fast.")
        'What are the trains that are fast?'
        >>> without_article("How fast is the train?")
    """
    bare = question.strip(MARKS)
    news = _NEWS_OF.fullmatch(bare)
    if about := news or _about(question):
        # The name of the section where it stands says where to look.
        section = _WHICH_SECTION.sub("", about.groupdict().get("section") or "").strip()
        return f"What about {about['x']}{section and f' ({section})'}?"
    for form in _LISTS:
        if found := form.fullmatch(bare):
            return _asked(found["asked"].strip() + found["rest"])
    if found := _ORDER.fullmatch(bare):
        return f"What {'is' if names_one(bare) else 'are'} {found['x']}?"
    rest = without_frame(bare)
    return rest and (without_article(rest) or rest)


def names_one(question: str) -> bool:
    """Tell whether one thing is to be named, and not several.

    Example:
        >>> names_one("Name the manager of the mill."), names_one("Name the managers.")
        (True, False)
    """
    return _NAMES_ONE.match(question) is not None


def without_frame(question: str) -> str | None:
    """Leave out an "according to the article" or "tell me" around a whole question.

    Returns:
        The question within; None where there is no such frame.

    Example:
        >>> without_frame("How fast is it, according to the text?")
        'How fast is it?'
        >>> without_frame("Does the text say how fast it is?")
    """
    bare = question.strip(MARKS)
    found = next(filter(None, (form.fullmatch(bare) for form in _FRAMES)), None)
    return _asked(found["rest"]) if found else None


def _asked(text: str) -> str:
    return f"{capital(text)}?"
