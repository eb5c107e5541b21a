"""What a change of the index has to say: what is searchable, what answers otherwise."""

from collections.abc import Sequence

from rag.judging.changes import FirstQuotes, first_quotes, moved
from rag.judging.verdicts import Journal
from rag.library.generation.manifest import Manifest
from rag.page.engine import Engine
from rag.page.library.job import Outcome


class Comparing:
    """Compares the answers to judged questions before and after a change.

    Args:
        engine: Answers.
        journal: Holds the judged questions.
    """

    def __init__(self, engine: Engine, journal: Journal) -> None:
        self._engine = engine
        self._journal = journal

    def first_quotes(self) -> FirstQuotes:
        """Ask what was judged; without a model there is nothing to compare."""
        if (assistant := self._engine.loaded) is None:
            return {}
        judged = [item.question for item in self._journal.judged()]
        return first_quotes(assistant.ask, judged)

    def outcome(
        self, before: FirstQuotes, manifest: Manifest | None, said: Sequence[str] = ()
    ) -> Outcome:
        """Say what came of a change.

        Args:
            before: What `first_quotes` gave before it.
            manifest: That of the index after it.
            said: What else there is to say, before and after what is searchable.
        """
        changed = moved(before, self.first_quotes())
        message = " ".join([*said[:1], searchable(manifest), *said[1:]])
        return Outcome(
            message.strip(), tuple(changed), manifest.number if manifest else None
        )


def searchable(manifest: Manifest | None) -> str:
    """Say what can be asked of an index."""
    if manifest is None:
        return "Nothing is searchable yet."
    articles = count(len(manifest.articles), "article")
    passages = count(manifest.passages, "passage")
    verb = "is" if len(manifest.articles) == 1 else "are"
    said = [f"{articles} in {passages} {verb} searchable."]
    said += [f"{each.id} is set aside: {each.reason}." for each in manifest.set_aside]
    return " ".join(said)


def count(number: int, noun: str) -> str:
    """Write "1 article", "2 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
