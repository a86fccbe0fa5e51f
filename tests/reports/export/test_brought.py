"""A school that came in: asleep, whole, and nothing goes out."""

import hashlib
import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from accounts.access import roles_at
from accounts.models import User
from audit.models import Event
from letters.models import Letter, LetterLink, ReplyCode
from pupils.models import ChronologyEntry, Pupil
from reminders import tasks as reminders
from reminders.models import Deadline
from reports.export import kept
from reports.export.importing import bring
from reports.export.pointing import UID
from schools.models import Membership, School
from schools.people import services as people
from sendcase.backup.numbers import last
from sendcase.outbox import holding
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory
from tests.reports.export.files import changed, go_far_ahead, members, packed, rows

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def brought(db, path):
    go_far_ahead()
    return bring(path)


def test_nothing_goes_out_until_somebody_says_so(brought):
    assert holding.current() is not None
    assert not Message.objects.exists()
    reminders.digests()
    reminders.recounts()
    assert not Message.objects.filter(state="sent").exists()


def test_doors_of_the_site_before_are_shut(brought):
    for model in (LetterLink, ReplyCode):
        assert not model.objects.exists()
    assert not User.objects.filter(is_active=True).exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_log_begins_anew(brought):
    verbs = set(Event.objects.filter(school_id=brought.school.pk).values_list("verb", flat=True))
    assert verbs == {"school.imported", "invitation.made"}


def test_the_log_of_before_can_be_read_in_the_file(whole_file):
    lines = members(whole_file)["log/events.jsonl"].splitlines()
    found = [json.loads(line) for line in lines]
    pupils = {row["uid"] for row in rows(whole_file, "pupils.Pupil")}
    assert any(each["pupil"] in pupils and each["by"] for each in found)
    assert b"seal" not in b"".join(lines)


def test_numbers_are_new_and_point_at_the_same(brought, whole_file):
    old = {row["uid"] for row in rows(whole_file, "pupils.Pupil")}
    assert {str(uid) for uid in Pupil.objects.values_list("uid", flat=True)} == old
    assert Pupil.objects.order_by("pk").first().pk > 1000
    for deadline in Deadline.objects.filter(kind="check-letter"):
        assert Letter.objects.filter(pk=deadline.object_id, pupil=deadline.pupil_id).exists()
    for entry in ChronologyEntry.objects.filter(url__startswith="/pupils/"):
        assert entry.url.startswith(f"/pupils/{entry.pupil_id}/")


def test_no_address_of_the_timeline_is_lost(whole_file):
    found = rows(whole_file, "pupils.ChronologyEntry")
    there = [re.sub(UID, "N", row["url"]) for row in found if row["url"]]
    assert there == [re.sub(r"(?<![=\d])\d+", "N", url) for url in whole_file.addresses]


def test_head_and_office_get_a_link_and_invite_the_others(brought):
    assert any("(Head" in name for name in brought.links)
    head = Membership.objects.filter(school=brought.school, role="head", until_on=None).first().user
    [address] = [url for name, url in brought.links.items() if name.startswith(f"{head.name} (H")]
    token = address.rstrip("/").rsplit("/", 1)[1]
    before = Membership.objects.filter(user=head, school=brought.school).count()
    people.accept(token=token, password="violet tractor umbrella 9")
    head.refresh_from_db()
    assert head.is_active and Membership.objects.filter(
        user=head, school=brought.school
    ).count() == before  # fmt: skip
    teacher = Membership.objects.filter(
        school=brought.school, role="teacher", user__is_active=False, until_on=None
    ).first()
    office = member(brought.school, "office")
    made = people.invite(
        school=brought.school, name=teacher.user.name, email=teacher.user.email, role="teacher",
        by=office,
    )  # fmt: skip
    assert made.state == "invited"


def test_who_has_an_account_here_keeps_it(whole_file, tmp_path):
    other = SchoolFactory()
    there = member(other, "teacher", email="SENCO@example.org", name="Known here")
    path = tmp_path / "x.zip"
    path.write_bytes(whole_file)
    brought = bring(path)
    there.refresh_from_db()
    assert there.is_active and there.name == "Known here"
    assert brought.known == ["Known here (SENCO)"]
    assert Membership.objects.filter(user=there, school=brought.school, role="senco").exists()
    assert User.objects.filter(email__iexact="senco@example.org").count() == 1


def test_a_file_gives_somebody_who_is_here_nothing_elsewhere(whole_file, tmp_path):
    other = SchoolFactory()
    there = member(other, "teacher", name="Known here")

    def claim(found):
        [row] = [row for row in found if row["email"] == "senco@example.org"]
        taken = row | {"uid": str(there.uid), "email": "other@example.org", "name": "Other"}
        found.append(taken)

    path = tmp_path / "x.zip"
    path.write_bytes(changed(whole_file, "accounts.User", claim))
    brought = bring(path)
    before = (there.email, there.name, there.password, there.is_active)
    there.refresh_from_db()
    assert (there.email, there.name, there.password, there.is_active) == before
    assert brought.known == ["Known here (no role)"]
    assert not EmailAddress.objects.filter(email="other@example.org").exists()
    assert roles_at(there, other.pk) == {"teacher"} and not roles_at(there, brought.school.pk)


def test_a_formula_in_a_name_is_words_in_every_sheet(whole_file, tmp_path):
    def formula(found):
        for row in found:
            row["legal_first_name"] = row["preferred_first_name"] = "=HYPERLINK(1)"

    path = tmp_path / "x.zip"
    path.write_bytes(changed(whole_file, "pupils.Pupil", formula))
    school = bring(path).school
    answer = sign_in(Client(), member(school, "senco")).get(f"/{school.slug}/pupils/as/csv/")
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"=HYPERLINK(1)" in data and not re.search(rb'(^|[,"\n])=HYPERLINK', data)


def test_another_school_here_is_not_touched(whole_file, tmp_path):
    taken = SchoolFactory(slug="oakfield")
    path = tmp_path / "x.zip"
    path.write_bytes(whole_file)
    school = bring(path).school
    assert School.objects.get(pk=taken.pk).slug == "oakfield" != school.slug
    assert not taken.pupils.exists()


def test_every_page_of_a_record_opens(brought):
    client = sign_in(Client(), member(brought.school, "senco"))
    shown = 0
    for model in kept.models().values():
        if not hasattr(model, "get_absolute_url") or model._meta.label == kept.USER:
            continue
        for row in kept.rows_of(model, brought.school.pk)[:3]:
            assert client.get(row.get_absolute_url(), follow=True).status_code in (200, 404), row
            shown += 1
    assert shown > 40


def test_the_command_says_what_came(path, capsys):
    call_command("import_school", str(path), "--unchecked")
    said = capsys.readouterr().out
    assert "Oakfield is there" in said and "/join/" in said and "manage.py release" in said
    assert "No SHA-256 sum was compared" in said


def test_the_command_says_that_the_sum_is_right_and_the_log_keeps_it(path, whole_file, capsys):
    call_command("import_school", str(path), sha256=hashlib.sha256(whole_file).hexdigest())
    assert "It is the file of that SHA-256 sum." in capsys.readouterr().out
    told = Event.objects.get(verb="school.imported")
    assert told.detail.text["sha256_compared"] is True


def test_no_number_stands_on_two_letters_of_a_school(whole_file, tmp_path):
    """A letter that is written from now on has a higher one than any paper that came."""
    printed = last(Letter) + 4000

    def print_(found):
        said = json.loads(found[0]["content"]) | {"reference": f"L{printed}"}
        found[0]["content"] = json.dumps(said)

    path = tmp_path / "x.zip"
    path.write_bytes(changed(whole_file, "letters.LetterVersion", print_))
    school = bring(path).school
    numbers = set(Letter.objects.filter(school=school).values_list("pk", flat=True))
    assert numbers and min(numbers) > printed


@pytest.mark.parametrize("said", ['"L99999999"', '"L-1"', "7", "[]", '"L0"', '"L٣"'])
def test_a_number_that_no_letter_has_moves_nothing(whole_file, tmp_path, said):
    before = last(Letter)

    def print_(found):
        for row in found:
            row["content"] = f'{{"reference":{said}}}'

    path = tmp_path / "x.zip"
    path.write_bytes(changed(whole_file, "letters.LetterVersion", print_))
    came = Letter.objects.filter(school=bring(path).school)
    assert last(Letter) - before == came.count()


def test_a_missing_file_is_named(whole_file, tmp_path):
    found = members(whole_file)
    manifest = json.loads(found["manifest.json"])
    gone = next(name for name in found if name.startswith("files/"))
    manifest["missing"] = [gone.removeprefix("files/")]
    found.pop(gone)
    found["manifest.json"] = json.dumps(manifest).encode()
    path = tmp_path / "x.zip"
    path.write_bytes(packed(found))
    assert bring(path).missing == manifest["missing"]
