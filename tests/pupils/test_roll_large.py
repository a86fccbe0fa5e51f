"""A long roll: a worker looks and writes in pieces, and brings what a short one brings."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.models import Contact, Enrolment, Pupil, RollPiece, RollUpload
from pupils.roll import large, services
from schools.models import ClassGroup
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from sendcase.jobs.models import Job, JobRow
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.roll import as_csv, roll, upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch):
    """A roll is long from the eleventh row on, and is cut in pieces of seven."""
    monkeypatch.setattr(large, "LONG", 10)
    monkeypatch.setattr(large, "PIECE", 7)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


def send(school, by, rows):
    data = as_csv(rows).encode()
    return services.receive(school=school, by=by, filename="roll.csv", data=data)


def looked(school, by, rows):
    upload = send(school, by, rows)
    running.run(upload.look_job_id)
    upload.refresh_from_db()
    return upload


def take(school, by, rows):
    upload = looked(school, by, rows)
    row = services.confirm(upload=upload, digest=upload.found["digest"], by=by)
    running.run(row.write_job_id)
    upload.refresh_from_db()
    return upload


def same_but_for_keys(school):
    def plain(model, *but):
        left_out = {"id", "uid", "created_at", "school_id", "written_at", *but}
        rows = model.objects.filter(school=school).order_by("pk").values()
        return [{k: v for k, v in row.items() if k not in left_out} for row in rows]

    return [plain(Pupil, "class_group_id"), plain(Contact, "pupil_id"),
            plain(Enrolment, "pupil_id", "class_group_id"), plain(ClassGroup)]  # fmt: skip


def changed(rows):
    """The next year's roll: two gone, one new, a move, another phone; one was away and is back."""
    rows = [dict(row) for row in rows[2:]]
    rows[0] |= {"Reg Group": "5 New", "NC Year": "5"}
    rows[20] |= {"Reg Group": "5 New", "NC Year": "6"}
    rows[3]["Contact 1 Phone"] = "999"
    rows[9]["Preferred Forename"] = "Bee"
    return rows


def test_it_brings_what_a_short_one_brings(school, office, monkeypatch):
    other = SchoolFactory()
    clerk = member(other, Role.OFFICE)
    rows = roll(60)
    results = []
    for place, by, long in ((school, office, True), (other, clerk, False)):
        monkeypatch.setattr(large, "LONG", 10 if long else 100)
        for file in (rows, changed(rows)):
            if long:
                results.append(take(place, by, file))
            else:
                upload = send(place, by, file)
                digest = services.look(upload).digest
                results.append(services.confirm(upload=upload, digest=digest, by=by))
            Pupil.objects.filter(school=place, upn=rows[5]["UPN"]).update(left_on="2026-07-20")

    first, second, short, short_second = results
    assert first.pieces == 9 and short.pieces == 0
    for one, two in ((first, short), (second, short_second)):
        assert {k: v for k, v in one.result.items() if v} == {
            k: v for k, v in two.result.items() if v
        }  # fmt: skip
    assert (second.result["left"], second.result["classes"]) == (2, 1)
    assert ClassGroup.objects.get(school=school, name="5 New").year == "M"
    assert same_but_for_keys(school) == same_but_for_keys(other)
    for verb in ("pupil.created", "pupil.updated", "roll.imported"):
        told = Event.objects.filter(verb=verb)
        assert told.filter(school_id=school.pk).count() == told.filter(school_id=other.pk).count()
    who = [
        [line for part in each.parts.all() for line in part.who] for each in (second, short_second)
    ]
    assert sorted(who[0]) == sorted(who[1])
    assert {line[0] for line in who[0]} == {"missing", "moves", "back"}


def test_the_same_long_roll_again_changes_nothing(school, office):
    take(school, office, roll(30))
    before = list(Pupil.objects.order_by("pk").values())

    upload = looked(school, office, roll(30))

    assert upload.found["counts"] == {"same": 30}
    assert list(Pupil.objects.order_by("pk").values()) == before


def test_looking_writes_nothing_and_bad_rows_far_apart_are_found(client, school, office):
    rows = roll(30)
    rows[29]["UPN"] = rows[1]["UPN"]
    rows[12]["DOB"] = "31/02/2018"
    known = PupilFactory(
        school=school, upn=rows[3]["UPN"], admission_number=rows[25]["Adno"].lower(),
        legal_first_name=rows[3]["Legal Forename"], legal_last_name=rows[3]["Legal Surname"],
        born_on="2021-09-20",
    )  # fmt: skip
    rows[25] |= {"UPN": "", "Legal Surname": known.legal_last_name}
    sign_in(client, office)

    upload = looked(school, office, rows)
    page = client.get(f"/{school.slug}/roll/import/{upload.pk}/")
    sheet = client.get(f"/{school.slug}/roll/import/{upload.pk}/problems.csv").getvalue().decode()

    lines = {problem[0] for part in upload.parts.all() for problem in part.problems}
    assert lines == {3, 14, 27, 31}
    assert "4 rows to put right" in page.content.decode()
    assert "There is no such day" in sheet and "speaks of this pupil already" in sheet
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=upload.found["digest"], by=office)
    assert list(Pupil.objects.all()) == [known]
    assert not ClassGroup.objects.exists()


def test_cancelled_while_it_is_looked_at_nothing_is_left(client, school, office):
    upload = send(school, office, roll(30))
    sign_in(client, office)
    at = f"/{school.slug}/roll/import/{upload.pk}/"
    assert client.get(at).url == f"{at}progress/"
    assert "Steps done: 0 of 7" in client.get(f"{at}progress/").content.decode()
    job = Job.objects.get(pk=upload.look_job_id)
    for row in job.rows.all()[:3]:
        running.do(job, row)

    client.post(f"{at}discard/")

    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    running.do(job, job.rows.filter(state="waiting").first())  # the one in hand
    assert not RollUpload.objects.exists() and not RollPiece.objects.exists()
    assert not Pupil.objects.exists()


def test_stopped_before_its_turn_to_be_written_nothing_is_written(school, office):
    upload = looked(school, office, roll(30))
    row = services.confirm(upload=upload, digest=upload.found["digest"], by=office)

    services.discard(upload=row, by=office)
    running.run(row.write_job_id)
    job = Job.objects.get(pk=row.write_job_id)
    running.effect(job, job.rows.get())  # a worker that had it in hand

    assert not Pupil.objects.exists()


def test_once_written_it_says_that_it_could_not_be_stopped(client, school, office):
    upload = take(school, office, roll(30))
    sign_in(client, office)

    again = client.post(f"/{school.slug}/roll/import/{upload.pk}/look/")
    page = client.post(f"/{school.slug}/roll/import/{upload.pk}/discard/", follow=True)

    assert again.status_code == 302

    assert "could not be stopped any more" in page.content.decode()
    assert Pupil.objects.count() == 30


def test_a_worker_killed_while_writing_leaves_nothing_and_the_next_one_writes_once(
    school, office, monkeypatch
):
    upload = looked(school, office, roll(30))
    row = services.confirm(upload=upload, digest=upload.found["digest"], by=office)
    job, calls = Job.objects.get(pk=row.write_job_id), []

    def killed(*args):
        calls.append(1)
        if len(calls) == 3:
            raise SystemExit
        return carry_out(*args)

    from pupils.roll.writing import carry_out

    monkeypatch.setattr("pupils.roll.large_writing.carry_out", killed)
    with pytest.raises(SystemExit):
        running.run(job.pk)
    assert not Pupil.objects.exists() and not ClassGroup.objects.exists()
    Job.objects.filter(pk=job.pk).update(lease_until="2026-01-01T00:00:00Z")  # its lease ended
    running.run(job.pk)
    running.run(job.pk)

    assert Pupil.objects.count() == 30
    assert Event.objects.filter(verb="pupil.created").count() == 30
    assert Event.objects.filter(verb="roll.imported").count() == 1


def test_what_changed_since_it_was_looked_at_stops_the_writing_and_can_be_looked_at_again(
    client, school, office
):
    upload = looked(school, office, roll(30))
    PupilFactory(school=school, upn=upn(900))
    sign_in(client, office)
    at = f"/{school.slug}/roll/import/{upload.pk}/"

    client.post(f"{at}confirm/", {"digest": upload.found["digest"]})
    upload.refresh_from_db()
    running.run(upload.write_job_id)
    page = client.get(at)
    client.post(f"{at}look/")
    upload.refresh_from_db()
    running.run(upload.look_job_id)
    upload.refresh_from_db()

    assert "Nothing was written. Look again." in page.content.decode()
    assert JobRow.objects.filter(state="failed").count() == 1
    assert upload.found["left"] == 1
    assert Pupil.objects.count() == 1


def test_the_same_confirmation_twice_is_one_job(school, office):
    upload = looked(school, office, roll(30))
    services.confirm(upload=upload, digest=upload.found["digest"], by=office)

    with pytest.raises(services.AlreadyImported):
        services.confirm(upload=upload, digest=upload.found["digest"], by=office)

    assert Job.objects.filter(kind=large.WRITE).count() == 1


def test_who_lost_the_right_meanwhile_imports_nothing(school, office):
    upload = looked(school, office, roll(30))
    row = services.confirm(upload=upload, digest=upload.found["digest"], by=office)
    office.memberships.update(until_on="2026-01-01", from_on="2026-01-01")

    running.run(row.write_job_id)

    assert not Pupil.objects.exists()


def test_an_unknown_heading_is_asked_for_before_a_worker_begins(client, school, office):
    rows = [row | {"Born when": row["DOB"]} for row in roll(30)]
    headings = ["UPN", "Legal Surname", "Legal Forename", "Born when", "NC Year"]
    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(rows, headings).encode()
    )
    sign_in(client, office)
    at = f"/{school.slug}/roll/import/{upload.pk}/"
    assert upload.look_job is None
    assert client.get(at).url == f"{at}columns/"

    places = {"upn": 0, "legal_last_name": 1, "legal_first_name": 2, "born_on": 3, "year": 4}
    client.post(f"{at}columns/", places)
    upload.refresh_from_db()
    running.run(upload.look_job_id)

    assert "30 new" in client.get(at).content.decode()


def test_the_page_shows_some_and_says_how_many_more(client, school, office, monkeypatch):
    from pupils.roll import presenting

    monkeypatch.setattr(presenting, "SHOWN", dict.fromkeys(presenting.SHOWN, 9))
    upload = looked(school, office, roll(30))
    sign_in(client, office)

    page = client.get(f"/{school.slug}/roll/import/{upload.pk}/").content.decode()

    assert "And 21 more like these" in page
    assert len(page) < 40_000


def test_its_rows_are_forgotten_after_the_import_and_the_names_after_a_day(
    school, office, time_machine
):
    time_machine.move_to("2026-11-24 09:00:00+00:00")
    upload = take(school, office, roll(30))
    parts = list(upload.parts.values_list("content", "plan", "found", "problems"))
    waiting = looked(school, office, roll(20))
    time_machine.move_to("2026-11-25 10:00:00+00:00")

    services.forget_old()

    assert set(map(str, parts)) == {"('', '', {}, [])"}
    assert not RollPiece.objects.exists()
    assert not RollUpload.objects.filter(pk=waiting.pk).exists()
