"""The box “Find a pupil” on every page: whom it finds, for whom, and what the log keeps of it."""

import pytest
from django.db import connection

from accounts.permissions import Role
from audit.models import Event, EventDetail
from pupils import search, trigrams
from pupils.models import Pupil
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="3 Wíllow")


@pytest.fixture
def siobhan(school, willow):
    return PupilFactory(
        school=school, class_group=willow, legal_first_name="Siobhán", legal_last_name="O'Neil",
        preferred_first_name="Shiv", upn="V855400526001",
    )  # fmt: skip


def ask(client, school, words):
    return client.get(f"/{school.slug}/pupils/find/", {"q": words}, headers={"HX-Request": "true"})


def found(response):
    return [pupil.name for pupil in response.context["rows"]]


@pytest.mark.parametrize(
    "words",
    ["shiv", "SIOBHAN", "oneil", "O’Neil siob", "willow", "wíllow shiv", "855400526", "v8554 neil"],
)
def test_names_class_and_upn_find_a_child_however_they_are_typed(client, school, siobhan, words):
    PupilFactory(school=school, legal_first_name="Ben")
    PupilFactory(legal_first_name="Siobhán", legal_last_name="O'Neil")  # another school's
    PupilFactory(school=school, legal_first_name="Siobhán", left_on="2024-07-20")
    sign_in(client, member(school, Role.SENCO))

    response = ask(client, school, words)

    assert found(response) == ["Shiv O'Neil"]
    assert f'href="/pupils/{siobhan.pk}/"' in response.content.decode()


def test_a_number_finds_nobody_for_those_who_see_none(client, school, willow, siobhan):
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, willow)
    sign_in(client, teacher)

    assert found(ask(client, school, "shiv")) == ["Shiv O'Neil"]
    assert found(ask(client, school, "V855400526001")) == []


def test_a_teacher_finds_the_children_of_their_classes_only(client, school, siobhan):
    sign_in(client, member(school, Role.TEACHER))

    assert found(ask(client, school, "shiv")) == []


def test_one_letter_asks_nothing_and_leaves_no_trace(client, school, siobhan):
    sign_in(client, member(school, Role.SENCO))

    assert ask(client, school, " s ").status_code == 204
    assert not Event.objects.exists()


def test_each_answer_is_one_event_with_what_was_asked(client, school, siobhan):
    senco = member(school, Role.SENCO)
    sign_in(client, senco)

    ask(client, school, "shiv")

    event = Event.objects.get()
    assert (event.verb, event.actor_id, event.object_id) == (
        "pupils:find.listed",
        senco.pk,
        school.pk,
    )
    assert EventDetail.objects.get().text == {"find": "shiv"}


def test_without_scripts_the_box_leads_to_the_list(client, school, siobhan):
    sign_in(client, member(school, Role.SENCO))

    response = client.get(f"/{school.slug}/pupils/find/", {"q": "shiv & co"}, follow=True)

    assert response.redirect_chain == [(f"/{school.slug}/pupils/?q=shiv+%26+co", 302)]
    frame = client.get(f"/{school.slug}/today/").content.decode()
    assert f'<form class="find" action="/{school.slug}/pupils/"' in frame


@pytest.mark.parametrize("rows", [10, 200])
def test_it_costs_the_same_at_any_size(client, school, willow, rows, at_most):
    PupilFactory.create_batch(rows, school=school, class_group=willow)
    sign_in(client, member(school, Role.SENCO))

    with at_most(8):
        response = ask(client, school, "brightwater")

    assert len(found(response)) == 8
    assert "More than 8 pupils fit" in response.content.decode()


def test_a_name_is_shown_as_text(client, school):
    PupilFactory(school=school, legal_first_name="<b>Bo</b>")
    sign_in(client, member(school, Role.SENCO))

    assert "&lt;b&gt;Bo" in ask(client, school, "bo").content.decode()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="trigrams are PostgreSQL's")
def test_part_of_a_name_or_number_can_use_the_trigram_index(school):
    with connection.schema_editor() as editor:
        assert trigrams.add(editor)
        assert trigrams.add(editor)  # twice does no harm
    PupilFactory(school=school, legal_first_name="Siobhán")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        asked = search.found(Pupil.objects.order_by(), "iobh", school=school, with_upn=True)

        assert "pupil_search_trigrams" in asked.explain()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="trigrams are PostgreSQL's")
def test_a_database_that_refuses_the_extension_still_reaches_this_version(monkeypatch):
    monkeypatch.setattr(trigrams, "EXTENSION", "CREATE EXTENSION no_such_thing")
    with connection.schema_editor() as editor:
        assert trigrams.add(editor) is False
    assert Pupil.objects.count() == 0  # the connection is sound still
