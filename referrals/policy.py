"""What a change of the policy means for referrals, in counts."""

from collections.abc import Iterable

from referrals.models import OPEN_STATES, Referral, State
from schools.policy.consequences import Said, changed_rows, some


def effects(school, before, after) -> Iterable[Said]:
    was, now = before["rules"], after["rules"]
    waiting = Referral.objects.filter(school=school, state__in=[State.SUBMITTED, State.RETURNED])
    url = f"/{school.slug}/referrals/"
    if was["referral_answer_days"] != now["referral_answer_days"] and (n := waiting.count()):
        waits, days = some(n, "referral waits", "referrals wait"), now["referral_answer_days"]
        yield Said(f"{waits}, by the day that was set. The next one sent has {days} days.", url)
    (code, _), (code_now, name) = start_of(before), start_of(after)
    if code != code_now:
        n = waiting.count()
        words = f"A referral that is accepted from now leads to “{name}”"
        waits = f": {some(n, 'waits', 'wait')} for an answer" if n else ""
        yield Said(f"{words}{waits}.", url if n else "")


def start_of(value) -> tuple[str, str]:
    [stage] = [stage for stage in value["stages"] if stage["is_referral_start"]]
    return stage["code"], stage["name"]


def hindrances(school, before, after) -> Iterable[str]:
    for was, now in changed_rows(before, after, "areas"):
        if was["is_used"] and not now["is_used"]:
            rows = Referral.objects.filter(school=school, state__in=OPEN_STATES)
            if n := rows.filter(areas__code=was["code"]).count():
                names_it = some(n, "open referral names it", "open referrals name it")
                yield f"“{was['name']}” stays in use: {names_it}."


def in_use(school) -> Iterable[str]:
    n = Referral.objects.filter(school=school, state__in=OPEN_STATES).count()
    if n:
        yield f"{some(n, 'referral is', 'referrals are')} open."
