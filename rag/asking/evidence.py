"""What says that a passage answers: the figures its probability is computed from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p, sqrt, tanh
from statistics import fmean

from rag.asking.confidence import Features
from rag.asking.ranking.candidates import LIST_DEPTH
from rag.asking.ranking.discourse import asks
from rag.asking.ranking.marking import form_of
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Judged, only_names, second_score
from rag.asking.ranking.sections import asks_for_section
from rag.asking.wording.answer_types import fits, fits_at, is_open, wants_figure
from rag.asking.wording.cells import cell_asked, labels_of
from rag.asking.wording.contacts import find_contact
from rag.asking.wording.english import WH
from rag.asking.wording.figures_asked import asks_number, has_number
from rag.asking.wording.kinds_asked import lacks_kind, lacks_price
from rag.asking.wording.lives import tells_no_life
from rag.asking.wording.names import only_lists, says_no_more, tells_of, tells_who
from rag.asking.wording.opposites import (
    affirms,
    is_of_other_size,
    is_of_other_version,
    names_another,
    names_deputy,
    repeats_error,
)
from rag.asking.wording.reasons import gives_reason, only_repeats
from rag.asking.wording.reasons_asked import asks_why, says_why
from rag.asking.wording.rhetorical_roles import plays_role, term_asked
from rag.asking.wording.times import is_of_other_time
from rag.asking.wording.unnamed import leaves_unnamed
from rag.asking.wording.what_is_on import is_under_time
from rag.readers.plain.lines import ends_sentence
from rag.types import Passage

_WANTS_MORE = re.compile(rf"\W*{WH}\b", re.IGNORECASE)

CLEAR_LEAD = 0.1
"""Where a passage's score is so much above others, three quarters of its lead are
reached (tanh 1 is 0.76): it is the one the question is on. Further ahead it is no
likelier to answer. In an article on a train all that is asked of that is far ahead."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What else is known of a passage.

    `cosines` are the question's with the passage's vector and then its sentences',
    `word_share` is the share of the question's words that it has, `lacks_name` that of
    its names that it lacks, and `lead` what `leads_of` gives. `has_rest` tells
    whether it has all words of a question for an address but those for that, and
    `names_absent` whether the question names what its article has nowhere, or a year
    that the passage isn't of.
    """

    cosines: Sequence[float]
    word_share: float
    lead: float = 0.0
    lacks_name: float = 0.0
    has_rest: bool = False
    names_absent: bool = False


def features_of(
    query: Query,
    judged: Sequence[Judged],
    compared: Sequence[Compared],
    searched: int,
) -> list[Features]:
    """Gather what the probability of each passage is computed from.

    Args:
        query: The question.
        judged: The passages, best first, at least one.
        compared: What else is known of each.
        searched: How many passages were searched.
    """
    read = [one.read.answers for one in judged if one.read]
    # What wasn't read is taken to answer as little as the worst that was, and no more
    # likely than not: where one was read, that is the one that answers.
    worst = min(*read, 0.0) if read else None
    return [
        _features(query, one, known, worst, searched)
        for one, known in zip(judged, compared, strict=True)
    ]


def _features(
    query: Query, judged: Judged, known: Compared, worst: float | None, searched: int
) -> Features:
    candidate, is_second = judged.candidate, query.is_second
    is_located = _is_located(query, judged, known) or _is_told_of(query, judged)
    has_contact = known.has_rest and find_contact(query.text, judged.quote) is not None
    is_stated = is_located or has_contact
    return Features(
        sentence_maxsim=float(candidate.interaction.sentences.max()),
        # A sentence's own vector tells more where its passage is on several things.
        cosine=max(known.cosines),
        word_share=known.word_share,
        log_searched=log(searched),
        answers=_answers(judged, worst, is_stated or _is_there(query, known)),
        misfit=float(not _fits(query, judged)),
        beside_point=float(known.names_absent or _is_beside(query, judged)),
        is_stated=float(is_stated),
        stands_out=stands_out(candidate.fused, searched),
        score=second_score(query, candidate) if is_second else 0.0,
        margin=known.cosines[0] - candidate.level if is_second else 0.0,
        lead=known.lead,
        clear_lead=tanh(known.lead / CLEAR_LEAD),
        says=log1p(float(query.token_weights.sum())) if is_second else 0.0,
        lacks_name=known.lacks_name if is_second else 0.0,
        gives_reason=float(gives_reason(query.text, judged.quote)),
    )


def stands_out(fused: float, searched: int) -> float:
    """Say by how much a first-stage score is above the best of as many by chance.

    Args:
        fused: The score, in standard deviations of those that were ranked.
        searched: How many passages were searched, at least one.

    Returns:
        The score less the square root of 2 ln(n), which the highest of n standard
        normal numbers comes near to (Cramér 1946, "Mathematical methods of
        statistics", section 28.6); n is what was ranked, `LIST_DEPTH` at most.

    Example:
        Of one passage, whose score is 0: 0.
    """
    return fused - sqrt(2 * log(min(searched, LIST_DEPTH)))


def leads_of(query: Query, judged: Sequence[Judged]) -> list[float]:
    """Say by how much each candidate's score is above the best of another article's.

    A question on something else is a little like many articles. Where all candidates
    are of one article, it is how much it is above the mean of the others; one alone,
    than which no other can be meant, leads by `CLEAR_LEAD`. By the first model all
    leads are 0.
    """
    if not query.is_second:
        return [0.0] * len(judged)
    scores = [second_score(query, one.candidate) for one in judged]
    articles = [one.passage.article_id for one in judged]
    return [_lead(place, scores, articles) for place in range(len(judged))]


def _lead(place: int, scores: Sequence[float], articles: Sequence[str]) -> float:
    own = articles[place]
    elsewhere = [s for s, a in zip(scores, articles, strict=True) if a != own]
    if elsewhere:
        return scores[place] - max(elsewhere)
    rest = [*scores[:place], *scores[place + 1 :]]
    return scores[place] - fmean(rest) if rest else CLEAR_LEAD


def _answers(judged: Judged, worst: float | None, is_there: bool) -> float | None:
    """Give the log-odds that a passage answers, none without a reader.

    What is there is as likely what is looked for as not.
    """
    answers = judged.read.answers if judged.read else worst
    return max(answers, 0.0) if is_there and answers is not None else answers


def _is_there(query: Query, known: Compared) -> bool:
    """Tell whether a passage is what is looked for, as no reader can say.

    Keywords ask nothing, and are all there.
    """
    are_keywords = not any(term.stop for term in query.terms)
    return are_keywords and known.word_share == 1


def _is_located(query: Query, judged: Judged, known: Compared) -> bool:
    """Tell whether a question names where its answer stands, and it stands there.

    That is under the heading ("What is ebb?" under "Ebb") or the time that is asked
    for, in the row and the column of a table, or in a sentence of the form asked for,
    behind "We found that" or "A tide is", or one that has all of the time asked for.
    """
    is_on_time = is_under_time(query.text, judged.quote)
    if is_on_time or plays_role(query.text, judged.quote):
        return True
    if is_open(query.text) and asks_for_section(query, judged.passage):
        return True
    cell = cell_asked(query.text, judged.quote)
    return cell is not None and cell.is_of_named_row and known.lacks_name == 0


def _is_told_of(query: Query, judged: Judged) -> bool:
    """Tell whether a reader marked who somebody is, right beside the name."""
    read = judged.read
    return read is not None and tells_who(query.text, judged.passage.text, read.words)


def _fits(query: Query, judged: Judged) -> bool:
    """Tell whether the words that a reader marked are what was asked for.

    A reason is told by a whole sentence, whatever of it is marked, and a figure of a
    row stands behind its name.
    """
    read = judged.read
    if read is None or query.is_second or read.above or form_of(query.text) == "reason":
        return True
    text, words = judged.passage.text, read.words
    has_figure = any(map(str.isdigit, text[words.start : words.end]))
    if wants_figure(query.text) and not has_figure and labels_of(judged.quote):
        return fits(query.text, judged.quote)
    return fits_at(query.text, text, words)


def _is_beside(query: Query, judged: Judged) -> bool:
    """Tell whether what is quoted isn't what was asked for, whatever its words."""
    if query.is_second:
        return _says_nothing(query, judged.quote)
    if judged.read is None:
        return False
    above = judged.passage.said_over(judged.read.above)
    return beside_point(query, judged.passage, judged.quote, above)


def beside_point(query: Query, passage: Passage, quote: str, above: str = "") -> bool:
    """Tell whether a quote isn't what was asked for in English, by its words.

    Args:
        query: The question.
        passage: What is quoted.
        quote: Which words of it.
        above: What a heading over it says that answers.
    """
    around = f"{passage.context} {passage.text}"
    # "Do not take it" may stand over the list of who shouldn't.
    headed = f"{passage.section or ''} {quote}"
    return (
        not fits(query.text, f"{above} {quote}")
        or lacks_kind(query.text, f"{above} {quote}")
        or lacks_price(query.text, f"{above} {quote}")
        or tells_no_life(query.text, quote)
        or affirms(query.text, headed)
        or names_another(query.text, around, headed)
        or is_of_other_version(query.text, around)
        or is_of_other_size(query.text, around, quote)
        or is_of_other_time(query.text, around, quote)
        or repeats_error(query.text, quote)
        or names_deputy(query.text, quote)
        or only_lists(term_asked(query.text), quote)
        or only_repeats(query.text, quote)
        or leaves_unnamed(query.text, quote)
        or _is_of_others(query.text, around, quote)
        or (not above and _only_names_it(query.text, quote))
    )


def _says_nothing(query: Query, quote: str) -> bool:
    """Tell that a quote has no answer, in whatever language."""
    return (
        asks(quote)
        or only_names(query, quote)
        or (asks_number(query.text) and not has_number(query.text, quote))
        or (asks_why(query.text) and not says_why(quote))
        or lacks_kind(query.text, quote)
    )


def _only_names_it(question: str, quote: str) -> bool:
    """Tell whether a quote is no sentence, and has the question's own words alone.

    So has a heading that the file doesn't tell from its text.
    """
    is_asked = _WANTS_MORE.match(question) is not None
    return is_asked and not ends_sentence(quote) and says_no_more(question, quote, "en")


def _is_of_others(question: str, passage: str, quote: str) -> bool:
    """Tell whether a quote has a figure of others, and nothing around what is named."""
    is_other = wants_figure(question) and tells_of(question, quote) is False
    return is_other and not tells_of(question, passage)
