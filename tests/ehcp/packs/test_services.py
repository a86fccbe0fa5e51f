"""Asking, stopping, asking again; a worker that dies, comes twice or fails; what stays out."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.models import Event
from ehcp.packs import building, missing, papers, parts, services, showing
from ehcp.packs.case import SHARED, Case
from ehcp.packs.gathering import around
from ehcp.packs.models import Pack
from letters import services as letters
from letters.models import ReplyCode
from letters.replies import services as codes
from pupils.scores import services as scores
from pupils.wording import day_text
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from sendcase.jobs.models import Job, JobRow
from sendcase.pdf import PdfFailed
from tests.factories.batches import work
from tests.factories.packs import paper
from tests.factories.people import member

pytestmark = pytest.mark.django_db
KEYS = {"request", "others", "chronology"}


@pytest.fixture
def quick(monkeypatch):
    """The work without the paper: what is bound is a few bytes that count as one page."""

    class NoBinder:
        def __enter__(self):
            return self

        def __exit__(self, *raised):
            pass

        def take(self, data, *, ours):
            return SimpleNamespace(pages=1, shapes=("tall",), place=(0, 1))

        def bind(self, pieces):
            return b"%PDF part"

        def bind_numbered(self, pieces, outline):
            return b"%PDF whole"

    monkeypatch.setattr(building, "Binder", NoBinder)
    monkeypatch.setattr("ehcp.packs.front.render_pdf", lambda html: b"%PDF")
    monkeypatch.setattr("ehcp.packs.sheets.render_pdf", lambda html: b"%PDF")


@pytest.fixture
def filed(case, quick):
    """A dozen papers on file: with the request and the chronology three rows of work."""
    for number in range(12):
        paper(case.pupil, case.senco, f"Paper {number}", b"%PDF")
    return case


def ask(case, **said):
    return services.ask(by=case.senco, request=case.request, **said)


def fresh(pack):
    return Pack.objects.get(pk=pack.pk)


def files(pack):
    names = [row.result.get("file") for row in pack.job.rows.all()]
    return [name for name in names if name and building.storage().exists(name)]


def done_rows(pack):
    return list(pack.job.rows.filter(state="done"))


def test_a_killed_worker_begins_with_the_row_it_was_at(
    filed, monkeypatch, django_capture_on_commit_callbacks
):
    pack, made = ask(filed), []
    before = building.make

    def counted(job, row):
        made.append(row.position)
        if made == [1, 2]:
            raise KeyboardInterrupt  # as a kill: no row says anything
        return before(job, row)

    monkeypatch.setitem(running.befores, building.KIND, counted)
    with pytest.raises(KeyboardInterrupt):
        running.run(pack.job_id)
    assert files(pack) and fresh(pack).state == "waiting"
    assert not running.run(pack.job_id), "the lease of the dead worker still holds"
    Job.objects.update(state="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        running.run(pack.job_id)
        running.run(pack.job_id)
    assert made == [1, 2, 2, 3]
    done = fresh(pack)
    assert (done.state, len(done.contents), files(done)) == ("ready", 14, [])
    assert filed.pupil.documents.filter(pk=done.document_id).count() == 1
    assert Event.objects.filter(verb="ehc_pack.built").count() == 1
    assert filed.pupil.chronology.filter(summary__contains="Papers put together").count() == 1


def test_what_a_killed_worker_wrote_and_could_not_say_is_not_left_on_the_disk(
    filed, monkeypatch, django_capture_on_commit_callbacks
):
    pack, folder = ask(filed), f"packs/{filed.school.pk}"
    keep = running.kinds[building.KIND]

    def killed(*given):
        keep(*given)
        raise KeyboardInterrupt  # the file is written, the transaction is not

    monkeypatch.setitem(running.kinds, building.KIND, killed)
    job = Job.objects.get(pk=pack.job_id)
    with pytest.raises(KeyboardInterrupt):
        running.do(job, job.rows.first())
    assert len(building.storage().listdir(folder)[1]) == 1 and files(pack) == []
    with django_capture_on_commit_callbacks(execute=True):
        services.stop(pack=pack, by=filed.senco)
    assert building.storage().listdir(folder)[1] == []


def test_one_at_a_time_and_stopping_keeps_nothing(filed, django_capture_on_commit_callbacks):
    pack = ask(filed)
    with pytest.raises(IllegalMove, match="already"):
        ask(filed)
    job = Job.objects.get(pk=pack.job_id)
    running.do(job, job.rows.first())
    assert files(pack)
    with django_capture_on_commit_callbacks(execute=True):
        services.stop(pack=pack, by=filed.senco)
    late = building.make(job, job.rows.last())
    assert late is None and files(pack) == [] and fresh(pack).state == "stopped"
    work()
    assert fresh(pack).document is None
    with pytest.raises(IllegalMove):
        services.stop(pack=pack, by=filed.senco)
    second = services.again(pack=fresh(pack), by=filed.senco)
    work()
    assert fresh(second).state == "ready" and Pack.objects.count() == 2


def test_what_fails_is_named_and_a_failed_end_is_tried_again(filed, monkeypatch):
    before = papers.take

    def take(binder, item):
        if item.title == "Paper 3":
            raise PdfFailed("It is locked with a password.")
        return before(binder, item)

    monkeypatch.setattr(papers, "take", take)
    pack = ask(filed)
    work()
    [left] = fresh(pack).separate
    assert (left["title"], left["why"]) == ("Paper 3", "It is locked with a password.")

    def broken(*args):
        raise PdfFailed("It needs more memory than a document may use.")

    monkeypatch.setattr("ehcp.packs.front.before", broken)
    pack = ask(filed)
    work()
    assert showing.state_of(fresh(pack)) == "failed"
    assert "more memory" in showing.page(fresh(pack))["why"]
    monkeypatch.undo()
    again = ask(filed)
    assert (fresh(pack).state, again.state) == ("failed", "waiting")


def test_what_fails_leaves_no_file_behind(filed, monkeypatch, django_capture_on_commit_callbacks):
    def broken(*args):
        raise PdfFailed("It needs more memory than a document may use.")

    monkeypatch.setattr("ehcp.packs.front.before", broken)
    pack, folder, ended = ask(filed), f"packs/{filed.school.pk}", running.services.end
    monkeypatch.setattr(running.services, "end", lambda job: None)  # killed before it says so
    with django_capture_on_commit_callbacks(execute=True):
        running.run(pack.job_id)
    assert fresh(pack).state == "failed"
    left = [name for name in building.storage().listdir(folder)[1] if pack.uid.hex in name]
    assert left == [] and done_rows(pack)[0].result["file"]
    monkeypatch.setattr(running.services, "end", ended)
    Job.objects.update(state="waiting")
    running.sweep()
    assert Job.objects.get(pk=pack.job_id).state == "done"
    assert Event.objects.filter(verb="ehc_pack.failed").count() == 1
    assert "more memory" in showing.page(fresh(pack))["why"]


def test_a_row_that_goes_wrong_on_our_side_is_named_and_the_rest_is_bound(filed):
    pack = ask(filed)
    JobRow.objects.filter(job=pack.job, position=1).update(state="failed", error="Our side.")
    work()
    done = fresh(pack)
    assert done.state == "ready" and done.contents
    assert {each["title"] for each in done.separate} == {"The request (1)",
                                                         "Other papers on file (9)"}  # fmt: skip


def test_what_is_left_out_is_left_out(filed):
    found = parts.gather(Case(by=filed.senco, request=filed.request))
    others = next(items for part, items in found.items() if part.key == "others")
    pack = ask(filed, without=["chronology", others[0].key])
    work()
    titles = [each["title"] for each in fresh(pack).contents]
    assert "What happened when" not in titles and "Paper 0" not in titles and "Paper 1" in titles
    assert showing.page(fresh(pack))["left_out"] == ["Chronology", "1 single paper"]
    with pytest.raises(IllegalMove, match="Nothing"):
        ask(filed, without=KEYS)


def test_built_once_more_it_takes_what_was_ticked_and_nothing_that_came_since(filed):
    found = parts.gather(Case(by=filed.senco, request=filed.request))
    first, second = next(items for part, items in found.items() if part.key == "others")[:2]
    pack = ask(filed, without=["chronology", first.key])
    work()
    before = [each["title"] for each in fresh(pack).contents]
    paper(filed.pupil, filed.senco, "zebranew", b"%PDF")
    scores.record(pupil=filed.pupil, by=filed.senco, test="NGRT", kind="standardised", result="78",
                  taken_on=moment.today())  # fmt: skip
    second.document.needs = P.PLAN_EDIT  # not every reader of a pack may open it any more
    second.document.save()
    again = services.again(pack=fresh(pack), by=filed.senco)
    work()
    done = fresh(again)
    assert [each["title"] for each in done.contents] == [
        each for each in before if each != second.title
    ]
    page = showing.page(done)
    assert page["fallen"] == [second.title]
    assert page["left_out"] == ["Chronology", "Scores", "2 single papers"]
    third = services.again(pack=done, by=filed.senco)
    assert showing.page(third)["fallen"] == []


def test_built_once_more_when_nothing_may_be_taken_is_refused(filed):
    pack = ask(filed, without=["request", "chronology"])
    services.stop(pack=pack, by=filed.senco)
    filed.pupil.documents.update(needs=P.PLAN_EDIT)
    with pytest.raises(IllegalMove, match="Nothing"):
        services.again(pack=fresh(pack), by=filed.senco)


def test_what_needs_more_than_every_reader_of_the_pack_holds_stays_out(filed):
    paper(filed.pupil, filed.senco, "zebrasecret", b"%PDF", needs=P.PLAN_EDIT)
    paper(filed.pupil, filed.senco, "zebraconsent", b"%PDF", needs=P.CONSENT_VIEW)
    filed.pupil.chronology.create(school=filed.school, on="2026-01-05", summary="zebraline",
                                  needs=P.COMPLAINT_VIEW)  # fmt: skip
    assert P.PLAN_EDIT not in SHARED  # the head reads packs and does not hold it
    case = Case(by=filed.senco, request=filed.request)
    titles = [item.title for items in parts.gather(case).values() for item in items]
    assert "zebra" not in str(titles)
    teacher = Case(by=member(filed.school, Role.TEACHER), request=filed.request)
    assert not any(parts.gather(teacher).values())


def test_who_lost_the_role_meanwhile_gets_nothing_and_the_former_pack_stays(filed):
    good = ask(filed)
    work()
    pack = ask(filed)
    filed.senco.memberships.all().delete()
    work()
    lost = fresh(pack)
    assert (lost.state, lost.document, lost.contents) == ("failed", None, [])
    assert "may not put papers together any more" in showing.page(lost)["why"]
    ready = Pack.objects.filter(request=filed.request, state="ready")
    assert list(ready) == [good]
    other = member(filed.school, Role.SENCO)
    again = services.again(pack=lost, by=other)
    work()
    assert len(fresh(again).contents) == 14


def test_a_pack_of_which_nothing_could_be_bound_fails_and_says_so(filed, monkeypatch):
    def refuse(binder, item):
        raise PdfFailed("It is locked with a password.")

    monkeypatch.setattr(papers, "take", refuse)
    pack = ask(filed)
    work()
    assert fresh(pack).state == "failed"
    assert "None of the papers could be taken or bound" in showing.page(fresh(pack))["why"]


def test_a_letter_stays_out_while_its_slip_opens_the_reply_form(filed, monkeypatch):
    """Whoever reads the pack could answer for the family: the list of what is missing says so."""
    monkeypatch.setattr("letters.paper.whole_pdf", lambda letter, content: b"%PDF letter")
    [part] = [each for each in parts.PARTS if each.key == "letters"]
    about = f"The letter of {day_text(moment.today())} is not here yet"

    def found(**more):
        case = Case(by=filed.senco, request=filed.request)
        items = parts.gather(case)
        said = missing.sentences(case, items, **more)
        return [item.title for item in items[part]], [each for each in said if "letter" in each]

    letter = filed.approved()
    assert found() == ([], ["No letter was sent."])
    letter = letters.issue(letter=letter, by=filed.senco)
    out, [said] = found()
    assert out == [] and said == f"{about}: the family still has time to answer it."
    assert found(without=["letters"]) == ([], []), "left out on purpose, nothing tells of it"
    pack = ask(filed)
    work()
    done = fresh(pack)
    assert said in done.missing and "letters" not in {each["part"] for each in done.contents}
    letters.record_reply(letter=letter, route="phone", received_on=moment.today(), by=filed.senco)
    again = ask(filed)
    work()
    [bound] = [each for each in fresh(again).contents if each["part"] == "letters"]
    assert bound["title"] == "Letter: Placed on the register"
    assert found() == ([bound["title"]], [])


def test_a_letter_whose_code_has_run_out_or_was_closed_goes_in(filed, monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda letter, content: b"%PDF letter")
    code = codes.code_for(filed.issued())

    def is_in(**changed):
        ReplyCode.objects.filter(pk=code.pk).update(**changed)
        return bool(around.letters(Case(by=filed.senco, request=filed.request)))

    assert not is_in(expires_on=moment.today())
    assert is_in(expires_on=moment.today() - timedelta(days=1))
    assert is_in(expires_on=moment.today(), closed_reason="Too many tries.")
