"""The tab Consents: everything for the SENCO and the head, valid or not for who teaches."""

from accounts.permissions import Permission as P
from pupils.access import may_about
from pupils.consents.models import Consent
from pupils.consents.words import SHORT, row_of
from pupils.panels import Panel, add_panel


def context(request, pupil) -> dict:
    sees_all = may_about(request.user, P.CONSENT_VIEW, pupil)
    holding = set(Consent.objects.filter(pupil=pupil).holding().values_list("kind", flat=True))
    rows = []
    if sees_all:
        found = Consent.objects.visible_to(request.user).filter(pupil=pupil).for_list()
        rows = [row_of(row) for row in found[:100]]
    return {
        "valid": [{"title": words, "holds": kind in holding} for kind, words in SHORT.items()],
        "rows": rows,
        "sees_all": sees_all,
        "may_edit": may_about(request.user, P.CONSENT_EDIT, pupil),
    }


def register() -> None:
    template = "pupils/partials/_consents.html"
    add_panel(Panel("consents", "Consents", 93, P.CONSENT_VALID, template, context))
