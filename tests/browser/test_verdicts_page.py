"""Judging answers and naming the right quote, in a real browser."""

import pytest
from playwright.sync_api import expect

from rag.judging.journal_file import FILE_NAME as JOURNAL_NAME
from rag.settings import MAX_QUOTE_CHARS
from tests.served import added

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"


def test_verdict_is_shown_when_asked_again(door, own_page):
    """In this conversation and in the next; one that is pressed again is gone."""
    reader = door.let_in(own_page.url).open()
    answer = reader.ask(QUESTION)
    answer.locator(".judge.right").first.click()
    expect(answer.locator(".judge.right").first).to_have_class("judge right on")
    other = door.let_in(own_page.url).open()
    again = other.ask(QUESTION.lower())
    expect(again.locator(".judge.right").first).to_have_class("judge right on")
    wrong = again.locator(".judge.wrong").first
    wrong.click()
    expect(wrong).to_have_class("judge wrong on")
    wrong.click()
    expect(wrong).to_have_class("judge wrong")


def test_a_follow_up_is_judged_as_it_was_read(door, own_page):
    """By its own words it would be judged in every conversation that has them."""
    reader = door.let_in(own_page.url).open()
    reader.ask("What is the CR450?")
    answer = reader.ask("And how fast is it?")
    right = answer.locator(".judge.right").first
    right.click()
    expect(right).to_have_class("judge right on")
    (verdict,) = own_page.service.journal.verdicts()
    assert "CR450" in verdict.question
    right.click()
    expect(right).to_have_class("judge right")


def test_a_double_click_judges_once(door, own_page):
    """Its second press comes when the first is shown, and doesn't take it back."""
    reader = door.let_in(own_page.url).open()
    right = reader.ask(QUESTION).locator(".judge.right").first
    right.click()
    expect(right).to_have_class("judge right on")
    right.dispatch_event("click", {"detail": 2})
    reader.page.wait_for_timeout(1000)
    expect(right).to_have_class("judge right on")
    (verdict,) = own_page.service.journal.verdicts()
    assert verdict.kind == "right"


def test_selected_text_is_named_as_the_answer(door, own_page):
    """What is selected in the source becomes the answer, to the letter."""
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    chosen = reader.page.evaluate(
        """() => {
          // Not all of its sentence, or it would be the quote that is there.
          const sup = document.querySelector("#sources sup.number");
          const range = document.createRange();
          range.setStart(sup.previousSibling.firstChild, 4);
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
    # It is the first of the quotes in its source, too.
    numbers = reader.page.locator("#sources ol.numbers a")
    expect(numbers).to_have_count(reader.answers.last.locator("a.cite").count())
    expect(reader.page.locator("#sources .numbers [aria-current]")).to_have_text("1")
    expect(reader.marked).to_have_text(chosen)
    reader.show_library()
    expect(reader.page.locator("#judged blockquote")).to_have_text(chosen)
    taken_back = reader.page.locator("#judged .take-back")
    # The source without it, asked for here, comes when the conversation is open again.
    with reader.late("**/panel", lambda: taken_back.press("Enter")):
        expect(reader.page.locator("#judged li")).to_have_count(0)
        expect(reader.page.locator("#judged")).to_be_focused()
        reader.page.click("#tab-ask-button")
    expect(named).to_have_count(0)
    expect(numbers).to_have_count(reader.answers.last.locator("a.cite").count())
    expect(reader.marked).to_be_in_viewport()


SELECT = """([first, skipped, last, taken]) => {
  const range = document.createRange();
  const node = (number, at) => {
    const paragraph = document.querySelector(`#sources #p${number}`);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (text.parentElement.closest("sup")) continue;
      if (at <= text.length) return [text, at];
      at -= text.length;
    }
  };
  range.setStart(...node(first, skipped));
  range.setEnd(...node(last, taken));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
BIRDS = (
    "Birds\n\nOwls are 🦉 silent. They hunt.\n\n"
    "Gulls cry.\n\nWrens sing loudly at dawn.\n"
)


@pytest.fixture
def birds(door, own_page):
    """Give someone who has asked an article of four short paragraphs."""
    added(own_page, BIRDS.encode(), "birds.txt")
    reader = door.let_in(own_page.url).open()
    reader.ask("Do wrens sing loudly at dawn?")
    expect(reader.marked).to_have_text("Wrens sing loudly at dawn.")
    return reader


def test_several_paragraphs_are_named_as_the_answer(birds, own_page):
    """From within one paragraph to within another, to the letter, also after a 🦉."""
    article = own_page.service.upkeep.shelf()[-1].stored.id
    text = own_page.service.find(article).text
    wanted = text[text.index("silent") : text.index(" loudly")]
    numbers = {
        text[item.start : item.end].split()[0]: item.number
        for item in own_page.service.find(article).paragraphs
    }
    # In UTF-16, as a browser counts, the owl is two.
    start = [numbers["Owls"], len("Owls are 🦉 ") + 1]
    birds.page.evaluate(SELECT, [*start, numbers["Wrens"], len("Wrens sing ")])
    birds.page.click("#sources .mark-here")
    named = birds.answers.last.locator(".named .said")
    expect(named).to_have_text(" ".join(wanted.split()), use_inner_text=True)
    place = own_page.service.journal.verdicts()[0].place
    assert place.quote == wanted
    assert "Gulls cry." in wanted
    birds.answers.last.locator(".named a.cite").click()
    marks = birds.page.locator("#sources mark.active")
    expect(marks).to_have_text(["silent. They hunt.", "Gulls cry.", "Wrens sing"])


def test_triple_click_takes_one_paragraph(birds, own_page):
    """Its selection ends before the first letter of the next one, which is left out."""
    birds.page.locator("#sources .para", has_text="Gulls cry.").click(click_count=3)
    birds.page.click("#sources .mark-here")
    expect(birds.answers.last.locator(".named .said")).to_have_text("Gulls cry.")
    assert own_page.service.journal.verdicts()[0].place.quote == "Gulls cry."


def test_too_long_a_selection_says_so(door, own_page):
    """What is more than a quote can't be sent, and the limit is named."""
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#sources article'))"
    )
    button = reader.page.locator("#sources .mark-here")
    expect(button).to_have_text(f"Select at most {MAX_QUOTE_CHARS:,} characters")
    expect(button).to_be_disabled()


def test_verdict_is_changed_and_asked_again_from_the_list(door, own_page):
    """The list turns right to wrong, by key, and leads back to the question."""
    reader = door.let_in(own_page.url).open()
    answer = reader.ask(QUESTION)
    answer.locator(".judge.right").first.click()
    expect(answer.locator(".judge.right").first).to_have_class("judge right on")
    reader.show_library()
    button = reader.page.locator("#judged .change")
    button.focus()
    reader.page.keyboard.press("Enter")
    expect(button).to_have_text("Change to right")
    expect(button).to_be_focused()
    expect(reader.page.locator("#judged .said")).to_have_text("wrong")
    reader.page.click("#judged a.example")
    expect(reader.answers).to_have_count(2)
    for each in reader.answers.all():
        wrong = each.locator(".judge.wrong").first
        expect(wrong).to_have_class("judge wrong on")


def test_verdict_that_is_not_kept_says_why(door, own_page):
    """Where the journal can't be written the button tells, and nothing is pressed."""
    reader = door.let_in(own_page.url).open()
    right = reader.ask(QUESTION).locator(".judge.right").first
    journal = own_page.service.library.root / JOURNAL_NAME
    journal.unlink()
    journal.mkdir()
    reader.press(right, "can't be written")
    expect(right).to_have_text("Right")
    expect(right).to_have_class("judge right")
    # The conversation can't be read either, where the page looks for what is new.
    assert all("the server responded with a status of" in it for it in reader.faults)
    reader.faults.clear()


def refusing(why: str):
    """Give what answers a request with a reason why it can't be done."""
    return lambda route: route.fulfill(status=503, json={"message": why})


def test_verdict_that_is_not_taken_back_says_why(door, own_page):
    """It stays pressed; what another page has taken back is gone here, too."""
    reader = door.let_in(own_page.url).open()
    right = reader.ask(QUESTION).locator(".judge.right").first
    right.click()
    expect(right).to_have_class("judge right on")
    reader.page.route("**/api/verdicts/*", refusing("the journal is away"), times=1)
    reader.press(right, "the journal is away")
    expect(right).to_have_class("judge right on")
    (verdict,) = own_page.service.journal.verdicts()
    own_page.service.journal.remove(verdict.id)
    right.click()
    expect(right).to_have_class("judge right")
    reader.faults.clear()  # the browser logs both answers


def test_a_verdict_leaves_what_is_open_at_its_quote(door, own_page):
    """Judged by key, the answer is drawn anew: focus, note and reasons stay."""
    reader = door.let_in(own_page.url).open()
    quote = reader.ask(QUESTION).locator("blockquote").first
    quote.locator(".why summary").click()
    quote.locator("button.pin").click()
    note = quote.locator(".pin-note input")
    expect(note).to_be_focused()
    note.fill("For chapter 2")
    right = quote.locator(".judge.right")
    right.press("Enter")
    expect(right).to_have_class("judge right on")
    expect(right).to_be_focused()
    expect(quote.locator(".why")).to_have_attribute("open", "")
    expect(note).to_have_value("For chapter 2")
    note.press("Enter")
    expect(note).to_have_count(0)
    expect(quote.locator("button.pin")).to_be_focused()
    (pin,) = own_page.service.desk.pins.all()
    assert pin.note == "For chapter 2"


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
