"""A letter to somebody outside the family and the school: on consent, or on a ground in writing.

Consent: of the kinds that cover it, holding today (pupils.consents). Without one a person writes
down the ground, such as safety: the software never stops what keeps a child safe, it keeps what was
said. Source: SEND Regulations 2014, regulation 17; UK GDPR article 6; Keeping children safe in
education (information sharing).
"""

from dataclasses import dataclass

from pupils.consents.models import Consent

GROUND = "ground"  # the fact under which a letter keeps it
KINDS = (Consent.Kind.AGENCY, Consent.Kind.SHARING)
NEEDS = (
    "Nobody has agreed that we tell somebody outside about {}, or the agreement has ended. Record "
    "the consent, or write down on which other ground this goes out, such as safety."
)


@dataclass(frozen=True)
class Other:
    """A professional; address: lines as on the envelope."""

    name: str
    address: str


def consent_holds(pupil) -> bool:
    return Consent.objects.filter(pupil=pupil, kind__in=KINDS).holding().exists()


def why_not(pupil, facts) -> str:
    """A sentence where nothing lets it go; empty where consent or a written ground does."""
    if facts.get(GROUND, "").strip() or consent_holds(pupil):
        return ""
    return NEEDS.format(pupil.first_name)
