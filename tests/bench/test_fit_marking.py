"""The fit of what is marked, on sentences whose rates are known."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from bench import fit_marking
from bench.answer_scores import Question
from bench.fit_marking import Asked, fit, out_of_fold
from rag.asking.confidence import Features
from rag.asking.ranking.marking import MarkCoefficients
from rag.asking.retrieved import Retrieved
from rag.types import Hit, Passage, Sentence

LINE = Sentence(0, 1, 1)
HIT = Hit(Passage("a", 0, 1, "x", "", None, (LINE,)), LINE, 1.0, probability=0.9)
FOUND = Retrieved((HIT,), Features(0.0, 0.0, 0.0, 0.0, answers=0.0), 0.9, ())


def asked(article: str, right: str, leads: tuple[float, ...]) -> Asked:
    """Make a question on sentences "a", "b" ..., known by whether each is the lead."""
    label = {"all": frozenset(right)}
    question = Question(article, article, "list", (), "Which?", label, held=False)
    evidence = np.zeros((len(leads), 8))
    evidence[:, 0] = leads
    found = replace(FOUND, evidence=(evidence,))
    return Asked(question, found, tuple("abcdef"[: len(leads)]))


def test_the_fit_finds_the_rates_of_two_groups():
    """Of 400 that lead 3 in 4 are right, of 400 others 1 in 4: -log(3), +2 log(3)."""
    some = [asked("x", "abce", (1, 1, 1, 1, 0, 0)), asked("x", "", (0, 0))] * 100
    intercept, is_lead, *rest = astuple(fit(some))
    assert intercept == pytest.approx(-np.log(3), abs=0.03)
    assert is_lead == pytest.approx(2 * np.log(3), abs=0.06)
    # What is the same for all tells nothing.
    assert rest == pytest.approx([0.0] * 7)


def test_the_f1_is_of_what_the_probabilities_choose():
    """Of 0.9, 0.6 and 0.1 two are chosen, one of the two right ones: 2 x 1 / 4."""
    one = asked("x", "bc", (1, 0, 0))
    assert one.f1(np.array([0.9, 0.6, 0.1])) == pytest.approx(0.5)
    assert one.is_right.tolist() == [0, 1, 1]


def test_what_is_not_found_marks_nothing():
    """Whatever the probabilities."""
    one = asked("x", "a", (1, 0))
    (hit,) = one.found.hits
    lost = replace(one.found, hits=(replace(hit, probability=0.0),), related=0.0)
    assert replace(one, found=lost).f1(np.array([0.9, 0.1])) == 0.0


def test_no_question_is_judged_by_a_fit_on_its_own_article(
    monkeypatch: pytest.MonkeyPatch,
):
    """Three of two articles: each fit is on those of the other one."""
    fitted = []

    def remember(on):
        fitted.append([one.question.id for one in on])
        return MarkCoefficients(-1, 2, 0, 0, 0, 0, 0, 0, 0)

    monkeypatch.setattr(fit_marking, "fit", remember)
    some = [asked("x", "a", (1, 0)), asked("y", "b", (1, 0)), asked("x", "a", (1, 0))]
    found = out_of_fold(some)
    assert fitted == [["y"], ["x", "x"]]
    # 0.73 and 0.27: one chosen gives 0.67, both give 0.60.
    assert found == {"x": 1.0, "y": 0.0}
