"""What Today says to those who run sessions: one line that leads to the tick list."""

from django.db.models import Count, Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import Session
from provision.sessions import reach
from pupils.wording import counted
from reminders.today import Section
from sendcase import moment


def lines(user, school) -> list[dict]:
    """One query: for their own, and for who may tick any, how many the school has today."""
    today, own = moment.today(), reach.own(user)
    sees_all = school.pk in schools_granting(user, P.SESSION_LOG, (Role.SENCO,))
    rows = Session.objects.visible_to(user).filter(school=school)
    waiting = own & Q(on__lt=today) & Q(reach.waits())
    rows = rows.filter(waiting | (Q(on=today) if sees_all else own & Q(on=today)))
    found = rows.aggregate(
        mine=Count("pk", filter=own & Q(on=today)), earlier=Count("pk", filter=Q(on__lt=today)),
        all=Count("pk", filter=Q(on=today)),
    )  # fmt: skip
    shown = own_line(found["mine"], found["earlier"], school)
    if sees_all and found["all"]:
        text = f"{counted(found['all'], 'session')} in the school today"
        url = f"/{school.slug}/sessions/all/"
        shown.append({"text": text, "status": "", "url": url, "verb": "See them"})
    return shown


def own_line(mine, earlier, school) -> list[dict]:
    """What waits for this person; none for who runs nothing now."""
    if not mine and not earlier:
        return []
    text = f"{counted(mine, 'session')} today" if mine else "No session today"
    if earlier:
        text += f", {earlier} of earlier days not ticked yet"
    return [{"text": text, "status": "soon" if earlier else "", "verb": "Tick them",
             "url": f"/{school.slug}/sessions/"}]  # fmt: skip


SECTION = Section(key="sessions", title="Sessions", order=10, needs=P.SESSION_LOG, lines=lines)
