"""Every kind of list, whatever app brought it: hostile files and cells (security, section 3).

A new kind is asked all of this by being registered.
"""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from pupils.models import Pupil, RollUpload
from pupils.roll import reading, services, unzipping
from pupils.roll.kinds import KINDS
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory
from tests.pupils.test_roll_attacks import NO_ROLLS

pytestmark = pytest.mark.django_db
# Refused whatever the list is about: not those about the columns of a roll.
ANY = [what for what in NO_ROLLS if what not in {"no birth", "no numbers", "no names",
                                                 "two births"}]  # fmt: skip
HOSTILE = {
    "nothing": "",
    "hidden": "A\u202eB",
    "zero width": "A\u200bB",
    "control": "A\x07B",
    "much": "9" * 1_500,
    "far too much": "x" * 5_000,
    "huge number": "9" * 40,
    "minus": "-1",
    "exponent": "1e309",
    "not a number": "NaN",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "at": "@SUM(1)",
    "pipe": "|calc",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% now 'Y' %}",
    "percent": "%s%(x)s{0.__class__}",
    "sql": "'; DROP TABLE pupils_pupil;--",
    "no day": "31/02/2018",
    "last day there is": "31/12/9999",
    "first day there is": "0001-01-01",
    "half a pair": "A\ud800B",
    "digit of another script": "²",
    "line in it": "A\nBcc: x@evil.example",
}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def person(school, kind):
    """Somebody who may import this kind."""
    from accounts.access import may

    people = (member(school, role) for role in (Role.OFFICE, Role.SENCO))
    return next(each for each in people if may(each, kind.permission, school.pk))


def as_list(fields, *rows: dict) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in fields.columns])
    for cells in rows:
        writer.writerow([cells.get(column.key, "x") for column in fields.columns])
    return out.getvalue().encode("utf-8", "surrogatepass")


def send(client, school, kind, data, name="list.csv"):
    at = reverse(kind.route, args=[school.slug])
    return client.post(at, {"roll": SimpleUploadedFile(name, data, "text/csv")})


def receive(school, kind, person, data, name="list.csv"):
    return services.receive(school=school, by=person, filename=name, data=data, kind=kind.key)


def test_what_is_no_list_is_refused_and_nothing_is_stored(school, kind, person):
    for what in ANY:
        data, name, words = NO_ROLLS[what]
        with pytest.raises(reading.Refused) as refused:
            receive(school, kind, person, data, name)
        assert words in str(refused.value), what
    assert not RollUpload.objects.exists()


def test_a_hostile_cell_in_any_column_is_named_or_taken_as_text_and_never_breaks(
    client, school, kind, person
):
    """A row for each column and each value, in one file; what breaks a file is sent alone."""
    sign_in(client, person)
    rows = [
        {column.key: value}
        for value in HOSTILE.values()
        for column in kind.fields.columns
        if "\ud800" not in value
    ]
    answer = send(client, school, kind, as_list(kind.fields, *rows))
    page = client.get(answer.url)
    sheet = client.get(f"{answer.url}problems.csv").getvalue().decode("utf-8-sig")

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert {row[0] for row in csv.reader(io.StringIO(sheet))} > {"2", "9"}
    for row in csv.reader(io.StringIO(sheet)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), row
    half = as_list(kind.fields, {kind.fields.columns[0].key: HOSTILE["half a pair"]})
    assert send(client, school, kind, half).status_code in {200, 302}


def test_a_list_with_a_problem_is_not_written_whatever_is_posted(school, kind, person):
    upload = services.receive(
        school=school, by=person, filename="x.csv", data=as_list(kind.fields, {}), kind=kind.key
    )
    found = services.look(upload)
    before = Event.objects.count()

    assert found.problems
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=person)
    assert Event.objects.count() == before
    assert not Pupil.objects.exists()


def test_a_file_over_the_limits_is_refused(school, kind, person, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(reading, "MOST_BYTES", 100)
        with pytest.raises(reading.Refused, match="larger than"):
            receive(school, kind, person, b"x" * 101)
    if not kind.large:
        rows = as_list(kind.fields, {}) + b"a,b\n" * (kind.most + 1)
        with pytest.raises(reading.Refused, match="rows. Split it"):
            receive(school, kind, person, rows)
    with pytest.raises(reading.Refused, match="damaged"):
        receive(school, kind, person, unzipping.ZIP[0] + b"x" * 100)


def test_another_schools_office_and_a_teacher_import_nothing(client, school, kind, person):
    data = as_list(kind.fields, {})
    for stranger in (member(SchoolFactory(), Role.OFFICE), member(school, Role.TEACHER)):
        sign_in(client, stranger)
        assert send(client, school, kind, data).status_code in {403, 404}
    assert not RollUpload.objects.exists()
