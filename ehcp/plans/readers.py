"""Who reads which version: the newest final plan of a child they work with, and who has not."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from accounts.access import may
from accounts.models import User
from accounts.permissions import Permission as P
from ehcp.plans.models import EhcPlan, EhcPlanVersion, EhcReading
from ehcp.plans.services.keeping import IN_USE
from ehcp.plans.services.restoring import in_use
from iep.readers.asking import day_of
from iep.readers.duty import Duties, duty_scope, people_with_duty
from pupils.wording import counted, day_text
from sendcase import moment


def newest(plan) -> EhcPlanVersion | None:
    """The version the school works by."""
    return in_use(plan)


def unread_by(user, school):
    """Versions this person is to read: who kept one knows what it says."""
    read = EhcReading.objects.filter(version=OuterRef("pk"), person=user)
    mine = _current(school).filter(duty_scope(user, school.pk, "plan__pupil__"))
    return mine.filter(~Exists(read)).exclude(made_by=user)


def owing(school) -> dict[int, list[str]]:
    """Plan → names of those who work with the child and have not read what was kept last.
    Seven queries, however many plans.
    """
    versions = _current(school)
    read = set(EhcReading.objects.filter(version__in=versions).values_list("version", "person"))
    duties, found = Duties(school.pk), defaultdict(list)
    columns = ("pk", "plan", "made_by", "plan__pupil", "plan__pupil__class_group")
    for version, plan, made_by, pupil, group in versions.values_list(*columns):
        for person in duties.towards(pupil, group):
            if person != made_by and (version, person) not in read:
                found[plan].append(person)
    people = {person for each in found.values() for person in each}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return {plan: sorted(names[person] for person in each) for plan, each in found.items()}


def _current(school):
    """The newest final version of every plan in force whose child is here."""
    newer = EhcPlanVersion.objects.filter(
        plan=OuterRef("plan"), number__gt=OuterRef("number"), kind__in=IN_USE
    )
    rows = EhcPlanVersion.objects.filter(
        school=school, kind__in=IN_USE, plan__state=EhcPlan.State.IN_FORCE
    )
    today = moment.today()
    here = Q(plan__pupil__left_on=None) | Q(plan__pupil__left_on__gte=today)
    return rows.filter(here, ~Exists(newer))


def is_asked(user, version) -> bool:
    """Whether this person works with the child and did not keep the version themselves."""
    scope = duty_scope(user, version.school_id, "plan__pupil__")
    return EhcPlanVersion.objects.filter(scope, pk=version.pk).exclude(made_by=user).exists()


def read_on(user, version) -> str:
    at = version.readings.filter(person=user).values_list("read_at", flat=True).first()
    return day_text(day_of(at)) if at else ""


def lines(version) -> list[dict]:
    """Everybody who works with the child, for the SENCO: name, status, kind."""
    read = dict(version.readings.values_list("person", "read_at"))
    kept_on = day_of(version.made_at)
    found = []
    for person, since in people_with_duty(version.plan.pupil):
        if person.pk == version.made_by_id:
            kind, status = "plain", "Wrote it in"
        elif person.pk in read:
            kind, status = "done", f"Read {day_text(day_of(read[person.pk]))}"
        else:
            kind, status = "soon", f"Not read, since {day_text(max(since, kept_on))}"
        found.append({"name": person.name, "kind": kind, "status": status})
    return found


def today_lines(user, school) -> list[dict]:
    """One line for Today; none where all is read. Those who keep the whole file have it on their
    list of plans: their Today asks for nothing more.
    """
    if may(user, P.EHC_VIEW, school.pk):
        return []
    plans = list(unread_by(user, school).values_list("plan", flat=True))
    return [
        {"text": f"{counted(len(plans), 'EHC plan')} to read", "url": f"/ehc-plans/{plans[0]}/",
         "verb": "Read", "status": ""}
    ] if plans else []  # fmt: skip
