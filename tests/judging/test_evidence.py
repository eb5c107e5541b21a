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
    shown_by,
)
from rag.judging.verifying import verify_pack
from rag.types import Article, Hit, Paragraph, Passage, Sentence, Span

ATTACK = pytest.mark.attack
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
    """The same pack, also where an editor has put a byte order mark before it."""
    assert read_pack(f"{write(PACK)}\n".encode()) == PACK
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


FIRST_WORDS = "Tides rise."
FIRST = replace(
    QUOTE,
    start=0,
    end=11,
    before="",
    quote=FIRST_WORDS,
    after=" The Moon",
    quote_sha256=sha256_of_text(FIRST_WORDS),
)
FORGED = (False, "the pack itself was changed: other words stand around these")
MOVED = (True, "verbatim, but it has moved in the article")


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        (QUOTE, TEXT, (True, "verbatim")),
        (FIRST, TEXT, (True, "verbatim")),
        # It was gone when the pack was made: what it was elsewhere, nobody claims.
        (replace(QUOTE, article_sha256=""), TEXT, (True, "verbatim")),
        (replace(QUOTE, article_sha256="", after=" No."), TEXT, (True, "verbatim")),
        (replace(QUOTE, before="Tides fall. "), TEXT, FORGED),
        (replace(QUOTE, before=f"x{QUOTE.before}"), TEXT, FORGED),
        (replace(FIRST, after=" The Sun"), TEXT, FORGED),
        (
            QUOTE,
            f"{TEXT} More.",
            (True, "verbatim, though the article has changed elsewhere"),
        ),
        (QUOTE, f"Well. {TEXT}", MOVED),
        # Python counts negative places from the end; the words are found by themselves.
        pytest.param(
            replace(QUOTE, start=-23, end=len(TEXT)), TEXT, MOVED, marks=ATTACK
        ),
        (
            QUOTE,
            TEXT.replace("Moon", "Sun"),
            (False, "the article no longer says this"),
        ),
        (QUOTE, None, (False, "the article is not in the library")),
        (
            replace(QUOTE, quote="The Moon pushes the sea."),
            TEXT,
            (False, "the pack itself was changed: its words don't match their hash"),
        ),
    ],
)
def test_it_is_said_how_a_quote_stands(
    quote: EvidenceQuote, text: str | None, found: tuple[bool, str]
):
    """Where it stood, elsewhere or nowhere, in an article of now or in none."""
    article = None if text is None else replace(ARTICLE, text=text)
    assert check(quote, article) == found


@pytest.mark.parametrize(
    ("paragraph", "section", "where"),
    [
        (2, "Seas", ""),
        (1, "Seas", ", but the library has it elsewhere (Seas · ¶ 2)"),
        (2, "Skies", ", but the library has it elsewhere (Seas · ¶ 2)"),
        (2, None, ", but the library has it elsewhere (Seas · ¶ 2)"),
    ],
)
def test_another_place_than_the_librarys_is_said(
    paragraph: int, section: str | None, where: str
):
    """The words stand; where, the article says."""
    paragraphs = (Paragraph(1, 0, 11), Paragraph(2, 12, 35, "Seas"))
    told = replace(QUOTE, paragraph=paragraph, section=section)
    article = replace(ARTICLE, paragraphs=paragraphs)
    assert check(told, article) == (True, f"verbatim{where}")


@pytest.mark.parametrize("write", [pack_for_html, pack_for_markdown])
@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        ("The Moon pulls the sea.", True),
        ("The <mark>Moon</mark> pulls\r\n> the *sea*.", True),
        ("The Moon pulls no sea.", False),
        ("", False),
    ],
)
def test_what_a_file_shows_is_what_its_record_has(write, shown: str, holds: bool):
    """Marks and line ends aside, before or behind the record."""
    for text in (f"{shown}\n{write(PACK)}", f"{write(PACK)}\n{shown}"):
        # As HTML the tags are none of its letters; Markdown escapes its own.
        if write is pack_for_markdown:
            text = text.replace("<mark>", "**").replace("</mark>", "**")
        (found,) = verify_pack(PACK, lambda _: ARTICLE, shown_by(text.encode()))
        assert found.holds is holds
        other = "the file shows other words than its record"
        assert found.message == ("verbatim" if holds else other)


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        ("Tides rise. The Moon pulls the sea.", True),
        ("Tides fall. The Moon pulls the sea.", False),
        ("The Moon pulls the sea.", False),
    ],
)
def test_a_further_sentence_that_is_marked_is_shown_as_it_is(shown: str, holds: bool):
    """It is the answer's, too, though the quote alone has a hash."""
    marked = replace(QUOTE, marks=(Span(0, 11),))
    assert ARTICLE.text[:11] == f"{marked.before}{marked.quote}"[:11] == "Tides rise."
    pack = replace(PACK, turns=(replace(PACK.turns[0], quotes=(marked,)),))
    told = shown_by(f"{shown}\n{pack_for_markdown(pack)}".encode())
    (found,) = verify_pack(pack, lambda _: ARTICLE, told)
    assert found.holds is holds


def test_what_is_escaped_is_shown_as_what_it_stands_for():
    """A name of a letter in HTML is that letter; in Markdown it is itself."""
    assert shown_by(f"R&amp;D&eacute; 1{pack_for_html(PACK)}".encode()) == "RDé1"
    assert shown_by(f"R\\&amp;D 1\n{pack_for_markdown(PACK)}".encode()) == "RampD1"
    assert shown_by(pack_json(PACK).encode()) is None


@ATTACK
@pytest.mark.parametrize(("start", "end"), [(12, 35), (12, 12), (0, 0), (99, 99)])
def test_no_words_are_no_quote(start: int, end: int):
    """A pack that was emptied doesn't hold, wherever its nothing is said to stand."""
    nothing = replace(
        QUOTE, start=start, end=end, quote="", quote_sha256=sha256_of_text("")
    )
    assert check(nothing, ARTICLE) == (False, "there are no words to be checked")


HIT = Hit(
    Passage("tides", 0, 35, TEXT, "Tides", None, (Sentence(12, 35, 1),)),
    Sentence(12, 35, 1),
    0.9,
)


@ATTACK
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
