"""The SENCO's line on Today: how many promises slip and were not looked at these two weeks."""

from provision.ledger import slipping
from pupils.wording import counted


def lines(user, school) -> list[dict]:
    waiting = sum(slip.look is None for slip in slipping.of_school(user, school))
    if not waiting:
        return []
    verb = "is" if waiting == 1 else "are"
    return [
        {"text": f"{counted(waiting, 'promise')} of help {verb} slipping",
         "url": f"/{school.slug}/provision/slipping/", "verb": "Look", "kind": "late",
         "status": ""}
    ]  # fmt: skip
