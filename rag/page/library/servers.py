"""What the servers of one library let each other know, in a folder that they share.

    servers/ID.lock       held by a server for as long as it lives
    servers/ID/record     what it does: its job, and what is being added there
    servers/ID/cancel     what another asks of it: an empty file

A lock is free once its process is gone, however it went: whoever finds it so takes up
what that one left. A server that is alone writes no record.
"""

import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from rag.page.library.adding import Adding
from rag.page.library.job import JobView, RebuildJob
from rag.page.words.reasons import said
from rag.page.words.saying import LANGUAGES, Later, language, speaking
from rag.steps import Step

log = logging.getLogger(__name__)

FOLDER, RECORD, CANCEL = "servers", "record", "cancel"
LOOK_S = 0.5
"""How often a server says what it does, and looks what others ask, and who is gone."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A server's job, since when it is so, and where what is added is, by its key.

    `said` is what the job has to say in each language.
    """

    job: JobView = field(default_factory=JobView)
    since: float = 0.0
    adding: dict[str, Step] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


RECORDS = TypeAdapter(Doing)


class Servers:
    """One of the servers of a library, and what it knows of the others.

    Args:
        root: The library's folder.
        job: This one's.
        adding: What is being added here.
        is_due: Whether there is anything to build.
    """

    def __init__(
        self, root: Path, job: RebuildJob, adding: Adding, is_due: Callable[[], bool]
    ) -> None:
        self._job, self._adding, self._is_due = job, adding, is_due
        self._own = root / FOLDER / uuid.uuid4().hex
        self._lock = _lock_of(self._own)
        self._now = self._told = Doing()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="servers", daemon=True)

    def start(self) -> None:
        """Be one of them; where the folder can't be written there are no others."""
        with suppress(OSError):
            self._own.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()  # before anyone can find the folder
            self._own.mkdir()
            self._thread.start()

    def stop(self) -> None:
        """Be none of them any longer; what is left to do, another takes up."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
            if not self._folders():
                _remove(self._own)
        self._lock.release()

    def view(self) -> JobView:
        """Give the job that all pages are to see, this server's own or another's."""
        return max([self._doing(), *self._others()], key=_weight).job

    def are_building(self) -> bool:
        """Tell whether another's job is at work."""
        return any(other.job.busy for other in self._others())

    def step(self, key: str) -> Step | None:
        """Say where what is added under a key is; None before and after."""
        elsewhere = (other.adding.get(key) for other in self._others())
        return self._adding.step(key) or next(filter(None, elsewhere), None)

    def cancel(self) -> None:
        """Cancel the rebuild that runs, here or elsewhere."""
        self._stop(CANCEL)

    def stop_adding(self, key: str) -> None:
        """Stop what is added under a key, here or elsewhere."""
        self._stop(key)

    def _stop(self, what: str) -> None:
        self._do(what)
        for folder in self._folders():
            with suppress(OSError):  # that one may be gone by now
                (folder / what).touch()

    def _do(self, what: str) -> None:
        if what == CANCEL:
            self._job.cancel()
        else:
            self._adding.stop(what)

    def _folders(self) -> list[Path]:
        every = self._own.parent.glob("*")
        return [each for each in every if not each.suffix and each != self._own]

    def _others(self) -> list[Doing]:
        return [_read(folder) for folder in self._folders()]

    def _doing(self) -> Doing:
        job, now = self._job.view, self._now
        since = now.since if job == now.job else time.time()
        return Doing(job, since, self._adding.steps())

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_S):
            try:
                self._look()
            except Exception:  # else it would never look again
                log.exception("looking for other servers failed")

    def _look(self) -> None:
        requests = [each for each in self._own.glob("*") if each.stem != RECORD]
        for request in requests:
            self._do(request.name)
        self._now, others = self._doing(), self._folders()
        if others and self._told != self._now:
            _write(self._own, self._now)
            self._told = self._now
        # Not before: as long as it is there, others see that it was asked.
        for request in requests:
            request.unlink()
        for folder in others:
            self._take_up(folder)

    def _take_up(self, folder: Path) -> None:
        """Build what a server would have built, if it is gone."""
        with suppress(Timeout), _lock_of(folder).acquire(timeout=0):
            # Else another was quicker.
            if folder.exists() and (_read(folder).job.busy or self._is_due()):
                log.warning("another server of this library is gone; this one builds")
                self._job.start()
            _remove(folder)


def _lock_of(folder: Path) -> FileLock:
    # Taken in one thread, given back in another.
    return FileLock(folder.with_suffix(".lock"), thread_local=False)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".lock").unlink(missing_ok=True)


def _weight(doing: Doing) -> tuple[int, float]:
    """Order jobs: one at a step, one at work, the last that ended; none never did."""
    job = doing.job
    is_at_step = job.step is not None and job.step.total > 0
    return job.busy + is_at_step, doing.since


def _write(folder: Path, doing: Doing) -> None:
    told = {}
    for code in LANGUAGES if doing.job.message else ():
        with speaking(code):
            told[code] = said(doing.job.message)
    written = folder / f"{RECORD}.new"
    # Not synced: after a crash of the machine it is nobody's any more.
    written.write_bytes(RECORDS.dump_json(replace(doing, said=told)))
    written.replace(folder / RECORD)


def _read(folder: Path) -> Doing:
    """Read a record; one that isn't there, or can't be read, says nothing."""
    try:
        doing = RECORDS.validate_json((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return Doing()
    job = doing.job
    if job.busy and (folder / CANCEL).exists():
        job = replace(job, state="cancelling")
    message = Later(lambda: doing.said.get(language(), doing.job.message))
    return replace(doing, job=replace(job, message=message))
