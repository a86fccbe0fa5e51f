"""Once a day the sessions of each school are looked through as a whole: there is one day more.

Whatever a person changes is followed in its own transaction, so in the hours between nothing is
new: one question to the database, however many schools there are.
"""

from django.db import transaction

from provision.models import SessionsMade
from provision.sessions.making import follow_school
from schools.each import each_school
from schools.models import School
from sendcase import moment


def follow_due() -> int:
    """Every school that was not looked through since midnight. Any number of times; one that fails
    has its turn again in an hour. Returns how many were looked through now.
    """
    done = SessionsMade.objects.filter(done_on=moment.today()).values("school")
    waiting = School.objects.exclude(pk__in=done).order_by("pk").values_list("pk", flat=True)
    return each_school(follow, list(waiting))


@transaction.atomic
def follow(school_id: int) -> None:
    today = moment.today()  # the day it begins on: midnight may be past when it is done
    follow_school(school_id)
    SessionsMade.objects.update_or_create(school_id=school_id, defaults={"done_on": today})
