"""What makes a plan live in the lesson: notes on it, and who has read it. Called by iep.apps;
what the page of a plan shows of both.
"""

from accounts.permissions import Permission as P
from iep.reviews.beside import Source
from reminders.today import Section, add_section
from sendcase.at_once import at_once
from sendcase.frozen.triggers import ALL, guard

# They hold a class, teach a group, are assigned to a child or had one shared with them.
HAS_CHILDREN = """
    SELECT 'in-class' WHERE EXISTS (SELECT 1 FROM schools_classstaff
        WHERE user_id = %(user)s AND school_id = %(school)s
        AND (until_on IS NULL OR until_on >= %(today)s))
    OR EXISTS (SELECT 1 FROM schools_groupstaff
        WHERE user_id = %(user)s AND school_id = %(school)s
        AND (until_on IS NULL OR until_on >= %(today)s))
    OR EXISTS (SELECT 1 FROM pupils_assignment
        WHERE user_id = %(user)s AND school_id = %(school)s
        AND (until_on IS NULL OR until_on >= %(today)s))
    OR EXISTS (SELECT 1 FROM pupils_share
        WHERE user_id = %(user)s AND school_id = %(school)s AND ended_at IS NULL)
"""
# What upper apps show beside a target on the page of its plan: iep.reviews.beside.Source each. They
# add theirs in AppConfig.ready().
beside_targets: list[Source] = []


def register() -> None:
    from iep.notes import beside as notes
    from iep.notes.triggers import NOTE
    from iep.reviews import beside

    guard("iep.PlanNote", NOTE)
    guard("iep.PlanReading", ALL)
    beside.add_source(notes.SOURCE)
    add_section(
        Section(
            key="in-class",
            title="Plans of your children",
            order=50,
            needs=P.PLAN_VIEW,
            lines=lines,
            some=HAS_CHILDREN,
        )  # fmt: skip
    )


def lines(user, school) -> list[dict]:
    from iep.notes import today
    from iep.readers import showing

    return showing.to_read(user, school) + today.lines(user, school)


def on_page(user, plan, value, versions) -> dict:
    """value: iep.content.for_reading, None for nothing to read yet; each target gets its notes."""
    from iep import family
    from iep.notes import showing as notes
    from iep.readers import showing as readers

    put_beside(user, plan, value)
    return (
        notes.on_page(user, plan, value)
        | readers.on_page(user, plan, versions)
        | family.on_page(user, plan, value)
    )


def put_beside(user, plan, value) -> None:
    """Each target of `value` gets what it is given by as `given`, and other lines as `beside`: one
    query for all that is read of both.
    """
    from iep.giving import showing as giving

    if value is None:
        return
    asked = giving.asks_on_page(user, plan, value)
    for source in beside_targets:
        asked |= source.asks(user, [plan])
    found = at_once(asked)
    giving.on_page(user, plan, value, found)
    said = [source.says(user, [plan], found).get(plan.pk, {}) for source in beside_targets]
    for row in value["targets"]:
        row["beside"] = [line for each in said for line in each.get(row["id"], [])]
