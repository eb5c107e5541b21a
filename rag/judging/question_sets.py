"""Question sets: folders of documents and labelled questions.

`corpus.jsonl` has a document a line (id, title, text), `questions.jsonl` a question a
line: id, question, answers, relevant, answerable, and where a set has them kind, near,
history, paragraph and off_title.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from rag.disk import is_unicode
from rag.errors import EvaluationError, ReadError
from rag.judging.evidence import FindArticle
from rag.judging.verdicts import JudgedQuestion, fold
from rag.readers import read_article
from rag.types import Article, Turn

UNTITLED = "Untitled"
ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"
JUDGED_NAME = "verdicts"
JUDGED_ID_DIGITS = 12
PARAGRAPH_GAP = "\n\n"
SHOWN = 3
"""So many documents that are missing are named."""

Half = Literal["fitted", "unseen"]

SPLIT_SALT = "15"
"""Before a title that is hashed to choose its half. Of 0, 1, 2, ... the first, before
anything was measured, that leaves either half three tenths of each kind of question in
each set; of jsquad's unanswerable ones, which ask for three articles, a fifth."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with what is known of its answer.

    `paragraph` counts the blank-line separated parts of the document's text from 0,
    where the set names the annotated one. `kind` says why an unanswerable question is
    one; `off_title` is the article, absent from the set, that it asks for.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    relevant: tuple[str, ...]
    answerable: bool
    kind: str
    near: tuple[str, ...]
    history: tuple[Turn, ...]
    paragraph: int | None
    off_title: str | None = None

    @property
    def group(self) -> str:
        """`ANSWERABLE`, or which kind of unanswerable question it is."""
        return ANSWERABLE if self.answerable else self.kind


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A name, documents, and questions about them."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[LabelledQuestion, ...]

    def sample(self, limit: int) -> "QuestionSet":
        """Keep the `limit` questions with the smallest SHA-1 of their id."""
        chosen = sorted(self.questions, key=lambda question: sha1_of(question.id))
        return replace(self, questions=tuple(chosen[:limit]))

    def half(self, name: Half) -> "QuestionSet":
        """Keep the questions whose articles all lie in one half (`half_of`).

        The confidence is fitted on one half and its figures are those of the other.
        """
        # As "Untitled" they would all lie in one half; what has no title has its id.
        titles = {a.id: a.title for a in self.articles if a.title != UNTITLED}

        def halves(question: LabelledQuestion) -> set[Half]:
            ids = question.relevant or question.near
            # One that needs articles of both halves is in neither, or what was fitted
            # on would be measured on.
            asked = [titles.get(article, article) for article in ids]
            return set(map(half_of, asked or [question.off_title or question.id]))

        kept = tuple(q for q in self.questions if halves(q) == {name})
        return replace(self, questions=kept)


def half_of(title: str) -> Half:
    """Put an article in one half by its title, in all sets and translations alike.

    Args:
        title: Its title, or its id where it has none.

    Example:
        >>> half_of("Black Death") == half_of("black  death")
        True
    """
    # Translations spell the title of one article in their own ways.
    folded = " ".join(title.lower().split())
    is_odd = int(sha1_of(SPLIT_SALT + folded), 16) % 2
    return "unseen" if is_odd else "fitted"


def read_question_set(folder: Path) -> QuestionSet:
    """Read a question set.

    Raises:
        EvaluationError: A file is missing or malformed, there is no question, one
            names a document or a paragraph that isn't there, or two documents are
            called the same.
    """
    articles = tuple(_article(row) for row in _rows(folder / "corpus.jsonl"))
    questions = tuple(_question(row) for row in _rows(folder / "questions.jsonl"))
    if not articles or not questions:
        raise EvaluationError(f"{folder} has no documents or no questions")
    ((name, count),) = Counter(article.id for article in articles).most_common(1)
    if count > 1:
        raise EvaluationError(
            f"{count} documents of corpus.jsonl have the id {name!r}; give each its own"
        )
    texts = {article.id: article.text for article in articles}
    for question in questions:
        _check_labels(question, texts)
    return QuestionSet(folder.resolve().name, articles, questions)


def judged_set(
    judged: Iterable[JudgedQuestion], articles: Iterable[Article], find: FindArticle
) -> QuestionSet:
    """Make a question set of what people judged.

    A question counts as answerable by the quotes that were called right and still stand
    in their article. One whose quotes all went, or of which only wrong ones are known,
    is left out, unless somebody said that the articles don't answer it.

    Args:
        judged: The questions with their verdicts.
        articles: The articles as they are now.
        find: Gives that of an id, or what replaced it, or None where neither is there.
    """
    labelled = [_label(item, find) for item in judged]
    questions = tuple(item for item in labelled if item is not None)
    return QuestionSet(JUDGED_NAME, tuple(articles), questions)


def _label(judged: JudgedQuestion, find: FindArticle) -> LabelledQuestion | None:
    # The article may have changed: what it no longer says can't be found in it.
    standing = [
        (place.quote, article.id)
        for place in judged.right
        if (article := find(place.article_id)) and place.quote in article.text
    ]
    if not standing and not judged.unanswered:
        return None
    return LabelledQuestion(
        id=f"verdict-{sha1_of(fold(judged.question))[:JUDGED_ID_DIGITS]}",
        question=judged.question,
        answers=tuple(quote for quote, _ in standing),
        relevant=tuple(dict.fromkeys(article_id for _, article_id in standing)),
        answerable=bool(standing),
        kind=UNANSWERABLE,
        near=(),
        history=(),
        paragraph=None,
    )


def _check_labels(question: LabelledQuestion, texts: Mapping[str, str]) -> None:
    """Refuse a question whose labels name what isn't in its set."""
    named = (*question.relevant, *question.near)
    if missing := [document for document in named if document not in texts]:
        raise EvaluationError(
            f"question {question.id!r} names documents that corpus.jsonl lacks: "
            f"{', '.join(map(repr, missing[:SHOWN]))}; add them there, or take them out"
        )
    # Of several documents it isn't said which one's paragraph it is.
    if question.paragraph is None or len(question.relevant) != 1:
        return
    (document,) = question.relevant
    last = len(paragraphs_of(texts[document])) - 1
    if question.paragraph > last:
        raise EvaluationError(
            f"question {question.id!r} names paragraph {question.paragraph} of "
            f"{document!r}, whose last is {last}; they are counted from 0"
        )


def paragraphs_of(text: str) -> list[str]:
    """Part a document's text at blank lines, as sets count paragraphs."""
    return text.split(PARAGRAPH_GAP)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        # A pipe would be waited for without end.
        if path.exists() and not path.is_file():
            raise ValueError("no file")
        with path.open(encoding="utf-8-sig") as file:
            for line in filter(str.strip, file):
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError(f"no JSON object: {line[:80].strip()}")
                yield row
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise EvaluationError(
            f"{path} can't be read as a question set ({reason}); a set is a folder "
            "with corpus.jsonl and questions.jsonl"
        ) from error


def _article(row: dict[str, Any]) -> Article:
    try:
        is_titled = str(row.get("title") or "").strip()
        title = _text(row, "title") if is_titled else UNTITLED
        data = _text(row, "text").encode()
        name = _text(row, "id")
        # No character is changed but line endings: labels are of it, and count in it.
        article = read_article(data, f"document {name!r}", title=title, is_plain=True)
        return replace(article, id=name, source=name)
    except ReadError as error:
        raise EvaluationError(str(error)) from error
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"a document lacks {error}: {str(row)[:80]}") from error


def _question(row: dict[str, Any]) -> LabelledQuestion:
    try:
        return LabelledQuestion(
            id=_text(row, "id"),
            question=_text(row, "question"),
            answers=_texts(row, "answers"),
            relevant=_texts(row, "relevant"),
            answerable=_truth(row, "answerable"),
            kind=_text(row, "kind") if row.get("kind") else UNANSWERABLE,
            near=_texts(row, "near") if row.get("near") else (),
            history=tuple(
                Turn(_text(turn, "question")) for turn in row.get("history") or ()
            ),
            paragraph=_paragraph(row),
            off_title=_text(row, "off_title") if row.get("off_title") else None,
        )
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"a question lacks {error}: {str(row)[:80]}") from error


def _text(row: dict[str, Any], key: str) -> str:
    value = row[key]
    if isinstance(value, str) and is_unicode(value) and value.strip():
        return value
    raise TypeError(f"a text as {key!r}")


def _truth(row: dict[str, Any], key: str) -> bool:
    value = row[key]
    if isinstance(value, bool):
        return value
    raise TypeError(f"true or false as {key!r}")


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    values = row[key]
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return tuple(values)
    raise TypeError(f"a list of texts as {key!r}")


def _paragraph(row: dict[str, Any]) -> int | None:
    value = row.get("paragraph")
    if value is None or (type(value) is int and value >= 0):
        return value
    raise TypeError("a number from 0 as 'paragraph'")


def sha1_of(text: str) -> str:
    """Hash an id, to sample and choose by; 40 hexadecimal digits."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
