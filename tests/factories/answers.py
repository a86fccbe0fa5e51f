"""Letters that went out, with the code on their slip, and as long ago as a test needs."""

from datetime import timedelta

from letters import deadlines
from letters.models import Letter, ReplyCode
from letters.replies import codes
from sendcase import moment
from tests.factories.letters import LetterFactory


def sent(days=0, **fields) -> Letter:
    """A bare sent letter, `days` ago, answer hoped for within 14 days."""
    on = moment.today() - timedelta(days=days)
    letter = LetterFactory(issued_on=on, answer_days=14, approved_by=None, **fields)
    senco = letter.prepared_by
    Letter.objects.filter(pk=letter.pk).update(
        state="issued", approved_by=senco, approved_at=moment.now(), issued_by=senco
    )
    letter.refresh_from_db()
    deadlines.keep(letter)
    return letter


def coded(letter, *, days_left=60) -> str:
    """The code printed on the slip of this letter; its row is made where there is none."""
    code = codes.code_of(letter)
    ReplyCode.objects.get_or_create(
        letter=letter,
        defaults={"school": letter.school, "code_hash": codes.hashed(code),
                  "expires_on": moment.today() + timedelta(days=days_left)},
    )  # fmt: skip
    return code
