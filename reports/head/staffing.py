"""Who runs what, who is in two places at once, what runs out, and who stands in. Pure."""

from collections import defaultdict
from datetime import date

from accounts.permissions import Role
from provision.map import clashes
from provision.map.reading import Run, Time
from pupils.wording import counted, day_text
from reminders.forecast.words import in_hours
from reports.head.lines import Line, Part, part

MOST = 8
TRAINING, QUALIFICATION = "training-expiring", "owed-senco-qualification"
NEEDED = {Role.SENCO: "SENCO", Role.HEAD: "head"}


def of_staff(found: dict, today: date, at: str) -> Part:
    """at: the school's address, "/oakfield/"."""
    runs = runs_of(found)
    lines = [
        *nobody_holds(found, at), *double_booked(runs, at), *without_anybody(runs, at),
        *running_out(found["deadline"], today, at), *standing_in(found["member"], at),
        *giving(runs, at),
    ]  # fmt: skip
    return part("staff", "Who gives the help", lines, most=MOST,
                calm="No intervention runs today.", url=f"{at}provision/map/")  # fmt: skip


def runs_of(found: dict) -> list[Run]:
    """What runs today as the provision map has it."""
    runs = {
        row["pk"]: Run(
            row["pk"], row["name"], area="", area_order=0, wave=0, work="", agency="", room="",
            first=date.min, last=None, minutes=row["minutes"], times=row["times"], places=0,
            state="agreed",
        )
        for row in found["run"]
    }  # fmt: skip
    for row in found["staff"]:
        name, run = row["user__name"] or row["name"], runs[row["intervention_id"]]
        run.staff.append((row["user_id"], name, row["from_on"], row["until_on"]))
        run.people.append(name)
    for row in found["slot"]:
        days = (row["from_on"], row["until_on"])
        time = Time(row["weekday"], row["starts_at"], row["minutes"], row["room"], *days)
        runs[row["intervention_id"]].slots.append(time)
    return sorted(runs.values(), key=lambda run: (run.name, run.pk))


def nobody_holds(found: dict, at: str) -> list[Line]:
    held = {row["role"] for row in found["member"]}
    return [
        Line(f"Nobody holds the role of {words} today.", f"{at}people/", "late", "Missing")
        for role, words in NEEDED.items()
        if role not in held
    ]


def double_booked(runs: list[Run], at: str) -> list[Line]:
    url = f"{at}provision/map/?by=person"
    found = defaultdict(list)
    for clash in clashes.of_adults(runs):
        found[clash.who].append(clash)
    return [
        Line(clashing(mine), url, "late", "Over-booked")
        for mine in sorted(found.values(), key=lambda mine: (-len(mine), mine[0].who))
    ]


def clashing(mine: list) -> str:
    """One adult's: the first of them in full, however many there are."""
    if len(mine) == 1:
        return f"In two places at one time: {mine[0].words}."
    return f"In two places at one time, {len(mine)} times a week: {mine[0].words}, and others."


def without_anybody(runs: list[Run], at: str) -> list[Line]:
    return [
        Line(f"Nobody gives {run.name}.", f"/interventions/{run.pk}/", "late", "Nobody")
        for run in runs
        if not run.people
    ]


def running_out(deadlines: list[dict], today: date, at: str) -> list[Line]:
    """Certificates, and the SENCO's own qualification (SEND Regulations 2014, reg. 49)."""
    found = []
    ends = sorted(row["due_on"] for row in deadlines if row["kind"] == TRAINING)
    if ends:
        words = f"{counted(len(ends), 'training')} to renew, the first by {day_text(ends[0])}."
        found.append(Line(words, f"{at}training/?show=out", *mark(ends[0], today)))
    for row in deadlines:
        if row["kind"] == QUALIFICATION:
            words = f"The SENCO’s qualification is due by {day_text(row['due_on'])}."
            found.append(Line(words, f"/owed/{row['object_id']}/", *mark(row["due_on"], today)))
    return found


def mark(day: date, today: date) -> tuple[str, str]:
    return ("late", "Late") if day < today else ("soon", "Coming")


def standing_in(members: list[dict], at: str) -> list[Line]:
    """Somebody is away, and lent a role until a day."""
    return [
        Line(
            f"{row['user__name']} stands in for {row['deputy_for__name']} as "
            f"{Role(row['role']).label}" + (f" until {day_text(row['until_on'])}."
                                            if row["until_on"] else "."),
            f"{at}people/", "soon", "Away",
        )
        for row in sorted(members, key=lambda row: row["user__name"])
        if row["deputy_for_id"]
    ]  # fmt: skip


def giving(runs: list[Run], at: str) -> list[Line]:
    """Each adult, those with most first."""
    minutes: dict[str, int] = defaultdict(int)
    names: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        for person in dict.fromkeys(run.people):
            minutes[person] += run.weekly
            names[person].append(run.name)
    url = f"{at}provision/map/?by=person"
    return [
        Line(f"{person}: {', '.join(names[person])} ({in_hours(minutes[person])} a week)", url)
        for person in sorted(minutes, key=lambda name: (-minutes[name], name))
    ]
