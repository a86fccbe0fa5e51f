"""The pages of sessions: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from provision.sessions import printing
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.factories.provision import in_it, marked, running, session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def no_pdf(html):
    raise PdfFailed("too long")


def test_every_page_of_sessions(walk, case, monkeypatch):
    mine, everybody = f"{case.at}/sessions/", f"{case.at}/sessions/all/"
    walk.be(case.support)
    walk.see(mine, f"{mine}?show=waiting")
    walk.be(case.senco)
    walk.see(everybody, f"{case.at}/sessions/late/")
    today = moment.today()
    run = running(case.school, case.senco, days=(), times=3, staff=case.support)
    place = in_it(run, case.pupil, case.senco)
    session, earlier = session_of(run, today, room="The Den"), today - timedelta(days=1)
    session_of(run, earlier)
    one = f"/sessions/{session.pk}/"
    walk.be(case.support)
    walk.see(f"{case.at}/today/", mine, f"{mine}?show=waiting", one)
    marked(session, place, "short", minutes=10, reason="no_room", by=case.senco)
    walk.see(mine, one, f"/interventions/{run.pk}/sessions/", f"{one}note/", f"{one}move/",
             f"/interventions/{run.pk}/sessions/new/")  # fmt: skip
    walk.wrong(f"/interventions/{run.pk}/sessions/new/", "Add the session", on="2001-01-01")
    monkeypatch.setattr(printing, "render_pdf", no_pdf)
    walk.see(f"{mine}paper/", status=503)
    walk.be(case.senco)
    walk.see(everybody, f"{case.at}/sessions/late/", one, f"{one}cover/")
    walk.be(case.teacher)
    walk.see(one, f"/interventions/{run.pk}/sessions/?show=coming")
    walk.saw("sessions")
