"""A family's words: from a reply or by hand, beside their target, answered once, never changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from iep import services as plans
from iep.family import noted
from letters import services as letters
from letters.voice import deadlines, services
from letters.voice.models import FamilyWord
from pupils.wording import day_text
from reminders.models import Deadline
from reminders.owners import Owner
from reminders.recount import differences
from sendcase import edits, moment
from tests.factories.iep import reviewed_plan, shared_plan
from tests.factories.letters import FACTS, LetterFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db


class Family:
    def __init__(self):
        self.pupil = PupilFactory(legal_first_name="Amina")
        self.school = self.pupil.school
        self.pupil.class_group = ClassGroupFactory(school=self.school)
        self.pupil.save()
        self.contact = ContactFactory(pupil=self.pupil)
        self.senco = member(self.school, Role.SENCO)
        self.teacher = member(self.school, Role.TEACHER, name="Mr Lee")
        hold_class(self.teacher, self.pupil.class_group)

    def says(self, words="It is too hard for her.", kind="disagreement", **more):
        given = {"said_by": "Ms Brightwater", "said_on": moment.today(), "how": "phone"}
        return services.record(pupil=self.pupil, kind=kind, words=words, by=self.senco,
                               **given | more)  # fmt: skip


@pytest.fixture
def family(db):
    return Family()


def due(word):
    return Deadline.objects.filter(kind="answer-family", object_id=word.pk).get()


def test_the_words_of_a_reply_are_kept_about_what_the_letter_told_of(family):
    entry = placed(family.pupil, by=family.senco)
    letter = LetterFactory(
        pupil=family.pupil, contact=family.contact, facts=FACTS, prepared_by=family.senco,
        about_type="register.registerentry", about_id=entry.pk, state="issued",
        issued_on=moment.today(), answer_days=14, approved_by=family.senco,
    )  # fmt: skip
    reply = letters.record_reply(
        letter=letter, route="slip", received_on=moment.today(), words="We are glad.",
        by=family.senco,
    )  # fmt: skip
    word = FamilyWord.objects.get()
    assert (word.reply, word.words, word.kind) == (reply, "We are glad.", "comment")
    assert (word.about_type, word.about_id) == ("register.registerentry", entry.pk)
    assert entry.stage_name in word.about_words and word.said_by == family.contact.name


def test_a_slip_without_words_makes_none(family):
    letter = LetterFactory(pupil=family.pupil, contact=family.contact, prepared_by=family.senco)
    reply = letters.Reply(school=family.school, letter=letter, words=" ")
    assert services.of_reply(letter, reply) is None


@pytest.mark.parametrize("change", [{"words": "Fine."}, {"said_by": "Nobody"}])
def test_the_database_keeps_the_words_as_they_were_said(family, change):
    word = family.says()
    with pytest.raises(DatabaseError), transaction.atomic():
        FamilyWord.objects.filter(pk=word.pk).update(**change)


def test_an_answer_stays_and_what_it_answers_moves_no_more(family):
    word = services.answer(word=family.says(), answer="We look again.", by=family.senco)
    for again in (
        lambda: services.answer(word=word, answer="No.", by=family.senco),
        lambda: services.place(word=word, kind="comment", about="", asked_of=None, by=family.senco),
    ):
        with pytest.raises(edits.IllegalMove):
            again()
    for change in ({"answer": "No."}, {"kind": "comment"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FamilyWord.objects.filter(pk=word.pk).update(**change)


def test_a_disagreement_is_due_until_it_is_answered(family):
    said_on = moment.today() - timedelta(days=3)
    word = family.says(said_on=said_on)
    assert due(word).due_on == said_on + timedelta(days=14)
    assert (due(word).owner, due(word).owner_role) == (None, Role.SENCO)
    assert differences(family.school.pk) == []
    services.answer(word=word, answer="We look again.", by=family.senco)
    assert due(word).state == "done" and differences(family.school.pk) == []


def test_whoever_is_asked_owes_the_answer_and_nobody_else_may_give_it(family):
    word = family.says(kind="comment")
    assert not Deadline.objects.filter(kind="answer-family").exists()
    with pytest.raises(PermissionDenied):
        services.answer(word=word, answer="Yes.", by=family.teacher)
    word = services.place(
        word=word, kind="comment", about="", asked_of=family.teacher, by=family.senco
    )
    assert due(word).owner == family.teacher and differences(family.school.pk) == []
    services.answer(word=word, answer="Yes.", by=family.teacher)


def test_the_recount_asks_as_much_for_one_as_for_eight(family, at_most):
    def asked(count):
        for number in range(count):
            word = family.says(f"Words {number}", kind="comment")
            services.place(
                word=word, kind="comment", about="", asked_of=family.teacher, by=family.senco
            )

    asked(1)
    with CaptureQueriesContext(connection) as one:
        deadlines.recount(family.school.pk)
    asked(7)
    with at_most(len(one)):
        found = deadlines.recount(family.school.pk)
    assert [row.owner for row in found] == [Owner(family.teacher.pk)] * 8


def test_words_stand_beside_their_target_on_plan_review_and_after_a_new_version(family, client):
    plan = shared_plan(family.pupil, by=family.senco)
    target = plan.targets.first()
    family.says("Too hard, says her mother.", about=f"iep.target:{target.pk}")
    sign_in(client, family.senco)
    for path in (f"/plans/{plan.pk}/", f"/plans/{plan.pk}/review/",
                 f"/pupils/{family.pupil.pk}/family/"):  # fmt: skip
        assert "Too hard, says her mother." in client.get(path).content.decode(), path


def test_words_about_a_target_that_is_carried_on_stand_beside_the_later_one_and_the_old(
    family, client
):
    old = reviewed_plan(family.pupil, by=family.senco)
    target = old.targets.first()
    family.says("Too hard, says her mother.", about=f"iep.target:{target.pk}")
    new = plans.next_plan(plan=old, by=family.senco)
    later = new.targets.get(carried_from=target)
    sign_in(client, family.senco)

    page = client.get(f"/plans/{new.pk}/").content.decode()
    beside, _, after = page.partition('id="target-2"')
    assert f"Said about this target in the plan of {day_text(old.starts_on)}" in beside
    assert "Too hard, says her mother." in beside and "Too hard" not in after
    before = client.get(f"/plans/{old.pk}/").content.decode()
    assert "Too hard, says her mother." in before and "Said about this target" not in before
    beside_targets = noted(family.senco, [new])[new.pk]
    assert list(beside_targets) == [later.pk]
    [line] = beside_targets[later.pk]
    assert line.text.startswith("Said about this target in the plan of")
    assert FamilyWord.objects.count() == 1


def test_a_withdrawn_word_is_gone_for_the_teacher(family, client):
    word = family.says("Of another child.")
    services.withdraw(word=word, reason="The wrong child.", by=family.senco)
    path = f"/pupils/{family.pupil.pk}/family/"
    assert "Of another child." in sign_in(client, family.senco).get(path).content.decode()
    assert "Of another child." not in sign_in(client, family.teacher).get(path).content.decode()


def test_the_letters_lead_to_what_families_said_for_those_who_read_it(family, client):
    office = member(family.school, Role.OFFICE)
    for person, expected in ((family.senco, True), (office, False)):
        page = sign_in(client, person).get(f"/{family.school.slug}/letters/").content.decode()
        assert (f"/{family.school.slug}/family-words/" in page) == expected


def test_the_list_asks_no_more_at_forty_rows(family, client, at_most):
    sign_in(client, family.senco)
    path = f"/{family.school.slug}/family-words/?show=all"
    family.says()
    client.get(path)
    with at_most(9):
        client.get(path)
    for number in range(39):
        family.says(f"Words {number}")
    with at_most(9):
        assert client.get(path).content.decode().count("Words ") == 39
