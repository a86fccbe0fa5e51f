"""What the plans on file say for a letter home, and where there can be no such letter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from iep import gathering, schooldays, services
from iep.dates import words
from iep.models import SupportPlan
from letters import paper
from letters import services as letters
from letters.purposes import purposes
from sendcase import moment
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.letters import Family
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("iep.printing.shared_pdf", lambda *args, **kwargs: b"%PDF-1.7 plan")


@pytest.fixture
def plan(family):
    return shared_plan(family.pupil, by=family.senco)


def reviewed(plan, outcomes, decision="keep", **more):
    targets = plan.targets.filter(removed_at=None).order_by("position")
    went = {t.pk: (outcome, "") for t, outcome in zip(targets, outcomes, strict=True)}
    if decision == "keep":
        more["next_review_on"] = moment.today() + timedelta(days=40)
    services.review(plan=plan, by=plan.lead, reviewed_on=moment.today(), outcomes=went,
                    decision=decision, **more)  # fmt: skip
    plan.refresh_from_db()


def begun(family, key, found, **asked):
    made = letters.prepare(
        purpose=key, pupil=family.pupil, facts=found.facts | asked,
        about=found.about or family.pupil, attachments=list(found.attachments), by=family.senco,
    )  # fmt: skip
    return made[0]


@pytest.mark.parametrize("key", ["review-invitation", "annual-report", "plan-shared"])
def test_every_fact_is_gathered_or_asked_and_the_wording_is_full(family, plan, key):
    purpose = purposes[key]

    found = purpose.gather(family.pupil)

    typed = {name: asked.example for name, asked in purpose.asked.items()}
    assert purpose.by_hand and set(found.facts) | set(typed) >= set(purpose.facts)
    letter = begun(family, key, found, **typed)
    assert paper.wants(letter, paper.content_of(letter)) == []


@pytest.mark.parametrize("key", ["review-invitation", "annual-report", "plan-shared"])
@pytest.mark.parametrize("state", [None, "draft", "agreed"])
def test_without_a_plan_the_family_has_there_is_no_letter(family, key, state):
    if state:
        PlanFactory(pupil=family.pupil, school=family.school, agreed=state == "agreed")

    with pytest.raises(letters.CannotPrepare, match="Amina has"):
        purposes[key].gather(family.pupil)


def test_the_invitation_is_about_the_plan_whose_review_comes_first(family, plan):
    kind = family.school.plan_kinds.exclude(pk=plan.kind_id).first()
    later = shared_plan(family.pupil, by=family.senco, kind=kind,
                        review_on=plan.review_on + timedelta(days=9))  # fmt: skip

    found = gathering.review_invitation(family.pupil)

    assert (found.about, later.state) == (plan, "shared")
    assert found.facts == {
        "plan_name": plan.kind.name,
        "review_date": words(plan.review_on),
        "plan_lead": family.senco.name,
    }


class TestPlanAgain:
    def test_the_paper_the_family_has_is_enclosed_with_the_words_they_read(self, family, plan):
        first = plan.pupil.letters.get()
        letters.edit(letter=first, version=first.version, personal_note="",
                     facts={"noticed": "Reads with joy."}, by=family.senco)  # fmt: skip
        type(first).objects.filter(pk=first.pk).update(
            issued_on=moment.today(), answer_days=10, state="issued", approved_by=family.senco
        )
        SupportPlan.objects.filter(pk=plan.pk).update(concerns="Being rewritten")
        plan.targets.first().delete()  # being changed: what was shared had three

        found = gathering.plan_again(family.pupil)

        assert found.facts["noticed"] == "Reads with joy."
        assert found.facts["number_of_targets"] == "three targets"
        assert found.attachments == (plan.versions.first().document,)

    def test_not_before_the_family_heard_that_support_began(self, family, plan, monkeypatch):
        monkeypatch.setattr("iep.gathering.purpose_for", lambda plan: "placed-on-register")

        with pytest.raises(letters.CannotPrepare, match="has not been told yet"):
            gathering.plan_again(family.pupil)


class TestAnnualReport:
    def test_it_counts_what_was_found_and_names_what_is_met(self, family, plan):
        reviewed(plan, ["met", "partly", "not_started"])
        met = plan.targets.order_by("position").first()

        facts = gathering.annual_report(family.pupil).facts

        assert facts["progress"].splitlines() == [
            "The plan has had three targets this year: one is met, one is partly met, "
            "work goes on with one.",
            f"Met: {met.target}",
            f"We looked at it together on {words(moment.today())}.",
        ]
        assert facts["help_given"] == "Word cards, 10 minutes, 4 times a week."
        year = schooldays.school_year(moment.today())
        assert facts["school_year"] == f"{year} to {year + 1}"

    def test_a_target_carried_on_counts_once_with_its_newest_outcome(self, family, plan):
        reviewed(plan, ["met", "partly", "some"], decision="next")
        new = plan.next_plan
        for target in list(new.targets.all()):
            assert target.carried_from_id
        services.agree(plan=new, by=family.senco)
        services.share(plan=new, by=family.senco)
        new.refresh_from_db()
        carried = new.targets.count()
        reviewed(new, ["met"] * carried)

        progress = gathering.annual_report(family.pupil).facts["progress"]

        assert progress.startswith("The plan has had three targets this year: three are met.")

    def test_no_review_yet_is_said(self, family, plan):
        progress = gathering.annual_report(family.pupil).facts["progress"]

        assert progress.endswith("We have not held a review yet this school year.")

    def test_what_ended_before_this_school_year_is_not_in_it(self, family, plan):
        SupportPlan.objects.filter(pk=plan.pk).update(
            state="closed", starts_on=date(2024, 1, 8), review_on=date(2024, 3, 1)
        )

        with pytest.raises(letters.CannotPrepare, match="no shared plan since"):
            gathering.annual_report(family.pupil)

    def test_long_plans_fit_a_letter(self):
        lines = ["x" * 500, "y" * 500, "z" * 500, "short"]

        assert gathering.fitting(lines) == "\n".join([lines[0], lines[1], "short"])


@pytest.mark.parametrize("key", ["plan-shared", "placed-on-register", "review-invitation"])
def test_a_wording_tried_on_a_child_says_what_their_plan_says(client, family, plan, key):
    sign_in(client, family.senco)
    url = reverse("letters:wording", args=[family.school.slug, key, "families"])
    words = {"subject": "S", "body": "{plan_name}, {review_date}, {plan_lead}.", "slip": ""}

    page = client.post(url, words | {"preview": "1", "find": "Amina"})

    said = f"{plan.kind.name}, {gathering.words(plan.review_on)}, {plan.lead.name}."
    assert said in page.content.decode()
    assert "as it was shared" in page.content.decode()


def test_without_a_plan_it_says_that_the_facts_are_examples(client, family):
    sign_in(client, family.senco)
    url = reverse("letters:wording", args=[family.school.slug, "plan-shared", "families"])
    words = {"subject": "S", "body": "{plan_lead}", "slip": "", "preview": "1"}

    page = client.post(url, words | {"find": "Amina"}).content.decode()
    assert "Nothing that this letter tells is on file yet" in page
    assert purposes["plan-shared"].facts["plan_lead"] in page
    invented = client.post(url, words).content.decode()
    assert "would add to the letter is an example" in invented and "on file" not in invented
