"""What becomes of a recommendation: adopted, adapted or not taken up, used where, given to whom."""

from django.db import transaction

from accounts.permissions import Permission as P
from agencies import deadlines
from agencies.models import Advice, Recommendation
from agencies.services.telling import is_kept_quiet, locked_advice, record, said
from pupils import chronology
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Decision = Recommendation.Decision
GIVEN_LINE = "A strategy or target that specialists advised is ready to use"


@transaction.atomic
def decide(
    *, row, kind, decision, by, reason="", our_words="", target=None, gives=False, version=None
) -> Recommendation:  # fmt: skip
    """Say what becomes of it; said again, the later words stand.

    our_words: what we do, where it is adapted; target: an iep.Target of this child that uses it;
    gives: whoever works with the child reads it, in our words where there are some. Raises Stale;
    IllegalMove for a decision without its reason, a target of another child, and for giving what
    is not a target or a strategy in use.
    """
    advice = locked_advice(Advice.objects.get(pk=row.advice_id))
    row = edits.locked(Recommendation, row.pk, version)
    row.pupil = advice.pupil
    if decision not in (*Recommendation.USED, Decision.DECLINED):
        raise IllegalMove("Say whether you adopt it, adapt it or do not take it up.")
    reason, our_words = _texts(decision, reason, our_words)
    target = _target(row, decision, target)
    _refuse_giving(kind, decision, gives)
    detail = {"decision": [row.decision, decision], "kind": [row.kind, kind],
              "reason": [row.reason, reason], "our_words": [row.our_words, our_words],
              "target": [row.target_id, target and target.pk], "given": gives}  # fmt: skip
    is_new = gives and row.given_at is None
    edits.save(
        row, kind=kind, decision=decision, reason=reason, our_words=our_words, target=target,
        decided_by=by, decided_at=moment.now(), **_given(row, gives, by),
    )  # fmt: skip
    record(row, "recommendation.decided", by, detail)
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


def _target(row, decision, target):
    if target is None or decision == Decision.DECLINED:
        return None
    if target.plan.pupil_id != row.pupil_id:
        raise IllegalMove("This target is in another child’s plan.")
    return target


def _refuse_giving(kind, decision, gives) -> None:
    if gives and (kind not in Recommendation.GIVEN or decision not in Recommendation.USED):
        raise IllegalMove("Only targets and strategies that you take up can be given to the class.")


def _given(row, gives, by) -> dict:
    if not gives:
        return {"given_at": None, "given_by": None}
    if row.given_at:
        return {}
    return {"given_at": moment.now(), "given_by": by}
