"""Reviews as words: the one that is due, the one that goes on, and those that are finished."""

from pupils.wording import day_text
from register.review import deadlines
from register.review.finishing import newest_job
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job
from sendcase.moment import LONDON


def today():
    return moment.today()


def day_of(at) -> str:
    return day_text(at.astimezone(LONDON).date()) if at else ""


def row_of(review) -> dict:
    return {
        "url": review.get_absolute_url(),
        "term": review.term_name,
        "who": review.finished_by.name if review.finished_by_id else "",
        "when": day_of(review.finished_at),
        "began": day_of(review.started_at),
        "kept": review.kept,
        "moved": review.moved,
        "closed": review.closed,
        "dropped": review.dropped,
        "not_done": review.not_done,
    }


def stopped(reviews) -> dict | None:
    """The newest of them, where it was stopped: who did it, and when."""
    newest = reviews.select_related("finished_by").first()
    if newest is None or newest.state != newest.State.STOPPED:
        return None
    return row_of(newest)


def due_words(school) -> dict | None:
    """Until when the review of this term is to be finished, and whether it is late."""
    wanted = deadlines.owed(school.pk)
    if wanted is None:
        return None
    term, day = wanted
    late = day < moment.today()
    words = f"{term.name}: to be finished by {day_text(day)}."
    return {"words": words, "state": "late" if late else "soon", "rule": deadlines.rule(
        school.pk, term
    )}  # fmt: skip


def progress(review) -> dict:
    """done and total changes, and whether the work ended with some that went wrong."""
    job = newest_job(review)
    if job is None:
        return {"done": 0, "total": 0, "ended": False}
    counted = jobs.progress(job)
    ended = job.state == Job.State.DONE and counted.failed > 0
    return {"done": counted.done, "total": counted.total, "failed": counted.failed, "ended": ended}
