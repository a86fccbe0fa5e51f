"""Progress meetings: the whole class on one page, what follows, and when the next one is due."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.models import ChronologyEntry, Pupil
from pupils.roll.writing import open_classes
from pupils.scores import services as scores
from referrals import services as referrals
from referrals.meetings import deadlines, services
from referrals.meetings.models import ProgressMeeting, ProgressRow
from referrals.models import Referral
from register.models import RegisterEntry
from reminders.models import Deadline
from reminders.recount import differences
from reminders.today import extra_sections
from schools.models import Policy
from schools.policy import services as policies
from schools.services import classes, terms
from schools.services.many import open_many
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories import referrals as words
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import hold_class

TODAY = moment.today()


@pytest.fixture
def term(place):
    """A term that began two months ago, with its half-term a month ago."""
    row = terms.add_term(
        school=place.school, name="Autumn", by=place.senco,
        starts_on=TODAY - timedelta(days=60), ends_on=TODAY + timedelta(days=28),
    )  # fmt: skip
    terms.add_closure(
        school=place.school, name="Half-term", by=place.senco,
        starts_on=TODAY - timedelta(days=30), ends_on=TODAY - timedelta(days=22),
    )  # fmt: skip
    return row


@pytest.fixture
def meeting(place):
    return services.start(class_group=place.willow, by=place.teacher)


def seen(pupil, judgement, note="", **more):
    parts = {"judgement": judgement, "note": note, "action": "", "action_by": ""}
    return {pupil.pk: parts | more}


def save(meeting, by, judged, **about):
    now = {"held_on": TODAY, "present": "", "note": ""} | about
    return services.save(meeting=meeting, version=meeting.version, by=by, about=now, judged=judged)


def finished(place, judgement="concern", note="Loses her place."):
    row = services.start(class_group=place.willow, by=place.teacher)
    row = save(row, place.teacher, seen(place.pupil, judgement, note, action="Read daily"))
    return services.finish(meeting=row, version=row.version, by=place.teacher)


def begun(person, school) -> list[str]:
    shown = extra_sections(person, school)
    return [line["url"] for part in shown if part["title"] == "Progress meetings begun"
            for line in part["lines"]]  # fmt: skip


def test_what_is_begun_stands_on_today_until_it_is_finished(place, meeting):
    url = meeting.get_absolute_url()
    assert begun(place.teacher, place.school) == begun(place.senco, place.school) == [url]
    assert begun(place.other_senco, place.elsewhere) == []
    row = save(meeting, place.teacher, seen(place.pupil, "same"))
    services.finish(meeting=row, version=row.version, by=place.teacher)
    assert begun(place.teacher, place.school) == []


def due(kind):
    return list(Deadline.objects.open().filter(kind=kind).order_by("pk"))


def test_each_class_owes_a_meeting_each_half_term_and_the_recount_says_the_same(place, term):
    first, second = due(deadlines.MEET)
    assert {first.object_id, second.object_id} == {group.pk for group in place.school.classes.all()}
    assert "Autumn 2" in first.rule and first.owner_role == Role.SENCO
    assert TODAY + timedelta(days=25) < first.due_on <= TODAY + timedelta(days=28)

    finished(place, "same")
    assert [row.object_id for row in due(deadlines.MEET)] == [place.other_teacher_class.pk]
    assert differences(place.school.pk) == []

    with moment.at(moment.now() + timedelta(days=100)):
        terms.add_term(
            school=place.school, name="Spring", by=place.senco,
            starts_on=TODAY + timedelta(days=95), ends_on=TODAY + timedelta(days=150),
        )  # fmt: skip
        assert len(due(deadlines.MEET)) == 2
        assert differences(place.school.pk) == []


@pytest.fixture
def place(place):
    place.other_teacher_class = place.school.classes.exclude(pk=place.willow.pk).get()
    return place


def test_the_policy_says_how_often_and_what_changes_moves_at_once(place, term):
    def change(how):
        policies.change(
            school=place.school, by=place.senco, write=policies.rules(progress_meetings=how),
            version=Policy.objects.get(school=place.school).version,
        )  # fmt: skip

    change("term")
    assert "in Autumn," in due(deadlines.MEET)[0].rule or due(deadlines.MEET)
    change("none")
    assert due(deadlines.MEET) == [] and differences(place.school.pk) == []
    with pytest.raises(IllegalMove, match="does not use"):
        services.start(class_group=place.willow, by=place.senco)
    change("half_term")
    new = classes.open_class(school=place.school, name="5 Ash", year="5", by=place.senco)
    assert new.pk in {row.object_id for row in due(deadlines.MEET)}
    classes.close_class(class_group=new, on=TODAY, by=place.senco)
    assert len(due(deadlines.MEET)) == 2 and differences(place.school.pk) == []


def test_classes_that_a_list_opens_owe_their_meeting_at_once(place, term):
    new = open_many(school=place.school, classes=[("5 Ash", "5"), ("6 Elm", "6")], by=place.office)
    [beech] = open_classes({}, {"Beech": "2"}, place.school, place.office).values()
    owed = {row.object_id for row in due(deadlines.MEET)}
    assert owed >= {beech.pk, *(group.pk for group in new)}
    assert differences(place.school.pk) == []


def test_a_class_has_one_open_meeting(place, meeting):
    assert services.start(class_group=place.willow, by=place.senco) == meeting


def test_a_meeting_is_finished_only_when_every_child_was_looked_at(place, meeting):
    later = PupilFactory(school=place.school, class_group=place.willow, legal_first_name="Zed")
    row = save(meeting, place.teacher, seen(place.pupil, "same"))
    with pytest.raises(IllegalMove, match="Zed"):
        services.finish(meeting=row, version=row.version, by=place.teacher)
    row = save(row, place.teacher, seen(later, "watch"))
    row = services.finish(meeting=row, version=row.version, by=place.teacher)
    with pytest.raises(IllegalMove, match="finished"):
        save(row, place.teacher, seen(later, "same"))


def test_a_concern_is_the_teacher_s_to_decide_and_nothing_is_sent_by_itself(place):
    finished(place)
    [deadline] = due(deadlines.DECIDE)
    assert (deadline.owner, deadline.pupil) == (place.teacher, place.pupil)
    assert deadline.due_on == TODAY + timedelta(days=10)
    assert not Referral.objects.exists() and differences(place.school.pk) == []

    row = ProgressRow.objects.get()
    referral = services.raise_concern(row=row, by=place.teacher)
    assert referral.state == "draft" and "3 Willow" in referral.reasons
    assert "Loses her place." in referral.reasons and "Read daily" in referral.interventions
    assert services.raise_concern(row=row, by=place.teacher) == referral
    assert due(deadlines.DECIDE) == [deadline]

    full = words.posted(place.pupil)
    values = {name: full[name] for name in referrals.WRITTEN if name in full}
    referral = referrals.revise(
        referral=referral, version=referral.version, by=place.teacher, values=values,
        areas=place.school.areas.filter(code="cl"), tests=words.TESTS,
    )  # fmt: skip
    referrals.submit(referral=referral, version=referral.version, by=place.teacher)
    assert due(deadlines.DECIDE) == [] and differences(place.school.pk) == []


def test_a_concern_may_be_answered_without_a_referral_once(place):
    finished(place)
    row = ProgressRow.objects.get()
    services.decide(row=row, version=row.version, by=place.teacher, decided_how="Sits in front.")
    assert due(deadlines.DECIDE) == [] and differences(place.school.pk) == []
    with pytest.raises(IllegalMove):
        services.raise_concern(row=row, by=place.teacher)


def test_a_child_with_an_open_referral_owes_no_second_decision(place):
    words.sent(place.pupil, place.teacher)
    finished(place)
    assert due(deadlines.DECIDE) == []


def test_watch_changes_no_stage_and_stands_in_the_story(place):
    finished(place, "watch", "")
    place.pupil.refresh_from_db()
    assert not RegisterEntry.objects.exists() and place.pupil.stage is None
    assert due(deadlines.DECIDE) == []
    assert ChronologyEntry.objects.get().summary == "Progress meeting: watch"


def test_a_child_who_leaves_owes_no_decision(place):
    from pupils import leaving

    finished(place)
    place.pupil.left_on = TODAY
    place.pupil.save()
    leaving.end_all(place.pupil, place.senco)
    assert due(deadlines.DECIDE) == [] and differences(place.school.pk) == []
    assert ProgressRow.objects.get().decided_how == "Left the school"


def test_who_saved_in_between_is_not_overwritten(place, meeting):
    save(meeting, place.teacher, seen(place.pupil, "watch"))
    meeting.version = 1
    with pytest.raises(Stale):
        save(meeting, place.senco, seen(place.pupil, "same"))
    assert ProgressRow.objects.get().judgement == "watch"


def body(place, meeting, judgement="", note="", **more):
    n = place.pupil.pk
    return {"held_on": TODAY.isoformat(), "version": meeting.version, "present": "Mrs Holt",
            f"judgement_{n}": judgement, f"note_{n}": note, **more}  # fmt: skip


def test_one_press_says_no_change_of_everyone_else(place, meeting, as_):
    other = PupilFactory(school=place.school, class_group=place.willow)
    at = meeting.get_absolute_url()
    answer = as_(place.teacher).post(at, body(place, meeting, "concern", "Tired.", rest="1"))
    assert answer.url == at
    judged = dict(ProgressRow.objects.values_list("pupil", "judgement"))
    assert judged == {place.pupil.pk: "concern", other.pk: "same"}
    assert Event.objects.filter(verb="progressrow.saved", pupil_id=other.pk).count() == 1


def test_a_concern_without_words_is_not_saved(place, meeting, as_):
    page = as_(place.teacher).post(meeting.get_absolute_url(), body(place, meeting, "concern"))
    assert b"Say what the concern is." in page.content and not ProgressRow.objects.exists()


def test_two_editors_see_both_texts(place, meeting, as_):
    form = body(place, meeting, "same")
    save(meeting, place.teacher, seen(place.pupil, "concern", "Tired."))
    page = as_(place.senco).post(meeting.get_absolute_url(), form)
    assert page.status_code == 409 and "Concern" in page.content.decode()
    assert "Tired." in page.content.decode()


def test_the_page_says_what_is_known_of_each_child(place, as_):
    placed(place.pupil, by=place.senco)
    words.sent(place.pupil, place.teacher)
    scores.record(
        pupil=place.pupil, by=place.teacher, test="NGRT", kind="standardised", result="78",
        taken_on=TODAY,
    )  # fmt: skip
    finished(place, "watch", "")
    row = services.start(class_group=place.willow, by=place.teacher)
    page = as_(place.teacher).get(row.get_absolute_url()).content.decode()
    for said in ("SEN Support", "Referral open", "Watch, ", "NGRT: 78 (standardised"):
        assert said in page


@pytest.mark.parametrize("children", [10, 35])
def test_the_whole_class_costs_as_many_questions_at_any_size(
    place, django_assert_max_num_queries, as_, children
):
    made = [PupilFactory(school=place.school, class_group=place.willow) for _ in range(children)]
    for pupil in made:
        placed(pupil, by=place.senco)
    finished_row = services.start(class_group=place.willow, by=place.teacher)
    everyone = Pupil.objects.filter(class_group=place.willow)
    judged = {number: parts for pupil in everyone for number, parts in seen(pupil, "same").items()}
    finished_row = save(finished_row, place.teacher, judged)
    services.finish(meeting=finished_row, version=finished_row.version, by=place.teacher)
    row = services.start(class_group=place.willow, by=place.teacher)
    page = as_(place.senco)
    page.get(row.get_absolute_url())
    with django_assert_max_num_queries(16):
        shown = page.get(row.get_absolute_url()).content.decode()
    assert shown.count("<fieldset") == children + 1


@pytest.mark.parametrize("many", [10, 200])
def test_lists_cost_the_same_at_any_length(place, django_assert_max_num_queries, as_, many):
    ProgressMeeting.objects.bulk_create(
        ProgressMeeting(
            school=place.school, class_group=place.willow, led_by=place.teacher, state="finished",
            finished_at=moment.now(), finished_by=place.teacher,
            held_on=date(2020, 1, 1) + timedelta(days=n),
        )
        for n in range(many)
    )  # fmt: skip
    page = as_(place.senco)
    lists = {f"/progress/classes/{place.willow.pk}/": 8, f"/{place.school.slug}/progress/": 11}
    for at, most in lists.items():
        page.get(at)
        with django_assert_max_num_queries(most + 2):  # and a savepoint's begin and end
            assert page.get(at).status_code == 200


def test_a_new_teacher_of_the_class_has_it_and_a_former_one_no_longer(place, meeting, as_):
    held = place.willow.staff.get()
    held.until_on = TODAY - timedelta(days=1)
    held.save()
    hold_class(place.other_teacher, place.willow, from_on=TODAY)
    assert as_(place.teacher).get(meeting.get_absolute_url()).status_code == 404
    assert as_(place.other_teacher).get(meeting.get_absolute_url()).status_code == 200
