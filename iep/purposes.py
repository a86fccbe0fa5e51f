"""The letter that says a plan was made or changed, where the family knows of the support."""

from letters.purposes import Purpose

FACTS = {
    "plan_name": "Individual Education Plan",
    "number_of_targets": "three targets",
    "plan_lead": "Ms T. Archer",
    "review_date": "Fri 18 Dec 2026",
    "noticed": "Amina finds it hard to hear the sounds inside words.",
    "when_to_talk": "Parent Consultation evenings in October and March",
    "stage_name": "SEN Support",
    "register_name": "SEN register",
}
PLAN_SHARED = Purpose(
    key="plan-shared",
    title="A plan for your child",
    facts=FACTS,
    default="letters/defaults/plan-shared.md",
)
