"""Words that may stand in the forms of questions and of sentences alike."""

import pytest

from rag.asking.wording.rhetorical_roles import plays_role

AIM = "What was the aim of the study?"
FOUND = "What did the study find?"

WORDS = [
    (
        "What was the aim of the {}?",
        "Our aim was to count owls.",
        "study, paper, research, work, trial, review, article, project, analysis,"
        " survey, report, investigation, experiment",
    ),
    (
        "What did {} find?",
        "We found owls.",
        "they, it, the authors, this team, our researchers, that study, the scientists",
    ),
    (
        FOUND,
        "{} found owls.",
        "We, They, It, The present study, Our current survey, Their team, This"
        " scientist, That author, These results, Its findings",
    ),
    (
        FOUND,
        "We {} owls.",
        "found, find, shows, showed, suggested, reveal, observed, demonstrated,"
        " indicated, confirm",
    ),
    (
        "What were the {} of the study?",
        "Our {} were to count owls.",
        "aims, goals, purposes, objectives",
    ),
    ("What did they {} to do?", "Our aim was to count.", "aim, want, try, seek, hope"),
    (AIM, "We {} to count owls.", "aim, aimed, sought, seek, set out, wanted, tried"),
    (
        AIM,
        "To {} owls.",
        "investigate, evaluate, assess, determine, examine, study, compare,"
        " describe, explore, identify, analyse, find out, test, measure, estimate",
    ),
    (
        "How was the study {}?",
        "Method: Nets.",
        "done, made, carried out, conducted, performed, undertaken",
    ),
    (
        "How did they {} it?",
        "Method: Nets.",
        "do, make, carry out, conduct, perform, undertake",
    ),
    (
        "What {} was used?",
        "Methodology: Nets.",
        "method, methodology, study design, design, approach",
    ),
    ("What {} of study was it?", "Design: Nets.", "kind, type, sort"),
    (
        "How was it done?",
        "Samples were {}.",
        "used, applied, conducted, performed, carried out, collected,"
        " analysed, assessed, measured, evaluated, recorded, compared, recruited,"
        " interviewed, surveyed, reviewed, examined, randomised, divided,"
        " assigned, obtained, calculated, developed",
    ),
    (
        "How was it done?",
        "{} a survey of owls.",
        "Retrospective, Prospective, Cross-sectional, Longitudinal, Qualitative,"
        " Mixed, Quantitative, Observational, Randomised, Case-control, "
        "Population-based, Cohort, Comparative, Questionnaire, Prospectively",
    ),
    (
        "How was it done?",
        "A prospective {} of owls.",
        "study, analysis, analyses, trial, review, survey, design, method, evaluation",
    ),
    (
        "How was it done?",
        "Owls were retrospectively {}.",
        "analyzed, reviewed, evaluated",
    ),
    (
        "How many {} took part?",
        "Some 9 {} were studied, as the survey included 9 {}.",
        "people, persons, patients, participants, subjects, individuals,"
        " respondents, volunteers, adults, adolescents, children, infants, women,"
        " men, students, teachers, parents, nurses, doctors, workers, families,"
        " cases, responses, questionnaires",
    ),
    (
        "How many people {}?",
        "9 people came.",
        "took part, participated, responded, were there, were asked, were included,"
        " were enrolled, were recruited, were involved, were studied, were"
        " interviewed, were surveyed, did they have, did they include, did it study,"
        " did we recruit, did they ask, did they interview",
    ),
    (
        "How many people took part?",
        "{} people came.",
        "One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve,"
        " thirteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety,"
        " hundred, the 9, of these 9, in total 9, overall 9",
    ),
    (
        "How many people took part?",
        "It was {} 9 people.",
        "a total of, samples from, data on, a survey in, among, an analysis of, a"
        " series of, a cohort of, a study with, included, enrolled, recruited,"
        " analysed, interviewed, surveyed, received, reviewed, performed among",
    ),
    (
        "What data were {}?",
        "Data sources: Barns.",
        "used, collected, analysed",
    ),
    ("What data did they {}?", "Data: Barns.", "use, collect, analyse"),
    (
        "What data were used?",
        "Data on owls {} from a club.",
        "was obtained, were collected, are retrieved, is taken, were drawn, were"
        " gathered, were extracted, were derived, were downloaded",
    ),
    ("What data were used?", "We {} data.", "use, analysed, obtained, compared"),
    (
        "What is {}?",
        "To the best of our knowledge, this is so.",
        "novel, original, new about it, new in the paper, new with it, the"
        " innovation, the novelty",
    ),
    ("What did they {}?", "Originality: Nets.", "contribute, propose"),
    ("What is new?", "{}: Nets.", "Contribution, Originality, Novelty"),
    ("What is new?", "We {} nets.", "propose, introduced, presents, developed"),
    (
        "What is new?",
        "We made {} contributions.",
        "our, main, key, following",
    ),
    (
        "What are the {}?",
        "Among its {} is the age, which is one {}.",
        "limitation, shortcoming, weakness, weaknesses, drawback, caveat",
    ),
    (
        "What are the limitations {}?",
        "We have limitations.",
        "of the study, to this approach, in their method",
    ),
    (
        "What limitations do they {}?",
        "Limitations of our work are many.",
        "have, name, mention, discuss",
    ),
    (
        "What are the limitations?",
        "There is {} limitation.",
        "a, an, one, another, the other, several, some, few, main, major, important,"
        " two, three, primary, potential, not without",
    ),
    ("What do they {}?", "We found owls.", "find, find out, show, reveal, discover"),
    ("What is the conclusion?", "In {}, owls hunt.", "conclusion, summary"),
    (
        "What is {} owl?",
        "Owl means a bird.",
        "a, an, the",
    ),
    ("What do they {}?", "Recommendations: Nets.", "recommend, advise, call for"),
    (
        "What do they recommend?",
        "We {} nets.",
        "recommend, advise, urge, call for, caution, propose that, suggest that",
    ),
    ("What do they recommend?", "Nets {} recommended.", "is, are"),
    (
        "What {} is needed?",
        "Now {} must begin.",
        "future research, further work, more studies, additional trial, larger"
        " study, further investigation, more testing, further analyses",
    ),
    (
        "What future research {}?",
        "Future: Nets.",
        "is needed, is necessary, is planned, do they plan, do they suggest, did it"
        " recommend, does it propose",
    ),
    ("What do they {} for future work?", "Next: Nets.", "suggest, recommend, propose"),
    ("What is their {}?", "Outlook: Nets.", "next step, future work, future plans"),
    (
        "Who {} it?",
        "Financial support: None.",
        "funded, financed, sponsored, supported, paid for, gave the money for,"
        " provided the funding for",
    ),
    (
        "How was it {}?",
        "Acknowledgments: None.",
        "funded, financed, supported, paid for",
    ),
    ("What {} it?", "Funding: None.", "grants funded, funders supported"),
    ("Who funded it?", "It was {} by a club.", "funded, financed, sponsored"),
    (
        "Who funded it?",
        "It was supported by {}.",
        "a grant, the fund, funding, a foundation, the council, two institutes, an"
        " award, a fellowship, scholarships, the ministry",
    ),
    (
        "Who funded it?",
        "{} a club.",
        "Funding was given by, Funding came of, Financial support was provided by,"
        " Funding from",
    ),
    (
        "Where was the {} done?",
        "A small school.",
        "study, trial, survey, research, experiment",
    ),
    (
        "Where was the study done?",
        "A small {}.",
        "hospital, hospitals, university, clinic, centre, center, school",
    ),
    (
        "Where was the study done?",
        "The {} came from Jutland.",
        "survey, trial, paper, patients, participants, respondents, volunteers,"
        " data, sample, interview, questionnaires, researchers, scientists",
    ),
    (
        "What is neap tide?",
        "The {} neap tide means it.",
        "term, word, notion, concept, name",
    ),
    (
        "What is neap tide?",
        "Neap tide {} low water.",
        "is a, are one, was any, were the, is when, is where, is defined as, is used"
        " to refer to, is used to mean, is used to describe, refers to, means,"
        " denotes, stands for",
    ),
    (
        "What is neap tide?",
        "Low water is {} neap tide.",
        "called, termed, named, known as, referred to as, defined as",
    ),
]


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        (question, sentence, word)
        for question, sentence, words in WORDS
        for word in words.split(", ")
    ],
)
def test_many_words_say_the_same(question: str, sentence: str, word: str):
    """In the question as in the sentence."""
    assert plays_role(question.replace("{}", word), sentence.replace("{}", word))
