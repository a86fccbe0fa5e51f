"""The termly review of the register: last term's is finished, with its letters; this term's open.

Last term's is told between the plans of that time (`past`), so that it looks at the register as it
was then. Its job is done in the row that finishes it: the worker would do it today.
"""

from bisect import bisect_right

from demo.calendar import calendar
from letters.models import Letter
from register.review import deadlines, finishing, services
from register.review.models import RegisterReview, ReviewRow
from sendcase import moment
from sendcase.jobs import running

# Whose plan was reviewed and closed before the review of the register looked at them.
ROLES = ("review ended", "review moved down")
CHAPTER = {"chapter": "reviews"}
BEFORE_END = 8  # school days before the end of the term
TALKED = "talk at the review meeting"
HANDED = "Handed over and talked through at the review meeting; not posted."


def past(plot) -> list[tuple[int, dict]]:
    """(ago, row) of last term's."""
    ago = begun(plot)
    stories = [(ago + 1, {"step": "until", "role": role, "review": ago}) for role in cast(plot)]
    steps = [(ago, "start"), (ago - 2, "finish"), (ago - 4, "letters")]
    found = stories + [(day, {"step": step, "review": ago}) for day, step in steps]
    return [(day, args | CHAPTER) for day, args in found]


def begun(plot) -> int:
    """Ago of last term's review: the term before the one of two school days ago."""
    terms = calendar(plot.today).terms
    now = bisect_right([term.starts_on for term in terms], plot.day(2)) - 1
    return plot.ago(terms[now - 1].ends_on) + BEFORE_END


def cast(plot) -> dict:
    """Role → child. Where nothing is watched, nobody moves down to be."""
    roles = {role: plot.roles[role] for role in ROLES if role in plot.roles}
    if plot.demo.preset == "tutor_led":
        roles.pop("review moved down", None)
    return roles


def tell(plot) -> list[dict]:
    return [{"step": "open"}, {"step": "decide"}]


def write(teller, args) -> None:
    step, ago = args["step"], args.get("review")
    if step == "until":
        until_review(teller, cast(teller.plot)[args["role"]], ago)
    elif step == "start":
        with teller.on(ago, 14):
            services.start(school=teller.school, by=teller.senco)
    elif step == "finish":
        finish(teller, ago)
    elif step == "letters":
        send_letters(teller, ago)
    else:
        {"open": open_now, "decide": decide_some}[step](teller)


def until_review(teller, child, ago) -> None:
    """One plan, all of it met, and closed the day before the review."""
    teller.accept(child, teller.refer(child, ago + 31), ago + 26)
    teller.tell_family(child, ago + 24, "talk with the class teacher")
    plan = teller.write(child, ago + 22, teller.plot.day(ago + 2))
    teller.withdraw(teller.share(child, plan, ago + 20), ago + 19, HANDED)
    teller.review(child, plan, ago + 2, all_met=True)
    with teller.on(ago + 1):
        teller.close_plan(plan)


def finish(teller, ago) -> None:
    review = RegisterReview.objects.get(school=teller.school, state="open")
    with teller.on(ago - 2, 14):
        services.decide(review=review, decisions=changes(teller, review), by=teller.senco)
        services.keep_the_rest(review=review, by=teller.senco)
        seen = finishing.as_seen(list(review.rows.here()))
        review = finishing.finish(review=review, seen=seen, by=teller.senco)
        if job := finishing.newest_job(review):
            running.run(job.pk)


def changes(teller, review) -> list[services.Decision]:
    rows = {row.pupil.admission_number: row for row in review.rows.here().select_related("pupil")}
    found = []
    for role, child in cast(teller.plot).items():
        row = rows[teller.number(child)]
        stage = teller.watching() if role == "review moved down" else None
        found.append(decision(row, stage, "All targets met; class teaching is enough now."))
    return found


def decision(row, stage, reason) -> services.Decision:
    """To another stage, or off the register where that is None."""
    choice = ReviewRow.Choice.MOVE if stage else ReviewRow.Choice.CLOSE
    return services.Decision(row.pk, row.version, choice, stage, reason)


def send_letters(teller, ago) -> None:
    """The family whose support ended gets the letter by post; the others talked about it."""
    for row in ReviewRow.objects.filter(review__school=teller.school, letter="prepared"):
        prepared = list(Letter.objects.filter(pupil=row.pupil_id, state="prepared"))
        if row.choice == ReviewRow.Choice.CLOSE:
            issued = teller.issue(teller.approve(prepared, ago - 4), ago - 5)
            teller.answer(issued, max(ago - 8, 1))
            continue
        teller.withdraw(prepared, ago - 4, HANDED)
        if row.tell_by and not row.told_on:
            with teller.on(ago - 4):
                services.mark_told(row=row, on=moment.today(), by=teller.senco, how=TALKED)


def open_now(teller) -> None:
    """This term's, after one begun by mistake. By when it is due is kept as of today."""
    with teller.on(3, 9):
        services.stop(review=services.start(school=teller.school, by=teller.senco), by=teller.senco)
    with teller.on(2, 14):
        services.start(school=teller.school, by=teller.senco)
    deadlines.keep(teller.school.pk)


def decide_some(teller) -> None:
    """Two classes' worth of children is decided; the rest waits."""
    review = RegisterReview.objects.get(school=teller.school, state="open")
    rows = list(review.rows.here().select_related("from_stage").order_by("pk")[:18])
    on_start = [row for row in rows if row.from_stage == teller.start()]
    decided = {
        row.pk: services.Decision(row.pk, row.version, ReviewRow.Choice.KEEP, None, "")
        for row in rows
    }
    if on_start:
        decided[on_start[0].pk] = decision(on_start[0], None, "All targets were met this term.")
    for row in on_start[1:2]:
        decided[row.pk] = decision(row, teller.with_plan(), "The authority issued an EHC plan.")
    with teller.on(1, 14):
        services.decide(review=review, decisions=list(decided.values()), by=teller.senco)
