"""A kept draft comes back with a way to throw it away."""

import re

import pytest

from sendcase.drafts.models import Draft
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def test_a_restored_form_can_be_started_afresh(client):
    school = SchoolFactory(phone="01632 960 001")
    address = f"/{school.slug}/school/edit/"
    sign_in(client, member(school, "office"))
    client.post(address, {"phone": "01632 960 777", "save_draft": "1"}, follow=True)
    page = client.get(address).content.decode()
    assert "01632 960 777" in page

    button = re.search(r'<button[^>]*formaction="([^"]+)"', page)
    answer = client.post(button[1], {"next": address}, follow=True)

    assert not Draft.objects.exists()
    assert "01632 960 001" in answer.content.decode()
