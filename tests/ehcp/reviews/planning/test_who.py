"""Two homes that may not know each other's address; people who must not be written to."""

import pytest

from audit.models import Event
from ehcp.reviews import circulation
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring, circulating, inviting, services
from letters import paper, recipient
from letters.models import Letter
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox.models import Message
from tests.factories.pupils import ContactFactory

TODAY = moment.today()
FLAG = {"do_not_contact": True, "do_not_contact_kind": "court"}


@pytest.fixture
def father(case):
    """In a home of his own; on file before the review begins."""
    return ContactFactory(
        pupil=case.pupil, title="Mr", first_name="Tomas", last_name="Varga", relationship="Father",
        address="9 Harbour Road\nSeaby", postcode="SB4 9ZZ", household=2, priority=2,
    )  # fmt: skip


def test_each_home_gets_its_own_letter_and_neither_sees_the_other(case, father, dated):
    row = services.invite(row=dated, by=case.senco, on=TODAY)
    mine = {each.contact_id: each.letter for each in row.invitations.filter(role="parent")}
    assert set(mine) == {case.contact.pk, father.pk}
    for contact, own, other in ((case.contact, "Mill Lane", "Harbour"),
                                (father, "Harbour", "Mill Lane")):  # fmt: skip
        letter = mine[contact.pk]
        assert {each.pk for each in recipient.of(letter).people} == {contact.pk}
        said = str(paper.content_of(letter)) + str(letter.facts)
        assert own in said and other not in said
        assert str(contact.postcode) in said
    for mail in Message.objects.all():
        assert "Harbour" not in mail.text and "Mill Lane" not in mail.text


def test_two_of_one_home_share_its_letter(case, father, row):
    ContactFactory(pupil=case.pupil, first_name="Noor", household=1)
    services.call_off(row=row, by=case.senco, reason="Begun too early.")
    row = services.open_review(plan=case.plan, by=case.senco)
    services.set_day(row=row, by=case.senco, meeting_on=TODAY + 30 * inviting.date.resolution,
                     meeting_at=moment.now().time(), place="Here")  # fmt: skip
    row = services.invite(row=row, by=case.senco, on=TODAY)
    letters = [each.letter_id for each in row.invitations.filter(role="parent").order_by("name")]
    assert len(letters) == 3 and len(set(letters)) == 2 and None not in letters


def test_a_parent_typed_in_gets_nobody_elses_letter(case, dated):
    services.save_person(row=dated, by=case.senco, role="parent", name="Ms K. Otter")
    row = services.invite(row=dated, by=case.senco, on=TODAY)
    assert row.invitations.get(name="Ms K. Otter").letter is None
    assert row.invitations.get(contact=case.contact).letter is not None


def test_a_home_taken_off_the_list_has_no_letter_waiting(case, father, dated):
    services.take_off(row=dated, by=case.senco, person=dated.invitations.get(contact=father))
    services.invite(row=dated, by=case.senco, on=TODAY)
    assert Letter.objects.get(pupil=case.pupil, contact=father).state == "withdrawn"
    assert Letter.objects.get(pupil=case.pupil, contact=case.contact).state == "prepared"


@pytest.mark.parametrize(
    "typed",
    [{"name": "Mr Tomas Varga"}, {"name": "  tomas  varga "}, {"name": "Mr. Varga"},
     {"name": "Mr T. Varga"}, {"name": "t varga"},
     {"name": "Somebody", "email": "T.Varga@Mail.example"}],
)  # fmt: skip
def test_who_must_not_be_contacted_is_not_typed_onto_the_list(case, father, dated, typed):
    father.email = "t.varga@mail.example"
    father.do_not_contact, father.do_not_contact_kind = True, "court"
    father.save()
    health = dated.invitations.get(role="health")
    for person in (None, health):
        with pytest.raises(IllegalMove, match="“do not contact”"):
            services.save_person(row=dated, by=case.senco, person=person, role="other",
                                 **({"email": ""} | typed))  # fmt: skip
    services.save_person(row=dated, by=case.senco, role="other", name="Mr V. Tomas")


def test_who_was_marked_since_is_left_out_and_the_others_are_invited(case, father, dated):
    services.save_person(row=dated, by=case.senco, role="other", name="Tomas Varga",
                         email="t@mail.example")  # fmt: skip
    father.do_not_contact, father.do_not_contact_kind = True, "court"
    father.save()
    assert len(barring.barred(dated)) == 2
    row = services.invite(row=dated, by=case.senco, on=TODAY)
    out = row.invitations.filter(name__contains="Varga")
    assert [each.invited_on for each in out] == [None, None]
    assert not Message.objects.filter(to="t@mail.example").exists()
    assert not Letter.objects.filter(contact=father).exists()
    with pytest.raises(IllegalMove, match="court order"):
        services.invite(row=row, by=case.senco, on=TODAY)


def test_no_new_link_for_whoever_is_marked_since(case, invited):
    health = invited.invitations.get(role="health")
    ContactFactory(pupil=case.pupil, title="", first_name="Dr", last_name="P. Okonjo", **FLAG)
    with pytest.raises(IllegalMove, match="no invitation can go"):
        services.ask_again(row=invited, by=case.senco, person=health,
                           newest=health.links.get().pk)  # fmt: skip


def test_who_is_marked_after_the_invitation_is_sent_no_paper(case, invited):
    assert case.contact.pk in {each.contact_id for each in circulation.readers(invited)}
    case.contact.do_not_contact = True
    case.contact.save()
    assert case.contact.pk not in {each.contact_id for each in circulation.readers(invited)}


def test_who_was_typed_in_and_is_marked_after_the_invitation_is_sent_no_paper(case, invited):
    health = invited.invitations.get(role="health")
    waits = {each.pk for each in circulating.waiting(invited)}
    assert health.pk in waits
    ContactFactory(pupil=case.pupil, title="Dr", first_name="P.", last_name="Okonjo", **FLAG)
    assert {each.pk for each in circulating.waiting(invited)} == waits - {health.pk}
    row = services.circulate(row=invited, by=case.senco, on=TODAY)
    assert row.state == "circulated", "nobody waits for a paper that may not go"
    assert not health.sent.exists()


@pytest.mark.parametrize("count", [2, 40])
def test_who_must_not_be_written_to_is_asked_once_at_any_number(case, invited, count, at_most):
    ContactFactory(pupil=case.pupil, title="Dr", first_name="P.", last_name="Okonjo", **FLAG)
    Invitation.objects.bulk_create(
        Invitation(review=invited, role="other", name=f"Person {number}", invited_on=TODAY)
        for number in range(count)
    )
    for ask, most in ((circulation.readers, 3), (barring.barred, 3)):
        row = AnnualReview.objects.get(pk=invited.pk)
        with at_most(most):
            assert ask(row)


def test_a_colleague_whose_row_gets_another_name_is_not_taken_for_that_person(case, dated):
    person = dated.invitations.get(user=case.teacher)

    def saved(**facts):
        known = {"role": "school", "name": person.name, "email": person.email} | facts
        services.save_person(row=dated, by=case.senco, person=person, **known)
        person.refresh_from_db()
        return person.user

    assert saved(email="office@school.example") == case.teacher
    assert saved(name="mr t. adeyemi") == case.teacher
    assert saved(name="Mrs A. Holt") is None
    told = Event.objects.filter(verb="ehc_review.person_saved").latest("pk")
    assert told.detail.text["user_id"] == [case.teacher.pk, None]
    Invitation.objects.filter(pk=person.pk).update(user=case.teacher)
    person.refresh_from_db()
    assert saved(role="health") is None, "who is of the school is not a guest of it"
