"""What help costs: the year, one pupil's year, and what the sums are made of."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.costs import reading, services, showing
from provision.costs.forms import (
    ChargeForm,
    FundingForm,
    GradeForm,
    HolderForm,
    RateForm,
    RulesForm,
)
from provision.costs.models import Charge, Funding, Grade
from pupils.access import pupil_or_404
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pages import keyset

NEWEST = ("-from_on", "-pk")
PAGE = 50  # pupils on a page; the file has all
TABS = [
    ("year", "The year"),
    ("rates", "Grades and rates"),
    ("charges", "Other costs"),
    ("funding", "Money that comes in"),
]


def tabs(school, here: str) -> list[dict]:
    return [
        {"title": title, "url": reverse(f"costs:{key}", args=[school.slug]), "here": key == here}
        for key, title in TABS
    ]


@needs(P.COST_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def year(request, school):
    school = school_or_404(request, school, P.COST_VIEW)
    asked = showing.year_asked(request.GET.get("year", ""), school)
    context = showing.whole(request.user, school, asked)
    pupils = Paginator(context["pupils"], PAGE).get_page(request.GET.get("page"))
    context |= {
        "tabs": tabs(school, "year"), "pupils": pupils, "page": pages(pupils, asked),
        "may_edit": may(request.user, P.COST_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/provision/cost/file/"),
    }  # fmt: skip
    return render(request, "provision/costs/year.html", context)


def pages(shown, year) -> dict:
    """The addresses beside this page of pupils, as templates/components/_pager.html has them."""
    at = f"?year={year.first.year}&page="
    return {
        "next_url": at + str(shown.next_page_number()) if shown.has_next() else "",
        "previous_url": at + str(shown.previous_page_number()) if shown.has_previous() else "",
    }


@needs(P.COST_VIEW)
@require_GET
@reads("read")
def of_pupil(request, pk):
    pupil = pupil_or_404(request, pk)
    require(request.user, P.COST_VIEW, school_id=pupil.school_id)
    asked = showing.year_asked(request.GET.get("year", ""), pupil.school)
    context = {"pupil": pupil} | showing.of_pupil(request.user, pupil, asked)
    return render(request, "provision/costs/pupil.html", context)


@needs(P.COST_VIEW)
@require_GET
def rates(request, school):
    school = school_or_404(request, school, P.COST_VIEW)
    context = {
        "tabs": tabs(school, "rates"),
        "grades": showing.grades(school, request.user),
        "may_edit": may(request.user, P.COST_EDIT, school.pk),
    }
    return render(request, "provision/costs/rates.html", context)


@needs(P.COST_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def charges(request, school):
    school = school_or_404(request, school, P.COST_VIEW)
    page = keyset(charges_of(request.user, school), order=NEWEST, request=request)
    return listed(request, school, page, showing.charge_row, "charges")


@needs(P.COST_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def funding(request, school):
    school = school_or_404(request, school, P.COST_VIEW)
    page = keyset(funding_of(request.user, school), order=NEWEST, request=request)
    return listed(request, school, page, showing.funding_row, "funding")


def charges_of(user, school):
    rows = Charge.objects.visible_to(user).filter(school=school)
    return rows.select_related("intervention", "pupil")


def funding_of(user, school):
    return Funding.objects.visible_to(user).filter(school=school).select_related("pupil")


def listed(request, school, page, row_of, name):
    context = {
        "tabs": tabs(school, name), "page": page,
        "rows": [row_of(row) for row in page.rows],
        **links(request, school.pk, f"/{school.slug}/provision/cost/{name}/as/"),
        "may_edit": may(request.user, P.COST_EDIT, school.pk),
    }  # fmt: skip
    return render(request, f"provision/costs/{name}.html", context)


def _new(form_class, service, words, back, kept_as):
    """A page that adds something to a school. words: heading, what is said when it is done."""

    @needs(P.COST_EDIT)
    @require_http_methods(["GET", "POST"])
    def view(request, school):
        school = school_or_404(request, school, P.COST_EDIT)
        form = form_class(
            request.POST or None, school=school, user=request.user,
            kept_by=request.user, kept_as=kept_as, kept_key=f"school-{school.pk}",
        )  # fmt: skip

        def save():
            service(school=school, by=request.user, **form.facts)

        return form_page(request, school, form, save, words, f"/{school.slug}/{back}")

    return view


add_grade = _new(
    GradeForm, services.add_grade, ("Add a grade", "The grade is in the list."),
    "provision/cost/rates/", "cost-grade",
)  # fmt: skip
add_charge = _new(
    ChargeForm, services.charge, ("Add a cost", "The cost is counted."),
    "provision/cost/charges/", "cost-charge",
)  # fmt: skip
add_funding = _new(
    FundingForm, services.fund, ("Add money that comes in", "The money is counted."),
    "provision/cost/funding/", "cost-funding",
)  # fmt: skip


@needs(P.COST_EDIT)
@require_http_methods(["GET", "POST"])
def rules(request, school):
    school = school_or_404(request, school, P.COST_EDIT)
    row = reading.rules_of(school)
    form = RulesForm(
        request.POST or None, row=row, kept_by=request.user, kept_as="cost-rules",
        kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.set_rules(school=school, by=request.user, version=version, **form.facts)

    words = ("How we count", "Saved. Every sum is counted that way now.")
    return form_page(request, school, form, save, words, f"/{school.slug}/provision/cost/")


def _of_grade(form_class, service, words, kept_as):
    @needs(P.COST_EDIT)
    @require_http_methods(["GET", "POST"])
    def view(request, pk):
        row = grade_or_404(request, pk)
        form = form_class(
            request.POST or None, school=row.school, user=request.user,
            kept_by=request.user, kept_as=kept_as, kept_key=f"grade-{row.pk}",
        )  # fmt: skip

        def save():
            service(grade=row, by=request.user, **form.facts)

        said = (words[0].format(row.name), words[1])
        back = f"/{row.school.slug}/provision/cost/rates/"
        return form_page(request, row.school, form, save, said, back)

    return view


set_rate = _of_grade(
    RateForm, services.set_rate, ("A new rate: {}", "The rate counts from that day."), "cost-rate"
)
put_on = _of_grade(
    HolderForm, services.put_on, ("Who is on this grade: {}", "Written down."), "cost-holder"
)


def grade_or_404(request, pk):
    rows = Grade.objects.visible_to(request.user).filter(retired_on=None).select_related("school")
    row = record_or_404(request, rows, pk)
    require(request.user, P.COST_EDIT, school_id=row.school_id)
    return row


@needs(P.COST_EDIT)
@require_POST
def grade_move(request, pk, move):
    """“Use for all others” and “Take out of the list”."""
    row = grade_or_404(request, pk)
    service, said = {
        "default": (services.make_default, f"{row.name} counts for everyone who is on no grade."),
        "retire": (services.retire_grade, f"{row.name} is in the list no more."),
    }[move]
    back = redirect(f"/{row.school.slug}/provision/cost/rates/")
    return moved(request, lambda: service(grade=row, by=request.user), said, back)


@needs(P.COST_EDIT)
@require_POST
def remove_charge(request, pk):
    row = charge_or_404(request, pk)
    back = redirect(f"/{row.school.slug}/provision/cost/charges/")

    def remove():
        services.remove_charge(charge=row, by=request.user)

    return moved(request, remove, "Taken out. It is counted no more.", back)


@needs(P.COST_EDIT)
@require_POST
def stop_charge(request, pk):
    row = charge_or_404(request, pk)
    back = redirect(f"/{row.school.slug}/provision/cost/charges/")

    def stop():
        services.end_charge(charge=row, version=row.version, by=request.user, on=moment.today())

    return moved(request, stop, "Today is its last day.", back)


def charge_or_404(request, pk):
    rows = Charge.objects.visible_to(request.user).select_related("school", "pupil")
    row = record_or_404(request, rows, pk)
    require(request.user, P.COST_EDIT, school_id=row.school_id)
    return row


@needs(P.COST_EDIT)
@require_POST
def end_funding(request, pk):
    rows = Funding.objects.visible_to(request.user).select_related("school", "pupil")
    row = record_or_404(request, rows, pk)
    require(request.user, P.COST_EDIT, school_id=row.school_id)
    back = redirect(f"/{row.school.slug}/provision/cost/funding/")

    def end():
        services.end_funding(funding=row, version=row.version, by=request.user)

    return moved(request, end, "Taken out. It is counted no more.", back)


def moved(request, do, said, back):
    try:
        do()
    except (IllegalMove, Stale) as refused:
        words = str(refused) if isinstance(refused, IllegalMove) else "Somebody changed it. Look."
        messages.error(request, words)
        return back
    messages.success(request, said)
    return back


def form_page(request, school, form, save, words, back):
    heading, said = words
    if answer := send(request, form, save, cancel_url=back, done=said):
        return answer
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "provision/costs/form.html", context)
