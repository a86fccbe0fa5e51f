"""A kept draft comes back into the page of its form; Enter sends the form, not the words away."""

import re
import uuid

import pytest

from accounts.permissions import Role
from sendcase.drafts.models import Draft
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def restored(client):
    pupil = PupilFactory()
    senco = member(pupil.school, Role.SENCO)
    path = f"/{pupil.school.slug}/referrals/new/?pupil={pupil.pk}"
    sign_in(client, senco)
    blank = client.get(path)
    form = blank.context["form"]
    Draft.objects.create(
        form_id=uuid.uuid4(), author=senco, kind=form.kept_as, key=form.kept_key,
        data={"reasons": ["Half a sentence"]},
    )  # fmt: skip
    return client.get(path)


def test_what_was_typed_is_back(restored):
    assert restored.status_code == 200
    assert "Half a sentence" in restored.content.decode()
    assert "Start afresh" in restored.content.decode()


def test_the_first_button_of_the_form_does_not_discard(restored):
    form = re.search(r'<form class="page-form".*?</form>', restored.content.decode(), re.S)[0]
    first = re.search(r"<button[^>]*>", form)[0]
    assert "formaction" not in first
    assert 'formaction="/drafts/' in form
