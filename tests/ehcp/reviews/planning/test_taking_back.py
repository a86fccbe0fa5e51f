"""The day moves, the review is called off, the plan ends, an address was wrong: what waits is taken
back, whoever may have heard is named, and nobody hears who must not.
"""

from datetime import time, timedelta

import pytest

from ehcp.plans import services as plans
from ehcp.reviews.models import AdviceLink
from ehcp.reviews.planning import inviting, services, taking_back
from letters import services as letters
from letters.models import Letter
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox.models import Message
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory

TODAY = moment.today()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7")


def moved(case, row, by_days=31):
    return services.set_day(row=row, by=case.senco, meeting_on=TODAY + by_days * DAY,
                            meeting_at=time(14, 30), place="The library")  # fmt: skip


def sent(person) -> None:
    """The mail server took it."""
    rows = Message.objects.filter(to=person.email)
    assert rows.update(state="sent", sent_at=moment.now())


def heard(row) -> set[str]:
    return {each.role for each in taking_back.to_tell(row)}


def test_what_waits_for_the_old_day_goes_to_nobody(case, invited):
    row = moved(case, invited)

    assert set(Message.objects.values_list("state", "text")) == {("dropped", "")}
    assert Letter.objects.get().state == "withdrawn"
    assert heard(row) == set()


def test_who_heard_is_named_until_they_are_invited_anew(case, invited):
    old = invited.meeting_on
    health = invited.invitations.get(role="health")
    sent(health)
    letter = letters.approve(letter=Letter.objects.get(), by=case.senco)
    letters.issue(letter=letter, by=case.senco)

    row = moved(case, invited)

    assert heard(row) == {"health", "parent"}
    assert {each.told_of for each in taking_back.to_tell(row)} == {old}
    row = moved(case, row, by_days=32)
    assert {each.told_of for each in taking_back.to_tell(row)} == {old}
    services.invite(row=row, by=case.senco, on=TODAY)
    assert heard(row) == set()
    assert Letter.objects.filter(state="prepared").count() == 1


def test_the_senco_reads_whom_to_tell(client, case, invited):
    sent(invited.invitations.get(role="health"))
    sign_in(client, case.senco)

    page = client.post(
        f"/ehc-reviews/{invited.pk}/call-off/", follow=True,
        data={"reason": "Moved away.", "version": invited.version},
    ).content.decode()  # fmt: skip

    assert "Tell them: Dr P. Okonjo" in page and ": tell them" in page


def test_the_plan_ends_and_its_review_with_it(case, invited):
    plans.cease(plan=case.plan, last_day=TODAY, reason="Outcomes met.", by=case.senco)

    invited.refresh_from_db()
    assert (invited.state, invited.called_off_reason) == ("called_off", "The plan ended.")
    assert not AdviceLink.objects.filter(ended_at=None).exists()


def test_a_wrong_address_reads_no_link_and_they_are_invited_anew(case, invited):
    health = invited.invitations.get(role="health")

    services.save_person(row=invited, by=case.senco, person=health, name=health.name,
                         email="right@westshire.example")  # fmt: skip

    health.refresh_from_db()
    assert health.invited_on is None and not health.links.filter(ended_at=None).exists()
    assert Message.objects.get(to="therapy@westshire.example").state == "dropped"
    services.invite(row=invited, by=case.senco, on=TODAY, asked=[health.pk])
    assert Message.objects.get(to="right@westshire.example").state == "waiting"


@pytest.mark.parametrize(
    "typed", [{"name": "mr d. brightwater"}, {"name": "A friend", "email": "D@home.example"}]
)
def test_who_must_not_be_contacted_is_not_invited_under_another_entry(case, row, typed):
    ContactFactory(
        pupil=case.pupil, title="Mr", first_name="D.", last_name="Brightwater",
        email="d@home.example", do_not_contact=True, do_not_contact_reason="Order",
    )  # fmt: skip
    with pytest.raises(IllegalMove, match="do not contact"):
        services.save_person(row=row, by=case.senco, role="other", **typed)


def test_nor_if_the_flag_came_after_the_name(case, dated):
    case.contact.do_not_contact = True
    case.contact.save()
    with pytest.raises(IllegalMove, match="do not contact"):
        services.invite(row=dated, by=case.senco, on=TODAY)


def test_each_parent_has_the_letter_of_their_own_home(case, dated):
    father = ContactFactory(pupil=case.pupil, address="9 Far Lane\nWestbridge", postcode="WB9 9ZZ",
                            first_name="Omar", last_name="Brightwater")  # fmt: skip
    services.save_person(row=dated, by=case.senco, role="parent", name=father.name)
    dated.invitations.filter(name=father.name).update(contact=father)

    row = services.invite(row=dated, by=case.senco, on=TODAY)

    own = {each.contact_id: each.letter.contact_id for each in row.invitations.all()
           if each.contact_id}  # fmt: skip
    assert own == {case.contact.pk: case.contact.pk, father.pk: father.pk}


def test_a_parent_typed_by_hand_gets_nobodys_letter(case, dated):
    services.save_person(row=dated, by=case.senco, role="parent", name="Aunt Rose")

    row = services.invite(row=dated, by=case.senco, on=TODAY)

    aunt = row.invitations.get(name="Aunt Rose")
    assert (inviting.way_of(aunt), aunt.letter, aunt.invited_on) == ("hand", None, TODAY)
