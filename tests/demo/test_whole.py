"""What a filled demo leaves behind adds up, as if schools had worked with the site for years."""

from datetime import timedelta

import pytest
from django.db.models import Count

from audit import sealing
from demo import build
from iep import states as plans
from iep.models import PlanVersion, Review, SupportPlan
from letters import states as letters
from letters.models import Letter, LetterVersion
from pupils import documents
from pupils.models import Contact, Enrolment, Pupil
from referrals import models as referrals
from referrals.models import Decision, Referral
from register.models import RegisterEntry
from reminders.models import Deadline
from reminders.recount import differences
from schools.calendar import calendar_of
from schools.models import PolicyVersion
from sendcase import moment
from sendcase.frozen.services import is_whole
from sendcase.jobs.models import Job, JobRow
from sendcase.outbox import states as mails
from sendcase.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


def ends(moves) -> set:
    """Every state that a table of moves names, before or after."""
    pairs = [pair for step in moves.values() for pair in step.items()]
    return {state for pair in pairs for state in pair}


def test_every_piece_was_made(town):
    assert list(JobRow.objects.exclude(state="done").values_list("args", "error")) == []
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    for school, plot in zip(town.schools, town.plots, strict=True):
        assert Pupil.objects.filter(school=school).count() == len(plot.children)


def test_every_state_of_the_tables_has_its_child(town):
    assert set(Referral.objects.values_list("state", flat=True)) == set(referrals.MOVES)
    phases = {plans.phase(plan) for plan in SupportPlan.objects.all()}
    assert phases == ends(plans.MOVES)
    assert set(Letter.objects.values_list("state", flat=True)) == ends(letters.MOVES)
    # A mail that waits, is prepared or sent is on its way: the worker moves it while we look.
    passing = {"waiting", "claimed", "sending"}
    assert set(Message.objects.values_list("state", flat=True)) >= ends(mails.MOVES) - passing
    one_hand = {plans.HALF, plans.REVISING_HALF}
    for school in town.schools:
        assert {plans.phase(p) for p in SupportPlan.objects.filter(school=school)} >= (
            ends(plans.MOVES) - one_hand - {plans.REVISING}
        ), school
        assert set(school.letters.values_list("state", flat=True)) == ends(letters.MOVES), school


def test_every_deadline_is_what_the_records_say(town):
    assert {school.slug: differences(school.pk) for school in town.schools} == {
        school.slug: [] for school in town.schools
    }


def test_a_handful_is_late_as_at_any_school(town):
    for school in town.schools:
        late = Deadline.objects.filter(school=school, state="open", due_on__lt=moment.today())
        assert 3 <= late.count() <= 12, list(late.values_list("kind", "due_on"))


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
            *(at.astimezone(moment.LONDON).date()
              for at in Decision.objects.filter(**of_school).values_list("at", flat=True)),
        ]  # fmt: skip
        assert [day for day in days if not shut.is_open(day) or day >= moment.today()] == []


def test_the_log_seals_and_every_text_is_the_one_it_was_written_with(town):
    sealing.seal_all()
    for finding in sealing.verify_all():
        assert (finding.problems, finding.unsealed) == ([], 0)


def test_what_went_out_is_frozen_with_the_paper_that_went(town):
    versions = [*PlanVersion.objects.all(), *LetterVersion.objects.all()]
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
    per_child = Pupil.objects.annotate(places=Count("enrolments")).values_list("places", flat=True)
    assert max(per_child) == 3


def test_the_hard_cases_are_there(town):
    for school in town.schools:
        contacts = Contact.objects.filter(school=school)
        assert contacts.filter(do_not_contact=True).exclude(do_not_contact_reason="").exists()
        assert contacts.filter(household=2, parental_responsibility=True).exists()
        assert contacts.filter(accessible_format="large").exists()
        assert school.pupils.annotate(n=Count("contacts")).filter(n=1).exists()
        assert school.pupils.exclude(left_on=None).exists()
        assert RegisterEntry.objects.filter(school=school).exclude(until_on=None).exists()
    assert PolicyVersion.objects.filter(number=2).count() == 1


def test_opening_again_changes_nothing(town):
    said, before = [], Pupil.objects.count()
    build.open_all(said.append)
    assert (said, Pupil.objects.count(), Job.objects.count()) == ([], before, 3)
