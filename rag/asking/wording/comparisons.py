"""A comparison, taken apart into its two sides by its form, in English.

"The wages of men and women" says "the wages of" once for both, "public and private
schools" the noun: each side gets what it lacks, so that it can be asked for alone.
"""

import re

from rag.asking.wording.english import BE, DO, HAVE, MODAL, WH, is_plural

_BE = rf"(?:['’]s|\s+(?:{BE}))"
_DO = rf"(?:{DO}|{MODAL})"
_HOW = r"(?:how|in\s+(?:what|which)\s+(?:ways?|respects?))"
_DIFFERENCE = r"(?:differences?|similarit(?:y|ies)|contrasts?|comparison)"
_ALIKE = r"(?:different|distinct|similar|alike)"
_A, _B = r"(?P<a>.+?)", r"(?P<b>.+)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?:compare|contrast)\s+(?P<a>{WH}\s.+?)\s+"
        rf"(?P<and>and|with|to|versus|vs\.?)\s+(?P<b>{WH}\s.+)",
        rf"(?:compare|contrast)\s+{_A}\s+(?P<and>and|with|to|versus|vs\.?)\s+{_B}",
        rf"(?:what{_BE}\s+|explain\s+|describe\s+)?(?:the\s+)?(?:\w+\s+){{0,2}}?"
        rf"{_DIFFERENCE}(?:\s+and\s+{_DIFFERENCE})?(?:\s+(?:is|are)\s+there)?"
        rf"\s+between\s+{_A}\s+(?P<and>and)\s+{_B}",
        rf"{_HOW}\s+{_DO}\s+{_A}\s+(?P<and>and)\s+{_B}\s+(?:differ|compare)",
        rf"{_HOW}{_BE}\s+{_A}\s+(?P<and>and)\s+{_B}\s+{_ALIKE}",
        rf"{_HOW}\s+{_DO}\s+{_A}\s+(?:differ\s+from|compare\s+(?:to|with))\s+{_B}",
        rf"{_HOW}{_BE}\s+{_A}\s+{_ALIKE}\s+(?:from|to|than)\s+{_B}",
        rf"what\s+(?:distinguishes|separates|sets)\s+{_A}\s+(?:apart\s+)?from\s+{_B}",
        rf"what\s+{_DO}\s+{_A}\s+(?P<and>and)\s+{_B}\s+have\s+in\s+common",
        r"(?P<a>(?:\S+\s+){0,3}\S+)\s+(?:versus|vs\.?)\s+(?P<b>(?:\S+\s+){0,3}\S+)",
    )
)
# What both are compared in, at the end: "in terms of size", "as teachers".
_ASPECT = re.compile(
    r"\s+(?:in\s+terms\s+of|with\s+(?:regard|respect)\s+to|as\s+(?:regards|to)|regarding|"
    r"as|in\s+(?=(?:what|how|whom|which|their)\b)|in\s+(?=(?!common)[a-z]+$))\s*.+$"
)
_PRONOUN = re.compile(r"(?:it|he|she|they|this|that|these|those|one|each other)", re.I)
_PREPOSITION = r"(?:of|about|in|at|on|for|from|by|among|as|during|under|after|before)"
# "the wages of" of "the wages of men".
_HEAD = re.compile(
    rf"(?P<head>(?:the|its|their|his|her)\s+.*?\b{_PREPOSITION})\s+\S.*",
    re.IGNORECASE | re.DOTALL,
)
_SAYS = r"(?:says?|said|writes?|wrote|claims?|tells?|told|thinks?|argues?|finds?|found)"
_PLURAL_VERB = re.compile(r"say|write|claim|tell|think|argue|find", re.IGNORECASE)
_SAID = re.compile(
    rf"(?P<who>.+?\s(?P<says>{_SAYS}))(?P<more>\s.+)?", re.IGNORECASE | re.DOTALL
)
_THAT_OF = re.compile(rf"(?:that|those)\s+(?={_PREPOSITION}\s)", re.IGNORECASE)
_OWN_HEAD = re.compile(
    rf"(?:the|an?|its|their|his|her)\s.*\s{_PREPOSITION}\s", re.IGNORECASE
)
_ADJECTIVE = re.compile(
    r"(?:the\s+)?(?:first|second|third|last|old|new|red|white|black|green|blue|public|"
    r"good|bad|big|small|large|long|short|high|low|early|late|young|hot|cold|warm|"
    r"open|closed|rich|poor|left|right|upper|lower|inner|outer|single|male|female|"
    r"direct|[a-z]{3,}(?:ic|al|ous|ive|ary|ful|less|able|ible|ed|ern|ate))",
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_CLAUSE = re.compile(rf"(?P<word>{WH}\s+)(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
# "What | it | did to Norway", after "what the plague did to Egypt".
_PRONOUN_CLAUSE = re.compile(
    rf"(?P<word>{WH}\s+)(?:it|he|she|they)\s+(?P<rest>(?P<verb>\w+)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_HAS = rf"(?:{BE}|{HAVE})"
# "Which city is larger, Lima or Quito", "Where is rain more common, here or inland".
_PICKED = re.compile(
    rf"(?:(?:who|which|what)(?:(?:\s+(?!{_HAS}\b)[\w'-]+){{1,2}}(?=\s+{_HAS}\b))?\s+"
    rf"(?P<said>[^,]+)|(?:(?:in|on|at|by)\s+which|where|when)\s+{_HAS}\s+"
    r"(?P<of>[^,]+)),\s+(?P<a>[^,]+?)\s+or\s+(?P<b>[^,]+)",
    re.IGNORECASE | re.DOTALL,
)
_MORE = re.compile(
    r"\b(?:(?:the\s+)?(?:more|less|fewer|most|least)\b\s*|(?=\w{2,}er\b))",
    re.IGNORECASE,
)


def sides_of(bare: str) -> tuple[str, ...]:
    """Give the two things that a question compares, each as it can be asked for alone.

    Args:
        bare: The question, without the mark at its end.

    Returns:
        Both sides; none where nothing is compared by its form.

    Example:
        >>> sides_of("Compare the wages of men and women")
        ('the wages of men', 'the wages of women')
        >>> sides_of("How do public and private schools differ")
        ('public schools', 'private schools')
        >>> sides_of("Compare the coast of Peru with that of Chile")
        ('the coast of Peru', 'the coast of Chile')
    """
    aspect = _ASPECT.search(bare)
    plain, end = (bare[: aspect.start()], aspect.group()) if aspect else (bare, "")
    match = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
    if match is None or any(map(_PRONOUN.fullmatch, match.group("a", "b"))):
        return ()
    joined = (match.groupdict().get("and") or "").lower() == "and"
    sides = _completed(match["a"], match["b"], is_joined=joined)
    return tuple(f"{side}{end}" for side in sides)


def picked_of(bare: str) -> tuple[tuple[str, str], ...]:
    """Give two things of which a question picks one, and what is to be found of each.

    >>> picked_of("Who sold more, Lima or Quito")
    (('Lima', 'Lima sold'), ('Quito', 'Quito sold'))
    >>> picked_of("Where is rain more common, on the coast or inland")[1]
    ('inland', 'rain common inland')
    """
    match = _PICKED.fullmatch(bare)
    said = (match["said"] or match["of"]) if match else ""
    sides = _completed(*match.group("a", "b"), is_joined=True) if match else ()
    # "Lima and Callao or Quito" may be two things or three.
    if not _MORE.search(said) or any(" and " in side for side in sides):
        return ()
    plain = _MORE.sub("", said).strip()
    is_subject = match is not None and match["said"] is not None
    return tuple(
        (one, f"{one} {plain}" if is_subject else f"{plain} {one}") for one in sides
    )


def question_of(side: str) -> str:
    """Ask for one side alone, as a sentence without its mark.

    >>> question_of("the wages of men"), question_of("what Watt built")
    ('What are the wages of men', 'what Watt built')
    """
    if _CLAUSE.fullmatch(side):
        return side
    noun = re.split(rf"\s{_PREPOSITION}\s", side, maxsplit=1)[0]
    return f"What {'are' if is_plural(noun) else 'is'} {side}"


def _completed(one: str, other: str, *, is_joined: bool) -> tuple[str, str]:
    """Give each side the words that the other one says for both."""
    if clause := _CLAUSE.fullmatch(one):
        return _clauses(one, clause["word"], other)
    head = _HEAD.fullmatch(one)
    if head and _THAT_OF.match(other):
        bare = head["head"].rsplit(maxsplit=1)[0]
        return one, f"{bare} {_THAT_OF.sub('', other, count=1)}"
    if head and is_joined and not _OWN_HEAD.match(other):
        return one, _behind(head["head"], one, other)
    if is_joined and _ADJECTIVE.fullmatch(one) and " " in _ARTICLE.sub("", other):
        noun = _ARTICLE.sub("", other).partition(" ")[2]
        return f"{one} {noun}", other
    return one, other


def _behind(head: str, one: str, other: str) -> str:
    """Put the other side behind the words that lead to its like in the first one."""
    preposition = other.split()[0]
    if re.fullmatch(_PREPOSITION, preposition, re.IGNORECASE):
        head = one.rpartition(f" {preposition} ")[0] or head
    return f"{head} {other}"


def _clauses(one: str, word: str, other: str) -> tuple[str, str]:
    """Share what follows: of "what Watt" and "Newcomen built" both built something."""
    if said := _SAID.fullmatch(other):
        return _both_said(one, word, said)
    names = one[len(word) :].split()
    words = other.split()
    if leans := _PRONOUN_CLAUSE.fullmatch(other):
        subject = re.match(rf"{WH}\s+(.+?)\s+{leans['verb']}\b", one, re.I)
        named = f"{leans['word']}{subject[1]} {leans['rest']}" if subject else other
        return one, named
    if re.fullmatch(_PREPOSITION, words[0], re.IGNORECASE):
        return one, _behind(one, one, other)
    if _CLAUSE.fullmatch(other) or len(words) <= len(names):
        return one, other
    rest = " ".join(words[len(names) :])
    return f"{one} {rest}", f"{word}{' '.join(words[: len(names)])} {rest}"


def _both_said(one: str, word: str, said: re.Match[str]) -> tuple[str, str]:
    """Share who says and about what: "what Watt and Savery say about steam"."""
    own = _SAID.fullmatch(one)
    if own is None:
        alone = f"{one} {said['says']}{said['more'] or ''}", f"{word}{said.string}"
        return _singular(alone[0]), _singular(alone[1])
    other = said.string if _CLAUSE.fullmatch(said.string) else f"{word}{said.string}"
    more = own["more"] or said["more"] or ""
    return f"{own['who']}{more}", f"{other}{'' if said['more'] else more}"


def _singular(clause: str) -> str:
    """Have one alone say what two said: "what Watt says".

    >>> _singular("what Watt say of it"), _singular("what the miners say of it")
    ('what Watt says of it', 'what the miners say of it')
    """
    who, verb, more = re.split(rf"\s({_SAYS})\b", clause, maxsplit=1, flags=re.I)
    is_one = _PLURAL_VERB.fullmatch(verb) and not is_plural(who)
    return f"{who} {verb}{'s' if is_one else ''}{more}"
