"""Today's rows "Plan reviews": classes with several plans to review now, each on one screen."""

from accounts.permissions import Permission as P
from iep.reviews import together
from reminders.today import Section
from sendcase import moment
from sendcase.by_hand import ask

SEVERAL = 2
MOST = 6
DUE_BY_CLASS = """
    SELECT held.id, held.name, COUNT(*), COUNT(CASE WHEN plan.review_on < %s THEN 1 END)
    FROM ({rows}) plan
    JOIN pupils_pupil pupil ON pupil.id = plan.pupil_id
    JOIN schools_classgroup held ON held.id = pupil.class_group_id
    GROUP BY held.id, held.name, held.sort_key HAVING COUNT(*) >= {several}
    ORDER BY held.sort_key, held.id LIMIT {most}
"""


def lines(user, school) -> list[dict]:
    today = moment.today()
    due = together.to_review(user, school).filter(review_on__lte=today + together.SOON)
    rows = due.order_by().values("pupil_id", "review_on")
    found = ask(DUE_BY_CLASS, rows, first=[today.isoformat()], several=SEVERAL, most=MOST)
    return [line(school, *row) for row in found]


def line(school, group: int, name: str, due: int, late: int) -> dict:
    return {
        "text": f"{name}: {due} plans to review in the next two weeks",
        "url": f"/{school.slug}/plans/review-together/?class={group}",
        "verb": "Review together", "kind": "late",
        "status": f"{late} late" if late else "",
    }  # fmt: skip


SECTION = Section(
    key="plan-reviews", title="Plan reviews", order=35, needs=P.PLAN_EDIT, lines=lines
)
