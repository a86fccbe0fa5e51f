"""SEN history from earlier records: what becomes of every spell, and what is never touched."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.models import ChronologyEntry, Pupil
from pupils.roll import presenting
from pupils.roll import services as roll
from register import services
from register.models import RegisterEntry
from register.past.writing import record_spell
from reminders.models import Deadline
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.roll import upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
HEADINGS = "UPN,SEN status,Start,End,Need,SEN type 2,Stage,Parents told,Notes"
ONE = upn(1)


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def pupil(school):
    return PupilFactory(school=school, upn=ONE, legal_first_name="Amina")


def look(school, by, *lines):
    data = "\n".join([HEADINGS, *lines]).encode()
    return roll.receive(school=school, by=by, filename="sen.csv", data=data, kind="sen_history")


def run(school, by, *lines):
    upload = look(school, by, *lines)
    return roll.confirm(upload=upload, digest=roll.look(upload).digest, by=by).result


def wrong(school, by, *lines) -> list[str]:
    return [f"{p.line} {p.column}: {p.words}" for p in roll.look(look(school, by, *lines)).problems]


THREE = (
    f"{ONE},A,01/09/2022,31/08/2023,SLCN,,SEN Support,,Speech group in Reception",
    f"{ONE},K - SEN support,01/09/2023,,SLCN,SPLD,SEN Support,,",
    f"{ONE},E,01/09/2025,,asd,SLCN,,05/09/2025,Plan of 1 September",
)


def test_ended_spells_become_history_and_the_last_one_is_where_the_child_stands(
    school, senco, pupil
):
    assert run(school, senco, *THREE) == {"new": 3}
    old, middle, now = pupil.register_entries.order_by("from_on")
    assert (old.census_code, old.until_on) == ("K", date(2023, 8, 31))  # A was read as K
    assert middle.until_on == date(2025, 8, 31)  # the day before the next
    assert (now.census_code, now.until_on, now.family_told_on) == ("E", None, date(2025, 9, 5))
    assert {entry.origin for entry in (old, middle, now)} == {"imported"}
    assert {entry.decided_by for entry in (old, middle, now)} == {senco}
    assert (old.reason, old.evidence) == (
        "From the school’s earlier records", "Speech group in Reception"
    )  # fmt: skip
    assert [need.need_type for need in now.needs.all()] == ["ASD", "SLCN"]
    pupil.refresh_from_db()
    assert pupil.stage == now.stage
    assert [e.version for e in (old, middle, now)][:2] == [1, 2] and now.version > 2
    lines = ChronologyEntry.objects.filter(pupil=pupil).order_by("on")
    assert [line.on for line in lines][:2] == [old.from_on, middle.from_on]
    verbs = Event.objects.filter(pupil_id=pupil.pk).values_list("verb", flat=True)
    assert list(verbs).count("register_entry.imported") == 2
    assert not Deadline.objects.filter(closed_at=None).exists()


def test_the_same_list_again_changes_nothing_also_after_the_child_moved_on(school, senco, pupil):
    run(school, senco, *THREE)
    before = list(RegisterEntry.objects.order_by("pk").values())
    assert run(school, senco, *THREE) == {"same": 3}
    assert list(RegisterEntry.objects.order_by("pk").values()) == before
    entry = services.newest(pupil)
    services.close(entry=entry, reason="Plan ended", by=senco)
    assert run(school, senco, *THREE) == {"same": 3}


def test_a_family_that_is_not_said_to_know_is_still_to_be_told_counted_from_today(
    school, senco, pupil
):
    upload = look(school, senco, f"{ONE},K,01/09/2023,,SLCN,,SEN Support,,")
    [group] = presenting.groups(roll.look(upload))
    assert group["rows"][0]["facts"][1].endswith("the family is still to be told")
    run(school, senco, f"{ONE},K,01/09/2023,,SLCN,,SEN Support,,")
    deadline = Deadline.objects.get(closed_at=None)
    days = timedelta(days=school.policy.tell_parents_days)
    assert (deadline.kind, deadline.due_on) == ("tell-parents", moment.today() + days)


def test_history_before_what_stands_here_is_put_before_it(school, senco, pupil):
    here = placed(pupil, by=senco, on=date(2024, 9, 2))
    assert run(school, senco, f"{ONE},K,01/09/2022,,SLCN,,SEN Support,,") == {"new": 1}
    older = pupil.register_entries.order_by("from_on").first()
    assert older.until_on == date(2024, 9, 1)
    here.refresh_from_db()
    assert services.newest(pupil) == here and here.until_on is None
    services.place(
        pupil=pupil, stage=here.stage, reason="x", by=senco, version=here.version,
        needs=[("SLCN", "")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([f"{ONE},K,01/09/2023,01/08/2023,SLCN,,SEN Support,,"], "2 End: It ends before it starts"),
        ([f"{ONE},K,01/09/2099,,SLCN,,SEN Support,,"], "2 Start: Tue 1 Sep 2099 has not come"),
        ([f"{ONE},K,01/09/2010,,SLCN,,SEN Support,,"], "2 Start: Amina was born on"),
        ([f"{ONE},K,01/09/2023,,,,SEN Support,,"], "census asks for one with code K"),
        ([f"{ONE},E,01/09/2023,,NSA,,,,"], "only for SEN support (census code K)"),
        ([f"{ONE},K,01/09/2023,,SLCN,SLCN,SEN Support,,"], "chosen twice"),
        ([f"{ONE},K,01/09/2023,,,SLCN,SEN Support,,"], "no main one"),
        ([f"{ONE},Q,01/09/2023,,SLCN,,,,"], "2 SEN status: Write N, K or E"),
        ([f"{ONE},K,01/09/2023,,BESD,,,,"], "2 Need: Write one of the codes SPLD"),
        ([f"{ONE},K,01/09/2023,,SLCN,,Tier 9,,"], "2 Stage: Your policy has no stage of this name"),
        ([f"{upn(9)},K,01/09/2023,,SLCN,,SEN Support,,"], "2 UPN: No pupil here has this number"),
        ([f"{ONE},E,01/09/2023,,ASD,,SEN Support,,"], "has the code K in your policy"),
        ([f"{ONE},K,01/09/2022,01/09/2023,SLCN,,SEN Support,,", f"{ONE},E,01/09/2023,,ASD,,,,"],
         "3 Start: Line 2 of this child runs over it"),
        ([f"{ONE},E,01/09/2023,,ASD,,,,", f"{ONE},E,01/09/2023,,ASD,,,,"], "Line 2 of this child"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_said_and_nothing_at_all_is_written(
    school, senco, pupil, lines, says
):
    good = PupilFactory(school=school, upn=upn(2))
    lines = [*lines, f"{good.upn},K,01/09/2023,,SLCN,,SEN Support,,"]
    assert says in "\n".join(wrong(school, senco, *lines))
    with pytest.raises(IllegalMove):
        run(school, senco, *lines)
    assert not RegisterEntry.objects.exists()


def test_a_list_never_changes_what_stands_here(school, senco, pupil):
    placed(pupil, by=senco, on=date(2024, 9, 2))
    said = wrong(school, senco, f"{ONE},E,01/01/2025,01/02/2025,ASD,,,,")
    assert "stands in the register here from Mon 2 Sep 2024 to today" in said[0]


def test_whoever_left_needs_an_end(school, senco, pupil):
    Pupil.objects.filter(pk=pupil.pk).update(left_on=date(2025, 7, 22))
    said = wrong(school, senco, f"{ONE},K,01/09/2023,,SLCN,,SEN Support,,")
    assert "Amina's last day here is Tue 22 Jul 2025" in said[0]
    run(school, senco, f"{ONE},K,01/09/2023,22/07/2025,SLCN,,SEN Support,,")


def test_no_support_writes_nothing_unless_it_names_a_stage(school, senco, pupil):
    [stage, *_] = school.stages.filter(census_code="N")
    assert run(school, senco, f"{ONE},N,01/09/2020,31/08/2021,,,,,") == {"same": 1}
    assert run(school, senco, f"{ONE},N,01/09/2020,31/08/2021,,,{stage.name},,") == {"new": 1}
    assert RegisterEntry.objects.get().census_code == "N"


def test_the_service_itself_refuses_two_entries_on_one_day(school, senco, pupil):
    placed(pupil, by=senco, on=date(2024, 9, 2))
    stage = school.stages.get(code="sen-support")
    spell = {"pupil": pupil, "stage": stage, "census_code": "K", "needs": [("SLCN", "")]}
    with pytest.raises(IllegalMove, match="Two entries"):
        record_spell(**spell, from_on=date(2024, 1, 1), until_on=date(2024, 9, 2), by=senco)
    with pytest.raises(IllegalMove, match="another school"):
        other = SchoolFactory().stages.get(code="sen-support")
        record_spell(**spell | {"stage": other}, from_on=date(2024, 1, 1),
                     until_on=date(2024, 2, 2), by=senco)  # fmt: skip


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.TEACHER])
def test_only_the_senco_may(client, school, senco, pupil, role):
    person = member(school, role)
    sign_in(client, person)
    assert client.get("/oakfield/register/import/").status_code == 404
    upload = look(school, person, THREE[0])  # even one of their own
    assert client.get(f"/oakfield/roll/import/{upload.pk}/").status_code == 404
    assert client.post(f"/oakfield/roll/import/{upload.pk}/confirm/").status_code == 404
    assert not RegisterEntry.objects.exists()


def test_from_the_register_to_the_childs_page(client, school, senco, pupil):
    sign_in(client, senco)
    assert "/oakfield/register/import/" in client.get("/oakfield/register/").content.decode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("sen.csv", "\n".join([HEADINGS, *THREE]).encode())
    preview = client.post("/oakfield/register/import/", {"roll": file}).url
    page = client.get(preview).content.decode()
    assert "family told Fri 5 Sep 2025" in page and "Amina" in page
    digest = client.get(preview).context["digest"]
    client.post(f"{preview}confirm/", {"digest": digest})
    history = client.get(f"/pupils/{pupil.pk}/register/").content.decode()
    assert f"Imported by {senco.name}" in history


@pytest.mark.parametrize("rows", [10, 200])
def test_the_preview_asks_the_same_number_of_questions_at_any_size(
    school, senco, rows, django_assert_max_num_queries
):
    for number in range(rows):
        PupilFactory(school=school, upn=upn(number + 10))
    lines = [f"{upn(n + 10)},K,01/09/2023,,SLCN,,SEN Support,," for n in range(rows)]
    upload = look(school, senco, *lines)
    with django_assert_max_num_queries(8):
        assert roll.look(upload).counts["new"] == rows
