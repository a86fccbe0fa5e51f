"""Complaints of one school: the filters above the list, its rows, and the list as a file."""

from pupils.complaints import showing
from pupils.complaints.models import Complaint, ComplaintStep
from pupils.complaints.services import BY_PEOPLE
from pupils.wording import day_text
from schools.sheets import named
from sendcase.sheets import Sheet

STATES = {"open": "Open", "asked": "A colleague is asked", "closed": "Closed", "all": "All"}
HEADINGS = ["Child", "Class", "Made on", "By", "Way", "About", "Last step", "On", "State"]


class Filters:
    """?show=closed&way=formal&step=tribunal; what we do not know is left out of account."""

    def __init__(self, given):
        self.show, self.way, self.step = (given.get(name, "") for name in ("show", "way", "step"))
        if self.show not in STATES:
            self.show = "open"
        if self.way not in Complaint.Way.values:
            self.way = ""
        if self.step not in dict(BY_PEOPLE):
            self.step = ""

    def narrow(self, rows):
        rows = {
            "open": lambda: rows.open(),
            "asked": lambda: rows.awaited(),
            "closed": lambda: rows.exclude(closed_on=None),
            "all": lambda: rows,
        }[self.show]()
        if self.way:
            rows = rows.filter(way=self.way)
        if self.step:
            steps = ComplaintStep.objects.filter(kind=self.step)
            rows = rows.filter(pk__in=steps.values("complaint"))
        return rows

    @property
    def is_narrowed(self) -> bool:
        return bool(self.way or self.step or self.show != "open")

    def boxes(self):
        """(name, label, [(value, words, chosen)]) of each box; "" is no narrowing."""
        ways = [("", "Both ways"), *showing.WAYS.items()]
        steps = [("", "Any or none"), *BY_PEOPLE]
        return [
            (name, label, [(value, words, value == getattr(self, name)) for value, words in rows])
            for name, label, rows in (
                ("show", "Show", list(STATES.items())),
                ("way", "Way", ways),
                ("step", "With the step", steps),
            )
        ]


def rows_of(user, school):
    """Those of which the person may know all; a colleague who is asked has no list."""
    rows = Complaint.objects.in_full(user).filter(school=school).with_last_step()
    return rows.select_related("pupil__class_group", *showing.JOINED)


def row_of(complaint) -> dict:
    """Strings only."""
    return {
        "pupil": complaint.pupil.name,
        "class": complaint.pupil.class_group.name if complaint.pupil.class_group else "",
        "made_on": day_text(complaint.made_on),
        "made_by": complaint.made_by,
        "step": step_words(complaint),
        "step_on": day_text(complaint.last_step_on) if complaint.last_step_on else "",
        **showing.line(complaint),
    }


def step_words(complaint) -> str:
    return str(ComplaintStep.Kind(complaint.last_step).label) if complaint.last_step else ""


def sheet_of(complaints, school) -> Sheet:
    rows = [
        [row["pupil"], row["class"], complaint.made_on, row["made_by"], row["way"], row["about"],
         row["step"], complaint.last_step_on or "", row["state"]]
        for complaint, row in ((each, row_of(each)) for each in complaints)
    ]  # fmt: skip
    name = named(school, "complaints")
    return Sheet(name, "Complaints", HEADINGS, rows)
