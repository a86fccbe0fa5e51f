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
from schools.each import each_school
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
    """Of every school that is open, each looked at when it is asked for. One that fails is left
    out, so that the others have their mails: it is tried again in five minutes.
    """

    def __init__(self, today: date):
        self.today = today
        schools = School.objects.select_related("policy").order_by("pk")
        self.schools = {school.pk: school for school in schools}
        with_policy = [each for each in self.schools.values() if hasattr(each, "policy")]
        self.rules = leads.of_schools(with_policy)
        self.seen: dict[int, Morning | None] = {}

    def of(self, school: School) -> Morning | None:
        """None where it failed."""
        if school.pk not in self.seen:
            self.seen[school.pk] = None
            each_school(self.look_at, [school.pk])
        return self.seen[school.pk]

    def look_at(self, number: int) -> None:
        morning = Morning(self.schools[number], self.today, self.rules[number])
        morning.is_open  # noqa: B018 — asked for here: what fails, fails for this school alone
        self.seen[number] = morning

    def people(self, hour: int) -> set[int]:
        """Everybody with something due where the school is open and its hour has come."""
        found: set[int] = set()

        def digests(number: int) -> None:
            school = self.schools[number]
            morning = self.of(school) if school.policy.digest_hour <= hour else None
            if morning and morning.is_open:
                self.seen[number] = None  # unless it goes well
                found.update(morning.addressed)
                self.seen[number] = morning

        each_school(digests, self.schools)
        return found

    def of_person(self, user, marked) -> list[Morning]:
        """Of all their schools: there is one mail a day, so the first hour speaks for all.

        marked: came_back.marked. A school that mail came back to has no part in it.
        """
        address = user.email.lower()
        mine = [row for number, row in self.schools.items() if (number, address) not in marked]
        here = filter(None, map(self.of, mine))
        return [morning for morning in here if user.pk in morning.roles and morning.is_open]


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
