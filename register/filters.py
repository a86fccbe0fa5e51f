"""What the list of pupils can ask the register."""

from accounts.permissions import Permission
from pupils.filters import Question, add_question
from register.models import NeedType, RegisterEntry


def open_entries(user):
    return RegisterEntry.objects.visible_to(user).open()


def in_area(pupils, user, area):
    return pupils.filter(pk__in=open_entries(user).filter(areas=area).values("pupil"))


def with_need(pupils, user, kind):
    return pupils.filter(pk__in=open_entries(user).filter(needs__need_type=kind).values("pupil"))


def register() -> None:
    add_question(
        Question(
            name="area", label="Area of need", order=10, needs=Permission.REGISTER_VIEW,
            choices=lambda options: [("", "Every area"), *options["area"]], narrow=in_area,
        )
    )  # fmt: skip
    add_question(
        Question(
            name="need", label="Type of need", order=20, needs=Permission.REGISTER_VIEW,
            choices=lambda options: [("", "Every type"), *NeedType.choices], narrow=with_need,
        )
    )  # fmt: skip
