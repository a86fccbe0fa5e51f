"""The other words staff here use for a strategy: the school's own list of synonyms."""

from django.db import transaction

from audit import log
from iep.bank import states
from iep.bank.matching import key_of
from iep.bank.models import Strategy, StrategyPhrase
from iep.bank.names import refuse_names
from schools.models import School
from sendcase import edits, moment


class Taken(edits.IllegalMove):
    """The words mean another strategy already. The message names it."""


def refuse_taken(school_id, key, besides=None) -> None:
    """One phrase, one strategy. Locks the school: two people cannot add the same at once.

    Raises Taken; besides: the strategy whose own words and phrases do not count.
    """
    edits.locked(School, school_id)
    if not key:
        raise edits.IllegalMove("Write it in words.")
    kept = Strategy.objects.filter(school=school_id, key=key).exclude(state="retired")
    phrases = StrategyPhrase.objects.filter(school=school_id, key=key, removed_at=None)
    phrases = phrases.exclude(strategy__state="retired")
    if besides is not None:
        kept, phrases = kept.exclude(pk=besides.pk), phrases.exclude(strategy=besides)
    if row := kept.first():
        raise Taken(f"There is a strategy in these words already: “{row.words}”.")
    if phrase := phrases.select_related("strategy").first():
        raise Taken(
            f"These words are another way to say “{phrase.strategy.words}”. Take them away there "
            "first, or use other words."
        )


@transaction.atomic
def add_phrase(*, strategy, words, by) -> StrategyPhrase:
    """Raises Taken, NamesSomebody, IllegalMove where the strategy is no longer offered."""
    row = edits.locked(Strategy, strategy.pk)
    states.check(row, "change")
    refuse_names(row.school_id, words, by=by)
    key = key_of(words)
    refuse_taken(row.school_id, key, besides=row)
    mine = StrategyPhrase.objects.filter(strategy=row, key=key, removed_at=None)
    if key == row.key or mine.exists():
        raise Taken(f"“{row.words}” is found by these words already.")
    _free(row.school_id, key)
    made = StrategyPhrase.objects.create(
        school_id=row.school_id, strategy=row, words=words, key=key
    )
    detail = {"phrase": [None, words]}
    log.record("bank_strategy.phrase_added", target=row, by=by, school_id=row.school_id,
               detail=detail)  # fmt: skip
    return made


def _free(school_id, key) -> None:
    """The same words on a strategy no longer offered give way."""
    old = StrategyPhrase.objects.filter(
        school=school_id, key=key, removed_at=None, strategy__state="retired"
    )
    for phrase in old:
        edits.save(edits.locked(StrategyPhrase, phrase.pk), removed_at=moment.now())


@transaction.atomic
def take_away_phrase(*, phrase, by) -> Strategy:
    """The words mean nothing from now on. Twice is once."""
    row = edits.locked(StrategyPhrase, phrase.pk)
    if row.removed_at is None:
        edits.save(row, removed_at=moment.now())
        log.record(
            "bank_strategy.phrase_taken_away", target=row.strategy, by=by,
            school_id=row.school_id, detail={"phrase": [row.words, None]},
        )  # fmt: skip
    return row.strategy
