"""Adding, proposing, changing, deciding; the other words for a strategy; the pages."""

import re
import uuid

import pytest
from django.urls import reverse

from audit.models import Event
from iep.bank import services, states
from iep.bank.matching import known
from iep.bank.models import BankTarget, Strategy
from iep.bank.services.phrases import Taken
from sendcase.edits import IllegalMove, Stale
from tests.factories.bank import bank_target, strategy
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db


def page(client, name, *args):
    return client.get(reverse(f"bank:{name}", args=args)).content.decode()


def posted(school, **fields):
    area = school.areas.get(code="cl").pk
    return {"form_id": str(uuid.uuid4()), "area": area, "target": "{name} reads.", **fields}


def test_a_teacher_proposes_and_the_senco_decides(client, case):
    sign_in(client, case.teacher)
    answer = client.post(reverse("bank:new-target", args=[case.school.slug]), posted(case.school))
    entry = BankTarget.objects.get()
    assert (entry.state, entry.proposed_by, entry.origin) == ("proposed", case.teacher, "school")
    assert "Proposed" in client.get(answer.url).content.decode()
    press = {"action": "approve", "version": 1, "state": "retired"}
    decide = reverse("bank:decide-target", args=[entry.pk])
    assert client.post(decide, press).status_code == 403

    sign_in(client, case.senco).post(decide, press)

    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == ("kept", case.senco)
    assert "Bank target approved" in client.get(answer.url + "?history=1").content.decode()


def test_a_proposal_is_hidden_from_other_teachers(client, case):
    entry = services.add_target(
        school=case.school, by=case.teacher, area=case.school.areas.first(), target="Reads."
    )
    other = sign_in(client, member(case.school, "teacher"))
    assert other.get(reverse("bank:target", args=[entry.pk])).status_code == 404
    address = reverse("bank:targets", args=[case.school.slug]) + "?show=proposed"
    assert "Reads." not in other.get(address).content.decode()


def test_the_senco_adds_at_once(client, case):
    sign_in(client, case.senco)
    client.post(
        reverse("bank:new-strategy", args=[case.school.slug]),
        posted(case.school, words="Use a timer", need_words="need a timer", weight=1),
    )
    row = Strategy.objects.get()
    assert (row.state, row.key, row.weight) == ("kept", "use a timer", 1)
    assert Event.objects.filter(verb="bank_strategy.added", object_id=row.pk).exists()


def test_a_name_in_the_form_is_said_and_the_text_stays(client, case):
    sign_in(client, case.teacher)
    answer = client.post(
        reverse("bank:new-target", args=[case.school.slug]),
        posted(case.school, target="Amina reads."),
    )
    text = answer.content.decode()
    assert "“Amina” is the name of a pupil here" in text and "Amina reads." in text
    assert not BankTarget.objects.exists()


def test_two_who_change_an_entry_see_both_texts(client, case, entry):
    services.change_target(entry=entry, version=1, by=case.senco, target="{name} writes.")
    sign_in(client, case.senco)
    answer = client.post(
        reverse("bank:edit-target", args=[entry.pk]), posted(case.school, version=1)
    )
    assert answer.status_code == 409 and "{name} writes." in answer.content.decode()
    with pytest.raises(Stale):
        services.change_target(entry=entry, version=1, by=case.senco, target="x")


@pytest.mark.parametrize("state", states.State.values)
@pytest.mark.parametrize("action", [name for name in states.MOVES if name != "change"])
def test_only_the_moves_of_the_table_are_made(case, action, state):
    row = bank_target(case.school, state=state)
    if state in states.MOVES[action]:
        services.decide(entry=row, action=action, by=case.senco, version=1)
    else:
        with pytest.raises(IllegalMove):
            services.decide(entry=row, action=action, by=case.senco, version=1)
    row.refresh_from_db()
    assert row.state == states.MOVES[action].get(state, state)


def test_one_phrase_means_one_strategy(case, steps):
    other = strategy(case.school, "Use a timer")
    for words in ("small  STEPS.", "Give instructions in steps"):
        with pytest.raises(Taken, match="Give instructions in steps"):
            services.add_phrase(strategy=other, words=words, by=case.senco)
    with pytest.raises(Taken):
        services.add_strategy(school=case.school, by=case.senco, words="Small steps")

    services.take_away_phrase(phrase=steps.phrases.get(), by=case.senco)
    services.add_phrase(strategy=other, words="Small steps", by=case.senco)

    assert known(case.school.pk)["small steps"] == other


def test_a_retired_strategy_leaves_its_words_free_and_cannot_take_them_back(case, steps):
    services.decide(entry=steps, action="retire", by=case.senco)
    other = strategy(case.school, "Use a timer")
    services.add_phrase(strategy=other, words="Small steps", by=case.senco)
    services.add_phrase(strategy=other, words="Give instructions in steps", by=case.senco)

    with pytest.raises(Taken, match="Use a timer"):
        services.decide(entry=steps, action="bring back", by=case.senco)


def test_phrases_are_added_and_taken_away_on_the_page(client, case, steps):
    sign_in(client, case.senco)
    address = reverse("bank:strategy", args=[steps.pk])
    client.post(address, {"words": "Bit by bit"})
    text = client.post(address, {"words": "Small steps"}).content.decode()
    assert "Bit by bit" in text and "is found by these words already" in text
    first = steps.phrases.get(words="Small steps")
    client.post(reverse("bank:away", args=[steps.pk, first.pk]))
    assert "Small steps" not in re.sub(
        r"“Small steps” is taken", "", page(client, "strategy", steps.pk)
    )


@pytest.mark.parametrize("kind", ["targets", "strategies"])
def test_a_long_list_costs_what_a_short_one_does(client, case, at_most, kind):
    address = reverse(f"bank:{kind}", args=[case.school.slug])
    sign_in(client, case.senco).get(address)
    for number in range(200):
        if number == 10:
            with at_most(14):
                client.get(address)
        bank_target(case.school, target=f"Target {number:03}") if kind == "targets" else strategy(
            case.school, f"Strategy {number:03}", phrases=[f"Other {number}"]
        )
    with at_most(14):
        text = client.get(address).content.decode()
    assert text.count("<tr>") == 31 and "Further down the list" in text
    following = re.search(r'rel="next" href="([^"]+)"', text)[1].replace("&amp;", "&")
    assert " 030" in client.get(following).content.decode()


def test_the_list_is_narrowed_by_area_year_and_words(client, case):
    bank_target(case.school, target="Early one", from_year="N1", to_year="R")
    bank_target(case.school, target="Later one", from_year="7", to_year="11", area="ci")
    bank_target(case.school, target="For every year")
    sign_in(client, case.teacher)
    address = reverse("bank:targets", args=[case.school.slug])

    def shown(**query):
        text = client.get(address, query).content.decode()
        return [words for words in ("Early one", "Later one", "For every year") if words in text]

    assert shown(year="10") == ["Later one", "For every year"]
    assert shown(area=case.school.areas.get(code="ci").pk) == ["Later one"]
    assert shown(q="every YEAR") == ["For every year"]
    assert shown(q="nothing") == []
    for wrong in ({"year": "99"}, {"area": "x"}, {"show": "all"}):
        assert client.get(address, wrong).status_code == 400
