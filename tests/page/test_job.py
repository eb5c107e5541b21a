"""The one rebuild: joined, cancelled, repeated when the library changed meanwhile."""

import threading

import pytest

from rag.errors import LibraryBusyError, LibraryError
from rag.page.library.job import JobView, Outcome, RebuildJob
from rag.steps import Step, advance, begin, pause

WAIT_S = 10.0


class Work:
    """A rebuild that waits to be let go, and remembers its rounds."""

    def __init__(self) -> None:
        self.rounds = 0
        self.entered = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.error: Exception | None = None

    def __call__(self) -> Outcome:
        """Do one round: two steps, with a stop between them."""
        self.rounds += 1
        begin("encoding", 4)
        advance()
        self.entered.release()
        assert self.go.acquire(timeout=WAIT_S)
        if self.error:
            raise self.error
        advance()
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
    assert job.view == JobView("running", Step("encoding", 1, 4))
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


@pytest.mark.parametrize(
    ("first", "second", "kept"), [(1, 1, ("Why?",)), (1, 2, ()), (None, None, ())]
)
def test_a_round_without_a_new_index_keeps_what_the_last_one_changed(
    first, second, kept
):
    """What was removed while an index was built may be in it already."""
    outcomes = [Outcome("one", ("Why?",), first), Outcome("two", (), second)]
    job = RebuildJob(lambda: outcomes.pop(0), settle_s=0)
    job.start()
    finish(job)
    job.note_change()
    assert finish(job) == JobView("done", None, None, "two", kept, second)


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


def test_it_waits_until_files_cease_to_come(work):
    """An errand in between has its turn; the work hasn't begun after it."""
    job = RebuildJob(work, settle_s=WAIT_S)
    job.note_change()
    job.do(lambda: None).result(WAIT_S)
    assert not work.entered.acquire(timeout=0.2)
    assert job.view.state == "waiting"
    job.cancel()
    finish(job)


def test_a_start_by_hand_waits_for_no_file(work):
    """Nothing came: there is nothing to settle."""
    job = RebuildJob(work, settle_s=WAIT_S)
    work.go.release()
    job.start()
    assert work.entered.acquire(timeout=WAIT_S / 2)
    assert finish(job).state == "done"


@pytest.mark.attack
def test_changes_without_end_do_not_keep_it_waiting(work):
    """Where files never cease to come, the work begins all the same."""
    job = RebuildJob(work, settle_s=WAIT_S, settle_at_most_s=0.1)
    job.note_change()
    assert work.entered.acquire(timeout=WAIT_S / 2)
    job.cancel()
    work.go.release()
    assert finish(job).state == "cancelled"


def test_cancelling_is_said_at_once(job, work):
    """Before the work has noticed; no report of it takes that back."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.cancel()
    assert job.view == JobView("cancelling", Step("encoding", 1, 4))
    assert job.view.busy
    work.go.release()
    assert finish(job).state == "cancelled"


def test_a_cancel_before_the_work_began(work):
    """While files still come: nothing is built, and nobody waits for ever."""
    job = RebuildJob(work, settle_s=WAIT_S)
    job.note_change()
    job.cancel()
    assert finish(job).state == "cancelled"
    assert work.rounds == 0


def test_an_errand_is_told_like_a_rebuild(job):
    """All pages see what it says."""
    view = JobView("undone", message="1 article", changed=("Why?",), generation=3)
    job.do(lambda: job.tell(view)).result(WAIT_S)
    assert finish(job) == view


def test_an_errand_with_nothing_to_say_leaves_what_was_said(job, work):
    """What the last rebuild said is still so."""
    work.go.release()
    job.start()
    finish(job)
    job.do(lambda: None).result(WAIT_S)
    assert finish(job).message == "round 1"


def test_what_was_done_beside_the_job_is_told_when_it_is_quiet(job, work):
    """At once where it is; else the work is seen on, and what it says is the last."""
    beside = JobView("undone", message="1 article")
    job.tell(beside)
    assert job.view == beside
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.tell(beside)
    assert job.view.state == "running"
    work.go.release()
    assert finish(job).message == "round 1"


def test_what_was_done_beside_an_errand_is_told_after_it(job):
    """The errand has nothing to say."""
    reached, go = threading.Event(), threading.Event()

    def wait() -> None:
        reached.set()
        assert go.wait(WAIT_S)

    job.do(wait)
    assert reached.wait(WAIT_S)
    beside = JobView("undone", message="1 article")
    job.tell(beside)
    assert job.view == JobView("waiting")
    go.set()
    assert finish(job) == beside


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_how_long_it_takes_is_known_from_the_round_before(job, work, is_cancelled):
    """Of the first nobody knows, nor after one that was cancelled."""
    left: list[float | None] = []
    for _ in range(2):
        job.start()
        assert work.entered.acquire(timeout=WAIT_S)
        left.append(job.view.left_s)
        if is_cancelled:
            job.cancel()
        work.go.release()
        finish(job)
    assert left[0] is None
    assert (left[1] is None) is is_cancelled


def test_an_errand_waits_its_turn(job, work):
    """Taken while a rebuild runs, it is done after it, and not before."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    done = job.do(lambda: work.go.acquire(blocking=False))
    assert not done.done()
    work.go.release()
    assert done.result(WAIT_S) is False
    assert (finish(job).message, work.rounds) == ("round 1", 1)


def test_an_errand_interrupts_a_rebuild_that_begins_anew(job, work):
    """It need not wait for what it is about to take back; a later one begins none."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    done = job.do(lambda: job.tell(JobView("undone")), interrupt=True)
    work.go.release(2)  # the interrupted round, and the one after the errand
    done.result(WAIT_S)
    assert finish(job).message == "round 2"
    job.do(lambda: None).result(WAIT_S)
    finish(job)
    assert work.rounds == 2


def test_two_errands_that_interrupt_are_both_done(job, work):
    """The second stops the rebuild, not the first."""
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    reached, go = threading.Event(), threading.Event()

    def first() -> None:
        reached.set()
        assert go.wait(WAIT_S)
        pause()

    one = job.do(first, interrupt=True)
    work.go.release(2)
    assert reached.wait(WAIT_S)
    two = job.do(lambda: None, interrupt=True)
    go.set()
    one.result(WAIT_S)
    two.result(WAIT_S)
    assert finish(job).state == "done"


def test_an_interrupted_rebuild_that_is_not_due_any_more(work):
    """Its only change was taken back: it doesn't begin anew."""
    job = RebuildJob(work, settle_s=0, is_due=lambda: False)
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.do(lambda: job.tell(JobView("undone")), interrupt=True)
    work.go.release()
    assert (finish(job).state, work.rounds) == ("undone", 1)


def test_a_change_meanwhile_is_built_though_nothing_else_is_due(work):
    """What came while the rebuild ran is no part of what was interrupted."""
    job = RebuildJob(work, settle_s=0, is_due=lambda: False)
    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    job.note_change()
    job.do(lambda: None, interrupt=True)
    work.go.release(2)
    assert (finish(job).state, work.rounds) == ("done", 2)


def test_an_errand_does_not_wait_until_files_cease_to_come(work):
    """The settling is for the rebuild, which follows it."""
    job = RebuildJob(work, settle_s=WAIT_S)
    job.note_change()
    job.do(lambda: None).result(WAIT_S / 2)
    assert work.rounds == 0
    job.cancel()
    finish(job)


def test_an_errand_that_fails_tells_who_asked(job, work):
    """And the rebuild that it interrupted goes on."""

    def fail() -> None:
        raise LibraryBusyError("nothing to undo")

    job.start()
    assert work.entered.acquire(timeout=WAIT_S)
    done = job.do(fail, interrupt=True)
    work.go.release(2)
    with pytest.raises(LibraryBusyError, match="nothing to undo"):
        done.result(WAIT_S)
    assert finish(job).message == "round 2"


def test_an_errand_that_waits_for_another_program_is_cancelled(job):
    """Cancel ends the waiting; who asked is told that nothing was changed."""
    reached = threading.Event()

    def wait() -> None:
        reached.set()
        while True:
            pause()

    done = job.do(wait)
    assert reached.wait(WAIT_S)
    assert job.view.state == "waiting"
    job.cancel()
    with pytest.raises(LibraryError, match="cancelled; nothing was changed"):
        done.result(WAIT_S)
    assert finish(job).state == "cancelled"


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
