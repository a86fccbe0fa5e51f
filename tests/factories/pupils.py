"""Pupils and the people around them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from pupils.models import Contact, Pupil
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
