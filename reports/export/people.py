"""Accounts on their way in: no password, no second factor, and nobody signs in before they are
invited. A person who has an account here already keeps it.
"""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.permissions import Role
from schools.models import Membership
from schools.services.first import link


def known(rows: list[dict]) -> dict[str, int]:
    """uid → number of the account that is here: of the same uid, or with the same address."""
    by_uid = dict(User.objects.values_list("uid", "pk"))
    by_email = {email.lower(): pk for email, pk in User.objects.values_list("email", "pk")}
    uids = {str(uid): pk for uid, pk in by_uid.items()}
    found = {}
    for row in rows:
        number = uids.get(row["uid"]) or by_email.get(row["email"].lower())
        if number:
            found[row["uid"]] = number
    return found


def prepare(user: User) -> None:
    """A new one: asleep until its person takes up an invitation."""
    user.password, user.is_active = make_password(None), False


def add_addresses(users: list[User]) -> None:
    """As accounts.services.make_account: only a mail to it brings the link that opens it."""
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=user.pk, email=user.email, verified=True, primary=True)
        for user in users
    )


def links(school) -> dict[str, str]:
    """Name → link for the head and the office: they let everybody else in."""
    held = Membership.objects.held_today().filter(
        school=school, role__in=(Role.HEAD, Role.OFFICE), user__is_active=False
    )
    return {
        f"{row.user.name} ({row.get_role_display()})": link(
            school, row.role, name=row.user.name, email=row.user.email
        )
        for row in held.select_related("user").order_by("role", "pk")
    }


def roles(numbers, school) -> list[str]:
    """Name and the roles held at the school now: "Ms R. Osei (SENCO, Teacher)"."""
    held: dict[int, list[str]] = {}
    for row in Membership.objects.held_today().filter(school=school, user__in=set(numbers)):
        held.setdefault(row.user_id, []).append(row.get_role_display())
    found = User.objects.filter(pk__in=set(numbers)).order_by("name", "pk")
    return [f"{user.name} ({', '.join(sorted(held.get(user.pk, ['no role'])))})" for user in found]
