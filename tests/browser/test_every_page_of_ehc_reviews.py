"""A review planned and what follows its meeting: axe, 320 px, headings, errors."""

from datetime import time, timedelta

import pytest

from ehcp.reviews.after import services as after
from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.planning import links, services
from sendcase import moment
from tests.browser.walking import A_PDF
from tests.factories.ehcp import review_in, written_plan
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
DAY = timedelta(days=1)


def test_planning(walk, case):
    plan = written_plan(pupil=case.pupil)
    walk.be(case.senco)
    every, today = f"{case.at}/ehc/reviews/", moment.today()
    walk.see(every, f"{every}?show=held", f"/pupils/{case.pupil.pk}/ehc/")
    walk.page.goto(f"{walk.url}/ehc-plans/{plan.pk}/reviews/new/")
    walk.page.locator("[name=kind][value=transfer]").check()
    walk.press(wrong=True)
    walk.press(transfer_year=str(today.year + 1))
    row = plan.reviews.get()
    at = row.get_absolute_url()
    walk.see(at, f"{at}kind/", f"{at}invite/")
    walk.wrong(f"{at}day/", meeting_on=(today + 5 * DAY).isoformat(), meeting_at="14:30",
               place="The library")  # fmt: skip
    walk.page.locator("[name=despite]").check()
    walk.press()
    walk.wrong(f"{at}people/new/")
    walk.see(f"{at}people/{row.invitations.get(role='health').pk}/", f"{at}wishes/")
    row.refresh_from_db()
    row = services.set_day(row=row, by=case.senco, meeting_on=today + 40 * DAY,
                           meeting_at=time(14, 30), place="The library")  # fmt: skip
    nurse = services.save_person(row=row, by=case.senco, role="health", name="Ms N. Hale")
    walk.wrong(f"{at}people/{nurse.pk}/letter/")
    walk.wrong(f"{at}invite/", on="")
    walk.press(on=today.isoformat())
    officer = row.invitations.get(role="authority")
    walk.see(f"{at}advice/", f"{at}advice/{officer.pk}/none/", every)
    walk.wrong(f"{at}advice/{officer.pk}/")
    walk.page.goto(f"{walk.url}{at}advice/")
    walk.press("Make a new link for Ms D. Farrow, Westshire County Council")
    walk.wrong(f"{at}circulate/")
    walk.be(case.teacher)
    walk.see(f"{case.at}/today/")
    walk.wrong(f"{at}my-advice/")
    walk.be(case.senco)
    walk.wrong(f"{at}call-off/")
    walk.saw("ehcp/reviews/planning")


def test_sending_advice_by_link(walk, case):
    row = services.open_review(plan=written_plan(pupil=case.pupil), by=case.senco)
    row = services.set_day(row=row, by=case.senco, meeting_on=moment.today() + 40 * DAY,
                           meeting_at=time(9), place="Here")  # fmt: skip
    person = row.invitations.get(role="authority")
    at = f"/l/a/{links.make(person, case.senco)}/"
    walk.wrong(at)
    assert case.pupil.first_name not in walk.page.content()
    walk.page.locator("[name=words]").fill("Speech is clearer.")
    walk.press()
    walk.see(at, "/l/a/to/0/", status=404)
    person.refresh_from_db()
    assert person.advice_words == "Speech is clearer."


def test_closed_without_the_authority(walk, case):
    plan = written_plan(pupil=case.pupil, state="left", ended_on=moment.today(), end_reason="Left.")
    row = review_in("reported", meeting_on=moment.today() - 60 * DAY, plan=plan)
    type(row).objects.filter(pk=row.pk).update(reported_on=moment.today() - 50 * DAY)
    walk.be(case.senco)
    at = row.get_absolute_url()
    walk.see(at)
    walk.wrong(f"{at}after/closed/")
    walk.press(reason="Asked twice: Northshire has the plan.")
    walk.see(at, f"{at}after/wait-again/")


def test_afterwards(walk, case, monkeypatch):
    monkeypatch.setattr("ehcp.reviews.after.printing.render_pdf", lambda html: A_PDF)
    today = moment.today()
    row = review_in("held", meeting_on=today - 40 * DAY, plan=written_plan(pupil=case.pupil),
                    pupil_views="I like it. " * 30, family_views="Calmer.")  # fmt: skip
    row.invitations.filter(role="parent").update(contact=case.pupil.contacts.get(), came="yes")
    row = meeting.save_words(row=row, by=case.senco, asks="amend", asks_words="More help.")
    walk.be(case.senco)
    at = row.get_absolute_url()
    walk.see(at, f"{at}report/")
    walk.press()
    walk.wrong(f"{at}report/sent/")
    walk.see(f"{at}report/letters/", f"{at}report/", f"{at}after/report-again/")
    walk.wrong(f"{at}after/decision/")
    walk.page.locator("[name=decision][value=amend]").check()
    walk.press(decided_on=(today - 20 * DAY).isoformat())
    walk.see(at, f"{at}after/put-right/", f"{at}after/late/")
    walk.wrong(f"{at}after/notice/")
    walk.press(notice_on=(today - 19 * DAY).isoformat())
    walk.see(f"{at}after/stays/")
    walk.wrong(f"{at}after/final/")
    late = f"{case.at}/ehc/late/"
    after.say_why_late(row=row, by=case.senco, late_words="The officer changed twice.")
    walk.see(late, f"{late}?starting=2020", at)
    ContactFactory(pupil=PupilFactory(school=case.school))
    walk.saw("ehcp/reviews/after")
