"""Letters to many families: one batch that is sent and printed, one that waits to be approved.

Their jobs are done in the row that begins them: the worker would do it today.
"""

from letters.batches import services, work
from letters.models import Batch
from pupils.models import Pupil
from sendcase.jobs import running
from sendcase.jobs.models import Job

PURPOSE = "meeting-invitation"
FACTS = {
    "meeting_time": "3.30 pm",
    "meeting_place": "the library at school",
    "who_comes": "the class teacher and the SENCO",
    "meeting_about": "How reading goes at home and at school.",
}
CHILDREN = 6


def tell(plot) -> list[dict]:
    return [{"step": "sent"}, {"step": "waits"}]


def write(teller, args) -> None:
    if args["step"] == "sent":
        sent(teller)
    else:
        begun(teller, 1, slice(CHILDREN, 2 * CHILDREN))


def sent(teller) -> None:
    """As the policy says who signs: prepared one day, approved and sent the next."""
    batch = begun(teller, 4, slice(0, CHILDREN))
    signer = teller.staff["head" if batch.signed_by == "head" else "senco"]
    with teller.on(3):
        services.approve(batch=batch, seen=services.as_seen(batch), by=signer)
        batch.refresh_from_db()
        services.issue(batch=batch, seen=batch.version, by=teller.senco)
        do_all(batch)


def begun(teller, ago, which) -> Batch:
    """About some of those on the register, in the order of names."""
    pupils = Pupil.objects.filter(school=teller.school, stage__on_register=True).on_roll()
    pupils = pupils.order_by("sort_key", "pk").values_list("pk", flat=True)[which]
    day = teller.plot.ahead[min(10, len(teller.plot.ahead) - 1)]
    with teller.on(ago):
        batch = services.begin(
            school=teller.school, purpose=PURPOSE, title="Invitations: on the register",
            chosen={"words": "On the register"}, pupils=list(pupils), by=teller.senco,
            facts=FACTS | {"meeting_day": f"{day:%a} {day.day} {day:%b %Y}"},
        )  # fmt: skip
        do_all(batch)
    batch.refresh_from_db()
    return batch


def do_all(batch) -> None:
    """What a worker does for this batch, until nothing waits."""
    kinds = (work.PREPARE, work.APPROVE, work.ISSUE, work.PRINT)
    mine = [f"{kind}-{batch.pk}-" for kind in kinds]
    while job := next(
        (job for job in Job.objects.filter(state="waiting", kind__in=kinds)
         if job.key.startswith(tuple(mine))), None
    ):  # fmt: skip
        running.run(job.pk)
