"""The BM25 index: its scores by hand, its files, its limits."""

from math import log

import bm25s
import numpy as np
import pytest

from rag.library.generation.lexical import UNSTATED, LexicalIndex

PASSAGES = [["old", "tower", "tower"], ["new", "bridge"], ["old", "bridge", "pier"]]


def test_idf_is_lucenes():
    """One passage of three: ln(1 + 2.5/1.5); two: ln(1 + 1.5/2.5); none: ln(1 + 7)."""
    index = LexicalIndex.build(PASSAGES)
    assert index.idf("tower") == pytest.approx(log(1 + 2.5 / 1.5))
    assert index.idf("old") == pytest.approx(log(1 + 1.5 / 2.5))
    assert index.idf("moat") == pytest.approx(log(1 + 3.5 / 0.5))


def test_score_is_bm25():
    """With tf 2 in 3 terms, average 8/3, k1 1.2, b 0.75: idf * 2 / (2 + 1.2 length)."""
    length = 1 - 0.75 + 0.75 * 3 / (8 / 3)
    expected = log(1 + 2.5 / 1.5) * 2 / (2 + 1.2 * length)
    scores = LexicalIndex.build(PASSAGES).scores(["tower"])
    assert scores == pytest.approx([expected, 0, 0])


def test_presence_only_scores_by_idf():
    """Repetition and length make no difference."""
    index = LexicalIndex.build(PASSAGES, presence_only=True)
    assert index.scores(["tower"]) == pytest.approx([log(1 + 2.5 / 1.5), 0, 0])


def test_weights_multiply_a_terms_share():
    """Scores add up over terms, each times its weight; repeated terms count again."""
    index = LexicalIndex.build(PASSAGES)
    tower, old = index.scores(["tower"]), index.scores(["old"])
    weighted = index.scores(["tower", "old", "old"], [1.0, 0.4, 0.4])
    assert weighted == pytest.approx(tower + 0.8 * old)


def test_coverage_is_the_share_of_the_questions_idf():
    """A passage with one of two equally rare terms has half of the question."""
    index = LexicalIndex.build(PASSAGES, presence_only=True)
    assert index.coverage(["tower", "pier"]) == pytest.approx([0.5, 0, 0.5])


def test_coverage_weighs_terms():
    """Of two equally rare terms one counts three times: 3/4 and 1/4."""
    index = LexicalIndex.build(PASSAGES, presence_only=True)
    covered = index.coverage(["tower", "pier"], [3.0, 1.0])
    assert covered == pytest.approx([0.75, 0, 0.25])


def test_coverage_counts_unknown_terms_against_the_passage():
    """A term that no passage has keeps the coverage below 1."""
    index = LexicalIndex.build(PASSAGES, presence_only=True)
    known, unknown = log(1 + 2.5 / 1.5), log(8)
    expected = known / (known + unknown)
    assert index.coverage(["tower", "moat"])[0] == pytest.approx(expected)
    assert index.coverage([]).tolist() == [0, 0, 0]


def test_only_some_passages_are_scored():
    """In the order asked for, each with the score that it has among all."""
    index = LexicalIndex.build(PASSAGES)
    rows = np.array([2, 0])
    for terms in (["old", "tower"], ["bridge"], ["moat"], []):
        assert index.scores(terms, rows=rows).tolist() == (
            index.scores(terms)[rows].tolist()
        )
    assert index.has("bridge", rows).tolist() == [True, False]
    assert index.has("moat", rows).tolist() == [False, False]


def test_scores_are_those_that_bm25s_computes():
    """To the last bit: on 200 passages of up to 30 of 40 terms."""
    rng = np.random.default_rng(0)
    sizes = rng.integers(1, 30, 200)
    numbered = [rng.integers(0, 40, size).tolist() for size in sizes]
    theirs = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    vocabulary = {str(number): number for number in range(40)}
    theirs.index((numbered, vocabulary), create_empty_token=False, show_progress=False)
    ours = LexicalIndex.build([[str(n) for n in numbers] for numbers in numbered])
    for number in range(40):
        expected = theirs.get_scores_from_ids([number])
        assert ours.scores([str(number)]).tolist() == expected.tolist()


def test_passages_may_come_one_by_one():
    """What can be gone through once is enough."""
    assert len(LexicalIndex.build(iter(PASSAGES))) == 3


def test_search_gives_best_first_and_only_what_matches():
    """Two passages have "bridge", the shorter one scores higher."""
    found, scores = LexicalIndex.build(PASSAGES).search(["bridge"], top_k=5)
    assert found.tolist() == [1, 2]
    assert scores[0] > scores[1] > 0


def test_the_best_of_many_are_found_wherever_they_lie():
    """Of passages of equal length those with the term 3, 2 and 1 times, in a mix."""
    once, twice, thrice = (["sea"] * n + ["sand"] * (3 - n) for n in (1, 2, 3))
    index = LexicalIndex.build([twice, once, thrice])
    assert index.search(["sea"], top_k=1)[0].tolist() == [2]
    assert index.search(["sea"], top_k=2)[0].tolist() == [2, 0]
    assert index.search(["sea"], top_k=3)[0].tolist() == [2, 0, 1]


def test_words_are_of_two_to_24_letters():
    """What has a figure, one letter, or 25, is none; in the order of the alphabet."""
    known = [
        "we",
        "a",
        "b2",
        "long" * 6,
        "x" + "long" * 6,
        "an",
        "塔塔",
        UNSTATED + "or",
    ]
    index = LexicalIndex.build([known])
    assert index.words.tolist() == ["an", "long" * 6, "we", "塔塔"]


def test_equal_scores_keep_the_order_of_the_passages():
    """Four equal passages come out by number."""
    index = LexicalIndex.build([["same"], ["same"], ["other"], ["same"], ["same"]])
    assert index.search(["same"], top_k=3)[0].tolist() == [0, 1, 3]


def test_search_keeps_to_the_allowed_passages():
    """What isn't allowed isn't found, and what is keeps its score."""
    index = LexicalIndex.build(PASSAGES)
    found, scores = index.search(["bridge"], 5, allowed=np.array([2, 0]))
    assert found.tolist() == [2]
    assert scores.tolist() == [index.scores(["bridge"])[2]]


def test_unknown_terms_find_nothing():
    """An unknown question finds no passage, and raises nothing."""
    index = LexicalIndex.build(PASSAGES)
    assert not index.knows("moat")
    for terms in ([], ["moat"], [""]):
        found, scores = index.search(terms, top_k=5)
        assert (len(found), len(scores)) == (0, 0)


def test_passages_without_terms_are_counted_and_never_found():
    """They keep their number, so that the others keep theirs."""
    index = LexicalIndex.build([[], ["tower"], []])
    assert len(index) == 3
    assert index.search(["tower"], top_k=5)[0].tolist() == [1]
    assert len(LexicalIndex.build([[], []])) == 2


def test_no_passage_no_index():
    """An index over nothing is refused."""
    with pytest.raises(ValueError, match="at least one passage"):
        LexicalIndex.build([])


def test_a_saved_index_answers_alike(tmp_path):
    """Scores, idf and vocabulary survive the way to disk and back."""
    index = LexicalIndex.build([["größe", "塔", "tower"], ["塔"]])
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert len(loaded) == 2
    assert (
        loaded.scores(["塔", "größe"]).tolist()
        == index.scores(["塔", "größe"]).tolist()
    )
    assert loaded.idf("größe") == index.idf("größe")
    assert loaded.knows("tower")


def test_loading_leaves_the_arrays_on_disk(tmp_path):
    """The postings are memory-mapped: opening reads no more than the vocabulary."""
    LexicalIndex.build(PASSAGES).save(tmp_path)
    retriever = LexicalIndex.load(tmp_path)._retriever
    assert isinstance(retriever.scores["data"], np.memmap)
    assert isinstance(retriever.scores["indices"], np.memmap)


def test_equal_passages_make_equal_files(tmp_path):
    """Nothing of the time or of hashing gets into the files, and nothing is pickled."""
    for name in ("first", "second"):
        LexicalIndex.build(PASSAGES).save(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert {name.rsplit(".", 1)[1] for name in files} == {"npy", "json"}
    for name in files:
        first = (tmp_path / "first" / name).read_bytes()
        assert first == (tmp_path / "second" / name).read_bytes()
        if name.endswith(".npy"):
            np.load(tmp_path / "first" / name, allow_pickle=False)


def test_damaged_files_are_refused(tmp_path):
    """A file cut short or missing raises, and never answers with less."""
    LexicalIndex.build(PASSAGES).save(tmp_path)
    data = tmp_path / "data.csc.index.npy"
    data.write_bytes(data.read_bytes()[:-8])
    with pytest.raises(ValueError, match="size"):
        LexicalIndex.load(tmp_path)
    data.unlink()
    with pytest.raises(FileNotFoundError):
        LexicalIndex.load(tmp_path)


def test_what_is_unstated_finds_a_passage_that_does_not_say_it():
    """One of two passages has "wrote" in its text: found in both, said by one."""
    hinted = ["doe", "wrote", UNSTATED + "wrote"]
    index = LexicalIndex.build([hinted, ["doe", "wrote"], ["moat"]])
    rows = np.array([0, 1])
    assert sorted(index.search(["wrote"], 5)[0].tolist()) == [0, 1]
    assert index.has("wrote", rows).tolist() == [False, True]
    assert index.idf("wrote") == index.idf("moat")


def test_a_term_that_no_passage_says_is_unknown():
    """It is as rare as a term that isn't there at all."""
    index = LexicalIndex.build([["doe", "wrote", UNSTATED + "wrote"], ["moat"]])
    assert not index.knows("wrote")
    assert index.knows("doe")
    assert index.idf("wrote") == index.idf("bridge")
