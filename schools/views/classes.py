"""Classes and who holds them."""

from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from schools import class_parts, services, wording
from schools.access import record_or_404, school_or_404
from schools.forms import ClassForm, HolderForm, LastDayForm
from schools.models import ClassGroup, ClassStaff
from schools.sheets import answer, links, list_file, named, school_to_take
from schools.views.tabs import tabs
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.sheets import Sheet

HEADINGS = ["Class", "Year", "Held by", "Pupils"]


def kept(request, kind, key):
    return {"kept_by": request.user, "kept_as": kind, "kept_key": key}


@needs(P.ROLL_VIEW)
@require_GET
def class_list(request, school):
    school = school_or_404(request, school, P.ROLL_VIEW)
    context = {
        "tabs": tabs(request, "classes"),
        "rows": [row_of(group) for group in classes_of(request.user, school)],
        "may_edit": may(request.user, P.ROLL_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/classes/as/"),
    }
    return render(request, "schools/classes.html", context)


def classes_of(user, school):
    """Open ones, by name, with `size`, who is here today, and `held`, who holds them."""
    held = ClassStaff.objects.held_today().select_related("user")
    here = Q(pupils__left_on=None) | Q(pupils__left_on__gte=moment.today())
    groups = ClassGroup.objects.visible_to(user).filter(school=school).open()
    groups = groups.annotate(size=Count("pupils", filter=here)).order_by("sort_key", "pk")
    return groups.prefetch_related(Prefetch("staff", held, to_attr="held"))


def row_of(group) -> dict:
    held = ", ".join(place.user.name for place in group.held)
    return {"group": group, "year": wording.year(group.year), "held": held}


@list_file
def class_sheet(request, school, kind):
    school = school_to_take(request, school, P.ROLL_VIEW)

    def make(found):
        rows = [
            [row["group"].name, row["year"], row["held"] or "Nobody", str(row["group"].size)]
            for row in map(row_of, found)
        ]
        return Sheet(named(school, "classes"), "Classes", HEADINGS, rows)

    back = f"/{school.slug}/classes/"
    return answer(request, kind, classes_of(request.user, school), make, back)


def class_or_404(request, pk, permission) -> ClassGroup:
    rows = ClassGroup.objects.visible_to(request.user).select_related("school__policy")
    group = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=group.school_id)
    return group


@needs(P.ROLL_VIEW)
@require_GET
def class_page(request, pk):
    group = class_or_404(request, pk, P.ROLL_VIEW)
    today = moment.today()
    holders = [
        {"place": place, "days": days_of(place), "here": place.until_on is None
         or place.until_on >= today}
        for place in group.staff.select_related("user").order_by("-from_on", "-pk")
    ]  # fmt: skip
    context = {
        "group": group,
        "year": wording.year(group.year),
        "holders": holders,
        "size": group.pupils.filter(Q(left_on=None) | Q(left_on__gte=today)).count(),
        "may_edit": may(request.user, P.ROLL_EDIT, group.school_id) and not group.closed_on,
        "may_see_lesson": may(request.user, P.LESSON_VIEW, group.school_id),
        "may_write": may(request.user, P.LETTER_PREPARE, group.school_id) and not group.closed_on,
        "parts": class_parts.shown(request, group),
    }
    return render(request, "schools/class.html", context)


def days_of(place) -> str:
    until = wording.day(place.until_on)
    return (
        f"{wording.day(place.from_on)} to {until}"
        if until
        else f"from {wording.day(place.from_on)}"
    )


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def new_class(request, school):
    school = school_or_404(request, school, P.ROLL_EDIT)
    form = ClassForm(request.POST or None, **kept(request, "class", f"school-{school.pk}"))

    def do():
        services.open_class(school=school, by=request.user, **form.answers)

    back = f"/{school.slug}/classes/"
    if answer := send(request, form, do, cancel_url=back, done="The class is open."):
        return answer
    return render(request, "schools/class_form.html", {"form": form, "back": back, "group": None})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def edit_class(request, pk):
    group = class_or_404(request, pk, P.ROLL_EDIT)
    instance = ClassGroup.objects.visible_to(request.user).get(pk=pk)
    form = ClassForm(
        request.POST or None, instance=instance, **kept(request, "class", f"class-{pk}")
    )

    def do():
        version = form.cleaned_data["version"]
        services.change_class(class_group=group, version=version, by=request.user, **form.answers)

    back = f"/classes/{pk}/"
    if answer := send(request, form, do, cancel_url=back, done="Saved."):
        return answer
    return render(request, "schools/class_form.html", {"form": form, "back": back, "group": group})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def close_class(request, pk):
    group = class_or_404(request, pk, P.ROLL_EDIT)
    form = LastDayForm(request.POST or None, **kept(request, "class-close", f"class-{pk}"))

    def do():
        services.close_class(class_group=group, on=form.cleaned_data["on"], by=request.user)

    back = f"/{group.school.slug}/classes/"
    if answer := send(request, form, do, cancel_url=back, done=f"{group.name} is closed."):
        return answer
    return render(request, "schools/class_close.html", {"form": form, "back": back, "group": group})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def put_in_class(request, pk):
    group = class_or_404(request, pk, P.ROLL_EDIT)
    form = HolderForm(
        request.POST or None, class_group=group, **kept(request, "class-staff", f"class-{pk}")
    )

    def do():
        services.put_in_class(class_group=group, by=request.user, **form.answers)

    back = f"/classes/{pk}/"
    if answer := send(
        request, form, do, cancel_url=back, done="Saved. Who sees the class follows the days."
    ):
        return answer
    return render(request, "schools/class_staff.html", {"form": form, "back": back, "group": group})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def end_place(request, pk):
    groups = ClassGroup.objects.visible_to(request.user)
    rows = ClassStaff.objects.filter(class_group__in=groups)
    place = record_or_404(request, rows.select_related("school", "class_group", "user"), pk)
    require(request.user, P.ROLL_EDIT, school_id=place.school_id)
    form = LastDayForm(
        request.POST or None, version=place.version,
        **kept(request, "class-staff-end", f"place-{pk}"),
    )  # fmt: skip

    def do():
        given = {"until_on": form.cleaned_data["on"], "version": form.cleaned_data["version"]}
        services.end_place(place=place, by=request.user, **given)

    back = f"/classes/{place.class_group_id}/"
    if answer := send(
        request, form, do, cancel_url=back, done=f"{place.user}: the last day is noted."
    ):
        return answer
    return render(
        request, "schools/class_staff_end.html", {"form": form, "back": back, "place": place}
    )
