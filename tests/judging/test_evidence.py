"""Evidence packs are read back from each form, and say what no longer holds."""

import base64
from dataclasses import replace

import pytest

from rag.asking.quoting import cut_quote
from rag.errors import EvidenceError, IndexDamagedError
from rag.judging.evidence import (
    EvidencePack,
    EvidenceQuote,
    EvidenceTurn,
    pack_for_html,
    pack_for_markdown,
    pack_json,
    read_pack,
    sha256_of_text,
    verify_pack,
)
from rag.types import Article, Hit, Passage, Sentence

TEXT = "Tides rise. The Moon pulls the sea."
ARTICLE = Article("tides", "Tides", TEXT, ())
QUOTE = EvidenceQuote(
    number=1,
    article_id="tides",
    title="Tides </script><b>",
    section=None,
    paragraph=1,
    page=None,
    start=12,
    end=35,
    before="Tides rise. ",
    quote="The Moon pulls the sea.",
    after="",
    quote_sha256=sha256_of_text("The Moon pulls the sea."),
    article_sha256=sha256_of_text(TEXT),
    verbatim=True,
    verdict="right",
)
TURN = EvidenceTurn("Why? -->", None, "answered", ("x",), (QUOTE,))
PACK = EvidencePack("2026-01-02T03:04:05+00:00", 7, (TURN,))


def check(quote: EvidenceQuote, article: Article | None) -> tuple[bool, str]:
    """Verify a pack of one quote against one article."""
    pack = replace(PACK, turns=(replace(TURN, quotes=(quote,)),))
    (finding,) = verify_pack(pack, lambda _: article)
    return finding.holds, finding.message


@pytest.mark.parametrize("write", [pack_json, pack_for_html, pack_for_markdown])
def test_pack_is_read_back_from_each_form(write):
    """Whatever form a pack was written in, the same pack is read from it."""
    assert read_pack(f"{write(PACK)}\n".encode()) == PACK


@pytest.mark.parametrize("write", [pack_json, pack_for_html, pack_for_markdown])
def test_a_pack_that_an_editor_saved_is_read(write):
    """Those of Windows may put a byte order mark before it."""
    assert read_pack(write(PACK).encode("utf-8-sig")) == PACK


def test_markdown_can_be_read_by_people():
    """Hashes and words stand in it as they are, in a block that no word can end."""
    odd = replace(QUOTE, title="```\n\n</details>\n```json")
    pack = replace(PACK, turns=(replace(TURN, quotes=(odd,)),))
    text = f"# Evidence\n\n{pack_for_markdown(pack)}\n"
    assert f'"quote_sha256": "{QUOTE.quote_sha256}"' in text
    assert f'"article_sha256": "{QUOTE.article_sha256}"' in text
    assert read_pack(text.encode()) == pack
    assert read_pack(text.replace("\n", "\r\n").encode()) == pack


def pack_for_markdown_of_before(pack: EvidencePack) -> str:
    """Write a pack as a comment, of which JSON changes no character."""
    encoded = base64.b64encode(pack_json(pack).encode()).decode()
    return f"<!-- evidence:{encoded} -->"


@pytest.mark.parametrize("write", [pack_json, pack_for_html, pack_for_markdown])
@pytest.mark.parametrize(
    "inside", [pack_for_html, pack_for_markdown, pack_for_markdown_of_before]
)
def test_a_pack_that_is_quoted_is_not_read(write, inside):
    """Whatever form it has, it is words of the pack that quotes it."""
    words = inside(replace(PACK, generation=8))
    pack = replace(PACK, turns=(replace(TURN, quotes=(replace(QUOTE, quote=words),)),))
    assert read_pack(write(pack).encode()) == pack


def test_no_word_can_end_the_data_block():
    """A title with a closing tag doesn't end the block that holds the pack."""
    assert pack_for_html(PACK).count("</script>") == 1


def test_pack_without_verdicts_on_questions_is_read():
    """Packs that were exported before they held those still verify."""
    old = pack_json(PACK).replace(',\n   "unanswered": false', "")
    assert "unanswered" not in old
    assert read_pack(old.encode()) == PACK


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "other"}', b"# Notes"]
)
def test_other_files_are_refused(data):
    """What isn't a pack is said to be none."""
    with pytest.raises(EvidenceError):
        read_pack(data)


def test_a_pack_of_another_format_is_refused():
    """Whole as it is, it may mean something else."""
    other = pack_json(PACK).replace("quotewell-evidence-1", "quotewell-evidence-2")
    with pytest.raises(EvidenceError, match=r"is 'quotewell-evidence-2', expected"):
        read_pack(other.encode())


def test_a_pack_is_read_by_its_types():
    """A word is no truth value, and what is said to be wrong is named by its place."""
    forged = pack_json(PACK).replace('"verbatim": true', '"verbatim": "yes"')
    with pytest.raises(EvidenceError, match=r"\(turns\.0\.quotes\.0\.verbatim: "):
        read_pack(forged.encode())


def test_a_file_that_is_wrong_as_a_whole_has_no_place_to_name():
    """The message then says only what it is."""
    with pytest.raises(EvidenceError, match=r"Markdown \(Input[^:()]*\)$"):
        read_pack(b"[]")


def test_words_at_the_very_start_stand_where_they_stood():
    """Place 0 is a place like any other."""
    words = "Tides rise."
    first = replace(
        QUOTE, start=0, end=11, quote=words, quote_sha256=sha256_of_text(words)
    )
    assert check(first, ARTICLE) == (True, "verbatim")


def test_unchanged_article_holds():
    """Words that stand where they stood are verbatim."""
    assert check(QUOTE, ARTICLE) == (True, "verbatim")


def test_article_changed_elsewhere_holds():
    """Words that stand, in an article whose other words changed, hold."""
    changed = replace(ARTICLE, text=TEXT + " More.")
    assert check(QUOTE, changed) == (
        True,
        "verbatim, though the article has changed elsewhere",
    )


def test_an_article_that_is_back_holds():
    """It was gone when the pack was made: what it was elsewhere, nobody claims."""
    assert check(replace(QUOTE, article_sha256=""), ARTICLE) == (True, "verbatim")


def test_moved_words_are_found():
    """Words that stand elsewhere in the article now are said to have moved."""
    moved = replace(ARTICLE, text="Well. " + TEXT)
    assert check(QUOTE, moved) == (True, "verbatim, but it has moved in the article")


def test_changed_words_do_not_hold():
    """Words that the article no longer says don't hold."""
    edited = replace(ARTICLE, text=TEXT.replace("Moon", "Sun"))
    assert check(QUOTE, edited) == (False, "the article no longer says this")


@pytest.mark.parametrize(("start", "end"), [(12, 35), (12, 12), (0, 0), (99, 99)])
def test_no_words_are_no_quote(start: int, end: int):
    """A pack that was emptied doesn't hold, wherever its nothing is said to stand."""
    nothing = replace(
        QUOTE, start=start, end=end, quote="", quote_sha256=sha256_of_text("")
    )
    assert check(nothing, ARTICLE) == (False, "there are no words to be checked")


def test_removed_article_does_not_hold():
    """Without its article a quote can't be verified."""
    assert check(QUOTE, None) == (False, "the article is not in the library")


@pytest.mark.attack
def test_no_words_do_not_hold():
    """An empty quote stands everywhere, and would hold in any article."""
    nothing = replace(QUOTE, start=0, end=0, quote="", quote_sha256=sha256_of_text(""))
    assert not check(nothing, ARTICLE)[0]


@pytest.mark.attack
def test_a_place_before_the_text_is_none():
    """Python counts negative places from the end; the words are found by themselves."""
    odd = replace(QUOTE, start=-23, end=len(TEXT))
    assert check(odd, ARTICLE) == (True, "verbatim, but it has moved in the article")


HIT = Hit(
    Passage("tides", 0, 35, TEXT, "Tides", None, (Sentence(12, 35, 1),)),
    Sentence(12, 35, 1),
    0.9,
)


@pytest.mark.attack
@pytest.mark.parametrize(
    "passage",
    [
        {"text": TEXT.replace("Moon", "Suns")},
        {"text": TEXT[:-1]},
        {"start": 1},
        {"start": -35},
        {"end": 34},
        {"end": 20, "text": TEXT[:20]},
        {"start": 13, "text": TEXT[13:]},
        {"article_id": "owls"},
    ],
    ids=range(8),
)
def test_what_the_article_does_not_say_is_no_quote(passage: dict):
    """Other words, another place, or a sentence that reaches out of its passage."""
    forged = replace(HIT, passage=replace(HIT.passage, **passage))
    with pytest.raises(IndexDamagedError, match="quotewell rebuild"):
        cut_quote(ARTICLE, forged)


def test_no_sentence_is_no_quote():
    """A quote has at least one character."""
    with pytest.raises(IndexDamagedError):
        cut_quote(ARTICLE, replace(HIT, sentence=Sentence(12, 12, 1)))


def test_edited_pack_is_noticed():
    """Words that were changed in the pack itself don't match their hash."""
    forged = replace(QUOTE, quote="The Moon pushes the sea.")
    holds, message = check(forged, ARTICLE)
    assert not holds
    assert "pack itself" in message
