"""A school whose papers, reports and lists name rows by number."""

import json
from datetime import date, timedelta
from unittest.mock import patch

from accounts.permissions import Role
from ehcp.plans import content as of_ehc
from ehcp.plans.models import EhcPlanVersion
from ehcp.reviews.meeting import content as of_reviews
from ehcp.reviews.models import AnnualReviewVersion, SectionChange
from iep.models import PlanVersion
from iep.notes.services import add_note
from letters import paper
from letters.models import Letter, LetterVersion
from pupils import documents
from pupils.saved import services as saved
from reminders.models import SavedView
from reports.census import reading
from reports.census import services as census
from sendcase import moment
from sendcase.frozen.services import freeze
from tests.factories import board
from tests.factories.ehcp import review_in, written_plan
from tests.factories.iep import PlanFactory
from tests.factories.letters import Family, plan_document
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.samples import version_of
from tests.factories.schools import ClassGroupFactory, SchoolFactory

PDF = b"%PDF-1.7 stands for the paper"
APPROVED, HANDED = date(2019, 5, 16), date(2019, 10, 3)
UPNS = ("B801200005001", "R674123101121")
NOBODY = 987_654_321  # the number of a row that is gone


def build():
    """The school. Its SENCO is senco@moved.example, its teacher teacher@moved.example."""
    school = SchoolFactory(name="Moved", slug="moved", has_sen_unit=False,
                           has_resourced_provision=False)  # fmt: skip
    senco, head, teacher = (
        member(school, role, email=f"{role}@moved.example")
        for role in (Role.SENCO, Role.HEAD, Role.TEACHER)
    )
    pupil, _ = (
        PupilFactory(school=school, upn=upn, admitted_on=date(2018, 9, 3), born_on=date(2013, 1, 9))
        for upn in UPNS
    )
    returns(school, senco, head)
    reports(school, senco, head)
    lists(school, senco, teacher, pupil)
    plans(pupil, senco)
    ehc(pupil, senco)
    letter(school, pupil, senco)
    return school


def returns(school, senco, head) -> None:
    """One census that is approved, one that waits for the head."""
    seen = {day: reading.extract(school, day).sha256 for day in (APPROVED, HANDED)}
    row = census.hand_in(school=school, day=APPROVED, seen=seen[APPROVED], by=senco)
    census.approve(census=row, seen=seen[APPROVED], by=head)
    census.hand_in(school=school, day=HANDED, seen=seen[HANDED], by=senco)


def reports(school, senco, head) -> None:
    """A governors' report that is published, and the next, which the SENCO has begun to write."""
    board.filled(school, 40, senco)
    with patch("reports.board.printing.pdf", lambda said: PDF):
        board.term(school, "Autumn", begun=100, left=-60)
        with moment.at(moment.now() - timedelta(days=65)):
            board.published(school, senco, head)
    board.term(school, "Spring", begun=50, left=10)
    board.written(school, senco)


def lists(school, senco, teacher, pupil) -> None:
    group, closed = ClassGroupFactory(school=school), ClassGroupFactory(school=school)
    type(pupil).objects.filter(pk=pupil.pk).update(class_group=group)
    pupil.refresh_from_db()
    for name, number in (("Willow", group.pk), ("Of a class that is gone", closed.pk)):
        saved.keep(school=school, name=name, query=f"class_group={number}&roll=all", by=senco)
    closed.delete()
    views = {"Hers": f"kind=review-plan&whose={teacher.pk}", "Mine": "whose=mine",
             "Of a wrong address": "whose=3x"}  # fmt: skip
    for name, query in views.items():
        saved.keep(school=school, name=name, query=query, by=senco, model=SavedView)


def plans(pupil, senco) -> None:
    """A plan with a note on a target, and two versions: of the second a target is gone."""
    plan = PlanFactory(pupil=pupil, school=pupil.school, agreed=True, lead=senco, state="shared")
    plan.areas.set(pupil.school.areas.all()[:2])
    version = version_of(plan, senco)
    said = json.loads(version.content)
    for row in said["targets"][:2]:
        row["id"] = NOBODY
    paper_ = documents.store(pupil=pupil, title="Plan", data=PDF, media_type="application/pdf",
                             needs="plan_view", by=senco)  # fmt: skip
    freeze(PlanVersion, owner={"plan": plan}, content=said, schema=version.schema, by=senco,
           document=paper_)  # fmt: skip
    add_note(plan=plan, by=senco, text="Read ten words.", target=plan.targets.first().pk)
    # Somebody touched this one in the database: its sum tells so, here and there.
    other = PupilFactory(school=pupil.school, admitted_on=board.A_DAY)
    touched = version_of(PlanFactory(pupil=other, school=other.school, lead=senco), senco)
    PlanVersion.objects.create(
        plan=touched.plan,
        number=2,
        made_by=senco,
        schema=version.schema,
        content=touched.content.replace("drawing", "drumming"),
        sha256=touched.sha256,
        document=plan_document(other, senco, PDF),
    )  # fmt: skip


def ehc(pupil, senco) -> None:
    plan = written_plan(pupil=pupil)
    freeze(EhcPlanVersion, owner={"plan": plan}, content=of_ehc.of_plan(plan), schema=1, by=senco,
           document=plan_document(pupil, senco, PDF), school_id=plan.school_id, kind="final",
           dated_on=moment.today())  # fmt: skip
    row = review_in("held", plan=plan)
    SectionChange.objects.create(review=row, letter="B", words="Say more about reading.")
    row.invitations.filter(role="health").update(advice=plan_document(pupil, senco, PDF))
    said, document = of_reviews.of_review(row), plan_document(pupil, senco, PDF)
    freeze(AnnualReviewVersion, owner={"review": row}, content=said, schema=1, by=senco,
           document=document, school_id=row.school_id)  # fmt: skip


def letter(school, pupil, senco) -> None:
    family = Family(school=school, admitted_on=board.A_DAY)
    enclosed = plan_document(family.pupil, senco, PDF)
    made = family.approved(attachments=[enclosed])
    seen = Letter.objects.select_related("school__policy", "pupil", "contact", "template")
    freeze(
        LetterVersion, owner={"letter": made}, content=paper.content_of(seen.get(pk=made.pk)),
        schema=paper.SCHEMA, document=plan_document(family.pupil, senco, PDF), by=senco,
    )  # fmt: skip
