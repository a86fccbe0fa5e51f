"""Starting or proposing an intervention; changing it, its timetable and who gives it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import listing, services, staffing, starting
from provision.interventions.forms.starting import (
    InterventionForm,
    StaffForm,
    StartForm,
    TimetableForm,
)
from provision.interventions.views import finding
from provision.interventions.views.answering import form_of, form_page
from provision.interventions.views.finding import intervention, kept
from provision.models import InterventionStaff, Programme, Slot
from schools.access import record_or_404, school_or_404
from schools.forms import LastDayForm
from sendcase import moment


def programme_asked(request, school):
    """The entry of the library that ?programme= names; None without it."""
    asked = request.GET.get("programme", "")
    if not asked:
        return None
    rows = Programme.objects.visible_to(request.user).filter(school=school).in_use()
    found = rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 12 else None
    if found is None:
        raise Http404
    return found


@needs(P.PROVISION_PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request, school):
    """The SENCO starts it; a teacher proposes it with the same form."""
    school = school_or_404(request, school, P.PROVISION_PROPOSE)
    programme = programme_asked(request, school)
    agreed = may(request.user, P.PROVISION_EDIT, school.pk)
    key = f"{school.slug}-{programme.pk if programme else 'free'}"
    form = StartForm(
        request.POST or None, school=school, initial=starting.beginning(programme),
        people=staffing.givers(school.pk, moment.today()), **kept(request, "intervention", key),
    )  # fmt: skip

    def save():
        row = starting.begin(
            school=school, by=request.user, agreed=agreed, programme=programme, facts=form.facts,
            who=form.who, slots=form.slots(form.cleaned_data["minutes"], form.facts["room"]),
        )  # fmt: skip
        return f"/interventions/{row.pk}/pupils/"

    back = f"/{school.slug}/provision/"
    done = "Saved. Now say who joins." if agreed else "Proposed. Now say for whom."
    return form_page(
        request, "provision/new.html", form, save, back=back, done=done, agreed=agreed,
        programme=programme,
    )  # fmt: skip


@needs(P.PROVISION_PROPOSE)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    row = intervention(request, pk)
    if not finding.may_change(request.user, row):
        raise PermissionDenied("intervention")
    form = InterventionForm(
        request.POST or None, instance=intervention(request, pk), school=row.school,
        **kept(request, "intervention", f"intervention-{pk}"),
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.save(intervention=row, version=version, by=request.user, **form.answers)

    return form_of(request, "provision/edit.html", form, save, row, "Saved.")


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def timetable(request, pk):
    row = intervention(request, pk, P.PROVISION_EDIT)
    first = listing.day_of(row, moment.today())
    slots = Slot.objects.visible_to(request.user).filter(intervention=row).real().held_on(first)
    form = TimetableForm(
        request.POST or None, intervention=row, first=first, slots=slots,
        **kept(request, "timetable", f"intervention-{pk}"),
    )  # fmt: skip

    def save():
        starting.timetable(
            intervention=row, by=request.user, from_on=form.cleaned_data["from_on"],
            slots=form.week,
        )  # fmt: skip

    done = "The timetable is saved."
    return form_of(request, "provision/timetable.html", form, save, row, done)


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def staff(request, pk):
    """Somebody gives it, or stands in for somebody for some days."""
    row = intervention(request, pk, P.PROVISION_EDIT)
    first = listing.day_of(row, moment.today())
    form = StaffForm(
        request.POST or None, people=staffing.givers(row.school_id, first), first=first,
        **kept(request, "intervention-staff", f"intervention-{pk}"),
    )  # fmt: skip

    def save():
        said = form.cleaned_data
        services.add_staff(
            intervention=row, by=request.user, from_on=said["from_on"],
            until_on=said["until_on"], **form.who,
        )  # fmt: skip

    return form_of(request, "provision/staff.html", form, save, row, "Saved.")


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def end_staff(request, pk):
    rows = InterventionStaff.objects.visible_to(request.user)
    place = record_or_404(request, rows.select_related("school", "intervention", "user"), pk)
    require(request.user, P.PROVISION_EDIT, school_id=place.school_id)
    form = LastDayForm(
        request.POST or None, version=place.version,
        **kept(request, "intervention-staff-end", f"staff-{pk}"),
    )  # fmt: skip

    def save():
        on = form.cleaned_data["on"]
        services.end_staff(staff=place, by=request.user, until_on=on)

    return form_of(
        request, "provision/staff_end.html", form, save, place.intervention,
        "The last day is noted.", staff=place,
        who=place.user.name if place.user_id else place.name,
    )  # fmt: skip
