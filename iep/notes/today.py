"""What Today says to those who work with some children: where to write down what they saw."""

from accounts.access import roles_at
from iep.notes import listing
from pupils.querysets import WHOLE_SCHOOL


def lines(user, school) -> list[dict]:
    """One line. Whoever sees the whole school has the list of plans for it."""
    if not roles_at(user, school.pk).isdisjoint(WHOLE_SCHOOL):
        return []
    if not listing.notable(user, school).exists():
        return []
    return [
        {
            "text": "Write down what you saw: notes on your children’s plans",
            "url": f"/{school.slug}/notes/new/",
            "verb": "My children’s plans",
            "status": "",
        }
    ]
