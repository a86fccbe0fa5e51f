"""The dates of the law in words: what must happen, and who does it."""

SCHOOL, AUTHORITY, FAMILY = "School", "Local authority", "Family"

# rule → (what happens, who does it)
RULES = {
    "decide_to_assess": ("The family is told whether there will be an assessment", AUTHORITY),
    "advice_due": ("The school’s advice reaches the authority", SCHOOL),
    "refuse_to_issue": ("If there will be no plan, the family is told", AUTHORITY),
    "final_plan": ("The final plan is sent", AUTHORITY),
    "parent_response": ("The family’s time to answer the draft may end", FAMILY),
    "school_consult_reply": ("The school answers the consultation", SCHOOL),
    "first_review_complete": ("The first review is complete", AUTHORITY),
    "next_review_complete": ("The next review is complete", AUTHORITY),
    "latest_meeting": ("The review meeting is held", SCHOOL),
    "term_list": ("Heads are told whose review is due", AUTHORITY),
    "invite_by": ("Everybody is invited", SCHOOL),
    "circulate_advice_by": ("Advice goes to everybody invited", SCHOOL),
    "report_due": ("The report goes to everybody invited", SCHOOL),
    "la_decision": ("The decision, and a notice if the plan changes", AUTHORITY),
    "response_to_amendments": ("The family’s time to answer the changes may end", FAMILY),
    "final_amended_plan": ("The amended plan is sent", AUTHORITY),
    "decides_not_to_amend": ("Or the family is told that the plan stays", AUTHORITY),
    "early_years_review": ("Under 5: another review is considered, from three months on",
                           AUTHORITY),
    "phase_transfer": ("The plan is reviewed and amended", AUTHORITY),
    "latest_meeting_before_transfer": ("The review meeting is held", SCHOOL),
    "post_16_transfer": ("The plan is reviewed and amended", AUTHORITY),
    "reassessment_bar_ends": ("A new assessment can no longer be refused as too early", FAMILY),
    "reassess_decision": ("The family is told whether there will be a new assessment", AUTHORITY),
    "reassess_final_plan": ("The plan after the new assessment is sent", AUTHORITY),
    "new_authority_tells": ("The new authority says when it will review", AUTHORITY),
    "new_authority_reviews": ("The new authority reviews the plan", AUTHORITY),
    "contact_mediation_adviser": ("The family talks to a mediation adviser", FAMILY),
    "mediation_certificate": ("The adviser sends the certificate", "Mediation adviser"),
    "mediation_held": ("Mediation takes place", AUTHORITY),
    "appeal_received": ("An appeal reaches the Tribunal", FAMILY),
}  # fmt: skip


def title(rule: str) -> str:
    return RULES[rule][0]


def who(rule: str) -> str:
    return RULES[rule][1]
