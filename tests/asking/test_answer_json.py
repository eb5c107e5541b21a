"""The contract with other programs, field by field."""

from dataclasses import replace

from rag.asking.answer_json import answer_object
from rag.types import (
    Answer,
    AnswerPart,
    Citation,
    Disagreement,
    Hit,
    Mention,
    Passage,
    Sentence,
    Span,
)

TIDE = Sentence(10, 19, 2, page=4)
PASSAGE = Passage("tides-1", 0, 19, "It rises. It falls.", "Tides", None, (TIDE,))
CITATION = Citation(
    number=1,
    article_id="tides-1",
    title="Tides",
    section="Sea",
    paragraph=2,
    page=4,
    time_s=65,
    start=10,
    end=19,
    quote="It falls.",
    passage="It rises. It falls.",
    passage_start=0,
    score=0.12345678,
    hit=Hit(PASSAGE, TIDE, 0.12345678),
    answer=Span(13, 18),
    above=Span(0, 3),
    marks=(Span(0, 9),),
)
ALSO = Mention("ebb", 1, 0, 9, page=3, is_doubtful=True, title="Ebb", quote="It falls.")


def test_an_answer_is_an_object_of_plain_values():
    """Numbers are rounded to what they are good for; the hit itself stays inside."""
    answer = Answer(
        question="And at night?",
        status="answered",
        confidence=0.123456,
        related=0.654321,
        missing_terms=("night",),
        elapsed_ms=1.23456,
        citations=(replace(CITATION, also_in=(ALSO,)),),
        read_as="Does the tide fall at night?",
        parts=(AnswerPart("at night", "near", 1, 0.123456, 0.9),),
        differences=(
            Disagreement((1, 2), (Span(1, 9), Span(2, 10)), ("450 km/h", "420 km/h")),
        ),
    )
    assert answer_object(answer) == {
        "question": "And at night?",
        "read_as": "Does the tide fall at night?",
        "status": "answered",
        "state": "Answers in part (0 of 1 parts)",
        "language": None,
        "overview": False,
        "left_out": 0,
        "confidence": 0.1235,
        "related": 0.6543,
        "missing_terms": ["night"],
        "elapsed_ms": 1.23,
        "parts": [
            {"asked": "at night", "status": "near", "confidence": 0.1235, "number": 1}
        ],
        "citations": [
            {
                "number": 1,
                "article_id": "tides-1",
                "title": "Tides",
                "language": None,
                "section": "Sea",
                "paragraph": 2,
                "page": 4,
                "time_s": 65,
                "doubtful": False,
                "start": 10,
                "end": 19,
                "quote": "It falls.",
                "answer_start": 13,
                "answer_end": 18,
                "answer_in_section": [0, 3],
                "marks": [[0, 9]],
                "passage": "It rises. It falls.",
                "score": 0.123457,
                "permalink": "/articles/tides-1?p=2&s=10-19#p2",
                "also_in": [
                    {
                        "article_id": "ebb",
                        "title": "Ebb",
                        "section": None,
                        "paragraph": 1,
                        "page": 3,
                        "time_s": None,
                        "doubtful": True,
                        "start": 0,
                        "end": 9,
                        "quote": "It falls.",
                        "permalink": "/articles/ebb?p=1&s=0-9#p1",
                    }
                ],
            }
        ],
        "differences": [{"numbers": [1, 2], "said": ["450 km/h", "420 km/h"]}],
    }


def test_of_an_overview_nothing_is_probable():
    """It is asked for, not found: the fields stay, and are empty."""
    answer = Answer(
        "Summarize",
        "answered",
        1.0,
        1.0,
        (),
        1.0,
        (CITATION,),
        overview=True,
        left_out=3,
    )
    said = answer_object(answer)
    assert (said["status"], said["overview"], said["left_out"]) == ("answered", True, 3)
    assert said["state"] is None
    assert (said["confidence"], said["related"]) == (None, None)


def test_where_no_reader_marked_words_there_are_none():
    """The fields stay, so that programs find them."""
    answer = Answer(
        "Why?", "near", 0.1, 0.9, (), 1.0, (replace(CITATION, answer=None, above=None),)
    )
    said = answer_object(answer)
    assert said["status"] == "near"
    (citation,) = said["citations"]
    assert citation["answer_start"] is None
    assert citation["answer_end"] is None
    assert citation["answer_in_section"] is None
