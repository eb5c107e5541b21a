"""A question whether something is mentioned, answered by the sentence that has it."""

import re
from dataclasses import replace

from rag.asking.front import STATED
from rag.asking.retrieved import Retrieved
from rag.text.terms import content_terms
from rag.types import Hit


def mentioning(retrieved: Retrieved, topic: str) -> Retrieved:
    """Put the first sentence before all that has a topic word for word.

    Whatever else it says, it answers whether that is mentioned.

    Args:
        retrieved: What was found for the topic.
        topic: What may be mentioned, as the question writes it.

    Returns:
        The same where it answers as it is, or nothing that was found has the topic.
    """
    # "It" is in any article.
    if retrieved.status == "answered" or not content_terms(topic, "en"):
        return retrieved
    said = r"\s+".join(map(re.escape, topic.split()))
    has = re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)
    for hit in retrieved.hits:
        if (found := _naming(hit, has)) is not None:
            rest = (other for other in retrieved.hits if other is not hit)
            return replace(retrieved, hits=(found, *rest))
    return retrieved


def _naming(hit: Hit, has: re.Pattern[str]) -> Hit | None:
    """Quote the sentence of a passage that has the topic, its own before others."""
    quote = hit.passage.quote
    for sentence in (hit.sentence, *hit.passage.sentences):
        if has.search(quote(sentence)):
            kept = hit if sentence == hit.sentence else replace(hit, words=None)
            return replace(kept, sentence=sentence, probability=STATED)
    return None
