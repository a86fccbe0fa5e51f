"""Opening is quick, filling is a job: seen, taken up again, and never done twice."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.models import User
from audit.models import Event
from demo import build, jobs, progress
from demo.chapters import roll
from demo.families import contacts_of
from demo.plot import plot_of
from demo.schools import PASSWORD, SCHOOLS
from demo.teller import Teller
from pupils.contacts import add_contact
from pupils.models import ChronologyEntry, Enrolment, Pupil
from pupils.services import create_pupil
from sendcase import moment
from sendcase.jobs import running
from sendcase.jobs.models import Job, JobRow
from sendcase.pdf import PdfFailed
from tests.demo.conftest import SMALL, opened
from tests.factories.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def larkfield(settings):
    settings.DEMO = True
    progress._full.clear()
    [school] = opened("larkfield")
    return school


@pytest.fixture
def senco(larkfield):
    return User.objects.get(email="senco@larkfield.example")


def first_rows(count: int) -> Job:
    """As a worker that is killed after so many rows."""
    job = running.services.claim(jobs.job_of("larkfield").pk)
    for row in job.rows.all()[:count]:
        running.do(job, row)
    return job


def test_who_is_in_the_table_signs_in_before_a_child_is_there(larkfield, client):
    assert Pupil.objects.count() == 0
    for key in ("senco", "teacher", "teacher2", "support", "head", "governor", "office"):
        for demo in SCHOOLS:
            assert User.objects.get(email=f"{key}@{demo.slug}.example").check_password(PASSWORD)
    assert User.objects.get(email="trust@westbridge.example").check_password(PASSWORD)


def test_whoever_is_signed_in_sees_how_far_it_is(larkfield, senco, client):
    sign_in(client, senco)
    first_rows(2)
    page = client.get("/larkfield/today/").content.decode()
    assert "The demo school is being filled" in page
    assert "40 of 60 children are here" in page
    piece = client.get("/larkfield/filling/", headers={"hx-request": "true"}).content.decode()
    assert 'hx-trigger="every 3s"' in piece and "<html" not in piece
    assert "Load this page again" in client.get("/larkfield/filling/").content.decode()


def test_a_full_school_says_nothing_and_asks_nothing(
    larkfield, senco, client, django_assert_num_queries
):
    sign_in(client, senco)
    Job.objects.update(state="done")
    JobRow.objects.update(state="done")
    piece = client.get("/larkfield/filling/", headers={"hx-request": "true"}).content.decode()
    assert "is full" in piece and "hx-trigger" not in piece
    assert "being filled" not in client.get("/larkfield/today/").content.decode()
    with django_assert_num_queries(0):
        assert progress.of(larkfield) is None


def test_a_school_of_ones_own_has_no_banner(larkfield, settings):
    larkfield.is_demo = False
    assert progress.of(larkfield) is None


def test_the_next_school_waits_for_its_turn(larkfield):
    assert "after Larkfield Primary School" in progress.look("Mill Lane", "mill-lane").words


def test_a_piece_that_could_not_be_made_is_said(larkfield):
    JobRow.objects.update(state="done")
    JobRow.objects.filter(position=1).update(state="failed")
    Job.objects.update(state="done")
    assert progress.of(larkfield).words.startswith("1 of ")


def test_a_killed_build_is_taken_up_at_the_next_start_and_nothing_is_there_twice(
    larkfield, monkeypatch
):
    monkeypatch.setattr(roll, "give_support", killed)
    job = running.services.claim(jobs.job_of("larkfield").pk)
    with pytest.raises(Killed):
        running.do(job, job.rows.first())
    assert Pupil.objects.count() == 0  # the piece in hand leaves nothing behind
    monkeypatch.undo()
    assert running.services.claim(job.pk) is None  # its lease still runs
    build.open_all(lambda words: None, SMALL)
    taken = running.services.claim(job.pk)
    for row in taken.rows.filter(state="waiting")[:3]:
        running.do(taken, row)
    assert Pupil.objects.count() == 60
    assert Job.objects.count() == 1


def test_a_paper_that_failed_is_tried_once_more_from_the_start(larkfield):
    calls = []

    def chapter(teller, args):
        calls.append(Pupil.objects.count())
        Pupil.objects.create(school=larkfield, legal_first_name="A", born_on="2019-01-01", year="1")
        if len(calls) == 1:
            raise PdfFailed("It took longer than 20 seconds to lay out.")

    jobs.write(SimpleNamespace(write=chapter), None, {})
    assert (calls, Pupil.objects.count()) == ([0, 0], 1)


class Killed(BaseException):
    """As SIGKILL: no handler of the job sees it."""


def killed(*args):
    raise Killed


def test_the_roll_in_bulk_is_what_the_services_write(larkfield):
    today = moment.today()
    plot = plot_of("larkfield", today, SMALL)
    teller = Teller(plot)
    child = next(c for c in plot.children if c.number % 9 == 4 and not c.code)
    roll.write(teller, {"group": child.group})
    bulk = teller.pupil(child)
    before = Event.objects.order_by("-pk").first().pk
    with moment.at(moment.now() - timedelta(days=1)):
        by_service = create_pupil(
            school=larkfield, by=teller.staff["office"], year=bulk.year,
            class_group=bulk.class_group, admitted_on=bulk.admitted_on,
            **roll.facts(plot, child) | {"upn": ""},
        )  # fmt: skip
        for fields in contacts_of(plot, child):
            add_contact(pupil=by_service, by=teller.staff["office"], **fields)
    assert written(bulk, 0) == written(by_service, before)
    assert (bulk.sort_key, bulk.search_text) == (by_service.sort_key, by_service.search_text)


def written(pupil, after: int) -> dict:
    """What stands beside the record, but for the UPN, later years and the days."""
    events = Event.objects.filter(pupil_id=pupil.pk, pk__gt=after).exclude(verb="pupil.updated")
    lines = ChronologyEntry.objects.filter(pupil=pupil).exclude(summary__startswith="Moved to")
    return {
        "events": [
            (e.verb, e.object_type, e.actor_id, sorted(set(e.detail.text) - {"upn", "year"}))
            for e in events.order_by("pk")
        ],
        "lines": list(lines.order_by("pk").values_list("summary", "needs", "url")),
        "open places": Enrolment.objects.filter(pupil=pupil, until_on=None).count(),
    }


def test_a_real_school_with_the_name_of_a_demo_one_is_never_filled(larkfield):
    job = jobs.job_of("larkfield")
    type(larkfield).objects.filter(pk=larkfield.pk).update(is_demo=False)
    running.run(job.pk)
    assert not Pupil.objects.exists()
    with pytest.raises(type(larkfield).DoesNotExist):
        jobs.add("larkfield", moment.today())
