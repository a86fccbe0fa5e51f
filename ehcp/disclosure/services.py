"""Something of an EHC plan leaves the school: asked for, agreed by a second person where no consent
is recorded, sent, and written down for as long as the record. SEND Regulations 2014, reg. 17; over
compulsory school age the agreement is the young person's own, reg. 64.

Each step locks the child's row first, as consents do: one that is withdrawn in that moment counts.
"""

from datetime import date

from django.db import transaction

from accounts.permissions import Permission as P
from audit import log
from ehcp.disclosure import deadlines, states
from ehcp.disclosure.models import Disclosure
from ehcp.requests.services import refuse_day
from pupils import chronology
from pupils.access import may_about
from pupils.consents import marked
from pupils.consents.models import Consent
from pupils.consents.services import answers_alone
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Ground, State = Disclosure.Ground, Disclosure.State
NO_CONSENT = "This agreement does not hold any more. Ask again, or choose another ground."
ALONE = (
    "{name} is over compulsory school age, so only their own agreement counts here. Ask {name}, "
    "write the answer down under consents, and begin again with it."
)
OWN = "Whoever asked cannot be the second person."
KINDS = ("sharing", "agency")


def consents(pupil):
    """Agreements that hold today and may cover a disclosure."""
    return Consent.objects.filter(pupil=pupil, kind__in=KINDS).holding()


@transaction.atomic
def ask(
    *, plan, by, recipient, ground, reason, organisation="", consent=None, plan_version=None,
    pack=None,
) -> Disclosure:  # fmt: skip
    """Begin one. On a recorded consent it may be sent at once; on a ground a second person agrees.

    plan_version, pack: what goes, at least one of them, of this child. Raises IllegalMove.
    """
    pupil = edits.locked(Pupil, plan.pupil_id)
    _refuse_papers(plan, plan_version, pack)
    if not reason.strip():
        raise IllegalMove("Write down why it goes out.")
    if ground == Ground.CONSENT:
        _refuse_consent(pupil, consent)
    else:
        consent = None
    state = State.READY if ground == Ground.CONSENT else State.ASKED
    row = Disclosure.objects.create(
        school_id=plan.school_id, pupil=pupil, plan=plan, state=state,
        plan_version=plan_version, pack=pack, recipient=recipient, organisation=organisation,
        ground=ground, consent=consent, reason=reason, asked_by=by, asked_at=moment.now(),
    )  # fmt: skip
    detail = {"ground": [None, ground], "recipient": [None, recipient],
              "consent": [None, consent and consent.pk],
              "plan_version": [None, plan_version and plan_version.pk],
              "pack": [None, pack and pack.pk]}  # fmt: skip
    return _tell(row, "asked", by, detail)


@transaction.atomic
def agree(*, row, by, words="", version=None) -> Disclosure:
    """The second person stands behind the ground. Raises Stale, IllegalMove for who asked."""
    row = _at(row, version)
    after = states.check(row, "agree")
    _refuse_second(row, by)
    edits.save(row, state=after, second_by=by, second_at=moment.now(), second_words=words)
    return _tell(row, "agreed", by, {"state": ["asked", after], "words": ["", words]})


@transaction.atomic
def refuse(*, row, by, words, version=None) -> Disclosure:
    """The second person says no, with a reason."""
    row = _at(row, version)
    after = states.check(row, "refuse")
    _refuse_second(row, by)
    if not words.strip():
        raise IllegalMove("Say why it does not go out.")
    edits.save(row, state=after, second_by=by, second_at=moment.now(), second_words=words)
    return _tell(row, "refused", by, {"state": ["asked", after], "words": ["", words]})


@transaction.atomic
def give_up(*, row, by, words, version=None) -> Disclosure:
    """Whoever asked does not go on with it. What the second person said stays as it is."""
    row = _at(row, version)
    after = states.check(row, "give up")
    if not words.strip():
        raise IllegalMove("Say why it does not go out.")
    before = row.state
    edits.save(row, state=after, given_up_words=words)
    return _tell(row, "given_up", by, {"state": [before, after], "words": ["", words]})


@transaction.atomic
def send(*, row, by, sent_on: date, sent_how, version=None) -> Disclosure:
    """It went: when, how, by whom. From then on the row never changes (triggers).

    Raises Stale; IllegalMove where the consent has ended since, or for a day before it might go.
    """
    row = _at(row, version)
    after = states.check(row, "send")
    if row.ground == Ground.CONSENT:
        _refuse_consent(row.pupil, row.consent)
    what = "the second person agreed" if row.second_at else "it was asked for"
    refuse_day(sent_on, row.ready_on, what)
    edits.save(row, state=after, sent_on=sent_on, sent_how=sent_how, sent_by=by)
    detail = {"sent_on": [None, sent_on], "sent_how": [None, sent_how]}
    _tell(row, "sent", by, detail)
    words = "Something of the EHC plan was given to somebody outside the school"
    chronology.note(row.pupil, words, needs=P.EHC_VIEW, url=row.get_absolute_url(), on=sent_on)
    return row


def why_not(row) -> str:
    """A sentence where a ready one may not be sent any more."""
    if row.state != State.READY or row.ground != Ground.CONSENT:
        return ""
    return _against(row.pupil, row.consent_id)


def may_decide(user, row) -> bool:
    """Whether this person can be the second one."""
    return row.asked_by_id != user.pk and may_about(user, P.EHC_DISCLOSE_SECOND, row.pupil)


def _at(row, version) -> Disclosure:
    """The row, and with it the child's as it is now; the child's is locked first."""
    pupil = edits.locked(Pupil, row.pupil_id)
    row = edits.locked(Disclosure, row.pk, version)
    row.pupil = pupil
    return row


def _refuse_papers(plan, plan_version, pack) -> None:
    if plan_version is None and pack is None:
        raise IllegalMove("Choose what goes out: a version of the plan, a pack, or both.")
    if plan_version and plan_version.plan_id != plan.pk:
        raise IllegalMove("That version is of another plan.")
    if pack and (pack.pupil_id != plan.pupil_id or pack.document_id is None):
        raise IllegalMove("That pack is not ready, or of another child.")


def _against(pupil, consent_id) -> str:
    """Why this agreement lets nothing go today, in words for the person; empty where it does.

    Source: SEND Regulations 2014, reg. 17(1); over compulsory school age, reg. 64.
    """
    consent = consents(pupil).filter(pk=consent_id).first()
    if consent is None:
        return NO_CONSENT
    if not consent.by_young_person and answers_alone(pupil, moment.today()):
        return ALONE.format(name=pupil.first_name)
    return marked.why_not(consent)


def _refuse_consent(pupil, consent) -> None:
    if why := _against(pupil, consent and consent.pk):
        raise IllegalMove(why)


def _refuse_second(row, by) -> None:
    if row.asked_by_id == by.pk:
        raise IllegalMove(OWN)


def _tell(row, verb, by, detail) -> Disclosure:
    log.record(f"ehc_disclosure.{verb}", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail=detail)  # fmt: skip
    deadlines.keep(row)
    return row
