"""Yesterday was somebody's last day at Oakfield. Their browser is signed in, the addresses are in
its history, files they asked for lie ready. Elsewhere they work on, so nobody signs them out.
"""

from datetime import timedelta

import pytest

from ehcp.reviews.models import Invitation
from pupils.models import Share
from schools.models import Membership
from sendcase import moment
from tests.access.asking import ask, undone
from tests.access.rows import GET

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
# The key is in the address, not in the person: whoever was sent the mail (tests/ehcp/disclosure).
BY_A_SECRET = {"ehc_advice:link"}
# Their own: what they typed themselves and did not send, their own passkeys.
OWN = {"drafts:typed", "mfa_remove_webauthn", "mfa_edit_webauthn"}


def last_day_was_yesterday(cast, actor, *, also_at_elm=False):
    yesterday, me = moment.today() - timedelta(days=1), cast.people[actor]
    held = Membership.objects.filter(user=me)
    held = held if also_at_elm else held.exclude(school=cast.elm)
    held.update(until_on=yesterday)
    Share.objects.filter(user=me).update(from_on=yesterday, until_on=yesterday)
    Invitation.objects.filter(user=me).update(reads_until=yesterday)


@pytest.mark.parametrize("actor", ["senco", "head", "governor", "trust_lead", "guest"])
def test_nothing_opens_the_day_after_the_last_not_even_a_file_asked_for_before(cast, actor):
    with undone():
        last_day_was_yesterday(cast, actor)
        opened = [
            (row.label, status)
            for row in GET
            if " " in row.label and row.expected[actor] in (200, 302)
            and row.route not in BY_A_SECRET | OWN
            and (status := ask(cast, actor, "get", row.address(cast.a)).status) != 404
        ]  # fmt: skip
    assert opened == []


def test_what_was_typed_is_shown_to_nobody_who_works_nowhere_any_more(cast):
    """A form holds more than one's own words: what stood in it already, of a child."""
    [row] = [each for each in GET if each.route == "drafts:typed"]
    with undone():
        assert ask(cast, "own_teacher", "get", row.address(cast.a)).status == 200
        last_day_was_yesterday(cast, "own_teacher", also_at_elm=True)
        assert ask(cast, "own_teacher", "get", row.address(cast.a)).status == 404
