"""Two obligations: to review the register in this term, and to tell a family what no letter can."""

from datetime import timedelta

from accounts.permissions import Role
from register.review import due
from register.review.models import RegisterReview, ReviewRow
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from schools.each import each_school
from schools.models import Policy, Term
from sendcase import moment

REVIEW_REGISTER, TELL_OUTCOME = "review-register", "tell-review"
FINISHED = RegisterReview.State.FINISHED


def term_now(school_id: int) -> Term | None:
    """The term we are in; in the holidays after it, still that one."""
    begun = Term.objects.filter(school=school_id, starts_on__lte=moment.today())
    return begun.order_by("-starts_on").first()


def owed(school_id: int):
    """(term, last day) of the review that is still to be finished, or None."""
    term, policy = term_now(school_id), Policy.objects.filter(school=school_id).first()
    if term is None or policy is None:
        return None
    done = RegisterReview.objects.filter(school=school_id, state=FINISHED)
    if done.filter(term=term).exists():
        return None
    last = done.order_by("-finished_at").values_list("finished_at", flat=True).first()
    last = last and last.astimezone(moment.LONDON).date()
    day = due.due_on(term.starts_on, term.ends_on, last, policy.register_review_weeks)
    return day and (term, day)


def keep(school_id: int, by=None) -> None:
    """Open, move or close "Review the register" as terms, policy and reviews say today."""
    wanted = owed(school_id)
    number = wanted[0].pk if wanted else 0
    done = RegisterReview.objects.filter(school=school_id, state=FINISHED)
    others = Deadline.objects.open().filter(school=school_id, kind=REVIEW_REGISTER)
    for row in others.exclude(object_id=number):
        met = done.filter(term=row.object_id).exists()
        row.state = Deadline.State.DONE if met else Deadline.State.DROPPED
        row.closed_at = moment.now()
        row.save(update_fields=["state", "closed_at"])
    if wanted:
        open_deadline(
            REVIEW_REGISTER, wanted[0], school_id=school_id, due_on=wanted[1],
            rule=rule(school_id, wanted[0]), owner_role=Role.SENCO,
        )  # fmt: skip


def rule(school_id: int, term) -> str:
    weeks = Policy.objects.values_list("register_review_weeks", flat=True).get(school=school_id)
    if weeks < due.A_TERM:
        return f"Your policy: the register is reviewed every {weeks} weeks ({term.name})."
    return f"Your policy: the register is reviewed by the last day of the term ({term.name})."


def keep_all() -> None:
    """A term has begun, or another month: for every school. Any number of times."""
    each_school(keep)


def recount_reviews(school_id: int) -> list[Expected]:
    wanted = owed(school_id)
    if not wanted:
        return []
    term, day = wanted
    return [Expected(term.pk, school_id, day, rule=rule(school_id, term))]


def link_to_reviews(deadline) -> str:
    return f"/register/reviews/due/{deadline.object_id}/"


def must_tell(row: ReviewRow) -> None:
    """Open the deadline of a row with a day, or close it where the family has heard."""
    if row.tell_by is None or row.told_on is not None:
        close_deadline(TELL_OUTCOME, row)
        return
    open_deadline(
        TELL_OUTCOME, row, school_id=row.school_id, pupil=row.pupil, due_on=row.tell_by,
        rule="No letter could be prepared: families are told another way, within the days of "
        "your policy.", owner_role=Role.SENCO,
    )  # fmt: skip


def tell_by(school_id: int):
    days = Policy.objects.values_list("tell_parents_days", flat=True).get(school=school_id)
    return moment.today() + timedelta(days=days)


def recount_telling(school_id: int) -> list[Expected]:
    rows = ReviewRow.objects.filter(school=school_id, told_on=None).exclude(tell_by=None)
    return [Expected(row.pk, school_id, row.tell_by, row.pupil_id) for row in rows]


KINDS = [
    Kind(REVIEW_REGISTER, "Review the register", "Review the register", link_to_reviews,
         recount_reviews),
    Kind(TELL_OUTCOME, "Tell the family of {pupil} what the review of the register decided",
         "Tell the family", lambda deadline: f"/register/reviews/told/{deadline.object_id}/",
         recount_telling),
]  # fmt: skip
