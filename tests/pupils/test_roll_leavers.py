"""Who is missing in the file is told; a person says of each whether they have left."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.models import Pupil, RollUpload
from pupils.roll import services
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.roll import as_csv, roll, upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def gone(school):
    return [
        PupilFactory(school=school, upn=upn(900 + n), admitted_on="2024-09-01") for n in range(3)
    ]


@pytest.fixture
def where(client, school, gone):
    """The page of an import that named none of the three."""
    by = member(school, Role.OFFICE)
    sign_in(client, by)
    data = as_csv(roll(2)).encode()
    upload = services.receive(school=school, by=by, filename="r.csv", data=data)
    services.confirm(upload=upload, digest=services.look(upload).digest, by=by)
    return f"/{school.slug}/roll/import/{upload.pk}/leavers/"


def last_days(gone) -> list:
    return [Pupil.objects.get(pk=pupil.pk).left_on for pupil in gone]


def test_nobody_leaves_by_an_import(client, where, gone):
    shown = client.get(where).content.decode()

    assert last_days(gone) == [None] * 3
    assert all(f"{pupil.name} has left" in shown for pupil in gone)
    assert "checked" not in shown


def test_those_who_are_ticked_leave_on_their_day(client, where, gone):
    first, second, _ = gone
    client.post(
        where, {"on": "2026-07-20", f"gone_{first.pk}": "on", f"gone_{second.pk}": "on",
               f"on_{second.pk}": "2026-06-30"},
    )  # fmt: skip

    assert [str(day) for day in last_days(gone)] == ["2026-07-20", "2026-06-30", "None"]
    assert Event.objects.filter(verb="pupil.left").count() == 2
    assert f"{first.name} has left" not in client.get(where).content.decode()


@pytest.mark.parametrize(
    ("day", "words"), [("", "Say the last day here"), ("2020-01-01", "before the child came on")]
)
def test_a_day_that_cannot_be_is_named_and_nobody_leaves(client, where, gone, day, words):
    first, second, _ = gone
    answer = client.post(
        where, {"on": day, f"gone_{first.pk}": "on", f"gone_{second.pk}": "on",
               f"on_{second.pk}": "2026-06-30"},
    )  # fmt: skip

    assert words in str(answer.context["form"].errors)
    assert last_days(gone) == [None] * 3


def test_a_day_without_a_tick_is_asked_about(client, where, gone):
    answer = client.post(where, {f"on_{gone[0].pk}": "2026-06-30"})

    assert "Tick this child" in str(answer.context["form"].errors)
    assert last_days(gone) == [None] * 3


def test_who_stood_in_the_file_or_elsewhere_cannot_be_marked_here(client, school, where, gone):
    inside = Pupil.objects.get(school=school, upn=roll(2)[0]["UPN"])
    elsewhere = PupilFactory()
    asked = {f"gone_{pupil.pk}": "on" for pupil in (inside, elsewhere)}

    client.post(where, {"on": "2026-07-20", **asked})

    assert last_days([inside, elsewhere]) == [None, None]


def test_a_last_day_noted_meanwhile_is_not_changed(client, where, gone):
    Pupil.objects.filter(pk=gone[0].pk).update(left_on="2026-07-01")

    client.post(where, {"on": "2026-12-20", f"gone_{gone[0].pk}": "on", f"gone_{gone[1].pk}": "on"})

    assert [str(day) for day in last_days(gone)] == ["2026-07-01", "2026-12-20", "None"]


def test_only_who_imported_it_is_asked_and_for_a_day(client, school, where, time_machine):
    mine = RollUpload.objects.get()
    sign_in(client, member(school, Role.SENCO))
    assert client.get(where).status_code == 404

    time_machine.move_to(mine.expires_at)
    services.forget_old()

    mine.refresh_from_db()
    assert mine.missing == []
    assert moment.now() >= mine.expires_at
