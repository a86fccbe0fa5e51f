"""A form that does not say which state of the record it was opened on overwrites nothing."""

import pytest

from accounts.permissions import Role
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory

pytestmark = pytest.mark.django_db


def test_it_gets_both_texts_and_nothing_is_saved(client):
    contact = ContactFactory(last_name="Newer")
    sign_in(client, member(contact.school, Role.SENCO))
    posted = {"first_name": "Jo", "last_name": "Older", "relationship": "Mother", "priority": "1",
              "household": "1", "language": "en"}  # fmt: skip
    answer = client.post(f"/contacts/{contact.pk}/edit/", posted)
    contact.refresh_from_db()
    assert (answer.status_code, contact.last_name) == (409, "Newer")
    assert b"Newer" in answer.content and b"Older" in answer.content
