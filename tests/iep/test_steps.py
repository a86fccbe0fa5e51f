"""Agreeing, sharing, changing again, reviewing, the next plan, closing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from audit.models import Event
from iep import content, services
from iep.models import PlanVersion, SupportPlan, Target
from letters.models import Letter
from pupils.documents import content as stored_bytes
from pupils.models import Contact
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from sendcase.pdf import PdfFailed
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.people import member
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.conftest import A_PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


@pytest.fixture
def agreed(case):
    return PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)


def agreed_by(case, role):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    plan.agreed_by_role = role
    plan.save()
    return plan


@pytest.mark.parametrize("who", ["teacher", "senco"])
def test_where_teachers_agree_the_class_teacher_and_the_senco_may(case, who):
    plan = agreed_by(case, Role.TEACHER)
    by = getattr(case, who)

    agreed = services.agree(plan=plan, by=by)

    assert (agreed.state, agreed.agreed_by) == ("agreed", by)


def test_where_the_senco_agrees_the_teacher_may_not(case):
    plan = agreed_by(case, Role.SENCO)

    with pytest.raises(PermissionDenied):
        services.agree(plan=plan, by=case.teacher)
    assert services.agree(plan=plan, by=case.senco).state == "agreed"


def test_a_teacher_of_another_class_may_not_agree(case):
    plan = agreed_by(case, Role.TEACHER)
    stranger = member(case.school, Role.TEACHER)
    hold_class(stranger, ClassGroupFactory(school=case.school))

    with pytest.raises(PermissionDenied):
        services.agree(plan=plan, by=stranger)


def test_a_plan_without_targets_is_not_agreed(case):
    plan = PlanFactory(pupil=case.pupil, targets=0)

    with pytest.raises(IllegalMove, match="Add a target"):
        services.agree(plan=plan, by=case.senco)


def test_sharing_freezes_a_version_with_the_very_paper(case, agreed):
    done = services.share(plan=agreed, by=case.teacher)

    version = PlanVersion.objects.get(plan=agreed)
    assert done.version == version
    assert (version.number, version.schema, version.made_by) == (1, content.SCHEMA, case.teacher)
    assert stored_bytes(version.document) == A_PDF
    assert version.document.pupil == case.pupil
    frozen = content.of_version(version)
    assert [row["target"] for row in frozen["targets"]] == [
        row.target for row in agreed.targets.all()
    ]
    done.plan.refresh_from_db()
    assert (done.plan.state, done.plan.shared_by) == ("shared", case.teacher)


def test_a_frozen_version_cannot_be_changed_or_deleted_in_the_database(case, agreed):
    version = services.share(plan=agreed, by=case.senco).version

    for attempt in (
        lambda: PlanVersion.objects.filter(pk=version.pk).update(content="{}"),
        lambda: PlanVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    version.refresh_from_db()
    assert content.of_version(version)["plan"] == "Individual Education Plan"


def test_sharing_prepares_the_letter_with_the_plan_attached(case, agreed):
    placed(case.pupil, by=case.senco)
    agreed.register_entry = case.pupil.register_entries.get()
    agreed.save()

    done = services.share(plan=agreed, by=case.teacher, noticed="Reading is hard for her.")

    [letter] = Letter.objects.all()
    assert done.letters == [letter]
    assert letter.purpose == "placed-on-register"
    assert list(letter.attachments.all()) == [done.version.document]
    assert letter.facts["number_of_targets"] == "three targets"
    assert letter.facts["noticed"] == "Reading is hard for her."
    assert letter.facts["plan_lead"] == "Ms T. Archer"
    assert letter.state == "prepared"


@pytest.mark.parametrize(
    ("stage", "told", "purpose"),
    [
        ("sen-support", False, "placed-on-register"),
        ("sen-support", True, "plan-shared"),
        ("monitoring", False, "plan-shared"),
        (None, False, "plan-shared"),
    ],
)
def test_the_letter_says_what_the_family_does_not_know_yet(case, agreed, stage, told, purpose):
    if stage:
        entry = placed(case.pupil, stage, by=case.senco)
        entry.family_told_on = moment.today() if told else None
        entry.save()
        agreed.register_entry = entry
        agreed.save()

    services.share(plan=agreed, by=case.teacher)

    assert Letter.objects.get().purpose == purpose


def test_support_without_a_register_entry_on_the_register_is_told_too(case, agreed):
    entry = placed(case.pupil, by=case.senco)
    entry.on_register = False
    entry.save()
    agreed.register_entry = entry
    agreed.save()

    services.share(plan=agreed, by=case.teacher)

    assert Letter.objects.get().purpose == "support-started"


@pytest.mark.parametrize(("count", "words"), [(1, "one target"), (5, "five targets")])
def test_the_letter_has_the_real_number_of_targets(case, count, words):
    plan = PlanFactory(pupil=case.pupil, agreed=True, targets=count)
    plan.targets.model.objects.create(
        school=case.school, plan=plan, position=9, target="Out", removed_at=moment.now()
    )

    services.share(plan=plan, by=case.senco)

    assert Letter.objects.get().facts["number_of_targets"] == words


def test_with_nobody_to_write_to_the_plan_is_shared_and_says_why_no_letter(case, agreed):
    Contact.objects.update(do_not_contact=True)

    done = services.share(plan=agreed, by=case.senco)

    assert done.plan.state == "shared"
    assert done.letters == []
    assert "nobody to write to" in done.why_no_letter


def test_if_the_paper_cannot_be_made_nothing_is_shared(case, agreed, monkeypatch):
    def fails(html):
        raise PdfFailed("no")

    monkeypatch.setattr("iep.printing.render_pdf", fails)
    with pytest.raises(PdfFailed):
        services.share(plan=agreed, by=case.senco)

    agreed.refresh_from_db()
    assert agreed.state == "agreed"
    assert not PlanVersion.objects.exists()


def test_a_plan_saved_after_it_was_printed_is_not_shared(case, agreed):
    paper = services.paper_to_share(agreed)
    SupportPlan.objects.filter(pk=agreed.pk).update(version=agreed.version + 1)

    with pytest.raises(Stale):
        services.share(plan=agreed, by=case.senco, paper=paper)
    assert not PlanVersion.objects.exists()


def test_sharing_twice_is_refused_and_makes_one_version(case, agreed):
    services.share(plan=agreed, by=case.senco)

    with pytest.raises(IllegalMove, match="shared"):
        services.share(plan=agreed, by=case.senco)
    assert PlanVersion.objects.count() == Letter.objects.count() == 1


def test_sharing_again_after_changes_makes_version_two_and_keeps_the_first(case, agreed):
    first = services.share(plan=agreed, by=case.senco).version
    plan = services.revise(plan=agreed, by=case.teacher)
    plan.refresh_from_db()
    services.save_plan(plan=plan, version=plan.version, by=case.teacher, rows=[],
                       head={"strengths": "Runs fast"})  # fmt: skip

    second = services.share(plan=plan, by=case.teacher).version

    assert (first.number, second.number) == (1, 2)
    assert content.of_version(first)["strengths"] != "Runs fast"
    assert content.of_version(second)["strengths"] == "Runs fast"
    plan.refresh_from_db()
    assert (plan.state, plan.is_revising) == ("shared", False)


def test_changes_are_shared_only_by_somebody_who_may_agree_them(case, agreed):
    agreed.agreed_by_role = Role.SENCO
    agreed.save()
    services.share(plan=agreed, by=case.senco)
    plan = services.revise(plan=agreed, by=case.teacher)

    with pytest.raises(PermissionDenied):
        services.share(plan=plan, by=case.teacher)
    assert services.share(plan=plan, by=case.senco).version.number == 2


def outcomes(plan, *words):
    targets = plan.targets.filter(removed_at=None)
    return {t.pk: (word, "a note") for t, word in zip(targets, words, strict=True)}


def test_a_review_keeps_an_outcome_and_a_note_for_every_target(case, agreed):
    services.share(plan=agreed, by=case.senco)

    services.review(
        plan=agreed, by=case.teacher, reviewed_on=moment.today(),
        outcomes=outcomes(agreed, "met", "partly", "not_started"), pupil_views="I can do it",
    )  # fmt: skip

    agreed.refresh_from_db()
    assert agreed.state == "reviewed"
    kept = agreed.reviews.get().outcomes.order_by("target__position")
    assert [row.outcome for row in kept] == ["met", "partly", "not_started"]
    assert agreed.reviews.get().pupil_views == "I can do it"


def test_a_review_leaves_no_target_out_and_takes_no_stranger(case, agreed):
    services.share(plan=agreed, by=case.senco)
    answers = outcomes(agreed, "met", "met", "met")
    stranger = PlanFactory().targets.first()

    with pytest.raises(ValueError, match="each target"):
        services.review(plan=agreed, by=case.teacher, reviewed_on=moment.today(),
                        outcomes=dict(list(answers.items())[:2]))  # fmt: skip
    with pytest.raises(Target.DoesNotExist):
        services.review(plan=agreed, by=case.teacher, reviewed_on=moment.today(),
                        outcomes=answers | {stranger.pk: ("met", "")})  # fmt: skip
    agreed.refresh_from_db()
    assert agreed.state == "shared"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_review_before_the_start_or_in_the_future_is_refused(case, agreed, days):
    services.share(plan=agreed, by=case.senco)

    with pytest.raises(ValueError, match="but"):
        services.review(
            plan=agreed, by=case.teacher, reviewed_on=moment.today() + timedelta(days=days),
            outcomes=outcomes(agreed, "met", "met", "met"),
        )  # fmt: skip


def test_the_next_plan_carries_over_what_was_not_met(case, agreed):
    services.share(plan=agreed, by=case.senco)
    services.review(
        plan=agreed, by=case.teacher, reviewed_on=moment.today(),
        outcomes=outcomes(agreed, "met", "partly", "not_started"), parent_views="Happier",
    )  # fmt: skip
    old = list(agreed.targets.all())

    new = services.next_plan(plan=agreed, by=case.teacher)

    assert (new.state, new.carried_from, new.kind) == ("draft", agreed, agreed.kind)
    carried = list(new.targets.all())
    assert [row.carried_from for row in carried] == old[1:]
    assert [row.target for row in carried] == [row.target for row in old[1:]]
    assert (new.strengths, new.parent_views) == (agreed.strengths, "Happier")
    agreed.refresh_from_db()
    assert agreed.state == "reviewed"


def test_the_old_plan_is_replaced_when_the_new_one_is_shared(case):
    old = reviewed_plan(case.pupil, by=case.senco)
    new = services.next_plan(plan=old, by=case.teacher)
    new = services.agree(plan=new, by=case.teacher)

    services.share(plan=new, by=case.teacher)

    old.refresh_from_db()
    assert old.state == "superseded"
    assert Event.objects.filter(verb="plan.superseded", object_id=old.pk).exists()


def test_a_next_plan_given_up_leaves_room_for_another(case):
    old = reviewed_plan(case.pupil, by=case.senco)
    first = services.next_plan(plan=old, by=case.teacher)
    services.close(plan=first, by=case.teacher, reason="Started too early")

    assert services.next_plan(plan=old, by=case.teacher).carried_from == old


def test_closing_needs_a_reason_and_drops_changes_that_were_not_shared(case):
    plan = shared_plan(case.pupil, by=case.senco)
    plan = services.revise(plan=plan, by=case.senco)
    plan = services.save_plan(plan=plan, version=plan.version, by=case.senco, rows=[],
                              head={"strengths": "Half a tho"})  # fmt: skip

    with pytest.raises(ValueError, match="why"):
        services.close(plan=plan, by=case.senco, reason="  ")
    services.close(plan=plan, by=case.senco, reason="Moved to an EHC plan")

    plan.refresh_from_db()
    assert (plan.state, plan.is_revising) == ("closed", False)
    assert plan.strengths == "Kind to others, loves drawing."
    assert plan.closed_reason == "Moved to an EHC plan"


def test_every_step_is_audited_once(case, agreed):
    services.share(plan=agreed, by=case.senco)
    services.review(plan=agreed, by=case.senco, reviewed_on=moment.today(),
                    outcomes=outcomes(agreed, "met", "met", "met"))  # fmt: skip
    services.close(plan=agreed, by=case.senco, reason="All met")

    verbs = Event.objects.filter(object_type="iep.supportplan").order_by("pk")
    assert [event.verb for event in verbs] == ["plan.shared", "plan.reviewed", "plan.closed"]
    assert {(e.school_id, e.pupil_id) for e in verbs} == {(case.school.pk, case.pupil.pk)}
