"""Who has not answered is asked again by the rule: one night’s letters wait to be checked."""

from letters.chasers import services as chasers


def tell(plot) -> list[dict]:
    return [{"ago": 1}]


def write(teller, args) -> None:
    with teller.on(args["ago"]):
        chasers.prepare_due(teller.school.pk)
