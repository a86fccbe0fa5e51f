"""Enough children on shared plans for a sample that is nameless, and samples in their states."""

from datetime import timedelta
from unittest import mock

from iep import content
from iep.models import PlanVersion
from pupils.models import Document
from reports.sampler import notes, services
from sendcase import moment
from sendcase.frozen.services import freeze
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.pupils import PupilFactory

NO_PAPER = mock.patch("iep.printing.render_pdf", lambda html: b"%PDF-1.7 stands for the paper")


def on_plans(school, by, count=8, **fields):
    """Children with a plan that was shared yesterday."""
    with NO_PAPER, moment.at(moment.now() - timedelta(days=1)):
        children = [PupilFactory(school=school, **fields) for _ in range(count)]
        return [shared_plan(child, by=by) for child in children]


def prepared(school, senco, size=3, seed=7):
    return services.draw(school=school, size=size, by=senco, seed=seed)


def release_all(sample, head, keys=None):
    """Every line as it was cleaned, or those whose key ends in one of keys."""
    for item in sample.items.select_related("school", "pupil__class_group"):
        texts = {
            line["key"]: line["text"] for line in item.cleaned
            if keys is None or line["key"].endswith(keys)
        }  # fmt: skip
        services.release(item=item, texts=texts, by=head, version=item.version)


def opened(school, senco, head, **how):
    """A sample that governors may read for two weeks."""
    sample = prepared(school, senco, **how)
    release_all(sample, head)
    until = moment.today() + timedelta(days=14)
    return services.open_to_governors(sample=sample, until=until, by=head)


def noted(sample, governor, questions=("How do teachers know what worked?",)):
    return notes.write(
        sample=sample, visited_on=moment.today(), seen="We read all plans of the sample.",
        questions=questions, by=governor,
    )  # fmt: skip


def quickly_on_plans(school, by, count=8, **fields):
    """As on_plans, with rows in place of services: where a hundred requests ask for it."""
    day = moment.now() - timedelta(days=1)
    for _ in range(count):
        pupil = PupilFactory(school=school, **fields)
        shared = {"state": "shared", "shared_by": by, "shared_at": day}
        version_of(PlanFactory(pupil=pupil, agreed=True, lead=by, targets=1, **shared), by)


def version_of(plan, by) -> PlanVersion:
    paper = Document.objects.create(
        school=plan.school, pupil=plan.pupil, title="Plan", media_type="application/pdf",
        file=f"none-{plan.pk}", size=1, sha256="0" * 64, needs="plan_view", made_by=by,
    )  # fmt: skip
    with moment.at(moment.now() - timedelta(days=1)):
        return freeze(
            PlanVersion, owner={"plan": plan}, content=content.of_plan(plan),
            schema=content.SCHEMA, document=paper, by=by,
        )  # fmt: skip
