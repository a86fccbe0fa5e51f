"""What a filled demo leaves behind adds up, as if schools had worked with the site for years."""

from datetime import timedelta

import pytest
from django.db.models import Count

from accounts.models import User
from agencies.models import AgencyRequest, Recommendation
from audit import sealing
from demo import build
from demo.chapters.moves import JOINERS
from ehcp.authority_forms.models import AuthorityForm, FilledForm
from ehcp.disclosure.models import Disclosure
from ehcp.giving.models import LineProvision
from ehcp.packs.models import Pack
from ehcp.plans import census
from ehcp.plans.models import EhcPlan
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from ehcp.reviews.models import AnnualReview
from iep import states as plans
from iep.bank.models import BankTarget, Strategy
from iep.giving.models import TargetProvision
from iep.handover import states as handovers
from iep.handover.models import Handover, HandoverNote, HandoverVersion
from iep.models import PlanVersion, Review, SupportPlan, Target
from iep.moves.models import MoveTask
from iep.notes.models import PlanNote
from iep.readers.asking import unread_by
from iep.reviews.checks import CHECK_PLANS
from iep.reviews.models import PlanCheck
from letters import states as letters
from letters.models import Batch, BatchPrint, Letter, LetterLink, LetterVersion
from letters.voice.models import FamilyWord
from provision.family_meetings import states as parent_meetings
from provision.interventions import states as interventions
from provision.ledger import slipping
from provision.models import (
    Funding,
    Grade,
    Intervention,
    Mark,
    MeetingAction,
    ParentMeeting,
    PlaceWish,
    Programme,
    Promise,
    Session,
)
from provision.sessions import deadlines as tick_deadlines
from pupils import documents
from pupils.complaints.models import Complaint
from pupils.consents.models import Consent
from pupils.models import Contact, Enrolment, Pupil, PupilProfile, PupilView
from pupils.scores.models import Score
from referrals import models as referrals
from referrals.meetings import deadlines as meeting_deadlines
from referrals.meetings import states as meetings
from referrals.meetings.models import Judgement, ProgressMeeting, ProgressRow
from referrals.models import Decision, Referral
from referrals.questions.models import Asked, Round
from register.models import RegisterEntry
from register.review import states as reviews
from register.review.models import RegisterReview, ReviewRow
from reminders.models import Deadline
from reminders.recount import differences
from reports.board.models import BoardEdition
from reports.census import days, reading
from reports.census.models import CensusVersion
from reports.models import PublicDocument
from reports.public import wants
from reports.sampler.models import Sample
from schools.calendar import calendar_of
from schools.models import Obligation, PolicyVersion, TeachingGroup
from sendcase import moment
from sendcase.frozen.services import is_whole
from sendcase.jobs.models import Job, JobRow
from sendcase.outbox import states as mails
from sendcase.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1200)]


def ends(moves) -> set:
    """Every state that a table of moves names, before or after."""
    pairs = [pair for step in moves.values() for pair in step.items()]
    return {state for pair in pairs for state in pair}


def test_every_piece_was_made(town):
    # A pack of papers is asked for like any other: the worker makes it, none runs here.
    pieces = JobRow.objects.exclude(job__in=Pack.objects.values("job"))
    assert list(pieces.exclude(state="done").values_list("args", "error")) == []
    jobs = Job.objects.exclude(pk__in=Pack.objects.values("job"))
    assert set(jobs.values_list("state", flat=True)) == {"done"}
    for school, plot in zip(town.schools, town.plots, strict=True):
        assert Pupil.objects.filter(school=school).count() == len(plot.children) + len(JOINERS)


def test_every_state_of_the_tables_has_its_child(town):
    assert set(Referral.objects.values_list("state", flat=True)) == set(referrals.MOVES)
    phases = {plans.phase(plan) for plan in SupportPlan.objects.all()}
    assert phases == ends(plans.MOVES)
    assert set(Letter.objects.values_list("state", flat=True)) == ends(letters.MOVES)
    # A mail that waits, is prepared or sent is on its way: the worker moves it while we look.
    passing = {"waiting", "claimed", "sending"}
    assert set(Message.objects.values_list("state", flat=True)) >= ends(mails.MOVES) - passing
    one_hand = {plans.HALF, plans.REVISING_HALF}
    # Which of so few children has had two plans of one kind hangs on the day.
    by_chance = {plans.REVISING, SupportPlan.State.SUPERSEDED}
    for school in town.schools:
        assert {plans.phase(p) for p in SupportPlan.objects.filter(school=school)} >= (
            ends(plans.MOVES) - one_hand - by_chance
        ), school
        assert set(school.letters.values_list("state", flat=True)) == ends(letters.MOVES), school


def test_every_state_of_the_rooms_is_there(town):
    """In every school whose policy has the room. "Being carried out" passes within its job."""
    assert set(Handover.objects.values_list("state", flat=True)) == ends(handovers.MOVES)
    for school in town.schools:
        mine = {"school": school}
        there = set(RegisterReview.objects.filter(**mine).values_list("state", flat=True))
        assert there == ends(reviews.MOVES) - {"finishing"}, school
        tasks = MoveTask.objects.filter(**mine)
        assert set(tasks.values_list("state", flat=True)) == set(MoveTask.State.values), school
        assert {move.move.direction for move in tasks} == {"joining", "leaving"}
        assert Score.objects.filter(**mine, kind="standardised").exists()
        assert Score.objects.filter(**mine, kind="word").exists()
        assert PupilProfile.objects.filter(**mine).exists(), school
        assert PupilView.objects.filter(**mine).count() >= 2, school
        agreed = Consent.objects.filter(**mine)
        asked = set(AssessmentRequest.objects.filter(**mine).values_list("state", flat=True))
        assert asked >= {"assessing", "refused"}, school
        assert Consultation.objects.filter(**mine, replied_on=None).exists(), school
        assert agreed.holding().exclude(until_on=None).exists(), school
        assert agreed.exclude(withdrawn_on=None).exists(), school
        complained = Complaint.objects.filter(**mine)
        assert complained.awaited().filter(way="informal").count() == 1, school
        for sample in Sample.objects.filter(school=school):  # none of so few plans
            assert sample.notes.get().questions.exclude(answer="").count() == 1, school
        settled = complained.filter(way="formal").exclude(closed_on=None)
        assert settled.filter(steps__kind="mediation").count() == 1, school
        owed = Obligation.objects.filter(**mine).open().with_last_done()
        assert owed.filter(kind="policy-review", last_done__isnull=False).count() == 2, school
        report, strategy = PublicDocument.objects.filter(**mine).order_by("-outline")
        assert report.versions.count() == 1 and report.state == strategy.state == "drafting"
        states = {look.state for look in wants.looks(report)}
        assert {wants.CARRIED, wants.DONE} <= states and wants.missing(strategy), school
        assert is_whole(report.versions.get()), school
        assert not owed.filter(last_done=None).exclude(kind="senco-qualification").exists(), school
        approved = CensusVersion.objects.get(census__school=school)
        assert reading.extract(school, approved.census.day).sha256 == approved.sha256, school
        last = days.last_before(moment.today())
        assert "no UPN" in reading.extract(school, last).blocking[0].words, school
        assert Funding.objects.filter(**mine, source="notional").count() == 1, school
        assert Grade.objects.filter(**mine).count() == 2, school
        words = FamilyWord.objects.filter(**mine)
        assert words.filter(about_type="iep.target").exclude(answer="").exists(), school
        assert words.awaited().filter(kind="disagreement").exists(), school
        assert words.filter(kind="disagreement").exclude(answer="").exists(), school
        disputes = Dispute.objects.filter(**mine)
        assert disputes.filter(ended_on=None).exists(), school
        assert disputes.exclude(ended_on=None).exclude(mediation_on=None).exists(), school
        plans = EhcPlan.objects.filter(**mine)
        assert plans.in_force().count() >= 3, school
        met = AnnualReview.objects.filter(**mine, state="held")
        assert met.filter(progress__reached="met", changes__letter="F").exists(), school
        states = set(AnnualReview.objects.filter(**mine).values_list("state", flat=True))
        assert {"planned", "invited", "held", "decided"} <= states, school
        senco = User.objects.get(email=f"senco@{school.slug}.example")
        slips = [slip.promise.what for slip in slipping.of_school(senco, school)]
        assert "A calm place with an adult" in slips, school
        assert TargetProvision.objects.filter(**mine).count() == 1, school
        assert LineProvision.objects.filter(**mine).count() == 1, school
        given = Disclosure.objects.filter(**mine)
        assert set(given.values_list("state", flat=True)) == set(Disclosure.State.values), school
        assert given.filter(state="sent", ground="consent").exists(), school
        to_agencies = AgencyRequest.objects.filter(**mine)
        there = set(to_agencies.values_list("state", flat=True))
        assert there == set(AgencyRequest.State.values), school
        assert to_agencies.filter(second_by__isnull=False).exists(), school
        points = Recommendation.objects.filter(**mine)
        assert {row.decision for row in points} == set(Recommendation.Decision.values), school
        assert points.filter(given_at__isnull=False).exists(), school
        forms = AuthorityForm.objects.filter(**mine)
        assert forms.filter(checked_at=None).count() == 1, school
        assert FilledForm.objects.filter(**mine, review__state="decided").count() == 1, school
        assert not given.filter(sent_on__gte=moment.today()).exists(), school
        assert not census.facts(senco, school.pk)
        met = ParentMeeting.objects.filter(**mine)
        assert set(met.values_list("state", flat=True)) == ends(parent_meetings.MOVES), school
        assert met.open().filter(answer="another_day").exists(), school
        agreed = MeetingAction.objects.filter(**mine)
        assert agreed.to_do().exists() and agreed.exclude(done_on=None).exists(), school
        if school.policy.progress_meetings == "none":
            continue
        held = ProgressMeeting.objects.filter(**mine)
        assert set(held.values_list("state", flat=True)) == ends(meetings.MOVES), school
        rows = ProgressRow.objects.filter(**mine)
        assert set(rows.values_list("judgement", flat=True)) == set(Judgement.values), school
        assert rows.waiting().count() == 1


def test_last_terms_review_did_what_was_decided_and_this_terms_is_half_decided(town):
    for school in town.schools:
        last = RegisterReview.objects.get(school=school, state="finished")
        assert (last.closed, last.not_done) == (1, 0) and last.kept
        moves_down = school.stages.filter(is_monitoring=True).count()
        assert last.moved == moves_down
        assert last.rows.filter(letter="prepared").count() == 1 + moves_down
        assert not school.letters.filter(about_type="register.reviewrow", state="prepared").exists()
        now = ReviewRow.objects.filter(review__school=school, review__state="open")
        assert set(now.values_list("choice", flat=True)) == {"", *ReviewRow.Choice.values}


def test_plans_are_in_use(town):
    """Noted on, reviewed with every decision, put right, and read by most."""
    for school in town.schools:
        mine = {"school": school}
        decided = Review.objects.filter(**mine).values_list("decision", flat=True)
        assert set(decided) >= {"keep", "next", "step_up", "close"}, school
        assert Review.objects.filter(**mine, stage_by__isnull=False, stage_settled_at=None).exists()
        assert PlanNote.objects.filter(**mine).exclude(withdrawn_at=None).count() == 1
        assert PlanNote.objects.filter(**mine).values("author").distinct().count() >= 2
        assert PlanVersion.objects.filter(plan__school=school).exclude(corrects=None).exists()
        for key in ("teacher", "support"):
            person = User.objects.get(email=f"{key}@{school.slug}.example")
            assert 1 <= unread_by(person, school).count() <= 2, (school, person)
    checked = PlanCheck.objects.values_list("finding", flat=True)
    assert set(checked) == {"fine", "change"}
    assert Deadline.objects.open().filter(kind=CHECK_PLANS).exists()


def test_the_bank_has_figures_and_groups_have_a_lesson(town):
    for school in town.schools:
        mine = BankTarget.objects.filter(school=school)
        assert mine.filter(origin="starter").exists()
        assert mine.filter(used_in__outcomes__isnull=False).exists(), (
            school
        )  # at full size: by eight
        for kind in (BankTarget, Strategy):
            assert kind.objects.filter(school=school, state="proposed").count() == 1
        taught = [row.strategies for row in Target.objects.filter(school=school)]
        steps = [text for text in taught if "Give instructions in steps" in text]
        assert len(steps) >= 3, school
    assert SupportPlan.objects.filter(layout="isp", state="shared").count() == 1
    groups = TeachingGroup.objects.exclude(staff=None).exclude(places=None).distinct()
    assert groups.count() == 2


def test_handovers_were_read_and_asked_about(town):
    assert HandoverNote.objects.exclude(asked_at=None).filter(answered_at=None).exists()
    assert Handover.objects.filter(state="handed").exclude(opens_on=None).exists()
    last = Handover.objects.filter(state="accepted")
    assert not HandoverNote.objects.filter(handover__in=last, read_at=None).exists()
    assert HandoverVersion.objects.filter(note__handover__in=last).exists()


def test_extra_help_stands_in_every_state_and_what_was_promised_stays(town):
    for school in town.schools:
        rows = Intervention.objects.filter(school=school)
        there = set(rows.values_list("state", flat=True))
        assert there == ends(interventions.MOVES) - {"declined"}, school
        assert rows.on(moment.today()).count() >= 3, school
        assert rows.filter(starts_on__gt=moment.today(), state="agreed").exists(), school
        assert rows.filter(reviews__isnull=False, ends_on__lt=moment.today()).exists(), school
        stopped = Promise.objects.filter(places__intervention__state="ended", school=school)
        assert all(row.until_on > moment.today() for row in stopped), school
        assert PlaceWish.objects.filter(school=school).waiting().exists(), school
        assert Programme.objects.filter(school=school).count() >= 20, school


def test_questions_wait_for_answers_at_one_child_and_were_read_at_another(town):
    for school in town.schools:
        waiting = Asked.objects.filter(school=school).waiting()
        assert Round.objects.open().get(school=school) == waiting.get().round
        closed = Round.objects.filter(school=school).exclude(closed_at=None).get()
        assert set(closed.asked.values_list("not_taught", flat=True)) == {True, False}


def test_sessions_were_ticked_and_one_adult_has_not_for_a_while(town):
    for school in town.schools:
        marks = Mark.objects.filter(school=school)
        assert set(marks.values_list("outcome", flat=True)) == {"delivered", "short", "missed"}
        waiting = Deadline.objects.open().filter(school=school, kind=tick_deadlines.KEY)
        assert waiting.count() == 1, school
        assert (
            not Session.objects.filter(school=school, on__lt=moment.today())
            .exclude(on__in=town.plots[0].days)
            .exists()
        )
        assert Session.objects.filter(school=school).exclude(cover_by=None).count() == 1


def test_every_deadline_is_what_the_records_say(town):
    assert {school.slug: differences(school.pk) for school in town.schools} == {
        school.slug: [] for school in town.schools
    }


def test_a_handful_is_late_as_at_any_school(town):
    for school in town.schools:
        late = Deadline.objects.filter(school=school, state="open", due_on__lt=moment.today())
        # Classes nobody sits in, as only small demos have, meet no more after the half-term.
        late = late.exclude(kind=meeting_deadlines.MEET)
        assert 3 <= late.count() <= 12, list(late.values_list("kind", "due_on"))


def days_of(rows, *fields) -> list:
    """Days of those that have happened, as the school counts them."""
    times = [at for values in rows.values_list(*fields) for at in values if at]
    return [at.astimezone(moment.LONDON).date() for at in times]


def test_nothing_is_decided_while_the_school_is_shut(town):
    for school in town.schools:
        shut = calendar_of(school)
        of_school = {"school": school}
        days = [
            *RegisterEntry.objects.filter(**of_school).values_list("from_on", flat=True),
            *SupportPlan.objects.filter(**of_school).values_list("starts_on", flat=True),
            *Review.objects.filter(**of_school).values_list("reviewed_on", flat=True),
            *Letter.objects.filter(**of_school, issued_on__isnull=False).values_list(
                "issued_on", flat=True
            ),
            *ProgressMeeting.objects.filter(**of_school).values_list("held_on", flat=True),
            *Score.objects.filter(**of_school).values_list("taken_on", flat=True),
            *MoveTask.objects.filter(**of_school, done_on__isnull=False).values_list(
                "done_on", flat=True
            ),
            *days_of(Decision.objects.filter(**of_school), "at"),
            *days_of(RegisterReview.objects.filter(**of_school), "started_at", "finished_at"),
            *days_of(Handover.objects.filter(**of_school), "handed_at"),
            *days_of(HandoverNote.objects.filter(**of_school), "read_at", "asked_at"),
        ]  # fmt: skip
        assert [day for day in days if not shut.is_open(day) or day >= moment.today()] == []


def test_the_log_seals_and_every_text_is_the_one_it_was_written_with(town):
    sealing.seal_all()
    for finding in sealing.verify_all():
        assert (finding.problems, finding.unsealed) == ([], 0)


def test_what_went_out_is_frozen_with_the_paper_that_went(town):
    versions = [
        *PlanVersion.objects.all(), *LetterVersion.objects.all(), *HandoverVersion.objects.all(),
    ]  # fmt: skip
    assert len(versions) > 40
    for version in versions:
        assert is_whole(version)
        assert documents.content(version.document).startswith(b"%PDF")
    shared = SupportPlan.objects.exclude(shared_at=None)
    assert not shared.filter(versions=None).exists()
    assert not Letter.objects.exclude(issued_on=None).filter(issued_version=None).exists()


def test_children_came_up_through_the_classes(town):
    two_years_ago = moment.today() - timedelta(days=500)
    assert Enrolment.objects.filter(from_on__lt=two_years_ago).exists()
    assert not Pupil.objects.filter(left_on=None).exclude(enrolments__until_on=None).exists()
    per_child = Pupil.objects.annotate(spells=Count("enrolments")).values_list("spells", flat=True)
    per_child = Pupil.objects.annotate(had=Count("enrolments")).values_list("had", flat=True)
    assert max(per_child) == 3


def test_the_board_has_two_reports_and_the_next_is_being_written(town):
    for school in town.schools:
        rows = BoardEdition.objects.filter(school=school).order_by("starts_on")
        assert list(rows.values_list("state", flat=True)) == ["published", "published", "draft"]
        first, second, _ = rows
        assert is_whole(first.issued) and is_whole(second.issued)
        assert first.ends_on < second.starts_on and first.issued.size > 10_000


def test_the_hard_cases_are_there(town):
    for school in town.schools:
        contacts = Contact.objects.filter(school=school)
        assert contacts.filter(do_not_contact=True).exclude(do_not_contact_reason="").exists()
        assert contacts.filter(household=2, parental_responsibility=True).exists()
        assert contacts.filter(accessible_format="large").exists()
        assert school.pupils.annotate(n=Count("contacts")).filter(n=1).exists()
        assert school.pupils.exclude(left_on=None).exists()
        assert RegisterEntry.objects.filter(school=school).exclude(until_on=None).exists()
    assert PolicyVersion.objects.filter(number=2).count() == 3


def test_letters_together_are_sent_and_printed_and_others_wait(town):
    for school in town.schools:
        asked_again = Batch.objects.filter(school=school, purpose="chaser")
        assert {batch.state for batch in asked_again} <= {"prepared"}
        states = Batch.objects.filter(school=school).exclude(purpose="chaser")
        assert sorted(states.values_list("state", flat=True)) == ["issued", "prepared"], school
        assert BatchPrint.objects.get(school=school).envelopes
        mailed = LetterLink.objects.filter(school=school, letter__batch__isnull=False)
        assert "uncertain" in mailed.values_list("mail__state", flat=True)
    assert Batch.objects.filter(purpose="chaser").exists()


def test_opening_again_changes_nothing(town):
    said, before, jobs = [], Pupil.objects.count(), Job.objects.count()
    build.open_all(said.append)
    assert (said, Pupil.objects.count(), Job.objects.count()) == ([], before, jobs)
