"""Taking back the last change of a library, and making it once more.

One that waits for the index is whatever was done to articles while the writer's place
was held: an article added, removed, renamed, a folder looked into. Of those that were
indexed it is all that one build took in: the library goes back to the generation before
it. Tags and details, of which no index knows, are taken back by themselves, indexed or
not. So what waits is never taken for old, and one `undo` takes back one change.

What was taken back is noted (`rag.library.undone`), and `redo` makes it again, until
something else is changed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.errors import LibraryError
from rag.library.article_records import ArticleRecords
from rag.library.changes import Change
from rag.library.generation.manifest import Manifest
from rag.library.generations import Generations
from rag.library.stored_article import StoredArticle
from rag.library.undone import UndoneStep, UndoneSteps, fingerprint


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo does, or did.

    Args:
        articles: The records that it changes, as they are then.
        change: What it takes back or makes again.
        manifest: That of the index in use afterwards; None where none was published.
        target: The generation to go to; None where the one in use stays.
    """

    articles: tuple[StoredArticle, ...]
    change: Change
    manifest: Manifest | None
    target: Manifest | None = None


class Undoing:
    """Undo and redo of one library.

    Args:
        records: Those of its articles.
        generations: Its indexes.
        steps: What was undone.
    """

    def __init__(
        self, records: ArticleRecords, generations: Generations, steps: UndoneSteps
    ) -> None:
        self._records = records
        self._generations = generations
        self._steps = steps

    def undoable(self) -> Change | None:
        """Say what `undo` would take back; None where there is nothing.

        Raises:
            GenerationError: The manifest of the index in use can't be read.
        """
        # Without reading whole generations: this is asked often.
        before = list(self._generations.lineage())[1:]
        plan = self._plan(before)
        return None if plan is None else plan.change

    def redoable(self) -> Change | None:
        """Say what `redo` would make again; None where there is nothing."""
        step = self._steps.last(self._records.everything())
        return None if step is None else self._change_of(step)

    def undo_waiting(self, since: int) -> Undone | None:
        """Take back the last change, if it was made after the moment `since`.

        The writer's place is held. A build that began before doesn't matter, nor does
        one to a change that no index knows.
        """
        every = self._records.everything()
        last = _latest(every)
        if last <= since and last not in _only_said(every):
            return None
        # Where the file that tells that moment was lost, it may be that none waits.
        return self._undo(())

    def undo(self) -> Undone:
        """Take back the last change; the builder's and the writer's place are held.

        Raises:
            LibraryError: There is nothing to take back.
            GenerationError: The manifest of the index in use can't be read.
        """
        undone = self._undo(self._generations.whole_before())
        if undone is None:
            raise LibraryError("there is no earlier generation to go back to")
        return undone

    def _undo(self, before: Iterable[Manifest]) -> Undone | None:
        plan = self._plan(before)
        if plan is None:
            return None
        every = self._records.everything()
        number = self._generations.current() if plan.target else None
        back = {record.id: record for record in plan.articles}
        records = tuple(record for record in every if record.id in back)
        after = fingerprint([back.get(record.id, record) for record in every])
        self._steps.push(UndoneStep(records, number, after), every)
        return self._carry_out(plan)

    def redo(self, moment: int) -> Undone:
        """Make again what was undone last; both places are held.

        Args:
            moment: When this is done.

        Raises:
            LibraryError: Nothing was undone, or something else was changed since.
        """
        every = self._records.everything()
        step = self._steps.last(every)
        if step is None:
            raise LibraryError(
                "there is nothing to redo: nothing was undone, or something else was "
                "changed since"
            )
        records, target = step.records, self._generations.whole(step.generation)
        manifest = self._generations.manifest()
        if target is None or target.as_of < _latest(records):
            target = None
        # The index that had it still has: then all is as it was.
        if target is None and self._generations.taken_up() >= _latest(records):
            # A build has gone by: to the next one this is a new change.
            records = tuple(replace(each, changed=moment) for each in records)
        plan = Undone(records, self._change_of(step), target or manifest, target)
        undone = self._carry_out(plan)
        self._steps.pop()
        return undone

    def _plan(self, before: Iterable[Manifest]) -> Undone | None:
        manifest = self._generations.manifest()
        every = self._records.everything()
        last, said = _latest(every), _only_said(every)
        if last > (manifest.as_of if manifest else 0) or last in said:
            then = [record.back(lambda moment: moment < last) for record in every]
            return _planned(every, then, manifest)
        if manifest is None:
            return None
        for target in before:
            then = [_as_then(record, manifest, target, said) for record in every]
            plan = _planned(every, then, manifest, target)
            # Building without a change is none, and going back would undo nothing.
            if plan.change.deeds:
                return plan
        return None

    def _change_of(self, step: UndoneStep) -> Change:
        now = {record.id: record for record in self._records.everything()}
        both = [(now[record.id], record) for record in step.records]
        undone = self._generations.manifest_of(step.generation)
        current = self._generations.manifest()
        return Change.between(both, (_titles(current), _titles(undone)))

    def _carry_out(self, plan: Undone) -> Undone:
        # First the index: if this is cut short, the next rebuild brings back what the
        # articles' records still say, and none of them is lost.
        if plan.target is not None:
            self._generations.use(plan.target.number)
        for record in plan.articles:
            self._records.put(record)
        return plan


def _planned(
    every: Sequence[StoredArticle],
    then: Sequence[StoredArticle],
    manifest: Manifest | None,
    target: Manifest | None = None,
) -> Undone:
    """Plan to make all records what they were, and to go to the target if any."""
    both = [(old, new) for old, new in zip(then, every, strict=True) if old != new]
    change = Change.between(both, (_titles(target or manifest), _titles(manifest)))
    return Undone(tuple(old for old, _ in both), change, target or manifest, target)


def _titles(manifest: Manifest | None) -> dict[str, str]:
    return manifest.titles if manifest else {}


def _latest(records: Iterable[StoredArticle]) -> int:
    return max((record.changed for record in records), default=0)


def indexable(every: Iterable[StoredArticle]) -> set[int]:
    """Give the moments of the changes that an index knows."""
    known = set()
    for states in (record.states for record in every):
        known.add(states[0].changed)
        for was, now in pairwise(states):
            if (was.removed, was.title) != (now.removed, now.title):
                known.add(now.changed)
    return known


def _only_said(every: Collection[StoredArticle]) -> set[int]:
    """Give the moments of the changes that no index knows: of tags and details."""
    moments = {state.changed for record in every for state in record.states}
    return moments - indexable(every)


def _as_then(
    stored: StoredArticle, current: Manifest, target: Manifest, said: Collection[int]
) -> StoredArticle:
    """Give a record as it was when the target was made, and what was `said` since.

    Records of earlier versions don't know; but what one of the two indexes has, they
    tell. What neither has, as it could not be indexed, stays as it was.
    """
    then = stored.back(lambda moment: moment <= target.as_of or moment in said)
    title = target.titles.get(stored.id)
    if title is None:
        return replace(then, removed=then.removed or stored.id in current.titles)
    return replace(then, removed=False, title=then.title and title)
