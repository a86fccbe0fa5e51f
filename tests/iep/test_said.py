"""What the pupil said last stands beside the question what they say, and costs no query."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pupils.profile import services
from sendcase import moment
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.people import sign_in
from tests.factories.profile import said_by
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
PAGES = {"edit": PlanFactory, "review": lambda pupil, lead: shared_plan(pupil, by=lead)}


@pytest.fixture(params=PAGES)
def form(request, client, case):
    """form() → the text of the form of a plan of Amina's."""
    plan = PAGES[request.param](pupil=case.pupil, lead=case.teacher)
    at = reverse(f"iep:{request.param}", args=[plan.pk])
    senco = sign_in(client, case.senco)
    return lambda: senco.get(at).content.decode()


def test_the_newest_words_are_beside_the_question(form, case):
    today = moment.today()
    said_by(case.pupil, case.senco, on=today - timedelta(days=30), like_words="Football")
    new = said_by(case.pupil, case.senco, on=today, like_words="Drawing foxes")
    form()

    with queries(at_most=10):
        text = form()

    assert f"Amina said on {today:%a} {today.day} {today:%b %Y}" in text
    assert "Drawing foxes" in text
    assert "Football" not in text
    assert f'href="{new.get_absolute_url()}"' in text


def test_withdrawn_words_are_not_shown_even_to_who_may_read_them(form, case):
    view = said_by(case.pupil, case.senco, like_words="Another child’s words")
    services.withdraw(view=view, by=case.senco, why="It was another child.")

    assert "Another child’s words" not in form()


def test_without_recorded_views_there_is_no_hint(form):
    assert "Amina said on" not in form()
