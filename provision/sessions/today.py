"""What Today says to those who run sessions: one line that leads to the tick list; and to who may
tick any, how many the school has.
"""

from django.db.models import Count, Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import Session
from provision.sessions import reach
from pupils.wording import counted
from reminders.today import Section
from sendcase import moment

# They run an intervention, or cover a session of today.
HAS_OWN = """
    SELECT 'sessions' WHERE EXISTS (SELECT 1 FROM provision_interventionstaff
        WHERE user_id = %(user)s AND school_id = %(school)s
        AND (until_on IS NULL OR until_on >= %(today)s))
    OR EXISTS (SELECT 1 FROM provision_session
        WHERE cover_by_id = %(user)s AND school_id = %(school)s AND "on" = %(today)s)
"""
ANY_TODAY = """
    SELECT 'school-sessions' WHERE EXISTS (SELECT 1 FROM provision_session
    WHERE school_id = %(school)s AND "on" = %(today)s)
"""


def own(user, school) -> list[dict]:
    """What waits for this person; none for who runs nothing now. One query."""
    today = moment.today()
    rows = reach.mine(user, school).filter(Q(on=today) | Q(on__lt=today) & Q(reach.waits()))
    found = rows.aggregate(
        mine=Count("pk", filter=Q(on=today)), earlier=Count("pk", filter=Q(on__lt=today))
    )
    mine, earlier = found["mine"], found["earlier"]
    if not mine and not earlier:
        return []
    text = f"{counted(mine, 'session')} today" if mine else "No session today"
    if earlier:
        text += f", {earlier} of earlier days not ticked yet"
    return [{"text": text, "status": "soon" if earlier else "", "verb": "Tick them",
             "url": f"/{school.slug}/sessions/"}]  # fmt: skip


def of_school(user, school) -> list[dict]:
    """One query, for who may tick any; none for others."""
    if school.pk not in schools_granting(user, P.SESSION_LOG, (Role.SENCO,)):
        return []
    number = Session.objects.visible_to(user).filter(school=school, on=moment.today()).count()
    text = f"{counted(number, 'session')} in the school today"
    url = f"/{school.slug}/sessions/all/"
    return [{"text": text, "status": "", "url": url, "verb": "See them"}] if number else []


SECTIONS = (
    Section("sessions", "Sessions", 10, P.SESSION_LOG, own, some=HAS_OWN),
    Section("school-sessions", "Sessions", 11, P.SESSION_LOG, of_school, some=ANY_TODAY),
)
