"""Questions without a verb, and what they ask after another."""

import pytest

from rag.asking.wording.fragments import Fragment, read_fragment, whole
from rag.asking.wording.talk import OPENING, Talk


def read(question: str) -> Fragment:
    """Read a question as follow-ups are read, without its opening."""
    return read_fragment(question, OPENING.sub("", question, count=1))


def completed(question: str, before: str, *subjects: str) -> str | None:
    """Complete a question by the one before it."""
    bare = OPENING.sub("", question, count=1)
    return whole(read_fragment(question, bare), bare, Talk(before, subjects, ()))


@pytest.mark.parametrize(
    ("question", "new", "is_incomplete", "lacks_verb"),
    [
        ("And the Argo?", "the Argo", True, True),
        ("but the goats", "the goats", True, True),
        ("Or Oslo?", "Oslo", True, True),
        ("In Oslo?", "In Oslo", True, True),
        ("according to the mayor", "according to the mayor", True, True),
        ("And in May?", "in May", True, True),
        ("What about goats?", "goats", True, True),
        ("How about when it rains?", "when it rains", True, False),
        ("Why so late?", "Why so late", True, False),
        ("Why?", "Why", False, False),
        ("For how long?", "", True, False),
        ("And with which goats?", "", True, False),
        ("In which town was it sold?", "In which town was it sold", False, False),
        ("Which one?", "Which one", True, False),
        ("And who sings?", "who sings", False, False),
        ("And was it sold?", "was it sold", False, False),
        # Words alone are a search, and an opening of another kind may say anything.
        ("goats", "goats", False, False),
        ("mill price", "mill price", False, False),
        ("So, three goats?", "three goats", False, False),
        ("Inside the mill", "Inside the mill", False, False),
        # Five words, and six.
        ("And the old goats of Oslo?", "the old goats of Oslo", True, True),
        ("And the old goats of old Oslo?", "the old goats of old Oslo", False, False),
    ],
)
def test_a_fragment_is_told_by_its_form(
    question: str, new: str, is_incomplete: bool, lacks_verb: bool
):
    """By an opening or a preposition before words without a verb."""
    assert read(question) == Fragment(new, is_incomplete, lacks_verb)


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("Who runs the mill in Tarn?", "And of Oslo?", "Who runs the mill in Oslo?"),
        ("How many goats were sold?", "And the pigs?", "How many pigs were sold?"),
        (
            "How many goats were sold?",
            "And pigs of the mill?",
            "How many pigs of the mill were sold?",
        ),
        ("how many goats died?", "What about pigs?", "how many pigs died?"),
        ("What did goats cost?", "And in 1920?", "What did goats cost in 1920?"),
        ("What did goats cost in 1910?", "In 1920?", "What did goats cost in 1920?"),
        ("And what did goats cost?", "In 1920?", "what did goats cost in 1920?"),
        ("Who lived in Tarn?", "And in 1920?", "Who lived in Tarn in 1920?"),
        ("Who runs Tarn?", "According to Moen?", "Who runs Tarn according to Moen?"),
        ("Who sang in Tarn?", "And in June?", "Who sang in Tarn in June?"),
        ("How much is the Argo?", "On Sundays?", "How much is the Argo on Sundays?"),
        ("Who sang on Friday?", "And on Monday?", "Who sang on Monday?"),
        (
            "How deep is the lake according to Moen",
            "According to the mayor?",
            "How deep is the lake according to the mayor?",
        ),
        (
            "What can we do in summer with goats?",
            "And in winter?",
            "What can we do in summer with goats in winter?",
        ),
        ("What is step 9?", "And step 10?", "What is step 10?"),
        ("What is new in Argo 3.1?", "And in 3.0?", "What is new in Argo 3.0?"),
        (
            "What is new in version 3.1?",
            "And version 4.0?",
            "What is new in version 4.0?",
        ),
        ("What did goats cost before 1910?", "1920?", None),
        (
            "What did goats cost before 1910?",
            "And 1920?",
            "What did goats cost before 1920?",
        ),
        ("Who was 12 in 1910?", "And 1920?", "Who was 12 in 1920?"),
        ("Who left Tarn in 1920?", "And now?", "Who left Tarn now?"),
        ("How many won in 3 rounds?", "And in 2021?", "How many won in 2021?"),
        ("Who left Tarn in 1920?", "What about today?", "Who left Tarn today?"),
        ("When did the bells ring?", "Why so late?", "Why did the bells ring so late?"),
        ("Is Tarn old?", "Why so?", None),
        ("May I sing?", "For how long?", "For how long may I sing?"),
        ("So may I sing?", "Until when", "Until when may I sing?"),
        ("Who sold the goats?", "And to whom?", "To whom were the goats sold?"),
        ("How did it sing?", "For how long?", None),  # it leans itself
        ("And when did the bells ring?", "why?", "Why did the bells ring?"),
    ],
)
def test_a_fragment_takes_the_rest_from_the_question_before(
    before: str, question: str, asked: str | None
):
    """A name for a name, a kind for what was counted, a phrase for one like it."""
    assert completed(question, before) == asked


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("How many goats died?", "And the price?"),  # one thing can't be counted
        ("How many old goats were sold?", "And pigs?"),  # which word gives way?
        ("How many are sold?", "And pigs?"),
        ("Is step 3 behind step 2?", "And step 5?"),  # which one?
        ("What is step 4?", "And page 5?"),
        ("What is step 4.2?", "And step 5?"),
        ("Is 3.1 older than 2.0?", "And 4.0?"),  # than which one?
        ("What is on page 4-7?", "And page 9?"),
        ("What is COVID-19?", "And 20?"),
        ("How many live in 1,500 homes?", "And 2021?"),
        ("How many soldiers were hurt?", "And nowadays?"),
        ("Who was 12?", "And 1920?"),
        ("Who left Tarn?", "And now?"),
        ("What did it cost?", "And in 1920?"),  # it leans itself
        ("What do goats cost there?", "And in 1920?"),
        ("In Tarn?", "And in 1920?"),  # it is a fragment, too
        ("What did goats cost?", "And until then?"),  # nothing is said
        ("What did goats cost?", "pigs"),
        ("What is Tarn?", "Why so late?"),
        ("Is it old?", "Why?"),
        ("Who sang?", "How loud?"),
        ("Who sang?", "For how long?"),
    ],
)
def test_some_fragments_fit_nowhere(before: str, question: str):
    """Then no whole question is made up."""
    assert completed(question, before) is None


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("How much is judo?", "And yoga?", "How much is yoga?"),
        ("How much is judo?", "and goats", "How much are goats?"),
        ("How much are goats?", "What about judo?", "How much is judo?"),
        ("When was judo?", "And goats?", "When were goats?"),
        ("When were goats?", "And judo?", "When was judo?"),
        ("How much is the old mill?", "And the inn?", "How much is the inn?"),
        ("How much is a mill?", "And an inn?", "How much is an inn?"),
        ("How tall is the old mill held?", "And the inn?", "How tall is the inn held?"),
        ("What day of the week is judo?", "And yoga?", None),
        ("What day is judo?", "And yoga?", "What day is yoga?"),
        ("Where can goats sleep?", "And pigs?", "Where can pigs sleep?"),
        ("Where will goats sleep?", "And pigs?", "Where will pigs sleep?"),
        ("Who is the mayor?", "And the cook?", "Who is the cook?"),
        ("When does the mill open?", "And the inns?", "When do the inns open?"),
        (
            "When do goats sleep at night?",
            "And judo?",
            "When does judo sleep at night?",
        ),
        ("What did the mill cost?", "And the inn?", "What did the inn cost?"),
        # Of another sort, of what a thing is, and where all is one phrase.
        ("How much is judo?", "And the yoga?", None),
        ("How much is the mill?", "And a goat?", None),
        ("How much is the mill?", "And goats?", None),
        ("What is the mill?", "And the price?", None),
        ("How much is Judo?", "And yoga?", None),
        (
            "How far is over the hill?",
            "And over the dale?",
            "How far is over the dale?",
        ),
        ("Who loves judo?", "And yoga?", None),
        ("How much is it?", "And yoga?", None),
        ("How do owls fly?", "And bats?", None),
        ("How much is 12?", "And yoga?", None),
    ],
)
def test_the_same_is_asked_of_another_thing(
    before: str, question: str, asked: str | None
) -> None:
    """Of one sort with the one before: both with an article, or both without."""
    assert completed(question, before) == asked


DOES = "teaches|runs|leads|owns|makes|coaches|wrote|built|won|founded"


@pytest.mark.parametrize("does", DOES.split("|"))
def test_who_does_another_thing_is_asked_again(does: str) -> None:
    """A name among them goes by another rule."""
    assert completed("And yoga?", f"Who {does} judo?") == f"Who {does} yoga?"


VERBS = (
    "open|close|closed|called|held|built|sold|paid|cost|get|pay|start|begin|end|finish"
    "|last|take|weigh|leave|arrive|earn|live|work|sleep|need"
)


@pytest.mark.parametrize("verb", VERBS.split("|"))
def test_what_stands_behind_the_thing_stays(verb: str) -> None:
    """A verb, with what follows it."""
    before = f"When will the old mill {verb} in May?"
    assert completed("And the inn?", before) == f"When will the inn {verb} in May?"
