"""Raising a referral, reading it, changing it, printing it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission
from audit.reads import reads
from pupils import search
from pupils.models import Pupil
from referrals import next_steps, presenting, printing, services
from referrals.completeness import as_values, missing
from referrals.forms import ReferralForm, WithdrawForm, first_carer_name
from referrals.models import Referral, State
from referrals.permits import may_change, may_decide, require_writer
from referrals.questions import presenting as questions
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase import edits, moment
from sendcase.drafts.sending import OTHER_WORDS
from sendcase.drafts.services import submit_once
from sendcase.drafts.views import clash
from sendcase.pages import keyset
from sendcase.pdf import PdfFailed

CHOICES_SHOWN = 40  # pupils on the page where one is chosen; more: type a part of the name
FILTERS = {
    "open": ("Open", ["draft", "submitted", "returned"]),
    "waiting": ("Waiting for an answer", ["submitted"]),
    "answered": ("Answered", ["accepted", "in_class", "pastoral"]),
    "withdrawn": ("Withdrawn", ["withdrawn"]),
    "all": ("All", State.values),
}


@needs(Permission.REFERRAL_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def referral_list(request, school):
    school = school_or_404(request, school, Permission.REFERRAL_VIEW)
    chosen, rows = asked_for(request, school)
    page = keyset(rows.for_list(), order=("-pk",), request=request)
    today, policy = moment.today(), school.policy
    context = {
        "page": page, "chosen": chosen, "tabs": tabs(chosen),
        "rows": [presenting.list_row(row, policy, today) for row in page.rows],
        "is_mine": request.GET.get("whose") == "mine",
        "may_raise": may(request.user, Permission.REFERRAL_CREATE, school.pk),
        "sees_meetings": policy.progress_meetings != "none"
        and may(request.user, Permission.MEETING_VIEW, school.pk),
        **links(request, school.pk, f"/{school.slug}/referrals/as/"),
    }  # fmt: skip
    return render(request, "referrals/list.html", context)


def asked_for(request, school):
    """(key of FILTERS, the referrals this address asks for)."""
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in FILTERS else "open"
    rows = Referral.objects.visible_to(request.user).filter(
        school=school, state__in=FILTERS[chosen][1]
    )
    if request.GET.get("whose") == "mine":
        rows = rows.filter(raised_by=request.user)
    return chosen, rows


def tabs(chosen) -> list[dict]:
    return [
        {"title": title, "url": f"?show={key}", "here": key == chosen}
        for key, (title, _) in FILTERS.items()
    ]


@needs(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "POST"])
def new(request, school):
    """Choose the pupil, then write."""
    school = school_or_404(request, school, Permission.REFERRAL_CREATE)
    pupils = Pupil.objects.visible_to(request.user, Permission.REFERRAL_CREATE)
    pupils = pupils.filter(school=school).on_roll().select_related("class_group")
    number = request.POST.get("pupil") or request.GET.get("pupil")
    if not number:
        return choose(request, school, pupils)
    return write_new(request, pupils, number)


@reads("read")
def write_new(request, pupils, number):
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    pupil = record_or_404(request, pupils.select_related("class_group", "school__policy"), number)
    form = ReferralForm(
        request.POST or None,
        pupil=pupil,
        relaxed="save_draft" in request.POST,
        initial={"raised_on": moment.today(), "source": Referral.Source.STAFF,
                 "carer_name": first_carer_name(request.user, pupil)},
        kept_by=request.user, kept_as="referral", kept_key=f"pupil-{pupil.pk}",
    )  # fmt: skip
    if form.is_valid():
        return start(request, form, pupil)
    return write_page(request, form, pupil)


def start(request, form, pupil):
    """One referral for one form, then the check, or the draft again."""

    def do():
        return services.start(
            pupil=pupil, by=request.user, values=form.values,
            areas=form.cleaned_data["areas"], tests=form.tests,
        )  # fmt: skip

    outcome = submit_once(form, by=request.user, do=do)
    if outcome.other_words:  # gone back, and written more: nothing of it may be dropped
        form.renew()
        form.add_error(None, OTHER_WORDS)
        return write_page(request, form, pupil)
    if outcome.repeated:
        messages.info(request, "This was saved already. There is one referral, not two.")
        return redirect(outcome.url)
    return after_saving(request, form, outcome.url)


def after_saving(request, form, url):
    if not form.relaxed:
        return redirect(f"{url}check/")
    at = moment.now().astimezone(moment.LONDON)
    messages.success(request, f"Saved {at:%H:%M}. Only you can see it until you send it.")
    return redirect(f"{url}edit/")


@reads("listed", detail=lambda request: request.GET.dict())
def choose(request, school, pupils):
    """A search box and the pupils one may refer. Posts of a form without a pupil end here too."""
    text = request.GET.get("q", "").strip()[:100]
    with_upn = may(request.user, Permission.PUPIL_EDIT, school.pk)
    pupils = search.found(pupils, text, school=school, with_upn=with_upn)
    found = list(pupils.order_by("sort_key", "pk")[: CHOICES_SHOWN + 1])
    context = {
        "q": text, "pupils": found[:CHOICES_SHOWN], "more": len(found) > CHOICES_SHOWN,
        "policy": school.policy,
    }  # fmt: skip
    return render(request, "referrals/choose.html", context)


def write_page(request, form, pupil, referral=None):
    others = Referral.objects.visible_to(request.user).filter(pupil=pupil).open()
    if referral is not None:
        others = others.exclude(pk=referral.pk)
    context = {
        "form": form, "pupil": pupil, "referral": referral, "policy": pupil.school.policy,
        "other": others.first(),
        "asked": next_steps.asked(referral) if referral is not None else "",
        "is_sent": referral is not None and referral.state == State.SUBMITTED,
    }  # fmt: skip
    return render(request, "referrals/write.html", context)


def found(request, pk) -> Referral:
    rows = Referral.objects.visible_to(request.user).select_related(
        "school__policy", "pupil__class_group", "raised_by", "raised_by_contact", "decided_by",
        "register_entry",
    )  # fmt: skip
    referral = record_or_404(request, rows, pk)
    referral.pupil.school = referral.school  # one school, read once
    return referral


@needs(Permission.REFERRAL_VIEW)
@require_GET
@reads("read")
def detail(request, pk):
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_VIEW, school_id=referral.school_id)
    context = {
        "referral": referral, "pupil": referral.pupil, "policy": referral.school.policy,
        "sections": presenting.sections(referral, request.user),
        "facts": presenting.context_facts(request.user, referral.pupil),
        "history": presenting.history(referral),
        "next": next_steps.next_step(referral, request.user),
        "mark": presenting.MARKS[referral.state],
        "may_change": may_change(request.user, referral),
        "may_decide": may_decide(request.user, referral),
        "may_place": may(request.user, Permission.REGISTER_VIEW, referral.school_id),
        **questions.of_referral(request.user, referral),
    }  # fmt: skip
    return render(request, "referrals/detail.html", context)


@needs(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_CREATE, school_id=referral.school_id)
    require_writer(request.user, referral)
    if not referral.is_open:
        messages.info(request, "You can't change this referral: it has been dealt with.")
        return redirect(referral)
    sent = referral.state == State.SUBMITTED
    form = ReferralForm(
        request.POST or None,
        instance=referral,
        pupil=referral.pupil,
        relaxed="save_draft" in request.POST and not sent,
        kept_by=request.user, kept_as="referral", kept_key=f"referral-{referral.pk}",
    )  # fmt: skip
    if sent and (kept := form.save_draft_if_asked(request)):
        return kept
    if form.is_valid():
        return revise(request, form, found(request, pk))
    return write_page(request, form, referral.pupil, referral)


def revise(request, form, referral):
    def do():
        return services.revise(
            referral=referral, version=form.cleaned_data["version"] or 0, by=request.user,
            values=form.values, areas=form.cleaned_data["areas"], tests=form.tests,
        )  # fmt: skip

    try:
        submit_once(form, by=request.user, do=do)
    except edits.Stale as stale:
        current = presenting.with_test_fields(stale.current)
        return clash(request, form=form, current=current, cancel_url=referral.get_absolute_url())
    except edits.IllegalMove as refused:
        messages.error(request, str(refused))
        return redirect(referral)
    if referral.state == State.SUBMITTED:
        messages.success(request, "Saved. The referral waits for its answer as before.")
        return redirect(referral)
    return after_saving(request, form, referral.get_absolute_url())


@needs(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "POST"])
@reads("read")
def check(request, pk):
    """Check your answers, then send."""
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_CREATE, school_id=referral.school_id)
    require_writer(request.user, referral)
    if request.method == "POST":
        return send(request, referral)
    if referral.state == State.SUBMITTED or not referral.is_open:
        return redirect(referral)
    gaps = missing(as_values(referral))
    edit_url = f"{referral.get_absolute_url()}edit/"
    context = {
        "referral": referral, "pupil": referral.pupil, "policy": referral.school.policy,
        "sections": presenting.sections(referral, request.user, edit_url),
        "gaps": [(f"{edit_url}#div_id_{field}", words) for field, words in gaps.items()],
        "answer_by": next_steps.answer_by(referral.school.policy),
        "answerer": next_steps.answerer(referral),
    }  # fmt: skip
    return render(request, "referrals/check.html", context)


def send(request, referral):
    version = request.POST.get("version", "")
    version = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
    try:
        services.submit(referral=referral, version=version, by=request.user)
    except edits.Stale:
        messages.warning(request, "It was changed since you opened this page. Check it again.")
        return redirect("referrals:check", referral.pk)
    except edits.IllegalMove as refused:
        messages.info(request, str(refused))
        return redirect(referral)
    messages.success(request, "Sent. Thank you for raising it.")
    return redirect(referral)


@needs(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "POST"])
@reads("read")
def withdraw(request, pk):
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_CREATE, school_id=referral.school_id)
    require_writer(request.user, referral)
    form = WithdrawForm(request.POST or None, referral=referral)
    if form.is_valid() and (done := take_back(request, form, referral)):
        return done
    context = {"form": form, "referral": referral, "pupil": referral.pupil}
    return render(request, "referrals/withdraw.html", context)


def take_back(request, form, referral):
    """The redirect, or None where somebody changed it first and the form is shown again."""
    try:
        services.withdraw(referral=referral, by=request.user, **form.cleaned_data)
        messages.success(request, "Withdrawn. What was written is kept.")
    except edits.Stale as stale:
        if stale.current.is_open:
            return form.show_changed(stale.current)
        messages.info(request, "You can't take it back: it has been dealt with already.")
    except edits.IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(referral)


@needs(Permission.REFERRAL_VIEW)
@require_GET
@reads("printed")
def print_form(request, pk):
    """The paper form as a PDF. Its file name says no name."""
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_VIEW, school_id=referral.school_id)
    try:
        pdf = printing.paper_form(referral, request.user)
    except PdfFailed:
        messages.error(request, "The page could not be made just now. Try again in a minute.")
        return redirect(referral)
    name = f'inline; filename="referral-{referral.pk}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
