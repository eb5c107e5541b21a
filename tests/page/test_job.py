"""The one rebuild: joined, cancelled, repeated when the library changed meanwhile."""

import threading

import pytest

from rag.errors import LibraryBusyError
from rag.page.library.job import JobView, Outcome, RebuildJob

WAIT_S = 10.0


class Work:
    """A rebuild that waits to be let go, and remembers its rounds."""

    def __init__(self) -> None:
        self.rounds = 0
        self.entered = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.error: Exception | None = None

    def __call__(self, progress) -> Outcome:
        """Do one round: two reports, with a stop between them."""
        self.rounds += 1
        progress(1, 4)
        self.entered.release()
        assert self.go.acquire(timeout=WAIT_S)
        if self.error:
            raise self.error
        progress(2, 4)
        return Outcome(f"round {self.rounds}")


@pytest.fixture
def work() -> Work:
    """Give a rebuild that waits to be let go."""
    return Work()


@pytest.fixture
def job(work: Work) -> RebuildJob:
    """Give a job that starts at once."""
    return RebuildJob(work, settle_s=0)


def finish(job: RebuildJob) -> JobView:
    """Wait until the job has ended."""
    for thread in threading.enumerate():
        if thread.name == "rebuild":
            thread.join(WAIT_S)
    assert not job.view.busy
    return job.view


def test_idle_before_the_first_start(job):
    """A job that nobody started is idle."""
    assert job.view == JobView("idle")


def test_reports_are_seen_and_the_outcome_said(job, work):
    """While it runs the last report is seen, afterwards the work's own words."""
    assert job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    assert job.view == JobView("running", 1, 4)
    work.go.release()
    assert finish(job) == JobView("done", message="round 1")


def test_second_start_joins_the_first(job, work):
    """Two people who press the button get one rebuild."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    assert not job.start()
    work.go.release()
    finish(job)
    assert work.rounds == 1


def test_change_while_running_makes_another_round(job, work):
    """A file added during a rebuild is in the index when the job ends."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.note_change()
    work.go.release(2)
    assert finish(job).message == "round 2"


def test_cancel_stops_at_the_next_report(job, work):
    """Cancel ends the rebuild, and no further round follows."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.note_change()
    job.cancel()
    work.go.release()
    assert finish(job).state == "cancelled"
    assert work.rounds == 1


def test_change_after_cancel_makes_another_round(job, work):
    """What is added while a cancelled rebuild still runs is indexed all the same."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.cancel()
    job.note_change()
    work.go.release(2)
    assert finish(job) == JobView("done", message="round 2")


def test_start_after_cancel_works(job, work):
    """A cancelled job can be started again."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.cancel()
    work.go.release(2)
    finish(job)
    assert job.start()
    assert finish(job).state == "done"


def test_cancel_of_an_idle_job_does_nothing(job, work):
    """Cancel pressed too late doesn't cancel the next rebuild."""
    job.cancel()
    work.go.release()
    job.start()
    assert finish(job).state == "done"


def test_errors_on_purpose_are_said(job, work):
    """An error that says what mends it is shown as it is."""
    work.error = LibraryBusyError("another process writes")
    work.go.release()
    job.start()
    assert finish(job) == JobView("failed", message="another process writes")


def test_other_errors_are_logged_and_not_shown(job, work, caplog):
    """An error in the program leaves the job startable and its words in the log."""
    work.error = ZeroDivisionError("secret")
    work.go.release()
    job.start()
    view = finish(job)
    assert view.state == "failed"
    assert "secret" not in view.message
    assert "secret" in caplog.text


def test_files_that_come_together_are_one_round(work):
    """Changes within the settling time share one rebuild."""
    job = RebuildJob(work, settle_s=0.2)
    work.go.release(3)
    for _ in range(3):
        job.note_change()
    finish(job)
    assert work.rounds == 1


@pytest.mark.attack
def test_changes_without_end_do_not_keep_it_waiting(work):
    """Where files never cease to come, the work begins all the same."""
    job = RebuildJob(work, settle_s=WAIT_S, settle_at_most_s=0.1)
    job.note_change()
    assert work.entered.acquire(timeout=WAIT_S / 2)
    job.cancel()
    work.go.release()
    assert finish(job).state == "cancelled"


def test_undo_is_told_like_a_rebuild(job):
    """All pages see that the index went back, and what that changed."""
    job.tell_undone(Outcome("1 article", ("Why?",), 3))
    assert job.view == JobView("undone", 0, 0, "1 article", ("Why?",), 3)


def test_undo_is_not_told_over_a_rebuild(job, work):
    """What runs goes on being shown."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.tell_undone(Outcome("1 article"))
    assert job.view.state == "running"
    work.go.release()
    finish(job)


def test_stopping_waits_until_the_work_has_tidied_up(job, work):
    """Cancelled at its next report, the thread has ended when `stop` comes back."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    work.go.release()
    job.stop(WAIT_S)
    assert job.view.state == "cancelled"


def test_stopping_waits_no_longer_than_it_may(job, work):
    """Work that doesn't report is left alone."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.stop(0.01)
    assert job.view.busy
    work.go.release()
    assert finish(job).state == "cancelled"
    RebuildJob(work).stop(WAIT_S)  # nothing was started
