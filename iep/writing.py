"""Who still waits for a plan: an accepted referral asks for one, until a plan is shared.

The obligation hangs on the pupil's open entry and goes with it: when the SENCO moves the child to
another stage before the plan is written, it is written for that stage by the same day; when no
stage is left, or one that uses no plan, nobody writes it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from iep.models import SupportPlan
from referrals.models import Referral
from register.models import RegisterEntry

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """A plan to be written for `entry`, because `referral` was accepted."""

    entry: RegisterEntry
    referral: Referral


def owed(school_id, pupil=None) -> list[Owed]:
    """Of the school, or of one pupil of it. Four queries."""
    whose = {"school": school_id} | ({"pupil": pupil} if pupil else {})
    entries = RegisterEntry.objects.open().filter(asks_plan=True, **whose)
    asked = _referrals(whose)
    entries = [e for e in entries.select_related("pupil") if e.pupil_id in asked]
    stays, planned = _stays(entries), _planned(whose)
    found = []
    for entry in entries:
        chain = _unbroken(stays[entry.pupil_id])
        referral = _last_asked(asked[entry.pupil_id], chain)
        if referral and not planned & set(chain[chain.index(referral.register_entry_id) :]):
            found.append(Owed(entry, referral))
    return found


def _referrals(whose) -> dict[int, list[Referral]]:
    """Accepted ones by pupil, the latest last."""
    found = defaultdict(list)
    rows = Referral.objects.filter(state=Referral.State.ACCEPTED, **whose)
    for row in rows.select_related("school__policy").order_by("decided_at", "pk"):
        found[row.pupil_id].append(row)
    return found


def _stays(entries) -> dict[int, list[tuple]]:
    """(number, first day, last day) of all entries of these pupils, in order."""
    found = defaultdict(list)
    rows = RegisterEntry.objects.filter(pupil__in={entry.pupil_id for entry in entries})
    for pk, pupil, *days in rows.order_by("from_on", "pk").values_list(
        "pk", "pupil", "from_on", "until_on"
    ):
        found[pupil].append((pk, *days))
    return found


def _planned(whose) -> set[int]:
    """Numbers of the entries that a plan was shared for."""
    shared = SupportPlan.objects.filter(shared_at__isnull=False, **whose)
    return set(shared.exclude(register_entry=None).values_list("register_entry", flat=True))


def _unbroken(stays) -> list[int]:
    """Numbers of the newest entries that follow each other without a day between."""
    chain, first = [], None
    for pk, from_on, until_on in reversed(stays):
        if first is not None and until_on + DAY != first:
            break
        chain.insert(0, pk)
        first = from_on
    return chain


def _last_asked(referrals, chain) -> Referral | None:
    return next((r for r in reversed(referrals) if r.register_entry_id in chain), None)
