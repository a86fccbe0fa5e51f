"""The school's library of programmes, and the starter library beside it."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import library, saying
from provision.interventions.forms.library import PressForm, ProgrammeForm, StarterForm
from provision.interventions.listing import searched_programmes
from provision.interventions.views.answering import form_page
from provision.interventions.views.finding import kept, programme, with_library
from provision.models import Intervention, Programme
from schools.access import school_or_404
from schools.sheets import links
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pages import keyset

CHANGED = "Somebody changed this since you opened it. Read it again, then decide."


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def programme_list(request, school):
    school = with_library(request, school)
    asked, rows = asked_for(request, school)
    page = keyset(rows, request=request)
    edits = may(request.user, P.PROVISION_EDIT, school.pk)
    base = f"/{school.slug}/provision/"
    context = {
        "page": page, "rows": [row_of(row, school.policy) for row in page.rows], "asked": asked,
        "retired": is_retired(request), "may_edit": edits, "base": base, "policy": school.policy,
        "may_start": edits or may(request.user, P.PROVISION_PROPOSE, school.pk),
        "offered": len(library.not_taken(school)) if edits else 0,
        **links(request, school.pk, f"{base}library/as/"),
    }  # fmt: skip
    template = "provision/partials/_programmes.html" if request.htmx else "provision/library.html"
    return render(request, template, context)


def is_retired(request) -> bool:
    return request.GET.get("show") == "retired"


def asked_for(request, school) -> tuple:
    """(the form above the list, the programmes it asks for with `n`, how often each runs)."""
    rows = Programme.objects.visible_to(request.user).filter(school=school)
    rows = rows.exclude(retired_on=None) if is_retired(request) else rows.in_use()
    asked = searched_programmes(request, school)
    return asked, asked.narrow(rows).select_related("area").annotate(n=Count("runs"))


def row_of(row, policy) -> dict:
    return {
        "pk": row.pk, "url": f"/programmes/{row.pk}/", "name": row.name,
        "area": row.area.name if row.area else "", "work": row.get_work_display(),
        "wave": saying.wave(policy, row.wave), "amount": saying.amount(row),
        "weeks": row.weeks, "runs": row.n,
    }  # fmt: skip


@needs(P.PROVISION_VIEW)
@require_GET
@reads("read")
def page(request, pk):
    row = programme(request, pk)
    runs = Intervention.objects.visible_to(request.user).filter(programme=row)
    edits = may(request.user, P.PROVISION_EDIT, row.school_id)
    context = {
        "row": row, "facts": facts(row), "may_edit": edits,
        "runs": [run_of(each) for each in runs.order_by("-starts_on", "-pk")[:30]],
        "all_runs": row.runs.count(), "base": f"/{row.school.slug}/provision/",
        "may_start": row.retired_on is None
        and (edits or may(request.user, P.PROVISION_PROPOSE, row.school_id)),
    }  # fmt: skip
    return render(request, "provision/programme.html", context)


def facts(row) -> list[tuple]:
    policy, area = row.school.policy, row.area.name if row.area else "No area in particular"
    weeks = "1 week" if row.weeks == 1 else f"{row.weeks} weeks"
    return [
        ("What is done", row.about),
        ("For", f"{area}\n{row.get_work_display()}\n{policy.wave_name} {row.get_wave_display()}"),
        ("How much", f"{saying.amount(row)}, for {weeks}"),
        ("Pupils at most", str(row.places)),
        ("It worked if", row.success_measure),
        ("What is needed", row.materials),
    ]


def run_of(row) -> dict:
    return {"url": row.get_absolute_url(), "name": row.name,
            "span": saying.span(row.starts_on, row.ends_on),
            "state": row.get_state_display()}  # fmt: skip


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, school):
    school = school_or_404(request, school, P.PROVISION_EDIT)
    form = ProgrammeForm(
        request.POST or None, school=school, **kept(request, "programme", school.slug)
    )

    def save():
        row = library.add(school=school, by=request.user, **form.answers)
        return f"/programmes/{row.pk}/"

    back = f"/{school.slug}/provision/library/"
    template, done = "provision/programme_form.html", "It is in the library."
    return form_page(request, template, form, save, back=back, done=done)


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    row = programme(request, pk, P.PROVISION_EDIT)
    form = ProgrammeForm(
        request.POST or None, instance=programme(request, pk), school=row.school,
        **kept(request, "programme", f"programme-{pk}"),
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        library.change(programme=row, version=version, by=request.user, **form.answers)

    back, template = f"/programmes/{pk}/", "provision/programme_form.html"
    return form_page(request, template, form, save, back=back, done="Saved.", row=row)


@needs(P.PROVISION_EDIT)
@require_POST
def press(request, pk):
    """Retire it, or bring it back."""
    row = programme(request, pk, P.PROVISION_EDIT)
    form = PressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, CHANGED)
        return redirect("interventions:programme", pk)
    do = library.retire if form.cleaned_data["action"] == "retire" else library.bring_back
    try:
        do(programme=row, version=form.cleaned_data["version"], by=request.user)
    except Stale:
        messages.warning(request, CHANGED)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Saved.")
    return redirect("interventions:programme", pk)


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
def starter(request, school):
    """Common kinds of help, to be taken over one by one or all."""
    school = school_or_404(request, school, P.PROVISION_EDIT)
    rows = library.not_taken(school)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and "all" in data:
        data.setlist("keys", [row["key"] for row in rows])
    form = StarterForm(data, rows=rows, **kept(request, "starter", school.slug))
    back = f"/{school.slug}/provision/library/"

    def save():
        library.take_over(school=school, keys=form.cleaned_data["keys"], by=request.user)
        return back

    if answer := send(request, form, save, cancel_url=back, done="They are in your library."):
        return answer
    ticked = set(form["keys"].value() or ())
    choices = [row | {"ticked": row["key"] in ticked, "amount": amount(row)} for row in rows]
    context = {"form": form, "groups": by_area(school, choices), "back": back, "rows": rows}
    return render(request, "provision/starter.html", context)


def amount(row) -> str:
    return f"{saying.minutes(row['minutes'])} × {row['times']} a week"


def by_area(school, rows) -> list[dict]:
    """In the order of the school's areas; those without one of them last."""
    areas = {area.code: area.name for area in school.areas.order_by("order")}
    grouped = [
        {"title": name, "rows": [row for row in rows if row["area"] == code]}
        for code, name in areas.items()
    ]
    others = [row for row in rows if row["area"] not in areas]
    return [each for each in [*grouped, {"title": "Others", "rows": others}] if each["rows"]]
