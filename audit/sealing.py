"""Sealing: each school's rows form a chain, each link keyed and holding the one before.

Whoever changes, removes or slips in a sealed row without AUDIT_KEY breaks the chain there.
Rows are sealed within a minute of being written; until then only the trigger guards them. Who
owns the schema and cuts off the newest end, head included, is found out only against a head
noted elsewhere: `manage.py verify_audit` prints them.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC

from django.conf import settings
from django.db import connection, transaction

from audit.log import canonical, digest
from audit.models import Chain, Event, EventDetail
from sendcase.each import each_of

AT_A_TIME = 1000
SEALED = (
    "sequence", "id", "at", "school_id", "actor_id", "pupil_id", "verb", "object_type",
    "object_id", "request_id", "detail_digest",
)  # fmt: skip


def school_key(school_id: int, secret: str | None = None) -> bytes:
    """The key of one school's chain, from AUDIT_KEY or from one that was in use before."""
    secret = secret or settings.AUDIT_KEY
    return hmac.digest(secret.encode(), f"chain {school_id}".encode(), "sha256")


def keys_in_order(school_id: int) -> list[bytes]:
    """The keys this chain may have been sealed with, the oldest first, today's last."""
    earlier = reversed(settings.AUDIT_KEYS_BEFORE)
    return [school_key(school_id, secret) for secret in (*earlier, settings.AUDIT_KEY)]


def seal_of(event: Event, before: str, key: bytes) -> str:
    facts = {name: getattr(event, name) for name in SEALED}
    facts["at"] = event.at.astimezone(UTC).isoformat()
    return hmac.new(key, (before + canonical(facts)).encode(), hashlib.sha256).hexdigest()


def seal_all() -> int:
    """Seal what is unsealed, school by school. Safe to run twice and two at once. One school whose
    chain fails keeps no other unsealed. Returns how many rows.
    """
    unsealed = Event.objects.filter(sequence=None).order_by("school_id")
    sealed: list[int] = []

    def seal(school_id: int) -> None:
        sealed.append(seal_some(school_id))
        while sealed[-1] == AT_A_TIME:
            sealed.append(seal_some(school_id))

    each_of(seal, list(unsealed.values_list("school_id", flat=True).distinct()), "school")
    return sum(sealed)


@transaction.atomic
def seal_some(school_id: int) -> int:
    """Seal up to 1,000 rows of one school. The chain's row is the lock; two take turns."""
    Chain.objects.get_or_create(school_id=school_id)
    chain = Chain.objects.select_for_update().get(school_id=school_id)
    key, rows = school_key(school_id), []
    for event in Event.objects.filter(school_id=school_id, sequence=None).order_by("id")[
        :AT_A_TIME
    ]:
        event.sequence = chain.sequence = chain.sequence + 1
        chain.seal = seal_of(event, chain.seal, key)
        rows.append((event.sequence, chain.seal, event.pk))
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE audit_event SET sequence = %s, seal = %s WHERE id = %s", rows
            )
        chain.save(update_fields=["sequence", "seal"])
    return len(rows)


@dataclass
class Finding:
    """What `verify` found of one school."""

    school_id: int
    sealed: int = 0
    earlier: int = 0  # of the sealed: with a key from before. This number never grows
    unsealed: int = 0
    head: str = ""
    problems: list[str] = field(default_factory=list)


def verify_all() -> Iterator[Finding]:
    schools = set(Event.objects.order_by().values_list("school_id", flat=True).distinct())
    for school_id in sorted(schools | set(Chain.objects.values_list("school_id", flat=True))):
        yield verify(school_id)


def verify(school_id: int) -> Finding:
    """Walk one chain from its beginning. Stops at the first broken link: none after it counts.

    After the first row with a newer key no row with an older one counts: whoever holds a key
    from before can add nothing.
    """
    found = Finding(school_id)
    keys, before = keys_in_order(school_id), ""
    events = Event.objects.filter(school_id=school_id)
    found.unsealed = events.filter(sequence=None).count()
    for event in events.exclude(sequence=None).order_by("sequence").iterator():
        if event.sequence != found.sealed + 1:
            found.problems.append(
                f"place {found.sealed + 1} is missing: the next row is {event.pk}, at place "
                f"{event.sequence}"
            )
            return found
        while keys and not hmac.compare_digest(event.seal, seal_of(event, before, keys[0])):
            keys.pop(0)
        if not keys:
            found.problems.append(
                f"row {event.pk} at place {event.sequence} does not match its seal"
            )
            return found
        before, found.sealed = event.seal, event.sequence
        found.earlier += len(keys) > 1
    found.head = before
    found.problems += wrong_end(found) + wrong_details(school_id)
    return found


def wrong_end(found: Finding) -> list[str]:
    chain = Chain.objects.filter(school_id=found.school_id).first() or Chain()
    if (chain.sequence, chain.seal) == (found.sealed, found.head):
        return []
    return [
        f"the chain ends at place {found.sealed}, but {chain.sequence} rows were sealed: "
        "the newest were removed"
    ]


def wrong_details(school_id: int) -> list[str]:
    """Texts that are not those the row was written with. Erased ones are no problem."""
    details = EventDetail.objects.filter(event__school_id=school_id).select_related("event")
    return [
        f"the text beside row {detail.event_id} was changed"
        for detail in details.order_by("event_id").iterator()
        if digest(detail.text) != detail.event.detail_digest
    ]


def ends_fit() -> bool:
    """Whether the newest row of every chain carries a seal of one of this site's keys. Quick."""
    return all(_end_fits(chain) for chain in Chain.objects.exclude(sequence=0))


def _end_fits(chain: Chain) -> bool:
    events = Event.objects.filter(school_id=chain.school_id)
    newest = events.filter(sequence=chain.sequence).first()
    before = events.filter(sequence=chain.sequence - 1).values_list("seal", flat=True).first()
    return newest is not None and any(
        hmac.compare_digest(newest.seal, seal_of(newest, before or "", key))
        for key in keys_in_order(chain.school_id)
    )
