"""What each step does besides: the lock, the log, the deadlines, the child's story."""

from accounts.permissions import Permission as P
from agencies import deadlines
from agencies.models import Advice, AgencyRequest
from audit import log
from pupils import chronology
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove


def locked(row, version=None) -> AgencyRequest:
    """The request, and with it the child's row as it is now; the child's is locked first."""
    return _locked(AgencyRequest, row, version)


def locked_advice(row, version=None) -> Advice:
    return _locked(Advice, row, version)


def _locked(model, row, version):
    pupil = edits.locked(Pupil, row.pupil_id)
    found = edits.locked(model, row.pk, version)
    found.pupil = pupil
    return found


def tell(row, verb, by, detail) -> AgencyRequest:
    """The log and the deadlines of a request."""
    record(row, f"agency_request.{verb}", by, detail)
    deadlines.keep(row)
    return row


def record(row, verb, by, detail) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
               detail=detail)  # fmt: skip


def note(row, words, on=None) -> None:
    """A line for who reads requests and reports. None of what is done for the child’s safety
    without the family: the story goes into packs and handovers, and they are read at home.
    """
    if is_kept_quiet(row):
        return
    url = row.get_absolute_url()
    chronology.note(row.pupil, words, needs=P.AGENCY_VIEW, url=url, on=on)


def is_kept_quiet(row) -> bool:
    """Whether it rests on a ground of safety alone, or the family is not told."""
    if isinstance(row, Advice):
        return row.told == Advice.Told.NOT or bool(row.request and is_kept_quiet(row.request))
    return bool(row.ground) and row.consent_id is None


def refuse_day(day, first, what="") -> None:
    """Raises IllegalMove for a day to come, and for one before `first`. what: "it was asked"."""
    if day > moment.today():
        raise IllegalMove(f"{day_text(day)} has not come yet.")
    if first and day < first:
        raise IllegalMove(f"{day_text(day)} is before the day on which {what}.")


def said(text, why) -> str:
    """Raises IllegalMove(why) where nothing is written."""
    if not text.strip():
        raise IllegalMove(why)
    return text
