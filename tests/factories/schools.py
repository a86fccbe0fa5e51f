"""Schools with a policy, and their classes."""

import factory
from factory.django import DjangoModelFactory

from schools import presets
from schools.models import ClassGroup, ClassStaff, School
from sendcase import moment
from tests.factories.days import FIRST_DUTIES


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Oakfield {n} Primary School")
    slug = factory.Sequence(lambda n: f"oakfield-{n}")
    urn = factory.Sequence(lambda n: f"{100000 + n}")
    laestab = factory.Sequence(lambda n: f"{8550000 + n}")
    head_name = "Mrs P. Adeyemi"
    senco_name = "Mr J. Whitlock"
    safeguarding_lead = "Ms R. Okafor, room 4, extension 12"

    @factory.post_generation
    def preset(self, create, extracted, **kwargs):
        presets.apply(self, extracted or "staged_response")


class ClassGroupFactory(DjangoModelFactory):
    class Meta:
        model = ClassGroup

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Willow {n}")
    year = "3"


def hold_class(user, class_group, **fields):
    """The person holds the class from the first of January on."""
    start = min(moment.today().replace(month=1, day=1), FIRST_DUTIES)
    return ClassStaff.objects.create(
        **{"school": class_group.school, "class_group": class_group, "user": user,
           "from_on": start, **fields}
    )  # fmt: skip
