"""Asking again: whom, when, how often; once each; an answer ends it; then somebody rings."""

from datetime import timedelta

import pytest

from letters import facts, services
from letters.chasers import nightly as nights
from letters.chasers import services as chasers
from letters.chasers import talks
from letters.models import Batch, Chase, Letter, Reply
from letters.tasks import chasers as nightly
from pupils.leaving import has_gone
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import Policy
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.answers import sent
from tests.factories.letters import Family
from tests.factories.people import sign_in
from tests.factories.pupils import ContactFactory

pytestmark = pytest.mark.django_db
PDF = ({"to": {"lines": []}}, b"%PDF-1.7")


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture
def letter(family):
    return sent(15, pupil=family.pupil, contact=family.mother)


@pytest.fixture
def no_paper(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kw: b"%PDF-1.7")


def send(chaser, senco):
    return services.issue(letter=services.approve(letter=chaser, by=senco), by=senco)


def ago(days):
    return moment.today() - timedelta(days=days)


def test_one_chaser_however_often_the_task_runs_and_only_after_the_day_on_the_paper(family, letter):
    on_its_day = sent(14, pupil=family.pupil, contact=family.mother)

    for _ in range(3):
        nightly()

    chaser = Letter.objects.get(purpose="chaser")
    assert (chaser.state, chaser.contact) == ("prepared", family.mother)
    assert chaser.facts["letter_reference"] == f"L{letter.pk}"
    assert list(letter.chases.values_list("number", "how", "chaser")) == [(1, "letter", chaser.pk)]
    assert not on_its_day.chases.exists()


def test_only_the_home_that_has_not_answered_is_asked_again(family):
    far = {"household": 2, "address": "9 Far Lane", "postcode": "WB9 9ZZ"}
    father = ContactFactory(pupil=family.pupil, priority=9, **far)
    sent(15, pupil=family.pupil, contact=father)

    nightly()

    assert [row.contact for row in Letter.objects.filter(purpose="chaser")] == [father]


def test_one_nights_chasers_wait_together(family, letter):
    other = Family(school=family.school)
    sent(20, pupil=other.pupil, contact=other.mother)

    nightly()

    batch = Batch.objects.get()
    assert batch.letters.count() == batch.rows.count() == 2
    assert (batch.state, batch.purpose) == ("prepared", "chaser")


def test_nobody_is_asked_who_may_not_be_or_need_not(family, letter, monkeypatch):
    for other in (Family(school=family.school) for _ in range(4)):
        row = sent(20, pupil=other.pupil, contact=other.mother)
        match Letter.objects.filter(issued_on=ago(20)).count():
            case 1:
                other.mother.do_not_contact = True
                other.mother.save()
            case 2:
                other.pupil.left_on = ago(1)
                other.pupil.save()
                assert has_gone(other.pupil.left_on)
            case 3:
                services.withdraw(letter=row, reason="The wrong plan.", by=other.senco)
            case 4:
                services.returned(letter=row, reason="Gone away.", by=other.senco)
    services.record_reply(letter=letter, route="slip", received_on=ago(1), by=family.office)

    nightly()

    assert not Letter.objects.filter(purpose="chaser").exists()
    assert not Batch.objects.exists()
    assert not Chase.objects.exists()


def test_the_next_one_comes_some_days_after_the_last_and_no_more_than_the_rule_gives(
    family, letter, no_paper
):
    Policy.objects.update(chase_times=2, chase_days=7)
    nightly()
    Chase.objects.update(on=ago(7))
    nightly()  # the first still waits to be sent
    assert letter.chases.count() == 1
    first = send(Letter.objects.get(purpose="chaser"), family.senco)
    nightly()  # on the same day
    assert letter.chases.count() == 1

    Chase.objects.update(on=ago(7))
    nightly()
    second = Letter.objects.filter(purpose="chaser").first()
    assert second != first
    nightly()  # the second waits to be sent
    send(second, family.senco)
    Chase.objects.update(on=ago(30))
    nightly()

    assert list(letter.chases.values_list("number", flat=True)) == [1, 2]
    rung = Deadline.objects.open().get(kind="letter-unanswered", object_id=letter.pk)
    assert "Ring them" in rung.rule
    assert not rung.is_waiting


def test_an_answer_to_the_first_letter_withdraws_what_would_have_asked_again(family, letter):
    nightly()

    services.record_reply(letter=letter, route="slip", received_on=ago(1), by=family.office)

    assert Letter.objects.get(purpose="chaser").state == "withdrawn"


def test_an_answer_to_a_chaser_answers_the_first_letter(family, letter, no_paper):
    nightly()
    chaser = send(Letter.objects.get(purpose="chaser"), family.senco)

    services.record_reply(
        letter=chaser, route="phone", received_on=moment.today(), wants_to_talk=True,
        by=family.office,
    )  # fmt: skip

    letter.refresh_from_db()
    assert (letter.state, letter.reply.wants_to_talk) == ("answered", True)
    talk = Deadline.objects.open().get(kind="talk-wanted")
    assert talk.object_id == letter.pk
    assert not differences(family.school.pk)


def test_what_an_answer_to_a_chaser_brings_is_brought_once(family, letter, no_paper):
    nightly()
    chaser = send(Letter.objects.get(purpose="chaser"), family.senco)
    for row in (letter, chaser):
        row.refresh_from_db()

    reply = services.record_reply(
        letter=chaser, route="slip", received_on=moment.today(), words="Thank you.",
        wants_to_talk=True, by=family.office,
    )  # fmt: skip

    chaser.refresh_from_db()
    assert (reply.letter, Reply.objects.count()) == (letter, 1)
    assert (chaser.state, hasattr(chaser, "reply")) == ("answered", False)
    assert ("Answer", f"stands with letter L{letter.pk}") in facts.history(chaser)
    assert family.pupil.family_words.count() == 1
    assert family.pupil.chronology.filter(summary__startswith="The family answered").count() == 1
    with pytest.raises(services.AlreadyDone):
        services.record_reply(
            letter=chaser, route="slip", received_on=moment.today(), by=family.office
        )


def test_a_chaser_keeps_the_answer_itself_where_the_first_letter_came_back(
    family, letter, no_paper
):
    nightly()
    chaser = send(Letter.objects.get(purpose="chaser"), family.senco)
    services.returned(letter=letter, reason="Gone away.", by=family.office)

    services.record_reply(
        letter=chaser, route="slip", received_on=moment.today(), words="Here we are.",
        wants_to_talk=True, by=family.office,
    )  # fmt: skip

    assert family.pupil.family_words.get().words == "Here we are."
    assert Deadline.objects.open().get(kind="talk-wanted").object_id == chaser.pk
    assert not differences(family.school.pk)


def test_letters_left_for_long_are_not_asked_about_by_the_rule(family):
    """Answers were hoped for within 14 days; six weeks later it is a person's to do."""
    old = sent(14 + chasers.STILL_DAYS + 1, pupil=family.pupil, contact=family.mother)
    asked = sent(100, pupil=family.pupil, contact=family.mother)
    Chase.objects.create(
        school=family.school, letter=asked, number=1, how="phone", on=ago(7 + chasers.STILL_DAYS)
    )
    nightly()

    assert not old.chases.exists()
    assert asked.chases.filter(how="letter").count() == 1


def test_the_night_gives_old_letters_the_lines_of_today_that_they_lack(family, letter, no_paper):
    nightly()
    chaser = send(Letter.objects.get(purpose="chaser"), family.senco)
    services.record_reply(
        letter=letter, route="slip", received_on=ago(1), wants_to_talk=True, by=family.office
    )
    services.returned(letter=family.issued(), reason="Gone away.", by=family.office)
    gone = Family(school=family.school)
    services.returned(letter=gone.issued(), reason="Gone away.", by=family.office)
    gone.pupil.left_on = ago(1)
    gone.pupil.save()
    Letter.objects.filter(pk=chaser.pk).update(state="issued")
    Deadline.objects.all().delete()

    for _ in range(2):
        nightly()

    assert not differences(family.school.pk)
    kinds = Deadline.objects.open().values_list("kind", flat=True)
    assert sorted(kinds) == ["letter-came-back", "talk-wanted"]
    chaser.refresh_from_db()
    assert chaser.state == "answered"
    assert nights.mend(family.school.pk) == 0


def test_a_phone_call_is_a_dated_fact_and_moves_the_day(family, letter):
    before = Deadline.objects.filter(kind="letter-unanswered", object_id=letter.pk)
    chase = chasers.note_asked(
        letter=letter, how="phone", on=moment.today(), words="No answer.", by=family.office
    )

    assert chase.number == 1
    assert before.get().due_on == moment.today() + timedelta(days=7)
    nightly()
    assert not Letter.objects.filter(purpose="chaser").exists()
    with pytest.raises(IllegalMove):
        chasers.note_asked(letter=letter, how="phone", on=ago(40), words="", by=family.office)


def test_a_talk_that_is_wanted_is_due_until_somebody_notes_it(family, letter):
    services.record_reply(
        letter=letter, route="slip", received_on=ago(2), wants_to_talk=True, by=family.office
    )
    due = Deadline.objects.open().get(kind="talk-wanted")
    assert due.due_on == ago(2) + timedelta(days=5)
    with pytest.raises(IllegalMove):
        talks.talked(letter=letter, talked_on=ago(3), words="", by=family.senco)

    talks.talked(letter=letter, talked_on=ago(1), words="About reading.", by=family.senco)

    assert not Deadline.objects.open().filter(kind="talk-wanted").exists()
    with pytest.raises(IllegalMove):
        talks.talked(letter=letter, talked_on=ago(1), words="", by=family.senco)
    assert not differences(family.school.pk)


def test_what_came_back_is_due_until_it_is_written_again_and_doubts_the_address(family, no_paper):
    from letters import remarks

    letter = services.returned(
        letter=family.issued(), reason="Gone away. New people.", by=family.office
    )
    assert Deadline.objects.open().filter(kind="letter-came-back").exists()
    assert not differences(family.school.pk)

    new = services.prepare_again(letter=letter, by=family.senco)

    assert new.facts == letter.facts
    assert any("came back" in words for words in remarks.of(new))
    assert not Deadline.objects.open().filter(kind="letter-came-back").exists()
    assert not differences(family.school.pk)
    family.mother.address = "2 New Road"
    family.mother.save()
    new = Letter.objects.get(pk=new.pk)
    assert not any("came back" in words for words in remarks.of(new))


def test_the_list_begins_with_what_waits_and_who_has_answered(client, family, letter):
    sign_in(client, family.senco)
    other = sent(3, pupil=family.pupil, contact=family.mother)
    services.record_reply(
        letter=other, route="slip", received_on=ago(1), wants_to_talk=True, times="Mondays",
        by=family.office,
    )  # fmt: skip
    sent()  # another school's: it could leak
    at = f"/{family.school.slug}/letters/"

    page = client.get(at).context
    talk = client.get(f"{at}?show=talk").context["rows"]
    waits = client.get(f"{at}?{page['answered'][0]['query']}").context["rows"]

    assert [row["words"] for row in page["questions"]] == [
        "1 is sent and not answered", "1 was answered in the last seven days",
        "1 is from a family who would like to talk",
    ]  # fmt: skip
    assert [row["words"] for row in page["answered"]] == ["1 of 2 answered"]
    assert [(row["url"], row["said"]) for row in talk] == [
        (other.get_absolute_url(), "Would like to talk: Mondays")
    ]
    assert [row["url"] for row in waits] == [letter.get_absolute_url()]
    assert "15 days ago" in waits[0]["when"]
