"""A letter by post to a professional: invited to the review and asked for advice."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.reviews import finding
from ehcp.reviews.circulation import FAMILY
from ehcp.reviews.models import Invitation
from ehcp.reviews.planning import inviting, posting, services
from ehcp.reviews.planning.views import kept, opened, shown
from letters import outside
from letters.services import CannotPrepare
from pupils.access import require_about
from sendcase.edits import IllegalMove

DONE = "The letter is prepared. Read it, then it is approved and sent."


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def write(request, pk, person):
    row, too_late = opened(request, pk, "invite")
    found = finding.of_review(request, Invitation, row, person)
    require_about(request.user, P.LETTER_OUTSIDE, row.pupil)
    if too_late:
        return too_late
    if found.role in FAMILY or row.meeting_on is None:
        words = posting.TO_THE_FAMILY if found.role in FAMILY else inviting.NO_DAY
        messages.warning(request, words)
        return redirect(row)
    form = posting.ProfessionalForm(
        request.POST or None, pupil=row.pupil, person=found,
        consents=outside.consents(row.pupil), **kept(request, "letter", f"person-{person}"),
    )  # fmt: skip

    def save():
        try:
            return services.write_letter(
                row=row, by=request.user, person=found, other=form.other, facts=form.facts,
                address=form.cleaned_data["address"],
            )  # fmt: skip
        except CannotPrepare as why:
            raise IllegalMove(str(why)) from why

    ask = f"/{row.pupil.school.slug}/letters/write/agency-consent/prepare/?pupils={row.pupil_id}"
    return shown(
        request, row, form, save, posting.PURPOSE.title, done=DONE, ask=ask,
        template="ehcp/reviews/planning/letter.html", purpose=posting.PURPOSE,
        back=row.get_absolute_url(),
    )  # fmt: skip
