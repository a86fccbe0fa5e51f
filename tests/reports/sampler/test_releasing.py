"""What the head releases, who may, and what a governor is let in on, until when."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from iep.models import SupportPlan, Target
from pupils.models import Pupil
from reminders.models import Deadline
from reminders.recount import compared
from reports.sampler import deadlines, drawing, notes, services, showing
from reports.sampler.models import Sample, SampleItem, VisitNote
from schools.models import Membership
from sendcase import edits, moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.samples import noted, on_plans, opened, prepared, release_all
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
SOON = timedelta(days=7)


@pytest.fixture
def sample(case):
    return prepared(case.school, case.senco)


def first(sample) -> SampleItem:
    return sample.items.select_related("school", "pupil__class_group").first()


def also(person, role, school):
    Membership.objects.create(user=person, school=school, role=role, from_on=moment.today())
    person.__dict__.pop("_roles_by_school", None)


def test_everything_is_held_back_at_first(case, sample):
    assert all(item.decided == {} for item in sample.items.all())
    assert showing.to_read(sample) == []


def test_only_ticked_lines_reach_the_release(case, sample):
    item = first(sample)
    services.release(item=item, texts={"strengths": "Kind to others."}, by=case.head)
    [plan] = showing.to_read(sample)
    assert plan["lines"] == [{"title": "Strengths", "text": "Kind to others."}]


@pytest.mark.parametrize("text", ["Kind to all others.", "Loves drawing, kind to others."])
def test_words_are_not_added_nor_moved(case, sample, text):
    with pytest.raises(IllegalMove, match="taken out"):
        services.release(item=first(sample), texts={"strengths": text}, by=case.head)


def test_a_name_that_is_known_since_then_is_refused(case, sample):
    PupilFactory(school=case.school, legal_first_name="Drawing")
    with pytest.raises(IllegalMove, match="still names"):
        services.release(item=first(sample), texts={"strengths": "loves drawing"}, by=case.head)


def test_a_release_says_a_second_time_what_holds_now(case, sample):
    item = first(sample)
    services.release(item=item, texts={"strengths": "Kind to others."}, by=case.head)
    services.release(item=item, texts={"strengths": "Kind."}, by=case.head)
    [plan] = showing.to_read(sample)
    assert plan["lines"][0]["text"] == "Kind."
    assert item.releases.count() == 2


def test_a_plan_changed_afterwards_changes_nothing(case, sample):
    release_all(sample, case.head)
    was = showing.to_read(sample)
    SupportPlan.objects.update(strengths="Something else.")
    Target.objects.update(target="Something else.")
    assert showing.to_read(sample) == was


def test_two_heads_at_once_see_both_texts(case, sample):
    item = first(sample)
    services.release(item=item, texts={}, by=case.head, version=item.version)
    with pytest.raises(edits.Stale):
        services.release(item=item, texts={}, by=case.head, version=item.version)


@pytest.mark.parametrize("role", ["senco", "governor", "teacher", "office"])
def test_only_the_head_releases(case, sample, role):
    person = member(case.school, role)
    with pytest.raises(PermissionDenied):
        services.release(item=first(sample), texts={}, by=person)
    with pytest.raises(PermissionDenied):
        services.open_to_governors(sample=sample, until=moment.today(), by=person)


def test_who_is_head_and_senco_waits_for_a_second_person(case, sample):
    also(case.head, "senco", case.school)
    mine = prepared(case.school, case.head)
    with pytest.raises(PermissionDenied):
        services.release(item=first(mine), texts={}, by=case.head)
    services.release(item=first(sample), texts={}, by=case.head)
    services.release(item=first(mine), texts={}, by=member(case.school, "head"))


def test_it_opens_once_each_plan_was_looked_at(case, sample):
    services.release(item=first(sample), texts={}, by=case.head)
    with pytest.raises(IllegalMove, match="each plan"):
        services.open_to_governors(sample=sample, until=moment.today() + SOON, by=case.head)


@pytest.mark.parametrize("days", [-1, 91])
def test_the_last_day_is_soon(case, sample, days):
    release_all(sample, case.head)
    until = moment.today() + timedelta(days=days)
    with pytest.raises(IllegalMove, match="between today and"):
        services.open_to_governors(sample=sample, until=until, by=case.head)


def test_its_last_day_is_moved_within_ninety_days_of_the_first_opening(case, sample):
    release_all(sample, case.head)
    until = moment.today() + timedelta(days=89)
    services.open_to_governors(sample=sample, until=until, by=case.head)
    with moment.at(moment.now() + timedelta(days=60)):
        services.open_to_governors(sample=sample, until=until + timedelta(days=1), by=case.head)
        with pytest.raises(IllegalMove, match="between today and"):
            services.open_to_governors(sample=sample, until=until + SOON, by=case.head)
    with (
        moment.at(moment.now() + timedelta(days=91)),
        pytest.raises(IllegalMove, match="new sample"),
    ):
        services.open_to_governors(sample=sample, until=moment.today(), by=case.head)


def test_a_child_who_came_since_a_plan_was_released_stops_its_opening(case, sample):
    release_all(sample, case.head)
    text = json.loads(first(sample).releases.get().content)["lines"][0]["text"]
    PupilFactory(school=case.school, legal_first_name=text.split()[0].strip(".,").capitalize(),
                 legal_last_name="Quayle")  # fmt: skip
    with pytest.raises(IllegalMove, match="Release it again"):
        services.open_to_governors(sample=sample, until=moment.today() + SOON, by=case.head)


def test_what_was_released_anew_meanwhile_is_looked_at_before_it_is_opened(case, sample):
    release_all(sample, case.head)
    before_them = Sample.objects.get(pk=sample.pk).version
    services.release(item=first(sample), texts={}, by=case.head)
    with pytest.raises(Stale):
        services.open_to_governors(sample=sample, until=moment.today() + SOON, by=case.head,
                                   version=before_them)  # fmt: skip


def seen_by(person) -> bool:
    return Sample.objects.visible_to(person).exists()


def test_governors_see_it_from_opening_until_the_last_day(case, sample):
    assert not seen_by(case.governor)
    release_all(sample, case.head)
    assert not seen_by(case.governor)
    services.open_to_governors(sample=sample, until=moment.today() + SOON, by=case.head)
    assert seen_by(case.governor)
    with moment.at(moment.now() + SOON):
        assert seen_by(case.governor)
    with moment.at(moment.now() + SOON + timedelta(days=1)):
        assert not seen_by(case.governor)
        assert seen_by(case.senco)


def test_taken_back_it_is_gone_for_good(case):
    sample = opened(case.school, case.senco, case.head)
    services.take_back(sample=sample, by=case.senco)
    assert not seen_by(case.governor)
    for step in (
        lambda: services.open_to_governors(sample=sample, until=moment.today(), by=case.head),
        lambda: services.release(item=first(sample), texts={}, by=case.head),
    ):
        with pytest.raises(IllegalMove, match="taken back"):
            step()


def test_nobody_sees_a_sample_of_another_school(case, sample):
    elm = SchoolFactory()
    opened(case.school, case.senco, case.head, seed=9)
    for role in ("senco", "head", "governor"):
        assert not seen_by(member(elm, role))


def test_no_governor_finds_the_plan_behind(case):
    opened(case.school, case.senco, case.head)
    assert not SampleItem.objects.visible_to(case.governor).exists()
    assert SampleItem.objects.visible_to(case.senco).count() == 3


def test_a_release_is_told_in_the_file_of_the_child(case, sample):
    item = first(sample)
    services.release(item=item, texts={}, by=case.head)
    assert Event.objects.get(verb="sampleitem.released").pupil_id == item.pupil_id


def test_what_few_children_share_is_not_said(school):
    senco, head = member(school, "senco"), member(school, "head")
    on_plans(school, senco, count=7, year="3")
    on_plans(school, senco, count=1, year="9")
    sample = opened(school, senco, head, size=8)
    kind = drawing.lots(school, 1, moment.today()) and school.plan_kinds.first().name
    assert {plan["about"] for plan in showing.to_read(sample)} == {kind}
    on_plans(school, senco, count=1, year="4")
    sample = opened(school, senco, head, size=8, seed=8)  # without years would be the one of Year 9
    assert {plan["about"] for plan in showing.to_read(sample)} == {kind}
    Pupil.objects.filter(year="9").update(year="5")
    sample = opened(school, senco, head, size=8, seed=9)
    assert {plan["about"] for plan in showing.to_read(sample)} == {f"{kind} · Years 3 to 6"}


def test_a_note_is_written_only_about_what_is_open(case, sample):
    with pytest.raises(PermissionDenied):
        noted(sample, case.governor)


@pytest.mark.parametrize("words", ["Plan 2 is Amina’s", "Ask Mrs Lamb", "Is it Oliver?"])
def test_a_note_names_nobody(case, words):
    PupilFactory(school=case.school, legal_first_name="Amina")
    sample = opened(case.school, case.senco, case.head)
    for seen, question in ((words, "How?"), ("We read all.", words)):
        with pytest.raises(IllegalMove, match="who is meant"):
            notes.write(sample=sample, visited_on=moment.today(), seen=seen, questions=[question],
                        by=case.governor)  # fmt: skip
    note = noted(sample, case.governor)
    with pytest.raises(IllegalMove, match="who is meant"):
        notes.answer(note=note, answers={note.questions.get().pk: words}, by=case.senco)


def test_a_word_that_is_also_a_name_is_asked_about(case):
    PupilFactory(school=case.school, legal_first_name="Grace")
    sample = opened(case.school, case.senco, case.head)
    said = {"sample": sample, "visited_on": moment.today(), "seen": "Much grace.",
            "questions": [], "by": case.governor}  # fmt: skip
    with pytest.raises(IllegalMove, match="also be a name"):
        notes.write(**said)
    assert notes.write(**said, is_sure=True)


def test_answers_are_given_by_the_school_and_read_by_all_governors(case):
    note = noted(opened(case.school, case.senco, case.head), case.governor)
    [question] = note.questions.all()
    with pytest.raises(PermissionDenied):
        notes.answer(note=note, answers={question.pk: "Yes."}, by=case.governor)
    notes.answer(note=note, answers={question.pk: "By reviews."}, by=case.senco, version=1)
    assert showing.asked(note)[0]["answer"] == "By reviews."
    assert VisitNote.objects.visible_to(member(case.school, "governor")).exists()
    with pytest.raises(edits.Stale):
        notes.answer(note=note, answers={}, by=case.senco, version=1)


def test_a_question_waits_for_the_senco_until_it_is_answered(case):
    def due():
        assert not list(compared(case.school.pk, {deadlines.KEY}))
        rows = Deadline.objects.open().filter(kind=deadlines.KEY)
        return list(rows.values_list("object_id", "due_on", "owner_role"))

    sample = opened(case.school, case.senco, case.head)
    noted(sample, case.governor, questions=("",))
    assert due() == []
    note = noted(sample, case.governor, questions=("How?", "Why?"))
    assert due() == [(note.pk, moment.today() + deadlines.TO_ANSWER, "senco")]
    how, why = note.questions.values_list("pk", flat=True)
    notes.answer(note=note, answers={how: "By reviews."}, by=case.senco)
    assert len(due()) == 1
    notes.answer(note=note, answers={why: "The law asks."}, by=case.head)
    assert due() == []
    notes.answer(note=note, answers={why: ""}, by=case.senco)
    assert len(due()) == 1
