"""Teaching groups: the list, one group, its staff and its pupils."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Count, Prefetch, Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.groups import services
from pupils.groups.forms import GroupForm, PupilsForm, StaffForm
from pupils.models import Pupil
from schools import wording
from schools.access import record_or_404, school_or_404
from schools.forms import LastDayForm
from schools.models import ClassGroup, GroupStaff, TeachingGroup
from schools.sheets import links
from schools.views.classes import days_of, kept
from schools.views.tabs import tabs
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.pages import keyset


@needs(P.ROLL_VIEW)
@require_GET
def group_list(request, slug):
    school = school_or_404(request, slug, P.ROLL_VIEW)
    page = keyset(groups_of(request.user, school), request=request)
    context = {
        "tabs": tabs(request, "classes"), "rows": [row_of(group) for group in page.rows],
        "page": page, "may_edit": may(request.user, P.ROLL_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/groups/as/"),
    }  # fmt: skip
    return render(request, "groups/list.html", context)


def groups_of(user, school):
    """Those that are taught now, with their `size` and, as `now`, who teaches them."""
    here = Q(places__until_on=None) | Q(places__until_on__gte=moment.today())
    staff = GroupStaff.objects.held_today().select_related("user").order_by("user__name")
    groups = TeachingGroup.objects.visible_to(user).filter(school=school).open()
    groups = groups.annotate(size=Count("places", filter=here))
    return groups.prefetch_related(Prefetch("staff", staff, to_attr="now"))


def row_of(group) -> dict:
    staff = ", ".join(place.user.name for place in group.now)
    return {"group": group, "year": wording.year(group.year), "staff": staff}


def group_or_404(request, pk, permission) -> TeachingGroup:
    rows = TeachingGroup.objects.visible_to(request.user).select_related("school__policy")
    group = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=group.school_id)
    return group


def pupils_of(user, group):
    """Those in the group today whom the person sees."""
    places = group.places.held_today().values("pupil")
    return Pupil.objects.visible_to(user).filter(pk__in=places).on_roll()


@needs(P.ROLL_VIEW)
@require_GET
@reads("listed")
def page(request, pk):
    group = group_or_404(request, pk, P.ROLL_VIEW)
    today = moment.today()
    staff = [
        {"place": place, "days": days_of(place),
         "here": place.until_on is None or place.until_on >= today}
        for place in group.staff.select_related("user").order_by("-from_on", "-pk")
    ]  # fmt: skip
    classes = ClassGroup.objects.visible_to(request.user).filter(school=group.school).open()
    context = {
        "group": group,
        "year": wording.year(group.year),
        "staff": staff,
        "pupils": list(pupils_of(request.user, group).select_related("class_group")),
        "classes": list(classes),
        "may_edit": may(request.user, P.ROLL_EDIT, group.school_id) and not group.closed_on,
        "may_see_lesson": may(request.user, P.LESSON_VIEW, group.school_id),
        **links(request, group.school_id, f"/groups/{pk}/as/"),
    }
    return render(request, "groups/page.html", context)


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, slug):
    school = school_or_404(request, slug, P.ROLL_EDIT)
    form = GroupForm(request.POST or None, **kept(request, "group", f"school-{school.pk}"))

    def do():
        group = services.open_group(school=school, by=request.user, **form.answers)
        return f"/groups/{group.pk}/"

    back = f"/{school.slug}/groups/"
    if answer := send(request, form, do, cancel_url=back, done="The group is open."):
        return answer
    return render(request, "groups/form.html", {"form": form, "back": back, "group": None})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    group = group_or_404(request, pk, P.ROLL_EDIT)
    instance = TeachingGroup.objects.visible_to(request.user).get(pk=pk)
    keep = kept(request, "group", f"group-{pk}")
    form = GroupForm(request.POST or None, instance=instance, **keep)

    def do():
        version = form.cleaned_data["version"]
        services.change_group(group=group, version=version, by=request.user, **form.answers)

    back = f"/groups/{pk}/"
    if answer := send(request, form, do, cancel_url=back, done="Saved."):
        return answer
    return render(request, "groups/form.html", {"form": form, "back": back, "group": group})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def put_staff(request, pk):
    group = group_or_404(request, pk, P.ROLL_EDIT)
    keep = kept(request, "group-staff", f"group-{pk}")
    form = StaffForm(request.POST or None, group=group, **keep)

    def do():
        services.put_staff(group=group, by=request.user, **form.answers)

    back, done = f"/groups/{pk}/", "Saved. Who sees the group follows the days."
    if answer := send(request, form, do, cancel_url=back, done=done):
        return answer
    return render(request, "groups/staff.html", {"form": form, "back": back, "group": group})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def end_staff(request, pk):
    groups = TeachingGroup.objects.visible_to(request.user)
    rows = GroupStaff.objects.filter(group__in=groups).select_related("school", "group", "user")
    place = record_or_404(request, rows, pk)
    require(request.user, P.ROLL_EDIT, school_id=place.school_id)
    keep = kept(request, "group-staff-end", f"place-{pk}")
    form = LastDayForm(request.POST or None, version=place.version, **keep)

    def do():
        given = {"until_on": form.cleaned_data["on"], "version": form.cleaned_data["version"]}
        services.end_staff(place=place, by=request.user, **given)

    back, done = f"/groups/{place.group_id}/", f"{place.user}: the last day is noted."
    if answer := send(request, form, do, cancel_url=back, done=done):
        return answer
    return render(request, "groups/staff_end.html", {"form": form, "back": back, "place": place})


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def choose(request, pk):
    """The pupils of one class with tick boxes; ?class= says which."""
    group = group_or_404(request, pk, P.ROLL_EDIT)
    class_group = class_asked(request, group)
    keep = kept(request, "group-pupils", f"group-{pk}-{class_group.pk}")
    form = PupilsForm(request.POST or None, user=request.user, group=group,
                      class_group=class_group, **keep)  # fmt: skip

    def do():
        services.choose_pupils(
            group=group, version=form.cleaned_data["version"] or 0, among=form.among,
            chosen=[pupil.pk for pupil in form.cleaned_data["pupils"]], by=request.user,
        )  # fmt: skip

    back = f"/groups/{pk}/"
    if answer := send(request, form, do, cancel_url=back, done="Saved."):
        return answer
    context = {"form": form, "back": back, "group": group, "class_group": class_group}
    return render(request, "groups/choose.html", context)


def class_asked(request, group) -> ClassGroup:
    asked = request.GET.get("class", "")
    rows = ClassGroup.objects.visible_to(request.user).filter(school=group.school)
    found = rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 12 else None
    if found is None:
        raise BadRequest("class")
    return found


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def close(request, pk):
    group = group_or_404(request, pk, P.ROLL_EDIT)
    if request.method == "POST":
        return closed(request, group)
    return render(request, "groups/close.html", {"group": group, "back": f"/groups/{pk}/"})


def closed(request, group):
    try:
        services.close_group(group=group, by=request.user)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, f"{group.name} is closed.")
    return redirect(f"/{group.school.slug}/groups/")
