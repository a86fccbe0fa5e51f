"""The roll: what is written, what is not, and that it is never written twice."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import Role
from audit.models import Event
from pupils.models import Contact, Enrolment, Pupil, RollUpload
from pupils.roll import services
from pupils.roll.preview import preview
from schools.models import ClassGroup
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.roll import as_csv, as_table, roll, upn
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


def take(school, by, text, filename="roll.csv"):
    """Upload and confirm, as a person who reads nothing would."""
    data = text if isinstance(text, bytes) else text.encode()
    upload = services.receive(school=school, by=by, filename=filename, data=data)
    return services.confirm(upload=upload, digest=services.look(upload).digest, by=by)


def state(school):
    """Everything an import may touch, for comparing."""
    pupils = Pupil.objects.filter(school=school).order_by("pk")
    return (
        list(pupils.values()),
        list(Contact.objects.filter(school=school).order_by("pk").values()),
        list(Enrolment.objects.filter(school=school).order_by("pk").values()),
        list(ClassGroup.objects.filter(school=school).order_by("pk").values()),
    )


def test_a_roll_of_420_is_previewed_and_written_in_time(school, office):
    text = as_csv(roll())
    started = time.process_time()

    result = take(school, office, text).result

    spent = time.process_time() - started  # of ours: what else the machine does is not counted
    assert result["new"] == Pupil.objects.filter(school=school).count() == 420
    assert Contact.objects.filter(school=school).count() == 420
    assert Enrolment.objects.filter(school=school, until_on=None).count() == 420
    assert result["classes"] == ClassGroup.objects.filter(school=school).count() == 15
    assert Event.objects.filter(verb="pupil.created", school_id=school.pk).count() == 420
    assert spent < 1.5, f"{spent:.2f} s"


def test_importing_the_same_roll_again_changes_nothing(school, office):
    text = as_csv(roll())
    take(school, office, text)
    before = state(school)

    result = take(school, office, text).result

    assert (result["same"], result.get("new"), result.get("changed")) == (420, None, None)
    assert state(school) == before


def test_awkward_names_arrive_letter_by_letter(school, office):
    take(school, office, as_csv(roll()))

    names = set(Pupil.objects.filter(school=school).values_list("legal_first_name",
                                                                "legal_last_name"))  # fmt: skip
    assert {
        ("Siobhán", "O'Neil"), ("Luca", "D’Angelo"), ("محمد", "العلي"), ("小明", "王"),
        ("Suharto", ""), ("Ellie 🌻", "Marsh"), ("Nguyễn Thị", "Ánh"), ("Anne Marie", "de la Cruz"),
        ("Null", "Null"), ("=Sum", "+Plus"), ("Robert'); DROP TABLE pupils;--", "<b>Tables</b>"),
    } <= names  # fmt: skip
    namesakes = Pupil.objects.filter(school=school, legal_first_name="Suharto")
    assert namesakes.get().name == "Suharto"


def test_two_children_of_one_name_and_birthday_stay_two(school, office):
    rows = roll()
    take(school, office, as_csv(rows))

    pair = Pupil.objects.filter(school=school, upn__in=[rows[60]["UPN"], rows[61]["UPN"]])
    assert len({pupil.legal_name for pupil in pair}) == 1
    assert len({pupil.class_group_id for pupil in pair}) == 2


def test_a_changed_row_updates_that_child_only_and_says_which_fields(school, office):
    rows = roll(10)
    take(school, office, as_csv(rows))
    rows[4] |= {"Preferred Forename": "Bee", "Reg Group": "R Sycamore", "Contact 1 Phone": "999"}

    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(rows).encode()
    )
    found = services.look(upload)
    [fate] = [fate for fate in found.fates if fate.kind == "changed"]
    services.confirm(upload=upload, digest=found.digest, by=office)

    assert set(fate.changes) == {"preferred_first_name", "class"}
    assert set(fate.contact_changes) == {"phone"}
    assert found.new_classes == {"R Sycamore": "R"}
    pupil = Pupil.objects.get(upn=rows[4]["UPN"])
    assert (pupil.first_name, pupil.class_group.name, pupil.version) == ("Bee", "R Sycamore", 2)
    assert "bee" in pupil.search_text
    assert pupil.contacts.get().phone == "999"
    assert Pupil.objects.filter(school=school, version=2).count() == 1


def test_places_in_a_base_come_with_the_roll_and_what_is_not_said_stays_unsaid(school, office):
    said = "Surname,Forename,DOB,Year,Admission number,SEN unit,Resourced provision indicator\n"
    take(school, office, said + "Cole,Ben,02/09/2017,4,1,Y,\nDeng,Cara,01/01/2018,4,2,N,Y\n")
    rows = Pupil.objects.order_by("admission_number")
    facts = rows.values_list("in_sen_unit", "in_resourced_provision")
    assert list(facts) == [(True, None), (False, True)]
    take(school, office, said + "Cole,Ben,02/09/2017,4,1,N,N\nDeng,Cara,01/01/2018,4,2,,\n")
    assert list(facts.all()) == [(False, False), (False, True)]


def test_an_empty_cell_changes_nothing(school, office):
    rows = roll(3)
    take(school, office, as_csv(rows))
    before = state(school)
    rows[0] |= {"Gender": "", "Ethnicity": "", "Contact 1 Phone": "", "Reg Group": "", "FSM": ""}

    take(school, office, as_csv(rows))

    assert state(school) == before


def test_a_child_without_upn_is_known_by_admission_number(school, office):
    rows = roll(2)
    rows[0]["UPN"] = ""
    take(school, office, as_csv(rows))
    rows[0] |= {"UPN": upn(700), "Legal Surname": "Newname"}

    take(school, office, as_csv(rows))

    pupil = Pupil.objects.get(school=school, admission_number="000001")
    assert (pupil.upn, pupil.legal_last_name) == (upn(700), "Newname")
    assert Pupil.objects.filter(school=school).count() == 2


def test_a_temporary_upn_gives_way_and_is_kept_as_the_former_one(school, office):
    rows = roll(1)
    PupilFactory(
        school=school, upn="Z85521232600A", admission_number=rows[0]["Adno"],
        legal_first_name=rows[0]["Legal Forename"], legal_last_name="", born_on="2021-09-20",
    )  # fmt: skip

    take(school, office, as_csv(rows))

    pupil = Pupil.objects.get(school=school)
    assert (pupil.upn, pupil.former_upn) == (rows[0]["UPN"], "Z85521232600A")


def test_leavers_are_reported_and_left_alone(school, office):
    gone = PupilFactory(school=school, upn=upn(900), legal_first_name="Gone")
    PupilFactory(school=school, upn=upn(901), admitted_on="2022-09-01", left_on="2024-07-20")
    PupilFactory(upn=upn(902))  # another school's

    found = preview(as_table(roll(2)), school)
    take(school, office, as_csv(roll(2)))

    assert found.leavers == [gone]
    gone.refresh_from_db()
    assert (gone.left_on, gone.version) == (None, 1)


def test_a_child_who_left_and_stands_in_the_file_is_back_on_the_roll(school, office):
    rows = roll(1)
    take(school, office, as_csv(rows))
    Pupil.objects.update(left_on="2026-07-20", admitted_on="2025-09-01")

    take(school, office, as_csv(rows))

    assert Pupil.objects.get(school=school).left_on is None


def test_only_the_own_school_is_matched_and_written(school, office):
    rows = roll(3)
    elsewhere = PupilFactory(upn=rows[0]["UPN"], legal_first_name="Elsewhere")

    result = take(school, office, as_csv(rows)).result

    elsewhere.refresh_from_db()
    assert (result["new"], elsewhere.legal_first_name, elsewhere.version) == (3, "Elsewhere", 1)


def test_a_move_keeps_where_the_child_was(school, office):
    rows = roll(1)
    take(school, office, as_csv(rows))
    Enrolment.objects.update(from_on="2026-01-05")
    rows[0]["Reg Group"] = "R Larch"

    take(school, office, as_csv(rows))

    first, second = Enrolment.objects.filter(school=school).order_by("pk")
    assert first.until_on is not None
    assert second.until_on is None
    assert second.class_group.name == "R Larch"


def test_a_contact_who_was_ended_here_is_not_added_again(school, office):
    rows = roll(1)
    take(school, office, as_csv(rows))
    Contact.objects.update(ended_on="2026-01-05")

    take(school, office, as_csv(rows))

    assert Contact.objects.count() == 1


def test_an_import_never_lifts_a_no_contact_flag(school, office):
    rows = roll(1)
    take(school, office, as_csv(rows))
    Contact.objects.update(do_not_contact=True, do_not_contact_reason="Court order")
    rows[0]["Contact 1 Phone"] = "01632 960999"

    take(school, office, as_csv(rows))

    contact = Contact.objects.get()
    assert (contact.do_not_contact, contact.phone) == (True, "01632 960999")


def test_a_contact_at_another_address_is_a_household_of_their_own(school, office):
    rows = roll(1)
    pupil = PupilFactory(
        school=school, upn=rows[0]["UPN"], legal_first_name=rows[0]["Legal Forename"],
        legal_last_name=rows[0]["Legal Surname"], born_on="2021-09-20",
    )  # fmt: skip
    ContactFactory(pupil=pupil, household=1)

    take(school, office, as_csv(rows))

    assert sorted(pupil.contacts.values_list("household", flat=True)) == [1, 2]


def test_the_same_confirmation_twice_imports_once(school, office):
    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(roll(3)).encode()
    )
    digest = services.look(upload).digest
    services.confirm(upload=upload, digest=digest, by=office)

    with pytest.raises(services.AlreadyImported):
        services.confirm(upload=upload, digest=digest, by=office)

    assert Pupil.objects.filter(school=school).count() == 3


def test_what_changed_after_the_preview_is_shown_again_not_written(school, office):
    rows = roll(3)
    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(rows).encode()
    )
    digest = services.look(upload).digest
    PupilFactory(
        school=school, upn=rows[1]["UPN"], legal_first_name=rows[1]["Legal Forename"],
        legal_last_name=rows[1]["Legal Surname"], born_on="2021-09-20",
    )  # fmt: skip

    with pytest.raises(services.ChangedSince):
        services.confirm(upload=upload, digest=digest, by=office)

    assert Pupil.objects.filter(school=school).count() == 1


def test_a_failure_in_the_middle_leaves_nothing_behind(school, office, monkeypatch):
    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(roll(3)).encode()
    )
    digest = services.look(upload).digest
    before = state(school)
    monkeypatch.setattr("pupils.roll.writing._tell", lambda *args, **kw: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        services.confirm(upload=upload, digest=digest, by=office)

    assert state(school) == before
    upload.refresh_from_db()
    assert upload.imported_at is None


def test_the_text_of_the_file_is_forgotten_after_the_import_and_after_a_day(
    school, office, time_machine
):
    time_machine.move_to("2026-11-24 09:00:00+00:00")
    done = take(school, office, as_csv(roll(2)))
    waiting = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(roll(2)).encode()
    )
    time_machine.move_to("2026-11-25 09:00:01+00:00")

    assert list(RollUpload.objects.of(office)) == []
    assert services.forget_old() == 1
    assert list(RollUpload.objects.values_list("pk", "content")) == [(done.pk, "")]
    assert waiting.pk != done.pk


class TestPages:
    @pytest.fixture
    def at(self, school):
        return f"/{school.slug}/roll/import/"

    def send(self, client, at, data, name="roll.csv", content_type="text/csv"):
        file = SimpleUploadedFile(name, data, content_type)
        return client.post(at, {"roll": file})

    def test_the_office_chooses_looks_and_imports(self, client, school, office, at):
        sign_in(client, office)
        ClassGroupFactory(school=school, name="Unused")

        looked = self.send(client, at, as_csv(roll(12)).encode())
        page = client.get(looked.url)
        done = client.post(looked.url + "confirm/", {"digest": page.context["digest"]}, follow=True)

        assert "12 new, 0 changed, 0 the same" in page.content.decode()
        assert "R Willow (Reception)" in page.content.decode()
        assert "12 new" in done.content.decode()
        assert Pupil.objects.filter(school=school).count() == 12
        again = client.post(looked.url + "confirm/", {"digest": page.context["digest"]},
                            follow=True)  # fmt: skip
        assert "imported already" in again.content.decode()
        assert Pupil.objects.filter(school=school).count() == 12

    def test_a_preview_is_its_authors_alone(self, client, school, office, at):
        sign_in(client, office)
        looked = self.send(client, at, as_csv(roll(2)).encode())
        sign_in(client, member(school, Role.SENCO))

        assert client.get(looked.url).status_code == 404
        assert client.post(looked.url + "confirm/", {"digest": "x"}).status_code == 404
        assert client.get(looked.url + "problems.csv").status_code == 404
        assert client.post(looked.url + "discard/").status_code == 404

    def test_a_file_thrown_away_is_gone(self, client, school, office, at):
        sign_in(client, office)
        looked = self.send(client, at, as_csv(roll(2)).encode())

        client.post(looked.url + "discard/")

        assert client.get(looked.url).status_code == 404
        assert not RollUpload.objects.exists()

    @pytest.mark.parametrize("role", [Role.TEACHER, Role.HEAD, Role.SUPPORT, Role.GOVERNOR])
    def test_others_cannot_import(self, client, school, role, at):
        sign_in(client, member(school, role))

        assert client.get(at).status_code in {403, 404}
        assert self.send(client, at, as_csv(roll(2)).encode()).status_code in {403, 404}
        assert not RollUpload.objects.exists()

    def test_another_schools_office_finds_nothing(self, client, at):
        sign_in(client, member(SchoolFactory(), Role.OFFICE))

        assert client.get(at).status_code == 404

    def test_markup_and_formulas_are_shown_and_sent_as_text(self, client, school, office, at):
        rows = roll(60)
        rows[36] |= {"DOB": "=1+1", "Legal Surname": "=cmd|x"}
        sign_in(client, office)

        looked = self.send(client, at, as_csv(rows).encode())
        page = client.get(looked.url).content.decode()
        problems = client.get(looked.url + "problems.csv").getvalue().decode("utf-8-sig")

        assert "&lt;b&gt;Tables&lt;/b&gt;" in page
        assert "<b>Tables" not in page
        assert ",'=1+1," in problems
        assert "\n=" not in problems and ",=" not in problems

    def test_joiners_leavers_and_moves_are_shown_and_taken_away_before_and_after(
        self, client, school, office, at
    ):
        rows = roll(12)
        take(school, office, as_csv(rows[:10]))
        rows[5]["Reg Group"] = "=cmd()"
        sign_in(client, office)

        looked = self.send(client, at, as_csv(rows[1:]).encode())
        page = client.get(looked.url)
        before = client.get(looked.url + "who.csv").getvalue().decode("utf-8-sig")
        client.post(looked.url + "confirm/", {"digest": page.context["digest"]})
        after = client.get(looked.url + "who.csv").getvalue().decode("utf-8-sig")

        lines = before.splitlines()
        assert [line.partition(",")[0] for line in lines[1:]] == [
            "Changes class", "New", "New", "Not in the file"
        ]  # fmt: skip
        assert ",'=cmd()" in lines[1] and ",R Willow," in lines[1]
        assert after == before
        assert "New on the roll (2)" in page.content.decode()
        assert "Back on the roll: nobody." in client.get(looked.url).content.decode()
        assert Event.objects.filter(verb="rollupload.downloaded").count() == 2
