"""What the census asks of the school and of a child stands on their forms, where it is asked."""

import pytest
from django.test import Client

from pupils.models import Pupil
from schools.models import School
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db


def form_of(person, address):
    return sign_in(Client(), person).get(address).context["form"]


def save(person, address, **changed):
    """The form as it stands, with some answers changed."""
    client = sign_in(Client(), person)
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in given.items() if value is not None} | changed
    return client.post(address, data)


def test_a_school_without_a_base_asks_nothing_of_a_child(school, child, office):
    fields = form_of(office, f"/pupils/{child().pk}/edit/").fields
    assert not {"in_sen_unit", "in_resourced_provision"} & set(fields)


def test_a_school_with_one_asks_for_that_one(school, child, office):
    School.objects.update(has_sen_unit=True)
    address = f"/pupils/{child().pk}/edit/"
    fields = form_of(office, address).fields
    assert "in_sen_unit" in fields and "in_resourced_provision" not in fields
    for said, kept in (("True", True), ("False", False), ("", None)):
        assert save(office, address, in_sen_unit=said).status_code == 302
        assert Pupil.objects.get().in_sen_unit is kept


def test_the_school_says_what_it_is_and_has(school, office):
    School.objects.update(has_sen_unit=None)
    address = f"/{school.slug}/school/edit/"
    answer = save(office, address, kind="special", has_sen_unit="True",
                  has_resourced_provision="False")  # fmt: skip
    assert answer.status_code == 302
    school.refresh_from_db()
    assert (school.kind, school.has_sen_unit, school.has_resourced_provision) == (
        "special", True, False,
    )  # fmt: skip
    text = sign_in(Client(), office).get(f"/{school.slug}/school/").content.decode()
    assert "Special school" in text and "For the school census" in text


def test_a_form_that_does_not_say_the_kind_leaves_it(school, office):
    School.objects.update(kind="pru")
    assert save(office, f"/{school.slug}/school/edit/", kind="").status_code == 302
    assert School.objects.get().kind == "pru"
