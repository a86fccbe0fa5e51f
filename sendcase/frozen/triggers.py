"""Triggers that refuse to change what was frozen, on both engines.

Made anew after every migration: SQLite drops a table's triggers when a migration rebuilds it.
TRUNCATE and the schema's owner are not stopped; production gives the site neither.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connections

from sendcase.frozen.models import Version

PG_REFUSE = """
CREATE OR REPLACE FUNCTION sendcase_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: it is frozen', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True)
class Refusal:
    """Refuse `event` (UPDATE or DELETE). `when` gives the SQL condition, in the words of an
    engine where "differs" is written `differs`; without it every row is refused.
    """

    event: str
    when: Callable[[str], str] | None = None


ALL = (Refusal("UPDATE"), Refusal("DELETE"))
_guarded: dict[str, tuple[Refusal, ...]] = {}


def guard(label: str, refusals: tuple[Refusal, ...]) -> None:
    """Put refusals on a model that is no Version ("audit.Event"); from AppConfig.ready()."""
    _guarded[label] = refusals


def guarded_models() -> list[tuple[type, tuple[Refusal, ...]]]:
    """Every subclass of Version, and what was registered."""
    versions = [(model, ALL) for model in apps.get_models() if issubclass(model, Version)]
    return versions + [(apps.get_model(label), refusals) for label, refusals in _guarded.items()]


def renew(sender=None, using="default", **kwargs) -> None:
    """Make the triggers of one app's tables anew (after migrate), or of all."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, refusals in guarded_models():
            mine = sender is None or model._meta.app_label == sender.label
            if mine and model._meta.db_table in existing:
                for statement in statements(connection.vendor, model._meta.db_table, refusals):
                    cursor.execute(statement)


def lift(using="default") -> None:
    """Take all triggers away: only for emptying a database that holds no real school."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, refusals in guarded_models():
            table = model._meta.db_table
            if table in existing:
                for refusal in refusals:
                    cursor.execute(drop(connection.vendor, table, refusal))


def statements(vendor: str, table: str, refusals) -> list[str]:
    made = [PG_REFUSE] if vendor == "postgresql" else []
    for refusal in refusals:
        made += [drop(vendor, table, refusal), create(vendor, table, refusal)]
    return made


def name_of(table: str, refusal: Refusal) -> str:
    return f"{table}_no_{refusal.event.lower()}"


def drop(vendor: str, table: str, refusal: Refusal) -> str:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name_of(table, refusal)}"{on}'


def create(vendor: str, table: str, refusal: Refusal) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    when = f"WHEN ({refusal.when(differs)})" if refusal.when else ""
    head = (
        f'CREATE TRIGGER "{name_of(table, refusal)}" BEFORE {refusal.event} ON "{table}" '
        f"FOR EACH ROW {when} "
    )
    if vendor == "postgresql":
        return head + "EXECUTE FUNCTION sendcase_refuse()"
    words = f"{refusal.event} of {table} is refused: it is frozen"
    return head + f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
