"""From asking to the papers, through the worker; stopping, failing, throwing away."""

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from audit.models import Event
from reports.trail import building, services, showing
from reports.trail.models import CaseTrail
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from sendcase.pdf import PdfFailed
from tests.factories.batches import work
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(case):
    pupil = PupilFactory(school=case.school, legal_first_name="Ben")
    placed(pupil, by=case.senco)
    return pupil


def ask(case, *pupils, seed=None):
    return services.ask(
        school=case.school, pupils=[pupil.pk for pupil in pupils], by=case.senco, seed=seed
    )


def fresh(trail):
    return CaseTrail.objects.select_related("job", "school").get(pk=trail.pk)


def content(row) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def words(data) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_one_paper_each_and_all_behind_a_cover(case, second, client):
    trail = ask(case, second, case.pupil, seed=7)
    assert showing.going_on(trail)["progress"].total == 3
    work()
    trail = fresh(trail)
    assert trail.state == "ready", [row.error for row in trail.job.rows.all()]
    whole = words(content(trail))
    assert len(whole) == trail.pages
    assert "drawn by the number 7" in whole[0] and "Confidential" in whole[0]
    for row in trail.pupils.all():
        assert f"{row.pupil.name} None {row.first}" in " ".join(whole[0].split())
        assert row.pupil.name in whole[row.first - 1]
        alone = words(content(row))
        assert len(alone) == row.pages and row.pupil.name in alone[0]
    assert [row.pupil for row in trail.pupils.all()] == [second, case.pupil]
    assert f"Page {trail.pages} of {trail.pages}" in whole[-1]
    reader = PdfReader(BytesIO(content(trail)))
    assert [mark.title for mark in reader.outline] == ["Cover", second.name, case.pupil.name]
    printed(client, case, trail, second)


def printed(client, case, trail, second):
    """Who printed which, also of the joined one."""
    sign_in(client, case.head)
    assert client.get(f"{trail.get_absolute_url()}pdf/").status_code == 200
    told = Event.objects.filter(verb="casetrailpupil.printed", actor_id=case.head.pk)
    assert {event.pupil_id for event in told} == {second.pk, case.pupil.pk}
    assert client.get(f"{trail.get_absolute_url()}pdf/1/").status_code == 200
    assert told.filter(pupil_id=second.pk).count() == 2
    assert client.get(f"{trail.get_absolute_url()}pdf/3/").status_code == 404


def test_nobody_and_too_many_and_somebody_elses_are_refused(case):
    with pytest.raises(IllegalMove, match="at least one"):
        ask(case)
    with pytest.raises(IllegalMove, match="12 children at most"):
        ask(case, *PupilFactory.create_batch(13, school=case.school))
    with pytest.raises(IllegalMove, match="not here any more"):
        ask(case, case.pupil, PupilFactory())
    assert not CaseTrail.objects.exists()


def test_a_child_whose_paper_fails_is_named_and_the_others_go_on(case, second, monkeypatch):
    real = building.story.blocks

    def broken(found):
        if found.pupil == second:
            raise PdfFailed("It took longer than 20 seconds to lay out.")
        return real(found)

    monkeypatch.setattr(building.story, "blocks", broken)
    trail = ask(case, second, case.pupil)
    work()
    trail = fresh(trail)
    assert trail.state == "ready"
    lost, made = trail.pupils.all()
    assert "20 seconds" in lost.why_not and not lost.file and made.file


def test_where_none_can_be_made_it_failed_and_says_so(case, monkeypatch):
    def broken(found):
        raise PdfFailed("It took longer than 20 seconds to lay out.")

    monkeypatch.setattr(building.story, "blocks", broken)
    trail = ask(case, case.pupil)
    work()
    trail = fresh(trail)
    assert (trail.state, showing.why(trail)) == (
        "failed", "The paper could not be made. None of the papers could be made.",
    )  # fmt: skip


def test_whoever_lost_the_right_gets_no_paper(case):
    trail = ask(case, case.pupil)
    case.senco.memberships.update(until_on="2020-01-01", from_on="2019-01-01")
    work()
    assert fresh(trail).state == "failed"
    assert not fresh(trail).pupils.get().file


@pytest.mark.django_db(transaction=True)
def test_stopped_and_thrown_away_leave_no_file(case):
    trail = ask(case, case.pupil)
    work()
    trail = fresh(trail)
    storage, names = trail.file.storage, [trail.file.name, trail.pupils.get().file.name]
    assert all(map(storage.exists, names))
    services.throw_away(trail=trail, by=case.senco)
    assert not any(map(storage.exists, names))
    assert fresh(trail).state == "thrown" and not fresh(trail).pupils.get().file
    with pytest.raises(IllegalMove):
        services.throw_away(trail=trail, by=case.senco)
    other = ask(case, case.pupil)
    assert services.stop(trail=other, by=case.senco).state == "stopped"
    running.run(other.job_id)
    assert fresh(other).state == "stopped" and not fresh(other).file
    with pytest.raises(IllegalMove):
        services.stop(trail=other, by=case.senco)


def test_a_row_done_twice_leaves_one_file(case):
    trail = ask(case, case.pupil)
    job = running.services.claim(trail.job_id)
    row = job.rows.first()
    made = building.make(job, row)
    name = building.left_at(trail, row.position)
    building.store(trail.file.storage, name, b"%PDF cut off")  # of a worker that was killed
    running.effect(job, row, made)
    assert content(trail.pupils.get()) == made.pdf
    assert trail.pupils.get().file.name == name
