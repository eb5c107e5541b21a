"""The sentences chosen of small articles whose vectors are made by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import rag.overview.key_sentences
from rag.overview.key_sentences import key_sentences
from rag.types import Article, Paragraph, Passage, Sentence

PLAIN = "The old bridge number {} stands in the valley of the river."
LEANING = "It is said that bridge number {} stands in the same valley."

Parts = Sequence[tuple[str | None, int, Sequence[str]]]


def made(parts: Parts) -> tuple[Article, list[Passage]]:
    """Make an article of (section, paragraph's number, its sentences)."""
    text, passages, paragraphs = "", [], []
    for section, number, lines in parts:
        first, sentences = len(text), []
        for line in lines:
            sentences.append(Sentence(len(text), len(text) + len(line), number))
            text += f"{line} "
        end = sentences[-1].end
        passages.append(
            Passage("a", first, end, text[first:end], "", section, tuple(sentences))
        )
        if number:
            paragraphs.append(Paragraph(number, first, end, section))
    return Article("a", "Bridges", text, tuple(paragraphs)), passages


def lines(count: int, pattern: str = PLAIN) -> list[str]:
    """Give so many sentences."""
    return [pattern.format(number) for number in range(count)]


def star(count: int, middle: int) -> np.ndarray:
    """Give vectors that all resemble one, and each other less."""
    vectors = np.eye(count, dtype=np.float32) * np.sqrt(0.75)
    vectors[:, middle] = 0.5
    vectors[middle] = np.eye(count)[middle]
    return vectors.astype(np.float32)


def test_the_central_sentence_is_the_first():
    """All resemble the third of four: it is the one that four sentences give."""
    article, passages = made([(None, 1, [*lines(1, LEANING), *lines(3)])])
    assert key_sentences(article, passages, star(4, 2)) == (2,)


@pytest.mark.parametrize(
    ("sentences", "quotes"), [(1, 1), (4, 1), (5, 2), (44, 11), (45, 12), (90, 14)]
)
def test_a_quote_for_each_four_sentences(sentences: int, quotes: int):
    """One for each four begun, and fourteen at most."""
    article, passages = made([(None, 1, lines(sentences))])
    vectors = np.eye(sentences, dtype=np.float32)
    chosen = key_sentences(article, passages, vectors)
    assert len(chosen) == len(set(chosen)) == quotes


def test_each_subject_gives_one():
    """Twelve sentences on three subjects, of which the first goes on for eight."""
    article, passages = made([(None, 1, lines(12))])
    subjects = np.repeat(np.eye(3, dtype=np.float32), [8, 3, 1], axis=0)
    chosen = key_sentences(article, passages, subjects)
    assert sorted(np.searchsorted([8, 11], chosen, side="right")) == [0, 1, 2]


def test_where_nothing_tells_subjects_apart_each_stretch_gives_one():
    """Of one paragraph of 40 each tenth: stretches are of like length."""
    article, passages = made([(None, 1, lines(40))])
    chosen = key_sentences(article, passages, np.eye(40, dtype=np.float32))
    assert sorted(row // 4 for row in chosen) == list(range(10))


def test_what_opens_a_paragraph_is_worth_more():
    """Three paragraphs of four: where none is central, the opening of each comes."""
    article, passages = made([(None, n, lines(4)) for n in (1, 2, 3)])
    chosen = key_sentences(article, passages, np.eye(12, dtype=np.float32))
    assert sorted(chosen) == [0, 4, 8]


def test_what_opens_a_section_is_worth_more():
    """Of two paragraphs that one stretch holds the one that opens a section."""
    parts = [("A", 1, lines(1)), ("A", 2, lines(1)), ("B", 3, lines(2))]
    article, passages = made(parts)
    chosen = key_sentences(article, passages, np.eye(4, dtype=np.float32))
    assert chosen == (0,)
    later = made([("A", 1, lines(1, LEANING)), *parts[1:]])
    assert key_sentences(*later, np.eye(4, dtype=np.float32)) == (2,)


@pytest.mark.parametrize("number", [0, 1])
def test_who_wrote_it_is_left_out(number: int):
    """The most central sentence is of a passage with a hint of that, so another comes.

    Such are the front, and a closing line on the author.
    """
    article, passages = made([(None, number, lines(1)), (None, 2, lines(4))])
    passages[0] = replace(passages[0], context="Bridges\nwho wrote the article")
    (chosen,) = key_sentences(article, passages, star(5, 0))
    assert chosen != 0


@pytest.mark.parametrize("section", ["References", "Bridges › Further reading"])
def test_back_matter_is_left_out(section: str):
    """The most central one is under a heading of what leads elsewhere."""
    article, passages = made([("Bridges", 1, lines(2)), (section, 2, lines(3))])
    (chosen,) = key_sentences(article, passages, star(5, 3))
    assert chosen < 2


def test_a_leaning_sentence_is_passed_over():
    """The middle of the star begins with "It": one of the others comes."""
    text = [*lines(2), *lines(1, LEANING), *lines(1)]
    article, passages = made([(None, 1, text)])
    (chosen,) = key_sentences(article, passages, star(4, 2))
    assert chosen != 2


def test_where_all_lean_one_of_them_comes():
    """There is none better, and an overview of nothing would be worse."""
    article, passages = made([(None, 1, lines(4, LEANING))])
    assert len(key_sentences(article, passages, star(4, 3))) == 1


def test_rows_of_a_table_are_left_out_beside_sentences():
    """The most central is chosen, but isn't where it is a row among sentences."""
    parts: Parts = [(None, 1, lines(1)), (None, 2, lines(1)), (None, 3, lines(1))]
    article, passages = made(parts)
    for rows, chosen in ((set(), (1,)), ({2}, (0,)), ({1, 2, 3}, (1,))):
        paragraphs = tuple(
            replace(paragraph, is_row=paragraph.number in rows)
            for paragraph in article.paragraphs
        )
        tabled = replace(article, paragraphs=paragraphs)
        assert key_sentences(tabled, passages, star(3, 1)) == chosen


def test_without_sentences_there_is_none():
    """A list of references alone, or nothing at all, gives nothing."""
    article, passages = made([("References", 1, lines(2))])
    assert key_sentences(article, passages, np.eye(2, dtype=np.float32)) == ()
    assert key_sentences(article, [], np.empty((0, 2), np.float32)) == ()


def test_of_a_very_long_article_every_second_takes_part(
    monkeypatch: pytest.MonkeyPatch,
):
    """With room for eleven all of them are looked at, of twelve every second."""
    monkeypatch.setattr(rag.overview.key_sentences, "MAX_SENTENCES", 11)
    each = [key_sentences(*made([(None, 1, lines(n))]), star(n, 7)) for n in (11, 12)]
    assert [len(chosen) for chosen in each] == [3, 2]
    assert 7 in each[0]
    assert all(row % 2 == 0 for row in each[1])
