"""What a change of the policy means for plans, in counts."""

from collections.abc import Iterable

from iep import writing
from iep.models import SupportPlan
from schools.policy.consequences import Said, changed_rows, some

RULES = ("layout", "targets_least", "targets_most", "review_cycle", "review_weeks",
         "agreed_by", "second_approver")  # fmt: skip


def effects(school, before, after) -> Iterable[Said]:
    url = f"/{school.slug}/plans/"
    days = [value["rules"]["plan_write_days"] for value in (before, after)]
    if days[0] != days[1] and (n := len(writing.owed(school.pk))):
        waits = some(n, "plan is still to be written", "plans are still to be written")
        yield Said(f"{waits}, by the day that was set.", url)
    for was, now in changed_rows(before, after, "kinds"):
        live = SupportPlan.objects.live().filter(school=school, kind__code=was["code"])
        if not (n := live.count()):
            continue
        are = some(n, "plan of this kind is", "plans of this kind are")
        if any(was[name] != now[name] for name in RULES):
            yield Said(
                f"{are} in use: “{was['name']}”. They end by the rules they began with: review "
                "date, number of targets, layout, who agrees. The next plan has the new rules.",
                url,
            )
        if now["closed_on"] and not was["closed_on"]:
            yield Said(f"{are} in use and goes on; none follows it." if n == 1
                       else f"{are} in use and go on; none follows them.", url)  # fmt: skip
        if was["name"] != now["name"]:
            yield Said(f"{are} in use: pages say the new name, papers that went out the old.", url)


def hindrances(school, before, after) -> Iterable[str]:
    for was, now in changed_rows(before, after, "areas"):
        if was["is_used"] and not now["is_used"]:
            live = SupportPlan.objects.filter(school=school, state__in=WORKING)
            if n := live.filter(areas__code=was["code"]).count():
                yield f"“{was['name']}” stays in use: {some(n, 'plan is', 'plans are')} about it."


WORKING = ("draft", "agreed", "shared", "reviewed")


def in_use(school) -> Iterable[str]:
    n = SupportPlan.objects.filter(school=school, state__in=WORKING).count()
    if n:
        yield f"{some(n, 'plan is', 'plans are')} in use."
