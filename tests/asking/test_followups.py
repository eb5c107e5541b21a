"""What a question may mean after others: its form alone, nothing is searched.

`chains.jsonl` has conversations of three questions on the real article, each question
also as it stands for itself, and a phrase of the passage that answers the last.
"""

import json
from pathlib import Path

import pytest

from rag.asking.wording.followups import FollowUp, Sense, follow_up
from rag.types import Turn

CHAINS = [
    json.loads(line)
    for line in Path(__file__).with_name("chains.jsonl").read_text("utf-8").splitlines()
]

TRAIN = [Turn("What is the CR450?")]


def leaning(question: str, *before: str, language: str = "en") -> FollowUp:
    """Read a question that must be a possible follow-up."""
    found = follow_up(question, [Turn(text) for text in before], language)
    assert found is not None
    return found


def first(question: str, *before: str) -> str:
    """Give the plainest reading of a question after others."""
    return leaning(question, *before).readings[0].searched


@pytest.mark.parametrize(
    ("before", "question", "reading"),
    [
        ("What is the CR450?", "And how fast is it?", "How fast is the CR450?"),
        ("Who is Ada Byron?", "Where did she live?", "Where did Ada Byron live?"),
        ("Tell me about owls", "Do they sing?", "Do owls sing?"),
        ("What is Rome like?", "What is its river?", "What is Rome's river?"),
        ("Who are the Celts?", "Is their art old?", "Is the Celts' art old?"),
        ("Do trains stop in Jinan?", "Is it far?", "Is Jinan far?"),
        ("Who planned the Louvre?", "Is it old?", "Is the Louvre old?"),
        ("Is there an inn?", "When is it closed?", "When is the inn closed?"),
        ("Are there boats?", "Are they old?", "Are they old (boats)?"),
    ],
)
def test_pronoun_gives_way_to_what_was_asked_about(
    before: str, question: str, reading: str
):
    """A thing asked for, or the only name, takes the pronoun's place."""
    assert first(question, before) == reading


@pytest.mark.parametrize(
    ("before", "question", "reading"),
    [
        ("How do owls fly?", "Who hears them?", "Who hears them (owls fly)?"),
        (
            "What is the CR450?",
            "Is this train safe?",
            "Is this train safe (the CR450)?",
        ),
        (
            "How do owls fly?",
            "Which is the best one?",
            "Which is the best one (owls fly)?",
        ),
        ("Do owls fly at night?", "why?", "Why (owls fly at night)?"),
        ("Do owls fly at night?", "So why not?", "Why not (owls fly at night)?"),
        ("How do owls fly?", "What about bats?", "What about bats (owls fly)?"),
        ("How do owls fly?", "feathers", "Feathers (owls fly)"),
    ],
)
def test_topic_is_added_in_brackets(before: str, question: str, reading: str):
    """What is searched keeps the question's own words."""
    found = leaning(question, before).readings
    assert reading in [sense.searched for sense in found]


@pytest.mark.parametrize("question", ["What about Wuhan?", "And Wuhan?", "in Wuhan"])
def test_name_takes_the_place_of_a_name(question: str):
    """One name more asks the same of another thing."""
    assert first(question, "What can I see in Jinan?") == "What can I see in Wuhan?"


def test_last_name_gives_way():
    """Of two names the last is exchanged."""
    reading = first("What about Oslo?", "What does Rome share with Milan?")
    assert reading == "What does Rome share with Oslo?"


@pytest.mark.parametrize(
    "question",
    [
        "How fast do trains run in China?",
        "Who built the old stone bridge?",
        "Is it possible to visit the old tower at night?",
        "How long does it take to reach the northern station?",
        "Which carmakers in Europe sell batteries that hold their charge?",
        "Which train that stops here is fast?",
    ],
)
def test_whole_question_stands_alone(question: str):
    """Words enough, and no pronoun for something outside: there is nothing to read."""
    assert follow_up(question, TRAIN, "en") is None


@pytest.mark.parametrize(
    ("question", "leans"),
    [("Top speed?", True), ("Top speed abroad?", False), ("And the top speed?", True)],
)
def test_two_words_may_lack_their_subject(question: str, leans: bool):
    """Three stand alone."""
    assert (follow_up(question, TRAIN, "en") is not None) is leans


@pytest.mark.parametrize(
    ("thing", "reading"),
    [
        ("the big old red stone bridge", "Is the big old red stone bridge safe?"),
        (
            "the two big old red stone bridge",
            "Is it safe (two big old red stone bridge)?",
        ),
    ],
)
def test_a_subject_of_five_words_takes_a_pronouns_place(thing: str, reading: str):
    """A longer one, or one that is a pronoun itself, stands in brackets."""
    assert first("Is it safe?", f"What is {thing}?") == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("When was that?", "When was that (Ada Moen leave the old town)?"),
        (
            "Where did that happen?",
            "Where did that happen (Ada Moen leave the old town)?",
        ),
        ("Who was that?", "Who was Ada Moen?"),
    ],
)
def test_when_that_was_is_asked_of_all_that_was_said(question: str, reading: str):
    """And not of the only name in it."""
    assert first(question, "Why did Ada Moen leave the old town?") == reading


def test_a_question_word_asks_anew():
    """In capitals, too: only a bare name is put in the place of another."""
    reading = first("WHICH Wuhan?", "What can I see in Jinan?")
    assert reading == "WHICH Wuhan (see in Jinan)?"
    reading = first("Wuhan\nor Oslo?", "What can I see in Jinan?")
    assert reading == "What can I see in Wuhan Oslo?"


def test_that_alone_is_a_pronoun():
    """Behind a verb it stands for what was asked about, behind a noun it joins."""
    assert first("How fast is that?", "What is the CR450?") == "How fast is the CR450?"
    assert first("Is that fast?", "Who is Ada Byron?") == "Is that fast (Ada Byron)?"


def test_first_question_stands_alone():
    """Nothing was asked before, or nothing that says something."""
    assert follow_up("How fast is it?", [], "en") is None
    assert follow_up("How fast is it?", [Turn("Why?")], "en") is None


@pytest.mark.parametrize(
    ("question", "incomplete"),
    [
        ("How fast is it?", True),
        ("What about safety?", True),
        ("Why?", True),
        ("Which one?", True),
        ("How fast?", False),
        ("And the price?", True),
        ("the price", False),
        ("Okay, why?", True),
        ("How expensive there?", True),
        ("How many owls are there?", False),
    ],
)
def test_form_tells_an_incomplete_question(question: str, incomplete: bool):
    """A pronoun, a lack of content or, joined to others, of a verb; shortness is none.

    An opening is no content, even where it is a word that counts elsewhere.
    """
    assert leaning(question, "What is the CR450?").incomplete is incomplete


@pytest.mark.parametrize(
    ("question", "lacks_verb"),
    [("And the price?", True), ("the price", False), ("And for it?", False)],
)
def test_a_fragment_lacks_a_verb(question: str, lacks_verb: bool):
    """One that names a thing; words alone and a pronoun are none."""
    assert leaning(question, "What is the CR450?").lacks_verb is lacks_verb
    assert not leaning("And until then?", "What is the CR450?").lacks_verb


@pytest.mark.parametrize(
    ("question", "names_alone"),
    [
        ("And Tarn?", True),
        ("And the Argo of 1920?", True),
        ("And goats?", False),
        ("And Tarn goats?", False),
        ("And until then?", False),
    ],
)
def test_names_alone_are_told_by_their_capitals(question: str, names_alone: bool):
    """And figures; no words at all are no names."""
    assert leaning(question, "What is the CR450?").names_alone is names_alone


def test_a_fragment_is_completed_and_not_put_in_brackets():
    """These would have the name that it is exchanged for."""
    found = leaning("And whales?", "How many owls were seen?")
    assert found.readings == (
        Sense("How many whales were seen?", "How many whales were seen?"),
    )


def test_a_stump_says_nothing_of_its_own():
    """What it asks is no word that an answer must have."""
    question = leaning("For how long?", "May I ring the bell?")
    assert question.own_words == frozenset()
    assert question.incomplete
    plain = "For how long may I ring the bell?"
    searched = "For how long (ring the bell)?"
    assert question.readings == (Sense(plain, plain), Sense(searched, plain))


def test_homes_may_be_those_of_the_people_asked_for():
    """Then "their" stands for nothing before."""
    found = follow_up("How many fled?", [Turn("Who are the Celts?")], "en")
    assert found is not None
    own = leaning("How many had to leave their homes?", "Who are the Celts?")
    assert own.readings[0].plain == "How many had to leave their homes?"
    theirs = first("When did Rome burn their homes?", "Who are the Celts?")
    assert theirs == "When did Rome burn the Celts' homes?"
    them = first("How many saw them leave their homes?", "Who are the Celts?")
    assert them == "How many saw the Celts leave their homes?"


def test_a_thing_is_neither_he_nor_she():
    """Then the talk's topic is searched, but never for "Who is he?" alone."""
    found = leaning("What does he want?", "What is CO2?")
    assert [sense.plain for sense in found.readings] == ["What does he want?"]
    assert leaning("Who is he?", "What is CO2?").readings == ()
    assert leaning("Who is he?", "Who is Ada Byron?").readings != ()
    assert leaning("What is it?", "Why is owl noise low?").readings != ()


def test_who_was_asked_for_is_no_it():
    """However long ago; but "he", or a firm."""
    who = "Who is the landlord?"
    for before in ([who], [who, "How old is he?"]):
        readings = leaning("Is it open?", *before).readings
        assert "Is the landlord open?" not in [each.plain for each in readings]
    later = leaning("When is its end?", "What is the rent?", who).readings
    assert [each.plain for each in later if each.is_whole] == []
    assert first("How old is he?", who) == "How old is the landlord?"
    assert first("How old is it?", "Who is BYD?") == "How old is BYD?"
    assert first("How old is it?", "What is the inn?") == "How old is the inn?"


def test_he_is_whom_an_answer_named():
    """Before others, and shown; a thing is still what was asked about."""
    turns = [Turn("Who led the mine in Tarn?")]
    found = follow_up("Why did she resign?", turns, "en", "Ada Moen")
    assert found is not None
    asked = "Why did Ada Moen resign?"
    assert found.readings[0] == Sense(asked, asked, subject="Ada Moen")


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [("Who led the works?", []), ("Who is the mayor?", ["the mayor"])],
)
def test_he_is_nothing_that_was_talked_about_before(asked: str, subjects: list[str]):
    """The tunnel doesn't teach; the mayor may be told of without the name."""
    turns = [Turn("What is the tunnel?"), Turn(asked), Turn("When did she resign?")]
    found = follow_up("Where does she teach?", turns, "en", "Ada Moen")
    assert found is not None
    named = [sense.subject for sense in found.readings if sense.subject]
    assert named == ["Ada Moen", *subjects]


def test_there_is_a_place_that_was_named():
    """It is added in brackets, whatever it is that one is in, at or on."""
    found = leaning("How many cheap old cars live there?", "Who founded Tarn?")
    asked = "How many cheap old cars live there"
    assert found.readings == (Sense(f"{asked} (Tarn)?", f"{asked}?", subject="Tarn"),)
    turns = [Turn("How do owls fly?")]
    assert follow_up("How many cheap old cars live there?", turns, "en") is None
    turns = [Turn("Who founded Tarn?")]
    assert follow_up("How many cheap old cars were there?", turns, "en") is None


def test_own_words_are_those_of_content():
    """They are lower case; openings, stop words and borrowed words are not there."""
    found = leaning("And is the Speed of it known?", "What is the CR450?")
    assert found.own_words == {"speed", "known"}


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain["id"])
def test_chains_keep_their_sense(chain: dict[str, list[str]]):
    """Each question of three is read as one that stands for itself."""
    history: list[Turn] = []
    for question, plain in zip(chain["questions"], chain["plain"], strict=True):
        found = follow_up(question, history, "en")
        read_as = found.readings[0].plain if found and found.readings else None
        assert read_as == (plain if history else None)
        history.append(Turn(question, read_as))


def test_there_are_chains_enough():
    """Fifteen at least, of three questions each."""
    assert len(CHAINS) >= 15
    assert {len(chain["questions"]) for chain in CHAINS} == {3}


def test_chain_is_read_without_the_readings_before():
    """Who knows only the questions, as the API does, finds the subject all the same."""
    before = ("What is the CR450?", "And how fast is it?")
    reading = first("When will it enter service?", *before)
    assert reading == "When will the CR450 enter service?"


def test_subject_stays_over_a_question_that_names_none():
    """It is the last that was named, and goes when another one is."""
    named = ("What is the CR450?", "Which technology saves energy?")
    assert first("Who builds it?", *named) == "Who builds the CR450?"
    other = first("Who builds it?", *named, "What is a monorail?")
    assert other == "Who builds a monorail?"


def test_subject_named_long_ago_is_forgotten():
    """Eight turns are gone through, not nine."""
    between = ("Which technology saves energy?",) * 7
    assert "the CR450" in first("Who builds it?", "What is the CR450?", *between)
    more = (*between, "Which technology saves energy?")
    assert "CR450" not in first("Who builds it?", "What is the CR450?", *more)


def test_what_was_its_speed_is_no_subject():
    """Behind a possessive the talk is still of the thing; asked anew it is of both."""
    speed = Turn("What is its speed?", read_as="What is the CR450's speed?")
    found = follow_up("Is it safe?", [*TRAIN, speed], "en")
    assert found is not None
    assert found.readings[0].plain == "Is the CR450 safe?"
    assert "speed safe?" not in {sense.plain[-11:] for sense in found.readings}
    anew = leaning("Is it safe?", "What is the CR450?", "What is the CR450's speed?")
    assert [sense.plain for sense in anew.readings[:2]] == [
        "Is the CR450 safe?",
        "Is the CR450's speed safe?",
    ]


def test_pronoun_asks_for_one_or_several():
    """Of two subjects the one of its number; where none is, any will do."""
    turns = [
        Turn("What is CATL?"),
        Turn("Who are its partners?", read_as="Who are CATL's partners?"),
    ]
    they = follow_up("What do they build?", turns, "en")
    it = follow_up("What does it build?", turns, "en")
    assert they is not None
    assert it is not None
    assert they.readings[0].plain == "What do CATL's partners build?"
    assert it.readings[0].plain == "What does CATL build?"
    assert first("Do they build it?", "What is CATL?") == "Do CATL build it?"


@pytest.mark.parametrize(
    ("before", "question", "plain"),
    [
        ("How do owls fly?", "Who hears them?", "Who hears them?"),
        ("What is the CR450?", "Is this train safe?", "Is this train safe?"),
        ("What is the CR450?", "And the price?", "And the price?"),
        ("What is the CR450?", "How fast?", "How fast is the CR450?"),
        ("What are monorails?", "How fast?", "How fast are monorails?"),
        ("What is the CR450?", "How many?", "How many?"),
        ("Is Rome old?", "And why?", "Why is Rome old?"),
        ("What is Rome?", "Why?", "Why?"),
        ("Why is it dark?", "How?", "How?"),
    ],
)
def test_whole_question_is_shown_or_the_question_as_it_stands(
    before: str, question: str, plain: str
):
    """Brackets are only searched, never shown."""
    senses = leaning(question, before).readings
    assert senses[0].plain == plain
    assert not any("(" in sense.plain for sense in senses)
    assert any("(" in sense.searched for sense in senses)


@pytest.mark.parametrize(
    "question",
    [
        "What is made in Wuhan?",
        "What is Wuhan known for?",
        "What is special about Wuhan?",
        "What is so good about it in Wuhan?",
    ],
)
def test_what_says_something_of_a_thing_is_no_name(question: str):
    """The only name in it is the subject."""
    assert first("How old is it?", question) == "How old is Wuhan?"


def test_end_of_a_subject_is_none_of_its_own():
    """AI isn't what "embodied AI" stands for; an owner may be meant."""
    readings = leaning("Is it new?", "What is embodied AI?").readings
    assert [sense.searched for sense in readings] == [
        "Is embodied AI new?",
        "Is it new (embodied AI)?",
    ]


def test_topic_of_the_first_question_comes_first():
    """What a question that was left open was read with is the talk's topic still."""
    turns = [Turn("How do owls fly?"), Turn("Why?", read_as="Why?")]
    found = follow_up("Who hears them?", turns, "en")
    assert found is not None
    assert found.readings[0] == Sense("Who hears them (owls fly)?", "Who hears them?")


def test_brackets_do_not_pile_up():
    """However long the talk, what is searched has one pair of brackets."""
    turns = [Turn("How do owls fly?")]
    for question in ("Who hears them?", "And why?", "What about bats?", "noise"):
        found = follow_up(question, turns, "en")
        assert found is not None
        assert all(sense.searched.count("(") == 1 for sense in found.readings)
        turns.append(Turn(question, read_as=found.readings[-1].plain))


def test_question_without_content_is_passed_over():
    """The topic is that of the last question that has one."""
    assert first("Is it old?", "What is Rome?", "why?") == "Is Rome old?"


def test_readings_are_few_and_differ():
    """No more than are worth searching, none twice."""
    turns = [Turn("What is Rome?"), Turn("What is the fall of old Milan?")]
    found = follow_up("Was it late?", [*turns, Turn("Was it sudden?")], "en")
    assert found is not None
    assert [sense.searched for sense in found.readings] == [
        "Was the fall of old Milan late?",
        "Was it late (the fall of old Milan)?",
        "Was it late (sudden)?",
    ]


def test_long_topic_is_cut_to_its_last_words():
    """Six words of content are taken over: the six nearest to the end."""
    words = "one1 two2 three3 four4 five5 six6 seven7"
    found = first("why?", f"which {words} meet?")
    assert found == "Why (three3 four4 five5 six6 seven7 meet)?"


@pytest.mark.parametrize(
    ("language", "before", "question", "reading"),
    [
        ("de", "Was ist der Eiffelturm?", "Wie hoch?", "Wie hoch (Eiffelturm)?"),
        ("ar", "ما هو القطار؟", "لماذا؟", "لماذا (القطار)؟"),
        ("zh", "武汉列车", "速度？", "速度 (武汉列车)？"),
    ],
)
def test_other_languages_borrow_the_topic(
    language: str, before: str, question: str, reading: str
):
    """Without lists of words a short question takes the topic in brackets."""
    found = leaning(question, before, language=language)
    assert found.readings == (Sense(reading, question),)


def test_other_languages_know_no_english_openings():
    """What an English opening looks like is a word like others elsewhere."""
    found = leaning("So hoch?", "Was ist der Eiffelturm?", language="de")
    assert found.readings[0].searched == "So hoch (Eiffelturm)?"


@pytest.mark.parametrize(
    ("before", "question", "language", "searched"),
    [
        ("CR450是什么？", "它跑多快？", "zh", "跑多快 (CR450是)？"),
        ("CATL在哪里？", "那么他们开发什么？", "zh", "开发什么 (CATL在)？"),
        (
            "CR450 とは？",
            "それはどのくらい速い？",
            "ja",
            "どのくらい速い (CR450 とは)？",
        ),
    ],
)
def test_a_pronoun_without_spaces_gives_way_to_the_topic(
    before: str, question: str, language: str, searched: str
):
    """It stands first and can't be told by counting words; it is never shown so."""
    found = leaning(question, before, language=language)
    assert found.incomplete
    assert found.readings[0] == Sense(searched, question)


@pytest.mark.parametrize(
    ("question", "language"),
    [("其他城市的工厂在哪里？", "zh"), ("它跑多快？", "ja"), ("哪些城市有它？", "zh")],
)
def test_what_only_looks_like_a_pronoun_is_none(question: str, language: str):
    """A word for "other" begins with one for "its"; another language's "it" is none."""
    found = follow_up(question, [Turn("CR450是什么？")], language)
    assert found is None or not found.incomplete


def test_in_other_languages_the_talk_is_of_what_was_asked_in_full():
    """A short question between leans on that, too; a full one takes its place."""
    full, short = "Wie hoch ist der Leuchtturm von Neuwerk?", "Wer hat ihn gebaut?"
    searched = [
        sense.searched
        for sense in leaning("Und wann?", full, short, language="de").readings
    ]
    assert searched == ["Und wann (Leuchtturm von Neuwerk)?", "Und wann (gebaut)?"]
    for other, topic in (
        ("Wer hat die Kirche am Hafen gebaut?", "Kirche am Hafen gebaut"),
        ("Wer plante die Kirche?", "plante die Kirche"),
    ):
        (sense,) = leaning("Und wann?", full, other, language="de").readings
        assert sense.searched == f"Und wann ({topic})?"


@pytest.mark.parametrize(
    ("question", "leans"),
    [("甲乙丙丁戊己？", True), ("甲乙丙丁戊己庚？", False), ("灯塔？", True)],
)
def test_signs_without_spaces_are_no_words_each(question: str, leans: bool):
    """Six of content are as short as two words, five pairs; seven are not."""
    found = follow_up(question, [Turn("这座灯塔有多高？")], "zh")
    assert (found is not None) is leans


def test_a_topic_without_spaces_is_cut_as_one_of_words():
    """24 pairs of signs count as six words."""
    long = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土日月星"
    found = leaning("灯塔？", long, language="zh")
    assert found.readings[0].searched == f"灯塔 ({long[-25:]})？"


@pytest.mark.parametrize(
    ("question", "before", "meant"),
    [
        # One of several can't be one alone.
        ("Which of those does she speak?", "Who is Ada Moen?", None),
        ("Which of them are red?", "What are the old mills?", "the old mills"),
        ("How old are they?", "Who is Ada Moen?", "Ada Moen"),
        # Somebody is no "it", as far as the article tells.
        ("How deep is it?", "Who is Ada Moen?", None),
        ("How old is she?", "Who is Ada Moen?", "Ada Moen"),
        ("How deep is it?", "What is the Moen Pit?", "the Moen Pit"),
        ("How deep is it?", "What is Tarn?", "Tarn"),
    ],
)
def test_a_pronoun_stands_for_what_it_can(
    question: str, before: str, meant: str | None
):
    """By its number, and by whom a text calls otherwise."""
    asked: list[tuple[str, str]] = []

    def is_other(name: str, call: str) -> bool:
        asked.append((name, call))
        return call == "it"

    found = follow_up(question, [Turn(before)], "en", None, is_other)
    assert found is not None
    subjects = [sense.subject for sense in found.readings if sense.subject]
    assert subjects == ([meant] if meant else [])
    # To ask costs a retrieval: of what can't be a person's name nothing is asked.
    assert {name for name, _ in asked} <= {"Ada Moen"}
