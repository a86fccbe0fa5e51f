"""Writing down who a pupil is: what is refused, what is kept, who may."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils import contacts, services, support
from pupils.models import Assignment, ChronologyEntry, Contact, Enrolment, ExamAccess, Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school, upn="V855400526001", admission_number="12")


def answers(**changed):
    return {
        "legal_first_name": "Amina", "legal_last_name": "Brightwater", "born_on": "2018-03-14",
        "year": "3", **changed,
    }  # fmt: skip


class TestNewPupil:
    def send(self, client, at, /, **changed):
        return client.post(f"/{at.slug}/pupils/new/", answers(**changed))

    def test_the_office_adds_a_pupil(self, client, school, office):
        willow = ClassGroupFactory(school=school)
        sign_in(client, office)

        answer = self.send(
            client, school, class_group=willow.pk, upn="v8554 0052 6001",
            preferred_first_name="Mina", school=999, stage=1, sort_key="zzz", fsm="on",
        )  # fmt: skip

        pupil = Pupil.objects.get()
        assert answer.url == f"/pupils/{pupil.pk}/"
        assert (pupil.school, pupil.upn, pupil.name) == (
            school,
            "V855400526001",
            "Mina Brightwater",
        )
        assert (pupil.stage, pupil.fsm, pupil.sort_key) == (None, False, "brightwater mina")
        assert Enrolment.objects.get().class_group == willow
        assert Event.objects.get(verb="pupil.created").pupil_id == pupil.pk
        assert ChronologyEntry.objects.get().summary == "Added to the roll"

    @pytest.mark.parametrize(
        ("changed", "field", "words"),
        [
            ({"born_on": "2099-01-01"}, "born_on", "in the future"),
            ({"born_on": "2018-02-31"}, "born_on", ""),
            ({"admitted_on": "2017-09-01"}, "admitted_on", "before the date of birth"),
            ({"admitted_on": "2022-09-01", "left_on": "2022-08-31"}, "left_on",
             "Wed 31 Aug 2022, is before the child came on Thu 1 Sep 2022"),
            ({"left_on": "2018-03-14"}, "left_on", "is before the date of birth"),
            ({"upn": "Q207000016049"}, "upn", "should be P"),
            ({"upn": "V855400526001"}, "upn", "already has this UPN"),
            ({"former_upn": "A801200005001"}, "former_upn", "should be B"),
            ({"legal_first_name": "  "}, "legal_first_name", ""),
            ({"legal_first_name": "a\u202eb"}, "legal_first_name", "hidden character"),
            ({"legal_first_name": "A" * 101}, "legal_first_name", ""),
            ({"year": "99"}, "year", ""),
            ({"class_group": "999999"}, "class_group", ""),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_with_words(
        self, client, school, office, changed, field, words
    ):
        PupilFactory(school=school, upn="V855400526001")
        sign_in(client, office)

        answer = self.send(client, school, **changed)

        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [field]
        assert words in str(answer.context["form"].errors[field])
        assert Pupil.objects.count() == 1

    def test_another_schools_class_cannot_be_chosen(self, client, school, office):
        sign_in(client, office)

        answer = self.send(client, school, class_group=ClassGroupFactory().pk)

        assert "class_group" in answer.context["form"].errors

    def test_another_schools_pupil_may_have_the_upn(self, client, school, office):
        PupilFactory(upn="V855400526001")
        sign_in(client, office)

        assert self.send(client, school, upn="V855400526001").status_code == 302

    def test_an_unknown_authority_is_saved_with_a_warning(self, client, school, office):
        sign_in(client, office)

        answer = client.post(
            f"/{school.slug}/pupils/new/", answers(upn="R674123101121"), follow=True
        )

        assert Pupil.objects.get().upn == "R674123101121"
        assert "authority 674" in answer.content.decode()

    def test_the_same_form_twice_adds_one_child(self, client, school, office):
        sign_in(client, office)
        form_id = client.get(f"/{school.slug}/pupils/new/").context["form"].form_id

        first = self.send(client, school, form_id=form_id)
        second = self.send(client, school, form_id=form_id)

        assert first.url == second.url
        assert Pupil.objects.count() == 1

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.SUPPORT, Role.HEAD, Role.GOVERNOR])
    def test_nobody_else_adds(self, client, school, role):
        sign_in(client, member(school, role))

        assert self.send(client, school).status_code in {403, 404}
        assert not Pupil.objects.exists()


class TestEditing:
    def test_two_people_editing_see_both_texts(self, client, pupil, office, senco):
        sign_in(client, office)
        version = client.get(f"/pupils/{pupil.pk}/edit/").context["form"]["version"].value()
        services.update_pupil(
            pupil=pupil, version=pupil.version, by=senco, legal_last_name="Theirs"
        )

        answer = client.post(
            f"/pupils/{pupil.pk}/edit/", answers(legal_last_name="Mine", version=version)
        )

        assert answer.status_code == 409
        assert "Theirs" in answer.content.decode() and "Mine" in answer.content.decode()
        pupil.refresh_from_db()
        assert pupil.legal_last_name == "Theirs"

    def test_the_office_cannot_change_facts_with_the_identity_form(self, client, pupil, office):
        sign_in(client, office)

        client.post(f"/pupils/{pupil.pk}/edit/", answers(
            version=pupil.version, disability="yes", looked_after="on", how_to_help="x"
        ))  # fmt: skip

        pupil.refresh_from_db()
        assert (pupil.disability, pupil.looked_after, pupil.how_to_help) == ("unsaid", False, "")
        assert client.post(f"/pupils/{pupil.pk}/facts/edit/", {}).status_code == 403

    def test_the_senco_writes_down_what_helps(self, client, pupil, senco):
        sign_in(client, senco)

        answer = client.post(
            f"/pupils/{pupil.pk}/facts/edit/",
            {"version": pupil.version, "disability": "yes", "how_to_help": "Show me.",
             "looked_after": "on", "legal_last_name": "Sneaked"},
        )  # fmt: skip

        pupil.refresh_from_db()
        assert answer.url == f"/pupils/{pupil.pk}/facts/"
        assert (pupil.disability, pupil.how_to_help, pupil.looked_after) == (
            "yes",
            "Show me.",
            True,
        )
        assert pupil.legal_last_name == "Brightwater"

    def test_the_head_reads_facts_and_changes_none(self, client, school, pupil):
        sign_in(client, member(school, Role.HEAD))

        assert client.get(f"/pupils/{pupil.pk}/facts/").status_code == 200
        assert client.post(f"/pupils/{pupil.pk}/facts/edit/", {}).status_code == 403

    def test_a_replaced_upn_is_kept(self, pupil, office):
        services.update_pupil(pupil=pupil, version=pupil.version, by=office, upn="B801200005001")

        pupil.refresh_from_db()
        assert (pupil.upn, pupil.former_upn) == ("B801200005001", "V855400526001")

    def test_the_log_keeps_what_changed_and_nothing_else(self, pupil, office):
        services.update_pupil(
            pupil=pupil,
            version=pupil.version,
            by=office,
            year="4",
            legal_first_name=pupil.first_name,
        )

        assert Event.objects.get(verb="pupil.updated").detail.text == {"year": ["3", "4"]}

    def test_saving_nothing_new_writes_nothing(self, pupil, office):
        services.update_pupil(pupil=pupil, version=pupil.version, by=office, year="3")

        pupil.refresh_from_db()
        assert pupil.version == 1
        assert not Event.objects.exists()


class TestPlaces:
    def test_a_move_closes_the_old_place_the_day_before(self, pupil, office):
        willow = ClassGroupFactory(school=pupil.school)
        oak = ClassGroupFactory(school=pupil.school)
        week_ago = moment.today() - timedelta(days=7)
        services.move_class(pupil=pupil, class_group=willow, by=office, on=week_ago)

        services.move_class(pupil=pupil, class_group=oak, by=office)

        places = Enrolment.objects.order_by("from_on").values_list(
            "class_group", "from_on", "until_on"
        )
        yesterday = moment.today() - timedelta(days=1)
        assert list(places) == [(willow.pk, week_ago, yesterday), (oak.pk, moment.today(), None)]

    def test_two_moves_on_one_day_leave_one_place(self, pupil, office):
        for _ in range(2):
            group = ClassGroupFactory(school=pupil.school)
            services.move_class(pupil=pupil, class_group=group, by=office)

        assert Enrolment.objects.get().class_group == group

    def test_no_move_into_another_schools_class(self, pupil, office):
        with pytest.raises(edits.IllegalMove):
            services.move_class(pupil=pupil, class_group=ClassGroupFactory(), by=office)

    def test_a_teacher_follows_the_move_at_once(self, client, pupil, office):
        old, new = (ClassGroupFactory(school=pupil.school) for _ in range(2))
        services.move_class(pupil=pupil, class_group=old, by=office)
        teacher = member(pupil.school, Role.TEACHER)
        hold_class(teacher, old)
        sign_in(client, teacher)
        assert client.get(f"/pupils/{pupil.pk}/").status_code == 200

        services.move_class(pupil=pupil, class_group=new, by=office)

        assert client.get(f"/pupils/{pupil.pk}/").status_code == 404

    def test_leaving_ends_places_and_assignments_on_the_last_day(self, pupil, office):
        services.move_class(
            pupil=pupil, class_group=ClassGroupFactory(school=pupil.school), by=office,
            on=date(2026, 1, 5),
        )  # fmt: skip
        assign(member(pupil.school, Role.SUPPORT), pupil)
        last = moment.today()

        services.leave(pupil=pupil, on=last, by=office)

        assert Enrolment.objects.get().until_on == last
        assert Assignment.objects.get().until_on == last


class TestContacts:
    def test_do_not_contact_needs_its_reason(self, client, pupil, office):
        sign_in(client, office)
        sent = {"last_name": "Brightwater", "relationship": "Father", "priority": 1,
                "household": 2, "language": "English", "do_not_contact": "on"}  # fmt: skip

        refused = client.post(f"/pupils/{pupil.pk}/contacts/new/", sent)
        wrong = ["do_not_contact_kind", "do_not_contact_reason"]
        assert list(refused.context["form"].errors) == wrong

        why = {"do_not_contact_kind": "court", "do_not_contact_reason": "Until July 2027"}
        client.post(f"/pupils/{pupil.pk}/contacts/new/", sent | why)
        contact = Contact.objects.get()
        assert (contact.do_not_contact, contact.pupil, contact.school) == (
            True, pupil, pupil.school
        )  # fmt: skip
        page = client.get(f"/pupils/{pupil.pk}/people/").content.decode()
        assert "A court order: Until July 2027" in page
        with pytest.raises(IllegalMove, match="Say why"):
            contacts.add_contact(pupil=pupil, by=office, last_name="Hill", do_not_contact=True,
                                 do_not_contact_reason="Said so", relationship="Uncle")  # fmt: skip

    def test_a_kind_is_gone_with_the_flag(self, client, pupil, office):
        contact = ContactFactory(
            pupil=pupil, do_not_contact=True, do_not_contact_kind="asked",
            do_not_contact_reason="Rang in May",
        )  # fmt: skip
        sign_in(client, office)
        client.post(
            f"/contacts/{contact.pk}/edit/",
            {"last_name": "Brightwater", "relationship": "Mother", "priority": 1, "household": 1,
             "language": "English", "do_not_contact_kind": "asked", "version": contact.version},
        )  # fmt: skip
        contact.refresh_from_db()
        assert (contact.do_not_contact, contact.do_not_contact_kind) == (False, "")

    def test_letters_by_email_need_the_address(self, client, pupil, office):
        sign_in(client, office)
        sent = {"last_name": "Brightwater", "relationship": "Father", "priority": 1,
                "household": 1, "language": "Polish", "letters_by": "email"}  # fmt: skip

        refused = client.post(f"/pupils/{pupil.pk}/contacts/new/", sent)
        assert list(refused.context["form"].errors) == ["email"]
        form = refused.content.decode()
        assert 'list="languages"' in form and '<option value="Polish">' in form

        client.post(f"/pupils/{pupil.pk}/contacts/new/", sent | {"email": "o@home.example"})
        contact = Contact.objects.get()
        assert (contact.letters_by, contact.language) == ("email", "Polish")
        with pytest.raises(IllegalMove, match="by e-mail"):
            contacts.update_contact(contact=contact, version=1, by=office, email="")

    def test_a_contact_changes_and_ends(self, client, pupil, office):
        contact = ContactFactory(pupil=pupil)
        contacts.update_contact(
            contact=contact, version=contact.version, by=office, phone="01632 960111"
        )
        sign_in(client, office)

        client.post(f"/contacts/{contact.pk}/end/")

        contact.refresh_from_db()
        assert (contact.phone, contact.ended_on) == ("01632 960111", moment.today())
        verbs = Event.objects.filter(verb__startswith="contact.").values_list("verb", flat=True)
        assert set(verbs) >= {"contact.updated", "contact.ended"}

    def test_a_stale_contact_form_overwrites_nothing(self, client, pupil, office, senco):
        contact = ContactFactory(pupil=pupil)
        contacts.update_contact(contact=contact, version=1, by=senco, phone="111")
        sign_in(client, office)

        answer = client.post(
            f"/contacts/{contact.pk}/edit/",
            {"version": 1, "last_name": "B", "relationship": "Mother", "priority": 1,
             "household": 1, "language": "English", "phone": "222"},
        )  # fmt: skip

        assert answer.status_code == 409
        contact.refresh_from_db()
        assert contact.phone == "111"

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.SUPPORT, Role.HEAD])
    def test_others_cannot_touch_a_contact(self, client, pupil, role):
        contact = ContactFactory(pupil=pupil)
        sign_in(client, member(pupil.school, role))

        assert client.post(f"/contacts/{contact.pk}/end/").status_code in {403, 404}
        assert client.get(f"/contacts/{contact.pk}/edit/").status_code in {403, 404}

    def test_another_schools_contact_is_not_there(self, client, office):
        contact = ContactFactory()
        sign_in(client, office)

        assert client.get(f"/contacts/{contact.pk}/edit/").status_code == 404
        assert client.post(f"/contacts/{contact.pk}/end/").status_code == 404


class TestSupport:
    def test_the_senco_assigns_and_ends_and_sight_follows(self, client, pupil, senco):
        helper = member(pupil.school, Role.SUPPORT)
        sign_in(client, senco)
        today = moment.today()

        client.post(
            f"/pupils/{pupil.pk}/assignments/new/",
            {"user": helper.pk, "from_on": today.isoformat()},
        )
        row = Assignment.objects.get()
        sign_in(client, helper)
        assert client.get(f"/pupils/{pupil.pk}/").status_code == 200

        sign_in(client, senco)
        client.post(f"/assignments/{row.pk}/end/")
        sign_in(client, helper)
        assert client.get(f"/pupils/{pupil.pk}/").status_code == 404

    def test_only_support_staff_of_the_school_can_be_chosen(self, client, pupil, senco):
        sign_in(client, senco)
        for person in (member(SchoolFactory(), Role.SUPPORT), member(pupil.school, Role.TEACHER)):
            answer = client.post(
                f"/pupils/{pupil.pk}/assignments/new/",
                {"user": person.pk, "from_on": moment.today().isoformat()},
            )
            assert "user" in answer.context["form"].errors
            with pytest.raises(edits.IllegalMove):
                support.assign(pupil=pupil, user=person, from_on=moment.today(), by=senco)

    def test_exam_access_is_added_changed_and_shown_as_run_out(self, client, pupil, senco):
        sign_in(client, senco)
        sent = {"kind": "school", "arrangement": "25% extra time", "approved_on": "2024-09-01",
                "expires_on": "2026-07-31"}  # fmt: skip
        client.post(f"/pupils/{pupil.pk}/exam-access/new/", sent)
        row = ExamAccess.objects.get()
        assert (
            "Ran out Fri 31 Jul 2026" in client.get(f"/pupils/{pupil.pk}/facts/").content.decode()
        )

        bad = client.post(f"/exam-access/{row.pk}/edit/",
                          sent | {"version": row.version, "expires_on": "2020-01-01"})  # fmt: skip
        assert "expires_on" in bad.context["form"].errors

        client.post(f"/exam-access/{row.pk}/edit/",
                    sent | {"version": row.version, "expires_on": "2099-07-31"})  # fmt: skip
        row.refresh_from_db()
        assert row.expires_on == date(2099, 7, 31)
