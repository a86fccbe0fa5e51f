"""What a referral adds to the pupil's page and to Today."""

from accounts.access import may
from accounts.permissions import Permission
from pupils.panels import Panel, Summary
from referrals.models import OPEN_STATES, Referral
from referrals.presenting import list_row, state_words, written
from referrals.questions import presenting as questions
from reminders.today import Section
from sendcase import moment

OF_PUPIL = 20  # a pupil has a handful; more are in the list


def panel_context(request, pupil) -> dict:
    rows = Referral.objects.visible_to(request.user).filter(pupil=pupil).for_list()[:OF_PUPIL]
    policy, today = pupil.school.policy, moment.today()
    may_raise = may(request.user, Permission.REFERRAL_CREATE, pupil.school_id)
    new_url = f"/{pupil.school.slug}/referrals/new/?pupil={pupil.pk}"
    return {
        "rows": [list_row(row, policy, today) for row in rows],
        "policy": policy,
        "new_url": new_url if may_raise else "",
        "rounds": questions.rounds_of(request.user, pupil),
        "ask_url": questions.ask_url(request.user, pupil),
    }


def in_a_sentence(words: str) -> str:
    """Its first letter small; names in it keep theirs (SENCO)."""
    return words[:1].lower() + words[1:]


def summary_lines(user, pupil) -> list[dict]:
    rows = Referral.objects.visible_to(user).open().filter(pupil=pupil).only("state", "raised_on")
    return [
        {
            "text": f"Referral: {in_a_sentence(state_words(row, pupil.school.policy))}",
            "url": row.get_absolute_url(),
            "when": written(row.raised_on),
            "state": row.state,
        }
        for row in rows
    ]


OWN_OPEN = f"""
    SELECT 'referrals' WHERE EXISTS (SELECT 1 FROM referrals_referral
    WHERE raised_by_id = %(user)s AND school_id = %(school)s
    AND state IN ({", ".join(f"'{state.value}'" for state in OPEN_STATES)}))
"""


def own_open(user, school) -> list[dict]:
    """A person's own referrals that are not answered yet, for Today."""
    rows = Referral.objects.visible_to(user).filter(
        school=school, raised_by=user, state__in=OPEN_STATES
    )
    columns = ("pk", "state", "raised_on", "pupil__legal_first_name", "pupil__legal_last_name",
               "pupil__preferred_first_name", "pupil__preferred_last_name")  # fmt: skip
    return [own_line(row) for row in rows.select_related("pupil").only(*columns)[:10]]


def own_line(referral) -> dict:
    waits = referral.state == Referral.State.SUBMITTED
    verbs = {"draft": "Go on", "returned": "Add to it"}
    return {
        "text": f"{referral.pupil.name}: {written(referral.raised_on)}",
        "status": "Waiting for answer" if waits else referral.get_state_display(),
        "url": referral.get_absolute_url(),
        "verb": verbs.get(referral.state, "Open"),
    }


PANEL = Panel(
    key="referrals",
    title="Referrals",
    order=20,
    needs=Permission.REFERRAL_VIEW,
    template="referrals/partials/_panel.html",
    context=panel_context,
)
SUMMARY = Summary(key="referrals", order=20, needs=Permission.REFERRAL_VIEW, lines=summary_lines)
TODAY = Section(
    key="referrals",
    title="Your referrals",
    order=20,
    needs=Permission.REFERRAL_CREATE,
    lines=own_open,
    some=OWN_OPEN,
)
