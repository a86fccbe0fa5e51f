"""What becomes of a recommendation: adopted, adapted or not taken up, used where, given to whom."""

from django.db import transaction

from accounts.permissions import Permission as P
from agencies import deadlines, uses
from agencies.models import Advice, Recommendation
from agencies.services.telling import is_kept_quiet, locked_advice, record, said
from provision.models import Promise
from pupils import chronology
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Decision = Recommendation.Decision
GIVEN_LINE = "A strategy or target that specialists advised is ready to use"


@transaction.atomic
def decide(
    *, row, kind, decision, by, reason="", our_words="", target=None, promise=None, gives=False,
    version=None,
) -> Recommendation:  # fmt: skip
    """Say what becomes of it; said again, the later words stand.

    our_words: what we do, where it is adapted; target, promise: the iep.Target and
    the provision.Promise of this child that use it; gives: whoever works with the child reads it,
    in our words where there are some. Raises Stale; IllegalMove for a decision without its reason,
    a target or promise of another child, and for giving what is not a target or a strategy in use.
    """
    advice = locked_advice(Advice.objects.get(pk=row.advice_id))
    if promise:  # before the row, as where a promise is changed and the row follows
        promise = edits.locked(Promise, promise.pk)
    row = edits.locked(Recommendation, row.pk, version)
    row.pupil = advice.pupil
    if decision not in (*Recommendation.USED, Decision.DECLINED):
        raise IllegalMove("Say whether you adopt it, adapt it or do not take it up.")
    reason, our_words = _texts(decision, reason, our_words)
    used = _used(row, decision, target, promise)
    _refuse_giving(kind, decision, gives)
    facts = {"decision": decision, "kind": kind, "reason": reason, "our_words": our_words} | used
    detail = {name: [_plain(getattr(row, name)), _plain(now)] for name, now in facts.items()}
    is_new = gives and row.given_at is None
    edits.save(row, **facts, decided_by=by, decided_at=moment.now(), **_given(row, gives, by))
    record(row, "recommendation.decided", by, detail | {"given": gives})
    deadlines.keep_advice(advice)
    if is_new and not is_kept_quiet(advice):
        url = f"{row.pupil.get_absolute_url()}agencies/"
        chronology.note(row.pupil, GIVEN_LINE, needs=P.ADVICE_GIVEN, url=url)
    return row


def _texts(decision, reason, our_words) -> tuple[str, str]:
    if decision == Decision.ADOPTED:
        return reason, ""
    said(reason, "Say why: the family and the agency may ask.")
    if decision == Decision.DECLINED:
        return reason, ""
    return reason, said(our_words, "Write down what we do in its place.")


def _used(row, decision, target, promise) -> dict:
    if decision == Decision.DECLINED:
        return {"target": None, "promise": None}
    return {"target": uses.checked_target(target, row.pupil_id),
            "promise": uses.checked_promise(promise, row.pupil_id)}  # fmt: skip


def follow(old, new) -> None:
    """A promise is changed: what it used, the new one uses. In the caller's transaction; the old
    one is locked.
    """
    numbers = Recommendation.objects.filter(promise=old).order_by("pk").values_list("pk", flat=True)
    for number in list(numbers):
        row = edits.save(edits.locked(Recommendation, number), promise=new)
        record(row, "recommendation.followed", new.made_by, {"promise": [old.pk, new.pk]})


def _plain(value):
    """For the log: the number of what it points at."""
    return getattr(value, "pk", value)


def _refuse_giving(kind, decision, gives) -> None:
    if gives and (kind not in Recommendation.GIVEN or decision not in Recommendation.USED):
        raise IllegalMove("Only targets and strategies that you take up can be given to the class.")


def _given(row, gives, by) -> dict:
    if not gives:
        return {"given_at": None, "given_by": None}
    if row.given_at:
        return {}
    return {"given_at": moment.now(), "given_by": by}
