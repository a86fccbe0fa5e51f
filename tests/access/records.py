"""Every kind of record, around one pupil of one class, in the states the pages ask for."""

import uuid
from datetime import date, timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.db.models import Model

from accounts.models import Invitation
from accounts.permissions import Permission, Role
from iep import services as plans
from iep.notes import services as notes
from letters import services as letters
from letters import wording
from pupils import documents
from pupils.groups import services as groups
from pupils.models import ExamAccess, RollUpload
from pupils.photos import batches
from pupils.photos import services as photos
from pupils.profile.services import withdraw
from pupils.roll import large
from pupils.roll import services as roll
from pupils.roll.reading import Table
from pupils.saved import services as saved
from pupils.scores import services as scores
from referrals import services as referrals
from referrals import triage
from referrals.meetings import services as meetings
from schools.models import Closure, Membership, Term
from sendcase import moment
from sendcase.drafts import services as drafts
from sendcase.outbox.models import CameBack, Message
from tests.access.files import ROLL, passkey, photos_file
from tests.access.records_agencies import agencies
from tests.access.records_answers import answers
from tests.access.records_bank import bank
from tests.access.records_board import boarded
from tests.access.records_census import census
from tests.access.records_complaints import complained
from tests.access.records_consents import agreed
from tests.access.records_costs import money
from tests.access.records_deadlines import due
from tests.access.records_ehc_after import ehc_after
from tests.access.records_ehc_disclosures import ehc_disclosures
from tests.access.records_ehc_forms import ehc_forms
from tests.access.records_ehc_meeting import ehc_meeting
from tests.access.records_ehc_packs import ehc_packs
from tests.access.records_ehc_planning import ehc_planning
from tests.access.records_ehc_plans import ehc_plans
from tests.access.records_ehc_requests import ehc_requests
from tests.access.records_handing_on import handing_on
from tests.access.records_ledger import ledger
from tests.access.records_letters_together import letters_together
from tests.access.records_links import links
from tests.access.records_map import on_the_map
from tests.access.records_measures import measured
from tests.access.records_owed import owing
from tests.access.records_parent_meetings import parent_meetings
from tests.access.records_provision import provision
from tests.access.records_public import public_documents
from tests.access.records_reviews import reviewing
from tests.access.records_samples import sampled
from tests.access.records_school_exports import school_exports
from tests.access.records_sessions import ticking
from tests.access.records_trails import trails
from tests.access.records_training import trained
from tests.access.records_voice import voice
from tests.factories import referrals as referral_words
from tests.factories import reviews
from tests.factories.iep import PlanFactory
from tests.factories.letters import FACTS, LetterFactory
from tests.factories.people import member
from tests.factories.profile import profile_of, said_by
from tests.factories.pupils import ContactFactory, PupilFactory, assign, share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class

TODAY = moment.today()


def records(school, klass, *, writer, office, senco, helper, guest, receiver) -> SimpleNamespace:
    """writer: who teaches the class and wrote the papers; helper: assigned; guest: let in."""
    at = SimpleNamespace(school=school, klass=klass, slug=school.slug)
    _pupil(at, klass, senco, helper, guest)
    at.one_page, at.said = profile_of(at.pupil, writer), said_by(at.pupil, writer)
    at.taken_back = withdraw(view=said_by(at.pupil, writer), why="Not hers.", by=writer)
    _referrals(at, writer, senco)
    _plans(at, writer)
    _meetings(at, writer)
    _letters(at, senco)
    _school(at)
    _people(at, office, klass)
    _pending(at, office, writer)
    handing_on(at, writer, senco, receiver)
    reviewing(at, writer, senco)
    bank(at, writer)
    answers(at, senco, office)
    _groups(at, writer, office)
    letters_together(at, senco)
    links(at, senco)
    voice(at, writer, senco)
    at.agreement = agreed(at.pupil, senco)
    complained(at, writer, senco)
    due(at)
    owing(at, senco)
    ticking(at, senco, helper)
    ehc_requests(at, senco)  # begun before there was a plan
    ehc_packs(at, senco)
    ehc_plans(at, klass, senco)
    ehc_meeting(at, klass, senco)
    ehc_planning(at, senco)
    ehc_after(at, senco)
    ehc_disclosures(at, senco, guest)
    ehc_forms(at, senco)
    money(at, senco)
    on_the_map(at, senco)
    measured(at, senco)
    provision(at, writer, senco)
    ledger(at, senco)
    parent_meetings(at, writer, senco, helper)
    trained(at, helper, senco)
    public_documents(at, senco)
    census(at, senco)
    trails(at, senco)
    boarded(at, senco, receiver)
    agencies(at, writer, senco, helper, guest)
    sampled(at, senco)
    school_exports(at, senco)
    for row in vars(at).values():
        if isinstance(row, Model):
            row.refresh_from_db()  # as a page would show it now
    return at


def _pupil(at, klass, senco, helper, guest):
    at.pupil = PupilFactory(
        school=at.school, class_group=klass, admission_number="12", how_to_help="Show me."
    )
    type(at.school.policy).objects.filter(school=at.school).update(photos_used=True)
    photos.set_photo(pupil=at.pupil, jpeg=b"\xff\xd8", by=senco)
    at.contact = ContactFactory(pupil=at.pupil)
    at.assignment = assign(helper, at.pupil)
    at.share = share(
        at.pupil, guest, includes_plan=True, includes_referral=True, includes_provision=True
    )
    at.exam = ExamAccess.objects.create(
        school=at.school, pupil=at.pupil, arrangement="25% extra time",
        expires_on=TODAY + timedelta(days=90),
    )  # fmt: skip
    paper = {"pupil": at.pupil, "data": b"%PDF-1.7", "media_type": "application/pdf", "by": senco}
    at.plan_paper = documents.store(title="IEP", needs=Permission.PLAN_VIEW, **paper)
    at.letter_paper = documents.store(title="Letter", needs=Permission.LETTER_PRINT, **paper)
    at.entry = placed(at.pupil, by=senco, on=TODAY - timedelta(days=3))
    at.this_term = reviews.term(at.school, ends_on=TODAY + timedelta(days=20))
    at.review = reviews.started(at.school, senco)
    at.review_row = reviews.decided(at.review, at.pupil, "keep", senco, reason="")


def _referrals(at, writer, senco):
    at.sent = referral_words.sent(at.pupil, writer)
    at.begun = referral_words.draft(at.pupil, writer)
    at.incomplete = _answered(at, writer, senco, triage.ask_for_more, asked="Since when?")
    at.untold = _answered(
        at, writer, senco, triage.resolve_in_class, advice="Sit her near the front.",
        values={"source": "parent", "raised_by_contact": at.contact},
    )  # fmt: skip


def _answered(at, writer, senco, answer, values=None, **words):
    row = referral_words.draft(at.pupil, writer, **(values or {}))
    row = referrals.submit(referral=row, version=row.version, by=writer)
    return answer(referral=row, version=row.version, by=senco, reason="We looked at it.", **words)


def _plans(at, writer):
    """Each pupil has one live plan of a kind, so the later states are other pupils'."""
    area, learning = at.school.plan_kinds.filter(code__in=["iep-area", "iep-learning"])
    others = [PupilFactory(school=at.school, class_group=at.klass) for _ in range(2)]
    at.pupil_without = PupilFactory(school=at.school, class_group=at.klass)
    for pupil in others:
        ContactFactory(pupil=pupil)
    week = {"lead": writer, "starts_on": TODAY - timedelta(days=7)}
    at.draft = PlanFactory(pupil=at.pupil, kind=area, **week)
    at.agreed = PlanFactory(pupil=at.pupil, kind=learning, agreed=True, **week)
    at.shared = _shared(others[0], area, writer, week)
    at.revising = plans.revise(plan=_shared(others[0], learning, writer, week), by=writer)
    at.reviewed = _shared(others[1], area, writer, week)
    outcomes = {target.pk: ("partly", "") for target in at.reviewed.targets.all()}
    plans.review(plan=at.reviewed, by=writer, reviewed_on=TODAY, outcomes=outcomes)
    for plan in (at.shared, at.revising, at.reviewed):
        plan.refresh_from_db()
    at.plan_note = notes.add_note(plan=at.shared, by=writer, text="Read 24 of 45 words.")


def _meetings(at, writer):
    """One that is finished, with a concern to decide; one of another class of the writer, open."""
    at.score = scores.record(
        pupil=at.pupil, by=writer, test="NGRT", kind="standardised", result="78",
        taken_on=date(2026, 10, 5),
    )  # fmt: skip
    same = {"judgement": "same", "note": "", "action": "", "action_by": ""}
    judged = {pupil.pk: same for pupil in at.klass.pupils.all()}
    judged[at.pupil_without.pk] = same | {"judgement": "concern", "note": "Tired."}
    at.met = meetings.start(class_group=at.klass, by=writer)
    about = {"held_on": TODAY, "present": "", "note": ""}
    at.met = meetings.save(meeting=at.met, version=1, by=writer, about=about, judged=judged)
    at.met = meetings.finish(meeting=at.met, version=2, by=writer)
    at.concern = at.met.rows.get(judgement="concern")
    at.second_class = ClassGroupFactory(school=at.school, name="Hazel")
    hold_class(writer, at.second_class)
    at.in_second = PupilFactory(school=at.school, class_group=at.second_class)
    at.meeting = meetings.start(class_group=at.second_class, by=writer)
    judged = {at.in_second.pk: same}
    meetings.save(meeting=at.meeting, version=1, by=writer, about=about, judged=judged)


def _shared(pupil, kind, writer, week):
    plan = PlanFactory(pupil=pupil, kind=kind, agreed=True, **week)
    plans.share(plan=plan, by=writer)
    plan.refresh_from_db()
    return plan


def _letters(at, senco):
    def letter():
        return LetterFactory(
            pupil=at.pupil, contact=at.contact, facts=FACTS, prepared_by=senco, about_id=at.pupil.pk
        )

    at.prepared = letter()
    at.approved = letters.approve(letter=letter(), by=senco)
    at.issued = letters.issue(letter=letters.approve(letter=letter(), by=senco), by=senco)
    sent = letters.issue(letter=letters.approve(letter=letter(), by=senco), by=senco)
    at.withdrawn = letters.withdraw(letter=sent, reason="The wrong plan.", by=senco)
    at.withdrawn_paper = at.withdrawn.issued_version.document
    at.wording = wording.current(at.school, "placed-on-register")
    wording.save(
        school=at.school, purpose="placed-on-register", for_young_person=False, by=senco,
        subject=at.wording.subject, body=at.wording.body + " Ours.", slip=at.wording.slip,
    )  # fmt: skip


def _school(at):
    spans = {"starts_on": date(2027, 4, 12), "ends_on": date(2027, 7, 21)}
    at.stage, at.kind = at.school.stages.get(code="sen-support"), at.school.plan_kinds.first()
    at.term = Term.objects.create(school=at.school, name="Summer", **spans)
    at.closure = Closure.objects.create(
        school=at.school, name="Training day", starts_on=date(2027, 5, 4), ends_on=date(2027, 5, 4)
    )
    at.empty_term = Term.objects.create(
        school=at.school, name="Autumn", starts_on=date(2027, 9, 2), ends_on=date(2027, 12, 17)
    )
    at.empty_class = ClassGroupFactory(school=at.school, name="Old class")


def _people(at, office, klass):
    clerk = member(at.school, Role.OFFICE, name="Mr Clerk")
    at.clerk = Membership.objects.get(user=clerk)
    at.place = hold_class(member(at.school, Role.TEACHER), klass, is_lead=False)
    at.spare_teacher = member(at.school, Role.TEACHER)
    at.spare_support = member(at.school, Role.SUPPORT)
    at.deputy = Membership.objects.create(
        user=at.spare_teacher, school=at.school, role=Role.SENCO, deputy_for=clerk,
        from_on=TODAY, until_on=TODAY + timedelta(days=9),
    )  # fmt: skip
    asked = {"school_id": at.school.pk, "invited_by": office, "name": "Ms New"}
    mail = f"new@{at.slug}.example.org"
    at.waiting = Invitation.objects.create(email=mail, role=Role.SENCO, **asked)
    at.invited = Invitation.objects.create(
        email=mail, role=Role.TEACHER, token_hash=f"{at.slug:0>64}", sent_at=moment.now(),
        expires_at=moment.now() + timedelta(days=7), **asked,
    )  # fmt: skip


def long_roll(school, by) -> RollUpload:
    """One that no worker has been asked to look at."""
    table = Table.unpacked(RollUpload.objects.filter(school=school).last().content)
    upload = RollUpload(
        school=school, author=by, filename="long.csv",
        expires_at=moment.now() + timedelta(days=1),
    )  # fmt: skip
    large.keep(upload, table, [table.packed()])
    return upload


def _groups(at, writer, office):
    """A teaching group of the class teacher, with the pupil in it; and one without anybody."""
    about = {"school": at.school, "subject": "Maths", "year": "3", "by": office}
    at.group = groups.open_group(name="Maths 3 set 1", **about)
    at.empty_group = groups.open_group(name="Maths 3 set 2", **about)
    at.group_staff = groups.put_staff(group=at.group, user=writer, from_on=TODAY, by=office)
    groups.choose_pupils(
        group=at.group, version=1, among=[at.pupil.pk], chosen=[at.pupil.pk], by=office
    )


def _pending(at, office, writer):
    at.saved_list = saved.keep(school=at.school, name="Mine", query="year=3", by=writer)
    at.shared_list = saved.keep(
        school=at.school, name="Ours", query="year=3", by=writer, is_shared=True
    )
    at.upload = roll.receive(school=at.school, by=office, filename="roll.csv", data=ROLL.encode())
    at.unseen, at.long = (long_roll(at.school, office) for _ in range(2))
    large.look(at.long)
    at.batch = batches.receive(school=at.school, by=office, upload=photos_file())
    at.taken = RollUpload.objects.create(
        school=at.school, author=office, filename="roll.csv", missing=[at.pupil.pk],
        imported_at=moment.now(), expires_at=moment.now() + timedelta(days=1),
    )  # fmt: skip
    mail = {"school_id": at.school.pk, "to": "x@example.org", "subject": "Mail", "text": "Words"}
    at.failed = Message.objects.create(key=f"failed-{at.slug}", state="failed", **mail)
    at.uncertain = Message.objects.create(key=f"perhaps-{at.slug}", state="uncertain", **mail)
    at.gone_address = CameBack.objects.create(
        school_id=at.school.pk, address=f"gone@{at.slug}.example", why="Unknown"
    )
    at.typing = drafts.keep(
        form_id=_number(at, 1), by=writer, kind="referral", key="pupil-0", data={"reasons": ["…"]}
    )
    typed = {"path": "/", "fields": {"reasons": ["Typed"]}, "had_files": False}
    at.rescued = drafts.keep(
        form_id=_number(at, 2), by=writer, kind=drafts.TYPED, key="", data=typed
    )
    key = {"name": "My key", "credential": passkey()}
    at.key = Authenticator.objects.create(user=writer, type="webauthn", data=key)


def _number(at, n):
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{at.slug}-{n}")
