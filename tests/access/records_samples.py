"""A sample that is prepared, one that governors may read, a plan of it and a visit note."""

from datetime import timedelta

from reports.sampler.models import Sample, SampleItem, SampleRelease, VisitNote, VisitQuestion
from sendcase import moment
from sendcase.frozen.services import digest
from tests.factories.people import UserFactory

TODAY = moment.today()
LINE = {"key": "strengths", "title": "Strengths", "text": "Kind to others, loves drawing."}
CONTENT = '{"facts":{"area":"","kind":"","year":""},"lines":[]}'


def sampled(at, senco) -> None:
    at.sample, at.sample_item = _sample(at, senco, seed=1)
    until = TODAY + timedelta(days=14)
    how = {"state": "released", "readable_until": until, "released_by": senco}
    at.open_sample, _ = _sample(at, senco, seed=2, **how)
    ids = {"school": at.school}
    at.visit_note = VisitNote.objects.create(
        sample=at.open_sample, visited_on=TODAY, seen="We read both plans.", written_by=senco, **ids
    )
    at.visit_question = VisitQuestion.objects.create(
        note=at.visit_note, position=1, question="Who reads the plans?", **ids
    )


def _sample(at, senco, **fields):
    # Drawn by another: whoever is head and SENCO at once does not release what they drew.
    drawn = {"size": 3, "of_children": 8, "drawn_by": UserFactory()}
    sample = Sample.objects.create(school=at.school, **drawn, **fields)
    item = SampleItem.objects.create(
        school=at.school, sample=sample, pupil=at.shared.pupil, position=1, cleaned=[LINE],
        plan_version=at.shared.versions.first(), facts={"year": "", "kind": "", "area": ""},
    )  # fmt: skip
    SampleRelease.objects.create(
        item=item, number=1, made_by=senco, schema=1, content=CONTENT, sha256=digest(CONTENT)
    )
    return sample, item
