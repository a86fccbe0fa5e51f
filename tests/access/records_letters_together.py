"""Letters together in three states. Their child is another one: the office reads them approved."""

from django.core.files.base import ContentFile

from letters.models import Batch, BatchPrint, BatchRow
from sendcase import moment
from tests.factories.letters import LetterFactory
from tests.factories.pupils import ContactFactory, PupilFactory


def letters_together(at, senco):
    pupil = PupilFactory(school=at.school, class_group=at.klass)
    ContactFactory(pupil=pupil)
    at.begun_together = _batch(at, senco, state="prepared")
    at.cannot_row = BatchRow.objects.create(
        school=at.school, batch=at.begun_together, pupil=pupil, position=1, state="cannot",
        why="There is no address.",
    )  # fmt: skip
    ready = PupilFactory(school=at.school, class_group=at.klass)
    BatchRow.objects.create(
        school=at.school, batch=at.begun_together, pupil=ready, position=2, state="ready"
    )
    LetterFactory(pupil=ready, batch=at.begun_together, prepared_by=senco)
    signed = {"approved_by": senco, "approved_at": moment.now()}
    at.approved_together = _batch(at, senco, state="approved", **signed)
    at.stuck_together = _batch(at, senco, state="issuing", issued_by=senco, **signed)
    at.sent_together = _batch(at, senco, state="issued", issued_by=senco, **signed)
    at.paper_together = BatchPrint(
        school=at.school, batch=at.sent_together, size=8, sha256="0" * 64,
        envelopes=[{"letters": [0], "to": "Ms Brown", "place": "WB1 2AB", "way": "post",
                    "class": "", "from": 1, "pages": 1}],
    )  # fmt: skip
    at.paper_together.file.name = at.paper_together.file.storage.save(
        f"batches/{at.school.pk}/matrix.pdf", ContentFile(b"%PDF-1.7")
    )
    at.paper_together.save()


def _batch(at, senco, **fields):
    return Batch.objects.create(
        school=at.school, purpose="meeting-invitation", title="Reviews", made_by=senco,
        chosen={"words": "Year 3"}, signed_by="senco", **fields,
    )  # fmt: skip
