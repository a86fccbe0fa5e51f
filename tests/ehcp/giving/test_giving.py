"""By which promises a line of section F is given: chosen, shown, in the review and in the pack."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.permissions import Role
from ehcp.giving import services
from ehcp.giving.models import LineProvision
from ehcp.packs import missing, parts
from ehcp.packs.case import Case
from ehcp.packs.gathering import given
from ehcp.plans import content
from ehcp.plans import services as plans
from ehcp.reviews.meeting import aids
from provision.ledger import reading
from provision.models import Promise
from provision.promised import services as promised
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db, monkeypatch):
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: b"%PDF")
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, willow)
    senco = member(school, Role.SENCO)
    plan = written_plan(pupil=pupil, recorded_by=senco)
    plans.keep(plan=plan, kind="final", dated_on=moment.today(), by=senco)
    place = in_it(running(school, senco, name="Language group"), pupil, senco)
    return SimpleNamespace(school=school, pupil=pupil, teacher=teacher, senco=senco, plan=plan,
                           place=place, line=plan.ehcprovisions.get())  # fmt: skip


def give(case, promises, new=None, seen=()):
    services.give(plan=case.plan, line=case.line, by=case.senco, promises=promises, new=new,
                  seen=list(seen))  # fmt: skip


def url_of(case):
    return reverse("ehc_giving:line", args=[case.plan.pk, case.line.pk])


def test_a_line_nobody_gives_says_so(client, case):
    page = sign_in(client, case.senco).get(case.plan.get_absolute_url()).content.decode()
    assert "Nobody gives this yet" in page
    assert url_of(case) in page


def test_who_reads_section_f_reads_what_was_given_and_chooses_nothing(client, case):
    give(case, [case.place.promise])
    helper = member(case.school, Role.SUPPORT)
    assign(helper, case.pupil)
    for person in (case.teacher, helper):
        page = sign_in(client, person).get(case.plan.get_absolute_url()).content.decode()
        assert "Less than promised" in page
        assert url_of(case) not in page
        assert client.get(url_of(case)).status_code == 403


def test_the_minutes_of_the_line_are_filled_in_for_a_new_promise(client, case):
    Promise.objects.exclude(pk=case.place.promise_id).delete()
    page = sign_in(client, case.senco).get(url_of(case)).content.decode()
    assert 'name="minutes" value="30"' in page and 'name="times" value="2"' in page
    said = {"seen": "", "is_new": "on", "what": "Language group", "minutes": "30", "times": "2",
            "per": "week", "from_on": moment.today().isoformat(),
            "form_id": str(uuid.uuid4())}  # fmt: skip
    for _ in range(2):
        assert client.post(url_of(case), said).status_code == 302
    made = LineProvision.objects.get().promise
    assert (made.minutes, made.times, made.pupil) == (30, 2, case.pupil)


def test_another_amount_is_followed(case):
    give(case, [case.place.promise])
    new = promised.change(
        promise=case.place.promise, version=case.place.promise.version, by=case.senco,
        from_on=moment.today(), minutes=30, times=2, per="week",
    )  # fmt: skip
    assert set(LineProvision.objects.values_list("promise", flat=True)) == {
        case.place.promise_id, new.pk
    }  # fmt: skip


def test_a_line_that_was_taken_out_or_a_plan_that_ended_takes_none(client, case):
    plans.take_out(plan=case.plan, kind="provisions", line=case.line, by=case.senco)
    assert sign_in(client, case.senco).get(url_of(case)).status_code == 404
    with pytest.raises(IllegalMove, match="taken out"):
        give(case, [case.place.promise])


def test_the_annual_review_reads_it_beside_the_outcome(case):
    give(case, [case.place.promise])
    session = session_of(case.place.intervention, moment.today() - timedelta(days=7))
    marked(session, case.place, "missed", reason="no_room")
    row = review_in("circulated", plan=case.plan)
    value = content.of_plan(case.plan)

    found = aids.beside_progress(case.senco, row, value, value["outcomes"][0]["id"])

    (aid,) = [each for each in found if each.title == "Promised and given"]
    assert aid.lines[0][0] == "F1"
    assert "In the last 12 months" in aid.lines[0][1] and "no room 20 min" in aid.lines[0][1]


def test_the_annual_review_names_a_line_nobody_gives(case):
    row = review_in("circulated", plan=case.plan)
    value = content.of_plan(case.plan)
    found = aids.beside_progress(case.senco, row, value, value["outcomes"][0]["id"])
    lines = [each.lines for each in found if each.title == "Promised and given"]
    assert lines == [[("F1", "Nobody gives this yet: no promise is linked.")]]


def test_a_pack_says_what_was_promised_and_given(case):
    session = session_of(case.place.intervention, moment.today() - timedelta(days=7))
    marked(session, case.place)
    row = review_in("circulated", plan=case.plan)
    pack = Case(by=case.senco, review=row)

    (item,) = given.given(pack)

    assert item.pdf().startswith(b"%PDF")
    book = reading.book_of(case.school)
    table, words = given.blocks(pack, reading.read([case.place.promise], book, book.term()),
                                book.term())  # fmt: skip
    assert table.rows[0][0] == "Language group" and table.rows[0][3] == "20 minutes"
    assert "Amina was promised 60 minutes a week." in words.facts[0][1]


def test_a_pack_misses_it_where_nothing_was_promised(case):
    other = PupilFactory(school=case.school)
    plan = written_plan(pupil=other)
    pack = Case(by=case.senco, review=review_in("circulated", plan=plan))
    words = "How much of the promised help was given is not recorded."
    assert words in missing.sentences(pack, parts.gather(pack))
    mine = Case(by=case.senco, review=review_in("circulated", plan=case.plan))
    assert words not in missing.sentences(mine, parts.gather(mine))


def test_a_guest_who_was_let_in_reads_no_section_f(client, case):
    guest = member(SchoolFactory(), Role.TEACHER)
    share(case.pupil, guest, includes_provision=True)
    sign_in(client, guest)
    assert client.get(case.plan.get_absolute_url()).status_code == 404
    assert client.get(url_of(case)).status_code == 404
