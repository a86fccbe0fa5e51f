"""Entries of a school's bank, as they stand once they were approved."""

from iep.bank.matching import key_of
from iep.bank.models import BankTarget, Strategy, StrategyPhrase


def bank_target(school, **fields):
    area = fields.pop("area", "cl")
    given = {
        "state": "kept",
        "target": "{name} reads {how many} words by sight.",
        "criteria": "{how many} right by {date}.",
        "resources": "Word cards, 10 minutes × 4 times a week.",
        "strategies": "Sit near the front",
        "plain_words": "{name} is learning words.",
    }
    return BankTarget.objects.create(
        school=school, area=school.areas.get(code=area), **given | fields
    )


def strategy(school, words, *, phrases=(), **fields):
    row = Strategy.objects.create(
        school=school, words=words, key=key_of(words), **{"state": "kept"} | fields
    )
    for other in phrases:
        StrategyPhrase.objects.create(school=school, strategy=row, words=other, key=key_of(other))
    return row
