"""Questions for what an article says, rid of what they say of the article itself."""

import pytest

from rag.asking.wording.reported import mentioned_in, without_article, without_frame


@pytest.mark.parametrize(
    ("question", "left"),
    [
        # Whether, where and what is said of a thing.
        ("Does the article mention Milan?", "What about Milan?"),
        ("Name the ports of Peru.", "What are the ports of Peru?"),
        ("Name the main port of Peru.", "What is the main port of Peru?"),
        (
            "Do any of the articles ever refer to night trains?",
            "What about night trains?",
        ),
        ("Where do the authors talk about the tides?", "What about the tides?"),
        ("Did it also discuss any other ports", "What about other ports?"),
        ("Does this text say anything about Milan at all?", "What about Milan?"),
        ("Can you find something on tides in the library?", "What about tides?"),
        ("What does the author think about trains?", "What about trains?"),
        ("What else do your documents tell us about Quito?", "What about Quito?"),
        ("What the article says about trains?", "What about trains?"),
        ("What does the commentary say about trains?", "What about trains?"),
        ("Do these stories name Milan?", "What about Milan?"),
        ("Quote what it says on Milan.", "What about Milan?"),
        ("Any mention of Milan?", "What about Milan?"),
        ("Anything on night trains in here?", "What about night trains?"),
        ("Tell me about night trains.", "What about night trains?"),
        ("Could you please tell us more about Milan?", "What about Milan?"),
        ("Please find all passages on Milan in the text.", "What about Milan?"),
        ("Give me a quote about trains", "What about trains?"),
        ("What does the ports section say about tides?", "What about tides (ports)?"),
        (
            "What do the old ports chapters say on tides?",
            "What about tides (old ports)?",
        ),
        ("What does the section say about tides?", "What about tides?"),
        ("What does the second chapter say about tides?", "What about tides?"),
        ("What does the chapter on tides tell us?", "What about tides?"),
        # Which of them it is in.
        ("Which articles mention Milan?", "What about Milan?"),
        ("Which article is about night trains?", "What about night trains?"),
        ("Which of my texts deals with trains?", "What about trains?"),
        ("What papers say anything about trains?", "What about trains?"),
        ("Where can I read more about trains?", "What about trains?"),
        # What only asks for an answer.
        ("Can you tell me where the train stops?", "Where the train stops?"),
        ("I'd like to know in which year it came.", "In which year it came?"),
        ("I’d like to know in which year it came.", "In which year it came?"),
        ("Please tell me what the article says about Milan", "What about Milan?"),
        (
            "Do you know which ports the article names?",
            "Which ports the article names?",
        ),
        ("What is said about Quito in these pages?", "What about Quito?"),
        ("Is Milan mentioned?", "What about Milan?"),
        ("Where are the Twin Towers named in the text?", "What about the Twin Towers?"),
        ("Is there any information on prices here?", "What about prices?"),
        ("Is there anything written about prices?", "What about prices?"),
        # What is listed.
        ("Which ports does the article name?", "Which ports?"),
        ("What reasons does it give for the delay?", "What reasons for the delay?"),
        ("How many old ports does the paper list?", "How many old ports?"),
        ("Which of the two ports are mentioned?", "Which of the two ports?"),
        # A frame around a question that has an answer without it.
        ("According to the article, who built it?", "Who built it?"),
        ("In this text who built it?", "Who built it?"),
        ("Who built the port mentioned in the article?", "Who built the port?"),
        ("In the article, which ports are named?", "Which ports?"),
        # What is to be named.
        ("Name the ports.", "What are the ports?"),
        (
            "Please list all of the ports with cranes.",
            "What are the ports with cranes?",
        ),
        ("Name two ports?", "What are two ports?"),
        ("What happens in Lima?", "What about Lima?"),
        ("What happened at Lima Station?", "What about Lima Station?"),
        ("What was happening in Lima?", "What about Lima?"),
        ("What is happening in Marchena?", "What about Marchena?"),  # no month
        ("What's going on in Lima?", "What about Lima?"),
        ("What goes on in Lima?", "What about Lima?"),
        ("what’s new in Lima", "What about Lima?"),
    ],
)
def test_what_a_question_says_of_the_article_is_left_out(
    question: str, left: str
) -> None:
    """Only the thing asked about is left, in the words of the question."""
    assert without_article(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "Does the train stop in Milan?",
        "Who discussed the treaty?",
        "Is there a bridge over the strait?",
        "Are any of the first members alive?",
        "What is known about Quito's climate?",
        "What’s in the article?",
        "Which ports does the company own?",
        "Which ports did the treaty name?",
        "How many ports are in the library?",
        "In the harbour, which ports are open?",
        "What does the minister think about trains?",
        "What can you say about football? Is it popular?",
        "What is the article about?",
        "What is in the article?",
        "Name a port.",
        "Why is it called the free port?",
        "Why was the harbour master called?",
        "How fast is it?",
        "Tell me the price of a ticket.",
        "Tell me a joke about trains.",
        "Can the guard tell me where it stops?",
        "Find the sum of the fares on trains.",
        "Any ship on the lake?",
        "Which articles of the treaty name Milan?",
        "Where can I read the paper?",
        "What happens in lima?",
        "What happens in May?",
        "What happened on Lima?",
        "What happens in Lima at night?",
        "Why does it happen in Lima?",
    ],
)
def test_other_questions_are_left_as_they_are(question: str) -> None:
    """What is asked of the world, and not of the article, has no such frame."""
    assert without_article(question) is None


def test_a_frame_alone_is_taken_off() -> None:
    """What is asked within it stays whole, even where that is of the article, too."""
    asked = "In the article, which ports are named?"
    assert without_frame(asked) == "Which ports are named?"
    assert without_frame("Which ports does the article name?") is None
    assert without_frame("How many books are in the library?") is None
    assert without_frame("According to the library, who works?") == "Who works?"


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Is Milan mentioned in the text?", "Is Milan mentioned?"),
        ("Were the ports described in this article?", "Were the ports described?"),
        ("Which ports are given in the article?", "Which ports are given?"),
        ("Who is mentioned in the text?", "Who is mentioned?"),
        ("Who owns the port described in the text?", "Who owns the port?"),
        ("What is the speed, as given in the text?", "What is the speed?"),
    ],
)
def test_what_is_mentioned_is_asked_within_a_frame(question: str, left: str) -> None:
    """Of "Is Milan mentioned in the text?" it is what is asked, and so it stays."""
    assert without_frame(question) == left


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Do they mention Milan?", "Milan"),
        ("Where do the articles say anything about trains?", "trains"),
        ("Is Milan mentioned in the text?", "Milan"),
        ("Is there anything about trains?", "trains"),
        ("What does the article say about trains?", "trains"),
        ("What is said about trains?", "trains"),
        ("What does the minister say about trains?", None),
        ("Could you tell me what is said about trains?", "trains"),
        ("Does the train stop in Milan?", None),
    ],
)
def test_a_question_may_ask_whether_something_is_mentioned(
    question: str, topic: str | None
) -> None:
    """Where, too, and what is said of it."""
    assert mentioned_in(question) == topic
