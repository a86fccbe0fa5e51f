"""An EHC plan in force, written in and kept once; the paper is not what is asked about here."""

from ehcp.plans import content
from ehcp.plans.models import EhcPlanVersion
from pupils import documents
from sendcase import moment
from sendcase.frozen.services import freeze
from tests.factories.ehcp import written_plan
from tests.factories.pupils import PupilFactory


def ehc_plans(at, klass, senco):
    at.ehc_plan = written_plan(pupil=at.pupil, recorded_by=senco)
    at.ehc_need = at.ehc_plan.ehcneeds.get()
    at.to_record = PupilFactory(school=at.school, class_group=klass)
    paper = documents.store(pupil=at.pupil, title="EHC plan", data=b"%PDF-1.7",
                            media_type="application/pdf", needs="ehc_view", by=senco)  # fmt: skip
    at.ehc_paper = paper
    freeze(
        EhcPlanVersion, owner={"plan": at.ehc_plan}, content=content.of_plan(at.ehc_plan),
        schema=content.SCHEMA, document=paper, by=senco, school_id=at.school.pk, kind="final",
        dated_on=moment.today(),
    )  # fmt: skip
    at.ehc_plan.sections.filter(letter="I").update(words="Another school.")  # typed since
