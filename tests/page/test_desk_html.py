"""The desk as HTML: each pin with what it is, how it stands, and what to do with it."""

import re
from dataclasses import replace

from rag.page.desk.html import desk_html, shell_html
from rag.page.words.saying import date_html
from tests.page.test_desk_pages import GONE, MOON, entries_of, pin_of, quote_of


def disabled(html: str) -> list[list[str]]:
    """Name the buttons of each pin that can't be pressed."""
    items = html.split("<li ")[1:]
    return [
        re.findall(r'class="(\w+)" aria-label="[^"]*" disabled', it) for it in items
    ]


def test_the_first_goes_no_further_up_and_the_last_no_further_down():
    """Of three; one alone goes nowhere."""
    three = [replace(MOON, id=number) for number in (4, 5, 6)]
    assert disabled(desk_html(entries_of(*three))) == [["up"], [], ["down"]]
    assert disabled(desk_html(entries_of(MOON))) == [["up", "down"]]


def test_a_quote_that_stands_is_opened_where_it_stands():
    """Its author and date are said, and at which question it was pinned."""
    html = desk_html(entries_of(replace(MOON, conversation="c0ffee")))
    assert '<a class="source" href="/articles/tides?p=2&amp;s=13-45#p2">' in html
    assert "<bdi>Tides &amp; *more*</bdi> · <bdi>Why</bdi> · <bdi>p. 3</bdi>" in html
    assert "<span>Ada Moon</span><span>" + date_html("2026-03") + "</span>" in html
    assert '<span class="verbatim">verbatim</span>' in html
    assert (
        '<a class="talk" href="/?c=c0ffee" data-question="Why?" '
        'data-href="/articles/tides?p=2&amp;s=13-45#p2">“Why?”</a>'
    ) in html
    assert (
        'aria-label="Edit note: The Moon &lt;b&gt;pulls&lt;/b&gt; the *sea*."' in html
    )


def test_a_list_within_a_list_is_indented():
    """And each item has a line of its own, though a blank one may stand between."""
    listed = replace(
        MOON, quote=replace(MOON.quote, quote="Of <:\n\n- a\n\n  - b\n- c")
    )
    html = desk_html(entries_of(listed))
    said = 'Of &lt;:<br>- a<br>  <i class="in"></i>- b<br>- c</blockquote>'
    assert said in html


def test_a_quote_that_changed_opens_its_article_at_the_top():
    """Other words stand now where it stood."""
    html = desk_html(entries_of(pin_of(quote_of("The Sun pulls", 13, 2))))
    assert 'href="/articles/tides?p=0&amp;s=0-0#p0"' in html
    assert "<bdi>Why</bdi> · <bdi>p. 3</bdi> · <bdi>¶ 2</bdi></a>" in html
    assert '<span class="changed">the article no longer says this</span>' in html
    assert ">Add a note</button>" in html


def test_a_quote_of_a_gone_article_opens_nothing():
    """Neither does one that was pinned in no answer lead to one."""
    html = desk_html(entries_of(replace(GONE, question="")))
    assert "<a " not in html
    where = "<bdi>Gone</bdi> · <bdi>Why</bdi> · <bdi>¶ 9</bdi>"
    assert f'<span class="source">{where}</span>' in html
    assert '<blockquote lang="ar" dir="rtl">' in html
    assert "2026-11-26</time></p>" in html


def test_long_words_are_cut_in_labels_alone():
    """A label says the first sixty characters, the quote all."""
    long = "Tides " * 20
    html = desk_html(entries_of(pin_of(quote_of(long.strip(), 0))))
    assert f'data-words="{("Tides " * 10).strip()}…"' in html
    assert long.strip() in html


def test_every_form_can_be_saved():
    """Nine links, each with a name that tells it from the others."""
    html = shell_html()
    assert len(set(re.findall(r"export\?form=([\w-]+)", html))) == 9
    assert len(set(re.findall(r'download aria-label="([^"]+)"', html))) == 9
