"""One mail per person and day that says what is due. It names no child: the page does."""

import logging
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import User
from reminders import lines
from reminders.leads import leads
from reminders.morning import Morning, reached
from reminders.wishes.days import wished
from schools.models import School
from sendcase import moment
from sendcase.outbox import came_back
from sendcase.outbox import services as outbox

log = logging.getLogger(__name__)
AT_ONCE = 100  # people whose digests are written together


def send_due(today: date | None = None) -> int:
    """Put today's digests into the outbox for every school whose hour has come.

    Safe to run at any time and twice: the outbox takes one mail per person and day.
    Returns how many were new.
    """
    now = moment.now().astimezone(moment.LONDON)
    mornings = Mornings(today or now.date())
    people = sorted(mornings.people(now.hour))
    parts = (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))
    return sum(write(part, mornings) for part in parts)


class Mornings:
    """Of every school that is open, each looked at when it is asked for."""

    def __init__(self, today: date):
        self.today = today
        self.schools = list(School.objects.select_related("policy").order_by("pk"))
        self.rules = leads.of_schools(self.schools)
        self.seen: dict[int, Morning] = {}

    def of(self, school: School) -> Morning:
        if school.pk not in self.seen:
            self.seen[school.pk] = Morning(school, self.today, self.rules[school.pk])
        return self.seen[school.pk]

    def people(self, hour: int) -> set[int]:
        """Everybody with something due where the school is open and its hour has come."""
        ready = [self.of(each) for each in self.schools if each.policy.digest_hour <= hour]
        return set().union(*(morning.addressed for morning in ready if morning.is_open))

    def of_person(self, user, marked) -> list[Morning]:
        """Of all their schools: there is one mail a day, so the first hour speaks for all.

        marked: came_back.marked. A school that mail came back to has no part in it.
        """
        mine = [school for school in self.schools if (school.pk, user.email.lower()) not in marked]
        here = [morning for morning in map(self.of, mine) if user.pk in morning.roles]
        return [morning for morning in here if morning.is_open]


def write(people: list[int], mornings: Mornings) -> int:
    """The digests of these people in one transaction; those written before are left alone."""
    keys = {key_of(user_id, mornings.today): user_id for user_id in people}
    known = outbox.written_before(keys)
    missing = [user_id for key, user_id in keys.items() if key not in known]
    users = list(User.objects.filter(pk__in=missing))
    days, marked = wished(missing), came_back.marked(user.email for user in users)
    found = (tried(user, mornings, days.get(user.pk), marked) for user in users)
    mails = [mail for mail in found if mail is not None]
    with transaction.atomic():
        return outbox.add_many(mails)


def tried(user, mornings: Mornings, weekdays: str | None, marked) -> outbox.Mail | None:
    """One whose digest fails keeps back nobody else's; it is tried again in five minutes."""
    try:
        return digest(user, mornings, weekdays, marked)
    except Exception:
        log.exception("the digest of person %s failed", user.pk)
        return None


def key_of(user_id: int, today: date) -> str:
    return f"digest:{today.isoformat()}:{user_id}"


def digest(user, mornings, weekdays: str | None = None, marked=frozenset()) -> outbox.Mail | None:
    """What is due, as one mail; None where nothing is. Two questions, whatever is in it.

    weekdays: the days the person chose, None for all; marked: came_back.marked.
    """
    here = mornings.of_person(user, marked)
    parts = [part for morning in here for part in lines.parts(user.pk, morning, weekdays)]
    may_know = reached(user, [row.pk for part in parts for row in part.rows])
    schools = lines.shown(parts, may_know)
    if not schools:
        return None
    context = {"name": user.name, "schools": schools, "site": settings.SITE_URL}
    return outbox.Mail(
        key=key_of(user.pk, mornings.today), to=user.email, subject=lines.subject(schools),
        text=render_to_string("reminders/digest.txt", context),
        html=render_to_string("reminders/digest.html", context),
        school_id=schools[0]["school"].pk,
    )  # fmt: skip
