"""What can become of long work, for people to read. A test compares it with the services."""

from sendcase.jobs.models import Job, JobRow

State = Job.State
Row = JobRow.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "a worker takes it": {State.WAITING: State.RUNNING},
    "its worker was killed, another takes it": {State.RUNNING: State.RUNNING},
    "every row is dealt with": {State.RUNNING: State.DONE},
    "a person cancels it": {State.WAITING: State.CANCELLED, State.RUNNING: State.CANCELLED},
}
ROW_MOVES: dict[str, dict[str, str]] = {
    "its effect is written": {Row.WAITING: Row.DONE},
    "it cannot be done, and says why": {Row.WAITING: Row.FAILED},
}
