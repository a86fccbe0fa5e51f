"""A list of contacts: whose they are, what changes, and that nobody is made contactable again."""

import csv
import io

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.models import ChronologyEntry, Contact
from pupils.roll import services
from sendcase.edits import IllegalMove
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.roll import as_workbook, upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
LEILA = {
    "UPN": upn(1), "Priority": "1", "Relationship": "Mother", "Contact forename": "Leila",
    "Contact surname": "Brightwater", "PR": "Y", "Address": "12 Mill Lane", "Postcode": "WB1 2AB",
    "Phone": "01632 960001", "E-mail": "leila@example.org", "Language": "Polish",
    "Letters as": "Large print", "Do not contact": "", "Why not": "",
}  # fmt: skip
SAMI = LEILA | {
    "Priority": "2", "Relationship": "Father", "Contact forename": "Sami", "Address": "3 High St",
    "Phone": "01632 960002", "E-mail": "sami@example.org", "Letters as": "", "Language": "ENG",
}  # fmt: skip


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def pupil(school):
    return PupilFactory(
        school=school, upn=upn(1), admission_number="0077", legal_first_name="Amina"
    )


def sheet(*rows) -> bytes:
    out = io.StringIO(newline="")
    headings = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def look(school, by, *rows):
    upload = services.receive(
        school=school, by=by, filename="c.csv", data=sheet(*rows), kind="contacts"
    )
    return upload, services.look(upload)


def take(school, by, *rows):
    upload, found = look(school, by, *rows)
    return services.confirm(upload=upload, digest=found.digest, by=by).result


def state():
    return list(Contact.objects.order_by("pk").values())


def test_contacts_are_written_with_all_that_the_list_says(school, office, pupil):
    result = take(school, office, LEILA, SAMI)

    leila, sami = pupil.contacts.order_by("priority")
    assert result["new"] == 2
    assert (leila.name, leila.language, leila.accessible_format) == (
        "Leila Brightwater", "Polish", "large"
    )  # fmt: skip
    assert (sami.priority, sami.relationship, sami.language) == (2, "Father", "English")
    assert leila.parental_responsibility
    assert leila.household != sami.household
    assert Event.objects.filter(verb="contact.added", pupil_id=pupil.pk).count() == 2
    assert ChronologyEntry.objects.filter(summary="Contact added: Mother").exists()


def test_the_same_list_again_changes_nothing_and_a_new_phone_one_contact(school, office, pupil):
    take(school, office, LEILA, SAMI)
    before = state()

    assert take(school, office, LEILA, SAMI)["same"] == 2
    assert state() == before
    assert take(school, office, LEILA, SAMI | {"Phone": "01632 960009"})["changed"] == 1
    assert [(c["phone"], c["version"]) for c in state()] == [
        ("01632 960001", 1), ("01632 960009", 2)
    ]  # fmt: skip
    event = Event.objects.get(verb="contact.updated")
    assert event.detail.text == {"phone": ["01632 960002", "01632 960009"]}


def test_the_way_letters_go_is_taken_over(school, office, pupil):
    take(school, office, LEILA | {"How letters go": "By e-mail"})

    assert pupil.contacts.get().letters_by == "email"


def test_an_empty_cell_changes_nothing(school, office, pupil):
    take(school, office, LEILA)
    before = state()

    take(school, office, LEILA | {"Phone": "", "E-mail": "", "PR": "", "Letters as": ""})

    assert state() == before


def test_a_workbook_is_read_as_well(school, office, pupil):
    data = as_workbook([LEILA], headings=list(LEILA))
    upload = services.receive(
        school=school, by=office, filename="c.xlsx", data=data, kind="contacts"
    )

    services.confirm(upload=upload, digest=services.look(upload).digest, by=office)

    assert pupil.contacts.get().name == "Leila Brightwater"


def test_who_is_not_in_the_list_is_told_and_stays(school, office, pupil):
    kept = ContactFactory(pupil=pupil, first_name="Jo")
    ContactFactory(pupil=PupilFactory(school=school))  # of a child who is not in the list

    _, found = look(school, office, LEILA)
    take(school, office, LEILA)

    assert found.missing == [f"{kept.name} ({pupil.name})"]
    kept.refresh_from_db()
    assert (kept.ended_on, kept.version) == (None, 1)


def test_a_contact_who_was_ended_here_is_not_added_again(school, office, pupil):
    ContactFactory(pupil=pupil, first_name="Leila", ended_on="2026-01-05")

    assert take(school, office, LEILA)["same"] == 1
    assert Contact.objects.count() == 1


class TestNoContact:
    @pytest.fixture
    def flagged(self, pupil):
        return ContactFactory(
            pupil=pupil, first_name="Leila", do_not_contact=True, email="leila@example.org",
            do_not_contact_reason="Court order",
        )  # fmt: skip

    def test_a_list_that_says_they_may_be_contacted_is_a_problem(self, school, office, flagged):
        upload, found = look(school, office, LEILA | {"Do not contact": "N"})

        assert [(p.column, p.words[:20]) for p in found.problems] == [
            ("Do not contact", "Must not be contacte")
        ]  # fmt: skip
        with pytest.raises(IllegalMove):
            services.confirm(upload=upload, digest=found.digest, by=office)

    @pytest.mark.parametrize("cell", ["", "Y"])
    def test_otherwise_flag_and_reason_stay(self, school, office, flagged, cell):
        take(school, office, LEILA | {"Do not contact": cell, "Why not": "Asked us to"})

        flagged.refresh_from_db()
        assert (flagged.do_not_contact, flagged.do_not_contact_reason, flagged.phone) == (
            True, "Court order", "01632 960001"
        )  # fmt: skip

    @pytest.mark.parametrize("same", ["E-mail", "Phone"])
    def test_the_same_person_under_another_name_is_a_problem(self, school, office, flagged, same):
        flagged.phone = "01632960001"
        flagged.save()
        other = SAMI | {same: LEILA[same]}

        [problem] = look(school, office, other)[1].problems

        assert (problem.column, "must not be contacted" in problem.words) == (same, True)

    def test_a_list_may_say_that_somebody_must_not_be_contacted(
        self, school, office, pupil, monkeypatch
    ):
        heard = []
        monkeypatch.setattr("pupils.contacts.on_barred", [heard.append])
        monkeypatch.setattr("pupils.roll.writing_contacts.on_barred", [heard.append])
        take(school, office, LEILA)

        why = {"Do not contact": "Y", "Why not": "Court order", "What is behind it": "Court"}
        take(school, office, LEILA | why)

        contact = Contact.objects.get()
        assert (contact.do_not_contact, contact.do_not_contact_reason) == (True, "Court order")
        assert (contact.do_not_contact_kind, heard) == ("court", [contact])
        assert ChronologyEntry.objects.filter(summary="Do not contact: Mother").exists()

    def test_what_is_behind_it_is_filled_in_and_never_changed(self, school, office, flagged):
        take(school, office, LEILA | {"What is behind it": "safety"})
        take(school, office, LEILA | {"What is behind it": "asked"})

        flagged.refresh_from_db()
        assert (flagged.do_not_contact_kind, flagged.do_not_contact_reason) == (
            "safety", "Court order"
        )  # fmt: skip


NAMES = {"Pupil surname": "Brightwater", "Pupil forename": "Amina", "DOB": "14/03/2018"}
BY_NUMBER = LEILA | {"UPN": "", "Adno": "0077"}
# What a row changes, the column of its problem and words of it.
BAD = [
    ({"How letters go": "pigeon"}, "How letters go", "post, hand or email"),
    ({"How letters go": "E-mail", "E-mail": ""}, "How letters go", "give the e-mail address"),
    ({"What is behind it": "court"}, "What is behind it", "This is a reason"),
    ({"What is behind it": "spite"}, "What is behind it", "court, safety, asked or other"),
    ({"UPN": "", **NAMES}, "UPN", "names alone"),
    ({"UPN": upn(9)}, "UPN", "No pupil here has this number"),
    ({"UPN": "12345"}, "UPN", "13 characters"),
    ({"UPN": "", "Adno": "0077"}, "Adno", "admission number alone"),
    ({"UPN": "", "Adno": "0077", **NAMES, "DOB": ""}, "Adno", "admission number alone"),
    ({"UPN": "", "Adno": "0077", **NAMES, "DOB": "15/03/2018"}, "Adno", "another name or date"),
    ({"UPN": "", "Adno": "0077", **NAMES, "Pupil forename": "Zoe"}, "Adno", "another name or"),
    ({"UPN": "", "Adno": "0099", **NAMES}, "Adno", "No pupil here"),
    ({**NAMES, "Pupil surname": "Q", "Pupil forename": "W", "DOB": "1/1/2019"}, "UPN", "another"),
    ({"Contact surname": "", "Contact forename": ""}, "Contact surname", "no name of a contact"),
    ({"Priority": "first"}, "Priority", "as a number"),
    ({"Priority": "0"}, "Priority", "as a number"),
    ({"PR": "perhaps"}, "PR", "Y or N"),
    ({"E-mail": "leila"}, "E-mail", "e-mail address"),
    ({"Letters as": "braille"}, "Letters as", "large print"),
    ({"Do not contact": "?"}, "Do not contact", "Y or N"),
    ({"Do not contact": "Y"}, "Why not", "Say why"),
    ({"Why not": "Court order"}, "Why not", "is not Y"),
    ({"Contact forename": "Lei\u200bla"}, "Contact forename", "hidden character"),
]


@pytest.mark.parametrize(("cells", "column", "words"), BAD)
def test_a_bad_cell_is_named_and_stops_the_whole_import(
    school, office, pupil, cells, column, words
):
    upload, found = look(school, office, SAMI, LEILA | cells)

    assert [(p.line, p.column) for p in found.problems] == [(3, column)], found.problems
    assert words in found.problems[0].words
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=office)
    assert not Contact.objects.exists()


def test_an_admission_number_with_name_and_birthday_tells_whose(school, office, pupil):
    assert take(school, office, BY_NUMBER | NAMES)["new"] == 1
    assert pupil.contacts.count() == 1


def test_one_contact_in_two_rows_is_a_problem_of_both(school, office, pupil):
    _, found = look(school, office, LEILA, SAMI, LEILA | {"Phone": "1"})

    assert {p.line for p in found.problems} == {2, 4}


def test_another_schools_child_of_that_number_is_not_touched(school, office):
    elsewhere = PupilFactory(upn=upn(1))

    _, found = look(school, office, LEILA)

    assert "No pupil here" in found.problems[0].words
    assert not elsewhere.contacts.exists()


def test_a_failure_in_the_middle_leaves_nothing_behind(school, office, pupil, monkeypatch):
    upload, found = look(school, office, LEILA, SAMI)
    monkeypatch.setattr("pupils.roll.writing_contacts._story", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        services.confirm(upload=upload, digest=found.digest, by=office)

    assert not Contact.objects.exists()
    assert not Event.objects.filter(verb="contact.added").exists()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.HEAD, Role.SUPPORT, Role.GOVERNOR])
def test_others_cannot_import(client, school, role):
    from tests.factories.people import sign_in

    sign_in(client, member(school, role))

    assert client.get(f"/{school.slug}/contacts/import/").status_code == 404
