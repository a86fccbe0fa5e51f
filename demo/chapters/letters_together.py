"""Letters to many families: one batch that is sent and printed, one that waits to be approved.

Their jobs are done in the row that begins them: the worker would do it today.
"""

from demo.chapters.mail import WAITS
from letters.batches import services, work
from letters.models import Batch, LetterLink
from pupils import contacts
from pupils.models import Pupil
from sendcase.jobs import running
from sendcase.jobs.models import Job
from sendcase.outbox.models import Message

PURPOSE = "meeting-invitation"
FACTS = {
    "meeting_time": "3.30 pm",
    "meeting_place": "the library at school",
    "who_comes": "the class teacher and the SENCO",
    "meeting_about": "How reading goes at home and at school.",
}
CHILDREN = 6
BY_EMAIL = 2  # of them, whose families chose it


def tell(plot) -> list[dict]:
    return [{"step": "sent"}, {"step": "waits"}]


def write(teller, args) -> None:
    if args["step"] == "sent":
        sent(teller)
    else:
        begun(teller, 1, slice(CHILDREN, 2 * CHILDREN))


def sent(teller) -> None:
    """As the policy says who signs: prepared one day, approved and sent the next."""
    choose_email(teller, on_the_register(teller)[:BY_EMAIL])
    batch = begun(teller, 4, slice(0, CHILDREN))
    signer = teller.staff["head" if batch.signed_by == "head" else "senco"]
    with teller.on(3):
        services.approve(batch=batch, seen=services.as_seen(batch), by=signer)
        batch.refresh_from_db()
        services.issue(batch=batch, seen=batch.version, by=teller.senco)
        do_all(batch)
    perhaps_sent(batch)


def choose_email(teller, pupils) -> None:
    """Everybody at home said so to the office, the week before."""
    with teller.on(5):
        for pupil in pupils:
            for person in pupil.contacts.filter(do_not_contact=False, ended_on=None):
                contacts.update_contact(
                    contact=person, version=person.version, letters_by="email",
                    by=teller.staff["office"],
                )  # fmt: skip


def perhaps_sent(batch) -> None:
    """The connection broke while the last of the mails went out: a person has to ask."""
    link = LetterLink.objects.filter(letter__batch=batch).first()
    if link is not None:
        Message.objects.filter(pk=link.mail_id).update(state="uncertain", error=WAITS["uncertain"])


def on_the_register(teller):
    pupils = Pupil.objects.filter(school=teller.school, stage__on_register=True).on_roll()
    return pupils.order_by("sort_key", "pk")


def begun(teller, ago, which) -> Batch:
    """About some of those on the register, in the order of names."""
    pupils = on_the_register(teller).values_list("pk", flat=True)[which]
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
