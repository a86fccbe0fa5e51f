"""Two database users (PostgreSQL): the owner upgrades, the site's own can change no table's shape,
no sealed row of the log and no frozen version, whatever is done to the site.

On SQLite whoever can write the file can do everything; there the triggers alone stand.
"""

from django.apps import apps
from django.db import connection

from sendcase.frozen.models import Version

ALL = "SELECT, INSERT, UPDATE, DELETE"
# What is less than all of it. Sealing may write two columns of an event, and nothing else.
LESS = {
    "audit_event": "SELECT, INSERT, UPDATE (sequence, seal)",
    "audit_eventdetail": "SELECT, INSERT, DELETE",  # erasable, never rewritten
    "audit_chain": "SELECT, INSERT, UPDATE",
    "django_migrations": "SELECT",
    "django_content_type": "SELECT",
    "auth_permission": "SELECT",
}
FROZEN = "SELECT, INSERT"


class Unfit(Exception):
    """This database user cannot be the site's. The text says why."""


def table_rights() -> dict[str, str]:
    """Every table of the database → what the site may do with its rows."""
    frozen = {model._meta.db_table for model in apps.get_models() if issubclass(model, Version)}
    tables = connection.introspection.table_names()
    return {name: LESS.get(name, FROZEN if name in frozen else ALL) for name in sorted(tables)}


def grant(site_user: str) -> None:
    """Give the site's user exactly its rights, in the caller's transaction. Raises Unfit."""
    refuse_unfit(site_user)
    who = connection.ops.quote_name(site_user)
    statements = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {who}",
        f"GRANT USAGE ON SCHEMA public TO {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
    ]
    for table, rights in table_rights().items():
        statements.append(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {who}")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def refuse_unfit(site_user: str) -> None:
    if connection.vendor != "postgresql":
        raise Unfit("Only PostgreSQL has users; leave out --site-user.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, pg_has_role(rolname, current_user, 'MEMBER') "
            "FROM pg_roles WHERE rolname = %s",
            [site_user],
        )
        found = cursor.fetchone()
    if found is None:
        raise Unfit(f"There is no database user {site_user}. Make it: createuser {site_user}")
    if any(found):
        raise Unfit(f"{site_user} could give itself every right. The site needs a plain user.")


def too_many() -> list[str]:
    """What the user we are connected as could do and the site must not, in words."""
    if connection.vendor != "postgresql":
        return []
    asked = {
        "it is a superuser": "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
        "it can make tables": "SELECT has_schema_privilege('public', 'CREATE')",
        "it owns tables": "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' "
        "AND pg_has_role(tableowner, 'MEMBER'))",
        "it can delete from the audit log": "SELECT has_table_privilege('audit_event', 'DELETE')",
        "it can change frozen versions": "SELECT " + " OR ".join(
            f"has_table_privilege('{model._meta.db_table}', 'UPDATE, DELETE')"
            for model in apps.get_models() if issubclass(model, Version)
        ),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return [words for words, query in asked.items() if _yes(cursor, query)]


def _yes(cursor, query: str) -> bool:
    cursor.execute(query)
    return bool(cursor.fetchone()[0])
