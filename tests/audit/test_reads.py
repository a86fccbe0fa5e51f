"""A page that shows a record leaves a row, however it came to be shown."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory

pytestmark = pytest.mark.django_db
POSTED = {"first_name": "Jo", "last_name": "Ray", "relationship": "Mother", "priority": "1",
          "household": "1", "language": "en", "version": "99"}  # fmt: skip


@pytest.mark.parametrize(("posted", "status"), [({}, 200), (POSTED, 409)])
def test_a_form_that_comes_back_counts_as_read(client, posted, status):
    """An empty or an old form would else show the contact and leave no trace."""
    contact = ContactFactory()
    sign_in(client, member(contact.school, Role.SENCO))
    answer = client.post(f"/contacts/{contact.pk}/edit/", {"first_name": "", **posted})
    assert answer.status_code == status
    assert Event.objects.filter(verb="contact.read", object_id=contact.pk).count() == 1
