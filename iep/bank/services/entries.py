"""Adding, proposing, changing and deciding on an entry of the bank."""

from django.db import transaction

from accounts.access import may
from accounts.permissions import Permission
from audit import log
from iep.bank import states
from iep.bank.matching import key_of
from iep.bank.models import BankTarget, Strategy
from iep.bank.names import refuse_names
from iep.bank.services.phrases import refuse_taken
from sendcase import edits, moment

TARGET = ("area", "from_year", "to_year", "target", "criteria", "resources", "strategies",
          "plain_words")  # fmt: skip
STRATEGY = ("area", "words", "need_words", "weight")
NOUNS = {BankTarget: "bank_target", Strategy: "bank_strategy"}


@transaction.atomic
def add_target(*, school, by, **values) -> BankTarget:
    """In the bank at once where `by` keeps the bank, else proposed. Raises NamesSomebody."""
    refuse_names(school.pk, *_texts(values), by=by)
    return _made(BankTarget(school=school, **_begun(school, by), **values), by)


@transaction.atomic
def add_strategy(*, school, by, **values) -> Strategy:
    """As add_target. Raises NamesSomebody, Taken where the words mean another strategy."""
    refuse_names(school.pk, *_texts(values), by=by)
    key = key_of(values["words"])
    refuse_taken(school.pk, key)
    return _made(Strategy(school=school, key=key, **_begun(school, by), **values), by)


@transaction.atomic
def change_target(*, entry, version, by, **values) -> BankTarget:
    """Raises Stale, IllegalMove, NamesSomebody."""
    row = edits.locked(BankTarget, entry.pk, version)
    states.check(row, "change")
    refuse_names(row.school_id, *_texts(values), by=by)
    return _changed(row, by, values, TARGET)


@transaction.atomic
def change_strategy(*, entry, version, by, **values) -> Strategy:
    """Raises Stale, IllegalMove, NamesSomebody, Taken."""
    row = edits.locked(Strategy, entry.pk, version)
    states.check(row, "change")
    refuse_names(row.school_id, *_texts(values), by=by)
    key = key_of(values["words"])
    refuse_taken(row.school_id, key, besides=row)
    return _changed(row, by, values, STRATEGY, key=key)


@transaction.atomic
def decide(*, entry, action, by, version=None):
    """Approve, decline, retire or bring back. Raises Stale, IllegalMove, Taken, NamesSomebody."""
    row = edits.locked(type(entry), entry.pk, version)
    states.check(row, action)
    if action == "approve":  # whoever proposed it does not see every pupil
        names = TARGET if isinstance(row, BankTarget) else STRATEGY
        refuse_names(row.school_id, *_texts({name: getattr(row, name) for name in names}), by=by)
    if action == "bring back" and isinstance(row, Strategy):
        refuse_taken(row.school_id, row.key, besides=row)
    before, after = row.state, states.MOVES[action][row.state]
    edits.save(row, state=after, decided_by=by, decided_at=moment.now())
    _tell(row, f"{action.replace(' ', '_')}", by, {"state": [before, str(after)]})
    return row


def _begun(school, by) -> dict:
    if may(by, Permission.BANK_EDIT, school.pk):
        return {"state": "kept", "proposed_by": by, "decided_by": by, "decided_at": moment.now()}
    return {"state": "proposed", "proposed_by": by}


def _texts(values) -> list[str]:
    return [value for value in values.values() if isinstance(value, str)]


def _made(row, by):
    row.save()
    past = "added" if row.state == states.State.KEPT else "proposed"
    words = row.target if isinstance(row, BankTarget) else row.words
    log.record(
        f"{NOUNS[type(row)]}.{past}", target=row, by=by, school_id=row.school_id,
        detail={"words": [None, words]},
    )  # fmt: skip
    return row


def _changed(row, by, values, names, **also):
    detail = {
        name: [_plain(getattr(row, name)), _plain(values[name])]
        for name in names
        if name in values and getattr(row, name) != values[name]
    }
    if detail:
        edits.save(row, **{name: values[name] for name in detail}, **also)
        _tell(row, "changed", by, detail)
    return row


def _plain(value):
    return getattr(value, "pk", value)


PAST = {"approve": "approved", "decline": "declined", "retire": "retired",
        "bring_back": "brought_back"}  # fmt: skip


def _tell(row, action, by, detail) -> None:
    verb = f"{NOUNS[type(row)]}.{PAST.get(action, action)}"
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
