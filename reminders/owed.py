"""What the school itself owes: reports, policies, the SENCO's qualification. About no child."""

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from schools.owed import due
from schools.owed.models import Obligation

Of = Obligation.Kind
KEYS = {kind: f"owed-{kind.value}" for kind in Of}


def follow(obligation) -> None:
    """In the transaction that added, changed or ended it, or wrote down that it was done."""
    row = Obligation.objects.with_last_done().get(pk=obligation.pk)
    when = due.due(row, row.last_done)
    if when is None:
        close_deadline(KEYS[row.kind], row, done=row.ended_on is None)
        return
    open_deadline(
        KEYS[row.kind], row, school_id=row.school_id, due_on=when.on, rule=when.rule,
        is_legal=when.is_legal, owner_role=Role.SENCO,
    )  # fmt: skip


def recount_of(kind: Of):
    def recount(school_id: int) -> list[Expected]:
        rows = Obligation.objects.filter(school=school_id, kind=kind).open().with_last_done()
        found = [(row.pk, due.due(row, row.last_done)) for row in rows]
        return [
            Expected(pk, school_id, when.on, rule=when.rule, is_legal=when.is_legal)
            for pk, when in found
            if when
        ]

    return recount


def link(deadline) -> str:
    return f"/owed/{deadline.object_id}/"


def names(numbers) -> dict[int, str]:
    rows = Obligation.objects.filter(pk__in=numbers).exclude(name="")
    return dict(rows.values_list("pk", "name"))


def kind_of(kind: Of, sentence: str, unnamed="", names=None) -> Kind:
    return Kind(
        KEYS[kind], sentence, "Open", link, recount_of(kind), unnamed=unnamed, names=names,
        of=Obligation,
    )  # fmt: skip


KINDS = [
    kind_of(Of.INFORMATION_REPORT, "Bring the SEN Information Report up to date"),
    kind_of(Of.PARENTS_REPORT, "Send families their yearly report on progress"),
    kind_of(
        Of.QUALIFICATION, "Note when {pupil} holds the SENCO qualification", "our SENCO", names
    ),
    kind_of(Of.POLICY, "Review our policy: {pupil}", "its name is on the page", names),
]
