"""From the class teacher's words to "I have read it": who reads when, and what was read."""

import re
from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from iep.handover import content, services
from iep.handover.models import Handover, HandoverNote, HandoverVersion
from pupils import services as pupils
from reminders import owners, recount
from reminders.models import Deadline
from schools.models import ClassStaff
from sendcase import edits, moment
from sendcase.frozen.services import is_whole
from tests.factories.handing_on import begun, handed, written
from tests.factories.iep import reviewed_plan, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.posting import inputs, queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def a_day(days):
    return moment.at(moment.now() + timedelta(days=days))


def page_of(client, person, handover):
    return sign_in(client, person).get(handover.get_absolute_url())


@pytest.mark.usefixtures("no_papers")
def test_children_on_the_register_and_with_a_plan_get_a_note_begun_from_the_plan(on_register):
    case = on_register
    planned = PupilFactory(school=case.school, class_group=case.klass)
    reviewed_plan(planned, by=case.senco, outcome="met")
    shared_plan(planned, by=case.senco)
    PupilFactory(school=case.school, class_group=case.klass)  # nothing is known of any need
    gone = PupilFactory(school=case.school, class_group=case.klass)
    placed(gone, by=case.senco)
    pupils.leave(pupil=gone, on=TODAY, by=case.senco)
    handover = begun(case.klass, by=case.senco)
    assert {note.pupil for note in handover.notes.all()} == {case.pupil, planned}
    words = handover.notes.get(pupil=planned).works
    assert words.startswith("On the plan: Sits near the front; words on the table.")
    assert "Met: Read " in words
    assert handover.notes.get(pupil=case.pupil).works == ""


@pytest.mark.usefixtures("no_papers")
def test_who_comes_back_after_the_handing_over_has_no_note_in_it_and_breaks_no_page(
    client, on_register, next_teacher
):
    case = on_register
    away = PupilFactory(school=case.school, class_group=case.klass)
    placed(away, by=case.senco)
    handover = written(begun(case.klass, by=case.senco, receiver=next_teacher), case.teacher)
    type(away).objects.filter(pk=away.pk).update(left_on=TODAY - timedelta(days=1))
    paper = services.paper_to_hand(handover, handover.version)
    handover = services.hand_over(handover=handover, paper=paper, by=case.teacher)
    services.open_reading(
        handover=handover, version=handover.version, opens_on=TODAY, by=case.senco
    )
    type(away).objects.filter(pk=away.pk).update(left_on=None)
    for person in (case.senco, next_teacher):
        page = page_of(client, person, handover)
        assert page.status_code == 200 and away.first_name not in page.content.decode()
        assert client.get(f"{handover.get_absolute_url()}pdf/").status_code == 200
    never_handed = handover.notes.get(pupil=away)
    for what in ("read", "question"):
        assert client.post(f"/handover-notes/{never_handed.pk}/{what}/").status_code == 404
    client.post(f"{handover.get_absolute_url()}read/")
    handover.refresh_from_db()
    assert handover.state == Handover.State.ACCEPTED


@pytest.mark.usefixtures("no_papers")
class TestWhoReadsWhen:
    def test_nothing_before_their_day_then_by_duty_and_the_old_teacher_no_more(
        self, client, on_register, next_teacher
    ):
        case = on_register
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        page = page_of(client, next_teacher, handover)
        assert "A handover of 1 child waits for you" in page.content.decode()
        assert case.pupil.first_name not in page.content.decode()
        assert case.pupil.first_name in page_of(client, case.teacher, handover).content.decode()
        ClassStaff.objects.filter(user=case.teacher).update(until_on=handover.takes_on)
        hold_class(next_teacher, case.klass, from_on=handover.takes_on)
        with a_day(60):  # both hold it on that day: the handover is the next teacher's
            assert case.pupil.first_name in page_of(client, next_teacher, handover).content.decode()
        with a_day(61):
            assert page_of(client, case.teacher, handover).status_code == 404
            assert case.pupil.first_name in page_of(client, next_teacher, handover).content.decode()

    def test_a_reading_opened_by_the_senco_shows_the_notes_and_nothing_else_until_it_ends(
        self, client, on_register, next_teacher
    ):
        case = on_register
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        handover = services.open_reading(
            handover=handover, version=handover.version, opens_on=TODAY + timedelta(days=7),
            by=case.senco,
        )  # fmt: skip
        seen = HandoverNote.objects.visible_to
        assert not seen(next_teacher).exists()
        assert "read it from" in page_of(client, next_teacher, handover).content.decode()
        with a_day(7):
            page = page_of(client, next_teacher, handover).content.decode()
            assert "Word cards, little and often." in page
            assert client.get(case.pupil.get_absolute_url()).status_code == 404
            document = HandoverVersion.objects.get().document_id
            assert client.get(f"/documents/{document}/").status_code == 404
        with a_day(60):  # the class is not theirs by duty, so the reading is over
            assert not seen(next_teacher).exists()
        services.open_reading(
            handover=handover, version=handover.version, opens_on=None, by=case.senco
        )
        with a_day(7):
            assert not seen(next_teacher).exists()
        said = Event.objects.filter(verb__startswith="handover.reading").order_by("pk")
        assert [event.verb for event in said] == [
            "handover.reading_opened",
            "handover.reading_ended",
        ]

    def test_another_teacher_or_another_day_ends_the_reading(self, on_register, next_teacher):
        case = on_register
        for change in ({"receiver": member(case.school, Role.TEACHER)},
                       {"takes_on": TODAY + timedelta(days=90)}):  # fmt: skip
            handover = handed(case.klass, by=case.teacher, receiver=next_teacher, days=50)
            handover = services.open_reading(
                handover=handover, version=handover.version, opens_on=TODAY, by=case.senco
            )
            assert HandoverNote.objects.visible_to(next_teacher).exists()
            now = {name: getattr(handover, name) for name in ("to_class", "receiver", "takes_on",
                   "write_by", "accept_by")}  # fmt: skip
            services.change(
                handover=handover, version=handover.version, by=case.senco, **now | change
            )
            assert not HandoverNote.objects.visible_to(next_teacher).exists()
            Handover.objects.update(state="cancelled")

    def test_a_class_that_keeps_its_name_does_not_show_last_years_children(
        self, client, on_register, next_teacher
    ):
        """The children go to Oak; Willow's teacher keeps Willow and gets new children."""
        case = on_register
        oak = ClassGroupFactory(school=case.school, name="Oak")
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher, to_class=oak)
        hold_class(next_teacher, oak, from_on=handover.takes_on)
        with a_day(60):
            pupils.move_class(pupil=case.pupil, class_group=oak, by=case.senco)
            assert page_of(client, case.teacher, handover).status_code == 404
            page = page_of(client, next_teacher, handover).content.decode()
            assert case.pupil.first_name in page

    def test_a_draft_is_not_the_next_teachers_to_read(self, on_register, next_teacher):
        handover = written(begun(on_register.klass, by=on_register.senco, receiver=next_teacher),
                           on_register.teacher)  # fmt: skip
        hold_class(next_teacher, on_register.klass, from_on=handover.takes_on)
        with a_day(60):
            assert not HandoverNote.objects.visible_to(next_teacher).exists()
            assert not Handover.objects.visible_to(next_teacher).exists()


class TestHandingOver:
    def test_only_when_every_note_is_written_and_the_next_teacher_named(
        self, on_register, next_teacher, no_papers
    ):
        case = on_register
        handover = begun(case.klass, by=case.senco)
        with pytest.raises(edits.IllegalMove, match="next teacher"):
            services.paper_to_hand(handover, handover.version)
        Handover.objects.update(receiver=next_teacher)
        with pytest.raises(edits.IllegalMove, match="still to be written"):
            services.paper_to_hand(handover, handover.version)

    def test_what_was_handed_over_stays_as_it_was_read(self, client, on_register, next_teacher,
                                                       no_papers):  # fmt: skip
        case = on_register
        shared_plan(case.pupil, by=case.senco)
        case.pupil.reasonable_adjustments = "Never on file here"
        case.pupil.save()
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        version = HandoverVersion.objects.get()
        value = content.plans.frozen(version)
        assert is_whole(version)
        assert value["plan"]["targets"][0]["strategies"].startswith("Sits near the front")
        assert value["ask_about"] == ["adjustments"]
        assert "Never on file here" not in version.content
        case.pupil.plans.get().targets.update(target="Something else")
        page = page_of(client, case.senco, handover).content.decode()
        assert value["plan"]["targets"][0]["target"] in page
        assert "Something else" not in page

    def test_words_saved_between_printing_and_handing_over_are_not_left_out(
        self, on_register, next_teacher, no_papers
    ):
        case = on_register
        handover = written(begun(case.klass, by=case.senco, receiver=next_teacher), case.teacher)
        paper = services.paper_to_hand(handover, handover.version)
        written(handover, case.senco)
        with pytest.raises(edits.Stale):
            services.hand_over(handover=handover, paper=paper, by=case.teacher)
        assert not HandoverVersion.objects.exists()

    def test_after_that_nothing_is_written_unless_it_is_taken_back(
        self, on_register, next_teacher, no_papers
    ):
        case = on_register
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        note = handover.notes.get()
        with pytest.raises(edits.IllegalMove):
            services.write(note=note, version=note.version, works="x", words="y", by=case.teacher)
        back = services.take_back(handover=handover, version=handover.version, by=case.senco)
        written(back, case.teacher)
        paper = services.paper_to_hand(back, back.version)
        again = services.hand_over(handover=back, paper=paper, by=case.teacher)
        assert HandoverVersion.objects.count() == 2
        services.read_one(note=note, by=next_teacher)
        again.refresh_from_db()
        with pytest.raises(edits.IllegalMove):
            services.take_back(handover=again, version=again.version, by=case.senco)


@pytest.mark.usefixtures("no_papers")
class TestReading:
    def test_read_by_the_named_teacher_only_and_accepted_when_all_are_read(
        self, client, on_register, next_teacher
    ):
        case = on_register
        placed(PupilFactory(school=case.school, class_group=case.klass), by=case.senco)
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        services.open_reading(
            handover=handover, version=handover.version, opens_on=TODAY, by=case.senco
        )
        first, _ = handover.notes.all()
        with pytest.raises(edits.IllegalMove):
            services.read_one(note=first, by=case.senco)
        sign_in(client, next_teacher)
        client.post(f"/handover-notes/{first.pk}/read/")
        assert "1 of 2 read" in client.get(handover.get_absolute_url()).content.decode()
        client.post(f"/handovers/{handover.pk}/read/")
        handover.refresh_from_db()
        assert handover.state == Handover.State.ACCEPTED
        accepted = Event.objects.filter(verb="handovernote.accepted")
        frozen = {v.sha256 for v in HandoverVersion.objects.all()}
        assert {event.detail.text["sha256"][1] for event in accepted} == frozen

    def test_one_question_stands_beside_its_answer(self, client, on_register, next_teacher):
        case = on_register
        handover = handed(case.klass, by=case.teacher, receiver=next_teacher)
        services.open_reading(
            handover=handover, version=handover.version, opens_on=TODAY, by=case.senco
        )
        note = handover.notes.get()
        asked = f"/handover-notes/{note.pk}/question/"
        page = sign_in(client, next_teacher).get(asked).content.decode()
        client.post(asked, inputs(page) | {"question": "Who sits beside her?"})
        note.refresh_from_db()
        with pytest.raises(edits.IllegalMove):
            services.ask(note=note, question="And?", by=next_teacher)
        [due] = Deadline.objects.filter(kind="answer-handover").open()
        assert due.owner == case.teacher
        page = sign_in(client, case.teacher).get(f"/handover-notes/{note.pk}/answer/")
        body = inputs(page.content.decode()) | {"answer": "Maya, near the window."}
        client.post(f"/handover-notes/{note.pk}/answer/", body)
        page = page_of(client, next_teacher, handover).content.decode()
        assert "Who sits beside her?" in page and "Maya, near the window." in page
        assert not Deadline.objects.filter(kind="answer-handover").open().exists()


@pytest.mark.usefixtures("no_papers")
def test_the_table_of_deadlines_says_what_the_records_say_at_every_step(on_register, next_teacher):
    case = on_register

    def proved(**expected):
        assert recount.differences(case.school.pk) == []
        rows = Deadline.objects.filter(kind__endswith="-handover").open()
        assert {row.kind.split("-")[0]: row.owner for row in rows} == expected

    handover = begun(case.klass, by=case.senco, receiver=next_teacher)
    proved(write=case.teacher)
    ClassStaff.objects.filter(user=case.teacher).update(until_on=TODAY - timedelta(days=1))
    owners.hand_over(case.school.pk)
    proved(write=None)  # nobody holds the class: the SENCO's
    ClassStaff.objects.filter(user=case.teacher).update(until_on=None)
    owners.hand_over(case.school.pk)
    written(handover, case.teacher)
    paper = services.paper_to_hand(handover, handover.version)
    handover = services.hand_over(handover=handover, paper=paper, by=case.teacher)
    proved(accept=next_teacher)
    note = handover.notes.get()
    services.ask(note=note, question="Why?", by=next_teacher)
    proved(accept=next_teacher, answer=case.teacher)
    pupils.leave(pupil=case.pupil, on=TODAY, by=case.senco)
    proved(accept=next_teacher)
    case.pupil.refresh_from_db()
    pupils.update_pupil(pupil=case.pupil, version=case.pupil.version, by=case.senco, left_on=None)
    proved(accept=next_teacher, answer=case.teacher)
    services.read_all(handover=handover, notes=[note.pk], by=next_teacher)
    proved(answer=case.teacher)
    with a_day(61):
        owners.hand_over(case.school.pk)
        proved(answer=None)


@pytest.mark.usefixtures("no_papers")
def test_two_people_at_one_note_see_both_texts(client, on_register):
    case = on_register
    note = begun(case.klass, by=case.senco).notes.get()
    address = f"/handover-notes/{note.pk}/"
    sign_in(client, case.teacher)
    opened = inputs(client.get(address).content.decode())
    services.write(note=note, version=note.version, works="Mine", words="", by=case.senco)
    page = client.post(address, opened | {"works": "Yours", "note": ""})
    assert page.status_code == 409
    assert "Mine" in page.content.decode() and "Yours" in page.content.decode()
    note.refresh_from_db()
    assert note.works == "Mine"


@pytest.mark.usefixtures("no_papers")
def test_save_then_the_next_child_goes_on_to_one_that_is_not_written(client, on_register):
    case = on_register
    placed(PupilFactory(school=case.school, class_group=case.klass), by=case.senco)
    first, second = begun(case.klass, by=case.senco).notes.all()
    sign_in(client, case.teacher)
    body = inputs(client.get(f"/handover-notes/{first.pk}/").content.decode())
    page = client.post(f"/handover-notes/{first.pk}/", body | {"works": "Cards", "then_next": "1"})
    assert page.url == f"/handover-notes/{second.pk}/"
    body = inputs(client.get(page.url).content.decode())
    page = client.post(f"/handover-notes/{second.pk}/", body | {"note": "Hi", "then_next": "1"})
    assert page.url == f"/handovers/{first.handover_id}/#child-{second.pk}"
    assert "2 of 2 written" in client.get(page.url).content.decode()


@pytest.mark.parametrize("count", [10, 200])
@pytest.mark.usefixtures("no_papers")
def test_overview_and_class_ask_no_more_for_many(client, case, count):
    for n in range(count):
        other = ClassGroupFactory(school=case.school, name=f"Class {n}")
        begun(other, by=case.senco)
    for _ in range(count):
        PupilFactory(school=case.school, class_group=case.klass, stage=case.school.stages.get(
            code="sen-support"))  # fmt: skip
    handover = begun(case.klass, by=case.senco)
    sign_in(client, case.senco)
    overview = f"/{case.school.slug}/handover/?year={school_year(handover.takes_on)}"
    client.get(overview)
    with queries(at_most=8):  # session, person, roles, school, two of its own, the log
        page = client.get(overview).content.decode()
    assert re.search(r"Class \d", page)
    with queries(at_most=14):
        client.get(handover.get_absolute_url())


def school_year(day):
    return day.year if day.month >= 9 else day.year - 1
