"""Every page of the site once, wide and at 320 px: axe finds nothing, nothing scrolls sideways.

One test for each folder of templates/. A page that no test opens fails its folder's test. Pupils
and the register, plans and letters have files of their own: test_every_page_of_*.py.
"""

import io
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from PIL import Image

from accounts.permissions import Role
from accounts.services import account_for_guest
from demo import progress
from pupils.scores import services as scores
from referrals import triage
from referrals.meetings import services as meetings
from reminders.models import Deadline, SavedView
from schools import people
from schools.models import Membership, School
from schools.owed import services as owed
from schools.services import school as schools
from schools.services import terms
from sendcase import moment
from sendcase.drafts.models import Draft
from sendcase.jobs import running
from sendcase.outbox import came_back
from sendcase.outbox.models import Hold, Message
from tests.browser.walking import TEMPLATES, add_passkey, mailed, pages_of
from tests.factories import questions, referrals
from tests.factories.accounts import account
from tests.factories.people import PASSWORD, UserFactory, member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
# Folders of templates/; each is walked by a test here or in a neighbour, test_every_page_of_*.py.
WALKED = {
    "", "account", "accounts", "agencies", "auditpages", "bank", "complaints", "consents", "demo",
    "drafts", "ehcp", "groups", "handover", "iep", "ledger", "lesson", "letters", "mail", "mfa",
    "moves", "notes", "parent_meetings", "profile", "provision", "pupils", "readers", "referrals",
    "register", "reminders", "reports", "schools", "sessions",
    "usersessions", "versions", "voice",
}  # fmt: skip


def test_every_folder_of_pages_is_walked():
    folders = {path.relative_to(TEMPLATES).parts[0] for path in TEMPLATES.glob("*/**/*.html")}
    assert {folder for folder in folders | {""} if pages_of(folder)} == WALKED


def test_signing_in_and_the_account(walk):
    nobody = "nobody@example.org"
    user = account()
    walk.be(None)
    walk.see("/accounts/login/")
    walk.press("Sign in", wrong=True, login=nobody, password="wrong")
    walk.see("/accounts/password/reset/")
    walk.press("Send the link", email=user.email)
    running.sweep()
    link = mailed("/password/reset/")
    walk.see(f"{link.rstrip('/')}x/")
    walk.see(link)
    new = "violet tractor umbrella 9"
    walk.press("Save the new password", wrong=True, password1="a", password2="b")
    walk.press("Save the new password", password1=new, password2=new)
    walk.page.goto(walk.url + "/accounts/login/")
    walk.press("Sign in", login=user.email, password=new)  # the second step
    walk.press("Go on", wrong=True, code="000000")
    user.refresh_from_db()
    walk.be(user)
    walk.see("/accounts/", "/accounts/logout/", "/accounts/sessions/", "/accounts/confirm/")
    walk.see("/accounts/password/")
    walk.press("Change password", wrong=True, oldpassword="x", password1="a", password2="b")
    walk.be(None)
    account_for_guest(name="Dr E. Psych", email="ep@example.org", by=user, school_id=7)
    walk.see(mailed("/welcome/"))
    walk.see("/accounts/welcome/nonsense/", status=404)
    walk.saw("account", "accounts", "usersessions")


def test_the_second_step(walk):
    user = account()
    walk.be(None)
    walk.page.goto(walk.url + "/accounts/login/")
    walk.press("Sign in", login=user.email, password=PASSWORD)
    walk.be(user)
    steps = "/accounts/second-step/"
    walk.see(steps, f"{steps}codes/", f"{steps}codes/new/", f"{steps}app/remove/")
    walk.see("/accounts/confirm/code/", f"{steps}keys/add/")
    add_passkey(walk)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    walk.see(f"{steps}keys/", f"{steps}keys/{key.pk}/name/", f"{steps}keys/{key.pk}/remove/")
    walk.see(steps, "/accounts/confirm/key/")
    walk.be(account(second_step=False))
    walk.see(f"{steps}app/")
    walk.saw("mfa")


OTHERS = ("feed", "forecast", "leads", "wishes")  # rooms of the reminders with their own walks


def test_today(walk, case):
    today = f"{case.at}/today/"
    referrals.sent(case.pupil, case.teacher)
    with moment.at(moment.now() - timedelta(days=90)):
        referrals.sent(PupilFactory(school=case.school), case.senco)
    for role in Role.values:
        if role not in {Role.TRUST_LEAD, Role.GUEST}:
            walk.be(getattr(case, role))
            walk.see(today)
    walk.be(case.senco)
    walk.see(f"{today}?whose=mine", f"{today}late/", f"{today}waiting/")
    walk.page.goto(walk.url + today)
    walk.page.locator(".why summary").first.click()
    walk.look("Today with a rule opened")
    walk.see(f"{today}?q=nobody", f"{today}late/?q=nobody")
    walk.see(f"{today}lists/new/?kind=answer-referral")
    walk.press("Save", name="Referrals")
    walk.see(f"/today-lists/{SavedView.objects.get().pk}/edit/")
    row = Deadline.objects.filter(kind="answer-referral").last()
    at = f"{case.at}/deadlines/{row.pk}/"
    walk.see(f"{at}give/")  # nobody else can
    walk.wrong(f"{at}put-off/", "Put off", put_off_until="")
    walk.press("Put off", put_off_until=f"{moment.today() + timedelta(days=3)}", put_off_why="Away")
    walk.see(f"{at}put-off/")
    member(case.school, Role.SENCO)
    walk.see(f"{at}give/")
    walk.saw("reminders", but=tuple(f"reminders/{room}/" for room in OTHERS))


def test_referrals(walk, case):
    at = f"{case.at}/referrals/"
    walk.be(case.teacher)
    walk.see(at, f"{at}new/?q=nobody", f"{at}new/")
    walk.wrong(f"{at}new/?pupil={case.pupil.pk}")
    draft = referrals.draft(case.pupil, case.teacher, source="parent", reasons="")
    walk.see(f"/referrals/{draft.pk}/check/", f"/referrals/{draft.pk}/edit/")
    sent = referrals.sent(
        case.pupil, case.teacher, source="parent", raised_by_name="Ms Leila Brightwater"
    )
    walk.see(f"/referrals/{sent.pk}/", f"/referrals/{sent.pk}/edit/")
    walk.wrong(f"/referrals/{sent.pk}/withdraw/")
    walk.be(case.senco)
    walk.see(at)
    walk.see(*walk.links(".tabs"))
    walk.see(f"/referrals/{sent.pk}/decide/")
    for answer in walk.links(".cards"):
        walk.wrong(answer)
    row = triage.resolve_in_class(
        referral=sent, version=sent.version, by=case.senco, reason="Small.", advice="Look again."
    )
    walk.see(f"/referrals/{row.pk}/", f"/referrals/{row.pk}/withdraw/")
    walk.wrong(f"/referrals/{row.pk}/told/", on="", how="")
    complete = referrals.draft(PupilFactory(school=case.school), case.senco)
    walk.see(f"/referrals/{complete.pk}/check/")
    see_progress_meetings(walk, case)
    see_the_questions(walk, case)
    walk.saw("referrals")


def see_the_questions(walk, case):
    at = f"{case.at}/policy/questions/"
    walk.be(case.senco)
    walk.see(at)
    walk.wrong(at, "Save these questions", **{f"text_{n}": "" for n in range(1, 9)})
    walk.wrong(f"/pupils/{case.pupil.pk}/questions/new/", "Ask them", due_on="")
    row = questions.asked(case.pupil, case.senco, [case.teacher, case.support, case.office])
    walk.see(f"/pupils/{case.pupil.pk}/questions/new/", row.get_absolute_url())
    walk.be(case.office)
    page = row.asked.get(user=case.office).get_absolute_url()
    walk.wrong(page, "Send")
    walk.press("Send", answer_0="She asks good questions.")
    walk.be(case.teacher)
    walk.see(f"{case.at}/today/", row.get_absolute_url())


def see_progress_meetings(walk, case):
    other = PupilFactory(school=case.school, class_group=case.willow)
    scores.record(
        pupil=other, by=case.teacher, test="NGRT", kind="standardised", result="78",
        taken_on=moment.today(),
    )  # fmt: skip
    at = f"/progress/classes/{case.willow.pk}/"
    walk.be(case.teacher)
    walk.see(f"{case.at}/progress/", at)
    walk.page.goto(walk.url + at)
    walk.press("Start a meeting")
    row = meetings.start(class_group=case.willow, by=case.teacher)
    walk.page.locator(f"[name=judgement_{other.pk}][value=concern]").check()
    walk.press("Save", wrong=True)
    walk.press("Everyone else: no change", **{f"note_{other.pk}": "Tired in the afternoon."})
    walk.see(f"/progress/{row.pk}/check/")
    walk.press("Finish the meeting")
    concern = row.rows.get(pupil=other)
    walk.wrong(f"/progress/concerns/{concern.pk}/", "Note it")
    walk.press("Note it", decided_how="She sits in front now.")
    walk.see(f"/progress/concerns/{concern.pk}/", at, f"{case.at}/progress/")


def test_the_school_and_its_people(walk, case):
    walk.be(case.office)
    walk.see(*(f"{case.at}/{place}/" for place in ("school", "classes", "terms", "people")))
    walk.wrong(f"{case.at}/school/edit/", urn="12")
    walk.wrong(f"{case.at}/school/logo/change/")
    see_classes(walk, case)
    see_terms(walk, case)
    walk.be(case.teacher)
    walk.see(f"{case.at}/policy/", f"{case.at}/school/")
    see_policy(walk, case)
    see_owed(walk, case)
    see_people(walk, case)
    see_signature(walk, case)
    walk.be(UserFactory())
    walk.see("/")
    Membership.objects.create(
        user=case.office, school=SchoolFactory(), role=Role.TEACHER, from_on=moment.today()
    )
    walk.be(case.office)
    walk.see("/")
    walk.be(case.office)
    Hold.objects.create(why="Restored from the backup of 2026-11-22 04:49 UTC")
    walk.see(f"{case.at}/school/health/")
    walk.saw("schools", but=("schools/training/",))


def see_policy(walk, case):
    at = f"{case.at}/policy/"
    walk.be(case.senco)
    walk.see(at, f"{at}areas/", f"{at}start/", f"{at}plans/new/", f"{at}versions/1/")
    walk.see(f"{at}stages/{case.school.stages.first().pk}/")
    walk.wrong(f"{at}stages/new/", name="")
    placed(case.pupil)
    walk.see(f"{at}start/", f"{at}edit/")
    walk.press("Go on: what would change?", tell_parents_days="12")
    walk.press("Save this policy")


def see_owed(walk, case):
    at, given = f"{case.at}/owed/", {"school": case.school, "by": case.senco}
    walk.see(at)
    owed.begin(case.school)
    row = owed.add_policy(name="SEND policy", months=12, reviewed_on=moment.today(), **given)
    walk.see(at, f"/owed/{row.pk}/", f"{at}sencos/new/", f"/owed/{row.pk}/done/")
    walk.wrong(f"{at}policies/new/")


def see_signature(walk, case):
    walk.be(case.head)
    at = f"{case.at}/school/signature/head/change/"
    walk.wrong(at)
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    given = {"name": "s.png", "mimeType": "image/png", "buffer": out.getvalue()}
    walk.page.locator("[name=signature]").set_input_files(given)
    walk.press()
    walk.see(f"{case.at}/school/", at)


def see_classes(walk, case):
    group = f"/classes/{case.willow.pk}/"
    walk.wrong(f"{case.at}/classes/new/", name="")
    walk.see(group, f"{group}edit/", f"{group}staff/")
    walk.wrong(f"{group}close/", on="")
    walk.see(f"/class-staff/{case.willow.staff.get().pk}/end/")


def see_terms(walk, case):
    day = moment.today()
    term = terms.add_term(
        school=case.school, name="Autumn", starts_on=day, ends_on=day + timedelta(days=90),
        by=case.office,
    )  # fmt: skip
    closed = terms.add_closure(
        school=case.school, name="Half-term", starts_on=day + timedelta(days=30),
        ends_on=day + timedelta(days=34), by=case.office,
    )  # fmt: skip
    walk.see(f"{case.at}/terms/", f"/terms/{term.pk}/", f"/closures/{closed.pk}/")
    walk.wrong(f"{case.at}/terms/new/")
    walk.see(f"{case.at}/closures/new/")


def see_people(walk, case):
    at = f"{case.at}/people/"
    staff = case.school.memberships.get(user=case.teacher)
    walk.be(case.office)
    walk.wrong(f"{at}invite/")
    people.services.invite(
        school=case.school, name="Mr New", email="new@example.org", role=Role.TEACHER,
        by=case.office,
    )  # fmt: skip
    walk.see(at, f"{at}{staff.pk}/", mailed("/join/"))
    walk.be(case.head)
    walk.see(at)
    walk.wrong(f"{at}deputy/")
    walk.be(None)
    walk.see(mailed("/join/"))


def test_mail_and_log(walk, case):
    for path in ("mail", "audit"):
        walk.be(case.office)
        walk.see(f"{case.at}/{path}/")
    for number, state in enumerate((Message.State.UNCERTAIN, Message.State.FAILED)):
        Message.objects.create(
            key=f"k{number}", to=f"{'long' * 12}@example.org", subject="Plans to do", text="x",
            school_id=case.school.pk, state=state, error="550 no such mailbox",
        )  # fmt: skip
    for address in (f"{'long' * 12}@example.org", case.teacher.email):
        came_back.mark(school_id=case.school.pk, address=address, why="No mailbox", by=None)
    walk.see(f"{case.at}/mail/", f"{case.at}/people/")
    walk.be(case.senco)
    walk.see(f"/pupils/{case.pupil.pk}/", f"{case.at}/audit/?pupil={case.pupil.pk}")
    walk.saw("mail", "auditpages")


def test_a_demo_that_is_being_filled(walk, case, settings, monkeypatch):
    settings.DEMO = True
    words = "140 of 420 children are here. About 40 s more."
    now = progress.Filling(case.school.name, case.school.slug, words, goes_on=True)
    monkeypatch.setattr(progress, "of", lambda school: now)
    walk.be(case.senco)
    walk.see(f"{case.at}/today/", f"{case.at}/filling/")
    monkeypatch.setattr(progress, "of", lambda school: None)
    walk.see(f"{case.at}/filling/")
    walk.saw("demo")


def test_typing_that_came_at_a_bad_moment(walk, case):
    form, page = f"{case.at}/school/edit/", walk.page
    walk.be(case.office)
    page.goto(walk.url + form)
    walk.press("Save draft", phone="01632 960 001")
    walk.press("Start afresh")
    schools.update_school(school=case.school, by=case.senco, phone="01632 960 009")
    walk.press("Save", phone="01632 960 001")  # 409
    page.goto(walk.url + form)
    page.context.clear_cookies(name="csrftoken")
    walk.press("Save", phone="01632 960 002")  # 403
    page.goto(walk.url + form)
    page.context.clear_cookies(name="sessionid")
    walk.press("Save", phone="01632 960 003")  # 401
    walk.be(case.office)
    draft = Draft.objects.create(author=case.office, kind="typed", data={
        "fields": {"phone": ["01632 960 003"]}, "path": form, "had_files": True,
    })  # fmt: skip
    walk.see(f"/drafts/typed/{draft.form_id}/")
    walk.saw("drafts")


def test_what_goes_wrong(walk, case, monkeypatch):
    walk.be(case.senco)
    walk.see("/nowhere/at/all/", status=404)
    faults = ((RuntimeError, 500), (SuspiciousOperation, 400), (OperationalError, 503))
    for failure, status in faults:
        monkeypatch.setattr("reminders.today.greeting", raising(failure))
        walk.see(f"{case.at}/today/", status=status)
    walk.be(case.office)
    walk.page.goto(f"{walk.url}{case.at}/school/edit/")
    with monkeypatch.context() as outage:
        outage.setattr("schools.views.school.services.update_school", raising(OperationalError))
        walk.press("Save", phone="01632 960 444")
    walk.press("Send it again")
    assert School.objects.get(pk=case.school.pk).phone == "01632 960 444"
    Membership.objects.create(
        user=case.support, school=SchoolFactory(), role=Role.SENCO, from_on=moment.today()
    )
    walk.be(case.support)
    walk.see(f"/pupils/{case.pupil.pk}/edit/", status=403)
    walk.see("/gallery/")
    walk.saw("")


def raising(failure):
    def fails(**fields):
        raise failure("on purpose")

    return fails
