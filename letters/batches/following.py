"""A child of a batch follows its letters, wherever they are moved: also on a letter's own page."""

from letters.batches import work
from letters.batches.models import BatchRow
from letters.deadlines import WAITS_HERE
from letters.models import Letter


def follow(letter) -> None:
    """In the transaction of the letter's move, once it is sent or closed."""
    if letter.batch_id is None:
        return
    mine = Letter.objects.filter(batch=letter.batch_id, pupil=letter.pupil_id)
    states = list(mine.values_list("state", "issued_on"))
    if any(state in WAITS_HERE for state, _ in states):
        return
    if any(issued_on for _, issued_on in states):
        work.mark(letter.batch_id, letter.pupil_id, BatchRow.State.ISSUED)
    else:
        work.mark(letter.batch_id, letter.pupil_id, BatchRow.State.CANNOT, letter.closed_reason)
