"""The governors' report in its three states. None is of the term we are in: that one can begin."""

from datetime import date

from reports.board import services
from reports.board.models import BoardEdition


def boarded(at, senco, second) -> None:
    """second: who confirms what the SENCO wrote; at the other school somebody who wrote nothing."""
    at.board_published = services.publish(edition=_confirmed(at, senco, second, 1), by=senco)
    at.board_confirmed = _confirmed(at, senco, second, 2)
    at.board_draft = _written(at, senco, 3)


def _written(at, senco, month) -> BoardEdition:
    edition = BoardEdition.objects.create(
        school=at.school, term_name=f"Term {month}", starts_on=date(2026, month, 5),
        ends_on=date(2026, month, 25), opened_by=senco,
    )  # fmt: skip
    return services.write(edition=edition, by=senco, well="Reviews were on time.")


def _confirmed(at, senco, second, month) -> BoardEdition:
    edition = _written(at, senco, month)
    if second == senco:
        BoardEdition.objects.filter(pk=edition.pk).update(writers=[])
    return services.confirm(edition=edition, by=second)
