"""Notes of pages: their signs are no text, and the notes are known as such."""

import pytest

from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.chosen import article_blocks
from rag.readers.web.markup import read_markup
from rag.types import TextLook
from tests.articles import looks, paragraphs, read

WORDS = [
    "The market opens at six in the morning{} on every day of the week but one.",
    "Eels are sold by the board alone, and have been since the harbour was dug.{}",
    "Whoever sells them elsewhere pays, by the law of the town, a crown for each.",
]
TOLD = "Said by the keeper of the gate, who had it from the keeper who was before him."


def word_page() -> str:
    """Make a page as Word writes it filtered, with two footnotes."""
    style = "<span class=MsoFootnoteReference><span lang=EN-GB>[{0}]</span></span>"
    sign = f'<a href="#_ftn{{0}}" name="_ftnref{{0}}" title="">{style}</a>'
    note = (
        f'<div id="ftn{{0}}"><p class=MsoFootnoteText><a href="#_ftnref{{0}}" '
        f'name="_ftn{{0}}" title="">{style}</a> {{1}}</p></div>'
    )
    body = "".join(
        f"<p class=MsoNormal>{words.format(sign.format(number))}</p>"
        for number, words in enumerate(WORDS, 1)
    )
    notes = note.format(1, TOLD) + note.format(2, "By law.")
    return (
        "<html><head><title>Harbour</title></head><body lang=EN-GB>"
        f"<div class=WordSection1>{body}</div><div><br clear=all>"
        f'<hr align=left size=1 width="33%">{notes}</div></body></html>'
    )


def test_footnotes_of_what_word_saved_as_a_page() -> None:
    """As of its own files: the sign stands in no sentence."""
    article = read(word_page(), "x.htm")
    assert paragraphs(article)[:3] == [words.format("") for words in WORDS]
    signs = [look for look in article.looks if look.kind == "note"]
    assert [look.detail for look in signs[:2]] == ["1", "2"]
    assert article.text[: signs[0].start].endswith("in the morning")
    assert not [words for kind, words, _ in looks(article) if kind == "link"]
    blocks = read_markup(word_page()).blocks
    assert [(block.text, block.looks) for block in blocks[3:]] == [
        (TOLD, (TextLook(0, 0, "note", "1"),)),
        ("By law.", (TextLook(0, 0, "note", "2"),)),
    ]


@pytest.mark.parametrize(
    ("source", "text", "label"),
    [
        ('a<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.', "a.", "1"),
        ('<p><a href="#ftnt_ref12" id="ftnt12">[12]</a> b', "b", "12"),
        (
            'a<a name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.',
            "a.",
            "1",
        ),
        ('<p><a name="sdendnote1sym" href="#sdendnote1anc">i</a>b', "b", "i"),
        (
            'a<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a>.',
            "a.",
            "1",
        ),
        ('a<sup id="fnref:1"><a href="#fn:1">1</a></sup>.', "a.", "1"),
        ('a<a epub:type="noteref" href="n.xhtml#n7">*</a>.', "a.", "*"),
        ('b <a href="#fnref1" class="footnote-back">↩︎</a>', "b", ""),
        ('b <a href="#_ftnref1">above</a>', "b above", ""),
        ('see <a href="#fn1">1</a>', "see 1", ""),
        ('a<sup><a href="#cite_note-1">[1]</a></sup>.', "a.", "1"),
        ('a<sup><a href="#cite_note-Holm_1921-3">[3]</a></sup>.', "a.", "3"),
        ('a<sup class="fr" id="fr-1-1"><a href="#footnote-1">1</a></sup>', "a", "1"),
        ('<p><a href="#cite_ref-1">^</a> b', "b", ""),
        ('b <a href="#fr-1-1">↩</a>', "b", ""),
        ('<p><a href="#cite_ref-1-0">a</a> b', "a b", ""),
        ('a<sup><a href="#history">1</a></sup>', "a1", ""),
        ('a<a href="#_ftn1" name="_ftnref1">see the  note</a>.', "asee the note.", ""),
        ('a<a href="#_ftn1" name="_ftnref1">[1] b', "a[1] b", ""),
        ('a <a href="#_ftnref1" name="_ftn1">[1]</a> b', "a [1] b", ""),
    ],
)
def test_signs_of_notes(source: str, text: str, label: str) -> None:
    """Those that lead to a note and from it back; what else such a link says is text.

    Of a link that is never closed nothing is lost.
    """
    (block,) = read_markup(source).blocks
    labels = [look.detail for look in block.looks if look.kind == "note"]
    assert (block.text, "".join(labels)) == (text, label)


@pytest.mark.parametrize("sign", ["1", "[1]"])
def test_a_page_with_many_notes_is_found(sign: str) -> None:
    """What finds a page's article takes the signs for text."""
    parts = ["The eels", ", the pike", " and a tench", " were sold."]
    ends = [len("".join(parts[:count])) for count in (1, 2, 3)]
    looks = tuple(TextLook(end, end, "note", "1") for end in ends)
    block = MarkupBlock("".join(parts), 0, 0, False, looks)
    assert article_blocks([block], sign.join(parts)) == [block]
