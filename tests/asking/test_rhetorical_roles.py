"""Sentences that play the role that a question asks for: aim, finding, definition."""

from itertools import chain

import pytest

from rag.asking.wording.rhetorical_roles import (
    MAX_TERM_WORDS,
    plays_role,
    term_asked,
)

AIM = "What was the aim of the study?"
FOUND = "What did the study find?"
ENDED = "What do the authors conclude?"


@pytest.mark.parametrize(
    "question",
    [
        AIM,
        "What were the main objectives of this paper?",
        "What does the study aim to do?",
        "What did the authors set out to learn?",
        "Why was the trial conducted?",
    ],
)
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Our aim was to count owls.", True),
        ("The purpose of this study of barn owls was to count them.", True),
        ("Objectives: Owls are rare.", True),
        ("Purpose and scope – Owls are rare.", True),
        ("We set out to count owls.", True),
        ("In 2004 the authors sought to count owls.", True),
        ("To evaluate how owls hunt.", True),
        ("Secondary aims were to count gulls.", False),
        ("Owls aim at mice.", False),
        (
            "The aim of owls in barns and of many other birds of the night is a mouse.",
            False,
        ),
        ("They want to count, to study and to sleep.", False),
        ("Objectives of owls.", False),
    ],
)
def test_what_a_study_was_for(question: str, sentence: str, says: bool):
    """By the word for it, by a label, or by how an abstract begins."""
    assert plays_role(question, sentence) == says


@pytest.mark.parametrize(
    "question",
    [
        FOUND,
        "What did the researchers find out",
        "What are the key findings of the study?",
    ],
)
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("We found that owls hunt.", True),
        ("In all barns the study showed owls.", True),
        ("Our results suggest that owls hunt.", True),
        ("These data confirmed it.", True),
        ("Results: Owls hunt.", True),
        ("Findings/implications – Owls hunt.", True),
        ("Owls found mice.", False),
        ("The results of owls.", False),
        ("Our aim was to count owls.", False),
    ],
)
def test_what_a_study_found(question: str, sentence: str, says: bool):
    """Whoever is said to have found it, of those who studied."""
    assert plays_role(question, sentence) == says


@pytest.mark.parametrize("question", [ENDED, "What is the conclusion of the paper?"])
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("We conclude that owls hunt.", True),
        ("In conclusion, owls hunt.", True),
        ("Conclusions: Owls hunt.", True),
        ("The owl concluded its hunt.", False),
        ("We hunt in conclusion.", False),
    ],
)
def test_what_its_authors_conclude(question: str, sentence: str, says: bool):
    """A sentence that begins so does, too."""
    assert plays_role(question, sentence) == says


ASKED = {
    "method": (
        "How was the study done?",
        "How was it carried out?",
        "How did they do it?",
        "How did the authors conduct the study?",
        "How did the team proceed?",
        "What methods were used?",
        "Which approach was applied in this study?",
        "What design did the authors use?",
        "What was the methodology of the paper?",
        "What were the methods used?",
        "What kind of study was it?",
    ),
    "sample": (
        "How many people took part?",
        "How many patients were included in the study?",
        "How many participants did they recruit?",
        "What was the sample size?",
        "How large was the sample of the study?",
        "How many nurses did they ask?",
        "What was the number of participants?",
    ),
    "data": (
        "What data were used in this study?",
        "Which data sets did the authors analyse?",
        "Where did their data come from?",
        "How were the data collected?",
    ),
    "time": (
        "When was the study done?",
        "When did they conduct the survey?",
        "When did the study take place?",
    ),
    "place": ("Where was the trial conducted?", "Where did they make the study?"),
    "contribution": (
        "What is new?",
        "What’s novel in this paper?",
        "What are the main contributions of the paper?",
        "What do the authors propose?",
    ),
    "limitation": (
        "What are the limitations?",
        "What were its main weaknesses?",
        "What are the drawbacks of the approach?",
        "What are the limitations of this study?",
        "What limitations does the study have?",
    ),
    "recommendation": (
        "What do the authors recommend?",
        "What are the key recommendations of the report?",
        "What are the authors’ recommendations?",
    ),
    "outlook": (
        "What future research is needed?",
        "Which further studies do they suggest?",
        "What do they suggest for future research?",
        "What should be done next?",
        "What is planned as future work?",
        "What are the next steps?",
        "What is their future work?",
    ),
    "funding": (
        "Who funded it?",
        "Who paid for the study?",
        "Who gave the money for this work?",
        "How was the study financed?",
        "Where does the money come from?",
        "Where did the funding for the study come from?",
        "What was the source of funding?",
        "What were the funding sources of the study?",
        "Which grants supported the work?",
    ),
}
SAID = {
    "method": (
        "Materials and methods: Barns.",
        "A prospective, blinded study of owls.",
        "Samples were randomly divided in two.",
        "We also used nets.",
        "The team interviewed farmers.",
    ),
    "sample": (
        "475 patients with colds.",
        "A total of twenty-one young nurses.",
        "In total, 1,200 people answered.",
        "This was a survey of 30 rural nurses.",
        "In May we recruited about 30 nurses.",
        "Of those asked, nurses of one valley (n = 30) replied.",
        "The sample size was small.",
    ),
    "data": (
        "Data sources: Barns.",
        "Data on owls were kindly obtained from a club.",
        "In May the authors analysed a large set of data.",
        "We used two public databases.",
    ),
    "time": (
        "The volunteers were asked between May and June 2004.",
        "Volunteers came during 2004.",
        "Samples from barns of 1999.",
        "The survey was conducted by mail in late 2004.",
        "Patients were seen from 01.04.2004 on.",
    ),
    "place": (
        "The volunteers were asked in northern Jutland.",
        "Small rural hospital.",
        "It was done at two schools.",
    ),
    "contribution": (
        "Contributions: Nets.",
        "Volunteers counted owls for the first time.",
        "To our knowledge, none was seen.",
        "Our net is the first of its kind.",
        "Our contributions are nets.",
        "Here we propose a net.",
        "The authors developed a net.",
    ),
    "limitation": (
        "Limitations: Barns.",
        "The weaknesses of this study are many.",
        "Caveats to our work are barns.",
        "The study has some clear limitations.",
        "Another important limitation was the barn.",
        "It is not without drawbacks.",
    ),
    "recommendation": (
        "Recommendations: Barns.",
        "We strongly recommend barns.",
        "The report suggests that barns be built.",
        "Barns are recommended.",
        "Researchers should leave barns.",
        "Our barns should be opened.",
        "Further studies are needed.",
    ),
    "outlook": (
        "Outlook: Barns.",
        "Future field work will count gulls.",
        "More research is needed.",
        "How they hunt remains to be seen.",
    ),
    "funding": (
        "Funding: None.",
        "This work was funded in part by the owl club.",
        "It was kindly supported by two grants.",
        "We were supported by the fine Barn Foundation.",
        "Financial support came from farmers.",
    ),
}
UNSAID = {
    "method": (
        "No prospective study of owls was found.",
        "Earlier barn studies, as a cohort study, were few.",
        "Owls use nets.",
        "They used nets.",
        "Barns were divided in two.",
    ),
    "sample": (
        "90 % of patients had colds.",
        "Nine barns.",
        "Owls lived with the 30 nurses.",
        "The sample was small.",
    ),
    "data": ("Data are rare.", "They used data."),
    "time": (
        "Barns were opened between May and June 2004.",
        "In 2004, we have few data.",
        "Similar studies were conducted on people in 2004.",
    ),
    "place": ("The volunteers were asked in barns.", "The owls live in Jutland."),
    "contribution": ("They develop slowly.", "Owls hunt for the first time."),
    "limitation": ("Owls know no limitations.", "The limitations of owls."),
    "recommendation": (
        "Our owls should be rare.",
        "Barns should be opened.",
        "They recommend barns.",
    ),
    "outlook": ("Owls have a future.", "Research was done."),
    "funding": (
        "This view is supported by others.",
        "The barn is supported by beams.",
        "They find funding.",
    ),
}


@pytest.mark.parametrize(
    ("question", "role"), [(asked, role) for role in ASKED for asked in ASKED[role]]
)
def test_each_role_is_asked_for_in_several_ways(question: str, role: str):
    """A sentence that plays it is known by any of these questions."""
    assert plays_role(question, SAID[role][0])


@pytest.mark.parametrize(
    ("role", "sentence", "says"),
    [
        *((role, sentence, True) for role in SAID for sentence in SAID[role]),
        *((role, sentence, False) for role in UNSAID for sentence in UNSAID[role]),
    ],
)
def test_each_role_is_told_by_its_forms(role: str, sentence: str, says: bool):
    """What is alike in words alone, or said of others, plays none."""
    assert plays_role(ASKED[role][0], sentence) == says


@pytest.mark.parametrize(
    "question",
    [
        "What did the owl find?",
        "What was the aim of the war?",
        "What did the study cost?",
        "What were the results of the election?",
        "What did the mayor recommend?",
        "Who funded the bridge?",
        "How many people took part in the march?",
        "What methods were used to build it?",
        "When was the church made?",
        "Where was it made?",
        "What are the limitations of the treaty?",
        "What is new in the city?",
        "What data does the phone collect?",
        "Why was the bridge made?",
    ],
)
def test_what_else_is_asked_has_no_such_sentence(question: str):
    """What is asked of the world isn't said by a study's forms."""
    assert not plays_role(question, "We found owls.")
    for sentence in chain.from_iterable(SAID.values()):
        assert not plays_role(question, sentence)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a tide?", "tide"),
        ("what are tides", "tides"),
        ("What was the Great Frost?", "Great Frost"),
        ("What’s “neap tide”?", "neap tide"),
        ("What is a man-of-war?", "man-of-war"),
        ("What is a to-do list?", "to-do list"),
        ("What does the neap tide mean?", "neap tide"),
        ("What do tides stand for?", "tides"),
        ("What does NT refer to?", "NT"),
        ("What does the acronym NT mean?", "NT"),
        ("What is the term NT short for?", "NT"),
        ("What is NT short for?", "NT"),
        ("What does it mean?", None),
        ("What does the tide mean for us?", None),
        ("What does the tide do?", None),
        ("What does the tide?", None),
        ("What is it?", None),
        ("What is the height of the pier?", None),
        ("What is the pier's height?", None),
        ("What was wrong?", None),
        ("Who is a pilot?", None),
        ("What is the pier in 2009?", None),
        ("What is ?", None),
        (f"What is {'a ' * MAX_TERM_WORDS}tide?", "a a a tide"),
        (f"What is {'b ' * MAX_TERM_WORDS}tide?", None),
    ],
)
def test_what_something_is_is_asked_in_few_words(question: str, term: str | None):
    """More words, or such as "of", ask for what of it."""
    named = question.strip(" ?").split("is ")[-1].split("does ")[-1]
    assert plays_role(question, f"{term or named} means something.") == bool(term)
    assert term_asked(question) == (term or "")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("A neap tide is a low one.", True),
        ("The neap-tide was one of the low ones.", True),
        ("The term “neap tide” is\nused to refer to the low one.", True),
        ("Neap tide (NT) means little water.", True),
        ("Neap tide, or NT, refers to it.", False),
        ("We saw neap tide, the low one, in May.", True),
        ("We saw neap tide, a low one of some few short days.", True),
        ("We saw neap tide, a low one of some very few short days.", False),
        ("We saw neap tide, a boat, and more.", False),
        ("It is in “neap tide”, the low one, that it ends.", True),
        ("It is in “neap tide,” the low one, that it ends.", True),
        ("We saw neap tide, the time in which few boats of ours can sail.", True),
        ("We saw neap tide, the time for few boats of ours to sail.", False),
        ("We saw neap tide, low as ever.", False),
        ("Neap tide or NT refers to it.", True),
        ("This one is termed neap tide by all.", True),
        ("It is known as a ‘neap tide’.", True),
        ("It goes by the plain name “neap tide”.", True),
        ("Each is called a neap tideway.", False),
        ("In May neap tide is a danger.", False),
        ("Neap tide is low here.", False),
        ("Neap tides and boats.", False),
        ("In May a neap tide (one of little water) came.", True),
        ("In May a neap tide (i.e. 3 feet) came.", True),
        ("In May a neap tide (see The Sea) came.", False),
        ("In May a neap tide (Ebb et al., 2009) came.", False),
        ("In May a neap tide (low) and others came.", False),
        ("In May a neap tide (little water) came.", False),
        ("In May a neap tide (very little water) came.", True),
        ("In May a neap tide (3 feet of it) came.", False),
        ("In May a low one (neap tide) came.", True),
        ("(Neap tide) came.", False),
    ],
)
def test_a_sentence_says_what_its_subject_is_or_names_it(sentence: str, says: bool):
    """What is said of it amid a sentence, or how it is, is no definition."""
    assert plays_role("What is neap tide?", sentence) == says
