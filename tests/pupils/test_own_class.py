"""Somebody in the office who also teaches opens no child's file to themselves, on any way."""

from datetime import timedelta

import pytest

from accounts.permissions import Permission, Role
from pupils import services
from pupils.models import Pupil
from pupils.roll import services as roll
from schools.models import ClassStaff, Membership
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
KINDLY = "Ask the SENCO or a colleague in the office to do it."


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


@pytest.fixture
def oak(school):
    return ClassGroupFactory(school=school, name="Oak")


@pytest.fixture
def both(school, willow):
    """Keeps the roll, and holds Willow."""
    person = member(school, Role.OFFICE)
    begin(person, school, Role.TEACHER)
    hold_class(person, willow)
    return person


@pytest.fixture
def pupil(school, oak):
    return PupilFactory(school=school, class_group=oak)


def begin(person, school, role):
    Membership.objects.create(user=person, school=school, role=role, from_on=YESTERDAY)


def body(pupil, **changed):
    return {
        "legal_first_name": pupil.legal_first_name, "legal_last_name": pupil.legal_last_name,
        "born_on": "2018-03-14", "year": "3", "version": pupil.version,
        "class_group": pupil.class_group_id or "", **changed,
    }  # fmt: skip


def send(client, person, pupil, **changed):
    return sign_in(client, person).post(f"/pupils/{pupil.pk}/edit/", body(pupil, **changed))


def reads(person, pupil) -> bool:
    seen = Pupil.objects.visible_to(type(person).objects.get(pk=person.pk), Permission.PLAN_VIEW)
    return seen.filter(pk=pupil.pk).exists()


class TestEditingAPupil:
    def test_into_the_own_class_is_refused_beside_the_field(self, client, both, pupil, willow):
        answer = send(client, both, pupil, class_group=willow.pk)

        assert answer.status_code == 200
        assert KINDLY in answer.context["form"].errors["class_group"][0]
        assert KINDLY in answer.content.decode()
        pupil.refresh_from_db()
        assert pupil.class_group.name == "Oak" and not reads(both, pupil)

    def test_other_changes_of_the_roll_stay_theirs(self, client, both, pupil, school, willow):
        elm = ClassGroupFactory(school=school)
        assert send(client, both, pupil, class_group=elm.pk).status_code == 302
        mine = PupilFactory(school=school, class_group=willow)
        assert send(client, both, mine, pronouns="she").status_code == 302
        mine.refresh_from_db()
        assert send(client, both, mine, class_group=elm.pk).status_code == 302

    def test_somebody_else_may_and_the_senco_may_too(self, client, school, both, pupil, willow):
        assert send(client, member(school, Role.OFFICE), pupil, class_group=willow.pk).url
        assert reads(both, pupil)

    def test_the_senco_who_teaches_may(self, client, school, pupil, willow):
        senco = member(school, Role.SENCO)
        begin(senco, school, Role.TEACHER)
        hold_class(senco, willow)
        assert send(client, senco, pupil, class_group=willow.pk).status_code == 302

    @pytest.mark.parametrize(("from_on", "refused"), [(TOMORROW, True), (None, False)])
    def test_a_class_held_from_tomorrow_counts_one_given_up_does_not(
        self, client, both, pupil, willow, from_on, refused
    ):
        days = {"from_on": from_on} if from_on else {"until_on": YESTERDAY}
        ClassStaff.objects.filter(user=both).update(**days)
        answer = send(client, both, pupil, class_group=willow.pk)
        assert answer.status_code == (200 if refused else 302)

    def test_a_child_who_left_their_class_is_not_brought_back(self, client, both, school, willow):
        gone = PupilFactory(school=school, class_group=willow, left_on=YESTERDAY)
        answer = send(client, both, gone, left_on="")
        assert KINDLY in answer.context["form"].errors["left_on"][0]
        answer = send(client, both, gone, left_on=TOMORROW.isoformat())
        assert KINDLY in answer.context["form"].errors["left_on"][0]
        assert not reads(both, gone)

    def test_nor_is_a_leaver_kept_longer(self, client, both, school, willow):
        leaver = PupilFactory(school=school, class_group=willow, left_on=TODAY)
        late = (TODAY + timedelta(days=200)).isoformat()
        assert "left_on" in send(client, both, leaver, left_on=late).context["form"].errors

    def test_nor_by_whoever_supports_the_child(self, client, school, oak):
        both = member(school, Role.OFFICE)
        begin(both, school, Role.SUPPORT)
        pupil = PupilFactory(school=school, class_group=oak)
        assign(both, pupil)
        services.leave(pupil=pupil, on=TOMORROW, by=both)
        pupil.refresh_from_db()
        assert KINDLY in send(client, both, pupil, left_on="").context["form"].errors["left_on"][0]
        elm = ClassGroupFactory(school=school)
        kept = {"left_on": TOMORROW.isoformat(), "class_group": elm.pk}
        assert send(client, both, pupil, **kept).status_code == 302

    @pytest.mark.parametrize("fields", ["class_group", "left_on"])
    def test_the_service_refuses_what_the_form_let_through(self, both, school, willow, oak, fields):
        left_on = YESTERDAY if fields == "left_on" else None
        group = willow if fields == "left_on" else oak
        row = PupilFactory(school=school, class_group=group, left_on=left_on)
        change = {"left_on": None} if fields == "left_on" else {"class_group": willow}
        with pytest.raises(IllegalMove):
            services.update_pupil(pupil=row, version=row.version, by=both, **change)
        row.refresh_from_db()
        assert (row.class_group, row.left_on) == (group, left_on)

    def test_moving_classes_is_refused_like_editing(self, both, pupil, willow):
        with pytest.raises(IllegalMove):
            services.move_class(pupil=pupil, class_group=willow, by=both)


class TestNewPupil:
    def test_not_straight_into_the_own_class(self, client, both, school, willow, oak):
        new = Pupil(legal_first_name="Amina", legal_last_name="Brightwater", version="")
        sign_in(client, both)
        address = f"/{school.slug}/pupils/new/"
        answer = client.post(address, body(new, class_group=willow.pk))
        assert KINDLY in answer.context["form"].errors["class_group"][0]
        assert not Pupil.objects.exists()
        with pytest.raises(IllegalMove):
            services.create_pupil(
                school=school, by=both, class_group=willow, legal_first_name="Amina",
                legal_last_name="Brightwater", born_on="2018-03-14", year="3",
            )  # fmt: skip
        assert client.post(address, body(new, class_group=oak.pk)).status_code == 302


class TestRollImport:
    HEAD = "Adno,Legal Surname,Legal Forename,DOB,NC Year,Reg Group\n"

    def upload(self, school, by, *rows):
        text = self.HEAD + "".join(f"{row}\n" for row in rows)
        return roll.receive(school=school, by=by, filename="roll.csv", data=text.encode())

    @pytest.fixture
    def amina(self, school, oak):
        return PupilFactory(
            school=school, class_group=oak, admission_number="77", legal_first_name="Amina"
        )

    def test_a_row_into_the_own_class_is_a_problem_and_nothing_is_written(
        self, school, both, amina, willow
    ):
        row = "77,Brightwater,Amina,14/03/2018,3,willow"
        upload = self.upload(school, both, row)
        [problem] = roll.look(upload).problems
        assert problem.words.startswith("You hold this class.") and problem.value == "willow"
        with pytest.raises(IllegalMove):
            roll.confirm(upload=upload, digest=roll.look(upload).digest, by=both)
        amina.refresh_from_db()
        assert amina.class_group.name == "Oak"

    def test_a_new_child_in_the_own_class_is_one_too(self, school, both, willow):
        upload = self.upload(school, both, "78,Thorne,Wiktor,14/03/2018,3,Willow")
        assert [p.words[:19] for p in roll.look(upload).problems] == ["You hold this class"]

    @pytest.mark.parametrize("group", ["Willow", ""])
    def test_a_child_who_left_is_not_brought_back_to_the_own_class(
        self, school, both, amina, willow, group
    ):
        Pupil.objects.update(class_group=willow, left_on=YESTERDAY)
        upload = self.upload(school, both, f"77,Brightwater,Amina,14/03/2018,3,{group}")
        assert len(roll.look(upload).problems) == 1

    def test_children_already_there_and_other_classes_are_imported(
        self, school, both, amina, willow
    ):
        PupilFactory(school=school, class_group=willow, admission_number="80",
                     legal_first_name="Bo")  # fmt: skip
        upload = self.upload(
            school, both, "77,Brightwater,Amina,14/03/2018,4,Oak",
            "80,Brightwater,Bo,14/03/2018,4,Willow", "81,Thorne,Wiktor,14/03/2018,3,Elm",
        )  # fmt: skip
        assert roll.look(upload).problems == []

    def test_a_colleague_imports_the_same_roll(self, school, both, amina, willow):
        other = member(school, Role.OFFICE)
        upload = self.upload(school, other, "77,Brightwater,Amina,14/03/2018,3,Willow")
        roll.confirm(upload=upload, digest=roll.look(upload).digest, by=other)
        amina.refresh_from_db()
        assert amina.class_group == willow
