"""Today's rows "Plan reviews": classes with several plans to review now, each on one screen."""

from accounts.permissions import Permission as P
from iep.reviews import together
from reminders.today import Section

SEVERAL = 2
MOST = 6


def lines(user, school) -> list[dict]:
    found = []
    for row in together.classes(user, school):
        due = row["late"] + row["soon"]
        if due >= SEVERAL:
            found.append({
                "text": f"{row['name']}: {due} plans to review in the next two weeks",
                "url": row["url"], "verb": "Review together", "kind": "late",
                "status": f"{row['late']} late" if row["late"] else "",
            })  # fmt: skip
    return found[:MOST]


SECTION = Section(
    key="plan-reviews", title="Plan reviews", order=35, needs=P.PLAN_EDIT, lines=lines
)
