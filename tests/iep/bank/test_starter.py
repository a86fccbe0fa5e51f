"""The starter set: what it holds, and that it comes once."""

import pytest
from django.urls import reverse

from iep.bank import services
from iep.bank.listing import YEARS
from iep.bank.matching import key_of, known, lines_of
from iep.bank.models import BankTarget, Strategy, StrategyPhrase
from iep.bank.services.starter import AREAS, read
from schools.services import create_school
from tests.factories.bank import strategy
from tests.factories.people import sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
AGES = ("N1", "R", "1", "2", "3", "6", "7", "11")


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_targets_for_every_age_and_each_is_whole(area):
    targets = read(area)["targets"]

    assert len(targets) >= 12
    for year in AGES:
        at = YEARS.index(year)
        fits = [t for t in targets
                if YEARS.index(t["from_year"]) <= at <= YEARS.index(t["to_year"])]  # fmt: skip
        assert len(fits) >= 3, year
    for target in targets:
        assert "{name}" in target["target"] and "minutes ×" in target["resources"]
        assert all(target[name] for name in ("criteria", "strategies", "plain_words"))
        assert max(len(words) for words in target.values()) <= 600


def test_sixty_strategies_each_found_by_its_words_and_by_no_others():
    rows = [row for area in AREAS for row in read(area)["strategies"]]
    keys = [key_of(words) for row in rows for words in (row["words"], *row["phrases"])]

    assert len(rows) >= 60 and len(set(keys)) == len(keys)
    assert all(row["need_words"].startswith("need ") for row in rows)
    lines = {line for a in AREAS for t in read(a)["targets"] for line in lines_of(t["strategies"])}
    assert {key_of(line) for line in lines} <= set(keys)


def test_a_school_that_is_made_has_it():
    school = create_school(name="Elm", urn="1", laestab="2", preset="staged_response")

    assert BankTarget.objects.filter(school=school, state="kept").count() >= 48
    assert known(school.pk)[key_of("chunk instructions")].words == "Give instructions in steps"


def test_twice_is_once_and_what_the_school_made_of_it_stays(school):
    services.install_starter(school)
    changed, retired = Strategy.objects.filter(school=school)[:2]
    Strategy.objects.filter(pk=changed.pk).update(words="Ours", key="ours")
    Strategy.objects.filter(pk=retired.pk).update(state="retired")

    def numbers():
        return [model.objects.count() for model in (BankTarget, Strategy, StrategyPhrase)]

    before = numbers()
    assert services.install_starter(school) == 0
    assert numbers() == before
    retired.refresh_from_db()
    assert retired.state == "retired"


def test_a_strategy_the_school_wrote_before_is_not_doubled(school):
    ours = strategy(school, "Use a timer", phrases=["Movement break"])
    services.install_starter(school)

    found = known(school.pk)
    assert found["use a timer"] == ours and found["movement break"] == ours
    assert Strategy.objects.filter(school=school, key="use a timer").count() == 1


def test_a_school_without_an_area_gets_the_others():
    school = SchoolFactory(preset="tutor_led")
    services.install_starter(school)

    assert not BankTarget.objects.filter(area__code="sp").exists()
    assert Strategy.objects.get(school=school, words="Plan rest breaks").area is None


def test_the_empty_list_offers_it_to_those_who_keep_the_bank(client, case):
    address = reverse("bank:targets", args=[case.school.slug])
    assert "starter set</button>" not in sign_in(client, case.teacher).get(address).content.decode()
    assert "starter set</button>" in sign_in(client, case.senco).get(address).content.decode()

    answer = client.post(reverse("bank:starter", args=[case.school.slug]), follow=True)

    assert "are in your bank" in answer.content.decode()
    assert "starter set</button>" not in answer.content.decode()
