"""Signing in and out of a page with a password, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import BOTH, wrong
from tests.served import served

pytestmark = pytest.mark.browser
PASSWORD = "open sesame"
QUESTION = "What is embodied AI?"


@pytest.fixture(scope="module")
def gated(tmp_path_factory):
    """Serve a page with a password."""
    with served(tmp_path_factory.mktemp("gated"), password=PASSWORD) as page:
        yield page


def sign_in(page) -> None:
    """Type the password as soon as the page takes it."""
    expect(page.get_by_label("Password of this Quotewell")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_signing_in_leads_to_what_was_asked_for(door, gated):
    """A wrong password is told; the right one opens the address that was typed."""
    reader = door.let_in(gated.url)
    page = reader.page
    page.goto(f"{gated.url}?q=What+is+embodied+AI")
    expect(page.get_by_label("Password of this Quotewell")).to_be_focused()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That is not the password.")
    assert "401" in reader.faults.pop()
    sign_in(page)
    expect(page.locator("#chat .asked")).to_have_text("What is embodied AI")
    reader.ask(QUESTION).locator("a.cite").first.click()
    expect(reader.marked).to_be_visible()
    reader.show_library()
    expect(page.locator("#shelf a.title")).to_have_count(1)


def test_signing_out_leaves_nothing_to_go_back_to(door, gated):
    """After signing out the page before asks for the password again."""
    reader = door.let_in(gated.url)
    page = reader.page
    page.goto(gated.url)
    sign_in(page)
    reader.ask(QUESTION)
    page.click("#tab-settings-button")
    page.click("text=Sign out")
    expect(page.get_by_label("Password of this Quotewell")).to_be_visible()
    page.goto(gated.url)
    expect(page.get_by_label("Password of this Quotewell")).to_be_visible()
    expect(page.locator("#chat")).to_have_count(0)
    # The page may have looked once more at the server before it was left.
    assert all("401" in fault for fault in reader.faults)
    reader.faults.clear()


def test_page_left_open_says_that_the_session_ended(door, gated):
    """Another window signed out: this one asks to sign in again, and shows how."""
    reader = door.let_in(gated.url)
    reader.page.goto(gated.url)
    sign_in(reader.page)
    reader.page.wait_for_selector("#question textarea")
    other = reader.page.context.new_page()
    other.goto(gated.url)
    other.click("#tab-settings-button")
    other.click("text=Sign out")
    expect(other.get_by_label("Password of this Quotewell")).to_be_visible()
    live = reader.page.locator(".masthead .live")
    expect(live).to_contain_text("Sign in again")
    # To where one is by then.
    reader.page.click("#tab-library-button")
    expect(live.locator("a")).to_have_attribute(
        "href", "/sign-in?next=%2F%3Ftab%3Dlibrary"
    )
    assert all("401" in fault for fault in reader.faults)
    reader.faults.clear()


def test_axe_finds_nothing_on_the_sign_in_page(door, gated):
    """Before and after a wrong try."""
    reader = door.let_in(gated.url)
    reader.page.goto(gated.url)
    assert wrong(reader, BOTH) == []
    reader.page.keyboard.type("wrong")
    reader.page.keyboard.press("Enter")
    expect(reader.page.get_by_role("alert")).to_be_visible()
    assert wrong(reader, BOTH) == []
    reader.faults.clear()
