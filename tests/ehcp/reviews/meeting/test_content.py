"""What the report will be made from, and when adulthood must be covered."""

import json
from datetime import date

import pytest

from ehcp.plans import content as of_plans
from ehcp.plans.models import EhcPlanVersion
from ehcp.reviews.meeting import adulthood, content
from ehcp.reviews.models import OutcomeProgress, SectionChange
from pupils import documents
from sendcase.frozen.services import freeze
from tests.factories.ehcp import review_in

pytestmark = pytest.mark.django_db


def held_review():
    row = review_in(
        "held", pupil_views="I like maths now.", adulthood_work="A day at the garage.",
        asks="amend", asks_words="F1 no longer fits.",
    )  # fmt: skip
    row.invitations.filter(role="parent").update(came="yes")
    row.invitations.filter(role="health").update(
        advice_asked_on=date(2026, 11, 10), advice_on=date(2026, 11, 12), advice_words="Talks more."
    )
    row.invitations.create(role="other", name="Gran", came="online")
    outcome = row.plan.ehcoutcomes.get()
    OutcomeProgress.objects.create(
        review=row, outcome=outcome, reached="partly", words="Two of three.", next_words="Four."
    )
    for letter, words in (("I", "Another school."), ("F", "Three times."), ("F", "Smaller group.")):
        SectionChange.objects.create(review=row, letter=letter, words=words, why="It is time.")
    return row


def test_all_that_the_meeting_left_stands_in_one_plain_value(django_assert_max_num_queries):
    row = held_review()
    with django_assert_max_num_queries(11):
        value = content.of_review(row)
    assert json.loads(json.dumps(value)) == value
    assert value["held_on"] == "2026-11-24" and value["asks_display"] == "Change the plan"
    assert value["views"]["pupil_views"] == "I like maths now."
    people = {each["role"]: each for each in value["people"]}
    assert people["parent"]["came_words"] == "Came" and people["parent"]["was_invited"]
    assert people["health"]["advice_words"] == "Talks more."
    assert people["other"]["name"] == "Gran" and not people["other"]["was_invited"]
    [outcome] = value["outcomes"]
    assert outcome["name"] == "E1" and outcome["words"] == "Follows three steps said once."
    assert (outcome["reached"], outcome["progress_words"], outcome["next_words"]) == (
        "partly", "Two of three.", "Four.",
    )  # fmt: skip
    assert [(each["letter"], len(each["changes"])) for each in value["changes"]] == [
        ("F", 2), ("I", 1),
    ]  # fmt: skip
    assert value["adulthood"]["parts"][0]["words"] == "A day at the garage."
    assert "example" not in json.dumps(value)  # no e-mail address


def test_progress_is_about_the_plan_in_force_not_about_a_draft_of_changes():
    row = held_review()
    plan, outcome = row.plan, row.plan.ehcoutcomes.get()
    paper = documents.store(
        pupil=row.pupil, title="EHC plan", data=b"%PDF-1.7", media_type="application/pdf",
        needs="ehc_view", by=row.recorded_by,
    )  # fmt: skip
    freeze(
        EhcPlanVersion, owner={"plan": plan}, content=of_plans.of_plan(plan), kind="final",
        schema=of_plans.SCHEMA, document=paper, by=row.recorded_by, school_id=plan.school_id,
        dated_on=date(2026, 1, 5),
    )  # fmt: skip
    plan.ehcoutcomes.update(words="Proposed words.")
    assert content.of_review(row)["outcomes"][0]["words"] == "Follows three steps said once."
    taken_out = plan.ehcoutcomes.create(number=9, words="Old.", dropped_on=date(2026, 11, 25))
    OutcomeProgress.objects.create(review=row, outcome=taken_out, reached="met")
    found = content.of_review(row)["outcomes"]
    assert [each["id"] for each in found] == [outcome.pk, taken_out.pk]


@pytest.mark.parametrize(("year", "born_on", "due"), [
    ("9", date(2013, 5, 1), True), ("8", date(2013, 9, 1), False), ("13", date(2009, 1, 1), True),
    ("R", date(2022, 1, 1), False),
    ("X", date(2013, 8, 31), True), ("M", date(2013, 9, 1), False),
])  # fmt: skip
def test_adulthood_is_covered_from_year_9(year, born_on, due):
    assert adulthood.is_due(year, born_on, date(2026, 11, 24)) is due
