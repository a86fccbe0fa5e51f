"""What was there before the policy could be changed gets the rules of the policy as it is."""

from importlib import import_module

import pytest
from django.apps import apps

from accounts.permissions import Role
from audit.log import canonical
from iep.models import SupportPlan
from letters.models import Letter
from referrals.models import Referral
from register.models import RegisterEntry
from schools.models import Policy
from schools.policy import snapshot
from tests.factories.iep import PlanFactory
from tests.factories.letters import Family, LetterFactory
from tests.factories.referrals import sent
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def run(app, name):
    import_module(f"{app}.migrations.{name}").forwards(apps, None)


def test_records_that_are_there_take_what_their_schools_policy_says():
    family, other = Family(), Family()
    Policy.objects.filter(school=family.school).update(
        tell_parents_days=21, letters_signed_by="head", letter_answer_days=5, plan_write_days=30
    )
    for each in (family, other):
        sent(each.pupil, each.senco)
        placed(each.pupil)
        LetterFactory(pupil=each.pupil, contact=each.mother)
        PlanFactory(pupil=each.pupil, targets=0)
    RegisterEntry.objects.update(tell_days=1, asks_plan=False)
    Referral.objects.update(tell_days=1, answer_days=1, plan_days=1)
    Letter.objects.update(signed_by="x", answer_days=None, issued_on=None)
    SupportPlan.objects.update(layout="plain", targets_most=99, agreed_by_role=Role.SENCO)

    run("register", "0002_days_of_the_entry")
    run("referrals", "0002_days_of_the_referral")
    run("letters", "0002_signer_of_the_letter")
    run("iep", "0002_rules_of_the_plan")

    found = {"school": family.school}
    assert RegisterEntry.objects.get(**found).tell_days == 21
    assert RegisterEntry.objects.get(school=other.school).tell_days == 10
    assert all(RegisterEntry.objects.values_list("asks_plan", flat=True))
    referral = Referral.objects.get(**found)
    assert (referral.answer_days, referral.tell_days, referral.plan_days) == (10, 21, 30)
    assert Letter.objects.get(**found).signed_by == "head"
    assert Letter.objects.get(school=other.school).signed_by == "senco"
    plan = SupportPlan.objects.get(**found)
    assert (plan.layout, plan.targets_most, plan.agreed_by_role) == ("area", 4, Role.TEACHER)


@pytest.mark.parametrize("preset", ["staged_response", "three_tiers", "tutor_led"])
def test_the_first_version_of_a_school_that_is_there_is_its_policy_now(preset):
    school = SchoolFactory(preset=preset)
    content_of = import_module("schools.migrations.0003_policy_versions").content_of
    now = snapshot.take(school)
    for name in snapshot.ASKED_LATER:
        del now["rules"][name]
    for kind in now["kinds"]:
        for name in snapshot.ASKED_LATER_OF_KINDS:
            del kind[name]
    assert content_of(school.policy) == canonical(now)
