"""Pupils and the people around them."""

from datetime import date, timedelta

import factory
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from pupils.models import Assignment, Contact, Pupil, Share
from sendcase import moment
from tests.factories.days import FIRST_DUTIES
from tests.factories.schools import SchoolFactory


class PupilFactory(DjangoModelFactory):
    class Meta:
        model = Pupil

    school = factory.SubFactory(SchoolFactory)
    legal_first_name = factory.Sequence(lambda n: f"Amina{n}")
    legal_last_name = "Brightwater"
    born_on = date(2018, 3, 14)
    year = "3"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    title = "Ms"
    first_name = "Leila"
    last_name = "Brightwater"
    relationship = "Mother"
    parental_responsibility = True
    address = "12 Mill Lane\nWestbridge"
    postcode = "WB1 2AB"


def assign(user, pupil, **fields):
    """A member of support staff works with the pupil from the first of January on."""
    start = min(moment.today().replace(month=1, day=1), FIRST_DUTIES)
    return Assignment.objects.create(
        **{"school": pupil.school, "pupil": pupil, "user": user, "from_on": start, **fields}
    )


def share(pupil, user, **fields):
    """A guest is let in on the pupil for 30 days, without plan or referral unless said."""
    permission = Permission.objects.get(
        content_type__app_label="pupils", content_type__model="pupil", codename="view_pupil"
    )
    today = moment.today()
    return Share.objects.create(
        **{"school": pupil.school, "content_object": pupil, "user": user, "from_on": today,
           "until_on": today + timedelta(days=30), "permission": permission, "granted_by": user,
           "reason": "Speech therapy", "consent_note": "Mother, by phone", **fields}
    )  # fmt: skip
