"""What the page proposes: which kind of review this is, and who must be invited.

SEND Regulations 2014, reg. 18 (change of school), 20(2) (whom to invite); Code 9.176, 9.178.
"""

from datetime import date

from ehcp.plans.dates import is_under_five
from ehcp.reviews.models import AnnualReview, Invitation
from iep.readers.duty import people_with_duty
from pupils.consents.services import answers_alone
from schools.models import ClassStaff

Kind, Role = AnnualReview.Kind, Invitation.Role
LEAVES_SECONDARY, LEAVES_PRIMARY, SEPTEMBER = "11", "6", 9
MUST = (Role.PARENT, Role.SCHOOL, Role.AUTHORITY, Role.HEALTH, Role.SOCIAL_CARE)


def kind_of(pupil, today: date) -> dict:
    """kind, transfer_year, is_to_post_16 as the child's year and age suggest."""
    moves_on = pupil.year in (LEAVES_PRIMARY, LEAVES_SECONDARY)
    if moves_on:
        year = today.year + (today.month >= SEPTEMBER)
        return {"kind": Kind.TRANSFER, "transfer_year": year,
                "is_to_post_16": pupil.year == LEAVES_SECONDARY}  # fmt: skip
    kind = Kind.UNDER_5 if is_under_five(pupil, today) else Kind.ANNUAL
    return {"kind": kind, "transfer_year": None, "is_to_post_16": False}


def people(plan, today: date) -> list[dict]:
    """Fields of an Invitation for each. Where nobody is known the role stands there unnamed."""
    pupil = plan.pupil
    return [*family(pupil, today), school(pupil), *others(plan)]


def family(pupil, today: date) -> list[dict]:
    found = [
        {"role": Role.PARENT, "name": contact.name, "email": contact.email, "contact": contact,
         "address": contact.address}
        for contact in pupil.contacts.filter(ended_on=None, do_not_contact=False)
        if contact.parental_responsibility
    ]  # fmt: skip
    if answers_alone(pupil, today):
        young = {"role": Role.YOUNG_PERSON, "name": pupil.name}
        return [young, *found] if pupil.parents_may_be_told else [young]
    return found or [{"role": Role.PARENT}]


def school(pupil) -> dict:
    """The class teacher; any who teaches the child where there is none."""
    known = [person for person, _ in people_with_duty(pupil)]
    holders = [held.user for held in class_teachers(pupil)]
    person = next(iter([*holders, *known]), None)
    if person is None:
        return {"role": Role.SCHOOL}
    return {"role": Role.SCHOOL, "name": person.name, "user": person, "email": person.email}


def class_teachers(pupil):
    if pupil.class_group_id is None:
        return ClassStaff.objects.none()
    held = ClassStaff.objects.held_today().filter(class_group=pupil.class_group_id)
    return held.filter(is_lead=True).select_related("user").order_by("pk")


def others(plan) -> list[dict]:
    officer = {"role": Role.AUTHORITY, "name": plan.officer_name, "email": plan.officer_email,
               "organisation": plan.local_authority}  # fmt: skip
    return [officer, {"role": Role.HEALTH}, {"role": Role.SOCIAL_CARE}]


def lacking(invitations) -> list[str]:
    """Roles the Regulations name for which nobody is named."""
    named = {each.role for each in invitations if each.name or each.organisation}
    if Role.YOUNG_PERSON in named:
        named.add(Role.PARENT)
    return [str(Role(role).label) for role in MUST if role not in named]
