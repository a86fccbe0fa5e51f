"""What was shared stays as it was, on both engines, also after migrations and emptying."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import post_migrate

from audit.models import Event
from iep.models import PlanVersion, SupportPlan
from iep.services.starting import rules_of
from pupils.models import Document
from sendcase.frozen import services, triggers
from tests.factories.people import UserFactory
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    pupil = PupilFactory()
    return SupportPlan.objects.create(
        school=pupil.school, pupil=pupil, kind=pupil.school.plan_kinds.first(), lead=UserFactory(),
        starts_on=date(2026, 9, 1), review_on=date(2026, 10, 1),
        **rules_of(pupil.school.plan_kinds.first()),
    )  # fmt: skip


def document(plan):
    fields = {"school": plan.school, "pupil": plan.pupil, "title": "Plan", "size": 1,
              "media_type": "application/pdf", "sha256": "0" * 64, "needs": "plan_view",
              "made_by": plan.lead}  # fmt: skip
    names = {field.name for field in Document._meta.concrete_fields}
    return Document.objects.create(**{k: v for k, v in fields.items() if k in names})


def freeze(plan, content=None):
    return services.freeze(
        PlanVersion, owner={"plan": plan}, content=content or {"target": "Reads 20 words"},
        schema=1, document=document(plan), by=plan.lead,
    )  # fmt: skip


def trigger_names(table):
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "AND tgrelid = %s::regclass",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        return {row[0] for row in cursor.fetchall()}


def test_versions_count_from_one_and_say_the_same_for_the_same(plan):
    first = freeze(plan, {"b": date(2026, 9, 1), "a": "é"})
    second = freeze(plan, {"a": "é", "b": date(2026, 9, 1)})
    assert (first.number, second.number) == (1, 2)
    assert first.content == second.content
    assert services.content_of(first) == {"a": "é", "b": "2026-09-01"}
    assert services.is_whole(first)
    first.content += " "
    assert not services.is_whole(first)


@pytest.mark.parametrize("field", [f.column for f in PlanVersion._meta.concrete_fields])
def test_no_column_of_a_version_can_be_changed(plan, field):
    version = freeze(plan)
    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(f'UPDATE iep_planversion SET "{field}" = "{field}" WHERE id = %s', [version.pk])


def test_a_version_cannot_be_deleted(plan):
    version = freeze(plan)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        version.delete()


def test_every_version_table_has_its_triggers():
    tables = [model._meta.db_table for model, _ in triggers.guarded_models()]
    assert {"iep_planversion", "audit_event", "audit_eventdetail"} <= set(tables)
    for table in tables:
        assert f"{table}_no_update" in trigger_names(table)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite rebuilds tables")
def test_triggers_come_back_after_sqlite_rebuilt_the_table():
    before = trigger_names("iep_planversion")
    with connection.schema_editor() as editor:
        editor._remake_table(PlanVersion)
    assert trigger_names("iep_planversion") == set()

    config = apps.get_app_config("iep")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False,
                      using="default", apps=apps, plan=[])  # fmt: skip

    assert trigger_names("iep_planversion") == before != set()


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_and_is_guarded_again(plan):
    freeze(plan)
    call_command("flush", interactive=False, verbosity=0)
    assert not PlanVersion.objects.exists()
    assert trigger_names("audit_event") == {"audit_event_no_update", "audit_event_no_delete"}
    assert not Event.objects.exists()


def test_a_production_database_cannot_be_emptied(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="Refused"):
        call_command("flush", interactive=False)
