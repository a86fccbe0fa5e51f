"""Letters sent together: a purpose of the tests' own, families, and a batch moved to any state."""

from letters.batches import services
from letters.models import Batch, LetterTemplate
from letters.purposes import Asked, Purpose, purposes
from pupils.models import Pupil
from sendcase.jobs import running
from sendcase.jobs.models import Job

KEY = "invitation-of-the-tests"
FACTS = {"meeting_day": "Fri 15 Jan 2027", "room": ""}
INVITATION = Purpose(
    key=KEY,
    title="Invitation to the review",
    facts={"meeting_day": "Fri 15 Jan 2027", "room": "the library"},
    default="stage-changed.md",
    asked={
        "meeting_day": Asked("On which day?", "Fri 15 Jan 2027"),
        "room": Asked("In which room?", "the library", required=False),
    },
    by_hand=True,
    meets=True,
)
BODY = "We would like to talk with you about {pupil_name} on {meeting_day}.\n\n{class_name}"


def worded(school) -> None:
    """Words of our own for family and young person, so that no starter text is needed."""
    purposes.setdefault(KEY, INVITATION)
    for for_young_person in (False, True):
        LetterTemplate.objects.get_or_create(
            school=school, purpose=KEY, for_young_person=for_young_person, replaced_at=None,
            defaults={"subject": "Come and talk with us", "body": BODY, "slip": ""},
        )  # fmt: skip


def work() -> None:
    """What a worker does until nothing waits."""
    while waiting := list(Job.objects.filter(state="waiting").values_list("pk", flat=True)):
        for number in waiting:
            running.run(number)


def begun(school, by, pupils=None, **fields) -> Batch:
    worded(school)
    rows = Pupil.objects.filter(school=school) if pupils is None else pupils
    asked = {"purpose": KEY, "title": "Review invitations", "chosen": {"words": "Year 3"},
             "facts": FACTS}  # fmt: skip
    return services.begin(
        school=school, pupils=[row.pk for row in rows], by=by, **{**asked, **fields}
    )


def fresh(batch) -> Batch:
    return Batch.objects.get(pk=batch.pk)


def prepared(school, by, pupils=None, **fields) -> Batch:
    batch = begun(school, by, pupils, **fields)
    work()
    return fresh(batch)


def approved(school, by, pupils=None, **fields) -> Batch:
    batch = prepared(school, by, pupils, **fields)
    services.approve(batch=batch, seen=services.as_seen(batch), by=by)
    work()
    return fresh(batch)


def issued(school, by, pupils=None, **fields) -> Batch:
    batch = approved(school, by, pupils, **fields)
    services.issue(batch=batch, seen=batch.version, by=by)
    work()
    return fresh(batch)
