"""The article a first start offers when the library is empty, and what to ask it.

The article retells the facts of a commentary by Yi Xin (2025-03-18) in Quotewell's
own words, so that it can be shipped under Quotewell's license.
"""

from pathlib import Path

STARTER_ARTICLE: Path = Path(__file__).with_name("innovation-in-china.md")

STARTER_QUESTIONS: tuple[str, ...] = (
    "How fast did the CR450 go in tests?",
    "What is embodied AI?",
    "What happens in Jinan's lights-out factories?",
    "How do farmers predict locust swarms?",
    "What are the Two Sessions?",
)
