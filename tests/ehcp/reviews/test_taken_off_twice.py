"""“Take off” pressed twice: the second press lands on the page with a word, and nothing is lost."""

import pytest
from django.contrib.messages import get_messages

from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.models import Invitation, SectionChange
from ehcp.reviews.planning import services as planning
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db


def case(state):
    row = review_in(state, meeting_on=moment.today(), plan=written_plan())
    return row, member(row.school, "senco")


def press(client, address):
    answer = client.post(address)
    assert answer.status_code == 302, address
    return answer.url, [str(said) for said in get_messages(answer.wsgi_request)][-1]


def twice(client, by, address):
    sign_in(client, by)
    return press(client, address), press(client, address)


def test_somebody_on_the_list(client):
    row, senco = case("planned")
    person = planning.save_person(row=row, by=senco, role="other", name="Ms K. Otter")
    at = row.get_absolute_url()
    first, second = twice(client, senco, f"{at}people/{person.pk}/off/")
    assert first == (f"{at}#people", "Taken off.")
    assert second == (f"{at}#people", "They are not on the list any more.")
    assert not Invitation.objects.filter(pk=person.pk).exists()
    with pytest.raises(IllegalMove, match="not on the list any more"):
        planning.take_off(row=row, by=senco, person=person)


def test_somebody_who_was_added_in_the_meeting(client):
    row, senco = case("circulated")
    person = meeting.add_person(row=row, by=senco, name="Ms K. Otter", role="other", came="yes")
    at = f"{row.get_absolute_url()}meeting/people/"
    first, second = twice(client, senco, f"{at}{person.pk}/off/")
    assert (first[0], first[1]) == (second[0], "Taken off.")
    assert second[1] == "They are not on the list any more."


def test_a_change_that_was_asked_for(client):
    row, senco = case("circulated")
    change = meeting.save_change(row=row, by=senco, letter="B", words="Add dyslexia.")
    at = f"{row.get_absolute_url()}meeting/changes/"
    first, second = twice(client, senco, f"{at}{change.pk}/off/")
    assert (first[0], first[1]) == (second[0], "Taken off.")
    assert second[1] == "This change is not on the list any more."
    assert not SectionChange.objects.exists()


def test_somebody_of_another_review_is_left_alone(client):
    row, senco = case("planned")
    other = review_in("planned", meeting_on=moment.today(), plan=written_plan()).invitations.first()
    sign_in(client, senco)
    press(client, f"{row.get_absolute_url()}people/{other.pk}/off/")
    assert Invitation.objects.filter(pk=other.pk).exists()
