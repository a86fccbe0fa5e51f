"""Classes and the state of their handovers: all of them for whoever oversees, else one's own."""

from django.db.models import Count, Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from iep import schooldays
from iep.dates import words
from iep.handover.models import Handover
from iep.handover.querysets import HANDED, on_roll
from pupils.querysets import WHOLE_SCHOOL
from schools.models import ClassGroup
from sendcase import moment
from sendcase.pages import keyset

State = Handover.State


def chosen_year(request, school) -> int:
    """The school year the classes are handed on for: as asked, else the coming one from January
    on or once one is begun for it.
    """
    this = schooldays.school_year(moment.today())
    if asked := request.GET.get("year"):
        return schooldays.asked_year(asked, this)
    is_spring = 1 <= moment.today().month <= 8
    begun = is_spring or of_year(Handover.objects.filter(school=school), this + 1).exists()
    return this + 1 if begun else this


def of_year(rows, year):
    span = (schooldays.first_day(year), schooldays.last_day(year))
    return rows.filter(takes_on__range=span)


def tabs(school, year) -> list[dict]:
    this = schooldays.school_year(moment.today())
    return [
        {
            "title": f"For {schooldays.year_words(each)}",
            "url": f"?year={each}",
            "here": each == year,
        }
        for each in sorted({this, this + 1, year})
    ]


def counted(handovers):
    here = on_roll("notes__pupil__")
    return handovers.select_related("class_group", "to_class", "receiver").annotate(
        total=Count("notes", filter=here & Q(notes__isnull=False)),
        written=Count("notes", filter=here & Q(notes__written_at__isnull=False)),
        read=Count("notes", filter=here & Q(notes__read_at__isnull=False)),
        asked=Count(
            "notes", filter=here & Q(notes__asked_at__isnull=False, notes__answered_at=None)
        ),
    )


def rows(request, school, year):
    """(page, rows as plain words)."""
    found, order, lines = asked_for(request.user, school, year)
    page = keyset(found, order=order, request=request)
    return page, [row(group, handover) for group, handover in lines(page.rows)]


def asked_for(user, school, year):
    """(what is gone through, its order, lines(some of it) → [(class, handover or None)]).

    Every class for the SENCO, the head and the office; else the handovers of one's own.
    """
    mine = Handover.objects.visible_to(user).exclude(state=State.CANCELLED)
    mine = of_year(mine.filter(school=school), year)
    if school.pk not in schools_granting(user, P.HANDOVER_LIST, WHOLE_SCHOOL):
        return counted(mine), ("takes_on", "pk"), lambda found: [(h.class_group, h) for h in found]
    classes = ClassGroup.objects.filter(school=school)
    open_or_handed = Q(closed_on=None) | Q(pk__in=mine.values("class_group"))

    def lines(groups):
        found: dict[int, list] = {}
        for handover in counted(mine.filter(class_group__in=groups)).order_by("takes_on", "pk"):
            found.setdefault(handover.class_group_id, []).append(handover)
        return [(group, one) for group in groups for one in found.get(group.pk, [None])]

    return classes.filter(open_or_handed), ("sort_key", "pk"), lines


def row(group, handover) -> dict:
    """Plain words: a class without a handover says so."""
    if handover is None:
        return {"class": group.name, "url": "", "to": "", "day": "", "status_kind": "plain",
                "status": "Not begun", "progress": ""}  # fmt: skip
    to = [handover.receiver.name] if handover.receiver else []
    to += [handover.to_class.name] if handover.to_class else []
    kind, said = status(handover)
    return {
        "class": group.name,
        "url": handover.get_absolute_url(),
        "to": ", ".join(to),
        "day": words(handover.takes_on),
        "status_kind": kind,
        "status": said,
        "progress": progress(handover),
    }


def status(handover) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    today = moment.today()
    if handover.state == State.WRITING:
        late = today > handover.write_by
        return ("late", "Writing late") if late else ("plain", "Being written")
    if handover.state == State.HANDED:
        late = today > handover.accept_by
        return ("late", "Reading late") if late else ("soon", "Not accepted yet")
    return ("done", "Accepted") if handover.state == State.ACCEPTED else ("plain", "Called off")


def progress(handover) -> str:
    done = handover.read if handover.state in HANDED else handover.written
    verb = "read" if handover.state in HANDED else "written"
    asked = f", {handover.asked} to be answered" if handover.asked else ""
    return f"{done} of {handover.total} {verb}{asked}"
