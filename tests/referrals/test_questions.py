"""Short questions: who is asked and sees what, answers side by side, and what is due."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils import services as pupils
from pupils.models import ChronologyEntry
from referrals.questions import lists, services
from referrals.questions.models import Asked, Round
from referrals.questions.obligations import follow
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import ClassStaff, Membership
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from sendcase.outbox.models import Message
from tests.factories import referrals
from tests.factories.people import member
from tests.factories.questions import asked as ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(place):
    """The class teacher, the support and a teacher of another class are asked."""
    return ask(place.pupil, place.senco, [place.teacher, place.support, place.other_teacher])


def page_of(round, person):
    return f"/questions/{round.asked.get(user=person).pk}/"


def open_due(school):
    return Deadline.objects.open().filter(school=school, kind="answer-questions")


def test_everybody_who_teaches_or_supports_today_is_ticked_and_others_are_the_sencos_to_add(
    place, as_
):
    at = f"/pupils/{place.pupil.pk}/questions/new/"
    form = as_(place.senco).get(at).context["form"]

    assert {name for _, name in form.fields["near"].choices} == {"Mrs Holt", place.support.name}
    others = {name for _, name in form.fields["others"].choices}
    assert place.other_teacher.name in others and place.governor.name not in others
    form = as_(place.teacher).get(at).context["form"]
    assert [name for _, name in form.fields["near"].choices] == [place.support.name]
    assert "others" not in form.fields


def test_a_teacher_cannot_ask_a_colleague_who_does_not_work_with_the_pupil(place, as_):
    body = {"near": [place.other_teacher.pk], "due_on": moment.today().isoformat()}
    response = as_(place.teacher).post(f"/pupils/{place.pupil.pk}/questions/new/", body)

    assert response.status_code == 200 and not Round.objects.exists()


def test_being_asked_opens_one_page_with_name_and_class_and_nothing_else(place, round, as_):
    client, sent = as_(place.other_teacher), referrals.sent(place.pupil, place.teacher)

    page = client.get(page_of(round, place.other_teacher)).content.decode()

    assert "Amina" in page and "3 Willow" in page
    assert f"/pupils/{place.pupil.pk}/" not in page
    for closed in (place.pupil.get_absolute_url(), sent.get_absolute_url(),
                   round.get_absolute_url(), page_of(round, place.teacher)):  # fmt: skip
        assert client.get(closed).status_code == 404
    services.close(round=round, by=place.senco)
    assert client.get(page_of(round, place.other_teacher)).status_code == 404


def test_who_left_the_school_is_asked_no_longer(place, round, as_):
    Membership.objects.filter(user=place.other_teacher).update(
        until_on=moment.today() - timedelta(days=1)
    )
    member(place.elsewhere, Role.TEACHER)
    Membership.objects.create(
        user=place.other_teacher, school=place.elsewhere, role=Role.TEACHER,
        from_on=moment.today(),
    )  # fmt: skip

    assert as_(place.other_teacher).get(page_of(round, place.other_teacher)).status_code == 404
    assert len(differences(place.school.pk)) == 1
    follow(place.school.pk)
    assert differences(place.school.pk) == []
    assert open_due(place.school).count() == 2


def test_each_person_asked_finds_it_on_today_and_a_stranger_to_the_child_reads_no_name(
    place, round, as_
):
    assert differences(place.school.pk) == []

    mine = as_(place.teacher).get(f"/{place.school.slug}/today/").content.decode()
    theirs = as_(place.other_teacher).get(f"/{place.school.slug}/today/").content.decode()

    assert "Answer short questions about Amina" in mine
    assert "Answer short questions about a pupil" in theirs and "Amina" not in theirs


def test_a_name_goes_from_the_list_with_the_class(place, round):
    ClassStaff.objects.filter(user=place.teacher).update(
        until_on=moment.today() - timedelta(days=1)
    )
    follow(place.school.pk)

    due = open_due(place.school).get(owner=place.teacher)
    assert due.pupil is None


def test_an_answer_closes_what_is_due_and_can_be_changed_until_the_round_is_closed(
    place, round, as_
):
    client, at = as_(place.teacher), page_of(round, place.teacher)

    client.post(at, {"answer_0": "She reads aloud.", "answer_3": "Some lessons", "version": 1})
    assert differences(place.school.pk) == []
    assert not open_due(place.school).filter(owner=place.teacher).exists()
    client.post(at, {"answer_0": "She draws.", "version": 2})

    row = round.asked.get(user=place.teacher)
    assert row.answers == ["She draws.", "", "", "", ""] and row.answered_at
    services.close(round=round, by=place.senco)
    assert client.post(at, {"answer_0": "Late."}).status_code == 404
    with pytest.raises(IllegalMove):
        services.answer(asked=row, by=place.teacher, answers=["x"], not_taught=False, note="")
    assert differences(place.school.pk) == [] and not open_due(place.school).exists()


def test_two_open_pages_of_one_person_show_both_texts(place, round, as_):
    client, at = as_(place.teacher), page_of(round, place.teacher)

    client.post(at, {"answer_0": "She reads aloud.", "version": 1})
    response = client.post(at, {"answer_0": "She draws.", "version": 1})

    assert response.status_code == 409
    assert all(words in response.content.decode() for words in ("She reads aloud.", "She draws."))


def test_an_answer_sent_twice_is_one(place, round, as_):
    client, at = as_(place.teacher), page_of(round, place.teacher)
    form_id = client.get(at).context["form"].form_id
    body = {"form_id": str(form_id), "answer_0": "She draws.", "version": 1}

    client.post(at, body)
    client.post(at, body)

    assert Event.objects.filter(verb="questions.answered").count() == 1


def test_nothing_said_is_not_an_answer_but_not_teaching_the_child_is(place, round, as_):
    client, at = as_(place.other_teacher), page_of(round, place.other_teacher)

    assert "Answer at least one question" in client.post(at, {"version": 1}).content.decode()
    client.post(at, {"not_taught": "on", "note": "Mr Hale does", "version": 1})

    page = as_(place.senco).get(round.get_absolute_url()).content.decode()
    assert "Does not teach the child: Mr Hale does" in page


def test_answers_stand_side_by_side_and_waits_are_named(place, round, as_):
    row = round.asked.get(user=place.teacher)
    services.answer(asked=row, by=place.teacher, answers=["Reads.", "", "", "", "Yes"],
                    not_taught=False, note="")  # fmt: skip

    for person in (place.senco, place.head, place.teacher):
        table = as_(person).get(round.get_absolute_url()).context["table"]
        assert {"name": "Mrs Holt", "words": "Reads."} in table["questions"][0]["answers"]
        assert [p["kind"] for p in table["people"] if p["name"] == "Mrs Holt"] == ["done"]
        assert table["waits"] == 2


@pytest.mark.parametrize("people", [3, 30])
def test_the_table_costs_the_same_for_many_colleagues(place, as_, people, at_most):
    round = ask(
        place.pupil, place.senco, [member(place.school, Role.TEACHER) for _ in range(people)]
    )
    client = as_(place.senco)

    with at_most(10):
        client.get(round.get_absolute_url())


def test_questions_keep_the_words_they_were_sent_with(place, round):
    was = round.content
    new = [{"text": "What helps?", "kind": "choice", "words": ["This", "That", "Neither"]}]

    lists.change(school=place.school, version=1, content=new, by=place.head)

    round.refresh_from_db()
    assert round.content == was and lists.current(place.school).content == new
    with pytest.raises(Stale):
        lists.change(school=place.school, version=1, content=new, by=place.senco)


@pytest.mark.parametrize("words", [["One", "Two"], ["Same", "Same", "Same"], list("abcdef")])
def test_a_choice_has_three_to_five_different_words(place, words):
    content = [{"text": "How often?", "kind": "choice", "words": words}]

    with pytest.raises(IllegalMove, match="3 to 5"):
        lists.change(school=place.school, version=1, content=content, by=place.senco)


def test_closing_leaves_one_line_in_the_story_for_who_may_read_the_answers(place, round, as_):
    services.close(round=round, by=place.senco)

    line = ChronologyEntry.objects.get(url=round.get_absolute_url())
    assert line.summary == "Questions to 3 colleagues: 0 answered"
    asked = (place.senco, place.head, place.teacher, place.support, place.office)
    seen = ChronologyEntry.objects.visible_to
    readers = [person for person in asked if seen(person).filter(pk=line.pk).exists()]
    assert readers == [place.senco, place.head, place.teacher]


def test_a_reminder_goes_once_a_day_to_who_waits_and_its_subject_names_no_child(place, round):
    row = round.asked.get(user=place.teacher)
    services.answer(asked=row, by=place.teacher, answers=["Reads."] + [""] * 4, not_taught=False,
                    note="")  # fmt: skip

    assert services.remind(round=round, by=place.senco) == 2
    assert services.remind(round=round, by=place.senco) == 0

    mails = Message.objects.filter(key__startswith="questions-")
    assert {mail.to for mail in mails} == {place.support.email, place.other_teacher.email}
    assert all("Amina" not in mail.subject + mail.text for mail in mails)


def test_a_child_who_leaves_is_asked_about_no_longer(place, round):
    pupil = place.pupil
    pupils.update_pupil(pupil=pupil, version=pupil.version, by=place.office, left_on=moment.today())

    assert not Round.objects.open().exists() and not open_due(place.school).exists()
    assert differences(place.school.pk) == []


def test_the_referral_the_desk_and_the_pupils_page_lead_to_the_answers(place, as_):
    sent = referrals.sent(place.pupil, place.teacher)
    round = ask(place.pupil, place.senco, [place.teacher], referral=sent)
    said = {"answers": ["She draws well.", "", "", "", ""], "not_taught": False, "note": ""}
    services.answer(asked=round.asked.get(), by=place.teacher, **said)
    client = as_(place.senco)

    for at in (sent.get_absolute_url(), f"/pupils/{place.pupil.pk}/referrals/"):
        assert round.get_absolute_url() in client.get(at).content.decode()
    assert "She draws well." in client.get(f"/referrals/{sent.pk}/decide/").content.decode()


def test_only_one_round_is_open_for_a_pupil_and_it_can_be_asked_again_after(place, round):
    with pytest.raises(IllegalMove, match="open already"):
        ask(place.pupil, place.senco, [place.teacher])
    services.close(round=round, by=place.senco)
    ask(place.pupil, place.senco, [place.teacher])
    assert Asked.objects.waiting().count() == 1


def test_no_other_schools_people_can_be_asked(place):
    with pytest.raises(IllegalMove, match="Choose whom"):
        ask(place.pupil, place.senco, [place.other_senco])


def test_the_list_is_edited_by_the_head_and_what_follows_is_said(place, round, as_):
    client, at = as_(place.head), f"/{place.school.slug}/policy/questions/"

    page = client.get(at).content.decode()
    assert "Questions about 1 pupil are open now: they keep the words" in page
    body = {"text_1": "How often?", "kind_1": "choice", "words_1": "Never, Often", "version": 1}
    assert "Write 3 to 5 different words" in client.post(at, body).content.decode()
    client.post(at, body | {"words_1": "Never, Sometimes, Often"})

    [question] = lists.current(place.school).content
    assert question == {
        "text": "How often?", "kind": "choice", "words": ["Never", "Sometimes", "Often"]
    }  # fmt: skip
