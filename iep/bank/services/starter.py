"""The starter set: targets and strategies that we wrote, put into a school's bank once."""

import tomllib
from pathlib import Path

from django.db import transaction

from audit import log
from iep.bank.matching import key_of
from iep.bank.models import BankTarget, Strategy, StrategyPhrase
from schools.models import School
from sendcase import edits, moment

FOLDER = Path(__file__).resolve().parents[1] / "starter"
AREAS = ("ci", "cl", "semh", "sp")  # a school's own code of the area names the file


def read(area: str) -> dict:
    """{"targets": [...], "strategies": [...]} as iep/bank/starter/<area>.toml has them."""
    with open(FOLDER / f"{area}.toml", "rb") as file:
        return tomllib.load(file)


def has_starter(school) -> bool:
    """Whether the set was put in before, whatever the school made of it since."""
    came = {"school": school, "origin": "starter"}
    targets, strategies = BankTarget.objects.filter(**came), Strategy.objects.filter(**came)
    return targets.exists() or strategies.exists()


@transaction.atomic
def install_starter(school, by=None) -> int:
    """Put the set in. Returns how many entries came; 0 where it was put in before.

    What the school wrote stays and wins: a strategy in the same words is not doubled.
    """
    edits.locked(School, school.pk)
    if has_starter(school):
        return 0
    areas = {area.code: area for area in school.areas.all()}
    sets = {code: read(code) for code in AREAS}
    facts = {"school": school, "origin": "starter", "state": "kept", "decided_at": moment.now()}
    targets = BankTarget.objects.bulk_create(
        BankTarget(area=areas[code], **facts, **row)
        for code, found in sets.items()
        if code in areas
        for row in found["targets"]
    )
    strategies = _strategies(school, sets, areas, facts)
    count = len(targets) + strategies
    detail = {"targets": len(targets), "strategies": strategies}
    log.record("bank.starter_set_added", target=school, by=by, school_id=school.pk, detail=detail)
    return count


def _strategies(school, sets, areas, facts) -> int:
    taken = _taken(school)
    rows, phrases = [], []
    for code, found in sets.items():
        for given in found["strategies"]:
            other_words = given["phrases"]
            plain = {name: value for name, value in given.items() if name != "phrases"}
            key = key_of(given["words"])
            if key in taken:
                continue
            taken.add(key)
            rows.append(Strategy(area=areas.get(code), key=key, **facts, **plain))
            phrases.append(other_words)
    made = Strategy.objects.bulk_create(rows)
    StrategyPhrase.objects.bulk_create(
        StrategyPhrase(school=school, strategy=row, words=words, key=key_of(words))
        for row, others in zip(made, phrases, strict=True)
        for words in others
        if key_of(words) not in taken
    )
    return len(made)


def _taken(school) -> set[str]:
    """Keys that mean a strategy of this school already."""
    kept = Strategy.objects.filter(school=school).exclude(state="retired")
    phrases = StrategyPhrase.objects.filter(school=school, removed_at=None)
    return {*kept.values_list("key", flat=True), *phrases.values_list("key", flat=True)}
