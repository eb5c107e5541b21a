"""What the tables of quality ask besides the sets' own questions."""

import json
from collections import Counter
from dataclasses import replace

from bench.places import PLACED
from bench.quality import (
    _YEAR,
    ALONE,
    IN_OTHERS,
    OWN_WORDS,
    SETS,
    TRANSLATED,
    _another_year,
    _questions,
)
from rag.judging.question_sets import read_question_set


def test_a_year_is_moved_to_another():
    """Back from 2000 on; other numbers stay."""
    asked = "Wer kam 1999, 2000 und 2015年, wer 12015 oder 999?"
    moved = "Wer kam 2002, 1997 und 2012年, wer 12015 oder 999?"
    assert _YEAR.sub(_another_year, asked) == moved


def test_each_set_has_places_in_its_language():
    """Seven each, and what they are put into."""
    assert {"en", *IN_OTHERS.values()} == {*PLACED}
    assert not {*ALONE} & {*IN_OTHERS}
    for form, places in PLACED.values():
        assert len({*places}) == 7
        assert "?" in form.format(question="?", place="-")
        assert "-" in form.format(question="?", place="-")


def test_our_own_set_says_what_answers():
    """Of each document 14 questions have their words in it, and eight have none."""
    own = read_question_set(OWN_WORDS)
    texts = {article.id: article.text for article in own.articles}
    asked: Counter[tuple[str, str]] = Counter()
    for one in own.questions:
        (document,) = one.relevant or one.near
        asked[document, one.group] += 1
        assert all(answer in texts[document] for answer in one.answers)
        assert one.answerable == bool(one.answers)
    kinds = (("answerable", 14), ("near", 8))
    assert asked == {(each, kind): n for each in texts for kind, n in kinds}
    assert SETS[OWN_WORDS.name] == "article"


def test_our_own_set_is_asked_in_eight_languages():
    """Each question in one of them, about as many in each; all else is the same."""
    own, other = (_questions(OWN_WORDS, name) for name in (OWN_WORDS.name, TRANSLATED))
    assert other.articles == own.articles
    for one, translated in zip(own.questions, other.questions, strict=True):
        assert translated.question != one.question
        assert replace(translated, question=one.question) == one
    lines = (OWN_WORDS / "translated.jsonl").read_text("utf-8").splitlines()
    languages = Counter(json.loads(line)["language"] for line in lines)
    assert sorted(languages.values()) == [49, 49, 49, 49, 50, 50, 50, 50]
