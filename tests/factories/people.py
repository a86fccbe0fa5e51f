"""People with accounts, their roles, and signing them in with the second factor given."""

import time

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from schools.models import Membership
from sendcase import moment
from tests.factories.days import FIRST_DUTIES

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Mx Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = "!"


def member(school, role, **fields):
    """A person who holds the role at the school from today."""
    user = UserFactory(**fields)
    Membership.objects.create(
        user=user,
        school=school,
        role=role,
        from_on=min(moment.today().replace(month=1, day=1), FIRST_DUTIES),
    )
    return user


def sign_in(client, user):
    """Sign in as allauth would after password and code: both steps stand in the session.

    The code counts as given just now, also for what asks for it again (accounts.reauth).
    """
    from allauth.account.internal.flows import login as flow

    client.force_login(user)
    session = client.session
    session[flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session[flow.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True},
    ]
    session.save()
    return client
