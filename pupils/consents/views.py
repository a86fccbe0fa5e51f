"""Consents: the list of a school, writing one down, withdrawing one."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import may_about, pupil_or_404, require_about
from pupils.consents import services
from pupils.consents.forms import ConsentForm, WithdrawForm
from pupils.consents.listing import Filters
from pupils.consents.models import Consent
from pupils.consents.words import row_of, words_of
from pupils.querysets import pupil_scope
from schools.access import record_or_404, school_or_404
from schools.sheets import answer, links, list_file, named, school_to_take
from sendcase.drafts.sending import send
from sendcase.pages import keyset
from sendcase.sheets import Sheet

HEADINGS = ["Child", "What", "For whom and what for", "Who answered", "On", "State"]
SHOWN = ("pupil", "kind", "scope", "by", "on", "state")


@needs(P.CONSENT_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def consent_list(request, school):
    school = school_or_404(request, school, P.CONSENT_VIEW)
    filters = Filters(request.GET)
    rows = Consent.objects.visible_to(request.user).filter(school=school).for_list()
    page = keyset(filters.narrow(rows), order=("-given_on", "-pk"), request=request)
    context = {
        "page": page,
        "rows": [row_of(row) for row in page.rows],
        "filters": filters,
        **links(request, school.pk, f"/{school.slug}/consents/as/"),
    }
    return render(request, "consents/list.html", context)


@list_file
def consent_sheet(request, school, kind):
    school = school_to_take(request, school, P.CONSENT_VIEW)
    rows = Consent.objects.visible_to(request.user).filter(school=school).for_list()
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    rows = Filters(request.GET).narrow(rows).order_by("-given_on", "-pk")
    back = f"/{school.slug}/consents/"
    return answer(request, kind, rows, lambda found: sheet_of(found, school), back,
                  "to one kind of consent")  # fmt: skip


def sheet_of(found, school) -> Sheet:
    rows = [[row[key] for key in SHOWN] for row in map(row_of, found)]
    name = named(school, "consents")
    return Sheet(name, "Consents", HEADINGS, rows)


@needs(P.CONSENT_PAPER)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    """The SENCO writes down any answer; the office what a signed paper says, and reads none."""
    pupil = pupil_or_404(request, pk, P.CONSENT_PAPER)
    edits_all = may_about(request.user, P.CONSENT_EDIT, pupil)
    back = f"{pupil.get_absolute_url()}{'consents' if edits_all else 'people'}/"
    form = ConsentForm(
        request.POST or None, request.FILES or None, pupil=pupil, sees_papers=edits_all,
        kept_by=request.user, kept_as="consent", kept_key=f"pupil-{pk}",
    )  # fmt: skip

    def save():
        services.record(pupil=pupil, by=request.user, **form.recorded)
        return back

    if reply := send(request, form, save, cancel_url=back, done="Written down."):
        return reply
    context = {"form": form, "pupil": pupil, "cancel_url": back, "paper_only": not edits_all}
    return render(request, "consents/new.html", context)


@needs(P.CONSENT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def withdraw(request, pk):
    rows = Consent.objects.visible_to(request.user).select_related("pupil", "school")
    consent = record_or_404(request, rows, pk)
    require_about(request.user, P.CONSENT_EDIT, consent.pupil)
    back = f"{consent.pupil.get_absolute_url()}consents/"
    form = WithdrawForm(
        request.POST or None, consent=consent,
        kept_by=request.user, kept_as="withdraw-consent", kept_key=f"consent-{pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.withdraw(consent=consent, by=request.user, version=version, **form.answers)
        return back

    done = "Withdrawn. What rested on it has stopped."
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    shares = consent.shares.filter(ended_at=None)
    context = {"form": form, "pupil": consent.pupil, "cancel_url": back, "shares": shares,
               "words": words_of(consent)}  # fmt: skip
    return render(request, "consents/withdraw.html", context)
