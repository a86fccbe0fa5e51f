"""Everything dated of one child, in order: the story, then subject by subject.

The mechanism is that of packs (ehcp.packs): the chronology with the law's dates, and the blocks
that print what is kept. Left out: complaints, consents, contacts, what stands on a ground of
safety, pastoral referrals, and what one of the readers may not read by themselves.
"""

from accounts.grants import GRANTS
from accounts.permissions import Permission as P
from agencies.models import Advice, AgencyRequest
from ehcp.packs import chronology, law
from ehcp.packs.gathering import around
from ehcp.packs.sheets import Block
from letters import outside
from letters.models import Letter
from referrals.models import Referral
from reports.trail import subjects
from reports.trail.blacking import blacking_of
from reports.trail.case import TrailCase

# Who may print a trail may read all of it: nothing that one of these roles may not.
OPENERS = [role for role, held in GRANTS.items() if P.CASE_TRAIL in held]
LINES = {
    P.PUPIL_VIEW, P.REGISTER_VIEW, P.REFERRAL_VIEW, P.QUESTION_VIEW, P.PLAN_VIEW,
    P.PLAN_NOTE_VIEW, P.LETTER_VIEW, P.PROFILE_VIEW, P.VOICE_VIEW, P.EHC_VIEW, P.EHC_NEEDS,
    P.EHC_SUMMARY, P.PROVISION_VIEW, P.PARENT_MEETING_VIEW, P.AGENCY_VIEW, P.ADVICE_GIVEN,
    P.SCORE_VIEW,
}  # fmt: skip
READ_BY_ALL = {kind for kind in LINES if all(kind in GRANTS[role] for role in OPENERS)}


def blocks(case: TrailCase) -> list[Block]:
    """The whole paper of one child, without what no trail may say."""
    found = [subjects.about(case), timeline(case)]
    for gather in subjects.IN_ORDER:
        found += gather(case)
    black = blacking_of(case.pupil)
    return [black.block(each) for each in found if each.facts or each.rows]


def timeline(case: TrailCase) -> Block:
    rows = around.lines(case).filter(needs__in=READ_BY_ALL).exclude(url__in=hushed(case))
    entries = rows.order_by("on", "pk")[: chronology.MOST_PRINTED]
    [block] = chronology.blocks(chronology.merged(entries, law.lines(case.by, case.pupil)))
    return Block("What happened when", columns=block.columns, rows=block.rows)


def hushed(case: TrailCase) -> list[str]:
    """Addresses of what no line may speak of."""
    pastoral = Referral.objects.filter(pupil=case.pupil, concern=Referral.Concern.PASTORAL)
    on_ground = AgencyRequest.objects.filter(pupil=case.pupil).exclude(ground="")
    advised = Advice.objects.filter(request__in=on_ground)
    letters = Letter.objects.filter(pupil=case.pupil).exclude(other_name="")
    letters = [row for row in letters if outside.is_on_ground(row)]
    return [row.get_absolute_url() for row in (*pastoral, *on_ground, *advised, *letters)]
