"""Professionals without an e-mail address: a letter by post, under the rules of letters outside."""

from datetime import time, timedelta

import pytest

from ehcp.reviews.planning import inviting, moving, services
from letters import outside, paper
from letters import services as letters
from letters.models import Letter
from letters.outside import Other
from letters.services import CannotPrepare
from pupils.consents.models import Consent
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory

TODAY = moment.today()
ASK = {"what_asked": "What helps her to talk?"}
WHO = Other("Ms K. Lowe", "Speech therapist\n1 Wharf Road\nWestbridge\nWB1 3AB")


@pytest.fixture
def lowe(case, dated):
    return services.save_person(row=dated, by=case.senco, role="other", name="Ms K. Lowe",
                                organisation="Westbridge Clinic")  # fmt: skip


def write(case, row, person, other=WHO, **more):
    facts = ASK | more
    return services.write_letter(row=row, by=case.senco, person=person, other=other, facts=facts,
                                 address="1 Wharf Road")  # fmt: skip


def test_it_rests_on_an_agreement_or_on_a_ground_with_a_second_person(case, dated, lowe):
    with pytest.raises(CannotPrepare, match="Nobody has agreed"):
        write(case, dated, lowe)
    letter = write(case, dated, lowe, **{outside.GROUND: "The law asks us to invite them."})
    assert (letter.signed_by, letter.other_name) == ("head", "Ms K. Lowe")
    Consent.objects.create(
        school=case.school, pupil=case.pupil, kind="agency", scope="The clinic may help",
        answer="yes", given_by="Leila", given_on=TODAY, evidence="Slip",
    )  # fmt: skip
    assert write(case, dated, lowe).pk == letter.pk  # still to be checked: put right, not doubled


def test_it_says_when_and_where_and_what_is_asked_and_is_how_they_are_invited(case, dated, lowe):
    assert inviting.way_of(lowe) == "hand"
    letter = write(case, dated, lowe, **{outside.GROUND: "The law asks us to."})
    content = str(paper.content_of(Letter.objects.get(pk=letter.pk)))
    for words in ("The library", "14:30", ASK["what_asked"], "1 Wharf Road", "Ms K. Lowe"):
        assert words in content
    assert "Mill Lane" not in content
    lowe.refresh_from_db()
    assert (lowe.letter, lowe.address, inviting.way_of(lowe)) == (letter, "1 Wharf Road", "post")
    row = services.invite(row=dated, by=case.senco, on=TODAY, asked=[lowe.pk])
    lowe.refresh_from_db()
    assert (lowe.letter, lowe.invited_on, lowe.advice_asked_on) == (letter, TODAY, TODAY)
    assert row.state == "invited"


def test_it_is_taken_back_when_the_day_moves(case, dated, lowe):
    letter = write(case, dated, lowe, **{outside.GROUND: "The law asks us to."})
    row = services.set_day(row=dated, by=case.senco, meeting_on=TODAY + timedelta(days=40),
                           meeting_at=time(9), place="The hall")  # fmt: skip
    letter.refresh_from_db()
    assert letter.state == "withdrawn" and moving.to_tell(row) == []
    new = write(case, row, lowe, **{outside.GROUND: "The law asks us to."})
    Letter.objects.filter(pk=new.pk).update(
        state="issued", issued_on=TODAY, answer_days=10, approved_by=case.head
    )
    row = services.set_day(row=row, by=case.senco, meeting_on=TODAY + timedelta(days=41),
                           meeting_at=time(9), place="The hall")  # fmt: skip
    assert [each.name for each in moving.to_tell(row)] == ["Ms K. Lowe"]
    lowe.refresh_from_db()
    assert inviting.way_of(lowe) == "hand"


def test_not_to_the_family_not_without_a_day_not_to_who_is_marked(case, row, dated, lowe):
    with pytest.raises(IllegalMove, match="letter home"):
        write(case, dated, dated.invitations.get(role="parent"))
    ContactFactory(pupil=case.pupil, title="Ms", first_name="K.", last_name="Lowe",
                   do_not_contact=True)  # fmt: skip
    with pytest.raises(IllegalMove, match="do not contact"):
        write(case, dated, lowe, **{outside.GROUND: "The law asks us to."})
    assert not Letter.objects.exists()


def test_the_page_is_filled_in_and_leads_to_the_letter(client, case, dated, lowe):
    sign_in(client, case.senco)
    at = f"{dated.get_absolute_url()}people/{lowe.pk}/letter/"
    assert at in client.get(dated.get_absolute_url()).content.decode()
    assert at in client.get(f"{dated.get_absolute_url()}invite/").content.decode()
    page = client.get(at).content.decode()
    assert "Westbridge Clinic" in page and "Nobody has agreed yet" in page
    typed = {"name": "Somebody Else", "role": "Clinic", "address": "1 Wharf Road\nWB1 3AB",
             "fact_what_asked": "What helps?"}  # fmt: skip
    assert "Write down the ground" in client.post(at, typed).content.decode()
    answer = client.post(at, typed | {"ground": "The law asks us to invite them."})
    letter = Letter.objects.get()
    assert answer.headers["Location"] == letter.get_absolute_url()
    assert letter.other_name == "Ms K. Lowe"  # the one on the list, whatever is sent
    with pytest.raises(IllegalMove, match="head"):
        letters.approve(letter=letter, by=case.senco)
