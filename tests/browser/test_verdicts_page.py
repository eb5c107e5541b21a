"""Judging answers and naming the right quote, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"


def test_verdict_is_shown_when_asked_again(door, own_page):
    """A quote called right stays marked so, in this conversation and in the next."""
    reader = door.let_in(own_page.url).open()
    answer = reader.ask(QUESTION)
    answer.locator(".judge.right").first.click()
    expect(answer.locator(".judge.right").first).to_have_class("judge right on")
    other = door.let_in(own_page.url).open()
    again = other.ask(QUESTION.lower())
    expect(again.locator(".judge.right").first).to_have_class("judge right on")


def test_pressing_again_takes_the_verdict_back(door, own_page):
    """A pressed verdict that is pressed again is gone."""
    reader = door.let_in(own_page.url).open()
    wrong = reader.ask(QUESTION).locator(".judge.wrong").first
    wrong.click()
    expect(wrong).to_have_class("judge wrong on")
    wrong.click()
    expect(wrong).to_have_class("judge wrong")


def test_selected_text_is_named_as_the_answer(door, own_page):
    """What is selected in the source becomes the answer, to the letter."""
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    chosen = reader.page.evaluate(
        """() => {
          const sup = document.querySelector("#sources sup.number");
          const range = document.createRange();
          range.setStart(sup.previousSibling.firstChild, 0);
          range.setEnd(sup.nextSibling ?? sup, sup.nextSibling ? 9 : 0);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const text = range.cloneContents();
          text.querySelectorAll("sup").forEach(number => number.remove());
          return text.textContent;
        }"""
    )
    reader.page.click("#sources .mark-here")
    named = reader.answers.last.locator(".named .said")
    expect(named).to_have_text(chosen)
    reader.show_library()
    expect(reader.page.locator("#judged blockquote")).to_have_text(chosen)
    reader.page.click("#judged .take-back")
    expect(reader.page.locator("#judged li")).to_have_count(0)
    reader.page.click("#tab-ask-button")
    expect(named).to_have_count(0)


def test_open_source_stays_when_a_verdict_is_given(door, own_page):
    """Judging draws the conversation anew without losing the place."""
    reader = door.let_in(own_page.url).open()
    answer = reader.ask(QUESTION)
    cite = answer.locator("a.cite").nth(1)
    cite.click()
    said = answer.locator(".said").nth(1).inner_text()
    answer.locator(".judge.right").nth(2).click()
    expect(answer.locator(".judge.right").nth(2)).to_have_class("judge right on")
    expect(cite).to_have_attribute("aria-current", "true")
    expect(reader.marked).to_have_text(said)
    cite.focus()
    reader.page.keyboard.press("n")
    expect(reader.marked).to_have_text(answer.locator(".said").nth(2).inner_text())
