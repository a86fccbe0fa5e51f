"""Who holds which role at a school, and which roles need a second person."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Invitation
from accounts.permissions import Role
from schools.models import ClassStaff, Membership, School
from sendcase import moment

# The head (security §2: "approves SENCo, head, office") has to agree to these. A trust lead
# reaches every school of the trust, so to that one as well.
APPROVED_ROLES = {Role.SENCO, Role.HEAD, Role.OFFICE, Role.TRUST_LEAD}
DEPUTISED_ROLES = (Role.SENCO, Role.HEAD, Role.OFFICE, Role.TEACHER, Role.SUPPORT)
CLASS_ROLES = (Role.TEACHER, Role.SUPPORT)


def invitable(school: School) -> list[tuple[str, str]]:
    """Roles one can be invited to. Guests come by sharing a pupil; trust leads need a trust."""
    left_out = {Role.GUEST} if school.trust_id else {Role.GUEST, Role.TRUST_LEAD}
    return [(role.value, role.label) for role in Role if role not in left_out]


def memberships_of(school: School) -> QuerySet[Membership]:
    """All of the school, the trust's leads among them."""
    here = Q(school=school)
    if school.trust_id:
        here |= Q(trust=school.trust_id)
    return Membership.objects.filter(here).select_related("user", "deputy_for")


def holds(user, school: School, role: str) -> bool:
    """Whether the person holds the role with no end in sight."""
    return memberships_of(school).filter(user=user, role=role, until_on=None).exists()


def mailbox(email: str) -> tuple[str, str]:
    """Where a mail lands: office+teacher@oakfield.example is office@oakfield.example."""
    name, _, host = email.strip().lower().rpartition("@")
    return name.partition("+")[0], host


def known_to_one_only(user, school_id: int, by) -> bool:
    """Whether `by` alone let this account in: invited it, and nobody else has trusted it since.

    A second address of one's own looks like any other person. Somebody else has trusted it who
    agreed to the role (the head) or gave it a class.
    """
    return user.pk in known_only_to(by, school_id)


def known_only_to(by, school_id: int) -> set[int]:
    """Numbers of all accounts that are known to `by` alone. Two queries."""
    mine = Invitation.objects.filter(
        school_id=school_id, accepted_by__isnull=False, invited_by=by, approved_by=None
    )
    last = dict(mine.order_by("accepted_at").values_list("accepted_by", "accepted_at"))
    given = ClassStaff.objects.filter(school=school_id, user__in=last)
    trusted = {user for user, at in given.values_list("user", "created_at") if at >= last[user]}
    return set(last) - trusted


def words(membership: Membership) -> str:
    """ "SENCO, for Mr J. Whitlock"."""
    role = membership.get_role_display()
    return f"{role}, for {membership.deputy_for.name}" if membership.deputy_for_id else role


def day(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b %Y}"


def when(membership: Membership) -> str:
    """ "since Mon 1 Sep 2025, until Fri 24 Jul 2026"."""
    start = "from" if membership.from_on > moment.today() else "since"
    text = f"{start} {day(membership.from_on)}"
    return f"{text}, until {day(membership.until_on)}" if membership.until_on else text


def role_lines(user):
    """For "Your account" (accounts.facts_about)."""
    rows = Membership.objects.held_today(user).select_related("school", "trust", "deputy_for")
    for row in rows:
        yield words(row), f"{(row.school or row.trust).name}, {when(row)}"
