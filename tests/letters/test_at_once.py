"""Two people at one letter in the same moment. Only PostgreSQL lets them in at once."""

import threading

import pytest
from django.db import connection, transaction

from letters import services
from letters.models import Letter
from tests.factories.letters import Family

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one in at a time"),
]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_a_letter_approved_at_this_moment_gets_no_other_facts():
    family = Family(legal_first_name="Amina")
    letter = family.prepared(noticed="What the signer read.")
    begun = threading.Event()

    def approve():
        with transaction.atomic():
            services.approve(letter=letter, by=family.senco)
            begun.set()
            while not somebody_waits():
                pass
        connection.close()

    signer = threading.Thread(target=approve)
    signer.start()
    assert begun.wait(20)
    family.prepared(noticed="What nobody approved.")
    signer.join(20)
    facts = {row.state: row.facts["noticed"] for row in Letter.objects.all()}
    assert facts == {"withdrawn": "What the signer read.", "prepared": "What nobody approved."}
