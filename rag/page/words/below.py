"""What the packages below say in English, said to the reader of the page.

They know no reader; the page takes what they know and words it anew. In English it is
what they say themselves.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from rag.asking.states import LEAST_SAID, MOST_SAID, STATE_NAMES, State
from rag.library.changes import Change, Deed, Kind
from rag.page.words.saying import N_, _, isolated, name_of, ngettext, number
from rag.steps import Step
from rag.types import MISREAD, Part, Place, Status

CONSTANT = (
    N_("Answers"),
    N_("May not answer"),
    N_("Not found"),
    N_("The articles are on this, but may not answer it."),
    N_("The articles don't answer this."),
    N_("top of the article"),
    N_("may be misread"),
    N_("verbatim"),
    N_("verbatim, though the article has changed elsewhere"),
    N_("verbatim, but it has moved in the article"),
    N_("the article no longer says this"),
    N_("the article is not in the library"),
    N_("there are no words to be checked"),
    N_("the pack itself was changed: its words don't match their hash"),
    N_("plain text"),
    N_("rich text"),
    N_("separated values"),
    N_("subtitles"),
    N_("mail"),
    N_("articles in JSON"),
    N_("zip archive"),
    N_("picture"),
    N_("starting"),
    N_("reading"),
    N_("splitting"),
    N_("encoding"),
    N_("encoding again"),
    N_("words"),
    N_("languages"),
    N_("overviews"),
    N_("questions"),
    N_("publishing"),
    N_("asking"),
    N_("passage vectors"),
    N_("sentence vectors"),
    N_("What is “{title}” about?"),
    N_("the question is empty; ask something"),
    N_("the question has no words; ask something in words"),
    N_("the question is no text in Unicode; type it again"),
)
"""Said as it stands, wherever it comes from."""

SURE: dict[Status, str] = {
    "answered": N_("{share} sure"),
    "near": N_("{share} sure that the first quote does"),
    "not_found": N_("{share} sure that the nearest passage answers"),
}
DEEDS: dict[Kind, str] = {
    "add": N_("add {name}"),
    "remove": N_("remove {name}"),
    "restore": N_("restore {name}"),
    "rename": N_("rename {name} to {more}"),
    "tag": N_("tag {name}{more}"),
    "describe": N_("change the details of {name}"),
}


def listed(items: Iterable[str]) -> str:
    """Put a comma between things, as the language has it."""
    return _(", ").join(items)


def place_parts(place: Place) -> tuple[str, ...]:
    """Name a place, the largest first: ("Causes", "p. 3", "¶ 4")."""
    page, paragraph = place.page, place.paragraph
    parts = (
        place.section or "",
        "" if page is None else _("p. {page}", page=page),
        "" if place.time_s is None else str(timedelta(seconds=place.time_s)),
        _("¶ {number}", number=paragraph) if paragraph else _("top of the article"),
        _(MISREAD) if place.is_doubtful else "",
    )
    return tuple(part for part in parts if part)


def place_label(place: Place) -> str:
    """Name a place in one line."""
    return " · ".join(place_parts(place))


def state_said(
    status: Status, confidence: float | None, parts: Sequence[Part] = ()
) -> State:
    """Say what an answer is, as `rag.asking.states.state_of` does."""
    answered = sum(part.status == "answered" for part in parts)
    if answered < len(parts):
        sure = _("{answered} of {parts} parts", answered=answered, parts=len(parts))
        return State(_("Answers in part"), sure)
    sure = "" if confidence is None else _(SURE[status], share=_share(confidence))
    return State(_(STATE_NAMES[status]), sure)


def _share(probability: float) -> str:
    if probability < LEAST_SAID:
        return _("under {share}", share=f"{LEAST_SAID:.0%}")
    if probability > MOST_SAID:
        return _("over {share}", share=f"{MOST_SAID:.0%}")
    return f"{probability:.0%}"


def across_said(asked: str, answered: str, status: Status) -> str:
    """Say in which language a question is, and in which the quotes."""
    names = {"question": name_of(asked), "article": name_of(answered)}
    if status == "answered":
        return _("Asked in {question}, answered from an article in {article}.", **names)
    return _("Asked in {question}; the nearest article is in {article}.", **names)


def overview_said(titles: Sequence[str], left_out: int = 0) -> str:
    """Say what an overview is of, as `rag.asking.overviews.heading` does."""
    if not titles:
        return _("Overview")
    if len(titles) == 1 and not left_out:
        return _("Overview of {title}, in its own sentences", title=titles[0])
    if not left_out:
        return ngettext(
            "Overview of {n} article, in its own sentences",
            "Overview of {n} articles, in their own sentences",
            len(titles),
        )
    return _(
        "Overview of the newest {some} of {all} articles, in their own sentences",
        some=len(titles),
        all=len(titles) + left_out,
    )


def difference_said(each: Iterable[tuple[str, str, int]]) -> str:
    """Say what differs, by the words, title and number of each."""
    sides = (
        _("{words} in “{title}” [{number}]", words=words, title=title, number=number)
        for words, title, number in each
    )
    return _("These differ: {sides}.", sides=listed(sides))


def change_said(change: Change) -> str:
    """Say what undo or redo would do: "remove “Tides”"."""
    return listed(map(_deed, change.deeds))


def _deed(deed: Deed) -> str:
    if deed.name:
        more = deed.more.lstrip()
        if more:  # tags stand behind a space, which is the sentence's own
            more = deed.more.removesuffix(more) + isolated(more)
        return _(DEEDS[deed.kind], name=isolated(deed.name), more=more)
    return _(DEEDS[deed.kind], name=articles_said(deed.count), more="")


def articles_said(count: int) -> str:
    """Say how many articles."""
    return ngettext("{n} article", "{n} articles", count)


def waiting_said(count: int) -> str:
    """Say how many articles can't be asked yet; "" where all can."""
    if not count:
        return ""
    return ngettext(
        "{n} article is not searchable yet",
        "{n} articles are not searchable yet",
        count,
    )


def passages_said(count: int) -> str:
    """Say how many passages."""
    return ngettext("{n} passage", "{n} passages", count)


def step_said(step: Step) -> str:
    """Say which step it is, and of pages which one is being read."""
    if step.name != "pages":
        return _(step.name)
    page, total = number(min(step.done + 1, step.total)), number(step.total)
    if not step.of:
        return _("page {page} of {total}", page=page, total=total)
    of = step.short_of
    return _("page {page} of {total} of {file}", page=page, total=total, file=of)
