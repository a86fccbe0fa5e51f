"""The return of a day in words for its pages."""

import json
from dataclasses import dataclass
from datetime import date

from accounts.access import may
from accounts.permissions import Permission as P
from pupils.wording import counted, day_text
from reports.census import content, days, reading, rules
from reports.census.models import CensusDay, CensusVersion
from reports.census.reading import Extract
from schools.models import Census
from sendcase import moment
from sendcase.moment import LONDON

MOST = 200  # errors, differences, children on one page; the file has them all
MENDERS = {
    rules.REGISTER: (P.REGISTER_EDIT, "/pupils/{pupil}/register/", "Register",
                     "The SENCO mends this"),
    rules.PUPIL: (P.PUPIL_EDIT, "/pupils/{pupil}/edit/", "Pupil’s facts",
                  "The office or the SENCO mends this"),
    rules.EHC: (P.EHC_EDIT, "/pupils/{pupil}/ehc/", "EHC plan", "The SENCO mends this"),
    rules.ROLL: (P.PUPIL_EDIT, "/{slug}/pupils/", "Pupils",
                 "The office or the SENCO mends this"),
    rules.SCHOOL: (P.SCHOOL_EDIT, "/{slug}/school/edit/", "School’s facts",
                   "The office mends this"),
}  # fmt: skip


SHORT = {Census.N: "no SEN provision", Census.K: "SEN support", Census.E: "EHC plan"}


@dataclass(frozen=True)
class State:
    """key: open, to_come, errors, ready, handed, changed, approved or rests."""

    key: str
    kind: str  # of components/_status.html
    words: str


def state_of(day: date, found: Extract, census: CensusDay | None, last: CensusVersion | None):
    if last is not None and last.sha256 == found.sha256:
        return State("approved", "done", f"Approved by {last.approved_by.name} on {_on(last)}")
    if census is not None and census.handed_sha256:
        by, on = census.handed_by.name, _day(census.handed_at)
        if census.handed_sha256 == found.sha256 and not found.blocking:
            return State("handed", "soon", f"With the head: handed in by {by} on {on}")
        return State("changed", "late", f"Handed in by {by} on {on}; something changed since")
    if last is not None:
        return State("rests", "late", f"The approval of {_on(last)} rests: something changed since")
    if found.blocking:
        return State("errors", "late", f"{counted(len(found.blocking), 'error')} to mend")
    if day > moment.today():
        return State("to_come", "plain", "No errors as things stand. The day is still to come")
    return State("ready", "done", "Ready: no errors")


def _on(version) -> str:
    return _day(version.approved_at)


def _day(at) -> str:
    return day_text(at.astimezone(LONDON).date())


def page(user, school, day: date, census, versions: list[CensusVersion]) -> dict:
    """All of the page of a day. versions: the newest first."""
    found = reading.extract(school, day)
    last = versions[0] if versions else None
    return {
        "day": day, "title": days.name_of(day), "found": found, "is_past": day <= moment.today(),
        "state": state_of(day, found, census, last),
        "problems": problem_rows(user, school, found), "problem_count": len(found.problems),
        **children(found.content), **_compared(school, day, found, last),
        "versions": [version_row(each) for each in versions],
        "may_file": may(user, P.CENSUS_FILE, school.pk),
        "may_approve": may(user, P.CENSUS_APPROVE, school.pk),
        "is_own": census is not None and census.handed_by_id == user.pk,
    }  # fmt: skip


def children(value: dict) -> dict:
    """The figures, and the children with SEN one by one."""
    sen = sen_rows(value)
    return {"figures": figures(value), "sen": sen[:MOST], "sen_count": len(sen), "most": MOST,
            "spring": value["term"] == days.Term.SPRING,
            "bases": any(row["unit"] or row["resourced"] for row in sen)}  # fmt: skip


def _compared(school, day: date, found: Extract, last: CensusVersion | None) -> dict:
    """What differs from the census before, and from what was approved of this one."""
    earlier, compared_with = before(school, day)
    changes = content.differences(earlier, found.content)
    since = content.differences(json.loads(last.content), found.content) if last else []
    return {"changes": changes[:MOST], "changed": len(changes), "compared_with": compared_with,
            "since": since[:MOST]}  # fmt: skip


def figures(value: dict) -> list[tuple[str, str]]:
    counts = content.counts(value)
    rows = [("On roll that day", str(len(value["rows"])))]
    return rows + [(f"{code}: {SHORT[code]}", str(count)) for code, count in counts.items()]


def problem_rows(user, school, found: Extract) -> list[dict]:
    names = {row["pupil"]: content.name(row) for row in found.content["rows"]}
    may_mend = {where: may(user, mender[0], school.pk) for where, mender in MENDERS.items()}
    rows = []
    for each in found.problems[:MOST]:
        _, address, words, who = MENDERS[each.where]
        url = address.format(pupil=each.pupil, slug=school.slug) if may_mend[each.where] else ""
        rows.append({
            "name": names.get(each.pupil, "The school"), "words": each.words, "url": url,
            "rule": each.rule or "Ours", "mend": words if url else who,
            "kind": "late" if each.blocks else "soon",
            "weight": "Error" if each.blocks else "Check",
        })  # fmt: skip
    return rows


def before(school, day: date) -> tuple[dict, str]:
    """The return this one is compared with, and which that is: the last approved one, else what
    the history says of the offered day before.
    """
    versions = CensusVersion.objects.filter(census__school=school, census__day__lt=day)
    last = versions.select_related("census").order_by("-census__day", "-number").first()
    if last is not None:
        return json.loads(last.content), f"the approved return of {day_text(last.census.day)}"
    on = days.last_before(day)
    words = f"what the records say of {day_text(on)}; no earlier return is approved here"
    return reading.extract(school, on).content, words


def sen_rows(value: dict) -> list[dict]:
    """Children who are returned with K or E."""
    rows = [row for row in value["rows"] if row["code"] != Census.N]
    return [
        {
            "url": f"/pupils/{row['pupil']}/", "name": content.name(row), "code": row["code"],
            "types": content.types_text(row), "unit": content.yes_no(row["unit"]),
            "resourced": content.yes_no(row["resourced"]), "upn": row["upn"],
        }
        for row in rows
    ]  # fmt: skip


def version_row(version: CensusVersion) -> dict:
    return {
        "number": version.number, "on": _on(version), "by": version.approved_by.name,
        "handed_by": version.handed_by.name,
    }  # fmt: skip


def day_rows(school, today: date) -> list[dict]:
    """The offered days and every other day that was handed in, the newest first. One query more
    for what was approved.
    """
    kept = {row.day: row for row in CensusDay.objects.filter(school=school)}
    approved = dict(
        CensusVersion.objects.filter(census__school=school).order_by("number")
        .values_list("census__day", "approved_at")
    )  # fmt: skip
    found = sorted({*days.offered(today), *kept}, reverse=True)
    return [_day_row(school, day, kept.get(day), approved.get(day), today) for day in found]


def _day_row(school, day, row, approved_at, today) -> dict:
    kind, words = "plain", "Not handed in"
    if row is not None and row.handed_sha256:
        kind, words = "soon", "With the head"
    elif approved_at is not None:
        kind, words = "done", f"Approved on {_day(approved_at)}"
    elif day > today:
        words = "Still to come"
    url = f"/{school.slug}/census/{day.isoformat()}/"
    return {"url": url, "name": days.name_of(day), "on": day_text(day), "kind": kind,
            "state": words}  # fmt: skip
