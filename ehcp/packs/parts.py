"""The parts of a pack in their order, and what there is in each for this case."""

from accounts.permissions import Permission as P
from ehcp.packs.case import Case
from ehcp.packs.gathering import around, ehc, given, reports, support
from ehcp.packs.items import Item, Part

ADDRESSES = "Letters show the address they went to. Think of who will read this pack."
PARTS = (
    Part("request", "The request", P.EHC_VIEW, ehc.request),
    Part("invited", "The review", P.EHC_VIEW, ehc.invited),
    Part("plan", "The EHC plan", P.EHC_VIEW, ehc.plan),
    Part("last_report", "The last annual review", P.EHC_VIEW, ehc.last_report),
    Part("advice", "Advice", P.EHC_VIEW, ehc.advice),
    Part("reports", "Reports of outside agencies", P.AGENCY_VIEW, reports.reports),
    Part("referrals", "Referrals", P.REFERRAL_VIEW, support.referrals),
    Part("plans", "Plans and their reviews", P.PLAN_VIEW, support.plans),
    Part("provision", "Provision", P.PLAN_VIEW, support.provision),
    Part("given", "Promised and given", P.PROVISION_VIEW, given.given),
    Part("scores", "Scores", P.SCORE_VIEW, around.scores),
    Part("views", "The child’s views", P.PROFILE_VIEW, around.views),
    Part("family", "The family’s views", P.VOICE_VIEW, around.family),
    Part("letters", "Letters that were sent", P.LETTER_VIEW, around.letters, ADDRESSES),
    Part("register", "The register", P.REGISTER_VIEW, support.register),
    Part("others", "Other papers on file", P.EHC_VIEW, around.others),
    Part("chronology", "Chronology", P.EHC_VIEW, around.chronology),
)
TITLES = {part.key: part.title for part in PARTS}


def gather(case: Case, only=None) -> dict[Part, list[Item]]:
    """Every part the person reads, with what is in it; `only`: the key of one part."""
    return {
        part: [item for item in part.gather(case) if is_of(case, item)]
        for part in PARTS
        if only in (None, part.key) and case.reads(part.needs)
    }


def is_of(case: Case, item: Item) -> bool:
    """Whatever points at it: a document of another child, or one that not every reader of the
    pack may open, is not there.
    """
    document = item.document
    return document is None or (document.pupil_id == case.pupil.pk and case.reads(document.needs))


def chosen(found: dict[Part, list[Item]], without) -> dict[Part, list[Item]]:
    """What is left of it, without the parts and papers a person left out."""
    left = set(without)
    kept = {
        part: [item for item in items if item.key not in left]
        for part, items in found.items()
        if part.key not in left
    }
    return {part: items for part, items in kept.items() if items}


def keys(found: dict[Part, list[Item]]) -> set[str]:
    return {item.key for items in found.values() for item in items}


def but(found: dict[Part, list[Item]], wanted) -> list[str]:
    """What to leave out so that only the papers of these keys stay: whole parts by their own."""
    out = []
    for part, items in found.items():
        left = [item.key for item in items if item.key not in wanted]
        out += [part.key] if left and len(left) == len(items) else left
    return out
