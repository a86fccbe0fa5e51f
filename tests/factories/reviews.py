"""Reviews of the register, in the term we are in."""

from datetime import timedelta

from provision.family_meetings import deadlines as family_meetings
from register.review import deadlines, finishing, services
from register.review.services import Decision
from schools.models import Term
from sendcase import moment
from sendcase.jobs import running


def term(school, **fields):
    """A term from a month ago until in two months."""
    today = moment.today()
    given = {"name": "Autumn 2026", "starts_on": today - timedelta(days=30),
             "ends_on": today + timedelta(days=60), **fields}  # fmt: skip
    made = Term.objects.create(school=school, **given)
    deadlines.keep(school.pk)
    family_meetings.keep(school.pk)
    return made


def started(school, by):
    if not school.terms.exists():
        term(school)
    return services.start(school=school, by=by)


def row_of(review, pupil):
    return review.rows.get(pupil=pupil)


def decided(review, pupil, choice, by, to=None, reason="We looked at it together."):
    """choice: keep, move or close; to: code of a stage."""
    row = row_of(review, pupil)
    stage = to and review.school.stages.get(code=to)
    clashes = services.decide(
        review=review, by=by, decisions=[Decision(row.pk, row.version, choice, stage, reason)]
    )
    assert clashes == []
    return row_of(review, pupil)


def finish(review, by, work=True):
    """Press the button; work: let a worker do the job to its end."""
    seen = finishing.as_seen(list(review.rows.here().order_by("pk")))
    review = finishing.finish(review=review, seen=seen, by=by)
    if work:
        running.sweep()
    review.refresh_from_db()
    return review
