"""Placing, moving, closing: what the services write and what they refuse."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from audit.models import Event
from pupils.models import ChronologyEntry
from register import services, telling
from register.models import NeedType, RegisterEntry
from reminders.models import Deadline
from schools.models import Area
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON
from tests.factories.people import UserFactory, member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=LONDON)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with moment.at(NOON):
        yield


@pytest.fixture
def pupil():
    return PupilFactory(legal_first_name="Amina")


@pytest.fixture
def senco(pupil):
    return member(pupil.school, Role.SENCO)


def duties(entry):
    return Deadline.objects.filter(kind=telling.TELL_PARENTS, object_id=entry.pk)


def test_a_placement_copies_the_three_facts_of_the_stage(pupil, senco):
    entry = placed(pupil, by=senco, evidence="Reading age 6:2 on 3 Nov")

    assert (entry.stage_name, entry.on_register, entry.census_code) == ("SEN Support", True, "K")
    assert (entry.from_on, entry.until_on, entry.decided_by) == (TODAY, None, senco)
    assert entry.evidence == "Reading age 6:2 on 3 Nov"
    pupil.refresh_from_db()
    assert pupil.stage == entry.stage


def test_renaming_a_stage_later_does_not_rename_history(pupil):
    entry = placed(pupil)
    entry.stage.name = "Targeted support"
    entry.stage.save()
    entry.refresh_from_db()
    assert entry.stage_name == "SEN Support"


def test_a_move_ends_the_entry_before_it_the_day_before(pupil, senco):
    first = placed(pupil, "monitoring", on=TODAY - timedelta(days=40))
    second = placed(pupil, by=senco, on=TODAY - timedelta(days=10), reason="No progress in 30 days")

    first.refresh_from_db()
    assert first.until_on == second.from_on - timedelta(days=1)
    assert (first.end_reason, first.ended_by) == ("No progress in 30 days", senco)
    assert pupil.register_entries.open().get() == second


def test_a_move_on_the_day_the_entry_began_corrects_it(pupil):
    first = placed(pupil, "monitoring")
    again = placed(pupil, "sen-support")

    assert again.pk == first.pk
    assert pupil.register_entries.get().stage_name == "SEN Support"
    assert [need.need_type for need in again.needs.all()] == [NeedType.SLCN]


def test_a_pupil_may_come_back_after_leaving_the_register(pupil, senco):
    entry = placed(pupil, on=TODAY - timedelta(days=30))
    services.close(entry=entry, reason="Targets met", by=senco)
    back = placed(pupil)

    entry.refresh_from_db()
    assert entry.until_on == TODAY - timedelta(days=1)
    assert back.pk != entry.pk
    assert back.from_on == TODAY


def test_closing_on_the_day_it_began_leaves_that_one_day_and_coming_back_reopens_it(pupil, senco):
    entry = placed(pupil)
    closed = services.close(entry=entry, reason="Wrong child", by=senco)
    assert closed.until_on == TODAY
    back = placed(pupil)
    assert (back.pk, back.until_on, back.end_reason) == (entry.pk, None, "")


def test_closing_says_who_when_and_why(pupil, senco):
    entry = placed(pupil, on=TODAY - timedelta(days=90))
    closed = services.close(entry=entry, reason="Caught up with her class", by=senco)

    assert (closed.end_reason, closed.ended_by) == ("Caught up with her class", senco)
    pupil.refresh_from_db()
    assert pupil.stage is None


@pytest.mark.parametrize("again", ["close", "tell-late"])
def test_an_ended_entry_cannot_be_ended_again(pupil, senco, again):
    entry = placed(pupil, on=TODAY - timedelta(days=9))
    services.close(entry=entry, reason="Targets met", by=senco)
    with pytest.raises(IllegalMove, match="had ended on Mon 23 Nov 2026"):
        services.close(entry=entry, reason="Again", by=senco)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY + timedelta(days=1), "has not come yet"),
        (date(2018, 3, 13), r"before Amina was born \(Wed 14 Mar 2018\)"),
        (date(2026, 8, 31), r"before SEN Support began \(Tue 1 Sep 2026\)"),
    ],
)
def test_impossible_days_are_refused_with_the_two_dates(pupil, on, words):
    placed(pupil, on=date(2026, 9, 1))
    with pytest.raises(IllegalMove, match=words):
        placed(pupil, on=on)
    assert pupil.register_entries.count() == 1


def test_a_day_inside_an_ended_entry_is_refused(pupil, senco):
    entry = placed(pupil, on=date(2026, 9, 1))
    services.close(entry=entry, reason="Targets met", by=senco, on=date(2026, 11, 1))
    with pytest.raises(IllegalMove, match="until Sat 31 Oct 2026"):
        placed(pupil, on=date(2026, 10, 20))


def test_a_pupil_who_left_cannot_be_placed_after_leaving():
    pupil = PupilFactory(left_on=date(2026, 7, 22))
    with pytest.raises(IllegalMove, match="left"):
        placed(pupil)


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 8, 30), "before SEN Support began"), (date(2026, 11, 25), "yet")]
)
def test_an_entry_cannot_close_on_an_impossible_day(pupil, senco, on, words):
    entry = placed(pupil, on=date(2026, 9, 1))
    with pytest.raises(IllegalMove, match=words):
        services.close(entry=entry, reason="Targets met", by=senco, on=on)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed_to_place_and_to_close(pupil, senco, reason):
    with pytest.raises(IllegalMove, match="Say why"):
        placed(pupil, reason=reason)
    entry = placed(pupil)
    with pytest.raises(IllegalMove, match="Say why"):
        services.close(entry=entry, reason=reason, by=senco)


def test_another_schools_stage_or_area_is_refused(pupil):
    other = SchoolFactory()
    with pytest.raises(IllegalMove, match="another school"):
        placed(pupil, other.stages.get(code="sen-support"))
    with pytest.raises(IllegalMove, match="another school"):
        placed(pupil, areas=[Area.objects.get(school=other, code="ci")])
    assert not RegisterEntry.objects.exists()


def test_the_database_itself_holds_one_open_entry_per_pupil(pupil):
    entry = placed(pupil)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(
            school=pupil.school,
            pupil=pupil,
            stage=entry.stage,
            stage_name="SEN Support",
            on_register=True,
            census_code="K",
            from_on=TODAY,
            decided_by=entry.decided_by,
            reason="A second one",
            tell_days=10,
            asks_plan=True,
        )


def test_somebody_quicker_is_noticed_and_nothing_overwritten(pupil):
    seen = placed(pupil, "monitoring", on=date(2026, 9, 1))
    quicker = placed(pupil, "sen-support", on=date(2026, 10, 1))
    with pytest.raises(edits.Stale) as found:
        placed(pupil, "ehc-plan", version=seen.version)
    assert found.value.current == quicker
    with pytest.raises(edits.Stale):
        placed(pupil, "ehc-plan", version=0)
    assert pupil.register_entries.open().get() == quicker


def test_provision_opens_the_duty_to_tell_the_family_and_says_whose_rule_it_is(pupil):
    entry = placed(pupil)
    duty = duties(entry).get()
    assert (duty.state, duty.due_on, duty.owner_role) == ("open", date(2026, 12, 4), Role.SENCO)
    assert duty.pupil == pupil
    assert "Children and Families Act 2014, section 68" in duty.rule
    assert "10 days" in duty.rule
    assert not duty.is_legal  # the duty is law; the number of days is the school's


def test_a_day_in_the_past_still_gives_the_school_its_days(pupil):
    entry = placed(pupil, on=TODAY - timedelta(days=100))
    assert duties(entry).get().due_on == date(2026, 12, 4)


def test_monitoring_owes_no_telling(pupil):
    assert not duties(placed(pupil, "monitoring")).exists()


def test_provision_off_the_register_is_told_too():
    pupil = PupilFactory(school=SchoolFactory(preset="three_tiers"))
    entry = placed(pupil, "tier-2")
    assert not entry.on_register
    assert duties(entry).get().state == "open"


def test_telling_the_family_meets_the_duty_once(pupil, senco):
    entry = placed(pupil)
    services.mark_family_told(entry=entry, on=TODAY, by=senco, how="phone call")
    later = services.mark_family_told(entry=entry, on=TODAY - timedelta(days=3), by=senco)

    assert (later.family_told_on, later.family_told_how) == (TODAY, "phone call")
    assert duties(entry).get().state == "done"
    assert Event.objects.filter(verb="register_entry.family_told").count() == 1


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 11, 25), "not come yet"), (date(2018, 1, 1), "was born")]
)
def test_the_family_cannot_be_told_on_an_impossible_day(pupil, senco, on, words):
    entry = placed(pupil)
    with pytest.raises(IllegalMove, match=words):
        services.mark_family_told(entry=entry, on=on, by=senco)
    assert duties(entry).get().state == "open"


def test_a_move_drops_the_old_duty_and_opens_a_new_one(pupil):
    first = placed(pupil, on=TODAY - timedelta(days=5))
    second = placed(pupil, "ehc-plan")
    assert duties(first).get().state == "dropped"
    assert duties(second).get().state == "open"


def test_a_correction_to_monitoring_drops_the_duty(pupil):
    entry = placed(pupil)
    placed(pupil, "monitoring")
    assert duties(entry).get().state == "dropped"


def test_a_family_already_told_is_not_told_again_when_only_the_needs_change(pupil, senco):
    first = placed(pupil, on=TODAY - timedelta(days=50))
    services.mark_family_told(entry=first, on=TODAY - timedelta(days=49), by=senco)
    second = placed(pupil, needs=[(NeedType.ASD, ""), (NeedType.SLCN, "")])
    assert second.family_told_on == TODAY - timedelta(days=49)
    assert not duties(second).exists()


def test_closing_drops_the_duty(pupil, senco):
    entry = placed(pupil)
    services.close(entry=entry, reason="Wrong child", by=senco)
    assert duties(entry).get().state == "dropped"


def test_the_recount_agrees_with_the_open_deadlines(pupil, senco):
    told = placed(PupilFactory(school=pupil.school))
    services.mark_family_told(entry=told, on=TODAY, by=senco)
    placed(PupilFactory(school=pupil.school), "monitoring")
    placed(PupilFactory())
    owed = placed(pupil, on=TODAY - timedelta(days=3))

    [expected] = telling.recount(pupil.school_id)
    open_now = Deadline.objects.get(school=pupil.school, state="open", kind=telling.TELL_PARENTS)
    assert (expected.object_id, expected.due_on) == (owed.pk, open_now.due_on)


def test_every_change_is_audited_and_told_in_the_story(pupil, senco):
    entry = placed(pupil, "monitoring", by=senco, on=TODAY - timedelta(days=20))
    entry = placed(pupil, by=senco)
    services.mark_family_told(entry=entry, on=TODAY, by=senco)
    services.close(entry=entry, reason="Moved back", by=senco)

    verbs = Event.objects.filter(pupil_id=pupil.pk, actor_id=senco.pk).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "register_entry.placed",
        "register_entry.placed",
        "register_entry.family_told",
        "register_entry.closed",
    ]
    story = ChronologyEntry.objects.filter(pupil=pupil).order_by("pk")
    assert list(story.values_list("summary", flat=True)) == [
        "Placed at Monitoring (not on the SEN register)",
        "Moved from Monitoring to SEN Support (on the SEN register)",
        "The family was told about SEN Support (letter)",
        "SEN Support ended",
    ]
    assert set(story.values_list("needs", flat=True)) == {"register_view"}


def test_a_refused_placement_writes_nothing(pupil):
    with pytest.raises(IllegalMove):
        placed(pupil, needs=[])
    assert not Event.objects.exists()
    assert not ChronologyEntry.objects.exists()
    assert not Deadline.objects.exists()


def test_areas_come_from_the_types_unless_they_are_chosen(pupil):
    by_type = placed(pupil, needs=[(NeedType.ASD, ""), (NeedType.HI, ""), (NeedType.DS, "")])
    assert [area.code for area in by_type.areas.all()] == ["ci", "sp"]
    chosen = placed(pupil, areas=[Area.objects.get(school=pupil.school, code="semh")])
    assert [area.code for area in chosen.areas.all()] == ["semh"]


def test_a_leaver_of_the_school_staff_stays_named_as_decider(pupil):
    entry = placed(pupil, by=UserFactory(name="Ms T. Marlow"))
    assert str(entry.decided_by) == "Ms T. Marlow"
