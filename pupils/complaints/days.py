"""Days that cannot be: each answer says which two disagree, "" where all is well."""

from datetime import timedelta

from django.db.models import Max

from pupils.wording import day_text
from sendcase import moment
from sendcase.edits import IllegalMove

ANSWER_DAYS = 7  # what the form proposes for a colleague's answer


def usual_due_on():
    return moment.today() + timedelta(days=ANSWER_DAYS)


def refuse(wrong: str) -> None:
    if wrong:
        raise IllegalMove(wrong)


def wrong_made_on(pupil, on) -> str:
    if on > moment.today():
        return f"The complaint was made on {day_text(on)}, but today is {_today()}."
    if on < pupil.born_on:
        born = day_text(pupil.born_on)
        return f"The complaint was made on {day_text(on)}, but {pupil.first_name} was born {born}."
    return ""


def later_than_steps(complaint, made_on) -> str:
    first = complaint.steps.order_by("on", "pk").values_list("on", flat=True).first()
    if first and first < made_on:
        return f"A step was on {day_text(first)}, before {day_text(made_on)}. Check both days."
    return ""


def wrong_step_on(complaint, on) -> str:
    if on > moment.today():
        return f"{day_text(on)} has not come yet. Write the step down when it has happened."
    if on < complaint.made_on:
        made = day_text(complaint.made_on)
        return f"The step was on {day_text(on)}, but the complaint was made on {made}."
    return ""


def wrong_closed_on(complaint, on) -> str:
    if on > moment.today():
        return f"The complaint ended on {day_text(on)}, but today is {_today()}."
    if on < complaint.made_on:
        made = day_text(complaint.made_on)
        return f"The complaint ended on {day_text(on)}, but it was made on {made}."
    newest = complaint.steps.aggregate(newest=Max("on"))["newest"]
    if newest and on < newest:
        return f"The complaint ended on {day_text(on)}, but a step was on {day_text(newest)}."
    return ""


def wrong_due_on(on) -> str:
    if on is None:
        return "Say by which day."
    return f"{day_text(on)} has gone. Choose today or a later day." if on < moment.today() else ""


def _today() -> str:
    return day_text(moment.today())
