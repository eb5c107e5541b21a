"""Pull quotes: words of the text that a page shows again."""

import pytest

from rag.readers.web.markup import read_markup
from rag.readers.web.pulled import without_pulled

TEXT = "<p>In spring, she says, the river takes what it wants. Jo Doe has seen it.</p>"


def kept(source: str) -> list[str]:
    """Give the blocks of a page that are kept, but for its text's own paragraph."""
    blocks = read_markup(TEXT + source).blocks
    return [block.text for block in without_pulled(blocks) if block is not blocks[0]]


@pytest.mark.parametrize(
    "source",
    [
        "<blockquote><p>“The river takes what it wants”</p></blockquote>",
        "<aside>The river takes what it wants</aside>",
        "<aside>Doe has seen it</aside>",
        "<figure class=x><p>the river takes what</figure>",
        "<div class='wide wp-block-pullquote'>The river takes what it wants.</div>",
        "<div class=pull-quote>The river takes what it wants.</div>",
        "<aside><p>The river takes what it wants<p>– Jo Doe</aside>",
    ],
)
def test_words_of_the_text_that_are_set_apart_are_there_once(source: str) -> None:
    """In quotation marks or without, and with the name of who says it in the text."""
    assert kept(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>The river takes what it wants.</p>",
        "<div class=quote-puller>The river takes what it wants.</div>",
        "<blockquote>The river takes what it can.</blockquote>",
        "<blockquote>The river takes what it wants now.</blockquote>",
        "<blockquote>The river takes</blockquote>",
        "<figure><figcaption>The river takes what it wants</figcaption></figure>",
        "<blockquote><pre>the river takes what it wants</pre></blockquote>",
        "<blockquote><ul><li>the river takes what it wants</ul></blockquote>",
        "<blockquote><h2>The river takes what it wants</h2></blockquote>",
        "<blockquote><p>The river takes what it can<p>Jo Doe</blockquote>",
    ],
)
def test_what_is_more_than_the_texts_own_words_stays(source: str) -> None:
    """So do paragraphs, captions, headings, and words too few to be meant."""
    assert kept(source) == [block.text for block in read_markup(source).blocks]


def test_who_is_not_named_in_the_text_is_named_below_a_quote() -> None:
    """The quote alone is left out."""
    source = "<aside><p>The river takes what it wants<p>Al Roe</aside>"
    assert kept(source) == ["Al Roe"]
    # Four words are more than a name.
    source = source.replace("Al Roe", "It takes the river")
    assert kept(source) == ["It takes the river"]


@pytest.mark.parametrize(("count", "left"), [(60, 0), (61, 1)])
def test_a_long_quotation_is_no_pull_quote(count: int, left: int) -> None:
    """One of more than sixty words is quoted for what is said of it."""
    words = " ".join(f"w{n}" for n in range(count))
    assert len(kept(f"<p>{words}</p><blockquote>{words}</blockquote>")) == 1 + left


def test_two_quotations_do_not_make_each_other_go() -> None:
    """What stands nowhere else in the text stays."""
    quote = "<blockquote>It was a very wet year.</blockquote>"
    assert kept(quote + quote) == ["It was a very wet year."] * 2


@pytest.mark.parametrize(("count", "left"), [(19, 0), (20, 1)])
def test_few_places_are_compared(count: int, left: int) -> None:
    """The time stays that of reading where many sentences begin alike."""
    others = "".join(f"<p>It was very wet {n}.</p>" for n in range(count))
    quote = "<p>It was very wet indeed.</p><aside>It was very wet indeed</aside>"
    assert len(kept(others + quote)) == count + 1 + left
