"""What a trail holds, in order, and what no trail may say."""

from datetime import timedelta

import pytest

from agencies.services import asking
from iep import services as plans
from provision.family_meetings.models import ParentMeeting
from pupils.chronology import note
from pupils.complaints import services as complaints
from pupils.models import Contact
from referrals.models import Referral
from reports.trail import story
from reports.trail.blacking import blacking_of
from reports.trail.case import TrailCase
from sendcase import moment
from tests.factories import agencies, provision
from tests.factories.ehcp import written_plan
from tests.factories.pupils import PupilFactory
from tests.factories.referrals import sent

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def blocks(case):
    return story.blocks(TrailCase(by=case.senco, whose=case.pupil))


def text(case) -> str:
    found = []
    for each in blocks(case):
        found += [each.heading, *(f"{label}: {words}" for label, words in each.facts)]
        found += [cell for row in each.rows for cell in row]
    return "\n".join(found)


def headings(case) -> list[str]:
    return [each.heading for each in blocks(case)]


def test_every_subject_is_there_in_its_order(case):
    agencies.advised(case.pupil, case.senco)
    written_plan(pupil=case.pupil)
    provision.in_it(provision.running(case.school), case.pupil)
    ParentMeeting.objects.create(
        school=case.school, pupil=case.pupil, state="held", planned_on=TODAY, held_on=TODAY,
        led_by=case.teacher, planned_by=case.senco, recorded_by=case.teacher,
        recorded_at=moment.now(), parents_words="She likes the games.",
    )  # fmt: skip
    wanted = [
        "What happened when", "Concern of", "Stages and the register", "Its targets", "Review of",
        "What was promised and given", "Meeting of", "Letters to the family", "What Speech",
        "EHC needs assessment", "EHC plan", "One-page profile", "What the child said on",
        "What the family said",
    ]  # fmt: skip
    found = headings(case)
    places = [next(n for n, words in enumerate(found) if words.startswith(each))
              for each in wanted]  # fmt: skip
    assert places == sorted(places)
    whole = text(case)
    assert "She likes the games." in whole and "Short steps with pictures" in whole


def test_what_happened_stands_by_its_days(case):
    [line] = [each for each in blocks(case) if each.heading == "What happened when"]
    assert len(line.rows) > 5
    kinds = {row[1] for row in line.rows}
    assert {"Referrals", "Plans", "The register", "Letters and the family"} <= kinds


def test_nothing_of_how_to_reach_the_family_and_whom_not_to(case):
    contact = Contact.objects.filter(pupil=case.pupil).first()
    Contact.objects.filter(pk=contact.pk).update(
        address="12 Mill Lane\nWestbridge", postcode="WB1 2AB", phone="01632 960001",
        email="leila@example.org", do_not_contact=True, do_not_contact_reason="Court order 7",
    )  # fmt: skip
    Referral.objects.filter(pupil=case.pupil).update(
        reasons="Lives at 12 Mill  Lane, WB1 2AB; ring 01632 960001 or leila@example.org."
    )
    whole = text(case)
    for secret in ("Mill", "WB1", "960001", "leila@", "Court order"):
        assert secret not in whole
    assert "[left out]" in whole


def test_the_whole_name_of_another_child_is_replaced_and_the_childs_own_stays(case):
    PupilFactory(school=case.school, legal_first_name="Zachary", legal_last_name="Thornberry")
    own = case.pupil.name
    Referral.objects.filter(pupil=case.pupil).update(
        reasons=f"{own} was hit by ZACHARY\nThornberry; Zachary Thornberrys is nobody."
    )
    whole = text(case)
    assert "Zachary Thornberry;" not in whole and "ZACHARY" not in whole
    assert f"{own} was hit by [another child]; Zachary Thornberrys is nobody." in whole


def test_another_child_of_the_same_name_does_not_black_out_this_one(case):
    PupilFactory(school=case.school, legal_first_name=case.pupil.legal_first_name,
                 legal_last_name=case.pupil.legal_last_name)  # fmt: skip
    assert blacking_of(case.pupil).text(case.pupil.name) == case.pupil.name


def test_nothing_of_a_complaint(case):
    complaints.record(pupil=case.pupil, by=case.senco, way="informal", about="Nobody rang back.",
                      made_on=TODAY, made_by="Ms Brightwater")  # fmt: skip
    assert "omplain" not in text(case) and "rang back" not in text(case)


def test_nothing_of_a_pastoral_concern(case):
    before = text(case).count("SEN referral form sent")
    sent(case.pupil, case.teacher, concern="pastoral", reasons="Something at home.")
    whole = text(case)
    assert "Something at home." not in whole
    assert whole.count("SEN referral form sent") == before == 1


def test_what_may_be_behind_a_concern_is_left_out(case):
    Referral.objects.filter(pupil=case.pupil).update(underneath="A worry about home.")
    assert "A worry about home." not in text(case)


def test_nothing_that_was_asked_on_a_ground_of_safety(case):
    agreed = agencies.advised(case.pupil, case.senco)
    row = agencies.begun(case.pupil, case.senco)
    row = asking.override(row=row, ground="A worry for her safety.", by=case.senco)
    hushed = agencies.advised(case.pupil, case.senco, row=asking.ask(
        row=row, asked_on=TODAY, asked_how="By phone", expected_by=TODAY, by=case.senco
    ))  # fmt: skip
    type(hushed).objects.filter(pk=hushed.pk).update(
        told="told", told_on=TODAY, told_how="By phone", told_by=case.senco
    )  # fmt: skip
    note(case.pupil, f"The family was told: {hushed.agency.name}", needs="agency_view",
         url=hushed.get_absolute_url())  # fmt: skip
    whole = text(case)
    assert agreed.agency.name in whole
    assert hushed.agency.name not in whole and "worry for her" not in whole


def test_a_plan_that_was_never_shared_shows_no_word(case):
    plan = case.pupil.plans.order_by("pk").last()
    draft = plans.start_plan(pupil=case.pupil, by=case.senco, kind=[
        kind for kind in plans.kinds_for(case.pupil) if kind.pk != plan.kind_id][0])  # fmt: skip
    type(draft).objects.filter(pk=draft.pk).update(concerns="Still being written")
    whole = text(case)
    assert "Not yet: nothing of it is printed here" in whole
    assert "Still being written" not in whole


def test_nothing_of_another_child(case):
    other = PupilFactory(school=case.school, legal_first_name="Plantedchild")
    sent(other, case.teacher, reasons="zebra words")
    assert "zebra words" not in text(case) and "Plantedchild" not in text(case)


def test_only_what_every_reader_may_read_by_themselves():
    assert "complaint_view" not in story.READ_BY_ALL
    assert "contact_view" not in story.READ_BY_ALL
    assert story.P.EHC_VIEW in story.READ_BY_ALL


def test_a_line_of_the_story_whose_kind_is_not_in_the_list_is_left_out(case):
    note(case.pupil, "New address noted", needs="contact_view", on=TODAY - timedelta(days=1))
    note(case.pupil, "Reading age measured", needs="plan_view", on=TODAY - timedelta(days=1))
    whole = text(case)
    assert "New address noted" not in whole and "Reading age measured" in whole
