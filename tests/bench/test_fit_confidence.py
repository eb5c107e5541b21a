"""The fit of the confidence, on questions whose rates are known."""

from dataclasses import fields

import numpy as np
import pytest

from bench import confidence_questions
from bench.confidence_questions import Asked, elsewhere, found_of, placed_in
from bench.fit_confidence import (
    FITS,
    SHIPPED,
    Fit,
    arrays,
    fit,
    left_out,
    probabilities,
)
from rag.asking.confidence import Features
from rag.judging.question_sets import LabelledQuestion, QuestionSet

ONE = Fit((), (), (("sentence_maxsim",),))


def test_without_features_the_fit_is_the_base_rate():
    """Three of four answerable: log-odds of log(3)."""
    nothing = Fit((), (), ((),))
    answerable = np.array([True, True, True, False])
    (fitted,) = fit(nothing, np.zeros((4, 1)), answerable, np.ones(4))
    assert fitted == pytest.approx([np.log(3)], abs=1e-4)


def test_the_fit_finds_the_rates_of_two_groups():
    """Rates of 1/4 and 3/4 at x = 0 and 1: log-odds -log(3), then +2 log(3)."""
    x = np.repeat([0.0, 1.0], 4)[:, None]
    answerable = np.array([True, False, False, False, True, True, True, False])
    (fitted,) = fit(ONE, x, answerable, np.ones(8))
    assert fitted == pytest.approx([-np.log(3), 2 * np.log(3)], abs=0.01)


def test_two_factors_are_multiplied():
    """Of two questions one is answerable: the product of both factors is a half."""
    two = Fit((), (), ((), ()), start=[0.1, 0.1])
    answerable = np.array([True, False])
    one, other = fit(two, np.zeros((2, 1)), answerable, np.ones(2))
    shares = 1 / (1 + np.exp(-np.array([one, other])))
    assert shares.prod() == pytest.approx(0.5, abs=1e-3)


def test_the_second_factor_is_fitted_to_what_the_first_leaves():
    """Fully on the subject from a half on: there the second alone is the rate."""
    two = Fit((), (), (("cosine",), ()), start=[-0.5, 4.0, 0.1], full=0.5)
    answerable = np.array([True, True, True, False, False, False, False, False])
    cosines = np.zeros((8, len(fields(Features))))
    cosines[:4, 1] = 1.0
    one, (other,) = fit(two, cosines, answerable, np.ones(8))
    assert one[0] + one[1] > 0 > one[0]
    assert 1 / (1 + np.exp(-other)) == pytest.approx(0.75, abs=0.01)
    found = probabilities(two, [one, np.array([other])], cosines)
    assert found[0] == pytest.approx(0.75, abs=0.01)
    assert found[7] < 0.2


def test_a_weight_counts_like_repeated_questions():
    """A question of weight 3 is three questions."""
    x = np.array([[0.0], [1.0], [1.0], [2.0]])
    answerable = np.array([False, True, False, True])
    (weighted,) = fit(ONE, x, answerable, np.array([1.0, 3.0, 1.0, 1.0]))
    rows = [0, 1, 1, 1, 2, 3]
    (repeated,) = fit(ONE, x[rows], answerable[rows], np.ones(6))
    assert weighted == pytest.approx(repeated, abs=0.01)


def test_separable_questions_get_finite_coefficients():
    """The ridge keeps a perfect feature from growing without end."""
    x = np.array([[0.0], [0.1], [0.9], [1.0]])
    (fitted,) = fit(ONE, x, np.array([False, False, True, True]), np.ones(4))
    assert 0 < fitted[1] < 100


def test_a_set_is_measured_by_a_fit_that_leaves_it_out():
    """In a and b what is near is answered, in c what is far: so c is all wrong.

    Only questions of whole libraries are measured, though all are fitted on.
    """
    asked = [
        Asked(name, scope, kind, (near,))
        for name, answerable, absent in (
            ("a", 1.0, 0.0),
            ("b", 1.0, 0.0),
            ("c", 0.0, 1.0),
        )
        for scope in ("library", "article")
        for kind, near in (("answerable", answerable), ("absent", absent))
    ]
    *_, last = left_out(ONE, asked, 0.5)
    assert last == "  without c: answerable (1): 0.000, absent (1): 0.000"
    kept = [one for one in asked if one.set != "c"]
    first, _ = left_out(ONE, kept, 0.5)
    assert first == "  without a: answerable (1): 1.000, absent (1): 1.000"


def test_each_set_weighs_alike_and_each_kind_in_it():
    """A set of three questions, and one of two: in each the answerable one is half."""
    rows = [("a", "answerable"), ("a", "off"), ("a", "off")]
    rows += [("b", "answerable"), ("b", "near")]
    asked = [Asked(name, "library", kind, (1.0,)) for name, kind in rows]
    _, is_answerable, weights = arrays(asked)
    assert is_answerable.tolist() == [True, False, False, True, False]
    assert weights == pytest.approx([0.5, 0.25, 0.25, 0.5, 0.5])


def test_each_scope_of_a_set_weighs_alike():
    """Three questions of single articles as much as two of the library."""
    rows = [("article", "answerable"), ("article", "off"), ("article", "off")]
    rows += [("library", "answerable"), ("library", "off")]
    asked = [Asked("a", scope, kind, (1.0,)) for scope, kind in rows]
    _, _, weights = arrays(asked)
    assert weights == pytest.approx([0.5, 0.25, 0.25, 0.5, 0.5])


def test_what_is_fitted_is_what_ships():
    """Each fit is of the features whose constants aren't 0, in their order."""
    for one in FITS:
        for title, columns in zip(one.titles, one.columns, strict=True):
            shipped = SHIPPED[title]
            used = [n for n in shipped.__slots__ if getattr(shipped, n)]
            assert used == ["intercept", *columns]
        used = sum(1 + len(columns) for columns in one.columns)
        assert one.start is None or len(one.start) == used


def question(answerable: bool, *relevant: str) -> LabelledQuestion:
    """Make a question that these articles answer."""
    return LabelledQuestion(
        "q", "Why?", ("so",), relevant, answerable, "off_corpus", (), (), None
    )


ASKED = [question(True, "b"), question(False)]


def test_what_is_answered_is_asked_elsewhere_in_vain():
    """Of three articles it is asked of the two others, as unanswerable."""
    ((absent, only),) = elsewhere(ASKED, ["a", "b", "c"])
    assert only == ["a", "c"]
    assert (absent.answerable, absent.group) == (False, "absent")


class Found:
    """Finds the name of the kind that it is, in place of passages."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def keep_wrong(self, question: LabelledQuestion, only: list[str] | None) -> bool:
        """Leave something, unless a single article is asked."""
        return only is None

    def search(self, question: str, top_k: int, only: list[str] | None) -> str:
        """Say what was asked, and where."""
        return f"{self.kind.__name__} {only}"


@pytest.mark.parametrize(
    ("uses", "name", "scope", "more"),
    [
        ("reader", "a", "library", []),
        ("second", "a>b", "library", ["absent"]),
        ("second", "a>b", "article", []),
        ("second reader", "a", "library", ["absent"]),
        ("second reader", "a>b", "library", ["absent", "removed"]),
        # Nothing is left of the article.
        ("second reader", "a>b", "article", []),
    ],
)
def test_across_languages_they_are_asked_without_what_answers(
    uses, name, scope, more, monkeypatch: pytest.MonkeyPatch
):
    """Only what has an answer; and with the second model of other articles, too."""
    monkeypatch.setattr(
        confidence_questions, "open_retriever", lambda kind, *_: Found(kind)
    )
    opened = (QuestionSet(name, (), ()), None)
    found = dict(found_of(scope, ASKED, ["a", "b"], uses, opened))
    assert [*found] == ["answerable", "off_corpus", *more]
    assert found["answerable"] == f"Retriever {['b'] if scope == 'article' else None}"
    assert found.get("absent", "Retriever ['a']") == "Retriever ['a']"
    assert found.get("removed", "PassagesRemoved None") == "PassagesRemoved None"


def test_each_scope_asks_all_questions():
    """Of all articles, or of the one that answers."""
    everywhere = placed_in("library", ASKED, ["a", "b"])
    assert everywhere == [(ASKED[0], None), (ASKED[1], None)]
    placed = placed_in("article", ASKED, ["a", "b"])
    assert [one for one, _ in placed] == ASKED
    assert placed[0][1] == ["b"]
