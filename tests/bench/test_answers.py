"""The measure of whole answers: its scores by hand, and the labels that it reads."""

import json
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import answers
from bench.answer_scores import Outcome, Question, digest, quote_of, row
from bench.answers import ask, read_labelled, read_questions, report, title_of
from rag.asking.assistant import Assistant
from rag.judging.question_sets import QuestionSet
from rag.judging.set_indexes import index_set
from rag.readers import read_article
from rag.text.passages import split_passages
from rag.types import Citation, Hit, Passage, Sentence, Turn
from tests.fakes import WordEncoder
from tests.judging.test_evaluation import write_set

LABELS = list(read_questions())
HUGE_TOKENS = 10**6
TITLES = ["To build on:", "Kept for the end, 301 on:", "Kept for the end, 401 on:"]


def labelled(kind: str = "two_part", **parts: str) -> Question:
    """Make a question; a part's sentences are the letters of a text."""
    sets = {asks: frozenset(letters) for asks, letters in parts.items()}
    return Question("id-1", "article", kind, (), "Why?", sets, held=False)


def outcome(asked: Question, *quotes: str, status="answered") -> Outcome:
    """Make an outcome; a quote's sentences are the letters of a text."""
    return Outcome(asked, status, tuple(map(frozenset, quotes)))


def test_a_sentence_is_named_by_its_words_alone():
    """Of "the sea the sea" `sha256sum` gives 2d5008dcaf96…."""
    assert digest("The Sea – the sea!") == "2d5008dcaf96"
    assert digest("the sea the sky") != "2d5008dcaf96"


def test_a_part_is_found_by_any_of_its_sentences():
    """What the article doesn't answer isn't asked for."""
    asked = labelled(who="ab", when="c", cost="")
    assert outcome(asked, "xb", "d").found == {"who": True, "when": False}
    assert outcome(asked, "d", "ca").found == {"who": True, "when": True}


def test_where_nothing_was_found_nothing_is_marked():
    """A near passage counts, as it is shown as one that may answer."""
    asked = labelled(who="a")
    assert outcome(asked, "a", status="near").found == {"who": True}
    assert outcome(asked, "a", status="not_found").found == {"who": False}


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [(("ab",), 0.4), (("a", "b"), 0.4), (("bcd",), 1.0), (("a",), 0.0), ((), 0.0)],
)
def test_all_that_should_be_marked_is_weighed(quotes: tuple[str, ...], expected: float):
    """Of b, c and d one is marked, with another: precision 1/2, recall 1/3, F1 2/5."""
    for kind in ("list", "why"):
        assert outcome(labelled(kind, all="bcd"), *quotes).f1 == pytest.approx(expected)
    assert outcome(labelled("fact", all="bcd"), *quotes).f1 is None


def test_fillers_are_quotes_without_a_right_sentence():
    """Only where an answer is due and given: elsewhere no quote claims to answer."""
    asked = labelled(who="a", when="b")
    assert outcome(asked, "ax", "b", "c", "d").fillers == 2
    assert outcome(asked, "ax", "b").fillers == 0
    assert outcome(asked, "c", status="near").fillers is None
    assert outcome(labelled("near"), "c").fillers is None


@pytest.mark.parametrize(
    ("parts", "status", "expected"),
    [
        ({"who": "a"}, "answered", True),
        ({"who": "a", "when": ""}, "answered", True),
        ({"who": "a"}, "near", False),
        ({"who": "a"}, "not_found", False),
        ({}, "answered", False),
        ({}, "near", True),
        ({}, "not_found", True),
    ],
)
def test_answered_is_said_where_an_answer_is_due(parts, status, expected):
    """One part that the article answers is enough."""
    assert outcome(labelled(**parts), status=status).is_said is expected


def test_a_row_has_the_means_of_each_figure():
    """Two of three parts; F1 of .8 and 0; one filler in one answer; one said of two."""
    both = labelled("why", first="a", second="b")
    one = labelled("list", all="c")
    outcomes = [
        outcome(both, "ab", "z", status="answered"),
        outcome(one, "c", status="not_found"),
        outcome(labelled("near"), "q", status="near"),
    ]
    assert outcomes[0].f1 == pytest.approx(0.8)
    assert row("all", outcomes) == {
        "kind": "all",
        "questions": 3,
        "parts": pytest.approx(2 / 3),
        "F1": pytest.approx(0.4),
        "fillers": 1,
        "answered": 0.5,
        "near": 1,
    }
    nothing = dict.fromkeys(("parts", "F1", "fillers", "answered"))
    near = {"kind": "near", "questions": 1, "near": 1}
    assert row("near", outcomes[2:]) == near | nothing


def test_the_table_has_a_row_a_kind_and_one_for_all():
    """In the order of the questions."""
    lines = report([outcome(labelled(kind)) for kind in ("near", "fact", "near")])
    assert lines[0] == "| kind | questions | parts | F1 | fillers | answered | near |"
    assert [line.split(" | ")[:2] for line in lines[2:5]] == [
        ["| near", "2"],
        ["| fact", "1"],
        ["| all", "3"],
    ]


def cited(start: int, end: int) -> Citation:
    """Cite a range of "One. Two. Three." in a passage that begins at 10."""
    sentences = tuple(Sentence(*span, 1) for span in ((10, 14), (15, 19), (20, 26)))
    passage = Passage("a", 10, 26, "One. Two. Three.", "", None, sentences)
    return Citation(
        article_id="a",
        paragraph=1,
        start=start,
        end=end,
        number=1,
        title="A",
        quote=passage.text[start - 10 : end - 10],
        passage=passage.text,
        passage_start=10,
        score=1.0,
        hit=Hit(passage, sentences[0], 1.0),
    )


def test_a_quote_is_named_by_the_sentences_it_has_a_part_of():
    """A word of one is enough, its neighbour's end is not."""
    one, two, three = map(digest, ("One", "Two", "Three"))
    assert quote_of(cited(15, 19)) == {two}
    assert quote_of(cited(16, 17)) == {two}
    assert quote_of(cited(14, 20)) == {two}
    assert quote_of(cited(13, 21)) == {one, two, three}


def test_an_article_is_read_by_what_questions_call_it(tmp_path: Path):
    """The real one by its folder, others by their set and their title or id."""
    (tmp_path / "article").mkdir()
    (tmp_path / "article" / "the-moon.txt").write_text("The Moon pulls.", "utf-8")
    (tmp_path / "eval").mkdir()
    write_set(tmp_path / "eval" / "small")
    assert read_labelled("article", tmp_path).text == "The Moon pulls."
    assert read_labelled("small:Owls", tmp_path).id == "owls"
    assert read_labelled("small:tides", tmp_path).id == "tides"


@pytest.fixture
def tides(tmp_path: Path) -> Assistant:
    """Index an article whose front states author and date."""
    front = "Author: Jo Doe\nDate: 2025-03-18"
    text = f"{front}\n\nTides rise twice.\n\nThe Moon pulls."
    article = read_article(text.encode(), "tides.txt")
    encoder = WordEncoder()
    library = index_set(QuestionSet("tides", (article,), ()), tmp_path, encoder)
    return Assistant(library, encoder)


def test_the_quotes_of_an_answer_are_named(tides: Assistant):
    """A question with the words of one sentence has it quoted first."""
    asked = replace(labelled("fact", what="x"), question="The Moon pulls?")
    made = ask(tides, asked)
    assert made.quotes[0] == {digest("The Moon pulls.")}
    assert made.asked is asked


def test_earlier_questions_are_asked_in_turn():
    """Each knows those before it, and what they were read as."""
    seen = []

    def answer(question, history=()):
        seen.append((question, tuple(history)))
        return SimpleNamespace(read_as=f"{question}!", status="near", citations=())

    asked = replace(labelled("chain", a="a"), history=("One?", "Two?"))
    made = ask(SimpleNamespace(ask=answer), asked)
    one, two = Turn("One?", "One?!"), Turn("Two?", "Two?!")
    assert seen == [("One?", ()), ("Two?", (one,)), ("Why?", (one, two))]
    assert made.status == "near"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((), [(1, False)]),
        (("--held",), [(1, False), (301, False), (401, True)]),
    ],
)
def test_what_is_kept_is_asked_only_for_the_end(
    given, asked, monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path
):
    """Each hundred by itself, under its title."""
    rounds = []

    def ask_all(questions, shared, work):
        numbers = {int(q.id.rpartition("-")[2]) for q in questions}
        rounds.append((min(numbers), max(numbers) > 400))
        assert shared == Path("shared")
        return [outcome(question, status="not_found") for question in questions]

    monkeypatch.setattr(answers, "ask_all", ask_all)
    monkeypatch.setattr(answers, "opened", lambda _index: nullcontext())  # no model
    monkeypatch.setattr("sys.argv", ["answers", "shared", *given])
    answers.main()
    assert rounds == asked
    lines = capsys.readouterr().out.splitlines()
    kept = sum(q.held and q.kind == "near" for q in LABELS)
    row_of_kept = f"| near | {kept} | – | – | – | – | 1.000 |"
    assert lines.count(row_of_kept) == len(asked[1:2])
    assert [line for line in lines if line in TITLES] == TITLES[: len(asked)]


def test_the_labels_are_enough_and_some_of_each_kind_are_kept():
    """At least 156, and twelve of a kind; those numbered from 301 on are kept.

    They are on articles that none of the others is on, those from 401 on again: 14
    questions of two parts and 10 comparisons.
    """
    kinds = Counter(question.kind for question in LABELS)
    assert len({question.id for question in LABELS}) == len(LABELS) >= 156
    assert len(kinds) == 10
    assert min(kinds.values()) >= 12
    for question in LABELS:
        kind, _, number = question.id.rpartition("-")
        assert kind == question.kind
        assert question.held is (int(number) > 300)
    on, kept, newest = (
        {q.article for q in LABELS if title_of(q) == title} for title in TITLES
    )
    compound = Counter(q.kind for q in LABELS if title_of(q) == TITLES[2])
    assert compound == {"two_part": 14, "comparison": 10}
    assert not on & kept
    assert not newest & (on | kept)
    assert len(kept) >= 8
    assert len(newest) >= 6


def test_the_labels_have_what_their_kind_needs():
    """Parts have names of their own; a near miss has none, a chain has a history."""
    for line in answers.QUESTIONS.read_text("utf-8").splitlines():
        fields = json.loads(line)
        parts, kind = fields["parts"], fields["kind"]
        assert len({part["asks"] for part in parts}) == len(parts)
        assert any(part["sentences"] for part in parts) is (kind != "near")
        assert bool(fields["history"]) is (kind == "chain")
        assert (len(parts) == 2) >= (kind in ("two_part", "comparison"))
        assert (5 <= len(parts) <= 9) is (kind == "overview")


@pytest.mark.shared
@pytest.mark.parametrize("name", dict.fromkeys(q.article for q in LABELS))
def test_what_is_labelled_stands_in_its_article(name: str, shared: Path):
    """As one of the sentences that it is divided into, or as a line of its front."""
    article = read_labelled(name, shared)
    # In a window for a million tokens no sentence is too long, and none is counted.
    passages = split_passages(article, lambda texts: [1] * len(texts), HUGE_TOKENS)
    sentences = [p.quote(sentence) for p in passages for sentence in p.sentences]
    if article.front:
        sentences += article.text[article.front.start : article.front.end].splitlines()
    labels = frozenset().union(*(q.right for q in LABELS if q.article == name))
    assert labels <= set(map(digest, sentences))
