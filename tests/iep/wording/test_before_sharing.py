"""The check on the page before sharing: shown, in a few cases to be read, never a wall."""

import pytest
from django.urls import reverse

from audit.models import Event, EventDetail
from iep.wording import facts_of
from tests.factories.iep import PlanFactory
from tests.factories.pupils import PupilFactory
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
TICK = "Read what the wording check says, then tick this box."


@pytest.fixture
def agreed(case):
    return PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)


def change(plan, **texts):
    plan.targets.filter(position=1).update(**texts)


def share(client, plan, **more):
    url = reverse("iep:share", args=[plan.pk])
    data = {"version": plan.version, "noticed": "Reading takes long.", **more}
    response = client.post(url, data)
    plan.refresh_from_db()
    return response


def details():
    return [detail.text for detail in EventDetail.objects.all() if "sha256" in detail.text]


def test_each_remark_leads_to_its_box(as_teacher, agreed):
    change(agreed, target="Improve reading.", criteria="")
    page = as_teacher.get(reverse("iep:share", args=[agreed.pk])).content.decode()

    edit = reverse("iep:edit", args=[agreed.pk])
    assert "How will you know?" in page
    assert f'href="{edit}#id_targets-0-criteria"' in page
    assert 'name="have_read"' not in page


def test_what_is_only_shown_stops_nobody(as_teacher, agreed):
    change(agreed, target="Improve reading.", criteria="")

    share(as_teacher, agreed)

    assert agreed.state == "shared"
    assert "wording" not in details()[0]


@pytest.mark.parametrize("target", ["Read [number] words.", "His words, 5.", "Zebedee reads 5."])
def test_a_gap_a_wrong_pronoun_or_name_must_have_been_read(as_teacher, case, agreed, target):
    PupilFactory(school=case.school, class_group=case.klass, legal_first_name="Zebedee")
    change(agreed, target=target)

    page = share(as_teacher, agreed).content.decode()

    assert TICK in page
    assert agreed.state == "agreed"


def test_who_read_it_shares_as_it_is_and_the_log_keeps_counts_and_no_words(as_teacher, agreed):
    change(agreed, target="Zanzibar [number] words.")

    share(as_teacher, agreed, have_read="on")

    assert agreed.state == "shared"
    accepted = details()[0]["wording"][1]
    assert accepted["filler"] == 1
    assert "Zanzibar" not in str(accepted)
    assert Event.objects.filter(verb="plan.shared").count() == 1


def test_the_words_of_the_letter_are_checked_too(as_teacher, agreed):
    page = share(as_teacher, agreed, noticed="TBC").content.decode()
    assert TICK in page
    assert "is a gap" in page.split('id="wording-noticed"')[1].split("</div>")[0]


def test_a_tick_that_nobody_asked_for_is_ignored(as_teacher, agreed):
    share(as_teacher, agreed, have_read="on")
    assert agreed.state == "shared"
    assert "wording" not in details()[0]


def test_the_facts_of_a_saved_plan_cost_three_queries(agreed):
    with queries(at_most=3):
        facts = facts_of(agreed)
    assert len(facts.rows) == 3
    assert facts.name == "Amina"
