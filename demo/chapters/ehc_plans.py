"""EHC plans: each child with census code E has one recorded; a few are written in and kept."""

from datetime import timedelta

from demo.chapters.roll import looked_after
from ehcp.plans import services
from iep.readers.duty import people_with_duty
from sendcase import moment

WRITTEN = 4  # a SENCO who begins with the site writes the first ones in
RECORDED_AGO, KEPT_AGO, READ_AGO = 24, 18, 12
OLDEST = 330  # days since the last decision: no review is late because of the demo
AUTHORITY = "Westshire County Council"
SECTIONS = {
    "A": "Likes to be asked first. Would like to go to the same school as friends. The family "
    "hopes for calm mornings.",
    "C": "None related to learning.", "D": "None.", "G": "None.", "H1": "None.", "H2": "None.",
    "I": "A mainstream school.", "J": "No personal budget was asked for.",
    "K": "Advice of the school, the family and an educational psychologist.",
}  # fmt: skip
NEEDS = (
    "Finds it hard to follow long explanations and to remember several steps.",
    "Finds changes of the day hard and shows it by leaving the room.",
)
OUTCOMES = (
    ("Follows three steps said once.", "The end of this key stage",
     "Counted by the teacher each half term."),
    ("Says when a break is needed and comes back within five minutes.", "The end of this year",
     "A tally on four days in each half term."),
)  # fmt: skip
PROVISIONS = (
    {"words": "A language group that practises listening and steps.", "minutes": 30, "times": 2,
     "per": "week", "group_size": 3, "who": "a trained teaching assistant"},
    {"words": "A visual timetable gone through each morning.", "minutes": 5, "times": 1,
     "per": "day", "group_size": 1, "who": "the class teacher"},
    {"words": "Regular time in a calm place."},  # as plans are: how much is not written
)  # fmt: skip


def tell(plot) -> list[dict]:
    """Written in are two of the oldest, who move on next summer, the youngest and one who is
    looked after, where there is one.
    """
    lives = [life for life in plot.lives if life.child.code == "E" and life.moved is not None]
    lives.sort(key=lambda life: (-life.child.group, life.child.number))
    first = lives[:2] + lives[2:][-1:]
    rest = [life for life in lives if life not in first]
    rest.sort(key=lambda life: not looked_after(life.child))  # the others stay as they stand
    lives = first + rest
    return [
        {"child": life.child.number, "place": place,
         "came": life.cycles[life.moved].ago if life.cycles else life.entry}
        for place, life in enumerate(lives)
    ]  # fmt: skip


def write(teller, args) -> None:
    plot, place = teller.plot, args["place"]
    pupil = teller.pupil(plot.child(args["child"]))
    if pupil.left_on is not None:
        return
    ago = min(RECORDED_AGO, len(plot.days))
    with teller.on(ago, 15):
        issued = min(plot.day(max(args["came"], 1)), moment.today())
        since = moment.today() - timedelta(days=(40 + 37 * place) % (OLDEST - 40))
        facts = {"reviewed_on": since} if since > issued else {}
        plan = services.record(
            pupil=pupil, by=teller.senco, is_final=True, local_authority=AUTHORITY,
            officer_name="Ms D. Marsh", officer_email="sen@westshire.example", issued_on=issued,
            reference=f"WS/{args['child']:04}", **facts,
        )  # fmt: skip
        if place < WRITTEN:
            write_in(plan, teller.senco)
    if place < WRITTEN:
        keep(teller, plan, place)


def write_in(plan, by) -> None:
    for letter, words in SECTIONS.items():
        services.save_section(plan=plan, letter=letter, words=words, version=0, by=by)
    needs = [
        services.save_line(plan=plan, kind="needs", number=n, words=words, by=by)
        for n, words in enumerate(NEEDS, start=1)
    ]
    outcomes = [
        services.save_line(plan=plan, kind="outcomes", number=n, words=words, by_when=when,
                           how_measured=how, needs=[needs[n - 1]], by=by)
        for n, (words, when, how) in enumerate(OUTCOMES, start=1)
    ]  # fmt: skip
    for n, row in enumerate(PROVISIONS, start=1):
        both = n > len(needs)
        services.save_line(
            plan=plan, kind="provisions", number=n, by=by,
            needs=needs if both else [needs[n - 1]],
            outcomes=outcomes[1:] if both else [outcomes[n - 1]], **row,
        )  # fmt: skip


def keep(teller, plan, place) -> None:
    """Some have read it, some have not."""
    senco, ago = teller.senco, min(KEPT_AGO, len(teller.plot.days))
    with teller.on(ago, 15):
        dated = plan.reviewed_on or plan.issued_on
        version = services.keep(plan=plan, kind="final", dated_on=dated, by=senco)
    with teller.on(min(READ_AGO, len(teller.plot.days)), 8):
        for person, _ in people_with_duty(plan.pupil)[: place % 2 + 1]:
            services.confirm(plan=plan, number=version.number, by=person)
