"""The school that nobody is at yet, and the links of its first two people."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import invitations
from accounts.models import Invitation
from accounts.permissions import Role
from accounts.services import find_account, make_account
from audit import log
from schools.models import School
from schools.services.school import create_school
from sendcase import edits


@transaction.atomic
def first_school(*, facts: dict, head: dict, office: dict) -> dict[str, str]:
    """Make it. Returns {name: link}; the links are stored nowhere else.

    facts: name, urn, laestab, preset; head, office: name and email. No page can do this: nobody
    may make themselves the head. Raises IllegalMove for a URN that is here, or one address twice.
    """
    if head["email"].lower() == office["email"].lower():
        raise edits.IllegalMove("Head and office need two people with an e-mail address each.")
    if School.objects.filter(urn=facts["urn"]).exists():
        raise edits.IllegalMove(f"There is a school with the URN {facts['urn']} already.")
    school = create_school(**facts, head_name=head["name"])
    return {
        person["name"]: link(school, role, **person)
        for role, person in ((Role.HEAD, head), (Role.OFFICE, office))
    }


def link(school: School, role: str, *, name: str, email: str) -> str:
    """An address that works once, for seven days, and gives this role."""
    account = find_account(email) or make_account(name=name, email=email)
    made = Invitation.objects.create(
        school_id=school.pk, role=role, name=name, email=account.email, invited_by=account
    )
    token = invitations.new_token(edits.locked(Invitation, made.pk))
    log.record(
        "invitation.made", target=made, by=None, school_id=school.pk,
        detail={"email": [None, account.email], "role": [None, str(role)]},
    )  # fmt: skip
    return settings.SITE_URL + reverse("people:accept", args=[token])
