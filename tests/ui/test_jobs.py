"""Changes to the library: one at a time, followed to the end, and what went wrong is said."""

import threading

import pytest

from corpus.errors import PolicyError
from corpus.records import IngestReport
from ui.jobs import Job, Jobs, _run


def test_a_change_tells_how_far_it_has_come_and_what_came_of_it():
    job, seen = Job("Reading"), []

    def change(progress):
        progress(1, 3, "b.pdf", 7)
        seen.append((job.done, job.total, job.reading, job.running))
        return IngestReport(added=3)

    _run(job, change)

    assert seen == [(1, 3, "b.pdf", True)]
    assert (job.running, job.report.added, job.problem) == (False, 3, None)


def test_a_second_change_waits_for_the_first():
    jobs, go = Jobs(), threading.Event()

    assert jobs.start("one", lambda progress: go.wait(60) and None)
    assert not jobs.start("two", lambda progress: None)
    assert jobs.latest.what == "one"

    go.set()
    while jobs.latest.running:
        threading.Event().wait(0.01)
    assert jobs.start("two", lambda progress: None)


def test_what_the_user_can_mend_is_said_in_its_own_words():
    job = Job("Reading")

    def change(progress):
        raise PolicyError("another ingest is writing: wait")

    _run(job, change)

    assert (job.running, job.problem) == (False, "another ingest is writing: wait")


def test_a_fault_of_ours_is_said_and_raised():
    job = Job("Reading")

    def change(progress):
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        _run(job, change)
    assert (job.running, job.problem) == (False, "ValueError: x")
