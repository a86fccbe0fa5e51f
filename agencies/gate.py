"""The gate of consent: which agreement lets this agency be asked about this child today.

Over compulsory school age the agreement is the young person's own, unless a lack of capacity is
recorded. Source: Children and Families Act 2014, sections 79, 80 and 83; SEND Regulations 2014,
reg. 64. An agreement that was given for one agency covers no other.
"""

from django.db.models import Q

from agencies.models import AgencyRequest
from letters.consents import SOURCE
from letters.models import Letter
from pupils.consents import marked
from pupils.consents.models import Consent
from pupils.consents.services import ALONE, answers_alone
from pupils.wording import day_text
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON

ENDED = "This agreement does not hold any more. Ask again, or choose another."
NONE = "Nobody has agreed to this yet. Ask first; nothing goes to the agency before."
OTHER = "This agreement was given for {agency}. Ask once more, for this agency."
LABEL = AgencyRequest._meta.label_lower


def agreements(pupil):
    """Those about an agency that hold today, the newest first."""
    rows = Consent.objects.filter(pupil=pupil, kind=Consent.Kind.AGENCY).holding()
    return rows.select_related("contact")


def choices(row) -> list[Consent]:
    """The agreements this request can rest on."""
    return [each for each in agreements(row.pupil) if not against(row, each)]


def refusals(row) -> list[Consent]:
    """Answers “did not agree” about an agency, of the day this began or after it: none that was
    said to another agency’s letter, or ended another agency’s request.
    """
    said = Consent.objects.said().filter(pupil=row.pupil, kind=Consent.Kind.AGENCY, answer="no")
    said = said.filter(given_on__gte=row.opened_at.astimezone(LONDON).date())
    return [each for each in said if not _given_for(each, row)]


def against(row, consent) -> str:
    """Why this agreement does not let the agency be asked today; empty where it does."""
    if consent is None:
        return NONE
    holding = agreements(row.pupil).filter(pk=consent.pk).first()
    if holding is None:
        return ENDED
    if not consent.by_young_person and answers_alone(row.pupil, moment.today()):
        return ALONE.format(name=row.pupil.first_name)
    if why := marked.why_not(holding):
        return why
    other = _given_for(consent, row)
    return OTHER.format(agency=other) if other else ""


def refuse(row, consent) -> None:
    if why := against(row, consent):
        raise IllegalMove(why)


def why_not(row) -> str:
    """A sentence where the request may not go on as it stands; a ground of safety needs none."""
    if row.ground or not row.is_open:
        return ""
    return against(row, row.consent)


def request_of(consent) -> int | None:
    """The number of the request whose letter brought this answer."""
    if consent.source_type != SOURCE:
        return None
    found = Letter.objects.filter(pk=consent.source_id, about_type=LABEL)
    return found.values_list("about_id", flat=True).first()


def ends_on(row) -> str:
    """The last day of its agreement, in words, where one was said."""
    return day_text(row.consent.until_on) if row.consent and row.consent.until_on else ""


def _given_for(consent, row) -> str:
    """The name of another agency this very answer was given for."""
    others = AgencyRequest.objects.filter(pupil=row.pupil_id).exclude(agency=row.agency_id)
    used = others.filter(Q(consent=consent) | Q(refusal=consent)).select_related("agency").first()
    if used is None and (number := request_of(consent)):
        used = others.filter(pk=number).select_related("agency").first()
    return used.agency.name if used else ""
