"""Every page of the site once, wide and at 320 px: axe finds nothing, nothing scrolls sideways.

One test for each folder of templates/. A page that no test opens fails its folder's test.
"""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError

from accounts.permissions import Role
from accounts.services import account_for_guest
from demo import progress
from iep import services as plans
from iep.moves.services import start_move
from letters import services as letters
from pupils.models import RollUpload
from pupils.photos import batches
from pupils.roll import large, reading
from pupils.roll import services as rolls
from pupils.saved import services as saved_lists
from pupils.scores import services as scores
from referrals import triage
from referrals.meetings import services as meetings
from register.review.models import RegisterReview
from schools import people
from schools.models import Membership, School
from schools.services import school as schools
from schools.services import terms
from sendcase import moment
from sendcase.drafts.models import Draft
from sendcase.jobs import running
from sendcase.outbox.models import Hold, Message
from sendcase.pdf import PdfFailed
from tests.access.files import photos_file
from tests.browser.walking import TEMPLATES, Walk, add_passkey, mailed, pages_of
from tests.factories import referrals, reviews
from tests.factories.accounts import account
from tests.factories.handing_on import begun, written
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.letters import Family
from tests.factories.people import PASSWORD, UserFactory, member
from tests.factories.pupils import ContactFactory, PupilFactory, assign, share
from tests.factories.register import placed
from tests.factories.roll import as_csv, roll, upn
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
# folder of templates/ → the test here that walks it
WALKED = {
    "", "account", "accounts", "auditpages", "demo", "drafts", "handover", "iep", "letters", "mail",
    "mfa", "moves", "pupils", "referrals", "register", "reminders", "schools", "usersessions",
}  # fmt: skip
A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def walk(live_server, browser_page):
    cache.clear()
    browser_page.set_default_timeout(30_000)
    with Walk(browser_page, live_server.url) as walk:
        yield walk


@pytest.fixture
def case(transactional_db):
    """A school with somebody in each role, a class, and Amina with her mother."""
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    ContactFactory(pupil=pupil)
    people = {role.value: member(school, role) for role in Role if role not in {"trust_lead"}}
    hold_class(people["teacher"], willow)
    assign(people["support"], pupil)
    share(pupil, people["guest"])
    return SimpleNamespace(
        school=school, willow=willow, pupil=pupil, at=f"/{school.slug}", **people
    )


@pytest.fixture
def no_paper(monkeypatch):
    """The pages are looked at here, not the paper."""
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    monkeypatch.setattr("iep.handover.printing.render_many", lambda pages: [A_PDF for _ in pages])
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: A_PDF)


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
    walk.saw("reminders")


def test_pupils(walk, case):
    at, pupil = f"{case.at}/pupils/", f"/pupils/{case.pupil.pk}/"
    placed(case.pupil, by=case.senco)
    case.pupil.exam_access.create(school=case.school, arrangement="25% extra time")
    contact, access = case.pupil.contacts.get(), case.pupil.exam_access.get()
    for person in (case.teacher, case.support, case.guest, case.office):
        walk.be(person)
        walk.see(at, pupil)
    walk.be(case.senco)
    walk.see(at, f"{at}?q=nobody", f"{at}?year=nonsense", pupil)
    walk.see(*walk.links(".tabs"))
    walk.wrong(f"{at}lists/new/?year=3")
    saved = saved_lists.keep(school=case.school, name="Year 3", query="year=3", by=case.senco)
    walk.see(f"{at}?year=3&sort=-born", f"/saved-lists/{saved.pk}/edit/")
    walk.wrong(f"{at}new/")
    walk.see(f"{pupil}edit/", f"{pupil}facts/edit/", f"{pupil}exam-access/new/")
    walk.see(f"/exam-access/{access.pk}/edit/", f"/contacts/{contact.pk}/edit/")
    walk.wrong(f"{pupil}contacts/new/")
    walk.wrong(f"{pupil}assignments/new/")
    walk.wrong(f"{pupil}sharing/new/")
    see_the_roll(walk, case)
    see_photos(walk, case)
    see_scores(walk, case)
    walk.saw("pupils")


CONTACTS = f"UPN,Contact surname,Contact forename,E-mail\n{upn(2)},Moss,Jo,jo@example.org\n"
CLASSES = "Class,Year,Closed\n9 Larch,9,\n,9,Y\n"


def see_scores(walk, case):
    at = f"/pupils/{case.pupil.pk}/scores/"
    walk.be(case.senco)
    walk.see(f"{case.at}/scores/import/", at)
    walk.wrong(f"{at}new/")
    for day, result in (("2026-03-02", "78"), ("2026-10-05", "85")):
        scores.record(
            pupil=case.pupil, by=case.senco, test="NGRT", kind="standardised", result=result,
            taken_on=date.fromisoformat(day),
        )  # fmt: skip
    walk.see(at)


def see_the_roll(walk, case):
    at = f"{case.at}/roll/import/"
    walk.wrong(at)
    bad = as_csv([row | {"DOB": "31/02/2019"} for row in roll(8)])
    for text in (bad, as_csv(roll(8))):
        upload = rolls.receive(
            school=case.school, by=case.senco, filename="roll.csv", data=text.encode()
        )
        walk.see(f"{at}{upload.pk}/")
    walk.press("Import")
    walk.wrong(f"{at}{upload.pk}/leavers/")
    strange = as_csv(roll(3)).replace("DOB", "Born when").replace("UPN", "Number")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="r.csv", data=strange.encode()
    )
    walk.wrong(f"{at}{upload.pk}/columns/")
    walk.wrong(f"{case.at}/contacts/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="c.csv", data=CONTACTS.encode(),
        kind="contacts",
    )  # fmt: skip
    walk.see(f"{at}{upload.pk}/")
    walk.press("Import")
    see_other_lists(walk, case)


def see_other_lists(walk, case):
    """Classes, and a roll so long that a worker has to look at it first."""
    at = f"{case.at}/roll/import/"
    walk.wrong(f"{case.at}/classes/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="c.csv", data=CLASSES.encode(), kind="classes"
    )
    walk.see(f"{at}{upload.pk}/")
    table = reading.table(as_csv(roll(4)))
    upload = RollUpload(
        school=case.school, author=case.senco, filename="long.csv", expires_at=upload.expires_at
    )
    large.keep(upload, table, [table.packed()])
    large.look(upload)
    walk.see(f"{at}{upload.pk}/progress/")


HISTORY = f"UPN,SEN status,Start,Need\n{upn(2)},K,01/09/2025,SLCN\n{upn(3)},Q,01/09/2025,SLCN\n"


def see_photos(walk, case):
    walk.wrong(f"{case.at}/register/import/")
    upload = rolls.receive(
        school=case.school, by=case.senco, filename="sen.csv", data=HISTORY.encode(),
        kind="sen_history",
    )  # fmt: skip
    walk.see(f"{case.at}/roll/import/{upload.pk}/")
    type(case.school.policy).objects.filter(school=case.school).update(photos_used=True)
    walk.wrong(f"{case.at}/photos/import/")
    type(case.pupil).objects.filter(pk=case.pupil.pk).update(admission_number="77")
    batch = batches.receive(school=case.school, by=case.senco, upload=photos_file())
    walk.see(f"{case.at}/photos/import/{batch.pk}/")
    walk.press("Put the photos in")
    walk.see(f"/pupils/{case.pupil.pk}/", f"/pupils/{case.pupil.pk}/photo/change/")
    walk.wrong(f"/pupils/{case.pupil.pk}/photo/change/")


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
    walk.saw("referrals")


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


def test_the_register(walk, case):
    at, pupil = f"{case.at}/register/", f"/pupils/{case.pupil.pk}/register/"
    walk.be(case.senco)
    walk.see(at, pupil)
    walk.wrong(f"{pupil}place/")
    entry = placed(case.pupil, by=case.senco)
    walk.see(at, f"{at}?on=2020-01-01", f"{at}?on=31-02", pupil, f"{pupil}place/")
    walk.wrong(f"/register/{entry.pk}/close/")
    walk.see(f"/register/{entry.pk}/told/")
    walk.press("Note it", on=moment.today().isoformat(), how="by phone")
    walk.see(f"/register/{entry.pk}/told/")
    the_review(walk, case, entry)
    walk.saw("register")


def the_review(walk, case, entry):
    """The termly review from its start to what stays to be read."""
    watched = PupilFactory(school=case.school, class_group=case.willow)
    placed(watched, "monitoring")
    at = f"{case.at}/register/review/"
    walk.see(at)
    reviews.term(case.school)
    walk.see(at)
    walk.page.get_by_role("button", name="Start a review").click()
    walk.page.wait_for_url("**/register/reviews/*/")
    page = walk.page.url.removeprefix(walk.url)
    review = RegisterReview.objects.get()
    ends, stays = (review.rows.get(pupil=pupil) for pupil in (case.pupil, watched))
    walk.see(page, f"{page}?by=stage", f"{page}?show=late", f"{page}check/", page)
    walk.page.locator(f"#choice_{ends.pk}").select_option("close")
    walk.press("Save", wrong=True)
    walk.press("Save, and all the rest stay", **{f"reason_{ends.pk}": "Targets met since May"})
    mine = walk.page.locator(f"#choice_{stays.pk}")
    mine.select_option("close")
    reviews.decided(review, watched, "keep", case.head, reason="Watch a little longer")
    walk.press("Save", **{f"reason_{stays.pk}": "Not needed any more"})  # both texts are shown
    walk.see(page)
    case.pupil.contacts.update(do_not_contact=True)
    walk.see(f"{page}stop/", f"{page}check/")
    walk.press("Finish the review")
    running.sweep()
    walk.see(page, at, f"/register/reviews/told/{ends.pk}/")
    walk.press("Note it", on=moment.today().isoformat(), how="by phone")
    walk.see(f"/register/reviews/told/{ends.pk}/")
    walk.be(case.head)
    walk.see(page, at)
    walk.be(case.senco)


@pytest.mark.usefixtures("no_paper")
def test_plans(walk, case, monkeypatch):
    walk.be(case.teacher)
    walk.see(f"{case.at}/plans/", f"/pupils/{case.pupil.pk}/plan/new/")
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    at = f"/plans/{plan.pk}/"
    walk.see(f"{case.at}/plans/", at, f"/pupils/{case.pupil.pk}/plan/")
    walk.see(*walk.links(".tabs"))
    walk.wrong(f"{at}edit/", review_on="2020-01-01")
    walk.page.get_by_role("button", name="Add a target").click()
    walk.look("a plan with a new target")
    plan = plans.agree(plan=plan, by=case.teacher)
    walk.see(at, f"{at}share/")
    plans.share(plan=plan, by=case.teacher)
    walk.see(at, f"/pupils/{case.pupil.pk}/plan/")
    walk.wrong(f"{at}review/")
    walk.wrong(f"{at}close/")
    monkeypatch.setattr("iep.printing.render_pdf", no_pdf)
    walk.see(f"{at}pdf/", status=503)
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    other = PupilFactory(school=case.school, class_group=case.willow)
    ContactFactory(pupil=other)
    done = reviewed_plan(other, by=case.senco)
    walk.see(f"/plans/{done.pk}/")
    walk.saw("iep")


def no_pdf(html):
    raise PdfFailed("too long")


@pytest.mark.usefixtures("no_paper")
def test_handing_a_class_on(walk, case, monkeypatch):
    placed(case.pupil, by=case.senco)
    reviewed_plan(case.pupil, by=case.senco, outcome="met")
    walk.be(case.office)
    walk.see(f"{case.at}/handover/", f"{case.at}/moves/")
    walk.wrong(f"{case.at}/handover/new/", takes_on="2020-01-01")
    receiver = member(case.school, Role.TEACHER)
    row = begun(case.willow, by=case.senco, receiver=receiver)
    at, note = row.get_absolute_url(), row.notes.get()
    walk.be(case.teacher)
    walk.see(f"{case.at}/handover/", at)
    walk.wrong(f"/handover-notes/{note.pk}/", works="", note="")
    walk.wrong(f"{at}children/")
    monkeypatch.setattr("iep.handover.printing.render_pdf", no_pdf)
    walk.see(f"{at}pdf/", status=503)
    written(row, case.teacher)
    walk.see(at)
    walk.press("Hand over")
    walk.be(receiver)
    walk.see(at)
    walk.be(case.senco)
    walk.see(f"{case.at}/handover/?year={row.takes_on.year}", f"{at}days/")
    walk.wrong(f"{at}reading/", opens_on="2020-01-01")
    walk.press("Save", opens_on=moment.today().isoformat())
    walk.be(receiver)
    walk.see(at)
    walk.wrong(f"/handover-notes/{note.pk}/question/")
    walk.press("Ask", question="Who sits beside her?")
    walk.be(case.teacher)
    walk.wrong(f"/handover-notes/{note.pk}/answer/")
    walk.press("Answer", answer="Maya.")
    see_moves(walk, case)
    walk.saw("handover", "moves")


def see_moves(walk, case):
    at = f"{case.at}/moves/"
    walk.be(case.senco)
    walk.see(at, f"{at}?who=leaving&show=all", f"/pupils/{case.pupil.pk}/moves/new/")
    walk.wrong(f"{at}new/")
    move = start_move(pupil=case.pupil, direction="leaving", by=case.senco)
    page = move.get_absolute_url()
    walk.see(f"{at}?who=leaving", page, f"{page}edit/")
    walk.wrong(f"{page}note/")
    walk.press("Add the note", text="Visit went well.")
    walk.see(move.tasks.first().get_absolute_url())
    walk.page.get_by_label("Not needed").check()
    walk.press("Save", wrong=True)


@pytest.mark.usefixtures("no_paper")
def test_letters(walk):
    family = Family()
    at, letter = f"/{family.school.slug}/letters/", family.prepared()
    page = f"/letters/{letter.pk}/"
    walk.be(family.senco)
    walk.see(at, f"{at}?state=issued", page, f"{page}edit/", f"/pupils/{family.pupil.pk}/letters/")
    walk.wrong(f"{page}withdraw/")
    letter = letters.approve(letter=letter, by=family.senco)
    walk.see(page)
    letter = letters.issue(letter=letter, by=family.senco)
    walk.see(page, f"{page}returned/")
    walk.wrong(f"{page}reply/")
    walk.see(f"{at}templates/")
    walk.see(walk.links(".rows")[0])
    walk.press("Preview")
    letters.record_reply(
        letter=letter, route="slip", received_on=moment.today(), wants_to_talk=True,
        words="Thank you.", by=family.office,
    )  # fmt: skip
    walk.see(page)
    walk.be(family.office)
    walk.see(at, page)
    walk.saw("letters")


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
    see_people(walk, case)
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
    walk.saw("schools")


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
    walk.see(f"{case.at}/mail/")
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
