"""The chapter of the nameless sample, at a school with enough plans and at one with too few."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest

from demo.chapters import samples
from reports.sampler import showing
from reports.sampler.models import Sample
from sendcase import moment
from tests.factories.people import member
from tests.factories.samples import quickly_on_plans
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@contextmanager
def on(ago, hour=10):
    with moment.at(moment.now() - timedelta(days=ago)):
        yield


@pytest.mark.parametrize(("plans", "drawn"), [(8, 1), (7, 0)])
def test_the_chapter_draws_where_there_are_enough_plans(plans, drawn):
    school = SchoolFactory()
    staff = {role: member(school, role) for role in ("senco", "head", "governor")}
    with on(40):
        quickly_on_plans(school, staff["senco"], count=plans)
    teller = SimpleNamespace(
        school=school, senco=staff["senco"], staff=staff, on=on,
        plot=SimpleNamespace(days=range(200)),
    )  # fmt: skip
    for row in samples.tell(None):
        samples.write(teller, row)
    assert Sample.objects.visible_to(staff["governor"]).count() == drawn
    for sample in Sample.objects.all():
        assert all(plan["lines"] for plan in showing.to_read(sample))
        answers = [row["answer"] for row in showing.asked(sample.notes.get())]
        assert answers == list(samples.ANSWERS)
