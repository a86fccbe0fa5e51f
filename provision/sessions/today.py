"""What Today says to those who run sessions: one line that leads to the tick list."""

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import Session
from provision.sessions import reach
from pupils.wording import counted
from reminders.today import Section
from sendcase import moment


def lines(user, school) -> list[dict]:
    """One query for their own; a second for the whole school's, for who may tick any."""
    today = moment.today()
    own = own_line(reach.mine(user, school), today)
    found = [{**own, "url": f"/{school.slug}/sessions/", "verb": "Tick them"}] if own else []
    if school.pk in schools_granting(user, P.SESSION_LOG, (Role.SENCO,)):
        number = Session.objects.filter(school=school, on=today).count()
        if number:
            found.append({
                "text": f"{counted(number, 'session')} in the school today", "status": "",
                "url": f"/{school.slug}/sessions/all/", "verb": "See them",
            })  # fmt: skip
    return found


def own_line(mine, today) -> dict:
    """What waits, {} for those who run nothing now."""
    days = list(mine.filter(on=today).values_list("pk", flat=True))
    earlier = reach.unticked(mine.filter(on__lt=today)).count()
    if not days and not earlier:
        return {}
    text = f"{counted(len(days), 'session')} today" if days else "No session today"
    if earlier:
        text += f", {earlier} of earlier days not ticked yet"
    return {"text": text, "status": "soon" if earlier else ""}


SECTION = Section(key="sessions", title="Sessions", order=10, needs=P.SESSION_LOG, lines=lines)
