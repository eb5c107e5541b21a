"""What stands with an answer: how its question was read."""

from dataclasses import replace

from rag.page.quotes.answer import answer_html
from tests.page.test_render import ANSWERED, QUOTE, text_of


def test_reading_is_shown():
    """How a follow-up was read, or that it was read together with those before."""
    follow_up = replace(ANSWERED, read_as="Why do tides rise?")
    assert "Read as: Why do tides rise?" in text_of(answer_html(follow_up, [QUOTE]))
    same = replace(ANSWERED, read_as="Why?")
    said = text_of(answer_html(same, [QUOTE]))
    assert "Read as" not in said
    assert "Read together with the question before. Ask it literally" in said
    assert "Read" not in text_of(answer_html(replace(same, read_as=None), [QUOTE]))


def test_reading_is_escaped_and_can_be_asked_literally():
    """The link asks the question itself; one taken literally offers nothing more."""
    turn = replace(ANSWERED, question='Who & "why"?', read_as="Who <b>fell</b>?")
    html = answer_html(turn, [QUOTE])
    assert "Read as: Who &lt;b&gt;fell&lt;/b&gt;?" in html
    assert 'href="/?q=Who%20%26%20%22why%22%3F&amp;literal=1"' in html
    literal = replace(turn, read_as=None, literal=True)
    assert "Ask it literally" not in answer_html(literal, [QUOTE])
