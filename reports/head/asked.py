"""Everything of a school that the head's page needs a few rows of, in one question."""

from django.db.models import Exists, OuterRef, Q

from agencies.models import AgencyRequest
from iep.models import SupportPlan
from letters.models import Letter
from provision.costs.models import CostRules, Funding
from provision.ledger import slipping
from provision.models import Intervention, InterventionStaff, Place, Slot
from pupils.consents.models import Consent
from pupils.models import Complaint
from reminders.forecast.models import Duration, WorkHours
from reminders.models import Deadline
from schools import calendar
from schools.models import Membership
from sendcase import moment
from sendcase.at_once import at_once

DEADLINE = ("pk", "kind", "object_id", "due_on", "is_legal", "put_off_until", "is_waiting",
            "owner_id", "owner__name", "owner_role")  # fmt: skip
GONE = ("issued", "answered")


def read(user, school) -> dict[str, list[dict]]:
    """Kind → its rows, of what this person may see. One query."""
    return at_once({
        **calendar.asked_of(school),
        "deadline": (Deadline.objects.visible_to(user).filter(school=school).open(), DEADLINE),
        "hours": (WorkHours.objects.filter(school=school), ("minutes",)),
        "duration": (Duration.objects.filter(school=school), ("kind", "minutes")),
        "rules": (CostRules.objects.visible_to(user).filter(school=school),
                  ("first_month", "threshold")),
        "funding": (Funding.objects.visible_to(user).filter(school=school, ended_on=None),
                    ("pk", "source", "pupil_id", "pence", "from_on", "until_on")),
        "member": (members(school), ("user_id", "user__name", "role", "until_on",
                                     "deputy_for_id", "deputy_for__name")),
        "complaint": (Complaint.objects.in_full(user).filter(school=school).open(),
                      ("pk", "made_on", "way")),
        "plan": (unseen(user, school), ("pk", "is_sent")),
        "look": (slipping.looks_of(school, moment.today()), ("promise_id",)),
        **given(user, school), **without_consent(user, school),
    })  # fmt: skip


def members(school):
    rows = Membership.objects.held_today().filter(school=school, user__is_active=True)
    return rows.exclude(role__in=["governor", "guest"])


def given(user, school) -> dict:
    """What runs today, who gives it, and when."""
    runs = running(user, school)
    own = {"intervention__in": runs.order_by().values("pk")}
    days = ("intervention_id", "from_on", "until_on")
    return {
        "run": (runs, ("pk", "name", "minutes", "times")),
        "staff": (InterventionStaff.objects.held_today().filter(**own),
                  (*days, "user_id", "user__name", "name")),
        "slot": (Slot.objects.real().held_today().filter(**own),
                 (*days, "weekday", "starts_at", "minutes", "room")),
    }  # fmt: skip


def running(user, school):
    today = moment.today()
    rows = Intervention.objects.visible_to(user).filter(school=school, state="agreed")
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


def without_consent(user, school) -> dict:
    """Children with whom an agency works, and of whom no agreement holds today. A request on a
    ground of safety needs none (agencies.gate).
    """
    holding = Consent.objects.filter(school=school, kind="agency").holding()
    own = holding.filter(pupil=OuterRef("pupil"))
    places = Place.objects.visible_to(user).held_today()
    places = places.filter(~Exists(own), intervention__in=with_agency(user, school))
    asked = AgencyRequest.objects.visible_to(user).filter(
        school=school, state__in=AgencyRequest.AT_WORK, ground=""
    )
    rests = holding.filter(pk=OuterRef("consent"))
    return {
        "helped": (places, ("pupil_id",)),
        "request": (asked.filter(~Exists(rests)), ("pupil_id",)),
    }


def with_agency(user, school):
    return running(user, school).exclude(agency="").order_by().values("pk")


def unseen(user, school):
    """Plans that are shared in school and of which the family has answered no letter."""
    today = moment.today()
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gte=today)
    letters = Letter.objects.filter(
        about_type=SupportPlan._meta.label_lower, about_id=OuterRef("pk")
    )
    rows = SupportPlan.objects.visible_to(user).filter(here, school=school, state="shared")
    rows = rows.filter(~Exists(letters.filter(state="answered")))
    return rows.annotate(is_sent=Exists(letters.filter(state__in=GONE)))
