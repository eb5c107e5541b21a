"""Addresses and telephone numbers: how they are asked for, and how they are written."""

import pytest

from rag.asking.wording.contacts import asks_for_contact, find_contact, names_contact
from rag.text.terms import find_terms

TEXT = (
    "From 12-14 on write to ann.lee+x@the-inn.example.org, or call (0732) 555-0142. "
    "See www.the-inn.org/rooms/1. In 2025 we had 3.500 guests."
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What is the e-mail address of the inn?", "ann.lee+x@the-inn.example.org"),
        ("What's the inn's new email address?", "ann.lee+x@the-inn.example.org"),
        ("What’s the inn’s new email address?", "ann.lee+x@the-inn.example.org"),
        ("What are the email addresses?", "ann.lee+x@the-inn.example.org"),
        ("What is her e-mail?", "ann.lee+x@the-inn.example.org"),
        ("What is Ann's email?", "ann.lee+x@the-inn.example.org"),
        ("What is the phone number?", "(0732) 555-0142"),
        ("what was their fax number?", "(0732) 555-0142"),
        (
            "Which telephone number is it? What is the telephone number?",
            "(0732) 555-0142",
        ),
        ("Which number do I call at night?", "(0732) 555-0142"),
        ("What number can we ring?", "(0732) 555-0142"),
        ("What is the website of the inn?", "www.the-inn.org/rooms/1"),
        ("What is its home page?", "www.the-inn.org/rooms/1"),
        # In short.
        *(
            (question, "ann.lee+x@the-inn.example.org")
            for question in (
                "Whats the email address?",
                "email?",
                "And e-mail?",
                "the email",
                "his email",
                "her email address?",
                "the inn's email",
                "The old inn’s email address",
                "Ann Lee's email",
                "email of the inn",
                "the email address for bookings",
                "What is the email of the inn?",
                "whats the email for bookings",
                "Who do I email about rooms?",
                "Whom should we e-mail?",
                "Where can I email the inn?",
                "Where may one send an email to?",
            )
        ),
        *(
            (question, "(0732) 555-0142")
            for question in (
                "whats the phone number",
                "phone number",
                "And the telephone number?",
                "Ann Lee's phone number",
                "office number",
                "phone numbers of the inn",
                "the office number for bookings",
                "What is the contact number?",
                "What's the office number?",
                "What is the emergency number at night?",
                "what is the helpline number",
            )
        ),
        # No contact is asked for.
        ("email scandal", None),
        ("email scandal of the inn", None),
        ("Who wrote the email?", None),
        ("Where do emails go?", None),
        ("number of phones", None),
        ("The inn has an email", None),
        ("office numbers rose", None),
        ("What is e-mail?", None),
        ("What is the e-mail protocol?", None),
        ("What is a phone?", None),
        ("Who invented the phone number?", None),
        ("What number of people call?", None),
        ("What is a website?", None),
        ("When was her e-mail sent?", None),
    ],
)
def test_what_is_asked_for_is_found(question: str, found: str | None) -> None:
    """And nothing else that looks a little like it."""
    span = find_contact(question, TEXT)
    assert (span and TEXT[span.start : span.end]) == found
    assert asks_for_contact(question) == (found is not None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 555 014 now.", "555 014"),
        ("Call 555 - 01 now.", None),
        ("See inn.example/a now.", None),
        ("Call +43 (0)732 555.", "+43 (0)732 555"),
        ("Built 1998-2004; call 555 014.", "555 014"),
        ("Since 2021-05-12: 555 014.", "555 014"),
        ("Since 12.05.2021: 555 014.", "555 014"),
        ("Since 1/5/21 and 12/05/21: 555 014.", "555 014"),
        ("Call 12.05-21-03.", "12.05-21-03"),
    ],
)
def test_few_figures_are_no_telephone_number(text: str, found: str | None) -> None:
    """Six are."""
    span = find_contact("What is the phone number?", text)
    assert (span and text[span.start : span.end]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See inn.example.org/a, too.", "inn.example.org/a"),
        ("See https://inn/x.", "https://inn/x"),
        ("Write to ann@inn.example.", None),
        ("It rained.So it did.", None),
    ],
)
def test_a_website_is_no_part_of_an_address(text: str, found: str | None) -> None:
    """Nor where two sentences touch."""
    span = find_contact("What is the website?", text)
    assert (span and text[span.start : span.end]) == found


def test_words_for_a_contact_are_told_from_whose_it_is() -> None:
    """The others are to be in the passage."""
    terms = find_terms("phone numbers of the Websites' e-mail owner", "en")
    assert [t.text for t in terms if not names_contact(t)] == ["of", "the", "owner"]
