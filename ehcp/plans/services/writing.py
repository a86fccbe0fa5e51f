"""What stands in the plan: the prose of a section, one line at a time, and what it is linked to."""

from django.db import transaction

from ehcp.plans import states
from ehcp.plans.models import EhcNeed, EhcOutcome, EhcPlan, EhcProvision, Section
from ehcp.plans.services.telling import tell
from sendcase import edits, moment

KINDS = {"needs": EhcNeed, "outcomes": EhcOutcome, "provisions": EhcProvision}
LINKS = ("needs", "outcomes")


@transaction.atomic
def save_section(*, plan, letter, words, version, by) -> Section:
    """version: of the section the form was opened with, 0 where there was none.

    Raises Stale, IllegalMove for a plan that has ended.
    """
    owner = edits.locked(EhcPlan, plan.pk)
    states.check(owner, "write")
    row = Section.objects.filter(plan=owner, letter=letter).first()
    if row is None:
        row, before = Section.objects.create(plan=owner, letter=letter, words=words), ""
    else:
        row = edits.locked(Section, row.pk, version)
        before = row.words
        edits.save(row, words=words)
    tell(owner, "section_saved", by, {f"section {letter}": [before, words]})
    return row


@transaction.atomic
def save_line(*, plan, kind, by, line=None, version=None, **fields):
    """Write a new line of section B, E or F, or with `line` change that one.

    kind: a key of KINDS; fields: those of the model; needs and outcomes: rows of this plan.
    Raises Stale, IllegalMove for a number that stands already or a line of another plan.
    """
    owner = edits.locked(EhcPlan, plan.pk)
    states.check(owner, "write")
    model = KINDS[kind]
    links = {name: fields.pop(name) for name in LINKS if name in fields}
    refuse_line(owner, model, line, fields, links)
    if line is None:
        row, before = model.objects.create(plan=owner, **fields), {}
    else:
        row = edits.locked(model, line.pk, version)
        before = {name: getattr(row, name) for name in fields}
        edits.save(row, **fields)
    for name, rows in links.items():
        getattr(row, name).set(rows)
    detail = {name: [before.get(name), value] for name, value in fields.items()
              if before.get(name) != value}  # fmt: skip
    detail |= {name: [None, sorted(each.pk for each in rows)] for name, rows in links.items()}
    tell(owner, "line_saved", by, {"line": f"{kind} {row.pk}"} | detail)
    return row


def refuse_line(owner, model, line, fields, links) -> None:
    rows = [each for found in links.values() for each in found]
    if any(each.plan_id != owner.pk for each in [*rows, *([line] if line else [])]):
        raise edits.IllegalMove("This line belongs to another plan.")
    same = model.objects.filter(plan=owner, number=fields.get("number"), dropped_on=None)
    if same.exclude(pk=line.pk if line else None).exists():
        raise edits.IllegalMove("A line with this number stands here already. Choose another one.")


@transaction.atomic
def take_out(*, plan, kind, line, by, back=False):
    """Take a line out of the plan, or put it back. It is kept: versions and reviews point at it."""
    owner = edits.locked(EhcPlan, plan.pk)
    states.check(owner, "write")
    row = edits.locked(KINDS[kind], line.pk)
    if (row.dropped_on is None) == back:
        return row
    if back:
        refuse_line(owner, KINDS[kind], row, {"number": row.number}, {})
    before, day = row.dropped_on, None if back else moment.today()
    edits.save(row, dropped_on=day)
    detail = {"line": f"{kind} {row.pk}", "dropped_on": [before, day]}
    tell(owner, "line_put_back" if back else "line_taken_out", by, detail)
    return row
