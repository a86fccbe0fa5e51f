"""One mail per person and day that says what is due. It names no child: the page does."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.dateformat import format as written

from accounts.models import User
from reminders.grouping import put_off
from reminders.kinds import kinds
from reminders.models import Deadline
from schools import calendar
from schools.models import Membership, School
from sendcase import moment
from sendcase.outbox import services as outbox

AT_ONCE = 100  # people whose digests are written together


def send_due(today: date | None = None) -> int:
    """Put today's digests into the outbox for every school whose hour has come.

    Safe to run at any time and twice: the outbox takes one mail per person and day.
    Returns how many were new.
    """
    today = today or moment.today()
    hour = moment.now().astimezone(moment.LONDON).hour
    ready = School.objects.filter(policy__digest_hour__lte=hour).select_related("policy")
    people = sorted(
        {
            user_id
            for school in ready
            if calendar.is_open(school, today)
            for user_id in people_with_something_due(school, today)
        }
    )
    parts = (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))
    return sum(write(part, today) for part in parts)


def write(people: list[int], today: date) -> int:
    """The digests of these people in one transaction; those written before are left alone."""
    keys = {key_of(user_id, today): user_id for user_id in people}
    known = outbox.written_before(keys)
    missing = [user_id for key, user_id in keys.items() if key not in known]
    found = (digest(user, today) for user in User.objects.filter(pk__in=missing))
    mails = [mail for mail in found if mail is not None]
    with transaction.atomic():
        return outbox.add_many(mails)


def key_of(user_id: int, today: date) -> str:
    return f"digest:{today.isoformat()}:{user_id}"


def due_filter(school, today: date) -> Q:
    """What a reminder of this school speaks of today: late, or within the policy's lead time."""
    until = today + timedelta(days=school.policy.reminder_lead_days)
    return ~put_off(today) & (
        Q(school=school, state="open", due_on__lte=until, is_waiting=False)
        | Q(school=school, state="open", due_on__lt=today)
    )


def people_with_something_due(school, today: date) -> set[int]:
    owned, roles = set(), set()
    rows = Deadline.objects.filter(due_filter(school, today)).values_list("owner", "owner_role")
    for owner, role in rows.distinct():
        owned.add(owner) if owner else roles.add(role)
    members = Membership.objects.held_on(today).filter(school=school, user__is_active=True)
    return set(members.filter(Q(user__in=owned) | Q(role__in=roles)).values_list("user", flat=True))


def digest(user, today: date) -> outbox.Mail | None:
    """What is due, as one mail; None where nothing is."""
    by_school = digest_lines(user, today)
    if not by_school:
        return None
    count = sum(len(group["lines"]) for group in by_school)
    context = {"name": user.name, "schools": by_school, "site": settings.SITE_URL}
    return outbox.Mail(
        key=key_of(user.pk, today), to=user.email,
        subject=f"SENDcase: {count} thing{'s' if count != 1 else ''} to do",
        text=render_to_string("reminders/digest.txt", context),
        html=render_to_string("reminders/digest.html", context),
        school_id=by_school[0]["school"].pk,
    )  # fmt: skip


def digest_lines(user, today: date) -> list[dict]:
    """[{school, lines}] of what this person has to do; the words name no child."""
    found = defaultdict(list)
    schools = School.objects.visible_to(user).select_related("policy")
    for school in schools:
        mine = Deadline.objects.mine(user).filter(due_filter(school, today)).order_by("due_on")
        for deadline in mine:
            kind = kinds[deadline.kind]
            found[school].append(
                {
                    "words": kind.words(None),
                    "due": written(deadline.due_on, "D j M Y"),
                    "is_late": deadline.due_on < today,
                }
            )
    return [{"school": school, "lines": lines} for school, lines in found.items()]
