"""Question sets: how they are read, halved, and made of what people judged."""

from pathlib import Path

import pytest

from rag.errors import EvaluationError
from rag.judging.question_sets import (
    QuestionSet,
    half_of,
    judged_set,
    read_question_set,
)
from rag.judging.verdicts import JudgedPlace, JudgedQuestion
from rag.types import Article
from tests.judging.test_evaluation import CORPUS, QUESTIONS, write_set


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    """Read the small set."""
    return read_question_set(write_set(tmp_path / "small"))


def test_set_is_read_with_its_own_ids(questions: QuestionSet):
    """Document ids are kept; a missing title is said to be missing."""
    assert [article.id for article in questions.articles] == ["owls", "tides"]
    assert questions.articles[1].title == "Untitled"
    assert questions.questions[2].kind == "off_corpus"


def test_stored_text_is_the_documents_text(questions: QuestionSet):
    """Positions in answers count in the set's own text."""
    assert [article.text for article in questions.articles] == [
        row["text"] for row in CORPUS
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>Tides</p> rise &amp; fall twice a day.</body></html>",
        '{"title": "Tides", "text": "They rise twice a day."}',
        "1\n00:00:01,000 --> 00:00:02,000\nTides rise twice a day.",
        "Year    Tides\n2020      705\n2021      706\n2022      705",
        "%PDF-1.7 is how such a file begins. %%EOF is how it ends.",
    ],
)
def test_a_text_that_looks_like_a_file_is_a_text(tmp_path: Path, text: str):
    """Its labels were made of its own characters, and paragraphs are counted in it."""
    corpus = ({"id": "tides", "title": "Tides", "text": f"{text}\n\nThey fall."},)
    question = QUESTIONS[0] | {"relevant": ["tides"], "paragraph": 1}
    read = read_question_set(write_set(tmp_path / "x", corpus, (question,)))
    assert [article.text for article in read.articles] == [f"{text}\n\nThey fall."]


def test_line_endings_are_all_alike(tmp_path: Path):
    """Else a set that was written on Windows would be one paragraph throughout."""
    corpus = (
        {"id": "tides", "title": "Tides", "text": "They rise.\r\n\r\nThey fall."},
    )
    question = QUESTIONS[0] | {"relevant": ["tides"], "paragraph": 1}
    read = read_question_set(write_set(tmp_path / "x", corpus, (question,)))
    assert [article.text for article in read.articles] == ["They rise.\n\nThey fall."]


def test_sample_is_the_same_each_time(questions: QuestionSet):
    """By SHA-1 of the id: of q3 it is 7940…, of q1 e041…, of q2 f237…."""
    assert ids_of(questions.sample(2)) == ["q3", "q1"]


def test_missing_set_is_a_clear_error(tmp_path: Path):
    """A folder without the two files says what a set is."""
    said = r"set \(No such file or directory\); .* corpus\.jsonl and questions\.jsonl"
    with pytest.raises(EvaluationError, match=said):
        read_question_set(tmp_path)


def test_question_without_a_key_is_named(tmp_path: Path):
    """A malformed question says what it lacks, and a set that it has none."""
    for questions, said in (
        (({"id": "q1"},), "lacks 'question'"),
        ((), "no questions"),
    ):
        folder = write_set(tmp_path / said, questions=questions)
        with pytest.raises(EvaluationError, match=said):
            read_question_set(folder)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"question": " "}, "lacks a text as 'question'"),
        ({"answerable": "no"}, "lacks true or false as 'answerable'"),
        ({"kind": ["far"]}, "lacks a text as 'kind'"),
        ({"off_title": 5}, "lacks a text as 'off_title'"),
        ({"answers": ["wings", 5]}, "lacks a list of texts as 'answers'"),
        ({"paragraph": -1}, "lacks a number from 0 as 'paragraph'"),
        ({"paragraph": True}, "lacks a number from 0 as 'paragraph'"),
        ({"paragraph": 2}, "'q1' names paragraph 2 of 'owls', whose last is 1"),
        ({"relevant": ["owls", "bees"]}, "'q1' names documents that .* lacks: 'bees'"),
        ({"near": ["ants", "bees"]}, "'q1' names documents .* lacks: 'ants', 'bees'"),
    ],
)
def test_what_cannot_be_asked_or_counted_is_named(
    tmp_path: Path, value: dict, said: str
):
    """Before anything is asked: a run of hours would end there, or count it wrong."""
    questions = (*QUESTIONS[1:], {**QUESTIONS[0], **value})
    folder = write_set(tmp_path / "bad", questions=questions)
    with pytest.raises(EvaluationError, match=said):
        read_question_set(folder)


@pytest.mark.parametrize(
    ("corpus", "said"),
    [
        ((*CORPUS, {**CORPUS[0], "text": "Owls."}), "2 documents .* the id 'owls'"),
        ((CORPUS[1], {**CORPUS[0], "text": "\n"}), "lacks a text as 'text'.*'owls'"),
        ((CORPUS[1], {**CORPUS[0], "text": "\u200b"}), "^document .owls. holds no"),
        ((*CORPUS, ["owls"]), "no JSON object: .*owls"),
        ((), "bad has no documents or no questions"),
    ],
)
def test_a_document_that_is_none_or_twice_there_is_named(
    tmp_path: Path, corpus: tuple[dict, ...], said: str
):
    """Each can be told from the others, and has something to be found."""
    folder = write_set(tmp_path / "bad", corpus=corpus)
    with pytest.raises(EvaluationError, match=said):
        read_question_set(folder)


def test_a_set_may_begin_with_a_byte_order_mark(tmp_path: Path, questions: QuestionSet):
    """Programs on Windows write one."""
    folder = write_set(tmp_path / "marked")
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_question_set(folder).questions == questions.questions


def test_the_paragraph_is_of_the_one_document(tmp_path: Path):
    """The last one is there; of several documents it isn't said whose it is."""
    last = {**QUESTIONS[0], "paragraph": 1}
    both = {**QUESTIONS[0], "relevant": ["owls", "tides"], "paragraph": 9}
    folder = write_set(tmp_path / "good", questions=(last, both))
    paragraphs = [asked.paragraph for asked in read_question_set(folder).questions]
    assert paragraphs == [1, 9]


def ids_of(questions: QuestionSet) -> list[str]:
    """Give the ids of a set's questions."""
    return [question.id for question in questions.questions]


def test_halves_are_of_articles_whatever_the_set(tmp_path: Path):
    """Owls are fitted, tides not; translations share a title, and what is said of it.

    So are questions that were written against an article (near), or ask for one that
    isn't there (off_title). What has no title goes by its id. One that needs articles
    of both halves is in neither.
    """
    corpus = [
        {"id": "de-owls", "title": "OWLS ", "text": "Eulen fliegen lautlos."},
        {"id": "de-tides", "title": "tides", "text": "Das Meer steigt zweimal."},
        {"id": "owls", "title": "", "text": "Eulen haben weiche Federn."},
    ]
    plain = {"question": "Warum?", "answers": [], "relevant": [], "answerable": False}
    asked = [
        {"id": "fitted-1", **plain, "relevant": ["de-owls"], "answerable": True},
        {"id": "unseen-1", **plain, "relevant": ["de-tides"], "answerable": True},
        {"id": "both", **plain, "relevant": ["de-owls", "de-tides"]},
        {"id": "unseen-2", **plain, "near": ["de-tides"]},
        {"id": "unseen-3", **plain, "off_title": "Black Death"},
        {"id": "fitted-2", **plain, "off_title": "Normans"},
        {"id": "fitted-3", **plain, "near": ["owls"]},
    ]
    whole = read_question_set(write_set(tmp_path / "de", corpus, asked))
    assert ids_of(whole.half("fitted")) == ["fitted-1", "fitted-2", "fitted-3"]
    assert ids_of(whole.half("unseen")) == ["unseen-1", "unseen-2", "unseen-3"]
    assert whole.half("unseen").articles == whole.articles


def test_the_halves_are_pinned():
    """What was fitted stays fitted: by the parity of the salted title's SHA-1."""
    halves = [half_of(t) for t in ("Black Death", "Normans", "Sky (United Kingdom)")]
    assert halves == ["unseen", "fitted", "unseen"]


@pytest.mark.shared
def test_no_article_of_the_published_figures_was_fitted(shared: Path):
    """Over squad2 and two translations: no title is on both sides, none is lost."""
    titles: dict[str, set[str]] = {"fitted": set(), "unseen": set()}
    for name in ("squad2", "xquad_en", "xquad_ru"):
        whole = read_question_set(shared / "eval" / name)
        names = {article.id: article.title for article in whole.articles}
        halves = {half: whole.half(half) for half in ("fitted", "unseen")}
        assert sum(len(h.questions) for h in halves.values()) == len(whole.questions)
        for half, chosen in halves.items():
            for question in chosen.questions:
                known = question.relevant or question.near
                titles[half] |= {names[i] for i in known} or {question.off_title}
    assert not titles["fitted"] & titles["unseen"]
    assert len(titles["fitted"]) >= 10
    assert len(titles["unseen"]) >= 10


def test_what_was_judged_right_and_still_stands_is_a_label():
    """A quote that its article lost, or whose article is gone, answers nothing.

    The id is `verdict-` with 12 digits of the SHA-1 of "why": 10cff4034ced….
    """
    owls = Article("owls", "Owls", "Owls fly without a sound.", ())
    stands = JudgedPlace("owls", 1, 0, 8, "Owls fly")
    lost = JudgedPlace("owls", 1, 0, 9, "Owls swim")
    gone = JudgedPlace("tides", 1, 0, 10, "Tides rise")
    judged = [
        JudgedQuestion("Why?", (stands, lost, gone), unanswered=False),
        JudgedQuestion("Where?", (lost, gone), unanswered=False),
        JudgedQuestion("When?", (gone,), unanswered=True),
        JudgedQuestion("Who?", (), unanswered=False),
    ]
    made = judged_set(judged, [owls], {"owls": owls}.get)
    assert [item.question for item in made.questions] == ["Why?", "When?"]
    why, when = made.questions
    assert (why.answers, why.relevant) == (("Owls fly",), ("owls",))
    assert why.id == "verdict-10cff4034ced"
    assert (why.answerable, why.group) == (True, "answerable")
    assert (when.answers, when.answerable, when.group) == ((), False, "unanswerable")
    assert (made.name, made.articles) == ("verdicts", (owls,))
