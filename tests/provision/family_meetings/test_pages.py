"""What the pages show and take: coverage, planning for many, the record, the paper."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letters import paper
from letters import services as letters
from provision.family_meetings import listing, printing, services
from provision.models import MeetingNote, ParentMeeting
from register.models import RegisterEntry
from sendcase.pdf import page_count
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.provision.family_meetings.conftest import TODAY, act, day, hold, on

WORDS = "The new cards help, and homework on Mondays is hard after swimming. " * 12


def text(response) -> str:
    return response.content.decode()


def coverage(client, place, **asked):
    return client.get(f"/{place.school.slug}/parent-meetings/", asked)


def states(place, **asked):
    """Name → state of each term, as the page works them out for the SENCO."""
    year = listing.Year.of(place.school)
    filters = listing.Filters(asked, user=place.senco, school=place.school)
    rows = listing.rows_of(place.senco, place.school, filters, year)
    found = listing.cells([pupil.pk for pupil in rows], year)
    return {pupil.first_name: [each["state"] for each in found[pupil.pk]] for pupil in rows}


def child(place, name, begun=date(2026, 9, 14)):
    pupil = PupilFactory(school=place.school, class_group=place.willow, legal_first_name=name)
    placed(pupil, by=place.senco, on=begun)
    return pupil


def test_each_child_and_term_says_how_it_stands(place, planned):
    assert states(place) == {"Amina": ["Planned", "To come", "To come"]}
    hold(planned, place.teacher, next_on=date(2027, 1, 12))
    child(place, "Ben")
    child(place, "Late", begun=date(2026, 11, 23))
    assert states(place) == {
        "Amina": ["Held", "Planned", "To come"],
        "Ben": ["To plan", "To come", "To come"],
        "Late": ["From next term", "To come", "To come"],
    }
    with on(date(2027, 1, 12)):
        assert states(place) == {
            "Amina": ["Held", "Planned", "To come"],
            "Ben": ["Missed", "To plan", "To come"],
            "Late": ["", "To plan", "To come"],
        }
    with on(date(2027, 1, 13)):
        assert states(place)["Amina"][1] == "To be recorded"


def test_the_page_counts_whom_it_met_of_those_asked(place, planned, as_):
    hold(planned, place.teacher, next_on=date(2027, 1, 12))
    child(place, "Ben")
    shown = text(coverage(as_(place.head), place))
    assert "1 of 2 families met" in shown
    assert "Spring:" not in shown  # it has not begun


def test_the_filters_say_who_is_left(place, planned):
    child(place, "Ben")
    assert set(states(place, show="unmet")) == {"Amina", "Ben"}
    assert set(states(place, show="unplanned")) == {"Ben"}
    ParentMeeting.objects.update(answer="another_day")
    assert set(states(place, show="another_day")) == {"Amina"}
    hold(planned, place.teacher)
    assert set(states(place, show="unmet")) == {"Ben"}
    assert states(place, year="6") == states(place, year="nobody") == {}


@pytest.mark.parametrize("many", [10, 200])
def test_the_list_costs_the_same_at_any_length(place, planned, as_, many):
    entry = RegisterEntry.objects.get()
    made = [PupilFactory(school=place.school, class_group=place.willow) for _ in range(many)]
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            school=place.school, pupil=pupil, stage=entry.stage, stage_name="SEN Support",
            on_register=True, census_code="K", from_on=entry.from_on, decided_by=place.senco,
            reason="Slower than hoped.", tell_days=10, asks_plan=False,
        )
        for pupil in made
    )  # fmt: skip
    client = as_(place.senco)
    coverage(client, place)
    with CaptureQueriesContext(connection) as asked:
        assert coverage(client, place).status_code == 200
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= 20


def test_the_office_reads_no_word_that_was_said(place, planned, as_):
    hold(planned, place.teacher, [act("Ring the hospital")], notes="A hard year at home.",
         parents_words="We are worried.")  # fmt: skip
    services.add_note(meeting=planned, text="He cried.", by=place.support)
    client = as_(place.office)
    here = planned.get_absolute_url()
    shown = text(client.get(f"{here}booking/")) + text(coverage(client, place))
    assert "3 Willow" in shown
    for words in ("hard year", "worried", "hospital", "cried", "SEN Support"):
        assert words not in shown
    assert client.get(here).status_code == client.get(f"{here}pdf/").status_code == 404


def test_the_file_holds_what_the_list_shows(place, planned, as_):
    hold(planned, place.teacher)
    client = as_(place.senco)
    answer = client.get(f"/{place.school.slug}/parent-meetings/as/csv/?show=")
    sheet = b"".join(answer.streaming_content).decode()
    assert "Name,Class,Year,Autumn,Autumn: day,Spring" in sheet
    assert "Amina Brightwater,3 Willow" in sheet and "Held,24/11/2026" in sheet


def test_a_teacher_plans_for_the_class_and_goes_on_to_the_letters(place, as_):
    ben = child(place, "Ben")
    client = as_(place.teacher)
    plan = f"/{place.school.slug}/parent-meetings/plan/"
    page = client.get(plan, {"first_on": "2026-12-01", "from_at": "15:30", "until_at": "16:10"})
    rows = {row["pupil"].first_name: row for row in page.context["rows"]}
    assert "2026-12-01" in rows["Amina"]["on"]["html"] and "15:30" in rows["Amina"]["at"]["html"]
    assert "15:50" in rows["Ben"]["at"]["html"]
    body = {"place": "Willow"}
    for pupil, at in ((place.pupil, "15:30"), (ben, "15:50")):
        body |= {f"plan_{pupil.pk}": "on", f"on_{pupil.pk}": "2026-12-01", f"at_{pupil.pk}": at}
    answer = client.post(plan, body | {f"at_{ben.pk}": "15:40"})
    assert "meets another family of this list" in text(answer)
    assert not ParentMeeting.objects.exists()
    answer = client.post(plan, body)
    assert answer.url.startswith(
        f"/{place.school.slug}/letters/write/parent-meeting-invitation/prepare/?pupils="
    )
    assert ParentMeeting.objects.filter(led_by=place.teacher, planned_on="2026-12-01").count() == 2
    assert "Every family is met or has a day" in text(client.get(plan))


def record(client, meeting, **said):
    body = {"held_on": TODAY.isoformat(), "came": "Both", "version": meeting.version, **said}
    return client.post(f"{meeting.get_absolute_url()}record/", body)


def test_the_record_is_written_on_one_page(place, planned, as_):
    client = as_(place.teacher)
    answer = record(
        client, planned, notes="Reading goes well.", what_new1="Word cards", due_new1="2026-12-08",
        who_new1=place.support.pk, what_new2="Read each evening", who_new2="family",
    )  # fmt: skip
    assert answer.status_code == 302
    row = ParentMeeting.objects.get()
    assert (row.state, row.recorded_by, row.notes) == ("held", place.teacher, "Reading goes well.")
    told = list(row.actions.order_by("pk").values_list("what", "who", "owner"))
    assert told == [("Word cards", "Ms Lee", place.support.pk),
                    ("Read each evening", "The family", None)]  # fmt: skip
    page = text(client.get(row.get_absolute_url()))
    assert "Word cards" in page and "Reading goes well." in page


def test_an_action_says_who_does_it_and_nothing_is_lost(place, planned, as_):
    answer = record(as_(place.teacher), planned, notes="Kept.", what_new1="Word cards")
    assert "Say who does it." in text(answer) and "Kept." in text(answer)
    assert ParentMeeting.objects.get().state == "planned"


def test_two_who_write_at_once_see_both_texts(place, planned, as_):
    hold(planned, place.senco, [act("Ring home", "Mr Whitlock")], notes="By the SENCO.")
    answer = record(as_(place.teacher), planned, notes="By the teacher.")
    assert answer.status_code == 409
    assert "By the SENCO." in text(answer) and "By the teacher." in text(answer)
    assert ParentMeeting.objects.get().notes == "By the SENCO."


def test_who_is_not_at_school_any_more_stays_named(place, planned, as_):
    gone = hold(planned, place.teacher, [act("Ring home", "Mr Old", owner=place.head)])
    action = gone.actions.get()
    page = as_(place.teacher).get(f"{gone.get_absolute_url()}record/")
    assert "Mr Old" in text(page)
    record(as_(place.teacher), gone, **{f"what_{action.pk}": "Ring home today",
                                        f"who_{action.pk}": "keep"})  # fmt: skip
    action.refresh_from_db()
    assert (action.what, action.who, action.owner) == ("Ring home today", "Mr Old", place.head)


def test_support_staff_read_and_add_a_note(place, planned, as_):
    client = as_(place.support)
    here = planned.get_absolute_url()
    assert "Record the meeting" not in text(client.get(here))
    client.post(f"{here}note/", {"text": "<b>He</b> told me."})
    assert MeetingNote.objects.get().author == place.support
    assert "&lt;b&gt;He&lt;/b&gt; told me." in text(client.get(here))


def test_nobody_barred_is_named_to_a_teacher(place, planned, as_):
    place.mother.do_not_contact, place.mother.do_not_contact_kind = True, "court"
    place.mother.save()
    here = f"{planned.get_absolute_url()}invite/"
    teacher, office = text(as_(place.teacher).get(here)), None
    assert "court" not in teacher and "Leila" not in teacher
    office = text(as_(place.office).get(here))
    assert "court" in office


def test_the_paper_is_one_page(place, planned):
    actions = [act("Ten minutes of reading each evening, with a tick on the card")] * 5
    row = hold(planned, place.teacher, actions, parents_words=WORDS, notes=WORDS * 2,
               pupil_words="I like maths.", next_on=date(2027, 1, 12))  # fmt: skip
    assert page_count(printing.meeting_pdf(row)) == 1


@pytest.mark.parametrize("of_age", [False, True])
def test_the_invitation_is_one_page_with_its_slip(place, planned, of_age):
    if of_age:
        type(place.pupil).objects.update(born_on=date(2008, 1, 5))
    type(place.pupil).objects.update(
        legal_first_name="Maximiliana-Alexandra", legal_last_name="Featherstonehaugh-Cholmondeley"
    )
    [letter] = services.prepare_letters(meeting=planned, by=place.senco)
    letter = letters.Letter.objects.get(pk=letter.pk)
    content = paper.content_of(letter)
    assert paper.wants(letter, content) == []
    assert page_count(paper.whole_pdf(letter, content)) == 1


def test_now_says_when_the_family_comes_and_what_is_late(place, planned, as_):
    page = text(as_(place.teacher).get(f"/pupils/{place.pupil.pk}/"))
    assert "Meeting with the family" in page and "Tue 1 Dec 2026, 15:40" in page
    hold(planned, place.teacher, [act("Ring home", due_on=TODAY - timedelta(days=1))])
    page = text(as_(place.teacher).get(f"/pupils/{place.pupil.pk}/"))
    assert "Something that was agreed with the family is not done" in page
    assert "Late, meeting of Tue 24 Nov 2026" in page


def test_planning_one_that_is_taken_says_so_beside_the_form(place, planned, as_):
    other = child(place, "Ben")
    when = day(place, starts_at=time(15, 50))
    answer = as_(place.office).post(
        f"/pupils/{other.pk}/parent-meetings/new/",
        {**when, "led_by": place.teacher.pk, "planned_on": "2026-12-01", "starts_at": "15:50"},
    )
    assert "meets another family at 15:40" in text(answer)
