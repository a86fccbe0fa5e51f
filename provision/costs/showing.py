"""The money pages in words: pence become pounds here and nowhere else."""

from provision.costs import funded, reading
from provision.costs.counting import in_pounds, round_pounds
from provision.costs.models import Charge, Funding, Grade, GradeHolder, GradeRate
from provision.costs.years import Year, year_from
from provision.models import Intervention
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import moment

EARLIEST, LATEST = 2015, 2100


def year_asked(asked: str, school) -> Year:
    """The year of the address (?year=2026), else today's."""
    first_month = reading.rules_of(school).first_month
    if len(asked) == 4 and asked.isascii() and asked.isdigit() and EARLIEST <= int(asked) <= LATEST:
        return year_from(int(asked), first_month)
    return reading.this_year(school)


def whole(user, school, year: Year) -> dict:
    """Everything the page of one year shows; rows sorted by what is dearest."""
    rules, costs = reading.rules_of(school), reading.costs_of(school, year)
    funding = funded.funding_of(school, year)
    against = funded.by_pupil(costs, funding, rules.threshold)
    totals = totals_of(costs, funding)
    return {
        "year": year, "before": year.beside(-1), "after": year.beside(1),
        "threshold": round_pounds(rules.threshold),
        "totals": totals, "sources": sources(funding),
        "interventions": interventions(user, school, costs),
        "pupils": pupils(user, school, costs, against),
        "unshared": in_pounds(costs.given.unshared + costs.ahead.unshared)
        if costs.given.unshared + costs.ahead.unshared else "",
        "without_rate": costs.plan.without_rate + costs.given.without_rate,
    }  # fmt: skip


def totals_of(costs, funding) -> dict:
    by_end = costs.given.total + costs.ahead.total
    comes_in = sum(pence for _, pence in funding)
    return {
        "given": in_pounds(costs.given.total), "plan": in_pounds(costs.plan.total),
        "by_end": in_pounds(by_end), "comes_in": in_pounds(comes_in),
        "gap": in_pounds(abs(comes_in - by_end)), "is_short": by_end > comes_in,
    }  # fmt: skip


def sources(funding) -> list[dict]:
    return [{"words": words, "pence": in_pounds(pence)}
            for words, pence in funded.by_source(funding)]  # fmt: skip


def interventions(user, school, costs) -> list[dict]:
    keys = {*costs.plan.by_intervention, *costs.given.by_intervention}
    rows = Intervention.objects.visible_to(user).filter(school=school, pk__in=keys)
    found = [
        {
            "name": name, "url": f"/interventions/{pk}/",
            "raw": [sum_.by_intervention.get(pk, 0) for sum_ in (costs.given, costs.plan)]
            + [costs.given.by_intervention.get(pk, 0) + costs.ahead.by_intervention.get(pk, 0)],
        }
        for pk, name in rows.values_list("pk", "name")
    ]  # fmt: skip
    found.sort(key=lambda row: (-row["raw"][2], row["name"]))
    for row in found:
        row["given"], row["plan"], row["by_end"] = map(in_pounds, row["raw"])
    return found


def pupils(user, school, costs, against) -> list[dict]:
    rows = Pupil.objects.visible_to(user).filter(school=school, pk__in=list(against))
    names = {row.pk: row.name for row in rows}
    found = [pupil_row(pk, names[pk], costs, each) for pk, each in against.items() if pk in names]
    return sorted(found, key=lambda row: (-row["raw"][2], row["name"]))


def pupil_row(pk, name, costs, each: funded.Against) -> dict:
    given, plan = costs.given.by_pupil.get(pk, 0), costs.plan.by_pupil.get(pk, 0)
    raw = [given, plan, each.cost, each.own, each.above, each.funded, each.missing]
    keys = ["given", "plan", "by_end", "own", "above", "funded", "missing"]
    return {
        "name": name, "url": f"/pupils/{pk}/cost/", "raw": raw, "is_short": each.missing > 0,
        **{key: in_pounds(pence) for key, pence in zip(keys, raw, strict=True)},
    }  # fmt: skip


def of_pupil(user, pupil, year: Year) -> dict:
    """One child's year: by intervention, against the threshold, what comes in by name."""
    rules, costs = reading.rules_of(pupil.school), reading.costs_of(pupil.school, year)
    funding = [each for each in funded.funding_of(pupil.school, year)
               if each[0].pupil_id == pupil.pk]  # fmt: skip
    each = funded.against(
        costs.by_year_end(pupil.pk), sum(pence for _, pence in funding), rules.threshold
    )
    return {
        "year": year, "before": year.beside(-1), "after": year.beside(1),
        "threshold": round_pounds(rules.threshold),
        "row": pupil_row(pupil.pk, pupil.name, costs, each),
        "parts": parts_of(user, pupil, costs), "sources": sources(funding),
    }  # fmt: skip


def parts_of(user, pupil, costs) -> list[dict]:
    """By intervention; what was charged for this child alone stands last."""
    keys = {run for sum_ in (costs.given, costs.plan, costs.ahead)
            for run, child in sum_.by_both if child == pupil.pk}  # fmt: skip
    rows = Intervention.objects.visible_to(user).filter(pk__in=[run for run in keys if run])
    names = dict(rows.values_list("pk", "name"))
    found = []
    for run in sorted(keys, key=lambda run: (run is None, names.get(run, ""))):
        given, plan, ahead = (sum_.by_both.get((run, pupil.pk), 0)
                              for sum_ in (costs.given, costs.plan, costs.ahead))  # fmt: skip
        found.append({
            "name": names.get(run) or "For this child alone",
            "url": f"/interventions/{run}/" if run in names else "",
            "given": in_pounds(given), "plan": in_pounds(plan), "by_end": in_pounds(given + ahead),
        })  # fmt: skip
    return found


def grades(school, user) -> list[dict]:
    """In use, with the newest rate first and who is on each today."""
    rates, people = {}, {}
    for row in GradeRate.objects.visible_to(user).filter(school=school):
        rates.setdefault(row.grade_id, []).append(row)
    held = GradeHolder.objects.visible_to(user).filter(school=school).held_today()
    for row in held.select_related("user").order_by("user__name"):
        people.setdefault(row.grade_id, []).append(row.user.name)
    rows = Grade.objects.visible_to(user).filter(school=school, retired_on=None)
    return [
        {
            "pk": row.pk, "name": row.name, "is_default": row.is_default,
            "people": people.get(row.pk, []),
            "rates": [rate_words(rate) for rate in rates.get(row.pk, [])],
        }
        for row in rows
    ]  # fmt: skip


def rate_words(rate) -> dict:
    percent = f"{rate.on_costs / 100:g} %"
    with_all = reading.Rate(rate.from_on, rate.pence, rate.on_costs)
    return {
        "from": day_text(rate.from_on), "pence": in_pounds(rate.pence), "on_costs": percent,
        "hour": in_pounds(reading.of_hour(with_all)), "is_ahead": rate.from_on > moment.today(),
    }  # fmt: skip


def charge_row(row: Charge) -> dict:
    once = row.per == Charge.Per.ONCE
    days = f"on {day_text(row.from_on)}" if once else f"from {day_text(row.from_on)}"
    days += f" until {day_text(row.until_on)}" if row.until_on else ""
    about = row.intervention.name if row.intervention else row.pupil.name
    return {
        "pk": row.pk, "version": row.version, "what": row.what, "about": about, "days": days,
        "kind": row.get_kind_display(), "pence": f"{in_pounds(row.pence)} {row.get_per_display()}",
        "goes_on": not once and row.until_on is None,
    }  # fmt: skip


def funding_row(row: Funding) -> dict:
    return {
        "pk": row.pk, "version": row.version, "source": row.get_source_display(),
        "about": row.pupil.name if row.pupil else "The whole school",
        "pence": in_pounds(row.pence), "note": row.note,
        "days": f"{day_text(row.from_on)} to {day_text(row.until_on)}",
        "ended": day_text(row.ended_on),
    }  # fmt: skip
