"""Children who are to come, and some who will leave: their lists of tasks, half worked through."""

from datetime import date, timedelta

from demo.calendar import first_year
from iep.moves import services
from iep.moves.models import MoveTask, SchoolMove
from pupils.models import Pupil

JOINERS = (
    ("Aurelie", "Finch", "yes", "Speaks in single words; a speech therapist comes once a month."),
    ("Kojo", "Brampton", "", ""),
    ("Signe", "Varley", "no", "The family says: none that anybody knows of."),
)
SETTINGS = {
    "R": ("Little Acorns Nursery", "Mrs Lee, room leader, 01632 960 044"),
    "": ("Hollin Park School", "Mr Dean, SENCO, 01632 960 051"),
}
LEAVERS = 4
NEXT = ("Weir Valley School", "Ms Okell, SENCO, 01632 960 060")
VISITED = "Spoke with the room leader: small groups work, noise does not."
NO_MEETING = "The next school has been here already, for the annual review."


def tell(plot) -> list[dict]:
    joiners = [{"step": "join", "number": n} for n in range(len(JOINERS))]
    return joiners + [{"step": "leave", "child": child.number} for child in leavers(plot)]


def leavers(plot) -> list:
    oldest = plot.demo.classes[-1][1]
    last = {n for n, (_, year, _) in enumerate(plot.demo.classes) if year == oldest}
    return [child for child in plot.children if child.group in last and child.code][:LEAVERS]


def write(teller, args) -> None:
    if args["step"] == "join":
        join(teller, args["number"])
    else:
        leave(teller, teller.plot.child(args["child"]))


def join(teller, number) -> None:
    """Two come with the youngest next September, the second in some weeks. Of the first one the
    visit is done; of the third some tasks are not needed.
    """
    plot = teller.plot
    first, last, known, about = JOINERS[number]
    place = len(plot.demo.classes) // 2 if number == 1 else 0
    _, year, age = plot.demo.classes[place]
    day = date(first_year(plot.today) + 1, 9, 1)
    if number == 1:
        day, setting = min(day, plot.today + timedelta(days=45)), SETTINGS[""]
    else:
        setting = SETTINGS.get(year, SETTINGS[""])
    with teller.on(4, 11):
        move = services.add_joiner(
            school=teller.school, by=teller.senco, setting=setting[0], who_to_call=setting[1],
            sen_known=known, about=about, legal_first_name=first, legal_last_name=last,
            born_on=date(day.year - age - 1, 3, 4 + number), year=year, admitted_on=day,
        )  # fmt: skip
    if known == "yes":
        end(teller, move, "visit", "done", VISITED)
    if known == "no":
        for key in ("records", "first-weeks"):
            end(teller, move, key, "not_needed", "No special needs are known.")


def leave(teller, child) -> None:
    pupil = Pupil.objects.get(pk=teller.pupil(child).pk)
    if pupil.left_on:
        return
    with teller.on(4, 13):
        move = services.start_move(
            pupil=pupil, direction=SchoolMove.Direction.LEAVING, by=teller.senco,
            setting=NEXT[0], who_to_call=NEXT[1],
        )  # fmt: skip
    end(teller, move, "talk", "done", "Told them what works; they will visit after half-term.")
    if child.code == "E":
        end(teller, move, "meeting", "not_needed", NO_MEETING)
    elif child.number % 2:
        end(teller, move, "papers", "done", "The plans of two years and the last test results.")


def end(teller, move, key, state, note) -> None:
    task = MoveTask.objects.get(move=move, key=key)
    with teller.on(2, 13):
        services.end_task(task=task, version=task.version, by=teller.senco, state=state, note=note)
