"""What is to be done for a child who joins and for one who leaves, and its deadlines."""

from dataclasses import dataclass

from iep.moves.models import MoveTask, SchoolMove
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO

Direction = SchoolMove.Direction


@dataclass(frozen=True)
class Task:
    """title: on the list; sentence: on Today, with the name; hint: how."""

    key: str
    direction: str
    title: str
    sentence: str
    hint: str


TASKS = [
    Task("visit", Direction.JOINING, "Visit or call the setting",
         "Visit or call the setting {pupil} comes from",
         "Ask what helps, what is hard, and who works with the child."),
    Task("records", Direction.JOINING, "Ask for the records",
         "Ask for the records of {pupil}, who is joining",
         "Plans, reports, what was tried. Note the day you asked."),
    Task("parents", Direction.JOINING, "Meet the parents or carers",
         "Meet the parents or carers of {pupil}, who is joining",
         "What do they hope for, what worries them?"),
    Task("first-weeks", Direction.JOINING, "Plan the first weeks",
         "Plan the first weeks of {pupil}, who is joining",
         "Visits before the first day, a named adult, what the classroom needs."),
    Task("talk", Direction.LEAVING, "Talk to the SENCO of the next school",
         "Talk to the next school about {pupil}, who is leaving",
         "What works, what is on the plan, who to call afterwards."),
    Task("meeting", Direction.LEAVING, "Invite the next school to a meeting",
         "Invite the next school to a meeting about {pupil}, who is leaving",
         "With the family, and the child if they wish."),
    Task("papers", Direction.LEAVING, "List the records that go along",
         "List the records that go along with {pupil}, who is leaving",
         "Write into the note what goes: plans, reviews, reports."),
    Task("consent", Direction.LEAVING, "Ask for consent where it is needed",
         "Ask for consent to pass on papers of {pupil}, who is leaving",
         "The school record goes to the next school by law. An agency’s report may need consent."),
]  # fmt: skip
BY_KEY = {task.key: task for task in TASKS}


def kind_key(task_key: str) -> str:
    return f"move-{task_key}"


def keep(task) -> None:
    """Open the task's deadline, or close it, as its state says. task.pupil joined."""
    kind = kind_key(task.key)
    if task.state == MoveTask.State.OPEN:
        open_deadline(
            kind, task, school_id=task.school_id, pupil=task.pupil, due_on=task.due_on,
            rule="Before the spring term ends, so that the summer term is for visits; sooner where "
            "the child comes or goes sooner", **vars(SENCO),
        )  # fmt: skip
    else:
        close_deadline(kind, task, done=task.state == MoveTask.State.DONE)


def kind_of(task: Task) -> Kind:
    def recount(school_id):
        rows = MoveTask.objects.open().filter(school=school_id, key=task.key)
        values = rows.values_list("pk", "due_on", "pupil_id")
        return [Expected(pk, school_id, due_on, pupil) for pk, due_on, pupil in values]

    return Kind(
        key=kind_key(task.key),
        sentence=task.sentence,
        verb="Do or note it",
        link=lambda deadline: f"/move-tasks/{deadline.object_id}/",
        recount=recount,
    )
