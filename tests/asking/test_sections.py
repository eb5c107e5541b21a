"""Sections that a question asks for by their headings."""

from dataclasses import replace

import pytest

from rag.asking.ranking.query import prepare
from rag.asking.ranking.sections import asks_for_section
from rag.library.generation.manifest import LanguageEntry
from rag.readers import read_article
from rag.text.passages import split_passages
from rag.types import Passage
from tests.fakes import WordEncoder


@pytest.mark.parametrize(
    ("question", "context", "is_for_it"),
    [
        ("What was fixed in 4.2?", "Changes › 4.2 › Fixed", True),
        ("What was fixed?", "Changes › 4.2 › Fixed", True),
        ("Which awards did she receive?", "Ada › Awards", True),
        ("what awards did Ada receive?", "Ada › Awards", True),
        ("What are the findings?", "Bay report › 5.1 Findings", True),
        ("What are the findings?", "Bay report › IV. Findings", True),
        ("What are the findings?", "Bay report › Part 5: Findings", True),
        ("What are the findings?", "Bay report › B Findings", True),
        ("What are the findings?", "Bay report › section 5 Findings", True),
        ("What are the key facts?", "Bay report › Key facts", True),
        ("What is 5.1?", "Bay report › 5.1", True),
        ("What are the drawbacks of the kettle?", "Tests › Kettle › Cons", True),
        ("What are the kettle's benefits?", "Tests › Kettle › Pros", True),
        ("What are the weaknesses of the kettle?", "Tests › Kettle › Pros", False),
        ("What happens at 14:00?", "Fair › 14:00 Workshop: knots", True),
        ("What happens at 15:00?", "Fair › 14:00 Workshop: knots", False),
        ("What are the findings?", "Bay report › Findings 5", False),
        ("What are the findings of the study?", "Bay report › Findings", True),
        ("What are the findings of the mill?", "Bay report › Findings", False),
        # Another section, more than its heading, or no heading of content.
        ("What was fixed in 4.2?", "Changes › 4.2 › Added", False),
        ("What was fixed in 4.1?", "Changes › 4.2 › Fixed", False),
        ("Which crash was fixed in 4.2?", "Changes › 4.2 › Fixed", False),
        # Not all of what stands there, or not for what.
        ("Which awards did Bo receive?", "Ada › Awards", False),
        ("Which awards did she x?", "Ada › Awards", False),
        ("What are the awards of the motor?", "Ada › Awards", False),
        ("Which awards does the motor have?", "Ada › Awards", False),
        ("Which awards did she give Bo?", "Ada › Awards", False),
        ("Which awards did she receive twice?", "Ada › Awards", False),
        ("Which awards did she receive in Lima?", "Ada › Awards", False),
        ("Which received the awards?", "Ada › Awards", False),
        ("Where are awards received?", "Ada › Awards", False),
        ("What is it about?", "Changes › About", False),
        ("What changes were fixed?", "Changes › Fixed › Older", False),
    ],
)
def test_a_section_is_asked_for_by_its_heading(question, context, is_for_it) -> None:
    """All content words are in title and headings, and all of the last one's in it."""
    passage = Passage("a", 0, 1, "x", context, context.partition(" › ")[2], ())
    query = prepare(question, WordEncoder(), [LanguageEntry("en", 1, 1.0)])
    assert asks_for_section(query, passage) is is_for_it
    assert not asks_for_section(query, replace(passage, section=None))


@pytest.mark.parametrize(
    ("question", "is_for_it"),
    [
        ("What about the author?", True),
        ("About the author?", True),
        ("What about the boat?", False),
        ("What about the author in Lima?", False),
    ],
)
def test_a_closing_line_is_asked_for_by_its_heading(question, is_for_it) -> None:
    """It keeps its section, though it is read as what states the author."""
    text = (
        "# Tides\n\nThe sea rises and falls in the bay of the town.\n\n"
        "## About the author\n\nAnn Lee is a professor at Ely, and has a boat.\n"
    )
    encoder = WordEncoder()
    article = read_article(text.encode(), "tides.md")
    *_, closing = split_passages(article, encoder.count_tokens, 64)
    assert closing.context == "Tides\nauthor: who wrote this article: Ann Lee"
    query = prepare(question, encoder, [LanguageEntry("en", 1, 1.0)])
    assert asks_for_section(query, closing) is is_for_it
