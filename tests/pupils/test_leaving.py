"""A child leaves: every room ends what it holds open; nothing begins again by itself."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from audit.models import Event, EventDetail
from iep.models import SupportPlan
from letters import deadlines as letter_deadlines
from letters import services as letters
from letters.models import Letter
from pupils import leaving, services
from pupils.models import Assignment, Document, Enrolment, Pupil
from pupils.roll import services as roll
from pupils.tasks import end_leavers
from referrals import triage
from referrals.models import Referral
from register import services as register
from register.models import RegisterEntry
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import edits, moment
from tests.factories import referrals
from tests.factories.iep import PlanFactory, accepted, shared_plan
from tests.factories.letters import prepare
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, assign
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF-1.7 stands for the paper")


@pytest.fixture
def case():
    """Amina, for whom something of every kind is open; and Bela of the same class, likewise."""
    school = SchoolFactory()
    group = ClassGroupFactory(school=school, name="Willow")
    teacher, senco = member(school, Role.TEACHER), member(school, Role.SENCO)
    office = member(school, Role.OFFICE)
    hold_class(teacher, group)
    amina, bela = (PupilFactory(school=school, legal_first_name=name) for name in ("Amina", "Bela"))
    here = SimpleNamespace(school=school, group=group, teacher=teacher, senco=senco,
                           office=office, pupil=amina, other=bela)  # fmt: skip
    for pupil in (amina, bela):
        services.move_class(pupil=pupil, class_group=group, by=office, on=moment.today() - 30 * DAY)
        ContactFactory(pupil=pupil)
        everything_open(SimpleNamespace(**vars(here) | {"pupil": pupil}))
    amina.refresh_from_db()
    return here


def everything_open(case) -> None:
    """A stage with its plan to write, a plan to review, letters, referrals of every open state."""
    pupil, senco = case.pupil, case.senco
    accepted(case)  # tell-parents, write-plan
    kinds = case.school.plan_kinds
    shared_plan(pupil, by=senco, kind=kinds.get(code="iep-area"))  # review-plan, check-letter
    PlanFactory(pupil=pupil, kind=kinds.exclude(code="iep-area").get(), lead=case.teacher)
    [letter] = prepare(pupil, by=senco)
    Letter.objects.filter(pk=letter.pk).update(
        state="issued", issued_on=moment.today(), answer_days=10, issued_by=senco, approved_by=senco
    )
    letter_deadlines.keep(Letter.objects.get(pk=letter.pk))  # letter-unanswered
    referrals.draft(pupil, case.teacher)
    referrals.sent(pupil, case.teacher)  # answer-referral
    back = referrals.sent(pupil, case.teacher)
    triage.ask_for_more(  # complete-referral
        referral=back, version=back.version, by=senco, reason="Too short.", asked="Since when?"
    )
    told = referrals.sent(pupil, case.teacher, source="pupil")
    triage.resolve_in_class(  # tell-raiser
        referral=told, version=told.version, by=senco, reason="Fine.", advice="Bigger print."
    )


def open_of(pupil) -> dict[str, set]:
    """What is open about the pupil, by room."""
    at_work = pupil.plans.exclude(state__in=["closed", "superseded"])
    waiting = pupil.referrals.filter(state__in=["draft", "submitted", "returned"])
    unsent = pupil.letters.filter(state__in=["prepared", "approved"])
    return {
        "deadlines": set(pupil.deadlines.open().values_list("kind", flat=True)),
        "plans": set(at_work.values_list("state", flat=True)),
        "entries": set(pupil.register_entries.open().values_list("stage_name", flat=True)),
        "referrals": set(waiting.values_list("state", flat=True)),
        "letters": set(unsent.values_list("state", flat=True)),
    }


EVERY_KIND = {
    "tell-parents", "write-plan", "review-plan", "check-letter", "letter-unanswered",
    "answer-referral", "complete-referral", "tell-raiser",
}  # fmt: skip


def test_the_case_has_something_open_of_every_kind(case):
    found = open_of(case.pupil)
    assert found["plans"] == {"draft", "shared"}
    assert found["referrals"] == {"draft", "submitted", "returned"}
    assert found["letters"] == {"prepared"}
    assert found["deadlines"] == EVERY_KIND
    assert differences(case.school.pk) == []


@pytest.mark.parametrize("days", [0, 5])
def test_leaving_ends_everything_of_this_child_and_of_no_other(case, days):
    before = open_of(case.other)

    services.leave(pupil=case.pupil, on=moment.today() - days * DAY, by=case.office)

    assert open_of(case.pupil) == dict.fromkeys(before, set())
    assert open_of(case.other) == before
    assert differences(case.school.pk) == []


def test_the_form_of_the_office_ends_the_same(case):
    services.update_pupil(
        pupil=case.pupil, version=case.pupil.version, by=case.office,
        left_on=moment.today() - DAY, year="4",
    )  # fmt: skip
    assert not any(open_of(case.pupil).values())
    assert differences(case.school.pk) == []


def with_last_day(pupil, day) -> dict:
    """What a browser posts when only the last day is changed."""
    return {
        "legal_first_name": pupil.legal_first_name, "legal_last_name": pupil.legal_last_name,
        "year": "3", "born_on": pupil.born_on.isoformat(), "class_group": pupil.class_group_id,
        "left_on": day.isoformat(), "version": pupil.version,
    }  # fmt: skip


def test_a_last_day_that_has_come_is_asked_about_once_more(client, case):
    sign_in(client, case.office)
    before, sent = open_of(case.pupil), with_last_day(case.pupil, moment.today())

    asked = client.post(f"/pupils/{case.pupil.pk}/edit/", sent)
    assert list(asked.context["form"].errors) == ["ends_all"]
    assert open_of(case.pupil) == before

    sure = client.post(f"/pupils/{case.pupil.pk}/edit/", sent | {"ends_all": "on"})
    assert sure.status_code == 302
    assert not any(open_of(case.pupil).values())


def test_a_last_day_still_ahead_needs_no_second_word(client, case):
    sign_in(client, case.office)
    sent = with_last_day(case.pupil, moment.today() + DAY)
    assert client.post(f"/pupils/{case.pupil.pk}/edit/", sent).status_code == 302
    case.pupil.refresh_from_db()
    assert case.pupil.left_on == moment.today() + DAY


def test_each_room_says_why_and_who(case):
    last = moment.today() - 3 * DAY
    RegisterEntry.objects.filter(pupil=case.pupil).update(from_on=last - 30 * DAY)
    services.leave(pupil=case.pupil, on=last, by=case.office)

    entry = RegisterEntry.objects.get(pupil=case.pupil)
    assert (entry.until_on, entry.end_reason, entry.ended_by) == (
        last, "Left the school", case.office
    )  # fmt: skip
    case.pupil.refresh_from_db()
    assert case.pupil.stage is None
    reasons = SupportPlan.objects.filter(pupil=case.pupil).values_list("closed_reason", flat=True)
    assert set(reasons) == {"Left the school"}
    withdrawn = Referral.objects.filter(pupil=case.pupil, state="withdrawn")
    assert {(row.decision_reason, row.decided_by) for row in withdrawn} == {
        ("Left the school", case.office)
    }
    unsent = Letter.objects.filter(pupil=case.pupil, state="withdrawn")
    assert {row.closed_reason for row in unsent} == {"Left the school"}
    verbs = Event.objects.filter(pupil_id=case.pupil.pk, actor_id=case.office.pk)
    assert {
        "pupil.left", "register_entry.closed", "plan.closed", "letter.withdrawn",
        "referral.withdrawn", "deadline.dropped",
    } <= set(verbs.values_list("verb", flat=True))  # fmt: skip
    dropped = EventDetail.objects.filter(event__verb="deadline.dropped")
    assert {each.text["reason"] for each in dropped} == {"Left the school"}


def test_the_letter_that_went_out_stays_sent_and_its_answer_is_taken(case):
    services.leave(pupil=case.pupil, on=moment.today(), by=case.office)
    letter = Letter.objects.get(pupil=case.pupil, state="issued")

    letters.record_reply(letter=letter, route="slip", received_on=moment.today(), by=case.office)

    letter.refresh_from_db()
    assert letter.state == "answered"
    assert differences(case.school.pk) == []


def test_no_family_is_to_be_told_and_no_deadline_is_new(case):
    before = Deadline.objects.filter(pupil=case.pupil).count()
    services.leave(pupil=case.pupil, on=moment.today(), by=case.office)
    assert Deadline.objects.filter(pupil=case.pupil).count() == before


def test_all_or_nothing(case, monkeypatch):
    def refuse(pupil, by, was):
        raise edits.IllegalMove("not now")

    before = open_of(case.pupil)
    last = leaving.Room("last", 99, refuse, list)
    monkeypatch.setitem(leaving.rooms, "last", last)
    with pytest.raises(edits.IllegalMove):
        services.leave(pupil=case.pupil, on=moment.today(), by=case.office)

    assert open_of(case.pupil) == before
    case.pupil.refresh_from_db()
    assert case.pupil.left_on is None


def test_a_day_ahead_ends_nothing_until_it_has_come(case):
    last = moment.today() + 10 * DAY
    services.leave(pupil=case.pupil, on=last, by=case.office)
    before = open_of(case.pupil)
    assert before == open_of(case.other)
    assert end_leavers() == 0
    assert open_of(case.pupil) == before
    assert differences(case.school.pk) == []

    with moment.at(moment.now() + 10 * DAY):
        assert end_leavers() == 1
        assert end_leavers() == 0
        assert not any(open_of(case.pupil).values())
        assert differences(case.school.pk) == []
    assert open_of(case.other) == before
    # Whoever noted the day is who ended it.
    assert RegisterEntry.objects.get(pupil=case.pupil).ended_by == case.office


@pytest.mark.parametrize("key", ["register", "iep", "referrals", "letters", "reminders"])
def test_every_room_alone_brings_the_overdue_to_light(case, key, monkeypatch):
    services.leave(pupil=case.pupil, on=moment.today() + DAY, by=case.office)
    monkeypatch.setattr(leaving, "rooms", {key: leaving.rooms[key]})
    with moment.at(moment.now() + 2 * DAY):
        assert end_leavers() == 1
        assert end_leavers() == 0


def test_a_leaving_nobody_noted_is_left_for_a_person(case, caplog):
    Pupil.objects.filter(pk=case.pupil.pk).update(left_on=moment.today())
    assert end_leavers() == 0
    assert f"pupil {case.pupil.pk} has left" in caplog.text


def test_nothing_is_asked_about_a_child_who_has_left(case):
    services.leave(pupil=case.pupil, on=moment.today() - DAY, by=case.office)
    case.pupil.refresh_from_db()

    prepare(case.pupil, by=case.senco)
    referrals.sent(case.pupil, case.senco)

    assert not Deadline.objects.open().filter(pupil=case.pupil).exists()
    assert differences(case.school.pk) == []


class TestComingBack:
    def test_support_does_not_begin_again_but_what_is_a_fact_is_due_again(self, case):
        services.leave(pupil=case.pupil, on=moment.today() - DAY, by=case.office)
        case.pupil.refresh_from_db()
        services.update_pupil(
            pupil=case.pupil, version=case.pupil.version, by=case.office, left_on=None
        )

        found = open_of(case.pupil)
        due = found.pop("deadlines")
        assert due == {"letter-unanswered", "tell-raiser"}
        assert not any(found.values())
        assert differences(case.school.pk) == []
        assert Event.objects.filter(verb="pupil.came_back", pupil_id=case.pupil.pk).exists()

    def test_a_roll_that_brings_a_child_back_does_the_same(self, case):
        facts = {"upn": "B801200005001", "admitted_on": "2022-09-01"}
        Pupil.objects.filter(pk=case.pupil.pk).update(**facts)
        services.leave(pupil=case.pupil, on=moment.today() - 5 * DAY, by=case.office)
        text = (
            "UPN,Legal Surname,Legal Forename,DOB,Year,Class\n"
            "B801200005001,Brightwater,Amina,14/03/2018,3,Willow\n"
        )
        upload = roll.receive(
            school=case.school, by=case.office, filename="roll.csv", data=text.encode()
        )
        found = roll.look(upload)
        assert not found.problems, found.problems
        roll.confirm(upload=upload, digest=found.digest, by=case.office)

        found = open_of(case.pupil)
        assert found.pop("deadlines") == {"letter-unanswered", "tell-raiser"}
        assert not any(found.values())
        assert differences(case.school.pk) == []
        place = Enrolment.objects.get(pupil=case.pupil, until_on=None)
        assert (place.class_group, place.from_on) == (case.group, moment.today())

    def test_the_class_begins_today_and_the_gap_stays(self, case):
        assign(member(case.school, Role.SUPPORT), case.pupil)
        services.leave(pupil=case.pupil, on=moment.today() - 5 * DAY, by=case.office)
        case.pupil.refresh_from_db()
        services.update_pupil(
            pupil=case.pupil, version=case.pupil.version, by=case.office, left_on=None
        )

        places = Enrolment.objects.filter(pupil=case.pupil).order_by("from_on")
        assert [(p.class_group, p.until_on) for p in places] == [
            (case.group, moment.today() - 5 * DAY), (case.group, None)
        ]  # fmt: skip
        assert places.last().from_on == moment.today()
        assert not Assignment.objects.held_today().filter(pupil=case.pupil).exists()

    def test_the_page_says_where_they_stood(self, case, client):
        services.leave(pupil=case.pupil, on=moment.today() - DAY, by=case.office)
        sign_in(client, case.senco)
        url = f"/pupils/{case.pupil.pk}/"
        stage = case.school.stages.get(code="sen-support").name
        page = client.get(url).content.decode()
        assert f"{stage} until" in page
        assert "Decide whether it starts again" not in page
        history = client.get(f"{url}register/").content.decode()
        assert "Left the school" in history
        assert "finding the right words" in history

        case.pupil.refresh_from_db()
        services.update_pupil(
            pupil=case.pupil, version=case.pupil.version, by=case.office, left_on=None
        )
        page = client.get(url).content.decode()
        assert "Decide whether it starts again" in page
        assert f"{url}register/place/" in page
        placed(case.pupil, by=case.senco)
        assert "Decide whether" not in client.get(url).content.decode()

    def test_a_last_day_taken_back_before_it_came_leaves_no_trace_in_the_places(self, case):
        helper = member(case.school, Role.SUPPORT)
        assign(helper, case.pupil)
        services.leave(pupil=case.pupil, on=moment.today() + 5 * DAY, by=case.office)
        case.pupil.refresh_from_db()
        services.update_pupil(
            pupil=case.pupil, version=case.pupil.version, by=case.office, left_on=None
        )
        assert Enrolment.objects.get(pupil=case.pupil).until_on is None
        assert Assignment.objects.get(pupil=case.pupil).until_on is None
        assert not Event.objects.filter(verb="pupil.came_back").exists()

    def test_a_move_before_the_last_day_keeps_one_place_a_day(self, case):
        last, elm = moment.today() + 5 * DAY, ClassGroupFactory(school=case.school)
        services.leave(pupil=case.pupil, on=last, by=case.office)
        services.move_class(pupil=case.pupil, class_group=elm, by=case.office)

        places = Enrolment.objects.filter(pupil=case.pupil).order_by("from_on")
        assert [(p.class_group, p.until_on) for p in places] == [
            (case.group, moment.today() - DAY), (elm, last)
        ]  # fmt: skip


def test_a_last_day_put_right_moves_the_end_of_the_entry(case):
    RegisterEntry.objects.filter(pupil=case.pupil).update(from_on=moment.today() - 60 * DAY)
    services.leave(pupil=case.pupil, on=moment.today() - 9 * DAY, by=case.office)
    services.leave(pupil=case.pupil, on=moment.today() - 2 * DAY, by=case.office)
    entry = RegisterEntry.objects.get(pupil=case.pupil)
    assert entry.until_on == moment.today() - 2 * DAY


def test_an_entry_that_ended_for_another_reason_keeps_its_day(case):
    RegisterEntry.objects.filter(pupil=case.pupil).update(from_on=moment.today() - 60 * DAY)
    entry = RegisterEntry.objects.get(pupil=case.pupil)
    register.close(entry=entry, reason="Targets met", by=case.senco, on=moment.today() - 8 * DAY)
    services.leave(pupil=case.pupil, on=moment.today() - 9 * DAY, by=case.office)
    services.leave(pupil=case.pupil, on=moment.today() - 2 * DAY, by=case.office)
    entry.refresh_from_db()
    assert (entry.until_on, entry.end_reason) == (moment.today() - 9 * DAY, "Targets met")


def test_what_was_written_is_still_read_by_those_who_keep_the_record(case, client):
    services.leave(pupil=case.pupil, on=moment.today() - DAY, by=case.office)
    plan = SupportPlan.objects.get(pupil=case.pupil, shared_at__isnull=False)
    sign_in(client, case.senco)
    assert client.get(f"/plans/{plan.pk}/").status_code == 200
    assert Document.objects.visible_to(case.senco).filter(pupil=case.pupil).exists()
    sign_in(client, case.teacher)
    assert client.get(f"/plans/{plan.pk}/").status_code == 404
