"""Questions that a text tells of, as minutes do, with the replies.

"Mr Lund asked whether it was safe. The clerk said that it was." English only.
"""

import re

from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.terms import content_stems

_ASKED = re.compile(
    r"\b(?:asked|wondered|[ei]nquired|w(?:ish|ant)ed\s+to\s+know)\s+(?:[\w'’.-]+\s+){0,5}?"
    r"(?:why|whether|if|how|what|when|who|where|which)\b"
)
_OF_ASKING = re.compile(r"\b(?:ask|wonder|[ei]nquir|question)\w*", re.IGNORECASE)
_REPLIED = re.compile(
    r"\b(?:replied|answered|responded|explained|said|told|confirmed|assured|stated"
    r"|promised)\b"
)


def tells_reply(question: str, telling: str, reply: str) -> bool:
    """Tell whether a sentence tells of what is asked, and the next one of the reply.

    It must ask for the like: "He asked whether I could cook" may well say who it was.

    Args:
        question: The question; one for who asked, or what, is answered by the telling.
        telling: A sentence.
        reply: The one behind it.

    Example:
        >>> telling = "Mr Lund asked whether it was safe."
        >>> tells_reply("Is it safe?", telling, "The clerk said that it was.")
        True
        >>> tells_reply("Who asked?", telling, "The clerk said that it was.")
        False
    """
    asked = _ASKED.search(telling)
    if asked is None or not _REPLIED.search(reply) or _OF_ASKING.search(question):
        return False
    told = content_stems(telling[asked.end() :], DEFAULT_LANGUAGE)
    return not told.isdisjoint(content_stems(question, DEFAULT_LANGUAGE))
